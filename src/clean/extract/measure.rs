//! How much of a page is text to be read: letters, letters in links, and prose, for every node, in one walk.

use super::seen::Seen;
use crate::clean::metadata::Regions;
use crate::clean::tree::{NodeId, Step, Tree};

/// What a node holds.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Measure {
    /// Letters that are seen; those of scripts that need fewer of them count double.
    pub(super) letters: u32,
    /// Those of them in links.
    pub(super) linked: u32,
    /// Those of them in blocks of prose that belong to no part beside the article.
    pub(super) prose: u32,
    /// Commas and full stops of any script.
    pub(super) marks: u32,
    /// Letters on lines of this node's own, not in a block inside it.
    own: u32,
    own_linked: u32,
    own_marks: u32,
}

impl Measure {
    /// Letters that are in no link.
    pub(super) fn unlinked(&self) -> u32 {
        self.letters.saturating_sub(self.linked)
    }

    /// How much of it is links, from 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        self.linked as f32 / self.letters.max(1) as f32
    }
}

/// A block of fewer letters is no prose,
const SHORT: u32 = 80;
/// unless it is a sentence, and has at least so many.
const SHORTEST: u32 = 40;

/// Measures every node of a tree.
pub(super) fn measure(tree: &Tree, regions: Option<&Regions>) -> Vec<Measure> {
    let mut measures = vec![Measure::default(); tree.len()];
    let mut links = 0_u32;
    for step in Seen::of(tree) {
        match step {
            Step::Enter(node) => {
                links += u32::from(is_link(tree, node));
                if let Some(text) = tree.text(node) {
                    measures[node.index()] = of_text(text, links > 0);
                }
            }
            Step::Leave(node) => {
                links -= u32::from(is_link(tree, node));
                settle(tree, regions, node, &mut measures);
            }
        }
    }
    measures
}

/// An anchor without an address leads nowhere: it is where others lead to.
fn is_link(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "a" && tree.attribute(node, "href").is_some()
}

fn of_text(text: &str, is_linked: bool) -> Measure {
    let (mut letters, mut marks) = (0, 0);
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            letters += if is_dense(letter) { 2 } else { 1 };
        } else if is_mark(letter) {
            marks += 1;
        }
    }
    let linked = if is_linked { letters } else { 0 };
    Measure { letters, linked, prose: 0, marks, own: letters, own_linked: linked, own_marks: marks }
}

/// Scripts in which a letter is a syllable or a word.
fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Commas and ends of sentences of any script.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        ',' | '.'
            | '!'
            | '?'
            | ';'
            | '…'
            | '،'
            | '؛'
            | '؟'
            | '۔'
            | '、'
            | '。'
            | '，'
            | '．'
            | '！'
            | '？'
            | '；'
            | '।'
            | '·'
            | '։'
    )
}

/// Counts a left node towards the one around it.
fn settle(tree: &Tree, regions: Option<&Regions>, node: NodeId, measures: &mut [Measure]) {
    let mut measure = measures[node.index()];
    let is_block = is_block(tree.name(node)) || node == Tree::ROOT;
    if is_block {
        let is_aside = regions.is_some_and(|regions| regions.is_aside(node));
        let is_sentence = measure.own >= SHORTEST && measure.own_marks > 0;
        if !is_aside && (measure.own >= SHORT || is_sentence) && measure.own_linked * 3 < measure.own {
            measure.prose += measure.own;
        }
        (measure.own, measure.own_linked, measure.own_marks) = (0, 0, 0);
        measures[node.index()] = measure;
    }
    let Some(parent) = tree.parent(node) else { return };
    let above = &mut measures[parent.index()];
    above.letters += measure.letters;
    above.linked += measure.linked;
    above.prose += measure.prose;
    above.marks += measure.marks;
    above.own += measure.own;
    above.own_linked += measure.own_linked;
    above.own_marks += measure.own_marks;
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "main"
            | "article"
            | "section"
            | "div"
            | "p"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "pre"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "figure"
            | "figcaption"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "address"
            | "details"
            | "summary"
            | "form"
            | "fieldset"
            | "center"
            | "hr"
            | "hgroup"
            | "dialog"
            | "search"
            | "menu"
            | "dir"
            | "legend"
    )
}
