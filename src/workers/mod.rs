//! Effects carried out: the disk, files, the desktop. Each worker has a thread and answers with messages.
//!
//! A worker that panics is caught: it says so in one sentence and the screen is not touched.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Here is where files, clocks and threads live.

pub mod bodies;
mod clock;
pub mod code;
mod desktop;
pub mod discovery;
pub mod disk;
pub mod extraction;
pub mod feeds;
mod fetcher;
mod files;
pub mod full_text;
mod guide;
pub mod intake;
pub mod loader;
pub mod net;
pub mod newsboat;
mod opening;
pub mod page;
mod plan;
mod reason;
pub mod refresh;

mod restore;
mod series;
mod setting;
pub mod sites;
mod starters;
mod thread;
mod writer;

use std::convert::Infallible;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use directories::BaseDirs;

use crate::app::{Effect, Msg};
use thread::spawn;

pub use clock::Clock;
pub use desktop::browse_command;
pub use fetcher::Fetcher;
pub use files::{
    Expanded, FileError, LARGEST, expand, is_stream, keep, read_file, take_in, take_in_all, take_in_series,
    take_in_stream,
};
pub use guide::{articles as guide_articles, first_screen as first_screen_of_all};
pub use plan::{Now, Plan};
pub use reason::reason;
pub use starters::starters;
pub use writer::{Writer, install_guide};

/// How long the end waits for a browser to be started. It takes milliseconds, but on a disk that hangs for ever.
const STARTING: Duration = Duration::from_secs(2);

/// The workers at work.
pub struct Workers {
    writer: Option<Sender<writer::Order>>,
    writing: Option<JoinHandle<()>>,
    bodies: Sender<bodies::Question>,
    setting: setting::Desk,
    code: code::Desk,
    desk: fetcher::Desk,
    load_on: Sender<()>,
    outbox: Sender<Msg>,
    /// Held by every thread that is starting a browser; nothing is ever sent.
    starting: Sender<Infallible>,
    started: Receiver<Infallible>,
    failure: Arc<Mutex<Option<String>>>,
    panic: bool,
}

impl Workers {
    /// Starts them; the library's first articles come as messages.
    #[must_use]
    pub fn start(plan: Plan, outbox: Sender<Msg>) -> Self {
        let (writer, orders) = channel();
        let (bodies, questions) = channel();
        let (load_on, wanted) = channel();
        let (starting, started) = channel();
        let panic = plan.panic;
        let desk = fetcher::Desk::new(&plan.folder, &plan.now);
        let (to_writer, to_outbox) = (writer.clone(), outbox.clone());
        let failure: Arc<Mutex<Option<String>>> = Arc::default();
        let failed = Arc::clone(&failure);
        let writing = spawn("disk", outbox.clone(), move || {
            if let Err(sentence) =
                writer::work(plan, &orders, &to_writer, writer::Readers { questions, wanted }, &to_outbox)
            {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(sentence);
                // Without a library there is nothing to show.
                let _ = to_outbox.send(Msg::Terminate);
            }
        });
        let (writer, writing) = (Some(writer), Some(writing));
        Self {
            writer,
            writing,
            bodies,
            setting: setting::Desk::default(),
            code: code::Desk::default(),
            desk,
            load_on,
            outbox,
            starting,
            started,
            failure,
            panic,
        }
    }

