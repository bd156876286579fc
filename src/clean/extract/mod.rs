//! The article in a page: its text without what stands around it, and what the page says about itself.
//!
//! Reading order: `seen` (what of a page is looked at), `measure` (how much of each part is prose), `line` (the page as
//! lines), `own` and `smoothie` (two readings of where the article is), `select` (which lines it has), this file (the
//! page taken apart and put together), `paging` (where an article goes on), `ruled` (what is known of a site). What comes
//! out is still foreign: it goes through the door for HTML before anybody sees it.

mod aloud;
mod line;
mod measure;
mod own;
mod paging;
mod ruled;
mod seen;
mod select;
mod smoothie;
mod words;

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::metadata::{self, Metadata, Regions, key};
use super::text::str_line;
use super::tree::{NodeId, Tree};
use super::url::str_web;
use crate::news::{Foreign, SiteRule};
pub use aloud::text;
use line::{Kind, Line, Lines, lines};
use seen::{is_formula, shows_something};
use select::{Known, Reading, drop_captions_of_nothing, select};

/// A page in which an article is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Its source.
    pub source: &'a Foreign,
    /// Its address, where somebody knows it.
    pub address: Option<&'a str>,
    /// Now: later dates are not believed.
    pub now: Timestamp,
}

/// A way to find where the article stands.
pub trait Extractor {
    /// The article as markup; `None` where this way finds none.
    fn article(&self, page: &PageTree<'_>) -> Option<Foreign>;
}

/// A page as an extractor is shown it.
pub struct PageTree<'a>(&'a Tree);

/// dom_smoothie: good, and not to be trusted with time; for a process that can be ended.
#[derive(Clone, Copy, Debug)]
pub struct Smoothie;

impl Extractor for Smoothie {
    fn article(&self, page: &PageTree<'_>) -> Option<Foreign> {
        smoothie::article(page.0).map(Foreign::new)
    }
}

/// No other way than our own reading, whose time is bounded by the page's size.
#[derive(Clone, Copy, Debug)]
pub struct OwnAlone;

impl Extractor for OwnAlone {
    fn article(&self, _: &PageTree<'_>) -> Option<Foreign> {
        None
    }
}

/// The article found in a page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Extraction {
    /// What the page says about itself.
    pub metadata: Metadata,
    /// The article's text as markup, as it came: for [`html`](super::html()) and nothing else.
    pub content: Foreign,
    /// What the page shows between the headline and the text, to draw readers in.
    pub standfirst: Option<String>,
    /// What relative addresses in it start from.
    pub base: Option<String>,
    /// One sentence for each thing a reader should know.
    pub warnings: Vec<String>,
}

/// A page of more nodes is not looked at line by line.
const MOST_NODES: usize = 200_000;

/// An article shorter than this may be no article at all; in letters.
const SHORT: usize = 140;

/// Finds the article in a page with the help of an extractor.
#[must_use]
pub fn extract(page: &Page<'_>, extractor: &dyn Extractor) -> Extraction {
    extract_by(page, None, extractor)
}

