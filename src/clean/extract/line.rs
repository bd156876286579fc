//! A page as the lines it is read in: the innermost blocks, in order, each with what it is and what it holds.

use super::measure::{Measure, is_block, measure};
use super::seen::{Seen, is_post, is_unseen, shows_medium, shows_something};
use super::words::{is_of_talk, is_of_trade, speaks_against};
use crate::clean::metadata::{Regions, is_anchor, is_note, key, seen};
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Step, Tree};

/// What kind of line it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Running text.
    Text,
    /// A heading.
    Heading,
    /// In a list.
    Item,
    /// In a table of facts.
    Cell,
    /// Under a picture.
    Caption,
    /// Text whose blanks count.
    Code,
    /// No text, but a picture, a formula, a player.
    Picture,
}

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) node: NodeId,
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Its letters and digits, small.
    pub(super) key: String,
    pub(super) measure: Measure,
    /// The list or table it belongs to, where that is kept or dropped as a whole.
    pub(super) unit: Option<NodeId>,
    /// Whether it stands in a part that is about something else.
    pub(super) is_aside: bool,
    /// How loudly the names around it speak against it.
    pub(super) against: u8,
    /// Whether it ends as sentences do.
    pub(super) is_sentence: bool,
    /// Whether it holds a formula, a player, a frame.
    pub(super) shows_medium: bool,
    /// The quote it stands in, and may name the source of.
    pub(super) quote: Option<NodeId>,
    /// Whether nothing but names speaks against it, and what they name reads as prose.
    pub(super) is_spared: bool,
    /// Whether it is of a note on the text.
    pub(super) is_note: bool,
    /// Whether it stands in no block of its own: nothing but breaks part it from the lines beside it.
    pub(super) is_loose: bool,
}

impl Line {
    /// Running text of some length.
    pub(super) fn is_prose(&self) -> bool {
        let long = self.measure.letters >= 80 || (self.measure.letters >= 40 && self.measure.marks > 0);
        long && self.measure.linked * 3 < self.measure.letters
            && matches!(self.kind, Kind::Text | Kind::Item | Kind::Code)
    }
}

/// A page laid out for reading.
pub(super) struct Lines {
    pub(super) all: Vec<Line>,
    pub(super) measures: Vec<Measure>,
    /// Whether the page has more lines than are looked at.
    pub(super) is_cut: bool,
}

/// Lines of a page, and bytes of a line, that are looked at.
const MOST_LINES: usize = 20_000;
const LONGEST: usize = 64 * 1024;

/// The lines of a page. The tree is changed: what stands loose between blocks is put into paragraphs.
pub(super) fn lines(tree: &mut Tree) -> Lines {
    let own = tree.len();
    wrap_loose_text(tree);
    let regions = Regions::of(tree);
    let measures = measure(tree, Some(&regions));
    let total = measures[Tree::ROOT.index()].prose.max(1);
    let mut all = Vec::new();
    let mut within = vec![Place::default()];
    let mut walk = Seen::of(tree);
    while let Some(step) = walk.next() {
        let Step::Enter(node) = step else {
            within.pop();
            continue;
        };
        let place = within.last().copied().unwrap_or_default().inside(tree, node, &regions, &measures, total);
        let Some(line) = leaf(tree, node, &measures) else {
            within.push(place);
            continue;
        };
        if all.len() == MOST_LINES {
            return Lines { all, measures, is_cut: true };
        }
        let Place { against, is_aside, unit, quote, is_note, .. } = place;
        let is_spared = place.is_spared == Some(true);
        let is_loose = line.node.index() >= own;
        all.push(Line { against, is_aside, unit, quote, is_spared, is_note, is_loose, ..line });
        walk.pass(node);
    }
    name_captions(tree, &mut all);
    Lines { all, measures, is_cut: false }
}

