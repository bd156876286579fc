//! What stands left of text: bars, bullets, numbers. It must not know what they belong to.

use compact_str::CompactString;

use super::bidi::mark_at_the_right;
use super::layout::{Part, Span};
use super::width::clusters;
use crate::news::Style;

/// A step to the right, with what stands in it.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) columns: u16,
    pub(super) part: Part,
    /// What stands there on its first line only; taken once drawn.
    pub(super) first: Option<String>,
    /// What stands there on every other line.
    pub(super) always: &'static str,
}

impl Step {
    /// What stands there on this line; `mirrored` where the line runs from right to left.
    pub(super) fn draw(&mut self, mirrored: bool) -> Option<Span> {
        match self.first.take() {
            Some(first) => self.span(&first, mirrored),
            None if self.always.is_empty() => self.span("", mirrored),
            None => self.rest(mirrored),
        }
    }

    /// What stands there on lines behind the first.
    pub(super) fn rest(&self, mirrored: bool) -> Option<Span> {
        self.span(self.always, mirrored)
    }

    /// Exactly its columns: cut or filled with spaces.
    fn span(&self, mark: &str, mirrored: bool) -> Option<Span> {
        let mut text = String::new();
        let mut left = self.columns;
        for cluster in clusters(mark).filter(|cluster| cluster.width > 0) {
            let Some(rest) = left.checked_sub(cluster.width) else { break };
            left = rest;
            text.push_str(&mark[cluster.start..cluster.end]);
        }
        text.extend(std::iter::repeat_n(' ', usize::from(left)));
        if mirrored {
            text = mark_at_the_right(&text);
        }
        (!text.is_empty()).then(|| made_up(text, self.part))
    }
}

/// A span that stands nowhere in the text.
pub(super) fn made_up(text: impl Into<CompactString>, part: Part) -> Span {
    Span { text: text.into(), part, style: Style::PLAIN, link: None, start: None, reversed: false }
}
