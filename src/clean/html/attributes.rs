//! What the attributes of an element say. It knows no document.

use super::element::Kind;
use crate::clean::tree::{NodeId, Step, Tree};
use crate::news::{Alignment, Direction, Style};

/// A whole number at the start of an attribute, as HTML reads numbers.
pub(super) fn number(tree: &Tree, node: NodeId, name: &str) -> Option<i64> {
    let value = tree.attribute(node, name)?.trim_start();
    let sign = usize::from(value.starts_with(['-', '+']));
    let digits = value[sign..].bytes().take_while(u8::is_ascii_digit).count();
    value[..sign + digits].parse().ok()
}

/// Which way an element says its text runs.
pub(super) fn direction(tree: &Tree, node: NodeId) -> Option<Direction> {
    match tree.attribute(node, "dir")?.trim().to_ascii_lowercase().as_str() {
        "ltr" => Some(Direction::LeftToRight),
        "rtl" => Some(Direction::RightToLeft),
        "auto" => Some(Direction::Auto),
        _ => None,
    }
}

/// Whether one of an element's classes is among some.
pub(super) fn has_class(tree: &Tree, node: NodeId, names: &[&str]) -> bool {
    tree.classes(node).any(|class| names.contains(&class))
}

/// The value of a property in an element's `style`, in lower case.
pub(super) fn declared(tree: &Tree, node: NodeId, property: &str) -> Option<String> {
    let style = tree.attribute(node, "style")?;
    style.split(';').filter_map(|declaration| declaration.split_once(':')).find_map(|(name, value)| {
        name.trim().eq_ignore_ascii_case(property).then(|| value.trim().to_ascii_lowercase())
    })
}

/// The letters inside an element without those of scripts, styles and what else is no text.
pub(super) fn letters_in(tree: &Tree, within: NodeId) -> String {
    let mut letters = String::new();
    let mut step = Some(Step::Enter(within));
    while let Some(at) = step {
        let mut after = at;
        if let Step::Enter(node) = at {
            letters.push_str(tree.text(node).unwrap_or_default());
            if matches!(Kind::of(tree.name(node)), Kind::Raw | Kind::RawWithEntities | Kind::Dropped) {
                after = Step::Leave(node);
            }
        }
        step = tree.step(after, within);
    }
    letters
}

/// Classes of text for those who listen instead of looking, or that the page never shows.
const UNSEEN: [&str; 12] = [
    "assistive-text",
    "hide-text",
    "invisible",
    "katex-html",
    "mw-editsection",
    "off-screen",
    "offscreen",
    "screen-reader-text",
    "sr-only",
    "subscription-widget-wrap",
    "visually-hidden",
    "visuallyhidden",
];

/// Whether an element says that it is not to be seen. What a whole page says of itself, its scripts take back.
pub(super) fn is_invisible(tree: &Tree, node: NodeId) -> bool {
    !matches!(tree.name(node), "html" | "body") && says_unseen(tree, node)
}

fn says_unseen(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "dialog" && tree.attribute(node, "open").is_none()
        || tree.attribute(node, "hidden").is_some()
        || has_class(tree, node, &UNSEEN)
        || declared(tree, node, "display").is_some_and(|value| value.starts_with("none"))
        || declared(tree, node, "visibility").is_some_and(|value| value.starts_with("hidden"))
}

/// The look of an element's letters after its `style`.
pub(super) fn styled(tree: &Tree, node: NodeId, look: Style) -> Style {
    if tree.attribute(node, "style").is_none() {
        return look;
    }
    let says = |property: &str, values: &[&str]| {
        declared(tree, node, property).is_some_and(|told| values.iter().any(|value| told.starts_with(value)))
    };
    let mut look = look;
    for (property, values, style) in [
        ("font-weight", &["bold", "600", "700", "800", "900"][..], Style::STRONG),
        ("font-style", &["italic", "oblique"], Style::EMPHASIS),
        ("text-decoration", &["line-through"], Style::STRIKE),
        ("vertical-align", &["super"], Style::SUPERSCRIPT),
        ("vertical-align", &["sub"], Style::SUBSCRIPT),
    ] {
        if says(property, values) && !(style == Style::SUBSCRIPT && says(property, &["super"])) {
            look = look.with(style);
        }
    }
    look
}

/// Whether an element that stands for bold letters says that they are not: what editors wrap pasted text in.
pub(super) fn is_unbold(tree: &Tree, node: NodeId) -> bool {
    declared(tree, node, "font-weight").is_some_and(|value| value == "normal" || value == "400")
}

/// How a cell's text stands.
pub(super) fn alignment(tree: &Tree, node: NodeId) -> Option<Alignment> {
    let told = declared(tree, node, "text-align")
        .or_else(|| tree.attribute(node, "align").map(str::to_ascii_lowercase))?;
    match told.as_str() {
        "left" | "start" => Some(Alignment::Start),
        "center" => Some(Alignment::Center),
        "right" | "end" => Some(Alignment::End),
        _ => None,
    }
}
