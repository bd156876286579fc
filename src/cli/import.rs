//! `courant import`: the feeds of an outline, or of newsboat's list, subscribed to in one step that can be undone.

use std::collections::BTreeMap;

use super::arguments;
use super::failure::Failure;
use super::parse;
use super::session::Session;
use super::shelf;
use crate::app::counted;
use crate::clean;
use crate::news::{Outline, OutlineEntry, ParsedOutline};
use crate::parse::{newsboat, outline};
use crate::workers::disk::{Access, DiskError, NewFeed, Subscribed};
use crate::workers::net::{credentials_in, without_credentials};

pub(super) fn import(asked: &arguments::Import, session: &mut Session<'_>) -> Result<(), Failure> {
    let bytes = parse::bytes(&asked.file)?;
    let parsed = read(&bytes);
    let Outline { feeds, skipped } = clean::outline(&parsed);
    parsed.complaints.iter().chain(&skipped).for_each(|sentence| session.output.say(sentence));
    if feeds.is_empty() {
        let name = clean::text::str_line(&asked.file.to_string_lossy());
        return Err(Failure::Failed(format!(
            "{name} names no feed that could be subscribed to. OPML and newsboat's urls are read."
        )));
    }
    let mut library = shelf::open(session)?;
    if library.access() == Access::ReadOnly {
        return Err(DiskError::ReadOnly { path: library.file().to_owned() }.into());
    }
    let new: Vec<NewFeed> = feeds.into_iter().map(new_feed).collect();
    let added = library.subscribe(&new, session.now())?;
    let fresh = added.iter().filter(|(_, subscribed)| *subscribed != Subscribed::Already).count();
    session.output.say(&told(fresh, added.len() - fresh));
    Ok(())
}

/// OPML is markup; newsboat's list is not.
fn read(bytes: &[u8]) -> ParsedOutline {
    let is_markup = clean_start(bytes).first() == Some(&b'<') || has(bytes, b"<opml") || has(bytes, b"<\0");
    if is_markup { outline(bytes) } else { newsboat(bytes) }
}

fn clean_start(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

fn has(bytes: &[u8], sign: &[u8]) -> bool {
    const HEAD: usize = 4096;
    bytes[..bytes.len().min(HEAD)].windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign))
}

fn new_feed(entry: OutlineEntry) -> NewFeed {
    let OutlineEntry { address, title, folder, others, .. } = entry;
    let shown = without_credentials(&address);
    let others: BTreeMap<String, String> = others.into_iter().collect();
    let title = if title.is_empty() { clean::url::shown_host(&shown).unwrap_or_default() } else { title };
    NewFeed {
        userinfo: credentials_in(&address),
        address: shown,
        title,
        folder,
        // A file is not the reader's hand: what it names must not lie in the own network.
        typed: false,
        outline: (!others.is_empty())
            .then(|| serde_json::to_string(&others).expect("texts can be written as JSON")),
    }
}

fn told(fresh: usize, there: usize) -> String {
    let already = if there > 0 { format!("; {there} were there already") } else { String::new() };
    match fresh {
        0 => format!("Nothing to do: {} subscribed to already.", counted_are(there)),
        fresh => {
            format!("Subscribed to {}{already}. courant refresh fetches them.", counted(fresh, "feed"))
        }
    }
}

fn counted_are(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(count, "feed"))
}
