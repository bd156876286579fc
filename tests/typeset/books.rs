//! Tests: what books do with their paragraphs, and what stays together.

use courant::news::{Block, Definition, Item, Text};
use courant::typeset::{Options, Paragraphs, typeset};

use super::{ages, document, drawn, list, options, paragraph, set};

fn book(measure: u16) -> Options {
    Options { paragraphs: Paragraphs::Indented, ..options(measure) }
}

#[test]
fn paragraphs_that_follow_another_stand_in() {
    let blocks = vec![
        paragraph("The first paragraph of all."),
        paragraph("The second paragraph, over two lines."),
        Block::Heading(3, Text::plain("Heading")),
        paragraph("After a heading."),
        Block::Quote { blocks: vec![paragraph("One."), paragraph("Two.")], citation: None },
        paragraph("After a quote."),
    ];
    assert_eq!(
        set(blocks, &book(24)),
        [
            "The first paragraph",
            "of all.",
            "  The second paragraph,",
            "over two lines.",
            "",
            "Heading",
            "",
            "After a heading.",
            "",
            "▌ One.",
            "▌   Two.",
            "",
            "After a quote.",
        ]
    );
}

#[test]
fn where_a_paragraph_stands_in_its_place_is_that_of_its_first_word() {
    let document = document(vec![paragraph("one"), paragraph("two")]);
    let layout = typeset(&document, &book(24));
    let line = &layout.lines[1];
    assert_eq!((line.block, line.start, line.width), (1, 0, 5));
    assert_eq!((line.spans[0].text.as_str(), line.spans[0].start), ("  ", None));
    assert_eq!(layout.block_lines, [0, 1]);
    // Too narrow for that, and a word too wide for it.
    assert_eq!(set(vec![paragraph("one"), paragraph("two")], &book(19)), ["one", "two"]);
    let wide = "x".repeat(23);
    assert_eq!(set(vec![paragraph("one"), paragraph(&wide)], &book(24))[1], wide);
}

#[test]
fn lines_of_prose_may_have_an_empty_one_between() {
    let spaced = Options { line_spacing: 2, ..options(24) };
    let blocks = vec![
        paragraph("one line and then another"),
        list(None, vec![super::item("one"), super::item("two")]),
        Block::Code { language: None, text: "a\nb".to_owned() },
        Block::Quote { blocks: vec![paragraph("one line and then another")], citation: None },
    ];
    assert_eq!(
        set(blocks.clone(), &spaced),
        [
            "one line and then",
            "",
            "another",
            "",
            "",
            "• one",
            "",
            "• two",
            "",
            "",
            "│ a",
            "│ b",
            "",
            "",
            "▌ one line and then",
            "▌ ",
            "▌ another"
        ]
    );
    // Other numbers are the nearest of the two.
    let of = |line_spacing| set(blocks.clone(), &Options { line_spacing, ..options(24) });
    assert_eq!((of(0), of(9)), (of(1), of(2)));
}

#[test]
fn headings_terms_and_captions_keep_with_what_follows() {
    let definition =
        Definition { terms: vec![Text::plain("basin")], blocks: vec![paragraph("where ships lie")] };
    let blocks = vec![
        Block::Heading(2, Text::plain("What happens next in the basin")),
        paragraph("Nothing."),
        Block::Definitions(vec![definition]),
        ages(),
        Block::Heading(3, Text::plain("The end")),
    ];
    let lines = typeset(&document(blocks), &options(24)).lines;
    let kept: Vec<String> = lines.iter().filter(|line| line.keeps_with_next).map(drawn).collect();
    assert_eq!(kept, ["■ What happens next in", "  the basin", "", "basin", "Ages"]);
}

#[test]
fn lists_in_lists_hang_below_each_other() {
    let nested = |blocks| Item { blocks, ..Item::default() };
    let inner = list(Some(1), vec![nested(vec![paragraph("an entry of the inner list")])]);
    let outer = list(None, vec![nested(vec![paragraph("an entry of the outer list"), inner])]);
    assert_eq!(
        set(vec![outer], &options(20)),
        ["• an entry of the", "  outer list", "  1. an entry of the", "     inner list"]
    );
}
