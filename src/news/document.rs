//! An article's body: blocks of styled text, as `clean` makes it and `typeset` sets it.
//!
//! It holds no markup, no control characters and no scheme that could do harm; what cannot be said in it was
//! not let in. Each top-level block flattens to one plain text, and every offset in courant (places, search
//! hits, selections) is a byte in that text.

use sha2::{Digest, Sha256};

/// Which way a text runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Direction {
    /// By its first strong character (UAX #9, P2 and P3).
    #[default]
    Auto,
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// How a run of text looks: a set of traits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Style(u16);

impl Style {
    /// Plain text.
    pub const PLAIN: Self = Self(0);
    /// Strong importance (bold).
    pub const STRONG: Self = Self(1);
    /// Stress (italic).
    pub const EMPHASIS: Self = Self(1 << 1);
    /// Code inside a sentence.
    pub const CODE: Self = Self(1 << 2);
    /// No longer true.
    pub const STRIKE: Self = Self(1 << 3);
    /// Underlined by its author.
    pub const UNDERLINE: Self = Self(1 << 4);
    /// Raised.
    pub const SUPERSCRIPT: Self = Self(1 << 5);
    /// Lowered.
    pub const SUBSCRIPT: Self = Self(1 << 6);
    /// Marked with a highlighter by its author.
    pub const MARK: Self = Self(1 << 7);
    /// A formula.
    pub const MATH: Self = Self(1 << 8);

    /// This style with the traits of another.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all traits of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl std::fmt::Debug for Style {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [&str; 9] =
            ["strong", "em", "code", "strike", "underline", "sup", "sub", "mark", "math"];
        let names: Vec<&str> =
            NAMES.iter().enumerate().filter(|(bit, _)| self.0 >> bit & 1 == 1).map(|(_, n)| *n).collect();
        f.write_str(if names.is_empty() { "plain" } else { "" })?;
        f.write_str(&names.join("+"))
    }
}

/// Number of a link within its document, from zero; shown to people from one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LinkId(pub u32);

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Absolute address with an allowed scheme.
    pub url: String,
    /// What it is called where first used.
    pub title: String,
}

/// A stretch of a [`Text`] with one look: up to the byte `end`, from the end of the run before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// Byte offset where the run ends, on a character border.
    pub end: u32,
    /// Its look.
    pub style: Style,
    /// The link it belongs to.
    pub link: Option<LinkId>,
}

/// A stretch of a [`Text`] that runs, or is spoken, otherwise than what is around it.
///
/// In text that runs both ways it stands for the controls of UAX #9 that have no place in a text of ours: an isolate
/// (section 2.4), or an override (section 2.2).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// Its bytes, on character borders. Spans lie in each other or apart.
    pub range: std::ops::Range<u32>,
    /// Which way it runs, kept apart from what is around it; `Auto` by its own first strong character. `None`: as what
    /// is around it.
    pub direction: Option<Direction>,
    /// Whether every letter of it runs that way, whatever way such letters run by themselves.
    pub is_override: bool,
    /// BCP 47 tag, where its language is another.
    pub language: Option<String>,
}

/// One paragraph's worth of styled text: a flat string and the runs that cover it.
///
/// White space is as it is to be shown: single spaces; `\n` is a forced line break.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    /// The characters.
    pub string: String,
    /// Runs in order; the last one ends where the string ends. Empty: all plain.
    pub runs: Vec<Run>,
    /// Ruby annotations: byte range of the base and the reading above it.
    pub ruby: Vec<(std::ops::Range<u32>, String)>,
    /// Stretches that run otherwise or are of another language, by their start, the longer first.
    pub spans: Vec<Span>,
    /// Which way it runs.
    pub direction: Direction,
    /// BCP 47 tag where it differs from the document's.
    pub language: Option<String>,
}

impl Text {
    /// Text without any style.
    #[must_use]
    pub fn plain(string: impl Into<String>) -> Self {
        Self { string: string.into(), ..Self::default() }
    }

