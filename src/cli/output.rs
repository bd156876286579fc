//! Standard output and standard error: nothing leaves here that could steer a terminal.
//!
//! Most of what is printed was cleaned when it came in. What was not (arguments, paths, what the system says, a
//! library file that somebody else wrote) is cleaned here, so that there is one gate out as there is one door in.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

use super::failure::Failure;
use crate::clean::text;
use crate::workers::reason;

/// Columns of a page where nothing says how wide it may be.
const USUAL_WIDTH: u16 = 80;

/// The two streams of the process.
pub(super) struct Output {
    data: BufWriter<io::Stdout>,
    is_terminal: bool,
    complained: bool,
}

impl Output {
    pub(super) fn of_process() -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        Self { data: BufWriter::new(stdout), is_terminal, complained: false }
    }

    /// Whether standard output is a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Columns and rows, where it is a terminal that tells them.
    pub(super) fn size(&self) -> Option<(u16, u16)> {
        let size = self.is_terminal.then(crossterm::terminal::size)?.ok()?;
        (size.0 > 0).then_some(size)
    }

    /// Columns for running text: the terminal's, but no more than can be read with ease.
    pub(super) fn text_width(&self) -> u16 {
        self.size().map_or(USUAL_WIDTH, |(columns, _)| columns.min(USUAL_WIDTH))
    }

    /// Prints data.
    pub(super) fn print(&mut self, data: &str) -> Result<(), Failure> {
        if text::is_clean(data) {
            return self.write(data);
        }
        self.write(&text::str_code(data))
    }

    /// Prints data whose looks are told by SGR sequences (ECMA-48 8.3.117); any other escape is taken out.
    pub(super) fn print_styled(&mut self, data: &str) -> Result<(), Failure> {
        let mut rest = data;
        while let Some(start) = rest.find(ESCAPE) {
            self.print(&rest[..start])?;
            let length = sgr_length(&rest[start..]);
            self.write(&rest[start..start + length])?;
            rest = &rest[start + length.max(ESCAPE.len_utf8())..];
        }
        self.print(rest)
    }

    /// Sends what waits on its way.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        self.data.flush().map_err(|error| not_written(&error))
    }

    fn write(&mut self, data: &str) -> Result<(), Failure> {
        self.data.write_all(data.as_bytes()).map_err(|error| not_written(&error))
    }

    /// Says something about the work, on standard error.
    pub(super) fn say(&mut self, sentence: &str) {
        // What was printed before shall stand before it; a failure of that shows when the data ends.
        let _ = self.data.flush();
        // Where nobody reads messages, there is nobody to be told that.
        let _ = writeln!(io::stderr(), "courant: {}", text::str_line(sentence));
    }

    /// Shows how far the work is, where somebody watches: in place of what was shown before.
    pub(super) fn progress(&mut self, told: &str) {
        if io::stderr().is_terminal() {
            let _ = write!(io::stderr(), "\r{}{ERASE}", text::str_line(told));
        }
    }

    /// Takes away what [`progress`](Self::progress) showed.
    pub(super) fn end_progress(&mut self) {
        if io::stderr().is_terminal() {
            let _ = write!(io::stderr(), "\r{ERASE}");
        }
    }

    /// Says that a part of the work failed; the rest goes on, and the exit code will tell.
    pub(super) fn complain(&mut self, sentence: &str) {
        log::error!("{sentence}");
        self.complained = true;
        self.say(sentence);
    }

    pub(super) fn has_complained(&self) -> bool {
        self.complained
    }

    /// Tells why the command ended; its exit code.
    pub(super) fn report(&mut self, failure: &Failure) -> u8 {
        match failure {
            Failure::Usage(lines) => {
                let _ = io::stderr().write_all(text::str_code(lines).as_bytes());
            }
            Failure::Told(help) => {
                if let Err(failure) = self.print(help).and_then(|()| self.finish()) {
                    return self.report(&failure);
                }
            }
            Failure::Failed(sentence) => self.complain(sentence),
            Failure::NobodyReads => (),
        }
        failure.exit_code()
    }
}

/// From the cursor to the end of the line (ECMA-48 8.3.41).
const ERASE: &str = "\u{1B}[K";

const ESCAPE: char = '\u{1B}';

/// The length of the SGR sequence that a text begins with; 0 where it is none.
fn sgr_length(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1B}[") else { return 0 };
    let end = parameters.find(|letter: char| !matches!(letter, '0'..='9' | ';' | ':'));
    match end {
        Some(end) if parameters[end..].starts_with('m') => "\u{1B}[".len() + end + 1,
        Some(_) | None => 0,
    }
}

fn not_written(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::Failed(format!(
            "The output cannot be written: {}. Make room, or send it elsewhere, and ask again.",
            reason(error)
        )),
    }
}
