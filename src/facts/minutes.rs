//! How long a publisher says reading takes: "3 min read", "Reading time: 5 minutes", "1 hr 5 min read".

use super::reader::{Reader, look_up};

/// Reads a reading time in minutes. "<1 min read" and "less than a minute" are one minute.
///
/// The languages of the tables below. Nothing longer than a hundred hours is believed.
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
        reader.symbol(&[':', '：', '-', '–']);
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
    "tempo de leitura",
    "leitura",
    "leestijd",
    "lästid",
    "lesetid",
    "læsetid",
    "lukuaika",
    "czas czytania",
    "czas lektury",
    "okuma süresi",
    "время чтения",
    "час читання",
    "阅读时间",
    "閱讀時間",
    "預計閱讀時間",
    "预计阅读时间",
    "读完约需",
    "閲覧時間",
    "読了時間",
    "وقت القراءة",
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
    "de leitura",
    "leestijd",
    "lästid",
    "lesetid",
    "læsetid",
    "czytania",
    "okuma",
    "чтения",
    "на чтение",
    "читання",
    "で読める",
    "で読めます",
    "阅读",
    "閱讀",
    "읽기",
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
    ("minut", false),
    ("minuter", false),
    ("minutter", false),
    ("minuty", false),
    ("minuuttia", false),
    ("dakika", false),
    ("dk", false),
    ("мин", false),
    ("минут", false),
    ("минуты", false),
    ("минута", false),
    ("хв", false),
    ("хвилин", false),
    ("分", false),
    ("分で読める", false),
    ("分で読めます", false),
    ("分钟", false),
    ("分钟阅读", false),
    ("分鐘", false),
    ("分鐘閱讀", false),
    ("분", false),
    ("دقائق", false),
    ("دقيقة", false),
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
