//! Which lines of a page are its article: two readings asked, the edges trimmed, what belongs between them restored.

use std::collections::{BTreeMap, HashSet};

use super::line::{Kind, Line, Lines};
use super::seen::shows_medium;
use super::words::{is_lead_alone, is_loose_lead, leads_elsewhere, tells_rights};
use crate::clean::metadata::{Metadata, key};
use crate::clean::tree::{NodeId, Tree};
use crate::facts;

/// What another reading found, to be looked up by lines.
pub(super) struct Reading {
    lines: HashSet<String>,
    /// Of every stretch of [`STRETCH`] bytes of its text the hash.
    stretches: HashSet<u64>,
    length: usize,
}

/// Lines of so many bytes are looked up in another reading by their stretches, for it may part its lines otherwise.
const STRETCH: usize = 24;

impl Reading {
    /// Of the lines that a reading found.
    pub(super) fn of(found: &Lines) -> Self {
        let lines: HashSet<String> =
            found.all.iter().map(|line| line.key.clone()).filter(|key| !key.is_empty()).collect();
        let whole: String = found.all.iter().map(|line| line.key.as_str()).collect();
        Self { lines, stretches: stretches(&whole).collect(), length: whole.len() }
    }

    /// Of a text without markup.
    pub(super) fn of_text(text: &str) -> Self {
        let whole = key(text);
        Self { lines: HashSet::new(), stretches: stretches(&whole).collect(), length: whole.len() }
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    fn has(&self, line: &Line) -> bool {
        !line.key.is_empty()
            && (self.lines.contains(&line.key)
                || (line.key.len() >= STRETCH
                    && stretches(&line.key).all(|stretch| self.stretches.contains(&stretch))))
    }
}

/// The hashes of all stretches of a text, each made from the one before it: the time is that of the text's length.
fn stretches(text: &str) -> impl Iterator<Item = u64> + '_ {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let bytes = text.as_bytes();
    let highest = (0..STRETCH).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0_u64;
    (0..bytes.len()).filter_map(move |at| {
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(bytes[at]) + 1);
        if at >= STRETCH {
            hash = hash.wrapping_sub(highest.wrapping_mul(u64::from(bytes[at - STRETCH]) + 1));
        }
        (at + 1 >= STRETCH).then_some(hash)
    })
}

/// What is known of the article when its lines are chosen.
pub(super) struct Known<'a> {
    pub(super) metadata: &'a Metadata,
    /// The part of the page that our own reading takes for the article.
    pub(super) own: Option<NodeId>,
    /// Whether the page names that part the article's text.
    pub(super) is_named: bool,
    /// Whether it is the page's only article, and the page mostly something else.
    pub(super) is_sole: bool,
    /// What the other reading found.
    pub(super) other: Option<&'a Reading>,
    /// The article's text as linked data has it.
    pub(super) witness: Option<&'a Reading>,
}

/// For every line, whether it is the article's.
pub(super) fn select(tree: &Tree, lines: &mut Lines, known: &Known<'_>) -> Vec<bool> {
    let seeds = seeds(tree, lines, known);
    spare(lines, &seeds);
    let lines = &*lines;
    let Some(within) = around(tree, lines, &seeds) else { return vec![false; lines.all.len()] };
    let mut kept = span(tree, lines, &seeds, within, known);
    drop_edges(tree, lines, &mut kept, known);
    drop_captions_of_nothing(tree, lines, &mut kept);
    drop_leads(tree, lines, &mut kept, known);
    drop_units(tree, lines, &mut kept);
    drop_bare_headings(lines, &mut kept);
    drop_empty_announcements(lines, &mut kept);
    kept
}

/// Between two lines that are sure, prose outweighs the names of the boxes it stands in.
fn spare(lines: &mut Lines, seeds: &[bool]) {
    let is_sure = |at: &usize| seeds[*at] && lines.all[*at].is_prose() && !lines.all[*at].is_spared;
    let (first, last) = ((0..seeds.len()).find(is_sure), (0..seeds.len()).rev().find(is_sure));
    let (Some(first), Some(last)) = (first, last) else { return };
    for line in lines.all[first..=last].iter_mut().filter(|line| line.is_spared) {
        (line.against, line.is_aside) = (0, false);
    }
}

fn is_inside(tree: &Tree, node: NodeId, within: NodeId) -> bool {
    node == within || tree.ancestors(node).any(|above| above == within)
}

