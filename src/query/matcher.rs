//! A query at work on many headlines. It knows that names recur, and neither where headlines come from nor how
//! many there will be.

use std::ptr;

use super::fold::{fold_onto, folded};
use super::term::{Needle, Term};
use crate::news::{Headline, NumberMap};

/// A query that judges headline after headline, at about 0.1 µs each.
///
/// It remembers its verdicts on authors, feeds and sections, which the library keeps once each: such a name is
/// known by where it lies in memory. Headlines are borrowed for as long as it lives, so that no name can move.
pub struct Matcher<'a> {
    root: &'a Term,
    /// What it looks for, as far as a verdict has bits.
    needles: Vec<&'a Needle>,
    verdicts: NumberMap<*const str, u64>,
    /// Title and tags of the headline at hand, folded, a line each: no needle holds a line break, so none is
    /// found across two of them. Empty until asked for.
    text: String,
    /// The name at hand, folded.
    name: String,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(root: &'a Term) -> Self {
        let mut needles = Vec::new();
        root.collect_needles(&mut needles);
        needles.truncate(u64::BITS as usize);
        Self { root, needles, verdicts: NumberMap::default(), text: String::new(), name: String::new() }
    }

    /// Whether a headline passes.
    pub fn matches(&mut self, headline: &Headline<'a>) -> bool {
        self.text.clear();
        self.holds(self.root, headline)
    }

    fn holds(&mut self, term: &Term, headline: &Headline<'a>) -> bool {
        match term {
            Term::Text(needle) => self.finds(needle, headline),
            Term::Is(state) => state.holds(headline),
            Term::Tag(needle) => {
                let mut tags = headline.tags.iter().chain(headline.feed_tags);
                tags.any(|tag| folded(tag) == needle.folded)
            }
            Term::Ids(ids) => ids.contains(&headline.public_id),
            Term::Not(term) => !self.holds(term, headline),
            Term::All(terms) => terms.iter().all(|term| self.holds(term, headline)),
            Term::Any(terms) => terms.iter().any(|term| self.holds(term, headline)),
        }
    }

    /// Whether title, author, feed, section or tags hold a needle.
    fn finds(&mut self, needle: &Needle, headline: &Headline<'a>) -> bool {
        let Headline { author, feed_title, section, .. } = *headline;
        self.text_of(headline).contains(&needle.folded)
            || [author, feed_title, section].into_iter().any(|name| self.is_in_name(needle, name))
    }

    fn text_of(&mut self, headline: &Headline<'_>) -> &str {
        if self.text.is_empty() {
            let tags = headline.tags.iter().map(String::as_str);
            for part in std::iter::once(headline.title).chain(tags) {
                fold_onto(&mut self.text, part);
                self.text.push('\n');
            }
        }
        &self.text
    }

    fn is_in_name(&mut self, needle: &Needle, name: &'a str) -> bool {
        match self.needles.iter().position(|known| ptr::eq(*known, needle)) {
            Some(number) => self.verdict(name) >> number & 1 == 1,
            None => self.folded(name).contains(&needle.folded),
        }
    }

    /// A bit for each needle: whether a name holds it.
    fn verdict(&mut self, name: &'a str) -> u64 {
        if let Some(verdict) = self.verdicts.get(&ptr::from_ref(name)) {
            return *verdict;
        }
        self.folded(name);
        let bits = self.needles.iter().map(|needle| u64::from(self.name.contains(&needle.folded)));
        let verdict = bits.zip(0..).fold(0, |verdict, (bit, number)| verdict | bit << number);
        self.verdicts.insert(name, verdict);
        verdict
    }

    fn folded(&mut self, name: &str) -> &str {
        self.name.clear();
        fold_onto(&mut self.name, name);
        &self.name
    }
}
