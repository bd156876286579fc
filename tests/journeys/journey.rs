//! The journey: a machine, a screen and a real library, driven key by key; time passes only when told to.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::SystemTime;

use courant::app::{App, Effect, Key, KeyCode, Msg, Save, Start, Wanted};
use courant::news::{Article, ArticleId, ArticleKey, Basis, Dated, FeedKind, Precision, Status};
use courant::store::{Counts, List, ReaderChange, Scope};
use courant::ui;
use courant::workers::disk::{Incoming, Library};
use courant::workers::intake::{self, Origin};
use courant::workers::net::Network;
use courant::workers::{Fetcher, Plan, Writer, bodies, loader, starters};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::net::server::Server;
use crate::net::stand_in;

/// The loop never wakes the machine sooner than this after a wake.
const FRAME: SignedDuration = SignedDuration::from_millis(16);

/// A reader's home: the library, the pages they saved, and what time it is there.
pub(crate) struct Home {
    folder: TempDir,
    network: RefCell<Network>,
    clock: Arc<AtomicI64>,
}

impl Home {
    /// A home where courant was never started. It is Monday, 23 November 2026, nine in the morning.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let start: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        let network = RefCell::default();
        Self { folder, network, clock: Arc::new(AtomicI64::new(start.as_millisecond())) }
    }

    /// A home whose library has no guide, but these pages; the first is the newest.
    pub(crate) fn with(pages: &[(&str, &str)]) -> Self {
        let home = Self::new();
        home.library().set_meta("guide-installed", "1").unwrap();
        for (name, text) in pages.iter().rev() {
            home.passes(SignedDuration::from_mins(-60 * 5));
            let later = home.now();
            home.brings(&[(name, text)]);
            assert_eq!(home.now(), later);
        }
        home.passes(SignedDuration::from_mins(60 * 5 * pages.len() as i64));
        home
    }

    /// From here on a server of ours answers under a name of the public network.
    pub(crate) fn reaches(&self, name: &str, server: &Server) {
        self.network.borrow_mut().stand_ins.push(stand_in(name, server));
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    pub(crate) fn passes(&self, time: SignedDuration) {
        self.clock.fetch_add(time.as_millis() as i64, Ordering::SeqCst);
    }

    fn library_folder(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    pub(super) fn library(&self) -> Library {
        Library::open(&self.library_folder(), self.now()).unwrap().library
    }

    /// Saves a page as a file of this home, now.
    pub(crate) fn saves(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let now =
            SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(self.now().as_millisecond() as u64);
        File::options().write(true).open(&path).unwrap().set_modified(now).unwrap();
        path
    }

    /// Another courant keeps pages that were saved now, under paths that are the same on every machine.
    pub(crate) fn brings(&self, pages: &[(&str, &str)]) {
        let mut library = self.library();
        let feed = library.feed_named(FeedKind::Files, "courant:files", "Opened files").unwrap();
        library.keep(feed, &self.incoming(pages), self.now()).unwrap();
    }

    /// The library has no guide, but so many articles without bodies, of which a function says the titles; each is a
    /// minute older than the one before.
    pub(crate) fn holds(&self, count: i64, title: impl Fn(i64) -> String) {
        let one = |number| Incoming {
            key: ArticleKey::of_url(&format!("https://paper.example/{number}")),
            article: Article {
                title: title(number),
                published: Some(Dated {
                    at: self.now() - SignedDuration::from_mins(number),
                    precision: Precision::Second,
                    basis: Basis::Written,
                }),
                ..Article::default()
            },
            source: None,
        };
        let mut library = self.library();
        library.set_meta("guide-installed", "1").unwrap();
        let feed = library.feed_named(FeedKind::Files, "courant:files", "Opened files").unwrap();
        library.keep(feed, &(0..count).map(one).collect::<Vec<_>>(), self.now()).unwrap();
    }

    fn incoming(&self, pages: &[(&str, &str)]) -> Vec<Incoming> {
        let take_in = |(name, text): &(&str, &str)| {
            let path = Some(format!("/home/reader/pages/{name}").into());
            let origin = Origin { path, file_time: Some(self.now()), saved_at: None, now: self.now() };
            intake::take_in(text.as_bytes().to_vec(), &origin).unwrap().incoming
        };
        pages.iter().map(take_in).collect()
    }

    /// The numbers of a scope as the disk keeps them.
    pub(crate) fn counts_on_disk(&self, scope: &Scope) -> Counts {
        let counters = self.library().counters().unwrap();
        counters.into_iter().find(|(of, _)| of == scope).map(|(_, counts)| counts).unwrap_or_default()
    }

    /// The file of the library.
    pub(crate) fn library_file(&self) -> PathBuf {
        self.library_folder().join("library.sqlite")
    }

    /// What was marked on an article as the disk keeps it.
    pub(crate) fn status_on_disk(&self, id: ArticleId) -> Status {
        self.library().status(id).unwrap()
    }

    /// What is wrong with the file of the library.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.library().integrity().unwrap()
    }
}

