//! Feeds a page to the tokenizer so that no tag costs more than its length.
//!
//! The tokenizer compares every attribute of a tag with all before it, which makes one tag of a million
//! attributes a million times a million steps. Here a tag's attributes are counted while they are fed, and those
//! beyond [`ATTRIBUTES`] are left out. The input goes in up to each `>`, where alone a tag can end, so
//! that the reader behind the tokenizer always tells in which state it is. Tags that would be left out anyway need not
//! be read by the tokenizer at all.

use memchr::{memchr, memchr_iter};

use crate::clean::text::border_before;

use super::limits::ATTRIBUTES;

/// Where in a tag the scan is (WHATWG HTML, 13.2.5.8 and 13.2.5.32 to 13.2.5.39).
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// In text.
    Text,
    /// In a comment or declaration: only the tokenizer knows where it ends.
    Comment,
    /// In the tag's name.
    Name,
    /// Before an attribute.
    Before,
    /// In an attribute's name.
    Attribute,
    /// After an attribute's name and a blank.
    After,
    /// After an equals sign.
    Equals,
    /// In a value without quotes.
    Bare,
    /// In a value that ends with this quote.
    Quoted(u8),
}

/// The scan over the whole input, kept between pieces.
pub(super) struct Guard {
    state: State,
    attributes: usize,
}

/// The pieces of a page in order, each ending in `>` but the last.
pub(super) fn pieces(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

impl Guard {
    /// At the start of a page.
    pub(super) fn new() -> Self {
        Self { state: State::Text, attributes: 0 }
    }

    /// Tells that the tokenizer is outside any tag.
    pub(super) fn outside(&mut self) {
        *self = Self::new();
    }

    /// The parts of a piece that are to be fed. `raw` is the element whose markup-free content the piece
    /// stands in: only its end tag is a tag there.
    pub(super) fn admit<'a>(&mut self, piece: &'a str, raw: Option<&str>) -> (&'a str, &'a str) {
        let bytes = piece.as_bytes();
        let mut position = if self.state == State::Text { self.find_tag(piece, raw) } else { 0 };
        while position < bytes.len() {
            self.step(bytes[position]);
            if self.attributes > ATTRIBUTES {
                return self.skip(piece, position);
            }
            position += 1;
        }
        (piece, "")
    }

    /// Whether no tag, comment or declaration is open.
    pub(super) fn is_outside(&self) -> bool {
        self.state == State::Text
    }

    /// The name of the tag that a piece is, where the tokenizer need not see that. Nothing may be open.
    pub(super) fn pass_over<'a>(&mut self, piece: &'a str) -> Option<&'a str> {
        if let Some(name) = bare_name(piece) {
            return Some(name);
        }
        let start = self.find_tag(piece, None);
        let is_tag = self.state == State::Name && start <= 2;
        if is_tag {
            piece.as_bytes()[start..].iter().for_each(|&byte| self.step(byte));
        }
        let is_whole = is_tag && self.state == State::Text;
        self.outside();
        let name = piece.get(start..)?.split(|letter: char| !letter.is_ascii_alphanumeric()).next()?;
        is_whole.then_some(name)
    }

    /// Where the first tag of a piece begins to be scanned: after its `<` or `</`.
    fn find_tag(&mut self, piece: &str, raw: Option<&str>) -> usize {
        let bytes = piece.as_bytes();
        for start in memchr_iter(b'<', bytes) {
            if raw.is_none() && matches!(bytes.get(start + 1), Some(b'!' | b'?')) {
                self.state = State::Comment;
                break;
            }
            let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
            let is_tag = match raw {
                None => bytes.get(name).is_some_and(u8::is_ascii_alphabetic),
                Some(raw) => {
                    name == start + 2
                        && piece
                            .get(name..name + raw.len())
                            .is_some_and(|found| found.eq_ignore_ascii_case(raw))
                }
            };
            if is_tag {
                (self.state, self.attributes) = (State::Name, 0);
                return name;
            }
        }
        bytes.len()
    }

    fn step(&mut self, byte: u8) {
        let blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
        self.state = match (self.state, byte) {
            (State::Quoted(quote), byte) if byte == quote => State::Before,
            (State::Quoted(quote), _) => State::Quoted(quote),
            (State::Comment, _) => State::Comment,
            (_, b'>') | (State::Text, _) => State::Text,
            (State::Equals, quote @ (b'"' | b'\'')) => State::Quoted(quote),
            (State::Equals, _) if blank => State::Equals,
            (State::Equals | State::Bare, _) => {
                if blank {
                    State::Before
                } else {
                    State::Bare
                }
            }
            (State::Attribute | State::After, b'=') => State::Equals,
            (State::Attribute | State::After, _) if blank => State::After,
            (_, b'/') => State::Before,
            (State::Attribute, _) => State::Attribute,
            (State::Name, _) => {
                if blank {
                    State::Before
                } else {
                    State::Name
                }
            }
            (State::Before, _) if blank => State::Before,
            (State::Before | State::After, _) => {
                self.attributes += 1;
                State::Attribute
            }
        };
    }

    /// Leaves out the rest of a tag: up to its end, if that is in this piece.
    fn skip<'a>(&mut self, piece: &'a str, position: usize) -> (&'a str, &'a str) {
        for &byte in &piece.as_bytes()[position + 1..] {
            self.step(byte);
        }
        let end = if self.state == State::Text { ">" } else { "" };
        (&piece[..border_before(piece, position)], end)
    }
}

/// The name of the tag that a piece is, where it is nothing but that name between its brackets.
fn bare_name(piece: &str) -> Option<&str> {
    let inside = piece.strip_prefix('<')?.strip_suffix('>')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let is_name = name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then_some(name)
}
