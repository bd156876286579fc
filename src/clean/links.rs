//! The links of a finished document: numbered in the order in which they are met, each called by the words that
//! first stand for it. What no text leads to any more is left out.

use super::text::str_line;
use crate::news::{Block, Document, Link, LinkId, Text};

/// Numbers the links of a document anew.
pub(super) fn number_links(document: &mut Document) {
    let told = std::mem::take(&mut document.links);
    let mut numbers: Vec<Option<LinkId>> = vec![None; told.len()];
    let mut links = Vec::with_capacity(told.len());
    in_texts(&mut document.blocks, &mut |text| {
        for place in 0..text.runs.len() {
            let Some(id) = text.runs[place].link else { continue };
            let Some(number) = numbers.get_mut(id.0 as usize) else { continue };
            let before = place.checked_sub(1).map(|before| text.runs[before]);
            if number.is_none() {
                let start = before.map_or(0, |run| run.end as usize);
                let runs = text.runs[place..].iter().take_while(|run| run.link == Some(id));
                let end = runs.last().map_or(start, |run| run.end as usize);
                let title = str_line(text.string.get(start..end).unwrap_or_default());
                *number = Some(LinkId(links.len() as u32));
                links.push(Link { url: told[id.0 as usize].url.clone(), title });
            }
        }
        for run in &mut text.runs {
            run.link = run.link.and_then(|id| numbers.get(id.0 as usize).copied().flatten());
        }
    });
    document.links = links;
}

/// Visits every text in reading order.
pub(super) fn in_texts(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Text)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading(_, text) => visit(text),
            Block::List { items, .. } => items.iter_mut().for_each(|item| in_texts(&mut item.blocks, visit)),
            Block::Definitions(definitions) => definitions.iter_mut().for_each(|definition| {
                definition.terms.iter_mut().for_each(&mut *visit);
                in_texts(&mut definition.blocks, visit);
            }),
            Block::Quote { blocks, citation } => {
                in_texts(blocks, visit);
                citation.iter_mut().for_each(&mut *visit);
            }
            Block::Table(table) => {
                table.caption.iter_mut().for_each(&mut *visit);
                table.rows.iter_mut().flatten().for_each(|cell| visit(&mut cell.text));
            }
            Block::Figure { caption, .. } => caption.iter_mut().for_each(&mut *visit),
            Block::Details { summary, blocks } => {
                visit(summary);
                in_texts(blocks, visit);
            }
            Block::Footnotes(notes) => notes.iter_mut().for_each(|note| in_texts(&mut note.blocks, visit)),
            Block::Code { .. } | Block::Math(_) | Block::Rule => (),
        }
    }
}
