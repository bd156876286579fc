//! Tests: whole articles as they look, at widths from narrow to wide.
//!
//! Each page in `data/typeset/articles` is set at every width, and its lines stand in a file of `data/typeset/frames`
//! between two rules as wide as the measure. A comment at its start tells what else the reader has chosen.
//! `COURANT_BLESS=1 cargo test --test all typeset::frames` writes them anew, to be read before they are kept.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use courant::clean;
use courant::news::{Document, Foreign};
use courant::typeset::{Bidi, Glyphs, Hyphens, Options, Paragraphs, typeset};

use super::drawn;

const WIDTHS: [u16; 5] = [24, 40, 66, 80, 120];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/typeset").join(name)
}

/// The options that a page's first line asks for.
fn options(page: &str, columns: u16) -> Options {
    let told = page.lines().next().unwrap_or_default();
    let has = |word: &str| told.split_whitespace().any(|other| other == word);
    Options {
        measure: columns.min(72),
        pane: columns,
        link_marks: true,
        glyphs: if has("ascii") { Glyphs::Ascii } else { Glyphs::Unicode },
        justify: has("justify"),
        hyphens: if has("unhyphenated") { Hyphens::Never } else { Hyphens::Auto },
        bidi: if has("app") { Bidi::App } else { Bidi::Terminal },
        paragraphs: if has("book") { Paragraphs::Indented } else { Paragraphs::Spaced },
        line_spacing: if has("double") { 2 } else { 1 },
        ..Options::default()
    }
}

fn frame(document: &Document, options: &Options) -> String {
    let rule = "═".repeat(usize::from(options.measure));
    let mut frame = format!("{rule} {}\n", options.pane);
    for line in typeset(document, options).lines {
        let left = if line.right_to_left { options.measure.saturating_sub(line.width) } else { 0 };
        let text = format!("{}{}", " ".repeat(usize::from(left)), drawn(&line));
        writeln!(frame, "{}", text.trim_end()).unwrap();
    }
    frame
}

/// The articles by the names of their files.
pub(crate) fn articles() -> Vec<(String, Document)> {
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder("articles")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let read = |path: PathBuf| {
        let page = std::fs::read_to_string(&path).unwrap();
        let document = clean::html(&Foreign::new(page.as_str()), Some("https://news.example/")).document;
        (path.file_stem().unwrap().to_string_lossy().into_owned(), document)
    };
    pages.into_iter().map(read).collect()
}

#[test]
fn articles_look_as_they_did_when_they_were_looked_at() {
    let bless = std::env::var_os("COURANT_BLESS").is_some();
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder("articles")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert!(pages.len() >= 20, "{} pages", pages.len());
    let mut changed = Vec::new();
    for path in pages {
        let page = std::fs::read_to_string(&path).unwrap();
        let document = clean::html(&Foreign::new(page.as_str()), Some("https://news.example/")).document;
        let found: String =
            WIDTHS.iter().map(|columns| frame(&document, &options(&page, *columns))).collect();
        let kept = folder("frames").join(path.file_name().unwrap()).with_extension("txt");
        if bless {
            std::fs::write(&kept, &found).unwrap();
        } else if std::fs::read_to_string(&kept).unwrap_or_default() != found {
            changed.push((kept, found));
        }
    }
    let names: Vec<_> = changed.iter().map(|(path, _)| path.file_name().unwrap()).collect();
    assert!(
        changed.is_empty(),
        "{names:?} changed; COURANT_BLESS=1 writes them anew\n{}",
        changed.first().map_or("", |(_, found)| found)
    );
}
