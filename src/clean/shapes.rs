//! What closed blocks become: figures, quotes, tasks and code in the one form that a document knows them in.

use std::cmp::Reverse;
use std::ops::Range;

use super::text::{cap_clusters, str_code};
use crate::news::{Block, Definition, Item, LinkId, Span, Style, Text};

/// Every trait of a style by itself.
const TRAITS: [Style; 9] = [
    Style::STRONG,
    Style::EMPHASIS,
    Style::CODE,
    Style::STRIKE,
    Style::UNDERLINE,
    Style::SUPERSCRIPT,
    Style::SUBSCRIPT,
    Style::MARK,
    Style::MATH,
];

/// A block straight inside a list belongs to the entry before it (a nested list), or is one itself.
pub(super) fn push_beside_items(items: &mut Vec<Item>, block: Block) {
    match items.last_mut() {
        Some(last) if matches!(block, Block::List { .. }) => last.blocks.push(block),
        _ => items.push(ticked(Item { blocks: vec![block], ..Item::default() })),
    }
}

/// An entry that begins with a box is a task: the box is not one of its words.
pub(super) fn ticked(mut item: Item) -> Item {
    let Some(Block::Paragraph(text)) = item.blocks.first_mut() else { return item };
    let done = match text.string.chars().next() {
        Some('☑' | '☒' | '✅') => true,
        Some('☐' | '⬜') => false,
        Some(_) | None => return item,
    };
    let length = text.string.chars().next().map_or(0, char::len_utf8);
    let rest = &text.string[length..];
    if item.checked.is_some() || !(rest.is_empty() || rest.starts_with(' ')) {
        return item;
    }
    item.checked = Some(done);
    // Blanks that do not break are the margin of the line.
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    cut_start(text, length + blank);
    if is_invisible(&text.string) {
        item.blocks.remove(0);
    }
    item
}

/// Keeps the numbers that entries tell only where they do not follow from the entry before.
pub(super) fn settle_numbers(start: Option<i64>, reversed: bool, items: &mut [Item]) {
    let step = if reversed { -1 } else { 1 };
    let mut next = start.unwrap_or_default();
    for item in items {
        item.number = item.number.filter(|&number| start.is_some() && number != next);
        next = item.number.unwrap_or(next).saturating_add(step);
    }
}

/// A text whose every letter belongs to a link.
pub(super) fn linked(text: &mut Text, link: Option<LinkId>) {
    let plain = std::mem::take(&mut text.string);
    let runs = std::mem::take(&mut text.runs);
    let whole = Text { string: plain, runs, ..Text::default() };
    for (range, style, _) in whole.stretches() {
        text.push(&whole.string[range], style, link);
    }
}

/// A citation without the dash before it.
pub(super) fn without_dash(mut text: Text) -> Text {
    let is_lead = |letter: char| matches!(letter, '—' | '–' | '―') || letter.is_whitespace();
    let rest = text.string.trim_start_matches(is_lead);
    let length = text.string.len() - rest.len();
    if length < text.string.len() {
        cut_start(&mut text, length);
    }
    text
}

/// Takes bytes from a text's start.
fn cut_start(text: &mut Text, length: usize) {
    let cut = length as u32;
    text.string.drain(..length);
    text.runs.retain_mut(|run| {
        run.end = run.end.saturating_sub(cut);
        run.end > 0
    });
    text.ruby.retain_mut(|(range, _)| {
        *range = range.start.saturating_sub(cut)..range.end.saturating_sub(cut);
        range.start < range.end
    });
    text.spans.retain_mut(|Span { range, .. }| {
        *range = range.start.saturating_sub(cut)..range.end.saturating_sub(cut);
        range.start < range.end
    });
}

pub(super) fn add_term(definitions: &mut Vec<Definition>, term: Text) {
    match definitions.last_mut() {
        Some(last) if last.blocks.is_empty() => last.terms.push(term),
        _ => definitions.push(Definition { terms: vec![term], blocks: Vec::new() }),
    }
}

/// A quote and its source, which is one where it ends the quote.
pub(super) fn quote(mut blocks: Vec<Block>, citation: Option<(usize, Text)>) -> Vec<Block> {
    let citation = match citation {
        Some((before, text)) if before < blocks.len() || blocks.is_empty() => {
            blocks.insert(before, Block::Paragraph(text));
            None
        }
        citation => citation.map(|(_, text)| text),
    };
    if blocks.is_empty() { blocks } else { vec![Block::Quote { blocks, citation }] }
}

