//! Lists of subscriptions, in and out: OPML of every version and every habit, newsboat's list, and the way through the
//! library and back.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::process::{Command, Stdio};

use courant::clean::text::is_clean;
use courant::news::{Outline, OutlineEntry};
use courant::{clean, parse, write};
use proptest::prelude::*;

fn entry(address: &str, title: &str, folder: &[&str]) -> OutlineEntry {
    OutlineEntry {
        address: address.to_owned(),
        title: title.to_owned(),
        folder: folder.iter().map(|name| (*name).to_owned()).collect(),
        ..OutlineEntry::default()
    }
}

fn opml(text: &str) -> Outline {
    clean::outline(&parse::outline(text.as_bytes()))
}

fn newsboat(text: &str) -> Outline {
    clean::outline(&parse::newsboat(text.as_bytes()))
}

#[test]
fn folders_titles_and_unknown_attributes_are_read() {
    let read = opml(
        "<?xml version='1.0'?><opml version='2.0'><head><title>Mine</title></head><body>\
         <outline text='News'><outline text='World &amp; more' title=''>\
         <outline type='rss' text='One' title='The One' xmlUrl='https://a.example/1' htmlUrl='https://a.example/' \
           category='/x' fetchInterval='60'/></outline>\
         <outline text='Two' xmlUrl='https://a.example/2'></outline></outline>\
         <outline text='Three' XMLURL='https://a.example/3'/></body></opml>",
    );
    let mut one = entry("https://a.example/1", "The One", &["News", "World & more"]);
    one.site = Some("https://a.example/".to_owned());
    let others = [("type", "rss"), ("category", "/x"), ("fetchInterval", "60")];
    one.others = others.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let expected =
        [one, entry("https://a.example/2", "Two", &["News"]), entry("https://a.example/3", "Three", &[])];
    assert_eq!(read.feeds, expected);
    assert_eq!(read.skipped, Vec::<String>::new());
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    let cases = [
        // Without a head, a body or an end.
        "<opml><outline text=A xmlUrl=https://a.example/1",
        "<opml><outline text='A & B' xmlUrl='https://a.example/1?a=1&b=2'>",
        "<outline xmlUrl='https://a.example/1' text=A />",
        "\u{feff}\n<OPML VERSION='1.1'><BODY><OUTLINE TITLE='A' xmlurl='https://a.example/1'/></BODY></OPML>",
        // Once each.
        "<opml><outline xmlUrl='https://a.example/1'/><outline xmlUrl='https://a.example/1'/></opml>",
        // OPML 1.0 called it otherwise.
        "<opml version='1.0'><outline text='A' url='https://a.example/1'/></opml>",
    ];
    for text in cases.iter().skip(1) {
        let read = opml(text);
        assert_eq!(read.feeds.len(), 1, "{text}");
        assert!(read.feeds[0].address.starts_with("https://a.example/1"), "{text}");
    }
    assert!(opml(cases[0]).feeds.is_empty(), "a tag that breaks off says nothing that can be trusted");
    assert_eq!(parse::outline(b"<html>no").complaints, ["This is no outline of feeds."]);
}

#[test]
fn a_link_to_a_page_is_no_feed() {
    let read = opml("<opml><outline type='link' text='A' url='https://a.example/'/></opml>");
    assert_eq!(read, Outline::default());
}

#[test]
fn nothing_that_runs_or_reads_a_file_comes_in() {
    for address in [
        "exec:ls",
        "EXEC:ls",
        "|ls",
        "filter:cut:https://a.example/",
        "file:///etc/passwd",
        "/etc/passwd",
        "javascript:x",
        "query:x:y",
    ] {
        let read = opml(&format!("<opml><outline text='x' xmlUrl='{address}'/></opml>"));
        assert_eq!(read.feeds, [], "{address}");
        assert_eq!(read.skipped.len(), 1, "{address}");
        assert!(read.skipped[0].starts_with(address), "it is named: {}", read.skipped[0]);
        assert_eq!(newsboat(&format!("\"{address}\"\n")).feeds, [], "{address}");
    }
    let read = opml("<opml><outline xmlUrl='https://a.example/' filtercmd='rm -rf ~' x='1'/></opml>");
    assert_eq!(read.feeds[0].others, [("x".to_owned(), "1".to_owned())], "a command is not even kept");
    assert_eq!(read.skipped.len(), 1);
}

#[test]
fn a_password_in_a_list_is_not_shown() {
    let read = opml(
        "<opml><outline xmlUrl='https://nora:hush@a.example/' filtercmd='x'/>\
         <outline xmlUrl='ftp://nora:hush@a.example/x'/><outline xmlUrl='filter:x:https://nora:hush@a.example/'/></opml>",
    );
    assert_eq!(read.skipped.len(), 3);
    assert!(read.skipped.iter().all(|sentence| !sentence.contains("hush")), "{:?}", read.skipped);
    assert!(read.skipped[1].starts_with("ftp://a.example/x: "), "{:?}", read.skipped);
}

#[test]
fn newsboats_list_is_read() {
    let read = newsboat(
        "# my feeds\n\nhttps://a.example/1\n\
         https://a.example/2 tech \"~The \\\"Two\\\"\" \"!\"\n\
         \"https://a.example/3\" \"two words\" more\n\
         exec:~/bin/feed.sh tech\nfilter:~/x:https://a.example/4\n\
         \"query:Unread:unread = \\\"yes\\\"\"\n",
    );
    let expected = [
        entry("https://a.example/1", "", &[]),
        entry("https://a.example/2", "The \"Two\"", &["tech"]),
        OutlineEntry { tags: vec!["more".to_owned()], ..entry("https://a.example/3", "", &["two words"]) },
    ];
    assert_eq!(read.feeds, expected);
    assert_eq!(read.skipped.len(), 3, "{:?}", read.skipped);
}

