//! `courant doctor`: where the files are, what the terminal can do, and whether the library is sound.

use std::path::Path;

use super::failure::Failure;
use super::session::Session;
use crate::app::{counted, number};
use crate::store::Scope;
use crate::workers::disk::{Access, DiskError, Library, Opened};

pub(super) fn doctor(session: &mut Session<'_>) -> Result<(), Failure> {
    tell(session, "courant", env!("CARGO_PKG_VERSION"))?;
    library(session)?;
    terminal(session)?;
    surroundings(session)
}

/// One finding on a line: its name in a column, then what was found.
fn tell(session: &mut Session<'_>, name: &str, finding: &str) -> Result<(), Failure> {
    session.output.print(&format!("{name:<10}{finding}\n"))
}

fn library(session: &mut Session<'_>) -> Result<(), Failure> {
    let folder = session.folder()?;
    tell(session, "folder", &folder.to_string_lossy())?;
    if std::fs::symlink_metadata(&folder).is_err() {
        return tell(session, "library", "none yet; the first start makes it");
    }
    match Library::open(&folder, session.now()) {
        Ok(opened) => findings(&opened, session),
        Err(error) => unsound(session, &error),
    }
}

/// An unsound library is a finding like any other; the exit code tells of it.
fn unsound(session: &mut Session<'_>, error: &DiskError) -> Result<(), Failure> {
    tell(session, "sound", "no")?;
    session.output.complain(&error.to_string());
    Ok(())
}

fn findings(opened: &Opened, session: &mut Session<'_>) -> Result<(), Failure> {
    let Opened { library, notices, access } = opened;
    notices.iter().for_each(|notice| session.output.say(notice));
    let file = library.file();
    tell(session, "library", &file.to_string_lossy())?;
    tell(session, "size", &sizes(file))?;
    tell(
        session,
        "access",
        match access {
            Access::ReadWrite => "can be read and written",
            Access::ReadOnly => "can only be read; nothing will be saved",
        },
    )?;
    match contents(library) {
        Ok(contents) => tell(session, "holds", &contents)?,
        Err(error) => return unsound(session, &error),
    }
    match library.integrity() {
        Ok(complaints) if complaints.is_empty() => tell(session, "sound", "yes"),
        Ok(complaints) => {
            tell(session, "sound", "no")?;
            complaints.iter().for_each(|complaint| session.output.complain(complaint));
            Ok(())
        }
        Err(error) => unsound(session, &error),
    }
}

fn contents(library: &Library) -> Result<String, DiskError> {
    let counters = library.counters()?;
    let all = counters.into_iter().find(|(scope, _)| *scope == Scope::All).map(|(_, counts)| counts);
    let counts = all.unwrap_or_default();
    Ok(format!(
        "{} ({} unread, {} bookmarked) in {}; schema {}",
        counted(counts.total as usize, "article"),
        number(counts.unread.into()),
        number(counts.bookmarked.into()),
        counted(library.feeds()?.iter().filter(|feed| !feed.removed).count(), "feed"),
        library.schema_version()?,
    ))
}

/// The size of the file, and of the log beside it that is not folded in yet.
fn sizes(file: &Path) -> String {
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    format!(
        "{} kB, and {} kB in its log",
        number(kilobytes(length(file))),
        number(kilobytes(length(log.as_ref())))
    )
}

fn kilobytes(bytes: u64) -> u64 {
    bytes.div_ceil(1000)
}

fn terminal(session: &mut Session<'_>) -> Result<(), Failure> {
    let size = match (session.output.is_terminal(), session.output.size()) {
        (true, Some((columns, rows))) => format!("{columns} columns, {rows} rows"),
        (true, None) => "tells no size".to_owned(),
        (false, _) => "none; standard output goes elsewhere".to_owned(),
    };
    tell(session, "terminal", &size)?;
    for name in ["TERM", "COLORTERM", "NO_COLOR"] {
        tell(session, name, &variable(name))?;
    }
    Ok(())
}

fn surroundings(session: &mut Session<'_>) -> Result<(), Failure> {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find(|name| std::env::var_os(name).is_some());
    let locale = locale.map_or("not set".to_owned(), |name| format!("{} ({name})", variable(name)));
    tell(session, "locale", &locale)?;
    let now = session.now().to_zoned(session.zone.clone());
    tell(session, "time", &now.strftime("%Y-%m-%d %H:%M %Q").to_string())
}

fn variable(name: &str) -> String {
    match std::env::var_os(name) {
        Some(value) if value.is_empty() => "empty".to_owned(),
        Some(value) => value.to_string_lossy().into_owned(),
        None => "not set".to_owned(),
    }
}