/// What says the same as the description of the picture before it is that picture's caption, whatever box it is in.
fn name_captions(tree: &Tree, all: &mut [Line]) {
    const SHORTEST: usize = 8;
    // A credit may follow what is described.
    let says_so = |line: &str, alt: &str| {
        line == alt || (alt.len() >= 3 * SHORTEST && line.starts_with(alt) && line.len() < 2 * alt.len())
    };
    let mut described: Vec<String> = Vec::new();
    for line in all {
        match line.kind {
            Kind::Picture => described = descriptions(tree, line.node),
            Kind::Text if described.iter().any(|alt| alt.len() >= SHORTEST && says_so(&line.key, alt)) => {
                line.kind = Kind::Caption;
            }
            _ => described.clear(),
        }
    }
}

/// What the pictures on a line are described as.
fn descriptions(tree: &Tree, line: NodeId) -> Vec<String> {
    const MOST: usize = 4;
    let images = std::iter::once(line).chain(tree.descendants(line)).filter(|each| tree.name(*each) == "img");
    images.take(MOST).filter_map(|image| tree.attribute(image, "alt")).map(key).collect()
}

/// What the boxes around a line say of it.
#[derive(Clone, Copy, Default)]
struct Place {
    against: u8,
    is_aside: bool,
    unit: Option<NodeId>,
    quote: Option<NodeId>,
    /// Whether the outermost box that anything speaks against reads as prose.
    is_spared: Option<bool>,
    is_note: bool,
}

impl Place {
    /// What is said of what stands in a node that stands here.
    fn inside(self, tree: &Tree, node: NodeId, regions: &Regions, measures: &[Measure], total: u32) -> Self {
        let measure = measures[node.index()];
        let unit = self.unit.or_else(|| is_unit(tree, node).then_some(node));
        if self.quote.is_some() && names_source(tree, node) {
            return Self { unit, ..self };
        }
        if self.is_note || is_note(tree, node) {
            return Self { unit, is_note: true, ..Self::default() };
        }
        let is_quote = tree.name(node) == "blockquote"
            && u64::from(measure.letters) * 2 < u64::from(measures[Tree::ROOT.index()].letters);
        // Readers may say more than the article does: that makes theirs no part of it.
        let says_talk = |name: &str| {
            let told = tree.attribute(node, name).filter(|_| name != "id" || !is_anchor(tree, node));
            told.is_some_and(is_of_talk)
        };
        let is_talk = || says_talk("class") || says_talk("id");
        let voice = if regions.is_aside(node) && is_talk() { 2 } else { voice(tree, node, measure, total) };
        // Whoever names the source of a quote makes it no part beside it.
        let is_aside = regions.is_aside(node) && (self.is_aside || self.quote.is_none());
        let is_accused = voice == 2 || is_aside;
        let is_spared = match self.is_spared {
            None | Some(true) if is_accused && (voice == 2 || !self.is_aside) => {
                Some(reads_as_prose(tree, node, measure))
            }
            told => told,
        };
        Self {
            against: self.against.max(voice),
            is_aside,
            unit,
            quote: self.quote.or(is_quote.then_some(node)),
            is_spared,
            is_note: false,
        }
    }
}

/// Whether an element in a quote is there to say whose words they are.
fn names_source(tree: &Tree, node: NodeId) -> bool {
    const SOURCES: &[&str] = &["author", "byline", "cite", "citation", "source", "attribution"];
    matches!(tree.name(node), "footer" | "cite" | "figcaption")
        || tree.classes(node).any(|class| SOURCES.iter().any(|source| class.eq_ignore_ascii_case(source)))
}

