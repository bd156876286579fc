//! The log that `--log` asks for: one record a line, of bounded length, of bounded size, readable by its owner.
//!
//! What is logged may hold a stranger's words, so controls are escaped; passwords in addresses are left out.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use log::{Level, LevelFilter, Log, Metadata, Record};

use crate::clean::text;
use crate::workers::Clock;

/// The log never grows beyond this; then its older half is dropped.
const LARGEST: u64 = 1024 * 1024;

/// The longest record, in characters before escaping.
const LONGEST: usize = 4096;

/// Writes all further records to a file, appending.
pub(super) fn install(path: &Path, clock: Clock) -> io::Result<()> {
    let file = open(path)?;
    let log = Box::new(LogFile { file: Mutex::new(file), clock });
    // A second run in one process (there is none but in tests) keeps the first one's log.
    if log::set_boxed_logger(log).is_ok() {
        log::set_max_level(LevelFilter::Debug);
    }
    log::info!("courant {}", env!("CARGO_PKG_VERSION"));
    Ok(())
}

/// A file of our own choosing is not to be reached through a link that somebody else put there.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let no_follow = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::CLOEXEC;
        options.mode(0o600).custom_flags(no_follow.bits() as i32);
    }
    let file = options.open(path)?;
    // What is no plain file never grows, so that nothing of it is ever dropped; and reading it might wait for ever.
    if file.metadata()?.is_file() && !is_log(&file)? {
        return Err(io::Error::other("there is something else in it than a log of courant's"));
    }
    Ok(file)
}

/// Whether a file is empty or begins with one of our records. Only of our own records may the older half be dropped.
fn is_log(file: &File) -> io::Result<bool> {
    let mut first = Vec::new();
    BufReader::new(file.take(LONGEST as u64)).read_until(b'\n', &mut first)?;
    Ok(first.is_empty() || is_record(&String::from_utf8_lossy(&first)))
}

/// Whether a line, or the beginning of a long one, is a record: its moment, its level, who says it.
fn is_record(line: &str) -> bool {
    let mut words = line.split(' ');
    let is_moment = words.next().is_some_and(|word| word.parse::<Timestamp>().is_ok());
    let is_level = words.next().is_some_and(|word| word.parse::<Level>().is_ok());
    is_moment && is_level && words.next().is_some_and(|target| target.ends_with(':'))
}

struct LogFile {
    file: Mutex<File>,
    clock: Clock,
}

impl Log for LogFile {
    /// Ours whole; of the libraries below us only what went wrong.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // The tree builder warns of every misplaced tag, and the tags are a stranger's.
        let is_about_tags = metadata.target().starts_with("html5ever") && metadata.level() > Level::Error;
        metadata.target().starts_with("courant") || metadata.level() <= Level::Warn && !is_about_tags
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let said = one_line(&record.args().to_string());
        let line = format!("{:.3} {} {}: {said}\n", self.clock.now(), record.level(), record.target());
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        // A log that cannot be written has nowhere to say so.
        let _ = append(&mut file, &line);
    }

    fn flush(&self) {}
}

fn append(file: &mut File, line: &str) -> io::Result<()> {
    if file.metadata()?.len() + line.len() as u64 > LARGEST {
        drop_older_half(file)?;
    }
    file.write_all(line.as_bytes())
}

fn drop_older_half(file: &mut File) -> io::Result<()> {
    let mut newer = Vec::new();
    file.seek(SeekFrom::End(-(LARGEST as i64) / 2))?;
    file.take(LARGEST).read_to_end(&mut newer)?;
    let start = newer.iter().position(|&byte| byte == b'\n').map_or(newer.len(), |end| end + 1);
    file.set_len(0)?;
    file.write_all(&newer[start..])
}

/// One record on one line that can do no harm.
fn one_line(said: &str) -> String {
    let mut line = String::with_capacity(said.len());
    for letter in without_secrets(said).chars().take(LONGEST) {
        if letter != '\n' && letter != '\t' && text::is_clean(letter.encode_utf8(&mut [0; 4])) {
            line.push(letter);
        } else {
            line.extend(letter.escape_default());
        }
    }
    line
}

/// Takes name and password out of addresses: `https://…@host/`.
fn without_secrets(said: &str) -> String {
    let mut out = String::with_capacity(said.len());
    let mut rest = said;
    while let Some(start) = rest.find("://") {
        let (before, after) = rest.split_at(start + "://".len());
        let authority = after.find(|letter: char| letter.is_whitespace() || "/?#\"'<>".contains(letter));
        let authority = &after[..authority.unwrap_or(after.len())];
        out.push_str(before);
        rest = after;
        if let Some(at) = authority.rfind('@') {
            out.push('…');
            rest = &after[at..];
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_one_line_without_controls_and_passwords() {
        let cases = [
            ("plain", "plain"),
            ("two\nlines\tand \u{1B}[2J", "two\\nlines\\tand \\u{1b}[2J"),
            ("\u{202E}turned", "\\u{202e}turned"),
            ("GET https://me:secret@example.org/a failed", "GET https://…@example.org/a failed"),
            ("two https://a:b@x, http://c@y/", "two https://…@x, http://…@y/"),
            (
                "mail me@example.org at http://example.org/@me",
                "mail me@example.org at http://example.org/@me",
            ),
        ];
        for (said, expected) in cases {
            assert_eq!(one_line(said), expected);
        }
    }

    #[test]
    fn a_long_record_is_cut() {
        assert_eq!(one_line(&"é".repeat(LONGEST + 1)), "é".repeat(LONGEST));
    }
}
