//! What a stretch of text between two tags says: its character references resolved, its line ends made one kind.
//!
//! The tokenizer would do the same letter by letter, and hand every reference and every stray `<` to the tree builder
//! by itself. A page of nothing else would take seconds. It knows no tags: whoever calls it has found them.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr_iter;

/// The longest name of a reference, its semicolon counted; and of one that does without.
const LONGEST: usize = 32;
const LONGEST_BARE: usize = 6;

/// Where in a piece of a page outside all tags the first markup begins (WHATWG HTML, 13.2.5.6): any other `<` is a
/// letter.
pub(super) fn before_markup(piece: &str) -> &str {
    let bytes = piece.as_bytes();
    let begins = |at: &usize| {
        bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
    };
    let start = memchr_iter(b'<', bytes).find(begins).unwrap_or(bytes.len());
    &piece[..start]
}

/// Writes the letters of a text outside all tags behind others.
pub(super) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'\r' | b'\0')) {
        out.push_str(&rest[..at]);
        let length = match rest.as_bytes()[at] {
            b'&' => reference(out, &rest[at..]),
            b'\r' => {
                out.push('\n');
                if rest[at..].starts_with("\r\n") { 2 } else { 1 }
            }
            _ => 1,
        };
        rest = &rest[at + length..];
    }
    out.push_str(rest);
}

/// Writes what the reference at the start of a text stands for; how many bytes it has. What is none is itself.
fn reference(out: &mut String, text: &str) -> usize {
    let resolved = match text.as_bytes().get(1) {
        Some(b'#') => numeric(out, text),
        Some(first) if first.is_ascii_alphanumeric() => named(out, text),
        _ => None,
    };
    resolved.unwrap_or_else(|| {
        out.push('&');
        1
    })
}

/// WHATWG HTML, 13.2.5.73: the longest name counts, and some need no semicolon.
fn named(out: &mut String, text: &str) -> Option<usize> {
    let name = &text[1..];
    let length = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let is_ended = name.as_bytes().get(length) == Some(&b';');
    let known = |end: usize| {
        NAMED_ENTITIES.get(&name[..end]).filter(|(first, _)| *first != 0).map(|told| (end, told))
    };
    let whole = if is_ended { known(length + 1) } else { None };
    let (end, (first, second)) = whole.or_else(|| (2..=length.min(LONGEST_BARE)).rev().find_map(known))?;
    out.extend(char::from_u32(*first));
    if *second != 0 {
        out.extend(char::from_u32(*second));
    }
    Some(1 + end)
}

/// WHATWG HTML, 13.2.5.75 to 13.2.5.80.
fn numeric(out: &mut String, text: &str) -> Option<usize> {
    let (radix, start) = match text.as_bytes().get(2) {
        Some(b'x' | b'X') => (16, 3),
        _ => (10, 2),
    };
    let digits = &text[start..];
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let code = digits[..length].chars().filter_map(|digit| digit.to_digit(radix));
    let code = code.fold(0_u32, |code, digit| code.saturating_mul(radix).saturating_add(digit));
    let letter = match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => C1_REPLACEMENTS[code as usize - 0x80]
            .or(char::from_u32(code))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    out.push(letter);
    let is_ended = digits.as_bytes().get(length) == Some(&b';');
    Some(start + length + usize::from(is_ended))
}
