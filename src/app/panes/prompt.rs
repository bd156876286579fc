//! One line that is being typed, with the keys of readline.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::key::{Key, KeyCode};
use crate::clean;

/// A line of text and a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    cursor: usize,
    killed: String,
}

/// What may stand in the place of the part before the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where that part begins, in bytes.
    pub(crate) from: usize,
    /// What may stand there, the likeliest first.
    pub candidates: Vec<String>,
    /// Which of them stands there now.
    pub chosen: Option<usize>,
}

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// Only the cursor moved, or nothing happened.
    Moved,
    /// Return: the line is finished.
    Finished,
    /// Escape, or ^c, or Backspace in an empty line.
    Abandoned,
}

/// A line holds at most this many bytes.
const LONGEST: usize = 4096;

impl Line {
    /// A line with a text in it and the cursor at its end.
    #[must_use]
    pub fn with(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Puts a text in the place of what stands before the cursor, from a byte on.
    pub fn replace_before_cursor(&mut self, from: usize, text: &str) {
        if self.text.is_char_boundary(from) && from <= self.cursor {
            self.text.replace_range(from..self.cursor, "");
            self.cursor = from;
            self.insert(text);
        }
    }

    /// Takes in pasted text as one line.
    pub fn paste(&mut self, text: &str) {
        // What is too long for a line is cut before it is looked at.
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.insert(&line);
    }

    fn insert(&mut self, text: &str) {
        // The reader's own words are pasted from elsewhere too: overrides and controls stay outside.
        let is_clean = |character: &char| {
            !character.is_control() && clean::text::is_clean(character.encode_utf8(&mut [0; 4]))
        };
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let clean: String = text.chars().filter(is_clean).collect();
        if self.text.len() + clean.len() <= LONGEST {
            self.text.insert_str(self.cursor, &clean);
            self.cursor += clean.len();
        }
    }

    /// Takes a key.
    pub fn type_key(&mut self, key: Key) -> Typed {
        match (key.control, key.alt, key.code) {
            (false, false, KeyCode::Enter) => Typed::Finished,
            (_, _, KeyCode::Esc) | (true, _, KeyCode::Char('c' | 'g')) => Typed::Abandoned,
            (false, false, KeyCode::Char(character)) => {
                self.insert(character.encode_utf8(&mut [0; 4]));
                Typed::Changed
            }
            (true, false, KeyCode::Char(letter)) => self.control(letter),
            (false, true, KeyCode::Char(letter)) => self.alt(letter),
            (_, _, KeyCode::Backspace) if self.text.is_empty() => Typed::Abandoned,
            (_, true, KeyCode::Backspace) => self.kill(self.word_before(), self.cursor),
            (_, _, KeyCode::Backspace) => self.delete(self.before(), self.cursor),
            (_, _, KeyCode::Delete) => self.delete(self.cursor, self.after()),
            (_, _, KeyCode::Left) => self.go(self.before()),
            (_, _, KeyCode::Right) => self.go(self.after()),
            (_, _, KeyCode::Home) => self.go(0),
            (_, _, KeyCode::End) => self.go(self.text.len()),
            (_, _, _) => Typed::Moved,
        }
    }

    fn control(&mut self, letter: char) -> Typed {
        match letter {
            'a' => self.go(0),
            'e' => self.go(self.text.len()),
            'b' => self.go(self.before()),
            'f' => self.go(self.after()),
            'h' if self.text.is_empty() => Typed::Abandoned,
            'h' => self.delete(self.before(), self.cursor),
            'd' => self.delete(self.cursor, self.after()),
            'k' => self.kill(self.cursor, self.text.len()),
            'u' => self.kill(0, self.cursor),
            'w' => self.kill(self.word_before(), self.cursor),
            'y' => {
                let killed = self.killed.clone();
                self.insert(&killed);
                Typed::Changed
            }
            _ => Typed::Moved,
        }
    }

    fn alt(&mut self, letter: char) -> Typed {
        match letter {
            'b' => self.go(self.word_before()),
            'f' => self.go(self.word_after()),
            'd' => self.kill(self.cursor, self.word_after()),
            _ => Typed::Moved,
        }
    }

    fn go(&mut self, to: usize) -> Typed {
        self.cursor = to;
        Typed::Moved
    }

    fn kill(&mut self, from: usize, to: usize) -> Typed {
        self.text[from..to].clone_into(&mut self.killed);
        self.delete(from, to)
    }

    fn delete(&mut self, from: usize, to: usize) -> Typed {
        self.text.replace_range(from..to, "");
        self.cursor = from;
        Typed::Changed
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn after(&self) -> usize {
        self.cursor + self.text[self.cursor..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let words = self.text[..self.cursor].unicode_word_indices();
        { words }.next_back().map_or(0, |(start, _)| start)
    }

    fn word_after(&self) -> usize {
        let mut words = self.text[self.cursor..].unicode_word_indices();
        words.next().map_or(self.text.len(), |(start, word)| self.cursor + start + word.len())
    }
}
