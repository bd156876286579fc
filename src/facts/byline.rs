//! Who wrote it: "By NAME", "Author: NAME", "Written by NAME and NAME", "Von NAME", "Par NAME".

use super::calendar::{self, Order};
use super::months::{is_weekday, month};
use super::reader::Reader;
use super::stamp::{Role, stamp};

/// Reads a byline into its names, joined by ", ". What stands beside a name ("| Reuters") counts as one.
///
/// Behind a colon nearly anything short is a name ("Author: admin"); behind a bare "By" only what is written
/// like names is, so that "By the river" stays a sentence.
#[must_use]
pub fn byline(text: &str) -> Option<String> {
    byline_until(text, |rest| rest)
}

/// Reads a byline as [`byline`] does, up to a date behind the names: whoever asks must read the date for itself.
#[must_use]
pub fn byline_before_date(text: &str) -> Option<String> {
    byline_until(text, before_date)
}

fn byline_until(text: &str, names_of: fn(&str) -> &str) -> Option<String> {
    let mut reader = Reader::new(text);
    let labelled = reader.any(LABELS) && reader.symbol(&[':', '：', '/', '／', '|', '・', '＝']).is_some();
    if labelled {
        reader.any(&["by"]);
        return joined(names_of(before_label(reader.rest())), is_short);
    }
    let mut reader = Reader::new(text);
    if !reader.any(OPENERS) {
        return None;
    }
    reader.symbol(&[':']);
    joined(names_of(reader.rest()), looks_like_name)
}

/// Cuts a text that is known to hold nothing but names, as a field or a link does, into them.
///
/// `None` where a part is too long for a name, ends a sentence, or there are more than a dozen.
#[must_use]
pub fn names(text: &str) -> Option<Vec<&str>> {
    cut_names(text, is_short)
}

/// Whether a text is written like the name of a person or an agency: up to five words, capitals first.
#[must_use]
pub fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&&str| !PARTICLES.contains(*word);
    let capitals = words.iter().filter(capital).count();
    (1..=MOST_WORDS).contains(&capitals)
        && words.len() <= MOST_WORDS + 2
        && words.iter().filter(capital).all(|word| is_name_word(word))
}

const MOST_WORDS: usize = 5;

/// Names in one byline, and characters in one name, beyond which it is none.
const MOST_NAMES: usize = 12;
const LONGEST_NAME: usize = 60;

const LABELS: &[&str] = &[
    "authors",
    "author",
    "written by",
    "words by",
    "story by",
    "byline",
    "words",
    "autorin",
    "autoren",
    "autor",
    "auteurs",
    "auteure",
    "auteur",
    "autores",
    "autora",
    "autori",
    "autrice",
    "autore",
    "verfasser",
    "redacción",
    "redação",
    "tekst",
    "text von",
    "auteur(s)",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "kirjoittaja",
    "автор текста",
    "авторы",
    "автор",
    "текст",
    "автори",
    "yazar",
    "haber",
    "penulis",
    "tác giả",
    "作者",
    "撰文",
    "文",
    "記者",
    "记者",
    "著者",
    "執筆",
    "執筆者",
    "글",
    "الكاتب",
    "كتب",
    "نویسنده",
];

const OPENERS: &[&str] = &[
    "written by",
    "words by",
    "story by",
    "reported by",
    "posted by",
    "published by",
    "by",
    "geschrieben von",
    "ein artikel von",
    "von",
    "écrit par",
    "publié par",
    "par",
    "escrito por",
    "por",
    "scritto da",
    "articolo di",
    "a cura di",
    "di",
    "door",
    "av",
    "af",
    "przez",
    "oleh",
    "bởi",
    "بقلم",
    "מאת",
    "記者",
    "记者",
];

/// What leads from a name to a day.
const PREPOSITIONS: &[&str] =
    &["on", "at", "am", "vom", "den", "le", "el", "il", "em", "op", "dnia", "från", "от"];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "das", "do", "dos", "du", "des", "la", "le", "van", "der", "den",
    "ter", "von", "zu", "zur", "af", "av", "al", "el", "bin", "ibn", "ben", "bint", "y", "e",
];

/// What parts one name from the next. Small words need blanks around them.
const SEPARATORS: &[&str] = &[
    " and ", " & ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " ja ", " ve ", " i ", " и ",
    " та ", " dan ", " و", "、", "，", "،", " with ", " for ", " | ", " / ", " • ", " · ", ", ", ";", " — ",
    " – ",
];

