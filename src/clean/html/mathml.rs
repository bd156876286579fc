//! MathML (Core) to a readable formula. It knows no document.

use super::attributes::letters_in;
use super::formula::{Formula, fraction, grouped, has_limits, root};
use crate::clean::tree::{NodeId, Tree};

/// Deeper parts are written as the letters in them.
const DEPTH: usize = 40;

/// A formula's presentation as one line.
pub(super) fn mathml(tree: &Tree, node: NodeId) -> String {
    line(tree, node, DEPTH)
}

fn line(tree: &Tree, node: NodeId, depth: usize) -> String {
    let mut formula = Formula::default();
    put_all(tree, node, &mut formula, depth);
    formula.finish()
}

fn put_all(tree: &Tree, node: NodeId, formula: &mut Formula, depth: usize) {
    if depth == 0 {
        return formula.atom(words(&letters_in(tree, node)).as_str());
    }
    tree.children(node)
        .filter(|&child| tree.is_element(child))
        .for_each(|child| put(tree, child, formula, depth - 1));
}

fn put(tree: &Tree, node: NodeId, formula: &mut Formula, depth: usize) {
    let parts: Vec<NodeId> = tree.children(node).filter(|&child| tree.is_element(child)).collect();
    let part = |place: usize| parts.get(place).map(|&part| own_line(tree, part, depth)).unwrap_or_default();
    match tree.foreign_name(node).unwrap_or_else(|| tree.name(node)) {
        "mi" | "mn" | "mtext" | "ms" => {
            let word = words(&letters_in(tree, node));
            if word.chars().count() > 1 && word.starts_with(char::is_alphabetic) {
                formula.word(&word);
            } else {
                formula.atom(&word);
            }
        }
        "mo" => formula.sign(&words(&letters_in(tree, node))),
        "mspace" => formula.space(),
        "mfrac" => formula.atom(&fraction(&part(0), &part(1))),
        "msqrt" => formula.atom(&root(&line(tree, node, depth), "")),
        "mroot" => formula.atom(&root(&part(0), &part(1))),
        "msup" => shifted(formula, &part(0), "", &part(1)),
        "msub" => shifted(formula, &part(0), &part(1), ""),
        "msubsup" => shifted(formula, &part(0), &part(1), &part(2)),
        "munder" => limits(formula, &part(0), &part(1), ""),
        "mover" => limits(formula, &part(0), "", &part(1)),
        "munderover" => limits(formula, &part(0), &part(1), &part(2)),
        "mfenced" => {
            let inner: Vec<String> = (0..parts.len()).map(part).collect();
            let bracket = |name: &str, usual: &str| tree.attribute(node, name).unwrap_or(usual).to_owned();
            formula.atom(&format!("{}{}{}", bracket("open", "("), inner.join(", "), bracket("close", ")")));
        }
        "mtable" => {
            let rows: Vec<String> = (0..parts.len()).map(part).collect();
            formula.atom(&format!("[{}]", rows.join("; ")));
        }
        "mtr" | "mlabeledtr" => {
            let cells: Vec<String> = (0..parts.len()).map(part).collect();
            formula.atom(&cells.join(", "));
        }
        "semantics" => {
            if let Some(&shown) = parts.first() {
                put(tree, shown, formula, depth.saturating_sub(1));
            }
        }
        "annotation" | "annotation-xml" | "mphantom" | "none" | "mprescripts" => (),
        _ => put_all(tree, node, formula, depth),
    }
}

/// A part by itself.
fn own_line(tree: &Tree, node: NodeId, depth: usize) -> String {
    let mut formula = Formula::default();
    if depth == 0 {
        formula.atom(&words(&letters_in(tree, node)));
    } else {
        put(tree, node, &mut formula, depth - 1);
    }
    formula.finish()
}

fn shifted(formula: &mut Formula, base: &str, below: &str, above: &str) {
    let is_sign = has_limits(base);
    formula.atom(&if is_sign { base.to_owned() } else { grouped(base) });
    formula.lowered(below);
    formula.raised(above);
    if is_sign {
        formula.end_limits();
    }
}

/// What stands above and below: limits of a sum, or an accent.
fn limits(formula: &mut Formula, base: &str, below: &str, above: &str) {
    let accent = match above {
        "¯" | "‾" | "―" | "-" | "−" => "\u{304}",
        "^" | "ˆ" => "\u{302}",
        "~" | "˜" => "\u{303}",
        "→" | "⃗" => "\u{20D7}",
        "˙" | "." => "\u{307}",
        _ => return shifted(formula, base, below, above),
    };
    formula.atom(&format!("{base}{accent}"));
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
