//! What the lines of a choice stand for. What each of them does, it must not know.

use super::effect::Subscribing;
use crate::news::FeedId;
use crate::store::Sorting;

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Subscribe to feeds that are known by their addresses.
    Subscribe(Vec<Subscribing>),
    /// Look at a feed first; whether it is where the reader typed.
    Look(String, bool),
    /// Fetch a page and keep it as an article; whether the reader typed its address.
    Open(String, bool),
    /// Follow a link.
    Follow(String),
    /// Go to a heading of the article, by its number.
    Heading(usize),
    /// Go to a feed.
    Go(FeedId),
    /// Ask for something in the bottom line.
    Ask(FeedId, Field),
    /// Have the articles of a feed read from their pages, or not.
    Whole(FeedId, bool),
    /// Have the articles of a feed in no list but its own, or in all.
    Mute(FeedId, bool),
    /// Alter how the text is set.
    Turn(Trait),
    /// Sort the list.
    Sort(Sorting),
    /// Show what can be altered on a feed.
    Card(FeedId),
}

/// What can be altered on how the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// Ragged or filled lines.
    Lines,
    /// Where words are parted.
    Hyphens,
    /// What parts paragraphs.
    Paragraphs,
    /// What parts lines.
    Spacing,
    /// Who puts text from right to left in order.
    Direction,
    /// How wide the terminal paints what is ambiguous.
    Widths,
    /// Whether the paragraph being read stands out.
    Focus,
}

impl Trait {
    /// All of them, as they are offered.
    pub const ALL: [Self; 7] = [
        Self::Lines,
        Self::Hyphens,
        Self::Paragraphs,
        Self::Spacing,
        Self::Direction,
        Self::Widths,
        Self::Focus,
    ];
}

/// What can be altered on a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What it is called.
    Title,
    /// The folder it sits in.
    Folder,
    /// How often it is asked.
    Interval,
    /// Whether it is asked before others.
    Priority,
}