/// One run of the program.
pub(crate) struct Journey<'a> {
    home: &'a Home,
    pub(crate) app: App,
    writer: Writer,
    reading: Library,
    inbox: Receiver<Msg>,
    has_more: bool,
    pub(crate) to_set: Vec<Effect>,
    outbox: Sender<Msg>,
    wake: Option<Timestamp>,
    fetcher: Fetcher,
    /// Rounds of asking the network that were begun by themselves.
    pub(crate) rounds: usize,
    asked: Vec<Effect>,
    disk_fails: bool,
    /// The disk fails for good, as the library can only be read.
    only_read: bool,
    journal_fails: bool,
    /// What is open so far of the files that courant was started on.
    opened: Vec<ArticleId>,
    /// While set, what is to be saved waits here, and answers wait until they are listened to.
    to_save: Option<VecDeque<Effect>>,
    /// The ticket that the disk refused: those after it wait behind it.
    refused: Option<u64>,
    /// While set, the machine is not told to go on, and long texts are not set.
    goes_on_later: bool,
    /// While set, questions for bodies wait here.
    unanswered: Rc<RefCell<Option<Vec<Effect>>>>,
}

impl<'a> Journey<'a> {
    /// Starts courant and waits until all is loaded.
    pub(crate) fn at(home: &'a Home, size: (u16, u16)) -> Self {
        Self::start(home, size, &[], "")
    }

    /// Starts courant and types before anything of the library is there.
    pub(crate) fn typing_at_once(home: &'a Home, size: (u16, u16), keys: &str) -> Self {
        Self::start(home, size, &[], keys)
    }

    /// Starts courant on files.
    pub(crate) fn opening(home: &'a Home, size: (u16, u16), files: &[&Path]) -> Self {
        Self::start(home, size, files, "")
    }

    /// Starts courant on files of which none is open yet.
    pub(crate) fn about_to_open(home: &'a Home, size: (u16, u16)) -> Self {
        let mut journey = Self::at(home, size);
        let (zone, now) = (TimeZone::UTC, home.now());
        journey.app = App::new(Start {
            size,
            zone,
            now,
            unicode: true,
            colour: false,
            hyperlinks: false,
            terminal_orders: true,
            opening_files: true,
        });
        journey.writer.tell_first_screen();
        journey.writer.tell_earlier_days();
        journey.listen();
        journey
    }

    /// Starts courant anew where the terminal shows nothing but ASCII.
    pub(crate) fn in_ascii(self) -> Self {
        let (home, size) = (self.home, self.app.size());
        drop(self);
        Self::start_in(home, size, &[], "", false)
    }

    fn start(home: &'a Home, size: (u16, u16), files: &[&Path], keys: &str) -> Self {
        Self::start_in(home, size, files, keys, true)
    }

