//! Words parted at their syllables, after Liang, "Word Hy-phen-a-tion by Com-put-er" (1983). It must not know where
//! lines end.

use std::collections::HashMap;

use hypher::Lang;

use super::fragment::Fragment;
use super::language::Language;
use super::piece::Piece;
use super::width::{lone_width, narrow_width, width};
use crate::news::Style;

/// Narrower lines part no words: a syllable and a hyphen would be half of the line.
pub(super) const HYPHENS_FROM: u16 = 20;
/// Shorter words are not worth a hyphen.
const SHORTEST: usize = 6;
/// Parts of words that have a hyphen of their own are parted further only where they are long.
const SHORTEST_PART: usize = 9;
/// Letters that stand before a hyphen, and behind it, at least.
const BEFORE: usize = 2;
const BEHIND: usize = 3;
/// Words remembered of each language; most texts have fewer.
const REMEMBERED: usize = 20_000;

/// Bytes of a word before which it may be parted, each a bit; longer words than it has bits for are left whole.
type Borders = u128;

/// Parts words, and remembers how.
#[derive(Debug, Default)]
pub(super) struct Hyphenator {
    known: Vec<(Lang, HashMap<Box<str>, Borders>)>,
    /// Where the token at hand may be parted.
    cuts: Vec<u32>,
}

impl Hyphenator {
    /// Writes the fragments of a piece to `out`, those of words parted into their syllables. Lines are of `limit`
    /// columns. Answers whether any word was parted.
    pub(super) fn part(
        &mut self,
        piece: &Piece,
        fragments: &[Fragment],
        limit: u16,
        out: &mut Vec<Fragment>,
    ) -> bool {
        out.clear();
        let mut tokens = Tokens { piece, run: 0, language: 0, glued: 0 };
        let mut rest = fragments;
        while !rest.is_empty() {
            let ends = |fragment: &Fragment| fragment.space > 0 || fragment.forced;
            let count = rest.iter().position(ends).map_or(rest.len(), |last| last + 1);
            let (token, others) = rest.split_at(count);
            rest = others;
            self.part_token(&mut tokens, token, limit, out);
        }
        out.len() != fragments.len()
    }

    /// Parts what stands between two spaces.
    fn part_token(
        &mut self,
        tokens: &mut Tokens<'_>,
        token: &[Fragment],
        limit: u16,
        out: &mut Vec<Fragment>,
    ) {
        let (Some(first), Some(last)) = (token.first(), token.last()) else { return };
        self.cuts.clear();
        // Most tokens are too short for anything: bytes are at least as many as letters.
        if (last.end - first.start) as usize >= SHORTEST
            && let Some((words, language)) = tokens.words(first.start, last.end)
        {
            self.cut_words(words, first.start, language);
        }
        if self.cuts.is_empty() {
            out.extend_from_slice(token);
            return;
        }
        let before = out.len();
        divide(&tokens.piece.string, token, &self.cuts, out);
        // A syllable that fits no line is left to be broken anywhere.
        if out[before..].iter().any(|part| part.last_width() > u32::from(limit)) {
            out.truncate(before);
            out.extend_from_slice(token);
        }
    }