/// [`extract`] by the rule for the page's site, where there is one.
#[must_use]
pub fn extract_by(page: &Page<'_>, rule: Option<&SiteRule>, extractor: &dyn Extractor) -> Extraction {
    let mut tree = Tree::page(page.source.uncleaned());
    drop_surplus_breaks(&mut tree);
    let address = page.address.and_then(|address| str_web(address, None));
    let base = base(&tree, address.as_deref());
    let regions = Regions::of(&tree);
    let read = metadata::read(&tree, &regions, address.as_deref().or(base.as_deref()), page.now);
    let mut metadata = read.metadata;
    let here = address.as_deref().or(metadata.address.as_deref());
    metadata.next_page = here.and_then(|here| next_in(&tree, here, base.as_deref(), rule));
    let base = base.or_else(|| metadata.address.clone());
    strip(&mut tree);
    if let Some(rule) = rule {
        ruled::drop_named(&mut tree, rule);
        if let Some(body) = ruled::body(&tree, rule) {
            return named(&tree, body, metadata, base);
        }
    }
    if tree.descendants(Tree::ROOT).count() > MOST_NODES {
        return untrimmed(&mut tree, metadata, base);
    }
    let other = extractor
        .article(&PageTree(&tree))
        .map(|article| Reading::of(&lines(&mut Tree::fragment(article.uncleaned()))));
    let mut found = lines(&mut tree);
    if found.is_cut {
        return untrimmed(&mut tree, metadata, base);
    }
    let linked = read.body.map(|body| Linked::of(&body));
    let witness = linked.as_ref().map(|linked| Reading::of_text(&linked.text));
    let own = own::article(&tree, &found.measures, metadata.title.as_deref());
    let body = tree.first("body").unwrap_or(Tree::ROOT);
    let known = Known {
        metadata: &metadata,
        own: own.map(|part| part.node),
        is_named: own.is_some_and(|part| part.is_named),
        is_sole: own.is_some_and(|part| part.is_sole),
        other: other.as_ref(),
        witness: witness.as_ref(),
    };
    let mut kept = select(&tree, &mut found, &known);
    let standfirst = take_standfirst(&tree, &found, &mut kept, metadata.excerpt.as_deref());
    if standfirst.is_some() {
        // What stood below it stands above the text now.
        drop_loose_captions(&tree, &found, &mut kept);
        drop_captions_of_nothing(&tree, &found, &mut kept);
    }
    let letters: usize = found
        .all
        .iter()
        .zip(&kept)
        .filter(|(_, kept)| **kept)
        .map(|(line, _)| line.measure.letters as usize)
        .sum();
    let mut warnings = warnings(&tree, &found, &kept, &metadata, letters, witness.as_ref());
    let content = match linked.filter(|linked| is_better(&linked.text, letters)) {
        Some(linked) => {
            warnings.push(
                "The text was taken from the page's linked data, as the page itself shows less of it."
                    .to_owned(),
            );
            linked.markup
        }
        None if letters == 0 => whole(&mut tree, body),
        None => {
            prune(&mut tree, &found, &kept, body);
            tree.to_html(body)
        }
    };
    if metadata.excerpt.is_none() {
        metadata.excerpt.clone_from(&standfirst);
    }
    if metadata.excerpt.is_none() {
        metadata.excerpt = found
            .all
            .iter()
            .zip(&kept)
            .find(|(line, kept)| **kept && line.is_prose())
            .map(|(line, _)| shortened(&line.text));
    }
    Extraction { metadata, content: Foreign::new(content), standfirst, base, warnings }
}

/// The address of the page on which the article of a page goes on, where it stands at `address`.
#[must_use]
pub fn next_page(source: &Foreign, address: &str, rule: Option<&SiteRule>) -> Option<String> {
    let tree = Tree::page(source.uncleaned());
    let base = base(&tree, Some(address));
    next_in(&tree, address, base.as_deref(), rule)
}

/// Whether two addresses are those of the same page.
#[must_use]
pub fn is_same_page(one: &str, other: &str) -> bool {
    paging::without_fragment(one) == paging::without_fragment(other)
}

/// What a page that lies in a file says of where it stands and where its article goes on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Its addresses on the web, the surest first.
    pub addresses: Vec<String>,
    /// The address of the next page of its article.
    pub next: Option<String>,
    /// The name of the file beside it in which its article goes on.
    pub next_file: Option<String>,
}

/// Where a page stands that lies in a file of some name, and was saved from `told`, where that is known.
#[must_use]
pub fn standing(source: &Foreign, told: Option<&str>, file: &str, rule: Option<&SiteRule>) -> Standing {
    const MOST: usize = 100;
    let tree = Tree::page(source.uncleaned());
    let is_canonical = |node: &NodeId| {
        tree.attribute(*node, "rel").is_some_and(|relation| relation.trim().eq_ignore_ascii_case("canonical"))
    };
    let named = tree.elements(Tree::ROOT, "link").take(MOST).filter(is_canonical);
    let named = named.filter_map(|node| str_web(tree.attribute(node, "href")?, told));
    let mut addresses: Vec<String> = told.map(str::to_owned).into_iter().chain(named).collect();
    addresses.dedup();
    let next =
        addresses.iter().find_map(|here| next_in(&tree, here, base(&tree, Some(here)).as_deref(), rule));
    Standing { next, next_file: paging::next_file(&tree, file), addresses }
}

fn next_in(tree: &Tree, here: &str, base: Option<&str>, rule: Option<&SiteRule>) -> Option<String> {
    rule.and_then(|rule| ruled::next(tree, rule))
        .and_then(|link| paging::next_by_rule(tree, link, here, base))
        .or_else(|| paging::next_page(tree, here, base))
}

/// The element that is the article, as the rule for its site says.
fn named(tree: &Tree, body: NodeId, metadata: Metadata, base: Option<String>) -> Extraction {
    let mut warnings: Vec<String> = tree.limits_met().map(|limit| limit.to_string()).collect();
    warnings.extend(metadata.next_page.as_deref().map(goes_on_elsewhere));
    Extraction { metadata, content: Foreign::new(tree.to_html(body)), standfirst: None, base, warnings }
}

