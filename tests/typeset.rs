//! Tests: typeset.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use courant::news::{
    Alignment, Block, Cell, Definition, Direction, Document, Footnote, Image, Item, Link, LinkId, Numerals,
    Style, Table, Text,
};
use courant::typeset::{
    Ambiguous, Bidi, FirstLine, Glyphs, Hyphens, Language, Layout, Line, Options, Paragraphs, Part, Span,
    behind, break_lines, cost, first_line, fitting, fragments, truncate, typeset, width, wrap_line,
};
use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

mod bidi;
mod books;
mod conformance;
mod frames;
mod hyphens;
mod justified;
mod scripts;

/// Sentences in many scripts, with what breaks layouts: quotation marks, dashes, addresses, hyphens soft and hard,
/// joined emoji, marks, spaces that do not break and breaks that are no spaces.
const SENTENCES: [&str; 24] = [
    "The ferry left at dawn, and nobody on the quay could say why it had waited.",
    "“We are moving again,” said the harbour master; the re-opened basin — half empty — was quiet.",
    "Prices rose by 3.5% to $1,200 (about €1,100) per 20-foot container!",
    "See https://news.example.org/2025/12/03/a-long-path/with_parts?and=query&more=yes for the rest.",
    "Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesell\u{AD}schaft heißt die Gesellschaft noch immer.",
    "Über den Größenwahn der Straßenbahn: „Ach was“, rief sie.",
    "Το λιμάνι άνοιξε ξανά την Παρασκευή, ύστερα από εννέα ημέρες.",
    "Порт снова открылся в пятницу — после девяти дней простоя.",
    "港口在关闭九天后于星期五重新开放，运费达到春季以来的最高水平。",
    "「港はまた開いた」と、彼女は言った。ちょっと待って、ニューヨークへ行きます！",
    "부산항은 금요일에 다시 열렸으며 운임은 봄 이후 최고 수준입니다.",
    "أعيد فتح الميناء يوم الجمعة بعد إغلاق دام تسعة أيام لا غير.",
    "הנמל נפתח מחדש ביום שישי, לאחר תשעה ימים.",
    "ท่าเรือเปิดอีกครั้งในวันศุกร์หลังจากปิดเก้าวัน",
    "बंदरगाह शुक्रवार को फिर खुला क्षत्रिय विज्ञान।",
    "👩‍👩‍👧‍👦 🇩🇪🇫🇷 ❤️ 1️⃣ 👍🏽 🧑‍🚀🧑‍🚀🧑‍🚀",
    "e\u{301}te\u{301} a\u{300}\u{301}\u{302} n\u{303}o cafe\u{301}",
    "10\u{A0}000\u{202F}km and\u{200B}zero\u{200B}width\u{200B}spaces",
    "--verbose -x well-known twenty-one a/b/c and/or",
    "ｶﾞｷﾞｸﾞ ﾊﾟﾋﾟ ﷽ ꧁ ᄀᄀᄀ각 ⵏ⵿ⴾ",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "line one\nline two\n\nline four after an empty one",
    "tabs\tand  two   spaces ",
];

fn options(measure: u16) -> Options {
    Options { measure, pane: measure, ..Options::default() }
}

fn links() -> Vec<Link> {
    let urls = ["https://one.example/", "https://two.example/", "https://one.example/"];
    urls.into_iter().map(|url| Link { url: url.to_owned(), title: String::new() }).collect()
}

fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, links: links(), ..Document::default() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Text::plain(text))
}

fn drawn(line: &Line) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

fn set(blocks: Vec<Block>, options: &Options) -> Vec<String> {
    typeset(&document(blocks), options).lines.iter().map(drawn).collect()
}

// ---- examples -----------------------------------------------------------------------------------------------

#[test]
fn a_paragraph_is_broken_where_it_leaves_the_least_white() {
    // At ten columns first-fit would leave six free behind "the" (see "Breaking paragraphs into lines").
    let lines = set(vec![paragraph("To be, or not to be: that is the question")], &options(10));
    assert_eq!(lines, ["To be,", "or not to", "be: that", "is the", "question"]);
}

#[test]
fn a_paragraph_at_three_widths() {
    let text = "Insurers expect the first claims within days. The regulator’s report is due on 12 December.";
    assert_eq!(
        set(vec![paragraph(text)], &options(66)),
        ["Insurers expect the first claims within days. The regulator’s", "report is due on 12 December."]
    );
    assert_eq!(
        set(vec![paragraph(text)], &options(40)),
        ["Insurers expect the first claims within", "days. The regulator’s report is due on", "12 December."]
    );
    assert_eq!(
        set(vec![paragraph(text)], &options(24)),
        [
            "Insurers expect the",
            "first claims within",
            "days. The regulator’s",
            "report is due on 12",
            "December."
        ]
    );
}

#[test]
fn a_line_of_code_wider_than_anybody_scrolls_goes_on_in_the_next() {
    let text = format!("{}終わり\nend", "let it=be;".repeat(3000));
    let layout = typeset(&document(vec![Block::Code { language: None, text: text.clone() }]), &options(40));
    let widths: Vec<u16> = layout.lines.iter().map(|line| line.width).collect();
    assert_eq!(widths, [10_002, 10_002, 10_002, 2 + 6, 2 + 3]);
    let drawn: Vec<String> = layout.lines.iter().map(drawn).collect();
    let without_bars: String = drawn.iter().map(|line| line.replace("│ ", "")).collect();
    assert_eq!(without_bars, text.replace('\n', ""));
    let starts: Vec<u32> = layout.lines.iter().map(|line| line.start).collect();
    assert_eq!(starts, [0, 10_000, 20_000, 30_000, 30_010]);
}

