//! Lines of a text: where they end, which are blank, what marks their start.

/// The lines of a text, ended by LF, CR LF or CR, without their ends. A last empty line is none.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(end);
        rest = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or("");
        Some(line)
    })
}

/// Whether a line shows nothing: white space, controls, and characters without width.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(shows_nothing)
}

fn shows_nothing(character: char) -> bool {
    const NO_WIDTH: &[char] =
        &['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{200e}', '\u{200f}'];
    character.is_whitespace() || character.is_control() || NO_WIDTH.contains(&character)
}

/// What stands before a line's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Marker {
    /// Nothing.
    None,
    /// A bullet.
    Bullet,
    /// A number with a point or a bracket.
    Number(u32),
}

/// A line with its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// As it came, without what shows nothing at its end.
    pub(super) raw: &'a str,
    /// Without what shows nothing around it.
    pub(super) text: &'a str,
    /// What stands before its words.
    pub(super) marker: Marker,
    /// Its words, after the marker.
    pub(super) content: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        let raw = raw.trim_end_matches(shows_nothing);
        let text = raw.trim_start_matches(shows_nothing);
        let (marker, content) = marker(text);
        Self { raw, text, marker, content }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn has_bullet(&self) -> bool {
        self.marker == Marker::Bullet
    }

    /// How many columns stand before the text, a tab being eight.
    pub(super) fn indent(&self) -> usize {
        let head = &self.raw[..self.raw.len() - self.text.len()];
        head.chars().map(|character| if character == '\t' { 8 } else { 1 }).sum()
    }

    pub(super) fn words(&self) -> usize {
        self.content.split_whitespace().count()
    }
}

fn marker(text: &str) -> (Marker, &str) {
    bullet(text)
        .map(|content| (Marker::Bullet, content))
        .or_else(|| number(text).map(|(number, content)| (Marker::Number(number), content)))
        .unwrap_or((Marker::None, text))
}

/// What follows a bullet. `-` and `*` need a blank, lest "-5" and "*stars*" lose a character.
fn bullet(text: &str) -> Option<&str> {
    const ALWAYS: &[char] = &['•', '‣', '◦', '▪', '●', '∙'];
    const BEFORE_BLANK: &[char] = &['-', '*', '·', '–', '+'];
    let content = text
        .strip_prefix(ALWAYS)
        .or_else(|| text.strip_prefix(BEFORE_BLANK).filter(|rest| rest.starts_with(char::is_whitespace)))?
        .trim_start_matches(shows_nothing);
    (!content.is_empty()).then_some(content)
}

fn number(text: &str) -> Option<(u32, &str)> {
    const MOST_DIGITS: usize = 3;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > MOST_DIGITS {
        return None;
    }
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    let content = rest.trim_start_matches(shows_nothing);
    let parted = rest.len() > content.len() && !content.is_empty();
    parted.then_some((text[..digits].parse().ok()?, content))
}
