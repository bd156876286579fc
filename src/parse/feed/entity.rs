//! References to the letters they stand for: numbers, the names of HTML, and short texts that a document declares.
//!
//! Nothing is fetched and nothing is expanded twice: a declared text with a reference or markup in it is none, each is
//! short, and all of them together may add no more than a bound. What is no reference stays as it stands.

use std::borrow::Cow;
use std::cell::Cell;

use html5ever::data::NAMED_ENTITIES;
use memchr::memchr;

/// The longest text that may be declared, in bytes, how many, and how much all of their uses may add.
const LONGEST: usize = 256;
const MOST: usize = 256;
const MOST_ADDED: usize = 1 << 20;

/// What a document declares.
#[derive(Default)]
pub(super) struct Entities<'a> {
    declared: Vec<(&'a str, String)>,
    added: Cell<usize>,
}

impl<'a> Entities<'a> {
    /// Takes the entities out of a document type's inside.
    pub(super) fn declare(&mut self, inside: &'a str) {
        for declaration in inside.split("<!ENTITY").skip(1) {
            let declaration = declaration.trim_start();
            let Some((name, rest)) = declaration.split_once(char::is_whitespace) else { continue };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
                continue;
            };
            let Some((value, _)) = rest[1..].split_once(quote) else { continue };
            let is_new = !self.declared.iter().any(|(each, _)| *each == name);
            let is_short = value.len() <= LONGEST && self.declared.len() < MOST;
            if is_new && is_short && !value.contains('<') {
                let text = letters(value, &mut |_| None);
                let begins = |(at, _): (usize, &str)| {
                    text[at + 1..].starts_with(|next: char| next.is_alphanumeric() || next == '#')
                };
                if !text.match_indices('&').any(begins) {
                    self.declared.push((name, text.into_owned()));
                }
            }
        }
    }

    /// Whether nothing is declared.
    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    fn of(&self, name: &str) -> Option<&str> {
        let (_, text) = self.declared.iter().find(|(each, _)| *each == name)?;
        let added = self.added.get() + text.len();
        self.added.set(added);
        (added <= MOST_ADDED).then_some(text.as_str())
    }

    /// The letters of a text with references.
    pub(super) fn letters<'t>(&self, text: &'t str) -> Cow<'t, str> {
        letters(text, &mut |name| self.of(name))
    }

    /// A text in which only what the document itself declares is put in; for markup that is read again.
    pub(super) fn declared_only<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() || !text.contains('&') {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('&') {
            out.push_str(before);
            let known = name_at(after).and_then(|name| Some((name, self.of(name)?)));
            match known {
                Some((name, letters)) => {
                    letters.chars().for_each(|letter| match letter {
                        '&' => out.push_str("&amp;"),
                        '<' => out.push_str("&lt;"),
                        letter => out.push(letter),
                    });
                    rest = &after[name.len() + 1..];
                }
                None => {
                    out.push('&');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out.into()
    }
}

/// The name before a semicolon.
fn name_at(text: &str) -> Option<&str> {
    const LONGEST_NAME: usize = 32;
    let end = text.bytes().take(LONGEST_NAME).position(|byte| byte == b';')?;
    let name = &text[..end];
    let is_name = |letter: char| letter.is_alphanumeric() || "_-.:".contains(letter);
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

fn letters<'t, 'd>(text: &'t str, declared: &mut dyn FnMut(&str) -> Option<&'d str>) -> Cow<'t, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        rest = match after.strip_prefix('#') {
            Some(number) => numbered(number, &mut out),
            None => named(after, declared, &mut out),
        };
    }
    out.push_str(rest);
    out.into()
}

/// A reference by name; what follows it.
fn named<'t, 'd>(
    after: &'t str,
    declared: &mut dyn FnMut(&str) -> Option<&'d str>,
    out: &mut String,
) -> &'t str {
    // Markup that was escaped holds these by the thousand. No document may declare them as anything else (XML 1.0, 4.6).
    if let Some((letter, rest)) = predefined(after) {
        out.push(letter);
        return rest;
    }
    let Some(name) = name_at(after) else {
        out.push('&');
        return after;
    };
    let rest = &after[name.len() + 1..];
    if let Some(letters) = declared(name) {
        out.push_str(letters);
        return rest;
    }
    // The table's names end in their semicolons; zero fills a second letter that is none.
    let found = NAMED_ENTITIES.get(&after[..=name.len()]).filter(|(first, _)| *first != 0);
    match found {
        Some(&(first, second)) => {
            out.extend([first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32));
        }
        // "&APOS;", "&Nbsp;": case is a slip.
        None => match NAMED_ENTITIES.get(after[..=name.len()].to_ascii_lowercase().as_str()) {
            Some(&(first, 0)) if first != 0 => out.extend(char::from_u32(first)),
            _ => {
                out.push('&');
                return after;
            }
        },
    }
    rest
}

fn predefined(after: &str) -> Option<(char, &str)> {
    const PREDEFINED: [(&str, char); 5] =
        [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"'), ("apos;", '\'')];
    PREDEFINED.iter().find_map(|(name, letter)| Some((*letter, after.strip_prefix(name)?)))
}

/// A reference by number, its `&#` already read; what follows it.
fn numbered<'t>(number: &'t str, out: &mut String) -> &'t str {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if length == 0 {
        out.push_str("&#");
        return number;
    }
    let code = u32::from_str_radix(digits[..length].trim_start_matches('0'), radix);
    let code = if digits[..length].bytes().all(|byte| byte == b'0') { Ok(0) } else { code };
    match code {
        // Nothing can be meant by it.
        Ok(0) => (),
        Ok(code) => out.push(character(code)),
        Err(_) => out.push(char::REPLACEMENT_CHARACTER),
    }
    let rest = &digits[length..];
    rest.strip_prefix(';').unwrap_or(rest)
}

/// The letter of a number; those of the C1 controls are meant as in windows-1252, as browsers have it.
fn character(code: u32) -> char {
    #[rustfmt::skip]
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match code {
        0x80..=0x9F => WINDOWS[(code - 0x80) as usize],
        code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// A text in which the C1 controls are what windows-1252 has there, and UTF-8 that was read as Latin-1 is UTF-8 again.
pub(super) fn mended(text: Cow<'_, str>) -> Cow<'_, str> {
    // Most texts have neither, which is seen many bytes at a time.
    if !holds(&text, |byte| byte == 0xC2 || byte == 0xC3) {
        return text;
    }
    if let Some(read_twice) = unmangled(&text) {
        return read_twice.into();
    }
    if !(holds(&text, |byte| byte == 0xC2)
        && text.chars().any(|letter| matches!(letter, '\u{80}'..='\u{9F}')))
    {
        return text;
    }
    text.chars().map(|letter| character(u32::from(letter))).collect::<String>().into()
}

/// Whether one of the bytes is sought. Looked at in stretches without a way out, as machines do it fast.
fn holds(text: &str, is_sought: impl Fn(u8) -> bool) -> bool {
    const STRETCH: usize = 512;
    let mut stretches = text.as_bytes().chunks(STRETCH);
    stretches.any(|stretch| stretch.iter().fold(false, |found, byte| found | is_sought(*byte)))
}

/// UTF-8 behind a text of Latin-1 letters, where they can be nothing else.
fn unmangled(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    let unmangled = String::from_utf8(bytes?).ok()?;
    (!unmangled.is_ascii()).then_some(unmangled)
}
