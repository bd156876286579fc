//! Notes that stand in the margin beside their place in a sentence. It knows no other notes.

use std::collections::HashSet;

use super::attributes::has_class;
use super::element::Kind;
use crate::clean::tree::{NodeId, Tree};

/// Classes of notes in the margin.
const NOTES: [&str; 2] = ["sidenote", "marginnote"];
/// Classes of what opens them on narrow screens.
const SWITCHES: [&str; 3] = ["margin-toggle", "sidenote-number", "sidenote-toggle"];

/// Whether an element is such a note, in a line that goes on around it. A box of its own is read where it stands.
pub(super) fn is_note(tree: &Tree, node: NodeId) -> bool {
    tree.is_element(node)
        && has_class(tree, node, &NOTES)
        && (!Kind::of(tree.name(node)).is_block() || switch(tree, node).is_some())
}

/// The note without what opens it, to be put where notes stand; `None` where it became a picture's caption.
pub(super) fn taken(tree: &mut Tree, note: NodeId) -> Option<NodeId> {
    while let Some(opener) = switch(tree, note) {
        tree.detach(opener);
    }
    if tree.parent(note).is_some_and(|above| tree.name(above) == "figure") {
        tree.rename(note, "figcaption");
        return None;
    }
    let taken = tree.new_element("div");
    tree.move_children(note, taken);
    Some(taken)
}

/// What opens a note, right before it.
fn switch(tree: &Tree, note: NodeId) -> Option<NodeId> {
    let is_blank = |node: NodeId| tree.text(node).is_some_and(|text| text.trim().is_empty());
    let mut before = std::iter::successors(tree.previous_sibling(note), |&node| tree.previous_sibling(node));
    let nearest = before.by_ref().take(2).find(|&node| !is_blank(node))?;
    let is_switch = matches!(tree.name(nearest), "label" | "input") && has_class(tree, nearest, &SWITCHES);
    is_switch.then_some(nearest)
}

/// Numbers for notes that have none of their own, each one once.
pub(super) struct Numbers {
    taken: HashSet<String>,
    last: usize,
}

impl Numbers {
    /// All but those that other notes have.
    pub(super) fn without(taken: HashSet<String>) -> Self {
        Self { taken, last: 0 }
    }

    /// The next one.
    pub(super) fn next(&mut self) -> String {
        loop {
            self.last += 1;
            let number = self.last.to_string();
            if !self.taken.contains(&number) {
                return number;
            }
        }
    }
}
