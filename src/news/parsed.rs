//! A feed as it was read: every text still as a stranger wrote it, with what is needed to clean it.
//!
//! `parse` fills these values and `clean` empties them; the two crafts meet nowhere else. Nothing here is fit to be
//! shown.

use super::{Dated, Foreign, Rhythm};

/// A feed taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ParsedFeed {
    /// The short name of its format ("rss20", "atom10", "json11"); `None` where it is no feed.
    pub format: Option<&'static str>,
    /// The addresses that others in it are relative to. Each refers to one before it, if to any.
    pub bases: Vec<BaseAddress>,
    /// What it is called.
    pub title: Option<Passage>,
    /// Where its site is; the likeliest first.
    pub links: Vec<Address>,
    /// Where it says that it is itself.
    pub own_address: Option<Address>,
    /// What it says about itself.
    pub description: Option<Passage>,
    /// Its language, as it is told.
    pub language: Option<Foreign>,
    /// What it is known by.
    pub id: Option<Address>,
    /// Who makes it.
    pub authors: Vec<Foreign>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub updated: Option<Dated>,
    /// Its picture; the likeliest first.
    pub images: Vec<Address>,
    /// What it is filed under.
    pub categories: Vec<Foreign>,
    /// How often it changes, as far as it says.
    pub rhythm: Rhythm,
    /// Its articles, in its own order.
    pub articles: Vec<ParsedArticle>,
    /// One sentence for each thing that went wrong, fit to be shown.
    pub complaints: Vec<String>,
}

/// An article of a feed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ParsedArticle {
    /// What its feed knows it by.
    pub id: Option<Address>,
    /// Its title.
    pub title: Option<Passage>,
    /// Where it can be read; the likeliest first.
    pub links: Vec<Address>,
    /// Who wrote it.
    pub authors: Vec<Foreign>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub updated: Option<Dated>,
    /// What it is about, in short.
    pub summary: Option<Passage>,
    /// Its text.
    pub content: Option<Passage>,
    /// Its language, as it is told.
    pub language: Option<Foreign>,
    /// What it is filed under, each once.
    pub categories: Vec<Foreign>,
    /// How often it was viewed.
    pub views: Option<u64>,
    /// How many comments there are.
    pub comments: Option<u64>,
    /// Where the comments are; the likeliest first.
    pub comment_pages: Vec<Address>,
    /// Files that come with it.
    pub enclosures: Vec<ParsedEnclosure>,
    /// Its picture; the likeliest first.
    pub images: Vec<Address>,
}

/// A place in [`ParsedFeed::bases`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BaseId(pub u32);

/// An address that others are relative to, itself relative to the one above it (XML Base).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseAddress {
    /// The base around it.
    pub above: Option<BaseId>,
    /// As it is told.
    pub address: Foreign,
}

/// An address and what it is relative to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// As it is told.
    pub address: Foreign,
    /// The base in force where it stands.
    pub base: Option<BaseId>,
}

/// Text of a feed with what is known of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The text or its markup.
    pub text: Foreign,
    /// Which of the two.
    pub form: Form,
    /// What its addresses are relative to.
    pub base: Option<BaseId>,
    /// Its language, as it is told.
    pub language: Option<Foreign>,
}

/// What a text of a feed is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Letters that mean themselves.
    Plain,
    /// HTML, or XHTML near enough.
    Html,
}

/// A file that comes with an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsedEnclosure {
    /// Where it is.
    pub address: Address,
    /// Its media type, as it is told.
    pub media_type: Option<Foreign>,
    /// Its size in bytes.
    pub length: Option<u64>,
}

/// A list of subscriptions as it was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ParsedOutline {
    /// The feeds in its order.
    pub feeds: Vec<OutlineFeed>,
    /// One sentence for each thing that went wrong, fit to be shown.
    pub complaints: Vec<String>,
}

/// A feed of such a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutlineFeed {
    /// What stands where its address is to stand; it may be anything.
    pub address: Foreign,
    /// What it is called.
    pub title: Option<Foreign>,
    /// Where its site is.
    pub site: Option<Foreign>,
    /// The folders it sits in, outermost first.
    pub folder: Vec<Foreign>,
    /// What it is filed under besides.
    pub tags: Vec<Foreign>,
    /// What else is said of it: names and values.
    pub others: Vec<(Foreign, Foreign)>,
}
