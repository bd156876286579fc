//! The commands without a screen: the same library, the same query language, the same workers as the reader.
//!
//! What was asked for goes to standard output, what there is to say about it to standard error, and the exit code
//! says how it went: 0, 1 (failed, one sentence), 2 (not understood). It never meets `run`: that somebody wants the
//! reader is an [`Outcome`], and the front door sees to it.
//!
//! Reading order: `arguments` (what can be asked), this file (who answers), `failure` and `output` (how it is told),
//! `shelf` (the library), then one file a command.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // At the roof files, clocks and the environment are met.

mod arguments;
mod doctor;
mod failure;
mod list;
mod logfile;
mod mark;
mod open;
mod output;
mod session;
mod shelf;
mod show;
mod writing;

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::news::ArticleId;
use arguments::{Arguments, Command};
use failure::Failure;
use output::Output;
use session::Session;

/// What came of the arguments.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// All is said; the process ends with this code.
    Exit(u8),
    /// The reader is wanted.
    Reader(ReaderRequest),
}

/// What the reader is to begin with.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReaderRequest {
    /// The folder of the library.
    pub folder: PathBuf,
    /// Files to open at once.
    pub open: Vec<PathBuf>,
    /// Articles that were kept just now (from standard input), to be shown as opened files are.
    pub kept: Vec<ArticleId>,
    /// When the files were saved, where the reader says so.
    pub saved_at: Option<Timestamp>,
    /// Whether colours are wanted, where the reader says so.
    pub colour: Option<bool>,
}

/// Does what the arguments ask, the program's name first among them, up to the point where a screen is needed.
pub fn begin(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let mut output = Output::of_process();
    let done = match Arguments::read(arguments) {
        Ok(arguments) => perform(arguments, &mut output),
        Err(failure) => Err(failure),
    };
    let done = done.and_then(|done| output.finish().map(|()| done));
    match done {
        Ok(Some(reader)) => Outcome::Reader(reader),
        Ok(None) => Outcome::Exit(if output.has_complained() { 1 } else { 0 }),
        Err(failure) => Outcome::Exit(output.report(&failure)),
    }
}

/// Says why something failed, as every command does; for the front door.
pub fn complain(error: &dyn std::error::Error) {
    Output::of_process().complain(&failure::sentence(error));
}

fn perform(arguments: Arguments, output: &mut Output) -> Result<Option<ReaderRequest>, Failure> {
    let Arguments { global, command } = arguments;
    let mut session = Session::new(global, output)?;
    match command {
        None => session.reader().map(Some),
        Some(Command::Open(open)) => open::open(&open, &mut session),
        Some(Command::List(list)) => list::list(&list, &mut session).map(|()| None),
        Some(Command::Show(show)) => show::show(&show, &mut session).map(|()| None),
        Some(Command::Mark(mark)) => mark::mark(&mark, &mut session).map(|()| None),
        Some(Command::Doctor) => doctor::doctor(&mut session).map(|()| None),
    }
}
