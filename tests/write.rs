//! Tests of what is written for others: tables of cases, and the way back through the door.
#![allow(clippy::unwrap_used)]

use courant::clean::text::is_clean;
use courant::clean::{html, markdown};
use courant::news::{Block, Document, Foreign, Text};
use courant::write;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn of_markdown(text: &str) -> Document {
    markdown(&Foreign::new(text), Some("https://example.org/")).document
}

fn of_html(page: &str) -> Document {
    html(&Foreign::new(page), Some("https://example.org/")).document
}

#[test]
fn text_is_laid_out_in_lines() {
    for (source, width, expected) in [
        ("one two three four", Some(10), "one two\nthree four\n"),
        ("one\\\ntwo", None, "one\ntwo\n"),
        ("## Head\n\nbody", Some(40), "Head\n\nbody\n"),
        ("- one two three\n- b\n  - c\n", Some(12), "• one two\n  three\n• b\n  • c\n"),
        ("9. a\n10. b\n", None, " 9. a\n10. b\n"),
        ("- a\n\n  b\n\n- c\n", None, "• a\n\n  b\n\n• c\n"),
        ("- [x] done\n- [ ] open\n", None, "[x] done\n[ ] open\n"),
        ("> one two three\n>\n> four\n", Some(12), "> one two\n> three\n>\n> four\n"),
        ("```\nlong code line stays\n\tas it is\n```\n", Some(10), "long code line stays\n\tas it is\n"),
        ("a [b](c) d\n", Some(40), "a b[1] d\n\n[1] https://example.org/c\n"),
        ("| a | bb |\n|---|--:|\n| ccc | d |\n", Some(40), "a    bb\nccc   d\n"),
        (
            "| name | thing |\n|---|---|\n| first one | second one |\n| x | y |\n",
            Some(18),
            "name: first one\nthing: second\n  one\n\nname: x\nthing: y\n",
        ),
        ("![A cat](cat.png)\n", None, "[picture: A cat]\n"),
        ("a[^n]\n\n[^n]: note\n", None, "a[n]\n\n[n] note\n"),
        ("a\n\n---\n\nb\n", None, "a\n\n* * *\n\nb\n"),
        ("日本語の文章です。", Some(10), "日本語の文\n章です。\n"),
        ("", Some(10), ""),
    ] {
        assert_eq!(write::text(&of_markdown(source), width), expected, "{source:?}");
    }
}

#[test]
fn tables_with_spans_stand_in_columns() {
    let page = "<table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>";
    assert_eq!(write::text(&of_html(page), None), "a  b  c\n1  2\n   3  4\n");
}

#[test]
fn a_terminal_gets_looks_line_by_line() {
    let document = of_markdown("# T\n\n**bold words** *it* `co` ~~no~~ [li](x)");
    let painted = write::ansi(&document, 12, true);
    assert!(painted.starts_with("\u{1B}[1mbold words\u{1B}[0m\n\u{1B}[3mit\u{1B}[0m"), "{painted:?}");
    assert!(painted.contains("\u{1B}[2mco\u{1B}[0m"), "{painted:?}");
    assert!(painted.contains("\u{1B}[4mli\u{1B}[0m[1]"), "{painted:?}");
    assert_eq!(write::ansi(&document, 12, false), write::text(&document, Some(12)));
}

#[test]
fn markdown_is_what_people_write() {
    for source in [
        "# Head\n",
        "plain *em* **strong** ***both*** ~~gone~~ `code`\n",
        "a [link](<https://example.org/x>) and <sup>2</sup>\n",
        "- a\n- b\n",
        "3. a\n4. b\n",
        "- [x] a\n- [ ] b\n",
        "> said\n>\n> - list\n",
        "```rust\nfn main() {}\n```\n",
        "| a | b |\n| --- | ---: |\n| 1 | 2\\|3 |\n",
        "![alt](<https://example.org/i.png>)\n",
        "one\\\ntwo\n",
        "***\n\nafter\n",
        "note[^1]\n\n[^1]: text\n\n    more\n",
    ] {
        let document = markdown(&Foreign::new(format!("first\n\n{source}")), None).document;
        assert_eq!(write::markdown(&document), format!("first\n\n{source}"));
    }
}

