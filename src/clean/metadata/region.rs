//! Which parts of a page are about something else: navigation, comments, teasers, what stands beside the text.

use super::claim::key;
use crate::clean::tree::{NodeId, Step, Tree};

/// For every node, whether it stands in a part that is not the article.
pub(in crate::clean) struct Regions {
    aside: Vec<bool>,
}

impl Regions {
    /// Looks through a whole tree once.
    pub(in crate::clean) fn of(tree: &Tree) -> Self {
        let mut aside = vec![false; tree.len()];
        let prose = prose(tree);
        let all = prose[Tree::ROOT.index()];
        let mut depth = 0_usize;
        let mut notes = 0_usize;
        let mut step = Some(Step::Enter(Tree::ROOT));
        while let Some(at) = step {
            match at {
                Step::Enter(node) => {
                    let is_frame = all > 0 && prose[node.index()] * 2 > all;
                    depth += usize::from(depth > 0 || is_aside(tree, node, is_frame));
                    notes += usize::from(notes > 0 || is_note(tree, node));
                    aside[node.index()] = depth > 0 && notes == 0;
                }
                Step::Leave(_) => {
                    depth = depth.saturating_sub(1);
                    notes = notes.saturating_sub(1);
                }
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

/// Whether an element says that it holds notes on a text, which belong to the text wherever they stand: by the role of
/// DPUB-ARIA or the type of EPUB.
pub(in crate::clean) fn is_note(tree: &Tree, node: NodeId) -> bool {
    const ROLES: &[&str] = &["doc-footnote", "doc-endnote", "doc-endnotes"];
    const TYPES: &[&str] = &["footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes"];
    let says = |name, words: &[&str]| {
        let told = tree.attribute(node, name).unwrap_or_default();
        told.split_ascii_whitespace().any(|word| words.contains(&word))
    };
    says("role", ROLES) || says("epub:type", TYPES)
}

/// How many letters of running text stands in every node: texts of some length that are no links.
fn prose(tree: &Tree) -> Vec<usize> {
    const SHORTEST: usize = 60;
    let mut prose = vec![0; tree.len()];
    let mut links = 0_usize;
    let mut step = Some(Step::Enter(Tree::ROOT));
    while let Some(at) = step {
        match at {
            Step::Enter(node) => {
                links += usize::from(matches!(tree.name(node), "a" | "script" | "style" | "noscript"));
                let text = tree.text(node).filter(|text| links == 0 && text.len() >= SHORTEST);
                prose[node.index()] = text.map_or(0, |text| text.trim().len());
            }
            Step::Leave(node) => {
                links -= usize::from(matches!(tree.name(node), "a" | "script" | "style" | "noscript"));
                if let Some(parent) = tree.parent(node) {
                    prose[parent.index()] += prose[node.index()];
                }
            }
        }
        step = tree.step(at, Tree::ROOT);
    }
    prose
}

/// Words in classes and names of elements that hold other texts than the article, however long.
const OTHERS: &[&str] = &[
    "comment",
    "disqus",
    "livefyre",
    "related",
    "replies",
    "shoutbox",
    "guestbook",
    "kommentar",
    "kommentare",
    "leserkommentare",
    "commentaire",
    "commentaires",
    "comentario",
    "comentarios",
    "commenti",
    "reacties",
    "komentarze",
    "kommentarer",
];

/// Words in classes and names of elements that hold other texts than the article; one that holds most of a page's
/// text is the frame of it all, and called after one part.
const WORDS: &[&str] = &[
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

/// What facts about an article are called.
const FACTS: &[&str] = &["date", "publish", "byline", "headline", "title"];

/// What an article ends with may be called its foot: who wrote it, and when.
const OWN_FOOTERS: &[&str] =
    &["post-footer", "entry-footer", "article-footer", "asset-footer", "story-footer", "article--footer"];

fn is_aside(tree: &Tree, node: NodeId, is_frame: bool) -> bool {
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
    let says_so = |name, words: &[&str]| {
        let told = tree.attribute(node, name).filter(|_| name != "id" || !is_anchor(tree, node));
        told.is_some_and(|value| {
            let value = parted(value);
            // A page's whole frame may be called after one part of it ("has-sidebar", "with-comments"), and a fact
            // after what it belongs to ("comment-date" on an opinion).
            let mut tokens = value.split_ascii_whitespace();
            let is_fact = |token: &str| FACTS.iter().any(|fact| token.contains(fact));
            tokens.any(|token| words.iter().any(|word| holds(token, word)) && !is_fact(token))
                && !["has-", "with-", "no-", "without-"].iter().any(|mark| value.contains(mark))
                && !OWN_FOOTERS.iter().any(|footer| value.contains(footer))
        })
    };
    let is_other = says_so("class", OTHERS) || says_so("id", OTHERS);
    // A comment on the day's news is an article, and has a headline.
    (is_other && tree.elements(node, "h1").next().is_none())
        || (!is_frame && (says_so("class", WORDS) || says_so("id", WORDS)))
}

/// A name with all its words parted alike: "relatedPosts" and "related_posts" are "related-posts".
fn parted(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            out.push('-');
        }
        out.push(if letter == '_' { '-' } else { letter.to_ascii_lowercase() });
        before = letter;
    }
    out
}

/// What a word may end in and be the same, or be glued to.
const ENDINGS: &[&str] = &[
    "s",
    "d",
    "ed",
    "er",
    "ers",
    "ing",
    "ation",
    "ations",
    "isement",
    "isements",
    "isment",
    "list",
    "lists",
    "box",
    "bar",
    "area",
    "block",
    "section",
    "wrap",
    "wrapper",
    "container",
    "form",
    "links",
    "news",
    "posts",
    "stories",
    "articles",
    "content",
    "items",
    "text",
    "thread",
    "author",
    "count",
    "body",
    "banner",
    "signup",
];

/// Whether a word stands in a name as a whole: "comments" and "commentlist" hold "comment", "commentary" does not.
fn holds(name: &str, word: &str) -> bool {
    name.match_indices(word).any(|(at, _)| {
        let after = name[at + word.len()..].split(['-', ':', '.']).next().unwrap_or_default();
        let is_begin = at == 0 || !name.as_bytes()[at - 1].is_ascii_alphanumeric();
        let after = after.trim_end_matches(|letter: char| letter.is_ascii_digit());
        is_begin && (after.is_empty() || ENDINGS.contains(&after))
    })
}

/// Whether an element's id is but its heading's words, to be jumped to.
pub(in crate::clean) fn is_anchor(tree: &Tree, node: NodeId) -> bool {
    let is_heading = |node: NodeId| matches!(tree.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    if is_heading(node) {
        return true;
    }
    let first = tree.children(node).find(|child| tree.is_element(*child));
    let Some(heading) = first.filter(|child| is_heading(*child)) else { return false };
    let (id, words) = (key(tree.attribute(node, "id").unwrap_or_default()), key(&tree.text_content(heading)));
    // One word may well say what a part is: "Comments" heads comments.
    let is_phrase = tree.attribute(node, "id").is_some_and(|id| id.contains(['-', '_']));
    is_phrase && words.contains(&id)
}
