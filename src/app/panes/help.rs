//! The help: every command with its keys, from the one table, and a search through them.

use super::prompt::{Line, Typed};
use crate::app::command::{COMMANDS, Chapter, Place, Row};
use crate::app::key::{Key, KeyCode};
use crate::app::keymap::Keymap;
use crate::typeset;

/// The column where sentences begin, after the keys.
pub const SENTENCES_FROM: u16 = 18;

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// A chapter.
    Chapter(&'static str),
    /// Keys and what they do.
    Command {
        /// The keys; empty where the sentence goes on.
        keys: String,
        /// One sentence, or a line of it.
        sentence: String,
    },
    /// An empty line.
    Gap,
}

/// The help's state while it is open.
#[derive(Clone, Debug, Default)]
pub struct HelpPane {
    columns: u16,
    lines: Vec<HelpLine>,
    /// What its rows are searched for, and whether it is still being typed.
    wanted: Line,
    typing: bool,
    /// The first line shown.
    pub top: usize,
}

impl HelpPane {
    /// The help for the bindings in force, set for a width.
    #[must_use]
    pub fn new(keymap: &Keymap, columns: u16) -> Self {
        let mut help = Self { columns, ..Self::default() };
        help.fill(keymap);
        help
    }

    /// Sets the sentences for a width; nothing is done where it is the same.
    pub fn set(&mut self, keymap: &Keymap, columns: u16) {
        if std::mem::replace(&mut self.columns, columns) != columns {
            self.fill(keymap);
        }
    }

    fn fill(&mut self, keymap: &Keymap) {
        self.lines.clear();
        let words: Vec<String> = self.wanted.text().split_whitespace().map(str::to_lowercase).collect();
        let mut chapter: Option<Chapter> = None;
        for row in COMMANDS {
            let (keys, sentence) = (keymap.all_keys_of(row.command), sentence(row));
            let text = format!("{} {keys} {sentence}", row.chapter.title()).to_lowercase();
            if !words.iter().all(|word| text.contains(word)) {
                continue;
            }
            if chapter != Some(row.chapter) {
                self.lines.extend(chapter.map(|_| HelpLine::Gap));
                self.lines.push(HelpLine::Chapter(row.chapter.title()));
                chapter = Some(row.chapter);
            }
            self.push_command(keys, &sentence);
        }
    }

    fn push_command(&mut self, keys: String, sentence: &str) {
        let room = self.columns.saturating_sub(SENTENCES_FROM + 1).max(2);
        let sentences = typeset::wrap_line(sentence, room, 8).into_iter();
        let keys = std::iter::once(keys).chain(std::iter::repeat_with(String::new));
        self.lines.extend(keys.zip(sentences).map(|(keys, sentence)| HelpLine::Command { keys, sentence }));
    }

    /// Takes a key that searches the help: `/` begins, Escape takes the search back. Answers whether it was one.
    pub fn take_key(&mut self, key: Key, keymap: &Keymap) -> bool {
        if !self.typing {
            let plain = |code| key == Key::plain(code);
            if plain(KeyCode::Char('/')) {
                self.typing = true;
            } else if plain(KeyCode::Esc) && !self.wanted.text().is_empty() {
                self.search(Line::default(), keymap);
            } else {
                return false;
            }
            return true;
        }
        let mut wanted = self.wanted.clone();
        match wanted.type_key(key) {
            Typed::Finished => self.typing = false,
            Typed::Moved => self.wanted = wanted,
            Typed::Changed => self.search(wanted, keymap),
            Typed::Abandoned => {
                self.typing = false;
                self.search(Line::default(), keymap);
            }
        }
        true
    }

    /// Takes pasted text into what is being typed; where nothing is, it goes nowhere.
    pub fn paste(&mut self, text: &str, keymap: &Keymap) {
        if self.typing {
            let mut wanted = self.wanted.clone();
            wanted.paste(text);
            self.search(wanted, keymap);
        }
    }

    fn search(&mut self, wanted: Line, keymap: &Keymap) {
        self.wanted = wanted;
        self.top = 0;
        self.fill(keymap);
    }

    /// What its rows are searched for.
    #[must_use]
    pub fn wanted(&self) -> &Line {
        &self.wanted
    }

    /// Whether what to search for is being typed.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[HelpLine] {
        &self.lines
    }

    /// Scrolls, keeping the last line in sight.
    pub fn scroll(&mut self, lines: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}

/// What a row does, and where, if its keys do something else elsewhere.
fn sentence(row: &Row) -> String {
    let place = match row.place {
        Place::Everywhere => "",
        Place::Lists => " (in a list)",
        Place::Reader => " (in an article)",
    };
    format!("{}{place}", row.sentence)
}
