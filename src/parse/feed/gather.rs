//! The elements of a feed or an article to its values: every field from the best element that fills it.

use std::borrow::Cow;

use super::field::{Field, field};
use super::kind::Kind;
use super::pace::Pace;
use super::slot::{Ranked, Slot};
use super::space::Space;
use super::text::{self, Default as Usual};
use super::tree::{NodeId, Tree};
use crate::facts::{self, Order};
use crate::news::{Address, BaseId, Dated, Foreign, ParsedArticle, ParsedEnclosure, ParsedFeed, Passage};

/// How much worse an element is that stands in another of unknown meaning.
const STRAY: u16 = 100;

/// How much worse an author is of whom nothing but an address is known.
const NAMELESS: u16 = 50;

/// The longest value that is a name, a category or an address, in bytes.
const LONGEST_VALUE: usize = 8 * 1024;

/// How many categories and how many files of one article are kept.
const MOST: usize = 200;

/// The fields of a feed or an article under way.
#[derive(Default)]
pub(super) struct Draft {
    id: Slot<Address>,
    title: Slot<Passage>,
    links: Ranked<Address>,
    own_address: Slot<Address>,
    authors: Ranked<String>,
    published: Ranked<String>,
    updated: Ranked<String>,
    summary: Slot<Passage>,
    description: Slot<Passage>,
    content: Slot<Passage>,
    language: Slot<Foreign>,
    categories: Ranked<String>,
    views: Option<u64>,
    comments: Slot<u64>,
    comment_pages: Ranked<Address>,
    enclosures: Vec<ParsedEnclosure>,
    images: Ranked<Address>,
    source: Option<NodeId>,
    rhythm: Pace,
    is_feed: bool,
    /// Whether a summary stood before the description.
    is_summary_first: bool,
}

/// Whether a document is in Atom, where types are told and authors are inherited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    Atom,
    Rss,
}

impl Draft {
    /// What an article's elements say.
    pub(super) fn of_article(tree: &mut Tree<'_>, article: NodeId, habit: Habit) -> Self {
        let mut draft = Self::default();
        draft.own_attributes(tree, article);
        draft.gather(tree, article, habit, |_| false);
        draft.languages(tree, article);
        if habit == Habit::Atom
            && draft.authors.is_empty()
            && let Some(source) = draft.source
        {
            let authors = tree.children(source).collect::<Vec<_>>();
            for node in authors.into_iter().filter(|&node| tree.nodes[node].is(Space::Core, "author")) {
                draft.author(tree, node, 0);
            }
        }
        draft
    }

    /// What a feed's own elements say: those of its channels, but nothing inside its articles.
    pub(super) fn of_feed(tree: &mut Tree<'_>, root: NodeId, habit: Habit) -> Self {
        let mut draft = Self { is_feed: true, ..Self::default() };
        draft.own_attributes(tree, root);
        draft.gather(tree, root, habit, |node| node.is(Space::Core, "channel"));
        let language = tree.nodes[root].language.map(|place| tree.languages[place].clone());
        draft.language.offer(2, language.filter(|language| !language.is_empty()));
        // What it is called, if nothing else, shows the language.
        let tag = |slot: &Slot<Passage>| slot.value().and_then(|passage| passage.language.clone());
        let shown = tag(&draft.title).or_else(|| tag(&draft.description)).or_else(|| tag(&draft.summary));
        draft.language.offer(3, shown.filter(|language| !language.is_empty()));
        draft
    }