/// Whether a part that names speak against is running text all the same: sections are called after what they are
/// about, and that may be navigation at sea.
fn reads_as_prose(tree: &Tree, node: NodeId, measure: Measure) -> bool {
    const SHORTEST: u32 = 40;
    let is_part_beside = matches!(tree.name(node), "nav" | "footer" | "form" | "aside" | "address")
        || matches!(
            tree.attribute(node, "role"),
            Some("navigation" | "complementary" | "contentinfo" | "search" | "dialog" | "alert")
        );
    let is_sold = ["class", "id", "data-component"]
        .iter()
        .filter(|name| **name != "id" || !is_anchor(tree, node))
        .any(|name| is_of_trade(tree.attribute(node, name).unwrap_or_default()));
    let asks = || {
        tree.descendants(node).any(|each| matches!(tree.name(each), "form" | "input" | "button" | "textarea"))
    };
    !is_part_beside
        && !is_sold
        && measure.letters >= SHORTEST
        && measure.marks > 0
        && measure.linked * 5 < measure.letters
        && !asks()
}

/// How loudly an element's names speak against it: not at all where it holds too much of the page.
fn voice(tree: &Tree, node: NodeId, measure: Measure, total: u32) -> u8 {
    if matches!(tree.name(node), "html" | "body" | "main" | "article" | "") {
        return 0;
    }
    let is_bare = tree.attributes(node).next().is_none();
    if is_bare && !matches!(tree.name(node), "nav" | "footer" | "form" | "aside" | "address") {
        return 0;
    }
    let names = ["class", "id", "data-component", "role", "aria-label"]
        .map(|name| tree.attribute(node, name).filter(|_| name != "id" || !is_anchor(tree, node)))
        .map(Option::unwrap_or_default);
    let by_name = names.iter().map(|name| speaks_against(name)).max().unwrap_or(0);
    let by_element = match tree.name(node) {
        "nav" | "footer" | "form" => 2,
        "aside" => 2,
        "address" => 1,
        _ => 0,
    };
    let hundredths = u64::from(measure.prose) * 100 / u64::from(total);
    match by_name.max(by_element) {
        2 if hundredths < 30 => 2,
        1.. if hundredths < 8 => by_name.max(by_element),
        _ => 0,
    }
}

/// Lists and tables of facts are kept or dropped as a whole.
fn is_unit(tree: &Tree, node: NodeId) -> bool {
    match tree.name(node) {
        "ul" | "ol" | "dl" => true,
        "table" => is_of_facts(tree, node),
        _ => false,
    }
}

/// A table of facts has headers or a caption, or cells in rows; one for the layout has long texts or few cells.
fn is_of_facts(tree: &Tree, table: NodeId) -> bool {
    let count = |name: &'static str| tree.elements(table, name).take(500).count();
    if matches!(tree.attribute(table, "role"), Some("presentation" | "none")) || count("table") > 0 {
        return false;
    }
    let blocks = tree
        .descendants(table)
        .take(4_000)
        .filter(|node| matches!(tree.name(*node), "p" | "div" | "h1" | "h2" | "h3" | "ul" | "blockquote"))
        .count();
    let (rows, cells) = (count("tr"), count("td") + count("th"));
    (count("th") > 0 || count("caption") > 0 || (rows >= 2 && cells >= rows * 2)) && blocks <= cells
}

/// The line that a node is, where it is an innermost block with something to see.
fn leaf(tree: &Tree, node: NodeId, measures: &[Measure]) -> Option<Line> {
    let name = tree.name(node);
    let measure = measures[node.index()];
    let is_whole = || is_bare_post(tree, node, measure) || !holds_blocks(tree, node);
    if !is_block(name) || matches!(name, "html" | "body" | "hr") || !is_whole() {
        return None;
    }
    let measure = leaf_measure(tree, node, measures);
    if measure.letters == 0 && !shows_something(tree, node) {
        return None;
    }
    let text = if measure.letters == 0 { String::new() } else { seen(tree, node, LONGEST) };
    let kind = kind(tree, node, name, measures);
    let quotes = ['"', '”', '’', '»', ')', '」', '』', '\'', ']'];
    let end = text.trim_end().trim_end_matches(quotes);
    let is_sentence = end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':', '：']);
    let key = key(&text);
    Some(Line {
        node,
        kind,
        key,
        text: str_line(&text),
        measure,
        unit: None,
        is_aside: false,
        against: 0,
        is_sentence,
        shows_medium: shows_medium(tree, node),
        quote: None,
        is_spared: false,
        is_note: false,
        is_loose: false,
    })
}

