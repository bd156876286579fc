//! Lists of feeds to begin with: those that other readers keep on this machine, which are only read, and ours by topic.

use std::fs;
use std::path::{Path, PathBuf};

use super::net::{credentials_in, without_credentials};
use crate::app::{Starter, Subscribing};
use crate::clean;
use crate::news::{OutlineEntry, ParsedOutline};
use crate::parse::{newsboat, outline};

macro_rules! topics {
    ($($name:literal)*) => {
        const TOPICS: &[&str] =
            &[$(include_str!(concat!("../../assets/starters/", $name))),*];
    };
}

topics! {
    "world-news.opml"
    "technology.opml"
    "programming.opml"
    "science.opml"
    "long-reads.opml"
}

/// Larger files are no lists of feeds.
const LARGEST: u64 = 4_000_000;
/// So many outlines are looked for beside one another.
const MOST: usize = 8;

/// Where newsboat and its kin keep their list, below the home directory.
const NEWSBOAT: [&str; 3] = [".newsboat/urls", ".config/newsboat/urls", ".newsbeuter/urls"];
/// Where people put outlines that they exported.
const OUTLINES: [&str; 3] = ["", "Downloads", "Documents"];

/// All of them; what was found below a home directory first: `everywhere` that people put such lists, or only where other
/// readers keep theirs.
#[must_use]
pub fn starters(home: Option<&Path>, everywhere: bool) -> Vec<Starter> {
    let found = home.map(|home| found_in(home, everywhere)).unwrap_or_default();
    let topics = TOPICS.iter().filter_map(|topic| {
        let mut starter = starter(&outline(topic.as_bytes()), String::new(), false)?;
        starter.title = starter.feeds.first()?.folder.first()?.clone();
        Some(starter)
    });
    found.into_iter().chain(topics).collect()
}

fn found_in(home: &Path, everywhere: bool) -> Vec<Starter> {
    let list = |path: &&str| {
        let path = home.join(path);
        // What the reader wrote into this file by hand may lie in the own network.
        starter(&newsboat(&read(&path)?), format!("newsboat’s list, {}", shown(&path)), true)
    };
    let folders = OUTLINES.iter().filter(|_| everywhere);
    let outlines = folders.flat_map(|folder| outlines_in(&home.join(folder))).take(MOST);
    let name = |path: &Path| path.file_name().map_or_else(|| shown(path), |name| shown(Path::new(name)));
    let outline = |path: PathBuf| starter(&outline(&read(&path)?), name(&path), false);
    NEWSBOAT.iter().filter_map(list).chain(outlines.filter_map(outline)).collect()
}

fn outlines_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_outline =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("opml"));
    let mut outlines: Vec<PathBuf> = paths.filter(is_outline).collect();
    outlines.sort();
    outlines
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let is_list = fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() <= LARGEST);
    is_list.then(|| fs::read(path).ok()).flatten()
}

fn shown(path: &Path) -> String {
    clean::text::str_line(&path.to_string_lossy())
}

/// Nothing of a list without feeds.
fn starter(parsed: &ParsedOutline, title: String, found: bool) -> Option<Starter> {
    let list = clean::outline(parsed);
    let feeds: Vec<Subscribing> = list.feeds.into_iter().map(|entry| subscribing(entry, found)).collect();
    (!feeds.is_empty()).then_some(Starter { title, found, feeds })
}

fn subscribing(entry: OutlineEntry, typed: bool) -> Subscribing {
    let OutlineEntry { address, title, folder, .. } = entry;
    let shown = without_credentials(&address);
    let title = if title.is_empty() { clean::url::shown_host(&shown).unwrap_or_default() } else { title };
    Subscribing { userinfo: credentials_in(&address), address: shown, title, folder, typed }
}
