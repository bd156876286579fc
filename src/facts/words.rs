//! How many words a text has, as reading time counts them.

/// Two of these characters take as long to read as one word: about 500 characters a minute against 238 words.
const CHARACTERS_PER_WORD: u32 = 2;

/// Counts words: what white space parts, and characters of scripts that do not part their words by two.
#[must_use]
pub fn words(text: &str) -> u32 {
    text.split_whitespace().map(words_of_token).fold(0, u32::saturating_add)
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