    fn start_in(home: &'a Home, size: (u16, u16), files: &[&Path], keys: &str, unicode: bool) -> Self {
        let (outbox, inbox) = channel();
        let clock = Arc::clone(&home.clock);
        let open: Vec<PathBuf> = files.iter().map(|path| path.to_path_buf()).collect();
        let plan = Plan {
            folder: home.library_folder(),
            now: Arc::new(move || Timestamp::from_millisecond(clock.load(Ordering::SeqCst)).unwrap()),
            open: Vec::new(),
            kept: Vec::new(),
            saved_at: None,
            panic: false,
        };
        let fetcher = Fetcher::new(plan.folder.clone(), &home.network.borrow(), Arc::clone(&plan.now));
        let writer = Writer::open(plan, outbox.clone()).unwrap();
        let start = Start {
            size,
            zone: TimeZone::UTC,
            now: home.now(),
            unicode,
            colour: false,
            hyperlinks: false,
            terminal_orders: true,
            opening_files: !open.is_empty(),
        };
        let mut journey = Self {
            home,
            app: App::new(start),
            writer,
            reading: home.library(),
            inbox,
            has_more: false,
            to_set: Vec::new(),
            outbox,
            wake: None,
            fetcher,
            rounds: 0,
            asked: Vec::new(),
            disk_fails: false,
            only_read: false,
            journal_fails: false,
            opened: Vec::new(),
            to_save: None,
            refused: None,
            goes_on_later: false,
            unanswered: Rc::default(),
        };
        journey.types(keys);
        journey.writer.tell_first_screen();
        journey.writer.tell_earlier_days();
        if !open.is_empty() {
            journey.writer.open_files(open, Vec::new());
        }
        loader::everything(&journey.reading, &journey.outbox, || true).unwrap();
        journey.listen();
        journey
    }

    // ── what the world does ─────────────────────────────────────────────────────────────────────────────

    pub(crate) fn told(&mut self, msg: Msg) -> &mut Self {
        let effects = self.app.update(self.home.now(), msg);
        effects.into_iter().for_each(|effect| self.perform(effect));
        self
    }

    fn listen(&mut self) {
        while let Some(msg) = self.next_msg() {
            self.told(msg);
        }
    }

    /// What waits to be told, and where nothing does, that the machine may go on.
    fn next_msg(&mut self) -> Option<Msg> {
        let waiting = self.inbox.try_recv().ok();
        let goes_on = !self.goes_on_later && self.has_more;
        waiting.or_else(|| {
            self.has_more &= !goes_on;
            goes_on.then_some(Msg::GoOn)
        })
    }

