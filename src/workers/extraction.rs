//! The article in a page, looked for in a process of its own: what may take for ever on a stranger's bytes must be
//! something that can be ended, and a thread cannot.
//!
//! The child is this program, called by [`CHILD`]: pages on standard input, for each a line of JSON on standard output.
//! It sets its own limits, and its parent kills it at the [`DEADLINE`] of a page. One that answered is asked again, so
//! that a folder of pages needs no process for each; one that nobody asks for a while is ended. Where no child can
//! help, our own reading, whose time is bounded by the page's size, is done without one.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SendError, Sender, channel};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clean;
use crate::clean::extract::{Extraction, OwnAlone, Page, Smoothie, extract_by};
use crate::news::{Foreign, SiteRule, SiteRules};
use crate::parse;

/// The first argument that makes this program a child.
pub const CHILD: &str = "find-article-in-child";

/// After so long a child is ended, whatever it does.
pub const DEADLINE: Duration = Duration::from_secs(4);

/// The deadline, or as many seconds as the environment's `COURANT_EXTRACT_SECONDS` says: for tests that must not
/// depend on how busy a machine is.
fn deadline() -> Duration {
    let told = std::env::var("COURANT_EXTRACT_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    told.map_or(DEADLINE, Duration::from_secs)
}

/// A child that is not asked for so long is ended.
const IDLE: Duration = Duration::from_secs(2);

/// After so many pages a child is ended, with whatever it holds on to.
const MOST_PAGES: usize = 500;

/// No larger file is opened.
const MOST_INPUT: usize = 32 * 1024 * 1024;

/// What is said of a page before it comes is shorter.
const LONGEST_HEADER: u64 = 256 * 1024;

/// A longer answer is none: no page gives more than its own size, escaped.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// The program that can be a child.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program can be the child; without it no child is ever started.
pub fn install(program: PathBuf) {
    // The first word holds.
    let _ = PROGRAM.set(program);
}

/// The rules for sites.
static RULES: OnceLock<SiteRules> = OnceLock::new();

/// Says which rules for sites hold; without them pages alone tell where their articles are.
pub fn install_rules(rules: SiteRules) {
    // The first word holds.
    let _ = RULES.set(rules);
}

/// The rule for the site of an address.
pub(super) fn rule_for(address: Option<&str>) -> Option<&'static SiteRule> {
    RULES.get()?.of(&clean::url::shown_host(address?)?)
}

/// A page as it lies in a file, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a> {
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// The file's name.
    pub name: Option<&'a str>,
    /// The charset that a server said they are in.
    pub charset: Option<&'a str>,
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
    let rule = rule_for(saved.address);
    let Some(program) = PROGRAM.get() else { return extract_by(&page, rule, &OwnAlone) };
    match ask(program, saved) {
        Ok(found) => found,
        Err(cause) => {
            log::warn!("the child that looks for an article failed: {cause}");
            let mut found = extract_by(&page, rule, &OwnAlone);
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
    #[error("the better one took longer than {} seconds and was ended", deadline().as_secs())]
    Late,
    #[error("the better one failed on this page")]
    Failed,
}

/// A page for a child, and where its answer goes.
struct Job {
    request: Vec<u8>,
    answer: Sender<Result<String, ChildError>>,
}

/// The ways to the children that wait for a page.
static WAITING: Mutex<Vec<Sender<Job>>> = Mutex::new(Vec::new());

fn waiting() -> Option<Sender<Job>> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

/// Asks a child that waits, or a new one. What a child that just ended was asked the next is asked again.
fn ask(program: &Path, saved: &Saved<'_>) -> Result<Extraction, ChildError> {
    let (answer, answered) = channel();
    let mut job = Job { request: request(saved), answer };
    while let Some(child) = waiting() {
        match child.send(job) {
            Ok(()) => match answered.recv() {
                Ok(text) => return taken(&text?, child),
                Err(_) => return ask_new(program, saved),
            },
            Err(SendError(refused)) => job = refused,
        }
    }
    drop(job);
    ask_new(program, saved)
}

fn ask_new(program: &Path, saved: &Saved<'_>) -> Result<Extraction, ChildError> {
    let mut process = start(program)?;
    let (input, output) = process.stdin.take().zip(process.stdout.take()).ok_or(ChildError::Failed)?;
    let (child, jobs) = channel();
    let mut kept = Kept { process, input, output: BufReader::new(output) };
    thread::spawn(move || kept.serve(&jobs));
    let (answer, answered) = channel();
    let job = Job { request: request(saved), answer };
    child.send(job).map_err(|_| ChildError::Failed)?;
    taken(&answered.recv().map_err(|_| ChildError::Failed)??, child)
}

/// A child that has answered waits for the next page.
fn taken(answer: &str, child: Sender<Job>) -> Result<Extraction, ChildError> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner).push(child);
    Extraction::from_json(answer).ok_or(ChildError::Failed)
}

