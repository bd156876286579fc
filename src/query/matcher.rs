//! A query at work on many headlines. It knows that names recur, and neither where headlines come from nor how
//! many there will be.

use std::collections::HashMap;
use std::ptr;

use super::field::TextField;
use super::fold::fold_onto;
use super::pattern::Pattern;
use super::term::{Needle, Term};
use crate::news::{FeedId, Headline, NumberMap};

/// A query that judges headline after headline, at about 0.1 µs each.
///
/// It remembers its verdicts on authors, feeds and sections, which the library keeps once each: such a name is
/// known by where it lies in memory. Headlines are borrowed for as long as it lives, so that no name can move.
pub struct Matcher<'a> {
    root: &'a Term,
    /// What it looks for, as far as a verdict has bits.
    needles: Vec<&'a Needle>,
    verdicts: NumberMap<*const str, u64>,
    /// The same for the folders that feeds lie in.
    folders: HashMap<FeedId, u64>,
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
        let (verdicts, folders) = (NumberMap::default(), HashMap::new());
        Self { root, needles, verdicts, folders, text: String::new(), name: String::new() }
    }

    /// Whether a headline passes.
    pub fn matches(&mut self, headline: &Headline<'a>) -> bool {
        self.text.clear();
        self.holds(self.root, headline)
    }

    fn holds(&mut self, term: &Term, headline: &Headline<'a>) -> bool {
        match term {
            Term::Text(needle) => self.finds(needle, headline),
            Term::In(field, needle) => self.finds_in(*field, needle, headline),
            Term::Like(field, pattern) => is_like(*field, pattern, headline),
            Term::Tag(needle) => {
                let mut tags = headline.tags.iter().chain(headline.feed_tags);
                tags.any(|tag| needle.is_name(tag))
            }
            Term::Is(state) => state.holds(headline),
            Term::HasNote => headline.noted,
            Term::Count(count) => count.holds(headline),
            Term::When(when) => when.holds(headline),
            Term::Ids(ids) => ids.contains(&headline.public_id),
            Term::Not(term) => !self.holds(term, headline),
            Term::All(terms) => terms.iter().all(|term| self.holds(term, headline)),
            Term::Any(terms) => terms.iter().any(|term| self.holds(term, headline)),
        }
    }

    /// Whether title, author, feed, section or tags hold a needle.
    fn finds(&mut self, needle: &Needle, headline: &Headline<'a>) -> bool {
        let Headline { author, feed_title, section, .. } = *headline;
        needle.is_in(self.text_of(headline))
            || [author, feed_title, section].into_iter().any(|name| self.is_in_name(needle, name))
    }

    fn finds_in(&mut self, field: TextField, needle: &Needle, headline: &Headline<'a>) -> bool {
        match field {
            TextField::Title => {
                let title = self.text_of(headline).split('\n').next();
                title.is_some_and(|title| needle.is_in(title))
            }
            TextField::Author => self.is_in_name(needle, headline.author),
            TextField::Feed => self.is_in_name(needle, headline.feed_title),
            TextField::Section => self.is_in_name(needle, headline.section),
            TextField::Folder => self.is_in_folder(needle, headline),
            TextField::Language => needle.is_language(headline.language),
        }
    }

    /// The verdict on a folder, which is that on all that a feed brings.
    fn is_in_folder(&mut self, needle: &Needle, headline: &Headline<'_>) -> bool {
        let Some(number) = self.needles.iter().position(|known| ptr::eq(*known, needle)) else {
            return needle.is_folder_of(headline.folder);
        };
        let needles = &self.needles;
        let verdict = *self.folders.entry(headline.feed).or_insert_with(|| {
            let bits = needles.iter().map(|needle| u64::from(needle.is_folder_of(headline.folder)));
            bits.zip(0..).fold(0, |verdict, (bit, number)| verdict | bit << number)
        });
        verdict >> number & 1 == 1
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
            None => needle.is_in(self.folded(name)),
        }
    }

    /// A bit for each needle: whether a name holds it.
    fn verdict(&mut self, name: &'a str) -> u64 {
        if let Some(verdict) = self.verdicts.get(&ptr::from_ref(name)) {
            return *verdict;
        }
        self.folded(name);
        let bits = self.needles.iter().map(|needle| u64::from(needle.is_in(&self.name)));
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

/// Whether the texts of a headline, or one of them, are like a pattern; each is looked at by itself.
fn is_like(field: Option<TextField>, pattern: &Pattern, headline: &Headline<'_>) -> bool {
    let Headline { title, author, feed_title, section, .. } = *headline;
    match field {
        Some(TextField::Title) => pattern.is_in(title),
        Some(TextField::Author) => pattern.is_in(author),
        Some(TextField::Feed) => pattern.is_in(feed_title),
        Some(TextField::Section) => pattern.is_in(section),
        Some(TextField::Folder | TextField::Language) => false,
        None => {
            let names = [title, author, feed_title, section].into_iter();
            names.chain(headline.tags.iter().map(String::as_str)).any(|text| pattern.is_in(text))
        }
    }
}
