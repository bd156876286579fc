//! Our own reading of where an article stands: the innermost part of a page that holds nearly all of its prose.
//!
//! One walk down, so its time is that of the page's size: it is what is left when another reading takes too long.

use super::measure::Measure;
use crate::clean::metadata::{key, line};
use crate::clean::tree::{NodeId, Tree};

/// How much of the prose around it a part must hold, for the article to be looked for inside it: in hundredths.
const NEARLY_ALL: u32 = 85;

/// A part of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) node: NodeId,
    /// Whether the page itself calls it the article's text.
    pub(super) is_named: bool,
    /// Whether it is the one article of a page that is mostly something else: teasers, or further articles.
    pub(super) is_sole: bool,
}

/// The part of a page that is its article, which the page gives this title; `None` where the page has no prose.
pub(super) fn article(tree: &Tree, measures: &[Measure], title: Option<&str>) -> Option<Part> {
    let body = tree.first("body").unwrap_or(Tree::ROOT);
    let prose = |node: NodeId| measures[node.index()].prose;
    if prose(body) == 0 {
        return None;
    }
    let title = title.map(key).filter(|title| !title.is_empty());
    let parts = articles(tree, body);
    if let Some(node) = title.and_then(|title| of_headline(tree, measures, body, &parts, &title)) {
        let node = called(tree, measures, node, &[is_article_body, is_text_by_class]).unwrap_or(node);
        return Some(Part { node, is_named: true, is_sole: true });
    }
    if let Some(node) = called(tree, measures, body, &[is_article_body, is_text_by_class]) {
        return Some(Part { node, is_named: true, is_sole: false });
    }
    if let Some(node) = sole(measures, body, &parts) {
        return Some(Part { node, is_named: true, is_sole: true });
    }
    let mut at = called(tree, measures, body, &[is_article, is_main]).unwrap_or(body);
    loop {
        let heaviest = tree.children(at).max_by_key(|child| prose(*child));
        match heaviest {
            Some(child) if prose(child) * 100 >= prose(at) * NEARLY_ALL && !is_leaf(tree, child) => {
                at = child;
            }
            Some(_) | None => return Some(Part { node: at, is_named: false, is_sole: false }),
        }
    }
}

type Sign = fn(&Tree, NodeId) -> bool;

/// The part with one of these signs that holds most of the page's prose; the surest sign first.
fn called(tree: &Tree, measures: &[Measure], body: NodeId, signs: &[Sign]) -> Option<NodeId> {
    let all = measures[body.index()].prose;
    signs.iter().find_map(|sign| {
        let parts =
            tree.descendants(body).filter(|node| tree.is_element(*node) && sign(tree, *node)).take(50);
        let heaviest = parts.max_by_key(|node| measures[node.index()].prose)?;
        let prose = measures[heaviest.index()].prose;
        (prose > 0 && prose * 2 >= all).then_some(heaviest)
    })
}

/// The outermost parts that a page calls articles.
fn articles(tree: &Tree, body: NodeId) -> Vec<NodeId> {
    const MOST: usize = 200;
    let mut found = Vec::new();
    let mut at = tree.first_child(body);
    while let Some(node) = at.filter(|_| found.len() < MOST) {
        if tree.is_element(node) && is_article(tree, node) {
            found.push(node);
            at = tree.after(node, body);
        } else {
            at = tree.first_child(node).or_else(|| tree.after(node, body));
        }
    }
    found
}

