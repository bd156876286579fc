//! Ruby whose bases all stand before their readings: each reading is put behind its own base.

use crate::clean::tree::{NodeId, Tree};

/// Pairs the bases and readings of every `<ruby>` that tells as many of one as of the other.
pub(super) fn put_right(tree: &mut Tree) {
    let all: Vec<NodeId> = tree.elements(Tree::ROOT, "ruby").collect();
    for ruby in all {
        let (bases, readings) = (parts(tree, ruby, "rb"), parts(tree, ruby, "rt"));
        if bases.len() > 1 && bases.len() == readings.len() {
            bases.into_iter().zip(readings).for_each(|(base, reading)| put_behind(tree, base, reading));
        }
    }
}

fn parts(tree: &Tree, ruby: NodeId, name: &str) -> Vec<NodeId> {
    tree.children(ruby).filter(|&part| tree.name(part) == name).collect()
}

fn put_behind(tree: &mut Tree, base: NodeId, reading: NodeId) {
    match tree.next_sibling(base) {
        Some(next) if next != reading => tree.insert_before(next, reading),
        Some(_) | None => (),
    }
}
