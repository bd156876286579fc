//! Asks real feeds of a real server: how long until all is kept, what it costs, and when the first new article can be
//! seen by another reader of the same library; beside what only downloading the same bytes costs.
//!
//! `COURANT_BENCH_URLS` names a file of addresses, one a line, all on loopback; whoever serves them decides how slow the
//! network is. `COURANT_BENCH_RUNS` says how often (5). Each run is a process of its own, on a new library: first cold,
//! then asked for again, when nothing has changed; and once more cold, while another writer wants its turn every few
//! milliseconds, as a reader's marks do. `curl`, where it is there, does the same without keeping anything.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A bench is there to touch clocks and files.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("round") => measure::round(),
        Some("waits") => measure::waits(),
        _ => measure::all(),
    }
}

#[cfg(target_os = "linux")]
mod measure {
    use std::path::Path;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    use courant::workers::disk::{Library, NewFeed, watch};
    use courant::workers::net::{Client, Limits, Network};
    use courant::workers::refresh::{Came, Terms, refresh};
    use jiff::Timestamp;
    use rustix::time::{ClockId, clock_gettime};

    /// What a process cost: seconds, seconds of processors, MB at most.
    #[derive(Clone, Copy, Default)]
    struct Cost {
        wall: f64,
        cpu: f64,
        peak: f64,
    }

