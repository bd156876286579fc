//! The writer: the thread that writes to the library, but for rounds of asking feeds. It saves marks at once, traces within a second, opens
//! files, and tells what another courant on the same library wrote.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::disk::{self, Access, Incoming, Library, NewsMark, Opened};
use super::opening::{self, Kept};
use super::plan::Plan;
use super::thread::spawn;
use super::{bodies, files, guide, loader, restore};
use crate::app::{Msg, Save, Side, Step, StepId, StepPage};
use crate::news::{ArticleId, FeedKind, Status};
use crate::store::{Scope, Trace, WorldChange};

/// What those who only read the library are asked through.
pub(super) struct Readers {
    pub(super) questions: Receiver<bodies::Question>,
    /// A token for each batch of headlines that can be taken.
    pub(super) wanted: Receiver<()>,
}

/// What the writer is asked to do.
#[derive(Debug)]
pub(super) enum Order {
    Save {
        ticket: u64,
        save: Save,
    },
    Withdraw {
        ticket: u64,
    },
    Leave(Trace),
    /// How the reader likes things shown.
    Remember(String),
    Open(Vec<PathBuf>),
    /// A haul of what is being opened; the next one comes when this one is answered.
    Keep {
        incoming: Vec<Incoming>,
        kept: Sender<Kept>,
    },
    ReadSteps {
        side: Side,
        before: i64,
    },
    ReadStep {
        step: StepId,
        marks: bool,
    },
    LookForNews,
    /// Tell what another connection brought, and then this, which speaks of it.
    TellAfterNews(Msg),
    Finish,
}

/// What the library calls how the reader likes things shown.
const VIEW: &str = "view";

/// Traces are written at most this long after they were left.
const TRACES_WITHIN: Duration = Duration::from_millis(700);
/// Traces that the disk refused are tried again after this long.
const AFTER_REFUSAL: Duration = Duration::from_secs(5);
/// News of other connections is looked for at most this often: a refresh commits hundreds of times a second.
const LOOKS_APART: Duration = Duration::from_millis(50);
/// Articles that came in are told so many at a time.
const ARRIVALS_AT_ONCE: usize = 256;
/// Steps of the journal told at once: a few are seldom all undone, and a start must not wait for more.
const STEPS: usize = 32;

/// Opens the library, tells what is in it, and carries out orders until asked to finish; a sentence where it cannot
/// be opened.
pub(super) fn work(
    plan: Plan,
    orders: &Receiver<Order>,
    to_self: &Sender<Order>,
    readers: Readers,
    outbox: &Sender<Msg>,
) -> Result<(), String> {
    if !disk::exists(&plan.folder) {
        // The first screen of all does not wait for a library to be made.
        let _ = outbox.send(Msg::World(guide::first_screen((plan.now)())));
    }
    let mut writer = Writer::open(plan, outbox.clone())?;
    writer.tell_what_is_there(readers, to_self);
    writer.carry_out(orders, to_self);
    Ok(())
}

/// The writer at work. It has no thread of its own and never waits: each order is carried out when it is called,
/// and the answers are in the outbox when the call returns.
pub struct Writer {
    library: Library,
    plan: Plan,
    outbox: Sender<Msg>,
    news: NewsMark,
    looked: Option<Instant>,
    /// When to look for news again, where somebody said that there is some.
    look_at: Option<Instant>,
    traces: Traces,
    /// The change that the disk refused: what was marked after it waits behind it.
    refused: Option<u64>,
    /// The disk said last that it can only be read.
    is_read_only: bool,
}

impl Writer {
    /// Opens the library; a new one is given the guide. A sentence where it cannot be opened.
    pub fn open(plan: Plan, outbox: Sender<Msg>) -> Result<Self, String> {
        let now = (plan.now)();
        let Opened { mut library, notices, access } =
            Library::open(&plan.folder, now).map_err(|error| error.to_string())?;
        for notice in notices {
            let _ = outbox.send(Msg::Failed(notice));
        }
        if access == Access::ReadWrite {
            let notice = install_guide(&mut library, now).map_err(|error| error.to_string())?;
            notice.into_iter().for_each(|notice| _ = outbox.send(Msg::Failed(notice)));
        }
        let news = library.news_mark().map_err(|error| error.to_string())?;
        Ok(Self {
            library,
            plan,
            outbox,
            news,
            looked: None,
            look_at: None,
            traces: Traces::default(),
            refused: None,
            is_read_only: false,
        })
    }

