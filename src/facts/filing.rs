//! What a text is filed under: "Posted in POLITICS", "Tags: rivers, fish", "Rubrik: Kultur".

use super::reader::Reader;

/// Reads a line of categories or tags.
///
/// English, German, French, Spanish and Italian. "Posted in the rain we waited" is a sentence: without a colon
/// each category must be short and start with a capital or a digit.
#[must_use]
pub fn filing(text: &str) -> Option<Vec<&str>> {
    let mut reader = Reader::new(text);
    let (most_words, capital) = if reader.any(PLACES) {
        let colon = reader.symbol(&[':']).is_some();
        (if colon { MOST_WORDS } else { MOST_WORDS - 1 }, !colon)
    } else if reader.any(LABELS) && reader.symbol(&[':']).is_some() {
        (MOST_WORDS, false)
    } else {
        return None;
    };
    let names: Vec<&str> = split(reader.rest()).collect();
    let good = |name: &&str| is_name(name, most_words) && (!capital || !starts_small(name));
    (!names.is_empty() && names.len() <= MOST_NAMES && names.iter().all(good)).then_some(names)
}

const MOST_WORDS: usize = 5;
const MOST_NAMES: usize = 30;

/// Openers that end in a preposition and need no colon.
const PLACES: &[&str] =
    &["posted in", "filed under", "filed in", "published in", "posted under", "publié dans"];

const LABELS: &[&str] = &[
    "categories",
    "category",
    "section",
    "topics",
    "topic",
    "tags",
    "tag",
    "keywords",
    "kategorien",
    "kategorie",
    "rubrik",
    "ressort",
    "schlagwörter",
    "schlagworte",
    "themen",
    "thema",
    "catégories",
    "catégorie",
    "rubrique",
    "mots-clés",
    "thèmes",
    "categorías",
    "categoría",
    "etiquetas",
    "temas",
    "sezione",
    "categorie",
    "categoria",
];

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '|', '·', '•', ';', '#'])
        .flat_map(|part| part.split(" / "))
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

fn is_name(name: &str, most_words: usize) -> bool {
    name.split_whitespace().count() <= most_words
        && name.contains(char::is_alphanumeric)
        && !name.ends_with(['.', '!', '?', ':'])
}

fn starts_small(name: &str) -> bool {
    name.starts_with(char::is_lowercase)
}
