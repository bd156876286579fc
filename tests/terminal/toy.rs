//! A toy machine for the real loop and the real terminal, and the child process in which it runs.

use std::io::Write;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use courant::app::{Effect, Key, KeyCode, Msg};
use courant::run::{Capabilities, Ending, Environment, Machine, RunError, Terminal, Workers, run};
use jiff::Timestamp;
use portable_pty::CommandBuilder;
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::text::{Line, Text};

use super::pty;

/// Set in the child alone.
const CHILD: &str = "COURANT_TOY";

/// A command that runs the toy.
pub(crate) fn command() -> CommandBuilder {
    let mut command = pty::command(std::env::current_exe().unwrap());
    command.args(ARGUMENTS);
    command.env(CHILD, "1");
    command
}

/// A command that runs the toy from a shell script, in which `"$@"` is the toy.
pub(crate) fn scripted(script: &str) -> CommandBuilder {
    let mut command = pty::command("/bin/sh");
    command.args(["-c", script, "sh"]);
    command.arg(std::env::current_exe().unwrap());
    command.args(ARGUMENTS);
    command.env(CHILD, "1");
    command
}

/// The same without a terminal.
pub(crate) fn plain_command() -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(ARGUMENTS).env(CHILD, "1");
    command
}

const ARGUMENTS: [&str; 3] = ["--exact", "terminal::toy::child", "--nocapture"];

/// Not a test: what the child runs. Without its variable there is nothing to do.
#[test]
fn child() {
    if std::env::var_os(CHILD).is_some() {
        std::process::exit(std::panic::catch_unwind(main).unwrap_or(101));
    }
}

fn main() -> i32 {
    match play() {
        Ok(code) => i32::from(code),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "courant: {error}");
            1
        }
    }
}

fn play() -> Result<u8, RunError> {
    let environment = Environment::read()?;
    let (sender, inbox) = channel();
    let mut terminal = Terminal::open(&environment, sender.clone())?;
    let mut machine = Toy { capabilities: terminal.capabilities(), ..Toy::new() };
    let mut workers = Hands { sender };
    let ending = run(&mut machine, &mut workers, &inbox, &mut terminal, &environment)?;
    drop(terminal);
    if ending == Ending::Quit {
        // After a signal the terminal may be gone, or take nothing: a word to it would never return.
        let _ = writeln!(std::io::stdout(), "ended {ending:?}");
    }
    Ok(ending.exit_code())
}

/// Shows what it was told.
struct Toy {
    capabilities: Capabilities,
    typed: String,
    pasted: usize,
    focus: bool,
    notices: Vec<String>,
    wakes: usize,
    now: String,
    done: bool,
    /// The whole screen is drawn anew with each key.
    filled: bool,
}

impl Toy {
    fn new() -> Self {
        Self {
            capabilities: Capabilities {
                colour: true,
                unicode: true,
                hyperlinks: false,
                orders: false,
                size: (0, 0),
            },
            typed: String::new(),
            pasted: 0,
            focus: true,
            notices: Vec::new(),
            wakes: 0,
            now: String::new(),
            done: false,
            filled: false,
        }
    }

    fn press(&mut self, now: Timestamp, key: Key) -> Vec<Effect> {
        self.typed.push_str(&key.to_string());
        self.typed = self.typed.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        match key.code {
            KeyCode::Char('q') => self.done = true,
            KeyCode::Char('z') if key.control => return vec![Effect::Suspend],
            KeyCode::Char('l') if key.control => return vec![Effect::Redraw],
            KeyCode::Char('c') => return vec![Effect::Copy { text: "clip".into(), what: "address" }],
            KeyCode::Char('p') => return vec![Effect::Browse("panic".into())],
            KeyCode::Char('f') => self.filled = true,
            KeyCode::Char('w') => return vec![Effect::WakeAt(now + Duration::from_millis(30))],
            _ => (),
        }
        Vec::new()
    }
}

impl Machine for Toy {
    fn update(&mut self, now: Timestamp, msg: Msg) -> Vec<Effect> {
        self.now = now.to_string();
        match msg {
            Msg::Key(key) => return self.press(now, key),
            Msg::Paste(text) => self.pasted = text.len(),
            Msg::Resize(columns, rows) => self.capabilities.size = (columns, rows),
            Msg::Focus(focus) => self.focus = focus,
            Msg::Wake => self.wakes += 1,
            Msg::Notice(notice) => self.notices.push(notice),
            _ => (),
        }
        Vec::new()
    }

    fn is_done(&self) -> bool {
        self.done
    }

    fn title(&self) -> String {
        "toy \u{1b}]0;evil\u{7}".into()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let Capabilities { colour, unicode, size: (columns, rows), .. } = self.capabilities;
        let lines = [
            format!("toy {columns}x{rows}"),
            format!("typed <{}>", self.typed),
            format!("pasted {}", self.pasted),
            format!("focus {} wakes {}", self.focus, self.wakes),
            format!("colour {colour} unicode {unicode}"),
            format!("notices {}", self.notices.join(", ")),
            format!("now {}", self.now),
        ];
        frame.render_widget(Text::from(lines.map(Line::from).to_vec()), frame.area());
        if self.filled {
            let glyph = self.typed.chars().count() % 10;
            let row = glyph.to_string().repeat(frame.area().width.into());
            let rows = vec![Line::from(row); frame.area().height.into()];
            frame.render_widget(Text::from(rows), frame.area());
        }
        frame.set_cursor_position(Position { x: 0, y: 1 });
    }
}

/// Workers with one thing to do: to fail.
struct Hands {
    sender: Sender<Msg>,
}

impl Workers for Hands {
    fn perform(&mut self, _: Effect) {
        let sender = self.sender.clone();
        std::thread::spawn(move || {
            let failed = std::panic::catch_unwind(|| panic!("a worker broke")).is_err();
            sender.send(Msg::Notice(format!("failed {failed}")))
        });
    }

    fn finish(&mut self) {
        if let Some(path) = std::env::var_os("COURANT_TOY_FINISHED") {
            std::fs::write(path, "finished").unwrap();
        }
    }
}
