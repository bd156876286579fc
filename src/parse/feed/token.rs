//! Markup to tokens, as leniently as browsers do it and as XML names things. It never fails and never goes back.
//!
//! A `<` that begins nothing is a letter; a tag without its end ends where the next begins; what is still open where
//! the text ends is left out. It knows neither elements nor entities.

use memchr::memchr;

/// A piece of markup.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// The start of an element.
    Start(Tag<'a>),
    /// The end of an element of this name.
    End(&'a str),
    /// Letters, with their references.
    Text(&'a str),
    /// Letters that mean themselves.
    Verbatim(&'a str),
    /// A document type, what stands between its brackets.
    Doctype(&'a str),
    /// A comment or an instruction.
    Other,
}

/// A start tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tag<'a> {
    /// The name with its prefix.
    pub(super) name: &'a str,
    /// What stands behind the name.
    pub(super) attributes: &'a str,
    /// Whether it is its own end.
    pub(super) is_empty: bool,
}

/// The tokens of a text.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Ends that were looked for and are nowhere ahead: looking again would cost the whole text each time.
    missing: Missing,
}

#[derive(Clone, Copy, Default)]
struct Missing {
    comment: bool,
    instruction: bool,
    verbatim: bool,
    double: bool,
    single: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, missing: Missing::default() }
    }

    /// Where the next token begins, in bytes.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The text up to an end that is looked for, without it; none where there is no such end.
    fn up_to(&mut self, end: &str, missing: fn(&mut Missing) -> &mut bool) -> Option<&'a str> {
        if *missing(&mut self.missing) {
            return None;
        }
        let rest = self.rest();
        let Some(found) = find(rest, end) else {
            *missing(&mut self.missing) = true;
            return None;
        };
        self.at += found + end.len();
        Some(&rest[..found])
    }

    fn letters(&mut self) -> Token<'a> {
        let rest = self.rest();
        let mut from = usize::from(rest.starts_with('<'));
        while let Some(found) = memchr(b'<', &rest.as_bytes()[from..]) {
            let at = from + found;
            if begins_markup(&rest[at..]) {
                self.at += at;
                return Token::Text(&rest[..at]);
            }
            from = at + 1;
        }
        self.at = self.text.len();
        Token::Text(rest)
    }

    fn declaration(&mut self) -> Token<'a> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.at += "<!--".len();
            // Without an end it would be the rest of the feed; then its start is a slip.
            let _ = self.up_to("-->", |missing| &mut missing.comment);
            return Token::Other;
        }
        if starts_with(rest, "<![CDATA[") {
            self.at += "<![CDATA[".len();
            let rest = self.rest();
            return Token::Verbatim(self.up_to("]]>", |missing| &mut missing.verbatim).unwrap_or_else(
                || {
                    self.at = self.text.len();
                    rest
                },
            ));
        }
        if starts_with(rest, "<!DOCTYPE") {
            return self.doctype();
        }
        self.skip_past('>');
        Token::Other
    }

    /// A document type with what is declared inside it, up to a bound; a longer one ends at its first `>`.
    fn doctype(&mut self) -> Token<'a> {
        const LONGEST: usize = 64 * 1024;
        let rest = self.rest();
        let (mut quote, mut inside, mut from) = (None, None, 0);
        for (at, byte) in rest.bytes().enumerate().take(LONGEST) {
            match (quote, byte) {
                (Some(open), byte) if open == byte => quote = None,
                (Some(_), _) => (),
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'[') if inside.is_none() => (inside, from) = (Some(""), at + 1),
                (None, b']') if inside == Some("") => inside = Some(&rest[from..at]),
                (None, b'>') if inside != Some("") => {
                    self.at += at + 1;
                    return Token::Doctype(inside.unwrap_or_default());
                }
                (None, _) => (),
            }
        }
        self.skip_past('>');
        Token::Doctype("")
    }

    fn instruction(&mut self) -> Token<'a> {
        if self.up_to("?>", |missing| &mut missing.instruction).is_none() {
            self.skip_past('>');
        }
        Token::Other
    }

    fn skip_past(&mut self, end: char) {
        self.at = self.rest().find(end).map_or(self.text.len(), |found| self.at + found + end.len_utf8());
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.rest()[2..];
        let name = name_of(rest);
        let end = rest.find(['>', '<']);
        let Some(end) = end else {
            self.at = self.text.len();
            return None;
        };
        let is_closed = rest.as_bytes()[end] == b'>';
        self.at += 2 + end + usize::from(is_closed);
        Some(Token::End(name))
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let name = name_of(&self.rest()[1..]);
        let from = self.at + 1 + name.len();
        let bytes = self.text.as_bytes();
        let mut at = from;
        let mut after_equals = false;
        let (end, next) = loop {
            let Some(&byte) = bytes.get(at) else {
                // The text ends inside the tag: what it would have said is not known.
                self.at = self.text.len();
                return None;
            };
            match byte {
                b'>' => break (at, at + 1),
                b'<' => break (at, at),
                b'"' | b'\'' if after_equals => {
                    after_equals = false;
                    at = self.past_value(at, byte);
                    continue;
                }
                b'=' => after_equals = true,
                byte if byte.is_ascii_whitespace() => (),
                _ => after_equals = false,
            }
            at += 1;
        };
        self.at = next;
        let attributes = &self.text[from..end];
        let (attributes, is_empty) = match attributes.strip_suffix('/') {
            Some(before) if !ends_in_bare_value(before) => (before, true),
            Some(_) | None => (attributes, false),
        };
        Some(Token::Start(Tag { name, attributes, is_empty }))
    }

    /// The place behind a quoted value; behind the quote alone where it is not closed.
    fn past_value(&mut self, at: usize, quote: u8) -> usize {
        let missing = if quote == b'"' { &mut self.missing.double } else { &mut self.missing.single };
        if *missing {
            return at + 1;
        }
        match self.text[at + 1..].find(char::from(quote)) {
            Some(found) => at + 1 + found + 1,
            None => {
                *missing = true;
                at + 1
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        match rest.as_bytes().get(1) {
            _ if !begins_markup(rest) => Some(self.letters()),
            Some(b'!') => Some(self.declaration()),
            Some(b'?') => Some(self.instruction()),
            Some(b'/') => self.end_tag(),
            _ => self.start_tag(),
        }
    }
}

/// Whether a tag's attributes end in a value without quotes: a slash behind it is its own.
fn ends_in_bare_value(attributes: &str) -> bool {
    let last = attributes.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains('=') && !last.ends_with(['"', '\''])
}

/// Where a short text begins that starts with a sign that is seldom: machines look for one sign many bytes at a time.
fn find(text: &str, sought: &str) -> Option<usize> {
    let first = char::from(*sought.as_bytes().first()?);
    text.match_indices(first).map(|(at, _)| at).find(|&at| text[at..].starts_with(sought))
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether markup begins here: a `<` and what can stand behind it.
fn begins_markup(text: &str) -> bool {
    let mut bytes = text.bytes();
    let is_name_start = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80;
    bytes.next() == Some(b'<')
        && match bytes.next() {
            Some(b'!' | b'?') => true,
            Some(b'/') => bytes.next().is_some_and(is_name_start),
            Some(byte) => is_name_start(byte),
            None => false,
        }
}

fn name_of(text: &str) -> &str {
    let end = text.find(|letter: char| letter.is_whitespace() || "/><=\"'".contains(letter));
    &text[..end.unwrap_or(text.len())]
}

/// How many attributes of one tag are looked at.
const MOST_ATTRIBUTES: usize = 256;

/// The attributes of a tag in order: names as they stand, values without their quotes and with their references.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        // A stray `=` is passed over.
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &value[1..];
                match inside.find(quote) {
                    Some(end) => (&inside[..end], &inside[end + 1..]),
                    None => bare(inside),
                }
            }
            _ => bare(value),
        };
        rest = after;
        Some((name, value))
    })
    .take(MOST_ATTRIBUTES)
}

fn bare(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}
