//! Tests of the only door for foreign text: tables of cases and properties of anything at all.
#![allow(clippy::unwrap_used)]

use courant::clean::text::{self, is_clean};
use courant::news::Foreign;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

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
        Block::List { start, reversed, items } => {
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
            ("<p>a <math alttext='x^2'><mi>x</mi></math> b</p>", "p(a x^2 b)"),
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
            ("<div><table><tr><td>a<td>b</div>c</table>d", "table(td(a) td(b/c)) p(d)"),
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
