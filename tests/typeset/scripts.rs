//! Tests: scripts that part lines otherwise than by spaces.

use courant::news::{Block, Direction, Document};
use courant::typeset::{Language, Options, fragments, typeset};

use super::{document, drawn, options, paragraph, set};

/// The words of a text without spaces, as its lines may be broken.
fn words(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = fragments(text, 200).iter().map(|fragment| fragment.start as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim_end()).collect()
}

#[test]
fn words_without_spaces_are_found_by_their_dictionaries() {
    // Thai: "the harbour | opens | again"; Lao "about | rights"; Khmer "Khmer | language"; Burmese "Myanmar | country".
    assert_eq!(words("ภาษาไทย"), ["ภาษา", "ไทย"]);
    assert_eq!(words("ກ່ຽວກັບສິດ"), ["ກ່ຽວກັບ", "ສິດ"]);
    assert!(words("ភាសាខ្មែរជាភាសាជាតិ").len() > 1);
    assert!(words("မြန်မာနိုင်ငံတော်ဝန်ကြီးချုပ်").len() > 1);
    // Words of other scripts around them change nothing.
    assert_eq!(
        words("the ภาษาไทย, as (ภาษาไทย) is 12"),
        ["the", "ภาษา", "ไทย,", "as", "(ภาษา", "ไทย)", "is", "12"]
    );
}

#[test]
fn small_kana_and_long_marks_begin_no_line_in_japanese_but_in_columns_of_newspapers() {
    let text = "「ちょっと待って」とキャプテンは言った。コーヒーをもう一杯どうぞ、と。";
    let mut in_newspapers = String::new();
    for measure in 8..60 {
        let document = Document { language: Some("ja".to_owned()), ..document(vec![paragraph(text)]) };
        for line in typeset(&document, &options(measure)).lines.iter().map(drawn) {
            let (first, last) = (line.chars().next().unwrap(), line.chars().next_back().unwrap());
            assert!(!"。、」".contains(first) && last != '「', "{measure}: {line}");
            match measure {
                25.. => assert!(!"ーょっャ".contains(first), "{measure}: {line}"),
                _ => in_newspapers.push(first),
            }
        }
    }
    // Columns of twelve signs and less would have gaps; JIS X 4051 leaves it to them.
    assert!(in_newspapers.contains(['ー', 'ょ', 'っ', 'ャ']), "{in_newspapers}");
}

#[test]
fn korean_words_stay_whole_where_the_options_tell_the_language() {
    let text = "부산항은 금요일에";
    let korean = Options { language: Language::of_tag("ko"), ..options(12) };
    assert_eq!(set(vec![paragraph(text)], &korean), ["부산항은", "금요일에"]);
    assert_eq!(set(vec![paragraph(text)], &options(12)), ["부산항은 금", "요일에"]);
}

#[test]
fn languages_are_told_by_their_first_part() {
    assert_eq!(Language::of_tag("DE-at"), Language::of_tag("de"));
    assert_eq!(Language::of_tag("de_CH"), Language::of_tag("de"));
    for no_tag in ["", "-", "d", "german", "12", "d\u{e9}"] {
        assert_eq!(Language::of_tag(no_tag), Language::UNKNOWN);
    }
}

#[test]
fn cells_of_right_to_left_text_stand_at_the_right() {
    let cell = |text| super::cell(text, false);
    let table = courant::news::Table {
        rows: vec![vec![cell("שם ארוך"), cell("1")], vec![cell("שם"), cell("2")]],
        ..Default::default()
    };
    assert_eq!(set(vec![Block::Table(table.clone())], &options(40)), ["שם ארוך │ 1", "     שם │ 2"]);
    let document = Document { direction: Direction::LeftToRight, ..document(vec![Block::Table(table)]) };
    assert_eq!(drawn(&typeset(&document, &options(40)).lines[1]), "שם      │ 2");
}

#[test]
fn dashes_begin_no_line_unless_they_open_a_stretch() {
    let lines = |text: &str, measure| set(vec![paragraph(text)], &options(measure));
    assert_eq!(lines("They waited — nobody knew", 12), ["They", "waited —", "nobody knew"]);
    assert_eq!(lines("They waited—nobody knew why", 11), ["They", "waited—", "nobody knew", "why"]);
    assert_eq!(lines("el espejo —muy frágil— espera", 12), ["el espejo", "—muy frágil—", "espera"]);
    assert_eq!(lines("— Sí — dijo", 9), ["— Sí —", "dijo"]);
    // Where all of it is wider than a line it is broken nevertheless.
    assert_eq!(lines("abcdef — gh", 6), ["abcdef", "— gh"]);
}

#[test]
fn words_of_one_letter_end_no_line_in_slavic_languages() {
    let text = "leżały tam w skrzyniach";
    let lines = |language: &str| {
        let document = Document { language: Some(language.to_owned()), ..document(vec![paragraph(text)]) };
        typeset(&document, &options(13)).lines.iter().map(drawn).collect::<Vec<_>>()
    };
    assert_eq!(lines("pl"), ["leżały tam", "w skrzyniach"]);
    let text = "он был в порту";
    let russian = Options { language: Language::of_tag("ru"), ..options(8) };
    assert_eq!(set(vec![paragraph(text)], &russian), ["он был", "в порту"]);
}
