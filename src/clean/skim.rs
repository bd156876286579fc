//! Markup skimmed in one pass: its letters for counting, at a hundredth of what a document of it costs. What it tells is
//! near enough to number words by, and nothing of it is fit to be shown.

use html5ever::data::NAMED_ENTITIES;
use memchr::memchr;

use super::html::Kind;

/// Tells the letters of markup, piece by piece, with blanks where its blocks part them; scripts, comments and what else is
/// not read as text is left out. Elements that a page hides by its styles are not seen to be hidden.
pub(super) fn letters(markup: &str, tell: &mut impl FnMut(&str)) {
    let mut rest = markup;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        tell_text(&rest[..at], tell);
        rest = after_tag(&rest[at..], tell);
    }
    tell_text(rest, tell);
}

/// What stands after a tag, a comment or a declaration that begins here; the sign itself where there is none.
fn after_tag<'a>(markup: &'a str, tell: &mut impl FnMut(&str)) -> &'a str {
    let after_sign = &markup[1..];
    let is_end = after_sign.starts_with('/');
    let name_on = &after_sign[usize::from(is_end)..];
    match name_on.bytes().next() {
        Some(first) if first.is_ascii_alphabetic() => {
            let length =
                name_on.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>'));
            let (name, rest) = name_on.split_at(length.unwrap_or(name_on.len()));
            after_named(name, is_end, after_attributes(rest), tell)
        }
        Some(b'!') if after_sign.starts_with("!--") => after(after_sign, "-->"),
        Some(b'!' | b'?') => after(after_sign, ">"),
        Some(_) | None => {
            tell("<");
            after_sign
        }
    }
}

/// What is read on after a tag: for elements that are left out, what stands behind their end, if they have one.
fn after_named<'a>(name: &str, is_end: bool, rest: &'a str, tell: &mut impl FnMut(&str)) -> &'a str {
    let kind = kind_of(name);
    if kind.is_block() || kind == Kind::Break {
        tell("\n");
    }
    let is_left_out = match kind {
        Kind::Raw
        | Kind::RawWithEntities
        | Kind::Title
        | Kind::Dropped
        | Kind::DroppedBlock
        | Kind::Alien
        | Kind::Reading
        | Kind::ReadingBracket => !is_end,
        _ => false,
    };
    if is_left_out { find_end(rest, name).map_or(rest, |at| &rest[at..]) } else { rest }
}

fn kind_of(name: &str) -> Kind {
    const LONGEST: usize = 16;
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..name.len()) else { return Kind::Inline };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    str::from_utf8(lower).map_or(Kind::Inline, Kind::of)
}

/// Where the end tag of an element begins.
fn find_end(markup: &str, name: &str) -> Option<usize> {
    let is_end = |at: usize| {
        let end = markup.get(at + 2..at + 2 + name.len());
        end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    markup.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at))
}

/// What stands behind the `>` of a tag; one in quotes does not count.
fn after_attributes(rest: &str) -> &str {
    let mut quote = None;
    let mut before = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => (),
            (None, b'>') => return &rest[at + 1..],
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, _) => (),
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    ""
}

/// What stands behind a sign; where it is missing, behind the next `>`.
fn after<'a>(rest: &'a str, sign: &str) -> &'a str {
    let end = rest.find(sign).map(|at| at + sign.len());
    end.or_else(|| rest.find('>').map(|at| at + 1)).map_or("", |at| &rest[at..])
}

/// Text with its character references undone.
fn tell_text(text: &str, tell: &mut impl FnMut(&str)) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        tell(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().skip(1).take(LONGEST_NAME).position(|byte| !is_of_name(byte));
        let end = 1 + end.unwrap_or_else(|| (rest.len() - 1).min(LONGEST_NAME));
        let is_ended = rest.as_bytes().get(end) == Some(&b';');
        let name = &rest[1..end];
        match referred(name).filter(|_| is_ended || name.starts_with('#')) {
            Some(letter) => tell(letter.encode_utf8(&mut [0; 4])),
            None => tell(&rest[..end]),
        }
        rest = &rest[end + usize::from(is_ended)..];
    }
    tell(rest);
}

/// Longer names of characters are seldom seen.
const LONGEST_NAME: usize = 24;

fn is_of_name(byte: u8) -> bool {
    byte == b'#' || byte.is_ascii_alphanumeric()
}

fn referred(name: &str) -> Option<char> {
    let number = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => NAMED_ENTITIES.get(format!("{name};").as_str())?.0,
    };
    char::from_u32(number)
}

#[cfg(test)]
mod tests {
    use super::letters;

    fn words(markup: &str) -> String {
        let mut text = String::new();
        letters(markup, &mut |piece| text.push_str(piece));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tags_go_and_blocks_part_words() {
        assert_eq!(words("<p>One<b>s</b> <i>two</i></p><p class='a>b'>three<br>four"), "Ones two three four");
        assert_eq!(words("a < b && c <d"), "a < b && c");
        assert_eq!(words("<P>x</P><UL><LI>y</UL>"), "x y");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        let markup =
            "<style>a{}</style>one<!-- two > three --><script>if (a<b) {}</SCRIPT> four<nav>five</nav>";
        assert_eq!(words(markup), "one four");
        assert_eq!(words("<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>"), "字");
        assert_eq!(words("<nav>never ended"), "never ended");
        assert_eq!(words("text<!-- never ended"), "text");
        assert_eq!(words("<a href='never ended"), "");
    }

    #[test]
    fn character_references_are_undone() {
        assert_eq!(words("caf&eacute;&nbsp;&amp; &#x41;&#66 &unknown; &"), "café & AB &unknown &");
    }
}
