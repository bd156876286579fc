//! The article in a page, looked for in a process of its own: what may take for ever on a stranger's bytes must be
//! something that can be ended, and a thread cannot.
//!
//! The child is this program, called by [`CHILD`]: bytes on standard input, one object of JSON on standard output. It
//! sets its own limits, and its parent kills it at the [`DEADLINE`]. Where no child can help, our own reading, whose
//! time is bounded by the page's size, is done without one.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::clean::extract::{Extraction, OwnAlone, Page, Smoothie, extract};
use crate::news::Foreign;
use crate::parse;

/// The first argument that makes this program a child.
pub const CHILD: &str = "find-article-in-child";

/// After so long a child is ended, whatever it does.
pub const DEADLINE: Duration = Duration::from_secs(4);

/// No larger file is opened.
const MOST_INPUT: u64 = 32 * 1024 * 1024;

/// A longer answer is none: no page gives more than its own size, escaped.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// The program that can be a child.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program can be the child; without it no child is ever started.
pub fn install(program: PathBuf) {
    // The first word holds.
    let _ = PROGRAM.set(program);
}

/// A page as it lies in a file, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a> {
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// The file's name.
    pub name: Option<&'a str>,
    /// The page's source, taken from those bytes.
    pub source: &'a Foreign,
    /// Its address, where somebody knows it.
    pub address: Option<&'a str>,
    /// Now: later dates are not believed.
    pub now: Timestamp,
}

/// Finds the article in a saved page.
#[must_use]
pub fn find(saved: &Saved<'_>) -> Extraction {
    let page = Page { source: saved.source, address: saved.address, now: saved.now };
    let Some(program) = PROGRAM.get() else { return extract(&page, &OwnAlone) };
    match ask(program, saved) {
        Ok(found) => found,
        Err(cause) => {
            log::warn!("the child that looks for an article failed: {cause}");
            let mut found = extract(&page, &OwnAlone);
            found.warnings.push(format!("The article was found by a simpler reading: {cause}."));
            found
        }
    }
}

/// Why a child did not answer.
#[derive(Debug, thiserror::Error)]
enum ChildError {
    #[error("the better one could not be started ({0})")]
    Start(std::io::Error),
    #[error("the better one took longer than {} seconds and was ended", DEADLINE.as_secs())]
    Late,
    #[error("the better one failed on this page")]
    Failed,
}

fn ask(program: &Path, saved: &Saved<'_>) -> Result<Extraction, ChildError> {
    let mut command = Command::new(program);
    command.arg(CHILD).arg(saved.now.to_string());
    command.arg(saved.address.unwrap_or_default()).arg(saved.name.unwrap_or_default());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(ChildError::Start)?;
    let answer = converse(&mut child, saved.bytes);
    // It has answered, or it is ended; either way nobody may be left behind.
    let _ = child.kill();
    let _ = child.wait();
    Extraction::from_json(&answer?).ok_or(ChildError::Failed)
}

/// Gives a child its bytes and takes its answer, each on a thread, so that neither waits for the other.
fn converse(child: &mut Child, bytes: &[u8]) -> Result<String, ChildError> {
    let (mut input, output) = child.stdin.take().zip(child.stdout.take()).ok_or(ChildError::Failed)?;
    thread::scope(|scope| {
        let (told, answer) = channel();
        // A child that ends early closes its end; its answer, or none, says enough.
        scope.spawn(move || _ = input.write_all(bytes));
        scope.spawn(move || {
            let mut text = String::new();
            let read = output.take(LONGEST_ANSWER).read_to_string(&mut text);
            _ = told.send(read.map(|_| text));
        });
        let answer = match answer.recv_timeout(DEADLINE) {
            Ok(Ok(text)) => Ok(text),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(ChildError::Failed),
            Err(RecvTimeoutError::Timeout) => Err(ChildError::Late),
        };
        // The threads end with the pipes, and those with the child.
        let _ = child.kill();
        answer
    })
}

/// The life of a child: limits, bytes, answer. Its arguments follow [`CHILD`]: now, the page's address, the file's name.
///
/// The environment's `COURANT_EXTRACT` is for tests: `hang` never answers, `spin` computes for ever, `panic` panics,
/// `eat` takes all memory.
pub fn serve(arguments: &[String]) -> Result<(), String> {
    limit_self();
    let [now, address, name] = arguments else { return Err("three arguments are wanted".to_owned()) };
    let now: Timestamp = now.parse().map_err(|error| format!("{error}"))?;
    let mut bytes = Vec::new();
    std::io::stdin().take(MOST_INPUT).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    misbehave();
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let (address, name) = (given(address), given(name));
    let saved = parse::read(&bytes, name.as_deref());
    let parse::Body::Html(source) = &saved.body else { return Err("this is no page".to_owned()) };
    let page = Page { source, address: address.as_deref(), now };
    let answer = extract(&page, &Smoothie).to_json();
    std::io::stdout().write_all(answer.as_bytes()).map_err(|error| error.to_string())
}

/// Half a gigabyte of memory, five seconds of computing, no files written, no traces of a crash.
fn limit_self() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limits =
            [(Resource::As, 768 << 20), (Resource::Cpu, 5), (Resource::Core, 0), (Resource::Fsize, 0)];
        for (resource, most) in limits {
            // A system that knows a limit not still has the parent's deadline.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
}

fn misbehave() {
    let Some(how) = std::env::var_os("COURANT_EXTRACT") else { return };
    match how.to_str() {
        Some("hang") => loop {
            thread::park();
        },
        Some("spin") => loop {
            std::hint::spin_loop();
        },
        Some("panic") => panic!("forced by COURANT_EXTRACT"),
        Some("eat") => {
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(vec![1; 16 << 20]);
            }
        }
        Some(_) | None => (),
    }
}
