//! Feeds in XML, or in what was meant to be XML: RSS, RDF, Atom and CDF, alone or inside a page.

use super::bounds::{ARTICLES, newest};
use super::gather::{Draft, Habit};
use super::space::Space;
use super::text;
use super::tree::{ELEMENTS, NodeId, Tree};
use crate::facts;
use crate::news::{Dated, Foreign, ParsedFeed};

/// What a document shows of its format.
struct Signs {
    /// The name of its root, in lower case.
    root: String,
    version: String,
    /// The addresses of all namespaces that the root declares, in lower case.
    spaces: String,
    is_netscape: bool,
}

/// A format and how it is told.
struct Format {
    name: &'static str,
    root: &'static [&'static str],
    is_told: fn(&Signs) -> bool,
}

/// The formats, those that say more first.
#[rustfmt::skip]
const FORMATS: &[Format] = &[
    Format { name: "rss090", root: &["rss"], is_told: |signs| matches!(signs.version.as_str(), "0.9" | "0.90") },
    Format { name: "rss091n", root: &["rss"], is_told: |signs| signs.version == "0.91" && signs.is_netscape },
    Format { name: "rss091u", root: &["rss"], is_told: |signs| signs.version == "0.91" },
    Format { name: "rss092", root: &["rss"], is_told: |signs| signs.version == "0.92" },
    Format { name: "rss093", root: &["rss"], is_told: |signs| signs.version == "0.93" },
    Format { name: "rss094", root: &["rss"], is_told: |signs| signs.version == "0.94" },
    Format { name: "rss20", root: &["rss"], is_told: |signs| signs.version.starts_with('2') },
    Format { name: "rss", root: &["rss"], is_told: |_| true },
    Format { name: "rss090", root: &["rdf"], is_told: |signs| signs.spaces.contains("netscape.com/rdf/simple/0.9") },
    Format { name: "rss10", root: &["rdf"], is_told: |_| true },
    Format { name: "atom10", root: &["feed", "entry"], is_told: |signs| signs.spaces.contains("www.w3.org/2005/atom") },
    Format { name: "atom03", root: &["feed", "entry"], is_told: |signs| signs.version == "0.3" },
    Format { name: "atom01", root: &["feed", "entry"], is_told: |signs| signs.version == "0.1" },
    Format { name: "atom02", root: &["feed", "entry"], is_told: |signs| signs.version == "0.2" },
    Format { name: "atom03", root: &["feed", "entry"], is_told: |signs| signs.spaces.contains("purl.org/atom/ns") },
    Format { name: "atom", root: &["feed", "entry"], is_told: |_| true },
    Format { name: "cdf", root: &["channel"], is_told: |_| true },
    Format { name: "rss", root: &["item"], is_told: |_| true },
];

/// Reads a feed; a document that holds none gives an empty one and a sentence.
pub(super) fn feed(text: &str) -> ParsedFeed {
    let mut tree = Tree::of(text);
    let Some(root) = root(&tree) else { return no_feed(&tree) };
    let format = format(&tree, root);
    let is_atom = format.is_some_and(|format| format.starts_with("atom"));
    let habit = if is_atom { Habit::Atom } else { Habit::Rss };
    let mut complaints = Vec::new();
    if tree.is_cut {
        complaints.push("The document ends before the feed does; what stands in it is shown.".to_owned());
    }
    if tree.is_too_large {
        complaints.push(format!("The feed has more than {ELEMENTS} elements; what follows is left out."));
    }
    let (articles, is_lone) = articles(&tree, root);
    let articles = within_bounds(&tree, articles, &mut complaints);
    let facts = if is_lone { Draft::default() } else { Draft::of_feed(&mut tree, root, habit) };
    let drafts: Vec<Draft> =
        articles.into_iter().map(|article| Draft::of_article(&mut tree, article, habit)).collect();
    let order = facts::order_among(drafts.iter().flat_map(Draft::dates).chain(facts.dates()));
    let mut feed = facts.into_feed(order);
    feed.articles = drafts.into_iter().map(|draft| draft.into_article(order)).collect();
    if is_atom {
        inherit_authors(&mut feed);
    }
    ParsedFeed { format, bases: std::mem::take(&mut tree.bases), complaints, ..feed }
}

