//! Bytes from a terminal to keys, pastes and focus changes; whatever else comes is swallowed, never typed.
//!
//! A pure state machine, as input comes in pieces of any size. It follows ECMA-48 (control sequences and strings),
//! xterm's and VT220's function keys, bracketed paste (mode 2004) and the `CSI u` form of keys. Answers that a
//! terminal gives late, to questions somebody else asked, end here. It must not know a clock or a file: whoever
//! feeds it says when its patience is over.

use std::time::Duration;

use crate::app::{Key, KeyCode, Msg};

/// Bytes of one paste that are kept; the rest is swallowed.
pub const PASTE_LIMIT: usize = 1024 * 1024;

/// A lone Esc is one, once nothing has followed for this long: sequences come in one piece, or nearly so.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);

/// A sequence that stops in the middle is over after this long.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(250);

/// A paste whose end does not come is over after this long.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);

/// Parameter bytes kept of one control sequence; longer ones mean nothing to us.
const PARAMETERS_LIMIT: usize = 64;

/// What ends a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// Where in its input the reader of keys is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
enum State {
    #[default]
    Ground,
    /// After Esc.
    Escape,
    /// After `ESC [`: parameters and intermediates so far.
    Sequence(Vec<u8>),
    /// After `ESC O`.
    SingleShift,
    /// After `ESC [ [`: the function keys of the Linux console.
    Console,
    /// In an OSC, DCS, SOS, PM or APC string: its opening character, whether anything followed, whether Esc was last.
    String { opening: char, empty: bool, escaped: bool },
    /// In a UTF-8 character: its bytes so far, how many it has, and whether Esc came before.
    Character { bytes: Vec<u8>, length: usize, alt: bool },
    /// In an X10 mouse report: bytes still to come.
    Mouse(u8),
    /// In a bracketed paste: its text so far, and how many bytes of its end have been seen.
    Paste { text: Vec<u8>, matched: usize },
}

/// Reads keys out of bytes.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    state: State,
}

impl Keys {
    /// Reads some bytes; what they mean is added to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Msg>) {
        for &byte in bytes {
            self.state = match std::mem::take(&mut self.state) {
                State::Ground => ground(byte, false, out),
                State::Escape => escape(byte, out),
                State::Sequence(so_far) => sequence(so_far, byte, out),
                State::SingleShift => single_shift(byte, out),
                State::Console => console(byte, out),
                State::String { opening, escaped, .. } => string(opening, escaped, byte, out),
                State::Character { bytes, length, alt } => character(bytes, length, alt, byte, out),
                State::Mouse(left) if left > 1 => State::Mouse(left - 1),
                State::Mouse(_) => State::Ground,
                State::Paste { text, matched } => paste(text, matched, byte, out),
            };
        }
    }

    /// How long to wait for more before [`Keys::expire`] is called; none when nothing is half read.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Ground => None,
            State::Escape | State::SingleShift | State::String { empty: true, .. } => Some(ESCAPE_PATIENCE),
            State::Sequence(so_far) if so_far.is_empty() => Some(ESCAPE_PATIENCE),
            State::Paste { .. } => Some(PASTE_PATIENCE),
            State::Sequence(_)
            | State::Console
            | State::String { .. }
            | State::Character { .. }
            | State::Mouse(_) => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Nothing more came: what was half read is taken for what it can be, a lone Esc or Alt and a character.
    pub fn expire(&mut self, out: &mut Vec<Msg>) {
        match std::mem::take(&mut self.state) {
            State::Escape => press(out, Key::plain(KeyCode::Esc)),
            State::SingleShift => press(out, alt('O')),
            State::Sequence(so_far) if so_far.is_empty() => press(out, alt('[')),
            State::String { opening, empty: true, .. } => press(out, alt(opening)),
            State::Paste { text, .. } => out.push(Msg::Paste(pasted(text))),
            State::Ground
            | State::Sequence(_)
            | State::Console
            | State::String { .. }
            | State::Character { .. }
            | State::Mouse(_) => (),
        }
    }
}

fn press(out: &mut Vec<Msg>, key: Key) {
    out.push(Msg::Key(key));
}

fn alt(character: char) -> Key {
    Key { code: KeyCode::Char(character), control: false, alt: true }
}

