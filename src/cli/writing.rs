//! An article with everything that is known of it, handed to `write` in the form that was asked for.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::arguments::{Format, Shape};
use super::failure::Failure;
use super::session::Session;
use crate::app::{Body, ago, counted_views, exact, reading_minutes};
use crate::news::{
    Article, ArticleId, Block, Dated, Document, Feed, FeedId, FeedKind, Headline, PublicId, Status, Style,
    Text,
};
use crate::store::Store;
use crate::workers::disk::{Articles, DiskError, Incoming};
use crate::write;
use crate::write::json::{HeadlineJson, ShowJson};

/// All that is known of one article but its body.
pub(super) struct Known {
    pub(super) id: PublicId,
    pub(super) article: Article,
    pub(super) added: Timestamp,
    pub(super) feed: Feed,
    pub(super) status: Status,
}

impl Known {
    /// Reads it from the library; nothing where it is not there any more.
    pub(super) fn read(
        articles: &mut Articles<'_>,
        store: &Store,
        id: ArticleId,
    ) -> Result<Option<Self>, DiskError> {
        let Some(headline) = store.headline(id) else { return Ok(None) };
        let Some((_, article)) = articles.read(id)? else { return Ok(None) };
        let feed = store.feed(headline.feed).cloned().unwrap_or_else(nameless);
        Ok(Some(Self {
            id: headline.public_id,
            article,
            added: headline.added,
            feed,
            status: store.status(id),
        }))
    }

    /// An article that was only looked at.
    pub(super) fn unkept(incoming: &Incoming, now: Timestamp) -> Self {
        Self {
            id: incoming.key.public_id(),
            article: incoming.article.clone(),
            added: now,
            feed: nameless(),
            status: Status::default(),
        }
    }

    /// Its line of `list --json`.
    pub(super) fn json(&self) -> String {
        serde_json::to_string(&self.facts()).expect("names and numbers can be written as JSON")
    }

    fn facts(&self) -> HeadlineJson {
        let Self { id, article, added, feed, status } = self;
        let date = article.published.or(article.updated).map_or(*added, |dated| dated.at);
        let headline = Headline {
            // The object has no place for the number; one that is not kept has none.
            id: ArticleId::new(1).expect("1 is the number of a row"),
            public_id: *id,
            title: &article.title,
            author: article.author.as_deref().unwrap_or_default(),
            feed: feed.id,
            feed_title: &feed.title,
            folder: &feed.folder,
            section: article.section().unwrap_or_default(),
            date,
            added: *added,
            views: article.views,
            opened: status.opened,
            words: article.words,
            publisher_read_minutes: article.publisher_read_minutes,
            language: article.language.as_deref().unwrap_or_default(),
            read: status.read,
            bookmarked: status.bookmarked.is_some(),
            noted: status.note.is_some(),
            removed: status.removed.is_some(),
            progress: status.progress,
            tags: &status.tags,
            feed_tags: &feed.tags,
        };
        HeadlineJson::new(&headline, article, feed)
    }

    /// Prints it with its body.
    pub(super) fn print(
        &self,
        body: &Body,
        setting: Setting,
        session: &mut Session<'_>,
    ) -> Result<(), Failure> {
        let document = &body.document;
        let whole = || with_head(document, &self.article, &session.zone, session.now());
        let width = usize::from(setting.width);
        match setting.format {
            Format::Text => session.output.print(&write::text(&whole(), Some(width))),
            Format::Ansi => session.output.print_styled(&write::ansi(&whole(), width, true)),
            Format::Markdown => session.output.print(&write::markdown(&whole())),
            Format::Html => session.output.print(&write::html(&whole())),
            Format::Json => {
                let notes = self.status.note.iter().cloned().collect();
                let object = ShowJson::new(self.facts(), document, notes);
                let line = serde_json::to_string(&object).expect("texts and numbers can be written as JSON");
                session.output.print(&(line + "\n"))
            }
        }
    }
}

/// For an article that is in no feed.
fn nameless() -> Feed {
    Feed {
        id: FeedId(0),
        kind: FeedKind::Files,
        title: String::new(),
        address: String::new(),
        folder: Vec::new(),
        position: 0,
        removed: false,
        full_text: false,
        muted: false,
        interval: None,
        priority: 0,
        tags: Vec::new(),
        trouble: None,
    }
}

/// In which form, and how wide.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    format: Format,
    width: u16,
}

impl Setting {
    pub(super) fn of(shape: Shape, session: &Session<'_>) -> Self {
        Self {
            format: shape.format.unwrap_or_else(|| session.usual_format()),
            width: shape.width.unwrap_or_else(|| session.output.text_width()),
        }
    }

    /// What stands before the first article: HTML is a page of its own, whose letters every browser reads aright.
    pub(super) fn opening(self, article: &Article) -> String {
        match self.format {
            Format::Html => write::html_begin(&article.title, article.language.as_deref()),
            Format::Text | Format::Ansi | Format::Markdown | Format::Json => String::new(),
        }
    }

    /// What stands behind the last article.
    pub(super) fn closing(self) -> &'static str {
        match self.format {
            Format::Html => write::HTML_END,
            Format::Text | Format::Ansi | Format::Markdown | Format::Json => "",
        }
    }

    /// What stands between two articles, so that they can be told apart.
    pub(super) fn border(self) -> &'static str {
        match self.format {
            Format::Text | Format::Ansi => "\n* * *\n\n",
            Format::Markdown => "\n---\n\n",
            Format::Html => "<hr>\n",
            Format::Json => "",
        }
    }
}

/// The document under its title and its facts.
fn with_head(document: &Document, article: &Article, zone: &TimeZone, now: Timestamp) -> Document {
    let title = (!article.title.is_empty()).then(|| Block::Heading(1, Text::plain(article.title.as_str())));
    let facts = facts(article, zone, now);
    let mut small = Text::default();
    small.push(&facts, Style::EMPHASIS, None);
    let facts = (!facts.is_empty()).then_some(Block::Paragraph(small));
    let head = title.into_iter().chain(facts);
    Document { blocks: head.chain(document.blocks.iter().cloned()).collect(), ..document.clone() }
}

/// Who, where, when, and how long, on a line each.
fn facts(article: &Article, zone: &TimeZone, now: Timestamp) -> String {
    let date = |name: &str, dated: Option<Dated>| {
        dated.map(|dated| format!("{name} {} ({})", exact(&dated, zone), ago(&dated, now)))
    };
    let said_already = |category: &&String| article.breadcrumb.contains(category);
    let categories: Vec<&str> =
        article.categories.iter().filter(|category| !said_already(category)).map(String::as_str).collect();
    let who = [
        article.author.as_ref().map(|author| format!("By {author}")),
        (!article.breadcrumb.is_empty()).then(|| article.breadcrumb.join(" › ")),
        (!categories.is_empty()).then(|| categories.join(", ")),
    ];
    let when = [date("Published", article.published), date("Updated", article.updated)];
    let minutes = |minutes: u32| format!("{minutes} min read");
    let how_long = [
        (article.words > 0).then(|| minutes(reading_minutes(article.words))),
        article.publisher_read_minutes.map(|told| format!("the publisher says {}", minutes(told))),
        article.views.map(counted_views),
    ];
    let lines = [&who[..], &when[..], &how_long[..]].map(|parts| joined(parts, " · "));
    joined(&lines.map(|line| (!line.is_empty()).then_some(line)), "\n")
}

fn joined(parts: &[Option<String>], between: &str) -> String {
    parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(between)
}