#[test]
fn text_that_looks_like_markdown_is_escaped() {
    for text in [
        "# no heading",
        "- no list",
        "1. no list",
        "1) no",
        "+ no",
        "*no* _no_ `no`",
        "[no](no)",
        "<b>no</b>",
        "&amp; &#65;",
        "a | b",
        "| a |",
        "---",
        "===",
        "> no quote",
        "~~no~~",
        "a\\b\\",
        "![no](no)",
        "wow!",
        "a\n# b\n- c\n=",
        "snake_case_word",
        "```",
        "    x",
        "[^1]: no",
        ": x",
        "+++",
        "12345678901. x",
        "a  b",
        "<!-- no -->",
        "</p>",
        "&nbsp;",
        "\\",
        "a*b*c",
        "_",
        "::",
        ":-:",
        "a\n:-:",
        "a\n-|-",
    ] {
        let text = courant::clean::text::str_paragraph(text);
        let document = Document::of_paragraphs([text.clone()]);
        let back = of_markdown(&write::markdown(&document));
        assert_eq!(back.plain_text(), text);
        assert_eq!(back.blocks.len(), 1);
    }
}

#[test]
fn html_is_plain_and_escaped() {
    for (source, expected) in [
        ("a < b & \"c\" **d**", "<p>a &lt; b &amp; &quot;c&quot; <strong>d</strong></p>\n"),
        ("[l](x?a&b)", "<p><a href=\"https://example.org/x?a&amp;b\">l</a></p>\n"),
        ("2. a\n3. b\n", "<ol start=\"2\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("```js\n<script>\n```\n", "<pre><code class=\"language-js\">&lt;script&gt;</code></pre>\n"),
        ("![\\<a>](i.png)", "<figure><img src=\"https://example.org/i.png\" alt=\"&lt;a&gt;\"></figure>\n"),
        ("x\\\ny", "<p>x<br>y</p>\n"),
    ] {
        assert_eq!(write::html(&of_markdown(source)), expected, "{source:?}");
    }
    let ruby = "<p dir=rtl lang=ja>a<ruby>漢<rt>かん</ruby>";
    assert_eq!(write::html(&of_html(ruby)), "<p lang=\"ja\" dir=\"rtl\">a<ruby>漢<rt>かん</rt></ruby></p>\n");
}

/// Pieces of markup of both kinds, wildly put together.
fn markup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word ",
        "two\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "```\n",
        "`",
        "*",
        "**",
        "_",
        "~~",
        "[a](b)",
        "![i](j)",
        "|",
        "|---|\n",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul>",
        "<li>",
        "</ul>",
        "<ol>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<br>",
        "<h2>",
        "</h2>",
        "<a href=x>",
        "</a>",
        "<img src=y alt=z>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<details>",
        "<summary>",
        "</details>",
        "<nav>",
        "</nav>",
        "<svg>",
        "<script>",
        "</script>",
        "<ruby>",
        "<rt>",
        "&amp;",
        "&lt;",
        "&#27;",
        "\u{1B}[31m",
        "\u{202E}",
        "\u{9B}",
        "漢字",
        "é",
        "\u{301}",
        "אב",
        "\\",
        "!",
        "[^1]",
        "[^1]: n\n",
        "- [x] ",
        "https://e.example/x_y ",
        "&",
        "<",
        "2",
        ".",
        "=",
        "---\n",
        "\t",
        "\u{A0}",
        "\u{AD}",
        "\u{200B}",
        "<sup>",
        "</sup>",
        "<code>",
        "</code>",
        "<i>",
        "</i>",
        "<q>",
        "</q>",
        "<footer>",
        "</footer>",
        "<hr>",
        "<caption>",
        "<span hidden>",
        "</span>",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn without_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1B}[") {
        let end = after.find('m').unwrap();
        assert!(after[..end].split(';').all(|code| ["0", "1", "2", "3", "4"].contains(&code)), "{after:?}");
        out.push_str(before);
        rest = &after[end + 1..];
    }
    out + rest
}

