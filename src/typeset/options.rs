//! What the reader chooses about a setting: how wide, with which marks. It must not know how lines are made.

use super::glyphs::Glyphs;

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
}
