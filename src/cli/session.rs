//! What every command is given: where the library is, what time it is, and where to print.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::arguments::{Colour, Format, Global};
use super::failure::Failure;
use super::logfile;
use super::outcome::ReaderRequest;
use super::output::Output;
use crate::news::WORDS_PER_MINUTE;
use crate::query::Moment;
use crate::workers::{Clock, disk, extraction, reason, sites};

/// One run of a command.
pub(super) struct Session<'a> {
    pub(super) output: &'a mut Output,
    pub(super) clock: Clock,
    pub(super) zone: TimeZone,
    global: Global,
}

impl<'a> Session<'a> {
    pub(super) fn new(global: Global, output: &'a mut Output) -> Result<Self, Failure> {
        let clock = clock()?;
        if let Some(path) = &global.log {
            logfile::install(path, clock).map_err(|error| {
                Failure::Failed(format!(
                    "The log {} cannot be written: {}. Name a plain file in a folder of yours, or leave --log out.",
                    path.display(),
                    reason(&error)
                ))
            })?;
        }
        // A zone that cannot be read is UTC, not a reason to stop.
        let zone = TimeZone::try_system().unwrap_or(TimeZone::UTC);
        Ok(Self { output, clock, zone, global })
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// When and by whom a query is asked. The reader's own pace is known to the reader alone.
    pub(super) fn moment(&self) -> Moment {
        Moment { now: self.now(), zone: self.zone.clone(), words_per_minute: WORDS_PER_MINUTE }
    }

    /// Has the rules for sites hold, the reader's own among them; what is wrong with those is said, and costs no more.
    pub(super) fn install_site_rules(&mut self) {
        let (rules, complaints) = sites::load(sites::file(self.global.data_dir.as_deref()).as_deref());
        extraction::install_rules(rules);
        complaints.iter().for_each(|complaint| self.output.say(complaint));
    }

    /// The folder of the library.
    pub(super) fn folder(&self) -> Result<PathBuf, Failure> {
        match &self.global.data_dir {
            Some(folder) => Ok(folder.clone()),
            None => Ok(disk::usual_folder()?),
        }
    }

    /// A wish for the reader, with nothing to open yet.
    pub(super) fn reader(&self) -> Result<ReaderRequest, Failure> {
        let colour = match self.global.color {
            Colour::Auto => None,
            Colour::Always => Some(true),
            Colour::Never => Some(false),
        };
        Ok(ReaderRequest { folder: self.folder()?, colour, ..ReaderRequest::default() })
    }

    /// The format to print articles in where none is named: with looks where they can be seen and are not refused.
    pub(super) fn usual_format(&self) -> Format {
        let styled = match self.global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => self.output.is_terminal() && !is_set("NO_COLOR") && !self.is_dumb(),
        };
        if styled { Format::Ansi } else { Format::Text }
    }

    /// Whether the terminal says that it can only print.
    pub(super) fn is_dumb(&self) -> bool {
        std::env::var_os("TERM").is_some_and(|term| term == "dumb")
    }
}

/// Empty counts as not set, as <https://no-color.org> has it.
fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn clock() -> Result<Clock, Failure> {
    let Some(value) = std::env::var_os("COURANT_NOW").filter(|value| !value.is_empty()) else {
        return Ok(Clock::System);
    };
    let value = value.to_string_lossy();
    Clock::parse(&value).ok_or_else(|| {
        Failure::Failed(format!(
            "COURANT_NOW={value} cannot be read; it wants a time such as 2025-12-03T09:00:00Z, with @ before it to stand still."
        ))
    })
}
