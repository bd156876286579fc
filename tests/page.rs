//! Tests: saved pages, texts and notes, taken apart without losing a line.

#![allow(clippy::unwrap_used)]

mod ledger;

use std::fs;
use std::path::PathBuf;

use courant::clean::text::line;
use courant::facts::{Unit, Written};
use courant::news::{Foreign, Precision};
use courant::parse::{self, Body, Fate, Kind, SavedPage};
use proptest::prelude::*;
use serde_json::{Value, json};

use ledger::{assert_ledger, body};

/// The page as the goldens write it; what is empty is left out.
fn picture(page: &SavedPage) -> Value {
    let mut picture = serde_json::Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            picture.insert(name.to_owned(), value);
        }
    };
    put("title", json!(page.title.as_ref().map(line)));
    put("breadcrumb", json!(page.breadcrumb.iter().map(line).collect::<Vec<_>>()));
    put("author", json!(page.author.as_ref().map(line)));
    put("published", json!(page.published.map(told)));
    put("updated", json!(page.updated.map(told)));
    put("read_minutes", json!(page.read_minutes));
    put("views", json!(page.views));
    put("comments", json!(page.comments));
    put("categories", json!(page.categories.iter().map(line).collect::<Vec<_>>()));
    put("language", json!(page.language.as_ref().map(line)));
    put("paragraphs", json!(body(page)));
    let aside = page.set_aside.iter().map(|aside| format!("{}: {}", aside.line_number, line(&aside.text)));
    put("set_aside", json!(aside.collect::<Vec<_>>()));
    Value::Object(picture)
}

/// `2 day ago`, or `2025-12-03T00:00:00Z to the day`.
fn told(written: Written) -> String {
    match written {
        Written::At { at, precision } => format!("{at} to the {}", precision_name(precision)),
        Written::Ago { amount, unit } => format!("{amount} {} ago", unit_name(unit)),
    }
}

fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Second => "second",
        Precision::Minute => "minute",
        Precision::Hour => "hour",
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages")
}

/// The inputs of the golden folder with their expected pictures, by name.
fn goldens() -> Vec<(String, Vec<u8>, Value)> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension != "json"));
    names.sort();
    let golden = |path: &PathBuf| {
        let expected = fs::read(path.with_extension("json")).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap(), serde_json::from_slice(&expected).unwrap())
    };
    names.iter().map(golden).collect()
}