    /// Appends a stretch, joining it to the last run where both look the same.
    pub fn push(&mut self, string: &str, style: Style, link: Option<LinkId>) {
        if string.is_empty() {
            return;
        }
        if self.runs.is_empty() && !self.string.is_empty() {
            self.runs.push(Run { end: self.string.len() as u32, style: Style::PLAIN, link: None });
        }
        self.string.push_str(string);
        let end = self.string.len() as u32;
        match self.runs.last_mut() {
            Some(last) if last.style == style && last.link == link => last.end = end,
            Some(_) | None => self.runs.push(Run { end, style, link }),
        }
    }

    /// The runs with their byte ranges; one plain run where none were set.
    pub fn stretches(&self) -> impl Iterator<Item = (std::ops::Range<usize>, Style, Option<LinkId>)> + '_ {
        let whole = Run { end: self.string.len() as u32, style: Style::PLAIN, link: None };
        let bare = self.runs.is_empty().then_some(whole);
        let mut start = 0;
        self.runs.iter().copied().chain(bare).map(move |run| {
            let range = start..run.end as usize;
            start = run.end as usize;
            (range, run.style, run.link)
        })
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.string.trim().is_empty()
    }
}

/// A picture, by address; never fetched merely because it is there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Image {
    /// Absolute address; empty where the picture lay in the page itself and only its description was kept.
    pub url: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Width and height in pixels, where told.
    pub size: Option<(u32, u32)>,
}

/// One entry of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Item {
    /// For a task: whether it is done.
    pub checked: Option<bool>,
    /// Its number, where that does not follow from the entry before it.
    pub number: Option<i64>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What the numbers of an ordered list are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numerals {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    SmallLetters,
    /// A, B, C.
    Letters,
    /// i, ii, iii.
    SmallRoman,
    /// I, II, III.
    Roman,
}

impl Numerals {
    /// A number in these numerals; where they have none for it, in decimal ones (CSS Counter Styles 3, section 6.2).
    #[must_use]
    pub fn written(self, number: i64) -> String {
        let letters = match self {
            Self::Decimal => None,
            Self::SmallLetters | Self::Letters => alphabetic(number),
            Self::SmallRoman | Self::Roman => roman(number),
        };
        match (self, letters) {
            (_, None) => number.to_string(),
            (Self::Letters | Self::Roman, Some(letters)) => letters.to_ascii_uppercase(),
            (Self::Decimal | Self::SmallLetters | Self::SmallRoman, Some(letters)) => letters,
        }
    }
}

/// "a" to "z", then "aa".
fn alphabetic(number: i64) -> Option<String> {
    let mut rest = u64::try_from(number).ok().filter(|&number| number > 0)?;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    Some(letters.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut letters = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            letters.push_str(sign);
            rest -= value;
        }
    }
    Some(letters)
}

/// The number of every entry of an ordered list.
pub fn numbers(start: i64, reversed: bool, items: &[Item]) -> impl Iterator<Item = i64> + '_ {
    let step = if reversed { -1 } else { 1 };
    items.iter().scan(start, move |next, item| {
        let number = item.number.unwrap_or(*next);
        *next = number.saturating_add(step);
        Some(number)
    })
}

/// Terms and what they mean.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Text>,
    /// Their meaning.
    pub blocks: Vec<Block>,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Alignment {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the end of the line.
    End,
}

/// One cell of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// What it says; line breaks part its paragraphs.
    pub text: Text,
    /// Whether it heads its row or column.
    pub header: bool,
    /// How many columns it spans, at least one.
    pub columns: u16,
    /// How many rows it spans, at least one.
    pub rows: u16,
}

/// Rows of cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// What it is about.
    pub caption: Option<Text>,
    /// How each column stands; columns beyond it stand at the start.
    pub alignments: Vec<Alignment>,
    /// The rows, header rows first.
    pub rows: Vec<Vec<Cell>>,
}

