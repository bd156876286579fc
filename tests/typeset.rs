//! Tests: typeset.
#![allow(clippy::unwrap_used)]
use courant::news::*;
use courant::typeset::*;

fn opts(measure: u16) -> Options { Options { measure, pane: measure, glyphs: Glyphs::Unicode, link_marks: true } }
fn draw(blocks: Vec<Block>, o: &Options) -> String {
    let d = Document { blocks, links: vec![Link{url:"https://a.example/".into(), title:"".into()}], ..Document::default() };
    typeset(&d, o).lines.iter().map(|l| l.spans.iter().map(|s| s.text.as_str()).collect::<String>() + "$\n").collect()
}
fn p(s: &str) -> Block { Block::Paragraph(Text::plain(s)) }
#[test]
fn look() {
    let mut linked = Text::default();
    linked.push("We saw the ", Style::PLAIN, None);
    linked.push("dredging contract ", Style::EMPHASIS, Some(LinkId(0)));
    linked.push("would be audited before the end of the year.", Style::PLAIN, None);
    let item = |s: &str| Item { checked: None, blocks: vec![p(s)] };
    let cell = |s: &str, header| Cell { text: Text::plain(s), header, columns: 1, rows: 1 };
    let blocks = vec![
        Block::Heading(1, Text::plain("What happens next in the northern basin")),
        p("Port authorities reopened the northern basin on Friday after a nine-day closure that stranded more than forty vessels and pushed spot freight rates to their highest level since spring."),
        Block::Paragraph(linked),
        Block::List { start: None, reversed: false, items: vec![item("one thing that wraps over two lines maybe"), Item{checked: None, blocks: vec![p("two"), Block::List{start: Some(9), reversed: false, items: vec![item("nine"), item("ten")]}]}, Item{checked:Some(true), blocks: vec![p("done")]}] },
        Block::Quote { blocks: vec![p("The channel was surveyed in March; the sandbar was not there."), p("Nobody disputes that now.")], citation: Some(Text::plain("Ana Reyes")) },
        Block::Code { language: None, text: "fn main() {\n\tprintln!(\"hello\");\n}\n".into() },
        Block::Rule,
        Block::Table(Table { caption: Some(Text::plain("Ages")), alignments: vec![Alignment::Start, Alignment::End], rows: vec![vec![cell("Name", true), cell("Age", true)], vec![cell("Ana", false), cell("31", false)], vec![cell("Bartholomew", false), cell("7", false)]] }),
        Block::Figure { images: vec![Image{alt: "A boat".into(), ..Image::default()}], caption: None },
        Block::Math("E = mc²".into()),
        Block::Details { summary: Text::plain("More"), blocks: vec![p("hidden text")] },
        Block::Definitions(vec![Definition { terms: vec![Text::plain("Term")], blocks: vec![p("Its meaning.")] }]),
        Block::Footnotes(vec![Footnote { label: "1".into(), blocks: vec![p("A note at the foot that is long enough to wrap.")] }]),
        p("東京の新しい水上バスが運航開始しました。「これは便利です」と、利用者は話しました。"),
    ];
    for w in [66, 24, 12] { println!("{}", draw(blocks.clone(), &opts(w))); }
    for w in [40,20,10] { println!("{:?}", wrap_line("Northern basin reopens after nine-day closure", w, 2)); }
}
