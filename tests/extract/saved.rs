//! Saved forms: the same page as MHTML, from SingleFile, compressed, and kept in the library.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use courant::clean;
use courant::facts::Written;
use courant::news::Article;
use courant::parse::{self, Body, Kind, SavedPage};
use courant::workers::disk::{Media, Source};
use courant::workers::intake::{body, original};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::folder;

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

fn courant(home: &Path, arguments: &[&str], file: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
    command.env_clear().env("TZ", "UTC").env("COURANT_NOW", "@2026-11-20T09:00:00Z").stdin(Stdio::null());
    let output = command.arg("--data-dir").arg(home).args(arguments).arg(file).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn an_opened_page_is_an_article_with_its_facts_and_stays_one() {
    let home = tempfile::tempdir().unwrap();
    let page = folder().join("newspaper-lock.html");
    let opened = courant(home.path(), &["open", "--format", "json"], &page);
    assert_eq!(opened["title"], "Canal Lock Reopens After a Winter of Mud");
    assert_eq!(opened["author"], "Hester Quayle");
    assert_eq!(opened["section"], "Valley");
    assert_eq!(opened["published"], "2025-03-14T08:30:00Z");
    assert_eq!(opened["url"], "https://marl.example/valley/4711");
    let text = opened["text"].as_str().unwrap();
    assert!(text.starts_with("The upper lock at Dunmarrow") && text.ends_with("without a crane."), "{text}");
    let shown =
        courant(home.path(), &["show", "--format", "json"], Path::new(opened["id"].as_str().unwrap()));
    assert_eq!(shown["text"], opened["text"], "what is kept is read as what was opened");
}

#[test]
fn a_folder_of_every_saved_form_opens() {
    let home = tempfile::tempdir().unwrap();
    let page = std::fs::read(folder().join("blog-bees.html")).unwrap();
    let pages = home.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(pages.join("a.html"), &page).unwrap();
    std::fs::write(pages.join("b.html.gz"), packed(&page)).unwrap();
    std::fs::write(pages.join("c.mhtml"), MHTML).unwrap();
    std::fs::write(pages.join("d.md"), "---\ntitle: A note\n---\n\nIt says a little.\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
    command.env_clear().env("TZ", "UTC").env("COURANT_NOW", "@2026-11-20T09:00:00Z").stdin(Stdio::null());
    let output = command.args(["open", "--no-keep", "--format", "json"]).arg(&pages).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let objects: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let titles: Vec<&str> = objects.iter().map(|object| object["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["The Town That Counted Its Bees", "The Town That Counted Its Bees", "c", "A note"]);
    assert_eq!(objects[0]["text"], objects[1]["text"]);
    assert_eq!(objects[2]["text"], "Die Fähre fährt wieder.");
}

#[test]
fn days_ago_count_from_when_the_page_says_it_was_saved() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("ferry.html");
    let page = "<html><!--\n Page saved with SingleFile \n url: https://marl.example/ferry \n saved date: Wed Dec 03 2025 \
        16:15:30 GMT+0000\n--><body><h1>The ferry runs again</h1><div>2 days ago</div><p>A sentence of some length, with a \
        comma in it, that anybody would take for an article about a ferry.</p></body></html>";
    std::fs::write(&file, page).unwrap();
    let opened = courant(home.path(), &["open", "--no-keep", "--format", "json"], &file);
    assert_eq!(opened["published"], "2025-12-01T16:15:30Z");
    let extracted = courant(home.path(), &["extract"], &file);
    assert_eq!(extracted["title"], "The ferry runs again");
}

#[test]
fn the_whole_page_is_there_beside_the_article() {
    let bytes = std::fs::read(folder().join("newspaper-lock.html")).unwrap();
    let source = Source { bytes, media: Media::Html, name: Some("x.html".to_owned()), ..Source::default() };
    let whole = original(&source).plain_text();
    assert!(whole.contains("Heron found asleep in the town hall clock"));
    assert!(whole.contains("The upper lock at Dunmarrow"));
    let article = body(Article::default(), Some(&source)).document.plain_text();
    assert!(!article.contains("Heron found asleep"));
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