#[test]
fn headings_carry_a_mark_down_to_the_second_level_and_are_listed() {
    let blocks = vec![
        Block::Heading(2, Text::plain("What happens next in the basin")),
        paragraph("Nothing."),
        Block::Heading(3, Text::plain("Costs")),
    ];
    let layout = typeset(&document(blocks.clone()), &options(24));
    let lines: Vec<String> = layout.lines.iter().map(drawn).collect();
    assert_eq!(lines, ["■ What happens next in", "  the basin", "", "Nothing.", "", "Costs"]);
    let found: Vec<_> = layout.headings.iter().map(|h| (h.line, h.level, h.title.as_str())).collect();
    assert_eq!(found, [(0, 2, "What happens next in the basin"), (5, 3, "Costs")]);
    assert!(layout.lines[0].spans.iter().all(|span| span.part == Part::Heading(2)));
    let ascii = Options { glyphs: Glyphs::Ascii, ..options(24) };
    assert_eq!(set(blocks, &ascii)[0], "# What happens next in");
}

fn item(text: &str) -> Item {
    Item { blocks: vec![paragraph(text)], ..Item::default() }
}

fn list(start: Option<i64>, items: Vec<Item>) -> Block {
    Block::List { start, reversed: false, numerals: Numerals::Decimal, items }
}

#[test]
fn tight_lists_hang_their_marks_and_nest() {
    let inner = list(Some(9), vec![item("nine"), item("ten")]);
    let outer = list(
        None,
        vec![
            item("an entry over two lines"),
            Item { blocks: vec![paragraph("numbers"), inner], ..Item::default() },
            Item { checked: Some(false), ..item("to do") },
            Item { checked: Some(true), ..item("done") },
            Item::default(),
        ],
    );
    assert_eq!(
        set(vec![outer], &options(24)),
        ["• an entry over two", "  lines", "• numbers", "   9. nine", "  10. ten", "☐ to do", "☑ done", "• ",]
    );
}

#[test]
fn loose_lists_are_spaced_and_reversed_ones_count_down() {
    let two = Item { blocks: vec![paragraph("one"), paragraph("two")], ..Item::default() };
    let numerals = Numerals::Decimal;
    let reversed = Block::List { start: Some(10), reversed: true, numerals, items: vec![two, item("three")] };
    assert_eq!(set(vec![reversed], &options(24)), ["10. one", "", "    two", "", " 9. three"]);
}

#[test]
fn quotes_have_a_bar_on_every_line_and_name_their_source() {
    let quote = Block::Quote {
        blocks: vec![paragraph("The channel was surveyed in March."), paragraph("Nobody disputes it.")],
        citation: Some(Text::plain("Ana Reyes")),
    };
    assert_eq!(
        set(vec![quote, paragraph("So.")], &options(24)),
        [
            "▌ The channel was",
            "▌ surveyed in March.",
            "▌ ",
            "▌ Nobody disputes it.",
            "▌ — Ana Reyes",
            "",
            "So."
        ]
    );
}

#[test]
fn code_keeps_its_lines_and_fills_tabs() {
    let text = "fn main() {\n\tlet x = \"a very long line that goes on\";\n\n}".to_owned();
    let blocks = vec![Block::Code { language: None, text }];
    let layout = typeset(&document(blocks), &options(20));
    let lines: Vec<String> = layout.lines.iter().map(drawn).collect();
    assert_eq!(lines, ["│ fn main() {", "│     let x = \"a very long line that goes on\";", "│ ", "│ }"]);
    assert!(layout.lines.iter().all(|line| line.code));
}

#[test]
fn breaks_in_thought_formulas_and_pictures() {
    let boat = Image { alt: "A boat".to_owned(), ..Image::default() };
    let blocks = vec![
        Block::Rule,
        Block::Math("E = mc²".to_owned()),
        Block::Figure { images: vec![boat.clone()], caption: None },
        Block::Figure { images: vec![boat], caption: Some(Text::plain("The boat in the harbour")) },
        Block::Figure { images: vec![Image::default()], caption: None },
    ];
    assert_eq!(
        set(blocks, &options(24)),
        [
            "          ───",
            "",
            "        E = mc²",
            "",
            "▦ Picture: A boat",
            "",
            "▦ Picture: The boat in",
            "  the harbour",
            "",
            "▦ Picture",
        ]
    );
}

#[test]
fn details_definitions_and_footnotes() {
    let blocks = vec![
        Block::Details { summary: Text::plain("More"), blocks: vec![paragraph("hidden text")] },
        Block::Definitions(vec![Definition {
            terms: vec![Text::plain("basin")],
            blocks: vec![paragraph("where ships lie")],
        }]),
        Block::Footnotes(vec![Footnote {
            label: "1".to_owned(),
            blocks: vec![paragraph("a note at the foot")],
        }]),
    ];
    let layout = typeset(&document(blocks.clone()), &options(18));
    let term = layout.lines.iter().flat_map(|line| &line.spans).find(|span| span.text == "basin").unwrap();
    assert!(term.style.has(Style::STRONG));
    assert_eq!(
        set(blocks, &options(18)),
        [
            "▾ More",
            "",
            "  hidden text",
            "",
            "basin",
            "    where ships",
            "    lie",
            "",
            "────────────",
            "[1] a note at the",
            "    foot",
        ]
    );
}

fn cell(text: &str, header: bool) -> Cell {
    Cell { text: Text::plain(text), header, columns: 1, rows: 1 }
}

fn ages() -> Block {
    Block::Table(Table {
        caption: Some(Text::plain("Ages")),
        alignments: vec![Alignment::Start, Alignment::End],
        rows: vec![
            vec![cell("Name", true), cell("Age", true)],
            vec![cell("Ana Maria", false), cell("31", false)],
            vec![cell("Bo", false), cell("7", false)],
        ],
    })
}

#[test]
fn tables_are_grids_where_they_fit_and_records_where_not() {
    assert_eq!(
        set(vec![ages()], &options(40)),
        ["Ages", "Name      │ Age", "──────────┼────", "Ana Maria │  31", "Bo        │   7"]
    );
    // The longest word still fits: the column shrinks to it, and rules part the rows.
    assert_eq!(
        set(vec![ages()], &options(11)),
        ["Ages", "Name  │ Age", "──────┼────", "Ana   │  31", "Maria │", "──────┼────", "Bo    │   7"]
    );
    assert_eq!(
        set(vec![ages()], &options(10)),
        ["Ages", "Name: Ana", "Maria", "Age: 31", "", "Name: Bo", "Age: 7"]
    );
    let ascii = Options { glyphs: Glyphs::Ascii, ..options(40) };
    assert_eq!(set(vec![ages()], &ascii)[1..3], ["Name      | Age", "----------+----"]);
}

