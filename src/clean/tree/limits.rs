//! How much of a page's markup is taken in, and which of these limits a page met.

use std::fmt;

/// How deep elements lie in each other at most, the document itself not counted. Browsers stop at the same.
pub(in crate::clean) const DEPTH: usize = 512;

/// How many elements a tree has at most: several times what the longest pages have that people write, and no more than
/// can be built and read twice within a second.
pub(in crate::clean) const ELEMENTS: usize = 150_000;

/// How many attributes of one tag are read.
pub(in crate::clean) const ATTRIBUTES: usize = 256;

/// How many attributes a look (`<b>`, `<font>`, `<a>`…) keeps: parsers copy them wherever it is opened again.
pub(super) const LOOK_ATTRIBUTES: usize = 16;

/// How many attributes a whole tree has at most.
pub(super) const ALL_ATTRIBUTES: usize = 2_000_000;

/// How many bytes the value of an attribute has at most; a longer one is left out, for half an address would be
/// a wrong one.
pub(in crate::clean) const VALUE_BYTES: usize = 64 * 1024;

/// How many looks are open or waiting to be opened again, both counted.
pub(super) const LOOKS: usize = 64;

/// How many steps the parser may take through its stack of open elements, all tags together.
pub(super) const STEPS: usize = 20_000_000;

/// Something of which a page had more than is taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::clean) enum Limit {
    /// Bytes: what follows was left out.
    Bytes,
    /// Nesting: deeper elements were unwrapped, their text is kept.
    Depth,
    /// Elements, or work on them: later tags were left out, their text is kept.
    Elements,
    /// Attributes, or bytes in one.
    Attributes,
}

impl Limit {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Bytes, Self::Depth, Self::Elements, Self::Attributes];
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "The text is longer than 10 MB: what follows was left out.",
            Self::Depth => "Elements nested too deep were unwrapped; their text is kept.",
            Self::Elements => "The page has too many elements: later tags were left out, their text is kept.",
            Self::Attributes => "Attributes that were too many or too long were left out.",
        })
    }
}
