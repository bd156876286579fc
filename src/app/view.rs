//! How the text is set, as this reader likes it. It must not know where that is shown or kept.

use super::deed::Trait;
use crate::typeset::{Ambiguous, Bidi, Hyphens, Paragraphs};

/// How the text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// Lines are filled to the measure.
    pub(super) justify: bool,
    pub(super) hyphens: Hyphens,
    pub(super) paragraphs: Paragraphs,
    /// An empty line between two lines.
    pub(super) double: bool,
    /// Who puts right-to-left text in order; nobody has chosen: by what the terminal is called.
    pub(super) bidi: Option<Bidi>,
    /// How wide the terminal paints what is ambiguous.
    pub(super) ambiguous: Ambiguous,
    /// The paragraph that is read stands out.
    pub(super) focus: bool,
}

impl View {
    /// The next value of a trait, after the last one the first.
    pub(super) fn turn(&mut self, which: Trait) {
        match which {
            Trait::Lines => self.justify = !self.justify,
            Trait::Hyphens => {
                self.hyphens = match self.hyphens {
                    Hyphens::Auto => Hyphens::Always,
                    Hyphens::Always => Hyphens::Never,
                    Hyphens::Never => Hyphens::Auto,
                };
            }
            Trait::Paragraphs => {
                self.paragraphs = match self.paragraphs {
                    Paragraphs::Spaced => Paragraphs::Indented,
                    Paragraphs::Indented => Paragraphs::Spaced,
                };
            }
            Trait::Spacing => self.double = !self.double,
            Trait::Direction => {
                self.bidi = match self.bidi {
                    None => Some(Bidi::App),
                    Some(Bidi::App) => Some(Bidi::Terminal),
                    Some(Bidi::Terminal) => Some(Bidi::Off),
                    Some(Bidi::Off) => None,
                };
            }
            Trait::Widths => {
                self.ambiguous = match self.ambiguous {
                    Ambiguous::Narrow => Ambiguous::Wide,
                    Ambiguous::Wide => Ambiguous::Narrow,
                };
            }
            Trait::Focus => self.focus = !self.focus,
        }
    }

    /// A trait, and how it is.
    pub(super) fn told(&self, which: Trait) -> (&'static str, &'static str) {
        match which {
            Trait::Lines if self.justify => ("Lines", "filled to the measure, from 60 columns on"),
            Trait::Lines => ("Lines", "ragged"),
            Trait::Hyphens => match self.hyphens {
                Hyphens::Auto => ("Hyphens", "where lines are narrow or filled"),
                Hyphens::Always => ("Hyphens", "always"),
                Hyphens::Never => ("Hyphens", "never"),
            },
            Trait::Paragraphs => match self.paragraphs {
                Paragraphs::Spaced => ("Paragraphs", "an empty line between them"),
                Paragraphs::Indented => ("Paragraphs", "indented, as in books"),
            },
            Trait::Spacing if self.double => ("Spacing", "an empty line between lines"),
            Trait::Spacing => ("Spacing", "single"),
            Trait::Direction => match self.bidi {
                None => ("Right to left", "as this terminal needs it"),
                Some(Bidi::App) => ("Right to left", "put in order here"),
                Some(Bidi::Terminal) => ("Right to left", "put in order by the terminal"),
                Some(Bidi::Off) => ("Right to left", "left as it is"),
            },
            Trait::Widths => match self.ambiguous {
                Ambiguous::Narrow => ("Greek, dashes, quotes", "one column each"),
                Ambiguous::Wide => ("Greek, dashes, quotes", "two columns each, as with East Asian fonts"),
            },
            Trait::Focus if self.focus => ("Focus", "on the paragraph being read; the rest is dim"),
            Trait::Focus => ("Focus", "none"),
        }
    }
}
