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
    /// What is to be known of it, shown below the choices.
    pub about: Vec<Told>,
    /// What Enter does here, in a word: `subscribes`.
    pub verb: &'static str,
    /// What choosing it does.
    pub deed: T,
}

/// Something to be known of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A paragraph.
    Paragraph(String),
    /// A row of a table: what stands before it, and what it says.
    Row(String, String),
}

/// A line of what is to be known: what stands in the first column, and the text beside it or from there on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldLine {
    /// What stands before it; empty where the text begins at the edge, or a row goes on.
    pub before: String,
    /// Columns before the text.
    pub indent: u16,
    /// The text.
    pub text: String,
}

/// The state of a choice while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Chooser<T> {
    title: String,
    choices: Vec<Choice<T>>,
    cursor: usize,
}

/// Rows that what is to be known of a choice gets at least, where there is any.
const ABOUT: usize = 6;

impl<T> Chooser<T> {
    /// A choice under a title.
    #[must_use]
    pub fn new(title: impl Into<String>, choices: Vec<Choice<T>>) -> Self {
        Self { title: title.into(), choices, cursor: 0 }
    }

    /// What is chosen among.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
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
    pub fn about(&self, columns: u16) -> Vec<ToldLine> {
        let told = self.chosen().map_or(&[][..], |choice| &choice.about);
        let before = told.iter().map(|told| match told {
            Told::Paragraph(_) => 0,
            Told::Row(before, _) => typeset::width(before),
        });
        let indent = before.max().map_or(0, |widest| widest + 2);
        let mut lines = Vec::new();
        let mut was_row = false;
        for told in told {
            let is_row = matches!(told, Told::Row(..));
            let goes_on = is_row && was_row;
            if !lines.is_empty() && !goes_on {
                lines.push(ToldLine::default());
            }
            was_row = is_row;
            let (before, indent, text) = match told {
                Told::Paragraph(text) => ("", 0, text),
                Told::Row(before, text) => (before.as_str(), indent, text),
            };
            let wrapped = typeset::wrap_line(text, columns.saturating_sub(indent).max(2), 8).into_iter();
            let before = std::iter::once(before.to_owned()).chain(std::iter::repeat_with(String::new));
            lines.extend(wrapped.zip(before).map(|(text, before)| ToldLine { before, indent, text }));
        }
        lines
    }
}
