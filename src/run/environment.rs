//! What the environment says about the terminal and the tests' wishes, read once at the start.
//!
//! | variable | meaning |
//! |---|---|
//! | `TERM` | `dumb`: the reader does not start |
//! | `TERM`, `TERM_PROGRAM` | the console of Linux, GNU screen and Apple's terminal are given no links (OSC 8) |
//! | `VTE_VERSION`, `KONSOLE_VERSION`, `MLTERM` | the terminal puts text from right to left in order by itself |
//! | `NO_COLOR` | set and not empty: no colours |
//! | `LC_ALL`, else `LC_CTYPE`, else `LANG` | a locale that is not UTF-8: ASCII glyphs; none set: Unicode |
//! | `COURANT_NOW` | for tests: the clock starts at this RFC 3339 time; with `@` before it, it stands still there |
//! | `COURANT_PANIC` | for tests: `update`, `draw` or `worker` panics at the first key |

use super::stage::RunError;
use crate::workers::Clock;

/// What the terminal can do, for the machine to choose colours and glyphs by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Capabilities {
    /// Colours are wanted.
    pub colour: bool,
    /// Characters outside ASCII are understood.
    pub unicode: bool,
    /// Links can be given to it (OSC 8): it opens them, or at least swallows what it does not know.
    pub hyperlinks: bool,
    /// It puts text from right to left in order by itself.
    pub orders: bool,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// Where a test wants a panic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForcedPanic {
    /// While the machine takes the first key.
    Update,
    /// While the first frame after a key is drawn.
    Draw,
    /// In a worker; for the worker set to obey.
    Worker,
}

/// The environment's wishes.
#[derive(Clone, Copy, Debug)]
pub struct Environment {
    /// The terminal cannot place text.
    pub dumb: bool,
    /// Colours are wanted.
    pub colour: bool,
    /// Characters outside ASCII are understood.
    pub unicode: bool,
    /// Links can be given to the terminal.
    pub hyperlinks: bool,
    /// The terminal puts text from right to left in order by itself.
    pub orders: bool,
    /// What time it is.
    pub clock: Clock,
    /// Where a test wants a panic.
    pub panic: Option<ForcedPanic>,
}

impl Environment {
    /// Reads the process's environment.
    pub fn read() -> Result<Self, RunError> {
        Self::from_variables(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// Reads from a function that gives a variable's value. Empty counts as not set.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, RunError> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
        Ok(Self {
            dumb: set("TERM").is_some_and(|term| term == "dumb"),
            colour: set("NO_COLOR").is_none(),
            unicode: locale.is_none_or(|locale| is_utf8(&locale)),
            hyperlinks: knows_links(
                set("TERM").as_deref(),
                set("TERM_PROGRAM").as_deref(),
                set("TMUX").is_some(),
            ),
            orders: ORDERING.iter().any(|name| set(name).is_some())
                || set("TERM").is_some_and(|term| term.starts_with("mlterm")),
            clock: set("COURANT_NOW").map_or(Ok(Clock::System), clock)?,
            panic: set("COURANT_PANIC").map(forced_panic).transpose()?,
        })
    }

    /// What a terminal of this size can do here.
    #[must_use]
    pub fn capabilities(&self, size: (u16, u16)) -> Capabilities {
        Capabilities {
            colour: self.colour,
            unicode: self.unicode,
            hyperlinks: self.hyperlinks,
            orders: self.orders,
            size,
        }
    }
}

/// What the terminals set that put text from right to left in order by themselves: those on VTE (GNOME's and many
/// others), Konsole, mlterm.
const ORDERING: [&str; 3] = ["VTE_VERSION", "KONSOLE_VERSION", "MLTERM"];

/// Whether a terminal takes links: by name, as none can be asked. Within tmux `TERM` is often that of GNU screen.
fn knows_links(term: Option<&str>, program: Option<&str>, in_tmux: bool) -> bool {
    let term = term.unwrap_or_default();
    let prints_them =
        ["linux", "dumb", "vt", "cons", "ansi", "sun"].iter().any(|name| term.starts_with(name));
    let is_screen = term.starts_with("screen") && !in_tmux;
    !term.is_empty() && !prints_them && !is_screen && program != Some("Apple_Terminal")
}

/// Whether a locale's name (`de_DE.UTF-8@euro`) names UTF-8.
fn is_utf8(locale: &str) -> bool {
    let charset =
        locale.split('@').next().and_then(|name| name.split_once('.')).map_or("", |(_, charset)| charset);
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8") || locale == "UTF-8"
}

fn clock(value: String) -> Result<Clock, RunError> {
    let hint = "it wants a time such as 2025-12-03T09:00:00Z, with @ before it to stand still";
    Clock::parse(&value).ok_or(RunError::Variable { name: "COURANT_NOW", value, hint })
}

fn forced_panic(value: String) -> Result<ForcedPanic, RunError> {
    match value.as_str() {
        "update" => Ok(ForcedPanic::Update),
        "draw" => Ok(ForcedPanic::Draw),
        "worker" => Ok(ForcedPanic::Worker),
        _ => {
            let hint = "it wants update, draw or worker";
            Err(RunError::Variable { name: "COURANT_PANIC", value, hint })
        }
    }
}
