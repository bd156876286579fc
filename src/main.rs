//! The front door: arguments to a command or to the reader, and how it went to an exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use courant::cli::{self, Outcome, ReaderRequest};
use courant::run;
use courant::workers::extraction;

fn main() -> ExitCode {
    // The arguments are read here, once, and handed down as values.
    #[allow(clippy::disallowed_methods)]
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == extraction::CHILD) {
        return find_articles();
    }
    if let Ok(program) = std::env::current_exe() {
        extraction::install(program);
    }
    let code = match cli::begin(arguments) {
        Outcome::Exit(code) => code,
        Outcome::Reader(request) => read(request),
    };
    code.into()
}

/// The life of a child that looks for the articles in pages; what goes wrong shows in its exit code.
fn find_articles() -> ExitCode {
    match extraction::serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Runs the reader; says why where it cannot.
fn read(request: ReaderRequest) -> u8 {
    let ReaderRequest { folder, open, kept, saved_at, colour } = request;
    match run::read(run::Request { folder, open, kept, colour, saved_at }) {
        Ok(ending) => ending.exit_code(),
        Err(error) => {
            cli::complain(&error);
            1
        }
    }
}
