//! Text made alike for comparing: small letters, no accents. Needle and text pass the same way in.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_compatible;

/// Appends the folded text: compatibility forms taken apart (NFKD), marks that searchers leave out dropped,
/// small letters, every white space a space.
///
/// Marks that tell letters apart stay: the voicing marks of kana, the vowels of Indic scripts.
pub(super) fn fold_onto(folded: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        // Most text is ASCII for long stretches, and a stretch folds at the speed of copying.
        let plain = if rest.is_ascii() { rest.len() } else { ascii_length(rest) };
        let start = folded.len();
        folded.push_str(&rest[..plain]);
        folded[start..].make_ascii_lowercase();
        rest = &rest[plain..];
        for character in rest.chars().take_while(|character| !character.is_ascii()) {
            fold_character(folded, character);
            rest = &rest[character.len_utf8()..];
        }
    }
}

/// How many bytes of ASCII a text begins with.
fn ascii_length(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii).count()
}

/// The folded text of a needle: besides, runs of white space become one space.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold_onto(&mut folded, word);
    }
    folded
}

fn fold_character(folded: &mut String, character: char) {
    match character {
        '\0'..=LAST_KNOWN => folded.push_str(KNOWN.get(character)),
        _ if is_its_own_folding(character) => folded.push(character),
        _ => take_apart(folded, character),
    }
}

/// The end of the kana: most text outside ASCII is of letters and punctuation up to here, or of Han.
const LAST_KNOWN: char = '\u{30ff}';

/// Every character up to there, folded once: to take them apart each time is most of the time a search takes.
static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known { text: String::new(), ends: vec![0] };
    for character in '\0'..=LAST_KNOWN {
        take_apart(&mut known.text, character);
        known.ends.push(known.text.len() as u32);
    }
    known
});

/// Foldings one after the other, by the number of their character.
struct Known {
    text: String,
    ends: Vec<u32>,
}

impl Known {
    fn get(&self, character: char) -> &str {
        let number = character as usize;
        &self.text[self.ends[number] as usize..self.ends[number + 1] as usize]
    }
}

fn take_apart(folded: &mut String, character: char) {
    if character.is_whitespace() {
        return folded.push(' ');
    }
    decompose_compatible(character, |part| {
        if !is_left_out(part) {
            part.to_lowercase().for_each(|small| fold_letter(folded, small));
        }
    });
}

/// Han, which NFKD leaves alone.
fn is_its_own_folding(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

/// Letters that Unicode does not take apart, as people without them on their keyboard write them.
fn fold_letter(folded: &mut String, letter: char) {
    match letter {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' => folded.push('d'),
        'ı' => folded.push('i'),
        'ς' => folded.push('σ'),
        _ if is_left_out(letter) => {}
        _ => folded.push(letter),
    }
}

/// Accents of Latin, Greek and Cyrillic letters, points of Hebrew and Arabic ones, and invisible joiners.
fn is_left_out(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        | '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_skips_the_look_up_is_left_alone_by_it() {
        for character in ('\u{80}'..='\u{ffff}').filter(|character| is_its_own_folding(*character)) {
            let mut parts = String::new();
            decompose_compatible(character, |part| parts.push(part));
            assert_eq!(parts.to_lowercase(), character.to_string());
        }
    }
}