/// The lines that are the article's beyond doubt: those of the better of the two readings.
fn seeds(tree: &Tree, lines: &Lines, known: &Known<'_>) -> Vec<bool> {
    let of_own = |line: &Line| {
        known.own.is_some_and(|own| is_inside(tree, line.node, own))
            && line.is_prose()
            && line.against < 2
            && !line.is_aside
    };
    let own: Vec<bool> = lines.all.iter().map(of_own).collect();
    let other: Vec<bool> = lines
        .all
        .iter()
        .map(|line| known.other.is_some_and(|other| other.has(line)) && line.kind != Kind::Picture)
        .collect();
    let prose = |flags: &[bool]| -> u64 {
        lines
            .all
            .iter()
            .zip(flags)
            .filter(|(line, flag)| **flag && line.is_prose())
            .map(|(line, _)| u64::from(line.measure.letters))
            .sum()
    };
    let both: Vec<bool> = own.iter().zip(&other).map(|(own, other)| *own && *other).collect();
    let (own_prose, other_prose, both_prose) = (prose(&own), prose(&other), prose(&both));
    if other_prose == 0 || known.is_sole {
        return own;
    }
    // The page says where its text is: what the other reading has beside it is beside it.
    if known.is_named && both_prose * 10 >= own_prose * 6 && own_prose * 3 >= other_prose {
        return own;
    }
    // The other reading took a part beside the article, or but a small part of it.
    if own_prose > 0 && both_prose * 10 < own_prose * 6 && other_prose * 10 < own_prose * 8 {
        return own;
    }
    other
}

/// The innermost part that holds nearly all of the seeds.
fn around(tree: &Tree, lines: &Lines, seeds: &[bool]) -> Option<NodeId> {
    let mut weights = vec![0_u64; tree.len()];
    let mut all = 0;
    for (line, _) in lines.all.iter().zip(seeds).filter(|(_, seed)| **seed) {
        let weight = u64::from(line.measure.letters);
        all += weight;
        weights[line.node.index()] += weight;
        tree.ancestors(line.node).for_each(|above| weights[above.index()] += weight);
    }
    if all == 0 {
        return None;
    }
    let mut at = Tree::ROOT;
    loop {
        match tree.children(at).max_by_key(|child| weights[child.index()]) {
            Some(child) if weights[child.index()] * 100 >= all * 96 && tree.first_child(child).is_some() => {
                at = child;
            }
            _ => return Some(at),
        }
    }
}

/// The seeds and what belongs to the article between and around them.
fn span(tree: &Tree, lines: &Lines, seeds: &[bool], within: NodeId, known: &Known<'_>) -> Vec<bool> {
    let inside: Vec<bool> = lines.all.iter().map(|line| is_inside(tree, line.node, within)).collect();
    let is_seed = |at: usize| seeds[at] && inside[at];
    let count = lines.all.len();
    let first = (0..count)
        .find(|at| is_seed(*at) && lines.all[*at].is_prose())
        .or_else(|| (0..count).find(|at| is_seed(*at)));
    let last = (0..count)
        .rev()
        .find(|at| is_seed(*at) && lines.all[*at].is_prose())
        .or_else(|| (0..count).rev().find(|at| is_seed(*at)));
    let (Some(first), Some(last)) = (first, last) else { return seeds.to_vec() };
    let title = key(known.metadata.title.as_deref().unwrap_or_default());
    let first = first_below_headline(lines, seeds, &title, first);
    // What stands before the first seed is looked at from the headline on.
    let headline = (0..first).rev().find(|at| !title.is_empty() && lines.all[*at].key == title);
    let start = headline.map_or_else(|| (0..first).find(|at| inside[*at]).unwrap_or(first), |at| at + 1);
    let mut kept = vec![false; count];
    for at in start..count {
        let line = &lines.all[at];
        kept[at] = match at {
            _ if is_seed(at) && line.against < 2 => true,
            _ if line.is_note => at > first,
            _ if line.against == 2 || line.is_aside => false,
            _ if at < first => {
                is_standfirst(line, known)
                    || (inside[at] && line.kind == Kind::Heading && line.key != title && line.against == 0)
                    || is_run_on(tree, lines, at, first)
                    || is_opening(tree, line, &lines.all[first], known)
            }
            _ if !inside[at] => false,
            _ if at <= last => belongs(line) || is_among(tree, lines, at) || is_reference(tree, line, known),
            _ if is_run_on(tree, lines, at, last) => true,
            _ => is_sequel(tree, line, &lines.all[last]) || is_announced(tree, lines, &kept, at, last),
        };
    }
    for at in start.min(first)..=last {
        let line = &lines.all[at];
        // The picture above a text often stands beside the box of the text.
        let is_lead = at < first && is_in_figure(tree, line.node);
        if line.kind == Kind::Picture && inside[at] || is_lead {
            kept[at] = shows(line) && !line.is_aside;
        }
    }
    kept
}

