//! What the roof tells the workers when they start. It must not know what they do with it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::news::ArticleId;

/// How a worker is told the time: the roof's clock.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the workers need to begin.
#[derive(Clone)]
pub struct Plan {
    /// The folder of the library.
    pub folder: PathBuf,
    /// What time it is.
    pub now: Now,
    /// Files to be opened at once.
    pub open: Vec<PathBuf>,
    /// Articles that were just kept, to be shown as opened files are.
    pub kept: Vec<ArticleId>,
    /// When they were saved, where the reader says so.
    pub saved_at: Option<Timestamp>,
    /// For tests: panic at the first effect.
    pub panic: bool,
}
