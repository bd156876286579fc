//! The whole text of an article, fetched: its page, and the pages on which it goes on, as one source to be kept.
//!
//! Every limit of a request holds for all of them together: one deadline, one number of bytes. What goes wrong after
//! the first page costs no more than the rest. It knows no library and no screen.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use super::discovery::{has_origin_of, with_userinfo_of};
use super::disk::{Media, Source};
use super::extraction::rule_for;
use super::net::{Client, Reach, Request};
use super::thread::guarded;
use crate::clean::{self, extract};
use crate::news::Foreign;
use crate::parse::{self, Kind};
use crate::write::{ArchivedPage, archive};

/// Of an article of more pages the first are taken.
pub const MOST_PAGES: usize = 20;

/// What was fetched of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FullText {
    /// A page as it came, or several as one archive (MHTML).
    pub bytes: Vec<u8>,
    /// What they are written in.
    pub media: Media,
    /// The charset that the server named, for a page that came alone.
    pub charset: Option<String>,
    /// A name as a file of it would have: the last step of its address.
    pub name: String,
    /// Where the first page was in the end, without name and password: what relative addresses start from.
    pub base: String,
    /// When it was fetched: what "2 days ago" counts from.
    pub fetched: Timestamp,
    /// One sentence for each thing a reader should know.
    pub notices: Vec<String>,
}

impl FullText {
    /// As the library keeps it; [`intake::body`](super::intake::body) makes the article of it when it is opened.
    #[must_use]
    pub fn into_source(self) -> Source {
        Source {
            bytes: self.bytes,
            media: self.media,
            charset: self.charset,
            name: Some(self.name),
            path: None,
            base: Some(self.base),
            file_time: Some(self.fetched),
            packed: None,
        }
    }
}

/// Gets the page of an article and those on which it goes on; a sentence where there is no page of text.
///
/// `reach` says who named the address. Further pages are asked for on the host of the first alone, each once, at most
/// [`MOST_PAGES`] in all.
pub fn fetch(client: &Client, address: &str, reach: Reach, now: Timestamp) -> Result<FullText, String> {
    let mut errand = Errand { client, address, reach, now, start: Instant::now(), bytes: 0 };
    let first = errand.get(address, reach)?;
    let name = name(&first);
    let kind = guarded("this page", || Ok(parse::sniff(&first.bytes, Some(&name))))?;
    let media = match kind {
        Kind::Html => Media::Html,
        Kind::Markdown => Media::Markdown,
        Kind::Text | Kind::Feed => Media::Text,
        Kind::Binary(what) => {
            let host = clean::url::shown_host(&first.address).unwrap_or_default();
            return Err(format!("{host} has {what} there, which is no text; open it in a browser."));
        }
    };
    let (mut pages, mut notices) = (vec![first], Vec::new());
    if media == Media::Html {
        notices.extend(errand.follow(&mut pages));
    }
    let base = pages[0].address.clone();
    if pages.len() == 1 {
        let Page { bytes, charset, .. } = pages.swap_remove(0);
        return Ok(FullText { bytes, media, charset, name, base, fetched: now, notices });
    }
    notices.insert(0, format!("The article was put together from {} pages.", pages.len()));
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}.mhtml");
    let parts: Vec<ArchivedPage<'_>> = pages.iter().map(Page::archived).collect();
    Ok(FullText { bytes: archive(&parts, now), media, charset: None, name, base, fetched: now, notices })
}

/// A page that came.
struct Page {
    address: String,
    bytes: Vec<u8>,
    media_type: Option<String>,
    charset: Option<String>,
}

impl Page {
    fn archived(&self) -> ArchivedPage<'_> {
        ArchivedPage { address: &self.address, charset: self.charset.as_deref(), bytes: &self.bytes }
    }

    /// The address of the page on which it goes on.
    fn next(&self) -> Option<String> {
        let found = guarded("this page", || {
            let text = parse::decode(&self.bytes, self.charset.as_deref()).text;
            Ok(extract::next_page(&Foreign::new(text), &self.address, rule_for(Some(&self.address))))
        });
        found.ok().flatten()
    }
}

