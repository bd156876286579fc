//! A walk through what is seen of a page: what is hidden, or no text, is never entered.

use crate::clean::tree::{NodeId, Step, Tree};

/// The steps into and out of everything that is seen, in the order of the page.
pub(super) struct Seen<'a> {
    tree: &'a Tree,
    next: Option<Step>,
}

impl<'a> Seen<'a> {
    /// A walk through a whole tree.
    pub(super) fn of(tree: &'a Tree) -> Self {
        Self { tree, next: Some(Step::Enter(Tree::ROOT)) }
    }

    /// Goes on behind a node that was just entered; neither what it holds nor its end is visited.
    pub(super) fn pass(&mut self, node: NodeId) {
        self.next = self.tree.step(Step::Leave(node), Tree::ROOT);
    }
}

impl Iterator for Seen<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            let at = self.next?;
            match at {
                Step::Enter(node) if is_unseen(self.tree, node) => self.pass(node),
                Step::Enter(_) | Step::Leave(_) => {
                    self.next = self.tree.step(at, Tree::ROOT);
                    return Some(at);
                }
            }
        }
    }
}

/// What is never seen, with all it holds.
pub(super) fn is_unseen(tree: &Tree, node: NodeId) -> bool {
    match tree.name(node) {
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "math" | "button" | "select"
        | "textarea" | "option" | "iframe" | "object" | "canvas" => true,
        "" | "html" | "body" => false,
        _ => is_hidden(tree, node),
    }
}

fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "hidden").is_some()
        || tree.attribute(node, "style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
