//! A list of subscriptions through the door: feeds of the web alone. What would run a program or read a file is left out
//! and named.

use std::collections::HashSet;

use super::text::{line, str_line};
use super::url;
use crate::news::{Foreign, Outline, OutlineEntry, OutlineFeed, ParsedOutline};

/// Attributes that tell other readers to run a program: they are not even kept.
const COMMANDS: [&str; 3] = ["filtercmd", "exec", "command"];

/// Cleans a list; of an address that stands in it twice the first counts.
#[must_use]
pub fn outline(parsed: &ParsedOutline) -> Outline {
    let mut outline = Outline::default();
    let mut seen = HashSet::new();
    for feed in &parsed.feeds {
        match entry(feed) {
            Ok(entry) => {
                if has_command(feed) {
                    let shown = without_passwords(&entry.address);
                    let sentence = format!("{shown}: a command to be run on it was left out.");
                    outline.skipped.push(sentence);
                }
                if seen.insert(entry.address.clone()) {
                    outline.feeds.push(entry);
                }
            }
            Err(sentence) => outline.skipped.push(sentence),
        }
    }
    outline
}

fn entry(feed: &OutlineFeed) -> Result<OutlineEntry, String> {
    let address = url::web(&feed.address, None).ok_or_else(|| refusal(&feed.address))?;
    let folder = feed.folder.iter().map(line).filter(|name| !name.is_empty()).collect();
    Ok(OutlineEntry {
        address,
        title: feed.title.as_ref().map(line).unwrap_or_default(),
        site: feed.site.as_ref().and_then(|site| url::web(site, None)),
        folder,
        tags: feed.tags.iter().map(line).filter(|tag| !tag.is_empty()).collect(),
        others: feed.others.iter().filter_map(other).collect(),
    })
}

/// Why what stands in the place of an address is none.
fn refusal(address: &Foreign) -> String {
    let told = address.uncleaned();
    let shown = without_passwords(told);
    let shown = str_line(shown.get(..super::text::border_before(&shown, 100)).unwrap_or_default());
    let kind = told.trim_start();
    let starts = |start: &str| kind.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    if starts("exec:") || starts("filter:") || starts("|") {
        format!("{shown}: it would run a program, and was left out.")
    } else if starts("query:") {
        format!("{shown}: a query is no feed, and was left out.")
    } else if starts("file:") || starts("/") {
        format!("{shown}: it is a file, and was left out; courant open reads files.")
    } else {
        format!("{shown}: it is no web address, and was left out.")
    }
}

/// A text without the names and passwords in its addresses, whatever their schemes.
fn without_passwords(text: &str) -> String {
    let mut parts = text.split("://");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let authority = part.split(['/', '?', '#']).next().unwrap_or_default();
        let start = authority.rfind('@').map_or(0, |at| at + 1);
        shown.push_str("://");
        shown.push_str(&part[start..]);
    }
    shown
}

fn has_command(feed: &OutlineFeed) -> bool {
    feed.others.iter().any(|(name, _)| is_command(&line(name)))
}

fn is_command(name: &str) -> bool {
    COMMANDS.iter().any(|command| name.eq_ignore_ascii_case(command))
}

/// An attribute that means nothing to us, where it can be written again.
fn other((name, value): &(Foreign, Foreign)) -> Option<(String, String)> {
    let name = line(name);
    let is_start = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    let is_name = name.starts_with(is_start)
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter));
    (is_name && !is_command(&name)).then(|| (name, line(value)))
}
