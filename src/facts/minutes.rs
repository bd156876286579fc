//! How long a publisher says reading takes: "3 min read", "Reading time: 5 minutes", "1 hr 5 min read".

use super::reader::{Reader, look_up};

/// Reads a reading time in minutes. "<1 min read" and "less than a minute" are one minute.
///
/// English, German, French, Spanish and Italian. Nothing longer than a hundred hours is believed.
#[must_use]
pub fn minutes(text: &str) -> Option<u32> {
    let mut reader = Reader::new(text);
    let labelled = label(&mut reader);
    reader.symbol(&['~', '≈', '<']);
    reader.any(&[
        "about",
        "approx.",
        "ca.",
        "circa",
        "env.",
        "under",
        "less than",
        "weniger als",
        "moins de",
    ]);
    let (minutes, hours_alone) = duration(&mut reader)?;
    let tail = reader.any(TAILS);
    let believed = (1..=MOST_MINUTES).contains(&minutes) && reader.is_done();
    // "3 hours" alone says nothing of reading; "3 mins" is what people put under a headline.
    (believed && (labelled || tail || !hours_alone)).then_some(minutes)
}

const MOST_MINUTES: u32 = 100 * 60;

fn label(reader: &mut Reader<'_>) -> bool {
    let found = reader.any(LABELS);
    if found {
        reader.symbol(&[':', '-', '–']);
    }
    found
}

/// Minutes, and whether no minutes were named beside the hours.
fn duration(reader: &mut Reader<'_>) -> Option<(u32, bool)> {
    let (first, is_hours) = amount(reader)?;
    if !is_hours {
        return Some((first.max(1), false));
    }
    let hours = first.checked_mul(60)?;
    let mut ahead = *reader;
    ahead.symbol(&[',']);
    ahead.any(&["and", "und", "et", "y", "e"]);
    match amount(&mut ahead) {
        Some((minutes, false)) => {
            *reader = ahead;
            Some((hours.checked_add(minutes)?, false))
        }
        Some((_, true)) | None => Some((hours, true)),
    }
}

fn amount(reader: &mut Reader<'_>) -> Option<(u32, bool)> {
    let mut ahead = *reader;
    let number = match ahead.number() {
        Some(digits) => digits.value,
        None => ahead.any(&["an", "a", "one", "einer", "eine", "une", "un", "una"]).then_some(1)?,
    };
    ahead.close_symbol(&['-', '‑']);
    let is_hours = look_up(ahead.word()?, UNITS)?;
    ahead.close_symbol(&['.']);
    *reader = ahead;
    Some((number, is_hours))
}

const LABELS: &[&str] = &[
    "estimated reading time",
    "estimated read time",
    "reading time",
    "read time",
    "time to read",
    "read in",
    "lesezeit",
    "lesedauer",
    "temps de lecture",
    "durée de lecture",
    "lecture",
    "tiempo de lectura",
    "lectura de",
    "lectura",
    "tempo di lettura",
    "lettura",
];

const TAILS: &[&str] = &[
    "reading time",
    "read time",
    "of reading",
    "to read",
    "reading",
    "read",
    "-read",
    "lesezeit",
    "lesedauer",
    "zu lesen",
    "de lecture",
    "de lectura",
    "di lettura",
];

/// Whether a unit is hours.
const UNITS: &[(&str, bool)] = &[
    ("min", false),
    ("mins", false),
    ("minute", false),
    ("minutes", false),
    ("minuten", false),
    ("minuto", false),
    ("minutos", false),
    ("minuti", false),
    ("h", true),
    ("hr", true),
    ("hrs", true),
    ("hour", true),
    ("hours", true),
    ("std", true),
    ("stunde", true),
    ("stunden", true),
    ("heure", true),
    ("heures", true),
    ("hora", true),
    ("horas", true),
    ("ora", true),
    ("ore", true),
];
