//! `courant fetch`: what `courant parse` prints of the same bytes, or one sentence and exit code 1.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::server::{Part, Server, answer, redirect};

fn courant(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_courant"))
        .args(arguments)
        .env("HOME", home.path())
        .env("COURANT_NOW", super::NOW)
        .output()
        .unwrap();
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "it keeps nothing");
    output
}

fn failed(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(courant::clean::text::is_clean(&said), "{said:?}");
    said
}

#[test]
fn it_prints_what_parse_prints() {
    let feed =
        "<rss version='2.0'><channel><title>Caf\u{e9}</title><item><link>/1</link></item></channel></rss>";
    let latin: Vec<u8> = feed.chars().map(|letter| letter as u8).collect();
    let served = latin.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/moved" => redirect("301 Moved", "/deep/feed"),
        _ => answer("200 OK", &["Content-Type: text/xml; charset=iso-8859-1"], &served),
    });
    let output = courant(&["fetch", &server.url("/moved"), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["feed"]["title"], "Caf\u{e9}");
    assert_eq!(object["articles"][0]["url"], server.url("/1"));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feed.xml");
    std::fs::write(&file, feed).unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let parsed = courant(&["parse", &path(&file), "--base-url", &server.url("/deep/feed")]);
    assert_eq!(parsed.stdout, output.stdout);
}

#[test]
fn a_failure_is_one_sentence() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gone?token=secret" => answer("410 Gone", &[], b"no"),
        _ => vec![Part::Close],
    });
    let said = failed(&courant(&["fetch", &server.url("/gone?token=secret")]), 1);
    assert_eq!(said, format!("courant: {} says that this is gone for good (410).\n", server.address));
    let said = failed(&courant(&["fetch", &server.url("/")]), 1);
    assert_eq!(said, format!("courant: {} broke off its answer in the middle.\n", server.address));
}

#[test]
fn only_addresses_of_the_web_are_asked_for() {
    for address in ["file:///etc/passwd", "feed.xml", "exec:ls", "ftp://a.example/"] {
        let said = failed(&courant(&["fetch", address]), 2);
        assert!(said.contains("write a whole address"), "{said}");
    }
}
