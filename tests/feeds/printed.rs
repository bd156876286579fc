//! `courant parse`: one object with every key, whatever comes in, and its exit codes.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn courant(arguments: &[&str], input: &[u8]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_courant"))
        .args(arguments)
        .env("HOME", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "it keeps nothing");
    output
}

fn object(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    let text = str::from_utf8(&output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1);
    serde_json::from_str(text).unwrap()
}

const FEED: &[u8] =
    b"<rss version='2.0'><channel><title>T\x1b[31m</title><item><title>a</title><link>/1</link>\
    <enclosure url='/a.mp3' type='audio/mpeg' length='5'/></item><item/></channel></rss>";

#[test]
fn it_prints_every_key_of_the_contract_in_order() {
    let output = courant(&["parse", "-", "--format", "json", "--base-url", "https://e.example/feed"], FEED);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let expected = concat!(
        r#"{"feed":{"format":"rss20","title":"T[31m","link":null,"description":null,"language":null,"id":null,"#,
        r#""author":null,"published":null,"updated":null,"image":null,"categories":[]},"articles":["#,
        r#"{"id":null,"title":"a","url":"https://e.example/1","author":null,"published":null,"updated":null,"#,
        r#""summary_html":null,"content_html":null,"text":"","language":null,"categories":[],"views":null,"#,
        r#""comments":null,"comments_url":null,"enclosures":[{"url":"https://e.example/a.mp3","type":"audio/mpeg","#,
        r#""length":5}],"image":null},"#,
        r#"{"id":null,"title":null,"url":null,"author":null,"published":null,"updated":null,"summary_html":null,"#,
        r#""content_html":null,"text":"","language":null,"categories":[],"views":null,"comments":null,"#,
        r#""comments_url":null,"enclosures":[],"image":null}],"warnings":[]}"#,
        "\n"
    );
    assert_eq!(text, expected);
    object(&output);
}

#[test]
fn it_reads_a_file_as_it_reads_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml");
    std::fs::write(&path, FEED).unwrap();
    let file = courant(&["parse", path.to_str().unwrap()], b"");
    assert_eq!(object(&file), object(&courant(&["parse", "-"], FEED)));
}

#[test]
fn what_is_no_feed_is_an_empty_one_with_a_warning() {
    for input in
        [&b""[..], b"just words", b"<html><body><p>Hello", b"\x89PNG\r\n\x1a\n\0\0\0", b"{}", b"\0\0\0\0"]
    {
        let object = object(&courant(&["parse", "-"], input));
        assert_eq!(object["articles"], serde_json::json!([]), "{input:?}");
        assert_eq!(object["feed"]["format"], Value::Null, "{input:?}");
        assert!(!object["warnings"].as_array().unwrap().is_empty(), "{input:?}");
    }
}

#[test]
fn what_cannot_be_read_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_path_buf(), folder.path().join("missing.xml")] {
        let output = courant(&["parse", path.to_str().unwrap()], b"");
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.starts_with("courant: ") && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn what_is_asked_wrongly_is_usage() {
    for arguments in [&["parse"][..], &["parse", "-", "--format", "xml"]] {
        assert_eq!(courant(arguments, FEED).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_base_that_is_no_address_is_left_out_with_a_warning() {
    let plain = object(&courant(&["parse", "-"], FEED));
    for base in ["here", "/feed", "javascript:alert(1)", "file:///etc/passwd", ""] {
        let output = courant(&["parse", "-", "--base-url", base], FEED);
        assert_eq!(output.status.code(), Some(0), "{base}");
        let mut object = object(&output);
        let warnings = object["warnings"].take();
        let is_named = |warning: &Value| warning.as_str().unwrap().contains("base address");
        assert!(warnings.as_array().unwrap().iter().any(is_named), "{base}: {warnings}");
        object["warnings"] = plain["warnings"].clone();
        assert_eq!(object, plain, "{base}");
    }
}
