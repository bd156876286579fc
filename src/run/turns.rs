//! The loop itself: messages told, effects carried out, frames drawn, turn by turn.
//!
//! It knows the machine, the workers and the screen by what `stage` promises of them, and nothing of a real one.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

use super::environment::{Environment, ForcedPanic};
use super::stage::{Ending, Machine, RunError, Stage, Workers};
use crate::app::{Effect, Msg};

/// How long one turn may spend on messages before it draws.
pub const TURN: Duration = Duration::from_millis(4);

/// News from the workers is drawn at most this often; a key is drawn at once.
pub const FRAME: Duration = Duration::from_millis(16);

/// A turn that takes longer than this is worth a line in the log: something in the machine blocks.
const OVERLONG: Duration = Duration::from_millis(50);

/// Runs the machine until it is done or somebody ends it.
///
/// The stage is entered first and left last, whatever happens between: a panic on this thread lets the workers
/// finish and leaves the stage before it goes on. Once it returns anything but [`Ending::Quit`], nothing should be
/// printed any more: the terminal may be gone, or take nothing.
///
/// ```no_run
/// # fn start(machine: &mut impl courant::run::Machine, workers: &mut impl courant::run::Workers)
/// #     -> Result<u8, courant::run::RunError> {
/// use courant::run::{Environment, Terminal, run};
///
/// let environment = Environment::read()?;
/// let (sender, inbox) = std::sync::mpsc::channel();
/// // The workers get a sender, too; the machine is told what the terminal can do.
/// let mut terminal = Terminal::open(&environment, sender.clone())?;
/// let capabilities = terminal.capabilities();
/// let ending = run(machine, workers, &inbox, &mut terminal, &environment)?;
/// Ok(ending.exit_code())
/// # }
/// ```
pub fn run<M: Machine, W: Workers, S: Stage>(
    machine: &mut M,
    workers: &mut W,
    inbox: &Receiver<Msg>,
    stage: &mut S,
    environment: &Environment,
) -> Result<Ending, RunError> {
    if let Err(error) = stage.enter() {
        workers.finish();
        return Err(RunError::Terminal(error));
    }
    let mut turns = Turns::new(machine, workers, inbox, stage, environment);
    let outcome = catch_unwind(AssertUnwindSafe(|| turns.until_done()));
    workers.finish();
    let left = stage.leave();
    match outcome {
        Ok(Ok(Ending::Quit)) => left.map(|()| Ending::Quit).map_err(RunError::Terminal),
        Ok(Ok(ending)) => Ok(ending),
        Ok(Err(error)) => Err(RunError::Terminal(error)),
        Err(panic) => resume_unwind(panic),
    }
}

/// What waiting brought.
enum Woken {
    Told(Msg),
    FrameDue,
    NobodyLeft,
}

/// The state of the loop between two turns.
struct Turns<'a, M, W, S> {
    machine: &'a mut M,
    workers: &'a mut W,
    inbox: &'a Receiver<Msg>,
    stage: &'a mut S,
    environment: &'a Environment,
    /// The earliest moment somebody wants to be woken at.
    wake: Option<Instant>,
    /// When the last `Msg::Wake` was told: wishes that lie in the past must not make the loop spin.
    woken: Instant,
    drawn: Instant,
    /// Something was told since the last draw.
    dirty: bool,
    /// Something the reader did was told since the last draw.
    urgent: bool,
    /// `Msg::Terminate` was told.
    terminated: bool,
    /// The machine has more to do once nothing else waits.
    has_more: bool,
    /// A key was pressed, ever: forced panics wait for it.
    pressed: bool,
}

impl<'a, M: Machine, W: Workers, S: Stage> Turns<'a, M, W, S> {
    fn new(
        machine: &'a mut M,
        workers: &'a mut W,
        inbox: &'a Receiver<Msg>,
        stage: &'a mut S,
        environment: &'a Environment,
    ) -> Self {
        let start = Instant::now();
        Self {
            machine,
            workers,
            inbox,
            stage,
            environment,
            wake: None,
            woken: start,
            drawn: start,
            dirty: false,
            urgent: false,
            terminated: false,
            has_more: false,
            pressed: false,
        }
    }

    fn until_done(&mut self) -> io::Result<Ending> {
        let ending = self.turn_by_turn();
        if !self.terminated && !self.machine.is_done() {
            // The screen failed under us: the machine still gets the chance to hand over what is to be saved.
            self.tell(Msg::Terminate)?;
        }
        match (ending, self.stage.ending()) {
            (Err(error), Ending::Quit) => Err(error),
            (Err(_), ending) => Ok(ending),
            (ending, _) => ending,
        }
    }

    fn turn_by_turn(&mut self) -> io::Result<Ending> {
        // The workers begin while the first frame is drawn.
        let first = self.machine.start(self.environment.clock.now());
        self.perform_all(first)?;
        self.draw()?;
        // The frame before there is anything to show must not hold back the one that shows it.
        self.drawn = self.drawn.checked_sub(FRAME).unwrap_or(self.drawn);
        loop {
            match self.wait() {
                Woken::Told(msg) => self.drain(msg)?,
                Woken::FrameDue => (),
                Woken::NobodyLeft => return Ok(Ending::Quit),
            }
            if self.terminated {
                return Ok(self.stage.ending());
            }
            if self.machine.is_done() {
                return Ok(Ending::Quit);
            }
            if self.stage.attend()? {
                (self.dirty, self.urgent) = (true, true);
            }
            if self.is_frame_due() {
                self.draw()?;
            }
        }
    }

