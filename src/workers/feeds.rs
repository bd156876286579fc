//! A feed as it was read, on its way to being articles of a library: their names, facts and sources. It touches neither
//! disk nor network.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::disk::{Incoming, Item, Media, Source};
use crate::clean::{self, FeedFacts, FeedItem, FeedText};
use crate::news::{Article, ArticleKey, Dated, Foreign, Form, ParsedFeed, newly_unread};

/// What a feed brought.
#[derive(Clone, Debug)]
pub struct Brought {
    /// What it says of itself.
    pub facts: FeedFacts,
    /// Its articles in its own order, each once.
    pub items: Vec<Item>,
}

/// Makes articles of a feed that was found at `base`; `name` is what they are named after. Of a feed that is new most
/// count as read: see [`newly_unread`].
#[must_use]
pub fn bring(parsed: &ParsedFeed, base: &str, name: &str, is_new: bool, now: Timestamp) -> Brought {
    let cleaner = clean::feed(parsed, Some(base));
    let articles: Vec<FeedItem> = cleaner.items().collect();
    let shared = shared_links(&articles);
    let mut seen = HashSet::new();
    let mut items: Vec<Item> = articles
        .into_iter()
        .map(|article| item(article, name, &shared, now))
        .filter(|item| seen.insert(item.incoming.key))
        .collect();
    if is_new {
        let date = |item: &Item| item.incoming.article.published.or(item.incoming.article.updated);
        let dates: Vec<Option<Timestamp>> =
            items.iter().map(|item| date(item).map(|dated| dated.at)).collect();
        let unread = newly_unread(&dates, now);
        items.iter_mut().zip(unread).for_each(|(item, unread)| item.read = !unread);
    }
    Brought { facts: cleaner.facts(), items }
}

fn item(mut article: FeedItem, name: &str, shared: &HashSet<String>, now: Timestamp) -> Item {
    let mut names = names(&article, name, shared).into_iter();
    let key = names.next().unwrap_or_else(|| {
        ArticleKey::of_content(article.title.as_deref().unwrap_or_default(), &article.text())
    });
    let aliases = names.collect();
    let facts = headline(&mut article, now);
    let source = article.source.as_ref().map(source);
    Item { incoming: Incoming { key, article: facts, source }, aliases, read: false }
}

fn source(text: &FeedText) -> Source {
    let media = match text.form() {
        Form::Html => Media::Html,
        Form::Plain => Media::Text,
    };
    // A text without any place to start from still comes out of a feed.
    let base = Some(text.base().unwrap_or_default().to_owned());
    let charset = Some("utf-8".to_owned());
    Source { bytes: text.bytes().to_vec(), media, charset, base, ..Source::default() }
}

/// The links, in their [`canonical`] form, under which a feed lists several articles that it has no other name for: such
/// a link, to a site's front page say, is nobody's name.
fn shared_links(articles: &[FeedItem]) -> HashSet<String> {
    let mut titles: HashMap<String, HashSet<Cow<'_, str>>> = HashMap::new();
    for article in articles.iter().filter(|article| article.id.is_none()) {
        if let Some(url) = &article.url {
            titles.entry(canonical(url)).or_default().insert(told(article));
        }
    }
    titles.into_iter().filter(|(_, titles)| titles.len() > 1).map(|(url, _)| url).collect()
}

/// What tells articles under one link apart: the title, or else the text.
fn told(article: &FeedItem) -> Cow<'_, str> {
    article.title.as_deref().map_or_else(|| article.text().into(), Cow::from)
}

/// What an article is known by, the best first: what its feed calls it, and where it is.
fn names(article: &FeedItem, feed: &str, shared: &HashSet<String>) -> Vec<ArticleKey> {
    let url = article.url.as_deref().map(canonical);
    let id = match (&article.id, &url) {
        (Some(id), _) => Some(ArticleKey::of_item(feed, id)),
        (None, Some(url)) if shared.contains(url) => {
            Some(ArticleKey::of_item(&format!("{feed} {url}"), &told(article)))
        }
        (None, _) => None,
    };
    id.into_iter().chain(url.map(|url| ArticleKey::of_url(&url))).collect()
}

/// What an article is known by of which another program knows only its feed's name for it and its address.
#[must_use]
pub fn keys(feed: &str, guid: &Foreign, url: &Foreign) -> Vec<ArticleKey> {
    let guid = Some(clean::text::line(guid)).filter(|guid| !guid.is_empty());
    let url = clean::url::web(url, None);
    let id = guid.map(|guid| ArticleKey::of_item(feed, &guid));
    id.into_iter().chain(url.map(|url| ArticleKey::of_url(&canonical(&url)))).collect()
}

/// An address without what differs between two ways to the same page: who sent the reader, which part, whether it is
/// safe, and a slash at the end.
pub(super) fn canonical(address: &str) -> String {
    let address = clean::url::without_tracking(address);
    let Ok(mut url) = Url::parse(&address) else { return address };
    url.set_fragment(None);
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{port}{}{query}", url.path().trim_end_matches('/'))
}

/// Takes the facts out of an article.
fn headline(article: &mut FeedItem, now: Timestamp) -> Article {
    let title = article.title.take().unwrap_or_else(|| untitled(article));
    Article {
        title,
        author: article.author.take(),
        url: article.url.take(),
        published: sensible(article.published, now),
        updated: sensible(article.updated, now),
        breadcrumb: Vec::new(),
        categories: std::mem::take(&mut article.categories),
        views: article.views,
        comments: article.comments,
        publisher_read_minutes: None,
        words: article.words,
        language: article.language.take(),
    }
}

/// A post without a title goes by its first words, or else by its address.
fn untitled(article: &FeedItem) -> String {
    let text = article.text();
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().take(12).collect();
    let title = clean::text::str_line(&words.join(" "));
    if title.is_empty() { article.url.clone().unwrap_or_default() } else { title }
}

/// A date that lies ahead is a fault, and would stand at the top of every list until it came.
fn sensible(dated: Option<Dated>, now: Timestamp) -> Option<Dated> {
    let latest = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now);
    dated.filter(|dated| dated.at <= latest)
}
