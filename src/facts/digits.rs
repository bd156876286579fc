//! The digits of other scripts as the ten of ASCII. It knows no number.

use std::borrow::Cow;

/// The zeros of the scripts whose digits follow each other: Arabic, Persian, Devanagari, Bengali, Thai, full width.
const ZEROS: [char; 6] = ['٠', '۰', '०', '০', '๐', '０'];

/// A text with every digit in ASCII, and without marks of direction, which some put around dates.
pub(super) fn western(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    text.chars().filter(|letter| !is_direction_mark(*letter)).map(western_digit).collect::<String>().into()
}

fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{061C}')
}

fn western_digit(letter: char) -> char {
    let value = |zero: &char| (letter as u32).checked_sub(*zero as u32).filter(|value| *value < 10);
    let found = ZEROS.iter().find_map(value).and_then(|value| char::from_digit(value, 10));
    found.unwrap_or(letter)
}
