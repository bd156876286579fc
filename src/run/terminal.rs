//! The real terminal: its modes, taken over and given back, and the frames drawn on it.
//!
//! Whatever ends the program, the terminal is given back as it was found: on a normal end, an error, a signal, a
//! stop, and a panic of the screen's own thread, before the panic's message is printed. A panic on another thread
//! does not touch it. The terminal is asked nothing.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::{Command, event as modes, style, terminal as control};
use ratatui::layout::{Rect, Size};
use ratatui::{TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::Signal;
use rustix::termios::{OptionalActions, Termios};

use super::environment::{Capabilities, Environment};
use super::input::{self, Input};
use super::painter::Painter;
use super::signals::{Listener, Wishes};
use super::stage::{Ending, Machine, RunError, Stage};
use crate::app::Msg;

/// Columns and rows beyond which nothing is drawn: a screen's memory has an end.
const LARGEST: (u16, u16) = (1000, 500);

/// What a terminal that tells no size is taken for.
const USUAL: (u16, u16) = (80, 24);

/// How long a terminal may take nothing, once the program is to end.
const GIVING_UP: Duration = Duration::from_secs(1);

/// Characters of a window title.
const TITLE_LIMIT: usize = 200;

/// Saves the window's title on the terminal's stack (xterm's `CSI 22 ; 0 t`), and takes it back.
const PUSH_TITLE: &[u8] = b"\x1b[22;0t";
const POP_TITLE: &[u8] = b"\x1b[23;0t";

/// The terminal that was taken over, for whoever must give it back: the run's end, or the panic hook.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

/// Whether the terminal is taken over: until then a panic on any thread is reported as usual.
static SCREEN_IS_OURS: AtomicBool = AtomicBool::new(false);

/// A terminal that was taken over.
struct Taken {
    thread: ThreadId,
    output: Tty,
    keyboard: Arc<File>,
    /// The modes it was found in.
    found: Termios,
}

/// The terminal's output. It never blocks for good: once somebody wants the program's end, a terminal that takes
/// nothing any more is given up.
#[derive(Clone, Debug)]
struct Tty {
    file: Arc<File>,
    wishes: Arc<Wishes>,
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut stalled = Duration::ZERO;
        loop {
            match (&*self.file).write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    stalled += self.wait_for_room();
                    if stalled >= GIVING_UP && self.wishes.ending() != Ending::Quit {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
                Err(error) if is_hung_up(&error) => {
                    self.wishes.lose_terminal();
                    return Err(error);
                }
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Tty {
    /// Standard output by a handle of its own, if the terminal can be opened again: then writes to it can be made
    /// not to block, without a surprise for the programs that share the first handle.
    fn open(stdout: impl AsFd, wishes: Arc<Wishes>) -> io::Result<Self> {
        let file = match reopen(&stdout) {
            Ok(file) => file,
            Err(_) => stdout.as_fd().try_clone_to_owned()?.into(),
        };
        Ok(Self { file: Arc::new(file), wishes })
    }

    /// Columns and rows, within what can be drawn.
    fn size(&self) -> (u16, u16) {
        let told = rustix::termios::tcgetwinsize(&self.file);
        let (columns, rows) = told.map_or((0, 0), |size| (size.ws_col, size.ws_row));
        (within(columns, USUAL.0, LARGEST.0), within(rows, USUAL.1, LARGEST.1))
    }

    /// Waits for the terminal to take something again; says for how long.
    fn wait_for_room(&self) -> Duration {
        let start = Instant::now();
        let patience = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
        // Whether there is room or a signal came, the next write tells.
        let _ = poll(&mut [PollFd::new(&self.file, PollFlags::OUT)], Some(&patience));
        start.elapsed()
    }
}

fn reopen(stdout: impl AsFd) -> io::Result<File> {
    let name = rustix::termios::ttyname(stdout, Vec::new())?;
    let how = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(name, how, Mode::empty())?.into())
}

/// Whether an error is the system's word for a terminal that hung up.
fn is_hung_up(error: &io::Error) -> bool {
    error.raw_os_error() == Some(Errno::IO.raw_os_error())
}

fn within(told: u16, usual: u16, largest: u16) -> u16 {
    if told == 0 { usual } else { told.min(largest) }
}

/// The terminal the program was started on.
pub struct Terminal {
    output: Tty,
    keyboard: Arc<File>,
    capabilities: Capabilities,
    screen: ratatui::Terminal<Painter<Tty>>,
    title: String,
    sender: Sender<Msg>,
    wishes: Arc<Wishes>,
    listener: Option<Listener>,
    input: Option<Input>,
    /// The program is stopped, or about to be, or in the background: the screen is somebody else's.
    away: bool,
}

impl Terminal {
    /// Finds the terminal and refuses one that cannot show the reader. Nothing is written to it yet.
    ///
    /// Keys, signals and sizes will come as messages to `sender`.
    pub fn open(environment: &Environment, sender: Sender<Msg>) -> Result<Self, RunError> {
        let output = io::stdout();
        if !rustix::termios::isatty(&output) {
            return Err(RunError::NotATerminal);
        }
        if environment.dumb {
            return Err(RunError::Dumb);
        }
        let keyboard = Arc::new(input::keyboard(&output).map_err(|_| RunError::NoKeyboard)?);
        let wishes = Arc::default();
        let output = Tty::open(&output, Arc::clone(&wishes)).map_err(RunError::Terminal)?;
        let size = output.size();
        Ok(Self {
            capabilities: environment.capabilities(size),
            screen: screen(output.clone(), size).map_err(RunError::Terminal)?,
            output,
            keyboard,
            title: String::new(),
            sender,
            wishes,
            listener: None,
            input: None,
            away: false,
        })
    }

    /// What it can do, as the environment tells; nothing was asked.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    /// Sets raw mode and everything else the reader needs, in one write.
    fn take_over(&mut self) -> io::Result<()> {
        let found = rustix::termios::tcgetattr(&self.keyboard)?;
        let (output, keyboard) = (self.output.clone(), Arc::clone(&self.keyboard));
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken over already, then stopped from outside: the modes of the first time are those to give back.
        let again = taken.is_some();
        let found = taken.take().map_or(found, |taken| taken.found);
        let mut raw = found.clone();
        raw.make_raw();
        *taken = Some(Taken { thread: thread::current().id(), output, keyboard, found });
        SCREEN_IS_OURS.store(true, Ordering::Release);
        drop(taken);
        rustix::termios::tcsetattr(&self.keyboard, OptionalActions::Now, &raw)?;
        self.output.write_all(&taking_over(again))?;
        self.title.clear();
        self.screen.backend_mut().forget();
        self.redraw();
        Ok(())
    }

    /// Gives the terminal back and stops this process, until somebody lets it go on.
    fn stop(&mut self) -> io::Result<()> {
        if is_orphaned() {
            // No shell is there to let it go on: the system would not stop it either.
            return Ok(());
        }
        self.away = true;
        if let Some(input) = &self.input {
            input.pause();
        }
        give_back()?;
        Ok(rustix::process::kill_process(rustix::process::getpid(), Signal::STOP)?)
    }

    /// Does what the shell's job control asked for since the last turn; true when the screen was taken over again.
    fn follow_job_control(&mut self) -> io::Result<bool> {
        if self.wishes.take_stop() {
            self.stop()?;
        }
        if self.wishes.take_go_on() { self.come_back() } else { Ok(false) }
    }

    /// Takes the terminal over again. False in the background, where the program stops again: a shell that brings
    /// a running job to the foreground may not say so.
    fn come_back(&mut self) -> io::Result<bool> {
        if !is_in_foreground(&self.keyboard) {
            return self.stop().map(|()| false);
        }
        self.take_over()?;
        self.away = false;
        if let Some(input) = &self.input {
            input.go_on();
        }
        Ok(true)
    }

    /// Follows a change of size that came before signals were listened to.
    fn catch_up(&mut self) {
        let (columns, rows) = self.output.size();
        if self.capabilities.size != (columns, rows) {
            // The loop holds the other end, or there is no loop to tell.
            let _ = self.sender.send(Msg::Resize(columns, rows));
        }
    }

    fn set_title(&mut self, title: &str) {
        let title = clean_title(title);
        if title != self.title {
            self.screen.backend_mut().add(format!("\x1b]2;{title}\x1b\\").as_bytes());
            self.title = title;
        }
    }
}

impl Stage for Terminal {
    fn enter(&mut self) -> io::Result<()> {
        let output = self.output.clone();
        let wishes = Arc::clone(&self.wishes);
        self.listener = Some(Listener::start(self.sender.clone(), wishes, move || output.size())?);
        self.catch_up();
        install_panic_hook();
        self.take_over()?;
        let wishes = Arc::clone(&self.wishes);
        let gone = move || wishes.lose_terminal();
        self.input = Some(Input::start(self.keyboard.try_clone()?, self.sender.clone(), gone)?);
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        self.input = None;
        let given = give_back();
        self.listener = None;
        given
    }

    fn attend(&mut self) -> io::Result<bool> {
        let attended = self.follow_job_control();
        if attended.as_ref().is_err_and(is_hung_up) {
            // A terminal that hangs up also lets its job go on, and that word may come before the end's own.
            self.wishes.lose_terminal();
        }
        attended
    }

    fn is_away(&self) -> bool {
        self.away
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let size = Size::new(columns.min(LARGEST.0), rows.min(LARGEST.1));
        self.screen.backend_mut().take_size(size);
        // Also when it is the size known before: the terminal may have been smaller for a moment, and what it cut
        // off then does not come back by itself.
        self.redraw();
    }

    fn redraw(&mut self) {
        let size = self.screen.backend().whole();
        // Writes to the frame in memory only, which cannot fail.
        let _ = self.screen.resize(Rect::from((ratatui::layout::Position::ORIGIN, size)));
    }

    fn draw<M: Machine>(&mut self, machine: &M) -> io::Result<()> {
        self.set_title(&machine.title());
        self.screen.draw(|frame| machine.draw(frame)).map(|_| ())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let bytes = ansi(CopyToClipboard::to_clipboard_from(text));
        self.output.write_all(bytes.as_bytes())
    }

    fn suspend(&mut self) -> io::Result<()> {
        // The whole job stops, as ^Z in a terminal's own hands does; our part follows when the signal has come.
        Ok(rustix::process::kill_current_process_group(Signal::TSTP)?)
    }

    fn ending(&self) -> Ending {
        self.wishes.ending()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.leave();
    }
}

fn screen(output: Tty, (columns, rows): (u16, u16)) -> io::Result<ratatui::Terminal<Painter<Tty>>> {
    let size = Size::new(columns, rows);
    // Fixed, so that no frame asks for the size: a signal tells when it changes.
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)) };
    ratatui::Terminal::with_options(Painter::new(output, size), options)
}

