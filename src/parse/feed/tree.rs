//! A feed's elements as a tree over its text: what was not ended is ended where it must be, what is ended twice once.
//!
//! Elements with values and texts are leaves that hold the stretch of source between their tags; it is read when it is
//! asked for. Nothing here goes into itself, and every search for an open element is bounded by [`DEPTH`].

use std::borrow::Cow;

use super::entity::Entities;
use super::kind::{Kind, ends_text, ends_value, kind};
use super::space::{Space, by_address, by_habit};
use super::token::{Tag, Token, Tokens, attributes};
use crate::news::{BaseAddress, BaseId, Foreign};

/// How deep elements are followed into each other; deeper ones are passed over.
const DEPTH: usize = 256;

/// How many elements are kept.
pub(super) const ELEMENTS: usize = 1_000_000;

/// How many namespaces are known at a time, and how many bases and languages there are.
const NAMESPACES: usize = 128;
const INHERITED: usize = 100_000;

/// A place in the tree.
pub(super) type NodeId = usize;

/// An element.
pub(super) struct Node<'a> {
    pub(super) space: Space,
    /// The name without its prefix, as it stands.
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    attributes: &'a str,
    /// The source between its tags.
    pub(super) inside: &'a str,
    pub(super) parent: Option<NodeId>,
    pub(super) base: Option<BaseId>,
    /// Where its language stands in [`Tree::languages`].
    pub(super) language: Option<usize>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    next: Option<NodeId>,
}

impl Node<'_> {
    /// Whether it is the element of a vocabulary with this name, in lower case.
    pub(super) fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name.eq_ignore_ascii_case(name)
    }
}

/// The elements of a document.
pub(super) struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) entities: Entities<'a>,
    pub(super) bases: Vec<BaseAddress>,
    /// Language tags as they stand; the empty one takes a language away.
    pub(super) languages: Vec<Foreign>,
    /// The document type, as far as it names one of RSS.
    pub(super) is_netscape: bool,
    /// Whether elements were open where the text ended.
    pub(super) is_cut: bool,
    /// Whether there were more elements than are kept.
    pub(super) is_too_large: bool,
}

impl<'a> Tree<'a> {
    /// Reads a text; it never fails.
    pub(super) fn of(text: &'a str) -> Self {
        Builder::new(text).build()
    }

    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.nodes[node].first, |&child| self.nodes[child].next)
    }

    /// The node behind a node and all it holds, inside `within`.
    pub(super) fn after(&self, node: NodeId, within: NodeId) -> Option<NodeId> {
        let mut at = node;
        while at != within {
            if let Some(next) = self.nodes[at].next {
                return Some(next);
            }
            at = self.nodes[at].parent?;
        }
        None
    }

    /// The first node inside a node.
    pub(super) fn inside(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].first
    }

    /// The value of an attribute, by its name without a prefix. One that has none comes first.
    pub(super) fn attribute(&self, node: NodeId, name: &str) -> Option<Cow<'a, str>> {
        let text = self.nodes[node].attributes;
        if text.is_empty() {
            return None;
        }
        let bare = attributes(text).find(|(each, _)| each.eq_ignore_ascii_case(name));
        let found = bare.or_else(|| attributes(text).find(|(each, _)| is_local(each, name)))?;
        Some(self.entities.letters(found.1))
    }

    /// The addresses of all namespaces that an element declares.
    pub(super) fn namespaces(&self, node: NodeId) -> String {
        let is_declaration =
            |name: &str| name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("xmlns"));
        let declared = attributes(self.nodes[node].attributes).filter(|(name, _)| is_declaration(name));
        declared.map(|(_, address)| address).collect::<Vec<_>>().join(" ")
    }

    /// An attribute that says something.
    pub(super) fn told(&self, node: NodeId, name: &str) -> Option<String> {
        let value = self.attribute(node, name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }
}

fn is_local(name: &str, local: &str) -> bool {
    name.rsplit_once(':').is_some_and(|(_, each)| each.eq_ignore_ascii_case(local))
}

/// An element that is open.
struct Open<'a> {
    node: NodeId,
    /// The name with its prefix.
    name: &'a str,
    /// Where its inside begins.
    start: usize,
    /// How many namespaces were known before it.
    namespaces: usize,
}

/// The leaf that is being read.
struct Leaf<'a> {
    open: Open<'a>,
    /// How many elements of the same name are open in it.
    depth: usize,
    kind: Kind,
    /// Whether it holds another kind of document, which must not be mended.
    is_sealed: bool,
    /// Whether it is a title, in which less can stand than in other text.
    is_title: bool,
}

