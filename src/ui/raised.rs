//! Draws raised and lowered numbers as such, as "10⁶" is not "106"; letters stay as they are, since "1st" and "Mme"
//! read well in one size and few fonts have small ones.

use crate::news::Style;
use crate::typeset;
use std::borrow::Cow;

/// What is drawn for a stretch of text in a style, of the same width: the text itself, unless all of it stands raised
/// or lowered and has small forms. Where such forms may take two columns, none is used.
pub(super) fn as_drawn(text: &str, style: Style) -> Cow<'_, str> {
    let small = match (style.has(Style::SUPERSCRIPT), style.has(Style::SUBSCRIPT)) {
        (true, false) if !typeset::counts_wide() => raised,
        (false, true) if !typeset::counts_wide() => lowered,
        (_, _) => return Cow::Borrowed(text),
    };
    text.chars().map(small).collect::<Option<String>>().map_or(Cow::Borrowed(text), Cow::Owned)
}

fn raised(sign: char) -> Option<char> {
    Some(match sign {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32('⁴' as u32 + (sign as u32 - '4' as u32))?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        'n' => 'ⁿ',
        _ => return None,
    })
}

fn lowered(sign: char) -> Option<char> {
    Some(match sign {
        '0'..='9' => char::from_u32('₀' as u32 + (sign as u32 - '0' as u32))?,
        '+' => '₊',
        '-' | '−' | '–' => '₋',
        _ => return None,
    })
}
