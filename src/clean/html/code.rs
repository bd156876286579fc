//! Code on pages: its language, its lines, and what tools put beside and between them.

use super::attributes::{has_class, is_invisible};
use super::element::Kind;
use crate::clean::tree::{NodeId, Step, Tree};

/// Classes of what stands beside the lines: their numbers, and things to press.
const GUTTER: [&str; 16] = [
    "blob-num",
    "code-copy",
    "copy",
    "gutter",
    "hljs-ln-n",
    "hljs-ln-numbers",
    "line-number",
    "line-numbers-rows",
    "linenodiv",
    "lineno",
    "linenos",
    "linenumber",
    "ln",
    "lnt",
    "rouge-gutter",
    "toolbar",
];

/// Puts right what highlighters make of code: tables for line numbers become the code alone.
pub(super) fn put_right(tree: &mut Tree) {
    let tables: Vec<NodeId> = tree.elements(Tree::ROOT, "table").collect();
    for table in tables {
        if let Some(code) = code_beside_numbers(tree, table) {
            tree.insert_before(table, code);
            tree.detach(table);
        }
    }
    let boxes: Vec<NodeId> = tree
        .elements(Tree::ROOT, "div")
        .filter(|&node| has_class(tree, node, &["syntaxhighlighter", "crayon-main"]))
        .collect();
    boxes.into_iter().for_each(|node| gather_lines(tree, node));
}

/// The code of a table that sets numbers beside it: one row, whose first cell counts.
fn code_beside_numbers(tree: &Tree, table: NodeId) -> Option<NodeId> {
    let mut rows = tree.elements(table, "tr");
    let (row, None) = (rows.next()?, rows.next()) else { return None };
    let cells: Vec<NodeId> = tree.children(row).filter(|&cell| tree.is_element(cell)).collect();
    let &[numbers, beside] = cells.as_slice() else { return None };
    let code = tree.elements(beside, "pre").next()?;
    let inside_code = tree.ancestors(table).any(|above| tree.name(above) == "pre");
    (!inside_code && counts(&tree.text_content(numbers))).then_some(code)
}

/// Whether a text is nothing but numbers, each one more than the last.
fn counts(text: &str) -> bool {
    let mut last = None;
    for word in text.split_whitespace() {
        let Ok(number) = word.parse::<u32>() else { return false };
        if last.is_some_and(|last: u32| last.checked_add(1) != Some(number)) {
            return false;
        }
        last = Some(number);
    }
    last.is_some()
}

/// Makes code of a highlighter that sets every line in a box of its own.
fn gather_lines(tree: &mut Tree, node: NodeId) {
    let is_beside = |line: NodeId| tree.ancestors(line).any(|above| has_class(tree, above, &["gutter"]));
    let lines: Vec<String> = tree
        .elements(node, "div")
        .filter(|&line| has_class(tree, line, &["line", "crayon-line"]) && !is_beside(line))
        .map(|line| tree.text_content(line))
        .collect();
    if lines.is_empty() {
        return;
    }
    while let Some(child) = tree.first_child(node) {
        tree.detach(child);
    }
    tree.rename(node, "pre");
    let text = tree.new_text(&lines.join("\n"));
    tree.append(node, text);
}

/// The letters of an element whose white space counts, line by line, without what stands beside them.
pub(super) fn text(tree: &Tree, within: NodeId) -> String {
    let mut text = String::new();
    let mut step = Some(Step::Enter(within));
    while let Some(at) = step {
        step = match at {
            Step::Enter(node) if node != within && is_beside(tree, node) => {
                tree.step(Step::Leave(node), within)
            }
            Step::Enter(node) => {
                if let Some(letters) = tree.text(node) {
                    text.push_str(letters);
                } else if tree.name(node) == "br" || node != within && starts_line(tree, node, &text) {
                    text.push('\n');
                }
                tree.step(at, within)
            }
            Step::Leave(node) => {
                if node != within && ends_line(tree, node, &text) {
                    text.push('\n');
                }
                tree.step(at, within)
            }
        };
    }
    text
}

fn is_beside(tree: &Tree, node: NodeId) -> bool {
    let name = tree.name(node);
    let is_code = matches!(name, "pre" | "code" | "ol" | "ul" | "table");
    let is_unread = match Kind::of(name) {
        Kind::Raw | Kind::RawWithEntities | Kind::Alien | Kind::Title => true,
        Kind::Dropped | Kind::DroppedBlock => tree.is_ended(node),
        _ => false,
    };
    is_unread || is_invisible(tree, node) || !is_code && has_class(tree, node, &GUTTER)
}

/// Boxes inside code are its lines. A cell is part of one, its row is one.
fn is_line_box(tree: &Tree, node: NodeId) -> bool {
    let kind = Kind::of(tree.name(node));
    kind.is_block() && !matches!(kind, Kind::Cell(_))
}

fn starts_line(tree: &Tree, node: NodeId, text: &str) -> bool {
    is_line_box(tree, node) && !text.is_empty() && !text.ends_with('\n')
}

/// A box that holds no other ends its line, also where it is empty.
fn ends_line(tree: &Tree, node: NodeId, text: &str) -> bool {
    is_line_box(tree, node) && (!text.ends_with('\n') || tree.first_child(node).is_none())
}

/// The language that an element of code, or what stands around or inside it, names.
pub(super) fn language(tree: &Tree, node: NodeId) -> Option<String> {
    let inner = tree.elements(node, "code").next();
    let around = tree.ancestors(node).take(2).filter(|&above| tree.name(above) != "body");
    let named = [Some(node), inner].into_iter().flatten().chain(around).find_map(|each| named(tree, each));
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte);
    named.filter(|name| (1..=40).contains(&name.len()) && name.bytes().all(is_sign))
}

fn named(tree: &Tree, node: NodeId) -> Option<String> {
    let classes: Vec<&str> = tree.classes(node).collect();
    let by_prefix = classes.iter().find_map(|class| {
        let prefixes = ["language-", "lang-", "highlight-source-", "highlight-text-", "brush:"];
        prefixes.iter().find_map(|prefix| class.strip_prefix(prefix)).filter(|name| !name.is_empty())
    });
    // Some highlighters name themselves in one class and the language in the other.
    let tool = classes.iter().position(|class| matches!(*class, "brush:" | "hljs" | "sourceCode"));
    let beside = || {
        let after = tool.map(|place| &classes[place + 1..]).unwrap_or_default();
        let before = tool.filter(|_| classes.len() == 2).map(|place| &classes[..place]).unwrap_or_default();
        after.iter().chain(before).find(|class| !class.contains(':')).copied()
    };
    let told = ["data-lang", "data-language"].iter().find_map(|&name| tree.attribute(node, name));
    let name = by_prefix.or(told).or_else(beside)?.trim_end_matches(';').to_ascii_lowercase();
    (!matches!(name.as_str(), "none" | "plaintext" | "text" | "nohighlight")).then_some(name)
}
