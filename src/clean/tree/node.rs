//! The arena: nodes in one vector, joined by index, so that no walk and no drop ever recurses.

use std::num::NonZeroU32;

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName, ns};

use super::limits::Limit;

/// A node of one [`Tree`]: its place in the arena, counted from one, so that "no node" takes no room of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(in crate::clean) struct NodeId(NonZeroU32);

/// Links between nodes; none points to a node that is not there.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Links {
    pub(super) parent: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    pub(super) last: Option<NodeId>,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The page itself; or nothing, for what is not kept.
    Document,
    /// An element.
    Element(Element),
    /// Letters.
    Text(String),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<(LocalName, StrTendril)>,
    /// Its own end tag was read.
    pub(super) is_ended: bool,
}

/// Markup that was read. Detached nodes stay in the arena until the tree goes.
#[derive(Debug)]
pub(in crate::clean) struct Tree {
    pub(super) links: Vec<Links>,
    pub(super) data: Vec<Data>,
    pub(super) limits_met: [bool; Limit::ALL.len()],
}

impl NodeId {
    /// Where the node stands in its tree's arena: a number below [`Tree::len`].
    pub(in crate::clean) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Tree {
    /// The document, which is every other node's ancestor unless that was detached.
    pub(in crate::clean) const ROOT: NodeId = NodeId(NonZeroU32::MIN);

    /// A tree of nothing but its root, with room for so many nodes: moving large tables costs more than filling them.
    pub(super) fn with_room(nodes: usize) -> Self {
        let (mut links, mut data) = (Vec::with_capacity(nodes), Vec::with_capacity(nodes));
        links.push(Links::default());
        data.push(Data::Document);
        Self { links, data, limits_met: [false; Limit::ALL.len()] }
    }

    /// How many nodes the arena has: for tables beside the tree.
    pub(in crate::clean) fn len(&self) -> usize {
        self.data.len()
    }

    /// The limits that the page met.
    pub(in crate::clean) fn limits_met(&self) -> impl Iterator<Item = Limit> {
        Limit::ALL.into_iter().zip(self.limits_met).filter_map(|(limit, met)| met.then_some(limit))
    }

    pub(super) fn meet(&mut self, limit: Limit) {
        self.limits_met[limit as usize] = true;
    }

    pub(super) fn push(&mut self, data: Data) -> NodeId {
        self.data.push(data);
        self.links.push(Links::default());
        let place = u32::try_from(self.data.len()).ok().and_then(NonZeroU32::new);
        NodeId(place.expect("a page of 10 MB has fewer nodes"))
    }

    pub(super) fn element(&self, node: NodeId) -> Option<&Element> {
        match &self.data[node.index()] {
            Data::Element(element) => Some(element),
            Data::Document | Data::Text(_) => None,
        }
    }

    fn element_mut(&mut self, node: NodeId) -> Option<&mut Element> {
        match &mut self.data[node.index()] {
            Data::Element(element) => Some(element),
            Data::Document | Data::Text(_) => None,
        }
    }

    /// The name of an HTML element in lower case; `svg` and `math` for these two; empty for all other nodes.
    pub(in crate::clean) fn name(&self, node: NodeId) -> &str {
        match self.element(node).map(|element| &element.name) {
            Some(name) if name.ns == ns!(html) || matches!(&*name.local, "svg" | "math") => &name.local,
            Some(_) | None => "",
        }
    }

    /// Whether [`Self::name`] of a node is this one, told without reading it.
    pub(super) fn is_called(&self, node: NodeId, name: &LocalName) -> bool {
        self.element(node).map(|element| &element.name).is_some_and(|own| {
            own.local == *name && (own.ns == ns!(html) || matches!(&**name, "svg" | "math"))
        })
    }

    /// The name of an element, of whatever markup.
    pub(super) fn local_name(&self, node: NodeId) -> Option<&LocalName> {
        self.element(node).map(|element| &element.name.local)
    }

    /// The name of an element that stands inside a drawing or formula and belongs to it: `mfrac`.
    pub(in crate::clean) fn foreign_name(&self, node: NodeId) -> Option<&str> {
        let name = &self.element(node)?.name;
        (name.ns != ns!(html)).then_some(&*name.local)
    }

    /// Whether it is an element, of whatever markup.
    pub(in crate::clean) fn is_element(&self, node: NodeId) -> bool {
        self.element(node).is_some()
    }

    /// The letters of a text node.
    pub(in crate::clean) fn text(&self, node: NodeId) -> Option<&str> {
        match &self.data[node.index()] {
            Data::Text(text) => Some(text),
            Data::Document | Data::Element(_) => None,
        }
    }

    /// The value of an attribute as it came, by its name in lower case.
    pub(in crate::clean) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        self.attributes(node).find(|(each, _)| *each == name).map(|(_, value)| value)
    }

