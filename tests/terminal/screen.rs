//! The toy in a real pseudo-terminal: what is taken over is given back, whatever happens.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_process};

use super::pty::Pty;
use super::toy;

/// What the terminal is asked for, in one write, before the first frame.
const TAKEN: &str = "\x1b[22;0t\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";

/// What gives it back, in one write.
const GIVEN: &str = "\x1b[?2026l\x1b[0m\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l\x1b[23;0t";

const FRAME_BEGINS: &str = "\x1b[?2026h";
const FRAME_ENDS: &str = "\x1b[?2026l";

fn started() -> Pty {
    started_with(&[])
}

fn started_with(variables: &[(&str, &str)]) -> Pty {
    let mut command = toy::command();
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut pty = Pty::start(command, 80, 24);
    pty.shows("toy 80x24");
    pty
}

/// The screen that was there before is there again, in the modes it had.
fn is_given_back(pty: &mut Pty) {
    assert_eq!(pty.modes(), pty.modes_before(), "the terminal's modes");
    let screen = pty.screen();
    assert!(!screen.alternate_screen(), "the alternate screen");
    assert!(!screen.hide_cursor(), "the cursor");
    assert!(!screen.bracketed_paste(), "bracketed paste");
}

fn count(pty: &Pty, text: &str) -> usize {
    pty.raw().windows(text.len()).filter(|window| *window == text.as_bytes()).count()
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut pty = started();
    assert!(pty.screen().alternate_screen());
    assert!(pty.screen().bracketed_paste());
    assert_ne!(pty.modes(), pty.modes_before(), "raw mode");
    assert_eq!(pty.types("q").exits(), 0);
    is_given_back(&mut pty);
    assert!(pty.screen().contents().contains("ended Quit"));
    let taken = pty.writes(0, TAKEN);
    let given = pty.writes(taken, GIVEN);
    let after = String::from_utf8_lossy(&pty.raw()[given..]).into_owned();
    assert!(!after.contains('\x1b'), "nothing is sent after the terminal is given back: {after:?}");
}

#[test]
fn each_frame_is_a_synchronized_update_and_asks_nothing() {
    let mut pty = started();
    pty.types("j").shows("typed <j>");
    pty.types("q").exits();
    let begun = count(&pty, FRAME_BEGINS);
    assert!(begun >= 2, "two frames at least were drawn");
    // One more end than beginnings: the guard ends what a broken frame may have begun.
    assert_eq!(count(&pty, FRAME_ENDS), begun + 1);
    for question in ["\x1b[6n", "\x1b[c", "\x1b[>", "\x1b]11;?", "\x1b[?u", "$p"] {
        assert_eq!(count(&pty, question), 0, "{question:?} asks the terminal something");
    }
}

#[test]
fn the_cursor_stands_visibly_where_the_machine_puts_it() {
    let mut pty = started();
    pty.wait("the cursor", |screen| !screen.hide_cursor() && screen.cursor_position() == (1, 0));
    pty.types("q").exits();
}

#[test]
fn the_title_is_cleaned_and_sent_once() {
    let mut pty = started();
    pty.types("j").shows("typed <j>").types("q").exits();
    assert_eq!(count(&pty, "\x1b]2;toy ]0;evil\x1b\\"), 1);
    assert_eq!(count(&pty, "\x1b]0;"), 0);
}

#[test]
fn text_is_copied_through_the_terminal() {
    let mut pty = started();
    pty.types("c").writes(0, "\x1b]52;c;Y2xpcA==");
    pty.types("q").exits();
}

#[test]
fn a_lone_escape_comes_without_another_key() {
    let mut pty = started();
    pty.types("\x1b").shows("typed <Esc>").types("\x1b[A").shows("typed <Esc↑>").types("q").exits();
}

#[test]
fn a_frame_in_which_nothing_changes_writes_nothing() {
    let mut pty = started_with(&[("COURANT_NOW", "@2025-12-03T09:00:00Z")]);
    pty.types("\x1b[O").shows("focus false");
    let before = pty.raw().len();
    // The same news again, then something visible.
    pty.types("\x1b[O\x1b[O\x1b[O").types("j").shows("typed <j>");
    let written = String::from_utf8_lossy(&pty.raw()[before..]).into_owned();
    assert_eq!(written.matches(FRAME_BEGINS).count(), 1, "{written:?}");
}