/// The first line of the article that stands below its headline, where but little of it stands above.
fn first_below_headline(lines: &Lines, seeds: &[bool], title: &str, first: usize) -> usize {
    let is_headline = |line: &Line| line.kind == Kind::Heading && !title.is_empty() && line.key == title;
    let letters = |range: std::ops::Range<usize>| -> u64 {
        range.filter(|at| seeds[*at]).map(|at| u64::from(lines.all[at].measure.letters)).sum()
    };
    let Some(headline) = (first..seeds.len()).find(|at| is_headline(&lines.all[*at])) else { return first };
    if letters(first..headline) * 10 > letters(headline..seeds.len()) {
        return first;
    }
    (headline..seeds.len()).find(|at| seeds[*at] && lines.all[*at].is_prose()).unwrap_or(first)
}

fn is_in_figure(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "figure" || tree.ancestors(node).take(3).any(|above| tree.name(above) == "figure")
}

/// Whether a picture is the article's. The boxes of players are called embeds and widgets, and are meant.
fn shows(line: &Line) -> bool {
    line.against < if line.shows_medium { 2 } else { 1 }
}

/// Between two lines of the article nearly everything is of it.
fn belongs(line: &Line) -> bool {
    let share = line.measure.link_share();
    match line.kind {
        Kind::Heading => line.against == 0,
        Kind::Text => {
            line.is_prose()
                || (line.quote.is_some() && line.against < 2 && line.measure.letters < 200)
                || (share < 0.5
                    && line.against == 0
                    && (line.is_sentence || line.shows_medium || line.measure.letters >= 20))
        }
        Kind::Item | Kind::Cell => line.against == 0,
        Kind::Caption => line.against == 0 && share < 0.8,
        Kind::Code => line.against == 0,
        Kind::Picture => shows(line),
    }
}

/// Whether a short line stands in the same box as the prose before it, and after it: verse, a remark, a name.
fn is_among(tree: &Tree, lines: &Lines, at: usize) -> bool {
    const SHORTEST: u32 = 8;
    const FARTHEST: usize = 12;
    let line = &lines.all[at];
    let parent = tree.parent(line.node);
    let is_prose_beside = |other: &&Line| tree.parent(other.node) == parent && other.is_prose();
    line.kind == Kind::Text
        && line.against == 0
        && line.measure.letters >= SHORTEST
        && line.measure.linked == 0
        && lines.all[..at].iter().rev().take(FARTHEST).any(|other| is_prose_beside(&other))
        && lines.all[at + 1..].iter().take(FARTHEST).any(|other| is_prose_beside(&other))
}

/// Whether a line is a link to another site, standing as a line of the text, or somebody's address for letters: what
/// leads on stays on its site.
fn is_reference(tree: &Tree, line: &Line, known: &Known<'_>) -> bool {
    let here = known.metadata.address.as_deref().and_then(site_of);
    let is_elsewhere = |link: NodeId| {
        let address = tree.attribute(link, "href").unwrap_or_default();
        let is_other =
            || here.as_ref().is_some_and(|here| site_of(address).is_some_and(|there| there != *here));
        address.starts_with("mailto:") || is_other()
    };
    let mut links = tree.elements(line.node, "a").take(4).peekable();
    line.kind == Kind::Text
        && tree.name(line.node) == "p"
        && line.against == 0
        && links.peek().is_some()
        && links.all(is_elsewhere)
}

/// The last two names of an address's host: `example.org`.
fn site_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("//")?;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_web = matches!(scheme, "http:" | "https:" | "");
    let mut names = host.rsplit('.').filter(|name| !name.is_empty());
    let (last, before) = (names.next()?, names.next()?);
    is_web.then(|| format!("{before}.{last}").to_ascii_lowercase())
}

