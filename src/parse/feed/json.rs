//! JSON as it is met: cut off, with commas too many, with line ends inside texts. What could be read is kept.

use std::borrow::Cow;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Json<'a> {
    /// `null`, or nothing that can be read.
    Nothing,
    /// `true` or `false`.
    Truth(bool),
    /// A number, as it stands.
    Number(&'a str),
    /// A text.
    Text(Cow<'a, str>),
    /// Values in a row.
    List(Vec<Json<'a>>),
    /// Values by name.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// How deep values are followed into each other, and how many there may be.
const DEPTH: usize = 64;
const VALUES: usize = 2_000_000;

/// The JSON in a text that begins with it, or that is it but for the call around it (JSONP).
pub(super) fn within(text: &str) -> Option<Json<'_>> {
    let start = text.trim_start();
    if !start.starts_with(['{', '[']) {
        let call = start.find('(').filter(|end| {
            let name = start[..*end].trim_end();
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || "_.$".contains(letter);
            !name.is_empty() && name.len() < 100 && name.chars().all(is_name)
        })?;
        let inside = start[call + 1..].trim_start();
        return inside.starts_with('{').then(|| within(inside)).flatten();
    }
    let mut reader = Reader { text: start, at: 0, values: 0 };
    Some(reader.value(0))
}

impl<'a> Json<'a> {
    /// The value of a name, in whatever case.
    pub(super) fn get(&self, name: &str) -> Option<&Json<'a>> {
        let Self::Object(members) = self else { return None };
        let exact = members.iter().find(|(each, _)| each == name);
        exact
            .or_else(|| members.iter().find(|(each, _)| each.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }

    /// The text in it; numbers are texts too.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            Self::Number(number) => Some(number),
            Self::Nothing | Self::Truth(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The values in a row; any other value is a row of itself.
    pub(super) fn list(&self) -> &[Json<'a>] {
        match self {
            Self::List(values) => values,
            Self::Nothing => &[],
            other => std::slice::from_ref(other),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Json<'a> {
        self.skip_blanks();
        self.values += 1;
        if depth >= DEPTH || self.values > VALUES {
            // Nothing beyond this is read: the end is as good as here.
            self.at = self.text.len();
            return Json::Nothing;
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Json::Text(self.string()),
            Some(_) => self.word(),
            None => Json::Nothing,
        }
    }

    fn word(&mut self) -> Json<'a> {
        let rest = &self.text[self.at..];
        let end = rest.find(|letter: char| letter.is_ascii_whitespace() || ",]}:\"[{".contains(letter));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        match word {
            "true" => Json::Truth(true),
            "false" => Json::Truth(false),
            _ if word.starts_with(|first: char| first.is_ascii_digit() || first == '-') => Json::Number(word),
            _ => Json::Nothing,
        }
    }

    fn list(&mut self, depth: usize) -> Json<'a> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',' | b':' | b'}') => self.at += 1,
                Some(_) => {
                    let before = self.at;
                    values.push(self.value(depth + 1));
                    self.at = self.at.max(before + 1).min(self.text.len());
                }
            }
        }
        Json::List(values)
    }

    fn object(&mut self, depth: usize) -> Json<'a> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b'"') => {
                    let name = self.string();
                    self.skip_blanks();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        members.push((name, self.value(depth + 1)));
                    }
                }
                Some(_) => {
                    let letter = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                    self.at += letter;
                }
            }
        }
        Json::Object(members)
    }

    /// A text, from its quote on. One that is not closed reaches to the end.
    fn string(&mut self) -> Cow<'a, str> {
        let rest = &self.text[self.at + 1..];
        let end = rest.find(['"', '\\']).unwrap_or(rest.len());
        if rest.as_bytes().get(end) != Some(&b'\\') {
            self.at += 1 + end + usize::from(end < rest.len());
            return rest[..end].into();
        }
        let mut out = rest[..end].to_owned();
        let mut letters = rest[end..].chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => break,
                '\\' => escaped(&mut letters, &mut out),
                letter => out.push(letter),
            }
        }
        self.at = self.text.len() - letters.as_str().len();
        out.into()
    }
}

/// The letter behind a backslash.
fn escaped(letters: &mut std::str::Chars<'_>, out: &mut String) {
    match letters.next() {
        Some('n') => out.push('\n'),
        Some('t') => out.push('\t'),
        Some('r') => out.push('\r'),
        Some('b' | 'f') => out.push(' '),
        Some('u') => {
            let Some(first) = hexadecimal(letters) else { return };
            let mut ahead = letters.clone();
            let second = (ahead.next() == Some('\\') && ahead.next() == Some('u'))
                .then(|| hexadecimal(&mut ahead))
                .flatten()
                .filter(|second| (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(second));
            let code = match second {
                Some(second) => {
                    *letters = ahead;
                    0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                }
                None => first,
            };
            if code != 0 {
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        Some(other) => out.push(other),
        None => (),
    }
}

fn hexadecimal(letters: &mut std::str::Chars<'_>) -> Option<u32> {
    let digits = letters.as_str().get(..4)?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    letters.nth(3);
    Some(code)
}
