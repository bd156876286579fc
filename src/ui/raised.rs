//! Draws what is raised or lowered as such: numbers, as "10⁶" is not "106", and single letters, as "2ᵏ" is not "2k".
//! Words stay as they are: "1st" and "Mme" read well in one size.

use crate::facts;
use crate::news::Style;
use crate::typeset;
use std::borrow::Cow;

/// What is drawn for a stretch of text in a style, of the same width: the text itself, unless all of it stands raised
/// or lowered and has small forms. Where such forms may take two columns, none is used.
pub(super) fn as_drawn(text: &str, style: Style) -> Cow<'_, str> {
    let small = match (style.has(Style::SUPERSCRIPT), style.has(Style::SUBSCRIPT)) {
        (true, false) => facts::raised,
        (false, true) => facts::lowered,
        (_, _) => return Cow::Borrowed(text),
    };
    let is_word = text.chars().filter(|sign| sign.is_alphabetic()).count() > 1;
    if is_word || typeset::counts_wide() {
        return Cow::Borrowed(text);
    }
    text.chars().map(small).collect::<Option<String>>().map_or(Cow::Borrowed(text), Cow::Owned)
}