/// A command's bytes.
fn ansi(command: impl Command) -> String {
    let mut bytes = String::new();
    // A string takes everything.
    let _ = command.write_ansi(&mut bytes);
    bytes
}

fn taking_over(again: bool) -> Vec<u8> {
    let mut bytes = if again { Vec::new() } else { PUSH_TITLE.to_vec() };
    for command in [
        ansi(control::EnterAlternateScreen),
        ansi(modes::EnableBracketedPaste),
        ansi(modes::EnableFocusChange),
        ansi(crossterm::cursor::Hide),
    ] {
        bytes.extend_from_slice(command.as_bytes());
    }
    bytes
}

fn giving_back() -> Vec<u8> {
    let mut bytes = Vec::new();
    for command in [
        ansi(control::EndSynchronizedUpdate),
        ansi(style::SetAttribute(style::Attribute::Reset)),
        ansi(modes::DisableFocusChange),
        ansi(modes::DisableBracketedPaste),
        ansi(crossterm::cursor::Show),
        ansi(control::LeaveAlternateScreen),
    ] {
        bytes.extend_from_slice(command.as_bytes());
    }
    bytes.extend_from_slice(POP_TITLE);
    bytes
}

/// Gives the terminal back, if it was taken over.
fn give_back() -> io::Result<()> {
    let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner).take();
    SCREEN_IS_OURS.store(false, Ordering::Release);
    taken.map_or(Ok(()), Taken::restore)
}