    fn perform(&mut self, effect: Effect) {
        match (effect, &mut self.to_save) {
            (effect @ (Effect::Save { .. } | Effect::Withdraw { .. }), Some(to_save)) => {
                to_save.push_back(effect);
            }
            (effect, _) => self.carry_out(effect),
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Save { ticket, .. } if self.disk_fails => {
                let sentence = "The disk is full; make room.".to_owned();
                self.outbox
                    .send(Msg::NotSaved { ticket, sentence: Some(sentence), lasts: self.only_read })
                    .unwrap();
            }
            Effect::Save { ticket, save } => self.writer.save(ticket, &save),
            Effect::LoadOn => (),
            Effect::GoOn => self.has_more = true,
            question @ Effect::SetText { .. } if self.goes_on_later => self.to_set.push(question),
            Effect::SetText { text, options, generation } => {
                let layout = Ok(Box::new(courant::typeset::typeset(text.document(), &options)));
                self.outbox.send(Msg::TextSet { generation, layout }).unwrap();
            }
            Effect::ReadCode { body, generation } => {
                let parts = courant::workers::code::read(&body.document, &|| true);
                self.outbox.send(Msg::CodeRead { generation, parts }).unwrap();
            }
            Effect::Withdraw { ticket } => self.writer.withdraw(ticket),
            Effect::Leave(trace) => self.writer.keep_trace(trace),
            Effect::Remember(words) => self.writer.remember(&words),
            Effect::Read { .. } | Effect::ReadOriginal { .. } => self.ask(effect),
            Effect::ReadSteps { side, .. } if self.journal_fails => {
                let page = Err("The journal cannot be read.".to_owned());
                self.outbox.send(Msg::EarlierSteps { side, page }).unwrap();
            }
            Effect::ReadSteps { side, before } => self.writer.read_steps(side, before),
            Effect::ReadStep { step, marks } => self.writer.read_step(step, marks),
            Effect::Refresh { wanted, by_hand } => {
                self.rounds += usize::from(wanted == Wanted::Due);
                let refreshed = self.fetcher.refresh(&wanted, by_hand, |msg| self.outbox.send(msg).unwrap());
                self.tells_after_news(refreshed);
            }
            Effect::Look { address, typed, generation } => {
                let looked = self.fetcher.look(&address, typed, generation);
                self.tells_after_news(looked);
            }
            Effect::FetchPage(article) => {
                let fetched = self.fetcher.fetch_page(article);
                self.tells_after_news(fetched);
            }
            Effect::OpenAddress { address, typed, generation } => {
                let opened = self.fetcher.open(&address, typed, generation);
                self.tells_after_news(opened);
            }
            Effect::FindStarters { everywhere } => {
                let found = starters(Some(self.home.folder.path()), everywhere);
                self.outbox.send(Msg::Starters(found)).unwrap();
            }
            Effect::Add(feeds) => {
                let added = self.fetcher.add(&feeds);
                self.tells_after_news(added);
            }
            Effect::OpenFiles(paths) => self.writer.open_files(paths, Vec::new()),
            Effect::WakeAt(at) => {
                let at = at.max(self.home.now() + FRAME);
                self.wake = Some(self.wake.map_or(at, |wake| wake.min(at)));
            }
            Effect::Browse(_) | Effect::Copy { .. } | Effect::Suspend | Effect::Redraw => {
                self.asked.push(effect);
            }
        }
    }

    fn tells_after_news(&mut self, msg: Msg) {
        self.writer.look_for_news();
        self.outbox.send(msg).unwrap();
    }

    fn ask(&mut self, question: Effect) {
        if let Some(waiting) = self.unanswered.borrow_mut().as_mut() {
            waiting.push(question);
            return;
        }
        let answer = match question {
            Effect::Read { article, generation } => {
                let body = bodies::read(&self.reading, article).map(Arc::new);
                Msg::Body { generation, article, body }
            }
            Effect::ReadOriginal { article, generation } => {
                let original = bodies::read_original(&self.reading, article).map(Arc::new);
                Msg::Original { generation, article, original }
            }
            other => panic!("{other:?} is no question"),
        };
        self.outbox.send(answer).unwrap();
    }

    /// A haul of the files that courant was started on; it is not the last.
    pub(crate) fn opens_some(&mut self, names: &[&str]) -> &mut Self {
        let letter =
            |name: &&str| self.home.saves(&format!("{name}.md"), &format!("# {name}\n\nIt says little.\n"));
        let files = names.iter().map(letter).collect();
        self.writer.open_files(files, Vec::new());
        while let Ok(msg) = self.inbox.try_recv() {
            match msg {
                Msg::FilesOpened { articles, .. } => self.opened.extend(articles),
                msg => _ = self.told(msg),
            }
        }
        self
    }

    /// All files are open that courant was started on.
    pub(crate) fn has_opened_all(&mut self, title: &str) -> &mut Self {
        let articles = std::mem::take(&mut self.opened);
        let (title, notices, complaints) = (title.to_owned(), Vec::new(), Vec::new());
        self.told(Msg::FilesOpened { title, articles, notices, complaints });
        self.listen();
        self
    }

