//! A choice among a few lines, with what is to be known of the line under the cursor. What choosing does, it must not
//! know.

use crate::typeset;

/// One line to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// What it is called.
    pub label: String,
    /// What stands behind that, in a word: a value, a host.
    pub detail: String,
    /// What is to be known of it: paragraphs, shown below the choices.
    pub about: Vec<String>,
    /// What choosing it does.
    pub deed: T,
}

/// The state of a choice while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Chooser<T> {
    title: String,
    /// What Enter does here, in a word.
    verb: &'static str,
    choices: Vec<Choice<T>>,
    cursor: usize,
}

/// Rows that what is to be known of a choice gets at least, where there is any.
const ABOUT: usize = 6;

impl<T> Chooser<T> {
    /// A choice under a title; `verb` says what Enter does.
    #[must_use]
    pub fn new(title: impl Into<String>, verb: &'static str, choices: Vec<Choice<T>>) -> Self {
        Self { title: title.into(), verb, choices, cursor: 0 }
    }

    /// What is chosen among.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What Enter does.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        self.verb
    }

    /// The lines.
    #[must_use]
    pub fn choices(&self) -> &[Choice<T>] {
        &self.choices
    }

    /// The line under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The choice under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<&Choice<T>> {
        self.choices.get(self.cursor)
    }

    /// Moves the cursor by lines.
    pub fn move_by(&mut self, lines: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(lines).min(last);
    }

    /// The first choice shown where so many rows are to be had for the choices.
    #[must_use]
    pub fn top(&self, rows: usize) -> usize {
        (self.cursor + 1).saturating_sub(rows)
    }

    /// How many of so many rows the choices take; what is left is for what is to be known of one.
    #[must_use]
    pub fn rows(&self, height: usize) -> usize {
        let has_about = self.choices.iter().any(|choice| !choice.about.is_empty());
        let room = if has_about { height.saturating_sub(ABOUT + 1).max(1) } else { height };
        self.choices.len().min(room)
    }

    /// What is to be known of the choice under the cursor, in lines of so many columns.
    #[must_use]
    pub fn about(&self, columns: u16) -> Vec<String> {
        let paragraphs = self.chosen().map_or(&[][..], |choice| &choice.about);
        paragraphs.iter().flat_map(|text| typeset::wrap_line(text, columns.max(2), 8)).collect()
    }
}