#[test]
fn nothing_is_drawn_and_nothing_is_done_while_nothing_happens() {
    let mut pty = started();
    pty.types("j").shows("typed <j>");
    pty.listens(Duration::from_millis(100));
    let before = ticks(&pty);
    assert_eq!(pty.listens(Duration::from_millis(700)), 0, "bytes drawn while idle");
    assert_eq!(ticks(&pty), before, "processor time while idle");
    pty.types("q").exits();
}

/// Clock ticks of processor time, of the user and of the system: fields 14 and 15 of proc(5)'s stat.
fn ticks(pty: &Pty) -> u64 {
    let path = format!("/proc/{}/stat", pty.process().as_raw_nonzero());
    let stat = std::fs::read_to_string(path).unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    after_name.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum()
}

#[test]
fn the_machine_is_woken_when_it_wants() {
    let mut pty = started();
    pty.types("w").shows("wakes 1").types("w").shows("wakes 2").types("q").exits();
}

#[test]
fn a_panic_of_the_machine_gives_the_terminal_back_and_then_reports() {
    for place in ["update", "draw"] {
        let home = tempfile::tempdir().unwrap();
        let finished = home.path().join("finished");
        let mut pty =
            started_with(&[("COURANT_PANIC", place), ("COURANT_TOY_FINISHED", finished.to_str().unwrap())]);
        assert_eq!(pty.types("j").exits(), 101, "{place}");
        is_given_back(&mut pty);
        let given = pty.writes(0, GIVEN);
        let report = pty.writes(given, "forced by COURANT_PANIC");
        assert!(report > given);
        assert!(finished.exists(), "what was to be saved is saved: {place}");
    }
}

#[test]
fn a_panic_of_a_worker_does_not_touch_the_screen() {
    let mut pty = started();
    pty.types("p").shows("notices failed true");
    assert!(pty.screen().alternate_screen());
    assert_eq!(pty.types("q").exits(), 0);
    assert_eq!(count(&pty, "a worker broke"), 0);
}

#[test]
fn signals_end_it_in_order() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let home = tempfile::tempdir().unwrap();
        let finished = home.path().join("finished");
        let mut pty = started_with(&[("COURANT_TOY_FINISHED", finished.to_str().unwrap())]);
        assert_eq!(pty.signals(signal).exits(), code, "{signal:?}");
        is_given_back(&mut pty);
        assert!(finished.exists(), "what was to be saved is saved: {signal:?}");
    }
}

/// A shell with job control runs the toy, says when it stopped, and brings it back after Enter.
fn under_a_shell() -> Pty {
    let mut pty = Pty::start(toy::scripted("set -m; \"$@\"; echo it stopped; read line; fg"), 80, 24);
    pty.shows("toy 80x24");
    pty
}

fn comes_back(pty: &mut Pty) {
    pty.shows("it stopped");
    assert!(!pty.screen().alternate_screen(), "the shell has its screen");
    assert!(!pty.screen().bracketed_paste());
    pty.resizes(70, 20).types("\r").shows("toy 70x20");
    assert!(pty.screen().alternate_screen() && pty.screen().bracketed_paste());
    pty.types("j").wait("a key", |screen| screen.contents().contains("j>"));
    assert_eq!(pty.types("q").exits(), 0);
    assert!(!pty.screen().alternate_screen());
}

#[test]
fn suspended_by_a_key_it_comes_back() {
    let mut pty = under_a_shell();
    pty.types("\x1a");
    comes_back(&mut pty);
}

#[test]
fn suspended_by_a_signal_it_comes_back() {
    let mut pty = under_a_shell();
    kill_process(pty.foreground(), Signal::TSTP).unwrap();
    comes_back(&mut pty);
}

#[test]
fn suspended_in_a_pipeline_the_whole_job_stops_and_comes_back() {
    let script = "set -m; (echo a page; sleep 600) | \"$@\"; echo it stopped; read line; kill %1";
    let mut pty = Pty::start(toy::scripted(script), 80, 24);
    pty.shows("toy 80x24").types("\x1a").shows("it stopped");
    assert!(!pty.screen().alternate_screen());
}