    /// The bulk of the headlines is there.
    pub(crate) fn has_loaded_all(&mut self) -> &mut Self {
        loader::everything(&self.reading, &self.outbox, || true).unwrap();
        self.listen();
        self
    }

    /// From here on what takes long is begun, and goes on once [`goes_on`](Self::goes_on).
    pub(crate) fn goes_on_later(&mut self) -> &mut Self {
        self.goes_on_later = true;
        self
    }

    /// What was begun goes on to its end.
    pub(crate) fn goes_on(&mut self) -> &mut Self {
        self.goes_on_later = false;
        for question in std::mem::take(&mut self.to_set) {
            self.carry_out(question);
        }
        self.listen();
        self
    }

    /// While set, earlier steps of the journal cannot be read.
    pub(crate) fn journal_fails(&mut self, fails: bool) -> &mut Self {
        self.journal_fails = fails;
        self
    }

    /// From here on bodies do not come until [`disk_answers`](Self::disk_answers).
    pub(crate) fn disk_is_slow(&mut self) -> &mut Self {
        *self.unanswered.borrow_mut() = Some(Vec::new());
        self
    }

    pub(crate) fn disk_answers(&mut self) -> &mut Self {
        let waiting = self.unanswered.borrow_mut().take().unwrap_or_default();
        waiting.into_iter().for_each(|question| self.ask(question));
        self.listen();
        self
    }

    pub(crate) fn disk_fails(&mut self, fails: bool) -> &mut Self {
        self.disk_fails = fails;
        self
    }

    /// From here on the library can only be read.
    pub(crate) fn can_only_be_read(&mut self) -> &mut Self {
        (self.disk_fails, self.only_read) = (true, true);
        self
    }

    /// Something changed the library from outside, and the watch tells it.
    pub(crate) fn others_wrote(&mut self) -> &mut Self {
        self.writer.look_for_news();
        self.listen();
        self
    }

    /// From here on nothing is saved before it [`writes`](Self::writes), and no answer or news is taken in before it
    /// [`listens`](Self::listens).
    pub(crate) fn takes_its_time(mut self) -> Self {
        self.to_save = Some(VecDeque::new());
        self
    }

    /// The disk writes, or refuses, what waits for it first. Answers what it wrote.
    pub(crate) fn writes(&mut self, refuses: bool) -> Option<Save> {
        match self.to_save.as_mut()?.pop_front()? {
            Effect::Save { ticket, save } => {
                let is_behind = self.refused.is_some_and(|refused| ticket > refused);
                if refuses || is_behind {
                    self.refused = self.refused.filter(|_| is_behind).or(Some(ticket));
                    let sentence = (!is_behind).then(|| "The disk is full; make room.".to_owned());
                    self.outbox.send(Msg::NotSaved { ticket, sentence, lasts: false }).unwrap();
                    return None;
                }
                self.refused = None;
                self.writer.save(ticket, &save);
                Some(save)
            }
            Effect::Withdraw { ticket } => {
                self.refused = self.refused.filter(|refused| *refused != ticket);
                None
            }
            other => panic!("{other:?} is nothing to save"),
        }
    }

    /// Whether anything waits to be written.
    pub(crate) fn has_to_save(&self) -> bool {
        self.to_save.as_ref().is_some_and(|to_save| !to_save.is_empty())
    }

    pub(crate) fn listens(&mut self) -> &mut Self {
        self.listen();
        self
    }

    /// The watch tells that something changed; what that is waits to be listened to.
    pub(crate) fn looks_for_news(&mut self) -> &mut Self {
        self.writer.look_for_news();
        self
    }

    /// Another courant on this library marks an article; which one, counted from the newest, if there are so many.
    pub(crate) fn another_marks(&self, number: usize, read: bool) {
        let Some(&article) = self.app.store().list(&List::All).get(number) else { return };
        let change = ReaderChange::Read { articles: vec![article], read };
        let save = Save::New { name: "marked elsewhere".into(), change };
        self.home.library().commit(&save, self.home.now()).unwrap();
    }

