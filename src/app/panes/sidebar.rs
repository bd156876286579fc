//! The sidebar: everything known about the article, ordered by use.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::body::Body;
use crate::app::words;
use crate::news::{Article, Dated, Headline};
use crate::store::Store;
use crate::typeset::{self, HeadingLine};

/// One piece of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A fact with its label.
    Labelled {
        /// What it is.
        label: &'static str,
        /// The fact.
        value: String,
    },
    /// Who wrote it.
    Author(String),
    /// A fact that says itself what it is.
    Plain(String),
    /// The exact form of the fact before it.
    Exactly(String),
    /// How far reading got, in thousandths.
    Progress(u16),
    /// A heading over what follows.
    Heading(&'static str),
    /// A heading of the article, indented by its level; and whether reading stands in it.
    Section {
        /// Its text.
        title: String,
        /// Its level, from 1 for the highest there is.
        level: u8,
        /// Whether the first line shown belongs to it.
        current: bool,
    },
    /// A link of the article with its number, from one.
    Link {
        /// Its number.
        number: u32,
        /// What it is called.
        title: String,
        /// Where it leads.
        host: String,
    },
    /// Words in the reader's own hand.
    Note(String),
    /// It is bookmarked.
    Bookmarked,
    /// An empty line.
    Gap,
}

/// Columns of the labels.
pub const LABEL: u16 = 10;

/// Lines that a heading in the contents takes at most.
pub const SECTION_LINES: usize = 3;

/// Columns for a heading of a level in the contents, behind its mark and its indent.
#[must_use]
pub fn section_room(level: u8, width: u16) -> u16 {
    width.saturating_sub(1 + u16::from(level.clamp(1, 4))).max(2)
}

impl Fact {
    /// How many lines it takes in a sidebar of so many columns, the first of which stays empty.
    #[must_use]
    pub fn lines(&self, columns: u16) -> usize {
        let width = columns.saturating_sub(1);
        match self {
            Self::Labelled { value, .. } => {
                typeset::wrap_line(value, width.saturating_sub(LABEL).max(2), 4).len()
            }
            Self::Author(text) | Self::Plain(text) => typeset::wrap_line(text, width.max(2), 12).len(),
            Self::Note(text) => typeset::wrap_line(text, width.max(2), usize::MAX).len(),
            Self::Link { .. } => 2,
            Self::Section { title, level, .. } => {
                typeset::wrap_line(title, section_room(*level, width), SECTION_LINES).len()
            }
            Self::Exactly(_) | Self::Progress(_) | Self::Heading(_) | Self::Bookmarked | Self::Gap => 1,
        }
    }
}

/// What the sidebar is made from.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The article's row.
    pub headline: &'a Headline<'a>,
    /// Its body, once it has come.
    pub body: Option<&'a Arc<Body>>,
    /// The library.
    pub store: &'a Store,
    /// How far reading got.
    pub progress: u16,
    /// Whether the page is shown as it came, instead of the article.
    pub original: bool,
    /// The headings of what is shown.
    pub headings: &'a [HeadingLine],
    /// Which heading reading stands in.
    pub current_heading: Option<usize>,
    /// How fast this reader reads.
    pub words_per_minute: u32,
    /// Now.
    pub now: Timestamp,
    /// The reader's time zone.
    pub zone: &'a TimeZone,
}

/// Which text contents are of.
#[derive(Debug)]
struct Text {
    body: Option<Arc<Body>>,
    original: bool,
    headings: usize,
}

impl Text {
    fn of(about: &About<'_>) -> Self {
        Self { body: about.body.cloned(), original: about.original, headings: about.headings.len() }
    }

    fn is_shown(&self, about: &About<'_>) -> bool {
        let same_body = self.body.as_ref().map(Arc::as_ptr) == about.body.map(Arc::as_ptr);
        same_body && self.original == about.original && self.headings == about.headings.len()
    }
}

/// The sidebar's state: its facts in words, and the first line shown.
#[derive(Debug, Default)]
pub struct SidebarPane {
    above: Vec<Fact>,
    /// Contents and links. They may be thousands, so they are put into words once for each text.
    contents: Vec<Fact>,
    contents_of: Option<Text>,
    below: Vec<Fact>,
    top: usize,
}

impl SidebarPane {
    /// All facts of the article shown.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.above.iter().chain(&self.contents).chain(&self.below)
    }

    /// The first line shown.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Scrolls to a line, as far as there are lines.
    pub fn move_to(&mut self, line: usize) {
        self.top = line;
    }

    /// Scrolls by lines.
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines);
    }

    /// Leaves the article.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Puts into words what is known now. The last fact stays at the bottom, however far down was asked for.
    pub fn set(&mut self, about: &About<'_>, columns: u16, height: u16) {
        self.above.clear();
        push_people(&mut self.above, about);
        push_dates(&mut self.above, about);
        push_reading(&mut self.above, about);
        push_marks(&mut self.above, about);
        self.set_contents(about);
        self.below.clear();
        push_rest(&mut self.below, about);
        if self.top > 0 {
            let lines: usize = self.facts().map(|fact| fact.lines(columns)).sum();
            self.top = self.top.min(lines.saturating_sub(usize::from(height)));
        }
    }

    fn set_contents(&mut self, about: &About<'_>) {
        if !self.contents_of.as_ref().is_some_and(|text| text.is_shown(about)) {
            self.contents.clear();
            push_contents(&mut self.contents, about.headings);
            push_links(&mut self.contents, about);
            self.contents_of = Some(Text::of(about));
        }
        let mut number = 0;
        for fact in &mut self.contents {
            let Fact::Section { current, .. } = fact else { continue };
            *current = about.current_heading == Some(number);
            number += 1;
        }
    }
}

