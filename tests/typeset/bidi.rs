//! Tests: text that runs from right to left, put in the order in which it is seen.

use courant::news::{Block, Cell, Direction, Document, Item, Link, LinkId, Span, Style, Table, Text};
use courant::typeset::{Bidi, Glyphs, Layout, Options, typeset, width};
use proptest::prelude::*;
use unicode_bidi::{BidiInfo, Level};

use super::{document, drawn, item, list, options, paragraph};

fn app(measure: u16) -> Options {
    Options { bidi: Bidi::App, ..options(measure) }
}

fn set(blocks: Vec<Block>, options: &Options) -> Vec<String> {
    typeset(&document(blocks), options).lines.iter().map(drawn).collect()
}

fn seen(text: &str) -> String {
    set(vec![paragraph(text)], &app(200)).concat()
}

#[test]
fn lines_are_put_in_the_order_in_which_they_are_seen() {
    assert_eq!(seen("שלום עולם"), "םלוע םולש");
    // Numbers and words of the other direction keep theirs (UAX #9, section 3.3).
    assert_eq!(seen("בשעה 12:30 הגיע Ana Reyes לנמל"), "למנל Ana Reyes עיגה 12:30 העשב");
    assert_eq!(seen("He said שלום עולם and left"), "He said םלוע םולש and left");
    assert_eq!(seen("nothing but Latin (and brackets)"), "nothing but Latin (and brackets)");
}

#[test]
fn brackets_are_turned_and_marks_stay_with_their_letter() {
    assert_eq!(seen("שלום (עולם) «כן»"), "«ןכ» (םלוע) םולש");
    assert_eq!(seen("שָׁלוֹם"), "םוֹלשָׁ");
}

#[test]
fn a_line_of_ours_begins_at_the_left_whatever_it_names() {
    let line = "[1] שלום עולם!  news.example";
    assert_eq!(courant::typeset::seen(line, false), "[1] םלוע םולש!  news.example");
    assert_eq!(courant::typeset::seen("שלום!", true), "!םולש");
    assert_eq!(courant::typeset::seen("Nothing to turn – at all", false), "Nothing to turn – at all");
}

#[test]
fn the_first_column_of_a_table_stands_at_the_right() {
    let cell = |text: &str, header| Cell { text: Text::plain(text), header, columns: 1, rows: 1 };
    let rows = vec![
        vec![cell("יום", true), cell("שעה", true), cell("רציף", true)],
        vec![cell("שני", false), cell("7", false), Cell { columns: 1, ..cell("צפון", false) }],
        vec![Cell { columns: 2, ..cell("אין", false) }, cell("–", false)],
    ];
    let table = Table { caption: None, alignments: Vec::new(), rows };
    let layout = typeset(&document(vec![Block::Table(table.clone())]), &app(40));
    let lines: Vec<String> = layout.lines.iter().map(drawn).collect();
    let wanted = ["ףיצר │ העש │ םוי", "─────┼─────┼────", "ןופצ │ 7   │ ינש", "–    │       ןיא"];
    assert_eq!(lines, wanted);
    assert!(layout.lines.iter().all(|line| line.right_to_left), "all of it stands at the right");
    // The terminal turns whole lines.
    let as_read = set(vec![Block::Table(table)], &options(40));
    assert_eq!(as_read[0], "יום │ שעה │ רציף");
}

#[test]
fn the_terminal_or_nobody_may_do_it() {
    let text = "שלום (עולם)";
    let lines = |bidi| typeset(&document(vec![paragraph(text)]), &Options { bidi, ..options(40) }).lines;
    assert_eq!(
        (drawn(&lines(Bidi::Terminal)[0]), lines(Bidi::Terminal)[0].right_to_left),
        (text.to_owned(), true)
    );
    assert_eq!((drawn(&lines(Bidi::Off)[0]), lines(Bidi::Off)[0].right_to_left), (text.to_owned(), false));
    assert!(lines(Bidi::App)[0].right_to_left);
    assert!(lines(Bidi::Terminal)[0].spans.iter().all(|span| !span.reversed));
}

#[test]
fn lines_are_broken_before_they_are_turned() {
    let text = "אחת שתיים שלוש ארבע";
    assert_eq!(set(vec![paragraph(text)], &app(10)), ["םייתש תחא", "עברא שולש"]);
}

#[test]
fn a_turned_span_knows_where_its_bytes_stand() {
    let mut text = Text::default();
    text.push("אבג ", Style::PLAIN, None);
    text.push("דה", Style::STRONG, Some(LinkId(0)));
    text.push(" abc", Style::PLAIN, None);
    let lines = typeset(&document(vec![Block::Paragraph(text)]), &app(40)).lines;
    let found: Vec<_> =
        lines[0].spans.iter().map(|span| (span.text.as_str(), span.start, span.link)).collect();
    assert_eq!(
        found,
        [
            ("abc", Some(12), None),
            (" ", Some(11), None),
            ("הד", Some(7), Some(LinkId(0))),
            (" גבא", Some(0), None)
        ]
    );
    // "ב" is the third column of " גבא", as it is the second letter.
    assert_eq!(lines[0].spans[3].columns(2..4), 2..3);
    assert_eq!(lines[0].spans[3].columns(0..100), 0..4);
    assert_eq!(lines[0].spans[0].columns(13..14), 1..2);
    assert_eq!(lines[0].spans[0].columns(0..3), 0..0);
    assert_eq!((lines[0].start, lines[0].end), (0, 15));
}