    /// Pages come in while courant runs.
    pub(crate) fn arrive(&mut self, pages: &[(&str, &str)]) -> &mut Self {
        self.home.brings(pages);
        self.others_wrote()
    }

    /// Time passes: `2s`, `3h`, `2d`. The machine is woken when it asked to be, and never without reason.
    pub(crate) fn waits(&mut self, time: &str) -> &mut Self {
        let span: Span = time.parse().unwrap();
        let span = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).unwrap();
        let until = self.home.now() + span;
        let most = 20 + span.as_mins() * 2;
        for wakes in 0.. {
            assert!(wakes < most, "the machine ticks");
            let Some(wake) = self.wake.take_if(|wake| *wake <= until) else { break };
            self.home.passes(wake.max(self.home.now()).duration_since(self.home.now()));
            self.told(Msg::Wake);
            self.listen();
        }
        self.home.passes(until.duration_since(self.home.now()));
        if span >= SignedDuration::from_secs(1) {
            self.writer.write_traces();
        }
        self
    }

    // ── what the reader does ────────────────────────────────────────────────────────────────────────────

    /// Types keys half a second apart: `jj`, `^d`, `<Enter>`; `<lt>` is the less-than sign.
    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        for key in keys_in(keys) {
            self.home.passes(SignedDuration::from_millis(500));
            self.presses(key);
        }
        self
    }

    /// Types faster than anybody answers: what comes of the keys is heard after the last of them.
    pub(crate) fn types_at_once(&mut self, keys: &str) -> &mut Self {
        for key in keys_in(keys) {
            self.home.passes(SignedDuration::from_millis(500));
            self.told(Msg::Key(key));
        }
        self.listen();
        self
    }

    /// Holds a key down: it comes thirty times a second.
    pub(crate) fn holds(&mut self, key: &str, times: usize) -> &mut Self {
        let key = keys_in(key)[0];
        for _ in 0..times {
            self.home.passes(SignedDuration::from_millis(33));
            self.presses(key);
        }
        self
    }

    fn presses(&mut self, key: Key) {
        self.told(Msg::Key(key));
        if self.to_save.is_none() {
            self.listen();
        }
    }

    pub(crate) fn pastes(&mut self, text: &str) -> &mut Self {
        self.told(Msg::Paste(text.to_owned()));
        self.listen();
        self
    }

    pub(crate) fn resizes(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.told(Msg::Resize(columns, rows));
        self.listen();
        self
    }

    /// Leaves, and starts again at the same home and size.
    pub(crate) fn restarts(mut self) -> Self {
        self.writer.leave();
        let size = self.app.size();
        let home = self.home;
        drop(self);
        home.passes(SignedDuration::from_mins(1));
        Self::at(home, size)
    }

    // ── what is to be seen ──────────────────────────────────────────────────────────────────────────────

    fn buffer(&self) -> Buffer {
        let (columns, rows) = self.app.size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        ui::paint_all(&self.app, &mut buffer);
        buffer
    }

    /// The screen's rows as text.
    pub(crate) fn rows(&self) -> Vec<String> {
        let buffer = self.buffer();
        (0..buffer.area.height).map(|row| row_of(&buffer, row)).collect()
    }

    /// The screen as text, with blanks at the ends of rows cut.
    pub(crate) fn picture(&self) -> String {
        self.rows().join("\n")
    }

    /// How each cell looks: `r` reverse, `b` bold, `d` dim, `u` underlined, `i` italic; several: the first of these.
    pub(crate) fn looks(&self) -> String {
        let buffer = self.buffer();
        let signs = [
            (Modifier::REVERSED, 'r'),
            (Modifier::BOLD, 'b'),
            (Modifier::UNDERLINED, 'u'),
            (Modifier::ITALIC, 'i'),
            (Modifier::DIM, 'd'),
        ];
        let mut looks = String::new();
        for row in 0..buffer.area.height {
            let cell = |column| &buffer[(column, row)];
            let sign = |column| {
                signs
                    .iter()
                    .find(|(look, _)| cell(column).modifier.contains(*look))
                    .map_or(' ', |(_, sign)| *sign)
            };
            let line: String = (0..buffer.area.width).map(sign).collect();
            writeln!(looks, "{}", line.trim_end()).unwrap();
        }
        looks
    }

    fn text(&self) -> String {
        self.picture().replace('\u{a0}', " ")
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        assert!(self.text().contains(text), "“{text}” is not on the screen:\n{}", self.picture());
        self
    }

    #[track_caller]
    pub(crate) fn shows_not(&mut self, text: &str) -> &mut Self {
        assert!(!self.text().contains(text), "“{text}” is on the screen:\n{}", self.picture());
        self
    }

    /// The bottom line says this.
    #[track_caller]
    pub(crate) fn says(&mut self, text: &str) -> &mut Self {
        let rows = self.rows();
        let last = rows.last().cloned().unwrap_or_default().replace('\u{a0}', " ");
        assert!(last.contains(text), "“{text}” is not said, but “{last}”:\n{}", self.picture());
        self
    }

    /// What was asked of the desktop and the terminal since the last time.
    pub(crate) fn asks(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asked)
    }

    /// The title of the row under the cursor.
    pub(crate) fn selected(&self) -> String {
        let title = self.app.list().selected().and_then(|id| self.app.store().headline(id));
        title.map_or_else(String::new, |headline| headline.title.to_owned())
    }

    /// The title of the article in the reading pane.
    pub(crate) fn article(&self) -> String {
        let title = self.app.reader().article().and_then(|id| self.app.store().headline(id));
        title.map_or_else(String::new, |headline| headline.title.to_owned())
    }

    /// Titles of the list's rows.
    pub(crate) fn titles(&self) -> Vec<String> {
        let rows = self.app.list().rows().iter();
        rows.filter_map(|&id| self.app.store().headline(id))
            .map(|headline| headline.title.to_owned())
            .collect()
    }

    /// Titles of what is unread, newest first.
    pub(crate) fn unread(&self) -> Vec<String> {
        let ids = self.app.store().list(&List::Unread);
        ids.iter()
            .filter_map(|&id| self.app.store().headline(id))
            .map(|headline| headline.title.to_owned())
            .collect()
    }

    pub(crate) fn counts(&self) -> Counts {
        self.app.store().counts(&Scope::All)
    }

    /// The first line of text in the reading pane.
    pub(crate) fn top_line(&self) -> String {
        let reader = self.app.reader();
        let lines = (reader.top()..).map_while(|line| reader.line(line));
        let text = lines.filter_map(|line| match line {
            courant::app::PaneLine::Text(number) => {
                let line = &reader.layout()?.lines[number];
                Some(line.spans.iter().map(|span| span.text.as_str()).collect::<String>())
            }
            _ => None,
        });
        { text }.find(|text| !text.trim().is_empty()).unwrap_or_default()
    }
}

fn row_of(buffer: &Buffer, row: u16) -> String {
    let mut text = String::new();
    let mut column = 0;
    while column < buffer.area.width {
        let symbol = buffer[(column, row)].symbol();
        text.push_str(symbol);
        column += (symbol.width() as u16).max(1);
    }
    text.trim_end().to_owned()
}

pub(crate) fn keys_in(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        keys.push(match character {
            '^' => Key::control(characters.next().unwrap()),
            '<' => named(&characters.by_ref().take_while(|character| *character != '>').collect::<String>()),
            ' ' => Key::char(' '),
            character => Key::char(character),
        });
    }
    keys
}

fn named(name: &str) -> Key {
    Key::plain(match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Delete" => KeyCode::Delete,
        "lt" => KeyCode::Char('<'),
        other => panic!("no key is called {other}"),
    })
}
