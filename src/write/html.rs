//! Documents as HTML that may stand in any page: few elements, fewer attributes, everything escaped.
//!
//! Elements: those of running text, lists, tables, quotes, figures, details. Attributes: `href`, `src`, `alt`,
//! `width`, `height`, `lang`, `dir`, `start`, `type`, `reversed`, `value`, `colspan`, `rowspan`, `align`, a `class` that names the
//! language of code or the margin of a line, and the roles `math` and `doc-endnotes`. No scripts, styles or identifiers.

use crate::news::{
    Alignment, Block, Cell, Definition, Direction, Document, Footnote, Image, Item, LinkId, Numerals, Span,
    Style, Table, Text,
};

/// The body of a document as HTML; one block a line. Read back, it says the same.
#[must_use]
pub fn html(document: &Document) -> String {
    let mut writer = Writer { document, out: String::new() };
    writer.blocks(&document.blocks);
    writer.out
}

/// The beginning of a page of its own, up to where bodies stand in it; [`HTML_END`] ends it.
#[must_use]
pub fn html_begin(title: &str, language: Option<&str>) -> String {
    let document = Document::default();
    let mut writer = Writer { document: &document, out: String::from("<!DOCTYPE html>\n<html") };
    if let Some(language) = language {
        writer.out.push_str(" lang=\"");
        writer.escaped(language);
        writer.out.push('"');
    }
    writer.out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    writer.escaped(title);
    writer.out.push_str("</title>\n</head>\n<body>\n");
    writer.out
}

/// The end of a page that [`html_begin`] began.
pub const HTML_END: &str = "</body>\n</html>\n";

/// The element of every look, from the outside in.
const ELEMENTS: [(Style, &str); 9] = [
    (Style::STRONG, "strong"),
    (Style::EMPHASIS, "em"),
    (Style::UNDERLINE, "u"),
    (Style::STRIKE, "s"),
    (Style::MARK, "mark"),
    (Style::SUPERSCRIPT, "sup"),
    (Style::SUBSCRIPT, "sub"),
    (Style::CODE, "code"),
    (Style::MATH, "span"),
];

