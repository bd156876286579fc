//! An article's text as it is read aloud: without pictures, and from where the text begins.

use crate::news::{Block, Document};

/// What is read of an article. Descriptions of pictures are for those who do not see them, and no part of it.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut document = document.clone();
    // A picture above the text belongs to the page's head, and so does what stands under it.
    let first = document
        .blocks
        .iter()
        .position(|block| !matches!(block, Block::Figure { .. } | Block::Rule))
        .unwrap_or(0);
    document.blocks.drain(..first);
    document.blocks.iter_mut().for_each(without_descriptions);
    document.plain_text()
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
