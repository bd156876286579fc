//! The help: every command with its keys, from the one table.

use crate::app::command::{COMMANDS, Chapter};
use crate::app::keymap::Keymap;

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// A chapter.
    Chapter(&'static str),
    /// Keys and what they do.
    Command {
        /// The keys.
        keys: String,
        /// One sentence.
        sentence: &'static str,
    },
    /// An empty line.
    Gap,
}

/// The help's state while it is open.
#[derive(Clone, Debug, Default)]
pub struct HelpPane {
    lines: Vec<HelpLine>,
    /// The first line shown.
    pub top: usize,
}

impl HelpPane {
    /// The help for the bindings in force.
    #[must_use]
    pub fn new(keymap: &Keymap) -> Self {
        let mut lines = Vec::new();
        let mut chapter: Option<Chapter> = None;
        for row in COMMANDS {
            if chapter != Some(row.chapter) {
                lines.extend(chapter.map(|_| HelpLine::Gap));
                lines.push(HelpLine::Chapter(row.chapter.title()));
                chapter = Some(row.chapter);
            }
            lines.push(HelpLine::Command { keys: keymap.all_keys_of(row.command), sentence: row.sentence });
        }
        Self { lines, top: 0 }
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