/// Whether a line that is no prose by itself, for want of length or of marks, stands beside the first that is, and
/// no other reading leaves it out: not every script needs marks.
fn is_opening(tree: &Tree, line: &Line, first: &Line, known: &Known<'_>) -> bool {
    const SHORTEST: u32 = 25;
    line.kind == Kind::Text
        && line.against == 0
        && line.measure.letters >= SHORTEST
        && line.measure.linked == 0
        && tree.parent(line.node) == tree.parent(first.node)
        && known.other.is_none_or(|other| other.has(line))
}

/// Whether nothing but breaks stands between a line and one of the article: a verse is as short as what follows a text.
fn is_run_on(tree: &Tree, lines: &Lines, at: usize, sure: usize) -> bool {
    let parent = tree.parent(lines.all[sure].node);
    let is_loose = |line: &Line| line.is_loose && line.against == 0 && tree.parent(line.node) == parent;
    lines.all[at.min(sure)..=at.max(sure)].iter().all(is_loose)
}

/// A sentence or two between the headline and the text.
fn is_standfirst(line: &Line, known: &Known<'_>) -> bool {
    let excerpt = key(known.metadata.excerpt.as_deref().unwrap_or_default());
    let is_excerpt = line.key.len() > 24
        && (excerpt.starts_with(&line.key) || (!excerpt.is_empty() && line.key.starts_with(&excerpt)));
    let reads_well = matches!(line.kind, Kind::Text | Kind::Item | Kind::Heading)
        && line.measure.letters >= 40
        && line.measure.link_share() < 0.2
        && line.is_sentence
        && line.against == 0;
    is_excerpt || reads_well
}

/// The box that the text goes on in behind a line: a list, a quote or a part to be opened ends, and the text does not.
fn box_of_text(tree: &Tree, line: NodeId) -> Option<NodeId> {
    let is_of_text = |node: NodeId| {
        matches!(
            tree.name(node),
            "ul" | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "table"
                | "thead"
                | "tbody"
                | "tfoot"
                | "tr"
                | "td"
                | "th"
                | "blockquote"
                | "details"
                | "figure"
                | "pre"
        )
    };
    tree.ancestors(line).find(|above| !is_of_text(*above))
}

/// What goes on right after the last line that is sure, in the same box.
fn is_sequel(tree: &Tree, line: &Line, last: &Line) -> bool {
    if line.quote.is_some() && line.quote == last.quote {
        return true;
    }
    let parent = box_of_text(tree, last.node);
    // The boxes of players lie in each other.
    let shows_more = line.shows_medium
        && parent.is_some_and(|parent| tree.ancestors(line.node).take(3).any(|above| above == parent));
    if shows_more && line.against < 2 {
        return true;
    }
    let beside = parent.is_some()
        && (tree.parent(line.node) == parent || line.unit.is_some_and(|unit| tree.parent(unit) == parent));
    beside
        && line.against == 0
        && line.measure.link_share() < 0.3
        && (line.is_sentence || line.unit.is_some())
}

/// Whether a line is of the list that the line before it announces, in the box of the last line that is sure.
fn is_announced(tree: &Tree, lines: &Lines, kept: &[bool], at: usize, last: usize) -> bool {
    let line = &lines.all[at];
    let is_beside = line.unit.is_some_and(|unit| {
        tree.parent(unit).is_some() && tree.parent(unit) == box_of_text(tree, lines.all[last].node)
    });
    is_beside && line.against == 0 && goes_on_list(lines, kept, at)
}

/// Whether the line before one announces the list that it is of, or is of the same list.
fn goes_on_list(lines: &Lines, kept: &[bool], at: usize) -> bool {
    const SHORTEST: u32 = 10;
    const FARTHEST: usize = 20;
    let Some(unit) = lines.all[at].unit else { return false };
    let mut nearest = (0..at).rev().take(FARTHEST);
    let before = nearest.find(|before| lines.all[*before].kind != Kind::Picture);
    let announces = |line: &Line| line.measure.letters >= SHORTEST && announces(line);
    before.is_some_and(|before| {
        kept[before] && (lines.all[before].unit == Some(unit) || announces(&lines.all[before]))
    })
}

/// Whether a line says that something follows: "These are the dates:".
fn announces(line: &Line) -> bool {
    line.text.ends_with([':', '：']) && !leads_elsewhere(&line.text)
}