/// Of several articles on a page the one that the page is about: it alone has the page's title as its headline. The
/// others follow it for those who scroll on, or draw readers to them.
fn of_headline(
    tree: &Tree,
    measures: &[Measure],
    body: NodeId,
    parts: &[NodeId],
    title: &str,
) -> Option<NodeId> {
    const SHORTEST: u32 = 400;
    const LARGE_SHARE: u32 = 30;
    const HEADINGS: [&str; 3] = ["h1", "h2", "h3"];
    const MOST: usize = 20;
    let headings =
        |part: NodeId| HEADINGS.into_iter().flat_map(move |name| tree.elements(part, name).take(MOST));
    let headline = |part: &NodeId| headings(*part).find(|node| key(&line(tree, *node)) == title);
    let mut headed = parts.iter().filter_map(|part| Some((*part, headline(part)?)));
    let (Some((part, headline)), None) = (headed.next(), headed.next()) else { return None };
    // What has no headline of its rank is a part of the same article, or an answer to it.
    let rank = tree.name(headline);
    let is_headed_alike = |other: &NodeId| headings(*other).any(|node| tree.name(node) <= rank);
    let mut others = parts.iter().filter(|other| **other != part);
    if parts.len() > 1 && !others.any(is_headed_alike) {
        return None;
    }
    let (prose, all) = (measures[part.index()].prose, measures[body.index()].prose);
    let is_whole = prose >= SHORTEST || prose * 100 >= all * LARGE_SHARE;
    (is_whole && prose > 0 && prose * 100 < all * NEARLY_ALL).then_some(part)
}

/// The only part that a page calls an article, where the page is mostly something else: a stream of teasers under it.
fn sole(measures: &[Measure], body: NodeId, parts: &[NodeId]) -> Option<NodeId> {
    const SHORTEST: u32 = 400;
    const LEAST_SHARE: u32 = 10;
    let all = measures[body.index()].prose;
    let [only] = parts else { return None };
    let prose = measures[only.index()].prose;
    (prose >= SHORTEST && prose * 2 < all && prose * 100 >= all * LEAST_SHARE).then_some(*only)
}

fn is_article(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "article" || is_article_thing(tree, node) || is_entry(tree, node)
}

/// Whether microformats call an element an entry (hAtom, h-entry); a whole page may be called so too.
fn is_entry(tree: &Tree, node: NodeId) -> bool {
    !matches!(tree.name(node), "html" | "body")
        && tree.classes(node).any(|class| matches!(class, "hentry" | "h-entry"))
}

/// Whether microdata calls an element an article.
fn is_article_thing(tree: &Tree, node: NodeId) -> bool {
    let kind = tree.attribute(node, "itemtype").unwrap_or_default();
    let kind = kind.trim().rsplit(['/', ':']).next().unwrap_or_default();
    !matches!(tree.name(node), "html" | "body")
        && ["Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "TechArticle"].contains(&kind)
}

fn is_article_body(tree: &Tree, node: NodeId) -> bool {
    let told = tree.attribute(node, "itemprop").or_else(|| tree.attribute(node, "property"));
    told.is_some_and(|told| {
        told.split_ascii_whitespace()
            .any(|name| name.rsplit(':').next().is_some_and(|name| name.eq_ignore_ascii_case("articleBody")))
    })
}

const BODIES: &[&str] = &[
    "article-body",
    "articlebody",
    "article__body",
    "article-content",
    "article__content",
    "article-text",
    "articletext",
    "article_body",
    "story-body",
    "storybody",
    "story-content",
    "story__body",
    "post-content",
    "postcontent",
    "post-body",
    "post__content",
    "entry-content",
    "entry__content",
    "e-content",
    "content-body",
    "body-copy",
    "bodytext",
    "rich-text",
    "markdown-body",
    "mw-parser-output",
    "news-content",
    "news-text",
    "single-content",
];

fn is_text_by_class(tree: &Tree, node: NodeId) -> bool {
    let says_so = |word: &str| BODIES.iter().any(|body| word.eq_ignore_ascii_case(body));
    tree.classes(node).any(says_so) || tree.attribute(node, "id").is_some_and(says_so)
}

fn is_main(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "main" || tree.attribute(node, "role") == Some("main")
}

/// What holds lines and no blocks is not searched: a page of one paragraph is the box around it.
fn is_leaf(tree: &Tree, node: NodeId) -> bool {
    matches!(
        tree.name(node),
        "p" | "pre"
            | "li"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "dd"
            | "blockquote"
            | "tr"
            | "tbody"
            | "table"
            | "ul"
            | "ol"
            | "dl"
    ) || tree.text(node).is_some()
}