#[test]
fn stretches_run_as_their_author_says() {
    let with = |direction, is_override| {
        let mut text = Text::plain("a אב c b");
        let direction = Some(direction);
        text.spans.push(Span { range: 2..8, direction, is_override, ..Span::default() });
        set(vec![Block::Paragraph(text)], &app(40)).concat()
    };
    assert_eq!(with(Direction::LeftToRight, false), "a בא c b");
    assert_eq!(with(Direction::RightToLeft, false), "a c בא b");
    assert_eq!(with(Direction::Auto, false), "a c בא b");
    assert_eq!(with(Direction::LeftToRight, true), "a אב c b");
    // A paragraph may run against its letters.
    let text = Text { direction: Direction::RightToLeft, ..Text::plain("He left.") };
    assert_eq!(set(vec![Block::Paragraph(text)], &app(40)), [".He left"]);
}

#[test]
fn code_is_never_turned() {
    let code = Block::Code { language: None, text: "אב(1)".to_owned() };
    assert_eq!(set(vec![code], &app(40)), ["│ אב(1)"]);
    let mut text = Text::plain("אב ");
    text.push("f(x) + 1", Style::CODE, None);
    text.push(" גד", Style::PLAIN, None);
    assert_eq!(set(vec![Block::Paragraph(text)], &app(40)), ["דג f(x) + 1 בא"]);
}

#[test]
fn marks_stand_at_the_right_of_what_is_read_from_there() {
    let quote = Block::Quote { blocks: vec![paragraph("אבג"), paragraph("דהו")], citation: None };
    assert_eq!(set(vec![quote.clone()], &app(20)), ["גבא ▐", " ▐", "והד ▐"]);
    let ascii = Options { glyphs: Glyphs::Ascii, ..app(20) };
    assert_eq!(set(vec![quote], &ascii)[0], "גבא |");
    let items = vec![item("אבג"), Item { checked: Some(true), ..item("דהו") }];
    assert_eq!(
        set(vec![list(Some(9), items)], &app(20)),
        ["גבא .9", "והד ☑ .10"].map(|line| line.replace("גבא .9", "גבא .9 "))
    );
    assert_eq!(set(vec![list(None, vec![item("אבג")])], &app(20)), ["גבא •"]);
    assert_eq!(set(vec![Block::Heading(1, Text::plain("אבג"))], &app(20)), ["גבא ■"]);
}

#[test]
fn numbers_of_links_can_be_read() {
    let mut text = Text::default();
    text.push("אבג", Style::PLAIN, Some(LinkId(0)));
    text.push(" דהו", Style::PLAIN, None);
    let links = vec![Link { url: "https://example.org/".to_owned(), title: String::new() }];
    let document = Document { blocks: vec![Block::Paragraph(text)], links, ..Document::default() };
    let layout: Layout = typeset(&document, &Options { link_marks: true, ..app(40) });
    assert_eq!(drawn(&layout.lines[0]), "והד [1]גבא");
}

#[test]
fn long_texts_of_nested_directions_are_set() {
    let hostile = ["(".repeat(20_000), "א(".repeat(10_000), "א1a ".repeat(10_000), "[אa]".repeat(8_000)];
    for text in hostile {
        let layout = typeset(&document(vec![paragraph(&format!("א{text}"))]), &app(66));
        assert!(layout.lines.iter().all(|line| line.width <= 66));
    }
    let mut text = Text::plain("אa".repeat(3_000));
    text.spans = (0..3_000_u32)
        .map(|at| Span {
            range: 3 * (at / 2)..9_000 - 3 * (at / 2),
            direction: Some(Direction::Auto),
            ..Span::default()
        })
        .collect();
    assert!(!typeset(&document(vec![Block::Paragraph(text)]), &app(66)).lines.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_is_that_of_the_annex(
        words in prop::collection::vec("[a-z]{1,4}|[א-ת]{1,5}|[0-9]{1,3}|[ا-غ]{1,4}|[-.,:%!]", 1..12),
        right_to_left in any::<bool>(),
    ) {
        let text = words.join(" ");
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        let block = Block::Paragraph(Text { direction, ..Text::plain(&*text) });
        let level = if right_to_left { Level::rtl() } else { Level::ltr() };
        let info = BidiInfo::new(&text, Some(level));
        let expected = info.reorder_line(&info.paragraphs[0], 0..text.len());
        prop_assert_eq!(set(vec![block], &app(u16::MAX)).concat(), expected);
    }

    #[test]
    fn the_order_changes_nothing_else(document in super::documents(), measure in 2_u16..100) {
        let left_alone = typeset(&document, &options(measure));
        let ordered = typeset(&document, &app(measure));
        prop_assert_eq!(ordered.lines.len(), left_alone.lines.len());
        for (one, two) in ordered.lines.iter().zip(&left_alone.lines) {
            prop_assert_eq!((one.start, one.end, one.words), (two.start, two.end, two.words));
            // A table that begins at the right keeps its blanks at the left.
            let is_table = super::contains_table(&document.blocks[one.block as usize]);
            prop_assert!(one.width == two.width || is_table && one.width > two.width, "{:?} and {:?}", one, two);
        }
    }

    #[test]
    fn bytes_of_a_span_take_the_columns_they_say(document in super::documents(), measure in 2_u16..100) {
        for span in typeset(&document, &app(measure)).lines.iter().flat_map(|line| &line.spans) {
            let Some(start) = span.start else { continue };
            let end = start + span.text.len() as u32;
            prop_assert_eq!(span.columns(start..end), 0..width(&span.text));
            prop_assert!(span.columns(end..end + 9).is_empty());
        }
    }
}