/// Whether a line tells a fact about the article that is shown elsewhere: its title, its author, its date, a count.
fn is_fact(line: &Line, known: &Known<'_>) -> bool {
    const LONGEST: usize = 160;
    let text = line.text.as_str();
    if line.key.is_empty() || text.len() > LONGEST {
        return false;
    }
    let metadata = known.metadata;
    let is_named = |name: &String| {
        let name = key(name);
        name.len() > 3
            && (line.key == name
                || (line.key.contains(&name) && line.key.len() < name.len() + 60 && !line.is_sentence))
    };
    let is_title = metadata.title.as_ref().is_some_and(|title| key(title) == line.key);
    let is_section = metadata
        .breadcrumb
        .iter()
        .chain(&metadata.section)
        .chain(&metadata.site_name)
        .any(|name| key(name) == line.key);
    let dated = facts::date_within(text, None).is_some() && (text.len() < 60 || !line.is_sentence);
    is_title
        || is_section
        || metadata.authors.iter().any(is_named)
        || facts::stamp(text).is_some()
        || (facts::byline(text).is_some() && text.len() < 100)
        || facts::count(text).is_some()
        || facts::minutes(text).is_some()
        || dated
}

/// Lines at both ends that are no part of the text: facts, links, calls to follow and to share.
fn drop_edges(tree: &Tree, lines: &Lines, kept: &mut [bool], known: &Known<'_>) {
    let is_witnessed = |line: &Line| known.witness.is_some_and(|witness| witness.has(line));
    let is_furniture = |line: &Line| {
        !is_witnessed(line)
            && (is_fact(line, known)
                || leads_elsewhere(&line.text) && line.measure.letters < 200
                || line.measure.link_share() > 0.6)
    };
    let tells_rights = |line: &Line| line.measure.letters < 400 && tells_rights(&line.text);
    let ends_text = |line: &Line| line.is_prose() && !is_furniture(line);
    let first = (0..kept.len()).find(|at| kept[*at] && ends_text(&lines.all[*at])).unwrap_or(0);
    // The list that the text begins with stays or goes as a whole.
    let begun = lines.all.get(first).and_then(|line| line.unit);
    let is_of_begun = |line: &Line| begun.is_some() && line.unit == begun;
    for (at, (line, kept)) in
        lines.all.iter().zip(kept.iter_mut()).enumerate().take(first).filter(|(_, (_, kept))| **kept)
    {
        if is_of_begun(line) {
            continue;
        }
        // A box of facts above the text is no part of it.
        let is_in_box = matches!(line.kind, Kind::Item | Kind::Cell) && line.measure.letters < 60;
        let is_small = (line.kind == Kind::Text && line.measure.letters < 25 || is_in_box)
            && !line.is_sentence
            && !is_run_on(tree, lines, at, first);
        *kept &= line.kind == Kind::Picture || !(is_furniture(line) || is_small);
    }
    drop_heads_of_boxes(lines, kept, first);
    let is_last = |at: &usize| kept[*at] && ends_text(&lines.all[*at]) && !tells_rights(&lines.all[*at]);
    let Some(last) = (0..kept.len()).rev().find(is_last) else { return };
    let quote = lines.all[last].quote;
    for at in last + 1..kept.len() {
        let line = &lines.all[at];
        let is_quoted = quote.is_some() && line.quote == quote;
        if !kept[at] || is_quoted || line.is_note || line.shows_medium || goes_on_list(lines, kept, at) {
            continue;
        }
        let is_small = line.kind == Kind::Text
            && line.measure.letters < 40
            && !line.is_sentence
            && !is_run_on(tree, lines, at, last);
        let is_other = is_small || tells_rights(line) || matches!(line.kind, Kind::Heading | Kind::Picture);
        kept[at] = !(is_furniture(line) || is_other);
    }
    drop_unwitnessed(lines, kept, known);
}