struct Builder<'a> {
    text: &'a str,
    tree: Tree<'a>,
    open: Vec<Open<'a>>,
    leaf: Option<Leaf<'a>>,
    /// Elements that lay too deep and are still open.
    beyond: usize,
    /// Prefixes and what they stand for, innermost last; the empty prefix is the default.
    namespaces: Vec<(&'a str, Space)>,
    frames: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        let tree = Tree {
            nodes: Vec::new(),
            entities: Entities::default(),
            bases: Vec::new(),
            languages: Vec::new(),
            is_netscape: false,
            is_cut: false,
            is_too_large: false,
        };
        Self { text, tree, open: Vec::new(), leaf: None, beyond: 0, namespaces: Vec::new(), frames: 0 }
    }

    fn build(mut self) -> Tree<'a> {
        let mut tokens = Tokens::new(self.text);
        loop {
            let from = tokens.position();
            let Some(token) = tokens.next() else { break };
            let to = tokens.position();
            match token {
                Token::Start(tag) => self.start(tag, from, to),
                Token::End(name) => self.end(name, from),
                Token::Doctype(inside) => {
                    self.tree.entities.declare(inside);
                    self.tree.is_netscape |=
                        self.text[from..to].to_ascii_lowercase().contains("netscape.com");
                }
                Token::Text(_) | Token::Verbatim(_) | Token::Other => (),
            }
            if self.tree.nodes.len() >= ELEMENTS {
                self.tree.is_too_large = true;
                break;
            }
        }
        self.tree.is_cut = self.leaf.is_some() || self.frames > 0;
        let end = tokens.position().min(self.text.len());
        self.end_leaf(end);
        self.close_to(0, end);
        self.tree
    }

    fn start(&mut self, tag: Tag<'a>, from: usize, to: usize) {
        if let Some(leaf) = &mut self.leaf {
            let is_same = leaf.open.name.eq_ignore_ascii_case(tag.name);
            if is_same && leaf.kind == Kind::Text {
                leaf.depth += usize::from(!tag.is_empty);
                return;
            }
            let (space, name) = self.resolved(tag.name);
            let name = name.to_ascii_lowercase();
            let leaf = self.leaf.as_ref().expect("it was looked at above");
            let is_over = !leaf.is_sealed
                && if leaf.kind == Kind::Text && !leaf.is_title {
                    ends_text(space, &name)
                } else {
                    ends_value(space, &name)
                };
            if !is_over {
                return;
            }
            self.end_leaf(from);
        }
        self.start_outside(tag, from, to);
    }

    fn start_outside(&mut self, tag: Tag<'a>, from: usize, to: usize) {
        let namespaces = self.namespaces.len();
        self.declare(tag.attributes);
        let (space, name) = self.resolved(tag.name);
        let lower = name.to_ascii_lowercase();
        let mut kind = kind(space, &lower);
        if self.frames == 0 && !matches!(kind, Kind::Frame | Kind::Unknown) {
            kind = Kind::Unknown;
        }
        if space == Space::Core && matches!(lower.as_str(), "item" | "entry") {
            self.close_article(from);
        }
        if self.open.len() >= DEPTH {
            self.beyond += usize::from(!tag.is_empty);
            self.namespaces.truncate(namespaces);
            return;
        }
        let node = self.add(space, name, kind, tag.attributes);
        let open = Open { node, name: tag.name, start: to, namespaces };
        if tag.is_empty {
            self.namespaces.truncate(namespaces);
        } else if matches!(kind, Kind::Value | Kind::Text) {
            let is_sealed = kind == Kind::Text && is_other_document(&self.tree, node);
            self.leaf = Some(Leaf { open, depth: 0, kind, is_sealed, is_title: lower == "title" });
        } else {
            self.frames += usize::from(kind == Kind::Frame);
            self.open.push(open);
        }
    }

    fn end(&mut self, name: &'a str, from: usize) {
        if let Some(leaf) = &mut self.leaf {
            if leaf.open.name.eq_ignore_ascii_case(name) {
                if leaf.depth > 0 {
                    leaf.depth -= 1;
                } else {
                    self.end_leaf(from);
                }
                return;
            }
            // The end of what it stands in ends it too.
            let is_around = |open: &&Open<'a>| open.name.eq_ignore_ascii_case(name);
            let is_known = |open: &Open<'a>| self.tree.nodes[open.node].kind != Kind::Unknown;
            if !self.open.iter().rev().find(is_around).is_some_and(is_known) {
                return;
            }
            self.end_leaf(from);
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if let Some(place) = self.place_of(name) {
            self.close_to(place, from);
        }
    }

    /// The innermost open element that an end tag can mean. One of unknown name does not reach out of its frame.
    fn place_of(&self, name: &'a str) -> Option<usize> {
        let (_, local) = self.resolved(name);
        let is_frame = kind(Space::Core, &local.to_ascii_lowercase()) == Kind::Frame;
        let mut by_local = None;
        for (place, open) in self.open.iter().enumerate().rev() {
            let node = &self.tree.nodes[open.node];
            if open.name.eq_ignore_ascii_case(name) {
                return Some(place);
            }
            if by_local.is_none() && node.name.eq_ignore_ascii_case(local) && node.kind != Kind::Unknown {
                by_local = Some(place);
            }
            if node.kind == Kind::Frame && !is_frame {
                break;
            }
        }
        by_local
    }

    /// Ends the article that is open: articles do not lie in each other.
    fn close_article(&mut self, at: usize) {
        let is_article = |open: &Open<'a>| {
            let node = &self.tree.nodes[open.node];
            node.is(Space::Core, "item") || node.is(Space::Core, "entry")
        };
        if let Some(place) = self.open.iter().rposition(is_article) {
            self.close_to(place, at);
            self.beyond = 0;
        }
    }

    fn close_to(&mut self, place: usize, at: usize) {
        while self.open.len() > place {
            let Some(open) = self.open.pop() else { return };
            self.frames -= usize::from(self.tree.nodes[open.node].kind == Kind::Frame);
            self.finish(&open, at);
        }
    }

    fn end_leaf(&mut self, at: usize) {
        if let Some(leaf) = self.leaf.take() {
            self.finish(&leaf.open, at);
        }
    }

    fn finish(&mut self, open: &Open<'a>, at: usize) {
        self.tree.nodes[open.node].inside = self.text.get(open.start..at).unwrap_or_default();
        self.namespaces.truncate(open.namespaces);
    }

    fn add(&mut self, space: Space, name: &'a str, kind: Kind, attributes: &'a str) -> NodeId {
        let parent = self.open.last().map(|open| open.node);
        let (mut base, mut language) = parent
            .map_or((None, None), |parent| (self.tree.nodes[parent].base, self.tree.nodes[parent].language));
        self.inherit(attributes, &mut base, &mut language);
        let id = self.tree.nodes.len();
        let node = Node {
            space,
            name,
            kind,
            attributes,
            inside: "",
            parent,
            base,
            language,
            first: None,
            last: None,
            next: None,
        };
        self.tree.nodes.push(node);
        if let Some(parent) = parent {
            match self.tree.nodes[parent].last.replace(id) {
                Some(before) => self.tree.nodes[before].next = Some(id),
                None => self.tree.nodes[parent].first = Some(id),
            }
        }
        id
    }

    /// Takes base and language from a tag, if it names them.
    fn inherit(&mut self, text: &'a str, base: &mut Option<BaseId>, language: &mut Option<usize>) {
        // Nearly no tag does.
        if text.is_empty() {
            return;
        }
        for (name, value) in attributes(text) {
            let is_room = self.tree.bases.len() < INHERITED && self.tree.languages.len() < INHERITED;
            if !is_room {
                return;
            }
            if name.eq_ignore_ascii_case("xml:base") || name.eq_ignore_ascii_case("base") {
                let address = self.tree.entities.letters(value).trim().to_owned();
                if !address.is_empty() {
                    let id = BaseId(u32::try_from(self.tree.bases.len()).unwrap_or(u32::MAX));
                    let address = Foreign::new(address);
                    self.tree.bases.push(BaseAddress { above: *base, address });
                    *base = Some(id);
                }
            } else if name.eq_ignore_ascii_case("xml:lang") || name.eq_ignore_ascii_case("lang") {
                *language = Some(self.tree.languages.len());
                self.tree.languages.push(Foreign::new(self.tree.entities.letters(value).trim()));
            }
        }
    }

    fn declare(&mut self, text: &'a str) {
        if !text.contains("xmlns") {
            return;
        }
        let is_at_the_top = self.open.len() < 2;
        for (name, address) in attributes(text) {
            let prefix = match name.split_once(':') {
                None if name.eq_ignore_ascii_case("xmlns") => "",
                Some((xmlns, prefix)) if xmlns.eq_ignore_ascii_case("xmlns") => prefix,
                _ => continue,
            };
            if self.namespaces.len() >= NAMESPACES {
                return;
            }
            let space = by_address(address).or_else(|| by_habit(prefix)).unwrap_or({
                // A feed whose namespace is misspelt is still a feed.
                if prefix.is_empty() && is_at_the_top { Space::Core } else { Space::Other }
            });
            self.namespaces.push((prefix, space));
        }
    }

    /// The vocabulary and the local name of a name with a prefix.
    fn resolved(&self, name: &'a str) -> (Space, &'a str) {
        resolved(&self.namespaces, name)
    }
}

fn resolved<'t>(namespaces: &[(&str, Space)], name: &'t str) -> (Space, &'t str) {
    let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
    let declared = namespaces.iter().rev().find(|(each, _)| *each == prefix).map(|(_, space)| *space);
    let space = declared.unwrap_or_else(|| {
        if prefix.is_empty() { Space::Core } else { by_habit(prefix).unwrap_or(Space::Other) }
    });
    (space, local)
}

/// Whether a text says that it holds a document of another kind.
fn is_other_document(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.attribute(node, "type").is_some_and(|told| {
        let told = told.trim().to_ascii_lowercase();
        (told.ends_with("+xml") || told.ends_with("/xml")) && !told.contains("xhtml")
    })
}
