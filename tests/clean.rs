//! Tests of the only door for foreign text: tables of cases and properties of anything at all.
#![allow(clippy::unwrap_used)]

use courant::clean::text::{self, is_clean};
use courant::news::Foreign;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Characters that machines obey, that pile up, that join or part, among letters of many scripts.
fn hostile_text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        "a",
        "Z",
        "7",
        " ",
        "  ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u{1B}[31m",
        "\u{1B}]52;c;aGk=\u{7}",
        "\u{7F}",
        "\u{85}",
        "\u{9B}2J",
        "\u{A0}",
        "\u{AD}",
        "\u{200B}",
        "\u{200D}",
        "\u{200E}",
        "\u{2028}",
        "\u{2029}",
        "\u{202E}",
        "\u{2066}",
        "\u{FEFF}",
        "\u{E0041}",
        "\u{FFFE}",
        "\u{301}",
        "\u{FE0F}",
        "\u{3000}",
        "👩",
        "🏽",
        "❤",
        "🇩",
        "क",
        "\u{94D}",
        "ㄱ",
        "\u{1100}",
        "\u{1161}",
        "\u{11A8}",
        "\u{600}",
        "한",
        "漢",
        "א",
        "ש",
        "é",
    ]);
    prop_oneof![prop::collection::vec(letters, 0..80).prop_map(|parts| parts.concat()), any::<String>()]
}

#[test]
fn a_line_is_one_line() {
    for (foreign, expected) in [
        ("plain", "plain"),
        ("  two\n\tlines \u{2028} here\u{A0}\u{A0}now ", "two lines here now"),
        ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"),
        ("\u{1B}]0;owned\u{7}title", "]0;ownedtitle"),
        ("a\u{9B}2Jb\u{9D}c", "a2Jbc"),
        ("abc\u{202E}gpj.exe\u{202C}", "abcgpj.exe"),
        ("\u{FEFF}mark\u{E0041}\u{E007F}ed", "marked"),
        ("a\u{85}b\u{B}c\u{C}d", "a b c d"),
        ("soft\u{AD}hyphen zero\u{200B}width", "soft\u{AD}hyphen zero\u{200B}width"),
        ("می\u{200C}خواهم \u{200F}", "می\u{200C}خواهم \u{200F}"),
        ("\u{FFFE}\u{FDD0}\u{1FFFF}x", "x"),
        ("", ""),
    ] {
        assert_eq!(text::line(&Foreign::new(foreign)), expected, "{foreign:?}");
    }
}

#[test]
fn a_paragraph_keeps_its_lines() {
    for (foreign, expected) in [
        ("one\r\ntwo\rthree\u{2029}four", "one\ntwo\nthree\nfour"),
        ("  a \t b  \n   c  ", "a b\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("10\u{A0}km\u{1B}[2J", "10\u{A0}km[2J"),
    ] {
        assert_eq!(text::paragraph(&Foreign::new(foreign)), expected, "{foreign:?}");
    }
}

#[test]
fn code_keeps_its_white_space() {
    let code = text::code(&Foreign::new("\tif x:\r\n    y\u{C}\u{1B}c\n"));
    assert_eq!(code, "\tif x:\n    yc\n");
}

#[test]
fn long_lines_are_cut_where_people_see_it() {
    let cut = text::str_line(&"漢字 ".repeat(1000));
    assert!(cut.len() <= text::LINE_BYTES && cut.ends_with('…'), "{}", cut.len());
    assert_eq!(text::str_line(&"x".repeat(text::LINE_BYTES)), "x".repeat(text::LINE_BYTES));
}

#[test]
fn marks_do_not_pile_up_and_letters_stay() {
    let heap = format!("Z{}algo", "\u{301}".repeat(300_000));
    let kept = text::str_paragraph(&heap);
    assert_eq!(kept, format!("Z{}algo", "\u{301}".repeat(7)));
    // The longest conjunct of Sanskrit and the longest emoji people type pass whole.
    for whole in ["कार्त्स्न्य", "👩🏻\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👩🏿"]
    {
        assert_eq!(text::str_line(whole), whole);
    }
    let chain = "क\u{94D}".repeat(50_000);
    let parted = text::str_paragraph(&chain);
    assert_eq!(parted.replace('\u{200B}', ""), chain);
    assert!(parted.graphemes(true).all(|cluster| cluster.chars().count() <= text::CLUSTER));
}

#[test]
fn language_tags_are_written_one_way() {
    for (told, tag) in [
        ("en", Some("en")),
        ("EN_us", Some("en-US")),
        ("zh-hant-tw", Some("zh-Hant-TW")),
        ("x", None),
        ("en\u{1B}", None),
        ("not a language", None),
        ("", None),
    ] {
        assert_eq!(text::language_tag(told).as_deref(), tag, "{told:?}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_leaves_clean_and_stays_as_it_left(foreign in hostile_text()) {
        for pass in [text::str_line, text::str_paragraph, text::str_code] {
            let once = pass(&foreign);
            prop_assert!(is_clean(&once));
            prop_assert_eq!(&pass(&once), &once);
            prop_assert!(once.graphemes(true).all(|cluster| cluster.chars().count() <= text::CLUSTER));
        }
        prop_assert!(!text::str_line(&foreign).contains(['\n', '\t']));
    }

    #[test]
    fn letters_and_digits_stay_in_order(foreign in hostile_text()) {
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&text::str_paragraph(&foreign)), letters(&foreign));
        prop_assert_eq!(letters(&text::str_code(&foreign)), letters(&foreign));
    }
}
