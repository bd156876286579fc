//! What is written as HTML reads back to the same document: of documents of every kind, and of whatever any HTML
//! gave. What goes out is from the list of what may.

use courant::clean::html;
use courant::news::{Block, Document, Foreign};
use courant::write;
use proptest::prelude::*;

use super::outline::outline;
use super::promises::{assert_sound, back};

pub(super) fn assert_reads_back(document: &Document) -> Result<(), TestCaseError> {
    let again = back(document);
    prop_assert_eq!(outline(&again), outline(document), "{}", write::html(document));
    prop_assert_eq!(&again.links, &document.links, "{}", write::html(document));
    prop_assert_eq!(&again, document, "{}", write::html(document));
    Ok(())
}

/// Letters that fold, join, pile up, end lines or look like markup.
fn letters() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "word ",
        " ",
        "\n",
        "<",
        "&amp;",
        "&",
        "\"",
        "é",
        "漢",
        "א",
        "\u{A0}",
        "\u{200B}",
        "\u{AD}",
        "\u{301}",
        "👩\u{200D}🚀",
        "☐ ",
        "☑",
        "— ",
        "> ",
        "1",
        "[1]",
        "http://e.example/x",
        "\t",
        "\u{3000}",
        ".",
    ]);
    prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat().replace('<', "&lt;"))
}

/// Well-formed HTML of every element that means something here.
fn markup() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => letters(),
        1 => Just("<br>".to_owned()),
        1 => Just("<hr>".to_owned()),
        1 => Just("<img src='//e.example/i.png' alt='I' width=9 height=8>".to_owned()),
        1 => Just("<img src='//e.example/j.png'>".to_owned()),
        1 => Just("<img src='data:image/png;base64,AA' alt='D' width=7 height=6>".to_owned()),
        1 => Just("<math alttext='x^2'></math>".to_owned()),
        1 => Just("<math display=block alttext='\\frac{a}{b}'></math>".to_owned()),
        1 => Just("<pre class='lang-rust'>fn\n\tx  y</pre>".to_owned()),
        1 => Just("<iframe src='//e.example/f' title=T></iframe>".to_owned()),
        1 => Just("<sup><a href='#fn1'>1</a></sup><li id=fn1>Note <a href='#r'>↩</a></li>".to_owned()),
        1 => Just("<ruby>漢<rt>かん</rt><b>字</b><rt>じ</rt></ruby>".to_owned()),
    ];
    let frames = prop::sample::select(vec![
        ("<p>", "</p>"),
        ("<p dir=rtl lang=he>", "</p>"),
        ("<div lang=de>", "</div>"),
        ("<bdi>", "</bdi>"),
        ("<bdo dir=rtl>", "</bdo>"),
        ("<span dir=ltr lang=en>", "</span>"),
        ("<i lang=fr>", "</i>"),
        ("<div style='white-space: pre-wrap'>\n   a", "</div>"),
        ("<b>", "</b>"),
        ("<i>", "</i>"),
        ("<code>", "</code>"),
        ("<sup>", "</sup>"),
        ("<mark><s>", "</s></mark>"),
        ("<a href='//e.example/1?utm_source=x'>", "</a>"),
        ("<a href='//e.example/2'>", "</a>"),
        ("<ul><li>", "</li><li>b</li></ul>"),
        ("<ol start=4><li>", "</li><li></li></ol>"),
        ("<ol reversed><li>", "</li></ol>"),
        ("<ol type=a><li>", "</li><li value=9>n</li></ol>"),
        ("<ol reversed style='list-style-type: upper-roman'><li value=3>x<li value=7>", "</li></ol>"),
        ("<ul><li value=4>", "</li></ul>"),
        ("<ul><li><input type=checkbox checked>", "</li></ul>"),
        ("<dl><dt>", "</dt><dd>m</dd></dl>"),
        ("<dl><dt>t<dt>u<dd>", "</dd></dl>"),
        ("<blockquote>", "</blockquote>"),
        ("<blockquote cite='//e.example/q'>", "</blockquote>"),
        ("<blockquote cite='//www.e.example/r'>q<footer>", "</footer></blockquote>"),
        ("<blockquote>q<footer>", "</footer></blockquote>"),
        ("<h2>", "</h2>"),
        ("<table><tr><th>", "</th><th>b<tr><td align=right colspan=2>c</table>"),
        ("<table><tr><td rowspan=2>", "<td>x<tr><td>y</table>"),
        ("<table><caption>", "</caption><tr><td>a<td>b</table>"),
        ("<figure><img src='//e.example/k.png'><figcaption>", "</figcaption></figure>"),
        ("<figure>", "</figure>"),
        ("<details><summary>", "</summary>x</details>"),
        ("<details><summary>s</summary>", "</details>"),
        ("<ruby>", "<rt>r</rt></ruby>"),
        ("<span style='font-weight:bold'>", "</span>"),
        ("<abbr title='Some More Words'>", "</abbr>"),
    ]);
    leaf.prop_recursive(5, 40, 5, move |inner| {
        (frames.clone(), prop::collection::vec(inner, 0..5))
            .prop_map(|((open, close), inner)| format!("{open}{}{close}", inner.concat()))
    })
}