#[test]
fn sent_to_the_background_it_stops_again_and_comes_back() {
    let script = "set -m; \"$@\"; echo first stop; read line; bg; \
                  until jobs > $LISTED; grep -q Stopped $LISTED; do :; done; echo second stop; read line; fg";
    let home = tempfile::tempdir().unwrap();
    let mut command = toy::scripted(script);
    command.env("LISTED", home.path().join("jobs"));
    let mut pty = Pty::start(command, 80, 24);
    pty.shows("toy 80x24").types("\x1a").shows("first stop").types("\r").shows("second stop");
    assert!(!pty.screen().alternate_screen(), "nothing is drawn over the shell");
    pty.types("\r").shows("typed <^z>").types("j").shows("typed <^zj>").types("q");
    assert_eq!(pty.exits(), 0);
}

#[test]
fn stopped_without_warning_under_a_shell_it_comes_back() {
    let mut pty = under_a_shell();
    kill_process(pty.foreground(), Signal::STOP).unwrap();
    // The shell's words land on the alternate screen; the terminal is still raw, so Enter is a line feed.
    pty.shows("it stopped").types("\n").wait("a clean screen", |screen| {
        screen.contents().contains("toy 80x24") && !screen.contents().contains("it stopped")
    });
    assert_eq!(pty.types("j").shows("typed <j>").types("q").exits(), 0);
    is_given_back(&mut pty);
}

#[test]
fn suspended_twice_it_comes_back_twice() {
    let script = "set -m; \"$@\"; echo first stop; read line; fg; echo second stop; read line; fg";
    let mut pty = Pty::start(toy::scripted(script), 80, 24);
    pty.shows("toy 80x24").types("\x1a").shows("first stop").types("\r").shows("typed <^z>");
    pty.types("\x1a").shows("second stop").types("\r").shows("typed <^z^z>").types("q");
    assert_eq!(pty.exits(), 0);
    assert_eq!(count(&pty, GIVEN), 3);
    assert_eq!(count(&pty, TAKEN), 3);
}

#[test]
fn stopped_without_warning_it_draws_everything_anew() {
    let mut pty = started();
    pty.signals(Signal::STOP).signals(Signal::CONT);
    // The second clearing of the screen comes from the whole frame after the stop.
    let first = pty.writes(0, "\x1b[2J");
    let second = pty.writes(first, "\x1b[2J");
    pty.writes(second, "80x24");
    assert_eq!(pty.types("j").shows("typed <j>").types("q").exits(), 0);
    is_given_back(&mut pty);
    // The window's title was saved once, as it is taken back once.
    assert_eq!((count(&pty, "\x1b[22;0t"), count(&pty, "\x1b[23;0t")), (1, 1));
}

#[test]
fn without_a_shell_to_return_to_it_does_not_stop() {
    let mut pty = started();
    assert_eq!(pty.types("\x1a").types("j").shows("typed <^zj>").types("q").exits(), 0);
}

/// In a container the processes outside of it have the number 0, their groups and sessions, too. Where this system
/// lets nobody make one, the same keys are typed without.
#[test]
fn in_a_container_it_does_not_stop_either() {
    let script =
        "contain='unshare --user --pid --fork'; $contain true 2>/dev/null || contain=; $contain \"$@\"";
    let mut pty = Pty::start(toy::scripted(script), 80, 24);
    pty.shows("toy 80x24");
    assert_eq!(pty.types("\x1a").types("j").shows("typed <^zj>").types("q").exits(), 0);
}

#[test]
fn a_storm_of_sizes_ends_in_one_right_frame() {
    let mut pty = started();
    for step in 0..300_u16 {
        pty.resizes(20 + step % 97, 4 + step % 31);
    }
    pty.resizes(61, 17).shows("toy 61x17").types("j").shows("typed <j>");
    assert_eq!(pty.types("q").exits(), 0);
}

#[test]
fn odd_sizes_do_not_end_it() {
    for (columns, rows) in [(1, 1), (2, 2), (1000, 500)] {
        let mut pty = Pty::start(toy::command(), 80, 24);
        pty.shows("toy 80x24").resizes(columns, rows).types("j");
        pty.resizes(90, 30).shows("toy 90x30").shows("typed <j>");
        assert_eq!(pty.types("q").exits(), 0);
    }
}

