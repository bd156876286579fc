//! A program in a real pseudo-terminal, and the screen that it draws.
//!
//! Nothing sleeps: everything waits for output, with a deadline that only a failure meets.
#![allow(clippy::unwrap_used, clippy::print_stderr, dead_code)]

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The emulator behind the test panics on a screen that is smaller.
const SMALLEST: u16 = 2;

/// A program in a pseudo-terminal.
pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    closing: Arc<AtomicBool>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// The program is in the middle of a frame: the screen is not yet what it shall be.
    amid_frame: bool,
    modes_before: String,
}

/// The exit code of a Rust program that panicked.
const PANICKED: u32 = 101;

/// What a frame is bracketed by: the program's synchronized updates.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// A command for [`Pty::start`] in the environment of a usual terminal, whatever the test itself runs in.
pub(crate) fn command(program: impl AsRef<OsStr>) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    for name in ["NO_COLOR", "LC_CTYPE", "LANG", "COURANT_NOW", "COURANT_PANIC"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    command
}

impl Pty {
    /// Starts a program on a terminal of so many columns and rows.
    pub(crate) fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let modes_before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        let writer = pair.master.take_writer().unwrap();
        let source = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let reader = std::thread::spawn(move || {
            let (mut source, mut piece) = (source, vec![0; 64 * 1024]);
            while let Ok(count @ 1..) = source.read(&mut piece) {
                if sender.send(piece[..count].to_vec()).is_err() || closed.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let parser = vt100::Parser::new(rows.max(SMALLEST), columns.max(SMALLEST), 0);
        let master = pair.master;
        Self {
            master,
            writer,
            child,
            output,
            reader,
            closing,
            parser,
            raw: Vec::new(),
            amid_frame: false,
            modes_before,
        }
    }

    /// Types keys, as bytes.
    pub(crate) fn types(&mut self, keys: impl AsRef<[u8]>) -> &mut Self {
        self.writer.write_all(keys.as_ref()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits until the screen shows a text somewhere; blanks that hold words together are blanks.
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("{text:?}"), |screen| screen.contents().replace('\u{a0}', " ").contains(text))
    }

    /// Waits until something holds for the screen, between two frames.
    pub(crate) fn wait(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while self.amid_frame || !holds(self.parser.screen()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!(
                    "waited for {what} ({error}); the screen shows\n{}\nafter\n{}",
                    self.parser.screen().contents(),
                    self.tail()
                ),
            }
        }
        self
    }

    /// Waits until the raw output, from a position on, holds a text; says the position after it.
    pub(crate) fn writes(&mut self, from: usize, text: &str) -> usize {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = find(&self.raw[from..], text.as_bytes()) {
                return from + found + text.len();
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!(
                    "waited for the bytes {text:?} ({error}) in {}",
                    String::from_utf8_lossy(&self.raw[from..]).escape_debug()
                ),
            }
        }
    }

    /// The bytes that came while nothing was asked, for so long.
    pub(crate) fn listens(&mut self, time: Duration) -> usize {
        let (before, deadline) = (self.raw.len(), Instant::now() + time);
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return self.raw.len() - before;
                }
            }
        }
    }

    /// Gives the terminal another size.
    pub(crate) fn resizes(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master.resize(size(columns, rows)).unwrap();
        self.parser.screen_mut().set_size(rows.max(SMALLEST), columns.max(SMALLEST));
        self
    }

    /// Sends the program that was started a signal.
    pub(crate) fn signals(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.process(), signal).unwrap();
        self
    }

    /// The program that was started.
    pub(crate) fn process(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// The leader of the terminal's foreground process group.
    pub(crate) fn foreground(&self) -> Pid {
        Pid::from_raw(self.master.process_group_leader().unwrap()).unwrap()
    }

    /// The screen as far as output was waited for.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Everything the program wrote, as far as output was waited for.
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The terminal's modes now: `stty -a` in one line.
    pub(crate) fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// The terminal's modes before the program started.
    pub(crate) fn modes_before(&self) -> &str {
        &self.modes_before
    }

    /// Waits for the end of the program and of its output; says its exit code.
    pub(crate) fn exits(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    let _ = self.child.kill();
                    panic!("the program does not end; the screen shows\n{}", self.parser.screen().contents());
                }
            }
        }
        let status = self.child.wait().unwrap();
        assert_eq!(status.signal(), None, "the program was killed");
        if status.exit_code() == PANICKED {
            // Not every test expects it; where none does, this says what happened.
            eprintln!("the program panicked after\n{}", self.tail());
        }
        status.exit_code()
    }

    /// Reads no more of the program's output, as a terminal that hangs does; a key makes the program write once more.
    pub(crate) fn stalls(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.types("x");
        while !self.reader.is_finished() {
            std::thread::yield_now();
        }
    }

    /// Waits for the end of a program whose output nobody reads; says its exit code.
    pub(crate) fn ends(&mut self) -> u32 {
        ends(self.child.as_mut())
    }

    /// Closes the terminal under the program, which is made to write by a key first; says its exit code.
    pub(crate) fn closes(mut self) -> u32 {
        self.stalls();
        self.types_nothing_when_dropped();
        let Self { master, writer, mut child, .. } = self;
        drop((writer, master));
        ends(child.as_mut())
    }

    /// Dropped, the writer would type Return and `^d`, where the terminal has a key that ends input: take it away.
    fn types_nothing_when_dropped(&self) {
        let tty = std::fs::File::open(self.master.tty_name().unwrap()).unwrap();
        let mut modes = rustix::termios::tcgetattr(&tty).unwrap();
        modes.special_codes[rustix::termios::SpecialCodeIndex::VEOF] = 0;
        rustix::termios::tcsetattr(&tty, rustix::termios::OptionalActions::Now, &modes).unwrap();
    }

    /// The end of what was written, readable.
    fn tail(&self) -> String {
        String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(2000)..]).escape_debug().to_string()
    }

    fn take(&mut self, bytes: &[u8]) {
        // A bracket may come in two pieces.
        let from = self.raw.len().saturating_sub(FRAME_ENDS.len() - 1);
        self.raw.extend_from_slice(bytes);
        let news = &self.raw[from..];
        match (rfind(news, FRAME_BEGINS), rfind(news, FRAME_ENDS)) {
            (None, None) => (),
            (begun, ended) => self.amid_frame = begun > ended,
        }
        self.parser.process(bytes);
    }
}

fn ends(child: &mut (dyn Child + Send + Sync)) -> u32 {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.exit_code();
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            panic!("the program does not end");
        }
        std::thread::yield_now();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