impl Taken {
    fn restore(mut self) -> io::Result<()> {
        let written = self.output.write_all(&giving_back());
        // From the background this would stop us, and the shell has set its own modes already.
        if is_in_foreground(&self.keyboard) {
            rustix::termios::tcsetattr(&self.keyboard, OptionalActions::Now, &self.found)?;
        }
        written
    }
}

/// Whether the shell has given the terminal to our process group. Unknown counts as yes.
fn is_in_foreground(keyboard: impl AsFd) -> bool {
    rustix::termios::tcgetpgrp(keyboard)
        .map_or(true, |group| group.as_raw_pid() == nix::unistd::getpgrp().as_raw())
}

/// Whether nobody outside our process group, but in our session, waits for us: then job control does not apply.
///
/// Numbers are compared as they come: in a container those of groups and sessions outside of it are all 0, and so is
/// the parent's.
fn is_orphaned() -> bool {
    use nix::unistd::{getpgid, getpgrp, getppid, getsid};
    let (parent, Ok(session)) = (getppid(), getsid(None)) else { return true };
    if parent.as_raw() == 0 {
        // Asked for 0, the system would speak of ourselves.
        return true;
    }
    if getpgid(Some(parent)).is_ok_and(|group| group == getpgrp()) {
        // A script started us. Whoever started the script waits, unless the script began the session.
        return session == getpgrp();
    }
    getsid(Some(parent)).ok() != Some(session)
}

/// From now on a panic of the screen's thread gives the terminal back before it is reported.
fn install_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| on_panic(panic, &report)));
    });
}

fn on_panic(panic: &PanicHookInfo<'_>, report: &dyn Fn(&PanicHookInfo<'_>)) {
    if SCREEN_IS_OURS.load(Ordering::Acquire) && !is_screen_thread() {
        // A job's failure is told as a message; its report would land between the cells.
        log::error!("a job panicked: {panic}");
        return;
    }
    // The terminal may be gone as well; the report is still worth trying.
    let _ = give_back();
    report(panic);
}

fn is_screen_thread() -> bool {
    let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    taken.as_ref().is_some_and(|taken| taken.thread == thread::current().id())
}

/// A title without anything that a terminal could take for an order: controls, separators, direction overrides.
#[must_use]
pub fn clean_title(title: &str) -> String {
    let kept = title.chars().map(|character| if character.is_whitespace() { ' ' } else { character });
    kept.filter(|&character| !is_order(character)).take(TITLE_LIMIT).collect()
}

fn is_order(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(character, '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}