/// What stands before a date: "Anna Berg" of "Anna Berg on Saturday, May 3, 2025". No name holds a digit.
fn before_date(text: &str) -> &str {
    let Some(digit) = text.find(|letter: char| letter.is_numeric()) else { return text };
    let mut head = bare(&text[..digit]);
    while let Some(word) = head.rsplit(' ').next().filter(|word| leads_to_date(word)) {
        head = bare(&head[..head.len() - word.len()]);
    }
    let tail = text[head.len()..].trim_start_matches([',', ' ', ';', '|', '(', '-', '–', '·', '•']);
    let is_date = stamp(tail).is_some() || calendar::date_within(tail, Some(Order::DayFirst)).is_some();
    if is_date { head } else { text }
}

/// What stands before the next label of the same line: "Anna Berg" of "Anna Berg, Photos: Jan Kerr". No name holds a
/// colon; without a sign between the two, or but a blank, the last word is the label.
fn before_label(text: &str) -> &str {
    const PARTING: &[char] = &[',', ';', '|', '/', '／', '、', '，', '；', '•', '·', '\u{3000}', '\n'];
    let is_label = |at: &usize| text[..*at].ends_with(char::is_alphabetic) && !text[*at..].starts_with("://");
    let Some(label) = text.match_indices([':', '：']).map(|(at, _)| at).find(is_label) else { return text };
    let head = &text[..label];
    let end = head.rfind(PARTING).or_else(|| head.rfind(char::is_whitespace));
    end.map_or(text, |end| bare(&head[..end]))
}

fn bare(head: &str) -> &str {
    head.trim_end_matches([',', ' ', ';', '|', '(', '-', '–', '·', '•', '\u{A0}'])
}

fn leads_to_date(word: &str) -> bool {
    let name = word.trim_end_matches(['.', ',']);
    // "Published", in any language.
    let is_label = || stamp(&format!("{word} 2025-12-03")).is_some_and(|stamp| stamp.role != Role::Unsaid);
    PREPOSITIONS.contains(&word) || month(name).is_some() || is_weekday(name) || is_label()
}

fn joined(text: &str, is_name: fn(&str) -> bool) -> Option<String> {
    cut_names(text, is_name).map(|names| names.join(", "))
}

fn cut_names(text: &str, is_name: fn(&str) -> bool) -> Option<Vec<&str>> {
    let mut names: Vec<&str> = Vec::new();
    split(text, &mut names);
    let good = !names.is_empty() && names.len() <= MOST_NAMES;
    (good && names.iter().all(|name| is_name(name) && name.chars().count() <= LONGEST_NAME)).then_some(names)
}

/// Cuts at the separator that stands first, again and again.
fn split<'a>(mut text: &'a str, names: &mut Vec<&'a str>) {
    loop {
        let next = SEPARATORS.iter().filter_map(|cut| Some((text.find(cut)?, cut.len()))).min();
        let (name, rest) = next.map_or((text, ""), |(at, length)| (&text[..at], &text[at + length..]));
        // "A, B, and C": the comma has cut already.
        let name = name.trim();
        let name = name.strip_prefix("and ").unwrap_or(name).trim();
        if !name.is_empty() {
            names.push(name);
        }
        if rest.is_empty() {
            return;
        }
        text = rest;
    }
}

fn is_short(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let ends_a_sentence = name.ends_with(['!', '?', ':', '…'])
        || name.strip_suffix('.').is_some_and(|head| !ends_in_initial(head));
    let is_number = name.contains(|letter: char| letter.is_numeric());
    (1..=MOST_WORDS + 2).contains(&words)
        && name.contains(char::is_alphabetic)
        && !is_number
        && !ends_a_sentence
}

/// "Jane D", "J. Doe Jr": a point after these ends no sentence.
fn ends_in_initial(head: &str) -> bool {
    head.rsplit([' ', '.']).next().is_some_and(|last| last.chars().count() <= 2)
}

fn is_name_word(word: &str) -> bool {
    let mut characters = word.chars();
    let first = characters.next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    let rest = characters.all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '‑' | '.'));
    let ends_a_sentence = word.strip_suffix('.').is_some_and(|head| !ends_in_initial(head));
    first && rest && !ends_a_sentence
}
