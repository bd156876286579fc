//! The system's signals, as messages in the inbox and as wishes that the terminal sees to on its own thread.
//!
//! A signal thread never touches the terminal: it notes what is wanted and wakes the loop.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::{Handle, Signals};

use super::stage::Ending;
use crate::app::Msg;

/// What was asked from outside and not yet seen to.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    /// Job control wants the program stopped.
    stop: AtomicBool,
    /// The program was stopped and goes on.
    go_on: AtomicBool,
    /// The number of the signal that ends the program; 0: none.
    end: AtomicU8,
    /// The terminal is gone.
    gone: AtomicBool,
}

impl Wishes {
    /// Whether a stop is wanted; asking takes the wish.
    pub(super) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::AcqRel)
    }

    /// Whether the program was stopped and goes on; asking takes the news.
    pub(super) fn take_go_on(&self) -> bool {
        self.go_on.swap(false, Ordering::AcqRel)
    }

    /// Notes that the terminal is gone.
    pub(super) fn lose_terminal(&self) {
        self.gone.store(true, Ordering::Release);
    }

    /// Who wants the end; the reader, when nobody else does.
    pub(super) fn ending(&self) -> Ending {
        match self.end.load(Ordering::Acquire) {
            0 if self.gone.load(Ordering::Acquire) => Ending::TerminalGone,
            0 => Ending::Quit,
            number => Ending::Signal(number),
        }
    }

    fn note(&self, signal: i32) {
        match signal {
            SIGTSTP => self.stop.store(true, Ordering::Release),
            SIGCONT => self.go_on.store(true, Ordering::Release),
            SIGTERM | SIGINT | SIGHUP | SIGQUIT => {
                self.end.store(u8::try_from(signal).unwrap_or(u8::MAX), Ordering::Release);
            }
            _ => (),
        }
    }
}

/// The thread that listens to signals, until it is dropped.
#[derive(Debug)]
pub(super) struct Listener {
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    /// Begins to listen. `size` tells the terminal's columns and rows.
    pub(super) fn start(
        sender: Sender<Msg>,
        wishes: Arc<Wishes>,
        size: impl Fn() -> (u16, u16) + Send + 'static,
    ) -> io::Result<Self> {
        let mut signals =
            Signals::new([SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXFSZ])?;
        let handle = signals.handle();
        let listen = move || {
            for signal in signals.forever() {
                wishes.note(signal);
                let Some(msg) = message(signal, &size) else { continue };
                if sender.send(msg).is_err() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().name("signals".into()).spawn(listen)?;
        Ok(Self { handle, thread: Some(thread) })
    }
}

/// Job control has no message of its own: the size, which may have changed meanwhile, wakes the loop. A file that
/// may not grow is caught only so that it does not end us: the write that failed says it.
fn message(signal: i32, size: impl Fn() -> (u16, u16)) -> Option<Msg> {
    match signal {
        SIGTERM | SIGHUP | SIGINT | SIGQUIT => Some(Msg::Terminate),
        SIGXFSZ => None,
        _ => {
            let (columns, rows) = size();
            Some(Msg::Resize(columns, rows))
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.handle.close();
        if let Some(thread) = self.thread.take() {
            // It ends at once; should it have panicked, there is nothing left to save from it.
            let _ = thread.join();
        }
    }
}
