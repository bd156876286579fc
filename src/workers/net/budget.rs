//! How many bytes may be on their way at once, in all requests together.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that requests share.
#[derive(Debug)]
pub struct Budget {
    left: Mutex<u64>,
    returned: Condvar,
}

impl Budget {
    /// So many in all.
    #[must_use]
    pub fn new(bytes: u64) -> Arc<Self> {
        Arc::new(Self { left: Mutex::new(bytes), returned: Condvar::new() })
    }

    /// As many as there are.
    #[must_use]
    pub fn unlimited() -> Arc<Self> {
        Self::new(u64::MAX)
    }

    /// Holds nothing yet.
    #[must_use]
    pub fn hold(self: &Arc<Self>) -> Held {
        Held { budget: Arc::clone(self), bytes: 0 }
    }
}

/// What one request holds of a budget; it goes back when this goes.
#[derive(Debug)]
pub struct Held {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Held {
    /// Takes more, waiting for others to give theirs back; whether that was in time.
    pub fn grow(&mut self, bytes: u64, patience: Duration) -> bool {
        let start = Instant::now();
        let mut left = self.budget.left.lock().unwrap_or_else(PoisonError::into_inner);
        while *left < bytes {
            let Some(rest) = patience.checked_sub(start.elapsed()) else { return false };
            let waited = self.budget.returned.wait_timeout(left, rest);
            left = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *left -= bytes;
        self.bytes += bytes;
        true
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut left = self.budget.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_add(self.bytes);
        self.budget.returned.notify_all();
    }
}
