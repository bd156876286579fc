//! Bytes that were opened, on their way to being an article: parse, clean, date; and a kept source made a
//! document again. It touches no disk.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::disk::{Incoming, Item, Media, Source};
use super::extraction::{self, Saved};
use super::feeds;
use super::feeds::canonical;
use crate::app::Body;
use crate::clean::joining::{Part, end_to_end, join};
use crate::clean::metadata::Metadata;
use crate::clean::{self, FeedText, extract};
use crate::facts::{self, Written};
use crate::news::{Article, ArticleKey, Basis, Block, Dated, Document, Foreign, Form, Style, Text};
use crate::parse::{self, FurtherPage, Kind, SavedPage, SetAside};

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

/// What was found in bytes that nobody keeps.
#[derive(Clone, Debug)]
pub struct Found {
    /// The headline facts.
    pub article: Article,
    /// The text.
    pub document: Document,
    /// What else a page says about itself.
    pub metadata: Metadata,
    /// One sentence for each thing a reader should know.
    pub warnings: Vec<String>,
}

/// Finds the article in bytes, at an address where one is known; a sentence where they are no text at all.
pub fn find(
    bytes: &[u8],
    name: Option<&str>,
    address: Option<&str>,
    now: Timestamp,
) -> Result<Found, String> {
    let page = readable(parse::read(bytes, name))?;
    let asked = Asked { bytes, name, charset: None, address, now };
    let read = Reading::of(&page, &asked, Shows::TextAlone);
    let origin = Origin { path: None, file_time: None, saved_at: None, now };
    let article = article_of(&page, &read, &origin, None);
    let warnings = sentences(&page, &read);
    // A time counted back from an unknown moment is none.
    let known = |dated: Option<Dated>| dated.filter(|dated| !matches!(dated.basis, Basis::Opened(_)));
    let article = Article { published: known(article.published), updated: known(article.updated), ..article };
    Ok(Found { article, document: read.document, metadata: read.metadata, warnings })
}

fn readable(page: SavedPage) -> Result<SavedPage, String> {
    match page.kind {
        Kind::Binary(_) => {
            Err(page.complaints.into_iter().next().unwrap_or_else(|| "This is no text.".to_owned()))
        }
        Kind::Html | Kind::Markdown | Kind::Text | Kind::Feed => Ok(page),
    }
}

/// Makes an article of bytes; a sentence where they are no text at all.
pub fn take_in(bytes: Vec<u8>, origin: &Origin) -> Result<Taken, String> {
    take_in_named(bytes, origin.path.as_deref().and_then(file_name), origin)
}

/// Makes an article of pages that were put into one archive. It is kept as such, under the path of the first.
pub fn take_in_archive(bytes: Vec<u8>, origin: &Origin) -> Result<Taken, String> {
    let stem = origin.path.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy());
    take_in_named(bytes, Some(format!("{}.mhtml", stem.unwrap_or_default())), origin)
}

fn take_in_named(bytes: Vec<u8>, name: Option<String>, origin: &Origin) -> Result<Taken, String> {
    let page = readable(parse::read(&bytes, name.as_deref()))?;
    let media = match page.kind {
        Kind::Html => Media::Html,
        Kind::Markdown => Media::Markdown,
        Kind::Text | Kind::Feed | Kind::Binary(_) => Media::Text,
    };
    let charset = Some(page.encoding_name.to_owned()).filter(|name| !name.is_empty());
    let asked = Asked { bytes: &bytes, name: name.as_deref(), charset: None, address: None, now: origin.now };
    let read = Reading::of(&page, &asked, Shows::Standfirst);
    let complaints = sentences(&page, &read);
    let article = article_of(&page, &read, origin, name.as_deref());
    let key = match &origin.path {
        Some(path) => ArticleKey::of_file(&spelt(path)),
        None => ArticleKey::of_content(&article.title, &read.document.plain_text()),
    };
    let path = origin.path.as_deref().map(|path| path.to_string_lossy().into_owned());
    let source = Source {
        bytes,
        media,
        charset,
        name,
        path: path.clone(),
        base: None,
        file_time: origin.file_time,
        packed: None,
    };
    let body = Body {
        article: article.clone(),
        document: read.document,
        set_aside: read.set_aside,
        path: path.as_deref().map(clean::text::str_line),
        ..Body::default()
    };
    Ok(Taken { incoming: Incoming { key, article, source: Some(source) }, body, complaints })
}