struct Writer<'a> {
    document: &'a Document,
    out: String,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.line("p", text),
            Block::Heading(level, text) => self.line(&format!("h{}", (*level).clamp(1, 6)), text),
            Block::List { start, reversed, numerals, items } => {
                self.list(*start, *reversed, *numerals, items);
            }
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Quote { blocks, citation } => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                citation.iter().for_each(|citation| self.line("footer", citation));
                self.out.push_str("</blockquote>\n");
            }
            Block::Code { language, text } => {
                self.out.push_str(&format!("<pre><code{}>", class(language.as_deref())));
                self.escaped(text);
                self.out.push_str("</code></pre>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Figure { images, caption } => {
                self.out.push_str("<figure>");
                images.iter().for_each(|image| self.image(image));
                caption.iter().for_each(|caption| self.line("figcaption", caption));
                self.out.push_str("</figure>\n");
            }
            Block::Math(text) => {
                self.out.push_str("<p role=\"math\">");
                self.escaped(text);
                self.out.push_str("</p>\n");
            }
            Block::Details { summary, blocks } => {
                self.out.push_str("<details>");
                self.line("summary", summary);
                self.blocks(blocks);
                self.out.push_str("</details>\n");
            }
            Block::Footnotes(notes) => self.footnotes(notes),
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    /// Notes at the foot, under the labels that their marks show.
    fn footnotes(&mut self, notes: &[Footnote]) {
        self.out.push_str("<section role=\"doc-endnotes\">\n<dl>\n");
        for note in notes {
            self.out.push_str("<dt>");
            self.escaped(&note.label);
            self.out.push_str("</dt>\n<dd>");
            self.blocks(&note.blocks);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n</section>\n");
    }

    fn list(&mut self, start: Option<i64>, reversed: bool, numerals: Numerals, items: &[Item]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        self.out.push_str(&format!("<{name}"));
        if let Some(start) = start.filter(|&start| start != 1 || reversed) {
            self.out.push_str(&format!(" start=\"{start}\""));
        }
        let kind = match numerals {
            Numerals::Decimal => "",
            Numerals::SmallLetters => " type=\"a\"",
            Numerals::Letters => " type=\"A\"",
            Numerals::SmallRoman => " type=\"i\"",
            Numerals::Roman => " type=\"I\"",
        };
        self.out.push_str(kind);
        self.out.push_str(if reversed { " reversed>\n" } else { ">\n" });
        for item in items {
            match item.number {
                Some(number) => self.out.push_str(&format!("<li value=\"{number}\">")),
                None => self.out.push_str("<li>"),
            }
            self.item(item);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// An entry of one paragraph has no paragraph's distance around it. A task shows its box.
    fn item(&mut self, item: &Item) {
        if let Some(done) = item.checked {
            self.out.push_str(if done { "☑ " } else { "☐ " });
        }
        match item.blocks.as_slice() {
            [Block::Paragraph(text), rest @ ..] if attributes(text).is_empty() => {
                self.text(text);
                self.blocks(rest);
            }
            blocks => self.blocks(blocks),
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            definition.terms.iter().for_each(|term| self.line("dt", term));
            self.out.push_str("<dd>");
            self.blocks(&definition.blocks);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        table.caption.iter().for_each(|caption| self.line("caption", caption));
        let mut columns = Columns::default();
        for row in &table.rows {
            self.out.push_str("<tr>");
            for cell in row {
                let column = columns.place(cell);
                self.cell(cell, table.alignments.get(column).copied().unwrap_or_default());
            }
            columns.end_row();
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn cell(&mut self, cell: &Cell, alignment: Alignment) {
        let name = if cell.header { "th" } else { "td" };
        self.out.push_str(&format!("<{name}{}", attributes(&cell.text)));
        for (attribute, span) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if span > 1 {
                self.out.push_str(&format!(" {attribute}=\"{span}\""));
            }
        }
        self.out.push_str(match alignment {
            Alignment::Start => ">",
            Alignment::Center => " align=\"center\">",
            Alignment::End => " align=\"right\">",
        });
        self.text(&cell.text);
        self.out.push_str(&format!("</{name}>"));
    }

    fn image(&mut self, image: &Image) {
        self.out.push_str("<img");
        if !image.url.is_empty() {
            self.out.push_str(" src=\"");
            self.escaped(&image.url);
            self.out.push('"');
        }
        self.out.push_str(" alt=\"");
        self.escaped(&image.alt);
        self.out.push('"');
        if let Some((width, height)) = image.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.out.push('>');
    }

    /// A text as an element of its own.
    fn line(&mut self, name: &str, text: &Text) {
        self.out.push_str(&format!("<{name}{}>", attributes(text)));
        self.text(text);
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// A text's runs, cut where readings and what runs otherwise begin and end: both hold letters of any look.
    fn text(&mut self, text: &Text) {
        let around = Around::of_text(text);
        let mut next = around.iter().peekable();
        let mut open: Vec<&Around<'_>> = Vec::new();
        let mut open_link = None;
        for (run, style, link) in text.stretches() {
            let mut from = run.start;
            while from < run.end {
                while let Some(element) = next.next_if(|element| element.start <= from) {
                    self.turn_link(&mut open_link, None);
                    self.begin(element);
                    open.push(element);
                }
                let border = next.peek().map_or(usize::MAX, |element| element.start);
                let end = open.last().map_or(usize::MAX, |element| element.end.max(from + 1));
                let to = run.end.min(border).min(end);
                self.turn_link(&mut open_link, link);
                let opens_line = text.string[..from].ends_with('\n') || from == 0;
                self.run(&text.string[from..to], style, opens_line);
                while let Some(element) = open.pop_if(|element| element.end <= to) {
                    self.turn_link(&mut open_link, None);
                    self.end(element);
                }
                from = to;
            }
        }
        self.turn_link(&mut open_link, None);
        open.into_iter().rev().for_each(|element| self.end(element));
    }

    fn begin(&mut self, element: &Around<'_>) {
        match element.what {
            What::Reading(_) => self.out.push_str("<ruby>"),
            What::Span(span) => {
                let direction = span.direction.map_or("", |direction| match direction {
                    // What is of its own direction has an element of its own.
                    Direction::Auto => "",
                    Direction::LeftToRight => " dir=\"ltr\"",
                    Direction::RightToLeft => " dir=\"rtl\"",
                });
                let language = language(span.language.as_deref());
                self.out.push_str(&format!("<{}{language}{direction}>", span_name(span)));
            }
        }
    }

    fn end(&mut self, element: &Around<'_>) {
        match element.what {
            What::Reading(reading) => {
                self.out.push_str("<rt>");
                self.escaped(reading);
                self.out.push_str("</rt></ruby>");
            }
            What::Span(span) => self.out.push_str(&format!("</{}>", span_name(span))),
        }
    }

    /// Ends the link that is open and begins another, where they differ.
    fn turn_link(&mut self, open: &mut Option<LinkId>, link: Option<LinkId>) {
        let link = link.filter(|&id| self.document.link(id).is_some());
        if *open == link {
            return;
        }
        if open.is_some() {
            self.out.push_str("</a>");
        }
        if let Some(link) = link.and_then(|id| self.document.link(id)) {
            self.out.push_str("<a href=\"");
            self.escaped(&link.url);
            self.out.push_str("\">");
        }
        *open = link;
    }

    fn run(&mut self, letters: &str, style: Style, opens_line: bool) {
        let elements = || ELEMENTS.iter().filter(|(each, _)| style.has(*each)).map(|(_, name)| *name);
        for name in elements() {
            let role = if name == "span" { " role=\"math\"" } else { "" };
            self.out.push_str(&format!("<{name}{role}>"));
        }
        self.escaped_lines(letters, opens_line);
        elements().collect::<Vec<_>>().iter().rev().for_each(|name| self.out.push_str(&format!("</{name}>")));
    }

    fn escaped_lines(&mut self, letters: &str, opens_line: bool) {
        for (number, line) in letters.split('\n').enumerate() {
            if number > 0 {
                self.out.push_str("<br>");
            }
            let words = line.trim_start_matches('\u{A0}');
            let (margin, words) = line.split_at(line.len() - words.len());
            if (number > 0 || opens_line) && !margin.is_empty() {
                self.out.push_str(&format!("<span class=\"indent\">{margin}</span>"));
            } else {
                self.out.push_str(margin);
            }
            self.escaped(words);
        }
    }

    fn escaped(&mut self, letters: &str) {
        for letter in letters.chars() {
            match letter {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                letter => self.out.push(letter),
            }
        }
    }
}

/// What stands around some letters of a text.
struct Around<'t> {
    start: usize,
    end: usize,
    what: What<'t>,
}

enum What<'t> {
    /// A reading above them.
    Reading(&'t str),
    /// That they run otherwise, or are of another language.
    Span(&'t Span),
}

impl<'t> Around<'t> {
    /// All of them in a text by where they begin, the longer first.
    fn of_text(text: &'t Text) -> Vec<Self> {
        let place = |range: &std::ops::Range<u32>| (range.start as usize, range.end as usize);
        let spans = text.spans.iter().map(|span| (place(&span.range), What::Span(span)));
        let readings = text.ruby.iter().map(|(base, reading)| (place(base), What::Reading(reading)));
        let mut all: Vec<Self> =
            spans.chain(readings).map(|((start, end), what)| Self { start, end, what }).collect();
        all.sort_by_key(|each| (each.start, std::cmp::Reverse(each.end)));
        all
    }
}

/// The element of a stretch.
fn span_name(span: &Span) -> &'static str {
    match (span.direction, span.is_override) {
        (Some(Direction::LeftToRight | Direction::RightToLeft), true) => "bdo",
        (Some(Direction::Auto), _) => "bdi",
        (Some(Direction::LeftToRight | Direction::RightToLeft), false) | (None, _) => "span",
    }
}

/// The class that names a language of code (WHATWG HTML, 4.5.15).
fn class(language: Option<&str>) -> String {
    let is_plain =
        |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte));
    language
        .filter(|name| !name.is_empty())
        .filter(is_plain)
        .map_or(String::new(), |name| format!(" class=\"language-{name}\""))
}

/// Tells which column a cell stands in, below cells that span rows.
#[derive(Default)]
struct Columns {
    /// For how many rows each column is still taken from above.
    taken: Vec<u16>,
    column: usize,
}

impl Columns {
    fn place(&mut self, cell: &Cell) -> usize {
        while self.taken.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let start = self.column;
        self.column += usize::from(cell.columns.max(1));
        self.taken.resize(self.taken.len().max(self.column), 0);
        // Counted down at the end of this row too.
        self.taken[start..self.column].fill(cell.rows.max(1));
        start
    }

    fn end_row(&mut self) {
        self.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.column = 0;
    }
}

/// A language as an attribute.
fn language(tag: Option<&str>) -> String {
    let is_tag = |tag: &&str| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    tag.filter(is_tag).map_or(String::new(), |tag| format!(" lang=\"{tag}\""))
}

/// The language and direction of a text, where it has its own.
fn attributes(text: &Text) -> String {
    let language = language(text.language.as_deref());
    let direction = match text.direction {
        Direction::Auto => "",
        Direction::LeftToRight => " dir=\"ltr\"",
        Direction::RightToLeft => " dir=\"rtl\"",
    };
    language + direction
}