    fn tell(&self, msg: Msg) {
        // Nobody listens any more once the screen is closed; what was ordered is carried out all the same.
        let _ = self.outbox.send(msg);
    }

    fn tell_error(&self, error: &disk::DiskError) {
        log::error!("{error:?}");
        self.tell(Msg::Failed(error.to_string()));
    }

    fn tell_what_is_there(&mut self, readers: Readers, to_self: &Sender<Order>) {
        self.tell_first_screen();
        self.start_readers(readers);
        self.tell_earlier_days();
        let files = std::mem::take(&mut self.plan.open);
        let kept = std::mem::take(&mut self.plan.kept);
        if !files.is_empty() || !kept.is_empty() {
            self.tell_rows(&kept);
            self.start_opening(files, kept, to_self);
        }
        self.watch(to_self);
        // What was written before the watch began woke nobody.
        self.look_for_news();
    }

    /// Tells what the first frame shows, and before that how it is to be shown.
    pub fn tell_first_screen(&self) {
        match self.library.meta(VIEW) {
            Ok(words) => words.into_iter().for_each(|words| self.tell(Msg::Remembered(words))),
            Err(error) => self.tell_error(&error),
        }
        if let Err(error) = loader::first_screen(&self.library, &self.outbox) {
            self.tell_error(&error);
        }
    }

    /// Tells the last steps of the journal and when the program was last left.
    pub fn tell_earlier_days(&self) {
        let page = |side| self.library.step_names(side, None, STEPS);
        match page(Side::Done).and_then(|done| Ok((done, page(Side::Undone)?))) {
            Ok((done, undone)) => self.tell(Msg::Journal { done, undone }),
            Err(error) => {
                self.tell_error(&error);
                // Nobody is to wait for what does not come.
                self.tell(Msg::Journal { done: StepPage::default(), undone: StepPage::default() });
            }
        }
        match self.library.meta("last-visit") {
            Ok(visit) => visit
                .and_then(|visit| visit.parse().ok())
                .into_iter()
                .for_each(|at| self.tell(Msg::LastVisit(at))),
            Err(error) => self.tell_error(&error),
        }
    }

    /// Tells how articles stand that are shown before the loader comes to them.
    fn tell_rows(&self, articles: &[ArticleId]) {
        match self.library.rows(articles) {
            Ok(batch) if batch.is_empty() => (),
            Ok(batch) => self.tell(Msg::World(vec![WorldChange::Loaded(Arc::new(batch))])),
            Err(error) => self.tell_error(&error),
        }
    }

    /// Tells the names of more steps.
    pub fn read_steps(&self, side: Side, before: i64) {
        let page = self.library.step_names(side, Some(before), STEPS);
        self.tell(Msg::EarlierSteps { side, page: page.map_err(|error| error.to_string()) });
    }

    /// Tells what a step did; before that, where asked, how the articles stand that it is about.
    pub fn read_step(&self, id: StepId, marks: bool) {
        let told = self.step_and_marks(id, marks);
        self.tell(Msg::Step { id, told: told.map(Box::new) });
    }

    fn step_and_marks(&self, id: StepId, marks: bool) -> Result<Step, String> {
        let step = self.library.step(id).map_err(|error| error.to_string())?;
        let step = step.ok_or("This step is too old to be undone: the last 10,000 are kept.")?;
        if marks {
            let articles: Vec<ArticleId> = step.inverse.articles().into_iter().collect();
            let batch = self.library.rows(&articles).map_err(|error| error.to_string())?;
            self.tell(Msg::World(vec![WorldChange::Loaded(Arc::new(batch))]));
        }
        Ok(step)
    }

