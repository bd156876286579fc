//! Tests: feeds. What a feed says is told case by case in `data/feeds`, written from the specifications of the formats
//! and from what is known of the ways in which they are broken; here they are read and compared.

#![allow(clippy::unwrap_used)]

mod dates;
mod golden;
mod hostile;
mod printed;
mod rhythm;
mod stable;

use std::fs;
use std::path::PathBuf;

use courant::clean::{self, FeedArticle, FeedFacts};
use courant::news::{Dated, Document, ParsedFeed};
use courant::{parse, write};
use serde_json::{Value, json};

/// Where every feed of the tests was found.
const BASE: &str = "https://e.example/feeds/feed.xml";

fn data(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn moment(dated: Option<Dated>) -> Value {
    dated.map_or(Value::Null, |dated| json!(dated.at.to_string()))
}

fn markup(document: Option<&Document>) -> Value {
    document.map_or(Value::Null, |document| json!(write::html(document)))
}

fn facts(format: Option<&str>, facts: &FeedFacts) -> Value {
    json!({
        "format": format,
        "title": facts.title,
        "link": facts.link,
        "description": facts.description,
        "language": facts.language,
        "id": facts.id,
        "author": facts.author,
        "published": moment(facts.published),
        "updated": moment(facts.updated),
        "image": facts.image,
        "categories": facts.categories,
    })
}

fn article(article: &FeedArticle) -> Value {
    let file =
        |file: &clean::Enclosure| json!({"url": file.url, "type": file.media_type, "length": file.length});
    json!({
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "author": article.author,
        "published": moment(article.published),
        "updated": moment(article.updated),
        "summary_html": markup(article.summary.as_ref()),
        "content_html": markup(article.content.as_ref()),
        "text": article.text.trim(),
        "language": article.language,
        "categories": article.categories,
        "views": article.views,
        "comments": article.comments,
        "comments_url": article.comments_url,
        "enclosures": article.enclosures.iter().map(file).collect::<Vec<_>>(),
        "image": article.image,
    })
}

/// A feed as `courant parse` tells it.
fn told(parsed: &ParsedFeed, base: Option<&str>) -> Value {
    let cleaner = clean::feed(parsed, base);
    json!({
        "feed": facts(parsed.format, &cleaner.facts()),
        "articles": cleaner.articles().map(|each| article(&each)).collect::<Vec<_>>(),
        "warnings": parsed.complaints,
    })
}

fn read(source: &str) -> Value {
    told(&parse::feed(source.as_bytes(), None), Some(BASE))
}
