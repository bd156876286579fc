//! Very long pages: all of an article is shown, and what had to be left out is said once.

use courant::clean::extract::{OwnAlone, Page, extract};
use courant::clean::html;
use courant::news::Foreign;
use courant::workers::intake;
use jiff::Timestamp;

/// More lines than are looked at one by one, most of them in one part of the article.
fn long_article(open: &str, close: &str) -> String {
    let line = "<p>A line of the chronicle, with a comma in it.</p>";
    format!(
        "<html><body><nav><a href=/>Start</a></nav>{open}<div><p>The preface of the chronicle, by its last editor.</p>\
         </div><div>{}</div><div><p>The afterword, in which the editor takes his leave.</p></div>{close}</body></html>",
        line.repeat(21_000)
    )
}

#[test]
fn all_of_an_article_is_shown_however_long_its_longest_part_is() {
    for (open, close) in [("<article>", "</article>"), ("<main>", "</main>"), ("<div>", "</div>")] {
        let source = Foreign::new(long_article(open, close));
        let found = extract(&Page { source: &source, address: None, now: Timestamp::UNIX_EPOCH }, &OwnAlone);
        assert!(found.warnings.iter().any(|sentence| sentence.contains("very long")), "{:?}", found.warnings);
        let text = html(&found.content, None).document.plain_text();
        assert!(text.contains("The preface") && text.contains("The afterword"), "{open}");
        assert!(!text.contains("Start"), "{open}");
    }
}

#[test]
fn that_a_text_was_too_long_is_said_once() {
    let page = format!(
        "<html><body><article><p>{}</p></article></body></html>",
        "word &amp; word, ".repeat(700_000)
    );
    let texts = [
        ("page.html", page.clone()),
        ("page.md", page.replace("&amp;", "and")),
        ("page.txt", "word ".repeat(2_100_000)),
    ];
    for (name, text) in texts {
        let found = intake::find(text.as_bytes(), Some(name), None, Timestamp::UNIX_EPOCH).unwrap();
        let told = found.warnings.iter().filter(|sentence| sentence.contains("10 MB")).count();
        assert_eq!(told, 1, "{name}: {:?}", found.warnings);
    }
}