    /// Bodies and the bulk of the headlines are read on connections of their own.
    fn start_readers(&self, readers: Readers) {
        let Readers { questions, wanted } = readers;
        // They join this one: looking at the file anew, they might replace it under the writer's hands.
        let (folder, outbox) = (self.plan.folder.clone(), self.outbox.clone());
        spawn("bodies", self.outbox.clone(), move || {
            let library = Library::join(&folder);
            bodies::work(library.map_err(|error| error.to_string()).as_ref(), &questions, &outbox);
        });
        let (folder, outbox) = (self.plan.folder.clone(), self.outbox.clone());
        spawn("loader", self.outbox.clone(), move || {
            let outcome = Library::join(&folder)
                .and_then(|library| loader::everything(&library, &outbox, || wanted.recv().is_ok()));
            if let Err(error) = outcome {
                let _ = outbox.send(Msg::Failed(error.to_string()));
            }
        });
    }

    fn watch(&mut self, to_self: &Sender<Order>) {
        let orders = to_self.clone();
        match disk::watch(self.library.file(), move || _ = orders.send(Order::LookForNews)) {
            // It watches for as long as the program runs.
            Ok(watch) => std::mem::forget(watch),
            Err(error) => self.tell_error(&error),
        }
    }

    fn carry_out(&mut self, orders: &Receiver<Order>, to_self: &Sender<Order>) {
        loop {
            let due = self.traces.due().into_iter().chain(self.look_at).min();
            let order = match due {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => orders.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match order {
                Ok(Order::Save { ticket, save }) => self.save(ticket, &save),
                Ok(Order::Withdraw { ticket }) => self.withdraw(ticket),
                Ok(Order::Leave(trace)) => self.keep_trace(trace),
                Ok(Order::Remember(words)) => self.remember(&words),
                Ok(Order::Open(paths)) => self.start_opening(paths, Vec::new(), to_self),
                // Whoever opens files has failed, and said so, where nobody listens.
                Ok(Order::Keep { incoming, kept }) => _ = kept.send(self.keep(&incoming)),
                Ok(Order::ReadSteps { side, before }) => self.read_steps(side, before),
                Ok(Order::ReadStep { step, marks }) => self.read_step(step, marks),
                Ok(Order::LookForNews) => self.look_soon(),
                Ok(Order::TellAfterNews(msg)) => {
                    self.look_for_news();
                    self.tell(msg);
                }
                Err(RecvTimeoutError::Timeout) => (),
                Ok(Order::Finish) | Err(RecvTimeoutError::Disconnected) => break,
            }
            // Not only when nothing else is ordered: a refresh orders something all the time.
            self.do_what_is_due();
        }
        self.leave();
    }

    /// Looks for news, at once where none was looked for lately.
    fn look_soon(&mut self) {
        let now = Instant::now();
        let next = self.looked.map_or(now, |looked| looked + LOOKS_APART);
        if next <= now {
            self.look_for_news();
        } else {
            self.look_at = Some(next);
        }
    }

    fn do_what_is_due(&mut self) {
        let now = Instant::now();
        if self.look_at.is_some_and(|at| at <= now) {
            self.look_for_news();
        }
        if self.traces.due().is_some_and(|due| due <= now) {
            self.write_traces();
        }
    }

    /// Writes what is still to be written, and when the program was left.
    pub fn leave(&mut self) {
        self.write_traces();
        if self.library.access() == Access::ReadWrite {
            let visit = (self.plan.now)().to_string();
            if let Err(error) = self.library.set_meta("last-visit", &visit) {
                log::error!("{error:?}");
            }
        }
    }

    /// Keeps how the reader likes things shown. Where that cannot be kept the next run shows them as they come.
    pub fn remember(&mut self, words: &str) {
        if self.library.access() == Access::ReadWrite
            && let Err(error) = self.library.set_meta_cheaply(VIEW, words)
        {
            log::error!("{error:?}");
        }
    }

    /// Writes a reader's change, and tells whether it is safe.
    pub fn save(&mut self, ticket: u64, save: &Save) {
        if self.refused.is_some_and(|refused| ticket > refused) {
            // Written now, it would be overwritten by the earlier change that comes again.
            self.tell(Msg::NotSaved { ticket, sentence: None, lasts: self.is_read_only });
            return;
        }
        match self.library.commit(save, (self.plan.now)()) {
            Ok(saved) => {
                (self.refused, self.is_read_only) = (None, false);
                self.tell(Msg::Saved { ticket, saved: Box::new(saved) });
            }
            Err(error) => {
                log::error!("{error:?}");
                self.refused = Some(ticket);
                self.is_read_only = matches!(error, disk::DiskError::ReadOnly { .. });
                let sentence = Some(error.to_string());
                self.tell(Msg::NotSaved { ticket, sentence, lasts: self.is_read_only });
            }
        }
    }

    /// Forgets a refused change: it was undone before it could be written.
    pub fn withdraw(&mut self, ticket: u64) {
        self.refused = self.refused.filter(|refused| *refused != ticket);
    }

    /// Keeps a trace to be written within a second.
    pub fn keep_trace(&mut self, trace: Trace) {
        self.traces.push(trace);
    }

    /// Writes the traces that wait.
    pub fn write_traces(&mut self) {
        let traces = self.traces.take();
        if traces.is_empty() || self.library.access() == Access::ReadOnly {
            return;
        }
        match self.library.leave(&traces) {
            Ok(()) => (),
            // Said once; the next trace tries again with all of them.
            Err(error @ disk::DiskError::ReadOnly { .. }) => {
                self.traces.put_back(traces);
                self.traces.rest();
                if !std::mem::replace(&mut self.is_read_only, true) {
                    self.tell_error(&error);
                }
            }
            Err(error) => {
                self.traces.put_back(traces);
                self.tell_error(&error);
            }
        }
    }

    /// Opens files on a thread of its own, which hands over one haul after the other: saving goes between them. When
    /// the orders end, what is not handed over yet is dropped.
    fn start_opening(&self, paths: Vec<PathBuf>, articles: Vec<ArticleId>, to_self: &Sender<Order>) {
        let (orders, outbox) = (to_self.clone(), self.outbox.clone());
        let dates = (self.plan.saved_at, (self.plan.now)());
        spawn("files", self.outbox.clone(), move || {
            let keep = |incoming| {
                let (kept, answer) = channel();
                orders.send(Order::Keep { incoming, kept }).ok()?;
                answer.recv().ok()
            };
            let opened = opening::open(paths, articles, dates, keep);
            opened.into_iter().for_each(|opened| _ = outbox.send(opened));
        });
    }

    /// Makes articles of files and of what is in folders, keeps them, and shows them after the articles that are
    /// kept already.
    pub fn open_files(&mut self, paths: Vec<PathBuf>, articles: Vec<ArticleId>) {
        let dates = (self.plan.saved_at, (self.plan.now)());
        let opened = opening::open(paths, articles, dates, |incoming| Some(self.keep(&incoming)));
        opened.into_iter().for_each(|opened| self.tell(opened));
    }

    /// Keeps articles made of files, and shows them.
    fn keep(&mut self, incoming: &[Incoming]) -> Kept {
        let arrivals = files::keep(&mut self.library, incoming, (self.plan.now)());
        let arrivals = arrivals.map_err(|error| error.to_string())?;
        let articles: Vec<ArticleId> = arrivals.iter().map(|arrival| arrival.id).collect();
        let marks = self.marks_on(&articles).map_err(|error| error.to_string())?;
        let feeds = self.library.feeds().map(WorldChange::Feeds);
        let told = feeds.into_iter().chain([WorldChange::Arrived(arrivals)]).chain(marks);
        self.tell(Msg::World(told.collect()));
        self.tell(Msg::FilesKept(articles.clone()));
        Ok(articles)
    }

    /// What was marked on articles in earlier days, where anything was. An opened file is on the screen at once and
    /// cannot wait until the loader comes to it.
    fn marks_on(&self, articles: &[ArticleId]) -> Result<Option<WorldChange>, disk::DiskError> {
        let mut marked = Vec::new();
        for id in articles {
            if self.library.status(*id)? != Status::default() {
                marked.push(*id);
            }
        }
        let batch = self.library.rows(&marked)?;
        Ok((!batch.is_empty()).then(|| WorldChange::Loaded(Arc::new(batch))))
    }

    /// Tells what another courant wrote since the last look.
    pub fn look_for_news(&mut self) {
        (self.looked, self.look_at) = (Some(Instant::now()), None);
        match self.library.news_since(&mut self.news) {
            Ok(news) => {
                if news.missed {
                    let sentence = "More was changed elsewhere than could be followed. Restart courant to see all of it.";
                    self.tell(Msg::Failed(sentence.to_owned()));
                }
                if let Some(feeds) = news.feeds {
                    self.tell(Msg::World(vec![WorldChange::Feeds(feeds)]));
                }
                let mut arrivals = news.arrivals;
                while !arrivals.is_empty() {
                    // A key goes between two of these: a refresh brings thousands at once.
                    let more = arrivals.split_off(arrivals.len().min(ARRIVALS_AT_ONCE));
                    self.tell(Msg::World(vec![WorldChange::Arrived(std::mem::replace(&mut arrivals, more))]));
                }
                if !news.changes.is_empty() {
                    self.tell(Msg::Elsewhere(news.changes));
                }
            }
            Err(error) => self.tell_error(&error),
        }
    }
}

/// Gives a new library the guide, once; and one that was rescued what its sources tell. Answers with a sentence where
/// that is left to the next start: what was rescued can be read before.
pub fn install_guide(library: &mut Library, now: jiff::Timestamp) -> Result<Option<String>, disk::DiskError> {
    match restore::restore(library, now) {
        Ok(()) => install_missing_guide(library, now).map(|()| None),
        Err(error) => {
            log::error!("{error:?}");
            Ok(Some(format!(
                "Not every rescued article has its title and date again; the next start tries once more. {error}"
            )))
        }
    }
}

fn install_missing_guide(library: &mut Library, now: jiff::Timestamp) -> Result<(), disk::DiskError> {
    const INSTALLED: &str = "guide-installed";
    if library.meta(INSTALLED)?.is_some() {
        return Ok(());
    }
    if holds_guide(library)? {
        // A damaged library may have lost this memory, and the keys of its articles with it; the guide is there.
        return library.set_meta(INSTALLED, "1");
    }
    let feed = library.feed_named(FeedKind::Guide, guide::ADDRESS, guide::TITLE)?;
    library.keep(feed, &guide::articles(now), now)?;
    library.set_meta(INSTALLED, "1")
}

/// Whether articles of the guide are there. Its feed alone may have been made this moment by another courant.
fn holds_guide(library: &Library) -> Result<bool, disk::DiskError> {
    let Some(guide) = library.feeds()?.into_iter().find(|feed| feed.address == guide::ADDRESS) else {
        return Ok(false);
    };
    Ok(library.counters()?.iter().any(|(scope, _)| *scope == Scope::Feed(guide.id)))
}

/// Traces that wait to be written: of each article only the last of a kind counts.
#[derive(Default)]
struct Traces {
    waiting: HashMap<(ArticleId, u8), Trace>,
    since: Option<Instant>,
}

impl Traces {
    fn push(&mut self, trace: Trace) {
        let key = match &trace {
            Trace::Place { article, .. } => (*article, 0),
            Trace::Opened { article, .. } => (*article, 1),
        };
        self.waiting.insert(key, trace);
        self.since.get_or_insert_with(Instant::now);
    }

    /// Takes in again what the disk refused; what was left since is newer and stands.
    fn put_back(&mut self, traces: Vec<Trace>) {
        let newer = std::mem::take(&mut self.waiting);
        traces.into_iter().for_each(|trace| self.push(trace));
        self.waiting.extend(newer);
        self.since = Some(Instant::now() + AFTER_REFUSAL);
    }

    /// Waits until something new is left.
    fn rest(&mut self) {
        self.since = None;
    }

    fn due(&self) -> Option<Instant> {
        self.since.map(|since| since + TRACES_WITHIN)
    }

    fn take(&mut self) -> Vec<Trace> {
        self.since = None;
        self.waiting.drain().map(|(_, trace)| trace).collect()
    }
}
