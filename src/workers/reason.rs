//! What the system says of a failure, in words for a reader. It must not know what failed.

use std::io;

/// The system's reason without its number: `No such file or directory`, not `No such file or directory (os error 2)`.
#[must_use]
pub fn reason(cause: &io::Error) -> String {
    let said = cause.to_string();
    match said.rfind(" (os error ") {
        Some(number) if said.ends_with(')') => said[..number].to_owned(),
        Some(_) | None => said,
    }
}