/// Makes an article of a page that was fetched, known by its address; a sentence where it is no text at all.
pub fn take_in_fetched(source: Source, now: Timestamp) -> Result<Taken, String> {
    let page = readable(parse::read_served(&source.bytes, source.name.as_deref(), served_charset(&source)))?;
    let read = Reading::of(&page, &Asked::of(&source, source.base.as_deref(), now), Shows::Standfirst);
    let origin = Origin { path: None, file_time: source.file_time, saved_at: source.file_time, now };
    let mut article = article_of(&page, &read, &origin, source.name.as_deref());
    article.url = article.url.or_else(|| source.base.clone());
    let key = match &source.base {
        Some(address) => ArticleKey::of_url(&canonical(address)),
        None => ArticleKey::of_content(&article.title, &read.document.plain_text()),
    };
    let complaints = sentences(&page, &read);
    let (document, set_aside) = (read.document, read.set_aside);
    let body = Body { article: article.clone(), document, set_aside, ..Body::default() };
    Ok(Taken { incoming: Incoming { key, article, source: Some(source) }, body, complaints })
}

/// Makes articles of the bytes of a feed that goes by a name; none where they are no feed, or one without articles.
#[must_use]
pub fn take_in_feed(bytes: &[u8], name: &str, now: Timestamp) -> Vec<Taken> {
    if parse::sniff(bytes, Some(name)) != Kind::Feed {
        return Vec::new();
    }
    let brought = feeds::bring(&parse::feed(bytes, None), "", name, false, now);
    let taken = |item: Item| {
        let Incoming { article, source, .. } = &item.incoming;
        let body = body(article.clone(), source.as_ref());
        Taken { incoming: item.incoming, body, complaints: Vec::new() }
    };
    brought.items.into_iter().map(taken).collect()
}

/// What there is to say of a page and of the article in it, each once.
fn sentences(page: &SavedPage, read: &Reading) -> Vec<String> {
    let complaints = page.complaints.iter().map(|complaint| clean::text::str_line(complaint));
    let mut told = HashSet::new();
    complaints.chain(read.warnings.iter().cloned()).filter(|sentence| told.insert(sentence.clone())).collect()
}

/// The charset that a server named; of a file nobody but its bytes says it.
fn served_charset(source: &Source) -> Option<&str> {
    source.charset.as_deref().filter(|_| source.base.is_some())
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

/// What is read, and what is known of it.
#[derive(Clone, Copy)]
struct Asked<'a> {
    bytes: &'a [u8],
    name: Option<&'a str>,
    charset: Option<&'a str>,
    address: Option<&'a str>,
    now: Timestamp,
}

impl<'a> Asked<'a> {
    fn of(source: &'a Source, address: Option<&'a str>, now: Timestamp) -> Self {
        let charset = served_charset(source);
        Self { bytes: &source.bytes, name: source.name.as_deref(), charset, address, now }
    }
}

/// Whether a standfirst is shown above the text, or told apart from it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Standfirst,
    TextAlone,
}

/// A page read and cleaned.
#[derive(Default)]
struct Reading {
    document: Document,
    title: Option<String>,
    language: Option<String>,
    set_aside: Vec<String>,
    /// What a page of the web says about itself.
    metadata: Metadata,
    warnings: Vec<String>,
}

impl Reading {
    fn of(page: &SavedPage, asked: &Asked<'_>, shows: Shows) -> Self {
        let Asked { bytes, name, charset, address, now } = *asked;
        match &page.body {
            parse::Body::Paragraphs(paragraphs) => {
                let document = clean::plain::paragraphs(paragraphs);
                Self { document, set_aside: set_aside(page), ..Self::default() }
            }
            parse::Body::Markdown(text) => {
                let address = address.map(str::to_owned).or_else(|| address_in_front(page));
                let cleaned = clean::markdown(text, address.as_deref());
                let clean::Cleaned { title, document, language, .. } = cleaned;
                let metadata = Metadata { address, ..Metadata::default() };
                Self { document, title, language, metadata, set_aside: set_aside(page), ..Self::default() }
            }
            parse::Body::Html(source) => {
                let told = page.address.as_ref().and_then(|address| clean::url::web(address, None));
                let address = address.map(str::to_owned).or(told);
                let saved = Saved { bytes, name, charset, source, address: address.as_deref(), now };
                Self::of_pages(&saved, &further(page, &saved), shows)
            }
        }
    }

