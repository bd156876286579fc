//! Any bytes as a feed: they are read, what comes out is clean, and every address is whole and may be followed.
#![no_main]

use courant::clean;
use courant::clean::text::is_clean;
use courant::{parse, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = parse::feed(bytes, None);
    assert!(parsed.articles.len() <= parse::ARTICLES);
    let cleaner = clean::feed(&parsed, Some("https://e.example/feed"));
    assert!(is_clean(&format!("{:?}", cleaner.facts())));
    for article in cleaner.articles() {
        assert!(is_clean(&format!("{article:?}")));
        for document in [&article.summary, &article.content].into_iter().flatten() {
            assert!(is_clean(&write::html(document)));
        }
        let places = [&article.url, &article.image, &article.comments_url];
        let is_web = |url: &&String| url.starts_with("http://") || url.starts_with("https://");
        assert!(places.into_iter().flatten().all(|url| is_web(&url)));
    }
});
