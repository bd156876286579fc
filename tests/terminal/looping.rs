//! The loop without a terminal: a scripted inbox, a machine that records, a screen in memory.
#![allow(clippy::unwrap_used)]

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use courant::app::{Effect, Key, KeyCode, Msg};
use courant::run::{Capabilities, Clock, Ending, Environment, Machine, Painter, RunError, Stage, Workers};
use courant::run::{FRAME, clean_title, run};
use jiff::Timestamp;
use proptest::prelude::*;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Text;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

/// Counts what it is told, and does what its keys say.
#[derive(Default)]
struct Recorder {
    told: Vec<&'static str>,
    news: usize,
    done: bool,
    /// Effects for the next keys.
    wants: Vec<Vec<Effect>>,
    /// Wishes to be woken again right at once, for ever.
    restless: bool,
    terminated: bool,
    /// How often it is still to be told to go on.
    has_more: usize,
    /// Effects for the start.
    first: Vec<Effect>,
}

impl Machine for Recorder {
    fn start(&mut self, _: Timestamp) -> Vec<Effect> {
        std::mem::take(&mut self.first)
    }

    fn update(&mut self, now: Timestamp, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(Key { code: KeyCode::Char('q'), .. }) => self.done = true,
            Msg::Key(_) => {
                self.told.push("key");
                return if self.wants.is_empty() { Vec::new() } else { self.wants.remove(0) };
            }
            Msg::Wake => {
                self.told.push("wake");
                if self.restless {
                    return vec![Effect::WakeAt(now)];
                }
            }
            Msg::GoOn => {
                self.told.push("on");
                self.has_more -= 1;
                return if self.has_more > 0 { vec![Effect::GoOn, Effect::GoOn] } else { Vec::new() };
            }
            Msg::Terminate => {
                self.terminated = true;
                return vec![Effect::Browse("the last wish".into())];
            }
            _ => self.news += 1,
        }
        Vec::new()
    }

    fn is_done(&self) -> bool {
        self.done
    }

    fn title(&self) -> String {
        String::new()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        frame.render_widget(Text::from(format!("{} told {} news", self.told.len(), self.news)), frame.area());
    }
}

#[derive(Default)]
struct Orders {
    orders: Vec<Effect>,
    finished: usize,
}

impl Workers for Orders {
    fn perform(&mut self, effect: Effect) {
        assert_eq!(self.finished, 0, "no order comes after the end");
        self.orders.push(effect);
    }

    fn finish(&mut self) {
        self.finished += 1;
    }
}

/// What is done when a frame has been drawn: its number, and what it shows.
type Act = Box<dyn FnMut(usize, &str)>;

/// A screen in memory that counts its frames.
struct Paper {
    terminal: Terminal<TestBackend>,
    frames: usize,
    log: Vec<String>,
    away: bool,
    fails: bool,
    /// Away from the next suspension on, while so many news come.
    absence: Option<(usize, Sender<Msg>)>,
    ending: Ending,
    on_frame: Act,
}

impl Paper {
    fn new() -> Self {
        Self {
            terminal: Terminal::new(TestBackend::new(40, 1)).unwrap(),
            frames: 0,
            log: Vec::new(),
            away: false,
            fails: false,
            absence: None,
            ending: Ending::Quit,
            on_frame: Box::new(|_, _| ()),
        }
    }

    fn on_frame(mut self, act: impl FnMut(usize, &str) + 'static) -> Self {
        self.on_frame = Box::new(act);
        self
    }
}