    pub(crate) fn all() {
        let Some(urls) = std::env::var_os("COURANT_BENCH_URLS") else {
            println!("COURANT_BENCH_URLS is not set: nothing to measure");
            return;
        };
        let urls = std::fs::read_to_string(urls).unwrap();
        let runs = std::env::var("COURANT_BENCH_RUNS").map_or(5, |runs| runs.parse().unwrap());
        let (mut floor, mut cold, mut warm) = (Vec::new(), Vec::new(), Vec::new());
        let (mut first, mut waits) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            let home = tempfile::tempdir().unwrap();
            floor.extend(curl(&urls, home.path()));
            subscribe(&urls, home.path());
            let (cost, seen) = courant(home.path());
            cold.push(cost);
            first.push(seen);
            warm.push(courant(home.path()).0);
            let home = tempfile::tempdir().unwrap();
            subscribe(&urls, home.path());
            waits.extend(numbers("waits", home.path()));
        }
        let load = std::fs::read_to_string("/proc/loadavg").unwrap();
        println!("{} feeds, medians of {runs} runs, load {}", urls.lines().count(), &load[..4]);
        told("floor", &floor);
        told("cold", &cold);
        println!("first new article seen by another reader: {:.3} s", median(first));
        told("warm", &warm);
        waits.sort_by(f64::total_cmp);
        let part = |part: f64| 1000.0 * waits[(part * (waits.len() - 1) as f64) as usize];
        println!(
            "another writer waits for its turn: p50 {:.1} ms, p99 {:.1} ms, {:.1} ms at most, of {} times",
            part(0.5),
            part(0.99),
            part(1.0),
            waits.len()
        );
        if !floor.is_empty() {
            let cpu = |costs: &[Cost]| median(costs.iter().map(|cost| cost.cpu).collect());
            println!("cold: {:.1} times the processor time of the floor", cpu(&cold) / cpu(&floor));
        }
    }

    fn told(name: &str, costs: &[Cost]) {
        if costs.is_empty() {
            return;
        }
        let of = |part: fn(&Cost) -> f64| median(costs.iter().map(part).collect());
        println!(
            "{name}: {:.3} s, {:.2} s of processors, {:.0} MB at most",
            of(|cost| cost.wall),
            of(|cost| cost.cpu),
            of(|cost| cost.peak)
        );
    }

    fn median(mut numbers: Vec<f64>) -> f64 {
        numbers.sort_by(f64::total_cmp);
        numbers[numbers.len() / 2]
    }

    fn subscribe(urls: &str, home: &Path) {
        let new = |url: &str| NewFeed {
            address: url.to_owned(),
            title: url.to_owned(),
            typed: true,
            ..NewFeed::default()
        };
        let feeds: Vec<NewFeed> = urls.lines().map(new).collect();
        let mut library = Library::open(home, Timestamp::now()).unwrap().library;
        library.subscribe(&feeds, Timestamp::now()).unwrap();
    }

    /// A round in a process of its own.
    fn courant(home: &Path) -> (Cost, f64) {
        let numbers = numbers("round", home);
        (Cost { wall: numbers[0], cpu: numbers[1], peak: numbers[2] }, numbers[3])
    }

    /// What a process of this program prints.
    fn numbers(what: &str, home: &Path) -> Vec<f64> {
        let this = std::env::current_exe().unwrap();
        let output = Command::new(this).arg(what).arg(home).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        printed.split_whitespace().map(|number| number.parse().unwrap()).collect()
    }

    /// A cold round, and how long each time another writer waited meanwhile, in seconds.
    pub(crate) fn waits() {
        const APART: Duration = Duration::from_millis(5);
        const LOOKS: Duration = Duration::from_micros(50);
        let home = std::env::args().nth(2).unwrap();
        let mut library = Library::open(Path::new(&home), Timestamp::now()).unwrap().library;
        let other = rusqlite::Connection::open(library.file()).unwrap();
        other.busy_timeout(Duration::ZERO).unwrap();
        let is_over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&is_over);
        let writer = std::thread::spawn(move || {
            let mut waits = Vec::new();
            while !told.load(Ordering::Relaxed) {
                let start = Instant::now();
                while other.execute_batch("BEGIN IMMEDIATE").is_err() {
                    std::thread::sleep(LOOKS);
                }
                waits.push(start.elapsed().as_secs_f64());
                other.execute_batch("ROLLBACK").unwrap();
                std::thread::sleep(APART);
            }
            waits
        });
        ask_all(&mut library);
        is_over.store(true, Ordering::Relaxed);
        for wait in writer.join().unwrap() {
            println!("{wait}");
        }
    }

    fn ask_all(library: &mut Library) {
        let wanted = library.subscriptions().unwrap();
        let client = Client::new(Limits::FEED, &Network::default());
        let terms = Terms::new(Arc::new(Timestamp::now));
        refresh(library, &client, wanted, &terms, |done| {
            assert!(!matches!(done.came, Came::Failure(_)), "{:?}", done.came);
        })
        .unwrap();
    }

    pub(crate) fn round() {
        let start = Instant::now();
        let home = std::env::args().nth(2).unwrap();
        let home = Path::new(&home);
        let mut library = Library::open(home, Timestamp::now()).unwrap().library;
        let first = Arc::new(Mutex::new(None));
        let looks = look_on(home, start, Arc::clone(&first));
        ask_all(&mut library);
        let wall = start.elapsed().as_secs_f64();
        drop(looks);
        let cpu = clock_gettime(ClockId::ProcessCPUTime);
        let cpu = cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9;
        let seen = first.lock().unwrap().unwrap_or(f64::NAN);
        println!("{wall} {cpu} {} {seen}", peak());
    }

    /// Another reader, woken by the watch on the library. It goes once it has seen the first article.
    fn look_on(home: &Path, start: Instant, first: Arc<Mutex<Option<f64>>>) -> impl Drop + use<> {
        let library = Library::join(home).unwrap();
        let mut mark = library.news_mark().unwrap();
        let (wake, woken) = channel();
        let watch = watch(library.file(), move || _ = wake.send(())).unwrap();
        std::thread::spawn(move || {
            while woken.recv_timeout(Duration::from_secs(60)) != Err(RecvTimeoutError::Disconnected) {
                if !library.news_since(&mut mark).unwrap().arrivals.is_empty() {
                    *first.lock().unwrap() = Some(start.elapsed().as_secs_f64());
                    return;
                }
            }
        });
        Guard(watch)
    }

    /// Keeps what it holds until it goes.
    struct Guard<T>(T);

    impl<T> Drop for Guard<T> {
        fn drop(&mut self) {}
    }

    fn peak() -> f64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// The same bytes, unpacked and thrown away.
    fn curl(urls: &str, home: &Path) -> Option<Cost> {
        let config: String =
            urls.lines().map(|url| format!("url = \"{url}\"\noutput = \"/dev/null\"\n")).collect();
        let file = home.join("curl");
        std::fs::write(&file, config).unwrap();
        let before = children();
        let start = Instant::now();
        let many = urls.lines().count().min(300).to_string();
        let status = Command::new("curl")
            .args(["-s", "--compressed", "--parallel", "--parallel-immediate", "--parallel-max", &many, "-K"])
            .arg(&file)
            .status()
            .ok()?;
        assert!(status.success(), "curl failed");
        Some(Cost { wall: start.elapsed().as_secs_f64(), cpu: children() - before, peak: 0.0 })
    }

    /// Seconds of processors that children took which have ended (proc(5): `cutime` and `cstime`, in hundredths).
    fn children() -> f64 {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
        let rest = stat.rsplit_once(')').unwrap().1;
        let field = |at: usize| rest.split_whitespace().nth(at).unwrap().parse::<f64>().unwrap();
        (field(13) + field(14)) / 100.0
    }
}