#[test]
fn every_golden_page_is_taken_apart_as_written_beside_it() {
    let goldens = goldens();
    assert!(goldens.len() >= 25, "the folder holds {} pages", goldens.len());
    let failed: Vec<String> = goldens
        .iter()
        .filter_map(|(name, bytes, expected)| {
            let found = picture(&parse::read(bytes, Some(name)));
            (found != *expected).then(|| format!("{name}\nexpected {expected:#}\nfound {found:#}"))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// The golden pages of plain text, as text.
fn golden_texts() -> impl Iterator<Item = (String, String, Value)> {
    let texts = goldens().into_iter().filter(|(name, ..)| name.ends_with(".txt"));
    texts.map(|(name, bytes, expected)| (name, String::from_utf8(bytes).unwrap(), expected))
}

fn wide(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

fn latin_1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}

/// The same text as other programs would have saved it.
fn encodings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mark = format!("\u{feff}{text}");
    let mut all = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", mark.clone().into_bytes()),
        ("UTF-16LE", wide(&mark, u16::to_le_bytes)),
        ("UTF-16BE", wide(&mark, u16::to_be_bytes)),
    ];
    // Too short a text cannot be told from chance by its zero bytes.
    if text.trim().len() > 10 {
        all.push(("UTF-16LE", wide(text, u16::to_le_bytes)));
        all.push(("UTF-16BE", wide(text, u16::to_be_bytes)));
    }
    all.extend(latin_1(text).filter(|_| !text.is_ascii()).map(|bytes| ("windows-1252", bytes)));
    all
}

#[test]
fn encodings_and_line_ends_change_nothing() {
    let mut narrow = 0;
    for (name, text, expected) in golden_texts() {
        for end in ["\n", "\r\n", "\r"] {
            for (encoding, bytes) in encodings(&text.replace('\n', end)) {
                let page = parse::read(&bytes, None);
                assert_eq!(page.encoding_name, encoding, "{name} with {end:?}");
                assert_eq!(picture(&page), expected, "{name} in {encoding} with {end:?}");
                assert_eq!(page.complaints, Vec::<String>::new());
                narrow += usize::from(encoding == "windows-1252");
            }
        }
    }
    assert!(narrow >= 6, "at least two goldens are Latin-1");
}

#[test]
fn charsets_are_told_by_mark_by_the_page_or_by_their_bytes() {
    let html = |label: &str| format!("<html><head><meta charset=\"{label}\"></head><p>").into_bytes();
    let cyrillic = b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0. \xdd\xf2\xee \xef\xe8\xf1\xfc\xec\xee.";
    let told = parse::decode(&[html("windows-1251"), cyrillic.to_vec()].concat(), None);
    assert!(told.text.ends_with("Привет, мир. Это письмо."));
    assert_eq!(told.encoding_name, "windows-1251");
    let guessed = parse::decode(cyrillic, None);
    assert_eq!(guessed.text, "Привет, мир. Это письмо.");
    let declared = parse::decode(b"\xa4\xb3\xa4\xf3", Some("euc-jp"));
    assert_eq!(declared.text, "こん");
    let shifted = parse::decode(b"\x1b$B$3$s\x1b(B", Some("iso-2022-jp"));
    assert_eq!(shifted.text, "こん");
}

#[test]
fn a_declaration_never_outranks_what_the_bytes_prove() {
    let lying = parse::decode("<meta charset=latin1>é".as_bytes(), Some("windows-1252"));
    assert_eq!((lying.encoding_name, lying.text.ends_with('é')), ("UTF-8", true));
    let marked = parse::decode(b"\xff\xfea\0b\0", Some("utf-8"));
    assert_eq!((marked.encoding_name, marked.text.as_str()), ("UTF-16LE", "ab"));
    let narrow = parse::decode(b"<meta charset=\"utf-16\">caf\xc3\xa9", None);
    assert_eq!((narrow.encoding_name, narrow.text.ends_with("café")), ("UTF-8", true));
}

#[test]
fn lone_punctuation_is_of_the_west() {
    let decoded = parse::decode(b"\x95 697 Views\n\x95 3 min read \x96 \x93so\x94", None);
    assert_eq!(decoded.text, "• 697 Views\n• 3 min read – “so”");
}

#[test]
fn utf_7_is_refused() {
    let decoded = parse::decode(b"<meta charset=utf-7>+ADw-script+AD4-", None);
    assert!(decoded.text.ends_with("+ADw-script+AD4-"));
    assert_eq!(decoded.complaints.len(), 1);
    assert!(decoded.complaints[0].contains("UTF-7"));
}

#[test]
fn few_broken_bytes_do_not_change_the_encoding() {
    let bytes = [&b"\xffGr\xc3\xbc\xc3\x9fe"[..], "äöüßé".as_bytes()].concat();
    let decoded = parse::decode(&bytes, None);
    assert_eq!((decoded.encoding_name, decoded.text.as_str()), ("UTF-8", "\u{fffd}Grüßeäöüßé"));
    assert_eq!(decoded.complaints.len(), 1);
}

#[test]
fn a_text_beyond_the_limit_is_cut_with_a_sentence() {
    let whole = "é".repeat(parse::TEXT_LIMIT / 2);
    let exact = parse::decode(whole.as_bytes(), None);
    assert_eq!((exact.text.len(), exact.complaints.len()), (parse::TEXT_LIMIT, 0));
    let longer = parse::decode(format!("x{whole}").as_bytes(), None);
    assert_eq!((longer.text.len(), longer.complaints.len()), (parse::TEXT_LIMIT - 1, 1));
    assert!(longer.complaints[0].contains("10 MB"));
}

#[test]
fn a_page_is_measured_without_the_pictures_that_are_saved_in_it() {
    let picture = format!("data:image/png;base64,{}", "iVBORw0KGgo".repeat(700_000));
    let page =
        format!("<!DOCTYPE html><p>Above.</p><img src=\"{picture}\"><img src='{picture}'><p>Below.</p>");
    assert!(page.len() > parse::TEXT_LIMIT);
    let read = parse::read(page.as_bytes(), Some("page.html"));
    assert_eq!((read.kind, read.complaints.as_slice()), (Kind::Html, [].as_slice()));
    let Body::Html(html) = &read.body else { panic!("{:?}", read.kind) };
    let text = courant::clean::html(html, None).document.plain_text();
    assert!(text.contains("Above.") && text.contains("Below."), "{text}");
    let mut poem = format!("A line about data:{}\n", "x".repeat(2_000));
    // With the run taken out it would be short enough.
    let rest = parse::TEXT_LIMIT + 1_000 - poem.len();
    poem.push_str(&"and another one, as long as it is wide\n".repeat(300_000)[..rest]);
    let decoded = parse::read(poem.as_bytes(), Some("poem.txt"));
    assert_eq!(decoded.kind, Kind::Text);
    assert!(decoded.complaints[0].contains("10 MB"), "{:?}", decoded.complaints);
}

#[test]
fn kinds_are_told_by_contents_first_and_names_second() {
    let table: &[(&[u8], Option<&str>, Kind)] = &[
        (b"<!DOCTYPE html><title>x</title>", None, Kind::Html),
        (b"\xef\xbb\xbf\n<!-- saved --><HTML><body>", Some("page.txt"), Kind::Html),
        (b"<div><p>a</p><p>b</p></div>", None, Kind::Html),
        (b"no tags at all", Some("page.HTML"), Kind::Html),
        (b"a < b and b > c", None, Kind::Text),
        (b"# One\n\ntext\n\n## Two\n\ntext\n\n## Three\n\n", None, Kind::Markdown),
        (b"# One\n\nsee [this](https://a.example)\n\n```\ncode\n```\n", None, Kind::Markdown),
        (b"---\ntitle: x\ndate: 2025-12-03\n---\ntext", None, Kind::Markdown),
        (b"just text", Some("dir.md/notes"), Kind::Text),
        (b"just text", Some("notes.markdown"), Kind::Markdown),
        (b"# One\n\n# Two\n\n# Three\n\n", Some("notes.txt"), Kind::Text),
        (b"#!/bin/sh\n# one\n\n# two\n\n# three\n\n# four\n", None, Kind::Text),
        (b"- a\n- b\n- c\n", None, Kind::Text),
        (b"---\nnot settings at all\n---\n", None, Kind::Text),
        (b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Some("feed.txt"), Kind::Feed),
        (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", None, Kind::Feed),
        (b"<?xml version=\"1.0\"?><!-- x --><rdf:RDF>", None, Kind::Feed),
        (b"{\"version\": \"https://jsonfeed.org/version/1.1\"}", None, Kind::Feed),
        (b"{\"a\": 1}", None, Kind::Text),
        (b"", None, Kind::Text),
    ];
    for (bytes, name, kind) in table {
        assert_eq!(parse::sniff(bytes, *name), *kind, "{:?} {name:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn what_is_no_text_is_said_in_a_sentence() {
    let zeros = [0; 64];
    let table: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"%PDF-1.7\n", "PDF"),
        (&zeros, "binary"),
        (b"\x01\x02\x03\x04\x05\x06", "binary"),
    ];
    for (bytes, word) in table {
        let page = parse::read(bytes, Some("article.txt"));
        assert!(matches!(page.kind, Kind::Binary(_)), "{word}");
        assert_eq!(page.body, Body::Paragraphs(Vec::new()));
        assert!(page.complaints.len() == 1 && page.complaints[0].contains(word), "{:?}", page.complaints);
    }
}

#[test]
fn html_and_feeds_are_handed_on_whole() {
    let source = "<html><p>one</p>\r\n\r\n<p>two</p></html>";
    let page = parse::read(source.as_bytes(), None);
    assert_eq!(page.body, Body::Html(Foreign::new(source)));
    assert_eq!(page.lines, [Fate::Text, Fate::Blank, Fate::Text]);
    let feed = parse::read(b"<rss><channel/></rss>", None);
    assert_eq!((feed.kind, body(&feed)), (Kind::Feed, vec!["<rss><channel/></rss>".to_owned()]));
    assert_eq!(feed.complaints.len(), 1);
}

#[test]
fn every_line_of_the_goldens_has_its_fate() {
    for (_, text, _) in golden_texts() {
        assert_ledger(&text, &parse::read(text.as_bytes(), Some("page.txt")));
    }
}

/// So many cases; a failing one is shown, not kept in a file.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Lines that look like parts of a page, in no order at all.
fn page_like_line() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "",
        "",
        "",
        " ",
        "\u{200b}",
        "A Title of Some Kind",
        "A Title of Some Kind | The Site",
        "1. Home",
        "2. World",
        "3. A Title of Some Kind",
        "• 3 min read",
        "• 697 Views",
        "• WORLD",
        "- milk",
        "* Last update: 2 days ago",
        "By Nora Quist",
        "Author: Jon Arvid",
        "Published 3 December 2025",
        "4 December 2025",
        "Tags: a, b",
        "Share",
        "Share Tweet Email Print",
        "Advertisement",
        "Comments (12)",
        "© 2025 The Site",
        "=====",
        "> quoted",
        "Home > World",
        "Home > World > A Title of Some Kind",
        "World | 3 December 2025 | 5 min read",
        "Row",
        "Row",
        "Read more: something else",
        "Related articles",
        "---",
        "# heading",
        "\u{c}",
        "\u{202e}abc",
        "\0",
        "A sentence that is as long as lines of prose tend to be, and that",
        "goes on over more than one of them until it comes to an end, as all",
        "sentences do in time, except for those of lawyers and of Tacitus.",
        "The prose of this page stands on a line of its own that is longer than one hundred characters, as pages saved by programs have it.",
    ]);
    (prop::sample::select(vec!["", "", "  ", "\t"]), line)
        .prop_map(|(indent, line)| format!("{indent}{line}"))
}

