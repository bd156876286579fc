//! What readers see above and below a headline: "By NAME", "Published 3 December 2025", "697 Views", "5 min read".

use super::claim::{Claims, Field, Source};
use super::marks::{broken, line};
use super::region::Regions;
use crate::clean::tree::{NodeId, Tree};
use crate::facts::{self, Counted, Order, Role};

/// Lines looked at: before the headline, and after it.
const BEFORE: usize = 6;
const AFTER: usize = 24;

/// So many lines are read whatever they say.
const MANY: usize = 500;

/// Longer lines are prose.
const LONGEST: usize = 240;

/// Reads the lines around a headline, and the byline at the very end of a text.
pub(super) fn read(tree: &Tree, regions: &Regions, headline: Option<NodeId>, claims: &mut Claims) {
    let lines = lines(tree, regions);
    let at = headline.and_then(|headline| {
        lines
            .iter()
            .position(|line| *line == headline || tree.ancestors(*line).any(|above| above == headline))
    });
    let start = at.map_or(0, |at| at.saturating_sub(BEFORE));
    let end = at.map_or(BEFORE + AFTER, |at| at + AFTER).min(lines.len());
    // What stands below a headline is more surely about it than what stands above.
    let (above, below) = lines[start.min(end)..end].split_at(at.map_or(0, |at| at - start));
    for node in below.iter().chain(above) {
        let lines = broken(tree, *node);
        lines.iter().filter(|line| !is_word_of_link(tree, *node, line)).for_each(|line| tell(line, claims));
    }
    labelled(tree, claims);
    labelled_in_bold(tree, claims);
    // Far from the headline only what says by itself that it is the date of the article is heard.
    for (place, node) in lines.iter().take(start.min(end)).chain(&lines[end..]).enumerate() {
        let text = line(tree, *node);
        // On a page of very many lines those that name no day are not asked for one.
        if place >= MANY && !text.contains(char::is_numeric) {
            continue;
        }
        let stamp = if text.len() < 80 { facts::stamp(&text) } else { None };
        match stamp.map(|stamp| stamp.role) {
            Some(Role::Published) => claims.add(Field::Published, Source::Guess, &text),
            Some(Role::Updated) => claims.add(Field::Updated, Source::Guess, &text),
            Some(Role::Unsaid) => (),
            None => signed(&text, claims),
        }
    }
    for node in lines.iter().rev().take(12) {
        let text = line(tree, *node);
        if let Some(names) = facts::byline_before_date(&text) {
            claims.add(Field::Author, Source::Guess, &names);
        }
    }
}

/// Whether a line is a link that only happens to read as a day: German "hier" is "here", French "hier" yesterday.
fn is_word_of_link(tree: &Tree, node: NodeId, line: &str) -> bool {
    tree.name(node) == "a" && !line.contains(char::is_numeric) && facts::stamp(line).is_some()
}

/// Rows of a list of facts: "Date" and "12.01.2017", wherever that stands.
fn labelled(tree: &Tree, claims: &mut Claims) {
    const MOST: usize = 60;
    for term in tree.elements(Tree::ROOT, "dt").take(MOST) {
        let after = std::iter::successors(tree.next_sibling(term), |node| tree.next_sibling(*node));
        let Some(told) = after.into_iter().find(|node| tree.name(*node) == "dd") else { continue };
        let row = format!("{}: {}", line(tree, term).trim_end_matches(':'), line(tree, told));
        let role = if row.len() < 100 { facts::stamp(&row).map(|stamp| stamp.role) } else { None };
        match role {
            Some(Role::Published) => claims.add(Field::Published, Source::Guess, &row),
            Some(Role::Updated) => claims.add(Field::Updated, Source::Guess, &row),
            Some(Role::Unsaid) | None => (),
        }
    }
}

