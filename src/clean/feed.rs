//! A feed through the door: plain text for what names and dates it, documents for what is read, addresses that are
//! whole and may be followed.
//!
//! A feed's articles are cleaned one by one, as they are asked for, so that a large feed needs no more room than one
//! article does. It knows no format.

use std::borrow::Cow;

use super::extract;
use super::html::{Kind, document_of};
use super::plain::paragraphs;
use super::skim;
use super::text::{border_before, language_tag, line, str_line, str_paragraph};
use super::tree::{Step, Tree};
use super::url;
use crate::facts::{self, WordCount};
use crate::news::{
    Address, BaseId, Dated, Document, Foreign, Form, ParsedArticle, ParsedEnclosure, ParsedFeed, Passage,
};

/// The longest text that a feed says about itself, in bytes; and the longest title as markup.
const DESCRIPTION_BYTES: usize = 64 * 1024;

/// What a feed says about itself, clean.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FeedFacts {
    /// What it is called, on one line.
    pub title: Option<String>,
    /// Where its site is: http or https.
    pub link: Option<String>,
    /// What it says about itself, as plain text.
    pub description: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// What it is known by, on one line.
    pub id: Option<String>,
    /// Who makes it, several joined by commas.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub updated: Option<Dated>,
    /// Its picture: http or https.
    pub image: Option<String>,
    /// What it is filed under, each once.
    pub categories: Vec<String>,
}

/// An article of a feed, clean.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FeedArticle {
    /// What its feed knows it by, on one line.
    pub id: Option<String>,
    /// One line.
    pub title: Option<String>,
    /// Where it can be read: http or https.
    pub url: Option<String>,
    /// Who wrote it, several joined by commas.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub updated: Option<Dated>,
    /// What it is about, in short; empty where nothing of it may be shown.
    pub summary: Option<Document>,
    /// Its text; empty where nothing of it may be shown.
    pub content: Option<Document>,
    /// The text, or else the summary, as plain text without pictures.
    pub text: String,
    /// What that was made from.
    pub source: Option<FeedText>,
    /// BCP 47 tag; its feed's where it tells none.
    pub language: Option<String>,
    /// What it is filed under, each once.
    pub categories: Vec<String>,
    /// How often its publisher says it was viewed.
    pub views: Option<u64>,
    /// How many comments its publisher counts.
    pub comments: Option<u64>,
    /// Where the comments are: http or https.
    pub comments_url: Option<String>,
    /// Files that come with it.
    pub enclosures: Vec<Enclosure>,
    /// Its picture: http or https.
    pub image: Option<String>,
}

/// An article of a feed as a library keeps it: its facts, and its text as it came. To make a document of the text is
/// left to whoever opens it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FeedItem {
    /// What its feed knows it by, on one line.
    pub id: Option<String>,
    /// One line.
    pub title: Option<String>,
    /// Where it can be read: http or https.
    pub url: Option<String>,
    /// Who wrote it, several joined by commas.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub updated: Option<Dated>,
    /// Its text, or else what it is about.
    pub source: Option<FeedText>,
    /// Words of that, near enough.
    pub words: u32,
    /// BCP 47 tag; its feed's where it tells none.
    pub language: Option<String>,
    /// What it is filed under, each once.
    pub categories: Vec<String>,
    /// How often its publisher says it was viewed.
    pub views: Option<u64>,
    /// How many comments its publisher counts.
    pub comments: Option<u64>,
}

impl FeedItem {
    /// Its text as plain text without pictures.
    #[must_use]
    pub fn text(&self) -> String {
        self.source.as_ref().map(|source| extract::text(&source.document())).unwrap_or_default()
    }
}

/// A text of a feed as it came, with what it takes to clean it again: what a library keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedText {
    text: Foreign,
    form: Form,
    base: Option<String>,
}

impl FeedText {
    /// From what was kept: its [`bytes`](Self::bytes), its [`form`](Self::form) and its [`base`](Self::base).
    #[must_use]
    pub fn kept(bytes: &[u8], form: Form, base: Option<&str>) -> Self {
        let text = Foreign::new(String::from_utf8_lossy(bytes));
        Self { text, form, base: base.map(str::to_owned) }
    }

