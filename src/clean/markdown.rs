//! Markdown to a document: CommonMark with tables, footnotes, strikethrough, tasks and front matter.
//!
//! HTML inside it gives its visible text. It knows nothing of where the text came from.

use pulldown_cmark::{
    Alignment as Side, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag,
    TagEnd, TextMergeStream,
};

use super::builder::{Builder, Role};
use super::cleaned::{Cleaned, capped, opens_with, take_opening_heading};
use super::front;
use super::html::Kind;
use super::table::Draft;
use super::text::{language_tag, str_line};
use crate::news::{Alignment, Foreign, Numerals, Style};

/// Reads Markdown; relative addresses are joined to `base`.
///
/// The title is the front matter's, or else the heading of level 1 that opens the text; where both say the
/// same, the heading is taken out of the body too.
#[must_use]
pub fn markdown(text: &Foreign, base: Option<&str>) -> Cleaned {
    let mut complaints = Vec::new();
    let text = text.uncleaned();
    let (front, body) = front::split(&text[..capped(text, &mut complaints)]);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut reader = Reader::new(base);
    TextMergeStream::new(Parser::new_ext(body, options)).for_each(|event| reader.event(event));
    if reader.builder.too_deep {
        complaints.push("Blocks nested deeper than 100 levels were unwrapped.".to_owned());
    }
    let mut document = reader.builder.finish();
    let told = |key: &str| front.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    let language = told("lang").or_else(|| told("language")).and_then(|tag| language_tag(&tag));
    document.language.clone_from(&language);
    let title = match told("title") {
        Some(title) if !opens_with(&document, &title) => Some(title),
        told => take_opening_heading(&mut document).or(told),
    };
    Cleaned { title, document, language, front, complaints }
}

/// Turns events into calls on the builder.
struct Reader<'a> {
    builder: Builder<'a>,
    /// How many blocks were open, and how the letters looked, before each open tag.
    outside: Vec<(usize, Style)>,
    in_table_head: bool,
    /// A picture under way: its address and the text that describes it.
    picture: Option<(String, String)>,
    /// HTML that is being gathered until its block ends.
    html: String,
    /// Tags between words that are open, and how the letters looked before each.
    inline: Vec<(String, Style)>,
    /// An open tag whose content is not for reading.
    unseen: Option<String>,
}

impl<'a> Reader<'a> {
    fn new(base: Option<&'a str>) -> Self {
        Self {
            builder: Builder::new(base),
            outside: Vec::new(),
            in_table_head: false,
            picture: None,
            html: String::new(),
            inline: Vec::new(),
            unseen: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                self.outside.push((self.builder.depth(), self.builder.style));
                self.start(tag);
            }
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => self.code(&code),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => self.styled(Style::SUPERSCRIPT, &format!("[{label}]")),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak if self.picture.is_some() => self.text(" "),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => self.builder.check(done),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::MetadataBlock(_) => self.builder.end_paragraph(),
            Tag::Heading { level, .. } => self.builder.open(Role::Heading(number(level))),
            Tag::BlockQuote(kind) => {
                self.builder.open(Role::Quote(None));
                self.quote_kind(kind);
            }
            Tag::CodeBlock(kind) => {
                self.builder.open(Role::Code { language: code_language(&kind), text: String::new() });
            }
            Tag::HtmlBlock => self.html.clear(),
            Tag::List(start) => {
                let start = start.map(|start| i64::try_from(start).unwrap_or(i64::MAX));
                let numerals = Numerals::default();
                self.builder.open(Role::List { start, reversed: false, numerals, items: Vec::new() });
            }
            Tag::Item => self.builder.open(Role::Item { checked: None, number: None }),
            Tag::FootnoteDefinition(label) => self.builder.open(Role::Footnote(str_line(&label))),
            Tag::DefinitionList => self.builder.open(Role::Definitions(Vec::new())),
            Tag::DefinitionListTitle => self.builder.open(Role::Slot(super::builder::Slot::Term)),
            Tag::DefinitionListDefinition => self.builder.open(Role::Meaning),
            Tag::Table(sides) => {
                let alignments = sides.iter().map(alignment).collect();
                self.builder.open(Role::Table(Draft { alignments, ..Draft::default() }));
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.builder.open(Role::Row(Vec::new()));
            }
            Tag::TableRow => self.builder.open(Role::Row(Vec::new())),
            Tag::TableCell => {
                self.builder.open(Role::Cell {
                    header: self.in_table_head,
                    columns: 1,
                    rows: 1,
                    alignment: None,
                });
            }
            Tag::Emphasis => self.add_style(Style::EMPHASIS),
            Tag::Strong => self.add_style(Style::STRONG),
            Tag::Strikethrough => self.add_style(Style::STRIKE),
            Tag::Superscript => self.add_style(Style::SUPERSCRIPT),
            Tag::Subscript => self.add_style(Style::SUBSCRIPT),
            Tag::Link { dest_url, link_type, .. } => self.link(&dest_url, link_type),
            Tag::Image { dest_url, .. } => {
                self.picture.get_or_insert_with(|| (dest_url.to_string(), String::new()));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) {
            self.end_inline();
        }
        let (depth, style) = self.outside.pop().unwrap_or((1, Style::PLAIN));
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.builder.style = style,
            TagEnd::Link => self.builder.close_link(),
            TagEnd::Image => {
                if let Some((address, alt)) = self.picture.take() {
                    self.builder.image(&address, &alt, None);
                }
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.builder.close_to(depth);
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::MetadataBlock(_) => self.builder.close_to(depth),
        }
    }

