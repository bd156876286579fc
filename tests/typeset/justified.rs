//! Tests: lines filled to the measure.

use courant::news::{Block, Document, Style, Text};
use courant::typeset::{Hyphens, Line, Options, Part, typeset, width};
use proptest::prelude::*;

use super::{ages, document, drawn, options, paragraph};

fn justified(measure: u16) -> Options {
    Options { justify: true, ..options(measure) }
}

fn lines(blocks: Vec<Block>, options: &Options) -> Vec<Line> {
    let document = Document { language: Some("en".to_owned()), ..document(blocks) };
    typeset(&document, options).lines
}

const TEXT: &str = "Port authorities reopened the northern basin on Friday after a nine-day closure that \
    stranded more than forty vessels and pushed spot freight rates to their highest level since spring, and \
    nobody on the quay could say for how long the channel would stay open to ships of that size.";

#[test]
fn every_line_but_the_last_reaches_the_measure() {
    let lines = lines(vec![paragraph(TEXT)], &justified(66));
    let (last, inner) = lines.split_last().unwrap();
    assert!(inner.len() > 2 && inner.iter().all(|line| line.width == 66), "{lines:?}");
    assert!(!drawn(last).contains("  "));
    // A forced line end is a last line, too.
    let forced = self::lines(vec![paragraph("one two\nthree four")], &justified(66));
    assert_eq!(forced.iter().map(drawn).collect::<Vec<_>>(), ["one two", "three four"]);
}

#[test]
fn narrow_measures_stay_ragged() {
    assert_eq!(
        lines(vec![paragraph(TEXT)], &justified(59)),
        lines(vec![paragraph(TEXT)], &{ Options { hyphens: Hyphens::Never, ..options(59) } })
    );
    assert!(lines(vec![paragraph(TEXT)], &justified(60))[0].width == 60);
}

#[test]
fn what_is_not_prose_is_not_filled() {
    let code = Block::Code { language: None, text: "a b\nc d".to_owned() };
    let heading = Block::Heading(1, Text::plain(TEXT));
    for block in [code, heading, ages()] {
        assert_eq!(lines(vec![block.clone()], &justified(66)), lines(vec![block], &options(66)));
    }
    // Code between words keeps its one space.
    let mut text = Text::plain("The command ");
    text.push("courant open page.html now", Style::CODE, None);
    text.push(" reads a page that was saved before and keeps it until the end of time", Style::PLAIN, None);
    let line = &lines(vec![Block::Paragraph(text)], &justified(66))[0];
    assert_eq!(line.width, 66);
    assert!(drawn(line).contains("courant open page.html now"));
}

#[test]
fn added_spaces_are_made_up_and_look_like_what_is_before_them() {
    let mut text = Text::default();
    text.push(&TEXT[..150], Style::EMPHASIS, None);
    text.push(&TEXT[150..], Style::PLAIN, None);
    let lines = lines(vec![Block::Paragraph(text)], &justified(66));
    let added: Vec<_> = lines[0].spans.iter().filter(|span| span.start.is_none()).collect();
    assert!(!added.is_empty());
    assert!(added.iter().all(|span| span.text.trim().is_empty() && span.style == Style::EMPHASIS));
    assert!(added.iter().all(|span| span.part == Part::Text));
}

#[test]
fn a_line_of_few_gaps_is_left_ragged() {
    let long = "x".repeat(27);
    let text = format!("{long} {long} {}", "y".repeat(40));
    let lines = lines(vec![paragraph(&text)], &justified(60));
    assert_eq!(lines[0].width, 55);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gaps_are_even_and_never_four_columns(
        words in prop::collection::vec("[a-z]{1,14}[.,]?", 1..120),
        measure in 60_u16..100,
    ) {
        let blocks = vec![paragraph(&words.join(" "))];
        let filled = lines(blocks.clone(), &justified(measure));
        let ragged = lines(blocks, &Options { hyphens: Hyphens::Always, ..options(measure) });
        prop_assert_eq!(filled.len(), ragged.len());
        for (number, (line, before)) in filled.iter().zip(&ragged).enumerate() {
            let text = drawn(line);
            prop_assert_eq!((line.start, line.end, line.words), (before.start, before.end, before.words));
            prop_assert_eq!(line.width, width(&text));
            let gaps: Vec<usize> = text
                .split(|character: char| character != ' ')
                .map(str::len)
                .filter(|columns| *columns > 0)
                .collect();
            let (least, most) = (gaps.iter().min().unwrap_or(&1), gaps.iter().max().unwrap_or(&1));
            prop_assert!(*most < 4 && most - least <= 1, "{text:?}");
            if number + 1 == filled.len() {
                prop_assert_eq!(drawn(before), text);
            } else if line.width < measure {
                let white = usize::from(measure - line.width);
                prop_assert!(gaps.is_empty() || 1 + white.div_ceil(gaps.len()) >= 4, "{text:?}");
            }
        }
    }
}