/// What counts of a text when it is written another way: its letters and digits.
fn words(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn whatever_is_written_is_clean(source in markup(), width in 0_usize..60) {
        for document in [of_markdown(&source), of_html(&source)] {
            prop_assert!(is_clean(&document.plain_text()));
            let painted = write::ansi(&document, width, true);
            let plain = write::text(&document, Some(width));
            prop_assert_eq!(&without_escapes(&painted), &plain);
            for text in [plain, write::text(&document, None), write::markdown(&document), write::html(&document)] {
                prop_assert!(is_clean(&text), "{:?}", text);
            }
        }
    }

    #[test]
    fn paragraphs_are_never_wider_than_they_may_be(text in "[a-z 漢字👩🏽é\u{301}]{0,200}", width in 10_usize..60) {
        let document = Document::of_paragraphs([courant::clean::text::str_paragraph(&text)]);
        let lines = write::text(&document, Some(width));
        for line in lines.lines() {
            prop_assert!(line.width() <= width || line.chars().count() > line.width(), "{line:?}");
        }
        prop_assert_eq!(words(&lines), words(&document.plain_text()));
    }

    #[test]
    fn html_reads_back_to_the_same_text(source in markup()) {
        for document in [of_markdown(&source), of_html(&source)] {
            // A title of its own keeps a heading that opens the text in the text.
            let read = |page: &str| of_html(&format!("<title>t</title>{page}"));
            let written = write::html(&document);
            let back = read(&written);
            let plain = document.plain_text();
            let said: Vec<&str> = plain.split_whitespace().collect();
            let same = back.plain_text().replace(['☑', '☐'], "");
            prop_assert_eq!(same.split_whitespace().collect::<Vec<_>>(), said, "{}", &written);
            let again = write::html(&back);
            prop_assert_eq!(write::html(&read(&again)), again);
        }
    }

    #[test]
    fn markdown_reads_back_to_the_same_words(source in markup()) {
        for document in [of_markdown(&source), of_html(&source)] {
            let written = write::markdown(&document);
            let back = markdown(&Foreign::new(format!("# t\n\n{written}")), None).document;
            prop_assert_eq!(words(&back.plain_text()), words(&document.plain_text()), "{:?}\n{}", document.blocks, written);
        }
    }

    #[test]
    fn any_paragraph_reads_back_from_markdown(text in "[-a1 *_`~#>|+=:.)(\\[\\]<&;!\\\\\n]{0,40}") {
        let text = courant::clean::text::str_paragraph(&text);
        let paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).filter(|text| !text.is_empty()).collect();
        let document = Document::of_paragraphs(paragraphs);
        let written = write::markdown(&document);
        prop_assert_eq!(of_markdown(&written).plain_text(), document.plain_text(), "{}", written);
    }
}

#[test]
fn json_keeps_its_fields_and_their_order() {
    use courant::news::{Article, ArticleId, ArticleKey, Dated, Feed, FeedId, FeedKind, Headline};
    use courant::write::json::{HeadlineJson, ShowJson};
    let key = ArticleKey::of_url("https://example.org/a");
    let at: jiff::Timestamp = "2025-12-03T10:00:00Z".parse().unwrap();
    let tags = ["t".to_owned()];
    let headline = Headline {
        id: ArticleId::new(1).unwrap(),
        public_id: key.public_id(),
        title: "A",
        author: "",
        feed: FeedId(1),
        feed_title: "F",
        folder: &[],
        section: "WORLD",
        date: at,
        added: at,
        views: Some(697),
        opened: 2,
        words: 239,
        publisher_read_minutes: None,
        language: "en",
        read: true,
        bookmarked: false,
        noted: false,
        removed: false,
        progress: 333,
        tags: &tags,
        feed_tags: &[],
    };
    let article = Article {
        breadcrumb: vec!["HOME".to_owned(), "WORLD".to_owned()],
        published: Some(Dated { at, precision: Default::default(), basis: Default::default() }),
        ..Article::default()
    };
    let feed = Feed {
        id: FeedId(1),
        kind: FeedKind::Remote,
        title: "F".to_owned(),
        address: String::new(),
        folder: vec!["x".to_owned(), "y".to_owned()],
        position: 0,
        removed: false,
        full_text: false,
        muted: false,
        interval: None,
        priority: 0,
        tags: Vec::new(),
        trouble: None,
    };
    let json = HeadlineJson::new(&headline, &article, &feed);
    let expected = format!(
        "{{\"id\":\"{}\",\"title\":\"A\",\"author\":null,\"feed\":\"F\",\"folder\":\"x/y\",\"section\":\"WORLD\",\
         \"breadcrumb\":[\"HOME\",\"WORLD\"],\"categories\":[],\"url\":null,\
         \"published\":\"2025-12-03T10:00:00Z\",\"updated\":null,\"added\":\"2025-12-03T10:00:00Z\",\"views\":697,\
         \"opened\":2,\"words\":239,\"read_minutes\":2,\"publisher_read_minutes\":null,\"language\":\"en\",\
         \"read\":true,\"bookmarked\":false,\"tags\":[\"t\"],\"progress\":0.333}}",
        key.public_id()
    );
    assert_eq!(serde_json::to_string(&json).unwrap(), expected);
    let document = Document { blocks: vec![Block::Paragraph(Text::plain("b"))], ..Document::default() };
    let show = ShowJson::new(json, &document, vec!["note".to_owned()]);
    let written = serde_json::to_string(&show).unwrap();
    let tail = "\"text\":\"b\",\"content_html\":\"<p>b</p>\\n\",\"notes\":[\"note\"],\"highlights\":[]}";
    assert_eq!(written, format!("{},{tail}", expected.trim_end_matches('}')));
    assert_eq!(serde_json::from_str::<ShowJson>(&written).unwrap(), show);
}
