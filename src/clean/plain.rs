//! Plain paragraphs to a document: text without markup, in which bare web addresses become links.

use super::builder::Builder;
use crate::news::{Document, Foreign};

/// A document of paragraphs; `\n` inside one is a line break, an empty line parts two.
#[must_use]
pub fn paragraphs(paragraphs: &[Foreign]) -> Document {
    let mut builder = Builder::new(None);
    for paragraph in paragraphs {
        for line in super::text::paragraph(paragraph).split('\n') {
            if line.is_empty() {
                builder.end_paragraph();
            } else {
                builder.prose(line);
                builder.line_break();
            }
        }
        builder.end_paragraph();
    }
    builder.finish()
}
