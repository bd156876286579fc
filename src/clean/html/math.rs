//! Finds the formulas of a page, however they were put on it, and makes each of them one element with readable
//! text: `role="math"`.

use super::attributes::has_class;
use super::mathml::mathml;
use super::tex::tex;
use crate::clean::tree::{NodeId, Tree};

/// Puts readable text in the place of formulas.
pub(super) fn put_right(tree: &mut Tree) {
    let nodes: Vec<NodeId> = tree
        .descendants(Tree::ROOT)
        .filter(|&node| matches!(tree.name(node), "math" | "img" | "script"))
        .collect();
    for node in nodes {
        match tree.name(node) {
            "math" => formula(tree, node),
            "img"
                if has_class(
                    tree,
                    node,
                    &["latex", "tex", "ql-img-inline-formula", "mathtex-equation-editor"],
                ) =>
            {
                let written = tex(tree.attribute(node, "alt").unwrap_or_default().trim_matches('$'));
                put(tree, node, &written, false);
            }
            "script" => script(tree, node),
            _ => (),
        }
    }
}

fn formula(tree: &mut Tree, node: NodeId) {
    let is_block = tree.attribute(node, "display").is_some_and(|display| display == "block");
    let written = readable(tree, node);
    let Some(wrapper) = wrapper(tree, node) else { return put(tree, node, &written, is_block) };
    put(
        tree,
        wrapper,
        &written,
        is_block || has_class(tree, wrapper, &["katex-display", "mwe-math-element-block"]),
    );
}

/// What tools put around a formula together with other forms of it.
fn wrapper(tree: &Tree, node: NodeId) -> Option<NodeId> {
    const WRAPPERS: [&str; 5] = ["katex", "katex-display", "mwe-math-element", "MathJax", "MathJax_Display"];
    let is_wrapper = |each: NodeId| has_class(tree, each, &WRAPPERS) || tree.name(each) == "mjx-container";
    tree.ancestors(node).take(4).filter(|&above| is_wrapper(above)).last()
}

/// A formula in the best form it has: TeX says more than MathML, which says more than words about it.
fn readable(tree: &Tree, node: NodeId) -> String {
    let is_tex = |each: NodeId| {
        tree.foreign_name(each) == Some("annotation")
            && tree
                .attribute(each, "encoding")
                .is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
    };
    let annotation = tree.descendants(node).find(|&each| is_tex(each)).map(|each| tree.text_content(each));
    let source = annotation.or_else(|| tree.attribute(node, "alttext").map(str::to_owned));
    let written = source.map(|source| tex(&source)).filter(|written| !written.is_empty());
    written.unwrap_or_else(|| mathml(tree, node))
}

/// TeX in a script that MathJax would set. The formula may have been set already, beside it.
fn script(tree: &mut Tree, node: NodeId) {
    let Some(kind) = tree.attribute(node, "type").filter(|kind| kind.starts_with("math/tex")) else { return };
    let is_block = kind.contains("display");
    let is_output = |each: NodeId| {
        has_class(tree, each, &["MathJax", "MathJax_Display", "MathJax_Preview", "MathJax_SVG"])
    };
    let set = tree
        .previous_sibling(node)
        .filter(|&before| is_output(before) || tree.attribute(before, "role") == Some("math"));
    let written = tex(&tree.text_content(node));
    if let Some(set) = set {
        tree.detach(set);
    }
    put(tree, node, &written, is_block);
}

fn put(tree: &mut Tree, node: NodeId, written: &str, is_block: bool) {
    if written.trim().is_empty() {
        return;
    }
    let formula = tree.new_element(if is_block { "p" } else { "span" });
    tree.set_attribute(formula, "role", "math");
    let text = tree.new_text(written);
    tree.append(formula, text);
    tree.insert_before(node, formula);
    tree.detach(node);
}
