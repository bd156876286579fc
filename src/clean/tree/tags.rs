//! Tags as nearly everybody writes them, read in one go.
//!
//! The tokenizer reads a tag letter by letter, which is most of what a page of many tags costs. What is here reads the
//! same of a tag in which nothing has to be resolved or guessed, and leaves every other one to the tokenizer.

use std::borrow::Cow;

use html5ever::interface::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{LocalName, QualName, ns};

/// A tag of more attributes is left to the tokenizer.
const MOST_ATTRIBUTES: usize = 32;

/// The tag that a piece of a page is, from its `<` to its `>`; `None` where that cannot be seen at once.
pub(super) fn plain(piece: &str) -> Option<Tag> {
    let inside = piece.strip_prefix('<')?.strip_suffix('>')?;
    match inside.strip_prefix('/') {
        Some(name) => {
            let (name, rest) = name_of(name.trim_end_matches(is_blank))?;
            rest.is_empty().then(|| tag(TagKind::EndTag, name, Vec::new(), false))
        }
        None => {
            let (name, rest) = name_of(inside)?;
            let (attributes, self_closing) = attributes(rest)?;
            Some(tag(TagKind::StartTag, name, attributes, self_closing))
        }
    }
}

fn tag(kind: TagKind, name: LocalName, attrs: Vec<Attribute>, self_closing: bool) -> Tag {
    Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false }
}

/// The name that a tag begins with, and what follows it.
fn name_of(inside: &str) -> Option<(LocalName, &str)> {
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_name = inside.starts_with(|first: char| first.is_ascii_alphabetic());
    let (name, rest) = inside.split_at(length);
    let ends = rest.is_empty() || rest.starts_with(is_blank) || rest == "/";
    (is_name && ends).then(|| (LocalName::from(lower(name)), rest))
}

/// The attributes behind a tag's name, and whether the tag closes itself.
fn attributes(inside: &str) -> Option<(Vec<Attribute>, bool)> {
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut rest = inside;
    loop {
        let next = rest.trim_start_matches(is_blank);
        if matches!(next, "" | "/") {
            return Some((attributes, next == "/"));
        }
        // What is not parted by a blank is a slip.
        if next.len() == rest.len() || attributes.len() == MOST_ATTRIBUTES {
            return None;
        }
        let (name, value, after) = attribute(next)?;
        if attributes.iter().any(|other| other.name.local == name) {
            return None;
        }
        attributes
            .push(Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(value) });
        rest = after;
    }
}

/// The first attribute of a text, its value, and what follows it.
fn attribute(text: &str) -> Option<(LocalName, &str, &str)> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let length = text.bytes().take_while(is_letter).count();
    let (name, rest) = text.split_at(length);
    if name.is_empty() {
        return None;
    }
    let name = LocalName::from(lower(name));
    let Some(told) = rest.strip_prefix('=') else {
        // A blank may part a name from its sign.
        let is_bare = !rest.trim_start_matches(is_blank).starts_with('=');
        return (is_bare && (rest.is_empty() || rest == "/" || rest.starts_with(is_blank)))
            .then_some((name, "", rest));
    };
    let (value, after) = match told.chars().next()? {
        quote @ ('"' | '\'') => told[1..].split_once(quote)?,
        _ => told.split_at(told.find(is_blank).unwrap_or(told.len())),
    };
    let is_quoted = told.starts_with(['"', '\'']);
    let is_odd = |byte: u8| match byte {
        b'&' | b'\0' | b'\r' => true,
        b'"' | b'\'' | b'<' | b'=' | b'`' => !is_quoted,
        _ => false,
    };
    (!(value.bytes().any(is_odd) || !is_quoted && value.is_empty())).then_some((name, value, after))
}

/// A name in small letters.
pub(super) fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\u{C}')
}
