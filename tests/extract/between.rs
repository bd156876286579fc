//! Tests: what stands between two paragraphs of an article is of the article, whatever it is made of and called.

use courant::clean::extract::{OwnAlone, Smoothie};

use super::super::computing::cpu_time;
use super::{find, one_line};

const PROSE: [&str; 5] = [
    "The ferry at Lower Anning had crossed the lake for ninety years, and nobody alive remembered a summer without it.",
    "When the cable snapped in March, the village learned that the nearest bridge was forty miles away, and much too low.",
    "A new cable was ordered from a yard on the coast, which had made the first one, and still had the drawings for it.",
    "It came on two lorries in the first week of May, and half of the village stood in the rain to see it unrolled.",
    "The smith says that it will hold for another ninety years, if somebody greases the drum, and he has put up a rota.",
];

/// A page with something between the paragraphs of its article.
fn page(between: &str) -> String {
    let [first, second, third, fourth, _] = PROSE;
    format!(
        "<!doctype html><html lang=en><head><title>The ferry's new cable | Anning Post</title></head><body><header><nav>\
         <a href=/>Start</a> <a href=/lake>Lake</a></nav></header><main><article><h1>The ferry's new cable</h1><p>{first}</p>\
         <p>{second}</p>{between}<p>{third}</p><p>{fourth}</p></article></main><footer>© Anning Post</footer></body></html>"
    )
}

/// What is left of something between the paragraphs of an article: its markup, and its text.
fn left(between: &str, extractor: &dyn courant::clean::extract::Extractor) -> (String, String) {
    let found = find(&page(between), Some("https://anning.example/ferry"), extractor);
    for prose in &PROSE[..4] {
        assert!(found.text.contains(prose), "{between}: lost {prose}");
    }
    (courant::write::html(&found.document), one_line(&found.text))
}