/// A page too large to be looked at line by line: the part that it calls its article, or else all of it, as it is. A
/// part that merely holds most of the prose may be the longest chapter of many.
fn untrimmed(tree: &mut Tree, metadata: Metadata, base: Option<String>) -> Extraction {
    let body = tree.first("body").unwrap_or(Tree::ROOT);
    let is_called = |node: &NodeId| {
        matches!(tree.name(*node), "article" | "main") || tree.attribute(*node, "role") == Some("main")
    };
    let article =
        own::article(tree, &measure::measure(tree, None), metadata.title.as_deref()).and_then(|part| {
            match part.is_named {
                true => Some(part.node),
                false => std::iter::once(part.node).chain(tree.ancestors(part.node)).find(is_called),
            }
        });
    let content = match article {
        Some(article) => tree.to_html(article),
        None => whole(tree, body),
    };
    let mut warnings: Vec<String> = tree.limits_met().map(|limit| limit.to_string()).collect();
    warnings.push("The page is very long: what stands around its article was left in.".to_owned());
    Extraction { metadata, content: Foreign::new(content), standfirst: None, base, warnings }
}

/// Takes out the lines that stand before the box of the text: they say what the text says, for those who do not read it.
/// Where the page's excerpt says something else they stay, or they would be told nowhere.
fn take_standfirst(tree: &Tree, found: &Lines, kept: &mut [bool], excerpt: Option<&str>) -> Option<String> {
    const MOST: usize = 3;
    drop_loose_captions(tree, found, kept);
    let is_prose = |at: &usize| kept[*at] && found.all[*at].is_prose();
    let prose: Vec<NodeId> = (0..kept.len()).filter(is_prose).map(|at| found.all[at].node).collect();
    let text = innermost(tree, &prose)?;
    let first = (0..kept.len())
        .find(|at| kept[*at] && tree.ancestors(found.all[*at].node).any(|above| above == text))?;
    let is_read =
        |at: &usize| kept[*at] && matches!(found.all[*at].kind, Kind::Text | Kind::Heading | Kind::Item);
    let mut before: Vec<usize> = (0..first).filter(is_read).collect();
    if before.is_empty() {
        before.extend((first..kept.len()).find(is_read).filter(|at| draws_in(tree, &found.all[*at])));
    }
    if before.is_empty() || before.len() > MOST {
        return None;
    }
    let lines: Vec<&str> = before.iter().map(|at| found.all[*at].text.as_str()).collect();
    let standfirst = str_line(&lines.join(" "));
    if excerpt.is_some_and(|excerpt| !says_alike(excerpt, &standfirst)) {
        return None;
    }
    before.iter().for_each(|at| kept[*at] = false);
    Some(standfirst)
}

/// Whether two texts say the same, but for what one of them goes on with.
fn says_alike(one: &str, other: &str) -> bool {
    const ENOUGH: usize = 40;
    let (one, other) = (key(one), key(other));
    let begins: String = other.chars().take(ENOUGH).collect();
    one.contains(&other) || other.contains(&one) || one.starts_with(&begins)
}

/// What stands under a picture, and is not bound to it by a figure's caption, is taken for the beginning of a text
/// that it stands above.
fn drop_loose_captions(tree: &Tree, found: &Lines, kept: &mut [bool]) {
    let first = (0..kept.len()).find(|at| kept[*at] && found.all[*at].is_prose()).unwrap_or(0);
    for (line, kept) in found.all.iter().zip(kept.iter_mut()).take(first) {
        let is_framed = tree.name(line.node) == "figcaption"
            || tree.ancestors(line.node).any(|above| tree.name(above) == "figcaption");
        *kept &= line.kind != Kind::Caption || is_framed || shows_something(tree, line.node);
    }
}

/// Whether the first line of a text is made for drawing readers in: a long heading, or a box that is called so.
fn draws_in(tree: &Tree, line: &Line) -> bool {
    const NAMES: &[&str] = &[
        "dek",
        "deck",
        "standfirst",
        "subtitle",
        "subhead",
        "subheadline",
        "sub-title",
        "chapo",
        "sumario",
        "entradilla",
        "article-summary",
        "article__summary",
        "story-summary",
    ];
    let is_named = |node: NodeId| {
        tree.classes(node).any(|class| NAMES.iter().any(|name| class.eq_ignore_ascii_case(name)))
    };
    (line.kind == Kind::Heading && line.measure.letters >= 50)
        || is_named(line.node)
        || tree.parent(line.node).is_some_and(is_named)
}

