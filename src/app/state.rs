//! The machine's whole state, and the questions the screen asks it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::body::Body;
use super::command::Command;
use super::deed::{Deed, Field};
use super::effect::{Effect, Generation, Progress, Side, StepId};
use super::geometry::{self, Focus, Geometry, Panes, Wishes};
use super::history::History;
use super::key::Key;
use super::keymap::Keymap;
use super::pace::ReadingPace;
use super::panes::{
    Chooser, Completion, FeedsPane, Filter, HelpPane, Hints, Line, ListPane, ReaderPane, SidebarPane,
};
use super::trail::{Awaited, Trail};
use super::view::View;
use crate::news::{ArticleId, FeedId, Headline};
use crate::store::{List, Store};
use crate::typeset::{Ambiguous, Bidi};
use std::collections::VecDeque;
use std::sync::Arc;

/// What the machine is told when it starts.
#[derive(Clone, Debug)]
pub struct Start {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The reader's time zone.
    pub zone: TimeZone,
    /// Now.
    pub now: Timestamp,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Whether the terminal is given links to open.
    pub hyperlinks: bool,
    /// Whether the terminal puts text from right to left in order by itself.
    pub terminal_orders: bool,
    /// Begin in the list of opened files instead of the unread, and in the reader where it is one article.
    pub opening_files: bool,
}

/// What is being typed into the bottom line.
#[derive(Clone, Debug, PartialEq)]
pub enum Asking {
    /// A filter for this list.
    Filter,
    /// Words to search the library for.
    Library,
    /// Words to search this article for.
    Find,
    /// Tags for some articles; then a note, where wanted.
    Tags {
        /// Which articles.
        targets: Vec<ArticleId>,
        /// Whether the articles are being bookmarked with them, and a note is asked for next.
        bookmark: bool,
        /// The note that was typed already, where its prompt was left for this one again.
        note: Option<String>,
    },
    /// A note for an article.
    Note {
        /// Which article.
        target: ArticleId,
        /// Tags that were typed before it, while bookmarking.
        tags: Option<String>,
    },
    /// The address of a feed or page, or the path of a file or folder.
    Path,
    /// A field of a feed.
    Feed {
        /// Which feed.
        feed: FeedId,
        /// Which field.
        field: Field,
    },
}

impl Asking {
    /// What stands before the line.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Filter => "Filter: ",
            Self::Library => "Search the library: ",
            Self::Find => "Find in this article: ",
            Self::Tags { .. } => "Tags, parted by commas: ",
            Self::Note { .. } => "Note (Enter leaves it empty): ",
            Self::Path => "Address of a feed or page, or path of a file: ",
            Self::Feed { field: Field::Title, .. } => "Title: ",
            Self::Feed { field: Field::Folder, .. } => "Folder (News / World; empty: none): ",
            Self::Feed { field: Field::Interval, .. } => {
                "Asked every (30m, 2h, 1d; empty: as it says itself): "
            }
            Self::Feed { field: Field::Priority, .. } => "Priority (a number; the highest are asked first): ",
        }
    }

    /// The same in a word, for narrow screens.
    #[must_use]
    pub fn short_label(&self) -> &'static str {
        match self {
            Self::Filter => "Filter: ",
            Self::Library => "Search: ",
            Self::Find => "Find: ",
            Self::Tags { .. } => "Tags: ",
            Self::Note { .. } => "Note: ",
            Self::Path => "Add: ",
            Self::Feed { field: Field::Title, .. } => "Title: ",
            Self::Feed { field: Field::Folder, .. } => "Folder: ",
            Self::Feed { field: Field::Interval, .. } => "Asked every: ",
            Self::Feed { field: Field::Priority, .. } => "Priority: ",
        }
    }
}

/// A line being typed, and what for.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What for.
    pub asking: Asking,
    /// The line.
    pub line: Line,
    /// What is wrong with what stands there.
    pub complaint: Option<String>,
    /// What the part before the cursor may become.
    pub completion: Completion,
}

/// Where the reader stood before a filter or a search was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    pub(super) list: Option<List>,
    pub(super) filter: Option<Filter>,
    pub(super) only_unread: bool,
    pub(super) selected: Option<ArticleId>,
    /// The article that had the keys.
    pub(super) reading: Option<ArticleId>,
}

/// A sentence on the bottom line.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// Until when it stands; a failure stands until a key is pressed, and long enough to be noticed.
    pub until: Option<Timestamp>,
    /// Since when it stands.
    pub since: Timestamp,
    /// Whether something failed.
    pub failure: bool,
}

