//! Documents as Markdown: CommonMark with tables and footnotes, escaped so that it reads back to the same words.
//!
//! Looks that its delimiters cannot say (next to punctuation, side by side) are written as HTML elements.

use crate::news::{Block, Cell, Definition, Document, Image, Item, LinkId, Style, Table, Text};

/// A document as Markdown. Ends with a line feed unless it is empty.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let lines = Writer { document }.blocks(&document.blocks);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

struct Writer<'a> {
    document: &'a Document,
}

/// Looks by the delimiter they have, and by the element they may always be written as.
const LOOKS: [(Style, &str, &str); 7] = [
    (Style::STRONG, "**", "strong"),
    (Style::EMPHASIS, "*", "em"),
    (Style::STRIKE, "~~", "s"),
    (Style::UNDERLINE, "", "u"),
    (Style::MARK, "", "mark"),
    (Style::SUPERSCRIPT, "", "sup"),
    (Style::SUBSCRIPT, "", "sub"),
];

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut twin = false;
        for (number, block) in blocks.iter().enumerate() {
            // Two lists in a row would be one, were their markers the same.
            let follows = number.checked_sub(1).and_then(|before| blocks.get(before));
            twin = !twin && is_list(block) && follows.is_some_and(is_list);
            let more = self.block(block, twin);
            if !lines.is_empty() && !more.is_empty() {
                lines.push(String::new());
            }
            lines.extend(more);
        }
        lines
    }

    fn block(&self, block: &Block, twin: bool) -> Vec<String> {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::Heading(level, text) => {
                let hashes = "#".repeat(usize::from((*level).clamp(1, 6)));
                vec![format!("{hashes} {}", self.line(text))]
            }
            Block::List { start, items, .. } => self.list(*start, items, twin),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Quote { blocks, citation } => {
                let mut lines = self.blocks(blocks);
                if let Some(citation) = citation {
                    lines.push(String::new());
                    lines.push(format!("— {}", self.line(citation)));
                }
                lines.into_iter().map(|line| format!("> {line}").trim_end().to_owned()).collect()
            }
            Block::Code { language, text } => code(language.as_deref(), text),
            Block::Table(table) => self.table(table),
            Block::Figure { images, caption } => {
                let mut lines: Vec<String> = images.iter().map(image).collect();
                if let Some(caption) = caption {
                    lines.push(String::new());
                    lines.extend(self.paragraph(caption));
                }
                lines
            }
            Block::Math(text) => self.paragraph(&Text::plain(text.as_str())),
            Block::Details { summary, blocks } => {
                let summary = html_escaped(&summary.string.replace('\n', " "));
                let mut lines = vec![format!("<details><summary>{summary}</summary>"), String::new()];
                lines.extend(self.blocks(blocks));
                lines.extend([String::new(), "</details>".to_owned()]);
                lines
            }
            Block::Footnotes(notes) => {
                let note = |note: &crate::news::Footnote| match is_label(&note.label) {
                    true => hang(&format!("[^{}]: ", note.label), "    ", self.blocks(&note.blocks)),
                    false => self.blocks(&note.blocks),
                };
                joined_loosely(notes.iter().map(note))
            }
            Block::Rule => vec!["***".to_owned()],
        }
    }

    fn paragraph(&self, text: &Text) -> Vec<String> {
        self.inline(text, "\\\n").split('\n').map(str::to_owned).collect()
    }

    /// A text on one line; its line breaks as elements.
    fn line(&self, text: &Text) -> String {
        self.inline(text, "<br>")
    }

    fn list(&self, start: Option<i64>, items: &[Item], twin: bool) -> Vec<String> {
        let first = start.unwrap_or_default().clamp(0, 999_999_999 - items.len().min(1_000_000) as i64);
        let entries: Vec<Vec<String>> = items
            .iter()
            .enumerate()
            .map(|(place, item)| {
                let marker = match (start, twin) {
                    (Some(_), false) => format!("{}. ", first + place.min(1_000_000) as i64),
                    (Some(_), true) => format!("{}) ", first + place.min(1_000_000) as i64),
                    (None, false) => "- ".to_owned(),
                    (None, true) => "+ ".to_owned(),
                };
                let mut lines = self.blocks(&item.blocks);
                if let Some(done) = item.checked {
                    let first = lines.first().cloned().unwrap_or_default();
                    let task = format!("[{}] {first}", if done { "x" } else { " " });
                    lines.splice(..lines.len().min(1), [task]);
                }
                let indent = " ".repeat(marker.len());
                hang(&marker, &indent, lines)
            })
            .collect();
        let is_tight = items.iter().all(|item| matches!(item.blocks.as_slice(), [Block::Paragraph(_)]));
        if is_tight { entries.concat() } else { joined_loosely(entries) }
    }

    /// CommonMark has no definitions: terms in bold, their meaning under them.
    fn definitions(&self, definitions: &[Definition]) -> Vec<String> {
        let definition = |definition: &Definition| {
            let mut lines: Vec<String> = Vec::new();
            for term in &definition.terms {
                let mut strong = Text::default();
                for (range, style, link) in term.stretches() {
                    strong.push(&term.string[range], style.with(Style::STRONG), link);
                }
                lines.extend(self.paragraph(&strong));
                lines.push(String::new());
            }
            lines.extend(self.blocks(&definition.blocks));
            lines
        };
        joined_loosely(definitions.iter().map(definition))
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(caption) = &table.caption {
            lines.extend(self.paragraph(caption));
            lines.push(String::new());
        }
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut rows = table.rows.iter().peekable();
        let header = rows.next_if(|row| row.iter().all(|cell| cell.header));
        lines.push(self.row(header.map_or(&[], Vec::as_slice), columns));
        let sides = (0..columns).map(|column| match table.alignments.get(column) {
            Some(crate::news::Alignment::Center) => ":---:",
            Some(crate::news::Alignment::End) => "---:",
            Some(crate::news::Alignment::Start) | None => "---",
        });
        lines.push(format!("| {} |", sides.collect::<Vec<_>>().join(" | ")));
        lines.extend(rows.map(|row| self.row(row, columns)));
        lines
    }

    fn row(&self, cells: &[Cell], columns: usize) -> String {
        let texts = cells.iter().map(|cell| self.line(&cell.text)).chain(std::iter::repeat(String::new()));
        format!("| {} |", texts.take(columns).collect::<Vec<_>>().join(" | "))
    }

    fn inline(&self, text: &Text, line_break: &str) -> String {
        let mut out = String::new();
        let mut open_link: Option<LinkId> = None;
        for (range, style, link) in text.stretches() {
            if link != open_link {
                self.end_link(&mut out, open_link);
                open_link = link.filter(|&id| self.document.link(id).is_some());
                out.push_str(if open_link.is_some() { "[" } else { "" });
            }
            // At the start of a line it could be taken for the footnote itself.
            let opens_line = out.is_empty() || out.ends_with('\n');
            let mark = self.footnote_mark(&text.string[range.clone()], style);
            match mark.filter(|_| !opens_line) {
                Some(label) => out.push_str(&format!("[^{label}]")),
                None => run(&mut out, &text.string[range], style, line_break),
            }
        }
        self.end_link(&mut out, open_link);
        out
    }

    /// The label of the footnote that a raised `[label]` points to.
    fn footnote_mark<'t>(&self, letters: &'t str, style: Style) -> Option<&'t str> {
        let label = letters.strip_prefix('[')?.strip_suffix(']')?;
        let Some(Block::Footnotes(notes)) = self.document.blocks.last() else { return None };
        let is_mark = style == Style::SUPERSCRIPT && is_label(label);
        (is_mark && notes.iter().any(|note| note.label == label)).then_some(label)
    }

    fn end_link(&self, out: &mut String, link: Option<LinkId>) {
        if let Some(link) = link.and_then(|id| self.document.link(id)) {
            out.push_str(&format!("](<{}>)", link.url.replace('&', "&amp;").replace(['<', '>', '\n'], "")));
        }
    }
}

