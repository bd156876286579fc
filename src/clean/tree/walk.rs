//! Walking a tree: to relatives, and through all that stands inside a node, without recursion.

use html5ever::LocalName;

use super::node::{NodeId, Tree};

/// One step of a walk through a tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::clean) enum Step {
    /// Into a node, before what it holds.
    Enter(NodeId),
    /// Out of it, after what it holds.
    Leave(NodeId),
}

impl Tree {
    /// The node that a node stands in.
    pub(in crate::clean) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.links[node.index()].parent
    }

    /// The first node inside a node.
    pub(in crate::clean) fn first_child(&self, node: NodeId) -> Option<NodeId> {
        self.links[node.index()].first
    }

    /// The last node inside a node.
    pub(in crate::clean) fn last_child(&self, node: NodeId) -> Option<NodeId> {
        self.links[node.index()].last
    }

    /// The node after a node.
    pub(in crate::clean) fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        self.links[node.index()].next
    }

    /// The node before a node.
    pub(in crate::clean) fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        self.links[node.index()].previous
    }

    /// The nodes straight inside a node.
    pub(in crate::clean) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(node), |&child| self.next_sibling(child))
    }

    /// The nodes around a node, from the inside out.
    pub(in crate::clean) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |&above| self.parent(above))
    }

    /// All nodes inside a node, in the order of the page.
    pub(in crate::clean) fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.first_child(node), move |&at| {
            self.first_child(at).or_else(|| self.after(at, node))
        })
    }

    /// The node that follows a node and all it holds, inside `within`: to walk on without going in.
    pub(in crate::clean) fn after(&self, node: NodeId, within: NodeId) -> Option<NodeId> {
        let mut at = node;
        while at != within {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// The step of a walk through `within` that follows another. The walk begins with entering `within` and ends
    /// with leaving it; nothing below a node is visited if the step after entering it is taken as if it were left.
    pub(in crate::clean) fn step(&self, step: Step, within: NodeId) -> Option<Step> {
        match step {
            Step::Enter(node) => Some(self.first_child(node).map_or(Step::Leave(node), Step::Enter)),
            Step::Leave(node) if node == within => None,
            Step::Leave(node) => match self.next_sibling(node) {
                Some(next) => Some(Step::Enter(next)),
                None => self.parent(node).map(Step::Leave),
            },
        }
    }

    /// The elements of HTML with a name inside a node, in the order of the page.
    pub(in crate::clean) fn elements(&self, node: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        let name = LocalName::from(name);
        self.descendants(node).filter(move |&each| self.is_called(each, &name))
    }

    /// The first element of HTML with a name in the whole tree.
    pub(in crate::clean) fn first(&self, name: &str) -> Option<NodeId> {
        self.elements(Self::ROOT, name).next()
    }

    /// All letters inside a node in their order: also those of scripts, styles and other things that are not shown.
    pub(in crate::clean) fn text_content(&self, node: NodeId) -> String {
        let mut content = self.text(node).unwrap_or_default().to_owned();
        self.descendants(node).filter_map(|each| self.text(each)).for_each(|text| content.push_str(text));
        content
    }

    /// The address in the first `<base>` that has one, as it came.
    pub(in crate::clean) fn base(&self) -> Option<&str> {
        self.elements(Self::ROOT, "base").find_map(|base| self.attribute(base, "href"))
    }
}