/// The innermost box that holds nearly all of some lines, each counted alike.
fn innermost(tree: &Tree, lines: &[NodeId]) -> Option<NodeId> {
    let mut counts = vec![0_usize; tree.len()];
    lines.iter().for_each(|line| tree.ancestors(*line).for_each(|above| counts[above.index()] += 1));
    let mut at = Tree::ROOT;
    while let Some(child) = tree.children(at).max_by_key(|child| counts[child.index()]) {
        // A list or a table may hold nearly all of a text, and still be but a part of it.
        let is_part = matches!(tree.name(child), "ul" | "ol" | "dl" | "table" | "blockquote");
        if is_part || counts[child.index()] * 100 < lines.len() * 75 {
            break;
        }
        at = child;
    }
    (lines.len() > 2).then_some(at)
}

/// What relative addresses start from: the page's own word, its address, or nothing.
fn base(tree: &Tree, address: Option<&str>) -> Option<String> {
    tree.base().and_then(|base| str_web(base, address)).or_else(|| address.map(str::to_owned))
}

/// Takes out what is never text, so that nobody has to read it twice.
fn strip(tree: &mut Tree) {
    let is_waste = |tree: &Tree, node: NodeId| {
        let is_told = |name: &&str| tree.attribute(node, name).is_some();
        match tree.name(node) {
            "script" => !is_formula(tree, node),
            "style" | "template" | "link" | "meta" => true,
            "iframe" | "object" | "embed" => {
                !["src", "data", "data-src", "data-lazy-src", "data-litespeed-src"].iter().any(is_told)
            }
            _ => false,
        }
    };
    let waste: Vec<NodeId> = tree.descendants(Tree::ROOT).filter(|node| is_waste(tree, *node)).collect();
    waste.into_iter().for_each(|node| tree.detach(node));
}

/// Two line breaks part two paragraphs; more of them say no more, and some pages have nothing else.
fn drop_surplus_breaks(tree: &mut Tree) {
    let mut surplus = Vec::new();
    let mut run = 0;
    for node in tree.descendants(Tree::ROOT) {
        let is_blank = tree.text(node).is_some_and(|text| text.trim().is_empty());
        match tree.name(node) {
            "br" => run += 1,
            _ if !is_blank => run = 0,
            _ => (),
        }
        if run > 2 && !tree.ancestors(node).any(|above| tree.name(above) == "pre") {
            surplus.push(node);
        }
    }
    surplus.into_iter().for_each(|node| tree.detach(node));
}

/// Whether linked data holds much more text than the page shows.
fn is_better(body: &str, letters: usize) -> bool {
    let told = body.chars().filter(|letter| letter.is_alphanumeric()).count();
    told >= SHORT && told > letters + letters / 2
}

/// A text as linked data holds it.
struct Linked {
    markup: String,
    text: String,
}

impl Linked {
    /// Some write it as markup, some write that escaped once more, most write lines.
    fn of(body: &str) -> Self {
        let unescaped = body.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        let markup =
            [body.to_owned(), unescaped.replace("&amp;", "&")].into_iter().find(|body| is_markup(body));
        let text = markup.as_deref().map_or_else(
            || metadata::unescaped(body),
            |markup| {
                let tree = Tree::fragment(markup);
                metadata::line(&tree, Tree::ROOT)
            },
        );
        Self { markup: markup.unwrap_or_else(|| paragraphs(&text)), text }
    }
}

/// Whether a text has paragraphs or line breaks as elements.
fn is_markup(text: &str) -> bool {
    ["<p>", "<p ", "</p>", "<br>", "<br/>", "<br />", "</div>", "</h2>", "</ul>"]
        .iter()
        .any(|tag| text.contains(tag))
}

/// A text without markup as paragraphs.
fn paragraphs(body: &str) -> String {
    let parts: Vec<&str> =
        if body.contains("\n\n") { body.split("\n\n").collect() } else { body.lines().collect() };
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .map(|part| format!("<p>{}</p>", escaped(part)))
        .collect()
}

/// Where no article is found all that can be read is shown, without navigation if there is anything else.
fn whole(tree: &mut Tree, body: NodeId) -> String {
    let furniture: Vec<NodeId> =
        tree.descendants(body).filter(|node| matches!(tree.name(*node), "nav" | "footer" | "form")).collect();
    let within: usize = furniture.iter().map(|node| key(&metadata::line(tree, *node)).len()).sum();
    let has_more = key(&metadata::line(tree, body)).len() > within;
    for node in furniture {
        if has_more { tree.detach(node) } else { tree.rename(node, "div") }
    }
    tree.to_html(body)
}

