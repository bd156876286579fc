//! JSON Feed 1.0 and 1.1, and RSS written in JSON.

use super::bounds::{ARTICLES, newest};
use super::json::Json;
use super::text::looks_like_html;
use crate::facts;
use crate::news::{Address, Dated, Foreign, Form, ParsedArticle, ParsedEnclosure, ParsedFeed, Passage};

/// How many categories, authors and files of one article are kept.
const MOST: usize = 200;

/// Reads a feed; JSON that is none gives an empty one and a sentence.
pub(super) fn feed(json: &Json<'_>) -> ParsedFeed {
    let version = json.get("version").and_then(Json::text).unwrap_or_default().to_ascii_lowercase();
    let rss = json.get("rss").unwrap_or(json);
    let channel = rss.get("channel").and_then(|channel| channel.list().first());
    if version.contains("jsonfeed.org") || (channel.is_none() && json.get("items").is_some()) {
        return json_feed(json, if version.contains("version/1.1") { "json11" } else { "json1" });
    }
    match channel {
        Some(channel) => rss_in_json(channel),
        None => {
            ParsedFeed { complaints: vec!["This is JSON, but no feed.".to_owned()], ..ParsedFeed::default() }
        }
    }
}

// ---- JSON Feed

fn json_feed(json: &Json<'_>, format: &'static str) -> ParsedFeed {
    let mut complaints = Vec::new();
    let items = bounded(json.get("items").map_or(&[][..], Json::list), &mut complaints, |item| {
        ["date_published", "date_modified"].iter().find_map(|name| date(item, name))
    });
    let authors = authors(json);
    let language = foreign(json, "language");
    let article = |item: &Json<'_>| {
        let mut article = json_article(item);
        if article.authors.is_empty() {
            article.authors.clone_from(&authors);
        }
        article
    };
    ParsedFeed {
        format: Some(format),
        title: plain(json, "title"),
        links: addresses(json, &["home_page_url"]),
        own_address: address(json, "feed_url"),
        description: plain(json, "description"),
        language,
        id: address(json, "feed_url"),
        authors: authors.clone(),
        images: addresses(json, &["icon", "favicon"]),
        articles: items.into_iter().map(article).collect(),
        complaints,
        ..ParsedFeed::default()
    }
}

fn json_article(item: &Json<'_>) -> ParsedArticle {
    let html = passage(item, "content_html", Form::Html);
    ParsedArticle {
        id: address(item, "id"),
        title: plain(item, "title"),
        links: addresses(item, &["url", "external_url", "id"]),
        authors: authors(item),
        published: date(item, "date_published"),
        updated: date(item, "date_modified"),
        summary: plain(item, "summary"),
        content: html.or_else(|| plain(item, "content_text")),
        language: foreign(item, "language"),
        categories: categories(item.get("tags")),
        enclosures: attachments(item),
        images: addresses(item, &["image", "banner_image"]),
        ..ParsedArticle::default()
    }
}

fn authors(json: &Json<'_>) -> Vec<Foreign> {
    let several = json.get("authors").or_else(|| json.get("author")).map_or(&[][..], Json::list);
    let name = |author: &Json<'_>| {
        let told = author.get("name").or_else(|| author.get("url")).unwrap_or(author).text()?.to_owned();
        Some(Foreign::new(told))
    };
    several.iter().take(MOST).filter_map(name).collect()
}

fn attachments(item: &Json<'_>) -> Vec<ParsedEnclosure> {
    let files = item.get("attachments").map_or(&[][..], Json::list);
    let file = |file: &Json<'_>| {
        let length = file.get("size_in_bytes").and_then(Json::text).and_then(whole);
        Some(ParsedEnclosure {
            address: address(file, "url")?,
            media_type: foreign(file, "mime_type"),
            length,
        })
    };
    files.iter().take(MOST).filter_map(file).collect()
}

// ---- RSS in JSON

fn rss_in_json(channel: &Json<'_>) -> ParsedFeed {
    let mut complaints = Vec::new();
    let items = channel.get("item").or_else(|| channel.get("items")).map_or(&[][..], Json::list);
    let items = bounded(items, &mut complaints, |item| date(item, "pubDate"));
    ParsedFeed {
        format: Some("rssjson"),
        title: guessed(channel, "title"),
        links: addresses(channel, &["link"]),
        description: guessed(channel, "description"),
        language: foreign(channel, "language"),
        authors: people(channel, &["managingEditor", "author"]),
        published: date(channel, "pubDate"),
        updated: date(channel, "lastBuildDate"),
        images: channel.get("image").and_then(|image| address(image, "url")).into_iter().collect(),
        categories: categories(channel.get("category")),
        articles: items.into_iter().map(rss_article).collect(),
        complaints,
        ..ParsedFeed::default()
    }
}

