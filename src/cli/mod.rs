//! The commands without a screen: the same library, the same query language, the same workers as the reader.
//!
//! What was asked for goes to standard output, what there is to say about it to standard error, and the exit code
//! says how it went: 0, 1 (failed, one sentence), 2 (not understood). It never meets `run`: that somebody wants the
//! reader is an [`Outcome`], and the front door sees to it.
//!
//! Reading order: `arguments` (what can be asked), this file (who answers), `outcome`, `failure` and `output` (how it is told),
//! `shelf` (the library), then one file a command.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // At the roof files, clocks and the environment are met.

mod add;
mod arguments;
mod doctor;
mod export;
mod extract;
mod failure;
mod feeds;
mod fetch;
mod help;
mod import;
mod list;
mod logfile;
mod mark;
mod naming;
mod open;
mod outcome;
mod output;
mod parse;
mod refresh;
mod session;
mod shelf;
mod show;
mod wishes;
mod writing;

use std::ffi::OsString;

use arguments::{Arguments, Command};
use failure::Failure;
use output::Output;
use session::Session;

pub use outcome::{Outcome, ReaderRequest};

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
    if !matches!(&command, Some(Command::Extract(extract)) if extract.no_site_rules) {
        session.install_site_rules();
    }
    match command {
        None => session.reader().map(Some),
        Some(Command::Open(open)) => open::open(&open, &mut session),
        Some(Command::Add(add)) => add::add(&add, &mut session).map(|()| None),
        Some(Command::Feeds(feeds)) => feeds::feeds(&feeds, &mut session).map(|()| None),
        Some(Command::Refresh(refresh)) => refresh::refresh(&refresh, &mut session).map(|()| None),
        Some(Command::Import(import)) => import::import(&import, &mut session).map(|()| None),
        Some(Command::Export(export)) => export::export(&export, &mut session).map(|()| None),
        Some(Command::List(list)) => list::list(&list, &mut session).map(|()| None),
        Some(Command::Show(show)) => show::show(&show, &mut session).map(|()| None),
        Some(Command::Mark(mark)) => mark::mark(&mark, &mut session).map(|()| None),
        Some(Command::Extract(extract)) => extract::extract(&extract, &mut session).map(|()| None),
        Some(Command::Parse(parse)) => parse::parse(&parse, &mut session).map(|()| None),
        Some(Command::Fetch(fetch)) => fetch::fetch(&fetch, &mut session).map(|()| None),
        Some(Command::Help(help)) => help::help(&help, session.output).map(|()| None),
        Some(Command::Doctor) => doctor::doctor(&mut session).map(|()| None),
    }
}
