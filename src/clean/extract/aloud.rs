//! An article's text as it is read aloud: without pictures, and from where the text begins.

use crate::clean::html::is_stand_in;
use crate::news::{Block, Document, Link, Text};

/// What is read of an article. Descriptions of pictures, and what says that a player or a frame stood somewhere, are
/// for those who do not see them, and no part of it; unless there is nothing else.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut read = document.clone();
    drop_stand_ins(&mut read.blocks, &document.links);
    // A picture above the text belongs to the page's head, and so does what stands under it.
    let first = read
        .blocks
        .iter()
        .position(|block| !matches!(block, Block::Figure { .. } | Block::Rule))
        .unwrap_or(0);
    read.blocks.drain(..first);
    read.blocks.iter_mut().for_each(without_descriptions);
    let text = read.plain_text();
    if text.is_empty() { document.plain_text() } else { text }
}

/// Takes out the paragraphs that are nothing but the link put in the place of a player or a frame.
fn drop_stand_ins(blocks: &mut Vec<Block>, links: &[Link]) {
    blocks.retain(|block| !matches!(block, Block::Paragraph(text) if is_stand_in_alone(text, links)));
    for block in blocks {
        if let Block::Quote { blocks, .. } | Block::Details { blocks, .. } = block {
            drop_stand_ins(blocks, links);
        }
    }
}

fn is_stand_in_alone(text: &Text, links: &[Link]) -> bool {
    let mut runs = text.runs.iter();
    let (Some(run), None) = (runs.next(), runs.next()) else { return false };
    let link = run.link.filter(|_| run.end as usize == text.string.len());
    link.and_then(|id| links.get(id.0 as usize)).is_some_and(|link| is_stand_in(&text.string, &link.url))
}

fn without_descriptions(block: &mut Block) {
    match block {
        Block::Figure { images, .. } => images.clear(),
        Block::Quote { blocks, .. } | Block::Details { blocks, .. } => {
            blocks.iter_mut().for_each(without_descriptions);
        }
        Block::List { items, .. } => {
            items.iter_mut().flat_map(|item| &mut item.blocks).for_each(without_descriptions);
        }
        Block::Definitions(definitions) => {
            definitions
                .iter_mut()
                .flat_map(|definition| &mut definition.blocks)
                .for_each(without_descriptions);
        }
        Block::Footnotes(notes) => {
            notes.iter_mut().flat_map(|note| &mut note.blocks).for_each(without_descriptions);
        }
        Block::Paragraph(_)
        | Block::Heading(..)
        | Block::Code { .. }
        | Block::Table(_)
        | Block::Math(_)
        | Block::Rule => (),
    }
}