fn page_like_text() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    (prop::collection::vec(page_like_line(), 0..25), end).prop_map(|(lines, end)| lines.join(end))
}

/// Letters of `parse::decode`'s view of a text, for the ledger: no byte order mark.
fn read_text(text: &str) -> SavedPage {
    parse::read(text.as_bytes(), Some("page.txt"))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "(page\\.(txt|md|html))?") {
        let page = parse::read(&bytes, Some(&name));
        prop_assert!(page.complaints.iter().all(|complaint| complaint.ends_with('.')));
    }

    #[test]
    fn no_text_loses_a_line(text in "[^\u{feff}][\\PC\n\r\t]{0,300}") {
        let page = read_text(&text);
        if page.kind == Kind::Text {
            assert_ledger(&text, &page);
        }
    }

    #[test]
    fn no_order_of_page_parts_loses_a_line(text in page_like_text()) {
        let page = read_text(&text);
        if page.kind == Kind::Text {
            assert_ledger(&text.replace('\u{feff}', ""), &page);
        }
    }
}

/// A page of our own making, and what must come out of it.
#[derive(Clone, Debug)]
struct MadePage {
    text: String,
    expected: Expected,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Expected {
    title: String,
    breadcrumb: Vec<String>,
    author: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    read_minutes: Option<u32>,
    views: Option<u64>,
    comments: Option<u64>,
    categories: Vec<String>,
    paragraphs: Vec<String>,
    set_aside: Vec<String>,
}

fn found(page: &SavedPage) -> Expected {
    let sorted = |names: &[Foreign]| {
        let mut names: Vec<String> = names.iter().map(line).collect();
        names.sort();
        names
    };
    Expected {
        title: page.title.as_ref().map(line).unwrap_or_default(),
        breadcrumb: page.breadcrumb.iter().map(line).collect(),
        author: page.author.as_ref().map(line),
        published: page.published.map(told),
        updated: page.updated.map(told),
        read_minutes: page.read_minutes,
        views: page.views,
        comments: page.comments,
        categories: sorted(&page.categories),
        paragraphs: body(page),
        set_aside: page.set_aside.iter().map(|aside| line(&aside.text)).collect(),
    }
}

/// Ways to write one fact, with what it means; `None` leaves it out.
fn ways<T: Clone + std::fmt::Debug + 'static>(
    ways: &[(&'static str, T)],
) -> BoxedStrategy<Option<(String, T)>> {
    let ways: Vec<(String, T)> =
        ways.iter().map(|(text, value)| ((*text).to_owned(), value.clone())).collect();
    prop::option::of(prop::sample::select(ways)).boxed()
}

const TITLES: &[&str] = &[
    "Harbour Town Votes to Keep Its Last Ferry",
    "“Nobody Asked the Otters”: A County Learns to Build Bridges",
    "Moss",
    "Why the U.S. Moth Follows Trains in the U.S.",
    "Das kleinste Theater des Landes",
    "3 Bakers, 2 Ovens and No Flour?",
];

const PROSE: &[&str] = &[
    "The council of Aldersund decided on Tuesday to keep the small green ferry that has crossed the bay since 1931.",
    "A bridge would have cost forty times as much.",
    "“We asked what the bridge was for,” said the mayor, Ingrid Vaal. It was a 3 min read, she added, with 697 views.",
    "Updated plans were shown 2 days ago, and nobody could say by whom. Share of voters: 41 percent.",
    "Nine people came on Monday; the tenth, as 12 comments noted, was the ferryman himself.",
];

type Facts = (
    Option<(String, &'static str)>,
    Option<(String, &'static str)>,
    Option<(String, u32)>,
    Option<(String, u64)>,
    Option<(String, &'static str)>,
    Option<(String, &'static str)>,
);

fn head_facts() -> impl Strategy<Value = Facts> {
    let day = "2025-12-03T00:00:00Z to the day";
    (
        ways(&[
            ("Last update: 2 days ago", "2 day ago"),
            ("Updated 3 hours ago", "3 hour ago"),
            ("Last updated: an hour ago", "1 hour ago"),
            ("Updated: 2025-12-03", day),
        ]),
        ways(&[
            ("Published 3 December 2025", day),
            ("Posted on December 3, 2025", day),
            ("Published: Dec. 3rd, 2025 at 4:15 PM", "2025-12-03T16:15:00Z to the minute"),
            ("Posted 2 weeks ago", "2 week ago"),
        ]),
        ways(&[("3 min read", 3), ("5 minute read", 5), ("Reading time: 5 minutes", 5), ("<1 min read", 1)]),
        ways(&[
            ("697 Views", 697),
            ("1.2K views", 1_200),
            ("12,345 Views", 12_345),
            ("1 view", 1),
            ("views: 697", 697),
        ]),
        ways(&[
            ("By Nora Quist", "Nora Quist"),
            ("Author: Jon Arvid", "Jon Arvid"),
            ("by Ilse de Brandt and Jon Arvid", "Ilse de Brandt, Jon Arvid"),
        ]),
        ways(&[
            ("Posted in POLITICS", "POLITICS"),
            ("Category: Two Words", "Two Words"),
            ("Filed under World", "World"),
        ]),
    )
}

#[derive(Clone, Debug)]
struct Shape {
    title: &'static str,
    has_breadcrumb: bool,
    leading_title: bool,
    trailing_title: bool,
    bullet: &'static str,
    indent: &'static str,
    loose: bool,
    bare_category: bool,
    foot: Vec<&'static str>,
}

fn shapes() -> impl Strategy<Value = Shape> {
    let foot = vec![
        "Share",
        "Share Tweet Email Print",
        "Facebook X WhatsApp Copy link",
        "Comments (12)",
        "Advertisement",
        "© 2025 The Example Courier. All rights reserved.",
        "Read more: The noise that came after",
    ];
    (
        prop::sample::select(TITLES.to_vec()),
        any::<[bool; 5]>(),
        prop::sample::select(vec!["• ", "- ", "* ", "· ", ""]),
        prop::sample::select(vec!["", "  ", "\t"]),
        prop::sample::subsequence(foot, 0..4).prop_shuffle(),
    )
        .prop_map(
            |(title, [has_breadcrumb, leading_title, trailing_title, loose, bare], bullet, indent, foot)| {
                Shape {
                    title,
                    has_breadcrumb,
                    leading_title: leading_title || !trailing_title,
                    trailing_title,
                    bullet,
                    indent,
                    loose,
                    bare_category: bare && !bullet.is_empty(),
                    foot,
                }
            },
        )
}

fn made_pages() -> impl Strategy<Value = MadePage> {
    (shapes(), head_facts(), any::<u64>(), 1_usize..4)
        .prop_map(|(shape, facts, order, length)| make(&shape, facts, order, length))
}

fn make(
    shape: &Shape,
    (updated, published, minutes, views, author, category): Facts,
    order: u64,
    length: usize,
) -> MadePage {
    let mut expected = Expected { title: shape.title.to_owned(), ..Expected::default() };
    let mut facts: Vec<String> = Vec::new();
    let mut tell = |fact: &Option<(String, &'static str)>| {
        facts.extend(fact.as_ref().map(|(text, _)| text.clone()));
        fact.as_ref().map(|(_, value)| (*value).to_owned())
    };
    expected.updated = tell(&updated);
    expected.published = tell(&published);
    expected.author = tell(&author);
    expected.categories.extend(tell(&category));
    facts.extend(minutes.as_ref().map(|(text, _)| text.clone()));
    facts.extend(views.as_ref().map(|(text, _)| text.clone()));
    expected.read_minutes = minutes.map(|(_, value)| value);
    expected.views = views.map(|(_, value)| value);
    // Something on the page must be sure: what proves nothing is a note.
    if facts.len() < 2 {
        facts.push("42 views".to_owned());
        expected.views = Some(
            expected
                .views
                .filter(|_| facts.iter().filter(|fact| fact.contains("iew")).count() > 1)
                .unwrap_or(42),
        );
        if facts.iter().filter(|fact| fact.contains("iew")).count() > 1 {
            facts.pop();
            facts.push("9 min read".to_owned());
            expected.read_minutes = Some(9);
        }
    }
    if shape.bare_category {
        facts.push("REGIONS".to_owned());
        expected.categories.push("REGIONS".to_owned());
    }
    expected.categories.sort();
    let count = facts.len() as u64;
    facts.rotate_left((order % count) as usize);
    let facts = facts
        .iter()
        .map(|fact| format!("{}{}{fact}", shape.indent, shape.bullet))
        .collect::<Vec<_>>()
        .join("\n");

    let mut parts = vec![facts];
    if shape.trailing_title {
        parts.push(shape.title.to_owned());
    }
    if shape.has_breadcrumb {
        expected.breadcrumb = vec!["HOME".to_owned(), "REGIONS".to_owned()];
        parts.push(format!("  1. HOME\n  2. REGIONS\n  3. {}", shape.title));
    }
    let kinds = parts.len() as u64;
    parts.rotate_left((order / 7 % kinds) as usize);
    if shape.leading_title {
        parts.insert(0, shape.title.to_owned());
    }
    let head = parts.join(if shape.loose { "\n\n" } else { "\n" });

    let prose: Vec<String> = PROSE.iter().take(length).map(|&text| text.to_owned()).collect();
    let mut blocks = vec![head];
    blocks.extend(prose.iter().cloned());
    expected.paragraphs = prose;
    for foot in &shape.foot {
        blocks.push((*foot).to_owned());
        if *foot == "Comments (12)" {
            expected.comments = Some(12);
        } else {
            expected.set_aside.push((*foot).to_owned());
        }
    }
    MadePage { text: blocks.join("\n\n") + "\n", expected }
}

/// Essays, songs and notes whose words look like a page's furniture.
fn near_miss_paragraph() -> impl Strategy<Value = String> {
    prop::sample::select(
        vec![
            "It was a 3 min read, and it took me an hour.",
            "697 views of the sea hung in the hall, and I had painted none of them.",
            "Author: that was the word at the bottom, and after it nothing at all.",
            "By Monday I had read it four times.",
            "Last update: 2 days ago, it said, and I believed it.",
            "1. Bread\n2. Salt\n3. A rope",
            "- bread\n- salt\n- a rope",
            "• the first in the roof\n• the second in the cellar",
            "Share what you have,\nkeep what you are,\nprint nothing.",
            "Posted in the rain, the letter came apart.",
            "Tags: he had none, and no collar either, and he came when called.",
            "Comments were made.",
            "What is there to do with a loaf\nthat is larger than hunger?\nShare",
            "Read more, she said, and talk less.",
            "Copyright was a word we learned late, in the winter of the second printing, from a lawyer who laughed.",
            "Advertisement is the art of asking.",
            "> 3 min read\n> 697 Views\n> said the screen, and I quoted it",
            "Home / away / home again: that was the year.",
        ]
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>(),
    )
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn all_fields_come_out_in_any_order(page in made_pages(), end in prop::sample::select(vec!["\n", "\r\n", "\r"]), which in 0_usize..6) {
        let text = page.text.replace('\n', end);
        let encodings = encodings(&text);
        let (_, bytes) = &encodings[which % encodings.len()];
        let read = parse::read(bytes, None);
        prop_assert_eq!(found(&read), page.expected, "{}", page.text);
        assert_ledger(&text, &read);
    }

    #[test]
    fn essays_lose_nothing(paragraphs in prop::collection::vec(near_miss_paragraph(), 2..9), titled: bool) {
        let title = if titled { "On Being Timed\n\n" } else { "There was a time, and it was short.\n\n" };
        let text = format!("{title}{}\n", paragraphs.join("\n\n"));
        let read = parse::read(text.as_bytes(), None);
        let all = found(&read);
        prop_assert_eq!(&all.set_aside, &Vec::<String>::new());
        let mut expected = Expected { paragraphs, ..Expected::default() };
        if titled {
            expected.title = "On Being Timed".to_owned();
        } else {
            expected.paragraphs.insert(0, "There was a time, and it was short.".to_owned());
        }
        prop_assert_eq!(all, expected);
    }
}

/// An archive of two pages between lines of a mark, with more in the type of its whole.
fn archive_of_two(start: &str) -> String {
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b1\"{start}\r\n\r\n\
        --b1\r\nContent-Type: text/html\r\nContent-ID: <frame@marl.example>\r\n\r\n<p>The frame.</p>\r\n\
        --b1  \r\nContent-Type: text/html\r\nContent-ID: <page@marl.example>\r\n\r\n<p>The page.</p>\r\n\
        --b1x is no mark.\r\n<p>Its end.</p>\r\n--b1--\r\n"
    )
}

fn archived(archive: &str) -> String {
    match parse::read(archive.as_bytes(), Some("two.mhtml")).body {
        Body::Html(source) => courant::clean::html(&source, None).document.plain_text(),
        other => panic!("this is a page: {other:?}"),
    }
}

#[test]
fn an_archive_says_with_which_of_its_pages_it_starts() {
    // RFC 2387, section 3.2: `start` is the Content-ID of the root; without it the root is the first part.
    let page = archived(&archive_of_two("; start=\"<page@marl.example>\""));
    assert!(page.contains("The page.") && !page.contains("The frame."), "{page}");
    for start in ["", "; start=\"<nowhere@marl.example>\""] {
        let frame = archived(&archive_of_two(start));
        assert!(frame.contains("The frame.") && !frame.contains("The page."), "{frame}");
    }
}

#[test]
fn a_mark_of_an_archive_is_a_whole_line() {
    // RFC 2046, section 5.1.1: after the mark there may be blanks, and nothing else.
    let page = archived(&archive_of_two("; start=\"<page@marl.example>\""));
    assert!(
        page.contains("--b1x is no mark.") && page.contains("Its end.") && !page.contains("--b1--"),
        "{page}"
    );
}

#[test]
fn an_archive_behind_a_byte_order_mark_is_one() {
    let page = archived(&format!("\u{FEFF}{}", archive_of_two("")));
    assert!(page.contains("The frame.") && !page.contains("boundary"), "{page}");
}
