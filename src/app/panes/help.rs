//! The help: every command with its keys, from the one table.

use crate::app::command::{COMMANDS, Chapter};
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
    /// The first line shown.
    pub top: usize,
}

impl HelpPane {
    /// The help for the bindings in force, set for a width.
    #[must_use]
    pub fn new(keymap: &Keymap, columns: u16) -> Self {
        let mut help = Self::default();
        help.set(keymap, columns);
        help
    }

    /// Sets the sentences for a width; nothing is done where it is the same.
    pub fn set(&mut self, keymap: &Keymap, columns: u16) {
        if std::mem::replace(&mut self.columns, columns) == columns && !self.lines.is_empty() {
            return;
        }
        self.lines.clear();
        let mut chapter: Option<Chapter> = None;
        for row in COMMANDS {
            if chapter != Some(row.chapter) {
                self.lines.extend(chapter.map(|_| HelpLine::Gap));
                self.lines.push(HelpLine::Chapter(row.chapter.title()));
                chapter = Some(row.chapter);
            }
            self.push_command(keymap.all_keys_of(row.command), row.sentence);
        }
    }

    fn push_command(&mut self, keys: String, sentence: &str) {
        let room = self.columns.saturating_sub(SENTENCES_FROM + 1).max(2);
        let sentences = typeset::wrap_line(sentence, room, 8).into_iter();
        let keys = std::iter::once(keys).chain(std::iter::repeat_with(String::new));
        self.lines.extend(keys.zip(sentences).map(|(keys, sentence)| HelpLine::Command { keys, sentence }));
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