fn rss_article(item: &Json<'_>) -> ParsedArticle {
    let guid = item.get("guid");
    let is_place = guid
        .and_then(|guid| guid.get("#attributes").or(Some(guid)))
        .and_then(|guid| guid.get("isPermaLink").or_else(|| guid.get("permalink")))
        .is_none_or(|told| !matches!(told, Json::Truth(false)) && told.text() != Some("false"));
    let id = guid.and_then(inner).map(to_address);
    let mut links = addresses(item, &["link"]);
    links.extend(id.clone().filter(|_| is_place));
    ParsedArticle {
        id,
        title: guessed(item, "title"),
        links,
        authors: people(item, &["author", "dc:creator"]),
        published: date(item, "pubDate"),
        summary: passage(item, "description", Form::Html),
        content: passage(item, "content:encoded", Form::Html),
        categories: categories(item.get("category")),
        comment_pages: addresses(item, &["comments"]),
        enclosures: enclosures(item),
        ..ParsedArticle::default()
    }
}

fn people(json: &Json<'_>, names: &[&str]) -> Vec<Foreign> {
    let told = names.iter().find_map(|name| json.get(name).and_then(inner));
    let Some(told) = told else { return Vec::new() };
    let person = facts::person(told);
    person.name.or(person.mail).map(Foreign::new).into_iter().collect()
}

fn enclosures(item: &Json<'_>) -> Vec<ParsedEnclosure> {
    let files = item.get("enclosure").map_or(&[][..], Json::list);
    let file = |file: &Json<'_>| {
        let file = file.get("#attributes").unwrap_or(file);
        let length = file.get("length").and_then(Json::text).and_then(whole);
        Some(ParsedEnclosure { address: address(file, "url")?, media_type: foreign(file, "type"), length })
    };
    files.iter().take(MOST).filter_map(file).collect()
}

// ---- both

/// The text of a value that may have attributes beside it.
fn inner<'j>(json: &'j Json<'_>) -> Option<&'j str> {
    json.text()
        .or_else(|| ["#value", "#text", "value", "text", "_"].iter().find_map(|name| json.get(name)?.text()))
}

fn categories(json: Option<&Json<'_>>) -> Vec<Foreign> {
    let mut all: Vec<&str> = Vec::new();
    for category in json.map_or(&[][..], Json::list).iter().take(MOST).filter_map(inner) {
        if !all.contains(&category) {
            all.push(category);
        }
    }
    all.into_iter().map(Foreign::new).collect()
}

fn foreign(json: &Json<'_>, name: &str) -> Option<Foreign> {
    json.get(name).and_then(inner).map(Foreign::new)
}

fn passage(json: &Json<'_>, name: &str, form: Form) -> Option<Passage> {
    Some(Passage { text: foreign(json, name)?, form, base: None, language: None })
}

fn plain(json: &Json<'_>, name: &str) -> Option<Passage> {
    passage(json, name, Form::Plain)
}

/// A text that is HTML if it looks like that.
fn guessed(json: &Json<'_>, name: &str) -> Option<Passage> {
    let text = json.get(name).and_then(inner)?;
    passage(json, name, if looks_like_html(text) { Form::Html } else { Form::Plain })
}

fn to_address(told: &str) -> Address {
    Address { address: Foreign::new(told), base: None }
}

fn address(json: &Json<'_>, name: &str) -> Option<Address> {
    json.get(name).and_then(inner).map(to_address)
}

fn addresses(json: &Json<'_>, names: &[&str]) -> Vec<Address> {
    names.iter().filter_map(|name| address(json, name)).collect()
}

fn date(json: &Json<'_>, name: &str) -> Option<Dated> {
    facts::feed_date(json.get(name)?.text()?, None)
}

fn whole(text: &str) -> Option<u64> {
    text.split('.').next()?.parse().ok()
}

/// No more articles than are kept.
fn bounded<'j, 'a>(
    items: &'j [Json<'a>],
    complaints: &mut Vec<String>,
    date: impl Fn(&Json<'a>) -> Option<Dated>,
) -> Vec<&'j Json<'a>> {
    let items: Vec<&Json<'a>> = items.iter().filter(|item| matches!(item, Json::Object(_))).collect();
    if items.len() <= ARTICLES {
        return items;
    }
    complaints.push(format!("The feed has {} articles; the newest {ARTICLES} are shown.", items.len()));
    let dates: Vec<Option<Dated>> = items.iter().map(|item| date(item)).collect();
    newest(&dates).into_iter().map(|place| items[place]).collect()
}