/// How long an answer stands.
pub(super) const SAID_FOR: jiff::SignedDuration = jiff::SignedDuration::from_secs(4);
/// So long a failure stands whatever is pressed: a key that comes sooner was no answer to it (a simple reaction
/// alone takes a quarter of a second).
pub(super) const UNREADABLE: jiff::SignedDuration = jiff::SignedDuration::from_millis(400);
/// How long an article that fits wholly must stand before it counts as read.
pub(super) const STOOD: jiff::SignedDuration = jiff::SignedDuration::from_secs(2);
/// Two presses of the space bar closer than this are one held key.
pub(super) const HELD: jiff::SignedDuration = jiff::SignedDuration::from_millis(250);
/// After this long a change that the disk refused is sent again.
pub(super) const RETRY: jiff::SignedDuration = jiff::SignedDuration::from_secs(5);
/// Bodies kept at hand.
const BODIES: usize = 16;

/// The machine: all that is on the screen and behind it.
#[derive(Debug)]
pub struct App {
    pub(super) store: Store,
    pub(super) keymap: Keymap,
    pub(super) now: Timestamp,
    pub(super) zone: TimeZone,
    pub(super) size: (u16, u16),
    pub(super) unicode: bool,
    pub(super) colour: bool,
    pub(super) hyperlinks: bool,
    pub(super) last_visit: Option<Timestamp>,
    pub(super) opening_files: bool,
    /// The list of what the program was started on, once all of it is open.
    pub(super) opened: Option<List>,
    pub(super) begun: bool,

    pub(super) focus: Focus,
    pub(super) panes: Panes,
    pub(super) zen: bool,
    pub(super) sidebar: bool,
    pub(super) feeds_shown: bool,
    pub(super) measure: u16,
    pub(super) view: View,
    /// What was last given away to be remembered.
    pub(super) remembered_view: String,
    pub(super) pace: ReadingPace,
    /// The terminal puts text from right to left in order by itself.
    pub(super) terminal_orders: bool,
    pub(super) geometry: Geometry,

    pub(super) list: ListPane,
    pub(super) reader: ReaderPane,
    pub(super) feeds: FeedsPane,
    pub(super) sidebar_pane: SidebarPane,
    pub(super) help: Option<HelpPane>,
    pub(super) chooser: Option<Chooser<Deed>>,
    /// A choice that came by itself, until nothing else is being typed or chosen.
    pub(super) found: Option<Chooser<Deed>>,
    /// When a choice that came by itself was shown.
    pub(super) found_at: Option<Timestamp>,
    pub(super) prompt: Option<Prompt>,
    pub(super) before_asking: Option<Standing>,
    /// How many a filter found is still to be said.
    pub(super) will_say_found: bool,
    pub(super) said: Option<Said>,
    /// What is said once the failure that stands has been there long enough.
    pub(super) said_next: Option<Said>,
    pub(super) address_shown: Option<String>,

    pub(super) typed: Vec<Key>,
    pub(super) count: Option<u32>,
    pub(super) last_space: Option<Timestamp>,
    pub(super) asked_to_undo_earlier: bool,
    /// The ticket of a step to be undone as soon as the disk has it.
    pub(super) undo_when_saved: Option<u64>,
    /// The step of an earlier run that is to be undone, or done again, as soon as it is known what it did.
    pub(super) step_awaited: Option<(Side, StepId)>,
    pub(super) history: History,

    /// What is to be done once the body of an article in the list has come.
    pub(super) passing_on: Option<(ArticleId, Command, Option<u32>)>,
    pub(super) bodies: VecDeque<(ArticleId, Arc<Body>)>,
    /// When a preview was turned to last, and when the body of the one turned to is to be asked for.
    pub(super) previewed: Option<Timestamp>,
    pub(super) preview_at: Option<Timestamp>,
    pub(super) generation: Generation,
    pub(super) original_generation: Generation,
    pub(super) opened_in_reader: Option<ArticleId>,
    pub(super) kept_unread: Option<ArticleId>,
    /// The article and the line it stood at when the reader's hand last scrolled, in this very update.
    pub(super) scrolled_from: Option<(ArticleId, usize)>,
    pub(super) stands_since: Option<Timestamp>,
    /// Articles in memory that the list has not taken in yet.
    pub(super) unlisted: Vec<ArticleId>,
    /// How far a refresh is that is under way.
    pub(super) refreshing: Option<Progress>,
    /// A refresh was asked for and not answered yet.
    pub(super) awaits_round: bool,
    /// When the next feed is due.
    pub(super) refresh_at: Option<Timestamp>,
    /// The last refresh met no network.
    pub(super) offline: bool,
    /// The host whose feeds are being looked for, and the question's generation.
    pub(super) looking: Option<String>,
    /// The article whose page is being fetched.
    pub(super) fetching: Option<ArticleId>,
    pub(super) looking_generation: Generation,
    /// The page that the reader waits for, and those that get a bookmark once they are there.
    pub(super) awaited: Option<Awaited>,
    pub(super) bookmarking: Vec<Generation>,
    pub(super) page_generation: Generation,
    /// The way back from where links led.
    pub(super) trail: Trail,
    /// Letters that stand on links.
    pub(super) hints: Option<Hints>,
    /// Lists to begin with were asked for by hand: they are shown when they come.
    pub(super) awaits_starters: bool,
    /// How often the disk was given feeds and has not answered yet.
    pub(super) awaits_feeds: usize,
    /// The reader left while the disk still was making feeds: the step that shows them is waited for.
    pub(super) leaves_with_feeds: bool,
    pub(super) retry_at: Option<Timestamp>,
    pub(super) wished: Option<Timestamp>,
    pub(super) effects: Vec<Effect>,
    pub(super) done: bool,
}