    fn is_frame_due(&self) -> bool {
        self.dirty && !self.stage.is_away() && (self.urgent || self.drawn.elapsed() >= FRAME)
    }

    /// Sleeps until there is a message, a frame is due, or the wished moment has come.
    fn wait(&mut self) -> Woken {
        if self.has_more {
            return self.go_on();
        }
        let frame = (self.dirty && !self.stage.is_away()).then(|| self.drawn + FRAME);
        let Some(until) = frame.into_iter().chain(self.wake).min() else {
            return self.inbox.recv().map_or(Woken::NobodyLeft, Woken::Told);
        };
        if self.take_wake() {
            return Woken::Told(Msg::Wake);
        }
        match self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(msg) => Woken::Told(msg),
            Err(RecvTimeoutError::Timeout) if self.take_wake() => Woken::Told(Msg::Wake),
            Err(RecvTimeoutError::Timeout) => Woken::FrameDue,
            Err(RecvTimeoutError::Disconnected) => Woken::NobodyLeft,
        }
    }

    /// What waits to be told comes first.
    fn go_on(&mut self) -> Woken {
        if self.take_wake() {
            return Woken::Told(Msg::Wake);
        }
        match self.inbox.try_recv() {
            Ok(msg) => Woken::Told(msg),
            Err(TryRecvError::Disconnected) => Woken::NobodyLeft,
            Err(TryRecvError::Empty) => {
                self.has_more = false;
                Woken::Told(Msg::GoOn)
            }
        }
    }

    /// Whether the wished moment has come; then the wish is fulfilled.
    fn take_wake(&mut self) -> bool {
        let now = Instant::now();
        let due = self.wake.is_some_and(|wake| wake <= now);
        if due {
            (self.wake, self.woken) = (None, now);
        }
        due
    }

    /// Tells the machine what lies in the inbox, for at most [`TURN`].
    fn drain(&mut self, first: Msg) -> io::Result<()> {
        let start = Instant::now();
        let mut next = Some(first);
        while let Some(msg) = next {
            self.tell(msg)?;
            let go_on = !self.terminated && !self.machine.is_done() && start.elapsed() < TURN;
            next = if go_on { self.inbox.try_recv().ok() } else { None };
        }
        if start.elapsed() > OVERLONG {
            log::warn!("a turn took {} ms", start.elapsed().as_millis());
        }
        Ok(())
    }

    fn tell(&mut self, msg: Msg) -> io::Result<()> {
        self.dirty = true;
        self.urgent |= msg.is_awaited();
        self.terminated |= matches!(msg, Msg::Terminate);
        self.pressed |= matches!(msg, Msg::Key(_));
        if let Msg::Resize(columns, rows) = msg {
            self.stage.resize(columns, rows);
        }
        self.panic_if_forced(ForcedPanic::Update);
        let effects = self.machine.update(self.environment.clock.now(), msg);
        self.perform_all(effects)
    }

    fn perform_all(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    /// The roof itself carries out what concerns the loop and the terminal; the workers do the rest.
    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::WakeAt(moment) => self.wish(self.environment.clock.until(moment)),
            Effect::Suspend => self.stage.suspend()?,
            Effect::Redraw => self.stage.redraw(),
            Effect::GoOn => self.has_more = true,
            Effect::Copy { text, what: _ } => self.stage.copy(&text)?,
            effect @ (Effect::Save { .. }
            | Effect::LoadOn
            | Effect::Withdraw { .. }
            | Effect::Leave(_)
            | Effect::Remember(_)
            | Effect::ReadSteps { .. }
            | Effect::ReadStep { .. }
            | Effect::Read { .. }
            | Effect::ReadOriginal { .. }
            | Effect::SetText { .. }
            | Effect::ReadCode { .. }
            | Effect::Refresh { .. }
            | Effect::Look { .. }
            | Effect::FetchPage(_)
            | Effect::OpenAddress { .. }
            | Effect::FindStarters { .. }
            | Effect::Add(_)
            | Effect::OpenFiles(_)
            | Effect::Browse(_)) => self.workers.perform(effect),
        }
        Ok(())
    }

    /// Wakes the machine after this long, but never more often than frames are drawn.
    fn wish(&mut self, patience: Duration) {
        let earliest = self.woken + FRAME;
        let Some(wish) = Instant::now().checked_add(patience).map(|wish| wish.max(earliest)) else { return };
        self.wake = Some(self.wake.map_or(wish, |wake| wake.min(wish)));
    }

    fn draw(&mut self) -> io::Result<()> {
        self.panic_if_forced(ForcedPanic::Draw);
        self.stage.draw(self.machine)?;
        (self.drawn, self.dirty, self.urgent) = (Instant::now(), false, false);
        Ok(())
    }

    fn panic_if_forced(&self, here: ForcedPanic) {
        if self.pressed && self.environment.panic == Some(here) {
            panic!("forced by COURANT_PANIC");
        }
    }
}