/// An entry without an author is its feed's (RFC 4287, section 4.2.1).
fn inherit_authors(feed: &mut ParsedFeed) {
    let authors: &Vec<Foreign> = &feed.authors;
    for article in feed.articles.iter_mut().filter(|article| article.authors.is_empty()) {
        article.authors.clone_from(authors);
    }
}

/// The element that a feed begins with, wherever it stands: pages hold feeds, and junk stands before them.
fn root(tree: &Tree<'_>) -> Option<NodeId> {
    let is_root = |names: &[&str], node: &NodeId| {
        let element = &tree.nodes[*node];
        let is_known = matches!(element.space, Space::Core | Space::Rdf);
        is_known && names.iter().any(|name| element.name.eq_ignore_ascii_case(name))
    };
    let nodes = || 0..tree.nodes.len();
    nodes()
        .find(|node| is_root(&["rss", "rdf", "feed", "channel"], node))
        .or_else(|| nodes().find(|node| is_root(&["entry", "item"], node)))
}

fn format(tree: &Tree<'_>, root: NodeId) -> Option<&'static str> {
    let signs = Signs {
        root: tree.nodes[root].name.to_ascii_lowercase(),
        version: tree.told(root, "version").unwrap_or_default(),
        spaces: tree.namespaces(root).to_ascii_lowercase().replace("https://", "http://"),
        is_netscape: tree.is_netscape,
    };
    let found =
        FORMATS.iter().find(|format| format.root.contains(&signs.root.as_str()) && (format.is_told)(&signs));
    found.map(|format| format.name)
}

/// The articles, in the order of the document, and whether the only one is all there is.
fn articles(tree: &Tree<'_>, root: NodeId) -> (Vec<NodeId>, bool) {
    let is_article = |node: &NodeId| {
        let element = &tree.nodes[*node];
        element.is(Space::Core, "item") || element.is(Space::Core, "entry")
    };
    if is_article(&root) {
        // Articles without a feed around them.
        let all = (root..tree.nodes.len()).filter(is_article).collect();
        return (all, true);
    }
    ((root..tree.nodes.len()).filter(is_article).collect(), false)
}

/// No more articles than are kept: the newest, where they are dated.
fn within_bounds(tree: &Tree<'_>, articles: Vec<NodeId>, complaints: &mut Vec<String>) -> Vec<NodeId> {
    if articles.len() <= ARTICLES {
        return articles;
    }
    let dates: Vec<Option<Dated>> = articles.iter().map(|&article| date_of(tree, article)).collect();
    complaints.push(format!("The feed has {} articles; the newest {ARTICLES} are shown.", articles.len()));
    newest(&dates).into_iter().map(|place| articles[place]).collect()
}

/// The first date that stands in an article, for a rough order.
fn date_of(tree: &Tree<'_>, article: NodeId) -> Option<Dated> {
    const NAMES: [&str; 6] = ["pubdate", "published", "updated", "date", "issued", "modified"];
    let is_date = |node: &NodeId| NAMES.iter().any(|name| tree.nodes[*node].name.eq_ignore_ascii_case(name));
    tree.children(article)
        .take(100)
        .filter(is_date)
        .filter(|&node| tree.nodes[node].inside.len() < 200)
        .find_map(|node| facts::feed_date(&text::plain(tree, node), None))
}

fn no_feed(tree: &Tree<'_>) -> ParsedFeed {
    let is = |name: &str| tree.nodes.iter().take(100).any(|node| node.name.eq_ignore_ascii_case(name));
    let (format, complaint) = if is("opml") {
        (Some("opml"), "This is a list of feeds (OPML), no feed itself.")
    } else if is("html") || is("body") || is("head") || is("p") || is("div") {
        (None, "This is a page of the web, no feed; it may name the address of one.")
    } else {
        (None, "There is no feed in this document.")
    };
    ParsedFeed { format, complaints: vec![complaint.to_owned()], ..ParsedFeed::default() }
}
