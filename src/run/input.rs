//! The thread that reads keys. It waits for the terminal and for orders at once, and reads only what is there, so
//! that it can be paused without taking a key from whoever owns the terminal next.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, FdFlags};

use super::keys::Keys;
use crate::app::Msg;

/// Bytes read at once. A paste comes in pieces of the kernel's line buffer, 4 kB.
const PIECE: usize = 4096;

/// What the reading thread is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    Pause,
    GoOn,
    Stop,
}

/// The reading of keys, until it is dropped.
#[derive(Debug)]
pub(super) struct Input {
    orders: Sender<Order>,
    bell: OwnedFd,
    obeyed: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

impl Input {
    /// Begins to read keys from `tty`; `gone` is called once, when there is nothing more to come from it.
    pub(super) fn start(
        tty: File,
        sender: Sender<Msg>,
        gone: impl FnOnce() + Send + 'static,
    ) -> io::Result<Self> {
        let (awaiting, bell) = rustix::pipe::pipe()?;
        for end in [&awaiting, &bell] {
            // Programs that courant starts shall not inherit it; macOS cannot say so while making the pipe.
            rustix::io::fcntl_setfd(end, FdFlags::CLOEXEC)?;
        }
        let (orders, inbox) = channel();
        let (obeying, obeyed) = channel();
        let mut reader =
            Reader { tty, bell: awaiting.into(), orders: inbox, obeying, sender, keys: Keys::default() };
        let read = move || {
            // Without keys nobody could quit: should reading itself break, the program ends in order.
            let over = catch_unwind(AssertUnwindSafe(|| reader.until_told()));
            if over.unwrap_or(Over::TerminalGone) == Over::TerminalGone {
                gone();
                let _ = reader.sender.send(Msg::Terminate);
            }
        };
        let thread = thread::Builder::new().name("keys".into()).spawn(read)?;
        Ok(Self { orders, bell, obeyed, thread: Some(thread) })
    }

    /// Stops reading; when this returns, no byte is taken from the terminal any more.
    pub(super) fn pause(&self) {
        self.order(Order::Pause);
    }

    /// Reads again.
    pub(super) fn go_on(&self) {
        self.order(Order::GoOn);
    }

    /// Gives an order and waits until it is obeyed. A thread that has ended obeys every order but going on.
    fn order(&self, order: Order) {
        let rung = self.orders.send(order).is_ok() && rustix::io::write(&self.bell, b"!").is_ok();
        if rung {
            let _ = self.obeyed.recv();
        }
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        self.order(Order::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Why reading is over.
#[derive(PartialEq, Eq, Debug)]
enum Over {
    Told,
    TerminalGone,
}

/// What waiting brought.
enum Ready {
    Order,
    Bytes,
    Nothing,
    Gone,
}

struct Reader {
    tty: File,
    bell: File,
    orders: Receiver<Order>,
    obeying: Sender<()>,
    sender: Sender<Msg>,
    keys: Keys,
}

impl Reader {
    fn until_told(&mut self) -> Over {
        let mut paused = false;
        loop {
            match self.wait(paused) {
                Ready::Order => match self.take_order() {
                    Order::Stop => return Over::Told,
                    order => paused = order == Order::Pause,
                },
                Ready::Bytes => {
                    if !self.read() {
                        return Over::TerminalGone;
                    }
                }
                Ready::Nothing => self.expire(),
                Ready::Gone => return Over::TerminalGone,
            }
        }
    }

    /// Waits for an order or, unless paused, for the terminal; not longer than a half-read key allows.
    fn wait(&self, paused: bool) -> Ready {
        let patience = self.keys.patience().map(timespec);
        let mut waited = [PollFd::new(&self.bell, PollFlags::IN), PollFd::new(&self.tty, PollFlags::IN)];
        let count = if paused { 1 } else { 2 };
        match poll(&mut waited[..count], patience.as_ref()) {
            Ok(0) => return Ready::Nothing,
            // A signal came between, a stop perhaps: look again.
            Err(Errno::INTR | Errno::AGAIN) => return self.wait(paused),
            Err(_) => return Ready::Gone,
            Ok(_) => (),
        }
        let (bell, tty) = (waited[0].revents(), waited[1].revents());
        if !bell.is_empty() {
            Ready::Order
        } else if tty.contains(PollFlags::IN) {
            Ready::Bytes
        } else {
            Ready::Gone
        }
    }

    fn take_order(&mut self) -> Order {
        let _ = self.bell.read(&mut [0]);
        let order = self.orders.recv().unwrap_or(Order::Stop);
        self.expire();
        let _ = self.obeying.send(());
        order
    }

    /// Reads what is there. False when the terminal is gone.
    fn read(&mut self) -> bool {
        let mut piece = [0; PIECE];
        let count = match self.tty.read(&mut piece) {
            Ok(0) => return false,
            Ok(count) => count,
            Err(error) => {
                return matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock);
            }
        };
        let mut out = Vec::new();
        self.keys.feed(&piece[..count], &mut out);
        self.send(out);
        true
    }

    fn expire(&mut self) {
        let mut out = Vec::new();
        self.keys.expire(&mut out);
        self.send(out);
    }

    fn send(&self, messages: Vec<Msg>) {
        for message in messages {
            // Nobody listens any more: the order to stop is on its way.
            let _ = self.sender.send(message);
        }
    }
}

fn timespec(duration: Duration) -> Timespec {
    Timespec { tv_sec: duration.as_secs().cast_signed(), tv_nsec: duration.subsec_nanos().into() }
}

/// Opens the terminal that keys come from: standard input, or the controlling terminal when input is a pipe.
pub(super) fn keyboard(output: impl AsFd) -> io::Result<File> {
    if rustix::termios::isatty(io::stdin()) {
        return Ok(io::stdin().as_fd().try_clone_to_owned()?.into());
    }
    // By its own name first: macOS cannot wait for input on /dev/tty.
    let by_name = rustix::termios::ttyname(output, Vec::new()).map_err(io::Error::from).and_then(|name| {
        let name = name.into_string().map_err(io::Error::other)?;
        open(&name)
    });
    by_name.or_else(|_| open("/dev/tty"))
}

fn open(path: &str) -> io::Result<File> {
    File::options().read(true).write(true).open(path)
}