impl Stage for Paper {
    fn enter(&mut self) -> io::Result<()> {
        self.log.push("enter".into());
        Ok(())
    }
    fn leave(&mut self) -> io::Result<()> {
        self.log.push("leave".into());
        Ok(())
    }
    fn attend(&mut self) -> io::Result<bool> {
        match &mut self.absence {
            Some((news @ 1.., sender)) if self.away => {
                *news -= 1;
                sender.send(Msg::Notice(String::new())).unwrap();
                Ok(false)
            }
            _ => Ok(std::mem::take(&mut self.away)),
        }
    }
    fn is_away(&self) -> bool {
        self.away
    }
    fn resize(&mut self, columns: u16, rows: u16) {
        self.log.push(format!("resize {columns}x{rows}"));
    }
    fn redraw(&mut self) {
        self.log.push("redraw".into());
    }
    fn draw<M: Machine>(&mut self, machine: &M) -> io::Result<()> {
        if self.fails {
            return Err(io::Error::other("broken"));
        }
        assert!(!self.away, "nothing is drawn while the screen is somebody else's");
        self.terminal.draw(|frame| machine.draw(frame)).unwrap();
        self.frames += 1;
        let shown = self.terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol);
        let shown: String = shown.collect();
        (self.on_frame)(self.frames, shown.trim_end());
        Ok(())
    }
    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.log.push(format!("copy {text}"));
        Ok(())
    }
    fn suspend(&mut self) -> io::Result<()> {
        self.log.push("suspend".into());
        self.away = self.absence.is_some();
        Ok(())
    }
    fn ending(&self) -> Ending {
        self.ending
    }
}

fn environment() -> Environment {
    Environment::from_variables(|_| None).unwrap()
}

fn key(character: char) -> Msg {
    Msg::Key(Key::char(character))
}

fn send(sender: &Sender<Msg>, messages: impl IntoIterator<Item = Msg>) {
    messages.into_iter().for_each(|msg| sender.send(msg).unwrap());
}

#[test]
fn what_waits_to_be_told_comes_before_going_on() {
    let (sender, inbox) = channel();
    let mut machine = Recorder { has_more: 3, wants: vec![vec![Effect::GoOn]], ..Recorder::default() };
    send(&sender, [key('a'), key('b'), key('c')]);
    let mut orders = Orders::default();
    let keys = sender.clone();
    let mut paper = Paper::new().on_frame(move |_, shown| {
        if shown.starts_with("6 told") {
            send(&keys, [key('q')]);
        }
    });
    assert_eq!(run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap(), Ending::Quit);
    assert_eq!(machine.told, ["key", "key", "key", "on", "on", "on"]);
    assert_eq!(orders.orders, [], "no worker is asked to go on");
}

#[test]
fn the_first_frame_comes_before_any_message() {
    let (sender, inbox) = channel();
    let (mut machine, mut orders) = (Recorder::default(), Orders::default());
    let mut paper = Paper::new().on_frame(move |_, shown| {
        assert_eq!(shown, "0 told 0 news");
        sender.send(key('q')).unwrap();
    });
    let ending = run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert_eq!((ending, paper.frames, orders.finished), (Ending::Quit, 1, 1));
    assert_eq!(paper.log, ["enter", "leave"]);
}

#[test]
fn what_the_machine_wants_at_the_start_is_begun_before_the_first_frame() {
    let (sender, inbox) = channel();
    let now = Timestamp::now();
    let first = vec![Effect::OpenFiles(vec!["a page".into()]), Effect::WakeAt(now), Effect::Redraw];
    let (mut machine, mut orders) = (Recorder { first, ..Recorder::default() }, Orders::default());
    let mut paper = Paper::new().on_frame(move |_, shown| {
        if shown == "1 told 0 news" {
            sender.send(key('q')).unwrap();
        }
    });
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert_eq!(machine.told, ["wake"]);
    assert_eq!(orders.orders, [Effect::OpenFiles(vec!["a page".into()])]);
    assert_eq!(paper.log, ["enter", "redraw", "leave"]);
}

#[test]
fn a_flood_of_news_is_drawn_in_few_frames_and_a_key_in_it_at_once() {
    let (sender, inbox) = channel();
    send(&sender, (0..10_000).map(|_| Msg::Notice(String::new())));
    send(&sender, [key('j')]);
    send(&sender, (0..10_000).map(|_| Msg::Notice(String::new())));
    send(&sender, [key('q')]);
    let (mut machine, mut orders) = (Recorder::default(), Orders::default());
    let mut paper = Paper::new();
    let start = Instant::now();
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    let capped = start.elapsed().as_millis() / FRAME.as_millis();
    assert_eq!((machine.news, machine.told.len()), (20_000, 1));
    // The first frame, one for the key, and those that time allows.
    assert!(paper.frames as u128 <= capped + 3, "{} frames in {:?}", paper.frames, start.elapsed());
}

