//! What a run of the command line comes to: an exit code, or the wish for the reader.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::news::ArticleId;

/// What came of the arguments.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// All is said; the process ends with this code.
    Exit(u8),
    /// The reader is wanted.
    Reader(ReaderRequest),
}

/// What the reader is to begin with.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReaderRequest {
    /// The folder of the library.
    pub folder: PathBuf,
    /// Files to open at once.
    pub open: Vec<PathBuf>,
    /// Articles that were kept just now (from standard input), to be shown as opened files are.
    pub kept: Vec<ArticleId>,
    /// When the files were saved, where the reader says so.
    pub saved_at: Option<Timestamp>,
    /// Whether colours are wanted, where the reader says so.
    pub colour: Option<bool>,
}