#[test]
fn tables_break_out_of_the_measure_and_cells_span() {
    let wide = Options { pane: 60, ..options(10) };
    assert_eq!(set(vec![ages()], &wide)[3], "Ana Maria │  31");
    let spanning = Cell { columns: 2, ..cell("both columns", false) };
    let tall = Cell { rows: 2, ..cell("tall", false) };
    let table = Table {
        rows: vec![vec![spanning], vec![tall, cell("one", false)], vec![cell("two", false)]],
        ..Table::default()
    };
    assert_eq!(set(vec![Block::Table(table)], &wide), ["both columns", "tall │ one", "     │ two"]);
}

#[test]
fn links_are_numbered_by_address_and_their_number_clings_to_them() {
    let mut text = Text::default();
    text.push("The ", Style::PLAIN, None);
    text.push("dredging ", Style::PLAIN, Some(LinkId(0)));
    text.push("contract ", Style::EMPHASIS, Some(LinkId(0)));
    text.push("and the ", Style::PLAIN, None);
    text.push("report", Style::PLAIN, Some(LinkId(1)));
    text.push(", then ", Style::PLAIN, None);
    text.push("again", Style::PLAIN, Some(LinkId(2)));
    text.push(".", Style::PLAIN, None);
    let marked = Options { link_marks: true, ..options(66) };
    let layout = typeset(&document(vec![Block::Paragraph(text.clone())]), &marked);
    assert_eq!(drawn(&layout.lines[0]), "The dredging contract[1] and the report[2], then again[1].");
    let marks: Vec<_> = layout.lines[0].spans.iter().filter(|span| span.part == Part::LinkMark).collect();
    let found: Vec<_> = marks.iter().map(|span| (span.text.as_str(), span.link, span.start)).collect();
    assert_eq!(
        found,
        [("[1]", Some(LinkId(0)), None), ("[2]", Some(LinkId(1)), None), ("[1]", Some(LinkId(2)), None)]
    );
    assert_eq!(
        set(vec![Block::Paragraph(text)], &options(66)),
        ["The dredging contract and the report, then again."]
    );

    // UAX #14 would break between an ideograph and an opening bracket.
    let mut text = Text::default();
    text.push("東京", Style::PLAIN, Some(LinkId(0)));
    text.push("の船", Style::PLAIN, None);
    let marked = Options { link_marks: true, ..options(6) };
    assert_eq!(set(vec![Block::Paragraph(text)], &marked), ["東", "京[1]", "の船"]);
}

#[test]
fn a_link_of_nothing_but_space_has_no_number() {
    let mut text = Text::default();
    text.push("tabs and two ", Style::PLAIN, None);
    text.push(" ", Style::PLAIN, Some(LinkId(0)));
    text.push(" spaces", Style::PLAIN, None);
    let document = document(vec![Block::Paragraph(text)]);
    let words = |measure| typeset(&document, &Options { link_marks: true, ..options(measure) }).words;
    assert_eq!((words(200), words(2)), (4, 4));
}

#[test]
fn soft_hyphens_show_where_a_line_ends_and_nowhere_else() {
    let text = "Donau\u{AD}dampf\u{AD}schiff";
    assert_eq!(set(vec![paragraph(text)], &options(40)), ["Donaudampfschiff"]);
    assert_eq!(set(vec![paragraph(text)], &options(12)), ["Donaudampf-", "schiff"]);
    let layout = typeset(&document(vec![paragraph(text)]), &options(12));
    let starts: Vec<_> = layout.lines[0].spans.iter().map(|span| (span.text.as_str(), span.start)).collect();
    assert_eq!(starts, [("Donau", Some(0)), ("dampf", Some(7)), ("-", None)]);
}

#[test]
fn addresses_break_behind_slashes_and_gain_nothing() {
    let text = "see https://news.example/2025/12/03/harbour";
    // The host stays with its scheme where a line has room for both.
    assert_eq!(
        set(vec![paragraph(text)], &options(22)),
        ["see", "https://news.example/", "2025/12/03/harbour"]
    );
    assert_eq!(
        set(vec![paragraph(text)], &options(18)),
        ["see https://", "news.example/2025/", "12/03/harbour"]
    );
    // A date is no address: cut only where it cannot fit.
    let text = "on 12/03/2025 and 1/2";
    assert_eq!(set(vec![paragraph(text)], &options(8)), ["on", "12/03/20", "25 and", "1/2"]);
}

#[test]
fn words_stay_whole_where_style_changes_and_where_spaces_do_not_break() {
    let mut text = Text::default();
    text.push("un", Style::PLAIN, None);
    text.push("believ", Style::STRONG, None);
    text.push("able, 10\u{A0}000 km", Style::PLAIN, None);
    assert_eq!(set(vec![Block::Paragraph(text)], &options(13)), ["unbelievable,", "10\u{A0}000 km"]);
}

#[test]
fn options_that_begin_a_word_keep_their_hyphens() {
    assert_eq!(set(vec![paragraph("use --verbose")], &options(6)), ["use", "--verb", "ose"]);
    assert_eq!(set(vec![paragraph("a well-known")], &options(7)), ["a well-", "known"]);
}

#[test]
fn right_to_left_paragraphs_are_told_apart() {
    let is = |blocks: Vec<Block>, direction| {
        let document = Document { direction, ..document(blocks) };
        typeset(&document, &options(40)).lines[0].right_to_left
    };
    assert!(is(vec![paragraph("הנמל נפתח")], Direction::Auto));
    assert!(is(vec![paragraph("12 أعيد فتح")], Direction::Auto));
    assert!(!is(vec![paragraph("The word הנמל")], Direction::Auto));
    assert!(is(vec![paragraph("The word")], Direction::RightToLeft));
    let text = Text { direction: Direction::LeftToRight, ..Text::plain("הנמל") };
    assert!(!is(vec![Block::Paragraph(text)], Direction::RightToLeft));
    assert!(!is(vec![Block::Code { language: None, text: "הנמל".to_owned() }], Direction::RightToLeft));
}