#[test]
fn a_key_does_not_wait_for_the_frame_cap() {
    let (sender, inbox) = channel();
    let mut asked = Instant::now();
    let mut fastest = Duration::MAX;
    let mut paper = Paper::new();
    let (told, answers) = channel();
    paper = paper.on_frame(move |frame, _| {
        fastest = fastest.min(asked.elapsed());
        if frame > 50 {
            told.send(fastest).unwrap();
            sender.send(key('q')).unwrap();
        } else {
            asked = Instant::now();
            sender.send(key('j')).unwrap();
        }
    });
    let (mut machine, mut orders) = (Recorder::default(), Orders::default());
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert!(answers.recv().unwrap() < FRAME / 2, "every key was kept until the next frame was due");
}

#[test]
fn news_alone_is_drawn_at_last() {
    let (sender, inbox) = channel();
    let mut paper = Paper::new().on_frame(move |frame, shown| match frame {
        1 => send(&sender, [Msg::Notice(String::new()), Msg::Notice(String::new())]),
        _ if shown == "0 told 2 news" => sender.send(key('q')).unwrap(),
        _ => (),
    });
    let (mut machine, mut orders) = (Recorder::default(), Orders::default());
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert!((2..=3).contains(&paper.frames));
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let (sender, inbox) = channel();
    let quitter = thread::spawn(move || {
        // Long enough for a dozen frames, were there ticks.
        thread::park_timeout(FRAME * 12);
        sender.send(key('q')).unwrap();
    });
    let (mut machine, mut orders, mut paper) = (Recorder::default(), Orders::default(), Paper::new());
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    quitter.join().unwrap();
    assert_eq!(paper.frames, 1);
}

/// Presses keys that want things, then waits for so many messages before it quits.
fn plays(wants: Vec<Vec<Effect>>, told: usize) -> (Recorder, Orders, Paper) {
    plays_by(environment(), wants, told)
}

fn plays_by(environment: Environment, wants: Vec<Vec<Effect>>, told: usize) -> (Recorder, Orders, Paper) {
    let (sender, inbox) = channel();
    send(&sender, wants.iter().map(|_| key('j')));
    let expected = format!("{told} told 0 news");
    let mut paper = Paper::new().on_frame(move |_, shown| {
        if shown == expected {
            sender.send(key('q')).unwrap();
        }
    });
    let (mut machine, mut orders) = (Recorder { wants, ..Recorder::default() }, Orders::default());
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment).unwrap();
    (machine, orders, paper)
}

