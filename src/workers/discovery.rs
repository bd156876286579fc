//! From what a reader typed to a feed: the address itself, a feed that its page names, or one where such sites have theirs.

use std::time::Instant;

use jiff::Timestamp;
use url::Url;

use super::net::{Answer, Client, Failure, Reach, Request, credentials_in, without_credentials};
use super::thread::guarded;
use crate::clean::{self, FeedLink};
use crate::news::{Foreign, Validators};
use crate::parse;

/// A feed that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discovered {
    /// Where, without name and password.
    pub address: String,
    /// Name and password, as they stand in an address, where they belong to it.
    pub userinfo: Option<String>,
    /// Whether it is on the host that the reader typed, and so may lie in the own network.
    pub typed: bool,
    /// What it is called.
    pub title: String,
    /// What came from there.
    pub answer: Answer,
    /// Other feeds that the page names.
    pub others: Vec<FeedLink>,
}

/// So many places are asked in all.
const MOST_PLACES: usize = 12;

/// An address as people type it, made whole; nothing where it can be none.
#[must_use]
pub fn typed_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let typed = typed.strip_prefix("feed:").map_or(typed, |rest| rest.trim_start_matches("//"));
    let is_whole = typed.starts_with("http://") || typed.starts_with("https://");
    let has_scheme = typed.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"));
    match (is_whole, has_scheme) {
        (true, _) => clean::url::str_web(typed, None),
        (false, true) => None,
        (false, false) => {
            let whole = clean::url::str_web(&format!("https://{typed}"), None)?;
            // A word alone is no address; nor is a file.
            let host = clean::url::shown_host(&whole)?;
            (host.contains('.') || host == "localhost").then_some(whole)
        }
    }
}

/// Where a site of a well-known kind has the feed of a page, by the page's address alone.
#[must_use]
pub fn known_place(page: &str) -> Option<String> {
    let url = Url::parse(page).ok()?;
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    let steps: Vec<&str> = url.path_segments()?.filter(|step| !step.is_empty()).collect();
    let query =
        |name: &str| url.query_pairs().find(|(each, _)| each == name).map(|(_, value)| value.into_owned());
    let origin = url.origin().ascii_serialization();
    match (host, steps.as_slice()) {
        ("youtube.com", ["channel", id, ..]) => {
            Some(format!("https://www.youtube.com/feeds/videos.xml?channel_id={id}"))
        }
        ("youtube.com", ["user", name, ..]) => {
            Some(format!("https://www.youtube.com/feeds/videos.xml?user={name}"))
        }
        ("youtube.com", ["playlist"]) => {
            Some(format!("https://www.youtube.com/feeds/videos.xml?playlist_id={}", query("list")?))
        }
        ("reddit.com" | "old.reddit.com" | "new.reddit.com", [kind @ ("r" | "u" | "user"), name]) => {
            Some(format!("https://www.reddit.com/{kind}/{}/.rss", name.trim_end_matches(".rss")))
        }
        ("github.com", [owner, repository]) | ("github.com", [owner, repository, "releases"]) => {
            Some(format!("https://github.com/{owner}/{repository}/releases.atom"))
        }
        ("github.com", [owner, repository, "tags"]) => {
            Some(format!("https://github.com/{owner}/{repository}/tags.atom"))
        }
        ("github.com", [owner, repository, "commits", branch]) => {
            Some(format!("https://github.com/{owner}/{repository}/commits/{branch}.atom"))
        }
        ("github.com", [owner]) if !owner.ends_with(".atom") => {
            Some(format!("https://github.com/{owner}.atom"))
        }
        ("medium.com", [name]) => Some(format!("https://medium.com/feed/{name}")),
        (host, []) if host.ends_with(".medium.com") => Some(format!("{origin}/feed")),
        (host, [] | ["archive" | "about"]) if host.ends_with(".substack.com") => {
            Some(format!("{origin}/feed"))
        }
        // Mastodon and its kin; other sites that write names so have no such page.
        (_, [name]) if name.starts_with('@') && !name.ends_with(".rss") && host != "youtube.com" => {
            Some(format!("{origin}/{name}.rss"))
        }
        _ => None,
    }
}

/// Where sites have their feeds by habit.
const USUAL: [&str; 8] =
    ["/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json", "/feed/"];

/// Finds the feed of what a reader typed; a sentence where there is none.
pub fn discover(client: &Client, typed: &str, now: Timestamp) -> Result<Discovered, String> {
    discover_within(client, typed, Reach::Typed, now).map_err(|missing| missing.sentence)
}

/// Why no feed was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing {
    /// In a sentence.
    pub sentence: String,
    /// There is a page all the same.
    pub is_page: bool,
}

