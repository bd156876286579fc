//! How many bytes may be on their way at once, in all requests together.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that requests share.
///
/// Room for a usual body is taken before anybody is asked: who waited in the middle of an answer would lay our own
/// slowness at its server's door. What a body takes beyond that may go as far again as the budget; where even that is
/// held, requests that each hold a part and wait for the rest would wait for ever. So a few of them may go beyond: they
/// end, give all back, and the next may.
#[derive(Debug)]
pub struct Budget {
    /// How many in all.
    bytes: i64,
    state: Mutex<State>,
    /// Something came back: for those in the middle of an answer,
    returned: Condvar,
    /// and for those before it.
    admitted: Condvar,
}

#[derive(Debug)]
struct State {
    /// Less than none where bodies turned out to be larger than usual.
    left: i64,
    overdrafts: usize,
    /// Bytes of a body, as bodies were lately.
    usual: i64,
}

/// So many requests may go beyond the budget at once.
const OVERDRAFTS: usize = 2;

/// No body is expected to be smaller.
const SMALLEST: i64 = 64 * 1024;

impl Budget {
    /// So many in all.
    #[must_use]
    pub fn new(bytes: u64) -> Arc<Self> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX).min(i64::MAX / 4);
        let state = State { left: bytes, overdrafts: OVERDRAFTS, usual: 0 };
        let (returned, admitted) = (Condvar::new(), Condvar::new());
        Arc::new(Self { bytes, state: Mutex::new(state), returned, admitted })
    }

    /// As many as there are.
    #[must_use]
    pub fn unlimited() -> Arc<Self> {
        Self::new(u64::MAX)
    }

    /// Holds nothing yet.
    #[must_use]
    pub fn hold(self: &Arc<Self>) -> Held {
        Held { budget: Arc::clone(self), bytes: 0, used: 0, is_overdrawn: false }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one request holds of a budget; it goes back when this goes.
#[derive(Debug)]
pub struct Held {
    budget: Arc<Budget>,
    bytes: i64,
    used: i64,
    is_overdrawn: bool,
}

impl Held {
    /// Takes room for a usual body, waiting for as long as others hold it.
    pub fn reserve(&mut self) {
        let mut state = self.budget.state();
        let mut wanted = state.usual.max(SMALLEST);
        while state.left < wanted.min(self.budget.bytes) {
            state = self.budget.admitted.wait(state).unwrap_or_else(PoisonError::into_inner);
            wanted = state.usual.max(SMALLEST);
        }
        state.left -= wanted;
        self.bytes += wanted;
        if state.left >= wanted {
            self.budget.admitted.notify_one();
        }
    }

    /// Takes more, waiting for others to give theirs back; whether that was in time.
    pub fn grow(&mut self, bytes: u64, patience: Duration) -> bool {
        self.used = self.used.saturating_add(i64::try_from(bytes).unwrap_or(i64::MAX));
        let wanted = self.used - self.bytes;
        if self.is_overdrawn || wanted <= 0 {
            return true;
        }
        let start = Instant::now();
        let mut state = self.budget.state();
        loop {
            if state.left.saturating_add(self.budget.bytes) >= wanted {
                state.left -= wanted;
                self.bytes += wanted;
                return true;
            }
            if state.overdrafts > 0 {
                state.overdrafts -= 1;
                self.is_overdrawn = true;
                return true;
            }
            let Some(rest) = patience.checked_sub(start.elapsed()) else { return false };
            let waited = self.budget.returned.wait_timeout(state, rest);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut state = self.budget.state();
        state.left = state.left.saturating_add(self.bytes);
        state.overdrafts += usize::from(self.is_overdrawn);
        // Most of the last eight.
        state.usual = (7 * state.usual.min(i64::MAX / 8) + self.used.min(self.budget.bytes)) / 8;
        self.budget.returned.notify_all();
        self.budget.admitted.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    const PIECE: u64 = SMALLEST as u64;

    #[test]
    fn who_finds_no_room_waits_before_asking() {
        let budget = Budget::new(PIECE);
        let mut first = budget.hold();
        first.reserve();
        let (tell, told) = channel();
        let mut second = budget.hold();
        let waits = thread::spawn(move || {
            second.reserve();
            tell.send(()).expect("somebody listens");
        });
        assert!(told.recv_timeout(Duration::from_millis(50)).is_err());
        drop(first);
        assert!(told.recv_timeout(Duration::from_secs(20)).is_ok());
        waits.join().expect("it ends");
    }

    #[test]
    fn a_body_larger_than_usual_goes_as_far_again_as_the_budget() {
        let budget = Budget::new(2 * PIECE);
        let mut held: Vec<Held> = (0..2).map(|_| budget.hold()).collect();
        held.iter_mut().for_each(Held::reserve);
        // What was reserved, as much again, and the overdrafts.
        assert!(held.iter_mut().all(|one| one.grow(PIECE, Duration::ZERO)));
        assert!(held.iter_mut().all(|one| one.grow(PIECE, Duration::ZERO)));
        assert!(held.iter_mut().all(|one| one.grow(PIECE, Duration::ZERO) && one.is_overdrawn));
        assert!(!budget.hold().grow(PIECE, Duration::ZERO));
        drop(held);
        assert!(budget.hold().grow(PIECE, Duration::ZERO));
    }

    #[test]
    fn one_body_that_is_larger_than_the_budget_is_let_in_alone() {
        let budget = Budget::new(PIECE);
        for _ in 0..50 {
            assert!(budget.hold().grow(8 * PIECE, Duration::ZERO));
        }
        let mut held = budget.hold();
        held.reserve();
        assert!(held.grow(PIECE, Duration::ZERO));
    }
}
