//! Tests: words parted at the end of a line.

use courant::news::{Block, Document, LinkId, Style, Text};
use courant::typeset::{Hyphens, Language, Options, typeset};
use proptest::prelude::*;

use super::{drawn, item, list, options, paragraph};

fn set(text: Text, language: &str, options: &Options) -> Vec<String> {
    let blocks = vec![Block::Paragraph(text)];
    let document = Document { language: Some(language.to_owned()), ..super::document(blocks) };
    typeset(&document, options).lines.iter().map(drawn).collect()
}

/// The parts of a word that stands at the end of a line too short for it.
fn parts(word: &str, language: &str) -> String {
    let always = |measure| Options { hyphens: Hyphens::Always, ..options(measure) };
    let text = format!("{} {word}", "1".repeat(20));
    let mut parts: Vec<usize> = (22..21 + word.chars().count() as u16)
        .filter_map(|measure| {
            let lines = set(Text::plain(format!("{text} {}", "2".repeat(18))), language, &always(measure));
            lines[0].strip_suffix('-').map(|line| line.len() - 21)
        })
        .collect();
    parts.dedup();
    parts.reverse();
    let mut word = word.to_owned();
    parts.into_iter().for_each(|at| word.insert(at, '-'));
    word
}

#[test]
fn words_of_each_language_are_parted_at_its_syllables() {
    // As the dictionaries of each language part them.
    let words = [
        ("en-GB", "compensation", "com-pen-sa-tion"),
        ("de", "Versicherungen", "Ver-si-che-run-gen"),
        ("fr", "développement", "dé-ve-lop-pe-ment"),
        ("es", "ferrocarril", "fe-rro-ca-rril"),
        ("it", "assicurazione", "as-si-cu-ra-zio-ne"),
        ("pt-BR", "desenvolvimento", "de-sen-vol-vi-mento"),
        ("nl", "verzekering", "ver-ze-ke-ring"),
        ("sv", "försäkring", "för-säk-ring"),
        ("pl", "ubezpieczenie", "ubez-pie-cze-nie"),
        ("ru", "страхование", "стра-хо-ва-ние"),
    ];
    for (language, word, expected) in words {
        let found = parts(word, language);
        // Patterns miss some places, which is no fault; none is where the dictionary has none.
        let allowed: Vec<usize> = borders(expected);
        assert!(found.contains('-'), "{found}");
        assert!(borders(&found).iter().all(|at| allowed.contains(at)), "{language}: {found}");
    }
    assert_eq!(parts("extraordinary", "tlh"), "extraordinary");
}

fn borders(parted: &str) -> Vec<usize> {
    let hyphens = parted.char_indices().filter(|(_, character)| *character == '-');
    hyphens.enumerate().map(|(before, (at, _))| at - before).collect()
}

const AGREEMENTS: &str = "Insurers expect internationally recognised agreements soon";

#[test]
fn a_hyphen_stands_only_where_the_lines_without_it_are_bad() {
    assert_eq!(
        set(Text::plain(AGREEMENTS), "en", &options(22)),
        ["Insurers expect inter-", "nationally recognised", "agreements soon"]
    );
    // What fits well needs none, though one would fit better still.
    let text = "The harbour had been closed for nine days internationally";
    assert!(set(Text::plain(text), "en", &options(24)).iter().all(|line| !line.ends_with('-')));
}

#[test]
fn hyphens_are_for_narrow_measures_and_filled_lines() {
    let text =
        format!("{AGREEMENTS} notwithstanding extraordinary circumstances and recommendations ").repeat(6);
    let any = |measures: std::ops::Range<u16>, hyphens: Hyphens, justify: bool| {
        measures.into_iter().any(|measure| {
            let options = Options { hyphens, justify, ..options(measure) };
            set(Text::plain(&*text), "en", &options).iter().any(|line| line.ends_with('-'))
        })
    };
    assert!(any(20..30, Hyphens::Auto, false) && any(40..50, Hyphens::Auto, false));
    assert!(!any(50..90, Hyphens::Auto, false));
    assert!(any(50..90, Hyphens::Always, false) && any(60..90, Hyphens::Auto, true));
    assert!(!any(20..90, Hyphens::Never, false) && !any(60..90, Hyphens::Never, true));
    // Below twenty columns never; there words are broken only where no line is wide enough.
    let lines = set(Text::plain("an extraordinary circumstance"), "en", &options(19));
    assert_eq!(lines, ["an extraordinary", "circumstance"]);
}