    /// The article in the pages of the web that it is parted into.
    fn of_pages(saved: &Saved<'_>, further: &[&FurtherPage], shows: Shows) -> Self {
        let mut parts = vec![part(saved)];
        for page in further {
            let address = page.address.as_ref().and_then(|address| clean::url::web(address, None));
            parts.push(part(&Saved {
                bytes: &page.bytes,
                name: Some("page.html"),
                charset: page.charset.as_deref(),
                source: &page.source,
                address: address.as_deref(),
                now: saved.now,
            }));
        }
        let Part { extraction: found, mut document } = join(parts);
        let metadata = found.metadata;
        if let Some(standfirst) = found.standfirst.filter(|_| shows == Shows::Standfirst) {
            let mut text = Text::default();
            text.push(&standfirst, Style::STRONG, None);
            document.blocks.insert(0, Block::Paragraph(text));
        }
        let (title, language) = (metadata.title.clone(), metadata.language.clone());
        document.language.clone_from(&language);
        Self { document, title, language, set_aside: Vec::new(), metadata, warnings: found.warnings }
    }
}

/// The pages on which an article goes on, where they lie in the same file: those that the file names, or else those that
/// one page after the other leads to.
fn further<'a>(page: &'a SavedPage, saved: &Saved<'_>) -> Vec<&'a FurtherPage> {
    let mut further: Vec<&FurtherPage> = page.further.iter().collect();
    if !further.is_empty() || page.beside.is_empty() {
        return further;
    }
    let mut left: Vec<(String, &FurtherPage)> = page
        .beside
        .iter()
        .filter_map(|other| Some((clean::url::web(other.address.as_ref()?, None)?, other)))
        .collect();
    let mut at = saved.address.map(|address| (address.to_owned(), saved.source));
    while let Some((address, source)) = at.take() {
        let rule = extraction::rule_for(Some(&address));
        let Some(next) = extract::next_page(source, &address, rule) else { break };
        let Some(place) = left.iter().position(|(other, _)| extract::is_same_page(other, &next)) else {
            break;
        };
        let (address, other) = left.swap_remove(place);
        further.push(other);
        at = Some((address, &other.source));
    }
    further
}

/// The article in a page of the web. What the page does not tell of it, its text does.
fn part(saved: &Saved<'_>) -> Part {
    let mut extraction = extraction::find(saved);
    let cleaned = clean::html(&extraction.content, extraction.base.as_deref());
    let clean::Cleaned { title: heading, mut document, language, complaints, .. } = cleaned;
    let Metadata { title, language: told, .. } = &mut extraction.metadata;
    *title = title.take().or_else(|| heading.clone());
    *told = told.take().or(language);
    if let Some(heading) = heading.filter(|heading| title.as_ref() != Some(heading)) {
        document.blocks.insert(0, Block::Heading(2, Text::plain(heading)));
    }
    let is_new = |complaint: &String| !extraction.warnings.contains(complaint);
    let complaints: Vec<String> = complaints.into_iter().filter(is_new).collect();
    extraction.warnings.extend(complaints);
    Part { extraction, document }
}

/// The address that a Markdown text's front matter gives it.
fn address_in_front(page: &SavedPage) -> Option<String> {
    let setting = |line: &SetAside| {
        let line = clean::text::line(&line.text);
        let (key, value) = line.split_once(':')?;
        let is_address = ["url", "canonical", "canonical_url", "source"].contains(&key.trim());
        let value = value.trim().trim_matches(['"', '\'']);
        is_address.then(|| clean::url::str_web(value, None)).flatten()
    };
    page.set_aside.iter().find_map(setting)
}

/// The lines of a text that are neither text nor facts.
fn set_aside(page: &SavedPage) -> Vec<String> {
    // The rules around front matter are set aside too, but there is nothing on them to be shown.
    let says_something = |line: &String| line.chars().any(char::is_alphanumeric);
    page.set_aside.iter().map(|line| clean::text::line(&line.text)).filter(says_something).collect()
}