fn labelled(facts: &mut Vec<Fact>, label: &'static str, value: impl Into<String>) {
    let value = value.into();
    if !value.is_empty() {
        facts.push(Fact::Labelled { label, value });
    }
}

fn push_people(facts: &mut Vec<Fact>, about: &About<'_>) {
    let author = about.headline.author;
    facts.push(Fact::Author(if author.is_empty() { "Author unknown".to_owned() } else { author.to_owned() }));
    facts.push(Fact::Plain(about.headline.feed_title.to_owned()));
    let feeds = about.body.map_or(&[][..], |body| &body.feeds);
    let others = feeds.iter().filter(|feed| **feed != about.headline.feed);
    let others = others.filter_map(|feed| about.store.feed(*feed)).filter(|feed| !feed.removed);
    facts.extend(others.map(|feed| Fact::Plain(format!("also in {}", feed.title))));
    facts.push(Fact::Gap);
}

fn push_dates(facts: &mut Vec<Fact>, about: &About<'_>) {
    let article = about.body.map(|body| &body.article);
    let mut push = |label, dated: Option<&Dated>| {
        if let Some(dated) = dated {
            labelled(facts, label, words::ago(dated, about.now));
            facts.push(Fact::Exactly(words::exact(dated, about.zone)));
        }
    };
    push("Published", article.and_then(|article| article.published.as_ref()));
    push("Updated", article.and_then(|article| article.updated.as_ref()));
}

fn push_reading(facts: &mut Vec<Fact>, about: &About<'_>) {
    let headline = about.headline;
    labelled(facts, "Views", headline.views.map(words::number).unwrap_or_default());
    if headline.opened > 0 {
        labelled(facts, "Opened", words::counted(headline.opened as usize, "time"));
    }
    labelled(facts, "Read time", words::minutes(headline.words.div_ceil(about.words_per_minute.max(1))));
    if let Some(minutes) = headline.publisher_read_minutes {
        facts.push(Fact::Exactly(format!("publisher says {}", words::minutes(minutes))));
    }
    let left = u64::from(headline.words) * u64::from(1000 - about.progress.min(1000)) / 1000;
    if about.progress < 1000 {
        labelled(facts, "Left", words::minutes((left as u32).div_ceil(about.words_per_minute.max(1))));
    }
    facts.push(Fact::Progress(about.progress));
}

fn push_marks(facts: &mut Vec<Fact>, about: &About<'_>) {
    let tags = about.store.tags(about.headline.id);
    if about.headline.bookmarked || !tags.is_empty() {
        facts.push(Fact::Gap);
    }
    if about.headline.bookmarked {
        facts.push(Fact::Bookmarked);
    }
    labelled(facts, "Tags", tags.join(", "));
    if let Some(note) = about.store.note(about.headline.id) {
        facts.extend([Fact::Gap, Fact::Heading("Note"), Fact::Note(note.to_owned())]);
    }
}

fn push_contents(facts: &mut Vec<Fact>, headings: &[HeadingLine]) {
    let Some(highest) = headings.iter().map(|heading| heading.level).min() else { return };
    facts.extend([Fact::Gap, Fact::Heading("Contents")]);
    facts.extend(headings.iter().map(|heading| Fact::Section {
        title: heading.title.clone(),
        level: heading.level.saturating_sub(highest) + 1,
        current: false,
    }));
}

fn push_links(facts: &mut Vec<Fact>, about: &About<'_>) {
    let links = about.body.map_or(&[][..], |body| &body.document.links);
    if links.is_empty() {
        return;
    }
    facts.extend([Fact::Gap, Fact::Heading("Links")]);
    facts.extend(links.iter().zip(1..).map(|(link, number)| Fact::Link {
        number,
        title: link.title.clone(),
        host: words::host(&link.url).to_owned(),
    }));
}

/// The categories that the path of sections does not name already.
fn filed(article: &Article) -> String {
    let sections: Vec<String> = article.breadcrumb.iter().map(|section| section.to_lowercase()).collect();
    let is_new = |category: &&String| !sections.contains(&category.to_lowercase());
    let categories: Vec<&str> = article.categories.iter().filter(is_new).map(String::as_str).collect();
    categories.join(", ")
}

fn push_rest(facts: &mut Vec<Fact>, about: &About<'_>) {
    facts.push(Fact::Gap);
    if let Some(body) = about.body {
        labelled(facts, "Section", body.article.breadcrumb.join(" / "));
        labelled(facts, "Filed", filed(&body.article));
        labelled(facts, "Host", body.article.url.as_deref().map(words::host).unwrap_or_default());
        labelled(facts, "Comments", body.article.comments.map(words::number).unwrap_or_default());
    }
    labelled(facts, "Words", words::number(u64::from(about.headline.words)));
    labelled(facts, "Language", about.headline.language);
    if let Some(path) = about.body.and_then(|body| body.path.as_deref()) {
        facts.push(Fact::Gap);
        facts.push(Fact::Plain("Opened from".to_owned()));
        facts.push(Fact::Note(path.to_owned()));
    }
    if let Some(body) = about.body.filter(|body| !body.set_aside.is_empty()) {
        labelled(
            facts,
            "Set aside",
            format!("{} · x shows them", words::counted(body.set_aside.len(), "line")),
        );
    }
    labelled(facts, "ID", about.headline.public_id.to_string());
}