#[test]
fn what_is_no_word_stays_whole() {
    let whole = [
        "Boeing747aircraft",
        "INTERNATIONALLY",
        "JavaScriptCore",
        "internationally_known",
        "someone@international",
        "international/national",
        "organisation.example",
    ];
    for word in whole {
        let text = format!("It was an {word} and so on");
        for measure in 22..27 {
            let lines = set(Text::plain(&*text), "en", &options(measure));
            let ends: Vec<_> = lines.iter().filter(|line| line.ends_with('-')).collect();
            assert!(ends.is_empty(), "{word}: {lines:?}");
        }
    }
    let mut code = Text::default();
    code.push("It was an ", Style::PLAIN, None);
    code.push("internationalisation", Style::CODE, None);
    assert_eq!(set(code, "en", &options(24)), ["It was an", "internationalisation"]);
}

#[test]
fn a_word_of_two_looks_or_with_a_link_mark_is_parted_like_any_other() {
    let mut text = Text::default();
    text.push("It was most extra", Style::PLAIN, None);
    text.push("ordinary", Style::STRONG, Some(LinkId(0)));
    text.push(" indeed", Style::PLAIN, None);
    let marked = Options { link_marks: true, ..options(22) };
    assert_eq!(set(text, "en", &marked), ["It was most extraordi-", "nary[1] indeed"]);
}

#[test]
fn words_wider_than_a_line_are_parted_at_syllables() {
    let lines = set(Text::plain("Die Donaudampfschifffahrtsgesellschaft fährt"), "de", &options(22));
    assert_eq!(lines, ["Die Donaudampfschiff-", "fahrtsgesellschaft", "fährt"]);
    let endless = set(Text::plain("x".repeat(50)), "de", &options(20));
    assert_eq!(endless, ["x".repeat(20), "x".repeat(20), "x".repeat(10)]);
}

#[test]
fn each_stretch_is_parted_by_its_own_language() {
    let text = |language: Option<&str>| {
        let mut text = Text::plain("Das Wort magnifiquement steht hier noch immer so");
        let language = language.map(str::to_owned);
        text.spans.push(courant::news::Span { range: 9..23, language, ..Default::default() });
        text
    };
    let lines = |language| set(text(language), "tlh", &options(20)).join("|");
    assert_eq!(lines(None), "Das Wort|magnifiquement steht|hier noch immer so");
    assert_eq!(lines(Some("fr")), "Das Wort magnifique-|ment steht hier noch|immer so");
    // A document that tells no language takes that of the options.
    let document =
        super::document(vec![paragraph("Das Wort Versicherungsnehmer steht da noch immer und ewig")]);
    let german = Options { language: Language::of_tag("de-CH"), ..options(23) };
    let lines: Vec<String> = typeset(&document, &german).lines.iter().map(drawn).collect();
    assert_eq!(lines, ["Das Wort Versicherungs-", "nehmer steht da noch", "immer und ewig"]);
}

#[test]
fn headings_part_no_words_and_entries_do() {
    let blocks = vec![Block::Heading(3, Text::plain(AGREEMENTS)), list(None, vec![item(AGREEMENTS)])];
    let document = Document { language: Some("en".to_owned()), ..super::document(blocks) };
    let lines: Vec<String> = typeset(&document, &options(24)).lines.iter().map(drawn).collect();
    assert_eq!(lines[..3], ["Insurers expect", "internationally", "recognised agreements"]);
    assert_eq!(lines[5..], ["• Insurers expect inter-", "  nationally recognised", "  agreements soon"]);
}

const WORDS: [&str; 16] = [
    "the",
    "extraordinary",
    "of",
    "internationally",
    "couldn’t",
    "re-opened",
    "“circumstances”,",
    "a",
    "compensation",
    "insurance",
    "Wednesday",
    "12",
    "harbour",
    "recommendations.",
    "e.g.",
    "announced",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hyphens_leave_syllables_and_no_ladders_of_them(
        words in prop::collection::vec(prop::sample::select(WORDS.as_slice()), 1..60),
        measure in 20_u16..90,
    ) {
        let text = words.join(" ");
        let always = Options { hyphens: Hyphens::Always, ..options(measure) };
        let lines = set(Text::plain(&*text), "en", &always);
        for pair in lines.windows(2) {
            let Some(head) = pair[0].strip_suffix('-') else { continue };
            let is_letter = |character: &char| character.is_alphabetic();
            let before = head.chars().rev().take_while(is_letter).count();
            let behind = pair[1].chars().take_while(is_letter).count();
            let own = format!("{}{}", pair[0].rsplit(' ').next().unwrap(), pair[1].split(' ').next().unwrap());
            prop_assert!(text.contains(&own) || before >= 2 && behind >= 3, "{pair:?}");
        }
        // Lines with hyphens are never more than lines without.
        let never = Options { hyphens: Hyphens::Never, ..always };
        prop_assert!(lines.len() <= set(Text::plain(&*text), "en", &never).len());
        let joined: String = lines.iter().map(|line| line.trim_end_matches('-').replace(' ', "")).collect();
        prop_assert_eq!(joined.replace('-', ""), text.replace([' ', '-'], ""));
    }
}
