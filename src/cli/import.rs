//! `courant import`: the feeds of an outline, or of newsboat's list, subscribed to in one step that can be undone.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::arguments;
use super::failure::Failure;
use super::parse;
use super::session::Session;
use super::shelf;
use crate::app::counted;
use crate::clean;
use crate::news::{Outline, OutlineEntry, ParsedOutline};
use crate::parse::{newsboat as newsboat_list, outline};
use crate::workers::disk::{Access, DiskError, NewFeed, SQLITE, Subscribed, newsboat_cache};
use crate::workers::net::{credentials_in, without_credentials};
use crate::workers::newsboat::{self, TakenOver};

pub(super) fn import(asked: &arguments::Import, session: &mut Session<'_>) -> Result<(), Failure> {
    if is_database(&asked.file) {
        return take_over(&asked.file, session);
    }
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

/// What newsboat remembers lies in a database; lists are text.
fn is_database(file: &Path) -> bool {
    let mut start = [0; SQLITE.len()];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *SQLITE
}

/// Takes over what newsboat remembers of articles.
fn take_over(file: &Path, session: &mut Session<'_>) -> Result<(), Failure> {
    let remembered = newsboat_cache(file)?;
    let mut library = shelf::open(session)?;
    if library.access() == Access::ReadOnly {
        return Err(DiskError::ReadOnly { path: library.file().to_owned() }.into());
    }
    let TakenOver { known, altered, strangers } =
        newsboat::take_over(&mut library, &remembered, session.now())?;
    if strangers > 0 {
        let articles = counted(strangers, "article");
        session.output.say(&format!(
            "{articles} of feeds that are not among yours are left out; to have them, first: courant import urls"
        ));
    }
    session.output.say(&match altered {
        0 => format!("Nothing to do: what newsboat knows of {} is so already.", counted(known, "article")),
        altered => format!(
            "Took over what newsboat knew of {}: what was read, flagged and deleted.",
            counted(altered, "article")
        ),
    });
    Ok(())
}

/// OPML is markup; newsboat's list is not.
fn read(bytes: &[u8]) -> ParsedOutline {
    let is_markup = clean_start(bytes).first() == Some(&b'<') || has(bytes, b"<opml") || has(bytes, b"<\0");
    if is_markup { outline(bytes) } else { newsboat_list(bytes) }
}

fn clean_start(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

fn has(bytes: &[u8], sign: &[u8]) -> bool {
    const HEAD: usize = 4096;
    bytes[..bytes.len().min(HEAD)].windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign))
}

fn new_feed(entry: OutlineEntry) -> NewFeed {
    let OutlineEntry { address, title, folder, tags, others, .. } = entry;
    let shown = without_credentials(&address);
    let others: BTreeMap<String, String> = others.into_iter().collect();
    let title = if title.is_empty() { clean::url::shown_host(&shown).unwrap_or_default() } else { title };
    NewFeed {
        userinfo: credentials_in(&address),
        address: shown,
        title,
        folder,
        tags,
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
