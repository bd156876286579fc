//! Tests: the files of the Unicode consortium for line breaks (UAX #14, version 15.1, whose rules the segmenter has) and
//! grapheme clusters (UAX #29, version 17).

use std::collections::BTreeSet;
use std::io::Read;

use courant::typeset::{fragments, width};
use unicode_segmentation::UnicodeSegmentation;

/// The cases of a file: a text, and the bytes where it may be parted.
fn cases(packed: &[u8]) -> Vec<(String, Vec<usize>)> {
    let mut file = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut file).unwrap();
    let lines =
        file.lines().map(|line| line.split('#').next().unwrap()).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (mut text, mut borders) = (String::new(), Vec::new());
            for word in line.split_whitespace() {
                match word {
                    "÷" => borders.push(text.len()),
                    "×" => (),
                    hexadecimal => text.push(
                        u32::from_str_radix(hexadecimal, 16)
                            .ok()
                            .and_then(char::from_u32)
                            .unwrap_or('\u{FFFD}'),
                    ),
                }
            }
            (text, borders)
        })
        .collect()
}

/// Where lines begin, as far as it can be seen: the first cluster that is drawn behind each border.
fn seen(text: &str, borders: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    let is_drawn = |cluster: &str| width(cluster) > 0 && cluster != " ";
    let clusters: Vec<usize> =
        text.grapheme_indices(true).filter(|(_, cluster)| is_drawn(cluster)).map(|(at, _)| at).collect();
    let first = clusters.first().copied();
    let behind = borders.filter_map(|border| clusters.iter().copied().find(|at| *at >= border));
    behind.chain(first).collect()
}

#[test]
fn lines_break_where_the_annex_says() {
    let cases = cases(include_bytes!("../data/typeset/unicode/LineBreakTest.txt.gz"));
    assert!(cases.len() > 9_000);
    let mut wrong = Vec::new();
    for (text, borders) in &cases {
        // Our own rule keeps the hyphens that begin a word with it, and a dictionary parts words of South East Asia.
        let parted_by_dictionaries =
            |c| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}');
        if text.contains(['-', '\u{2010}']) || text.contains(parted_by_dictionaries) {
            continue;
        }
        // Lines never break inside a cluster.
        let whole: BTreeSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        let expected = seen(text, borders.iter().copied().filter(|at| whole.contains(at)));
        let pieces = fragments(text, u16::MAX);
        let found = pieces.iter().filter(|piece| piece.width > 0).map(|piece| piece.start as usize);
        if found.collect::<BTreeSet<_>>() != expected {
            wrong.push(format!("{} {expected:?}", text.escape_unicode()));
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {:#?}", wrong.len(), cases.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn no_cluster_is_parted() {
    for (text, borders) in cases(include_bytes!("../data/typeset/unicode/GraphemeBreakTest.txt.gz")) {
        let found: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        assert_eq!(found, borders, "{}", text.escape_unicode());
        for limit in [2, 3, u16::MAX] {
            for piece in fragments(&text, limit).iter().filter(|piece| u32::from(limit) > 3 * piece.end) {
                assert!(borders.contains(&(piece.start as usize)) && borders.contains(&(piece.end as usize)));
            }
        }
    }
}
