//! Who of this program waits to write, so that long transactions end early and let them in. It knows nothing of what is
//! written; what other programs wait for, nobody can see.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many connections of this program wait, to whatever library: who ends early in vain loses little.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// Waits to write, for as long as it lives.
#[derive(Debug)]
pub(super) struct Waits(());

impl Waits {
    pub(super) fn new() -> Self {
        WAITING.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether somebody waits.
pub(super) fn somebody_waits() -> bool {
    WAITING.load(Ordering::Relaxed) > 0
}

/// Gives those who wait time to find that nobody writes any more: they look every few milliseconds.
pub(super) fn let_others_in() {
    const PATIENCE: Duration = Duration::from_millis(50);
    const LOOK: Duration = Duration::from_micros(500);
    let start = Instant::now();
    while somebody_waits() && start.elapsed() < PATIENCE {
        std::thread::sleep(LOOK);
    }
}
