//! Tests of the only door for foreign text: tables of cases and properties of anything at all.
#![allow(clippy::unwrap_used)]

mod found;
mod golden;
mod inline;
mod long;
mod mutated;
mod outline;
mod promises;
mod roundtrip;
mod visible;

use courant::clean::text::{self, is_clean};
use courant::news::Foreign;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Characters that machines obey, that pile up, that join or part, among letters of many scripts.
fn hostile_text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        "a",
        "Z",
        "7",
        " ",
        "  ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u{1B}[31m",
        "\u{1B}]52;c;aGk=\u{7}",
        "\u{7F}",
        "\u{85}",
        "\u{9B}2J",
        "\u{A0}",
        "\u{AD}",
        "\u{200B}",
        "\u{200D}",
        "\u{200E}",
        "\u{2028}",
        "\u{2029}",
        "\u{202E}",
        "\u{2066}",
        "\u{FEFF}",
        "\u{E0041}",
        "\u{FFFE}",
        "\u{301}",
        "\u{FE0F}",
        "\u{3000}",
        "👩",
        "🏽",
        "❤",
        "🇩",
        "क",
        "\u{94D}",
        "ㄱ",
        "\u{1100}",
        "\u{1161}",
        "\u{11A8}",
        "\u{600}",
        "한",
        "漢",
        "א",
        "ש",
        "é",
    ]);
    prop_oneof![prop::collection::vec(letters, 0..80).prop_map(|parts| parts.concat()), any::<String>()]
}

#[test]
fn a_line_is_one_line() {
    for (foreign, expected) in [
        ("plain", "plain"),
        ("  two\n\tlines \u{2028} here\u{A0}\u{A0}now ", "two lines here now"),
        ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"),
        ("\u{1B}]0;owned\u{7}title", "]0;ownedtitle"),
        ("a\u{9B}2Jb\u{9D}c", "a2Jbc"),
        ("abc\u{202E}gpj.exe\u{202C}", "abcgpj.exe"),
        ("\u{FEFF}mark\u{E0041}\u{E007F}ed", "marked"),
        ("a\u{85}b\u{B}c\u{C}d", "a b c d"),
        ("soft\u{AD}hyphen zero\u{200B}width", "soft\u{AD}hyphen zero\u{200B}width"),
        ("می\u{200C}خواهم \u{200F}", "می\u{200C}خواهم \u{200F}"),
        ("\u{FFFE}\u{FDD0}\u{1FFFF}x", "x"),
        ("", ""),
    ] {
        assert_eq!(text::line(&Foreign::new(foreign)), expected, "{foreign:?}");
    }
}