#[test]
fn korean_words_stay_whole_where_the_language_is_known() {
    let text = "부산항은 금요일에";
    let korean = Document { language: Some("ko-KR".to_owned()), ..document(vec![paragraph(text)]) };
    let lines: Vec<String> = typeset(&korean, &options(12)).lines.iter().map(drawn).collect();
    assert_eq!(lines, ["부산항은", "금요일에"]);
}

#[test]
fn east_asian_lines_begin_and_end_as_they_may() {
    let text = "「港はまた開いた。」と、彼女は（とても）静かに言った！ちょっと、待って。コーヒーを『もう一杯』どうぞ？";
    for measure in 8..60 {
        for line in set(vec![paragraph(text)], &options(measure)) {
            let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
            assert!(!"。、」』）！？ーょっ".contains(first), "{measure}: {line} begins with {first}");
            assert!(!"「『（".contains(last), "{measure}: {line} ends with {last}");
        }
    }
}

#[test]
fn headlines_are_balanced_and_cut_with_an_ellipsis() {
    let title = "Northern basin reopens after nine-day closure";
    assert_eq!(wrap_line(title, 60, 2), [title]);
    assert_eq!(wrap_line(title, 40, 2), ["Northern basin reopens", "after nine-day closure"]);
    assert_eq!(wrap_line(title, 20, 2), ["Northern basin", "reopens after nine-…"]);
    assert_eq!(wrap_line(title, 20, 1), ["Northern basin reop…"]);
    assert_eq!(wrap_line("東京の新しい水上バス", 13, 1), ["東京の新しい…"]);
    assert_eq!(wrap_line("two\nlines", 20, 2), ["two lines"]);
    assert!(wrap_line(title, 20, 0).is_empty());
    assert!(wrap_line("", 20, 3).is_empty());
}

#[test]
fn widths_are_those_that_are_painted() {
    assert_eq!(width("naïve"), 5);
    assert_eq!(width("水上"), 4);
    assert_eq!(width("👩‍👩‍👧‍👦"), 2);
    // One ligature to a string, two cells to the terminal.
    assert_eq!(width("لا"), 2);
    assert_eq!(width("a\u{AD}b\u{200B}\u{FEFF}"), 2);
    assert_eq!(truncate("水上バス", 5), "水上…");
    assert_eq!(truncate("水上バス", 4), "水…");
    assert_eq!(truncate("水上バス", 8), "水上バス");
    assert_eq!(truncate("a\tb\nc", 9), "a b c");
    assert_eq!(truncate("abc", 0), "");
}

// ---- properties ---------------------------------------------------------------------------------------------

fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(SENTENCES.as_slice()).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9 .,;:!?'\"()/-]{0,40}",
        1 => "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.join(" "))
}

/// Words as they stand in prose, and every printable character of ASCII between them.
fn prose() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The",
        "ferry",
        "didn’t",
        "“We",
        "moved,”",
        "3.5%",
        "$1,200",
        "(about",
        "hours).",
        "well-known",
        "and/or",
        "U.S.",
        "Straßenbahn:",
        "„Ach",
        "was“,",
        "—",
        "–",
        "«",
        "e.g.",
        "it's",
        "\"Yes!\"",
        "Größe",
        "Порт",
    ]);
    let signs = prop::char::range(' ', '~').prop_map(String::from);
    let piece = prop_oneof![
        4 => words.prop_map(|word| format!("{word} ")),
        3 => signs,
        1 => Just(" ".to_owned()),
    ];
    prop::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

fn style() -> impl Strategy<Value = Style> {
    prop::sample::select(vec![Style::PLAIN, Style::STRONG, Style::EMPHASIS, Style::CODE.with(Style::MARK)])
}

/// Languages that bear on setting, and one that does not.
fn language() -> impl Strategy<Value = Option<String>> {
    let tags = prop::sample::select(vec!["en", "de-AT", "fr", "ru", "ko", "ja", "th", "tlh"]);
    prop::option::of(tags.prop_map(str::to_owned))
}

fn direction() -> impl Strategy<Value = Direction> {
    prop::sample::select(vec![
        Direction::Auto,
        Direction::Auto,
        Direction::LeftToRight,
        Direction::RightToLeft,
    ])
}

/// A text, parts of it of other languages and directions.
fn text() -> impl Strategy<Value = Text> {
    let span =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), direction(), any::<bool>(), language());
    (styled(), prop::collection::vec(span, 0..3), direction(), language()).prop_map(
        |(mut text, spans, direction, language)| {
            let borders: Vec<u32> = text
                .string
                .char_indices()
                .map(|(at, _)| at as u32)
                .chain([text.string.len() as u32])
                .collect();
            for (one, two, direction, is_override, language) in spans {
                let (one, two) = (one.index(borders.len()), two.index(borders.len()));
                let range = borders[one.min(two)]..borders[one.max(two)];
                text.spans.push(courant::news::Span {
                    range,
                    direction: Some(direction),
                    is_override,
                    language,
                });
            }
            text.spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
            Text { direction, language, ..text }
        },
    )
}

/// A text in a few random stretches, cut between any two characters.
fn styled() -> impl Strategy<Value = Text> {
    let stretch = (0_usize..30, style(), prop::option::weighted(0.2, 0_u32..3));
    (string(), prop::collection::vec(stretch, 0..12)).prop_map(|(string, stretches)| {
        let mut text = Text::default();
        let mut chars = string.chars();
        for (length, style, link) in stretches {
            let piece: String = chars.by_ref().take(length).collect();
            text.push(&piece, style, link.map(LinkId));
        }
        text.push(chars.as_str(), Style::PLAIN, None);
        text
    })
}