/// One article on its way.
struct Errand<'a> {
    client: &'a Client,
    /// What was asked for first, with name and password where they belong to it,
    address: &'a str,
    /// and who named it.
    reach: Reach,
    now: Timestamp,
    start: Instant,
    /// How many have come.
    bytes: u64,
}

impl Errand<'_> {
    /// Gets the pages that follow the first; a sentence where not all of them could be had.
    fn follow(&mut self, pages: &mut Vec<Page>) -> Option<String> {
        let mut asked: HashSet<String> = pages.iter().map(|page| page.address.clone()).collect();
        while let Some(next) = pages.last().and_then(Page::next).filter(|next| asked.insert(next.clone())) {
            if pages.len() == MOST_PAGES {
                return Some(format!(
                    "The article has more than {MOST_PAGES} pages; the first were fetched."
                ));
            }
            let missed = |why: String| Some(format!("Page {} was not fetched: {why}", pages.len() + 1));
            let Some(reach) = self.reach_of(&next) else {
                return missed("it is on another host.".to_owned());
            };
            let is_home = has_origin_of(self.address, &next);
            let place = if is_home { with_userinfo_of(self.address, &next) } else { next.clone() };
            let page = match self.get(&place, reach) {
                Ok(page) => page,
                Err(sentence) => return missed(sentence),
            };
            if clean::url::shown_host(&page.address) != clean::url::shown_host(&pages[0].address) {
                return missed("it is on another host.".to_owned());
            }
            // A page that leads back, or is there twice, ends it.
            let is_known = page.address != next && !asked.insert(page.address.clone());
            if is_known || pages.iter().any(|other| other.bytes == page.bytes) {
                return None;
            }
            pages.push(page);
        }
        None
    }

    /// Whom a further page may be asked from: only the host that a reader typed may be a private one.
    fn reach_of(&self, next: &str) -> Option<Reach> {
        let is_home = clean::url::shown_host(next)? == clean::url::shown_host(self.address)?;
        Some(if is_home { self.reach } else { Reach::Public })
    }

    /// Gets a page within what is left of time and bytes.
    fn get(&mut self, address: &str, reach: Reach) -> Result<Page, String> {
        let limits = self.client.limits();
        let time = limits.whole.saturating_sub(self.start.elapsed());
        let bytes = limits.body_bytes.saturating_sub(self.bytes);
        if time.is_zero() || bytes == 0 {
            return Err("the limit of one article was reached.".to_owned());
        }
        // Sentences name a deadline in whole seconds.
        let time = if self.bytes == 0 { time } else { Duration::from_secs(time.as_secs() + 1) };
        let client = self.client.within(time, bytes);
        let request = Request { reach, ..Request::typed(address) };
        let answer = client.get(&request, self.now).map_err(|failure| failure.to_string())?;
        let body = answer.body.unwrap_or_default();
        self.bytes += body.bytes.len() as u64;
        Ok(Page {
            address: answer.address,
            bytes: body.bytes,
            media_type: body.media_type,
            charset: body.charset,
        })
    }
}

/// What a file of a page would be called: the last step of its address, with the ending of what it is.
fn name(page: &Page) -> String {
    const LONGEST: usize = 80;
    let url = Url::parse(&page.address).ok();
    let step =
        url.as_ref().and_then(|url| url.path_segments()?.rfind(|step| !step.is_empty()).map(str::to_owned));
    let host = || url.as_ref().and_then(Url::host_str).unwrap_or("page").replace('.', "-");
    let mut name: String = step.unwrap_or_else(host).chars().take(LONGEST).collect();
    let ending = match page.media_type.as_deref() {
        Some("text/html" | "application/xhtml+xml") => "html",
        Some("text/markdown") => "md",
        Some("text/plain") if !name.contains('.') => "txt",
        Some(_) | None => return name,
    };
    let is_named =
        name.rsplit_once('.').is_some_and(|(_, end)| end == ending || ending == "html" && end == "htm");
    if !is_named {
        name.push('.');
        name.push_str(ending);
    }
    name
}
