//! How long setting a document takes, and how its lines look.
//!
//! `cargo bench --bench layout [-- TEXT]`, where `TEXT` picks one of the texts, or `ragged` the table of how lines look.
//! Times are milliseconds of processor time, the median of nine runs: busy machines do not matter much, as only our
//! own time counts.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // A bench is there to look at the machine.

#[cfg(unix)]
#[path = "layout/raggedness.rs"]
mod raggedness;

#[cfg(unix)]
fn main() {
    let picked = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let is_picked = |name: &str| picked.as_ref().is_none_or(|picked| picked == name);
    println!("{:<10} {:<12} {:>7} {:>8} {:>14}", "text", "set", "columns", "words", "ms/1,000 words");
    for (name, document) in measure::documents().into_iter().filter(|(name, _)| is_picked(name)) {
        measure::print_times(name, &document);
    }
    if is_picked("resize") {
        measure::print_resize();
    }
    if is_picked("ragged") {
        println!();
        raggedness::print_table(&measure::prose());
    }
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod measure {
    use courant::news::{Block, Document, Link, LinkId, Style, Text};
    use courant::typeset::{Bidi, Hyphens, Options, typeset};
    use rustix::time::{ClockId, clock_gettime};

    const ENGLISH: [&str; 5] = [
        "The ferry left at dawn, and nobody on the quay could say why it had waited so long for the tide.",
        "Insurers expect the first claims within days; the regulator is due to report on 12 December.",
        "Two of the three operators have already said that they will contest a ruling, whatever it holds.",
        "Container lines reroute the heaviest vessels through the southern terminal (about eleven hours).",
        "Prices rose by 3.5% to $1,200 per twenty-foot box, the highest level since the spring of 2021!",
    ];
    const TYPESET: [&str; 3] = [
        "“We are moving again,” said the harbour master — and the basin, half empty, didn’t look like it.",
        "Über den Größenwahn der Straßenbahn war man sich in Köln einig: „Ach was“, rief die Schaffnerin.",
        "Le port a rouvert vendredi après neuf jours d’arrêt ; les assureurs s’attendent à des réclamations.",
    ];
    const CHINESE: [&str; 2] = [
        "港口在关闭九天后于星期五重新开放，运费达到春季以来的最高水平，保险公司预计几天内将收到首批索赔。",
        "「港はまた開いた」と、彼女は言った。ちょっと待って、来週はニューヨークへ行く予定です！",
    ];
    const HEBREW: [&str; 2] = [
        "הנמל נפתח מחדש ביום שישי, לאחר תשעה ימים שבהם המתינו יותר מארבעים אוניות.",
        "חברות הביטוח מצפות לתביעות הראשונות בתוך ימים; הדוח יפורסם ב-12 בדצמבר (Port Authority).",
    ];
    /// Our own prose, of many different words.
    const PROSE: [&str; 12] = [
        include_str!("../README.md"),
        include_str!("../CONTRIBUTING.md"),
        include_str!("../CHANGELOG.md"),
        include_str!("../SECURITY.md"),
        include_str!("../assets/guide/01-the-first-minute.md"),
        include_str!("../assets/guide/02-moving-around.md"),
        include_str!("../assets/guide/03-reading-like-a-book.md"),
        include_str!("../assets/guide/04-what-is-worth-keeping.md"),
        include_str!("../assets/guide/05-your-own-pages.md"),
        include_str!("../assets/guide/06-without-the-screen.md"),
        include_str!("../assets/guide/07-where-it-all-lives.md"),
        include_str!("../assets/guide/08-a-case-of-type.md"),
    ];

    /// The paragraphs and entries of our own prose, without tables, headings and code.
    pub(crate) fn prose() -> Vec<String> {
        let bodies = PROSE.iter().flat_map(|text| text.split("\n\n"));
        let paragraphs =
            bodies.map(|body| body.trim_start_matches(['-', ' ']).replace(['`', '*', '\n'], " "));
        let paragraphs = paragraphs.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        paragraphs.filter(|text| text.starts_with(char::is_alphabetic) && text.len() > 150).collect()
    }

    /// Texts of about twenty thousand words.
    pub(crate) fn documents() -> Vec<(&'static str, Document)> {
        let plain = |sentences: &[&str], count: usize| {
            let paragraph = |number: usize| {
                let picked: Vec<&str> =
                    (0..3 + number % 4).map(|at| sentences[(number + at) % sentences.len()]).collect();
                picked.join(" ")
            };
            Document::of_paragraphs((0..count).map(paragraph))
        };
        let styled = plain(&TYPESET, 300);
        vec![
            ("ascii", plain(&ENGLISH, 300)),
            ("latin", plain(&TYPESET, 300)),
            ("styled", with_styles(&styled)),
            ("cjk", plain(&CHINESE, 300)),
            ("hebrew", plain(&HEBREW, 300)),
            ("prose", twenty_thousand_words()),
        ]
    }

    fn twenty_thousand_words() -> Document {
        let prose = prose();
        let words: usize = prose.iter().map(|text| text.split(' ').count()).sum();
        let times = 20_000_usize.div_ceil(words.max(1));
        let paragraphs = (0..times).flat_map(|_| prose.iter().cloned());
        Document { language: Some("en".to_owned()), ..Document::of_paragraphs(paragraphs) }
    }

    /// A style or a link on every third word.
    fn with_styles(document: &Document) -> Document {
        let style_of = |number: usize| match number % 9 {
            0 => (Style::STRONG, None),
            3 => (Style::EMPHASIS, None),
            6 => (Style::PLAIN, Some(LinkId((number % 50) as u32))),
            _ => (Style::PLAIN, None),
        };
        let styled = document.blocks.iter().map(|block| {
            let mut text = Text::default();
            for (number, word) in block.plain_text().trim_end().split_inclusive(' ').enumerate() {
                let (style, link) = style_of(number);
                text.push(word, style, link);
            }
            Block::Paragraph(text)
        });
        let link = |number| Link { url: format!("https://example.org/{number}"), title: String::new() };
        Document { blocks: styled.collect(), links: (0..50).map(link).collect(), ..Document::default() }
    }

    /// What is measured of a text besides its plain setting.
    fn settings(name: &str) -> Vec<(&'static str, Vec<u16>, Options)> {
        let plain = Options { link_marks: true, hyphens: Hyphens::Never, ..Options::default() };
        let hyphenated = Options { hyphens: Hyphens::Always, ..plain };
        let mut settings = vec![("ragged", vec![40, 66, 120], plain)];
        match name {
            "prose" => settings.extend([
                ("hyphenated", vec![40, 66, 120], hyphenated),
                ("justified", vec![66, 80], Options { justify: true, ..hyphenated }),
            ]),
            "hebrew" => settings.push(("in order", vec![66], Options { bidi: Bidi::App, ..plain })),
            _ => (),
        }
        settings
    }

    pub(crate) fn print_times(name: &str, document: &Document) {
        let words = typeset(document, &Options::default()).words;
        for (set, widths, options) in settings(name) {
            for columns in widths {
                let options = Options { measure: columns, pane: columns, ..options };
                let per_thousand = median(|| set_all(document, &options)) * 1000.0 / f64::from(words);
                println!("{name:<10} {set:<12} {columns:>7} {words:>8} {per_thousand:>14.3}");
            }
        }
    }

    /// What a reader waits for who makes an open article of 20,000 words a column narrower.
    pub(crate) fn print_resize() {
        let document = twenty_thousand_words();
        println!("\n20,000 words for a new width:");
        for columns in [40, 66, 120] {
            let options = Options { measure: columns, pane: columns, link_marks: true, ..Options::default() };
            println!("{columns:>7} columns {:>8.2} ms", median(|| set_all(&document, &options)));
        }
    }

    fn median(measured: impl Fn() -> f64) -> f64 {
        let mut times: Vec<f64> = (0..9).map(|_| measured()).collect();
        times.sort_by(f64::total_cmp);
        times[4]
    }

    /// Milliseconds of processor time to set a document ten times, by ten.
    fn set_all(document: &Document, options: &Options) -> f64 {
        let before = now();
        for _ in 0..10 {
            std::hint::black_box(typeset(std::hint::black_box(document), options));
        }
        (now() - before) / 10.0
    }

    fn now() -> f64 {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    }
}
