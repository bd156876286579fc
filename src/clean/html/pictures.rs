//! Which address a picture has among all that pages give it, and which pictures are none.

use super::attributes::{declared, has_class, is_invisible, number};
use crate::clean::shapes::counts_readers;
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Tree};

/// Where pages that load pictures late keep the address.
const LATE: [&str; 4] = ["data-src", "data-original", "data-lazy-src", "data-hi-res-src"];
/// Where they keep it too, perhaps that of a file too large to be shown.
const LAST: [&str; 3] = ["data-orig-file", "data-full-url", "data-url"];
const LATE_SETS: [&str; 2] = ["data-srcset", "data-lazy-srcset"];
const SETS: [&str; 3] = ["data-srcset", "data-lazy-srcset", "srcset"];

/// A picture need not be wider than this.
const WIDEST: u32 = 1600;

/// Parts of addresses of pictures that stand where another is to be loaded.
const PLACEHOLDERS: [&str; 5] = ["placeholder", "/loading.", "lazy-load", "transparent.", "grey.gif"];

/// The address of a picture: the one it is to be loaded from late, or the best of its sets, or its own. Of other
/// formats and originals the address is taken only where there is no other.
pub(super) fn address(tree: &Tree, image: NodeId) -> Option<String> {
    let told = |name: &str| tree.attribute(image, name).filter(|address| is_usable(address));
    let own = told("src");
    let is_shown =
        |address: &&str| !PLACEHOLDERS.iter().any(|part| address.contains(part)) && !counts_readers(address);
    let first = |names: &[&str]| names.iter().find_map(|name| told(name)).map(str::to_owned);
    let set =
        |node: NodeId, names: &[&str]| names.iter().find_map(|name| best_of(tree.attribute(node, name)?));
    // The size that a picture is told to have is that of its own address; a set may have smaller ones alone.
    let told_width = size(tree, image).map_or(0, |(width, _)| width);
    let is_wide = |width: u32| width >= told_width || !own.as_ref().is_some_and(is_shown);
    let sources = |names: &[&str]| {
        let picture = tree.parent(image).filter(|&above| tree.name(above) == "picture")?;
        tree.children(picture)
            .filter(|&each| tree.name(each) == "source")
            .find_map(|source| Some(set(source, names)?.0))
    };
    let own_set = || set(image, &SETS).filter(|&(_, width)| is_wide(width)).map(|(address, _)| address);
    let found = first(&LATE)
        .or_else(own_set)
        .or_else(|| sources(&LATE_SETS))
        .or_else(|| own.filter(is_shown).map(str::to_owned))
        .or_else(|| sources(&SETS))
        .or_else(|| first(&LAST));
    found.or_else(|| own.map(str::to_owned)).map(|address| address.trim().to_owned())
}

/// Whether an address is one: no file inside it, and nothing left to fill in.
fn is_usable(address: &str) -> bool {
    let address = address.trim();
    !address.is_empty() && !address.starts_with("data:") && !address.contains(['{', '}'])
}

/// The widest picture of a set, and its width, that is not needlessly wide (WHATWG HTML, 4.8.4.2.1).
fn best_of(set: &str) -> Option<(String, u32)> {
    let mut best: Option<(&str, u32)> = None;
    let mut rest = set;
    while let Some(start) = rest.find(|letter: char| !letter.is_ascii_whitespace() && letter != ',') {
        rest = &rest[start..];
        let end = rest.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(',');
        let is_bare = address.len() < end;
        rest = &rest[end..];
        let described = if is_bare { 0 } else { rest.find(',').unwrap_or(rest.len()) };
        let width = width(rest[..described].trim());
        rest = &rest[described..];
        let is_better =
            best.is_none_or(
                |(_, best)| if best > WIDEST { width < best } else { width > best && width <= WIDEST },
            );
        if is_better && !address.is_empty() && !address.starts_with("data:") {
            best = Some((address, width));
        }
    }
    best.map(|(address, width)| (address.to_owned(), width))
}