fn article_of(page: &SavedPage, read: &Reading, origin: &Origin, name: Option<&str>) -> Article {
    let plain = read.document.plain_text();
    let line = |text: &Foreign| Some(clean::text::line(text)).filter(|line| !line.is_empty());
    let lines = |texts: &[Foreign]| -> Vec<String> { texts.iter().filter_map(line).collect() };
    let title = page.title.as_ref().and_then(line).or_else(|| read.title.clone());
    let told = &read.metadata;
    let moment = |one: Option<Written>, other: Option<Written>| {
        one.or(other).and_then(|written| resolve(written, page.saved, origin))
    };
    let mut breadcrumb = lines(&page.breadcrumb);
    if breadcrumb.is_empty() {
        breadcrumb.clone_from(&told.breadcrumb);
    }
    if breadcrumb.is_empty() {
        breadcrumb.extend(told.section.clone());
    }
    let mut categories = lines(&page.categories);
    if categories.is_empty() {
        categories.clone_from(&told.keywords);
    }
    Article {
        title: title.unwrap_or_else(|| untitled(&plain, name)),
        author: page
            .author
            .as_ref()
            .and_then(line)
            .or_else(|| (!told.authors.is_empty()).then(|| told.authors.join(", "))),
        url: told.address.clone(),
        published: moment(page.published, told.published),
        updated: moment(page.updated, told.updated),
        breadcrumb,
        categories,
        views: page.views.or(told.views),
        comments: page.comments.or(told.comments),
        publisher_read_minutes: page.read_minutes.or(told.read_minutes),
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

/// "2 days ago" counts from when the page was saved: as the reader says, else as the page itself says, else by the
/// file's time where that makes sense, else from now.
fn resolve(written: Written, saved: Option<Written>, origin: &Origin) -> Option<Dated> {
    let sensible = |time: &Timestamp| is_sensible(*time, origin.now);
    let file_time = origin.file_time.filter(sensible);
    let noted = match saved {
        Some(Written::At { at, .. }) => Some(at).filter(sensible),
        Some(Written::Ago { .. }) | None => None,
    };
    let (moment, basis) = match (origin.saved_at.or(noted), file_time) {
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

/// What the reader shows of a kept article: its source, cleaned by today's craft. Where nothing tells its language, the
/// language is that of its first words, if they leave no doubt.
#[must_use]
pub fn body(article: Article, source: Option<&Source>) -> Body {
    let mut body = as_told(article, source);
    if body.document.language.is_none() {
        body.document.language = facts::language(&beginning(&body.document)).map(str::to_owned);
    }
    body
}

/// So much of a text that its language can be told.
fn beginning(document: &Document) -> String {
    const ENOUGH: usize = 4_000;
    let mut text = String::new();
    for block in document.blocks.iter().filter(|block| !matches!(block, Block::Code { .. })) {
        block.for_each_text(&mut |piece| {
            if text.len() < ENOUGH {
                text.push_str(piece.get(..ENOUGH).unwrap_or(piece));
                text.push('\n');
            }
        });
    }
    text
}

fn as_told(article: Article, source: Option<&Source>) -> Body {
    let Some(source) = source else { return Body { article, ..Body::default() } };
    if source.is_feed_text() {
        let mut document = feed_text(source).document();
        document.language.clone_from(&article.language);
        return Body { article, document, ..Body::default() };
    }
    let page = parse::read_served(&source.bytes, source.name.as_deref(), served_charset(source));
    let base = source.base.as_deref().or(article.url.as_deref());
    let read = Reading::of(&page, &Asked::of(source, base, Timestamp::now()), Shows::Standfirst);
    Body {
        article,
        document: read.document,
        set_aside: read.set_aside,
        path: source.path.as_deref().map(clean::text::str_line),
        ..Body::default()
    }
}

fn feed_text(source: &Source) -> FeedText {
    let form = match source.media {
        Media::Html => Form::Html,
        Media::Text | Media::Markdown => Form::Plain,
    };
    FeedText::kept(&source.bytes, form, source.base.as_deref())
}

/// The source as it came: of a page all its text, of anything else its lines.
#[must_use]
pub fn original(source: &Source) -> Document {
    if source.is_feed_text() {
        return feed_text(source).document();
    }
    let page = parse::read_served(&source.bytes, source.name.as_deref(), served_charset(source));
    if let parse::Body::Html(whole) = &page.body {
        let told = page.address.as_ref().and_then(|address| clean::url::web(address, None));
        let saved = Saved {
            bytes: &source.bytes,
            name: source.name.as_deref(),
            charset: served_charset(source),
            source: whole,
            address: source.base.as_deref().or(told.as_deref()),
            now: Timestamp::UNIX_EPOCH,
        };
        let further = further(&page, &saved).into_iter().map(|page| {
            let address = page.address.as_ref().and_then(|address| clean::url::web(address, None));
            clean::html(&page.source, address.as_deref()).document
        });
        let first = clean::html(whole, source.base.as_deref()).document;
        return end_to_end(std::iter::once(first).chain(further));
    }
    let text = parse::decode(&parse::unpacked(&source.bytes), source.charset.as_deref()).text;
    let text = clean::text::code(&Foreign::new(text));
    Document { blocks: vec![Block::Code { language: None, text }], ..Document::default() }
}