/// Takes every line out of the tree that is not the article's, and every box that is left empty.
fn prune(tree: &mut Tree, found: &Lines, kept: &[bool], body: NodeId) {
    let mut needed: HashSet<NodeId> = HashSet::new();
    for (line, _) in found.all.iter().zip(kept).filter(|(_, kept)| **kept) {
        needed.insert(line.node);
        needed.extend(tree.ancestors(line.node));
    }
    let lines: HashSet<NodeId> =
        found.all.iter().zip(kept).filter(|(_, kept)| **kept).map(|(line, _)| line.node).collect();
    let units: HashSet<NodeId> =
        found.all.iter().zip(kept).filter(|(_, kept)| **kept).filter_map(|(line, _)| line.unit).collect();
    let mut waste = Vec::new();
    let mut at = tree.first_child(body);
    while let Some(node) = at {
        if lines.contains(&node) || is_rule_between(tree, node) {
            at = tree.after(node, body);
        } else if needed.contains(&node) {
            at = tree.first_child(node).or_else(|| tree.after(node, body));
        } else {
            at = tree.after(node, body);
            // A row keeps its cells, empty or not: without one, the others would stand in the wrong columns.
            let is_cell = matches!(tree.name(node), "td" | "th")
                && tree.ancestors(node).take(3).any(|above| units.contains(&above));
            if is_cell { waste.extend(tree.children(node)) } else { waste.push(node) }
        }
    }
    waste.into_iter().for_each(|node| tree.detach(node));
}

/// A break in thought between two paragraphs.
fn is_rule_between(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "hr" && tree.previous_sibling(node).is_some() && tree.next_sibling(node).is_some()
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 300;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST).collect();
    let end = head.rfind(' ').filter(|end| *end > LONGEST / 2).unwrap_or(head.len());
    str_line(&format!("{}…", &head[..end]))
}

/// What is said of a page with next to no text.
pub(super) const LITTLE: &str =
    "Very little text was found in this page; it may be a list of links, or show its text only to browsers.";

/// What is said of an article that goes on where nobody has gone.
pub(super) fn goes_on_elsewhere(next: &str) -> String {
    format!("The article goes on on another page, which is not part of this file: {next}")
}

/// What a reader should know about what was found.
fn warnings(
    tree: &Tree,
    found: &Lines,
    kept: &[bool],
    metadata: &Metadata,
    letters: usize,
    witness: Option<&Reading>,
) -> Vec<String> {
    const WALLED: usize = 2_500;
    let mut warnings: Vec<String> = tree.limits_met().map(|limit| limit.to_string()).collect();
    // A wall stands beside the text or at its end: inside of it the same words are but words.
    let end = (0..kept.len()).rev().filter(|at| kept[*at]).nth(1).unwrap_or(0);
    let speaks = || {
        found.all.iter().enumerate().any(|(at, line)| {
            (!kept[at] || at >= end) && line.measure.letters < 400 && words::speaks_of_wall(&line.text)
        })
    };
    let is_whole = witness.is_some_and(|witness| witness.len() > WALLED);
    if (metadata.is_restricted && letters < 2 * WALLED || letters < WALLED && speaks()) && !is_whole {
        warnings.push(
            "The publisher shows only the beginning of this article; the rest is for subscribers.".to_owned(),
        );
    }
    if let Some(next) = &metadata.next_page {
        warnings.push(goes_on_elsewhere(next));
    }
    if letters == 0 {
        warnings.push("No article was found in this page; all its text is shown.".to_owned());
    } else if letters < SHORT && found.all.iter().filter(|line| line.kind != Kind::Picture).count() > 20 {
        warnings.push(LITTLE.to_owned());
    }
    warnings
}

/// An extraction as one process tells it to another.
#[derive(Serialize, Deserialize)]
struct Told {
    metadata: Metadata,
    content: String,
    standfirst: Option<String>,
    base: Option<String>,
    warnings: Vec<String>,
}

impl Extraction {
    /// As JSON, for the process that asked.
    #[must_use]
    pub fn to_json(&self) -> String {
        let told = Told {
            metadata: self.metadata.clone(),
            content: self.content.uncleaned().to_owned(),
            standfirst: self.standfirst.clone(),
            base: self.base.clone(),
            warnings: self.warnings.clone(),
        };
        serde_json::to_string(&told).unwrap_or_default()
    }

    /// Back from JSON; `None` where it is none of ours.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let Told { metadata, content, standfirst, base, warnings } = serde_json::from_str(text).ok()?;
        Some(Self { metadata, content: Foreign::new(content), standfirst, base, warnings })
    }
}
