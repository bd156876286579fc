//! Bytes in, values out: charset, kind of file, and the parts of a saved page.
//!
//! Nothing is refused that can be shown, and no line is lost: each ends in the text, in a named field, or among
//! the lines set aside. All text that leaves is [`Foreign`]. It knows no file, no network and no cleaning.

mod breadcrumb;
mod code_page;
mod decode;
mod embedded;
mod fact;
mod feed;
mod front_matter;
mod furniture;
mod head;
mod item;
mod line;
mod markdown;
mod mhtml;
mod packed;
mod page;
mod paragraph;
mod sniff;
mod text;
mod title;
mod transfer;

pub use decode::{Decoded, TEXT_LIMIT, decode};
pub use feed::{ARTICLES, feed, newsboat, outline};
pub use page::{Body, Fate, FurtherPage, SavedPage, SetAside};
pub use sniff::{Kind, sniff};

use std::borrow::Cow;

use crate::facts;
use crate::news::Foreign;

/// Reads a saved page, a text, a Markdown file or an HTML page; `name_hint` is the file's name, where it has one.
///
/// Compressed files are unpacked, of archives of a page the page is read. Feeds are recognised and shown as text with a
/// complaint; what is no text gives an empty body and one sentence.
#[must_use]
pub fn read(bytes: &[u8], name_hint: Option<&str>) -> SavedPage {
    read_served(bytes, name_hint, None)
}

/// [`read`], where a server said which charset the bytes are in.
#[must_use]
pub fn read_served(bytes: &[u8], name_hint: Option<&str>, charset: Option<&str>) -> SavedPage {
    let Some(unpacked) = packed::unpack(bytes) else { return read_plain(bytes, name_hint, charset) };
    let mut page = read_plain(&unpacked.bytes, packed::name_inside(name_hint).or(name_hint), charset);
    page.complaints.extend(unpacked.complaint);
    page
}

/// The bytes of a file as they were before it was compressed, if it was.
#[must_use]
pub fn unpacked(bytes: &[u8]) -> Cow<'_, [u8]> {
    packed::unpack(bytes).map_or(Cow::Borrowed(bytes), |unpacked| Cow::Owned(unpacked.bytes))
}

fn read_plain(bytes: &[u8], name_hint: Option<&str>, charset: Option<&str>) -> SavedPage {
    if let Some(archived) = mhtml::page(bytes, name_hint) {
        return read_archived(archived);
    }
    if let Some(what) = sniff::binary(bytes) {
        return binary(what);
    }
    let Decoded { text, encoding_name, mut complaints } = decode(&embedded::readable(bytes), charset);
    let kind = sniff::sniff_text(&text, name_hint);
    let mut page = match kind {
        Kind::Html => html(&text),
        Kind::Markdown => markdown::read(&text),
        Kind::Text | Kind::Binary(_) => text::read(&text),
        Kind::Feed => {
            complaints.push("This is a feed; its source is shown, as feeds are read by subscribing.".into());
            verbatim(&text)
        }
    };
    page.encoding_name = encoding_name;
    page.complaints = complaints;
    page
}

/// The page of an archive; what the archive says of its saving counts more than what stands in the page.
fn read_archived(archived: mhtml::Archived) -> SavedPage {
    let Decoded { text, encoding_name, complaints } =
        decode(&embedded::readable(&archived.bytes), archived.charset.as_deref());
    let mut page = html(&text);
    page.encoding_name = encoding_name;
    page.complaints = complaints;
    page.address = archived.address.as_deref().map(Foreign::new).or(page.address);
    page.saved = archived.saved.as_deref().and_then(facts::date).or(page.saved);
    for further in archived.further {
        let (further, complaints) = read_further(further);
        page.further.push(further);
        page.complaints.extend(complaints);
    }
    page.beside = archived.beside.into_iter().map(|other| read_further(other).0).collect();
    page
}

/// A page that follows the first of its archive, and what went wrong with it.
fn read_further(archived: mhtml::Archived) -> (FurtherPage, Vec<String>) {
    let mhtml::Archived { bytes, charset, address, .. } = archived;
    let Decoded { text, complaints, .. } = decode(&embedded::readable(&bytes), charset.as_deref());
    let source = Foreign::new(embedded::without_files(&text));
    (FurtherPage { address: address.map(Foreign::new), source, bytes, charset }, complaints)
}

fn binary(what: &'static str) -> SavedPage {
    let mut page = SavedPage::empty(Kind::Binary(what), Body::Paragraphs(Vec::new()));
    page.complaints.push(format!("This is {what}, not a text; open a saved page, a text or Markdown."));
    page
}

fn html(text: &str) -> SavedPage {
    let mut page = SavedPage::empty(Kind::Html, Body::Html(Foreign::new(embedded::without_files(text))));
    let saving = embedded::saving(text);
    page.address = saving.address.map(Foreign::new);
    page.saved = saving.at;
    page.lines = text_fates(text);
    page
}

fn verbatim(text: &str) -> SavedPage {
    let mut page = SavedPage::empty(Kind::Feed, Body::Paragraphs(vec![Foreign::new(text)]));
    page.lines = text_fates(text);
    page
}

fn text_fates(text: &str) -> Vec<Fate> {
    line::lines(text).map(|line| if line::is_blank(line) { Fate::Blank } else { Fate::Text }).collect()
}
