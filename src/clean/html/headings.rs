//! Headings without the signs that tools hang on them to be linked to.

use super::attributes::letters_in;
use crate::clean::tree::{NodeId, Tree};

/// Takes the links to themselves out of headings.
pub(super) fn put_right(tree: &mut Tree) {
    let is_heading = |node: NodeId| matches!(tree.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let links: Vec<NodeId> = tree
        .elements(Tree::ROOT, "a")
        .filter(|&link| is_permalink(tree, link) && tree.ancestors(link).take(4).any(is_heading))
        .collect();
    links.into_iter().for_each(|link| tree.detach(link));
}

fn is_permalink(tree: &Tree, link: NodeId) -> bool {
    let leads_inside = tree.attribute(link, "href").is_some_and(|address| address.contains('#'));
    leads_inside && matches!(letters_in(tree, link).trim(), "#" | "¶" | "§" | "🔗" | "⚓")
}