/// A byte that begins something; `alt` when Esc came right before.
fn ground(byte: u8, alt: bool, out: &mut Vec<Msg>) -> State {
    let (code, control) = match byte {
        0x1b => return State::Escape,
        // A return that was typed before the terminal was raw comes as a line feed.
        b'\r' | b'\n' => (KeyCode::Enter, false),
        b'\t' => (KeyCode::Tab, false),
        0x08 | 0x7f => (KeyCode::Backspace, false),
        0x00 => (KeyCode::Char(' '), true),
        0x01..=0x1a => (KeyCode::Char(char::from(byte - 1 + b'a')), true),
        0x1c..=0x1f => (KeyCode::Char(char::from(byte - 0x1c + b'\\')), true),
        0x20..=0x7e => (KeyCode::Char(char::from(byte)), false),
        0xc2..=0xdf => return State::Character { bytes: vec![byte], length: 2, alt },
        0xe0..=0xef => return State::Character { bytes: vec![byte], length: 3, alt },
        0xf0..=0xf4 => return State::Character { bytes: vec![byte], length: 4, alt },
        // Not the beginning of anything in UTF-8.
        0x80..=0xc1 | 0xf5..=0xff => return State::Ground,
    };
    press(out, Key { code, control, alt });
    State::Ground
}

fn escape(byte: u8, out: &mut Vec<Msg>) -> State {
    match byte {
        0x1b => {
            press(out, Key::plain(KeyCode::Esc));
            State::Escape
        }
        b'[' => State::Sequence(Vec::new()),
        b'O' => State::SingleShift,
        b']' | b'P' | b'X' | b'^' | b'_' => {
            State::String { opening: char::from(byte), empty: true, escaped: false }
        }
        _ => ground(byte, true, out),
    }
}

/// Skips a string up to BEL or ST; Esc and anything but a backslash begins anew, as a terminal would.
fn string(opening: char, escaped: bool, byte: u8, out: &mut Vec<Msg>) -> State {
    match (escaped, byte) {
        (_, 0x07) | (true, b'\\') => State::Ground,
        (true, _) => escape(byte, out),
        (false, _) => State::String { opening, empty: false, escaped: byte == 0x1b },
    }
}

fn character(mut bytes: Vec<u8>, length: usize, alt: bool, byte: u8, out: &mut Vec<Msg>) -> State {
    if !(0x80..=0xbf).contains(&byte) {
        return ground(byte, false, out);
    }
    bytes.push(byte);
    if bytes.len() < length {
        return State::Character { bytes, length, alt };
    }
    let typed = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
    if let Some(character) = typed.filter(|character| !character.is_control()) {
        press(out, Key { code: KeyCode::Char(character), control: false, alt });
    }
    State::Ground
}

/// The cursor and function keys in their `ESC O` form, as VT100's application modes send them.
fn single_shift(byte: u8, out: &mut Vec<Msg>) -> State {
    match letter_key(byte) {
        Some(code) => press(out, Key::plain(code)),
        None if byte == b'M' => press(out, Key::plain(KeyCode::Enter)),
        None if byte == 0x1b => return State::Escape,
        None => (),
    }
    State::Ground
}

fn console(byte: u8, out: &mut Vec<Msg>) -> State {
    match byte {
        b'A'..=b'E' => press(out, Key::plain(KeyCode::Function(byte - b'A' + 1))),
        0x1b => return State::Escape,
        _ => (),
    }
    State::Ground
}

fn sequence(mut so_far: Vec<u8>, byte: u8, out: &mut Vec<Msg>) -> State {
    match byte {
        0x20..=0x3f => {
            if so_far.len() < PARAMETERS_LIMIT {
                so_far.push(byte);
            }
            State::Sequence(so_far)
        }
        b'[' if so_far.is_empty() => State::Console,
        b'M' if so_far.is_empty() => State::Mouse(3),
        b'~' if so_far == b"200" => State::Paste { text: Vec::new(), matched: 0 },
        0x40..=0x7e => {
            out.extend(meaning(&so_far, byte));
            State::Ground
        }
        0x1b => State::Escape,
        // ECMA-48 has nothing else in a sequence: it is broken off.
        0x00..=0x1a | 0x1c..=0x1f | 0x7f..=0xff => State::Ground,
    }
}

/// What a whole control sequence says. Those with a private marker are answers of terminals, not keys.
fn meaning(parameters: &[u8], last: u8) -> Option<Msg> {
    if parameters.iter().any(|byte| !matches!(byte, b'0'..=b'9' | b';' | b':'))
        || parameters.len() == PARAMETERS_LIMIT
    {
        return None;
    }
    let text = std::str::from_utf8(parameters).ok()?;
    let mut fields = text.split(';').map(Field::read);
    let (first, second, third) = (fields.next()?, fields.next(), fields.next());
    match last {
        b'I' if text.is_empty() => Some(Msg::Focus(true)),
        b'O' if text.is_empty() => Some(Msg::Focus(false)),
        b'Z' => Some(Msg::Key(Key::plain(KeyCode::BackTab))),
        // `CSI row ; column R` is a cursor's position; F3 is told by `ESC O R` or `CSI 13 ~`.
        b'R' => None,
        b'~' if first.number == 27 => coded(third?.number, second?),
        b'~' => modified(tilde_key(first.number)?, second),
        b'u' => coded(first.number, second.unwrap_or_default()),
        _ => modified(letter_key(last)?, second),
    }
}