    /// Notes where the words of a token that begins at `base` may be parted.
    fn cut_words(&mut self, token: &str, base: u32, language: Lang) {
        let parts = token.matches(is_hyphen).count();
        let shortest = if parts > 0 { SHORTEST_PART } else { SHORTEST };
        let mut at = 0;
        while at < token.len() {
            let length = letters(&token[at..]);
            let word = &token[at..at + length];
            if word.len() >= shortest && is_apart(token, at, at + length) {
                let borders = self.borders(word, shortest, language);
                let bytes =
                    (0..word.len().min(Borders::BITS as usize)).filter(|byte| borders >> byte & 1 == 1);
                self.cuts.extend(bytes.map(|byte| base + (at + byte) as u32));
            }
            at += length;
            at += token[at..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn borders(&mut self, word: &str, shortest: usize, language: Lang) -> Borders {
        if word.len() > Borders::BITS as usize {
            return 0;
        }
        let known = match self.known.iter().position(|(known, _)| *known == language) {
            Some(place) => place,
            None => {
                self.known.push((language, HashMap::new()));
                self.known.len() - 1
            }
        };
        let words = &mut self.known[known].1;
        if let Some(borders) = words.get(word) {
            return *borders;
        }
        let borders = if is_word(word, shortest) { syllables(word, language) } else { 0 };
        if words.len() >= REMEMBERED {
            words.clear();
        }
        words.insert(word.into(), borders);
        borders
    }
}

fn syllables(word: &str, language: Lang) -> Borders {
    let (before, behind) = language.bounds();
    let parts = hypher::hyphenate_bounded(word, language, before.max(BEFORE), behind.max(BEHIND));
    let mut at = 0;
    let mut borders = 0;
    for part in parts {
        at += part.len();
        if at < word.len() {
            borders |= 1 << at;
        }
    }
    borders
}

/// Whether letters are a word that may be parted: long enough, and no abbreviation or name with capitals inside.
fn is_word(letters: &str, shortest: usize) -> bool {
    letters.chars().nth(shortest - 1).is_some() && !letters.chars().skip(1).any(char::is_uppercase)
}

/// Bytes of the letters a text begins with, each a cluster by itself.
fn letters(text: &str) -> usize {
    text.find(|character: char| {
        !(character.is_ascii_alphabetic()
            || !character.is_ascii() && character.is_alphabetic() && narrow_width(character) == Some(1))
    })
    .unwrap_or(text.len())
}

/// Whether a word stands by itself: nothing joins with its letters, and no apostrophe follows that would make it the
/// start of another one (“couldn’t”).
fn is_apart(token: &str, start: usize, end: usize) -> bool {
    let before = token[..start].chars().next_back();
    let behind = token[end..].chars().next();
    let joins = |character: Option<char>| character.is_some_and(|c| lone_width(c).is_none() && !is_space(c));
    let is_elided =
        matches!(behind, Some('\'' | '’')) && token[end..].chars().nth(1).is_some_and(char::is_alphabetic);
    !joins(before) && !joins(behind) && !is_elided
}

fn is_space(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{202F}' | '\u{200B}' | '\u{2060}')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// What is no word: addresses, numbers, names of files and of programs, and words that their author has parted.
fn is_technical(token: &str) -> bool {
    let odd = |byte: u8| {
        byte.is_ascii_digit()
            || matches!(
                byte,
                b'/' | b'@'
                    | b'_'
                    | b'\\'
                    | b'#'
                    | b'&'
                    | b'+'
                    | b'='
                    | b'~'
                    | b'|'
                    | b'<'
                    | b'>'
                    | b'*'
                    | b'%'
            )
    };
    let dotted = |(at, byte): (usize, u8)| {
        matches!(byte, b'.' | b':') && token.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    token.bytes().any(odd) || token.bytes().enumerate().any(dotted) || token.contains('\u{AD}')
}

/// The tokens of a piece in order.
struct Tokens<'a> {
    piece: &'a Piece,
    run: usize,
    language: usize,
    glued: usize,
}

impl<'a> Tokens<'a> {
    /// The words of the token between two bytes, without the number of a link, and their language. `None` where it is
    /// no word of the text's.
    fn words(&mut self, start: u32, mut end: u32) -> Option<(&'a str, Lang)> {
        let piece = self.piece;
        self.glued += piece.glued[self.glued..].iter().take_while(|at| **at <= start).count();
        end = piece.glued.get(self.glued).map_or(end, |at| end.min(*at));
        let language = self.language(start).patterns()?;
        let token = &piece.string[start as usize..end as usize];
        let is_words = start >= piece.counted_from && !is_technical(token) && !self.is_code(start, end);
        is_words.then_some((token, language))
    }

    fn language(&mut self, at: u32) -> Language {
        let stretches = &self.piece.languages;
        self.language += stretches[self.language..].iter().take_while(|(end, _)| *end <= at).count();
        stretches.get(self.language).map_or(self.piece.language, |(_, language)| *language)
    }

    /// Whether code or a formula stands between two bytes.
    fn is_code(&mut self, start: u32, end: u32) -> bool {
        let runs = &self.piece.runs;
        self.run += runs[self.run..].iter().take_while(|run| run.end <= start).count();
        let own = |style: Style| style.has(Style::CODE) || style.has(Style::MATH);
        let inside = runs[self.run..].iter().scan(start, |from, run| {
            let is_inside = *from < end;
            *from = run.end;
            is_inside.then_some(run)
        });
        own(self.piece.style) || inside.into_iter().any(|run| own(run.style))
    }
}

/// The fragments of a token, parted at `cuts` too. Where a word that may be parted was too wide for a line, it is made
/// whole first.
fn divide(text: &str, token: &[Fragment], cuts: &[u32], out: &mut Vec<Fragment>) {
    let mut cuts = cuts.iter().copied().peekable();
    let mut fragments = token.iter().copied().peekable();
    while let Some(mut whole) = fragments.next() {
        while let Some(next) = fragments.next_if(|next| is_broken_word(text, &whole, next)) {
            let space = next.space;
            whole = Fragment {
                start: whole.start,
                width: whole.width.saturating_add(next.width),
                half_words: whole.half_words.saturating_add(next.half_words),
                space,
                ..next
            };
        }
        let mut rest = whole;
        while let Some(cut) = cuts.next_if(|cut| *cut < whole.end) {
            let columns = width(&text[rest.start as usize..cut as usize]).min(rest.width);
            out.push(Fragment { end: cut, width: columns, space: 0, hyphen: true, forced: false, ..rest });
            rest = Fragment { start: cut, width: rest.width - columns, half_words: 0, ..rest };
        }
        out.push(rest);
    }
}

/// Whether two fragments are of one word that was broken because no line is wide enough for it.
pub(super) fn is_broken_word(text: &str, before: &Fragment, behind: &Fragment) -> bool {
    let is_letter =
        |character: Option<char>| character.is_some_and(|c| c.is_alphabetic() && narrow_width(c) == Some(1));
    before.end == behind.start
        && !before.hyphen
        && !before.forced
        && before.space == 0
        && is_letter(text[..before.end as usize].chars().next_back())
        && is_letter(text[behind.start as usize..].chars().next())
}
