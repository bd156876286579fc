//! What the machine is told: keys, the terminal's news, and the workers' answers.

use std::sync::Arc;

use jiff::Timestamp;

use super::body::Body;
use super::effect::{
    Added, CodeParts, Generation, Offer, Progress, Refreshed, Saved, Side, Starter, Step, StepId, StepPage,
};
use super::key::Key;
use crate::news::{ArticleId, Document};
use crate::store::{ReaderChange, WorldChange};
use crate::typeset::Layout;

/// One message.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
    /// The terminal window got the focus, or lost it.
    Focus(bool),
    /// Somebody asks the program to end: SIGTERM, SIGHUP, SIGINT, or the terminal is gone.
    Terminate,
    /// The moment that `Effect::WakeAt` asked for has come.
    Wake,
    /// Nothing else waits to be told: what `Effect::GoOn` asked for.
    GoOn,
    /// The world's changes, committed by the disk.
    World(Vec<WorldChange>),
    /// Changes that another courant on the same library saved: applied, not undo steps here.
    Elsewhere(Vec<ReaderChange>),
    /// The last steps of the journal from before this start: what `u` can take back, then what `^r` can redo.
    Journal {
        /// Steps that stand.
        done: StepPage,
        /// Steps taken back.
        undone: StepPage,
    },
    /// Steps before those that were told so far.
    EarlierSteps {
        /// Which.
        side: Side,
        /// The steps, or one sentence.
        page: Result<StepPage, String>,
    },
    /// What a step did.
    Step {
        /// Which step.
        id: StepId,
        /// What it did, or one sentence.
        told: Result<Box<Step>, String>,
    },
    /// When the program was last left: what came in since is new.
    LastVisit(Timestamp),
    /// A step is safe on disk.
    Saved {
        /// The question's ticket.
        ticket: u64,
        /// What the disk made of it.
        saved: Box<Saved>,
    },
    /// A step could not be written; it is kept in memory and tried again.
    NotSaved {
        /// The question's ticket.
        ticket: u64,
        /// One sentence for the reader; none where it only waits behind an earlier change that was refused.
        sentence: Option<String>,
        /// It will be refused again as long as nothing changes, as the library can only be read.
        lasts: bool,
    },
    /// An article's body.
    Body {
        /// The question's generation.
        generation: Generation,
        /// Which article.
        article: ArticleId,
        /// Its facts and its document, or one sentence.
        body: Result<Arc<Body>, String>,
    },
    /// A long text that was set.
    TextSet {
        /// The question's generation.
        generation: Generation,
        /// Its lines, or one sentence.
        layout: Result<Box<Layout>, String>,
    },
    /// What the words of an article's code are.
    CodeRead {
        /// The question's generation.
        generation: Generation,
        /// What they are.
        parts: CodeParts,
    },
    /// An article's source as it came, made safe to show.
    Original {
        /// The question's generation.
        generation: Generation,
        /// Which article.
        article: ArticleId,
        /// The source's lines as a document, or one sentence.
        original: Result<Arc<Document>, String>,
    },
    /// Some of the files that are being opened are articles by now.
    FilesKept(Vec<ArticleId>),
    /// Files were opened; their articles have arrived already.
    FilesOpened {
        /// What was opened, in a word: the folder's name, or how many files.
        title: String,
        /// The articles, in the order of the files.
        articles: Vec<ArticleId>,
        /// What there is to tell beside: files that were skipped, in sentences.
        notices: Vec<String>,
        /// Which files could not be read, in sentences.
        complaints: Vec<String>,
    },
    /// Feeds are being asked.
    Refreshing(Progress),
    /// They were asked, or a sentence says why not.
    Refreshed {
        /// Whether anybody asked for it by hand.
        by_hand: bool,
        /// What it came to.
        round: Result<Refreshed, String>,
    },
    /// What is at an address.
    Looked {
        /// The question's generation.
        generation: Generation,
        /// What was found, the likeliest first, or one sentence.
        found: Result<Vec<Offer>, String>,
    },
    /// The page of an article was fetched and kept, or a sentence says why not.
    PageFetched {
        /// Which article.
        article: ArticleId,
        /// What there is to tell beside, in sentences.
        told: Result<Vec<String>, String>,
    },
    /// The page at an address was kept as an article.
    PageOpened {
        /// The question's generation.
        generation: Generation,
        /// The articles and what there is to tell beside, or a sentence why not.
        opened: Result<(Vec<ArticleId>, Vec<String>), String>,
    },
    /// Lists of feeds to begin with.
    Starters(Vec<Starter>),
    /// The disk has feeds, hidden as yet, or a sentence says why not.
    Added(Result<Vec<Added>, String>),
    /// There is no browser here to open an address with, as over ssh.
    NoBrowser(String),
    /// How this reader liked things shown in the last run.
    Remembered(String),
    /// Something to tell the reader on the status line.
    Notice(String),
    /// Something failed that nobody asked for this moment: it stands on the status line until a key is pressed.
    Failed(String),
}

impl Msg {
    /// Whether the reader waits for it: what their own hands did, and the article that they turned to. The next frame
    /// is drawn at once.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        match self {
            Self::Key(_) | Self::Paste(_) | Self::Resize(..) | Self::Focus(_) | Self::Terminate => true,
            Self::Body { .. }
            | Self::TextSet { .. }
            | Self::CodeRead { .. }
            | Self::Original { .. }
            | Self::EarlierSteps { .. }
            | Self::Step { .. }
            | Self::Looked { .. }
            | Self::PageFetched { .. }
            | Self::PageOpened { .. }
            | Self::Starters(_)
            | Self::Added(_) => true,
            Self::Wake
            | Self::GoOn
            | Self::World(_)
            | Self::Elsewhere(_)
            | Self::Journal { .. }
            | Self::LastVisit(_)
            | Self::Remembered(_)
            | Self::Saved { .. }
            | Self::NotSaved { .. }
            | Self::FilesKept(_)
            | Self::FilesOpened { .. }
            | Self::Refreshing(_)
            | Self::Refreshed { .. }
            | Self::NoBrowser(_)
            | Self::Notice(_)
            | Self::Failed(_) => false,
        }
    }
}