#[test]
fn of_several_wishes_the_earliest_counts() {
    let now = Timestamp::now();
    let wishes = vec![
        vec![Effect::WakeAt(now + Duration::from_secs(3600))],
        vec![Effect::WakeAt(now + Duration::from_millis(30))],
        vec![Effect::WakeAt(Timestamp::MAX)],
    ];
    let start = Instant::now();
    let (machine, _, _) = plays(wishes, 4);
    assert_eq!(machine.told, ["key", "key", "key", "wake"]);
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_wish_for_the_past_is_granted_at_once_also_by_a_clock_that_stands_still() {
    let fixed = Environment { clock: Clock::parse("@2025-12-03T09:00:00Z").unwrap(), ..environment() };
    let past = vec![vec![Effect::WakeAt(Timestamp::UNIX_EPOCH)]];
    let (machine, _, _) = plays_by(fixed, past, 2);
    assert_eq!(machine.told, ["key", "wake"]);
}

#[test]
fn who_always_wants_to_be_woken_is_woken_no_oftener_than_frames_come() {
    let (sender, inbox) = channel();
    let mut paper = Paper::new().on_frame(move |frame, _| match frame {
        1 => sender.send(key('j')).unwrap(),
        12 => sender.send(key('q')).unwrap(),
        _ => (),
    });
    let wants = vec![vec![Effect::WakeAt(Timestamp::UNIX_EPOCH)]];
    let (mut machine, mut orders) =
        (Recorder { wants, restless: true, ..Recorder::default() }, Orders::default());
    let start = Instant::now();
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    let woken = machine.told.iter().filter(|told| **told == "wake").count() as u32;
    assert!(woken >= 2);
    assert!(FRAME * (woken - 1) <= start.elapsed(), "{woken} times in {:?}", start.elapsed());
}

#[test]
fn the_roof_keeps_its_own_effects_and_hands_on_the_others() {
    let open = Effect::OpenFiles(vec!["a page".into()]);
    let wants = vec![
        vec![Effect::Suspend, Effect::Redraw],
        vec![Effect::Copy { text: "a".into(), what: "address" }, open.clone()],
        vec![Effect::Browse("https://example.org/".into())],
    ];
    let (_, orders, paper) = plays(wants, 3);
    assert_eq!(orders.orders, [open, Effect::Browse("https://example.org/".into())]);
    assert_eq!(paper.log, ["enter", "suspend", "redraw", "copy a", "leave"]);
}

#[test]
fn the_stage_learns_the_size_before_the_machine() {
    let (sender, inbox) = channel();
    send(&sender, [Msg::Resize(100, 30), key('q')]);
    let (mut machine, mut orders, mut paper) = (Recorder::default(), Orders::default(), Paper::new());
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert_eq!(paper.log, ["enter", "resize 100x30", "leave"]);
}

#[test]
fn a_termination_is_told_carried_out_and_final() {
    let (sender, inbox) = channel();
    send(&sender, [Msg::Terminate, key('j')]);
    let (mut machine, mut orders) = (Recorder::default(), Orders::default());
    let mut paper = Paper { ending: Ending::Signal(15), ..Paper::new() };
    let ending = run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert_eq!((ending, ending.exit_code()), (Ending::Signal(15), 143));
    assert!(machine.terminated && machine.told.is_empty());
    assert_eq!((orders.orders, orders.finished), (vec![Effect::Browse("the last wish".into())], 1));
    assert_eq!(paper.log.last().unwrap(), "leave");
}

#[test]
fn a_screen_that_fails_ends_the_run_but_saves_first() {
    let (_sender, inbox) = channel();
    let (mut machine, mut orders) = (Recorder::default(), Orders::default());
    let mut paper = Paper { fails: true, ..Paper::new() };
    let error = run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap_err();
    assert!(matches!(error, RunError::Terminal(_)));
    assert!(machine.terminated);
    assert_eq!((orders.orders.len(), orders.finished), (1, 1));
    assert_eq!(paper.log, ["enter", "leave"]);
}

#[test]
fn news_for_a_screen_that_is_away_is_taken_but_drawn_only_later() {
    let (sender, inbox) = channel();
    let pressed = sender.clone();
    let mut paper = Paper::new().on_frame(move |frame, shown| match frame {
        1 => pressed.send(key('j')).unwrap(),
        _ => {
            assert_eq!(shown, "1 told 5 news");
            pressed.send(key('q')).unwrap();
        }
    });
    paper.absence = Some((5, sender));
    let wants = vec![vec![Effect::Suspend]];
    let (mut machine, mut orders) = (Recorder { wants, ..Recorder::default() }, Orders::default());
    run(&mut machine, &mut orders, &inbox, &mut paper, &environment()).unwrap();
    assert_eq!(paper.frames, 2);
}

#[test]
fn variables_tell_what_the_terminal_can_do() {
    let with = |pairs: &[(&str, &str)]| {
        let value = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned());
        Environment::from_variables(value).unwrap()
    };
    assert_eq!(
        with(&[]).capabilities((80, 24)),
        Capabilities { colour: true, unicode: true, hyperlinks: false, orders: false, size: (80, 24) }
    );
    assert!(with(&[("VTE_VERSION", "7200")]).orders && !with(&[("TERM", "xterm")]).orders);
    assert!(with(&[("TERM", "xterm-256color")]).hyperlinks);
    assert!(with(&[("TERM", "screen-256color"), ("TMUX", "/tmp/tmux,1,0")]).hyperlinks);
    for without in [
        &[("TERM", "linux")][..],
        &[("TERM", "screen")],
        &[("TERM", "xterm"), ("TERM_PROGRAM", "Apple_Terminal")],
    ] {
        assert!(!with(without).hyperlinks, "{without:?}");
    }
    assert!(!with(&[("NO_COLOR", "1")]).colour);
    assert!(with(&[("NO_COLOR", "")]).colour);
    for (locale, unicode) in [
        ("C", false),
        ("POSIX", false),
        ("de_DE.ISO-8859-15@euro", false),
        ("C.UTF-8", true),
        ("de_DE.utf8", true),
        ("sr_RS.UTF-8@latin", true),
    ] {
        assert_eq!(with(&[("LC_ALL", locale), ("LANG", "C")]).unicode, unicode, "{locale}");
        assert_eq!(with(&[("LC_CTYPE", locale)]).unicode, unicode, "{locale}");
    }
    assert!(!with(&[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")]).unicode);
    assert!(with(&[("LC_ALL", ""), ("LANG", "en_GB.UTF-8")]).unicode);
    assert!(with(&[("TERM", "dumb")]).dumb);
    assert!(Environment::from_variables(|name| (name == "COURANT_PANIC").then(|| "often".into())).is_err());
}

#[test]
fn clocks_stand_still_or_tick() {
    let moment: Timestamp = "2025-12-03T09:00:00Z".parse().unwrap();
    let fixed = Clock::parse("@2025-12-03T09:00:00Z").unwrap();
    assert_eq!((fixed.now(), fixed.now()), (moment, moment));
    assert_eq!(fixed.until(moment + Duration::from_secs(60)), Duration::from_secs(60));
    assert_eq!(fixed.until(moment - Duration::from_secs(60)), Duration::ZERO);
    let ticking = Clock::parse("2025-12-03T09:00:00Z").unwrap();
    let (first, second) = (ticking.now(), ticking.now());
    assert!(moment <= first && first <= second && first < moment + Duration::from_secs(600));
    assert!(Clock::parse("@").is_none() && Clock::parse("3 December").is_none());
}

#[test]
fn titles_carry_no_orders() {
    assert_eq!(clean_title("Rain\u{1b}]0;x\u{7} \u{9b}31m\u{202e}again\n✓"), "Rain]0;x 31magain ✓");
    assert_eq!(clean_title(&"x".repeat(1000)).len(), 200);
}

/// What a frame on a painter writes: each write by itself.
#[derive(Clone, Default)]
struct Writes(std::rc::Rc<std::cell::RefCell<Vec<String>>>);

impl io::Write for Writes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(String::from_utf8(bytes.to_vec()).unwrap());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_frame_is_one_write_and_the_same_frame_none() {
    let writes = Writes::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 10, 2)) };
    let painter = Painter::new(writes.clone(), Size::new(10, 2));
    let mut terminal = Terminal::with_options(painter, options).unwrap();
    let mut draw = |text: &'static str, cursor: Option<(u16, u16)>| {
        terminal
            .draw(|frame| {
                frame.render_widget(Text::from(text), frame.area());
                if let Some((x, y)) = cursor {
                    frame.set_cursor_position(Position { x, y });
                }
            })
            .unwrap();
        std::mem::take(&mut *writes.0.borrow_mut())
    };
    let first = "\x1b[?2026h\x1b[1;1Hab\x1b[2;1H\x1b[?25h\x1b[?2026l";
    assert_eq!(draw("ab", Some((0, 1))), [first]);
    assert!(draw("ab", Some((0, 1))).is_empty());
    // Only the cursor moves.
    assert_eq!(draw("ab", Some((3, 1))), ["\x1b[?2026h\x1b[2;4H\x1b[?2026l"]);
    // Only a cell changes: the cursor goes back to its place.
    assert_eq!(draw("ac", Some((3, 1))), ["\x1b[?2026h\x1b[1;2Hc\x1b[2;4H\x1b[?2026l"]);
    assert_eq!(draw("ac", None), ["\x1b[?2026h\x1b[?25l\x1b[?2026l"]);
    assert!(draw("ac", None).is_empty());
    assert_eq!(terminal.backend().size().unwrap(), Size::new(10, 2));
}

