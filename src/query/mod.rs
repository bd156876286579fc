//! The one filter language: what is typed after `g/` and given to `courant list`.

use std::fmt;
use std::ops::Range;

use crate::news::{Headline, PublicId};

/// A filter, ready to be asked about many headlines.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    words: Vec<String>,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// A full sentence for the reader: what is wrong, what is allowed, and the nearest right one.
    pub message: String,
    /// The bytes of the text it is about.
    pub span: Range<usize>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

/// Reads a query.
///
/// # Errors
/// Where a field, a value or a quote is not right.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    Ok(Query { words: text.split_whitespace().map(str::to_lowercase).collect() })
}

impl Query {
    /// Whether a headline passes.
    #[must_use]
    pub fn matches(&self, headline: &Headline<'_>) -> bool {
        let title = headline.title.to_lowercase();
        self.words.iter().all(|word| title.contains(word.as_str()))
    }

    /// The articles it names, when it does nothing else.
    #[must_use]
    pub fn ids(&self) -> Option<Vec<PublicId>> {
        None
    }

    /// Whether it asks nothing, so that everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.join(" "))
    }
}
