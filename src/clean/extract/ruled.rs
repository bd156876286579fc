//! A page by the rule for its site: the elements that a rule names. It must not know where rules come from.

use crate::clean::tree::{NodeId, Tree};
use crate::news::{Selector, SiteRule, Step};

/// Takes out of a page what the rule says is no part of its article.
pub(super) fn drop_named(tree: &mut Tree, rule: &SiteRule) {
    let waste: Vec<NodeId> = tree
        .descendants(Tree::ROOT)
        .filter(|node| rule.drop.iter().any(|selector| is_named(tree, *node, selector)))
        .collect();
    waste.into_iter().for_each(|node| tree.detach(node));
}

/// The element that the rule says is the article's body, where the page has it and it says something.
pub(super) fn body(tree: &Tree, rule: &SiteRule) -> Option<NodeId> {
    let says_something = |node: &NodeId| tree.text_content(*node).contains(char::is_alphanumeric);
    rule.body.iter().find_map(|selector| first(tree, selector).filter(says_something))
}

/// The link that the rule says leads to the next page.
pub(super) fn next(tree: &Tree, rule: &SiteRule) -> Option<NodeId> {
    rule.next.iter().find_map(|selector| first(tree, selector))
}

fn first(tree: &Tree, selector: &Selector) -> Option<NodeId> {
    tree.descendants(Tree::ROOT).find(|node| is_named(tree, *node, selector))
}

/// Whether a selector names an element: its last step is the element, those before it are around it, in their order.
fn is_named(tree: &Tree, node: NodeId, selector: &Selector) -> bool {
    let Some((last, around)) = selector.steps().split_last() else { return false };
    if !tree.is_element(node) || !is_step(tree, node, last) {
        return false;
    }
    let mut around = around.iter().rev().peekable();
    for above in tree.ancestors(node) {
        if around.next_if(|step| is_step(tree, above, step)).is_some() && around.peek().is_none() {
            return true;
        }
    }
    around.peek().is_none()
}

fn is_step(tree: &Tree, node: NodeId, step: &Step) -> bool {
    step.name.as_ref().is_none_or(|name| tree.name(node) == name)
        && step.id.as_ref().is_none_or(|id| tree.attribute(node, "id") == Some(id))
        && step.classes.iter().all(|class| tree.classes(node).any(|each| each == class))
        && step.attributes.iter().all(|(name, value)| {
            let told = tree.attribute(node, name);
            told.is_some() && value.as_ref().is_none_or(|value| told == Some(value))
        })
}
