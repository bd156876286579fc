//! JSON as publishers' templates write it: strict where it can be, mended where it must be.
//!
//! Mended are: comments and CDATA around it, line ends inside strings, unknown escapes, commas too many and too few,
//! brackets that never close. What cannot be mended ends the reading there; what was read until then is kept.

use serde_json::{Map, Value};

/// Nested deeper, a value is left out; and the most that is read of one script.
const DEEPEST: usize = 48;
const LONGEST: usize = 2_000_000;

/// The values in a script: mostly one, sometimes several one after the other.
pub(super) fn values(script: &str) -> Vec<Value> {
    let script = bare(&script[..crate::clean::text::border_before(script, LONGEST)]);
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let mut reader = Reader { rest: script };
    let mut values = Vec::new();
    while let Some(value) = reader.next_value() {
        values.push(value);
        if values.len() > 100 {
            break;
        }
    }
    values
}

/// A script without what protects it from old parsers.
fn bare(script: &str) -> &str {
    let mut bare = script.trim().trim_start_matches('\u{FEFF}');
    for (start, end) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
    {
        bare = bare.strip_prefix(start).unwrap_or(bare).trim();
        bare = bare.strip_suffix(end).unwrap_or(bare).trim();
    }
    bare.trim_end_matches(';').trim_end()
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// The next object or list, wherever it begins.
    fn next_value(&mut self) -> Option<Value> {
        let start = self.rest.find(['{', '['])?;
        self.rest = &self.rest[start..];
        self.value(0)
    }

    /// Skips blanks, commas and comments between two values.
    fn skip(&mut self, also_commas: bool) {
        loop {
            self.rest = self.rest.trim_start();
            if also_commas && self.rest.starts_with(',') {
                self.rest = &self.rest[1..];
            } else if self.rest.starts_with("//") {
                self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
            } else if self.rest.starts_with("/*") {
                self.rest = self.rest.find("*/").map_or("", |end| &self.rest[end + 2..]);
            } else {
                return;
            }
        }
    }

    fn take(&mut self, sign: char) -> bool {
        self.skip(false);
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.skip(false);
        match self.rest.chars().next()? {
            '{' => Some(self.object(depth)),
            '[' => Some(self.list(depth)),
            '"' | '\'' => Some(Value::String(self.string())),
            _ => self.bare_word(),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut object = Map::new();
        self.take('{');
        loop {
            self.skip(true);
            if self.rest.is_empty() || self.take('}') {
                return Value::Object(object);
            }
            let Some(key) = self.key() else { return Value::Object(object) };
            if !self.take(':') {
                return Value::Object(object);
            }
            let Some(value) = self.value(depth + 1) else { return Value::Object(object) };
            object.insert(key, value);
        }
    }

    fn key(&mut self) -> Option<String> {
        if self.rest.starts_with(['"', '\'']) {
            return Some(self.string());
        }
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '@' | '$' | '-'))?;
        let (key, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!key.is_empty()).then(|| key.to_owned())
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut list = Vec::new();
        self.take('[');
        loop {
            self.skip(true);
            // A brace ends what is around a list that was never closed.
            if self.rest.is_empty() || self.take(']') || self.rest.starts_with('}') {
                return Value::Array(list);
            }
            let Some(value) = self.value(depth + 1) else { return Value::Array(list) };
            list.push(value);
        }
    }

    /// A string; a quote inside it that does not end it, as nothing that follows a value follows it, stays.
    fn string(&mut self) -> String {
        let mut string = String::new();
        let mut letters = self.rest.char_indices();
        let Some((_, quote)) = letters.next() else { return string };
        while let Some((at, letter)) = letters.next() {
            if letter == quote && ends_here(&self.rest[at + 1..]) {
                self.rest = &self.rest[at + 1..];
                return string;
            }
            if letter != '\\' {
                string.push(letter);
                continue;
            }
            match letters.next() {
                Some((_, 'n' | 'r')) => string.push('\n'),
                Some((_, 't')) => string.push('\t'),
                Some((_, 'b' | 'f')) => (),
                Some((from, 'u')) => {
                    let (letter, length) = escaped(&self.rest[from + 1..]);
                    string.push(letter);
                    (0..length).for_each(|_| _ = letters.next());
                }
                Some((_, letter)) => string.push(letter),
                None => break,
            }
        }
        self.rest = "";
        string
    }

    /// A number, true, false, null, or what a template left where one should be.
    fn bare_word(&mut self) -> Option<Value> {
        let end = self.rest.find([',', '}', ']', '\n']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() && !rest.starts_with([',', '}', ']']) {
            return None;
        }
        self.rest = rest;
        Some(serde_json::from_str(word.trim()).unwrap_or(Value::Null))
    }
}

/// Whether a quote before this ends its string. A string may follow where a comma was forgotten, but on another line.
fn ends_here(rest: &str) -> bool {
    let next = rest.trim_start();
    let parted = next.len() < rest.len();
    next.chars()
        .next()
        .is_none_or(|next| matches!(next, ',' | '}' | ']' | ':' | '/' | ';') || (next == '"' && parted))
}

/// The letter behind `\u`, and how many characters of the text it takes.
fn escaped(rest: &str) -> (char, usize) {
    let unit = |text: &str| text.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(first) = unit(rest) else { return ('\u{FFFD}', 0) };
    if let Some(letter) = char::from_u32(first) {
        return (letter, 4);
    }
    let second = rest.get(4..).and_then(|rest| rest.strip_prefix("\\u")).and_then(unit);
    let pair = second.filter(|second| (0xDC00..0xE000).contains(second) && first < 0xDC00);
    let joined =
        pair.and_then(|second| char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
    joined.map_or(('\u{FFFD}', 4), |letter| (letter, 10))
}
