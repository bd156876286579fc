//! HTML to a document: the visible text of any page as good paragraphs, headings, lists, quotes and tables.
//!
//! The page is read into a tree as browsers do; what tools and publishers write in odd ways is put right in the
//! tree, one file each; then one walk tells the builder what there is. Nothing takes more than linear time, and
//! wrong markup loses no text. It does not tell an article from the page around it.

mod attributes;
mod beside;
mod code;
mod element;
mod embeds;
mod figures;
mod formula;
mod headings;
mod lists;
mod mail;
mod math;
mod mathml;
mod notes;
mod pictures;
mod read;
mod ruby;
mod tex;

pub(super) use element::Kind;
pub(super) use embeds::is_stand_in;
use read::Reader;

use super::builder::Builder;
use super::cleaned::{Cleaned, opens_with, take_opening_heading};
use super::text::{language_tag, str_line};
use super::tree::{Limit, NodeId, Tree};
use super::url::str_web;
use crate::news::{Direction, Document, Foreign};

/// How deep elements are followed into each other; text of deeper ones is kept, their meaning is not.
pub const DEPTH: usize = super::tree::DEPTH;

/// Reads a page or a piece of one; relative addresses are joined to its own base, or else to `base`.
///
/// The title is the page's `<title>`, or else the heading of level 1 that opens the text; where both say the
/// same, the heading is taken out of the body.
#[must_use]
pub fn html(page: &Foreign, base: Option<&str>) -> Cleaned {
    let mut tree = Tree::page(page.uncleaned());
    let facts = Facts::of(&tree);
    let mut complaints: Vec<String> = tree.limits_met().map(|limit| limit.to_string()).collect();
    let (mut document, too_deep) = document_of(&mut tree, Tree::ROOT, base);
    if too_deep && !complaints.contains(&Limit::Depth.to_string()) {
        complaints.push(Limit::Depth.to_string());
    }
    if document.blocks.is_empty() && has_words(&tree) {
        complaints.push(ALL_UNSEEN.to_owned());
    }
    document.language.clone_from(&facts.language);
    document.direction = facts.direction;
    let title = match facts.title {
        Some(title) if !opens_with(&document, &title) => Some(title),
        told => take_opening_heading(&mut document).or(told),
    };
    Cleaned { title, document, language: facts.language, complaints, ..Cleaned::default() }
}

/// What is told of a page that has words and shows none of them.
const ALL_UNSEEN: &str = "The page has words, but hides them all: nothing is left to read.";

/// Whether there are words in a page's body, seen or not.
fn has_words(tree: &Tree) -> bool {
    let body = tree.first("body").unwrap_or(Tree::ROOT);
    attributes::letters_in(tree, body).contains(char::is_alphanumeric)
}

/// What stands in a node of a tree as a document, and whether it lay too deep to be kept as it was. The tree is
/// altered on the way: what publishers write in odd ways is put right.
///
/// Relative addresses are joined to the tree's own base, or else to `base`. The language and direction of the page
/// are left to the caller; a text names its language where it is not that of the page's `<html>`.
pub(super) fn document_of(tree: &mut Tree, within: NodeId, base: Option<&str>) -> (Document, bool) {
    let own_base = tree.base().and_then(|own| str_web(own, base));
    let base = own_base.as_deref().or(base);
    put_right(tree, base);
    let language = Facts::of(tree).language;
    let mut builder = Builder::new(base);
    // A paragraph is at least an element and its letters.
    builder.expect(tree.len() / 2);
    if is_plain(tree, within) {
        tree.text_content(within).lines().for_each(|line| builder.prose_line(line));
    } else {
        Reader::new(&mut builder, tree, language.as_deref()).read(within);
    }
    let too_deep = builder.too_deep;
    (builder.finish(), too_deep)
}

/// Reads HTML into a document that is under way.
pub(super) fn read_into(builder: &mut Builder<'_>, piece: &str) {
    let mut tree = Tree::fragment(piece);
    put_right(&mut tree, builder.base());
    Reader::new(builder, &tree, None).read(Tree::ROOT);
}

fn put_right(tree: &mut Tree, base: Option<&str>) {
    math::put_right(tree);
    pictures::put_right(tree);
    code::put_right(tree);
    lists::put_right(tree);
    headings::put_right(tree);
    figures::put_right(tree);
    embeds::put_right(tree, base);
    notes::put_right(tree);
    ruby::put_right(tree);
    mail::put_right(tree);
}

/// Whether there is no markup at all but there are lines: then the lines are meant.
fn is_plain(tree: &Tree, within: NodeId) -> bool {
    let is_skeleton = |node: NodeId| matches!(tree.name(node), "html" | "head" | "body");
    let has_markup = tree.descendants(within).any(|node| tree.is_element(node) && !is_skeleton(node));
    !has_markup && tree.text_content(within).trim().contains('\n')
}

/// What a page says about itself.
struct Facts {
    title: Option<String>,
    language: Option<String>,
    direction: Direction,
}

impl Facts {
    fn of(tree: &Tree) -> Self {
        let roots = || ["body", "html"].into_iter().filter_map(|name| tree.first(name));
        let language = |node| tree.attribute(node, "lang").or_else(|| tree.attribute(node, "xml:lang"));
        let title = tree.first("title").map(|title| str_line(&tree.text_content(title)));
        Self {
            title: title.filter(|title| !title.is_empty()),
            language: roots().filter_map(language).find_map(language_tag),
            direction: roots().find_map(|node| attributes::direction(tree, node)).unwrap_or_default(),
        }
    }
}
