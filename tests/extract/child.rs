//! The child process: it answers as the contract says, and whatever it does it is ended.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use courant::clean::extract::Smoothie;

use super::{find, folder, goldens};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
    command.env_clear().env("TZ", "UTC").env("COURANT_NOW", "@2026-11-20T09:00:00Z").stdin(Stdio::null());
    // However busy the machine is, a child that answers is waited for.
    command.env("COURANT_EXTRACT_SECONDS", "120");
    command
}

fn object(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn extract(name: &str) -> Command {
    let mut command = program();
    command.args(["extract", "--format", "json", "--base-url", "https://marl.example/valley/4711"]);
    command.arg(folder().join(name));
    command
}

const FIELDS: [&str; 17] = [
    "title",
    "byline",
    "site_name",
    "section",
    "breadcrumb",
    "published",
    "updated",
    "excerpt",
    "language",
    "dir",
    "image",
    "views",
    "content_html",
    "text",
    "word_count",
    "read_minutes",
    "warnings",
];

#[test]
fn extract_prints_the_object_of_the_contract() {
    let object = object(&mut extract("newspaper-lock.html"));
    let mut fields: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let mut wanted = FIELDS;
    wanted.sort_unstable();
    assert_eq!(fields, wanted);
    assert_eq!(object["title"], "Canal Lock Reopens After a Winter of Mud");
    assert_eq!(object["byline"], "Hester Quayle");
    assert_eq!(object["published"], "2025-03-14T08:30:00Z");
    assert_eq!(object["breadcrumb"], serde_json::json!(["Home", "Valley"]));
    assert_eq!(object["warnings"], serde_json::json!([]));
    assert!(object["views"].is_null());
    let text = object["text"].as_str().unwrap();
    assert!(text.starts_with("The upper lock at Dunmarrow let its first barge through"));
    assert!(object["content_html"].as_str().unwrap().starts_with("<p>The upper lock"));
    assert!(object["word_count"].as_u64().unwrap() > 150);
}

#[test]
fn the_child_finds_what_is_found_without_it() {
    for (name, source, expected) in goldens().into_iter().step_by(9) {
        let object = object(&mut extract(&format!("{name}.html")));
        let found = find(&source, Some("https://marl.example/valley/4711"), &Smoothie);
        assert_eq!(object["text"], found.text, "{name}");
        if let Some(title) = expected["title"].as_str() {
            assert_eq!(object["title"], title, "{name}");
        }
    }
}

#[test]
fn a_child_that_never_ends_is_ended_and_the_page_read_all_the_same() {
    for how in ["hang", "spin"] {
        let start = Instant::now();
        let mut command = extract("newspaper-lock.html");
        let object = object(command.env("COURANT_EXTRACT", how).env_remove("COURANT_EXTRACT_SECONDS"));
        assert!(start.elapsed() < Duration::from_secs(60), "{how}");
        assert!(object["text"].as_str().unwrap().starts_with("The upper lock at Dunmarrow"), "{how}");
        assert!(object["warnings"].to_string().contains("was ended"), "{how}: {}", object["warnings"]);
        assert!(!is_left_behind(), "{how} leaves no child behind");
    }
}

#[test]
fn a_child_that_fails_is_told_of() {
    for how in ["panic", "eat"] {
        let object = object(extract("newspaper-lock.html").env("COURANT_EXTRACT", how));
        assert!(object["text"].as_str().unwrap().starts_with("The upper lock at Dunmarrow"), "{how}");
        assert!(object["warnings"].to_string().contains("failed"), "{how}: {}", object["warnings"]);
    }
}

#[test]
fn one_child_reads_a_folder_and_the_page_that_ends_it_costs_no_other() {
    let home = tempfile::tempdir().unwrap();
    let pages = home.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    for name in ["a.html", "b.html", "c.html", "d.html"] {
        std::fs::copy(folder().join("newspaper-lock.html"), pages.join(name)).unwrap();
    }
    let mut command = program();
    command
        .args(["open", "--no-keep", "--format", "json"])
        .arg(&pages)
        .env("COURANT_EXTRACT", "panic-second");
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let failed: Vec<&str> = told.lines().filter(|line| line.contains("simpler reading")).collect();
    // The second page ends the first child, the third gets a new one, and the fourth is that one's second.
    assert_eq!(failed.len(), 2, "{told}");
    assert!(failed[0].contains("b.html") && failed[1].contains("d.html"), "{told}");
    let texts = String::from_utf8(output.stdout).unwrap();
    assert_eq!(texts.lines().filter(|line| line.contains("The upper lock at Dunmarrow")).count(), 4);
}

/// Whether a child of a child of ours is still there.
fn is_left_behind() -> bool {
    let Ok(processes) = std::fs::read_dir("/proc") else { return false };
    let is_ours = |path: std::path::PathBuf| {
        let words = std::fs::read(path.join("cmdline")).unwrap_or_default();
        let environment = std::fs::read(path.join("environ")).unwrap_or_default();
        let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        holds(&words, "find-article-in-child")
            && (holds(&environment, "COURANT_EXTRACT=hang") || holds(&environment, "COURANT_EXTRACT=spin"))
    };
    processes.filter_map(Result::ok).any(|entry| is_ours(entry.path()))
}

#[test]
fn wrong_usage_and_no_page_are_told_apart() {
    let code = |arguments: &[&str]| program().args(arguments).output().unwrap().status.code();
    assert_eq!(code(&["extract"]), Some(2));
    assert_eq!(code(&["extract", "x.html", "--base-url", "not an address"]), Some(2));
    assert_eq!(code(&["extract", "x.html", "--format", "yaml"]), Some(2));
    assert_eq!(code(&["extract", "/nowhere/at/all.html"]), Some(1));
}
