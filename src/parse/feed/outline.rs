//! Lists of subscriptions: OPML of every version, however broken, and the list that newsboat keeps.
//!
//! Nothing is judged here: that a line would run a program is seen where it is cleaned.

use super::entity::Entities;
use super::token::{Token, Tokens, attributes};
use crate::news::{Foreign, OutlineFeed, ParsedOutline};
use crate::parse::decode::decode_feed;

/// How deep folders stand in each other; those deeper are taken for the last one.
const DEPTH: usize = 32;

/// How many feeds are taken.
const FEEDS: usize = 50_000;

/// Reads an outline (OPML 1.0, 1.1, 2.0).
#[must_use]
pub fn outline(bytes: &[u8]) -> ParsedOutline {
    let decoded = decode_feed(bytes, None);
    let mut outline = ParsedOutline { complaints: decoded.complaints, ..ParsedOutline::default() };
    let entities = Entities::default();
    // Of each outline that is open: its name, where it is a folder.
    let mut open: Vec<Option<Foreign>> = Vec::new();
    let mut has_root = false;
    for token in Tokens::new(&decoded.text) {
        match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("opml") => has_root = true,
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("outline") => {
                let told: Vec<(&str, Foreign)> = attributes(tag.attributes)
                    .map(|(name, value)| (name, Foreign::new(entities.letters(value).trim())))
                    .collect();
                let folder: Vec<Foreign> = open.iter().flatten().cloned().collect();
                let feed = feed(&told, folder);
                if !tag.is_empty {
                    let name = if feed.is_some() { None } else { name(&told) };
                    open.push(name.filter(|_| open.len() < DEPTH));
                }
                outline.feeds.extend(feed.filter(|_| outline.feeds.len() < FEEDS));
            }
            Token::End(name) if name.eq_ignore_ascii_case("outline") => _ = open.pop(),
            Token::Start(_) | Token::End(_) | Token::Text(_) | Token::Verbatim(_) => (),
            Token::Doctype(_) | Token::Other => (),
        }
    }
    if !has_root && outline.feeds.is_empty() {
        outline.complaints.push("This is no outline of feeds.".to_owned());
    }
    outline
}

fn find<'a>(told: &'a [(&str, Foreign)], name: &str) -> Option<&'a Foreign> {
    let found = told.iter().find(|(each, _)| each.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value).filter(|value| !value.is_empty())
}

fn name(told: &[(&str, Foreign)]) -> Option<Foreign> {
    find(told, "title").or_else(|| find(told, "text")).cloned()
}

/// The feed that an outline names, where it names one.
fn feed(told: &[(&str, Foreign)], folder: Vec<Foreign>) -> Option<OutlineFeed> {
    const KNOWN: [&str; 5] = ["xmlurl", "url", "htmlurl", "title", "text"];
    // OPML 1.0 left it open how an address is called; a link to a page has another type.
    let is_link = |told: &[(&str, Foreign)]| find(told, "xmlUrl").is_none() && find(told, "type").is_some();
    let address = find(told, "xmlUrl").or_else(|| find(told, "url").filter(|_| !is_link(told)))?.clone();
    let is_other = |name: &str| !KNOWN.contains(&name.to_ascii_lowercase().as_str());
    Some(OutlineFeed {
        address,
        title: name(told),
        site: find(told, "htmlUrl").cloned(),
        folder,
        tags: Vec::new(),
        others: told
            .iter()
            .filter(|(name, _)| is_other(name))
            .map(|(name, value)| (Foreign::new(*name), value.clone()))
            .collect(),
    })
}

/// Reads newsboat's list: an address a line, then tags, of which `~…` is a title and `!` hides the feed.
#[must_use]
pub fn newsboat(bytes: &[u8]) -> ParsedOutline {
    let decoded = decode_feed(bytes, None);
    let lines = decoded.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let feeds = lines.map(words).filter_map(|mut words| {
        let address = Foreign::new(words.next()?);
        let (mut title, mut folder, mut tags) = (None, Vec::new(), Vec::new());
        for tag in words.filter(|tag| !tag.is_empty() && tag != "!") {
            match tag.strip_prefix('~') {
                Some(told) => title = Some(Foreign::new(told)),
                // A feed stands in one folder here: its first tag is that.
                None if folder.is_empty() => folder.push(Foreign::new(tag)),
                None => tags.push(Foreign::new(tag)),
            }
        }
        Some(OutlineFeed { address, title, folder, tags, ..OutlineFeed::default() })
    });
    ParsedOutline { feeds: feeds.take(FEEDS).collect(), complaints: decoded.complaints }
}

/// The words of a line; quotes hold several together, a backslash takes a sign's meaning.
fn words(line: &str) -> impl Iterator<Item = String> {
    let mut letters = line.chars().peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        let is_quoted = letters.next_if_eq(&'"').is_some();
        letters.peek()?;
        let mut word = String::new();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' if is_quoted => word.extend(letters.next()),
                '"' if is_quoted => break,
                letter if letter.is_whitespace() && !is_quoted => break,
                letter => word.push(letter),
            }
        }
        Some(word)
    })
}