impl App {
    /// A machine with an empty library.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let mut app = Self {
            store: Store::new(),
            keymap: Keymap::default(),
            now: start.now,
            zone: start.zone,
            size: start.size,
            unicode: start.unicode,
            colour: start.colour,
            hyperlinks: start.hyperlinks,
            last_visit: None,
            opening_files: start.opening_files,
            opened: None,
            begun: false,
            focus: Focus::List,
            panes: Panes::All,
            zen: false,
            sidebar: true,
            feeds_shown: false,
            measure: geometry::MEASURE,
            view: View::default(),
            remembered_view: String::new(),
            pace: ReadingPace::default(),
            terminal_orders: start.terminal_orders,
            geometry: Geometry::default(),
            list: ListPane::default(),
            reader: ReaderPane::default(),
            feeds: FeedsPane::default(),
            sidebar_pane: SidebarPane::default(),
            help: None,
            chooser: None,
            found: None,
            found_at: None,
            prompt: None,
            before_asking: None,
            will_say_found: false,
            said: None,
            said_next: None,
            address_shown: None,
            typed: Vec::new(),
            count: None,
            last_space: None,
            asked_to_undo_earlier: false,
            undo_when_saved: None,
            step_awaited: None,
            history: History::default(),
            passing_on: None,
            bodies: VecDeque::new(),
            previewed: None,
            preview_at: None,
            generation: Generation::default(),
            original_generation: Generation::default(),
            opened_in_reader: None,
            kept_unread: None,
            scrolled_from: None,
            stands_since: None,
            unlisted: Vec::new(),
            refreshing: None,
            awaits_round: false,
            refresh_at: None,
            offline: false,
            looking: None,
            fetching: None,
            looking_generation: Generation::default(),
            awaited: None,
            bookmarking: Vec::new(),
            page_generation: Generation::default(),
            trail: Trail::default(),
            hints: None,
            awaits_starters: false,
            awaits_feeds: 0,
            leaves_with_feeds: false,
            retry_at: None,
            wished: None,
            effects: Vec::new(),
            done: false,
        };
        app.place_panes();
        app
    }

    pub(super) fn place_panes(&mut self) {
        let wishes = Wishes {
            panes: self.panes,
            zen: self.zen,
            sidebar: self.sidebar,
            feeds: self.feeds_shown || self.focus == Focus::Feeds,
            focus: self.focus,
            measure: self.measure,
        };
        self.geometry = geometry::geometry(self.size.0, self.size.1, &wishes);
    }

    pub(super) fn remember(&mut self, article: ArticleId, body: Arc<Body>) {
        self.bodies.retain(|(id, _)| *id != article);
        self.bodies.push_front((article, body));
        self.bodies.truncate(BODIES);
    }

    pub(super) fn remembered(&self, article: ArticleId) -> Option<Arc<Body>> {
        self.bodies.iter().find(|(id, _)| *id == article).map(|(_, body)| Arc::clone(body))
    }

    /// The window's title.
    #[must_use]
    pub fn title(&self) -> String {
        let title =
            self.reader.article().and_then(|id| self.store.headline(id)).map(|headline| headline.title);
        let is_told = self.focus == Focus::Reader && self.unicode;
        match title.filter(|title| !title.is_empty() && is_told) {
            Some(title) => format!("{title} — courant"),
            None => "courant".to_owned(),
        }
    }

    // ── what the screen asks ────────────────────────────────────────────────────────────────────────────

    /// Whether the reader has asked to leave.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// The library.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Now, as the machine was last told.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The reader's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Columns and rows.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Whether more than ASCII may be drawn.
    #[must_use]
    pub fn unicode(&self) -> bool {
        self.unicode
    }

    /// Whether signs of ours may be other than ASCII: not where they would take two columns.
    #[must_use]
    pub fn draws_signs(&self) -> bool {
        self.unicode && self.view.ambiguous == Ambiguous::Narrow
    }

    /// How wide the terminal paints what is ambiguous.
    #[must_use]
    pub fn ambiguous(&self) -> Ambiguous {
        if self.unicode { self.view.ambiguous } else { Ambiguous::Narrow }
    }

    /// Whether text that runs from right to left is put in order here.
    #[must_use]
    pub fn orders(&self) -> bool {
        self.bidi() == Bidi::App
    }

    /// Minutes left of the article that is read, by this reader's own pace; nothing at its end.
    #[must_use]
    pub fn minutes_left(&self) -> Option<u32> {
        let headline = self.reader.article().and_then(|id| self.store.headline(id))?;
        let unread = 1000_u32.checked_sub(u32::from(self.reader.progress())).filter(|unread| *unread > 0)?;
        let words = (u64::from(headline.words) * u64::from(unread)).div_ceil(1000);
        Some(u32::try_from(words).unwrap_or(u32::MAX).div_ceil(self.pace.words_per_minute()))
    }

    /// Our estimate of what an article takes to read, in minutes: by this reader's own pace, once that is known.
    #[must_use]
    pub fn read_minutes(&self, headline: &Headline<'_>) -> u32 {
        headline.words.div_ceil(self.pace.words_per_minute())
    }

    /// Whether the terminal is given links to open. Where only ASCII may be drawn nothing else is sent either.
    #[must_use]
    pub fn hyperlinks(&self) -> bool {
        self.hyperlinks && self.unicode
    }

    /// Whether colours are wanted.
    #[must_use]
    pub fn colour(&self) -> bool {
        self.colour
    }

    /// Where the keys go.
    #[must_use]
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// Where everything stands.
    #[must_use]
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    /// Whether nothing but the article shows.
    #[must_use]
    pub fn zen(&self) -> bool {
        self.zen
    }

    /// The list.
    #[must_use]
    pub fn list(&self) -> &ListPane {
        &self.list
    }

    /// The reading pane.
    #[must_use]
    pub fn reader(&self) -> &ReaderPane {
        &self.reader
    }

    /// The feeds pane.
    #[must_use]
    pub fn feeds(&self) -> &FeedsPane {
        &self.feeds
    }

    /// The sidebar.
    #[must_use]
    pub fn sidebar(&self) -> &SidebarPane {
        &self.sidebar_pane
    }

    /// The help, while it is open.
    #[must_use]
    pub fn help(&self) -> Option<&HelpPane> {
        self.help.as_ref()
    }

    /// The block that is being read, where nothing else is to catch the eye.
    #[must_use]
    pub fn block_in_focus(&self) -> Option<u32> {
        let wanted = self.view.focus && self.focus == Focus::Reader;
        wanted.then(|| self.reader.block_being_read()).flatten()
    }

    /// The letters that stand on links, while one is being chosen by them.
    #[must_use]
    pub fn hints(&self) -> Option<&Hints> {
        self.hints.as_ref()
    }

    /// The choice, while one is open.
    #[must_use]
    pub fn chooser(&self) -> Option<&Chooser<Deed>> {
        self.chooser.as_ref()
    }

    /// How far a refresh is that is under way.
    #[must_use]
    pub fn refreshing(&self) -> Option<Progress> {
        self.refreshing
    }

    /// Whether the last refresh met no network.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.offline
    }

    /// Whether the page of an article is being fetched.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        self.fetching.is_some()
    }

    /// The host that is being looked at for feeds.
    #[must_use]
    pub fn looking(&self) -> Option<&str> {
        self.looking.as_deref().or(self.awaited.as_ref().map(|awaited| awaited.host.as_str()))
    }

    /// The prompt, while something is being typed.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// What was said last and still stands.
    #[must_use]
    pub fn said(&self) -> Option<&Said> {
        self.said.as_ref()
    }

    /// An address to be shown alone on the screen.
    #[must_use]
    pub fn address_shown(&self) -> Option<&str> {
        self.address_shown.as_deref()
    }

    /// What may follow the keys typed so far.
    #[must_use]
    pub fn continuations(&self) -> Vec<(Key, Command)> {
        if self.typed.is_empty() {
            return Vec::new();
        }
        self.keymap.continuations(&self.typed, self.focus == Focus::Reader)
    }

    /// The keys typed so far that are no command yet, with their count.
    #[must_use]
    pub fn half_typed(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        self.typed.iter().fold(count, |text, key| text + &key.to_string())
    }

    /// The bindings in force.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Lines of a row in the list: two where it is narrow.
    #[must_use]
    pub fn row_height(&self) -> usize {
        let roomy = self.geometry.list.is_none_or(|area| area.width >= ONE_LINE_ROWS_FROM || area.height < 6);
        if roomy { 1 } else { 2 }
    }

    /// How many changes the disk refused and that wait to be written.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.history.failures()
    }

    /// How many changes the disk has not said to have: those that it refused, and those it has not answered.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.history.unsaved().len()
    }
}

const ONE_LINE_ROWS_FROM: u16 = 50;