    /// All attributes of an element, in their order.
    pub(in crate::clean) fn attributes(&self, node: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.element(node).map_or(&[][..], |element| &element.attributes);
        attributes.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The words of an element's `class`.
    pub(in crate::clean) fn classes(&self, node: NodeId) -> impl Iterator<Item = &str> {
        self.attribute(node, "class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether the element was ended by its own end tag, and not by the end of what it stands in. Kept for elements
    /// that may swallow a page when their end is forgotten: `nav`, `button`, `noscript`, `canvas`, `select`…
    pub(in crate::clean) fn is_ended(&self, node: NodeId) -> bool {
        self.element(node).is_some_and(|element| element.is_ended)
    }

    pub(super) fn set_ended(&mut self, node: NodeId) {
        if let Some(element) = self.element_mut(node) {
            element.is_ended = true;
        }
    }

    /// A new element of HTML, not yet in the tree.
    pub(in crate::clean) fn new_element(&mut self, name: &str) -> NodeId {
        let name = QualName::new(None, ns!(html), LocalName::from(name));
        self.push(Data::Element(Element { name, attributes: Vec::new(), is_ended: true }))
    }

    /// A new text, not yet in the tree.
    pub(in crate::clean) fn new_text(&mut self, letters: &str) -> NodeId {
        self.push(Data::Text(letters.to_owned()))
    }

    /// Gives an element an attribute, in place of one of the same name.
    pub(in crate::clean) fn set_attribute(&mut self, node: NodeId, name: &str, value: &str) {
        let Some(element) = self.element_mut(node) else { return };
        element.attributes.retain(|(each, _)| &**each != name);
        element.attributes.push((LocalName::from(name), StrTendril::from_slice(value)));
    }

    /// Makes an element one of HTML with another name.
    pub(in crate::clean) fn rename(&mut self, node: NodeId, name: &str) {
        if let Some(element) = self.element_mut(node) {
            element.name = QualName::new(None, ns!(html), LocalName::from(name));
        }
    }

    /// Gives a text other letters.
    pub(in crate::clean) fn set_text(&mut self, node: NodeId, letters: &str) {
        if let Data::Text(text) = &mut self.data[node.index()] {
            letters.clone_into(text);
        }
    }

    /// Takes a node out of the tree, with all it holds.
    pub(in crate::clean) fn detach(&mut self, node: NodeId) {
        let Links { parent, previous, next, .. } = self.links[node.index()];
        match (previous, parent) {
            (Some(previous), _) => self.links[previous.index()].next = next,
            (None, Some(parent)) => self.links[parent.index()].first = next,
            (None, None) => (),
        }
        match (next, parent) {
            (Some(next), _) => self.links[next.index()].previous = previous,
            (None, Some(parent)) => self.links[parent.index()].last = previous,
            (None, None) => (),
        }
        let links = &mut self.links[node.index()];
        (links.parent, links.previous, links.next) = (None, None, None);
    }

    /// Puts a node at the end of a parent, which must not stand inside it.
    pub(in crate::clean) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.links[parent.index()].last.replace(child);
        match last {
            Some(last) => self.links[last.index()].next = Some(child),
            None => self.links[parent.index()].first = Some(child),
        }
        let links = &mut self.links[child.index()];
        (links.parent, links.previous) = (Some(parent), last);
    }

    /// Puts a node before one that has a parent. Before one that has none it stays where it is.
    pub(in crate::clean) fn insert_before(&mut self, sibling: NodeId, node: NodeId) {
        if sibling == node || self.links[sibling.index()].parent.is_none() {
            return;
        }
        self.detach(node);
        let Links { parent, previous, .. } = self.links[sibling.index()];
        self.links[sibling.index()].previous = Some(node);
        match (previous, parent) {
            (Some(previous), _) => self.links[previous.index()].next = Some(node),
            (None, Some(parent)) => self.links[parent.index()].first = Some(node),
            (None, None) => (),
        }
        let links = &mut self.links[node.index()];
        (links.parent, links.previous, links.next) = (parent, previous, Some(sibling));
    }

    /// Gives all children of one node to another, which must not stand inside it.
    pub(in crate::clean) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.links[from.index()].first {
            self.append(to, child);
        }
    }

    /// Puts a node's children in its place.
    pub(in crate::clean) fn dissolve(&mut self, node: NodeId) {
        while let Some(child) = self.links[node.index()].first {
            if self.links[node.index()].parent.is_none() {
                break;
            }
            self.insert_before(node, child);
        }
        self.detach(node);
    }
}
