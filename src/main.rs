//! The front door: arguments to a command or to the reader, and how it went to an exit code.

use std::process::ExitCode;

use courant::cli::{self, Outcome, ReaderRequest};
use courant::run;

fn main() -> ExitCode {
    // The arguments are read here, once, and handed down as values.
    #[allow(clippy::disallowed_methods)]
    let arguments = std::env::args_os();
    let code = match cli::begin(arguments) {
        Outcome::Exit(code) => code,
        Outcome::Reader(request) => read(request),
    };
    code.into()
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
