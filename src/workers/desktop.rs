//! The desktop: a browser for an address. Addresses are passed as one argument; no shell ever sees them.

use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;

use crate::app::Msg;
use crate::clean;

/// Opens an address in the browser, or says how to get at it where there is none.
pub(super) fn browse(address: &str, outbox: &Sender<Msg>) {
    let answer = match clean::url::str_web(address, None) {
        None => Msg::Notice("Only http and https addresses are opened; U shows this one.".to_owned()),
        Some(address) => match start(&address) {
            Some(name) => Msg::Notice(format!("Opening in {name}")),
            None => Msg::NoBrowser(address),
        },
    };
    let _ = outbox.send(answer);
}

/// What would open an address: the programs of `$BROWSER`, else the system's opener. Each is a program and its
/// arguments; a `%s` that is a whole word stands for the address, else the address comes last.
#[must_use]
pub fn browse_command(browser: Option<&str>, has_display: bool, address: &str) -> Vec<Vec<String>> {
    let named = browser.unwrap_or_default().split(':').filter(|command| !command.trim().is_empty());
    let of_system = match (cfg!(target_os = "macos"), has_display) {
        (true, _) => &["open"][..],
        (false, true) => &["xdg-open"][..],
        (false, false) => &[][..],
    };
    named.chain(of_system.iter().copied()).map(|command| with_address(command, address)).collect()
}

fn with_address(command: &str, address: &str) -> Vec<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let placed = words.contains(&"%s");
    let mut command: Vec<String> = words
        .into_iter()
        .map(|word| if word == "%s" { address.to_owned() } else { word.to_owned() })
        .collect();
    if !placed {
        command.push(address.to_owned());
    }
    command
}

fn start(address: &str) -> Option<String> {
    let browser = std::env::var("BROWSER").ok();
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let commands = browse_command(browser.as_deref(), has_display, address);
    commands.into_iter().find_map(|command| {
        let (program, arguments) = command.split_first()?;
        // Its output must not reach the screen, nor its reading take keys from us.
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.ok()?;
        let waiting = std::thread::Builder::new().name("browser".to_owned());
        // Waited for, so that no dead process is left behind.
        let _ = waiting.spawn(move || child.wait());
        Some(program.clone())
    })
}
