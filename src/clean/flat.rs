//! Blocks laid flat into one line of styled text, for the places that hold no blocks: headings, captions, cells.

use super::text::str_paragraph;
use crate::news::{Block, Direction, Span, Style, Text, numbers};

/// The text of some blocks, one line each, and the pictures that were among them.
pub(super) fn line_of(blocks: Vec<Block>) -> (Text, Vec<Block>) {
    let (pictures, mut rest): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|block| matches!(block, Block::Figure { caption: None, .. }));
    if let [Block::Paragraph(text)] = rest.as_mut_slice() {
        return (std::mem::take(text), pictures);
    }
    let mut line = Text::default();
    rest.iter().for_each(|block| append(&mut line, block));
    (line, pictures)
}

fn append(line: &mut Text, block: &Block) {
    match block {
        Block::Paragraph(text) | Block::Heading(_, text) => append_text(line, text),
        Block::List { start, reversed, numerals, items } => {
            for (item, number) in items.iter().zip(numbers(start.unwrap_or_default(), *reversed, items)) {
                let marker = start.map_or("• ".to_owned(), |_| format!("{}. ", numerals.written(number)));
                append_after(line, &marker, &item.blocks);
            }
        }
        Block::Definitions(definitions) => {
            for definition in definitions {
                definition.terms.iter().for_each(|term| append_text(line, term));
                append_all(line, &definition.blocks);
            }
        }
        Block::Quote { blocks, citation } => {
            append_all(line, blocks);
            citation.iter().for_each(|text| append_text(line, text));
        }
        // A line of styled text has single blanks only.
        Block::Code { text, .. } => {
            append_styled(line, &str_paragraph(text).replace("\n\n", "\n"), Style::CODE);
        }
        Block::Math(text) => append_styled(line, text, Style::MATH),
        Block::Table(table) => {
            table.caption.iter().for_each(|text| append_text(line, text));
            table.rows.iter().flatten().for_each(|cell| append_text(line, &cell.text));
        }
        Block::Figure { images, caption } => {
            images.iter().for_each(|image| append_styled(line, &image.alt, Style::PLAIN));
            caption.iter().for_each(|text| append_text(line, text));
        }
        Block::Details { summary, blocks } => {
            append_text(line, summary);
            append_all(line, blocks);
        }
        Block::Footnotes(notes) => notes.iter().for_each(|note| append_all(line, &note.blocks)),
        Block::Rule => (),
    }
}

fn append_all(line: &mut Text, blocks: &[Block]) {
    blocks.iter().for_each(|block| append(line, block));
}

fn append_after(line: &mut Text, marker: &str, blocks: &[Block]) {
    let mut entry = Text::default();
    append_all(&mut entry, blocks);
    if !entry.is_blank() {
        let mut marked =
            Text { direction: entry.direction, language: entry.language.clone(), ..Text::default() };
        marked.push(marker, Style::PLAIN, None);
        join(&mut marked, &entry);
        append_text(line, &marked);
    }
}

fn append_styled(line: &mut Text, string: &str, style: Style) {
    let mut text = Text::default();
    text.push(string, style, None);
    append_text(line, &text);
}

fn append_text(line: &mut Text, text: &Text) {
    if text.is_blank() {
        return;
    }
    if line.string.is_empty() {
        line.direction = text.direction;
        line.language.clone_from(&text.language);
    } else {
        line.push("\n", Style::PLAIN, None);
    }
    join(line, text);
}

fn join(line: &mut Text, text: &Text) {
    let from = line.string.len() as u32;
    for (range, style, link) in text.stretches() {
        line.push(&text.string[range], style, link);
    }
    line.ruby.extend(
        text.ruby.iter().map(|(range, reading)| (from + range.start..from + range.end, reading.clone())),
    );
    for span in &text.spans {
        let range = from + span.range.start..from + span.range.end;
        // What the whole line is need not be said of a part of it.
        let language = span.language.clone().filter(|tag| Some(tag) != line.language.as_ref());
        let is_news =
            |told: &Direction| *told == Direction::Auto || *told != line.direction || span.is_override;
        let direction = span.direction.filter(is_news);
        if direction.is_some() || language.is_some() {
            line.spans.push(Span { range, direction, language, is_override: span.is_override });
        }
    }
}
