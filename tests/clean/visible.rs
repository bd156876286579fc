//! No word of a page gets lost: what browsers show of a well-formed fragment stands in the text, in its order.

use courant::clean::html;
use courant::news::Foreign;
use courant::write;
use proptest::prelude::*;

/// A fragment and the words that it shows.
type Shown = (String, Vec<String>);

fn fragment() -> impl Strategy<Value = Shown> {
    let word = "[a-zé漢אж]{1,6}".prop_map(|word| (format!(" {word} "), vec![word]));
    let unseen = prop::sample::select(vec![
        "<script>unseen</script>",
        "<style>unseen{}</style>",
        "<template><p>unseen</template>",
        "<p hidden>unseen</p>",
        "<span style='display: none'>unseen</span>",
        "<!-- unseen -->",
        "<nav>unseen</nav>",
        "<br>",
        "<hr>",
        "<img src='//e.example/i.png'>",
        "<input value=unseen>",
        "<wbr>",
    ]);
    let leaf = prop_oneof![4 => word, 1 => unseen.prop_map(|unseen| (unseen.to_owned(), Vec::new()))];
    leaf.prop_recursive(6, 60, 5, |inner| {
        let frames = prop::sample::select(vec![
            ("<p>", "</p>"),
            ("<div>", "</div>"),
            ("<b>", "</b>"),
            ("<a href='//e.example/'>", "</a>"),
            ("<span lang=de>", "</span>"),
            ("<ul><li>", "</li></ul>"),
            ("<ol><li>", "</li></ol>"),
            ("<dl><dt>", "</dt></dl>"),
            ("<dl><dd>", "</dd></dl>"),
            ("<blockquote>", "</blockquote>"),
            ("<footer>", "</footer>"),
            ("<cite>", "</cite>"),
            ("<h2>", "</h2>"),
            ("<h5>", "</h5>"),
            ("<table><tr><td>", "</td></tr></table>"),
            ("<table><tr><th>", "</th></tr></table>"),
            ("<table><caption>", "</caption></table>"),
            ("<figure>", "</figure>"),
            ("<figcaption>", "</figcaption>"),
            ("<figure><img src='//e.example/k.png'>", "</figure>"),
            ("<details><summary>", "</summary></details>"),
            ("<details>", "</details>"),
            ("<section>", "</section>"),
            ("<form>", "</form>"),
            ("<pre>", "</pre>"),
            ("<code>", "</code>"),
            ("<sup>", "</sup>"),
            ("<label>", "</label>"),
            ("<unknown-tag>", "</unknown-tag>"),
            ("<center>", "</center>"),
            ("<noscript><p>", "</p></noscript><p>"),
            ("<div class=wp-caption>", "</div>"),
        ]);
        (frames, prop::collection::vec(inner, 0..5)).prop_map(|((open, close), inner)| {
            let html: String = inner.iter().map(|(html, _)| html.as_str()).collect();
            let words = inner.into_iter().flat_map(|(_, words)| words).collect();
            // What browsers show only without scripts is no visible text.
            let shown = if open.starts_with("<noscript>") { Vec::new() } else { words };
            (format!("{open}{html}{close}"), shown)
        })
    })
}

proptest! {
    #[test]
    fn every_visible_word_stands_in_the_text_in_order(parts in prop::collection::vec(fragment(), 1..4)) {
        let page: String = parts.iter().map(|(html, _)| html.as_str()).collect();
        let words: Vec<&String> = parts.iter().flat_map(|(_, words)| words).collect();
        let document = html(&Foreign::new(format!("<title>-</title>{page}")), None).document;
        for text in [document.plain_text(), write::text(&document, None)] {
            let mut rest = text.as_str();
            for word in &words {
                let found = rest.find(word.as_str());
                prop_assert!(found.is_some(), "{word:?} of {words:?} in {page:?}: {text:?}");
                rest = &rest[found.unwrap_or_default() + word.len()..];
            }
            prop_assert!(!text.contains("unseen"), "{page:?}: {text:?}");
        }
    }
}
