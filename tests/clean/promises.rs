//! What holds for every document, whatever bytes it came from, in checks that fail by panicking. The properties of the
//! tests and the fuzzer's targets share them.

use courant::clean::html;
use courant::clean::text::is_clean;
use courant::news::{Block, Document, Foreign, Image, Link, Text};
use courant::write;

/// Blocks never lie deeper in each other than this.
const DEEPEST: usize = 200;

/// Where a link may lead, and a picture be.
const SCHEMES: [&str; 5] = ["http://", "https://", "mailto:", "magnet:", "gemini://"];

/// The elements that may be written, and nothing else.
const ELEMENTS: [&str; 43] = [
    "a",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "details",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "rt",
    "ruby",
    "s",
    "section",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// The attributes that may be written.
const ATTRIBUTES: [&str; 15] = [
    "align", "alt", "class", "colspan", "dir", "height", "href", "lang", "role", "rowspan", "src", "start",
    "type", "value", "width",
];

/// A document is clean, holds together, and leads nowhere it may not; so does all that is written of it.
pub fn assert_sound(document: &Document) {
    assert_blocks(&document.blocks, document, 0);
    assert!(document.links.iter().all(is_harmless), "{:?}", document.links);
    assert!(is_clean(&format!("{document:?}")), "{document:?}");
    assert!(is_clean(&write::text(document, Some(40))) && is_clean(&write::markdown(document)));
    assert_allowed(&write::html(document));
}

fn is_harmless(link: &Link) -> bool {
    let is_printable = link.url.bytes().all(|byte| byte.is_ascii_graphic());
    is_printable && SCHEMES.iter().any(|scheme| link.url.starts_with(scheme))
}

fn assert_blocks(blocks: &[Block], document: &Document, depth: usize) {
    assert!(depth <= DEEPEST, "blocks lie too deep");
    let text = |text: &Text| assert_text(text, document);
    let inside = |blocks: &[Block]| assert_blocks(blocks, document, depth + 1);
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Heading(_, line) => {
                assert!(!line.is_blank(), "{block:?}");
                text(line);
            }
            Block::List { items, .. } => {
                assert!(!items.is_empty());
                items.iter().for_each(|item| inside(&item.blocks));
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(text);
                    inside(&definition.blocks);
                }
            }
            Block::Quote { blocks, citation, .. } => {
                inside(blocks);
                citation.iter().for_each(text);
            }
            Block::Table(table) => {
                table.caption.iter().for_each(text);
                table.rows.iter().flatten().for_each(|cell| {
                    assert!(cell.columns > 0 && cell.rows > 0);
                    text(&cell.text);
                });
            }
            Block::Figure { images, caption } => {
                let is_web = |url: &str| url.starts_with("http://") || url.starts_with("https://");
                // What lay in the page itself has no address, but words.
                let says =
                    |image: &Image| is_web(&image.url) || image.url.is_empty() && !image.alt.is_empty();
                assert!(!images.is_empty() && images.iter().all(says), "{images:?}");
                caption.iter().for_each(text);
            }
            Block::Details { summary, blocks } => {
                text(summary);
                inside(blocks);
            }
            Block::Footnotes(notes) => notes.iter().for_each(|note| inside(&note.blocks)),
            Block::Code { .. } | Block::Math(_) | Block::Rule => (),
        }
    }
}

/// Runs and readings stand in order on borders of characters, and every link is one of the document's.
fn assert_text(text: &Text, document: &Document) {
    let mut before = 0;
    for run in &text.runs {
        assert!(run.end > before && text.string.is_char_boundary(run.end as usize), "{text:?}");
        assert!(run.link.is_none_or(|link| document.link(link).is_some()), "{text:?}");
        before = run.end;
    }
    assert!(text.runs.is_empty() || before as usize == text.string.len(), "{text:?}");
    let spans = text.spans.iter().map(|span| &span.range);
    for range in text.ruby.iter().map(|(base, _)| base).chain(spans) {
        assert!(
            range.start < range.end && text.string.get(range.start as usize..range.end as usize).is_some()
        );
    }
    for (place, outer) in text.spans.iter().map(|span| &span.range).enumerate() {
        for inner in text.spans[place + 1..].iter().map(|span| &span.range).take(20) {
            assert!(
                outer.start <= inner.start && (inner.start >= outer.end || inner.end <= outer.end),
                "{text:?}"
            );
        }
    }
}

/// The blocks and links that the HTML of a document reads back to.
pub fn back(document: &Document) -> Document {
    let written = write::html(document);
    // A heading that opens the page would become its title.
    let again = html(&Foreign::new(format!("<title>-</title>{written}")), None).document;
    Document { language: document.language.clone(), direction: document.direction, ..again }
}

/// What is written is markup from the list of what may, and leads nowhere it may not.
pub fn assert_allowed(written: &str) {
    assert!(is_clean(written));
    for tag in written.split('<').skip(1) {
        let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "{tag:?} in {written:?}");
        // Values hold no quotation marks, so that every second part is one.
        let parts: Vec<&str> = tag.split('"').collect();
        for pair in parts.chunks_exact(2) {
            let name = pair[0].trim_end_matches('=').split(' ').next_back().unwrap_or_default();
            assert!(ATTRIBUTES.contains(&name), "{name:?} in {tag:?}");
            let leads_somewhere = matches!(name, "href" | "src");
            let is_harmless = SCHEMES.iter().any(|scheme| pair[1].starts_with(scheme));
            assert!(!leads_somewhere || is_harmless, "{tag:?}");
        }
    }
}
