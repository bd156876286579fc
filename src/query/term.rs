//! What a query is made of, how its parts judge numbers and moments, and how it is written down.

use std::fmt;

use super::field::{Field, NumberField, TextField, help_of};
use super::fold::folded;
use super::moment::Stretch;
use super::pattern::Pattern;
use crate::news::{Headline, PublicId};

/// Progress that counts as begun and not yet done, in thousandths.
const BEGUN: std::ops::RangeInclusive<u16> = 1..=989;

/// A text as it was written and as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    text: String,
    is_quoted: bool,
    /// A word has to begin with it; else it may stand inside one.
    begins: bool,
    pub(super) folded: String,
}

impl Needle {
    /// A phrase between quotes, with the star behind them or without.
    pub(super) fn quoted(text: &str, begins: bool) -> Self {
        Self { text: text.to_owned(), is_quoted: true, begins, folded: folded(text) }
    }

    /// A bare word. A star at its end is none of it.
    pub(super) fn word(text: &str) -> Self {
        let (text, begins) = match text.strip_suffix('*') {
            Some(start) if !start.is_empty() => (start, true),
            Some(_) | None => (text, false),
        };
        // A bare OR would be read as the operator, and a slash may begin an expression once other words follow.
        let is_quoted = text == OR || text.starts_with('/') && !text.contains('"');
        Self { text: text.to_owned(), is_quoted, begins, folded: folded(text) }
    }

    /// Whether a folded text holds it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        if !self.begins {
            return text.contains(&self.folded);
        }
        let begins_a_word = |(at, _): (usize, &str)| {
            let before = text[..at].chars().next_back();
            let first = text[at..].chars().next();
            before.is_none_or(|before| !before.is_alphanumeric())
                || first.is_some_and(is_written_without_spaces)
        };
        text.match_indices(&self.folded).any(begins_a_word)
    }

    /// Whether a tag of a language is this one or a kind of it.
    pub(super) fn is_language(&self, tag: &str) -> bool {
        let start = tag.get(..self.folded.len()).filter(|start| start.eq_ignore_ascii_case(&self.folded));
        let rest = start.map(|start| &tag[start.len()..]);
        rest.is_some_and(|rest| self.begins || rest.is_empty() || rest.starts_with('-'))
    }

    /// Whether it has to stand in brackets, as it begins with a slash and cannot be put between quotes. What holds a
    /// closing bracket stood outside all brackets, with no slash behind it that could end an expression.
    fn might_begin_an_expression(&self) -> bool {
        !self.is_quoted && self.text.starts_with('/') && !self.text.contains(')')
    }

    /// Whether it is a name as a whole, or the beginning of one.
    pub(super) fn is_name(&self, name: &str) -> bool {
        let name = folded(name);
        if self.begins { name.starts_with(&self.folded) } else { name == self.folded }
    }

    /// Whether it names a folder of a path, or several below each other, joined by slashes.
    pub(super) fn is_folder_of(&self, path: &[String]) -> bool {
        let path: Vec<String> = path.iter().map(|folder| folded(folder)).collect();
        let begin_anywhere = (0..path.len()).map(|first| &path[first..]);
        begin_anywhere.into_iter().any(|path| {
            let mut joined = String::new();
            path.iter().any(|folder| {
                joined.push_str(if joined.is_empty() { "" } else { "/" });
                joined.push_str(folder);
                joined == self.folded || self.begins && joined.starts_with(&self.folded)
            })
        })
    }
}

/// Scripts whose words follow each other without a space: any letter of them may begin one.
fn is_written_without_spaces(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
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
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }

    pub(super) fn holds(self, headline: &Headline<'_>) -> bool {
        match self {
            Self::Unread => !headline.read,
            Self::Read => headline.read,
            Self::Bookmarked => headline.bookmarked,
            Self::Unfinished => !headline.read && BEGUN.contains(&headline.progress),
        }
    }
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Comparison {
    /// As they are written; the longer signs first.
    pub(super) const ALL: [(&'static str, Self); 6] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::More),
        ("=", Self::Equal),
        (":", Self::Equal),
    ];

    pub(super) fn holds(self, left: u64, right: u64) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }

    fn sign(self) -> &'static str {
        Self::ALL.iter().find(|(_, comparison)| *comparison == self).map_or("", |(sign, _)| sign)
    }
}

/// A moment of a headline within bounds, and the words that said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// As it was written, field and all.
    pub(super) text: String,
    /// Whether it is about when the article came, not when it was published.
    pub(super) arrival: bool,
    /// What the moment lies in.
    pub(super) within: Stretch,
}

impl When {
    pub(super) fn holds(&self, headline: &Headline<'_>) -> bool {
        let moment = if self.arrival { headline.added } else { headline.date }.as_microsecond();
        (self.within.start..self.within.end).contains(&moment)
    }
}

