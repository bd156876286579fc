//! Documents as HTML that may stand in any page: few elements, fewer attributes, everything escaped.
//!
//! Elements: those of running text, lists, tables, quotes, figures, details. Attributes: `href`, `src`, `alt`,
//! `lang`, `dir`, `start`, `reversed`, `colspan`, `rowspan`, `title`. No scripts, styles, identifiers or classes.

use crate::news::{Block, Cell, Definition, Direction, Document, Image, Item, Style, Table, Text};

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
            Block::List { start, reversed, items } => self.list(*start, *reversed, items),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Quote { blocks, citation } => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                citation.iter().for_each(|citation| self.line("footer", citation));
                self.out.push_str("</blockquote>\n");
            }
            Block::Code { text, .. } => {
                self.out.push_str("<pre><code>");
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
            Block::Math(text) => self.line("p", &Text::plain(text.as_str())),
            Block::Details { summary, blocks } => {
                self.out.push_str("<details>");
                self.line("summary", summary);
                self.blocks(blocks);
                self.out.push_str("</details>\n");
            }
            Block::Footnotes(notes) => {
                self.out.push_str("<hr>\n<ol>\n");
                for note in notes {
                    self.out.push_str("<li>");
                    self.blocks(&note.blocks);
                    self.out.push_str("</li>\n");
                }
                self.out.push_str("</ol>\n");
            }
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn list(&mut self, start: Option<i64>, reversed: bool, items: &[Item]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        self.out.push_str(&format!("<{name}"));
        if let Some(start) = start.filter(|&start| start != 1) {
            self.out.push_str(&format!(" start=\"{start}\""));
        }
        self.out.push_str(if reversed { " reversed>\n" } else { ">\n" });
        for item in items {
            self.out.push_str("<li>");
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
        for row in &table.rows {
            self.out.push_str("<tr>");
            row.iter().for_each(|cell| self.cell(cell));
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn cell(&mut self, cell: &Cell) {
        let name = if cell.header { "th" } else { "td" };
        self.out.push_str(&format!("<{name}{}", attributes(&cell.text)));
        for (attribute, span) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if span > 1 {
                self.out.push_str(&format!(" {attribute}=\"{span}\""));
            }
        }
        self.out.push('>');
        self.text(&cell.text);
        self.out.push_str(&format!("</{name}>"));
    }

    fn image(&mut self, image: &Image) {
        self.out.push_str("<img src=\"");
        self.escaped(&image.url);
        self.out.push_str("\" alt=\"");
        self.escaped(&image.alt);
        self.out.push_str("\">");
    }

    /// A text as an element of its own.
    fn line(&mut self, name: &str, text: &Text) {
        self.out.push_str(&format!("<{name}{}>", attributes(text)));
        self.text(text);
        self.out.push_str(&format!("</{name}>\n"));
    }

    fn text(&mut self, text: &Text) {
        let mut open_link = None;
        for (range, style, link) in text.stretches() {
            if link != open_link {
                self.end_link(open_link.is_some());
                open_link = link.filter(|&id| self.document.link(id).is_some());
                if let Some(link) = open_link.and_then(|id| self.document.link(id)) {
                    self.out.push_str("<a href=\"");
                    self.escaped(&link.url);
                    self.out.push_str("\">");
                }
            }
            self.run(text, range, style);
        }
        self.end_link(open_link.is_some());
    }

    fn end_link(&mut self, is_open: bool) {
        if is_open {
            self.out.push_str("</a>");
        }
    }

    fn run(&mut self, text: &Text, range: std::ops::Range<usize>, style: Style) {
        let elements = || ELEMENTS.iter().filter(|(each, _)| style.has(*each)).map(|(_, name)| *name);
        elements().for_each(|name| self.out.push_str(&format!("<{name}>")));
        let mut from = range.start;
        for (base, reading) in &text.ruby {
            let (start, end) = (base.start as usize, base.end as usize);
            if start >= from && end <= range.end {
                self.escaped_lines(&text.string[from..start]);
                self.out.push_str("<ruby>");
                self.escaped_lines(&text.string[start..end]);
                self.out.push_str("<rt>");
                self.escaped(reading);
                self.out.push_str("</rt></ruby>");
                from = end;
            }
        }
        self.escaped_lines(&text.string[from..range.end]);
        elements().collect::<Vec<_>>().iter().rev().for_each(|name| self.out.push_str(&format!("</{name}>")));
    }

    fn escaped_lines(&mut self, letters: &str) {
        for (number, line) in letters.split('\n').enumerate() {
            if number > 0 {
                self.out.push_str("<br>");
            }
            self.escaped(line);
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

/// The language and direction of a text, where it has its own.
fn attributes(text: &Text) -> String {
    let language = text
        .language
        .as_ref()
        .filter(|tag| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    let language = language.map_or(String::new(), |tag| format!(" lang=\"{tag}\""));
    let direction = match text.direction {
        Direction::Auto => "",
        Direction::LeftToRight => " dir=\"ltr\"",
        Direction::RightToLeft => " dir=\"rtl\"",
    };
    language + direction
}
