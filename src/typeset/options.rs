//! What the reader chooses about a setting: how wide, with which marks, parted and spaced how. It must not know how
//! lines are made.

use super::glyphs::Glyphs;
use super::language::Language;
use super::width::Ambiguous;

/// How a document is to be set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Options {
    /// Columns for prose; less than two count as two.
    pub measure: u16,
    /// Columns there are: tables may be wider than the measure up to here. Less than the measure counts as it.
    pub pane: u16,
    /// Which marks may be drawn.
    pub glyphs: Glyphs,
    /// Whether links are followed by their number.
    pub link_marks: bool,
    /// When words are parted at the end of a line.
    pub hyphens: Hyphens,
    /// Whether lines of prose are filled to the measure, where that is [`JUSTIFIED_FROM`] columns or more.
    pub justify: bool,
    /// Who puts text that runs from right to left in order.
    pub bidi: Bidi,
    /// What parts paragraphs.
    pub paragraphs: Paragraphs,
    /// From one line of prose to the next: 1, or 2 with an empty line between. Others count as the nearest.
    pub line_spacing: u8,
    /// The language of a document that tells none.
    pub language: Language,
    /// How wide the terminal paints what is ambiguous.
    pub ambiguous: Ambiguous,
}

impl Default for Options {
    /// A measure of 66 columns, ragged, as it is read in a terminal of today.
    fn default() -> Self {
        Self {
            measure: 66,
            pane: 66,
            glyphs: Glyphs::Unicode,
            link_marks: false,
            hyphens: Hyphens::Auto,
            justify: false,
            bidi: Bidi::Terminal,
            paragraphs: Paragraphs::Spaced,
            line_spacing: 1,
            language: Language::UNKNOWN,
            ambiguous: Ambiguous::Narrow,
        }
    }
}

/// Fewer columns are never justified: the gaps would run down the page in rivers.
pub const JUSTIFIED_FROM: u16 = 60;
/// From so many columns on ragged lines do well without hyphens.
pub const RAGGED_FROM: u16 = 50;

impl Options {
    /// The same in numbers that can be set.
    pub(super) fn in_bounds(self) -> Self {
        let measure = self.measure.max(2);
        // The marks of the other set are ambiguous themselves.
        let glyphs = if self.ambiguous == Ambiguous::Wide { Glyphs::Ascii } else { self.glyphs };
        let line_spacing = self.line_spacing.clamp(1, 2);
        Self { measure, pane: self.pane.max(measure), line_spacing, glyphs, ..self }
    }

    /// Whether lines of prose are filled to the measure.
    pub(super) fn is_justified(&self) -> bool {
        self.justify && self.measure >= JUSTIFIED_FROM
    }

    /// Whether words may be parted where their language is known.
    pub(super) fn is_hyphenated(&self) -> bool {
        match self.hyphens {
            Hyphens::Auto => self.measure < RAGGED_FROM || self.is_justified(),
            Hyphens::Always => true,
            Hyphens::Never => false,
        }
    }
}

/// When words are parted at the end of a line. Lines of less than twenty columns never part them; soft hyphens that
/// are in the text part them always.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Hyphens {
    /// Where the measure is under [`RAGGED_FROM`] columns, or lines are justified.
    #[default]
    Auto,
    /// At every measure.
    Always,
    /// Never.
    Never,
}

/// Who puts text that runs from right to left in the order in which it is seen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Bidi {
    /// The terminal does: lines keep the order in which they are read.
    #[default]
    Terminal,
    /// We do, line by line, as UAX #9 says.
    App,
    /// Nobody: no line is told to be of another direction either.
    Off,
}

/// What parts paragraphs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Paragraphs {
    /// An empty line.
    #[default]
    Spaced,
    /// The first line of one that follows another stands in, as in books.
    Indented,
}
