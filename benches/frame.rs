//! A key to a frame without a terminal: the machine's part, the picture's part, and the bytes.
//!
//! Wants a library that `cargo bench --bench disk` leaves in `COURANT_BENCH_FOLDER`; `COURANT_BENCH_SIZES` picks some,
//! `COURANT_BENCH_SCREEN` (`200x60`) the screen.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A bench is there to touch clocks and files.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use courant::app::{App, Effect, Key, KeyCode, Msg, Start};
use courant::run::Painter;
use courant::ui;
use courant::workers::disk::Library;
use courant::workers::{Plan, Writer, bodies, loader};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};

const KEYS: usize = 400;
/// The screen, where `COURANT_BENCH_SCREEN` (`200x60`) names no other.
const SCREEN: (u16, u16) = (120, 40);

fn screen() -> (u16, u16) {
    let named = std::env::var("COURANT_BENCH_SCREEN").ok();
    let numbers = named.as_deref().and_then(|named| named.split_once('x'));
    numbers.and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?))).unwrap_or(SCREEN)
}

fn main() {
    let Some(folder) = std::env::var_os("COURANT_BENCH_FOLDER").map(PathBuf::from) else {
        println!("COURANT_BENCH_FOLDER is not set: nothing to measure");
        return;
    };
    let sizes = std::env::var("COURANT_BENCH_SIZES").unwrap_or_else(|_| "1000,100000".to_owned());
    println!(
        "{:>9} {:>14} {:>8} {:>8} {:>8} {:>8}",
        "articles", "microseconds", "update", "body", "draw", "bytes"
    );
    for size in sizes.split(',') {
        measure(size, &folder.join(size));
    }
}

struct Bench {
    app: App,
    inbox: Receiver<Msg>,
    library: Library,
    terminal: Terminal<Painter<std::io::Sink>>,
    now: Timestamp,
}

fn measure(size: &str, home: &Path) {
    let mut bench = Bench::start(home);
    for key in ['j', 'k'] {
        let mut times = [vec![], vec![], vec![]];
        for _ in 0..KEYS / 2 {
            bench.press(key, &mut times);
        }
        for (percent, name) in [(50, "p50"), (95, "p95")] {
            let [update, body, draw] = [0, 1, 2].map(|part| percentile(&mut times[part], percent));
            println!("{size:>9} {:>14} {update:>8.0} {body:>8.0} {draw:>8.0}", format!("{key} {name}"));
        }
    }
}

impl Bench {
    fn start(home: &Path) -> Self {
        let now = Timestamp::from_second(1_795_000_000).unwrap();
        let (outbox, inbox) = channel();
        let plan = Plan {
            folder: home.to_owned(),
            now: Arc::new(move || now),
            open: Vec::new(),
            kept: Vec::new(),
            saved_at: None,
            panic: false,
        };
        let writer = Writer::open(plan, outbox.clone()).unwrap();
        let start = Start {
            size: screen(),
            zone: TimeZone::UTC,
            now,
            unicode: true,
            colour: true,
            hyperlinks: true,
            terminal_orders: true,
            opening_files: false,
        };
        writer.tell_first_screen();
        let library = Library::open(home, now).unwrap().library;
        loader::everything(&library, &outbox, || true).unwrap();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, screen().0, screen().1)) };
        let painter = Painter::new(std::io::sink(), Size::new(screen().0, screen().1));
        let terminal = Terminal::with_options(painter, options).unwrap();
        let mut bench = Self { app: App::new(start), inbox, library, terminal, now };
        while let Ok(msg) = bench.inbox.try_recv() {
            let _ = bench.app.update(now, msg);
        }
        bench
    }

    fn press(&mut self, key: char, times: &mut [Vec<f64>; 3]) {
        self.now += Duration::from_millis(100);
        let at = Instant::now();
        let effects = self.app.update(self.now, Msg::Key(Key::plain(KeyCode::Char(key))));
        times[0].push(micros(at));
        self.draw(&mut times[2]);
        for effect in effects {
            let Effect::Read { article, generation } = effect else { continue };
            let body = bodies::read(&self.library, article).map(Arc::new);
            let at = Instant::now();
            let _ = self.app.update(self.now, Msg::Body { generation, article, body });
            times[1].push(micros(at));
            self.draw(&mut times[2]);
        }
    }

    fn draw(&mut self, times: &mut Vec<f64>) {
        if std::env::var_os("PAINT").is_some() {
            let mut buffer = ratatui::buffer::Buffer::empty(Rect::new(0, 0, screen().0, screen().1));
            let at = Instant::now();
            let _ = ui::paint_all(&self.app, &mut buffer);
            times.push(micros(at));
            return;
        }
        let at = Instant::now();
        self.terminal.draw(|frame| ui::view(&self.app, frame)).unwrap();
        times.push(micros(at));
    }
}

fn micros(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e6
}

fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values
        .get((values.len() * percent / 100).min(values.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}
