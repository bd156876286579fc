//! Any bytes as a page: what comes out is clean, allowed, and the same when it goes in again.
#![no_main]

use courant::clean::html;
use courant::clean::text::is_clean;
use courant::news::{Document, Foreign};
use courant::write;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = String::from_utf8_lossy(bytes);
    let document = html(&Foreign::new(format!("<title>-</title>{page}")), Some("https://e.example/a/b")).document;
    assert!(is_clean(&format!("{document:?}")));
    let written = write::html(&document);
    assert!(is_clean(&written) && is_clean(&write::text(&document, Some(40))));
    let again = html(&Foreign::new(format!("<title>-</title>{written}")), None).document;
    let again = Document { language: document.language.clone(), direction: document.direction, ..again };
    assert_eq!(again, document, "{written}");
});
