//! What fuzzing found, each made small: it is read in time, and what comes of it is sound.

use std::sync::mpsc::channel;
use std::time::Duration;

use courant::clean;
use courant::clean::extract::{OwnAlone, Page, extract};
use courant::parse::{self, Body};

use super::promises::{assert_sound, back};

/// Far more than any of them needs, on the busiest machine.
const DEADLINE: Duration = Duration::from_secs(60);

#[test]
fn what_fuzzing_found_is_mended() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean/found");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let (done, waiting) = channel();
        std::thread::spawn(move || {
            read(&bytes);
            _ = done.send(());
        });
        assert!(waiting.recv_timeout(DEADLINE).is_ok(), "{}", path.display());
    }
}

fn read(bytes: &[u8]) {
    let page = parse::read(bytes, None);
    match &page.body {
        Body::Html(source) => {
            let cleaned = clean::html(source, None);
            assert_sound(&cleaned.document);
            if cleaned.complaints.is_empty() {
                assert_eq!(back(&cleaned.document), cleaned.document, "what is written reads back");
            }
            let page = Page { source, address: None, now: "2026-11-20T09:00:00Z".parse().unwrap() };
            let found = extract(&page, &OwnAlone);
            assert_sound(&clean::html(&found.content, found.base.as_deref()).document);
        }
        Body::Markdown(source) => assert_sound(&clean::markdown(source, None).document),
        Body::Paragraphs(paragraphs) => assert_sound(&clean::plain::paragraphs(paragraphs)),
    }
}
