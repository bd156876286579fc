//! The files of a folder that are pages of one article: found by what each says of where it goes on, and joined as the
//! pages of an article from the web are. It knows no library, and reads no file itself.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use url::Url;

use super::extraction::rule_for;
use super::full_text::MOST_PAGES;
use super::thread::guarded;
use crate::clean;
use crate::clean::extract::{Standing, is_same_page, standing};
use crate::parse::{self, Body};
use crate::write::{ArchivedPage, archive};

/// Whatever gives the bytes of a file, where it can be read.
pub(super) type ReadFile<'a> = &'a dyn Fn(&Path) -> Option<Vec<u8>>;

/// The files among these that are pages of one article, from its first page on. Whatever is doubtful stays apart: two
/// files that go on in the same one, a round without a beginning.
pub(super) fn chains(files: &[PathBuf], read: ReadFile<'_>) -> Vec<Vec<PathBuf>> {
    let mut alike: HashMap<String, Vec<&PathBuf>> = HashMap::new();
    for file in files.iter().filter(|file| is_page(file)) {
        alike.entry(stem(file)).or_default().push(file);
    }
    let mut found: Vec<Vec<PathBuf>> = alike
        .into_values()
        .filter(|files| files.len() > 1)
        .flat_map(|files| chains_of(&files, read))
        .collect();
    found.sort();
    found
}

fn is_page(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["html", "htm", "xhtml", "shtml"].iter().any(|page| ending.eq_ignore_ascii_case(page))
}

/// The name of a file without what counts its page: those of one article are named alike, so that not every page of a
/// folder needs to be read twice.
fn stem(file: &Path) -> String {
    const PAGES: &[&str] = &["page", "seite", "pagina", "strona", "sida", "side"];
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bare = |text: &str| text.trim_end_matches(|letter: char| !letter.is_alphabetic()).to_owned();
    let stem = bare(&stem);
    let word = PAGES.iter().find_map(|page| stem.strip_suffix(page)).filter(|rest| !rest.is_empty());
    word.map_or(stem.clone(), bare)
}

fn chains_of(files: &[&PathBuf], read: ReadFile<'_>) -> Vec<Vec<PathBuf>> {
    let told: Vec<(&PathBuf, Standing)> =
        files.iter().filter_map(|file| Some((*file, standing_of(file, read)?))).collect();
    let next: Vec<Option<usize>> = (0..told.len()).map(|at| next_of(&told, at)).collect();
    let mut leading: HashMap<usize, usize> = HashMap::new();
    next.iter().flatten().for_each(|at| *leading.entry(*at).or_default() += 1);
    let follow = |at: &usize| next[*at].filter(|next| leading[next] == 1);
    let firsts = (0..told.len()).filter(|at| !leading.contains_key(at));
    firsts
        .map(|first| std::iter::successors(Some(first), follow).take(MOST_PAGES).collect())
        .filter(|chain: &Vec<usize>| chain.len() > 1)
        .map(|chain| chain.into_iter().map(|at| told[at].0.clone()).collect())
        .collect()
}

/// The file in which the article of one goes on: by its address, or else by its name.
fn next_of(told: &[(&PathBuf, Standing)], at: usize) -> Option<usize> {
    let standing = &told[at].1;
    let is_at = |place: &usize, next: &String| {
        *place != at && told[*place].1.addresses.iter().any(|address| is_same_page(address, next))
    };
    let by_address = standing.next.as_ref().and_then(|next| (0..told.len()).find(|place| is_at(place, next)));
    let is_named = |place: &usize, next: &String| *place != at && name(told[*place].0) == *next;
    by_address.or_else(|| {
        standing.next_file.as_ref().and_then(|next| (0..told.len()).find(|place| is_named(place, next)))
    })
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a file says; nothing where it is no page of the web, or cannot be read.
fn standing_of(file: &Path, read: ReadFile<'_>) -> Option<Standing> {
    let told = guarded("a page", || {
        let Some(bytes) = read(file) else { return Ok(None) };
        let page = parse::read(&bytes, Some(&name(file)));
        let Body::Html(source) = &page.body else { return Ok(None) };
        let told = page.address.as_ref().and_then(|address| clean::url::web(address, None));
        let rule = rule_for(told.as_deref());
        Ok(page.further.is_empty().then(|| standing(source, told.as_deref(), &name(file), rule)))
    });
    told.ok().flatten()
}

/// Pages as one archive, that keeps each as it came, under its own address or else under that of its file.
pub(super) fn joined(pages: &[(&Path, Vec<u8>)], saved: Timestamp) -> Vec<u8> {
    let mut taken = HashSet::new();
    let unpacked: Vec<_> = pages.iter().map(|(_, bytes)| parse::unpacked(bytes)).collect();
    let addresses: Vec<String> = pages
        .iter()
        .map(|(path, bytes)| {
            let page = parse::read(bytes, Some(&name(path)));
            let told = page.address.as_ref().and_then(|address| clean::url::web(address, None));
            let address = told.filter(|address| !taken.contains(address)).unwrap_or_else(|| of_file(path));
            taken.insert(address.clone());
            address
        })
        .collect();
    let parts: Vec<ArchivedPage<'_>> = addresses
        .iter()
        .zip(&unpacked)
        .map(|(address, bytes)| ArchivedPage { address, charset: None, bytes })
        .collect();
    archive(&parts, saved)
}

fn of_file(path: &Path) -> String {
    let mut url = Url::parse("file:///").ok();
    if let Some(mut steps) = url.as_mut().and_then(|url| url.path_segments_mut().ok()) {
        steps.push(&name(path));
    }
    url.map(String::from).unwrap_or_default()
}
