//! What lists say beside their words: where they start, which entries are tasks, and Word's lists, which are
//! paragraphs that look like entries.

use super::attributes::{declared, number};
use crate::clean::tree::{NodeId, Tree};
use crate::news::Numerals;

/// The first number of an ordered list.
pub(super) fn start(tree: &Tree, list: NodeId) -> i64 {
    let items = || tree.children(list).filter(|&item| tree.name(item) == "li");
    let first = items().next().and_then(|item| number(tree, item, "value"));
    let counted = || {
        let is_reversed = tree.attribute(list, "reversed").is_some();
        if is_reversed { i64::try_from(items().count()).unwrap_or(i64::MAX).max(1) } else { 1 }
    };
    first.or_else(|| number(tree, list, "start")).unwrap_or_else(counted)
}

/// What an ordered list says that its numbers are written in, by attribute or by `style`.
pub(super) fn numerals(tree: &Tree, list: NodeId) -> Numerals {
    if tree.name(list) != "ol" {
        return Numerals::Decimal;
    }
    let styled = ["list-style-type", "list-style"].iter().find_map(|name| declared(tree, list, name));
    let by_style = styled.and_then(|told| told.split_whitespace().find_map(named_numerals));
    let by_type = || {
        Some(match tree.attribute(list, "type")?.trim() {
            "a" => Numerals::SmallLetters,
            "A" => Numerals::Letters,
            "i" => Numerals::SmallRoman,
            "I" => Numerals::Roman,
            _ => Numerals::Decimal,
        })
    };
    by_style.or_else(by_type).unwrap_or_default()
}

/// The counter styles of CSS that have numerals of their own here.
fn named_numerals(name: &str) -> Option<Numerals> {
    Some(match name {
        "decimal" => Numerals::Decimal,
        "lower-alpha" | "lower-latin" => Numerals::SmallLetters,
        "upper-alpha" | "upper-latin" => Numerals::Letters,
        "lower-roman" => Numerals::SmallRoman,
        "upper-roman" => Numerals::Roman,
        _ => return None,
    })
}

/// Whether an entry is a task, and done: a box to tick stands before its words.
pub(super) fn task(tree: &Tree, item: NodeId) -> Option<bool> {
    let mut next = tree.first_child(item);
    while let Some(node) = next {
        match (tree.text(node), tree.name(node)) {
            (Some(text), _) if !text.trim().is_empty() => return None,
            (None, "input") => {
                let is_box =
                    tree.attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
                return is_box.then(|| tree.attribute(node, "checked").is_some());
            }
            (None, "ul" | "ol" | "table" | "pre") => return None,
            (Some(_) | None, _) => (),
        }
        next = tree.first_child(node).or_else(|| tree.after(node, item));
    }
    None
}

/// An entry among Word's paragraphs.
struct Entry {
    paragraph: NodeId,
    level: usize,
    /// The number it shows, if it shows one.
    number: Option<i64>,
}

/// No list lies deeper.
const DEEPEST: usize = 9;

/// Makes lists of Word's paragraphs (`mso-list:l0 level2`).
pub(super) fn put_right(tree: &mut Tree) {
    let paragraphs: Vec<NodeId> = tree
        .descendants(Tree::ROOT)
        .filter(|&node| matches!(tree.name(node), "p" | "div"))
        .filter(|&node| declared(tree, node, "mso-list").is_some_and(|list| list.contains("level")))
        .collect();
    let mut open: Vec<(usize, NodeId)> = Vec::new();
    let mut last = None;
    for paragraph in paragraphs {
        let Some(entry) = entry(tree, paragraph) else { continue };
        if last.is_none_or(|last| !follows(tree, last, paragraph)) {
            open.clear();
        }
        last = Some(put_entry(tree, &mut open, &entry));
    }
}

/// Whether nothing but blanks stands between a list that was made and a paragraph.
fn follows(tree: &Tree, list: NodeId, paragraph: NodeId) -> bool {
    let before = std::iter::successors(tree.previous_sibling(paragraph), |&node| tree.previous_sibling(node));
    before
        .take_while(|&node| node == list || tree.text(node).is_some_and(|text| text.trim().is_empty()))
        .any(|node| node == list)
}

/// Reads a paragraph's level and mark, and takes the mark out of it.
fn entry(tree: &mut Tree, paragraph: NodeId) -> Option<Entry> {
    let list = declared(tree, paragraph, "mso-list")?;
    let level = list.split("level").nth(1)?;
    let digits = level.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(level.len());
    let level = level[..digits].parse().unwrap_or(1).clamp(1, DEEPEST);
    let is_mark = |node: NodeId| declared(tree, node, "mso-list").is_some_and(|told| told == "ignore");
    let mark = tree.elements(paragraph, "span").find(|&node| is_mark(node));
    let shown = mark.map(|mark| tree.text_content(mark)).unwrap_or_default();
    let number = shown.trim().trim_end_matches(['.', ')']).parse().ok();
    if let Some(mark) = mark {
        tree.detach(mark);
    }
    Some(Entry { paragraph, level, number })
}

/// Puts an entry where its level belongs; gives the outermost list.
fn put_entry(tree: &mut Tree, open: &mut Vec<(usize, NodeId)>, entry: &Entry) -> NodeId {
    while open.len() > 1 && open.last().is_some_and(|(level, _)| *level > entry.level) {
        open.pop();
    }
    if open.last().is_none_or(|(level, _)| *level < entry.level) {
        let list = tree.new_element(if entry.number.is_some() { "ol" } else { "ul" });
        if let Some(number) = entry.number {
            tree.set_attribute(list, "start", &number.to_string());
        }
        match open.last().and_then(|(_, outer)| tree.last_child(*outer)) {
            Some(item) => tree.append(item, list),
            None => tree.insert_before(entry.paragraph, list),
        }
        open.push((entry.level, list));
    }
    let list = open.last().map_or(entry.paragraph, |(_, list)| *list);
    tree.rename(entry.paragraph, "li");
    tree.append(list, entry.paragraph);
    open.first().map_or(list, |(_, outermost)| *outermost)
}
