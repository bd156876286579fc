//! What cannot be understood in a file of settings: where, why, and what would be right. It knows no file.

use std::fmt;

/// What cannot be understood, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint {
    /// The line, from one.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub sentence: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.sentence)
    }
}

/// The line in which a byte of a text lies, from one.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
