//! Saved forms: the same page as MHTML, from SingleFile, compressed, and kept in the library.

use std::io::Write;

use courant::clean;
use courant::facts::Written;
use courant::parse::{self, Body, Kind, SavedPage};
use flate2::Compression;
use flate2::write::GzEncoder;

fn lines(page: &SavedPage) -> String {
    match &page.body {
        Body::Html(source) => clean::html(source, None).document.plain_text(),
        Body::Markdown(_) | Body::Paragraphs(_) => panic!("this is a page"),
    }
}

fn address(page: &SavedPage) -> Option<String> {
    page.address.as_ref().and_then(|address| clean::url::web(address, None))
}

fn moment(page: &SavedPage) -> Option<String> {
    match page.saved? {
        Written::At { at, .. } => Some(at.to_string()),
        Written::Ago { .. } => None,
    }
}

/// As Chrome saves: quoted-printable, the page first, its address in a header of its own.
const MHTML: &str = "From: <Saved by Blink>\r\n\
Snapshot-Content-Location: https://marl.example/ferry\r\n\
Subject: Ferry\r\n\
Date: Wed, 3 Dec 2025 16:15:30 -0000\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/related;\r\n\
\ttype=\"text/html\";\r\n\
\tboundary=\"----MultipartBoundary--abc----\"\r\n\
\r\n\
\r\n\
------MultipartBoundary--abc----\r\n\
Content-Type: text/html\r\n\
Content-ID: <frame-1@mhtml.blink>\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\
Content-Location: https://marl.example/ferry\r\n\
\r\n\
<!DOCTYPE html><html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/html; charset=\r\n\
=3DUTF-8\"></head><body><p>Die F=C3=A4hre f=C3=A4hrt w=\r\n\
ieder.</p></body></html>\r\n\
------MultipartBoundary--abc----\r\n\
Content-Type: image/png\r\n\
Content-Transfer-Encoding: base64\r\n\
Content-Location: https://marl.example/a.png\r\n\
\r\n\
iVBORw0KGgo=\r\n\
------MultipartBoundary--abc------\r\n";

#[test]
fn an_archive_of_a_page_is_the_page() {
    for name in [None, Some("ferry.mhtml"), Some("ferry.mht")] {
        let page = parse::read(MHTML.as_bytes(), name);
        assert_eq!(page.kind, Kind::Html);
        assert_eq!(lines(&page), "Die Fähre fährt wieder.");
        assert_eq!(address(&page).as_deref(), Some("https://marl.example/ferry"));
        assert_eq!(moment(&page).as_deref(), Some("2025-12-03T16:15:30Z"));
    }
}

#[test]
fn parts_in_base_64_and_in_other_charsets_are_read() {
    // "<p>Stra\xdfe nach Süden</p>" in windows-1252, in base64, in a part of a part.
    let archive = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=A\n\n--A\n\
        Content-Type: multipart/alternative; boundary=\"B\"\n\n--B\n\
        Content-Type: text/html; charset=\"windows-1252\"\nContent-Transfer-Encoding: BASE64\n\n\
        PHA+U3RyYd9lIG5hY2ggU/xk\nZW48L3A+\n--B--\n--A--\n";
    assert_eq!(lines(&parse::read(archive.as_bytes(), Some("x.mht"))), "Straße nach Süden");
}

#[test]
fn a_letter_is_no_archive() {
    let letter = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=A\n\n--A\nContent-Type: text/html\n\n<p>x</p>\n--A--\n";
    assert_eq!(parse::read(letter.as_bytes(), Some("letter.eml")).kind, Kind::Text);
    let text = "Dear Anna:\n\nMIME-Version: 1.0 is what the machine said.\n";
    assert_eq!(parse::read(text.as_bytes(), None).kind, Kind::Text);
}

#[test]
fn an_archive_that_is_cut_off_gives_what_is_there() {
    for end in (0..MHTML.len()).step_by(7) {
        let page = parse::read(&MHTML.as_bytes()[..end], Some("ferry.mhtml"));
        assert!(matches!(page.kind, Kind::Html | Kind::Text | Kind::Markdown));
    }
    let open = MHTML.split("------MultipartBoundary--abc----\r\nContent-Type: image").next().unwrap();
    assert_eq!(lines(&parse::read(open.as_bytes(), None)), "Die Fähre fährt wieder.");
}

#[test]
fn a_page_of_single_file_says_where_and_when_it_was_saved() {
    let page = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://marl.example/ferry?x=1 \n \
        saved date: Wed Dec 03 2025 16:15:30 GMT+0100 (Central European Standard Time)\n--><body><p>The ferry.</p></body></html>";
    let page = parse::read(page.as_bytes(), Some("ferry.html"));
    assert_eq!(address(&page).as_deref(), Some("https://marl.example/ferry?x=1"));
    assert_eq!(moment(&page).as_deref(), Some("2025-12-03T15:15:30Z"));
    let page = parse::read(
        b"<!-- saved from url=(0027)https://marl.example/ferry2 -->\n<html><body>x</body></html>",
        None,
    );
    assert_eq!(address(&page).as_deref(), Some("https://marl.example/ferry2"));
}

#[test]
fn files_inside_addresses_cost_nothing() {
    let picture = "A".repeat(2_000_000);
    let page = format!(
        "<html><body><p>Before it.</p><img alt='A heron' src=\"data:image/png;base64,{picture}\"><style>b{{background:url(data:x,{picture})}}</style><p>After it, data: 1,2.</p></body></html>"
    );
    let page = parse::read(page.as_bytes(), None);
    let Body::Html(source) = &page.body else { panic!("this is a page") };
    assert!(source.len() < 1_000, "{} bytes are left", source.len());
    assert!(lines(&page).contains("After it, data: 1,2."));
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_files_are_what_is_inside() {
    let page = b"<html><body><p>The ferry runs again.</p></body></html>";
    assert_eq!(lines(&parse::read(&packed(page), Some("ferry.html.gz"))), "The ferry runs again.");
    assert_eq!(
        lines(&parse::read(&packed(MHTML.as_bytes()), Some("ferry.mhtml.gz"))),
        "Die Fähre fährt wieder."
    );
    assert_eq!(parse::read(&packed(b"# A title\n\nAnd a text."), Some("a.md.gz")).kind, Kind::Markdown);
    assert_eq!(
        parse::read(&packed(b"\x89PNG\r\n\x1a\n"), Some("a.png.gz")).kind,
        Kind::Binary("a PNG picture")
    );
}

#[test]
fn a_damaged_or_exploding_archive_is_told_of() {
    let whole = packed("a line of text that is long enough\n".repeat(5_000).as_bytes());
    let page = parse::read(&whole[..whole.len() / 2], Some("a.txt.gz"));
    assert!(page.complaints.iter().any(|complaint| complaint.contains("damaged")), "{:?}", page.complaints);
    let bomb = packed(&vec![b'a'; 200_000_000]);
    let page = parse::read(&bomb, Some("bomb.txt.gz"));
    assert!(page.complaints.iter().any(|complaint| complaint.contains("10 MB")), "{:?}", page.complaints);
}
