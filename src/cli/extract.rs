//! `courant extract`: the bytes of a page to the article in it, as one object of JSON. It keeps nothing and needs no library.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use crate::clean::{self, text};
use crate::workers::intake::{self, Found};
use crate::workers::{FileError, LARGEST, is_stream, read_file};
use crate::{facts, write};

/// The object: its fields and their order are a public contract.
#[derive(Serialize)]
struct ExtractJson {
    title: Option<String>,
    byline: Option<String>,
    site_name: Option<String>,
    section: Option<String>,
    breadcrumb: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    excerpt: Option<String>,
    language: Option<String>,
    dir: Option<String>,
    image: Option<String>,
    views: Option<u64>,
    content_html: String,
    text: String,
    word_count: u32,
    read_minutes: u32,
    warnings: Vec<String>,
}

pub(super) fn extract(asked: &arguments::Extract, session: &mut Session<'_>) -> Result<(), Failure> {
    let bytes = bytes(&asked.file)?;
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let found = intake::find(&bytes, name.as_deref(), asked.base_url.as_deref(), session.now());
    let found = found.map_err(|sentence| Failure::Failed(format!("{}: {sentence}", shown(&asked.file))))?;
    let object = object(found);
    let line = serde_json::to_string(&object).expect("texts and numbers can be written as JSON");
    session.output.print(&(line + "\n"))
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" {
        "Standard input".to_owned()
    } else {
        text::str_line(&path.to_string_lossy())
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: FileError| Failure::Failed(error.to_string());
    if path.as_os_str() != "-" && !is_stream(path) {
        return read_file(path).map(|(bytes, _)| bytes).map_err(failed);
    }
    let mut bytes = Vec::new();
    let stream: Result<Box<dyn Read>, io::Error> = if path.as_os_str() == "-" {
        Ok(Box::new(io::stdin().lock()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let read = stream.and_then(|stream| stream.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|cause| failed(FileError::Unreadable { path: shown(path), cause }))?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(FileError::TooLarge { path: shown(path) }));
    }
    Ok(bytes)
}

fn object(found: Found) -> ExtractJson {
    let Found { article, document, metadata, warnings, .. } = found;
    let text = clean::extract::text(&document);
    let words = facts::words(&text);
    ExtractJson {
        title: Some(article.title).filter(|title| !title.is_empty()),
        byline: article.author,
        site_name: metadata.site_name,
        section: metadata.section,
        breadcrumb: article.breadcrumb,
        published: article.published.map(|dated| dated.at.to_string()),
        updated: article.updated.map(|dated| dated.at.to_string()),
        excerpt: metadata.excerpt,
        language: article.language,
        dir: metadata.direction,
        image: metadata.image,
        views: article.views,
        content_html: write::html(&document),
        text,
        word_count: words,
        read_minutes: crate::app::reading_minutes(words),
        warnings,
    }
}