/// The width that a set names; densities count as if the picture were 500 wide.
fn width(described: &str) -> u32 {
    if let Some(width) = described.strip_suffix('w') {
        return width.parse().unwrap_or(0);
    }
    let density = described.strip_suffix('x').and_then(|density| density.parse::<f32>().ok()).unwrap_or(1.0);
    (density.clamp(0.0, 10.0) * 500.0) as u32
}

/// What a picture shows, in words.
pub(super) fn alt(tree: &Tree, image: NodeId) -> String {
    let told = |name| tree.attribute(image, name).map(str_line).filter(|alt| !alt.is_empty());
    told("alt").or_else(|| told("title")).unwrap_or_default()
}

/// Width and height, where both are told.
pub(super) fn size(tree: &Tree, image: NodeId) -> Option<(u32, u32)> {
    let side = |name| {
        number(tree, image, name).and_then(|side| u32::try_from(side).ok()).filter(|&side| side <= 100_000)
    };
    side("width").zip(side("height"))
}

/// Whether a picture stands for letters: a smiley, or one that a server draws.
pub(super) fn is_letter(tree: &Tree, image: NodeId) -> bool {
    has_class(tree, image, &["emoji", "wp-smiley", "custom-emoji", "emojione", "emoticon", "smiley"])
}

/// Takes out what nobody sees, and the twins of pictures for browsers without scripts.
pub(super) fn put_right(tree: &mut Tree) {
    let twins: Vec<NodeId> =
        tree.elements(Tree::ROOT, "noscript").filter(|&node| tree.is_ended(node)).collect();
    twins.into_iter().for_each(|twin| settle_twin(tree, twin));
    let counters: Vec<NodeId> =
        tree.elements(Tree::ROOT, "img").filter(|&image| is_counter(tree, image)).collect();
    counters.into_iter().for_each(|image| tree.detach(image));
}

/// What a page shows without scripts: its picture, if there is no other of it; else nothing.
fn settle_twin(tree: &mut Tree, twin: NodeId) {
    let pictured = tree.elements(twin, "img").find(|&image| !is_counter(tree, image));
    let Some(pictured) = pictured.filter(|_| tree.text_content(twin).trim().is_empty()) else { return };
    let neighbours =
        [neighbour(tree, twin, Tree::previous_sibling), neighbour(tree, twin, Tree::next_sibling)];
    let other = neighbours.into_iter().flatten().find_map(|near| {
        let inside = tree.elements(near, "img").next();
        inside.or_else(|| (tree.name(near) == "img").then_some(near))
    });
    if let Some(other) = other {
        let is_beside = tree.parent(other) == tree.parent(twin);
        match address(tree, other) {
            Some(address) if is_beside || is_same(&address, tree.attribute(pictured, "src")) => return,
            Some(_) => (),
            None => tree.detach(other),
        }
    }
    tree.insert_before(twin, pictured);
    tree.detach(twin);
}

/// Whether two addresses are the same but for what follows a question mark.
fn is_same(one: &str, other: Option<&str>) -> bool {
    let path = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
    other.is_some_and(|other| path(one) == path(other))
}

/// The nearest sibling that is not blank.
fn neighbour(tree: &Tree, node: NodeId, next: fn(&Tree, NodeId) -> Option<NodeId>) -> Option<NodeId> {
    let is_blank = |node: NodeId| tree.text(node).is_some_and(|text| text.trim().is_empty());
    std::iter::successors(next(tree, node), |&at| next(tree, at)).find(|&at| !is_blank(at))
}

/// Whether a picture is there to count its readers, or to keep two things apart.
fn is_counter(tree: &Tree, image: NodeId) -> bool {
    let side = |name: &str| {
        let styled =
            declared(tree, image, name).and_then(|value| value.strip_suffix("px")?.trim().parse().ok());
        styled.or_else(|| tree.attribute(image, name).and_then(|_| number(tree, image, name)))
    };
    let is_thin = [side("width"), side("height")].into_iter().flatten().any(|side| side <= 1);
    is_thin
        || is_invisible(tree, image)
        || address(tree, image).is_some_and(|address| counts_readers(&address))
}
