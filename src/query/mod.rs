//! The one filter language: what the reader's filter and `courant list` take.
//!
//! - `mars rover`: both words, anywhere in title, author, feed, section or tags, also inside longer words.
//!   Capitals and accents make no difference. `mars*`: words that begin so.
//! - `"red planet"`: these words one after the other, in one of them. `/moon(s|lit)/`: a regular expression.
//! - `is:unread`, `author:lovelace`, `read<5`, `after:2026-11-01`: fields, as [`fields`] lists them.
//! - `-mars`, `-is:read`, `-(mars OR venus)`: not so. `mars OR venus`: one of both. `( )` groups.
//!
//! A word with a colon is taken for a field where letters stand before it and no `//` behind it; quotes
//! keep it a word. It knows headlines, and neither where they come from nor who asks.

mod complaint;
mod completion;
mod cursor;
mod field;
mod fold;
mod matcher;
mod moment;
mod page;
mod parse;
mod pattern;
mod sort;
mod term;
mod value;
mod within;

use std::fmt;

pub use complaint::QueryError;
pub use completion::{GoesOn, Unfinished, Words, field_names, unfinished, words_of};
pub use field::{FieldHelp, fields};
pub use matcher::Matcher;
pub use moment::Moment;
pub use page::{PARTS, page};
pub use sort::{MOST_KEYS, SortBy, SortKey};
pub use within::{FoldedText, Wanted};

use crate::news::{Headline, PublicId};
use term::Term;

/// A filter, ready to be asked about many headlines. Written down, it reads back as the same query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    root: Term,
    sorting: Vec<SortKey>,
}

impl Default for Query {
    fn default() -> Self {
        Self { root: Term::All(Vec::new()), sorting: Vec::new() }
    }
}

/// Reads a query as it is meant at a moment: "yesterday" is that day from then on. Empty text asks nothing: everything
/// passes.
///
/// # Errors
/// For an unknown field or value, a malformed id or expression, and quotes, brackets or an `OR` without their other half.
pub fn parse(text: &str, moment: &Moment) -> Result<Query, QueryError> {
    parse::parse(text, moment).map(|(root, sorting)| Query { root, sorting })
}

impl Query {
    /// Whether a headline passes. For many of them a [`matcher`](Self::matcher) is several times as fast.
    #[must_use]
    pub fn matches(&self, headline: &Headline<'_>) -> bool {
        self.matcher().matches(headline)
    }

    /// Judges many headlines.
    #[must_use]
    pub fn matcher(&self) -> Matcher<'_> {
        Matcher::new(&self.root)
    }

    /// The ids it names, when it asks for nothing else.
    #[must_use]
    pub fn ids(&self) -> Option<Vec<PublicId>> {
        self.root.ids()
    }

    /// Whether it holds a regular expression, which may take a hundred times as long as a word.
    #[must_use]
    pub fn has_expression(&self) -> bool {
        self.root.has_expression()
    }

    /// What it wants to be sorted by, the first key first; empty where it does not say.
    #[must_use]
    pub fn sorting(&self) -> &[SortKey] {
        &self.sorting
    }

    /// Whether it asks nothing, so that everything passes, in whatever order.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_nothing()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)?;
        let keys: Vec<String> = self.sorting.iter().map(ToString::to_string).collect();
        match (keys.is_empty(), self.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => write!(f, "sort:{}", keys.join(",")),
            (false, false) => write!(f, " sort:{}", keys.join(",")),
        }
    }
}