fn leaf() -> impl Strategy<Value = Block> {
    prop_oneof![
        5 => text().prop_map(Block::Paragraph),
        1 => (1_u8..=6, text()).prop_map(|(level, text)| Block::Heading(level, text)),
        1 => string().prop_map(|text| Block::Code { language: None, text }),
        1 => table().prop_map(Block::Table),
        1 => string().prop_map(|alt| Block::Figure {
            images: vec![Image { alt, ..Image::default() }],
            caption: None,
        }),
        1 => text().prop_map(|text| Block::Figure { images: Vec::new(), caption: Some(text) }),
        1 => string().prop_map(Block::Math),
        1 => Just(Block::Rule),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    let cell = (text(), 1_u16..3, 1_u16..3);
    let cell = cell.prop_map(|(text, columns, rows)| Cell { text, header: false, columns, rows });
    let rows = prop::collection::vec(prop::collection::vec(cell, 0..4), 0..4);
    (prop::option::of(text()), rows).prop_map(|(caption, rows)| Table {
        caption,
        alignments: vec![Alignment::Center, Alignment::End],
        rows,
    })
}

fn block() -> impl Strategy<Value = Block> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let blocks = prop::collection::vec(inner, 0..3);
        let items = prop::collection::vec((prop::option::of(any::<bool>()), blocks.clone()), 0..3);
        prop_oneof![
            (blocks.clone(), prop::option::of(text()))
                .prop_map(|(blocks, citation)| Block::Quote { blocks, citation }),
            (prop::option::of(-3_i64..2000), any::<bool>(), items).prop_map(|(start, reversed, items)| {
                let number = |place: usize| (place % 3 == 1).then_some(place as i64 * 7);
                let items = items.into_iter().enumerate();
                let items = items
                    .map(|(place, (checked, blocks))| Item { checked, number: number(place), blocks })
                    .collect();
                Block::List { start, reversed, numerals: Numerals::SmallRoman, items }
            }),
            (text(), blocks.clone()).prop_map(|(summary, blocks)| Block::Details { summary, blocks }),
            (text(), blocks.clone()).prop_map(|(term, blocks)| Block::Definitions(vec![Definition {
                terms: vec![term],
                blocks
            }])),
            blocks.prop_map(|blocks| Block::Footnotes(vec![Footnote { label: "12".to_owned(), blocks }])),
        ]
    })
}

fn documents() -> impl Strategy<Value = Document> {
    (prop::collection::vec(block(), 0..6), language(), direction())
        .prop_map(|(blocks, language, direction)| Document { language, direction, ..document(blocks) })
}

fn any_options() -> impl Strategy<Value = Options> {
    let looks = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), 0_u8..4);
    let hyphens = prop::sample::select(vec![Hyphens::Auto, Hyphens::Always, Hyphens::Never]);
    let bidi = prop::sample::select(vec![Bidi::Terminal, Bidi::App, Bidi::Off]);
    let ambiguous = prop::sample::select(vec![Ambiguous::Narrow, Ambiguous::Narrow, Ambiguous::Wide]);
    let choices = (looks, hyphens, bidi, ambiguous);
    (2_u16..=120, 0_u16..60, choices).prop_map(|(measure, more, (looks, hyphens, bidi, ambiguous))| {
        let (ascii, link_marks, justify, indented, line_spacing) = looks;
        Options {
            measure,
            pane: measure + more,
            glyphs: if ascii { Glyphs::Ascii } else { Glyphs::Unicode },
            link_marks,
            hyphens,
            justify,
            bidi,
            paragraphs: if indented { Paragraphs::Indented } else { Paragraphs::Spaced },
            line_spacing,
            language: Language::of_tag("es"),
            ambiguous,
        }
    })
}

/// Characters that are turned where they run from right to left, one beside the other.
const MIRRORED: &str = "()[]{}<>«»‹›⁅⁆⁽⁾₍₎≤≥≪≫≮≯≺≻⊂⊃⊆⊇∈∋⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫〈〉《》「」『』【】〔〕（）［］｛｝＜＞";

fn unmirrored(text: &str) -> String {
    let turned = |character| {
        let place = MIRRORED.chars().position(|other| other == character);
        place.map_or(character, |place| MIRRORED.chars().nth(place / 2 * 2).unwrap())
    };
    text.chars().map(turned).collect()
}

/// What a span says, in the order in which it is read; brackets all the same way.
fn as_read(span: &Span) -> String {
    if span.reversed {
        unmirrored(&span.text.graphemes(true).rev().collect::<String>())
    } else {
        unmirrored(&span.text)
    }
}

/// The spans of a line in the order in which they are read.
fn in_reading_order(line: &Line) -> Vec<&Span> {
    let mut spans: Vec<&Span> = line.spans.iter().filter(|span| span.start.is_some()).collect();
    if spans.iter().any(|span| span.reversed) || !spans.is_sorted_by_key(|span| span.start) {
        spans.sort_by_key(|span| span.start);
    }
    spans
}

/// Columns a text takes when it is painted.
fn painted(text: &str) -> u16 {
    let room = u16::try_from(2 * text.len()).unwrap_or(u16::MAX);
    let mut buffer = Buffer::empty(Rect::new(0, 0, room, 1));
    buffer.set_stringn(0, 0, text, usize::from(room), ratatui::style::Style::new()).0
}

/// Columns a text takes in a terminal that paints what is ambiguous as told: one more for each cluster of one column
/// that holds what the tables of UAX #11 call so.
fn painted_as(ambiguous: Ambiguous, text: &str) -> u16 {
    let widths = CodePointMapData::<EastAsianWidth>::new();
    let is_ambiguous =
        |letter: &char| letter.width() == Some(1) && widths.get(*letter) == EastAsianWidth::Ambiguous;
    match ambiguous {
        Ambiguous::Narrow => painted(text),
        Ambiguous::Wide => {
            let widens = |cluster: &&str| painted(cluster) == 1 && cluster.chars().any(|c| is_ambiguous(&c));
            painted(text) + text.graphemes(true).filter(widens).count() as u16
        }
    }
}