/// One run: its letters between what says its look.
fn run(out: &mut String, letters: &str, style: Style, line_break: &str) {
    let ends_in_letters =
        letters.starts_with(char::is_alphanumeric) && letters.ends_with(char::is_alphanumeric);
    let stands_apart = out.is_empty() || out.ends_with([' ', '\n', '(', '[']);
    let looks = || LOOKS.iter().filter(|(each, _, _)| style.has(*each));
    // Delimiters side by side are read together; those of emphasis are made for it, others are not.
    let is_simple = looks().count() < 2 || looks().all(|(_, delimiter, _)| delimiter.starts_with('*'));
    let is_plain = !style.has(Style::CODE) && ends_in_letters && stands_apart && is_simple;
    let mut ends = Vec::new();
    for (_, delimiter, element) in looks() {
        if is_plain && !delimiter.is_empty() {
            out.push_str(delimiter);
            ends.push((*delimiter).to_owned());
        } else {
            out.push_str(&format!("<{element}>"));
            ends.push(format!("</{element}>"));
        }
    }
    if style.has(Style::CODE) && !letters.trim().is_empty() {
        code_span(out, letters, line_break);
    } else {
        escape(out, letters, line_break);
    }
    ends.iter().rev().for_each(|end| out.push_str(end));
}