/// Every piece of markup between the paragraphs leaves these words or marks in the article's markup.
fn all_stay(cases: &[(&str, &[&str])]) {
    let mut lost = Vec::new();
    for (between, expected) in cases {
        for extractor in [&OwnAlone as &dyn courant::clean::extract::Extractor, &Smoothie] {
            let (html, _) = left(between, extractor);
            lost.extend(
                expected
                    .iter()
                    .filter(|piece| !html.contains(**piece))
                    .map(|piece| format!("{piece:?} of {between}")),
            );
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn what_shows_something_without_letters_stays() {
    const MATH: &str = "<math display=block><mi>F</mi><mo>=</mo><mi>m</mi><mi>a</mi></math>";
    let in_box = format!("<div class=equation>{MATH}</div>");
    let in_line = format!("<p>{MATH}</p>");
    let katex = format!(
        "<p><span class=katex-display><span class=katex><span class=katex-mathml>{MATH}</span><span class=katex-html \
         aria-hidden=true>F=ma</span></span></span></p>"
    );
    let loose = format!("<div>The pull is {MATH} as everybody learns.<p>{}</p></div>", PROSE[4]);
    let formula: &[&str] = &["F = m"];
    let frame = "src='https://www.youtube.com/embed/anning' title='The drum turns'";
    let player: &[&str] = &["The drum turns"];
    let film: &[&str] = &["https://anning.example/cable.mp4"];
    all_stay(&[
        (MATH, formula),
        (&in_box, formula),
        (&in_line, formula),
        (&katex, formula),
        (&loose, formula),
        (&format!("<iframe {frame}></iframe>"), player),
        (&format!("<p><iframe {frame}></iframe></p>"), player),
        (
            &format!("<figure class=wp-block-embed><div class=wrap><iframe {frame}></iframe></div></figure>"),
            player,
        ),
        (&format!("<embed {frame}>"), player),
        ("<object data=/report.pdf><p>Get it here.</p></object>", &["https://anning.example/report.pdf"]),
        ("<video src=/cable.mp4></video>", film),
        ("<figure><video src=/cable.mp4></video><figcaption>The drum at work.</figcaption></figure>", film),
        (
            "<figure><audio src=/drum.mp3></audio><figcaption>The drum's song.</figcaption></figure>",
            &["https://anning.example/drum.mp3"],
        ),
        (
            "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/anning/'><a \
             href='https://www.instagram.com/p/anning/'></a></blockquote>",
            &["https://www.instagram.com/p/anning/"],
        ),
        ("<p><script type='math/tex; mode=display'>F = m a</script></p>", &["F = m"]),
        (
            "<p>And the pull of it is <script type='math/tex'>F = m a</script> newtons, all told.</p>",
            &["F = m"],
        ),
    ]);
}

#[test]
fn a_row_keeps_all_its_cells() {
    let row = "<table><tr><th>Year<th>Pull<th>Note</tr><tr><td>2024<td><math><mi>q</mi></math><td>old</tr>\
        <tr><td>2025<td><td>new</tr></table>";
    let found = find(&page(row), None, &OwnAlone);
    let html: String = courant::write::html(&found.document).split_whitespace().collect();
    assert!(html.contains("q") && html.contains("<td></td><td>new</td>"), "{html}");
}

#[test]
fn names_and_headings_do_not_outweigh_prose() {
    let prose = PROSE[4];
    let named = |open: &str, heading: &str| format!("<{open}><h2>{heading}</h2><p>{prose}</p></section>");
    let headed = |heading: &str| format!("<h2>{heading}</h2><p>{prose}</p>");
    let cases = [
        named("section id='related-work'", "Related work"),
        named("section id='navigation-at-sea'", "Navigation at sea"),
        named("section id='comment-syntax'", "Comment syntax"),
        named("section class='latest-findings'", "Latest findings"),
        format!("<div class='popular-science'><p>{prose}</p></div>"),
        format!("<div class='ad-free-content'><p>{prose}</p></div>"),
        format!("<h2 id='comments-in-the-margin'>Comments in the margin</h2><p>{prose}</p>"),
        headed("Copyright and the commons"),
        headed("Anzeige bei der Polizei"),
        headed("More on the council"),
        headed("Trending now: what the figures say"),
        headed("Publicidad engañosa"),
    ];
    for case in &cases {
        let heading = case
            .split_once("<h2")
            .map_or("", |(_, rest)| rest.split_once('>').unwrap().1.split_once('<').unwrap().0);
        all_stay(&[(case, &[prose, heading])]);
    }
    all_stay(&[
        (
            "<h2>Recommended dosage</h2><ul><li>Two at dawn</li><li>One at dusk</li></ul>",
            &["Recommended dosage", "Two at dawn", "One at dusk"],
        ),
        ("<p>Follow the money.</p>", &["Follow the money."]),
        (
            "<div class='ad-free-content'><p>Boats without signs on them are a relief to the eye, says the smith.</p></div>",
            &["Boats without signs"],
        ),
        (
            "<h2>Trending</h2><p>Three of the boats are for hire.</p><p>The rest are not.</p>",
            &["Three of the boats are for hire."],
        ),
    ]);
}

#[test]
fn what_leads_elsewhere_still_goes() {
    let stories =
        "<li><a href=/a>A goose stops the mail coach</a></li><li><a href=/b>Bakers count the loaves</a></li>";
    for between in [
        format!("<h2>Related stories</h2><ul>{stories}</ul>"),
        format!("<h3>More on the lake</h3><ul>{stories}</ul>"),
        format!("<div class='related-posts'><ul>{stories}</ul></div>"),
        format!("<aside><h2>Read more</h2><ul>{stories}</ul></aside>"),
    ] {
        let (_, text) = left(&between, &OwnAlone);
        assert!(!text.contains("goose") && !text.contains("lake</"), "{between} leaves {text}");
        assert!(!text.contains("Related") && !text.contains("More on"), "{between} leaves {text}");
    }
    let offer = "<div class='newsletter-signup'><p>Get the best of our reporting in your inbox, every morning before you \
        have had your coffee.</p><form><input type=email></form></div>";
    assert!(!left(offer, &OwnAlone).1.contains("inbox"));
}

#[test]
fn a_quote_keeps_who_said_it() {
    const SAID: &str = "A rope is only as good as the hand that greases it, and no better.";
    for end in [
        "<footer>— <cite>Ada Wren</cite></footer>",
        "<cite>Ada Wren</cite>",
        "<p class=author>— Ada Wren</p>",
        "<footer><a href='https://wren.example/'>Ada Wren</a></footer>",
    ] {
        let quote = format!("<blockquote><p>{SAID}</p>{end}</blockquote>");
        all_stay(&[(&quote, &[SAID, "Ada Wren"])]);
        let last = format!("<p>{}</p>{quote}", PROSE[4]);
        let source = page("").replace("</article>", &format!("{last}</article>"));
        let found = find(&source, None, &OwnAlone);
        assert!(found.text.contains("Ada Wren"), "{end} at the end: {}", found.text);
    }
    let found =
        find(&page(&format!("<blockquote><p>{SAID}</p><cite>Ada Wren</cite></blockquote>")), None, &OwnAlone);
    let cited = found
        .document
        .blocks
        .iter()
        .any(|block| matches!(block, courant::news::Block::Quote { citation: Some(_), .. }));
    assert!(cited, "{:?}", found.document.blocks);
}

#[test]
fn an_anchor_is_no_link() {
    let found = find(&page("").replace("<article>", "<article><a name=top>"), None, &OwnAlone);
    assert!(found.text.starts_with(PROSE[0]), "{}", found.text);
    assert!(found.extraction.warnings.is_empty(), "{:?}", found.extraction.warnings);
}

#[test]
fn more_lines_than_are_looked_at_are_kept_and_told_of() {
    let lines: String = (0..21_000).map(|at| format!("<p>Line {at}.</p>")).collect();
    let found = find(&page(&lines), None, &OwnAlone);
    assert!(found.text.contains("Line 20999.") && found.text.contains(PROSE[3]));
    assert!(found.extraction.warnings.iter().any(|warning| warning.contains("very long")));
}

#[test]
fn linked_data_is_looked_up_in_the_time_of_its_size() {
    let told: String = (0..6_000)
        .map(|at| format!("Sentence {at} of the linked data, which the page does not show. "))
        .collect();
    let shown: String = (0..6_000)
        .map(|at| format!("<p>Paragraph {at} of the page itself, with other words, and a comma.</p>"))
        .collect();
    let page = format!(
        "<html><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{told}\"}}</script></head>\
         <body><article>{shown}</article></body></html>"
    );
    let start = cpu_time();
    let found = find(&page, None, &OwnAlone);
    let took = cpu_time() - start;
    assert!(found.text.contains("Paragraph 5999 of the page"));
    assert!(took < 12.0, "{took:.1} s of computing");
}

#[test]
fn linked_data_may_hold_markup() {
    let [first, second, third, fourth, last] = PROSE;
    let body = format!("<p>{first}</p><p>{second} <em>{third}</em></p><p>{fourth} {last}</p>");
    let page = format!(
        "<html><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"The ferry\",\
         \"articleBody\":\"{body}\"}}</script></head><body><div id=app></div></body></html>"
    );
    let found = find(&page, None, &OwnAlone);
    let html = courant::write::html(&found.document);
    assert_eq!(found.document.blocks.len(), 3, "{html}");
    assert!(html.contains(&format!("<em>{third}</em>")), "{html}");
}

#[test]
fn only_walls_are_walls() {
    let is_walled = |between: &str| !find(&page(between), None, &OwnAlone).extraction.warnings.is_empty();
    assert!(!is_walled(
        "<p>残りの半分は来年の春に届く予定で、村の人々はそれを待っている、と鍛冶屋は言った。</p>"
    ));
    let counted = page("").replace("</article>", "<p>残り1,234文字</p></article>");
    assert!(!find(&counted, None, &OwnAlone).extraction.warnings.is_empty());
    let told =
        "<p>A note on the door asks visitors who wish to continue reading to log in to read at the desk.</p>";
    assert!(!is_walled(told));
    let wall = page("")
        .replace("</article>", "<div class=offer><p>Subscribe to continue reading.</p></div></article>");
    assert!(!find(&wall, None, &OwnAlone).extraction.warnings.is_empty());
}

#[test]
fn what_shows_something_after_the_last_paragraph_stays() {
    for (end, expected) in [
        ("<math display=block><mi>F</mi><mo>=</mo><mi>m</mi><mi>a</mi></math>", "F = m"),
        (
            "<div class=equation><math display=block><mi>F</mi><mo>=</mo><mi>m</mi><mi>a</mi></math></div>",
            "F = m",
        ),
        (
            "<iframe src='https://www.youtube.com/embed/anning' title='The drum turns'></iframe>",
            "The drum turns",
        ),
        ("<figure><audio src=/drum.mp3></audio></figure>", "https://anning.example/drum.mp3"),
        (
            "<p><script type='math/tex; mode=display'>F = m a</script></p><p><video src=/cable.mp4></video></p>",
            "https://anning.example/cable.mp4",
        ),
    ] {
        for (source, is_kept) in [
            (page("").replace("</article>", &format!("{end}</article>")), true),
            // Beside the article it is another's.
            (page("").replace("</article>", &format!("</article><div class=beside>{end}</div>")), false),
            (page("").replace("</article>", &format!("<div class=related>{end}</div></article>")), false),
        ] {
            let found = find(&source, Some("https://anning.example/ferry"), &OwnAlone);
            let html = courant::write::html(&found.document);
            assert_eq!(html.contains(expected), is_kept, "{source}\n{html}");
        }
    }
}

#[test]
fn notes_of_an_article_stay() {
    let mark = |number: usize| format!("<a epub:type=noteref href='#n{number}'>{number}</a>");
    let [first, second, third, fourth, last] = PROSE;
    for (open, close) in [
        ("<aside epub:type=footnote id=n1>", "</aside>"),
        ("<aside epub:type='endnote' id=n1><p>", "</p></aside>"),
        ("<aside role=doc-footnote id=n1><p>", "</p></aside>"),
        ("<div class=notes role=doc-endnotes><ol><li id=n1>", "</li></ol></div>"),
        ("<footer><section epub:type=footnotes><p epub:type=footnote id=n1>", "</p></section></footer>"),
    ] {
        let note = format!("{open}Wren, Ropes and Hands, page 4.{close}");
        for body in [
            format!("<p>{first}</p><p>{second}{}</p>{note}<p>{third}</p><p>{fourth}</p>", mark(1)),
            format!("<p>{first}</p><p>{second}{}</p><p>{third}</p><p>{fourth}</p>{note}", mark(1)),
        ] {
            let source = format!(
                "<html><head><title>The ferry</title></head><body><article><h1>The ferry</h1>{body}</article>\
                 <aside><p>{last}</p></aside></body></html>"
            );
            let found = find(&source, None, &OwnAlone);
            assert!(found.text.contains("Ropes and Hands"), "{body}\n{}", found.text);
            let notes = found.document.blocks.iter().filter_map(|block| match block {
                courant::news::Block::Footnotes(notes) => Some(notes.len()),
                _ => None,
            });
            assert_eq!(notes.collect::<Vec<_>>(), [1], "{body}\n{:?}", found.document.blocks);
            assert!(!found.text.contains(last));
        }
    }
}