    /// Takes an order. Never blocks; its answer is a message.
    pub fn perform(&mut self, effect: Effect) {
        if std::mem::take(&mut self.panic) {
            let _ = spawn("forced", self.outbox.clone(), || panic!("forced by COURANT_PANIC"));
        }
        // A worker that is gone has said so already.
        match effect {
            Effect::Read { article, generation } => {
                let _ = self.bodies.send(bodies::Question { article, generation, original: false });
            }
            Effect::ReadOriginal { article, generation } => {
                let _ = self.bodies.send(bodies::Question { article, generation, original: true });
            }
            Effect::SetText { text, options, generation } => {
                self.setting.ask(setting::Question { text, options, generation }, &self.outbox);
            }
            Effect::ReadCode { body, generation } => self.code.ask((body, generation), &self.outbox),
            // Once everything is told, nobody asks the loader any more.
            Effect::LoadOn => _ = self.load_on.send(()),
            Effect::Save { ticket, save } => {
                if !self.order(writer::Order::Save { ticket, save }) {
                    let sentence =
                        "Nothing can be saved any more, as a part of courant failed. Restart courant.";
                    let _ = self.outbox.send(Msg::NotSaved {
                        ticket,
                        sentence: Some(sentence.to_owned()),
                        lasts: true,
                    });
                }
            }
            Effect::Withdraw { ticket } => _ = self.order(writer::Order::Withdraw { ticket }),
            Effect::Leave(trace) => _ = self.order(writer::Order::Leave(trace)),
            Effect::Remember(words) => _ = self.order(writer::Order::Remember(words)),
            Effect::ReadSteps { side, before } => _ = self.order(writer::Order::ReadSteps { side, before }),
            Effect::ReadStep { step, marks } => _ = self.order(writer::Order::ReadStep { step, marks }),
            Effect::OpenFiles(paths) => _ = self.order(writer::Order::Open(paths)),
            // A program that is slow to start keeps no key waiting.
            Effect::Browse(address) => {
                let (outbox, starting) = (self.outbox.clone(), self.starting.clone());
                drop(spawn("browser", self.outbox.clone(), move || {
                    desktop::browse(&address, &outbox);
                    drop(starting);
                }));
            }
            Effect::Refresh { wanted, by_hand } => {
                let answer = self.answer();
                self.desk.refresh((wanted, by_hand), &self.outbox, answer);
            }
            Effect::Look { address, typed, generation } => {
                let look = move |fetcher: &Fetcher| fetcher.look(&address, typed, generation);
                let answer = self.answer();
                self.desk.ask(&self.outbox, look, answer);
            }
            Effect::FetchPage(article) => {
                let answer = self.answer();
                self.desk.ask(&self.outbox, move |fetcher| fetcher.fetch_page(article), answer);
            }
            Effect::OpenAddress { address, typed, generation } => {
                let answer = self.answer();
                let open = move |fetcher: &Fetcher| fetcher.open(&address, typed, generation);
                self.desk.ask(&self.outbox, open, answer);
            }
            Effect::FindStarters { everywhere } => {
                let outbox = self.outbox.clone();
                drop(spawn("starters", self.outbox.clone(), move || {
                    let folders = BaseDirs::new();
                    let home = folders.as_ref().map(BaseDirs::home_dir);
                    let _ = outbox.send(Msg::Starters(starters(home, everywhere)));
                }));
            }
            Effect::Add(feeds) => {
                let answer = self.answer();
                self.desk.ask(&self.outbox, move |fetcher| fetcher.add(&feeds), answer);
            }
            // The roof carries these out itself.
            Effect::Copy { .. } | Effect::WakeAt(_) | Effect::GoOn | Effect::Suspend | Effect::Redraw => (),
        }
    }

    /// How the network's answers are told: through the writer, who tells first what they brought.
    fn answer(&self) -> impl Fn(Msg) + Send + 'static + use<> {
        let (writer, outbox) = (self.writer.clone(), self.outbox.clone());
        move |msg| match &writer {
            Some(writer) => _ = writer.send(writer::Order::TellAfterNews(msg)),
            None => _ = outbox.send(msg),
        }
    }

    /// Whether somebody is there to carry it out.
    fn order(&self, order: writer::Order) -> bool {
        self.writer.as_ref().is_some_and(|writer| writer.send(order).is_ok())
    }

    /// Why the library could not be opened; then the end was asked for as well.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes what is still to be saved, and returns when it is safe and what was to be opened is being opened.
    pub fn finish(&mut self) {
        self.desk.finish();
        self.order(writer::Order::Finish);
        self.writer = None;
        if let Some(writing) = self.writing.take() {
            let _ = writing.join();
        }
        // Once no thread holds an end of it any more, nobody can send.
        self.starting = channel().0;
        let _ = self.started.recv_timeout(STARTING);
    }
}