/// A number of a headline compared with one that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) field: NumberField,
    pub(super) comparison: Comparison,
    /// As it was written.
    pub(super) text: String,
    pub(super) value: u64,
    /// Words that the asker reads in a minute.
    pub(super) pace: u32,
}

impl Count {
    /// What nobody counted is neither more nor less than anything.
    pub(super) fn holds(&self, headline: &Headline<'_>) -> bool {
        let number = match self.field {
            NumberField::Read => Some(u64::from(headline.words.div_ceil(self.pace.max(1)))),
            NumberField::Words => Some(u64::from(headline.words)),
            NumberField::Views => headline.views,
            NumberField::Opened => Some(u64::from(headline.opened)),
        };
        number.is_some_and(|number| self.comparison.holds(number, self.value))
    }
}

/// One part of a query. `All` and `Any` hold at least two parts, or none at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Text(Needle),
    In(TextField, Needle),
    Like(Option<TextField>, Pattern),
    Is(State),
    HasNote,
    Tag(Needle),
    Count(Count),
    When(When),
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

    /// Adds the needles it looks for in names and titles, in the order they were written.
    pub(super) fn collect_needles<'a>(&'a self, needles: &mut Vec<&'a Needle>) {
        match self {
            Self::Text(needle) | Self::In(_, needle) => needles.push(needle),
            Self::Not(term) => term.collect_needles(needles),
            Self::All(terms) | Self::Any(terms) => {
                terms.iter().for_each(|term| term.collect_needles(needles));
            }
            Self::Like(..)
            | Self::Is(_)
            | Self::HasNote
            | Self::Tag(_)
            | Self::Count(_)
            | Self::When(_)
            | Self::Ids(_) => {}
        }
    }

    /// Whether some part of it is a regular expression.
    pub(super) fn has_expression(&self) -> bool {
        match self {
            Self::Like(..) => true,
            Self::Not(term) => term.has_expression(),
            Self::All(terms) | Self::Any(terms) => terms.iter().any(Self::has_expression),
            Self::Text(_)
            | Self::In(..)
            | Self::Is(_)
            | Self::HasNote
            | Self::Tag(_)
            | Self::Count(_)
            | Self::When(_)
            | Self::Ids(_) => false,
        }
    }

    /// The ids, where it asks for nothing but ids.
    pub(super) fn ids(&self) -> Option<Vec<PublicId>> {
        match self {
            Self::Ids(ids) => Some(ids.clone()),
            Self::Any(terms) => {
                terms.iter().map(Self::ids).collect::<Option<Vec<_>>>().map(|ids| ids.concat())
            }
            Self::Text(_)
            | Self::In(..)
            | Self::Like(..)
            | Self::Is(_)
            | Self::HasNote
            | Self::Tag(_)
            | Self::Count(_)
            | Self::When(_)
            | Self::Not(_)
            | Self::All(_) => None,
        }
    }

    /// Whether it is the part that asks nothing.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }

    /// Whether it is a dash that is searched for, and no other dash may stand before it.
    fn is_dash(&self) -> bool {
        matches!(self, Self::Text(needle) if !needle.is_quoted && needle.text.starts_with('-'))
    }

    fn has_parts(&self) -> bool {
        matches!(self, Self::All(_) | Self::Any(_))
    }
}

impl fmt::Display for Needle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.begins { "*" } else { "" };
        if self.is_quoted { write!(f, "\"{}\"{star}", self.text) } else { write!(f, "{}{star}", self.text) }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |field: Field| help_of(field).name;
        match self {
            Self::Text(needle) if needle.might_begin_an_expression() => write!(f, "({needle})"),
            Self::Text(needle) => needle.fmt(f),
            Self::In(field, needle) => write!(f, "{}:{needle}", name(Field::Text(*field))),
            Self::Like(None, pattern) => write!(f, "/{}/", pattern.text),
            Self::Like(Some(field), pattern) => {
                write!(f, "{}:/{}/", name(Field::Text(*field)), pattern.text)
            }
            Self::Is(state) => write!(f, "is:{}", state.name()),
            Self::HasNote => f.write_str("has:note"),
            Self::Tag(needle) => write!(f, "tag:{needle}"),
            Self::Count(count) => {
                write!(f, "{}{}{}", name(Field::Number(count.field)), count.comparison.sign(), count.text)
            }
            Self::When(when) => f.write_str(&when.text),
            Self::Ids(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                write!(f, "id:{}", ids.join(","))
            }
            Self::Not(term) if term.has_parts() || term.is_dash() => write!(f, "-({term})"),
            Self::Not(term) => write!(f, "-{term}"),
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