/// One parameter, `number` or `number:more`; nothing said is 1, as ECMA-48 wants it for keys.
#[derive(Clone, Copy, Debug)]
struct Field {
    number: u32,
    more: u32,
}

impl Default for Field {
    fn default() -> Self {
        Self { number: 1, more: 1 }
    }
}

impl Field {
    fn read(text: &str) -> Self {
        let mut parts = text.split(':').map(|part| part.parse().unwrap_or(1));
        Self { number: parts.next().unwrap_or(1), more: parts.next().unwrap_or(1) }
    }

    fn shift(self) -> bool {
        self.modifiers() & 1 != 0
    }

    fn alt(self) -> bool {
        self.modifiers() & 2 != 0
    }

    fn control(self) -> bool {
        self.modifiers() & 4 != 0
    }

    /// xterm counts modifiers from one.
    fn modifiers(self) -> u32 {
        self.number.saturating_sub(1)
    }

    /// The `CSI u` form can tell that a key went up again.
    fn is_release(self) -> bool {
        self.more == 3
    }
}

fn modified(code: KeyCode, modifiers: Option<Field>) -> Option<Msg> {
    let modifiers = modifiers.unwrap_or_default();
    let key = Key { code, control: modifiers.control(), alt: modifiers.alt() };
    (!modifiers.is_release()).then_some(Msg::Key(key))
}

/// A key told by its Unicode number: `CSI number ; modifiers u`, and xterm's `CSI 27 ; modifiers ; number ~`.
fn coded(number: u32, modifiers: Field) -> Option<Msg> {
    let code = match number {
        9 if modifiers.shift() => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        // Kitty's private numbers for keys that have no character.
        57344..=63743 => return None,
        _ => KeyCode::Char(shifted(char::from_u32(number)?, modifiers)),
    };
    match code {
        KeyCode::Char(character) if character.is_control() => None,
        _ => modified(code, Some(modifiers)),
    }
}

fn shifted(character: char, modifiers: Field) -> char {
    let mut capitals = character.to_uppercase();
    match (modifiers.shift(), capitals.next(), capitals.next()) {
        (true, Some(capital), None) => capital,
        _ => character,
    }
}

fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::Function(last - b'P' + 1),
        _ => return None,
    })
}

/// The keys of `CSI number ~`, by VT220, xterm and rxvt.
fn tilde_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::Function(number as u8 - 10),
        17..=21 => KeyCode::Function(number as u8 - 11),
        23..=26 => KeyCode::Function(number as u8 - 12),
        28 | 29 => KeyCode::Function(number as u8 - 13),
        31..=34 => KeyCode::Function(number as u8 - 14),
        _ => return None,
    })
}

fn paste(mut text: Vec<u8>, matched: usize, byte: u8, out: &mut Vec<Msg>) -> State {
    if byte == PASTE_END[matched] {
        if matched + 1 == PASTE_END.len() {
            out.push(Msg::Paste(pasted(text)));
            return State::Ground;
        }
        return State::Paste { text, matched: matched + 1 };
    }
    // Esc stands only at the beginning of the end, so a failed match can begin anew at this byte alone.
    keep(&mut text, &PASTE_END[..matched]);
    let matched = usize::from(byte == PASTE_END[0]);
    if matched == 0 {
        keep(&mut text, &[byte]);
    }
    State::Paste { text, matched }
}

fn keep(text: &mut Vec<u8>, bytes: &[u8]) {
    let room = PASTE_LIMIT.saturating_sub(text.len());
    text.extend_from_slice(&bytes[..bytes.len().min(room)]);
}

/// Pasted bytes as text: line ends are `\n`, other control characters are gone, a character cut by the limit too.
fn pasted(mut bytes: Vec<u8>) -> String {
    let cut = match std::str::from_utf8(&bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Ok(_) | Err(_) => bytes.len(),
    };
    bytes.truncate(cut);
    let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|character| matches!(character, '\n' | '\t') || !character.is_control()).collect()
}