/// The same for an address that may have been named by a page: its own host is as trusted as the address is.
pub fn discover_within(
    client: &Client,
    typed: &str,
    own: Reach,
    now: Timestamp,
) -> Result<Discovered, Missing> {
    let start = Instant::now();
    let address = typed_address(typed).ok_or_else(|| {
        let sentence =
            "This is no web address; it begins with http:// or https://, or with the name of a site.";
        Missing { sentence: sentence.to_owned(), is_page: false }
    })?;
    let first = look(client, &address, own, now);
    let page = match first {
        Ok(Seen::Feed(title, answer)) => {
            return Ok(found(&address, own == Reach::Typed, title, *answer, Vec::new()));
        }
        Ok(Seen::Page(links, at)) => Ok((links, at)),
        Err(failure) => Err(failure),
    };
    let (links, at) = match &page {
        Ok((links, at)) => (links.clone(), at.clone()),
        Err(_) => (Vec::new(), without_credentials(&address)),
    };
    let usual = || USUAL.iter().filter_map(|path| Some(Url::parse(&at).ok()?.join(path).ok()?.to_string()));
    let known = known_place(&address);
    // A page that does not answer has its feed nowhere else, but for sites that are known.
    let usual: Vec<String> = if page.is_ok() { usual().collect() } else { Vec::new() };
    let named: Vec<String> = links.iter().map(|link| link.address.clone()).collect();
    for place in known.into_iter().chain(named).chain(usual).take(MOST_PLACES) {
        // A page can name many places that hang; together they have no more time than two requests.
        if start.elapsed() > 2 * client.limits().whole {
            break;
        }
        // A page may name what it likes; only its own host is as trusted as it is, and only its own port gets the
        // password. A password that stands in what it names is not the reader's.
        let place = without_credentials(&place);
        let is_home = clean::url::shown_host(&place) == clean::url::shown_host(&address);
        let reach = if is_home { own } else { Reach::Public };
        let place = if has_origin_of(&address, &place) { with_userinfo_of(&address, &place) } else { place };
        if let Ok(Seen::Feed(title, answer)) = look(client, &place, reach, now) {
            let shown = without_credentials(&place);
            let others = links.into_iter().filter(|link| link.address != shown).collect();
            return Ok(found(&place, reach == Reach::Typed, title, *answer, others));
        }
    }
    match page {
        Ok(_) => {
            let host = clean::url::shown_host(&address).unwrap_or_default();
            let sentence = format!("{host} has no feed there, and its page names none.");
            Err(Missing { sentence, is_page: true })
        }
        Err(failure) => Err(Missing { sentence: failure.to_string(), is_page: false }),
    }
}

fn found(
    address: &str,
    typed: bool,
    title: Option<String>,
    answer: Answer,
    others: Vec<FeedLink>,
) -> Discovered {
    let shown = without_credentials(address);
    let userinfo = credentials_in(address);
    let title = title.unwrap_or_else(|| clean::url::shown_host(&shown).unwrap_or_else(|| shown.clone()));
    Discovered { address: shown, userinfo, typed, title, answer, others }
}

/// Whether two addresses have scheme, host and port in common.
pub(super) fn has_origin_of(one: &str, other: &str) -> bool {
    Url::parse(one)
        .ok()
        .zip(Url::parse(other).ok())
        .is_some_and(|(one, other)| one.origin() == other.origin())
}

/// A place with the name and password that stand in an address.
pub(super) fn with_userinfo_of(address: &str, place: &str) -> String {
    match (credentials_in(address), place.split_once("://")) {
        (Some(userinfo), Some((scheme, rest))) => format!("{scheme}://{userinfo}@{rest}"),
        _ => place.to_owned(),
    }
}

/// What is at an address.
enum Seen {
    /// A feed, with what it calls itself.
    Feed(Option<String>, Box<Answer>),
    /// Something else, with the feeds it names and where it was in the end.
    Page(Vec<FeedLink>, String),
}

fn look(client: &Client, address: &str, reach: Reach, now: Timestamp) -> Result<Seen, Failure> {
    let validators = Validators::default();
    let answer = client.get(&Request { reach, validators: &validators, ..Request::typed(address) }, now)?;
    let body = answer.body.clone().unwrap_or_default();
    let seen = guarded("this page", || {
        let parsed = parse::feed(&body.bytes, body.charset.as_deref());
        if parsed.format.is_some() {
            let title = clean::feed(&parsed, Some(&answer.address)).facts().title;
            return Ok(Err(title));
        }
        let text = parse::decode(&body.bytes, body.charset.as_deref()).text;
        Ok(Ok(clean::feed_links(&Foreign::new(text), Some(&answer.address))))
    });
    Ok(match seen {
        Ok(Err(title)) => Seen::Feed(title, Box::new(answer)),
        Ok(Ok(links)) => Seen::Page(links, answer.address),
        Err(_) => Seen::Page(Vec::new(), answer.address),
    })
}