/// What a line holds: of a bare post nothing, as what it holds is but its address.
fn leaf_measure(tree: &Tree, node: NodeId, measures: &[Measure]) -> Measure {
    let measure = measures[node.index()];
    if is_bare_post(tree, node, measure) { Measure::default() } else { measure }
}

fn kind(tree: &Tree, node: NodeId, name: &str, measures: &[Measure]) -> Kind {
    let letters = leaf_measure(tree, node, measures).letters;
    let inside = |names: &[&str]| {
        names.contains(&name) || tree.ancestors(node).take(4).any(|above| names.contains(&tree.name(above)))
    };
    match name {
        _ if letters == 0 => Kind::Picture,
        // Longer ones are a text that somebody made large.
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" if letters < 300 => Kind::Heading,
        "figcaption" | "caption" => Kind::Caption,
        "pre" => Kind::Code,
        _ if inside(&["figcaption", "figure"])
            || is_named_caption(tree, node)
            || is_of_medium(tree, node, measures) =>
        {
            Kind::Caption
        }
        "td" | "th" => Kind::Cell,
        _ if inside(&["li", "dt", "dd"]) => Kind::Item,
        _ => Kind::Text,
    }
}

/// Many pages put what a picture shows into a box of their own, or beside it in the picture's.
fn is_named_caption(tree: &Tree, node: NodeId) -> bool {
    const CAPTIONS: &[&str] = &["caption", "photo-credit", "image-credit", "cutline", "legende"];
    const PICTURES: &[&str] = &["foto", "photo", "picture", "image", "img"];
    let is_frame = |node: NodeId| !matches!(tree.name(node), "body" | "article" | "main" | "section");
    let says = |node: NodeId, words: &[&str]| {
        tree.classes(node).any(|class| {
            let class = class.to_ascii_lowercase();
            words.iter().any(|word| class.contains(word))
        })
    };
    let parent = tree.parent(node).filter(|parent| is_frame(*parent));
    let is_beside_picture = parent.is_some_and(|parent| {
        says(parent, PICTURES)
            && tree.children(parent).any(|child| is_picture(tree, child))
            && tree.children(parent).take(7).count() <= 6
    });
    is_beside_picture
        || says(node, CAPTIONS)
        || tree.ancestors(node).take(2).any(|above| is_frame(above) && says(above, CAPTIONS))
}

/// Whether an element is a picture, or a thin box around one.
fn is_picture(tree: &Tree, node: NodeId) -> bool {
    const THIN: usize = 4;
    tree.name(node) == "img" || tree.descendants(node).take(THIN).any(|each| tree.name(each) == "img")
}

/// Whether a line stands in a small part of the page that microdata calls a picture or a recording.
fn is_of_medium(tree: &Tree, node: NodeId, measures: &[Measure]) -> bool {
    const MEDIA: &[&str] = &["ImageObject", "VideoObject", "AudioObject", "MediaObject"];
    const HIGHEST: usize = 6;
    let all = measures[Tree::ROOT.index()].letters;
    let is_medium = |above: NodeId| {
        let kind = tree.attribute(above, "itemtype").unwrap_or_default();
        let kind = kind.trim().rsplit('/').next().unwrap_or_default();
        MEDIA.contains(&kind) && measures[above.index()].letters.saturating_mul(4) < all
    };
    tree.ancestors(node).take(HIGHEST).any(is_medium)
}

fn holds_blocks(tree: &Tree, node: NodeId) -> bool {
    let mut step = Some(Step::Enter(node));
    while let Some(at) = step {
        step = tree.step(at, node);
        let Step::Enter(each) = at else { continue };
        if each != node && is_block(tree.name(each)) {
            return true;
        }
        // What is there for those whose browser cannot show the rest is no line of the page.
        if matches!(tree.name(each), "object" | "iframe" | "video" | "audio") {
            step = tree.step(Step::Leave(each), node);
        }
    }
    false
}

