//! A home of its own for each test, the program in it, and questions about its screen.

use std::fs;
use std::path::{Path, PathBuf};

use courant::store::{Change, Store, WorldChange};
use courant::workers::disk::Library;
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::terminal::{Pty, command};

/// The time at which the program begins: the guide is a day old then.
pub(super) const NOW: &str = "2026-11-23T12:00:00Z";

/// Columns and rows of a usual window: list and article side by side.
pub(super) const USUAL: (u16, u16) = (100, 30);

/// The title of the guide's first article.
pub(super) const FIRST: &str = "The first minute";

/// What the environment may say that would change the screen, beyond what every test's terminal leaves out.
const LEFT_OUT: [&str; 7] = [
    "RUST_BACKTRACE",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "BROWSER",
    "DISPLAY",
    "WAYLAND_DISPLAY",
];

/// The program that is tested.
pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_courant");

/// A home that vanishes.
pub(super) struct Home {
    folder: TempDir,
}

impl Home {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Something in it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of its library.
    pub(super) fn library(&self) -> PathBuf {
        self.path("library")
    }

    /// Puts a file there.
    pub(super) fn keeps(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A command in this home, in the environment of a usual terminal.
    pub(super) fn bare_command(&self, program: impl AsRef<Path>) -> CommandBuilder {
        let mut command = command(program.as_ref());
        for name in LEFT_OUT {
            command.env_remove(name);
        }
        command.env("HOME", self.folder.path());
        command.env("TZ", "UTC");
        command.env("COURANT_NOW", NOW);
        command.cwd(self.folder.path());
        command
    }

    /// The program on this home's library.
    pub(super) fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = self.bare_command(PROGRAM);
        command.arg("--data-dir");
        command.arg(self.library());
        command.args(arguments);
        command
    }

    /// The program on this home's library, by a shell in whose script it is `"$@"`.
    pub(super) fn scripted(&self, script: &str) -> CommandBuilder {
        let mut command = self.bare_command("/bin/sh");
        command.args(["-c", script, "sh", PROGRAM, "--data-dir"]);
        command.arg(self.library());
        command
    }

    /// The reader on this home's library, once the guide is on the screen.
    pub(super) fn starts(&self) -> Pty {
        self.starts_with(&[])
    }

    /// The same with some variables set.
    pub(super) fn starts_with(&self, variables: &[(&str, &str)]) -> Pty {
        let mut command = self.command(&[]);
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut pty = Pty::start(command, USUAL.0, USUAL.1);
        pty.wait("the guide", |screen| row(screen, FIRST).is_some() && has_article(screen));
        pty
    }

    /// The reader with some files opened.
    pub(super) fn opens(&self, names: &[&str]) -> Pty {
        let arguments: Vec<&str> = ["open"].into_iter().chain(names.iter().copied()).collect();
        Pty::start(self.command(&arguments), USUAL.0, USUAL.1)
    }

    /// The library itself.
    pub(super) fn disk(&self) -> Library {
        Library::open(&self.library(), NOW.parse().unwrap()).unwrap().library
    }

    /// What is in the library, as a reader would load it.
    pub(super) fn store(&self) -> Store {
        let disk = self.disk();
        let mut store = Store::new();
        for change in [
            WorldChange::Feeds(disk.feeds().unwrap()),
            WorldChange::Counters(disk.counters().unwrap()),
            WorldChange::Loaded(disk.newest(100_000).unwrap().into()),
            WorldChange::AllLoaded,
        ] {
            store.apply(&Change::World(change));
        }
        store
    }
}

/// The row of the list that holds a title; the list is never narrower than this.
pub(super) fn row(screen: &vt100::Screen, title: &str) -> Option<String> {
    screen.rows(0, 26).find(|row| row.contains(title) && !row.contains("──"))
}

/// The screen's text without blanks at the ends of rows: a blank that was drawn is a blank that was not.
pub(super) fn text(screen: &vt100::Screen) -> String {
    let rows: Vec<String> = screen.rows(0, screen.size().1).map(|row| row.trim_end().to_owned()).collect();
    rows.join("\n")
}

/// The last row of the screen.
pub(super) fn bottom(screen: &vt100::Screen) -> String {
    screen.rows(0, screen.size().1).last().unwrap_or_default()
}

/// Waits until everything from before is known: orders are carried out after it has been told.
pub(super) fn knows_all(pty: &mut Pty) {
    pty.types("anowhere\r").shows("nowhere cannot be read");
}

/// Whether the article beside the list has come.
fn has_article(screen: &vt100::Screen) -> bool {
    screen.contents().contains("You are reading already")
}
