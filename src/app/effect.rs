//! What the machine asks the world to do: plain data, carried out by `workers`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::body::Body;
use crate::facts::CodeStretch;
use crate::news::{ArticleId, Document, FeedId};
use crate::store::{ReaderChange, Trace};
use crate::typeset::Options;

/// Counts questions, so that an answer can be matched with the newest one and an old answer dropped.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Generation(pub u64);

/// A step of the journal: its name, what was done, and how to take it back, as the disk has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it did, for "u undoes …": `marked 12 read`.
    pub name: String,
    /// The change that was applied.
    pub change: ReaderChange,
    /// The change that takes back what it altered.
    pub inverse: ReaderChange,
}

/// Number of a step in the journal, rising; given by the disk when it is saved.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StepId(pub i64);

/// Which steps of the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Those that stand.
    Done,
    /// Those taken back.
    Undone,
}

/// Some steps of the journal by their names: what they did is read when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct StepPage {
    /// Steps, the next to be taken back or done again last.
    pub steps: Vec<(StepId, String)>,
    /// Where the steps before these are to be asked for from; nothing where there are none.
    pub before: Option<i64>,
}

/// What saving a step is: a new one, or an old one taken back or done again.
#[derive(Clone, Debug, PartialEq)]
pub enum Save {
    /// A new step: everything that was undone can no longer be redone. What takes it back is for the disk to say.
    New {
        /// Its name.
        name: String,
        /// What it does.
        change: ReaderChange,
    },
    /// A step taken back.
    Undo {
        /// Which step.
        step: StepId,
        /// What memory altered: what it knew to have changed since was skipped. The disk may know of more.
        change: ReaderChange,
    },
    /// The last step of this run taken back before its number was known, as the program ends.
    UndoLast {
        /// What takes it back, as far as memory knows.
        change: ReaderChange,
    },
    /// A step done again.
    Redo {
        /// Which step.
        step: StepId,
        /// What memory altered.
        change: ReaderChange,
    },
    /// An article read to its end: the mark that reading makes, which is no step. It goes the way of the others,
    /// so that a mark made by hand afterwards also reaches the disk afterwards.
    ReadByReading(ArticleId),
}

impl Save {
    /// What it alters.
    #[must_use]
    pub fn change(&self) -> ReaderChange {
        match self {
            Self::New { change, .. }
            | Self::Undo { change, .. }
            | Self::UndoLast { change }
            | Self::Redo { change, .. } => change.clone(),
            Self::ReadByReading(article) => ReaderChange::Read { articles: vec![*article], read: true },
        }
    }
}

/// What the disk, which knows the rows, did of a save.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The number of the step that was new, was taken back or done again; of a mark made by reading that of its row.
    pub step: StepId,
    /// What takes back the values that were really altered, and no others: what another courant had set to the same
    /// before is not among them.
    pub inverse: ReaderChange,
    /// What memory is to be set to where the rows stood other than it knew; nothing, nearly always.
    pub amends: Option<ReaderChange>,
}

/// A text that takes longer to set than a key should wait.
#[derive(Clone, Debug, PartialEq)]
pub enum LongText {
    /// An article.
    Article(Arc<Body>),
    /// A page as it came.
    Original(Arc<Document>),
}

impl LongText {
    /// What is to be set.
    #[must_use]
    pub fn document(&self) -> &Document {
        match self {
            Self::Article(body) => &body.document,
            Self::Original(document) => document,
        }
    }
}

/// What the words of an article's code are, by top-level block; their bytes are those of the block's plain text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CodeParts {
    blocks: BTreeMap<u32, Vec<CodeStretch>>,
}

impl CodeParts {
    /// Adds what the words of a block are that stand behind those it has.
    pub fn add(&mut self, block: u32, words: impl IntoIterator<Item = CodeStretch>) {
        self.blocks.entry(block).or_default().extend(words);
    }

    /// What those words of a block are that stand in some of its bytes.
    #[must_use]
    pub fn within(&self, block: u32, bytes: &Range<u32>) -> &[CodeStretch] {
        let words = self.blocks.get(&block).map_or(&[][..], Vec::as_slice);
        let first = words.partition_point(|word| word.bytes.end <= bytes.start);
        let end = words.partition_point(|word| word.bytes.start < bytes.end);
        words.get(first..end).unwrap_or_default()
    }
}

/// Which feeds to ask for what is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those whose time has come: nobody asked by hand.
    Due,
    /// All of them.
    All,
    /// These.
    Feeds(Vec<FeedId>),
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A feed to subscribe to.
    Feed {
        /// Where it is, without name and password.
        address: String,
        /// What it is called.
        title: String,
        /// What is in it; nothing where it was named by a page and not asked yet.
        preview: Option<Preview>,
        /// Its number, where it is among the feeds already.
        known: Option<FeedId>,
        /// Whether it is where the reader typed, so that it may lie in the own network.
        typed: bool,
    },
    /// A page to be read once.
    Page {
        /// Where it is.
        address: String,
        /// Whether the reader typed it.
        typed: bool,
    },
}

/// A glance at a feed before anybody subscribes to it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Preview {
    /// What it says of itself.
    pub about: Option<String>,
    /// How many articles it holds.
    pub articles: usize,
    /// Titles and dates of the first of them.
    pub newest: Vec<(String, Option<Timestamp>)>,
}