    /// To be kept. As uncleaned as they came: they are not to be shown.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.text.uncleaned().as_bytes()
    }

    /// Its words, near enough.
    fn words(&self) -> u32 {
        match self.form {
            Form::Plain => facts::words(self.text.uncleaned()),
            Form::Html => {
                let mut count = WordCount::default();
                skim::letters(self.text.uncleaned(), &mut |piece| count.push(piece));
                count.total()
            }
        }
    }

    /// What it is written in.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// What its addresses are relative to.
    #[must_use]
    pub fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// The text as a document of its own.
    #[must_use]
    pub fn document(&self) -> Document {
        document(&self.text, self.form, self.base.as_deref())
    }
}

/// A file that comes with an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enclosure {
    /// Where it is: http, https, magnet or mailto.
    pub url: String,
    /// Its media type, as its feed tells it.
    pub media_type: Option<String>,
    /// Its size in bytes, as its feed tells it.
    pub length: Option<u64>,
}

/// A feed whose parts are cleaned when they are asked for.
pub struct FeedCleaner<'a> {
    feed: &'a ParsedFeed,
    /// What each base of the feed comes to.
    bases: Vec<Option<String>>,
    /// What addresses without a base are relative to.
    base: Option<String>,
    language: Option<String>,
}

/// Prepares a feed for cleaning. `base` is where it was found; without it relative addresses are joined to what the
/// feed says of its own place, or else of its site.
#[must_use]
pub fn feed<'a>(feed: &'a ParsedFeed, base: Option<&str>) -> FeedCleaner<'a> {
    let own = || std::iter::once(&feed.own_address).flatten().chain(&feed.links);
    let told = || own().find_map(|place| url::web(&place.address, None));
    let base = base.and_then(|base| url::str_web(base, None)).or_else(told);
    let mut bases: Vec<Option<String>> = Vec::with_capacity(feed.bases.len());
    for each in &feed.bases {
        let above = each.above.and_then(|above| bases.get(above.0 as usize)).cloned().flatten();
        let above = above.or_else(|| base.clone());
        bases.push(url::web(&each.address, above.as_deref()).or(above));
    }
    let language = feed.language.as_ref().and_then(tag);
    FeedCleaner { feed, bases, base, language }
}