/// The caption of a figure above the text whose picture only a script would have put there: it would be read as the
/// text's beginning. Below the text it would be read as its end: a counter of applause is often set as a figure. Between
/// the two it is told apart, and may say more than the text.
pub(super) fn drop_captions_of_nothing(tree: &Tree, lines: &Lines, kept: &mut [bool]) {
    const FEW: u32 = 20;
    let shows = |node: NodeId| {
        matches!(
            tree.name(node),
            "img"
                | "picture"
                | "svg"
                | "canvas"
                | "math"
                | "table"
                | "pre"
                | "code"
                | "blockquote"
                | "ul"
                | "ol"
                | "dl"
        ) || shows_medium(tree, node)
    };
    let letters = |node: NodeId| lines.measures[node.index()].letters;
    let is_of_nothing = |figure: NodeId, caption: NodeId| {
        letters(figure).saturating_sub(letters(caption)) < FEW && !tree.descendants(figure).any(shows)
    };
    let is_prose = |at: &usize| kept[*at] && lines.all[*at].is_prose();
    let first = (0..kept.len()).find(is_prose).unwrap_or(0);
    let last = (0..kept.len()).rev().find(is_prose).unwrap_or(kept.len());
    let around_text = lines.all.iter().zip(kept.iter_mut()).enumerate();
    let around_text = around_text.filter(|(at, _)| *at < first || *at > last);
    for (at, (line, kept)) in around_text.filter(|(_, (line, _))| line.kind == Kind::Caption) {
        let mut above = std::iter::once(line.node).chain(tree.ancestors(line.node));
        let Some(figure) = above.find(|node| tree.name(*node) == "figure") else { continue };
        let caption = tree.children(figure).find(|child| tree.name(*child) == "figcaption");
        *kept &= match caption {
            Some(caption) => !is_of_nothing(figure, caption),
            None => at < first || letters(figure) >= FEW || tree.descendants(figure).any(shows),
        };
    }
}

/// A heading above the text whose first line was dropped headed that, not the text.
fn drop_heads_of_boxes(lines: &Lines, kept: &mut [bool], first: usize) {
    let begun = lines.all.get(first).and_then(|line| line.unit);
    for at in (1..first).rev() {
        let is_of_begun = begun.is_some() && lines.all[at].unit == begun;
        let heads_nothing = !kept[at] && !is_of_begun && lines.all[at].kind != Kind::Picture && kept[at - 1];
        if heads_nothing && lines.all[at - 1].kind == Kind::Heading {
            kept[at - 1] = false;
        }
    }
}

/// Where linked data holds the whole text, short lines at the ends that are not in it are not of it.
fn drop_unwitnessed(lines: &Lines, kept: &mut [bool], known: &Known<'_>) {
    let Some(witness) = known.witness else { return };
    let found: usize = (0..kept.len()).filter(|at| kept[*at]).map(|at| lines.all[at].key.len()).sum();
    if witness.len() * 10 < found * 6 {
        return;
    }
    let is_sure = |at: &usize| kept[*at] && witness.has(&lines.all[*at]) && lines.all[*at].key.len() > 40;
    let (Some(first), Some(last)) = ((0..kept.len()).find(is_sure), (0..kept.len()).rev().find(is_sure))
    else {
        return;
    };
    for (at, (line, kept)) in lines.all.iter().zip(kept.iter_mut()).enumerate() {
        let is_quoted = line.quote.is_some() && line.quote == lines.all[last].quote;
        let is_outside = at < first || at > last && !is_quoted && !line.is_note;
        if is_outside && matches!(line.kind, Kind::Text | Kind::Item | Kind::Heading) && !witness.has(line) {
            let is_standfirst = at < first && is_standfirst(line, known);
            *kept &= is_standfirst;
        }
    }
}

/// Lines inside the text that lead elsewhere.
fn drop_leads(tree: &Tree, lines: &Lines, kept: &mut [bool], known: &Known<'_>) {
    for (at, line) in lines
        .all
        .iter()
        .enumerate()
        .filter(|(_, line)| matches!(line.kind, Kind::Text | Kind::Heading | Kind::Item) && !line.is_note)
    {
        let share = line.measure.link_share();
        let leads = (kept[at] || line.kind == Kind::Heading)
            && leads_elsewhere(&line.text)
            && (line.kind != Kind::Heading || heads_links(tree, lines, at));
        let is_text = line.is_sentence && share == 0.0 && is_loose_lead(&line.text);
        let is_call = leads && (share > 0.3 || line.measure.letters < 30) && !is_text;
        let is_bare_link = share > 0.9
            && line.kind == Kind::Text
            && line.quote.is_none()
            && line.measure.letters < 160
            && !line.is_sentence
            && line.key.len() > 3
            && !(kept[at] && is_reference(tree, line, known));
        if is_call || is_bare_link {
            kept[at] = false;
        }
        if leads && line.kind == Kind::Heading {
            drop_what_it_heads(tree, lines, kept, at);
        }
    }
}

