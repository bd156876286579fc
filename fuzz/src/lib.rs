//! What must hold for any bytes, one function a door. The checks are those of the tests, so that both ask for the same.

#[path = "../../tests/page/ledger.rs"]
mod ledger;
#[path = "../../tests/clean/promises.rs"]
mod promises;

use std::io::Write;

use courant::clean::extract::{Extraction, Extractor, OwnAlone, Page, Smoothie};
use courant::clean::metadata::Metadata;
use courant::clean::text::is_clean;
use courant::clean::{self, Cleaned};
use courant::news::{Document, Foreign};
use courant::parse::{self, Body, Kind, SavedPage};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;

const ADDRESS: &str = "https://e.example/a/b";

/// A page or fragment: what comes out is sound, and the same when it goes in again.
pub fn html(bytes: &[u8]) {
    let page = String::from_utf8_lossy(bytes);
    assert_page(&clean::html(&Foreign::new(format!("<title>-</title>{page}")), Some(ADDRESS)));
    assert_told(&clean::html(&Foreign::new(page), None));
}

/// The article in a page and what the page says of itself, by both readings.
pub fn extract(bytes: &[u8]) {
    let page = parse::read(bytes, Some("page.html"));
    assert_sentences(&page.complaints);
    let Body::Html(source) = &page.body else { return };
    let now = Timestamp::from_second(1_800_000_000).expect("the year 2027 is in range");
    for extractor in [&OwnAlone as &dyn Extractor, &Smoothie] {
        let asked = Page { source, address: Some(ADDRESS), now };
        let found = clean::extract::extract(&asked, extractor);
        assert_eq!(Extraction::from_json(&found.to_json()).as_ref(), Some(&found));
        assert_sentences(&found.warnings);
        found.standfirst.iter().for_each(|line| assert_line(line));
        assert_metadata(&found.metadata);
        let cleaned = clean::html(&found.content, found.base.as_deref());
        assert_told(&cleaned);
        assert!(is_clean(&clean::extract::text(&cleaned.document)));
    }
}

/// The forms that pages are saved in: an archive, a compressed file; and that packing changes nothing.
pub fn packages(bytes: &[u8]) {
    for name in [None, Some("page.mhtml"), Some("page.html.gz"), Some("letter.eml")] {
        assert_opens(&parse::read(bytes, name));
    }
    let plain = parse::read(bytes, Some("page.html"));
    if !bytes.is_empty() && !bytes.starts_with(b"\x1f\x8b") {
        let packed = parse::read(&compressed(bytes), Some("page.html.gz"));
        assert_eq!(packed, plain, "compressing changes nothing");
    }
    // What begins with a tag is a page by itself, and no archive of one.
    if plain.kind == Kind::Html && bytes.trim_ascii_start().starts_with(b"<") {
        let archived = parse::read(&archived(bytes), Some("page.mhtml"));
        assert_eq!((archived.kind, &archived.body), (Kind::Html, &plain.body), "an archive changes nothing");
    }
}

/// Texts and Markdown, with and without front matter.
pub fn text(bytes: &[u8]) {
    for name in ["page.txt", "page.md"] {
        let page = parse::read(bytes, Some(name));
        assert_opens(&page);
        if page.kind == Kind::Text && page.complaints.is_empty() {
            ledger::assert_ledger(&parse::decode(bytes, None).text, &page);
        }
    }
    assert_told(&clean::markdown(&Foreign::new(String::from_utf8_lossy(bytes)), Some(ADDRESS)));
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

/// A page as browsers archive it, every byte of it escaped.
fn archived(bytes: &[u8]) -> Vec<u8> {
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"=_mark\"\r\n\r\n--=_mark\r\n\
        Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let escaped: String = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
    format!("{head}{escaped}\r\n--=_mark--\r\n").into_bytes()
}

/// Whatever was taken out of a file can be shown.
fn assert_opens(page: &SavedPage) {
    assert_sentences(&page.complaints);
    let named = [&page.title, &page.author, &page.language, &page.address];
    let filed = page.breadcrumb.iter().chain(&page.categories);
    for text in named.into_iter().flatten().chain(filed).chain(page.set_aside.iter().map(|aside| &aside.text))
    {
        let line = clean::text::line(text);
        assert!(is_clean(&line) && !line.contains('\n'), "{line:?}");
    }
    match &page.body {
        Body::Html(source) => assert_told(&clean::html(source, Some(ADDRESS))),
        Body::Markdown(source) => assert_told(&clean::markdown(source, Some(ADDRESS))),
        Body::Paragraphs(paragraphs) => promises::assert_sound(&clean::plain::paragraphs(paragraphs)),
    }
}

/// What a page gave is sound, and what is written of it reads back to the same.
fn assert_page(cleaned: &Cleaned) {
    assert_told(cleaned);
    // At the limit of nesting a box that is not written is one less to unwrap the next time.
    if cleaned.complaints.is_empty() {
        assert_reads_back(&cleaned.document);
    }
}

fn assert_reads_back(document: &Document) {
    let again = promises::back(document);
    assert_eq!(&again, document, "{}", courant::write::html(document));
}

fn assert_told(cleaned: &Cleaned) {
    promises::assert_sound(&cleaned.document);
    assert_sentences(&cleaned.complaints);
    cleaned.title.iter().chain(&cleaned.language).for_each(|line| assert_line(line));
}

fn assert_metadata(metadata: &Metadata) {
    let Metadata { title, site_name, section, excerpt, language, image, address, .. } = metadata;
    let told = [title, site_name, section, excerpt, language, image, address];
    let lists = metadata.authors.iter().chain(&metadata.breadcrumb).chain(&metadata.keywords);
    told.into_iter().flatten().chain(lists).for_each(|line| assert_line(line));
    for address in [image, address].into_iter().flatten() {
        assert!(address.starts_with("http://") || address.starts_with("https://"), "{address:?}");
    }
}

fn assert_line(line: &str) {
    assert!(is_clean(line) && !line.contains('\n') && !line.is_empty(), "{line:?}");
}

fn assert_sentences(sentences: &[String]) {
    for sentence in sentences {
        assert!(is_clean(sentence) && !sentence.is_empty(), "{sentence:?}");
    }
}
