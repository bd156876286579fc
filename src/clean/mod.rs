//! The only door for foreign text.

/// Text made safe to show.
pub mod text {
    use crate::news::Foreign;

    /// One line.
    #[must_use]
    pub fn line(f: &Foreign) -> String {
        f.uncleaned().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// One paragraph, with its line breaks.
    #[must_use]
    pub fn paragraph(f: &Foreign) -> String {
        f.uncleaned().to_owned()
    }
}
