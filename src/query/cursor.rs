//! A place in the text of a query, and what can be taken from there: a word, a phrase, an expression. It knows where
//! words end, and not what they mean.

use super::complaint::{Parsed, error, shown};
use super::pattern::Pattern;
use super::term::Needle;

/// The text, how far it was read, and whether brackets are open.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many brackets are open.
    pub(super) open: usize,
    /// Whether it is known that no expression stands in the rest.
    has_no_pattern_left: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: 0, has_no_pattern_left: false }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes the text up to white space, or to the bracket that closes.
    pub(super) fn take_word(&mut self) -> &'a str {
        let rest = self.rest();
        let ends = |character: char| character.is_whitespace() || (character == ')' && self.open > 0);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty() || (self.open > 0 && self.rest().starts_with(')'))
    }

    /// Whether something stands here, before white space or the bracket that closes.
    pub(super) fn is_at_value(&self) -> bool {
        !self.is_at_end() && !self.rest().starts_with(char::is_whitespace)
    }

    /// A phrase between quotes or a word, with a star at its end or without.
    pub(super) fn needle(&mut self) -> Parsed<Needle> {
        let start = self.at;
        let needle = match self.rest().starts_with('"') {
            false => Needle::word(self.take_word()),
            true => {
                let phrase = self.quoted()?;
                let begins = self.rest().starts_with('*');
                self.at += usize::from(begins);
                Needle::quoted(phrase, begins)
            }
        };
        // Accents alone are no letters, and would be found everywhere.
        if needle.folded.is_empty() {
            return Err(error(start..self.at, "There is no letter, digit or sign here to search for."));
        }
        Ok(needle)
    }

    /// An expression between slashes, if there is one.
    pub(super) fn pattern(&mut self) -> Parsed<Option<Pattern>> {
        if !self.rest().starts_with('/') || self.has_no_pattern_left {
            return Ok(None);
        }
        let Some((text, length)) = Pattern::between_slashes(self.rest(), self.open > 0) else {
            // Where no slash ends one, none that begins later ends either: nobody looks through all the rest for each slash.
            self.has_no_pattern_left |= self.open == 0 && !self.rest()[1..].starts_with(char::is_whitespace);
            return Ok(None);
        };
        let start = self.at;
        self.at += length;
        Pattern::new(text).map(Some).map_err(|reason| {
            let sentence = format!(
                "This is no regular expression: {reason}. To search for the text itself, write it in quotes: \"{}\".",
                shown(&self.text[start..self.at])
            );
            error(start..self.at, &sentence)
        })
    }

    fn quoted(&mut self) -> Parsed<&'a str> {
        let start = self.at;
        let Some(length) = self.text[start + 1..].find('"') else {
            let phrase = shown(&self.text[start + 1..]);
            let sentence = format!("This quote is never closed: add a \" at its end, as in \"{phrase}\".");
            return Err(error(start..self.text.len(), &sentence));
        };
        let phrase = &self.text[start + 1..start + 1 + length];
        self.at = start + length + 2;
        if phrase.trim().is_empty() {
            let sentence = "There is nothing between these quotes: put words into them, or leave them out.";
            return Err(error(start..self.at, sentence));
        }
        Ok(phrase)
    }
}