/// A look that both the library and the emulator behind the test know.
fn looks() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        Just(Color::Reset),
        Just(Color::Red),
        Just(Color::White),
        any::<u8>().prop_map(Color::Indexed),
        any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
    ];
    let traits = prop::collection::vec(
        prop::sample::select(vec![
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::ITALIC,
            Modifier::UNDERLINED,
            Modifier::REVERSED,
        ]),
        0..3,
    );
    (colour.clone(), colour, traits).prop_map(|(ink, paper, traits)| {
        let traits = traits.into_iter().fold(Modifier::empty(), Modifier::union);
        // The emulator knows but one of these two at a time.
        let other = if traits.contains(Modifier::BOLD) { Modifier::DIM } else { Modifier::BOLD };
        Style::new().fg(ink).bg(paper).add_modifier(traits).remove_modifier(other)
    })
}

/// The colour as the emulator names it.
fn emulated(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        _ => vt100::Color::Default,
    }
}

proptest! {
    #[test]
    fn a_terminal_shows_each_frame_as_it_was_drawn(
        frames in prop::collection::vec(
            prop::collection::vec((0_u16..12, 0_u16..3, "[ -~]|[é—漢字🦀]|e\u{301}", looks()), 1..30),
            1..4,
        ),
    ) {
        let writes = Writes::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 14, 3)) };
        let mut terminal = Terminal::with_options(Painter::new(writes.clone(), Size::new(14, 3)), options).unwrap();
        let mut emulator = vt100::Parser::new(3, 14, 0);
        for cells in &frames {
            let mut drawn = None;
            terminal
                .draw(|frame| {
                    for (x, y, symbol, look) in cells {
                        frame.buffer_mut().set_string(*x, *y, symbol, *look);
                    }
                    drawn = Some(frame.buffer_mut().clone());
                })
                .unwrap();
            writes.0.borrow_mut().drain(..).for_each(|bytes| emulator.process(bytes.as_bytes()));
            let drawn = drawn.unwrap();
            for y in 0..3 {
                let mut covered = 0;
                for x in 0..14_u16 {
                    if covered > 0 {
                        covered -= 1;
                        continue;
                    }
                    let (wanted, shown) = (&drawn[(x, y)], emulator.screen().cell(y, x).unwrap());
                    covered = u16::from(shown.is_wide());
                    let text = if shown.has_contents() { shown.contents() } else { " " };
                    prop_assert_eq!(text, wanted.symbol(), "at {},{}", x, y);
                    if (wanted.symbol(), wanted.style()) == (" ", Cell::EMPTY.style()) {
                        // The half that a wide character leaves is erased by each terminal in its own way.
                        continue;
                    }
                    prop_assert_eq!(shown.fgcolor(), emulated(wanted.fg));
                    prop_assert_eq!(shown.bgcolor(), emulated(wanted.bg));
                    let traits = [
                        (shown.bold(), Modifier::BOLD),
                        (shown.dim(), Modifier::DIM),
                        (shown.italic(), Modifier::ITALIC),
                        (shown.underline(), Modifier::UNDERLINED),
                        (shown.inverse(), Modifier::REVERSED),
                    ];
                    for (is_shown, wanted_trait) in traits {
                        prop_assert_eq!(is_shown, wanted.modifier.contains(wanted_trait), "at {},{}", x, y);
                    }
                }
            }
        }
    }
}
