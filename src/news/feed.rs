//! Where articles come from: a subscription, the opened files, or the built-in guide.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The number the library files a feed under.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FeedId(pub u32);

/// What kind of source a feed is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedKind {
    /// The guide articles that come with the program. Removable; never comes back by itself.
    Guide,
    /// Pages and texts the reader opened.
    Files,
    /// A feed on the network.
    Remote,
}

/// A source of articles as the feeds pane lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Its number.
    pub id: FeedId,
    /// What kind of source.
    pub kind: FeedKind,
    /// What it is called.
    pub title: String,
    /// Its address; for the guide and the files a name of our own (`courant:guide`).
    pub address: String,
    /// The path of folders it sits in, outermost first.
    pub folder: Vec<String>,
    /// Its rank among its neighbours.
    pub position: i64,
    /// Set when the reader removed it: hidden with its articles, brought back by undo.
    pub removed: bool,
    /// Its articles are read from their pages, as the feed has only their beginnings.
    pub full_text: bool,
    /// Its articles are in no list, but those with a bookmark or a note.
    pub muted: bool,
    /// Seconds between two askings, where the reader set them.
    pub interval: Option<u32>,
    /// Feeds of higher priority are asked first.
    pub priority: i32,
    /// What the reader files it under.
    pub tags: Vec<String>,
    /// What keeps it from being read anew, where anything does.
    pub trouble: Option<Trouble>,
}

/// What keeps a feed on the network from being read anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// Since when it fails.
    pub since: Option<Timestamp>,
    /// Why, in a sentence.
    pub reason: String,
    /// It says that it is gone for good, and is not asked any more by itself.
    pub gone: bool,
}