/// A note at the foot, joined to its marks by its label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Footnote {
    /// The mark as it stands in the text.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A heading of level 1 to 6.
    Heading(u8, Text),
    /// A list; with a number, an ordered one that starts there.
    List {
        /// First number of an ordered list.
        start: Option<i64>,
        /// Whether it counts down.
        reversed: bool,
        /// What its numbers are written in.
        numerals: Numerals,
        /// Its entries.
        items: Vec<Item>,
    },
    /// Terms and definitions.
    Definitions(Vec<Definition>),
    /// Somebody else's words, and whose.
    Quote {
        /// The words.
        blocks: Vec<Block>,
        /// Their source.
        citation: Option<Text>,
    },
    /// Text whose lines and spaces count: code, verse, tables of characters.
    Code {
        /// Name of the language, where told.
        language: Option<String>,
        /// The lines, without the last line's end. Tabs are kept.
        text: String,
    },
    /// A table.
    Table(Table),
    /// Pictures with a caption.
    Figure {
        /// The pictures.
        images: Vec<Image>,
        /// What they show.
        caption: Option<Text>,
    },
    /// A formula on a line of its own, as readable Unicode.
    Math(String),
    /// A part folded under a summary.
    Details {
        /// The line that stays visible.
        summary: Text,
        /// The rest.
        blocks: Vec<Block>,
    },
    /// Notes.
    Footnotes(Vec<Footnote>),
    /// A break in thought.
    Rule,
}

impl Block {
    /// Calls `visit` with every piece of text in reading order.
    pub fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        self.for_each_piece(&mut |text, _| visit(text));
    }

    /// Calls `visit` with every piece of text in reading order; with code that says what language it is in, that
    /// language's name besides.
    pub fn for_each_piece<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Option<&'a str>)) {
        match self {
            Self::Paragraph(text) | Self::Heading(_, text) => visit(&text.string, None),
            Self::List { items, .. } => items.iter().for_each(|item| visit_all(&item.blocks, visit)),
            Self::Definitions(definitions) => definitions.iter().for_each(|definition| {
                definition.terms.iter().for_each(|term| visit(&term.string, None));
                visit_all(&definition.blocks, visit);
            }),
            Self::Quote { blocks, citation } => {
                visit_all(blocks, visit);
                citation.iter().for_each(|text| visit(&text.string, None));
            }
            Self::Code { language, text } => visit(text, language.as_deref()),
            Self::Math(text) => visit(text, None),
            Self::Table(table) => {
                table.caption.iter().for_each(|text| visit(&text.string, None));
                table.rows.iter().flatten().for_each(|cell| visit(&cell.text.string, None));
            }
            Self::Figure { images, caption } => {
                images.iter().for_each(|image| visit(&image.alt, None));
                caption.iter().for_each(|text| visit(&text.string, None));
            }
            Self::Details { summary, blocks } => {
                visit(&summary.string, None);
                visit_all(blocks, visit);
            }
            Self::Footnotes(notes) => notes.iter().for_each(|note| visit_all(&note.blocks, visit)),
            Self::Rule => (),
        }
    }

    /// The block's plain text: its pieces in reading order, each followed by a line feed.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut plain = String::new();
        self.for_each_text(&mut |piece| {
            plain.push_str(piece);
            plain.push('\n');
        });
        plain
    }

    /// A hash of the plain text that is the same on every machine and in every version.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut hash = Sha256::new();
        self.for_each_text(&mut |piece| {
            hash.update(piece.as_bytes());
            hash.update(b"\n");
        });
        let mut head = [0; 8];
        head.copy_from_slice(&hash.finalize()[..8]);
        u64::from_be_bytes(head)
    }
}

fn visit_all<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a str, Option<&'a str>)) {
    blocks.iter().for_each(|block| block.for_each_piece(visit));
}

/// An article's body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// Its links, by [`LinkId`].
    pub links: Vec<Link>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Which way its text runs unless a text says otherwise.
    pub direction: Direction,
}

impl Document {
    /// A document of plain paragraphs.
    #[must_use]
    pub fn of_paragraphs(paragraphs: impl IntoIterator<Item = String>) -> Self {
        let blocks =
            paragraphs.into_iter().map(|paragraph| Block::Paragraph(Text::plain(paragraph))).collect();
        Self { blocks, ..Self::default() }
    }

    /// The whole text, block after block, with an empty line between two.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let texts: Vec<String> =
            self.blocks.iter().map(|block| block.plain_text().trim_end().to_owned()).collect();
        texts.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
    }

    /// The link of a number.
    #[must_use]
    pub fn link(&self, id: LinkId) -> Option<&Link> {
        self.links.get(id.0 as usize)
    }
}