pub(super) fn code(language: Option<String>, text: &str) -> Vec<Block> {
    let text = str_code(text);
    let text = text.trim_end().trim_start_matches('\n');
    if is_invisible(text) { Vec::new() } else { vec![Block::Code { language, text: text.to_owned() }] }
}

/// Pictures under one caption, and whatever else the figure held, in its order.
pub(super) fn figure(mut blocks: Vec<Block>, caption: Option<(usize, Text)>) -> Vec<Block> {
    let place = caption.as_ref().map_or(0, |(before, _)| *before);
    let caption = caption.map(|(_, text)| text);
    // The caption of a table that stands in a figure is the table's.
    if let [Block::Table(table)] = blocks.as_mut_slice()
        && table.caption.is_none()
    {
        table.caption = caption;
        return blocks;
    }
    let mut images = Vec::new();
    let mut before = Vec::new();
    let mut after = Vec::new();
    for (number, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Figure { images: more, caption: None } => images.extend(more),
            other if number < place => before.push(other),
            other => after.push(other),
        }
    }
    if images.is_empty() {
        before.extend(caption.map(Block::Paragraph));
    } else {
        before.push(Block::Figure { images, caption });
    }
    before.extend(after);
    before
}

/// One pictograph, perhaps with a mark that chooses its look or tone.
pub(super) fn is_emoji(alt: &str) -> bool {
    let pictograph = |letter| matches!(letter, '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}');
    alt.chars().count() <= 2 && alt.chars().next().is_some_and(pictograph)
}

/// Parts of addresses of pictures that count readers instead of being seen.
const COUNTERS: [&str; 14] = [
    "//feeds.feedburner.com/~",
    "//pixel.",
    "//stats.",
    "//b.scorecardresearch.com/",
    "//sb.scorecardresearch.com/",
    "//www.google-analytics.com/",
    "//www.facebook.com/tr?",
    "/_/stat?",
    "/track/open.php",
    "doubleclick.net/",
    "/spacer.gif",
    "/blank.gif",
    "/pixel.gif",
    "/1x1.gif",
];

/// Whether the address of a picture is one of those.
pub(super) fn counts_readers(address: &str) -> bool {
    COUNTERS.iter().any(|part| address.contains(part))
}

/// A picture too small to be seen is there to count its readers.
pub(super) fn is_beacon(size: Option<(u32, u32)>) -> bool {
    size.is_some_and(|(width, height)| width <= 2 && height <= 2)
}

pub(super) fn shared(one: Style, other: Style) -> Style {
    if one == other {
        return one;
    }
    TRAITS.into_iter().filter(|&each| one.has(each) && other.has(each)).fold(Style::PLAIN, Style::with)
}

/// Nothing but white space and characters without width.
pub(super) fn is_invisible(text: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_whitespace() || unicode_width::UnicodeWidthChar::width(letter) == Some(0))
}

/// A paragraph's text without blanks at its end and without heaps of marks.
pub(super) fn settled(mut text: Text) -> Text {
    let mut ends: Vec<u32> = text.runs.iter().map(|run| run.end).collect();
    if let Some(capped) = cap_clusters(&text.string, &mut ends) {
        text.string = capped;
        text.runs.iter_mut().zip(&ends).for_each(|(run, &end)| run.end = end);
        text.ruby.clear();
        text.spans.clear();
    }
    text.string.truncate(text.string.trim_end().len());
    let length = text.string.len() as u32;
    let mut start = 0;
    text.runs.retain_mut(|run| {
        run.end = run.end.min(length);
        let keeps = run.end > start;
        start = run.end;
        keeps
    });
    text.runs.shrink_to_fit();
    text.ruby.retain(|(range, _)| range.end <= length);
    let readings = &text.ruby;
    text.spans.retain_mut(|Span { range, .. }| {
        range.end = range.end.min(length);
        // Where readings stand above a part of it and of what is beside it, it cannot be told.
        range.start < range.end && !readings.iter().any(|(base, _)| is_crossed(base, range))
    });
    text.spans.sort_by_key(|Span { range, .. }| (range.start, Reverse(range.end)));
    text
}

/// Whether two stretches have letters in common, and each has some of its own.
fn is_crossed(one: &Range<u32>, other: &Range<u32>) -> bool {
    let meets = one.start < other.end && other.start < one.end;
    let within =
        |inner: &Range<u32>, outer: &Range<u32>| outer.start <= inner.start && inner.end <= outer.end;
    meets && !within(one, other) && !within(other, one)
}
