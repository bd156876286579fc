//! A cursor over a short text: numbers, words and phrases, one after the other, without copying.
//!
//! It is `Copy`, so that a reader of one form can be tried and forgotten. It knows no form itself.

/// What is left to read. Blanks before each piece are skipped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a str,
}

/// Digits as they stood: their value and how many there were.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    pub(super) value: u32,
    pub(super) count: usize,
}

/// More digits than this are no amount, day or year.
const MOST_DIGITS: usize = 9;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text.trim() }
    }

    /// What was not read yet, without the blanks around it.
    pub(super) fn rest(&self) -> &'a str {
        self.rest.trim()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// The next character, if it is one of these.
    pub(super) fn symbol(&mut self, symbols: &[char]) -> Option<char> {
        self.skip_blanks();
        let first = self.rest.chars().next().filter(|first| symbols.contains(first))?;
        self.rest = &self.rest[first.len_utf8()..];
        Some(first)
    }

    /// The next character, if it is one of these and no blank stands before it.
    pub(super) fn close_symbol(&mut self, symbols: &[char]) -> Option<char> {
        let blank = self.rest.starts_with(char::is_whitespace);
        if blank { None } else { self.symbol(symbols) }
    }

    /// A run of at most nine ASCII digits.
    pub(super) fn number(&mut self) -> Option<Digits> {
        self.skip_blanks();
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 || count > MOST_DIGITS {
            return None;
        }
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        Some(Digits { value: digits.parse().ok()?, count })
    }

    /// A number of at most `most` digits.
    pub(super) fn short_number(&mut self, most: usize) -> Option<u32> {
        let mut ahead = *self;
        let digits = ahead.number().filter(|digits| digits.count <= most)?;
        *self = ahead;
        Some(digits.value)
    }

    /// A number of exactly `count` digits.
    pub(super) fn long_number(&mut self, count: usize) -> Option<u32> {
        let mut ahead = *self;
        let digits = ahead.number().filter(|digits| digits.count == count)?;
        *self = ahead;
        Some(digits.value)
    }

    /// A run of letters.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        self.skip_blanks();
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// These words in this order, in any case, and nothing glued to the last. Phrases are written in lower case.
    pub(super) fn phrase(&mut self, phrase: &str) -> bool {
        self.skip_blanks();
        // Tables are long and mostly wrong: one character decides nearly always.
        if !begins_alike(self.rest, phrase) {
            return false;
        }
        let mut ahead = *self;
        let found = phrase.split(' ').all(|piece| ahead.piece(piece));
        let glued = ends_in_letter(phrase) && ahead.rest.starts_with(char::is_alphabetic);
        if found && !glued {
            *self = ahead;
        }
        found && !glued
    }

    /// The first phrase of a table that stands here, as what it means. Longer phrases must come first.
    pub(super) fn meaning<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        table.iter().find(|(phrase, _)| self.phrase(phrase)).map(|&(_, meaning)| meaning)
    }

    /// Skips the first phrase of a list that stands here.
    pub(super) fn any(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.phrase(phrase))
    }

    fn piece(&mut self, piece: &str) -> bool {
        self.skip_blanks();
        let mut rest = self.rest.chars();
        let same = piece.chars().all(|wanted| rest.next().is_some_and(|found| is_same(found, wanted)));
        if same {
            self.rest = rest.as_str();
        }
        same
    }
}

fn begins_alike(text: &str, phrase: &str) -> bool {
    text.chars().next().zip(phrase.chars().next()).is_some_and(|(found, wanted)| is_same(found, wanted))
}

fn ends_in_letter(phrase: &str) -> bool {
    phrase.ends_with(char::is_alphabetic)
}

/// Whether a character is the wanted lower-case one, in either case and with either apostrophe.
fn is_same(found: char, wanted: char) -> bool {
    if found.is_ascii() {
        return found.to_ascii_lowercase() == wanted;
    }
    let found = if found == '’' { '\'' } else { found };
    found == wanted || found.to_lowercase().eq(std::iter::once(wanted))
}

/// The meaning of a whole word in a table of lower-case words.
pub(super) fn look_up<T: Copy>(word: &str, table: &[(&str, T)]) -> Option<T> {
    table.iter().find(|(name, _)| is_word(word, name)).map(|&(_, meaning)| meaning)
}

/// Whether a word is this lower-case word, in any case.
pub(super) fn is_word(word: &str, name: &str) -> bool {
    let mut reader = Reader { rest: word };
    begins_alike(word, name) && reader.piece(name) && reader.rest.is_empty()
}
