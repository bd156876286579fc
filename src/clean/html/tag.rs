//! What a tag's attributes say. It knows no document.

use html5ever::tokenizer::Tag;

use crate::news::Direction;

/// The value of an attribute, as it came.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// A whole number at the start of an attribute, as HTML reads numbers.
pub(super) fn number(tag: &Tag, name: &str) -> Option<i64> {
    let value = attribute(tag, name)?.trim_start();
    let sign = usize::from(value.starts_with(['-', '+']));
    let digits = value[sign..].bytes().take_while(u8::is_ascii_digit).count();
    value[..sign + digits].parse().ok()
}

/// Which way a tag says its text runs.
pub(super) fn direction(tag: &Tag) -> Option<Direction> {
    match attribute(tag, "dir")?.trim().to_ascii_lowercase().as_str() {
        "ltr" => Some(Direction::LeftToRight),
        "rtl" => Some(Direction::RightToLeft),
        "auto" => Some(Direction::Auto),
        _ => None,
    }
}

/// Whether an element says that it is not to be seen.
pub(super) fn is_invisible(tag: &Tag) -> bool {
    if &*tag.name == "dialog" && attribute(tag, "open").is_none() {
        return true;
    }
    attribute(tag, "hidden").is_some()
        || attribute(tag, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
