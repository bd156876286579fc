//! How many words a text has, as reading time counts them.

/// Two of these characters take as long to read as one word: about 500 characters a minute against 238 words.
const CHARACTERS_PER_WORD: u32 = 2;

/// Counts words: what white space parts, and characters of scripts that do not part their words by two.
#[must_use]
pub fn words(text: &str) -> u32 {
    // Asked of the whole text at once, this costs next to nothing.
    if text.is_ascii() {
        return words_of_ascii(text.bytes());
    }
    let (mut words, mut rest) = (0_u32, text);
    while !rest.is_empty() {
        let length = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (plain, after) = rest.split_at(length);
        if after.is_empty() {
            return words.saturating_add(words_of_ascii(plain.bytes()));
        }
        // The token that another letter stands in, as a whole; or none, before white space beyond ASCII.
        let begin = plain.bytes().rposition(is_white).map_or(0, |white| white + 1);
        let token = &rest[begin..];
        let mut parts = token.splitn(2, char::is_whitespace);
        words = words.saturating_add(words_of_ascii(plain[..begin].bytes()));
        words = words.saturating_add(parts.next().map_or(0, words_of_token));
        rest = parts.next().unwrap_or_default();
    }
    words
}

/// Most texts are in ASCII alone, and thousands of them come in at once: each byte is looked at without a choice.
fn words_of_ascii(bytes: impl Iterator<Item = u8>) -> u32 {
    let (mut words, mut is_word) = (0_u32, false);
    for byte in bytes {
        let class = CLASSES[usize::from(byte)];
        let is_end = class == WHITE;
        words += u32::from(is_word & is_end);
        is_word = (is_word | (class == LETTER)) & !is_end;
    }
    words + u32::from(is_word)
}

const LETTER: u8 = 1;
const WHITE: u8 = 2;

/// Which bytes are letters and digits, and which white space.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if (byte as u8).is_ascii_alphanumeric() {
            classes[byte] = LETTER;
        } else if is_white(byte as u8) {
            classes[byte] = WHITE;
        }
        byte += 1;
    }
    classes
};

/// White space of ASCII as Unicode has it.
const fn is_white(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

fn words_of_token(token: &str) -> u32 {
    if token.is_ascii() {
        return u32::from(token.bytes().any(|byte| byte.is_ascii_alphanumeric()));
    }
    let unparted = token.chars().filter(|&character| is_unparted(character)).count() as u32;
    let others = token.chars().any(|character| character.is_alphanumeric() && !is_unparted(character));
    unparted.div_ceil(CHARACTERS_PER_WORD) + u32::from(others)
}

/// Han, kana, Thai, Lao and Khmer: written without spaces between words.
fn is_unparted(character: char) -> bool {
    matches!(character,
        '\u{0E00}'..='\u{0EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
