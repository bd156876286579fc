//! The parts that the loop joins, as it sees them, and the ways it ends.
//!
//! Nothing here knows a real terminal, so that the loop can be tried without one.

use std::io;

use jiff::Timestamp;
use ratatui::Frame;

use crate::app::{Effect, Msg};

/// The pure machine and its picture.
pub trait Machine {
    /// What it wants done at the very start, before the first frame is drawn. Never blocks.
    fn start(&mut self, now: Timestamp) -> Vec<Effect> {
        let _ = now;
        Vec::new()
    }

    /// Takes a message in, at a moment, and says what it wants done. Never blocks.
    fn update(&mut self, now: Timestamp, msg: Msg) -> Vec<Effect>;

    /// Whether the reader has quit.
    fn is_done(&self) -> bool;

    /// The window's title. Cleaned again before it is sent.
    fn title(&self) -> String;

    /// Draws the whole state. The frame's cursor position says where the real cursor stands; without one it hides.
    fn draw(&self, frame: &mut Frame<'_>);
}

/// Those who carry out what the machine wants done.
pub trait Workers {
    /// Takes an order. Never blocks; its answer is a message in the inbox.
    fn perform(&mut self, effect: Effect);

    /// Writes what is still to be saved and returns when it is safe. Called once, at the end.
    fn finish(&mut self);
}

/// Where the machine is shown.
pub trait Stage {
    /// Takes the screen over and begins to listen to keys.
    fn enter(&mut self) -> io::Result<()>;

    /// Gives the screen back as it was found. Leaving twice is leaving once.
    fn leave(&mut self) -> io::Result<()>;

    /// Sees to what was asked from outside: stops the program, or takes the screen over again after a stop.
    /// True when the whole picture must be drawn anew.
    fn attend(&mut self) -> io::Result<bool>;

    /// Whether the screen belongs to somebody else at the moment: then nothing is drawn.
    fn is_away(&self) -> bool;

    /// Takes the new size, in columns and rows.
    fn resize(&mut self, columns: u16, rows: u16);

    /// Draws the next frame whole, as if nothing stood on the screen.
    fn redraw(&mut self);

    /// Brings the screen to the machine's state.
    fn draw<M: Machine>(&mut self, machine: &M) -> io::Result<()>;

    /// Sends text to the terminal's clipboard; nothing says whether it arrives.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Stops the program as the shell's job control wants it; it may take effect only later, in `attend`.
    fn suspend(&mut self) -> io::Result<()>;

    /// Who asked for the end, once `Msg::Terminate` has come.
    fn ending(&self) -> Ending;
}

/// How a run came to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The reader quit.
    Quit,
    /// A signal asked for it; its number.
    Signal(u8),
    /// The terminal is gone.
    TerminalGone,
}

impl Ending {
    /// The exit code that shells expect: 0, or 128 and the signal's number.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(number) => 128_u8.saturating_add(number),
            // What SIGHUP would give, as the terminal hung up.
            Self::TerminalGone => 129,
        }
    }
}

/// Why the reader could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Output goes to a pipe or a file.
    #[error(
        "the reader needs a terminal, and standard output is none; `courant list` and `courant show` print without one"
    )]
    NotATerminal,
    /// There is a screen, but nothing to type on.
    #[error("there is no terminal to read keys from; `courant list` and `courant show` work without one")]
    NoKeyboard,
    /// The terminal cannot place text.
    #[error(
        "this terminal cannot show the reader (TERM=dumb); `courant list` and `courant show` print plainly"
    )]
    Dumb,
    /// The library could not be opened.
    #[error("{0}")]
    Library(String),
    /// Not everything could be saved up to the end.
    #[error("{changes} could not be saved and is lost. {why}")]
    Unsaved {
        /// How many: `2 changes`.
        changes: String,
        /// What the disk said last.
        why: String,
    },
    /// A variable of the environment cannot be read.
    #[error("{name}={value:?} cannot be read; {hint}")]
    Variable {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: String,
        /// What it should look like.
        hint: &'static str,
    },
    /// The terminal failed while the reader ran.
    #[error("the terminal failed; what you did is saved, start courant again")]
    Terminal(#[source] io::Error),
}
