//! Words found inside one text, again and again while they are typed: the text is folded once. It folds as the
//! filter does, and knows nothing of articles.

use std::ops::Range;

use super::fold::{fold_onto, folded};

/// Words to be found: capitals and accents make no difference, but a capital that was typed wants a capital.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    folded: String,
    /// Which of the letters are capitals, where any is.
    capitals: Option<Vec<bool>>,
}

impl Wanted {
    /// Takes words as they were typed; runs of white space are one space.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let minds_case = text.chars().any(char::is_uppercase);
        Self { folded: folded(text), capitals: minds_case.then(|| capitals(text)) }
    }

    fn is_written_so(&self, found: &str) -> bool {
        self.capitals.as_ref().is_none_or(|wanted| *wanted == capitals(found))
    }
}

fn capitals(text: &str) -> Vec<bool> {
    let letters = text.chars().filter(|letter| letter.is_uppercase() || letter.is_lowercase());
    letters.map(char::is_uppercase).collect()
}

/// A text kept in its folded form, which still tells where each part of it was written.
#[derive(Clone, Debug, Default)]
pub struct FoldedText {
    text: String,
    folded: String,
    /// Where a stretch begins whose bytes follow one another alike in both: first in the folded text, then in the
    /// text. Plain ASCII is one stretch.
    stretches: Vec<(u32, u32)>,
}

impl FoldedText {
    /// Folds a text of less than 4 GiB; runs of white space become one space, so that words are found over the ends
    /// of lines.
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut folding =
            Self { folded: String::with_capacity(text.len()), stretches: vec![(0, 0)], text: String::new() };
        for (at, character) in text.char_indices() {
            let (start, end) = (folding.folded.len(), at + character.len_utf8());
            if character.is_whitespace() {
                if folding.folded.ends_with(' ') {
                    continue;
                }
                folding.folded.push(' ');
            } else {
                fold_onto(&mut folding.folded, &text[at..end]);
            }
            if folding.folded.len() > start {
                folding.note(start as u32, at as u32);
            }
        }
        folding.text = text;
        folding
    }

    fn note(&mut self, folded: u32, text: u32) {
        let goes_on = self
            .stretches
            .last()
            .is_some_and(|last| folded.wrapping_sub(last.0) == text.wrapping_sub(last.1));
        if !goes_on {
            self.stretches.push((folded, text));
        }
    }

    /// Bytes of the text where the words stand, from its beginning on and never over one another.
    #[must_use]
    pub fn find_all(&self, wanted: &Wanted) -> Vec<Range<u32>> {
        let mut found: Vec<Range<u32>> = Vec::new();
        if wanted.folded.is_empty() {
            return found;
        }
        for (start, hit) in self.folded.match_indices(&wanted.folded) {
            let range = self.begin(start)..self.end(start + hit.len());
            let is_apart = found.last().is_none_or(|last| last.end as usize <= range.start);
            if is_apart && wanted.is_written_so(&self.text[range.clone()]) {
                found.push(range.start as u32..range.end as u32);
            }
        }
        found
    }

    /// Where the character begins that a byte of the folded text comes from.
    fn begin(&self, folded: usize) -> usize {
        let (at, next) = self.near(folded);
        self.text.floor_char_boundary(at.min(next.saturating_sub(1)))
    }

    /// Where the text of the bytes before this one ends.
    fn end(&self, folded: usize) -> usize {
        if folded == self.folded.len() {
            return self.text.len();
        }
        let (at, next) = self.near(folded);
        self.text.ceil_char_boundary(at.min(next))
    }

    /// The byte of the text that belongs to one of the folded text, counted through its stretch, and where the next
    /// stretch begins.
    fn near(&self, folded: usize) -> (usize, usize) {
        let after = self.stretches.partition_point(|stretch| stretch.0 as usize <= folded);
        let (start, text) = self.stretches[after.saturating_sub(1)];
        let next = self.stretches.get(after).map_or(self.text.len(), |stretch| stretch.1 as usize);
        (text as usize + (folded - start as usize), next)
    }
}
