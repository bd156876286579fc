//! How many bytes may be on their way at once, in all requests together.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that requests share.
///
/// Requests that each hold a part and wait for the rest would wait for ever. So a few of them may go beyond the budget:
/// they end, give all back, and the next may.
#[derive(Debug)]
pub struct Budget {
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Debug)]
struct State {
    left: u64,
    overdrafts: usize,
}

/// So many requests may go beyond the budget at once.
const OVERDRAFTS: usize = 2;

impl Budget {
    /// So many in all.
    #[must_use]
    pub fn new(bytes: u64) -> Arc<Self> {
        let state = State { left: bytes, overdrafts: OVERDRAFTS };
        Arc::new(Self { state: Mutex::new(state), returned: Condvar::new() })
    }

    /// As many as there are.
    #[must_use]
    pub fn unlimited() -> Arc<Self> {
        Self::new(u64::MAX)
    }

    /// Holds nothing yet.
    #[must_use]
    pub fn hold(self: &Arc<Self>) -> Held {
        Held { budget: Arc::clone(self), bytes: 0, is_overdrawn: false }
    }
}

/// What one request holds of a budget; it goes back when this goes.
#[derive(Debug)]
pub struct Held {
    budget: Arc<Budget>,
    bytes: u64,
    is_overdrawn: bool,
}

impl Held {
    /// Takes more, waiting for others to give theirs back; whether that was in time.
    pub fn grow(&mut self, bytes: u64, patience: Duration) -> bool {
        if self.is_overdrawn {
            return true;
        }
        let start = Instant::now();
        let mut state = self.budget.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if state.left >= bytes {
                state.left -= bytes;
                self.bytes += bytes;
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
        let mut state = self.budget.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.left = state.left.saturating_add(self.bytes);
        state.overdrafts += usize::from(self.is_overdrawn);
        self.budget.returned.notify_all();
    }
}
