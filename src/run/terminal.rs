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

use crossterm::clipboard::CopyToClipboard;
use crossterm::{Command, event as modes, style, terminal as control};
use ratatui::layout::{Rect, Size};
use ratatui::{TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, poll};
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

/// Characters of a window title.
const TITLE_LIMIT: usize = 200;

/// Saves the window's title on the terminal's stack (xterm's `CSI 22 ; 0 t`), and takes it back.
const PUSH_TITLE: &[u8] = b"\x1b[22;0t";
const POP_TITLE: &[u8] = b"\x1b[23;0t";

/// The terminal that was taken over, for whoever must give it back: the run's end, or the panic hook.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

/// Whether a thread other than the screen's panicked in silence; kept out of the lock, as hooks may not wait.
static SCREEN_IS_OURS: AtomicBool = AtomicBool::new(false);

/// A terminal that was taken over.
struct Taken {
    thread: ThreadId,
    output: Tty,
    keyboard: Arc<File>,
    /// The modes it was found in.
    found: Termios,
}

/// The terminal's output: every write goes out whole, even when somebody made the terminal non-blocking.
#[derive(Clone, Debug)]
struct Tty(Arc<File>);

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match (&*self.0).write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
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
    /// Columns and rows, within what can be drawn.
    fn size(&self) -> (u16, u16) {
        let (columns, rows) =
            rustix::termios::tcgetwinsize(&self.0).map_or((0, 0), |size| (size.ws_col, size.ws_row));
        (within(columns, USUAL.0, LARGEST.0), within(rows, USUAL.1, LARGEST.1))
    }
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
        let output = output.as_fd().try_clone_to_owned().map_err(RunError::Terminal)?;
        let output = Tty(Arc::new(output.into()));
        let size = output.size();
        Ok(Self {
            capabilities: environment.capabilities(size),
            screen: screen(output.clone(), size).map_err(RunError::Terminal)?,
            output,
            keyboard,
            title: String::new(),
            sender,
            wishes: Arc::default(),
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

    /// Whether the shell has given the terminal to our process group. Unknown counts as yes.
    fn is_in_foreground(&self) -> bool {
        is_in_foreground(&self.keyboard)
    }

    /// Gives the terminal back and stops this process, until somebody lets it go on.
    fn stop(&mut self) -> io::Result<()> {
        if is_orphaned() {
            // No shell is there to let it go on: the system would not stop it either.
            return Ok(());
        }
        if let Some(input) = &self.input {
            input.pause();
        }
        give_back()?;
        self.away = true;
        rustix::process::kill_process(rustix::process::getpid(), Signal::STOP)?;
        Ok(())
    }

    /// Takes the terminal over again, unless the program goes on in the background.
    fn come_back(&mut self) -> io::Result<bool> {
        if !self.is_in_foreground() {
            self.away = true;
            if let Some(input) = &self.input {
                input.pause();
            }
            return Ok(false);
        }
        self.take_over()?;
        self.away = false;
        if let Some(input) = &self.input {
            input.go_on();
        }
        Ok(true)
    }

    /// The system tells a terminal that hung up by EIO.
    fn noticing_loss(&self, result: io::Result<()>) -> io::Result<()> {
        if result.as_ref().is_err_and(|error| error.raw_os_error() == Some(Errno::IO.raw_os_error())) {
            self.wishes.lose_terminal();
        }
        result
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
        let (output, wishes) = (self.output.clone(), Arc::clone(&self.wishes));
        let size = move || output.size();
        self.listener = Some(Listener::start(self.sender.clone(), Arc::clone(&wishes), size)?);
        install_panic_hook();
        self.take_over()?;
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
        if self.wishes.take_stop() {
            self.stop()?;
        }
        if self.wishes.take_go_on() { self.come_back() } else { Ok(false) }
    }

    fn is_away(&self) -> bool {
        self.away
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        let size = Size::new(columns.min(LARGEST.0), rows.min(LARGEST.1));
        if self.screen.backend_mut().take_size(size) {
            self.redraw();
        }
    }

    fn redraw(&mut self) {
        let size = self.screen.backend().whole();
        // Writes to the frame in memory only, which cannot fail.
        let _ = self.screen.resize(Rect::from((ratatui::layout::Position::ORIGIN, size)));
    }

    fn draw<M: Machine>(&mut self, machine: &M) -> io::Result<()> {
        self.set_title(&machine.title());
        let drawn = self.screen.draw(|frame| machine.draw(frame)).map(|_| ());
        self.noticing_loss(drawn)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let bytes = ansi(CopyToClipboard::to_clipboard_from(text));
        let written = self.output.write_all(bytes.as_bytes());
        self.noticing_loss(written)
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

fn is_in_foreground(keyboard: impl AsFd) -> bool {
    rustix::termios::tcgetpgrp(keyboard).map_or(true, |group| group == rustix::process::getpgrp())
}

/// Whether nobody outside our process group, but in our session, waits for us: then job control does not apply.
fn is_orphaned() -> bool {
    use rustix::process::{getpgid, getpgrp, getppid, getsid};
    let (Some(parent), Ok(session)) = (getppid(), getsid(None)) else { return true };
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
