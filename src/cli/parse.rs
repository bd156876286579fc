//! `courant parse`: the bytes of a feed to its values, as one object of JSON. It keeps nothing and needs no library.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use crate::clean::{self, FeedArticle, FeedFacts, text};
use crate::news::{Dated, ParsedFeed};
use crate::workers::FileError;
use crate::{parse, write};

/// A file of more bytes is refused.
const LARGEST: u64 = 64_000_000;

const NO_BASE: &str = "The base address is no whole address of the web, such as https://example.org/feed; the feed is \
     read without it.";

/// What stands in the object beside the articles: the fields and their order are a public contract.
#[derive(Serialize)]
struct FeedJson {
    format: Option<&'static str>,
    title: Option<String>,
    link: Option<String>,
    description: Option<String>,
    language: Option<String>,
    id: Option<String>,
    author: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    image: Option<String>,
    categories: Vec<String>,
}

/// An article: the fields and their order are a public contract.
#[derive(Serialize)]
struct ArticleJson {
    id: Option<String>,
    title: Option<String>,
    url: Option<String>,
    author: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    summary_html: Option<String>,
    content_html: Option<String>,
    text: String,
    language: Option<String>,
    categories: Vec<String>,
    views: Option<u64>,
    comments: Option<u64>,
    comments_url: Option<String>,
    enclosures: Vec<EnclosureJson>,
    image: Option<String>,
}

#[derive(Serialize)]
struct EnclosureJson {
    url: String,
    r#type: Option<String>,
    length: Option<u64>,
}

pub(super) fn parse(asked: &arguments::Parse, session: &mut Session<'_>) -> Result<(), Failure> {
    let bytes = bytes(&asked.file)?;
    let mut parsed = parse::feed(&bytes, None);
    let base = asked.base_url.as_deref().and_then(|base| clean::url::str_web(base, None));
    if asked.base_url.is_some() && base.is_none() {
        // A feed is read whatever is said of it.
        parsed.complaints.push(NO_BASE.to_owned());
    }
    print(&parsed, base.as_deref(), session)
}

/// Prints a feed that was found at `base`.
pub(super) fn print(
    parsed: &ParsedFeed,
    base: Option<&str>,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let cleaner = clean::feed(parsed, base);
    // Article by article: a large feed is not held twice.
    session
        .output
        .print(&format!("{{\"feed\":{},\"articles\":[", json(&feed(parsed.format, cleaner.facts()))))?;
    for (number, each) in cleaner.articles().enumerate() {
        let between = if number > 0 { "," } else { "" };
        session.output.print(&format!("{between}{}", json(&article(each))))?;
    }
    session.output.print(&format!("],\"warnings\":{}}}\n", json(&parsed.complaints)))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers can be written as JSON")
}

fn feed(format: Option<&'static str>, facts: FeedFacts) -> FeedJson {
    FeedJson {
        format,
        title: facts.title,
        link: facts.link,
        description: facts.description,
        language: facts.language,
        id: facts.id,
        author: facts.author,
        published: moment(facts.published),
        updated: moment(facts.updated),
        image: facts.image,
        categories: facts.categories,
    }
}

fn article(article: FeedArticle) -> ArticleJson {
    let enclosures = article.enclosures.into_iter().map(|file| EnclosureJson {
        url: file.url,
        r#type: file.media_type,
        length: file.length,
    });
    ArticleJson {
        id: article.id,
        title: article.title,
        url: article.url,
        author: article.author,
        published: moment(article.published),
        updated: moment(article.updated),
        summary_html: article.summary.as_ref().map(write::html),
        content_html: article.content.as_ref().map(write::html),
        text: article.text,
        language: article.language,
        categories: article.categories,
        views: article.views,
        comments: article.comments,
        comments_url: article.comments_url,
        enclosures: enclosures.collect(),
        image: article.image,
    }
}

fn moment(dated: Option<Dated>) -> Option<String> {
    dated.map(|dated| dated.at.to_string())
}

/// The bytes of a file, or of standard input.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let is_standard_input = path.as_os_str() == "-";
    let name = || {
        if is_standard_input { "Standard input".to_owned() } else { text::str_line(&path.to_string_lossy()) }
    };
    let mut bytes = Vec::new();
    let stream: Result<Box<dyn Read>, io::Error> = if is_standard_input {
        Ok(Box::new(io::stdin().lock()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let read = stream.and_then(|stream| stream.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|cause| Failure::Failed(FileError::Unreadable { path: name(), cause }.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::Failed(format!("{} is larger than 64 MB; no feed is that long.", name())));
    }
    Ok(bytes)
}