/// A post of another site of which the page holds little more than the address.
fn is_bare_post(tree: &Tree, node: NodeId, measure: Measure) -> bool {
    is_post(tree, node) && measure.prose == 0
}

/// Puts text that stands beside blocks, or between two breaks in a row, into paragraphs of its own.
fn wrap_loose_text(tree: &mut Tree) {
    let mut block_inside = vec![false; tree.len()];
    let nodes: Vec<NodeId> = tree.descendants(Tree::ROOT).collect();
    for node in nodes.iter().rev() {
        let Some(parent) = tree.parent(*node) else { continue };
        block_inside[parent.index()] |= is_block(tree.name(*node)) || block_inside[node.index()];
    }
    for node in nodes {
        let name = tree.name(node);
        let holds = block_inside[node.index()];
        let is_box = (is_block(name) || holds && tree.is_element(node))
            && !matches!(
                name,
                "html"
                    | "head"
                    | "table"
                    | "tbody"
                    | "thead"
                    | "tfoot"
                    | "tr"
                    | "ul"
                    | "ol"
                    | "dl"
                    | "pre"
                    | "form"
            );
        if is_box && (holds || has_double_break(tree, node)) {
            wrap_runs(tree, node, &block_inside);
        }
    }
}

fn has_double_break(tree: &Tree, node: NodeId) -> bool {
    let mut breaks = 0;
    tree.children(node).any(|child| {
        match (tree.name(child), tree.text(child)) {
            ("br", _) => breaks += 1,
            (_, Some(text)) if text.trim().is_empty() => (),
            _ => breaks = 0,
        }
        breaks >= 2
    })
}

fn wrap_runs(tree: &mut Tree, node: NodeId, block_inside: &[bool]) {
    let children: Vec<NodeId> = tree.children(node).collect();
    let mut run: Vec<NodeId> = Vec::new();
    let mut breaks = 0;
    for child in children {
        let is_shown_whole = is_unseen(tree, child) && shows_something(tree, child);
        let is_block = !is_shown_whole
            && (is_block(tree.name(child))
                || block_inside.get(child.index()).copied().unwrap_or(false)
                || is_unseen(tree, child));
        let is_blank = tree.text(child).is_some_and(|text| text.trim().is_empty());
        breaks = match tree.name(child) {
            "br" => breaks + 1,
            _ if is_blank => breaks,
            _ => 0,
        };
        if is_block || breaks >= 2 {
            wrap(tree, &std::mem::take(&mut run), child);
        } else if !(is_blank && run.is_empty()) {
            run.push(child);
        }
    }
    if !run.is_empty() {
        // Put behind the last one first, so that there is a place to wrap it at.
        let mark = tree.new_text("");
        tree.append(node, mark);
        wrap(tree, &run, mark);
    }
}

/// Puts a run of nodes into a paragraph before another node.
fn wrap(tree: &mut Tree, run: &[NodeId], before: NodeId) {
    let has_text = run.iter().any(|node| {
        tree.text(*node).is_some_and(|text| !text.trim().is_empty())
            || tree.first_child(*node).is_some()
            || shows_something(tree, *node)
    });
    if !has_text {
        return;
    }
    // A source that ends a quote is no paragraph of it.
    let is_source = |node: NodeId| {
        tree.name(node) == "cite" || tree.text(node).is_some_and(|text| text.trim().is_empty())
    };
    let is_cited = tree.parent(before).is_some_and(|parent| tree.name(parent) == "blockquote");
    let name = if is_cited && run.iter().all(|node| is_source(*node)) { "footer" } else { "p" };
    let paragraph = tree.new_element(name);
    tree.insert_before(before, paragraph);
    run.iter().for_each(|node| tree.append(paragraph, *node));
}
