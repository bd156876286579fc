//! Takes what the tree builder of the web makes into the arena. It decides nothing.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use html5ever::interface::{Attribute, ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, QualName};

use super::limits::{ALL_ATTRIBUTES, ATTRIBUTES, Limit, VALUE_BYTES};
use super::node::{Data, Element, NodeId, Tree};

/// The tree under way. The builder hands out shared references only.
pub(super) struct Sink {
    pub(super) tree: RefCell<Tree>,
    /// Stands for every comment; it is never put anywhere.
    comment: NodeId,
    /// Formulas' annotations in which HTML may stand.
    annotations: RefCell<HashSet<NodeId>>,
    /// How many elements were made so far.
    pub(super) elements: Cell<usize>,
    attributes: Cell<usize>,
}

/// The name of an element. A copy, so that the builder may hold it while it changes the tree.
#[derive(Debug)]
pub(super) struct Name {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl Sink {
    /// For a tree of about so many nodes.
    pub(super) fn new(room: usize) -> Self {
        let mut tree = Tree::with_room(room);
        let comment = tree.push(Data::Document);
        Self {
            tree: RefCell::new(tree),
            comment,
            annotations: RefCell::default(),
            elements: Cell::new(0),
            attributes: Cell::new(0),
        }
    }

    /// The attributes that are kept of those an element comes with.
    fn kept(&self, attributes: Vec<Attribute>) -> Vec<(LocalName, StrTendril)> {
        let room = ALL_ATTRIBUTES.saturating_sub(self.attributes.get());
        let told = attributes.len();
        let mut kept = Vec::with_capacity(told.min(room));
        let fitting = attributes.into_iter().filter(|attribute| attribute.value.len() <= VALUE_BYTES);
        kept.extend(fitting.take(room).map(|attribute| (attribute.name.local, attribute.value)));
        if kept.len() < told {
            self.tree.borrow_mut().meet(Limit::Attributes);
        }
        self.attributes.set(self.attributes.get() + kept.len());
        kept
    }

    fn put_text(&self, text: &str, parent: NodeId, before: Option<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let neighbour = match before {
            Some(sibling) => tree.previous_sibling(sibling),
            None => tree.last_child(parent),
        };
        if let Some(neighbour) = neighbour
            && let Data::Text(letters) = &mut tree.data[neighbour.index()]
        {
            return letters.push_str(text);
        }
        let node = tree.new_text(text);
        match before {
            Some(sibling) => tree.insert_before(sibling, node),
            None => tree.append(parent, node),
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Tree::ROOT
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        let tree = self.tree.borrow();
        let name = &tree.element(*target).expect("only elements are asked for a name").name;
        Name { namespace: name.ns.clone(), local: name.local.clone() }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let attributes = self.kept(attributes);
        let element = Element { name, attributes, is_ended: false };
        let node = self.tree.borrow_mut().push(Data::Element(element));
        if flags.mathml_annotation_xml_integration_point {
            self.annotations.borrow_mut().insert(node);
        }
        self.elements.set(self.elements.get() + 1);
        node
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.comment
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.comment
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(node) if node == self.comment => (),
            NodeOrText::AppendNode(node) => self.tree.borrow_mut().append(*parent, node),
            NodeOrText::AppendText(text) => self.put_text(&text, *parent, None),
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.tree.borrow().parent(*sibling);
        match (child, parent) {
            (NodeOrText::AppendNode(node), _) if node == self.comment => (),
            (child, None) => self.append(&Tree::ROOT, child),
            (NodeOrText::AppendNode(node), Some(_)) => self.tree.borrow_mut().insert_before(*sibling, node),
            (NodeOrText::AppendText(text), Some(parent)) => self.put_text(&text, parent, Some(*sibling)),
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, above: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(above, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let missing: Vec<Attribute> = {
            let tree = self.tree.borrow();
            let room = ATTRIBUTES.saturating_sub(tree.attributes(*target).count());
            let is_missing = |each: &Attribute| tree.attribute(*target, &each.name.local).is_none();
            attributes.into_iter().filter(is_missing).take(room).collect()
        };
        let kept = self.kept(missing);
        if let Data::Element(element) = &mut self.tree.borrow_mut().data[target.index()] {
            element.attributes.extend(kept);
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.tree.borrow_mut().move_children(*node, *new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &NodeId) -> bool {
        self.annotations.borrow().contains(node)
    }

    fn allow_declarative_shadow_roots(&self, _parent: &NodeId) -> bool {
        false
    }
}