#[test]
fn a_paragraph_keeps_its_lines() {
    for (foreign, expected) in [
        ("one\r\ntwo\rthree\u{2029}four", "one\ntwo\nthree\nfour"),
        ("  a \t b  \n   c  ", "a b\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("10\u{A0}km\u{1B}[2J", "10\u{A0}km[2J"),
    ] {
        assert_eq!(text::paragraph(&Foreign::new(foreign)), expected, "{foreign:?}");
    }
}

#[test]
fn code_keeps_its_white_space() {
    let code = text::code(&Foreign::new("\tif x:\r\n    y\u{C}\u{1B}c\n"));
    assert_eq!(code, "\tif x:\n    yc\n");
}

#[test]
fn long_lines_are_cut_where_people_see_it() {
    let cut = text::str_line(&"漢字 ".repeat(1000));
    assert!(cut.len() <= text::LINE_BYTES && cut.ends_with('…'), "{}", cut.len());
    assert_eq!(text::str_line(&"x".repeat(text::LINE_BYTES)), "x".repeat(text::LINE_BYTES));
}

#[test]
fn marks_do_not_pile_up_and_letters_stay() {
    let heap = format!("Z{}algo", "\u{301}".repeat(300_000));
    let kept = text::str_paragraph(&heap);
    assert_eq!(kept, format!("Z{}algo", "\u{301}".repeat(7)));
    // The longest conjunct of Sanskrit and the longest emoji people type pass whole.
    for whole in ["कार्त्स्न्य", "👩🏻\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👩🏿"]
    {
        assert_eq!(text::str_line(whole), whole);
    }
    let chain = "क\u{94D}".repeat(50_000);
    let parted = text::str_paragraph(&chain);
    assert_eq!(parted.replace('\u{200B}', ""), chain);
    assert!(parted.graphemes(true).all(|cluster| cluster.chars().count() <= text::CLUSTER));
}

#[test]
fn language_tags_are_written_one_way() {
    for (told, tag) in [
        ("en", Some("en")),
        ("EN_us", Some("en-US")),
        ("zh-hant-tw", Some("zh-Hant-TW")),
        ("x", None),
        ("en\u{1B}", None),
        ("not a language", None),
        ("", None),
    ] {
        assert_eq!(text::language_tag(told).as_deref(), tag, "{told:?}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_leaves_clean_and_stays_as_it_left(foreign in hostile_text()) {
        for pass in [text::str_line, text::str_paragraph, text::str_code] {
            let once = pass(&foreign);
            prop_assert!(is_clean(&once));
            prop_assert_eq!(&pass(&once), &once);
            prop_assert!(once.graphemes(true).all(|cluster| cluster.chars().count() <= text::CLUSTER));
        }
        prop_assert!(!text::str_line(&foreign).contains(['\n', '\t']));
    }

    #[test]
    fn letters_and_digits_stay_in_order(foreign in hostile_text()) {
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&text::str_paragraph(&foreign)), letters(&foreign));
        prop_assert_eq!(letters(&text::str_code(&foreign)), letters(&foreign));
    }
}

mod of_markdown {
    use courant::clean::{Cleaned, markdown};
    use courant::news::{Block, Foreign, LinkId, Style};

    fn read(text: &str) -> Cleaned {
        markdown(&Foreign::new(text), Some("https://example.org/notes/"))
    }

    /// The document as one short line a block.
    fn outline(text: &str) -> String {
        let document = read(text).document;
        document.blocks.iter().map(super::sketch).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_are_what_commonmark_says() {
        for (text, expected) in [
            ("one\ntwo\n\nthree", "p(one two) p(three)"),
            ("one  \ntwo\\\nthree", "p(one/two/three)"),
            ("## Two\n\nthree\n---", "h2(Two) h2(three)"),
            ("- a\n- b\n  - c\n", "ul(li(p(a)) li(p(b) ul(li(p(c)))))"),
            ("7. a\n8. b\n", "ol7(li(p(a)) li(p(b)))"),
            ("- [x] done\n- [ ] open\n", "ul(li[x](p(done)) li[ ](p(open)))"),
            ("> said\n>\n> > deeper\n", "quote(p(said) quote(p(deeper)))"),
            ("> [!NOTE]\n> Look.\n", "quote(p(Note) p(Look.))"),
            ("```rust ignore\nfn main() {\n\t\n}\n```\n", "code:rust(fn main() {/\t/})"),
            ("    indented\n      more\n", "code(indented/  more)"),
            ("a\n\n***\n\nb", "p(a) hr p(b)"),
            ("| a | b |\n|---|--:|\n| 1 | 2 |\n", "table(th(a) th(b) | td(1) td(2))"),
            ("See[^1].\n\n[^1]: There.\n", "p(See[1].) notes(1(p(There.)))"),
            ("![A cat](cat.png)\n", "fig(https://example.org/notes/cat.png A cat)"),
            ("![gone](javascript:x)\n", "p(gone)"),
            ("&lt;b&gt; &#27;[31m &amp;#27; &#x9b;", "p(<b> [31m &#27;)"),
        ] {
            assert_eq!(outline(text), expected, "{text:?}");
        }
    }

    #[test]
    fn styles_cover_their_letters_and_no_blanks_around_them() {
        let document = read("a **b *c* d** `e  f` ~~g~~").document;
        let Block::Paragraph(text) = &document.blocks[0] else { panic!("{document:?}") };
        let styled: Vec<_> = text.stretches().map(|(range, style, _)| (&text.string[range], style)).collect();
        assert_eq!(
            styled,
            [
                ("a ", Style::PLAIN),
                ("b ", Style::STRONG),
                ("c", Style::STRONG.with(Style::EMPHASIS)),
                (" d", Style::STRONG),
                (" ", Style::PLAIN),
                ("e f", Style::CODE),
                (" ", Style::PLAIN),
                ("g", Style::STRIKE),
            ]
        );
    }

    #[test]
    fn links_are_absolute_and_counted_once() {
        let document = read(
            "[one](a) and [again](a), <https://b.example/>, bare https://c.example/x_y(z). \
             [no](javascript:alert(1)) [mail](mailto:a@b.example?attach=/etc/passwd)",
        )
        .document;
        let links: Vec<_> =
            document.links.iter().map(|link| (link.url.as_str(), link.title.as_str())).collect();
        assert_eq!(
            links,
            [
                ("https://example.org/notes/a", "one"),
                ("https://b.example/", "https://b.example/"),
                ("https://c.example/x_y(z)", "https://c.example/x_y(z)"),
                ("mailto:a@b.example", "mail"),
            ]
        );
        let Block::Paragraph(text) = &document.blocks[0] else { panic!("{document:?}") };
        let linked: Vec<_> =
            text.stretches().filter_map(|(range, _, link)| Some((&text.string[range], link?))).collect();
        assert_eq!(linked[..2], [("one", LinkId(0)), ("again", LinkId(0))]);
        assert!(text.string.contains("no mail"), "{}", text.string);
    }

    #[test]
    fn the_title_is_told_once() {
        for (text, title, outline) in [
            ("# The *title*\n\nbody", Some("The title"), "p(body)"),
            ("body\n\n# Not the title", None, "p(body) h1(Not the title)"),
            ("---\ntitle: Front\n---\n# Another\n", Some("Front"), "h1(Another)"),
            ("---\ntitle: \"Same\"\n---\n# Same\n\nbody", Some("Same"), "p(body)"),
            ("---\n\nA rule, no front matter.\n\n---\n", None, "hr p(A rule, no front matter.) hr"),
        ] {
            let cleaned = read(text);
            assert_eq!(cleaned.title.as_deref(), title, "{text:?}");
            let blocks: Vec<_> = cleaned.document.blocks.iter().map(super::sketch).collect();
            assert_eq!(blocks.join(" "), outline, "{text:?}");
        }
    }

    #[test]
    fn front_matter_gives_pairs() {
        let pairs = |text: &str| {
            let front = read(text).front;
            front.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("; ")
        };
        for (text, expected) in [
            (
                "---\ntitle: 'It: works' # really\nDate: 2025-12-03\ntags: [a, \"b\", c]\n---\n",
                "title=It: works; date=2025-12-03; tags=a; tags=b; tags=c",
            ),
            (
                "---\nauthors:\n  - Ada\n  - name: Bo\n    email: bo@example.org\ncategories:\n- x\n---\n",
                "authors=Ada; authors=Bo; categories=x",
            ),
            ("---\ndescription: >\n  Two\n  lines.\nlang: de\n---\n", "description=Two lines.; lang=de"),
            (
                "+++\ntitle = \"Toml\"\ntags = [\n  \"a\",\n  \"b\",\n]\n[extra]\nx = 1\n+++\n",
                "title=Toml; tags=a; tags=b; x=1",
            ),
            ("---\r\ntitle: \u{1B}[31mX\u{202E}\r\n---\r\n", "title=[31mX"),
        ] {
            assert_eq!(pairs(text), expected, "{text:?}");
        }
        assert_eq!(read("---\nlang: pt_br\n---\nx").language.as_deref(), Some("pt-BR"));
    }
}

/// A block in a few letters, for comparing: `p(text)`, `ul(li(p(a)))`; line breaks as `/`.
fn sketch(block: &courant::news::Block) -> String {
    use courant::news::Block;
    let all = |blocks: &[Block]| blocks.iter().map(sketch).collect::<Vec<_>>().join(" ");
    let line = |text: &courant::news::Text| text.string.replace('\n', "/");
    match block {
        Block::Paragraph(text) => format!("p({})", line(text)),
        Block::Heading(level, text) => format!("h{level}({})", line(text)),
        Block::List { start, reversed, items, .. } => {
            let name = start.map_or("ul".to_owned(), |start| format!("ol{start}"));
            let items: Vec<_> = items
                .iter()
                .map(|item| {
                    let mark = item.checked.map_or("", |done| if done { "[x]" } else { "[ ]" });
                    format!("li{mark}({})", all(&item.blocks))
                })
                .collect();
            format!("{name}{}({})", if *reversed { "r" } else { "" }, items.join(" "))
        }
        Block::Definitions(definitions) => {
            let definitions: Vec<_> = definitions
                .iter()
                .map(|each| {
                    let terms: Vec<_> = each.terms.iter().map(line).collect();
                    format!("{}: {}", terms.join(", "), all(&each.blocks))
                })
                .collect();
            format!("dl({})", definitions.join("; "))
        }
        Block::Quote { blocks, citation: None } => format!("quote({})", all(blocks)),
        Block::Quote { blocks, citation: Some(by) } => format!("quote({} -- {})", all(blocks), line(by)),
        Block::Code { language, text } => {
            let name = language.as_ref().map_or(String::new(), |language| format!(":{language}"));
            format!("code{name}({})", text.replace('\n', "/"))
        }
        Block::Table(table) => {
            let cell = |cell: &courant::news::Cell| {
                let name = if cell.header { "th" } else { "td" };
                let columns = if cell.columns > 1 { format!("c{}", cell.columns) } else { String::new() };
                let rows = if cell.rows > 1 { format!("r{}", cell.rows) } else { String::new() };
                format!("{name}{columns}{rows}({})", line(&cell.text))
            };
            let rows: Vec<_> =
                table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect();
            let caption = table.caption.as_ref().map_or(String::new(), |text| format!("{} = ", line(text)));
            format!("table({caption}{})", rows.join(" | "))
        }
        Block::Figure { images, caption } => {
            let images: Vec<_> = images.iter().map(|image| format!("{} {}", image.url, image.alt)).collect();
            let caption = caption.as_ref().map_or(String::new(), |text| format!(" = {}", line(text)));
            format!("fig({}{caption})", images.join(", "))
        }
        Block::Math(text) => format!("math({text})"),
        Block::Details { summary, blocks } => format!("details({}: {})", line(summary), all(blocks)),
        Block::Footnotes(notes) => {
            let notes: Vec<_> =
                notes.iter().map(|note| format!("{}({})", note.label, all(&note.blocks))).collect();
            format!("notes({})", notes.join(" "))
        }
        Block::Rule => "hr".to_owned(),
    }
}

mod of_html {
    use courant::clean::{Cleaned, html};
    use courant::news::{Block, Direction, Foreign, Style};

    fn read(page: &str) -> Cleaned {
        html(&Foreign::new(page), Some("https://example.org/a/b"))
    }

    fn outline(page: &str) -> String {
        read(page).document.blocks.iter().map(super::sketch).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_page_that_hides_all_its_words_says_so() {
        let hidden = read("<div hidden>Words.</div>");
        assert_eq!(hidden.document.blocks, Vec::new());
        assert_eq!(hidden.complaints.len(), 1, "{:?}", hidden.complaints);
        assert_eq!(read("<title>T</title><p> . </p><hr hidden>").complaints, Vec::<String>::new());
    }

    #[test]
    fn a_page_gives_its_visible_text() {
        for (page, expected) in [
            ("<p>one\n two <p>three", "p(one two) p(three)"),
            ("bare text<br>next<br><br>apart", "p(bare text/next) p(apart)"),
            ("<div>a<div>b</div>c</div>", "p(a) p(b) p(c)"),
            ("<h1>A</h1><h3>B <i>c</i></h3>x", "h3(B c) p(x)"),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li(p(a)) li(p(b) ul(li(p(c)))) li(p(d)))"),
            ("<ul><li>a</li><ul><li>b</ul></ul>", "ul(li(p(a) ul(li(p(b)))))"),
            ("<ol start=3 reversed><li>a<li></ol>", "ol3r(li(p(a)) li())"),
            ("<li>stray<li>entries", "ul(li(p(stray)) li(p(entries)))"),
            ("<dl><dt>t<dd>m<dt>u<dt>v<dd>n</dl>", "dl(t: p(m); u, v: p(n))"),
            ("<blockquote>a<p>b<footer>by C</footer></blockquote>", "quote(p(a) p(b) -- by C)"),
            ("<pre>\n  a\n\tb\n</pre>", "code(  a/\tb)"),
            ("<pre><code class='hl language-rust'>x &lt; y</code></pre>", "code:rust(x < y)"),
            (
                "<figure><img src=i.png alt=I><figcaption>Cap <b>t</b></figcaption></figure>",
                "fig(https://example.org/a/i.png I = Cap t)",
            ),
            ("<p>a <img src=/i.png alt=I> b</p>", "p(a b) fig(https://example.org/i.png I)"),
            ("<p>ok <img class=emoji src=/e.png alt=😀></p>", "p(ok 😀)"),
            ("<img src=/beacon.gif width=1 height=1 alt=x>", ""),
            (
                "<img src='data:image/gif;base64,R0' data-src=late.jpg alt=L>",
                "fig(https://example.org/a/late.jpg L)",
            ),
            ("<details><summary>S</summary><p>b</details>", "details(S: p(b))"),
            ("a<hr>b", "p(a) hr p(b)"),
            ("<p>say <q>it</q></p>", "p(say “it”)"),
            ("a<wbr>b &shy;", "p(a\u{200B}b \u{AD})"),
            ("<p>&nbsp;</p><p>&nbsp;10&nbsp;km&nbsp;</p>", "p(10\u{A0}km)"),
            ("<span lang=en>a</span><custom-tag>b</custom-tag>", "p(ab)"),
        ] {
            assert_eq!(outline(page), expected, "{page:?}");
        }
    }

    /// A page that was saved as a file has its pictures in a folder beside it, and nobody knows where it came from.
    #[test]
    fn a_picture_beside_a_page_from_nowhere_stays_one() {
        let page =
            Foreign::new("<figure><img src=page_files/i.png alt=I><figcaption>Cap</figcaption></figure>");
        let document = html(&page, None).document;
        let [Block::Figure { images, caption: Some(caption) }] = document.blocks.as_slice() else {
            panic!("{document:?}")
        };
        assert_eq!(
            (images[0].url.as_str(), images[0].alt.as_str(), caption.string.as_str()),
            ("", "I", "Cap")
        );
        assert_eq!(super::promises::back(&document), document);
    }

    #[test]
    fn tables_of_data_stay_tables_and_tables_of_layout_do_not() {
        for (page, expected) in [
            (
                "<table><caption>C</caption><tr><th>a<th>b<tr><td>1<td>2</table>",
                "table(C = th(a) th(b) | td(1) td(2))",
            ),
            (
                "<table><tbody><tr><td colspan=2>a</td></tr><tr><td rowspan=9>b<td>c</table>",
                "table(tdc2(a) | td(b) td(c))",
            ),
            ("<table><tr><td><p>a<p>b</td><td>c</td></tr></table>", "table(td(a/b) td(c))"),
            ("<table><tr><td><h2>a</h2><ul><li>b</ul></table>", "h2(a) ul(li(p(b)))"),
            ("<table><tr><td><table><tr><td>a<td>b</table></table>", "table(td(a) td(b))"),
            ("<td>no</td><td>table</td>", "p(no) p(table)"),
            ("<table>lost<tr><td>a<td>b</table>", "p(lost) table(td(a) td(b))"),
        ] {
            assert_eq!(outline(page), expected, "{page:?}");
        }
    }

    #[test]
    fn furniture_is_left_out_and_what_never_ended_is_not() {
        for (page, expected) in [
            ("<nav><a href=/>Home</a></nav><p>text", "p(text)"),
            (
                "<nav>menu <p>and the text, as it was never closed",
                "p(menu) p(and the text, as it was never closed)",
            ),
            ("<p>save <svg><title>icon</title><path/></svg> it</p>", "p(save it)"),
            ("<p>x<svg><g><p>y", "p(x) p(y)"),
            ("<p>a <math alttext='x^2'><mi>x</mi></math> b</p>", "p(a x² b)"),
            (
                "<form><p>kept</p><input value=v><button>Go</button><select><option>o</select></form>",
                "p(kept)",
            ),
            ("<p>a<template><p>t</p></template>b</p><noscript>n</noscript>", "p(ab)"),
            ("<div hidden>h<div>i</div></div><p style='Display: none'>n</p>v", "p(v)"),
            ("<p>a <span hidden>b <span>c</span></span>d</p>", "p(a d)"),
            ("<p>a <span hidden>b</p><p>c</p>", "p(a) p(c)"),
            ("<script>a<b</script><style>p{}</style><iframe><p>x</iframe>t", "p(t)"),
            ("<script src=x />t", "p(t)"),
            ("<textarea><p>x</textarea>y<!-- c --><!doctype html><?php ?>", "p(y)"),
            ("<xmp><b>as it is</b></xmp>", "code(<b>as it is</b>)"),
            ("<plaintext><b>rest", "code(<b>rest)"),
        ] {
            assert_eq!(outline(page), expected, "{page:?}");
        }
    }

    #[test]
    fn wrong_nesting_loses_no_text() {
        for (page, expected) in [
            ("<b>a<p>b</b>c</p>d", "p(a) p(bc) p(d)"),
            ("</div></p></td>a</b>", "p(a)"),
            ("<table><tr><td>a</div></table>b", "p(a) p(b)"),
            ("<div><table><tr><td>a<td>b</div>c</table>d", "table(td(a) td(bc)) p(d)"),
            ("<h2>a<p>b</h2>c", "h2(a/b) p(c)"),
            ("<h2>a</h3>b", "h2(a) p(b)"),
            ("<a href=x>a<a href=y>b", "p(ab)"),
            ("<title>never ended\n<p>the text", "p(the text)"),
            ("a < b &amp b &amp;lt; &unknown; <3", "p(a < b & b &lt; &unknown; <3)"),
        ] {
            assert_eq!(outline(page), expected, "{page:?}");
        }
    }

    #[test]
    fn a_page_says_what_it_is() {
        let page = "<!doctype html><html lang=pt_br dir=rtl><head><title> The\n title &amp; </title></head>\
             <body><header><h1>The title &amp;</h1></header><p>x<p lang=en dir=ltr>y";
        let cleaned = read(page);
        assert_eq!(cleaned.title.as_deref(), Some("The title &"));
        assert_eq!(cleaned.language.as_deref(), Some("pt-BR"));
        assert_eq!(cleaned.document.direction, Direction::RightToLeft);
        let [Block::Paragraph(first), Block::Paragraph(second)] = &cleaned.document.blocks[..] else {
            panic!("{:?}", cleaned.document)
        };
        assert_eq!((first.language.as_deref(), first.direction), (None, Direction::Auto));
        assert_eq!((second.language.as_deref(), second.direction), (Some("en"), Direction::LeftToRight));
        assert_eq!(read("<h1>Only heading</h1>x").title.as_deref(), Some("Only heading"));
        assert_eq!(read("x<h1>Later</h1>").title, None);
    }

    #[test]
    fn looks_and_links_cover_their_letters() {
        let document = read(
            "<base href='https://other.example/dir/'><p>a <strong>b <em>c</em></strong>\
             <a href=' d '> d</a> <code>e</code><sup>2</sup> <a href='#here'>f</a>",
        )
        .document;
        let Block::Paragraph(text) = &document.blocks[0] else { panic!("{document:?}") };
        let stretches: Vec<_> = text
            .stretches()
            .map(|(range, style, link)| (&text.string[range], style, link.is_some()))
            .collect();
        assert_eq!(
            stretches,
            [
                ("a ", Style::PLAIN, false),
                ("b ", Style::STRONG, false),
                ("c", Style::STRONG.with(Style::EMPHASIS), false),
                (" ", Style::PLAIN, false),
                ("d", Style::PLAIN, true),
                (" ", Style::PLAIN, false),
                ("e", Style::CODE, false),
                ("2", Style::SUPERSCRIPT, false),
                (" f", Style::PLAIN, false),
            ]
        );
        assert_eq!(document.links.len(), 1);
        assert_eq!(document.links[0].url, "https://other.example/dir/d");
        assert_eq!(document.links[0].title, "d");
    }

    #[test]
    fn links_of_furniture_are_not_counted() {
        let document = read("<nav><a href=/n>n</a></nav><a href=/t>t</a>").document;
        assert_eq!(document.links.len(), 1);
        assert_eq!(document.links[0].url, "https://example.org/t");
    }

    #[test]
    fn readings_stand_above_their_letters() {
        let document =
            read("<p>昔 <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(<rt>じ<rp>)</ruby>。").document;
        let Block::Paragraph(text) = &document.blocks[0] else { panic!("{document:?}") };
        assert_eq!(text.string, "昔 漢字。");
        let ruby: Vec<_> = text
            .ruby
            .iter()
            .map(|(range, reading)| {
                (&text.string[range.start as usize..range.end as usize], reading.as_str())
            })
            .collect();
        assert_eq!(ruby, [("漢", "かん"), ("字", "じ")]);
    }

    #[test]
    fn html_inside_markdown_is_read_too() {
        let cleaned = courant::clean::markdown(
            &Foreign::new(
                "<div align=center>\n<img src=i.png alt=I>\n<script>x()</script>\n\nx<sup>2</sup> <script>y()</script>z<br>w\n\n</div>\n\nend",
            ),
            Some("https://example.org/"),
        );
        let blocks: Vec<_> = cleaned.document.blocks.iter().map(super::sketch).collect();
        assert_eq!(blocks.join(" "), "fig(https://example.org/i.png I) p(x2 z/w) p(end)");
    }
}

mod of_addresses {
    use courant::clean::url::{shown_host, str_link, str_web};
    use proptest::prelude::*;

    #[test]
    fn only_harmless_addresses_pass() {
        let base = Some("https://example.org/a/b?c#d");
        for (address, expected) in [
            ("http://example.org", Some("http://example.org/")),
            (" HTTPS://Example.ORG/x ", Some("https://example.org/x")),
            ("x y", Some("https://example.org/a/x%20y")),
            ("/r", Some("https://example.org/r")),
            ("?q=1", Some("https://example.org/a/b?q=1")),
            ("//other.example/z", Some("https://other.example/z")),
            ("java\nscript:alert(1)", None),
            ("JavaScript:alert(1)", None),
            ("\u{1}javascript:alert(1)", None),
            ("data:text/html,<script>", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("ftp://example.org/", None),
            ("exec:ls", None),
            ("http://", None),
            ("http://ex ample.org/", None),
            ("http://a\u{202E}b.example/", None),
            ("", None),
            ("https://e.example/\u{1B}]52;c;x\u{7}", Some("https://e.example/%1B]52;c;x")),
            ("https://e.example/\u{9B}\u{202E}", Some("https://e.example/%C2%9B%E2%80%AE")),
            ("https://e.example/'\"`$(x)|<>", Some("https://e.example/%27%22%60$(x)%7C%3C%3E")),
            ("https://e.example/?a='b c'#d e'", Some("https://e.example/?a=%27b%20c%27#d%20e%27")),
            ("-x", Some("https://example.org/a/-x")),
            ("mailto:a@b.example", None),
        ] {
            assert_eq!(str_web(address, base).as_deref(), expected, "{address:?}");
        }
        assert_eq!(str_web("/relative", None), None);
        assert_eq!(str_web("x", Some("file:///home/")), None);
        assert_eq!(str_web(&format!("https://e.example/{}", "a".repeat(9000)), None), None);
    }

    #[test]
    fn links_may_lead_to_other_programs() {
        for (address, expected) in [
            ("mailto:a@b.example?attach=/etc/passwd", Some("mailto:a@b.example")),
            ("mailto:--help", None),
            ("magnet:?xt=urn:btih:c12fe1", Some("magnet:?xt=urn:btih:c12fe1")),
            ("magnet:x", None),
            ("gemini://g.example/x", Some("gemini://g.example/x")),
            ("https://e.example/", Some("https://e.example/")),
            ("tel:1", None),
            ("javascript:1", None),
        ] {
            assert_eq!(str_link(address, None).as_deref(), expected, "{address:?}");
        }
    }

    #[test]
    fn hosts_are_shown_as_they_are() {
        for (address, host) in [
            ("https://user:secret@bank.example@evil.example:8080/x", Some("evil.example")),
            ("https://xn--e1awd7f.example/", Some("xn--e1awd7f.example")),
            ("https://аррӏе.example/", Some("xn--80ak6aa92e.example")),
            ("mailto:a@b.example", None),
        ] {
            assert_eq!(shown_host(address).as_deref(), host, "{address:?}");
        }
    }

    /// What the standard makes of an address in which nothing has to be escaped.
    fn by_the_standard(address: &str, base: Option<&str>) -> Option<String> {
        let url = match base {
            // Nothing is no address, though the standard takes it for the page's own.
            _ if address.is_empty() => return None,
            Some(base) => url::Url::parse(base).ok()?.join(address).ok()?,
            None if address.starts_with("//") => url::Url::parse(&format!("https:{address}")).ok()?,
            None => url::Url::parse(address).ok()?,
        };
        let has_host = url.host_str().is_some_and(|host| !host.is_empty() && !host.starts_with('-'));
        (matches!(url.scheme(), "http" | "https") && has_host).then(|| url.as_str().to_owned())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn an_address_is_what_the_standard_makes_of_it(
            scheme in prop::sample::select(vec!["https://", "http://", "//", "/", "", "https:/", "HTTP://", "ftp://"]),
            host in "([a-z0-9-]{0,4}\\.){0,2}(xn--)?[a-z0-9A-Z-]{0,5}(:8?)?",
            path in "(/(\\.|\\.\\.|%2e|[a-zA-Z0-9._~%!$()*+,;:@=&-]{0,4})){0,3}(\\?[a-z0-9./?=&%+-]{0,5})?(#[a-z0-9./?#-]{0,4})?",
            base in prop::sample::select(vec![
                None,
                Some("https://e.example/x/y?z#f"),
                Some("http://e.example:8080/"),
                Some("https://u:p@e.example/a"),
            ]),
        ) {
            let address = format!("{scheme}{host}{path}");
            prop_assert_eq!(str_web(&address, base), by_the_standard(&address, base), "{:?}", address);
            if let Some(url) = str_web(&address, base) {
                let host = url::Url::parse(&url).ok().and_then(|url| url.host_str().map(str::to_owned));
                prop_assert_eq!(shown_host(&url), host);
            }
        }

        #[test]
        fn an_address_is_one_printable_word(path in super::hostile_text(), base in prop::option::of(Just("https://e.example/x/"))) {
            for address in [path.clone(), format!("https://e.example/{path}"), format!("https://{path}/")] {
                if let Some(url) = str_link(&address, base) {
                    prop_assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{url:?}");
                    prop_assert!(!url.contains(['\'', '"', '`', '<', '>', '\\', '|']) && !url.starts_with('-'));
                    prop_assert_eq!(str_link(&url, base), Some(url));
                }
            }
        }
    }
}

/// Everything a document holds that could be shown, written or opened.
fn everything_in(cleaned: &courant::clean::Cleaned) -> Vec<String> {
    let mut all = vec![cleaned.document.plain_text(), format!("{:?}", cleaned.document.blocks)];
    all.extend(cleaned.title.clone());
    all.extend(cleaned.language.clone());
    all.extend(cleaned.complaints.clone());
    all.extend(cleaned.front.iter().map(|(key, value)| format!("{key} {value}")));
    all.extend(cleaned.document.links.iter().flat_map(|link| [link.url.clone(), link.title.clone()]));
    all
}

mod hostile {
    use courant::clean::text::is_clean;
    use courant::clean::{Cleaned, html, markdown};
    use courant::news::{Block, Foreign};
    use courant::write;
    use proptest::prelude::*;

    fn both(text: &str) -> [Cleaned; 2] {
        [html(&Foreign::new(text), None), markdown(&Foreign::new(text), None)]
    }

    fn assert_clean(cleaned: &Cleaned, from: &str) {
        for text in super::everything_in(cleaned) {
            assert!(is_clean(&text), "{from:?} left {text:?}");
        }
    }

    #[test]
    fn no_escape_gets_through_any_door() {
        let payloads = [
            "\u{1B}[31m",
            "\u{1B}]0;title\u{7}",
            "\u{1B}]8;;https://evil.example\u{1B}\\",
            "\u{1B}]52;c;ZXZpbA==\u{7}",
            "\u{9B}2J",
            "\u{9D}52;c;x\u{9C}",
            "\u{90}q\u{9C}",
            "\u{7}\u{8}\u{C}\u{E}\u{7F}",
            "\0",
            "\r\u{1B}M",
            "\u{202E}\u{2066}\u{2069}",
            "\u{2028}\u{2029}\u{85}",
            "\u{FEFF}",
            "\u{E0020}\u{E007F}",
            "\u{FFFF}",
            "&#27;[31m",
            "&#x1b;]52;c;x&#7;",
            "&#x9b;2J",
            "&#155;2J",
            "&#157;",
            "&#x202e;",
            "&#8238;",
            "&#xfeff;",
            "&#xE0041;",
            "&#0;",
            "&#x85;",
            "&#127;",
            "&amp;#27;[0m",
            "&amp;#x9b;",
            "<![CDATA[\u{1B}[1m]]>",
            "%1B%5B",
        ];
        for payload in payloads {
            for frame in [
                "{}",
                "<title>{}</title>",
                "<p title='{}'>{}",
                "<a href='https://e.example/{}'>{}</a>",
                "<a href={}>x</a>",
                "<img src='https://e.example/{}' alt='{}'>",
                "<img src='{}' alt='{}'>",
                "<pre>{}</pre>",
                "<html lang='{}'>x",
                "<table><caption>{}</caption><th>{}</table>",
                "<figure><img src=//e.example/><figcaption>{}</figure>",
                "<details><summary>{}</summary>x</details>",
                "<ruby>a<rt>{}</ruby>",
                "<math alttext='{}'></math>",
                "<pre><code class='language-{}'>x</code></pre>",
                "<dl><dt>{}<dd>{}</dl>",
                "<blockquote>x<footer>{}",
                "# {}",
                "[{}](https://e.example/{})",
                "![{}](https://e.example/{})",
                "```{}\n{}\n```",
                "`{}`",
                "---\ntitle: {}\n{}: x\ntags: [{}]\n---\n",
                "x[^{}]\n\n[^{}]: {}",
                "| {} |\n|---|\n| {} |",
                "<{}>",
            ] {
                let page = frame.replace("{}", payload);
                for cleaned in both(&page) {
                    assert_clean(&cleaned, &page);
                    assert!(is_clean(&write::html(&cleaned.document)), "{page:?}");
                    assert!(is_clean(&write::text(&cleaned.document, Some(20))), "{page:?}");
                    assert!(is_clean(&write::markdown(&cleaned.document)), "{page:?}");
                }
            }
        }
    }

    #[test]
    fn doubly_encoded_entities_are_decoded_once() {
        let [page, _] = both("<p>&amp;#27;[31m &amp;lt;script&amp;gt;");
        assert_eq!(page.document.plain_text(), "&#27;[31m &lt;script&gt;");
    }

    #[test]
    fn nothing_active_is_left() {
        for page in [
            "<p>a<script>alert(1)</script>b",
            "<p onclick=alert(1)>ab",
            "<p>a<img src=x onerror=alert(1)>b",
            "<p>a<img src='javascript:alert(1)'>b",
            "<p>a<a href='javascript:alert(1)'>b</a>",
            "<p>a<a href=' java\tscript:alert(1)'>b</a>",
            "<p>a<a href='data:text/html,<script>alert(1)</script>'>b</a>",
            "<p>a<svg onload=alert(1)><script>alert(1)</script></svg>b",
            "<p>a<template><script>alert(1)</script></template>b",
            "<p>a<iframe srcdoc='<script>alert(1)</script>'></iframe>b",
            "<p>a<object data=x></object>b",
            "<base href='javascript:alert(1)//'><p>a<a href=x>b</a>",
            "<meta http-equiv=refresh content='0;javascript:1'><p>ab",
            "<p>a<img srcset='javascript:alert(1) 1x'>b",
            "<p style='background:url(javascript:alert(1))'>ab",
            "<style>@import 'javascript:alert(1)'</style><p>ab",
            "<p>a<math><mtext><script>alert(1)</script></math>b",
            "<form action='javascript:alert(1)'><p>ab</form>",
            "<p>a<embed src=x>b",
            "<p>a<!--><script>alert(1)</script>-->b",
            "<p>a<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>b",
            "<p>a<SCRIPT/XSS>alert(1)</SCRIPT>b",
            "<p>a<svg><style><img src=x onerror=alert(1)></style></svg>b",
        ] {
            let cleaned = html(&Foreign::new(page), None);
            let written = write::html(&cleaned.document);
            let active = written
                .replace("--&gt;", "")
                .replace("&quot;&gt;", "")
                .replace("'&gt;", "")
                .replace("&#39;", "");
            assert!(
                [
                    "<script",
                    "onerror",
                    "onclick",
                    "onload",
                    "javascript",
                    "<svg",
                    "<style",
                    "<base",
                    "<meta",
                    "data:"
                ]
                .iter()
                .all(|word| !active.to_lowercase().contains(word)),
                "{page:?} left {written:?}"
            );
            assert!(
                cleaned.document.plain_text().replace('\n', "").starts_with("ab") || page.contains("-->"),
                "{page:?} left {written:?}"
            );
            assert!(cleaned.document.links.is_empty(), "{page:?}");
        }
    }

    /// Nothing here may take more than linear time: each of them would take minutes if anything did.
    #[test]
    fn nothing_blows_up() {
        let repeated = |piece: &str, count: usize| piece.repeat(count);
        let numbered =
            |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<String>();
        for (name, page) in [
            ("angle brackets", repeated("<", 1_000_000)),
            ("open angle brackets", repeated("<a", 300_000)),
            ("nested boxes", repeated("<div>", 100_000) + "x"),
            ("nested looks", repeated("<b><i>", 50_000) + "x"),
            ("nested lists", repeated("<ul><li>", 20_000) + "x"),
            ("nested tables", repeated("<table><tr><td>", 10_000) + "x"),
            (
                "nested quotes and ends",
                repeated("<blockquote>", 20_000) + &repeated("</b></div>", 20_000) + "x",
            ),
            ("furniture", repeated("<nav>", 20_000) + &repeated("</nav>", 20_000) + "x"),
            ("links", repeated("<a href=x>x", 20_000)),
            ("different links", numbered(20_000, &|n| format!("<a href=//e.example/{n}>x</a>"))),
            ("one word", repeated("x", 1_000_000)),
            ("one clean word of marks", "x".to_owned() + &repeated("\u{301}", 300_000)),
            ("marks in elements", repeated("<b>\u{301}</b>", 50_000) + "x"),
            ("attributes", "<p ".to_owned() + &numbered(200_000, &|n| format!("a{n} ")) + ">x"),
            (
                "attributes of quoted ends",
                "<p ".to_owned() + &numbered(100_000, &|n| format!("a{n}='>' ")) + ">x",
            ),
            ("attributes of an end", "<p>x</p ".to_owned() + &numbered(100_000, &|n| format!("a{n} ")) + ">"),
            ("entities", repeated("&lt;&amp", 30_000) + "x"),
            ("cells", "<table>".to_owned() + &repeated("<tr><td colspan=1000 rowspan=65534>x", 5_000)),
            ("comments", repeated("<!--x", 30_000)),
            ("line breaks", repeated("<br>", 50_000) + "x"),
            ("blanks", repeated(" \n\t", 300_000) + "x"),
        ] {
            let cleaned = html(&Foreign::new(page), Some("https://e.example/"));
            assert_clean(&cleaned, name);
            assert!(
                name == "open angle brackets" || name == "comments" || !cleaned.document.blocks.is_empty(),
                "{name}"
            );
        }
        for (name, text) in [
            ("quotes", repeated(">", 50_000) + "x"),
            ("lists", repeated("- ", 50_000) + "x"),
            ("lists and empty lines", repeated("- ", 20_000) + "x" + &repeated("\n", 20_000) + "x"),
            ("quotes and lines", repeated(">", 20_000) + "x" + &repeated("\nx", 20_000)),
            ("stars", repeated("*a ", 100_000)),
            ("brackets", repeated("[", 100_000)),
            ("pictures", repeated("![", 50_000) + "x"),
            ("backticks", numbered(700, &|n| "`".repeat(n) + " ")),
            ("tables", repeated("|", 100_000) + "\n" + &repeated("|-", 100_000) + "|\n|"),
            ("addresses", repeated("http://(", 100_000)),
            ("addresses with ends", repeated("https://e.example/))))", 30_000)),
            ("inline tags", repeated("<b>", 100_000) + "x"),
            ("front matter", "---\n".to_owned() + &repeated("a:\n", 100_000)),
            ("footnotes", numbered(20_000, &|n| format!("[^{n}]\n\n[^{n}]: x\n\n"))),
        ] {
            assert_clean(&markdown(&Foreign::new(text), None), name);
        }
    }

    #[test]
    fn attributes_beyond_the_limit_take_no_text_with_them() {
        let many: String = (0..1000).map(|n| format!(" a{n}='>'")).collect();
        let page = format!("<p{many}>one</p><!-- <p {many} --><script>a <p{many}</script><p>two</p>");
        let blocks = html(&Foreign::new(page), None).document.blocks;
        assert_eq!(blocks.iter().map(super::sketch).collect::<Vec<_>>().join(" "), "p(one) p(two)");
    }

    #[test]
    fn limits_are_told() {
        let long = "word ".repeat(2_100_000);
        for cleaned in both(&long) {
            assert_eq!(cleaned.complaints.len(), 1);
            assert!(cleaned.complaints[0].contains("10 MB"));
        }
        let deep = html(&Foreign::new("<blockquote>".repeat(1000) + "x"), None);
        assert_eq!((deep.document.plain_text().as_str(), deep.complaints.len()), ("x", 1));
        let spans = html(&Foreign::new("<table><tr><th colspan=9000 rowspan=9000>a<th>b<tr><td>c"), None);
        let Block::Table(table) = &spans.document.blocks[0] else { panic!("{spans:?}") };
        assert!(table.rows.iter().flatten().all(|cell| cell.columns <= 2 && cell.rows <= 2));
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_clean(text in super::hostile_text(), tail in ".{0,40}") {
            for page in [text.clone(), format!("<p>{text}<{tail}>{text}"), format!("- {text}\n> {tail}")] {
                for cleaned in both(&page) {
                    for text in super::everything_in(&cleaned) {
                        prop_assert!(is_clean(&text), "{text:?}");
                    }
                }
            }
        }

        #[test]
        fn visible_letters_of_html_stay_in_order(words in prop::collection::vec(("[a-zé漢א0-9]{1,8}", 0_usize..12), 1..40)) {
            let mut page = String::new();
            for (word, place) in &words {
                let (open, close) = [
                    ("", ""), ("<p>", "</p>"), ("<b>", "</b>"), ("<div>", "</div>"), ("<h2>", "</h2>"), ("<ul><li>", "</li></ul>"),
                    ("<a href=x>", "</a>"), ("<blockquote>", "</blockquote>"), ("<pre>", "</pre>"), ("<section><p>", "</section>"),
                    ("<table><tr><td>", "</td></tr></table>"), ("<em><span>", "</span></em>"),
                ][*place];
                page.push_str(&format!("{open}{word}{close} "));
            }
            let text = html(&Foreign::new(format!("<title>t</title>{page}")), None).document.plain_text();
            let expected: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            prop_assert_eq!(text.split_whitespace().collect::<Vec<_>>(), expected);
        }

        #[test]
        fn visible_letters_of_markdown_stay_in_order(words in prop::collection::vec(("[a-zé漢א]{1,8}", 0_usize..9), 1..40)) {
            let mut text = "first\n\n".to_owned();
            for (word, place) in &words {
                let (open, close) = [
                    ("", "\n"), ("", "\n\n"), ("**", "** "), ("\n\n- ", "\n\n"), ("\n\n## ", "\n\n"), ("\n\n> ", "\n\n"),
                    ("[", "](x) "), ("\n\n```\n", "\n```\n\n"), ("<b>", "</b> "),
                ][*place];
                text.push_str(&format!("{open}{word}{close}"));
            }
            let plain = markdown(&Foreign::new(text), None).document.plain_text();
            let expected: String = words.iter().map(|(word, _)| word.as_str()).collect();
            prop_assert_eq!(plain.replace(|letter: char| !letter.is_alphanumeric(), ""), "first".to_owned() + &expected);
        }
    }
}

#[test]
fn a_heading_too_long_for_a_title_stays_in_the_text() {
    let heading = "word ".repeat(1000);
    for cleaned in [
        courant::clean::markdown(&Foreign::new(format!("# {heading}")), None),
        courant::clean::html(&Foreign::new(format!("<h1>{heading}</h1>")), None),
    ] {
        assert_eq!(cleaned.title, None);
        assert_eq!(cleaned.document.plain_text(), heading.trim());
    }
}

/// Each block of plain paragraphs in the words of a reader: what it is and what stands in it.
fn plain(paragraphs: &[&str]) -> Vec<(&'static str, String)> {
    let foreign: Vec<Foreign> = paragraphs.iter().map(|&text| Foreign::new(text)).collect();
    let document = courant::clean::plain::paragraphs(&foreign);
    let told = document.blocks.iter().map(|block| match block {
        courant::news::Block::Paragraph(text) => ("prose", text.string.clone()),
        courant::news::Block::Code { text, .. } => ("as set", text.clone()),
        other => panic!("plain text has no {other:?}"),
    });
    told.collect()
}

#[test]
fn blanks_set_by_hand_are_kept_in_plain_text() {
    let code = "    tidewatch --place Aldersund\n    03:12 high\n\tif (tide) {\n    }";
    let table = "config    where your places are kept\nlog       what was printed, and when";
    let verse = "The tide went out,\n    and so did I,\nthe lamp stayed in,\n    and so did the night.";
    let function = "fn high() {\n  ring();\n}";
    for set in [code, table, verse, function] {
        assert_eq!(plain(&["At the head.", set]), [("prose", "At the head.".into()), ("as set", set.into())]);
    }
}

#[test]
fn entries_of_plain_lists_keep_their_indents_and_their_links() {
    let list = "- bread\n  - of rye\n    from the mill\n- salt";
    let kept = "- bread\n\u{A0}\u{A0}- of rye\n\u{A0}\u{A0}\u{A0}\u{A0}from the mill\n- salt";
    assert_eq!(plain(&[list]), [("prose", kept.to_owned())]);
    let numbered = "  1.   https://one.example/\n  2.   two";
    let foreign = [Foreign::new("Places"), Foreign::new(numbered)];
    let document = courant::clean::plain::paragraphs(&foreign);
    assert_eq!(document.links.len(), 1);
    assert!(document.plain_text().contains("\n\u{A0}\u{A0}2. two"), "{:?}", document.plain_text());
}

#[test]
fn indents_that_mean_nothing_in_plain_text_fold() {
    let long = "word ".repeat(30);
    let cases: [(&str, String); 5] = [
        // One line has nothing to line up with.
        ("        It was  a dark night.", "It was a dark night.".into()),
        // The first line of a paragraph.
        ("    Dear reader,\nthis is all.", "Dear reader,\nthis is all.".into()),
        // Too wide to be set by hand.
        (&format!("{long}\n    {long}"), format!("{0}\n{0}", long.trim())),
        ("a  b\nc", "a b\nc".into()),
        ("", String::new()),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> =
            Some(("prose", expected)).filter(|(_, text)| !text.is_empty()).into_iter().collect();
        assert_eq!(plain(&["Here.", text])[1..], expected, "{text:?}");
    }
    // A page that was saved set in as a whole.
    let page = ["     A Title", "     One line\n     and another."];
    assert_eq!(plain(&page)[1], ("prose", "One line\nand another.".to_owned()));
}

proptest! {
    #[test]
    fn plain_paragraphs_are_clean_and_lose_no_letter(text in hostile_text(), indent in "[ \t]{0,9}") {
        let indented: String = text.split('\n').map(|line| format!("{indent}{line}\n")).collect();
        // A vowel without its consonant takes no room; a text of such alone shows nothing.
        let shows = |letter: &char| letter.is_alphanumeric() && letter.width() != Some(0);
        let letters = |text: &str| -> String { text.chars().filter(shows).collect() };
        for text in [text.as_str(), indented.as_str()] {
            let blocks = plain(&["Before.", text]);
            let all: String = blocks.iter().skip(1).map(|(_, text)| text.as_str()).collect();
            prop_assert!(is_clean(&all));
            prop_assert_eq!(letters(&all), letters(&text::str_paragraph(text)));
        }
    }
}