impl FeedCleaner<'_> {
    /// What the feed says about itself.
    #[must_use]
    pub fn facts(&self) -> FeedFacts {
        let feed = self.feed;
        FeedFacts {
            title: feed.title.as_ref().and_then(|title| self.line(title)),
            link: self.first(&feed.links),
            description: feed.description.as_ref().and_then(|passage| self.description(passage)),
            language: self.language.clone(),
            id: feed.id.as_ref().and_then(|id| self.id(id)),
            author: joined(&feed.authors),
            published: feed.published,
            updated: feed.updated,
            image: self.first(&feed.images),
            categories: lines(&feed.categories),
        }
    }

    /// The feed's articles, in its own order.
    pub fn articles(&self) -> impl Iterator<Item = FeedArticle> {
        self.feed.articles.iter().map(|article| self.article(article))
    }

    /// The feed's articles, in its own order, without documents of their texts: a tenth of the work.
    pub fn items(&self) -> impl Iterator<Item = FeedItem> {
        self.feed.articles.iter().map(|article| self.item(article))
    }

    fn item(&self, article: &ParsedArticle) -> FeedItem {
        let texts = [&article.content, &article.summary].into_iter().flatten();
        let (source, words) = texts
            .map(|passage| self.source(passage))
            .map(|source| (source.words(), source))
            // Without words it may still be a picture.
            .find(|(words, source)| *words > 0 || has_text(&source.document()))
            .map_or((None, 0), |(words, source)| (Some(source), words));
        FeedItem {
            id: article.id.as_ref().and_then(|id| self.id(id)),
            title: article.title.as_ref().and_then(|title| self.line(title)),
            url: self.first(&article.links),
            author: joined(&article.authors),
            published: article.published,
            updated: article.updated,
            source,
            words,
            language: self.language(article),
            categories: lines(&article.categories),
            views: article.views,
            comments: article.comments,
        }
    }

    fn language(&self, article: &ParsedArticle) -> Option<String> {
        match &article.language {
            Some(told) => tag(told),
            None => self.language.clone(),
        }
    }

    fn article(&self, article: &ParsedArticle) -> FeedArticle {
        let summary = article.summary.as_ref().map(|passage| self.document(passage));
        let content = article.content.as_ref().map(|passage| self.document(passage));
        let texts = [(&content, &article.content), (&summary, &article.summary)];
        let text = texts.iter().find(|(document, _)| document.as_ref().is_some_and(has_text));
        let source = text.and_then(|(_, passage)| passage.as_ref()).map(|passage| self.source(passage));
        let text = text.and_then(|(document, _)| document.as_ref()).map(extract::text).unwrap_or_default();
        FeedArticle {
            id: article.id.as_ref().and_then(|id| self.id(id)),
            title: article.title.as_ref().and_then(|title| self.line(title)),
            url: self.first(&article.links),
            author: joined(&article.authors),
            published: article.published,
            updated: article.updated,
            summary,
            content,
            text,
            source,
            language: self.language(article),
            categories: lines(&article.categories),
            views: article.views,
            comments: article.comments,
            comments_url: self.first(&article.comment_pages),
            enclosures: article.enclosures.iter().filter_map(|file| self.enclosure(file)).collect(),
            image: self.first(&article.images),
        }
    }

    fn base(&self, base: Option<BaseId>) -> Option<&str> {
        let own = base.and_then(|base| self.bases.get(base.0 as usize)).and_then(Option::as_deref);
        own.or(self.base.as_deref())
    }

    /// The first address that may be followed.
    fn first(&self, places: &[Address]) -> Option<String> {
        places.iter().find_map(|place| url::web(&place.address, self.base(place.base)))
    }

    /// A name for something: whatever it is, but whole where it is the rest of an address.
    fn id(&self, id: &Address) -> Option<String> {
        let name = line(&id.address);
        let is_relative = ["/", "./", "../"].iter().any(|start| name.starts_with(start));
        let whole = if is_relative { url::web(&id.address, self.base(id.base)) } else { None };
        Some(whole.unwrap_or(name)).filter(|name| !name.is_empty())
    }

    fn enclosure(&self, file: &ParsedEnclosure) -> Option<Enclosure> {
        let url = url::link(&file.address.address, self.base(file.address.base))?;
        let media_type = file.media_type.as_ref().map(line).filter(|told| !told.is_empty());
        Some(Enclosure { url, media_type, length: file.length })
    }

    /// A text as a document of its own.
    fn document(&self, passage: &Passage) -> Document {
        let mut document = document(&passage.text, passage.form, self.base(passage.base));
        document.language = passage.language.as_ref().and_then(tag);
        document
    }

    fn source(&self, passage: &Passage) -> FeedText {
        let base = self.base(passage.base).map(str::to_owned);
        FeedText { text: passage.text.clone(), form: passage.form, base }
    }

    /// A text on one line.
    fn line(&self, passage: &Passage) -> Option<String> {
        let text = match passage.form {
            Form::Plain => line(&passage.text),
            Form::Html => str_line(&letters(&passage.text)),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    fn description(&self, passage: &Passage) -> Option<String> {
        let text = match passage.form {
            Form::Plain => {
                let text = passage.text.uncleaned();
                str_paragraph(&text[..border_before(text, DESCRIPTION_BYTES)])
            }
            Form::Html => str_paragraph(&letters(&passage.text)),
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

fn document(text: &Foreign, form: Form, base: Option<&str>) -> Document {
    match form {
        Form::Plain => paragraphs(std::slice::from_ref(text)),
        Form::Html => {
            let markup = without_stray_declarations(text.uncleaned());
            let document = document_of(&mut Tree::fragment(&markup), Tree::ROOT, base).0;
            let drawn = if has_text(&document) { String::new() } else { drawings(&markup) };
            if drawn.is_empty() { document } else { paragraphs(&[Foreign::new(drawn)]) }
        }
    }
}

/// What the drawings in markup are called, a line each: where they are all there is, it is all that can be read.
fn drawings(markup: &str) -> String {
    let tree = Tree::fragment(markup);
    let is_name = |node| matches!(tree.foreign_name(node), Some("title" | "desc"));
    let (mut names, mut inside) = (String::new(), None);
    let mut step = Some(Step::Enter(Tree::ROOT));
    while let Some(at) = step {
        match at {
            Step::Enter(node) if inside.is_none() && is_name(node) => inside = Some(node),
            Step::Leave(node) if inside == Some(node) => {
                inside = None;
                names.push_str("\n\n");
            }
            Step::Enter(node) if inside.is_some() => names.push_str(tree.text(node).unwrap_or_default()),
            Step::Enter(_) | Step::Leave(_) => (),
        }
        step = tree.step(at, Tree::ROOT);
    }
    names.trim().to_owned()
}

/// The letters of markup without descriptions of its pictures, a line for each of its blocks: what is no text
/// (scripts, styles, other pages) is left out.
fn letters(markup: &Foreign) -> String {
    let markup = markup.uncleaned();
    let tree =
        Tree::fragment(&without_stray_declarations(&markup[..border_before(markup, DESCRIPTION_BYTES)]));
    let mut letters = String::new();
    let mut step = Some(Step::Enter(Tree::ROOT));
    while let Some(at) = step {
        let (Step::Enter(node) | Step::Leave(node)) = at;
        let kind = Kind::of(tree.name(node));
        let is_left_out = tree.is_element(node) && (is_unread(kind) || tree.foreign_name(node).is_some());
        let mut after = at;
        if is_left_out {
            after = Step::Leave(node);
        } else if at == Step::Enter(node) {
            letters.push_str(tree.text(node).unwrap_or_default());
        }
        if tree.is_element(node) && (kind.is_block() || kind == Kind::Break) {
            letters.push('\n');
        }
        step = tree.step(after, Tree::ROOT);
    }
    letters
}

/// Whether an element holds nothing that is read as the page's own letters.
fn is_unread(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Raw | Kind::RawWithEntities | Kind::Dropped | Kind::DroppedBlock | Kind::Alien | Kind::Void
    )
}

/// Markup in which a `<!` that begins neither a comment nor a document type is letters, for browsers would take all up
/// to the next `>` for a comment; and in which a comment that is never ended reaches no further than that.
fn without_stray_declarations(markup: &str) -> Cow<'_, str> {
    if !markup.contains("<!") {
        return markup.into();
    }
    let (last_end, last_tag) = (markup.rfind("-->").unwrap_or(0), markup.rfind('>').unwrap_or(0));
    let mut out = String::with_capacity(markup.len());
    let mut from = 0;
    for (at, _) in markup.match_indices("<!") {
        if at < from {
            continue;
        }
        let rest = &markup[at + 2..];
        let starts =
            |start: &str| rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        let is_comment = starts("--");
        let is_declared = starts("[CDATA[") || starts("[if") || starts("[endif") || starts("doctype ");
        if is_comment && at >= last_end {
            out.push_str(&markup[from..at]);
            from = rest.find('>').map_or(markup.len(), |end| at + 2 + end + 1);
        } else if !(is_comment || is_declared && at < last_tag) {
            out.push_str(&markup[from..at]);
            out.push_str("&lt;!");
            from = at + 2;
        }
    }
    out.push_str(&markup[from..]);
    out.into()
}

fn has_text(document: &Document) -> bool {
    !document.blocks.is_empty()
}

fn tag(told: &Foreign) -> Option<String> {
    language_tag(told.uncleaned())
}

fn lines(texts: &[Foreign]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts.iter().map(line).filter(|text| !text.is_empty()) {
        if !lines.contains(&text) {
            lines.push(text);
        }
    }
    lines
}

fn joined(names: &[Foreign]) -> Option<String> {
    let names = lines(names);
    (!names.is_empty()).then(|| str_line(&names.join(", ")))
}
