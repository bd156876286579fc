//! The golden cases cut, doubled, spliced and spoilt: whatever comes of it, what is read is clean, is written from
//! the list of what may be, and reads back the same.

use std::sync::LazyLock;

use courant::clean::html;
use courant::news::Foreign;
use proptest::prelude::*;

use super::promises::assert_sound;
use super::roundtrip::assert_reads_back;

static CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean/html");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "html")).collect();
    pages.sort();
    pages.into_iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
});

/// One way to spoil a page; places are parts of its length.
#[derive(Clone, Debug)]
enum Spoil {
    Cut(f64, f64),
    Double(f64, f64),
    Put(f64, &'static str),
    Splice(usize, f64, f64),
    Nest(&'static str, usize),
}

fn spoil() -> impl Strategy<Value = Spoil> {
    let place = || 0.0..1.0_f64;
    let piece = prop::sample::select(vec![
        "<",
        ">",
        "\"",
        "'",
        "</",
        "<!--",
        "-->",
        "&",
        "&#0;",
        "&#x202e;",
        "\0",
        "\u{1B}[31m",
        "\u{FEFF}",
        "\r",
        "<table>",
        "</table>",
        "<td>",
        "<p>",
        "</p>",
        "</div>",
        "<svg>",
        "<math>",
        "<template>",
        "<select>",
        "<a href=#fn1>",
        "<b>",
        "</b>",
        "<plaintext>",
        "<title>",
        "<textarea>",
        "<noscript>",
        "<li>",
        "<ruby>",
        "<rt>",
        "<pre>",
        "<figure>",
        "<blockquote>",
        "\u{301}",
        "\u{200D}",
        "👩",
    ]);
    let opening = prop::sample::select(vec![
        "<div>",
        "<b>",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<a href=x>",
        "<pre>",
        "<figure>",
    ]);
    prop_oneof![
        3 => (place(), place()).prop_map(|(from, to)| Spoil::Cut(from, to)),
        2 => (place(), place()).prop_map(|(from, to)| Spoil::Double(from, to)),
        4 => (place(), piece).prop_map(|(at, piece)| Spoil::Put(at, piece)),
        2 => (any::<usize>(), place(), place()).prop_map(|(case, from, at)| Spoil::Splice(case, from, at)),
        1 => (opening, 1_usize..120).prop_map(|(opening, times)| Spoil::Nest(opening, times)),
    ]
}

fn at(page: &str, part: f64) -> usize {
    let mut place = (page.len() as f64 * part) as usize;
    while !page.is_char_boundary(place) {
        place -= 1;
    }
    place
}

fn spoilt(page: &str, spoil: &Spoil) -> String {
    let range = |from: f64, to: f64| at(page, from.min(to))..at(page, from.max(to));
    match spoil {
        Spoil::Cut(from, to) => {
            let cut = range(*from, *to);
            format!("{}{}", &page[..cut.start], &page[cut.end..])
        }
        Spoil::Double(from, to) => {
            let twice = range(*from, *to);
            format!("{}{}{}", &page[..twice.end], &page[twice.clone()], &page[twice.end..])
        }
        Spoil::Put(place, piece) => {
            format!("{}{piece}{}", &page[..at(page, *place)], &page[at(page, *place)..])
        }
        Spoil::Splice(case, from, place) => {
            let other = &CASES[case % CASES.len()];
            format!(
                "{}{}{}",
                &page[..at(page, *place)],
                &other[at(other, *from)..],
                &page[at(page, *place)..]
            )
        }
        Spoil::Nest(opening, times) => opening.repeat(*times) + page,
    }
}

proptest! {
    #[test]
    fn spoilt_pages_read_back(case in any::<usize>(), spoils in prop::collection::vec(spoil(), 1..6)) {
        let page = spoils.iter().fold(CASES[case % CASES.len()].clone(), |page, each| spoilt(&page, each));
        let page = format!("<title>-</title>{page}");
        let cleaned = html(&Foreign::new(page.as_str()), Some("https://e.example/a/"));
        let document = cleaned.document;
        assert_sound(&document);
        // At the limit of nesting a box that is not written is one less to unwrap the next time.
        if cleaned.complaints.is_empty() {
            assert_reads_back(&document)?;
        }
    }
}
