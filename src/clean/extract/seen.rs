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

/// Whether there is something to see in a node, or to listen to, though it may hold no letter.
pub(super) fn shows_something(tree: &Tree, node: NodeId) -> bool {
    shows(tree, node, &|each| {
        matches!(tree.name(each), "img" | "picture" | "figure")
            || is_medium(tree, each)
            || holds_late_picture(tree, each)
    })
}

/// Whether an element holds the picture that a script would have put beside it: one with room for something to see.
fn holds_late_picture(tree: &Tree, node: NodeId) -> bool {
    const MOST: usize = 8;
    let is_point = |image: NodeId| {
        ["width", "height"].iter().any(|side| {
            tree.attribute(image, side).is_some_and(|side| matches!(side.trim(), "0" | "1" | "2"))
        })
    };
    tree.name(node) == "noscript"
        && tree
            .descendants(node)
            .take(MOST)
            .any(|each| tree.name(each) == "img" && !is_hidden(tree, each) && !is_point(each))
}

/// Whether there is a formula, a player or a frame in a node.
pub(super) fn shows_medium(tree: &Tree, node: NodeId) -> bool {
    shows(tree, node, &|each| is_medium(tree, each))
}

fn is_medium(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.name(node), "video" | "audio" | "iframe" | "object" | "embed" | "math")
        || is_formula(tree, node)
        || is_post(tree, node)
}

/// A formula as TeX, which a script of the page would have set.
pub(super) fn is_formula(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "script"
        && tree.attribute(node, "type").is_some_and(|kind| kind.trim_start().starts_with("math/"))
}

/// A post of another site, which a script of that site would have shown.
pub(super) fn is_post(tree: &Tree, node: NodeId) -> bool {
    const POSTS: &[&str] = &["instagram-media", "tiktok-embed", "mastodon-embed", "fb-post"];
    matches!(tree.name(node), "blockquote" | "div") && tree.classes(node).any(|class| POSTS.contains(&class))
}

/// Whether a node, or anything in it that is not hidden, is of a kind.
fn shows(tree: &Tree, node: NodeId, is_shown: &dyn Fn(NodeId) -> bool) -> bool {
    let mut step = Some(Step::Enter(node));
    while let Some(at) = step {
        step = tree.step(at, node);
        let Step::Enter(each) = at else { continue };
        if is_shown(each) && !is_hidden(tree, each) {
            return true;
        }
        if is_unseen(tree, each) {
            step = tree.step(Step::Leave(each), node);
        }
    }
    false
}

fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "hidden").is_some()
        || tree.attribute(node, "style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
