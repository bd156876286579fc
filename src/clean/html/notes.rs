//! Footnotes: finds the marks that lead to notes, takes the notes from wherever they stand and puts them, labelled,
//! into one section at the end (`role="doc-endnotes"`).

use std::collections::{HashMap, HashSet};

use super::attributes::has_class;
use super::beside;
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Tree};

/// Joins marks and notes.
pub(super) fn put_right(tree: &mut Tree) {
    let targets = targets(tree);
    let marks: Vec<NodeId> = tree
        .descendants(Tree::ROOT)
        .filter(|&node| tree.name(node) == "a" || beside::is_note(tree, node))
        .collect();
    let labels = marks.iter().filter_map(|&mark| Some(noted(tree, mark, &targets)?.1));
    let mut numbers = beside::Numbers::without(labels.collect());
    let mut notes = Notes { section: None, labels: HashMap::new(), emptied: Vec::new() };
    for mark in marks {
        if beside::is_note(tree, mark) {
            if let Some(note) = beside::taken(tree, mark) {
                notes.join(tree, mark, note, &numbers.next());
            }
        } else if let Some((target, label)) = noted(tree, mark, &targets) {
            notes.join(tree, mark, target, &label);
        }
    }
    let Some(section) = notes.section else { return };
    drop_back_links(tree, section, &targets);
    notes.emptied.into_iter().for_each(|parent| drop_empty(tree, parent));
    let end = tree.first("body").unwrap_or(Tree::ROOT);
    tree.append(end, section);
}

/// The elements that addresses inside the page lead to.
fn targets(tree: &Tree) -> HashMap<String, NodeId> {
    let mut targets = HashMap::new();
    for node in tree.descendants(Tree::ROOT) {
        let name = tree.attribute(node, "name").filter(|_| tree.name(node) == "a");
        for id in [tree.attribute(node, "id"), name].into_iter().flatten() {
            targets.entry(id.to_owned()).or_insert(node);
        }
    }
    targets
}

/// What an address inside the page leads to.
fn target(tree: &Tree, link: NodeId, targets: &HashMap<String, NodeId>) -> Option<NodeId> {
    let (_, fragment) = tree.attribute(link, "href")?.split_once('#')?;
    targets.get(fragment).copied()
}

/// The note that a link leads to, and its label; if the link is a mark and the note is one.
fn noted(tree: &Tree, mark: NodeId, targets: &HashMap<String, NodeId>) -> Option<(NodeId, String)> {
    let target = target(tree, mark, targets).filter(|&target| target > mark)?;
    let label = bare(&tree.text_content(mark));
    if !is_label(&label) || !is_mark(tree, mark) {
        return None;
    }
    let note = container(tree, target)?;
    let holds_mark = tree.ancestors(mark).any(|above| above == note);
    (!holds_mark && !is_section(tree, note)).then_some((note, label))
}

/// How many elements and texts a note has at most.
const LARGEST: usize = 2_000;

/// Whether a part of the page is more than a note: it is headed, or too large for one.
fn is_section(tree: &Tree, node: NodeId) -> bool {
    let is_headed = |each: NodeId| is_heading(tree, each) && !is_label(&bare(&tree.text_content(each)));
    let mut inside = tree.descendants(node);
    inside.by_ref().take(LARGEST).any(is_headed) || inside.next().is_some()
}

/// A label without the brackets around it.
fn bare(label: &str) -> String {
    str_line(label).trim_matches(['[', ']', '(', ')', ' ', '^']).to_owned()
}

/// Numbers, letters, and the signs of old books.
fn is_label(label: &str) -> bool {
    let length = label.chars().count();
    (1..=4).contains(&length)
        && (label.chars().all(|letter| letter.is_ascii_digit() || "*∗†‡§¶#".contains(letter))
            || length <= 2 && label.chars().all(char::is_alphabetic)
            || label.chars().all(|letter| "ivxlc".contains(letter)))
}

/// Parts of the names that tools give to notes.
const NAMES: [&str; 7] = ["#fn", "#_ftn", "#_edn", "#cite_note", "footnote", "#note", "#ftnt"];

fn is_mark(tree: &Tree, mark: NodeId) -> bool {
    let address = tree.attribute(mark, "href").unwrap_or_default().to_ascii_lowercase();
    let is_raised = tree.ancestors(mark).take(2).any(|above| tree.name(above) == "sup")
        || tree.children(mark).any(|inner| tree.name(inner) == "sup");
    let is_told = tree.attribute(mark, "role") == Some("doc-noteref")
        || tree
            .attribute(mark, "epub:type")
            .is_some_and(|kind| kind.split_whitespace().any(|word| word == "noteref"))
        || tree.attribute(mark, "data-footnote-ref").is_some()
        || has_class(tree, mark, &["footnote", "footnote-ref", "footnote-anchor", "fnref", "noteref"]);
    is_raised || is_told || NAMES.iter().any(|name| address.contains(name))
}

/// The whole note that an address leads into.
fn container(tree: &Tree, target: NodeId) -> Option<NodeId> {
    const HOLDERS: [&str; 6] = ["li", "p", "div", "dd", "aside", "td"];
    let around = std::iter::once(target).chain(tree.ancestors(target)).take(6);
    let mut note = around.into_iter().find(|&node| HOLDERS.contains(&tree.name(node)))?;
    // A note of several paragraphs, the first of which has the target.
    while let Some(above) =
        tree.parent(note).filter(|&above| tree.name(above) == "div" && is_one_note(tree, above))
    {
        note = above;
    }
    Some(note)
}