    fn text(&mut self, text: &str) {
        if self.unseen.is_some() {
            return;
        }
        match &mut self.picture {
            Some((_, alt)) => alt.push_str(text),
            None => self.builder.prose(text),
        }
    }

    fn code(&mut self, code: &str) {
        match &mut self.picture {
            Some((_, alt)) => alt.push_str(code),
            None => self.styled(Style::CODE, code),
        }
    }

    fn styled(&mut self, style: Style, letters: &str) {
        let before = self.builder.style;
        self.add_style(style);
        self.builder.letters(letters);
        self.builder.style = before;
    }

    fn add_style(&mut self, style: Style) {
        self.builder.style = self.builder.style.with(style);
    }

    fn link(&mut self, address: &str, kind: pulldown_cmark::LinkType) {
        match kind {
            pulldown_cmark::LinkType::Email => self.builder.open_link(&format!("mailto:{address}")),
            _ => self.builder.open_link(address),
        }
    }

    /// A tag between words: looks and line breaks count; scripts are left out with what they hold.
    fn inline_html(&mut self, html: &str) {
        let inner = html.trim_start_matches('<');
        let (ends, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = inner[..length].to_ascii_lowercase();
        if self.unseen.as_ref().is_some_and(|unseen| *unseen != name || !ends) {
            return;
        }
        match Kind::of(&name) {
            Kind::Break if self.picture.is_none() => self.builder.line_break(),
            Kind::Raw | Kind::Dropped | Kind::Alien => self.unseen = (!ends).then_some(name),
            Kind::Format(style) if !ends => {
                self.inline.push((name, self.builder.style));
                self.add_style(style);
            }
            Kind::Format(_) => {
                if let Some(place) = self.inline.iter().rposition(|(open, _)| *open == name) {
                    self.builder.style = self.inline[place].1;
                    self.inline.truncate(place);
                }
            }
            _ => (),
        }
    }

    fn html_block(&mut self) {
        self.builder.end_paragraph();
        super::html::read_into(&mut self.builder, &std::mem::take(&mut self.html));
    }

    /// What was opened by tags between words ends with its paragraph at the latest.
    fn end_inline(&mut self) {
        self.unseen = None;
        if let Some((_, style)) = self.inline.drain(..).next() {
            self.builder.style = style;
        }
    }

    fn quote_kind(&mut self, kind: Option<BlockQuoteKind>) {
        let name = match kind {
            None => return,
            Some(BlockQuoteKind::Note) => "Note",
            Some(BlockQuoteKind::Tip) => "Tip",
            Some(BlockQuoteKind::Important) => "Important",
            Some(BlockQuoteKind::Warning) => "Warning",
            Some(BlockQuoteKind::Caution) => "Caution",
        };
        self.styled(Style::STRONG, name);
        self.builder.end_paragraph();
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

fn alignment(side: &Side) -> Alignment {
    match side {
        Side::None | Side::Left => Alignment::Start,
        Side::Center => Alignment::Center,
        Side::Right => Alignment::End,
    }
}

/// The first word after the fence.
fn code_language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    info_word(info)
}

fn info_word(info: &CowStr<'_>) -> Option<String> {
    let word = str_line(info.split([' ', ',', '{']).next().unwrap_or_default());
    (!word.is_empty()).then_some(word)
}
