//! Text made alike for comparing: small letters, no accents. Needle and text pass the same way in.

use unicode_normalization::char::decompose_compatible;

/// Appends the folded text: compatibility forms taken apart (NFKD), marks that searchers leave out dropped,
/// small letters, every white space a space.
///
/// Marks that tell letters apart stay: the voicing marks of kana, the vowels of Indic scripts.
pub(super) fn fold_onto(folded: &mut String, text: &str) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
        return;
    }
    for character in text.chars() {
        fold_character(folded, character);
    }
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
        'A'..='Z' => folded.push(character.to_ascii_lowercase()),
        // Han, and the kana that NFKD leaves alone, are their own folding; looking them up would cost most
        // of the time that a search takes.
        '!'..='~' | '\u{3041}'..='\u{304a}' | '\u{306e}'..='\u{306f}' | '\u{4e00}'..='\u{9fff}' => {
            folded.push(character);
        }
        _ if character.is_whitespace() => folded.push(' '),
        _ => decompose_compatible(character, |part| {
            if !is_left_out(part) {
                part.to_lowercase().for_each(|small| fold_letter(folded, small));
            }
        }),
    }
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