/// Rows of facts that begin with their label in bold: "**Author** Jane Doe", "**Date** 12.01.2017".
fn labelled_in_bold(tree: &Tree, claims: &mut Claims) {
    const MOST: usize = 200;
    const LONGEST_LABEL: usize = 20;
    const LONGEST_ROW: usize = 100;
    for bold in ["strong", "b"].into_iter().flat_map(|name| tree.elements(Tree::ROOT, name).take(MOST)) {
        let Some(row) = tree.parent(bold).filter(|row| matches!(tree.name(*row), "li" | "p" | "div" | "td"))
        else {
            continue;
        };
        let is_blank = |node: &NodeId| tree.text(*node).is_some_and(|text| text.trim().is_empty());
        if tree.children(row).find(|child| !is_blank(child)) != Some(bold) {
            continue;
        }
        let label = line(tree, bold);
        let whole = line(tree, row);
        let told = whole.strip_prefix(label.as_str()).unwrap_or_default().trim_start_matches([':', ' ']);
        if label.len() > LONGEST_LABEL || told.is_empty() || whole.len() > LONGEST_ROW {
            continue;
        }
        let row = format!("{}: {told}", label.trim_end_matches([':', ' ']));
        if let Some(names) = facts::byline(&row).filter(|_| facts::looks_like_name(told)) {
            claims.add(Field::Author, Source::Visible, &names);
        } else if facts::stamp(&row).is_some_and(|stamp| stamp.role == Role::Published) {
            claims.add(Field::Published, Source::Guess, &row);
        }
    }
}

/// "By NAME on DATE", below a text.
fn signed(text: &str, claims: &mut Claims) {
    const LONGEST: usize = 160;
    let digit = text.find(|letter: char| letter.is_ascii_digit()).filter(|_| text.len() < LONGEST);
    let Some((who, when)) = digit.map(|digit| text.split_at(digit)) else { return };
    let names = signer(who);
    // Which of two numbers is the day is decided where all that is known of the page is.
    let is_dated = |text: &&str| facts::date_within(text, Some(Order::DayFirst)).is_some();
    let date = [when, text].into_iter().find(is_dated);
    if let (Some(names), Some(date)) = (names, date) {
        claims.add(Field::Author, Source::Guess, &names);
        claims.add(Field::Published, Source::Guess, date);
    }
}

/// The names before a date; the last word between them may be a preposition or a month.
fn signer(who: &str) -> Option<String> {
    let who = who.trim_end();
    let without_last = who.rsplit_once(' ').map_or(who, |(names, _)| names);
    let is_name = |names: &String| facts::looks_like_name(names);
    let short = || facts::byline_before_date(without_last);
    facts::byline_before_date(who).filter(is_name).or_else(short).or_else(|| facts::byline_before_date(who))
}

/// The innermost elements that hold text: what stands on lines of its own.
fn lines(tree: &Tree, regions: &Regions) -> Vec<NodeId> {
    const MOST: usize = 5_000;
    let is_box = |node: NodeId| {
        matches!(
            tree.name(node),
            "p" | "cite"
                | "div"
                | "li"
                | "span"
                | "time"
                | "address"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "td"
                | "dd"
                | "dt"
                | "header"
                | "section"
                | "small"
                | "figcaption"
                | "a"
                | "ul"
                | "em"
                | "strong"
                | "b"
                | "i"
        )
    };
    let is_block = |node: NodeId| {
        matches!(
            tree.name(node),
            "p" | "div"
                | "li"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "td"
                | "section"
                | "ul"
                | "header"
                | "table"
                | "article"
        )
    };
    let has_own_text = |node: NodeId| {
        tree.children(node).any(|child| tree.text(child).is_some_and(|text| !text.trim().is_empty()))
    };
    let Some(body) = tree.first("body") else { return Vec::new() };
    tree.descendants(body)
        .filter(|node| is_box(*node) && !regions.is_aside(*node))
        .filter(|node| {
            let holds_blocks = tree.children(*node).any(is_block);
            has_own_text(*node) && !holds_blocks
                || (is_block(*node) && !holds_blocks && tree.children(*node).count() > 1)
        })
        .take(MOST)
        .collect()
}