fn is_one_note(tree: &Tree, node: NodeId) -> bool {
    let told = |name| tree.attribute(node, name).unwrap_or_default();
    let is_word = told("style").replace(' ', "").ends_with("mso-element:footnote")
        || told("style").replace(' ', "").ends_with("mso-element:endnote");
    let is_book = told("epub:type")
        .split_whitespace()
        .any(|word| matches!(word, "footnote" | "endnote" | "rearnote" | "note"));
    is_word || is_book || has_class(tree, node, &["footnote", "endnote"])
}

/// The notes found so far.
struct Notes {
    section: Option<NodeId>,
    /// The label of each note.
    labels: HashMap<NodeId, String>,
    /// What notes were taken from.
    emptied: Vec<NodeId>,
}

impl Notes {
    fn join(&mut self, tree: &mut Tree, mark: NodeId, note: NodeId, label: &str) {
        let label = match self.labels.get(&note) {
            Some(label) => label.clone(),
            None => {
                self.take(tree, note, label);
                label.to_owned()
            }
        };
        let raised = tree.new_element("sup");
        let text = tree.new_text(&format!("[{label}]"));
        tree.append(raised, text);
        let is_alone = |above: &NodeId| {
            tree.name(*above) == "sup" && bare(&tree.text_content(*above)) == bare(&tree.text_content(mark))
        };
        let place = tree.parent(mark).filter(is_alone).unwrap_or(mark);
        tree.insert_before(place, raised);
        tree.detach(place);
    }

    fn take(&mut self, tree: &mut Tree, note: NodeId, label: &str) {
        let list = match self.section.and_then(|section| tree.first_child(section)) {
            Some(list) => list,
            None => {
                let section = tree.new_element("section");
                tree.set_attribute(section, "role", "doc-endnotes");
                let list = tree.new_element("dl");
                tree.append(section, list);
                self.section = Some(section);
                list
            }
        };
        let (term, meaning) = (tree.new_element("dt"), tree.new_element("dd"));
        let text = tree.new_text(label);
        tree.append(term, text);
        tree.append(list, term);
        tree.append(list, meaning);
        if let Some(parent) = tree.parent(note) {
            self.emptied.push(parent);
        }
        // What is around the words of the note says nothing any more; a paragraph stays one.
        if matches!(tree.name(note), "p" | "aside") {
            tree.append(meaning, note);
        } else {
            tree.move_children(note, meaning);
            tree.detach(note);
        }
        drop_own_label(tree, meaning, label);
        self.labels.insert(note, label.to_owned());
    }
}

/// Takes the label out of a note that begins with it.
fn drop_own_label(tree: &mut Tree, note: NodeId, label: &str) {
    let first =
        tree.descendants(note).find(|&node| tree.text(node).is_some_and(|text| !text.trim().is_empty()));
    let Some(first) = first else { return };
    let text = tree.text(first).unwrap_or_default().trim_start().to_owned();
    if text.trim_end() == label || text.trim_end() == format!("[{label}]") {
        return tree.detach(first);
    }
    let behind = [format!("[{label}] "), format!("{label}. "), format!("{label}) "), format!("{label}: ")];
    if let Some(rest) = behind.iter().find_map(|start| text.strip_prefix(start.as_str())) {
        tree.set_text(first, rest);
    }
}

/// Takes the links that lead back from the notes.
fn drop_back_links(tree: &mut Tree, section: NodeId, targets: &HashMap<String, NodeId>) {
    let backs: Vec<NodeId> = tree
        .descendants(section)
        .filter(|&node| match tree.name(node) {
            "a" => leads_back(tree, node, targets),
            "span" => has_class(tree, node, &["mw-cite-backlink"]),
            _ => false,
        })
        .collect();
    backs.into_iter().for_each(|back| tree.detach(back));
}

fn leads_back(tree: &Tree, link: NodeId, targets: &HashMap<String, NodeId>) -> bool {
    let Some((_, fragment)) = tree.attribute(link, "href").and_then(|address| address.split_once('#')) else {
        return false;
    };
    // The mark may have gone with its address: then only the sign tells.
    let is_before = targets.get(fragment).is_none_or(|&target| target < link);
    let words = str_line(&tree.text_content(link));
    let is_sign = words.chars().count() <= 4 || words.starts_with(['↩', '↑', '⤴', '^']);
    is_before && is_sign
}

/// Takes out what held notes and holds nothing more, with the heading over it.
fn drop_empty(tree: &mut Tree, parent: NodeId) {
    let mut empty = None;
    let mut seen = HashSet::new();
    for node in std::iter::once(parent).chain(tree.ancestors(parent)).take(4) {
        let is_page = matches!(tree.name(node), "" | "body" | "html" | "main" | "article");
        if is_page || !seen.insert(node) || says_something(tree, node) {
            break;
        }
        empty = Some(node);
    }
    let Some(empty) = empty else { return };
    let is_blank = |node: NodeId| tree.text(node).is_some_and(|text| text.trim().is_empty());
    let before = std::iter::successors(tree.previous_sibling(empty), |&node| tree.previous_sibling(node))
        .find(|&node| !is_blank(node));
    let heading = before.filter(|&node| is_heading(tree, node) || tree.name(node) == "hr");
    tree.detach(empty);
    if let Some(heading) = heading {
        tree.detach(heading);
    }
}

fn is_heading(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether there is more in an element than headings.
fn says_something(tree: &Tree, node: NodeId) -> bool {
    let is_said = |each: NodeId| {
        tree.name(each) == "img"
            || tree.text(each).is_some_and(|text| !text.trim().is_empty())
                && !tree.ancestors(each).take(4).any(|above| is_heading(tree, above))
    };
    tree.descendants(node).any(is_said)
}