#[test]
fn what_is_written_is_opml() {
    let mut one = entry("https://a.example/?a=1&b=2", "A \"quoted\" <one>", &["News", "World"]);
    one.others = vec![("category".to_owned(), "/x".to_owned())];
    let feeds =
        [entry("https://a.example/0", "Zero", &[]), one, entry("https://a.example/2", "Two", &["News"])];
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Subscriptions</title>
  </head>
  <body>
    <outline type="rss" text="Zero" title="Zero" xmlUrl="https://a.example/0"/>
    <outline text="News" title="News">
      <outline text="World" title="World">
        <outline type="rss" text="A &quot;quoted&quot; &lt;one&gt;" title="A &quot;quoted&quot; &lt;one&gt;" xmlUrl="https://a.example/?a=1&amp;b=2" category="/x"/>
      </outline>
      <outline type="rss" text="Two" title="Two" xmlUrl="https://a.example/2"/>
    </outline>
  </body>
</opml>
"#;
    assert_eq!(write::opml(&feeds), expected);
}

// ── through the library ─────────────────────────────────────────────────────────────────────────────────────────

struct Home(tempfile::TempDir);

impl Home {
    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_courant"))
            .arg("--data-dir")
            .arg(self.0.path())
            .args(arguments)
            .env("COURANT_NOW", "@2026-11-20T09:00:00Z")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn well(&self, arguments: &[&str], input: &str) -> (String, String) {
        let (code, out, err) = self.run(arguments, input);
        assert_eq!(code, 0, "{err}");
        (out, err)
    }
}

fn home() -> Home {
    Home(tempfile::tempdir().unwrap())
}

const LIST: &str = "<opml><body><outline text='News'>\
    <outline text='One' xmlUrl='https://nora:hush@a.example/1' type='atom' customX='é &quot;'/></outline>\
    <outline text='Two' xmlUrl='https://a.example/2'/><outline text='Bad' xmlUrl='exec:ls'/></body></opml>";

#[test]
fn a_list_goes_in_once_and_comes_out_whole() {
    let first = home();
    let (_, said) = first.well(&["import", "-"], LIST);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "courant: exec:ls: it would run a program, and was left out.");
    assert_eq!(lines[1], "courant: Subscribed to 2 feeds. courant refresh fetches them.");
    let (out, _) = first.well(&["export"], "");
    assert!(!out.contains("hush"), "passwords stay");
    let read = opml(&out);
    assert_eq!(read.feeds.len(), 2);
    let one = read.feeds.iter().find(|feed| feed.title == "One").unwrap();
    assert_eq!(one.folder, ["News"]);
    assert!(one.others.contains(&("customX".to_owned(), "é \"".to_owned())));
    assert!(one.others.contains(&("type".to_owned(), "atom".to_owned())));

    let (_, again) = first.well(&["import", "-"], LIST);
    assert!(again.ends_with("courant: Nothing to do: 2 feeds are subscribed to already.\n"), "{again}");
    let (_, own) = first.well(&["import", "-"], &out);
    assert_eq!(own, "courant: Nothing to do: 2 feeds are subscribed to already.\n");
    let second = home();
    second.well(&["import", "-"], &out);
    assert_eq!(second.well(&["export"], "").0, out);
}

#[test]
fn newsboats_list_goes_in_too() {
    let home = home();
    let (_, said) = home.well(&["import", "-"], "https://a.example/1 tech\nhttps://b.example/\n");
    assert_eq!(said, "courant: Subscribed to 2 feeds. courant refresh fetches them.\n");
    let (listed, _) = home.well(&["feeds"], "");
    assert!(listed.contains("tech / a.example — https://a.example/1"), "{listed}");
}

#[test]
fn a_file_without_feeds_is_said_and_changes_nothing() {
    for input in ["", "<opml></opml>", "exec:ls\n", "\0\0\0"] {
        let (code, out, err) = home().run(&["import", "-"], input);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        assert!(err.contains("names no feed"), "{err}");
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zé&<>\"' ]{1,12}"
        .prop_map(|text| format!("x{}x", text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        feeds in prop::collection::vec((text(), prop::collection::vec(text(), 0..3), text()), 0..8),
    ) {
        let feeds: Vec<OutlineEntry> = feeds
            .into_iter()
            .enumerate()
            .map(|(number, (title, folder, other))| OutlineEntry {
                address: format!("https://a.example/{number}?a&b"),
                title,
                site: Some("https://a.example/".to_owned()),
                folder,
                tags: Vec::new(),
                others: vec![("type".to_owned(), "rss".to_owned()), ("x".to_owned(), other)],
            })
            .collect();
        let mut read = opml(&write::opml(&feeds)).feeds;
        let mut expected = feeds;
        read.sort_by(|one, other| one.address.cmp(&other.address));
        expected.sort_by(|one, other| one.address.cmp(&other.address));
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn whatever_comes_in_is_clean(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "\\PC{0,80}") {
        let marked = format!("<opml><outline text='{text}'><outline xmlUrl='https://a.example/{text}' {text}='{text}'/>");
        let lists = [parse::outline(&bytes), parse::newsboat(&bytes), parse::outline(marked.as_bytes()), parse::newsboat(text.as_bytes())];
        for list in lists {
            let Outline { feeds, skipped } = clean::outline(&list);
            prop_assert!(skipped.iter().all(|sentence| is_clean(sentence)));
            for feed in &feeds {
                prop_assert!(feed.address.starts_with("http") && is_clean(&feed.title));
            }
            prop_assert!(is_clean(&write::opml(&feeds)));
        }
    }
}