/// What parts one fact from the next on a line, the strongest first.
const SEPARATORS: &[&[&str]] = &[&["·", "•", "●"], &["|"], &[" — ", " – ", " - "], &["/"]];

/// The facts of one line, or of its parts between bars and dots.
fn tell(text: &str, claims: &mut Claims) {
    if text.len() > LONGEST
        || text.len() < 3
        || tell_whole(text, claims)
        || tell_parts(text, SEPARATORS, claims)
    {
        return;
    }
    if facts::date_within(text, None).is_some() {
        // "文・NAME 2025年10月11日": nothing parts the one from the other but the digits.
        let digit = text.find(|letter: char| letter.is_numeric()).unwrap_or(0);
        let names = signer(&text[..digit]);
        names.iter().for_each(|names| claims.add(Field::Author, Source::Visible, names));
        if text.len() < 100 {
            claims.add(Field::Published, Source::Guess, text);
        }
    }
}

/// Whether any part of a line tells a fact.
fn tell_parts(text: &str, separators: &[&[&str]], claims: &mut Claims) -> bool {
    const MOST: usize = 8;
    let Some((first, weaker)) = separators.split_first() else { return false };
    let mut parts = vec![text];
    for separator in *first {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    if parts.len() > MOST {
        return false;
    }
    let is_whole = parts.len() == 1;
    let mut tells = false;
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        tells |= (!is_whole && tell_whole(part, claims)) || tell_parts(part, weaker, claims);
    }
    tells
}

fn tell_whole(text: &str, claims: &mut Claims) -> bool {
    if let Some(minutes) = facts::minutes(text) {
        claims.add(Field::Minutes, Source::Visible, &minutes.to_string());
    } else if let Some(count) = facts::count(text) {
        match count.counted {
            Counted::Views => claims.add(Field::Views, Source::Visible, &count.number.to_string()),
            Counted::Comments => claims.add(Field::Comments, Source::Visible, &count.number.to_string()),
            Counted::Shares => (),
        }
    } else if let Some(stamp) = facts::stamp(text) {
        match stamp.role {
            Role::Published => claims.add(Field::Published, Source::Visible, text),
            Role::Updated => claims.add(Field::Updated, Source::Visible, text),
            Role::Unsaid => claims.add(Field::Published, Source::Guess, text),
        }
    } else if let Some((one, other)) = two_facts(text) {
        tell_whole(one, claims);
        tell_whole(other, claims);
    } else if let Some(names) =
        facts::byline_before_date(text).filter(|_| facts::date_within(text, None).is_none())
    {
        claims.add(Field::Author, Source::Visible, &names);
    } else {
        return false;
    }
    true
}

/// Parts a line where a second fact begins, whatever stands between: "Published 3 May, updated 4 May", "By Jane Doe
/// Updated 4 May", "3 May by Jane Doe".
fn two_facts(text: &str) -> Option<(&str, &str)> {
    let ends = |letter: char| letter.is_whitespace() || ".,;:|/-–—·•●()[]".contains(letter);
    let cut = |(at, _): (usize, &str)| {
        let (one, other) = (text[..at].trim_end_matches(ends), text[at..].trim_matches(ends));
        let (before, after) = (facts::stamp(one), facts::stamp(other));
        let is_dated = after.is_some_and(|stamp| stamp.role != Role::Unsaid);
        let is_signed = || {
            (before.is_some() && facts::byline_before_date(other).is_some())
                || (after.is_some() && facts::byline_before_date(one).is_some())
        };
        (!one.is_empty() && !other.is_empty() && (is_dated || is_signed())).then_some((one, other))
    };
    text.match_indices(ends).find_map(cut)
}
