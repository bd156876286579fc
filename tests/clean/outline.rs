//! A document as an indented outline that people can write by hand: what every golden case is compared with.

use courant::news::{Alignment, Block, Direction, Document, Image, LinkId, Numerals, Style, Text};

/// One line a block, what lies in it set in by two blanks. No-break spaces show as `⍽`.
pub(super) fn outline(document: &Document) -> String {
    let mut lines = Vec::new();
    blocks(document, &document.blocks, &mut lines);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn blocks(document: &Document, all: &[Block], lines: &mut Vec<String>) {
    all.iter().for_each(|block| put(document, block, lines));
}

/// The lines of blocks, the first behind a mark, the others below it.
fn hung(document: &Document, mark: &str, all: &[Block], lines: &mut Vec<String>) {
    let mut inner = Vec::new();
    blocks(document, all, &mut inner);
    let blank = " ".repeat(mark.chars().count());
    if inner.is_empty() {
        lines.push(mark.trim_end().to_owned());
    }
    let hung = inner.into_iter().enumerate();
    lines.extend(hung.map(|(number, line)| format!("{}{line}", if number == 0 { mark } else { &blank })));
}

fn put(document: &Document, block: &Block, lines: &mut Vec<String>) {
    let says = |text: &Text| said(document, text);
    match block {
        Block::Paragraph(text) => lines.push(format!("p{}{}", attributes(text), says(text))),
        Block::Heading(level, text) => lines.push(format!("h{level}{}{}", attributes(text), says(text))),
        Block::List { start, reversed, numerals, items } => {
            let name = start.map_or("ul".to_owned(), |start| format!("ol {start}"));
            let numerals = match numerals {
                Numerals::Decimal => "",
                Numerals::SmallLetters => " a",
                Numerals::Letters => " A",
                Numerals::SmallRoman => " i",
                Numerals::Roman => " I",
            };
            lines.push(format!("{name}{numerals}{}", if *reversed { " reversed" } else { "" }));
            for item in items {
                let mark = item.checked.map_or("  - ", |done| if done { "  x " } else { "  o " });
                let mark = item.number.map_or(mark.to_owned(), |number| format!("{mark}{number}: "));
                hung(document, &mark, &item.blocks, lines);
            }
        }
        Block::Definitions(definitions) => {
            lines.push("dl".to_owned());
            for definition in definitions {
                lines.extend(definition.terms.iter().map(|term| format!("  ? {}", says(term))));
                hung(document, "    ", &definition.blocks, lines);
            }
        }
        Block::Quote { blocks, citation } => {
            lines.push("quote".to_owned());
            hung(document, "  ", blocks, lines);
            lines.extend(citation.iter().map(|by| format!("  by {}", says(by))));
        }
        Block::Code { language, text } => {
            lines.push(language.as_ref().map_or("code".to_owned(), |language| format!("code {language}")));
            lines.extend(text.split('\n').map(|line| format!("| {line}")));
        }
        Block::Table(table) => {
            let caption = table.caption.as_ref().map_or(String::new(), |text| format!(" {}", says(text)));
            lines.push(format!("table{caption}"));
            for row in &table.rows {
                let cell = |(column, cell): (usize, &courant::news::Cell)| {
                    let side = match table.alignments.get(column) {
                        Some(Alignment::Center) => "^",
                        Some(Alignment::End) => ">",
                        Some(Alignment::Start) | None => "",
                    };
                    let name = if cell.header { "th" } else { "td" };
                    let columns =
                        if cell.columns > 1 { format!(" c{}", cell.columns) } else { String::new() };
                    let rows = if cell.rows > 1 { format!(" r{}", cell.rows) } else { String::new() };
                    format!("{name}{side}{columns}{rows} {}", says(&cell.text)).trim_end().to_owned()
                };
                let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
                lines.push(format!("  | {}", cells.join(" | ")));
            }
        }
        Block::Figure { images, caption } => {
            lines.push(format!("fig {}", images.iter().map(image).collect::<Vec<_>>().join(", ")));
            lines.extend(caption.iter().map(|text| format!("  = {}", says(text))));
        }
        Block::Math(formula) => lines.push(format!("math {formula}")),
        Block::Details { summary, blocks } => {
            lines.push(format!("details {}", says(summary)));
            hung(document, "  ", blocks, lines);
        }
        Block::Footnotes(notes) => {
            lines.push("notes".to_owned());
            for note in notes {
                lines.push(format!("  {}", note.label));
                hung(document, "    ", &note.blocks, lines);
            }
        }
        Block::Rule => lines.push("hr".to_owned()),
    }
}

fn image(image: &Image) -> String {
    let size = image.size.map_or(String::new(), |(width, height)| format!(" {width}x{height}"));
    format!("{} \"{}\"{size}", image.url, image.alt)
}

/// Direction and language, where a text has its own; then what parts them from the words.
fn attributes(text: &Text) -> String {
    let direction = match text.direction {
        Direction::Auto => "",
        Direction::LeftToRight => " ltr",
        Direction::RightToLeft => " rtl",
    };
    let language = text.language.as_ref().map_or(String::new(), |language| format!(" {language}"));
    let told = format!("{direction}{language}");
    if told.is_empty() { " ".to_owned() } else { format!("{told}: ") }
}

const LOOKS: [(Style, &str); 9] = [
    (Style::STRONG, "b"),
    (Style::EMPHASIS, "i"),
    (Style::UNDERLINE, "u"),
    (Style::STRIKE, "s"),
    (Style::MARK, "m"),
    (Style::SUPERSCRIPT, "sup"),
    (Style::SUBSCRIPT, "sub"),
    (Style::CODE, "c"),
    (Style::MATH, "math"),
];

/// What is open at a run: looks by name, then a link by its number.
#[derive(Clone, PartialEq)]
enum Mark {
    Look(&'static str),
    Link(LinkId),
}

fn said(document: &Document, text: &Text) -> String {
    let mut out = String::new();
    let mut open: Vec<Mark> = Vec::new();
    for (range, style, link) in text.stretches() {
        let looks = LOOKS.iter().filter(|(each, _)| style.has(*each)).map(|(_, name)| Mark::Look(name));
        let wanted: Vec<Mark> = looks.chain(link.map(Mark::Link)).collect();
        let shared = open.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
        close(document, &mut open, shared, &mut out);
        for mark in &wanted[shared..] {
            out.push_str(&match mark {
                Mark::Look(name) => format!("<{name}>"),
                Mark::Link(_) => "[".to_owned(),
            });
        }
        open = wanted;
        letters(text, range, &mut out);
    }
    close(document, &mut open, 0, &mut out);
    out.replace('\n', "/").replace('\u{A0}', "⍽")
}

fn letters(text: &Text, range: std::ops::Range<usize>, out: &mut String) {
    let mut from = range.start;
    for (base, reading) in &text.ruby {
        let (start, end) = (base.start as usize, base.end as usize);
        if start >= from && end <= range.end {
            out.push_str(&format!("{}{{{}|{reading}}}", &text.string[from..start], &text.string[start..end]));
            from = end;
        }
    }
    out.push_str(&text.string[from..range.end]);
}

fn close(document: &Document, open: &mut Vec<Mark>, kept: usize, out: &mut String) {
    while open.len() > kept {
        match open.pop() {
            Some(Mark::Look(name)) => out.push_str(&format!("</{name}>")),
            Some(Mark::Link(id)) => {
                out.push_str(&format!("]({})", document.link(id).map_or("", |link| link.url.as_str())));
            }
            None => (),
        }
    }
}
