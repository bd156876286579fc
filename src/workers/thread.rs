//! A worker's thread and its mailbox. It must not know what a worker does.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender};
use std::thread::JoinHandle;

use crate::app::Msg;

/// Runs a worker on a thread of its own; its panic becomes a sentence.
pub(super) fn spawn(name: &str, outbox: Sender<Msg>, work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    let named = name.to_owned();
    let guarded = move || {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            log::error!("the worker {named} panicked");
            let sentence = format!(
                "A part of courant ({named}) failed; what was said to be saved is safe. Restart courant."
            );
            let _ = outbox.send(Msg::Failed(sentence));
        }
    };
    std::thread::Builder::new().name(name.to_owned()).spawn(guarded).expect("a thread can be started")
}

/// How far, as `nice` counts: a tenth of the share of others.
#[cfg(target_os = "linux")]
const ASIDE: i32 = 10;

/// Lets keys go first: this thread, and those that it starts, get what others leave of the processors. Where that cannot
/// be had for a single thread nothing happens.
pub(super) fn step_aside() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(ASIDE) {
        log::debug!("this thread could not step aside: {error}");
    }
}

/// Does one job; a panic in it becomes a sentence, and the worker goes on with the next.
pub(super) fn guarded<T>(on: &str, job: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(job))
        .unwrap_or_else(|_| Err(format!("courant failed on {on}. Please report it, with the page.")))
}

/// The newest of the messages that wait: a mailbox keeps only the newest question.
pub(super) fn newest<T>(first: T, mailbox: &Receiver<T>) -> T {
    mailbox.try_iter().last().unwrap_or(first)
}
