//! The marks we add to a text, in two sets. It must not know where they are put.

/// Which marks may be drawn.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Glyphs {
    /// Plain Unicode that every terminal font holds.
    #[default]
    Unicode,
    /// Nothing but ASCII.
    Ascii,
}

/// One set of marks; those of a line's start include the space after them.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) quote: &'static str,
    pub(super) code: &'static str,
    pub(super) heading: &'static str,
    pub(super) bullets: [&'static str; 3],
    pub(super) open: &'static str,
    pub(super) done: &'static str,
    pub(super) dash: &'static str,
    pub(super) details: &'static str,
    pub(super) picture: &'static str,
    pub(super) pause: &'static str,
    pub(super) rule: &'static str,
    pub(super) column: &'static str,
    pub(super) crossing: &'static str,
}

const UNICODE: Marks = Marks {
    quote: "▌ ",
    code: "│ ",
    heading: "■ ",
    bullets: ["• ", "◦ ", "▪ "],
    open: "☐ ",
    done: "☑ ",
    dash: "— ",
    details: "▾ ",
    picture: "▦ ",
    pause: "───",
    rule: "─",
    column: " │ ",
    crossing: "─┼─",
};

const ASCII: Marks = Marks {
    quote: "| ",
    code: "| ",
    heading: "# ",
    bullets: ["* ", "- ", "+ "],
    open: "[ ] ",
    done: "[x] ",
    dash: "-- ",
    details: "v ",
    picture: "# ",
    pause: "* * *",
    rule: "-",
    column: " | ",
    crossing: "-+-",
};

impl Glyphs {
    /// The set of this name.
    pub(super) fn marks(self) -> &'static Marks {
        match self {
            Self::Unicode => &UNICODE,
            Self::Ascii => &ASCII,
        }
    }
}