/// Tags and pieces of tags in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=//e.example/>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<ul>",
        "<ol>",
        "<li>",
        "</ul>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<blockquote>",
        "</blockquote>",
        "<footer>",
        "<figure>",
        "<figcaption>",
        "<img src=//e.example/i>",
        "<pre>",
        "</pre>",
        "<code>",
        "<h2>",
        "</h2>",
        "<ruby>",
        "<rt>",
        "</ruby>",
        "<details>",
        "<summary>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mi>",
        "<nav>",
        "</nav>",
        "<select>",
        "<template>",
        "<script>",
        "</script>",
        "<style>",
        "<title>",
        "<caption>",
        "<br>",
        "<hr>",
        "x",
        " y ",
        "\n",
        "&nbsp;",
        "é",
        "<sup>",
        "</sup>",
        "<section role=doc-endnotes>",
        "<span role=math>",
        "<p role=math>",
        "<!--",
        "-->",
        "<",
        "<p ",
        "'",
        "\"",
        ">",
        "&lt;script&gt;",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_well_formed_html_gave_reads_back(page in prop::collection::vec(markup(), 1..4)) {
        let document = html(&Foreign::new(format!("<title>-</title>{}", page.concat())), None).document;
        assert_sound(&document);
        assert_reads_back(&document)?;
    }

    #[test]
    fn what_any_html_gave_reads_back(page in soup()) {
        let document = html(&Foreign::new(format!("<title>-</title>{page}")), None).document;
        assert_sound(&document);
        assert_reads_back(&document)?;
    }
}

#[test]
fn every_golden_case_reads_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean/html");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let page = std::fs::read_to_string(&path).unwrap();
            let document =
                html(&Foreign::new(format!("<title>-</title>{page}")), Some("https://example.org/a/b"))
                    .document;
            assert_eq!(outline(&back(&document)), outline(&document), "{path:?}");
        }
    }
}

#[test]
fn an_empty_document_is_empty_html() {
    assert_eq!(write::html(&Document::default()), "");
    assert_eq!(write::html(&Document { blocks: vec![Block::Rule], ..Document::default() }), "<hr>\n");
}

/// Blocks that stand where their element has no place for them are put into one: that is one level more, which has
/// to be counted when they are read, or they would lie too deep when they are read back.
#[test]
fn what_is_nested_to_the_limit_reads_back() {
    let entry = |times: usize| format!("{}x", "<ul><li>".repeat(times));
    for (name, opening) in [
        ("lists straight in lists", "<ul>"),
        ("quotes straight in lists", "<ul><blockquote>"),
        ("folds straight in lists", "<ol><details><summary>s</summary>"),
        ("entries of no list", "<blockquote><li>"),
        ("entries of no list in entries", "<li><div><blockquote>"),
        ("lists in quotes", "<blockquote><ul><li>"),
        ("meanings of no list", "<div><dd><blockquote>"),
        ("lists of definitions", "<dl><dt>t<dd>"),
        ("tables of one cell", "<table><tr><td>"),
        ("tables of two cells", "<table><tr><th>t<td>"),
        ("figures", "<figure><blockquote>"),
    ] {
        for times in (1..10).chain(24..104) {
            let page = format!("<title>-</title>{}{}", opening.repeat(times), entry(times % 4));
            let cleaned = html(&Foreign::new(page), None);
            if cleaned.complaints.is_empty() {
                assert_eq!(outline(&back(&cleaned.document)), outline(&cleaned.document), "{name}, {times}");
            }
        }
    }
}

#[test]
fn a_list_starts_where_its_first_entry_says() {
    let page = "<title>-</title><a href=/><ol reversed><li value=3>x<li value=7><a href=/y>y</a></ol></a>";
    let document = html(&Foreign::new(page), Some("https://e.example/")).document;
    assert!(outline(&document).starts_with("ol 3 reversed\n"), "{}", outline(&document));
    assert_eq!(back(&document), document);
}
