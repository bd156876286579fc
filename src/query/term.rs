//! What a query is made of, how each part judges a headline, and how it is written down.

use std::fmt;

use super::fold::folded;
use super::matcher::Matcher;
use crate::news::{Headline, PublicId};

/// Progress that counts as begun and not yet done, in thousandths.
const BEGUN: std::ops::RangeInclusive<u16> = 1..=989;

/// A text as it was written and as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    text: String,
    is_quoted: bool,
    pub(super) folded: String,
}

impl Needle {
    pub(super) fn new(text: &str, is_quoted: bool) -> Self {
        // A bare OR would be read as the operator.
        Self { text: text.to_owned(), is_quoted: is_quoted || text == OR, folded: folded(text) }
    }
}

/// The operator between alternatives; in capitals only, so that the word can be searched for.
pub(super) const OR: &str = "OR";

/// What `is:` can ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Unread,
    Read,
    Bookmarked,
    Unfinished,
}

impl State {
    pub(super) const ALL: [(&'static str, Self); 4] = [
        ("unread", Self::Unread),
        ("read", Self::Read),
        ("bookmarked", Self::Bookmarked),
        ("unfinished", Self::Unfinished),
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Bookmarked => "bookmarked",
            Self::Unfinished => "unfinished",
        }
    }

    fn holds(self, headline: &Headline<'_>) -> bool {
        match self {
            Self::Unread => !headline.read,
            Self::Read => headline.read,
            Self::Bookmarked => headline.bookmarked,
            Self::Unfinished => !headline.read && BEGUN.contains(&headline.progress),
        }
    }
}

/// One part of a query. `All` and `Any` hold at least two parts, or none at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Text(Needle),
    Is(State),
    Tag(Needle),
    Ids(Vec<PublicId>),
    Not(Box<Term>),
    All(Vec<Term>),
    Any(Vec<Term>),
}

impl Term {
    /// Parts that all must hold, without nesting.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            if let Self::All(inner) = part { flat.extend(inner) } else { flat.push(part) }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::All(flat) }
    }

    /// Parts of which one must hold, without nesting.
    pub(super) fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            if let Self::Any(inner) = part { flat.extend(inner) } else { flat.push(part) }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::Any(flat) }
    }

    /// The opposite.
    pub(super) fn negated(self) -> Self {
        if let Self::Not(inner) = self { *inner } else { Self::Not(Box::new(self)) }
    }

    /// Whether it holds for a headline, by a matcher that knows its needles.
    pub(super) fn holds<'a>(&self, headline: &Headline<'a>, matcher: &mut Matcher<'a>) -> bool {
        match self {
            Self::Text(needle) => matcher.finds(needle, headline),
            Self::Is(state) => state.holds(headline),
            Self::Tag(needle) => headline.tags.iter().any(|tag| folded(tag) == needle.folded),
            Self::Ids(ids) => ids.contains(&headline.public_id),
            Self::Not(term) => !term.holds(headline, matcher),
            Self::All(terms) => terms.iter().all(|term| term.holds(headline, matcher)),
            Self::Any(terms) => terms.iter().any(|term| term.holds(headline, matcher)),
        }
    }

    /// Adds the needles it searches text for, in the order they were written.
    pub(super) fn collect_needles<'a>(&'a self, needles: &mut Vec<&'a Needle>) {
        match self {
            Self::Text(needle) => needles.push(needle),
            Self::Not(term) => term.collect_needles(needles),
            Self::All(terms) | Self::Any(terms) => {
                terms.iter().for_each(|term| term.collect_needles(needles));
            }
            Self::Is(_) | Self::Tag(_) | Self::Ids(_) => {}
        }
    }

    /// The ids, where it asks for nothing but ids.
    pub(super) fn ids(&self) -> Option<Vec<PublicId>> {
        match self {
            Self::Ids(ids) => Some(ids.clone()),
            Self::Any(terms) => {
                terms.iter().map(Self::ids).collect::<Option<Vec<_>>>().map(|ids| ids.concat())
            }
            Self::Text(_) | Self::Is(_) | Self::Tag(_) | Self::Not(_) | Self::All(_) => None,
        }
    }
}

impl fmt::Display for Needle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_quoted { write!(f, "\"{}\"", self.text) } else { f.write_str(&self.text) }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(needle) => needle.fmt(f),
            Self::Is(state) => write!(f, "is:{}", state.name()),
            Self::Tag(needle) => write!(f, "tag:{needle}"),
            Self::Ids(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                write!(f, "id:{}", ids.join(","))
            }
            Self::Not(term) => match **term {
                Self::All(_) | Self::Any(_) => write!(f, "-({term})"),
                Self::Text(_) | Self::Is(_) | Self::Tag(_) | Self::Ids(_) | Self::Not(_) => {
                    write!(f, "-{term}")
                }
            },
            Self::All(terms) => joined(f, terms, " ", |term| matches!(term, Self::Any(_))),
            Self::Any(terms) => joined(f, terms, " OR ", |_| false),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    terms: &[Term],
    between: &str,
    in_brackets: impl Fn(&Term) -> bool,
) -> fmt::Result {
    for (number, term) in terms.iter().enumerate() {
        f.write_str(if number == 0 { "" } else { between })?;
        if in_brackets(term) { write!(f, "({term})")? } else { write!(f, "{term}")? }
    }
    Ok(())
}