#[test]
fn started_at_an_odd_size_it_grows() {
    for (columns, rows) in [(1, 1), (0, 0), (1, 200), (200, 1)] {
        let mut pty = Pty::start(toy::command(), columns, rows);
        pty.writes(0, FRAME_ENDS);
        pty.resizes(50, 20).shows("toy 50x20");
        assert_eq!(pty.types("q").exits(), 0);
    }
}

#[test]
fn a_paste_comes_whole_and_is_no_key() {
    let mut pty = started();
    pty.types("\x1b[200~q\x1b[31mq\x1b[201~").shows("pasted 6");
    assert_eq!(pty.types("j").shows("typed <j>").types("q").exits(), 0);
}

#[test]
fn a_paste_bomb_is_cut() {
    let mut pty = started();
    let mut bomb = b"\x1b[200~".to_vec();
    bomb.resize(3 * 1024 * 1024, b'q');
    bomb.extend_from_slice(b"\x1b[201~");
    pty.types(bomb).shows("pasted 1048576").types("j").shows("typed <j>");
    assert_eq!(pty.types("q").exits(), 0);
}

#[test]
fn late_answers_of_the_terminal_type_nothing() {
    let mut pty = started();
    pty.types("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?1;2c\x1b[0;0R\x1bP>|tmux 3.3a\x1b\\j")
        .shows("typed <j>");
    assert_eq!(pty.types("q").exits(), 0);
}

#[test]
fn it_ends_with_its_terminal() {
    assert_eq!(started().closes(), 129);
    let mut command = toy::command();
    command.set_controlling_tty(false);
    let mut pty = Pty::start(command, 80, 24);
    // No signal tells it here: only the end of input does.
    pty.shows("toy 80x24");
    assert_eq!(pty.closes(), 129);
}

#[test]
fn a_terminal_that_takes_nothing_does_not_hold_its_end_up() {
    let home = tempfile::tempdir().unwrap();
    let finished = home.path().join("finished");
    let mut pty = started_with(&[("COURANT_TOY_FINISHED", finished.to_str().unwrap())]);
    pty.resizes(300, 100).shows("toy 300x100").stalls();
    // Far more than the terminal's buffer holds: the program waits in the middle of a frame.
    for _ in 0..20 {
        pty.types("f");
    }
    let start = Instant::now();
    assert_eq!(pty.signals(Signal::TERM).ends(), 143);
    assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
    assert!(finished.exists(), "what was to be saved is saved");
}

#[test]
fn keys_come_from_the_terminal_when_input_is_a_pipe() {
    let mut pty = Pty::start(toy::scripted("echo a page | \"$@\""), 80, 24);
    pty.shows("toy 80x24").types("j").shows("typed <j>");
    assert_eq!(pty.types("q").exits(), 0);
    is_given_back(&mut pty);
}

#[test]
fn without_a_terminal_it_says_so_and_sends_no_escapes() {
    let output = toy::plain_command().output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stdout.contains(&0x1b));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("courant list"), "{message}");
    assert!(!message.contains('\x1b'));
}

#[test]
fn a_dumb_terminal_is_refused_with_a_hint() {
    let mut command = toy::command();
    command.env("TERM", "dumb");
    let mut pty = Pty::start(command, 80, 24);
    assert_eq!(pty.exits(), 1);
    assert!(pty.screen().contents().contains("TERM=dumb"));
    assert!(!pty.raw().contains(&0x1b));
    is_given_back(&mut pty);
}

#[test]
fn the_environment_is_told_to_the_machine() {
    let mut pty = started_with(&[("NO_COLOR", "1"), ("LC_ALL", "C")]);
    pty.shows("colour false unicode false").types("q").exits();
    let mut pty = started_with(&[("NO_COLOR", ""), ("COURANT_NOW", "@2025-12-03T09:00:00Z")]);
    pty.shows("colour true unicode true").types("j").shows("now 2025-12-03T09:00:00Z").types("q").exits();
}

#[test]
fn an_unreadable_clock_is_refused() {
    let mut command = toy::command();
    command.env("COURANT_NOW", "yesterday");
    let mut pty = Pty::start(command, 80, 24);
    assert_eq!(pty.exits(), 1);
    assert!(pty.screen().contents().contains("COURANT_NOW=\"yesterday\" cannot be read"));
}