    /// Walks through the elements inside one; frames are gone into where they are wanted.
    fn gather(
        &mut self,
        tree: &mut Tree<'_>,
        within: NodeId,
        habit: Habit,
        is_wanted: fn(&super::tree::Node<'_>) -> bool,
    ) {
        let mut at = tree.inside(within);
        while let Some(node) = at {
            let element = &tree.nodes[node];
            let goes_in = if element.kind == Kind::Frame {
                let is_wanted = is_wanted(element);
                if is_wanted {
                    self.own_attributes(tree, node);
                }
                is_wanted
            } else {
                self.take(tree, node, habit)
            };
            let inside = if goes_in { tree.inside(node) } else { None };
            at = inside.or_else(|| tree.after(node, within));
        }
    }

    /// What stands in the tag of a feed or an article: RDF's name for it, and all that CDF says.
    fn own_attributes(&mut self, tree: &Tree<'_>, node: NodeId) {
        let base = tree.nodes[node].base;
        if let Some(about) = tree.told(node, "about") {
            self.id.offer(1, Some(address(&about, base)));
            self.links.add(6, Some(address(&about, base)));
        }
        if let Some(href) = tree.told(node, "href") {
            self.links.add(1, Some(address(&href, base)));
        }
        self.updated.add(0, tree.told(node, "lastmod"));
    }

    /// Takes what an element says; whether what stands in it is to be looked at too.
    fn take(&mut self, tree: &mut Tree<'_>, node: NodeId, habit: Habit) -> bool {
        let element = &tree.nodes[node];
        let name = element.name.to_ascii_lowercase();
        let Some(field) = field(element.space, &name) else {
            // A person who only helped, and the box to search a site with, are left out with all they hold.
            return element.kind == Kind::Unknown || element.kind == Kind::Holder && !is_left_out(&name);
        };
        let is_stray = element.parent.is_some_and(|parent| tree.nodes[parent].kind == Kind::Unknown);
        let worse = if is_stray { STRAY } else { 0 };
        let is_atom = habit == Habit::Atom;
        match field {
            Field::Title(rank) => {
                if self.title.takes(rank + worse) {
                    let title = text::passage(tree, node, Usual::Plain, is_atom);
                    self.title.offer(rank + worse, title);
                }
            }
            Field::Summary(rank, usual) => {
                if self.summary.takes(rank + worse) {
                    let summary = text::passage(tree, node, usual, is_atom);
                    self.summary.offer(rank + worse, summary);
                }
            }
            Field::Description => {
                self.is_summary_first |= self.summary.rank() == Some(0);
                let description = text::passage(tree, node, Usual::Html, is_atom);
                self.description.offer(worse, description);
            }
            Field::Content(rank, usual) => self.content(tree, node, rank + worse, usual, is_atom),
            Field::Published(rank) => self.published.add(rank + worse, short(tree, node)),
            Field::Updated(rank) => self.updated.add(rank + worse, short(tree, node)),
            Field::Date => {
                self.published.add(3 + worse, short(tree, node));
                self.updated.add(3 + worse, short(tree, node));
            }
            Field::Author(rank) => self.author(tree, node, rank + worse),
            Field::Publisher(rank) if self.is_feed => self.author(tree, node, rank + worse + 2 * STRAY),
            Field::Publisher(_) => (),
            Field::Category => {
                self.category(tree, node);
                return true;
            }
            Field::Categories => {
                let told = short(tree, node).unwrap_or_default();
                told.split(',').for_each(|each| self.file_under(each));
            }
            Field::Language(rank) => self.language.offer(rank + worse, short(tree, node).map(Foreign::new)),
            Field::Id(rank) => self.id(tree, node, rank + worse),
            Field::Link => self.link(tree, node, worse),
            Field::OriginalLink => self.links.add(worse, addressed(tree, node)),
            Field::CommentPage(rank) => self.comment_pages.add(rank + worse, addressed(tree, node)),
            Field::CommentCount(rank) => {
                self.comments.offer(rank + worse, short(tree, node).and_then(|told| number(&told)));
            }
            Field::Statistics => {
                let views = tree.told(node, "views").and_then(|told| number(&told));
                self.views = self.views.max(views);
            }
            Field::Enclosure => {
                let place = addressed(tree, node);
                self.enclose(tree, node, place, "length");
            }
            Field::MediaFile => {
                self.media(tree, node, worse);
                return true;
            }
            Field::Image(rank) => self.image(tree, node, rank + worse),
            Field::Source => self.source = self.source.or(Some(node)),
            Field::Lifetime | Field::SkipHours | Field::SkipDays | Field::Period | Field::Frequency => {
                self.rhythm.take(tree, node, field);
            }
        }
        false
    }

    fn content(&mut self, tree: &mut Tree<'_>, node: NodeId, rank: u16, usual: Usual, is_atom: bool) {
        if let Some(place) = tree.told(node, "src") {
            // What is elsewhere is a file with the article, and a place to read it.
            let place = address(&place, tree.nodes[node].base);
            self.links.add(7, Some(place.clone()));
            let is_page = tree.told(node, "type").is_some_and(|told| told.starts_with("text/"));
            if !is_page {
                self.enclose(tree, node, Some(place), "length");
            }
            return;
        }
        let content = text::passage(tree, node, usual, is_atom);
        // Of several the one with markup says more.
        let is_plain = content.as_ref().is_some_and(|content| content.form == crate::news::Form::Plain);
        self.content.offer(2 * rank + u16::from(is_plain), content);
    }

    fn author(&mut self, tree: &Tree<'_>, node: NodeId, rank: u16) {
        let parts: Vec<NodeId> = tree.children(node).collect();
        let part = |names: &[&str]| {
            let named =
                |part: &&NodeId| names.iter().any(|name| tree.nodes[**part].name.eq_ignore_ascii_case(name));
            parts.iter().find(named).and_then(|&part| short(tree, part))
        };
        let (name, mail) = (part(&["name"]), part(&["email"]));
        if name.is_some() || mail.is_some() {
            return self.person(rank, name, mail);
        }
        let Some(told) = short(tree, node) else { return };
        let person = facts::person(&told);
        self.person(rank, person.name.map(str::to_owned), person.mail.map(str::to_owned));
    }

    fn person(&mut self, rank: u16, name: Option<String>, mail: Option<String>) {
        // A name may hold an address too.
        let name = name.map(|name| facts::person(&name).name.map_or(name.clone(), str::to_owned));
        match name {
            Some(name) => self.authors.add(rank, Some(name)),
            None => self.authors.add(rank + NAMELESS, mail),
        }
    }

    fn category(&mut self, tree: &Tree<'_>, node: NodeId) {
        let term = tree.told(node, "term").or_else(|| tree.told(node, "text"));
        let label = tree.told(node, "label");
        // A term that is an address says less to people than its label.
        let is_address = term.as_deref().is_some_and(|term| term.contains("://") || term.starts_with("urn:"));
        let (first, second) = if is_address { (label, term) } else { (term, label) };
        let written = || short(tree, node).filter(|_| tree.inside(node).is_none());
        if let Some(told) = first.or_else(written).or(second) {
            self.file_under(&told);
        }
    }

    fn file_under(&mut self, category: &str) {
        let category = category.trim();
        let is_told = !category.is_empty() && category.len() <= LONGEST_VALUE;
        self.categories.add(0, is_told.then(|| category.to_owned()));
    }

    fn id(&mut self, tree: &Tree<'_>, node: NodeId, rank: u16) {
        let Some(told) = short(tree, node) else { return };
        let is_place = !tree.told(node, "ispermalink").is_some_and(|told| told.eq_ignore_ascii_case("false"));
        let base = tree.nodes[node].base.filter(|_| is_place);
        self.id.offer(rank, Some(address(&told, base)));
        if is_place {
            self.links.add(rank + 5, Some(address(&told, base)));
        }
    }

    fn link(&mut self, tree: &Tree<'_>, node: NodeId, worse: u16) {
        let relation = tree.told(node, "rel").unwrap_or_default().to_ascii_lowercase();
        let relation = relation.rsplit('/').next().unwrap_or_default();
        let media_type = tree.told(node, "type").unwrap_or_default().to_ascii_lowercase();
        let is_page =
            matches!(media_type.as_str(), "" | "text/html" | "application/xhtml+xml" | "html" | "xhtml");
        let place = addressed(tree, node);
        match relation {
            "" | "alternate" => self.links.add(worse + if is_page { 1 } else { 4 }, place),
            "canonical" | "permalink" | "bookmark" => self.links.add(worse + 3, place),
            "self" => self.own_address.offer(worse, place),
            "enclosure" => self.enclose(tree, node, place, "length"),
            "replies" => {
                self.comment_pages.add(worse + if is_page { 1 } else { 3 }, place);
                self.comments.offer(worse + 2, tree.told(node, "count").and_then(|told| number(&told)));
            }
            "image" | "thumbnail" | "preview" => self.images.add(worse + 5, place),
            _ => (),
        }
    }

    fn media(&mut self, tree: &Tree<'_>, node: NodeId, worse: u16) {
        let Some(place) = tree.told(node, "url") else { return };
        let place = address(&place, tree.nodes[node].base);
        let is_of =
            |name: &str, start: &str| tree.told(node, name).is_some_and(|told| told.starts_with(start));
        if is_of("type", "image/") || is_of("medium", "image") {
            self.images.add(worse + 3, Some(place.clone()));
        }
        self.enclose(tree, node, Some(place), "filesize");
    }

    fn enclose(&mut self, tree: &Tree<'_>, node: NodeId, place: Option<Address>, length: &str) {
        let Some(place) = place else { return };
        if self.enclosures.len() >= MOST || self.enclosures.iter().any(|each| each.address == place) {
            return;
        }
        let media_type = tree.told(node, "type");
        if media_type.as_deref().is_some_and(|told| told.starts_with("image/")) {
            self.images.add(6, Some(place.clone()));
        }
        self.enclosures.push(ParsedEnclosure {
            address: place,
            media_type: media_type.map(Foreign::new),
            length: tree.told(node, length).and_then(|told| number(&told)),
        });
    }

    fn image(&mut self, tree: &Tree<'_>, node: NodeId, rank: u16) {
        let parts: Vec<NodeId> = tree.children(node).collect();
        let part =
            |name: &str| parts.iter().copied().find(|&part| tree.nodes[part].name.eq_ignore_ascii_case(name));
        let place = part("url").or_else(|| part("href")).and_then(|part| addressed(tree, part));
        let is_box = !parts.is_empty();
        self.images.add(rank, place.or_else(|| addressed(tree, node).filter(|_| !is_box)));
    }

    /// The language of an article: of its text, as it is told in so many words, of its parts, of what it stands in.
    fn languages(&mut self, tree: &Tree<'_>, article: NodeId) {
        let around = tree.nodes[article].parent.and_then(|parent| tree.nodes[parent].language);
        let of = |place: Option<usize>| place.map(|place| tree.languages[place].clone());
        let around_tag = of(around);
        let article_tag = of(tree.nodes[article].language.filter(|place| Some(*place) != around));
        // A part may fall back to the language around its article.
        let is_own = |tag: &Foreign| article_tag.is_some() || Some(tag) != around_tag.as_ref();
        let own =
            |slot: &Slot<Passage>| slot.value().and_then(|passage| passage.language.clone()).filter(is_own);
        // A text that says nothing of its language has that of what it stands in, whatever else stands there.
        let in_force = |slot: &Slot<Passage>| slot.value().and_then(|passage| passage.language.clone());
        let (content, summary) = (own(&self.content), own(&self.summary).or_else(|| own(&self.description)));
        let told = std::mem::take(&mut self.language).into_value();
        let language = content
            .or(told)
            .or_else(|| in_force(&self.content))
            .or(summary)
            .or_else(|| in_force(&self.summary))
            .or_else(|| in_force(&self.description))
            .or_else(|| own(&self.title))
            .or(article_tag.clone());
        let language = language.or(around_tag.clone());
        self.language.offer(0, language);
    }

    /// Every date, as it is told.
    pub(super) fn dates(&self) -> impl Iterator<Item = &str> {
        self.published.values().chain(self.updated.values()).map(String::as_str)
    }

    /// The article, its dates read in the order that its feed shows.
    pub(super) fn into_article(self, order: Option<Order>) -> ParsedArticle {
        let (summary, content) = texts(self.summary, self.description, self.content, self.is_summary_first);
        ParsedArticle {
            id: self.id.into_value(),
            title: self.title.into_value(),
            links: self.links.into_values(),
            authors: foreign(self.authors.into_best()),
            published: moment(self.published, order),
            updated: moment(self.updated, order),
            summary,
            content,
            language: self.language.into_value(),
            categories: foreign(self.categories.into_values()),
            views: self.views,
            comments: self.comments.into_value(),
            comment_pages: self.comment_pages.into_values(),
            enclosures: self.enclosures,
            images: self.images.into_values(),
        }
    }

    /// The feed, without its articles.
    pub(super) fn into_feed(self, order: Option<Order>) -> ParsedFeed {
        let rank = self.summary.rank();
        let (summary, description) = (self.summary.into_value(), self.description.into_value());
        let description = if rank == Some(0) { summary.or(description) } else { description.or(summary) };
        ParsedFeed {
            title: self.title.into_value(),
            links: self.links.into_values(),
            own_address: self.own_address.into_value(),
            description,
            language: self.language.into_value(),
            id: self.id.into_value(),
            authors: foreign(self.authors.into_best()),
            published: moment(self.published, order),
            updated: moment(self.updated, order),
            images: self.images.into_values(),
            categories: foreign(self.categories.into_values()),
            rhythm: self.rhythm.rhythm(),
            ..ParsedFeed::default()
        }
    }
}

/// Summary and whole text. Where there are a summary and a description but no text, the second of them is the text.
fn texts(
    summary: Slot<Passage>,
    description: Slot<Passage>,
    content: Slot<Passage>,
    is_summary_first: bool,
) -> (Option<Passage>, Option<Passage>) {
    let is_told = summary.rank() == Some(0);
    let (summary, description, content) =
        (summary.into_value(), description.into_value(), content.into_value());
    match (is_told, content) {
        (true, Some(content)) => (summary, Some(content)),
        (true, None) if description.is_none() || is_summary_first => (summary, description),
        (true, None) => (description, summary),
        (false, content) => (description.or(summary), content),
    }
}

fn moment(dates: Ranked<String>, order: Option<Order>) -> Option<Dated> {
    dates.into_latest().iter().find_map(|date| facts::feed_date(date, order))
}

fn foreign(texts: Vec<String>) -> Vec<Foreign> {
    texts.into_iter().map(Foreign::new).collect()
}

fn is_left_out(name: &str) -> bool {
    matches!(name, "contributor" | "textinput")
}

/// A value of reasonable length.
fn short(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    let inside = tree.nodes[node].inside;
    (inside.len() <= 2 * LONGEST_VALUE).then(|| text::told(tree, node)).flatten()
}

/// The address in an element: in one of the attributes that have it, or its text.
fn addressed(tree: &Tree<'_>, node: NodeId) -> Option<Address> {
    const NAMES: [&str; 5] = ["href", "url", "uri", "src", "resource"];
    let told = NAMES.iter().find_map(|name| tree.told(node, name)).map(Cow::Owned);
    let told: Option<Cow<'_, str>> = told.or_else(|| short(tree, node).map(Cow::Owned));
    told.map(|told| address(&told, tree.nodes[node].base))
}

fn address(told: &str, base: Option<BaseId>) -> Address {
    // Lines are broken inside addresses that are set by hand.
    let told: String = told.split(['\n', '\r', '\t']).map(str::trim).collect();
    Address { address: Foreign::new(told), base }
}

/// The number at the start of a text, the commas in it left out.
fn number(text: &str) -> Option<u64> {
    let digits: String = text
        .trim()
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || *letter == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