/// Code between more backticks than it has in a row; blanks at its ends stay outside.
fn code_span(out: &mut String, letters: &str, line_break: &str) {
    let inner = letters.trim();
    let start = letters.len() - letters.trim_start().len();
    escape(out, &letters[..start], line_break);
    let fence = "`".repeat(longest_row(inner) + 1);
    let pad = if inner.starts_with('`') || inner.ends_with('`') { " " } else { "" };
    // A bar parts the cells of a table even inside code.
    let inner = inner.replace('\n', " ");
    if out.ends_with('`') || (line_break == "<br>" && inner.contains('|')) {
        // Backticks side by side would be one fence.
        out.push_str("<code>");
        escape(out, &inner, line_break);
        out.push_str("</code>");
    } else {
        out.push_str(&format!("{fence}{pad}{inner}{pad}{fence}"));
    }
    escape(out, &letters[start + letters.trim().len()..], line_break);
}

fn longest_row(letters: &str) -> usize {
    letters.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}

/// Writes letters so that none is taken for markup.
fn escape(out: &mut String, letters: &str, line_break: &str) {
    let mut rest = letters.chars().peekable();
    let mut digits = false;
    while let Some(letter) = rest.next() {
        if letter == '\n' {
            out.push_str(line_break);
            continue;
        }
        let opens_line = out.is_empty() || out.ends_with('\n');
        digits = letter.is_ascii_digit() && (opens_line || digits);
        let after_number = matches!(letter, '.' | ')') && number_opens_line(out);
        let special = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '#' => true,
            '&' => rest.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            '!' => rest.peek().is_none_or(|next| *next == '['),
            '-' | '+' | '=' | '>' | ':' => opens_line,
            _ => after_number,
        };
        if special {
            out.push('\\');
        }
        out.push(letter);
    }
}

/// Whether the line so far is a number and nothing else, so that a dot would make it an entry of a list.
fn number_opens_line(out: &str) -> bool {
    let line = &out[out.rfind('\n').map_or(0, |end| end + 1)..];
    !line.is_empty() && line.len() <= 9 && line.bytes().all(|byte| byte.is_ascii_digit())
}

fn code(language: Option<&str>, text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_row(text).max(2) + 1);
    let language =
        language.filter(|language| !language.contains(['`', ' ', '\n', '&', '\\'])).unwrap_or_default();
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

fn image(image: &Image) -> String {
    let mut alt = String::new();
    escape(&mut alt, &image.alt, " ");
    format!("![{alt}](<{}>)", image.url.replace('&', "&amp;").replace(['<', '>', '\n'], ""))
}

fn html_escaped(letters: &str) -> String {
    letters.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether a footnote's label can be written as one.
fn is_label(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_list(block: &Block) -> bool {
    matches!(block, Block::List { .. })
}

fn joined_loosely(parts: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let mut lines = Vec::new();
    for part in parts {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(part);
    }
    lines
}

fn hang(marker: &str, indent: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return vec![marker.trim_end().to_owned()];
    }
    let prefix = |number: usize| if number == 0 { marker } else { indent };
    let line = |(number, line): (usize, String)| match line.is_empty() && number > 0 {
        true => line,
        false => format!("{}{line}", prefix(number)),
    };
    lines.into_iter().enumerate().map(line).collect()
}
