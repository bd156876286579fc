//! What each HTML element means for a reader of text: one row an element. It knows no document.

use crate::news::Style;

/// What an element does to the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::clean) enum Kind {
    /// Nothing: its text belongs to the line around it. Also every element nobody knows.
    Inline,
    /// A look for its letters.
    Format(Style),
    /// A link.
    Link,
    /// Quotation marks around its letters.
    QuoteMarks,
    /// Letters with a reading above them.
    Ruby,
    /// The reading.
    Reading,
    /// Brackets around a reading, for readers that cannot set it above.
    ReadingBracket,
    /// A forced line break.
    Break,
    /// A place where a word may break.
    WordBreak,
    /// A break in thought.
    Rule,
    /// A picture.
    Image,
    /// The address that others are relative to.
    Base,
    /// Neither text nor end: left out.
    Void,
    /// The name of the page.
    Title,
    /// Markup-free content that is not for reading.
    Raw,
    /// The same, in which entities count.
    RawWithEntities,
    /// Markup-free content that is shown as it stands.
    RawShown,
    /// The rest of the page as it stands.
    PlainText,
    /// Left out with all it holds; may stand inside a line.
    Dropped,
    /// Left out with all it holds, of another markup language: HTML ends it.
    Alien,
    /// Left out with all it holds; ends the line.
    DroppedBlock,
    /// The page itself.
    Page,
    /// A box: its text stands apart from the text around it.
    Block,
    /// A paragraph.
    Paragraph,
    /// A heading of a level.
    Heading(u8),
    /// A list; whether it is ordered.
    List(bool),
    /// An entry of a list.
    Item,
    /// A list of definitions.
    Definitions,
    /// A term.
    Term,
    /// What a term means.
    Meaning,
    /// A block quote.
    Quote,
    /// The foot of a box; of a quote, its source.
    Footer,
    /// Text whose white space counts.
    Code,
    /// Pictures with a caption.
    Figure,
    /// The caption.
    Caption,
    /// A part that folds.
    Details,
    /// The line that stays visible.
    Summary,
    /// A table.
    Table,
    /// A group of rows.
    RowGroup,
    /// A row.
    Row,
    /// A cell; whether it is a header.
    Cell(bool),
}

impl Kind {
    /// What the element of a name (in lower case) means.
    pub(in crate::clean) fn of(name: &str) -> Self {
        match name {
            "a" => Self::Link,
            "b" | "strong" => Self::Format(Style::STRONG),
            "i" | "em" | "cite" | "dfn" | "var" => Self::Format(Style::EMPHASIS),
            "code" | "kbd" | "samp" | "tt" => Self::Format(Style::CODE),
            "s" | "strike" | "del" => Self::Format(Style::STRIKE),
            "u" | "ins" => Self::Format(Style::UNDERLINE),
            "sup" => Self::Format(Style::SUPERSCRIPT),
            "sub" => Self::Format(Style::SUBSCRIPT),
            "mark" => Self::Format(Style::MARK),
            "q" => Self::QuoteMarks,
            "ruby" => Self::Ruby,
            "rt" | "rtc" => Self::Reading,
            "rp" => Self::ReadingBracket,
            "br" => Self::Break,
            "wbr" => Self::WordBreak,
            "hr" => Self::Rule,
            "img" | "image" => Self::Image,
            "base" => Self::Base,
            "area" | "bgsound" | "col" | "embed" | "frame" | "input" | "keygen" | "link" | "meta"
            | "param" | "source" | "track" => Self::Void,
            "title" => Self::Title,
            "script" | "style" | "iframe" | "noembed" | "noframes" => Self::Raw,
            "textarea" => Self::RawWithEntities,
            "xmp" => Self::RawShown,
            "plaintext" => Self::PlainText,
            "audio" | "button" | "canvas" | "datalist" | "noscript" | "select" | "template" | "video" => {
                Self::Dropped
            }
            "svg" | "math" => Self::Alien,
            "nav" => Self::DroppedBlock,
            "html" | "body" => Self::Page,
            "address" | "article" | "aside" | "center" | "dialog" | "div" | "fieldset" | "form"
            | "header" | "hgroup" | "legend" | "main" | "optgroup" | "search" | "section" => Self::Block,
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "ol" => Self::List(true),
            "ul" | "menu" | "dir" => Self::List(false),
            "li" => Self::Item,
            "dl" => Self::Definitions,
            "dt" => Self::Term,
            "dd" => Self::Meaning,
            "blockquote" => Self::Quote,
            "footer" => Self::Footer,
            "pre" | "listing" => Self::Code,
            "figure" => Self::Figure,
            "figcaption" | "caption" => Self::Caption,
            "details" => Self::Details,
            "summary" => Self::Summary,
            "table" => Self::Table,
            "thead" | "tbody" | "tfoot" => Self::RowGroup,
            "tr" => Self::Row,
            "td" => Self::Cell(false),
            "th" => Self::Cell(true),
            _ => Self::Inline,
        }
    }

    /// Whether it stands apart from the line around it.
    pub(in crate::clean) fn is_block(self) -> bool {
        match self {
            Self::Inline
            | Self::Format(_)
            | Self::Link
            | Self::QuoteMarks
            | Self::Ruby
            | Self::Reading
            | Self::ReadingBracket
            | Self::Break
            | Self::WordBreak
            | Self::Image
            | Self::Base
            | Self::Void
            | Self::Title
            | Self::Raw
            | Self::RawWithEntities
            | Self::Dropped
            | Self::Alien => false,
            Self::Rule
            | Self::RawShown
            | Self::PlainText
            | Self::DroppedBlock
            | Self::Page
            | Self::Block
            | Self::Paragraph
            | Self::Heading(_)
            | Self::List(_)
            | Self::Item
            | Self::Definitions
            | Self::Term
            | Self::Meaning
            | Self::Quote
            | Self::Footer
            | Self::Code
            | Self::Figure
            | Self::Caption
            | Self::Details
            | Self::Summary
            | Self::Table
            | Self::RowGroup
            | Self::Row
            | Self::Cell(_) => true,
        }
    }
}
