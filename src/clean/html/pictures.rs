//! Which address a picture has among all that pages give it, and which pictures are none.

use super::attributes::{declared, has_class, is_invisible, number};
use crate::clean::shapes::counts_readers;
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Tree};

/// Where pages that load pictures late keep the address; then those of sets.
const LATE: [&str; 7] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-orig-file",
    "data-hi-res-src",
    "data-full-url",
    "data-url",
];
const SETS: [&str; 3] = ["data-srcset", "data-lazy-srcset", "srcset"];

/// A picture need not be wider than this.
const WIDEST: u32 = 1600;

/// Parts of addresses of pictures that stand where another is to be loaded.
const PLACEHOLDERS: [&str; 5] = ["placeholder", "/loading.", "lazy-load", "transparent.", "grey.gif"];

/// The address of a picture: its own, or the one it is to be loaded from, or the best of its sets.
pub(super) fn address(tree: &Tree, image: NodeId) -> Option<String> {
    let usable = |address: &&str| !address.trim().is_empty() && !address.trim_start().starts_with("data:");
    let told = |name: &str| tree.attribute(image, name).filter(usable);
    let is_placeholder = |address: &str| PLACEHOLDERS.iter().any(|part| address.contains(part));
    let own = told("src");
    if let Some(own) = own.filter(|own| !is_placeholder(own)) {
        return Some(own.trim().to_owned());
    }
    let late = LATE.iter().find_map(|&name| told(name)).map(|address| address.trim().to_owned());
    let sources = tree.parent(image).filter(|&above| tree.name(above) == "picture").into_iter();
    let sources =
        sources.flat_map(|picture| tree.children(picture).filter(|&each| tree.name(each) == "source"));
    let sets =
        || std::iter::once(image).chain(sources).flat_map(|each| SETS.iter().map(move |&name| (each, name)));
    late.or_else(|| sets().find_map(|(each, name)| best_of(tree.attribute(each, name)?)))
        .or_else(|| own.map(|own| own.trim().to_owned()))
}

/// The widest picture of a set that is not needlessly wide (WHATWG HTML, 4.8.4.2.1).
fn best_of(set: &str) -> Option<String> {
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
    best.map(|(address, _)| address.to_owned())
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
    let address = tree.attribute(image, "src").unwrap_or_default();
    is_thin || is_invisible(tree, image) || counts_readers(address)
}
