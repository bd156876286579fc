//! A library in a folder of its own, and the program run on it at a fixed time in a fixed zone.
#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

/// When every command believes to run.
pub(super) const NOW: &str = "@2026-11-20T09:00:00Z";

/// A page as browsers save it in plain text: all its facts, and its furniture around the text.
pub(super) const PAGE: &str = "\
Old Mill Turns Again After Sixty Years

  1. HOME
  2. VALLEY
  3. Old Mill Turns Again After Sixty Years
  • Last update: 2 days ago
  • 4 min read
  • 1,204 Views
  • VALLEY
Old Mill Turns Again After Sixty Years

The wheel of the mill at Brackenford moved on Saturday morning, slowly at first, while half of the village stood on the bridge and held its breath.

Flour will be sold from the spring onwards. \"It tastes of the river,\" said the miller, Nora Pell.

Author: Simon Achterberg

Share
";

/// What a command did.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Said {
    pub(super) fn of(output: Output) -> Self {
        let utf8 = |bytes| String::from_utf8(bytes).expect("all that is printed is UTF-8");
        Self {
            code: output.status.code().expect("no signal ended it"),
            out: utf8(output.stdout),
            err: utf8(output.stderr),
        }
    }

    /// What was printed, where all went well and there was nothing to say about it.
    pub(super) fn quietly(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// What was printed, where it went well.
    pub(super) fn well(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    /// What was said, where it failed with this code and printed nothing.
    pub(super) fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        assert!(!self.err.is_empty(), "a failure is told");
        self.err
    }

    /// Its lines as JSON objects.
    pub(super) fn objects(self) -> Vec<Value> {
        self.well().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A home.
pub(super) struct Home {
    folder: TempDir,
}

impl Home {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A path within it.
    pub(super) fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.folder.path().join(name.as_ref())
    }

    /// Where the library is.
    pub(super) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Makes a file, last written at a time in seconds since 1970.
    pub(super) fn file(&self, name: impl AsRef<OsStr>, bytes: impl AsRef<[u8]>, written: u64) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(bytes.as_ref()).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(written)).unwrap();
        path
    }

    /// The program without arguments, knowing nothing of the machine it runs on.
    pub(super) fn bare(&self) -> Command {
        program(Path::new(env!("CARGO_BIN_EXE_courant")))
    }

    /// The program on this home's library.
    pub(super) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.bare();
        command.arg("--data-dir").arg(self.data()).args(arguments);
        command
    }

    pub(super) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }

    /// A command line of plain words.
    pub(super) fn says(&self, line: &str) -> Said {
        self.run(line.split_whitespace())
    }

    /// A command line that is given something on standard input.
    pub(super) fn pipes(&self, input: impl AsRef<[u8]>, line: &str) -> Said {
        let mut command = self.command(line.split_whitespace());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The program may refuse to read on; that is no fault of the test's.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        Said::of(child.wait_with_output().unwrap())
    }

    /// The one object that a query finds.
    pub(super) fn only(&self, query: &str) -> Value {
        let mut objects = self.says(&format!("list --json {query}")).objects();
        assert_eq!(objects.len(), 1, "{query} finds {objects:?}");
        objects.remove(0)
    }

    /// The short names that a query finds, in the order of the list.
    pub(super) fn ids(&self, query: &str) -> Vec<String> {
        let lines = self.says(&format!("list {query}")).quietly();
        lines.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
    }
}

/// A program that knows nothing of the machine it runs on.
pub(super) fn program(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear().env("TZ", "UTC").env("COURANT_NOW", NOW).env("LANG", "C.UTF-8").stdin(Stdio::null());
    command
}

/// Whether nothing in a text could steer a terminal, by the words of the contract.
pub(super) fn is_harmless(text: &str) -> bool {
    text.chars().all(|letter| match letter {
        '\n' | '\t' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => false,
        letter => !letter.is_control(),
    })
}