/// Bytes that need not be drawn: white space, and clusters that are never painted.
fn droppable(plain: &str) -> HashSet<usize> {
    let never = |cluster: &str| cluster.contains(char::is_control) || painted(cluster) == 0;
    plain
        .grapheme_indices(true)
        .filter(|(_, cluster)| {
            matches!(*cluster, " " | "\t" | "\n" | "\u{2028}" | "\u{2029}") || never(cluster)
        })
        .flat_map(|(at, cluster)| at..at + cluster.len())
        .collect()
}

/// Bytes that may be said otherwise: what pictures show, where a caption says it, and the heads of tables, which are
/// repeated before each value where there is no room for columns.
fn said_otherwise(block: &Block) -> std::ops::Range<usize> {
    match block {
        Block::Figure { images, caption: Some(_) } => 0..images.iter().map(|image| image.alt.len() + 1).sum(),
        Block::Table(table) => {
            let start = table.caption.as_ref().map_or(0, |caption| caption.string.len() + 1);
            let heads = table.rows.iter().flatten().take_while(|cell| cell.header);
            start..start + heads.map(|cell| cell.text.string.len() + 1).sum::<usize>()
        }
        _ => 0..0,
    }
}

fn lines_of(layout: &Layout, block: usize) -> impl Iterator<Item = &Line> {
    layout.lines.iter().filter(move |line| line.block as usize == block)
}

fn has_text(line: &Line) -> bool {
    line.spans.iter().any(|span| span.start.is_some())
}

fn holds(line: &Line, offset: u32) -> bool {
    line.spans
        .iter()
        .any(|span| span.start.is_some_and(|start| (start..start + span.text.len() as u32).contains(&offset)))
}

fn contains_table(block: &Block) -> bool {
    let any = |blocks: &[Block]| blocks.iter().any(contains_table);
    match block {
        Block::Table(_) => true,
        Block::List { items, .. } => items.iter().any(|item| any(&item.blocks)),
        Block::Quote { blocks, .. } | Block::Details { blocks, .. } => any(blocks),
        Block::Definitions(definitions) => definitions.iter().any(|definition| any(&definition.blocks)),
        Block::Footnotes(notes) => notes.iter().any(|note| any(&note.blocks)),
        Block::Paragraph(_)
        | Block::Heading(..)
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Math(_)
        | Block::Rule => false,
    }
}

type Checked = Result<(), TestCaseError>;

/// Every byte of a document's text is drawn, once and where it stands.
fn drawn_once(document: &Document, options: &Options) -> Checked {
    let layout = typeset(document, options);
    for (number, block) in document.blocks.iter().enumerate() {
        let plain = block.plain_text();
        let mut seen = HashSet::new();
        let mut last = 0;
        for span in lines_of(&layout, number).flat_map(in_reading_order) {
            let Some(start) = span.start else { continue };
            let range = start as usize..start as usize + span.text.len();
            prop_assert_eq!(plain.get(range.clone()).map(unmirrored), Some(as_read(span)));
            prop_assert!(contains_table(block) || range.start >= last, "out of order: {:?}", span);
            last = range.end;
            for byte in range {
                prop_assert!(seen.insert(byte), "byte {} twice", byte);
            }
        }
        // At two columns one character of Unicode is too wide for a line.
        let free = droppable(&plain);
        let unsaid = said_otherwise(block);
        let lost: Vec<usize> = (0..plain.len())
            .filter(|at| !seen.contains(at) && !free.contains(at) && !unsaid.contains(at))
            .collect();
        prop_assert!(lost.is_empty(), "lost {:?} of {:?}", lost, plain);
    }
    Ok(())
}

/// No line is wider than it may be.
fn within_its_width(document: &Document, options: &Options) -> Checked {
    let layout = typeset(document, options);
    for line in &layout.lines {
        let columns: u16 = line.spans.iter().map(|span| painted_as(options.ambiguous, &span.text)).sum();
        prop_assert_eq!(columns, line.width, "{:?}", line);
        prop_assert!(line.code || columns <= options.pane, "{:?}", line);
        let prose = !contains_table(&document.blocks[line.block as usize]);
        prop_assert!(line.code || !prose || columns <= options.measure, "{:?}", line);
        for span in &line.spans {
            let odd = |cluster: &str| cluster.contains(char::is_control) || painted(cluster) == 0;
            prop_assert!(!span.text.is_empty() && !span.text.graphemes(true).any(odd), "{:?}", span);
        }
    }
    Ok(())
}

/// Progress never falls, and ends at a thousand.
fn grows_to_a_thousand(document: &Document, options: &Options) -> Checked {
    let layout = typeset(document, options);
    let steps: Vec<u16> = (0..layout.lines.len()).map(|line| layout.progress(line)).collect();
    prop_assert!(steps.is_sorted());
    prop_assert_eq!(layout.progress(layout.lines.len().saturating_sub(1)), 1000);
    prop_assert_eq!(layout.words, layout.lines.last().map_or(0, |line| line.words));
    prop_assert!(layout.lines.is_sorted_by_key(|line| line.block));
    prop_assert_eq!(layout.block_lines.len(), document.blocks.len());
    Ok(())
}

/// What stands at a line's start is found again in another setting.
fn outlives_the_width(document: &Document, one: &Options, two: &Options) -> Checked {
    let (here, there) = (typeset(document, one), typeset(document, two));
    for (number, line) in here.lines.iter().enumerate().filter(|(_, line)| has_text(line)) {
        let place = here.place_of(document, number);
        prop_assert_eq!(here.line_at(document, &place), number, "{:?}", line);
        let plain = document.blocks[place.block as usize].plain_text();
        if plain[place.offset as usize..].starts_with('\n') {
            // A row of a table where the first cell has an empty line.
            continue;
        }
        let found = &there.lines[there.line_at(document, &place)];
        prop_assert!(holds(found, place.offset), "{:?} at {:?}", place, found);
    }
    Ok(())
}