fn start(program: &Path) -> Result<Child, ChildError> {
    let mut command = Command::new(program);
    command.arg(CHILD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().map_err(ChildError::Start)
}

/// What is said of a page before its bytes.
#[derive(Serialize, Deserialize)]
struct Header {
    now: Timestamp,
    address: Option<String>,
    name: Option<String>,
    charset: Option<String>,
    rule: Option<SiteRule>,
    length: usize,
}

fn request(saved: &Saved<'_>) -> Vec<u8> {
    let header = Header {
        now: saved.now,
        address: saved.address.map(str::to_owned),
        name: saved.name.map(str::to_owned),
        charset: saved.charset.map(str::to_owned),
        rule: rule_for(saved.address).cloned(),
        length: saved.bytes.len(),
    };
    let mut request = serde_json::to_vec(&header).unwrap_or_default();
    request.push(b'\n');
    request.extend_from_slice(saved.bytes);
    request
}

/// A child, and the thread's end of its pipes.
struct Kept {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Kept {
    /// Gives the child page after page, until nobody asks, or it fails.
    fn serve(&mut self, jobs: &Receiver<Job>) {
        for _ in 0..MOST_PAGES {
            let Ok(job) = jobs.recv_timeout(IDLE) else { break };
            let answer = self.converse(&job.request);
            let is_over = answer.is_err();
            // Whoever asked may have gone.
            let _ = job.answer.send(answer);
            if is_over {
                break;
            }
        }
        // Nobody may be left behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Gives the child a page and takes its answer, each on a thread, so that neither waits for the other.
    fn converse(&mut self, request: &[u8]) -> Result<String, ChildError> {
        let Self { process, input, output } = self;
        thread::scope(|scope| {
            let (told, answer) = channel();
            // A child that ends early closes its end; its answer, or none, says enough.
            scope.spawn(move || _ = input.write_all(request).and_then(|()| input.flush()));
            scope.spawn(move || {
                let mut text = String::new();
                let read = output.take(LONGEST_ANSWER).read_line(&mut text);
                _ = told.send(read.map(|_| text));
            });
            let answer = match answer.recv_timeout(deadline()) {
                Ok(Ok(text)) if text.ends_with('\n') => Ok(text),
                Ok(_) | Err(RecvTimeoutError::Disconnected) => Err(ChildError::Failed),
                Err(RecvTimeoutError::Timeout) => Err(ChildError::Late),
            };
            if answer.is_err() {
                // The threads end with the pipes, and those with the child.
                let _ = process.kill();
            }
            answer
        })
    }
}

/// The life of a child: limits, then page after page, until no more come.
///
/// The environment's `COURANT_EXTRACT` is for tests: `hang` never answers, `spin` computes for ever, `panic` panics,
/// `eat` takes all memory, `panic-second` panics on the second page it is given.
pub fn serve() -> Result<(), String> {
    limit_self();
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    for page in 1..=MOST_PAGES {
        let mut header = String::new();
        let read = input.by_ref().take(LONGEST_HEADER).read_line(&mut header);
        if read.map_err(|error| error.to_string())? == 0 {
            return Ok(());
        }
        let header: Header = serde_json::from_str(&header).map_err(|error| error.to_string())?;
        let mut bytes = vec![0; header.length.min(MOST_INPUT)];
        input.read_exact(&mut bytes).map_err(|error| error.to_string())?;
        limit_computing();
        misbehave(page);
        let answer = answer(&bytes, &header) + "\n";
        output
            .write_all(answer.as_bytes())
            .and_then(|()| output.flush())
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The article in a page as a line of JSON; an empty one where it is no page.
fn answer(bytes: &[u8], header: &Header) -> String {
    let saved = parse::read_served(bytes, header.name.as_deref(), header.charset.as_deref());
    let parse::Body::Html(source) = &saved.body else { return String::new() };
    let page = Page { source, address: header.address.as_deref(), now: header.now };
    extract_by(&page, header.rule.as_ref(), &Smoothie).to_json()
}

/// Three quarters of a gigabyte of memory, no files written, no traces of a crash.
fn limit_self() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limits = [(Resource::As, 768 << 20), (Resource::Core, 0), (Resource::Fsize, 0)];
        for (resource, most) in limits {
            // A system that knows a limit not still has the parent's deadline.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
}

/// Five seconds of computing for a page, on top of what others took.
fn limit_computing() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        use rustix::time::{ClockId, clock_gettime};
        let taken = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
        let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(taken + 5), maximum: None });
    }
}

fn misbehave(page: usize) {
    let Some(how) = std::env::var_os("COURANT_EXTRACT") else { return };
    match how.to_str() {
        Some("hang") => loop {
            thread::park();
        },
        Some("spin") => loop {
            std::hint::spin_loop();
        },
        Some("panic") => panic!("forced by COURANT_EXTRACT"),
        Some("panic-second") if page == 2 => panic!("forced by COURANT_EXTRACT"),
        Some("eat") => {
            // Asked for and not written to: what is limited is what a process asks for, and that takes no time.
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(std::hint::black_box(Vec::with_capacity(16 << 20)));
            }
        }
        Some(_) | None => (),
    }
}
