//! A session of the reader: the machine, the screen and the workers brought together.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Frame;

use super::environment::{Environment, ForcedPanic};
use super::stage::{Ending, Machine, RunError, Workers};
use super::terminal::Terminal;
use super::turns::run;
use crate::app::{App, Effect, Msg, Start, counted};
use crate::news::ArticleId;
use crate::{ui, workers};

/// What the reader is started with.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The folder of the library.
    pub folder: PathBuf,
    /// Files to open at once.
    pub open: Vec<PathBuf>,
    /// Articles that were just kept, to be shown as opened files are.
    pub kept: Vec<ArticleId>,
    /// Whether colours are wanted, where the reader says so.
    pub colour: Option<bool>,
    /// When they were saved, where the reader says so.
    pub saved_at: Option<Timestamp>,
}

/// Runs the reader on the terminal until it is left.
pub fn read(request: Request) -> Result<Ending, RunError> {
    let mut environment = Environment::read()?;
    environment.colour = request.colour.unwrap_or(environment.colour);
    let (sender, inbox) = channel();
    let mut terminal = Terminal::open(&environment, sender.clone())?;
    let capabilities = terminal.capabilities();
    let clock = environment.clock;
    let opening_files = !request.open.is_empty() || !request.kept.is_empty();
    let mut workers = workers::Workers::start(
        workers::Plan {
            folder: request.folder,
            now: Arc::new(move || clock.now()),
            open: request.open,
            kept: request.kept,
            saved_at: request.saved_at,
            panic: environment.panic == Some(ForcedPanic::Worker),
        },
        sender,
    );
    let mut app = App::new(Start {
        size: capabilities.size,
        // A zone that cannot be read is UTC, not a reason to stop.
        zone: TimeZone::try_system().unwrap_or(TimeZone::UTC),
        now: clock.now(),
        unicode: capabilities.unicode,
        colour: capabilities.colour,
        hyperlinks: capabilities.hyperlinks,
        terminal_orders: capabilities.orders,
        opening_files,
    });
    let ending = run(&mut app, &mut workers, &inbox, &mut terminal, &environment)?;
    if ending != Ending::Quit {
        return Ok(ending);
    }
    if let Some(sentence) = workers.failure() {
        return Err(RunError::Library(sentence));
    }
    // The disk's last answers came when the screen was closed already.
    inbox.try_iter().for_each(|msg| _ = app.update(clock.now(), msg));
    match app.unanswered() {
        0 => Ok(ending),
        count => Err(RunError::Unsaved {
            changes: counted(count, "change"),
            why: app.said().map(|said| said.text.clone()).unwrap_or_default(),
        }),
    }
}

impl Machine for App {
    fn update(&mut self, now: Timestamp, msg: Msg) -> Vec<Effect> {
        self.update(now, msg)
    }

    fn is_done(&self) -> bool {
        self.is_done()
    }

    fn title(&self) -> String {
        self.title()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        ui::view(self, frame);
    }
}

impl Workers for workers::Workers {
    fn perform(&mut self, effect: Effect) {
        self.perform(effect);
    }

    fn finish(&mut self) {
        self.finish();
    }
}