/// The lines under a heading: up to the next of its rank, or to prose.
fn headed<'a>(tree: &'a Tree, lines: &'a Lines, heading: usize) -> impl Iterator<Item = usize> + 'a {
    const MOST: usize = 40;
    let level = tree.name(lines.all[heading].node);
    (heading + 1..lines.all.len()).take(MOST).take_while(move |at| {
        let line = &lines.all[*at];
        let is_next = line.kind == Kind::Heading && tree.name(line.node) <= level;
        !(is_next || line.is_prose() && line.measure.link_share() < 0.3)
    })
}

/// Whether what stands under a heading is mostly links; under one that is a lead and nothing else, nothing but prose
/// speaks against that.
fn heads_links(tree: &Tree, lines: &Lines, heading: usize) -> bool {
    let (mut letters, mut linked) = (0, 0);
    for at in headed(tree, lines, heading) {
        letters += lines.all[at].measure.letters;
        linked += lines.all[at].measure.linked;
    }
    if letters == 0 {
        return is_lead_alone(&lines.all[heading].text) || lines.all[heading].measure.link_share() > 0.3;
    }
    linked * 2 > letters
}

/// A heading such as "Related stories" goes with the links under it.
fn drop_what_it_heads(tree: &Tree, lines: &Lines, kept: &mut [bool], heading: usize) {
    headed(tree, lines, heading).for_each(|at| kept[at] = false);
}

/// Lists and tables stay or go as a whole; those that are nothing but links go.
fn drop_units(tree: &Tree, lines: &Lines, kept: &mut [bool]) {
    let mut units: BTreeMap<NodeId, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.all.iter().enumerate() {
        if let Some(unit) = line.unit {
            units.entry(unit).or_default().push(at);
        }
    }
    for (unit, own) in units {
        let sum = |of: &dyn Fn(usize) -> u32| own.iter().map(|at| of(*at)).sum::<u32>();
        let letters = sum(&|at| lines.all[at].measure.letters);
        let linked = sum(&|at| lines.all[at].measure.linked);
        let kept_letters = sum(&|at| if kept[at] { lines.all[at].measure.letters } else { 0 });
        // What is said beside the links makes it a text.
        let speaks = own.iter().any(|at| kept[*at] && lines.all[*at].measure.unlinked() >= 20);
        let is_of_links = tree.name(unit) != "table"
            && linked * 10 > letters * if speaks { 9 } else { 7 }
            && !lines.all[own[0]].is_note
            && !is_introduced(lines, kept, own[0]);
        let is_wanted = letters > 0 || own.iter().any(|at| kept[*at]);
        let keeps = is_wanted && kept_letters * 2 >= letters && !is_of_links;
        own.into_iter().for_each(|at| kept[at] = keeps && lines.all[at].against < 2);
    }
}

/// Whether the line before a list announces it, as "these are:" does.
fn is_introduced(lines: &Lines, kept: &[bool], list: usize) -> bool {
    let before = (0..list).rev().find(|at| lines.all[*at].kind != Kind::Picture);
    before.is_some_and(|at| kept[at] && announces(&lines.all[at]))
}

/// A heading under which nothing is left goes too.
fn drop_bare_headings(lines: &Lines, kept: &mut [bool]) {
    let mut holds = false;
    for at in (0..kept.len()).rev().filter(|at| kept[*at]).collect::<Vec<_>>() {
        match lines.all[at].kind {
            Kind::Heading => kept[at] = holds,
            Kind::Picture | Kind::Caption => (),
            Kind::Text | Kind::Item | Kind::Cell | Kind::Code => holds = true,
        }
    }
}

/// At the end of a text, lines that announce what did not stay.
fn drop_empty_announcements(lines: &Lines, kept: &mut [bool]) {
    const LONGEST: u32 = 80;
    let mut is_cut = false;
    for at in (0..kept.len()).rev() {
        let line = &lines.all[at];
        if !kept[at] {
            is_cut |= !line.is_aside && line.against < 2;
        } else if is_cut && announces(line) && line.measure.letters < LONGEST {
            kept[at] = false;
        } else {
            return;
        }
    }
}
