//! What parts of a line say of their direction, their language and their white space.

use courant::clean::html;
use courant::news::{Block, Direction, Document, Foreign, Span, Text};
use courant::write;

use super::promises::back;

fn paragraph(markup: &str) -> Text {
    let document = read(markup);
    let Some(Block::Paragraph(text)) = document.blocks.first() else { panic!("{:?}", document.blocks) };
    text.clone()
}

fn read(markup: &str) -> Document {
    html(&Foreign::new(markup), None).document
}

fn span(text: &Text, letters: &str) -> Span {
    let at = text.string.find(letters).unwrap() as u32;
    Span { range: at..at + letters.len() as u32, ..Span::default() }
}

#[test]
fn what_runs_by_itself_is_kept_apart() {
    let text =
        paragraph("<p>User <bdi> אבג </bdi>: 3rd place, <span dir=rtl>דה</span> and <i dir=auto>x</i>.");
    assert_eq!(text.string, "User אבג : 3rd place, דה and x.");
    let right = Some(Direction::RightToLeft);
    assert_eq!(
        text.spans,
        [
            Span { direction: Some(Direction::Auto), ..span(&text, "אבג") },
            Span { direction: right, ..span(&text, "דה") },
            Span { direction: Some(Direction::Auto), ..span(&text, "x") },
        ]
    );
}

#[test]
fn an_override_is_kept_and_writes_no_control() {
    let document = read("<p>It reads <bdo dir=rtl>olleh</bdo>, \u{202E}not\u{202C} <bdo>this</bdo>.");
    let Some(Block::Paragraph(text)) = document.blocks.first() else { panic!() };
    assert_eq!(text.string, "It reads olleh, not this.");
    let direction = Some(Direction::RightToLeft);
    assert_eq!(text.spans, [Span { direction, is_override: true, ..span(text, "olleh") }]);
    let written = write::html(&document);
    assert_eq!(written, "<p>It reads <bdo dir=\"rtl\">olleh</bdo>, not this.</p>\n");
    for output in [written, write::text(&document, Some(60)), write::markdown(&document)] {
        assert!(courant::clean::text::is_clean(&output), "{output:?}");
    }
}

#[test]
fn a_part_of_another_language_says_so_where_that_is_news() {
    let text = paragraph(
        "<html lang=en><p>The <i lang=fr>bête <b lang=fr>noire</b></i> of the <span lang=en>house</span>, <span \
         lang=de dir=ltr>Haus</span>.",
    );
    let language = |tag: &str| Some(tag.to_owned());
    let left = Some(Direction::LeftToRight);
    assert_eq!(
        text.spans,
        [
            Span { language: language("fr"), ..span(&text, "bête noire") },
            Span { language: language("de"), direction: left, ..span(&text, "Haus") },
        ]
    );
}

#[test]
fn what_runs_by_itself_goes_on_through_paragraphs_and_reads_back() {
    let markup =
        "<span dir=rtl lang=he><p>אב<a href='//e.example/1'>ג<bdi>x</bdi></a><br><b>ד</b></p><p>ה</p></span>";
    let document = read(markup);
    let texts: Vec<&Text> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => text,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts.iter().map(|text| text.spans.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(texts[1].spans[0].range, 0..2);
    assert_eq!(back(&document), document);
}

#[test]
fn very_many_that_lie_in_each_other_cost_no_more() {
    let page = format!("{}{}", "<bdi>".repeat(300), "<p>x".repeat(50_000));
    let document = read(&page);
    let spans: usize = document
        .blocks
        .iter()
        .map(|block| if let Block::Paragraph(text) = block { text.spans.len() } else { 0 })
        .sum();
    assert!(spans <= 50_000, "{spans}");
}

#[test]
fn margins_stay_where_white_space_is_what_it_is() {
    for style in ["pre", "pre-wrap", "break-spaces"] {
        let document = read(&format!(
            "<div style='white-space: {style}'>Roses\n  are <b>red</b>,\n\tviolets\n \n   <i>are</i> blue.</div>"
        ));
        let texts: Vec<String> = document.blocks.iter().map(Block::plain_text).collect();
        let eight = "\u{A0}".repeat(8);
        assert_eq!(
            texts,
            [
                format!("Roses\n\u{A0}\u{A0}are red,\n{eight}violets\n"),
                "\u{A0}\u{A0}\u{A0}are blue.\n".to_owned()
            ]
        );
        assert_eq!(back(&document), document, "{}", write::html(&document));
    }
    assert_eq!(paragraph("<p style='white-space: pre-line'>a\n   b").string, "a\nb");
    assert_eq!(paragraph("<p>&nbsp;&nbsp;a<br>&nbsp;b").string, "a\nb");
}
