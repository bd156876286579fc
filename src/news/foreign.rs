//! The wall: text that came from outside and has not been cleaned.

use std::fmt;

/// Text as a stranger wrote it. It cannot be shown, printed or logged.
///
/// `parse` wraps whatever it takes out of a page, feed or message; only `clean` may look inside, and a test
/// reads the sources to hold that. So hostile text has one door to audit.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Foreign(String);

impl Foreign {
    /// Wraps text from outside.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The raw text, for `clean` alone.
    pub(crate) fn uncleaned(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Foreign({} bytes)", self.0.len())
    }
}
