//! The real reader in a real pseudo-terminal of 120×40: start to the first full screen, key to frame, memory.
//!
//! Wants the libraries that `cargo bench --bench disk` leaves in `COURANT_BENCH_FOLDER`.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A bench is there to touch clocks and files.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const RUNS: usize = 9;
const KEYS: usize = 200;
const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

fn main() {
    let Some(folder) = std::env::var_os("COURANT_BENCH_FOLDER").map(PathBuf::from) else {
        println!("COURANT_BENCH_FOLDER is not set: nothing to measure");
        return;
    };
    let sizes = std::env::var("COURANT_BENCH_SIZES").unwrap_or_else(|_| "1000,100000,1000000".to_owned());
    println!(
        "{:>9} {:>12} {:>12} {:>10} {:>10} {:>10} {:>9}",
        "articles", "first frame", "titles", "key p50", "key p95", "loaded cpu", "resident"
    );
    for size in sizes.split(',') {
        measure(size, &folder.join(size));
    }
}

fn measure(size: &str, home: &Path) {
    let (mut firsts, mut titles, mut keys, mut cpus, mut memories) = (vec![], vec![], vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let mut reader = Reader::start(home);
        let (first, full) = reader.wait_for_titles();
        firsts.push(first);
        titles.push(full);
        reader.settle(Duration::from_millis(400));
        cpus.push(reader.cpu_seconds() * 1000.0);
        memories.push(reader.resident_megabytes());
        keys.extend((0..KEYS / RUNS).map(|_| reader.key_to_frame(b"j")));
        reader.quit();
    }
    println!(
        "{size:>9} {:>9.1} ms {:>9.1} ms {:>7.2} ms {:>7.2} ms {:>7.0} ms {:>6.0} MB",
        percentile(&mut firsts, 50),
        percentile(&mut titles, 50),
        percentile(&mut keys, 50),
        percentile(&mut keys, 95),
        percentile(&mut cpus, 50),
        percentile(&mut memories, 50)
    );
}

fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * percent / 100).min(values.len() - 1)]
}

struct Reader {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
}

impl Reader {
    fn start(home: &Path) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
        command.arg("--data-dir");
        command.arg(home);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let mut from = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        Self {
            child,
            keyboard,
            _master: pair.master,
            output,
            screen: vt100::Parser::new(ROWS, COLUMNS, 0),
            started,
        }
    }

    /// Milliseconds to the first bytes of a frame, and to twenty rows with titles under right counts.
    fn wait_for_titles(&mut self) -> (f64, f64) {
        let mut first = None;
        loop {
            let (at, bytes) = self.output.recv_timeout(Duration::from_secs(30)).unwrap();
            first.get_or_insert(at);
            self.screen.process(&bytes);
            let contents = self.screen.screen().contents();
            let rows = contents.lines().filter(|line| line.chars().nth(1) == Some('●')).count();
            if rows * 2 >= 20 && contents.contains("unread") {
                let since = |at: Instant| (at - self.started).as_secs_f64() * 1000.0;
                return (since(first.unwrap_or(at)), since(at));
            }
        }
    }

    /// Reads until nothing has come for a while and the program has come to rest.
    fn settle(&mut self, quiet: Duration) {
        let mut cpu = -1.0;
        loop {
            match self.output.recv_timeout(quiet) {
                Ok((_, bytes)) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout) if self.cpu_seconds() > cpu => cpu = self.cpu_seconds(),
                Err(_) => return,
            }
        }
    }

    /// Milliseconds from a key being written to the bytes of its frame.
    fn key_to_frame(&mut self, key: &[u8]) -> f64 {
        while self.output.try_recv().is_ok() {}
        let pressed = Instant::now();
        self.keyboard.write_all(key).unwrap();
        self.keyboard.flush().unwrap();
        let (at, _) = self.output.recv_timeout(Duration::from_secs(10)).unwrap();
        // The preview that follows must not be taken for the next key's frame.
        std::thread::sleep(Duration::from_millis(12));
        (at - pressed).as_secs_f64() * 1000.0
    }

    fn proc(&self, file: &str) -> String {
        let id = self.child.process_id().unwrap();
        std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap()
    }

    fn cpu_seconds(&self) -> f64 {
        let stat = self.proc("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }

    fn resident_megabytes(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    fn quit(mut self) {
        self.keyboard.write_all(b"Q").unwrap();
        self.child.wait().unwrap();
    }
}
