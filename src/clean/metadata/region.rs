//! Which parts of a page are about something else: navigation, comments, teasers, what stands beside the text.

use crate::clean::tree::{NodeId, Step, Tree};

/// For every node, whether it stands in a part that is not the article.
pub(in crate::clean) struct Regions {
    aside: Vec<bool>,
}

impl Regions {
    /// Looks through a whole tree once.
    pub(in crate::clean) fn of(tree: &Tree) -> Self {
        let mut aside = vec![false; tree.len()];
        let mut depth = 0_usize;
        let mut step = Some(Step::Enter(Tree::ROOT));
        while let Some(at) = step {
            match at {
                Step::Enter(node) => {
                    depth += usize::from(depth > 0 || is_aside(tree, node));
                    aside[node.index()] = depth > 0;
                }
                Step::Leave(_) => depth = depth.saturating_sub(1),
            }
            step = tree.step(at, Tree::ROOT);
        }
        Self { aside }
    }

    /// Whether a node stands in a part that is about something else.
    pub(in crate::clean) fn is_aside(&self, node: NodeId) -> bool {
        self.aside.get(node.index()).copied().unwrap_or(false)
    }
}

/// Words in classes and names of elements that hold other texts than the article.
const WORDS: &[&str] = &[
    "comment",
    "disqus",
    "related",
    "sidebar",
    "side-bar",
    "footer",
    "widget",
    "recommend",
    "promo",
    "teaser",
    "popular",
    "trending",
    "newsletter",
    "cookie",
    "consent",
    "navigation",
    "navbar",
    "site-header",
    "masthead",
    "sponsor",
    "advert",
    "outbrain",
    "taboola",
    "read-more",
    "readmore",
    "more-from",
    "most-read",
    "also-like",
    "latest",
    "carousel",
    "recirc",
    "author-bio",
    "about-author",
    "authorbox",
    "pagination",
];

fn is_aside(tree: &Tree, node: NodeId) -> bool {
    match tree.name(node) {
        "nav" | "footer" => return true,
        "aside" => return true,
        "html" | "body" | "main" | "article" | "" => return false,
        _ => (),
    }
    if matches!(tree.attribute(node, "role"), Some("navigation" | "complementary" | "contentinfo" | "search"))
    {
        return true;
    }
    let says_so = |name| {
        tree.attribute(node, name).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            // A page's whole frame may be called after one part of it ("has-sidebar", "with-comments").
            WORDS.iter().any(|word| value.contains(word))
                && !["has-", "with-", "no-", "without-"].iter().any(|mark| value.contains(mark))
        })
    };
    says_so("class") || says_so("id")
}
