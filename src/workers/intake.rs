//! Bytes that were opened, on their way to being an article: parse, clean, date; and a kept source made a
//! document again. It touches no disk.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::disk::{Incoming, Media, Source};
use crate::app::Body;
use crate::clean;
use crate::facts::{self, Written};
use crate::news::{Article, ArticleKey, Basis, Block, Dated, Document, Foreign};
use crate::parse::{self, Kind, SavedPage};

/// Where bytes came from and when.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The absolute path of the file; nothing for standard input.
    pub path: Option<PathBuf>,
    /// The file's own time.
    pub file_time: Option<Timestamp>,
    /// When the reader says the page was saved.
    pub saved_at: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
}

/// An article made of bytes.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What the library is to keep.
    pub incoming: Incoming,
    /// What the reader shows.
    pub body: Body,
    /// One sentence for each thing that went wrong though something can be shown.
    pub complaints: Vec<String>,
}

/// Makes an article of bytes; a sentence where they are no text at all.
pub fn take_in(bytes: Vec<u8>, origin: &Origin) -> Result<Taken, String> {
    let name = origin.path.as_deref().and_then(file_name);
    let page = parse::read(&bytes, name.as_deref());
    if matches!(page.kind, Kind::Binary(_)) {
        return Err(page.complaints.into_iter().next().unwrap_or_else(|| "This is no text.".to_owned()));
    }
    let complaints = page.complaints.iter().map(|complaint| clean::text::str_line(complaint)).collect();
    let media = match page.kind {
        Kind::Html => Media::Html,
        Kind::Markdown => Media::Markdown,
        Kind::Text | Kind::Feed | Kind::Binary(_) => Media::Text,
    };
    let charset = Some(page.encoding_name.to_owned()).filter(|name| !name.is_empty());
    let read = Reading::of(&page);
    let article = article_of(&page, &read, origin, name.as_deref());
    let key = match &origin.path {
        Some(path) => ArticleKey::of_file(&spelt(path)),
        None => ArticleKey::of_content(&article.title, &read.document.plain_text()),
    };
    let path = origin.path.as_deref().map(|path| path.to_string_lossy().into_owned());
    let source =
        Source { bytes, media, charset, name, path: path.clone(), base: None, file_time: origin.file_time };
    let body = Body {
        article: article.clone(),
        document: read.document,
        set_aside: read.set_aside,
        path: path.as_deref().map(clean::text::str_line),
        place: None,
    };
    Ok(Taken { incoming: Incoming { key, article, source: Some(source) }, body, complaints })
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// A path as text, no two alike: where its bytes are no UTF-8 they are escaped, behind a mark that no absolute path
/// begins with.
fn spelt(path: &Path) -> Cow<'_, str> {
    if let Some(text) = path.to_str() {
        return text.into();
    }
    let mut spelt = String::from("bytes:");
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        spelt.push_str(&chunk.valid().replace('%', "%25"));
        spelt.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
    }
    spelt.into()
}

/// A page read and cleaned.
struct Reading {
    document: Document,
    title: Option<String>,
    language: Option<String>,
    set_aside: Vec<String>,
}

impl Reading {
    fn of(page: &SavedPage) -> Self {
        // The rules around front matter are set aside too, but there is nothing on them to be shown.
        let says_something = |line: &String| line.chars().any(char::is_alphanumeric);
        let set_aside =
            page.set_aside.iter().map(|line| clean::text::line(&line.text)).filter(says_something);
        let set_aside = set_aside.collect();
        let (document, title, language) = match &page.body {
            parse::Body::Paragraphs(paragraphs) => (clean::plain::paragraphs(paragraphs), None, None),
            parse::Body::Markdown(text) => of_cleaned(clean::markdown(text, None)),
            parse::Body::Html(text) => of_cleaned(clean::html(text, None)),
        };
        Self { document, title, language, set_aside }
    }
}

fn of_cleaned(cleaned: clean::Cleaned) -> (Document, Option<String>, Option<String>) {
    (cleaned.document, cleaned.title, cleaned.language)
}

fn article_of(page: &SavedPage, read: &Reading, origin: &Origin, name: Option<&str>) -> Article {
    let plain = read.document.plain_text();
    let line = |text: &Foreign| Some(clean::text::line(text)).filter(|line| !line.is_empty());
    let lines = |texts: &[Foreign]| texts.iter().filter_map(line).collect();
    let title = page.title.as_ref().and_then(line).or_else(|| read.title.clone());
    Article {
        title: title.unwrap_or_else(|| untitled(&plain, name)),
        author: page.author.as_ref().and_then(line),
        url: None,
        published: page.published.and_then(|written| resolve(written, origin)),
        updated: page.updated.and_then(|written| resolve(written, origin)),
        breadcrumb: lines(&page.breadcrumb),
        categories: lines(&page.categories),
        views: page.views,
        comments: page.comments,
        publisher_read_minutes: page.read_minutes,
        words: facts::words(&plain),
        language: page.language.as_ref().and_then(line).or_else(|| read.language.clone()),
    }
}

/// A text without a title goes by its file's name, or else by its first words.
fn untitled(plain: &str, name: Option<&str>) -> String {
    let stem =
        name.and_then(|name| Path::new(name).file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    let first = plain.lines().next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().take(10).collect();
    let title = stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| words.join(" "));
    clean::text::str_line(&title)
}

/// "2 days ago" counts from when the page was saved: as the reader says, else by the file's time where that makes
/// sense, else from now.
fn resolve(written: Written, origin: &Origin) -> Option<Dated> {
    let file_time = origin.file_time.filter(|&time| is_sensible(time, origin.now));
    let (moment, basis) = match (origin.saved_at, file_time) {
        (Some(saved), _) => (saved, Basis::SavedAt(saved)),
        (None, Some(time)) => (time, Basis::FileTime(time)),
        (None, None) => (origin.now, Basis::Opened(origin.now)),
    };
    written.resolve(moment, basis)
}

/// No page was saved before the web, nor tomorrow: such a file time is a fault of copying or of a clock.
fn is_sensible(time: Timestamp, now: Timestamp) -> bool {
    const WEB: i64 = 631_152_000; // 1990-01-01T00:00:00Z
    time.as_second() >= WEB && time <= now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now)
}

/// What the reader shows of a kept article: its source, cleaned by today's craft.
#[must_use]
pub fn body(article: Article, source: Option<&Source>) -> Body {
    let Some(source) = source else { return Body { article, ..Body::default() } };
    let page = parse::read(&source.bytes, source.name.as_deref());
    let read = Reading::of(&page);
    Body {
        article,
        document: read.document,
        set_aside: read.set_aside,
        path: source.path.as_deref().map(clean::text::str_line),
        place: None,
    }
}

/// The source as it came, line by line.
#[must_use]
pub fn original(source: &Source) -> Document {
    let text = parse::decode(&source.bytes, source.charset.as_deref()).text;
    let text = clean::text::code(&Foreign::new(text));
    Document { blocks: vec![Block::Code { language: None, text }], ..Document::default() }
}