/// A feed to subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscribing {
    /// Where it is.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// The path of folders it goes into, outermost first.
    pub folder: Vec<String>,
    /// Name and password, as they stand in an address.
    pub userinfo: Option<String>,
    /// Whether the reader typed the address, so that it may lie in the own network.
    pub typed: bool,
}

/// A list of feeds to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starter {
    /// What it is called.
    pub title: String,
    /// It is a list that another reader keeps on this machine.
    pub found: bool,
    /// Its feeds.
    pub feeds: Vec<Subscribing>,
}

/// A feed that the disk has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its number.
    pub feed: FeedId,
    /// What it is called.
    pub title: String,
    /// It was among the feeds already, and is not hidden.
    pub known: bool,
    /// Its articles are there already.
    pub read: bool,
}

/// How far a refresh is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    /// Feeds that have answered, or not.
    pub done: usize,
    /// Feeds that are asked.
    pub of: usize,
    /// Articles that are new.
    pub new: usize,
}

/// What a refresh came to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Refreshed {
    /// Which feeds were asked, and how far it came.
    pub progress: Progress,
    /// Feeds that did not answer: what they are called, and why in a sentence.
    pub failed: Vec<(String, String)>,
    /// There is no network: no feed is to blame.
    pub offline: bool,
    /// When the next feed is due; nothing where none is.
    pub next_due: Option<Timestamp>,
}

/// Something the machine asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write a reader's change to the journal, durably; answered by `Msg::Saved` or `Msg::NotSaved`.
    Save {
        /// Comes back with the answer.
        ticket: u64,
        /// What to write.
        save: Save,
    },
    /// Forget a change that was refused: it was undone before it could be written.
    Withdraw {
        /// The ticket it was sent with.
        ticket: u64,
    },
    /// Write what reading left behind, within a second.
    Leave(Trace),
    /// The headlines told last are in memory: the next ones can come. So that no key waits behind a heap of them.
    LoadOn,
    /// Tell `Msg::GoOn` once nothing else waits to be told: there is more of what must keep no key waiting.
    GoOn,
    /// Tell more steps of the journal; answered by `Msg::EarlierSteps`.
    ReadSteps {
        /// Which.
        side: Side,
        /// From where on, as the page after them said.
        before: i64,
    },
    /// Tell what a step did; answered by `Msg::Step`.
    ReadStep {
        /// Which step.
        step: StepId,
        /// Tell first how the articles stand that it is about, as not all of them are in memory yet.
        marks: bool,
    },
    /// Read an article's body; answered by `Msg::Body`.
    Read {
        /// Which article.
        article: ArticleId,
        /// Comes back with the answer.
        generation: Generation,
    },
    /// Set a long text; answered by `Msg::TextSet`.
    SetText {
        /// The text.
        text: LongText,
        /// How to set it.
        options: Options,
        /// Comes back with the answer.
        generation: Generation,
    },
    /// Find out what the words of an article's code are; answered by `Msg::CodeRead`.
    ReadCode {
        /// The article.
        body: Arc<Body>,
        /// Comes back with the answer.
        generation: Generation,
    },
    /// Read an article's source as it came; answered by `Msg::Original`.
    ReadOriginal {
        /// Which article.
        article: ArticleId,
        /// Comes back with the answer.
        generation: Generation,
    },
    /// Ask feeds for what is new; answered by `Msg::Refreshing`, arrivals and at last `Msg::Refreshed`.
    Refresh {
        /// Which.
        wanted: Wanted,
        /// Whether that was asked for by hand: comes back with the answer.
        by_hand: bool,
    },
    /// Find out what is at an address that was typed; answered by `Msg::Looked`.
    Look {
        /// The address.
        address: String,
        /// Whether the reader typed it, so that it may lie in the own network; else a page named it.
        typed: bool,
        /// Comes back with the answer.
        generation: Generation,
    },
    /// Fetch the page of an article and keep it, to be read instead of what its feed said; answered by a revision and
    /// `Msg::PageFetched`.
    FetchPage(ArticleId),
    /// Fetch the page at an address and keep it as an article; answered by `Msg::PageOpened`.
    OpenAddress {
        /// The address.
        address: String,
        /// Whether the reader typed it; else a page named it.
        typed: bool,
        /// Comes back with the answer.
        generation: Generation,
    },
    /// Look for lists of feeds to begin with; answered by `Msg::Starters`.
    FindStarters {
        /// Also where people put what they exported, and not only where other readers keep theirs.
        everywhere: bool,
    },
    /// Give the disk feeds, hidden until the reader's change shows them; answered by `Msg::Added`.
    Add(Vec<Subscribing>),
    /// Read files and keep them as articles; answered by arrivals and `Msg::FilesOpened`.
    OpenFiles(Vec<PathBuf>),
    /// Open an address in the browser; without one (ssh) it is sent to the terminal's clipboard.
    Browse(String),
    /// Send text to the terminal's clipboard.
    Copy {
        /// The text.
        text: String,
        /// What it is, for the answer: `address`.
        what: &'static str,
    },
    /// Keep how this reader likes things shown, for the next run.
    Remember(String),
    /// Wake the machine at a moment with `Msg::Wake`, at most one such wish at a time (the earliest counts).
    WakeAt(Timestamp),
    /// Stop the program as the shell's job control wants it.
    Suspend,
    /// Draw everything anew.
    Redraw,
}
