//! The language of a text that tells none. It must not know where texts come from.

use whatlang::Lang;

/// Fewer letters tell too little: "World news today" would be Portuguese.
const ENOUGH: usize = 200;
/// More letters tell nothing new.
const PLENTY: usize = 2_000;

/// The primary language subtag (BCP 47) of what a text is written in, where that is beyond doubt and of use: one of the
/// languages that words are parted in, or whose lines break by rules of their own.
///
/// ```
/// let text = "Die Brücke wird im Frühjahr wieder geöffnet, sagte die Bürgermeisterin am Dienstag. Bis dahin fährt die \
///             Fähre alle zwanzig Minuten, auch an den Wochenenden und in der Nacht. Wer ein Fahrrad mitnehmen will, \
///             muss etwas warten und zahlt dem Fährmann einen Euro, für Kinder ist die Überfahrt frei.";
/// assert_eq!(courant::facts::language(text), Some("de"));
/// assert_eq!(courant::facts::language("World news today"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(PLENTY).map_or(text.len(), |(end, _)| end);
    let text = &text[..end];
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    TAGS.iter().find(|(language, _)| *language == found.lang()).map(|(_, tag)| *tag)
}

const TAGS: [(Lang, &str); 19] = [
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Eng, "en"),
    (Lang::Spa, "es"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Ita, "it"),
    (Lang::Kor, "ko"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Rus, "ru"),
    (Lang::Slk, "sk"),
    (Lang::Swe, "sv"),
    (Lang::Ukr, "uk"),
    (Lang::Bel, "be"),
    (Lang::Cmn, "zh"),
];
