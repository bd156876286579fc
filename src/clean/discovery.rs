//! The feeds that a page of the web names: in its head, and among its links. It knows no network.

use super::text::str_line;
use super::tree::Tree;
use super::url::Base;
use crate::news::Foreign;

/// A feed that a page names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedLink {
    /// Where it is: http or https.
    pub address: String,
    /// What the page calls it, on one line.
    pub title: Option<String>,
}

/// More links than this are not looked at, and more feeds not told.
const MOST_LINKS: usize = 5000;
const MOST_FEEDS: usize = 20;

/// Media types of feeds. Plain XML and JSON may be anything.
const TYPES: [&str; 6] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/x.atom+xml",
    "application/x-atom+xml",
];

/// The feeds that a page at `base` names, the likeliest first: those of its head, its articles before its comments; then
/// links that look like feeds.
#[must_use]
pub fn feed_links(page: &Foreign, base: Option<&str>) -> Vec<FeedLink> {
    let tree = Tree::page(page.uncleaned());
    let own = Base::new(base);
    let told = tree.base().and_then(|told| own.web(told));
    let base = Base::new(told.as_deref().or(base));
    let mut found: Vec<FeedLink> = Vec::new();
    let mut add = |address: Option<String>, title: Option<&str>| {
        let Some(address) = address else { return };
        if found.len() < MOST_FEEDS && !found.iter().any(|each| each.address == address) {
            let title = title.map(str_line).filter(|title| !title.is_empty());
            found.push(FeedLink { address, title });
        }
    };
    for link in tree.elements(Tree::ROOT, "link").take(MOST_LINKS) {
        let attribute = |name| tree.attribute(link, name).unwrap_or_default().trim().to_ascii_lowercase();
        let (rel, media_type) = (attribute("rel"), attribute("type"));
        let rel: Vec<&str> = rel.split_ascii_whitespace().collect();
        let is_feed = rel.contains(&"alternate") && TYPES.contains(&media_type.as_str());
        if is_feed || rel.contains(&"feed") {
            add(tree.attribute(link, "href").and_then(|href| base.web(href)), tree.attribute(link, "title"));
        }
    }
    for link in tree.elements(Tree::ROOT, "a").take(MOST_LINKS) {
        if let Some(address) = tree.attribute(link, "href").and_then(|href| base.web(href))
            && looks_like_a_feed(&address)
        {
            add(Some(address), None);
        }
    }
    // Stable: among equals the page's own order stands.
    found.sort_by_key(is_of_comments);
    found
}

fn is_of_comments(link: &FeedLink) -> bool {
    let is_told = |text: &str| text.to_lowercase().contains("comment");
    is_told(&link.address) || link.title.as_deref().is_some_and(is_told)
}

/// Whether the last step of an address's path is a name that feeds have.
fn looks_like_a_feed(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let names =
        ["feed", "rss", "atom", "feeds", "feed.xml", "index.xml", "feed.json", "rss.php", "index.rdf"];
    names.contains(&last.as_str())
        || [".rss", ".atom", ".rdf", "rss.xml", "atom.xml"].iter().any(|end| last.ends_with(end))
}
