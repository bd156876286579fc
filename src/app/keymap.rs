//! Keys to commands: sequences of any length, a count before them, and what may follow a half-typed one.

use super::command::{COMMANDS, Command, Place, Row};
use super::key::{Key, KeyCode};

/// What the keys typed so far come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A command.
    Command(Command),
    /// The beginning of at least one sequence.
    Half,
    /// Nothing.
    Nothing,
}

/// The bindings in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Clone, Debug)]
struct Binding {
    keys: Vec<Key>,
    place: Place,
    command: Command,
}

impl Default for Keymap {
    fn default() -> Self {
        let of_row = |row: &'static Row| {
            row.keys.split(' ').filter_map(parse_keys).map(|keys| Binding {
                keys,
                place: row.place,
                command: row.command,
            })
        };
        Self { bindings: COMMANDS.iter().flat_map(of_row).collect() }
    }
}

impl Keymap {
    /// What these keys mean where the focus is.
    #[must_use]
    pub fn read(&self, keys: &[Key], in_reader: bool) -> Reading {
        let mut half = false;
        for binding in self.bindings.iter().filter(|binding| binding.holds(in_reader)) {
            if binding.keys == keys {
                return Reading::Command(binding.command);
            }
            half |= binding.keys.starts_with(keys);
        }
        if half { Reading::Half } else { Reading::Nothing }
    }

    /// The keys that may follow a half-typed sequence, with what they would do.
    #[must_use]
    pub fn continuations(&self, keys: &[Key], in_reader: bool) -> Vec<(Key, Command)> {
        let follows = |binding: &Binding| {
            let longer = binding.keys.len() > keys.len() && binding.keys.starts_with(keys);
            (longer && binding.holds(in_reader)).then(|| (binding.keys[keys.len()], binding.command))
        };
        self.bindings.iter().filter_map(follows).collect()
    }

    /// The first key sequence of a command, as hints write it.
    #[must_use]
    pub fn keys_of(&self, command: Command) -> String {
        let found = self.bindings.iter().find(|binding| binding.command == command);
        found.map_or_else(String::new, |binding| binding.keys.iter().map(ToString::to_string).collect())
    }

    /// All key sequences of a command, as the help writes them.
    #[must_use]
    pub fn all_keys_of(&self, command: Command) -> String {
        let bound = self.bindings.iter().filter(|binding| binding.command == command);
        let names = bound.map(|binding| binding.keys.iter().map(ToString::to_string).collect::<String>());
        names.collect::<Vec<_>>().join(" ")
    }
}

impl Binding {
    fn holds(&self, in_reader: bool) -> bool {
        match self.place {
            Place::Everywhere => true,
            Place::Reader => in_reader,
            Place::Lists => !in_reader,
        }
    }
}

/// Reads `gg`, `^d`, `Space`, `PageDown`; nothing where it is no key.
fn parse_keys(text: &str) -> Option<Vec<Key>> {
    if let Some(code) = named(text) {
        return Some(vec![Key::plain(code)]);
    }
    let mut keys = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '^' => keys.push(Key::control(characters.next()?)),
            _ => keys.push(Key::char(character)),
        }
    }
    (!keys.is_empty()).then_some(keys)
}

fn named(name: &str) -> Option<KeyCode> {
    Some(match name {
        "Space" => KeyCode::Char(' '),
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        _ => return None,
    })
}