#[test]
fn real_articles_in_many_scripts_hold_the_rules_at_any_width() {
    for (name, article) in frames::articles() {
        let wide = Options { link_marks: true, ..options(200) };
        for measure in (2..40).chain((40..=120).step_by(5)) {
            let ambiguous = if measure % 3 == 0 { Ambiguous::Wide } else { Ambiguous::Narrow };
            let bidi = if measure % 2 == 0 { Bidi::App } else { Bidi::Terminal };
            let justify = measure % 5 == 0;
            let options = Options { measure, pane: measure, ambiguous, bidi, justify, ..wide };
            drawn_once(&article, &options)
                .and_then(|()| within_its_width(&article, &options))
                .and_then(|()| grows_to_a_thousand(&article, &options))
                .and_then(|()| outlives_the_width(&article, &options, &wide))
                .unwrap_or_else(|error| panic!("{name} at {measure}: {error}"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_drawn_once_where_it_stands(document in documents(), options in any_options()) {
        drawn_once(&document, &options)?;
    }

    #[test]
    fn every_cluster_keeps_its_look(text in text(), options in any_options()) {
        let layout = typeset(&document(vec![Block::Paragraph(text.clone())]), &options);
        let look_of = |byte: usize| {
            text.stretches().find(|(range, ..)| range.contains(&byte)).map(|(_, style, link)| (style, link))
        };
        let cluster_of = |at: usize| {
            text.string.grapheme_indices(true).take_while(|(start, _)| *start <= at).last().unwrap()
        };
        for span in layout.lines.iter().flat_map(|line| &line.spans) {
            let Some(start) = span.start else { continue };
            for (at, _) in as_read(span).char_indices() {
                let (first, cluster) = cluster_of(start as usize + at);
                let look = Some((span.style, span.link));
                // A cluster that no line is wide enough for is drawn in pieces, and a piece may look as it begins.
                let is_cut = painted_as(options.ambiguous, cluster) > options.measure.max(2);
                let as_it_begins = is_cut && look == look_of(start as usize);
                prop_assert!(look == look_of(first) || as_it_begins, "{:?} of {:?}", span, cluster);
            }
        }
    }

    #[test]
    fn no_line_is_wider_than_it_may_be(document in documents(), options in any_options()) {
        within_its_width(&document, &options)?;
    }

    #[test]
    fn progress_grows_to_a_thousand(document in documents(), options in any_options()) {
        grows_to_a_thousand(&document, &options)?;
    }

    #[test]
    fn a_place_outlives_the_width(document in documents(), one in any_options(), two in any_options()) {
        outlives_the_width(&document, &one, &two)?;
    }

    #[test]
    fn the_words_do_not_depend_on_the_setting(texts in prop::collection::vec(text(), 0..5), one in any_options()) {
        let document = document(texts.into_iter().map(Block::Paragraph).collect());
        prop_assert_eq!(typeset(&document, &one).words, typeset(&document, &options(200)).words);
    }

    #[test]
    fn prose_breaks_where_the_annex_lets_it(text in prose()) {
        // Our two own rules aside: hyphens that begin a word, and addresses.
        prop_assume!(!text.starts_with('-') && !text.contains(" -") && !text.contains("://"));
        let breaks = LineSegmenter::new_auto(LineBreakOptions::default()).segment_str(&text);
        let starts: Vec<usize> = breaks.map(|at| text.len() - text[at..].trim_start_matches(' ').len()).collect();
        let mut expected: Vec<usize> = starts.into_iter().filter(|at| *at < text.len()).collect();
        expected.dedup();
        let found: Vec<usize> = fragments(&text, u16::MAX).iter().map(|fragment| fragment.start as usize).collect();
        prop_assert_eq!(found, expected, "{:?}", text);
    }

    #[test]
    fn no_breaks_are_dearer_than_those_of_textwrap(text in string(), limit in 2_u16..120) {
        let text = text.replace('\n', " ");
        let pieces = fragments(&text, limit);
        prop_assume!(pieces.iter().all(|piece| !piece.forced));
        let ours = break_lines(&pieces, limit);
        let our_cost = cost(&pieces, limit, &ours).expect("our own lines fit");
        let columns = [f64::from(limit)];
        let first_fit = ends(&wrap_first_fit(&pieces, &columns));
        prop_assert_eq!(ours.len(), first_fit.len());
        prop_assert!(cost(&pieces, limit, &first_fit).is_some_and(|cost| our_cost <= cost));
        let optimal = ends(&wrap_optimal_fit(&pieces, &columns, &Penalties::new()).unwrap());
        // Theirs may be too wide, which ours never is.
        prop_assert!(cost(&pieces, limit, &optimal).is_none_or(|cost| our_cost <= cost));
    }

    #[test]
    fn headlines_fit(text in string(), columns in 2_u16..80, most in 0_usize..5) {
        let lines = wrap_line(&text, columns, most);
        prop_assert!(lines.len() <= most);
        prop_assert!(lines.iter().all(|line| painted(line) <= columns && painted(line) == width(line)));
        prop_assert!(painted(&truncate(&text, columns)) <= columns);
    }

    #[test]
    fn a_text_is_parted_at_a_column(text in string(), columns in 0_u16..80) {
        let end = fitting(&text, columns);
        let more = text[end..].graphemes(true).next().map_or(0, str::len);
        prop_assert!(width(&text[..end]) <= columns);
        prop_assert!(more == 0 || width(&text[..end + more]) > columns);
        let (start, before) = behind(&text, columns);
        prop_assert_eq!(before, width(&text[..start]));
        prop_assert!(before >= columns || start == text.len());
    }

    #[test]
    fn the_first_line_takes_what_fits_and_nothing_is_lost_at_its_end(text in string(), columns in 2_u16..80) {
        let text = text.trim_start();
        let FirstLine { end, hyphen, next } = first_line(text, columns);
        prop_assert!(end <= next && next <= text.len());
        prop_assert!(width(text[end..next].trim()) == 0 || end > 0, "only what is not painted may be left out");
        prop_assert!(width(text[..end].trim_end()) + u16::from(hyphen) <= columns);
        // Every piece that the first line of all lines holds stands in it.
        let pieces = fragments(text, columns);
        let greedy = wrap_first_fit(&pieces, &[f64::from(columns)]);
        let indented = pieces.first().is_some_and(|first| width(&text[..first.start as usize]) > 0);
        if !indented && pieces.iter().all(|piece| !piece.forced) {
            let last = greedy.first().and_then(|line| line.last());
            prop_assert_eq!(end, last.map_or(0, |piece| piece.end as usize));
            // A word that does not go on shows no hyphen.
            prop_assert_eq!(hyphen, greedy.len() > 1 && last.is_some_and(|piece| piece.hyphen));
        }
    }
}

fn ends<T>(lines: &[&[T]]) -> Vec<u32> {
    lines
        .iter()
        .filter(|line| !line.is_empty())
        .scan(0, |end, line| {
            *end += line.len() as u32;
            Some(*end)
        })
        .collect()
}

#[test]
fn our_lines_are_as_many_as_those_of_the_optimal_fit() {
    let (mut same, mut all) = (0, 0);
    for limit in 20..100 {
        for text in SENTENCES {
            let text = format!("{text} {} {text}", SENTENCES[0]).replace('\n', " ");
            let pieces = fragments(&text, limit);
            let theirs = wrap_optimal_fit(&pieces, &[f64::from(limit)], &Penalties::new()).unwrap().len();
            all += 1;
            same += usize::from(break_lines(&pieces, limit).len() == theirs);
        }
    }
    assert!(same * 100 >= all * 99, "{same} of {all}");
}

// ---- places -------------------------------------------------------------------------------------------------

#[test]
fn a_place_is_found_by_what_its_block_says_before_its_number() {
    let before = document(vec![paragraph("one"), paragraph("two two"), paragraph("three")]);
    let place = typeset(&before, &options(20)).place_of(&before, 2);
    assert_eq!((place.block, place.offset), (1, 0));
    let after = document(vec![paragraph("new"), paragraph("one"), paragraph("other"), paragraph("two two")]);
    let layout = typeset(&after, &options(20));
    assert_eq!(drawn(&layout.lines[layout.line_at(&after, &place)]), "two two");
    let gone = document(vec![paragraph("one"), paragraph("edited")]);
    let layout = typeset(&gone, &options(20));
    assert_eq!(drawn(&layout.lines[layout.line_at(&gone, &place)]), "edited");
    let short = document(vec![paragraph("only")]);
    let layout = typeset(&short, &options(20));
    assert_eq!(layout.line_at(&short, &place), 0);
}

#[test]
fn an_empty_document_has_no_lines_and_every_question_an_answer() {
    let nothing = document(Vec::new());
    let layout = typeset(&nothing, &options(20));
    assert_eq!((layout.lines.len(), layout.words), (0, 0));
    assert_eq!(layout.line_of(3, 9), 0);
    assert_eq!(layout.progress(0), 1000);
    assert_eq!(layout.line_at(&nothing, &layout.place_of(&nothing, 7)), 0);
}

// ---- hostile documents --------------------------------------------------------------------------------------

fn all_fit(blocks: Vec<Block>, measure: u16) -> usize {
    let layout = typeset(&document(blocks), &options(measure));
    assert!(layout.lines.iter().all(|line| line.code || line.width <= measure));
    layout.lines.len()
}

#[test]
fn endless_words_and_endlessly_many_are_set() {
    assert_eq!(all_fit(vec![paragraph(&"x".repeat(1_000_000))], 66), 1_000_000_usize.div_ceil(66));
    assert_eq!(all_fit(vec![paragraph(&"a ".repeat(300_000))], 66), 300_000_usize.div_ceil(33));
    assert_eq!(all_fit(vec![paragraph(&format!("a{}", "\u{301}".repeat(300_000)))], 2), 1);
    assert_eq!(all_fit(vec![paragraph(&"\u{200B}\u{AD}".repeat(100_000))], 2), 0);
    assert_eq!(all_fit(vec![paragraph(&"\n".repeat(10_000))], 2), 10_000);
    assert!(all_fit(vec![paragraph(&"👩\u{200D}".repeat(100_000))], 2) >= 1);
    assert!(all_fit(vec![paragraph(&"\u{1100}".repeat(10_000))], 3) >= 10_000);
    assert_eq!(all_fit(vec![paragraph(&"a ".repeat(50_000))], 60_000), 2);
}

#[test]
fn all_that_is_asked_for_takes_no_time_without_end() {
    let texts = [
        "x".repeat(30_000),
        "internationally ".repeat(2_000),
        "internationally—".repeat(2_000),
        "a ".repeat(15_000),
        "w ".repeat(15_000),
        "— ".repeat(15_000),
        "אב (cd) ".repeat(3_000),
        "港口（关闭）".repeat(3_000),
    ];
    for text in texts {
        for (measure, language) in [(20, "en"), (66, "pl"), (60_000, "en")] {
            let document =
                Document { language: Some(language.to_owned()), ..document(vec![paragraph(&text); 2]) };
            let all = Options {
                hyphens: Hyphens::Always,
                justify: true,
                bidi: Bidi::App,
                paragraphs: Paragraphs::Indented,
                line_spacing: 2,
                ..options(measure)
            };
            assert!(typeset(&document, &all).lines.iter().all(|line| line.width <= measure));
        }
    }
}

#[test]
fn tables_of_ten_thousand_columns_are_set() {
    let row = |header| (0..10_000).map(|_| Cell { columns: 60_000, ..cell("x", header) }).collect::<Vec<_>>();
    let table = Table { rows: vec![row(true), row(false), row(false)], ..Table::default() };
    assert!(all_fit(vec![Block::Table(table)], 2) >= 20_000);
}

#[test]
fn nesting_as_deep_as_it_comes_leaves_room_for_text() {
    let nest = |outer: fn(Vec<Block>) -> Block| {
        (0..512).fold(paragraph("word"), |inner, _| outer(vec![paragraph("and"), inner]))
    };
    let quote = nest(|blocks| Block::Quote { blocks, citation: None });
    let list = nest(|blocks| Block::List {
        start: Some(1),
        reversed: false,
        numerals: Numerals::Decimal,
        items: vec![Item { blocks, ..Item::default() }],
    });
    for measure in [2, 3, 8, 66] {
        assert!(all_fit(vec![quote.clone()], measure) > 512);
        assert!(all_fit(vec![list.clone()], measure) > 512);
    }
}
