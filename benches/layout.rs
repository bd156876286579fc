//! How long setting a document takes: milliseconds of processor time per 1,000 words, the median of nine runs.
//!
//! `cargo bench --bench layout [-- TEXT]`, where `TEXT` picks one of the texts. Busy machines do not matter much, as
//! only our own time counts.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // A bench is there to look at the machine.

#[cfg(unix)]
fn main() {
    use measure::{set_all, words_of};

    println!("{:<10} {:>7} {:>8} {:>14}", "text", "columns", "words", "ms/1,000 words");
    let picked = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    for (name, document) in measure::documents() {
        if picked.as_ref().is_some_and(|picked| picked != name) {
            continue;
        }
        let words = words_of(&document);
        for columns in [40, 66, 120] {
            let mut times: Vec<f64> = (0..9).map(|_| set_all(&document, columns)).collect();
            times.sort_by(f64::total_cmp);
            let per_thousand = times[4] * 1000.0 / f64::from(words);
            println!("{name:<10} {columns:>7} {words:>8} {per_thousand:>14.3}");
        }
    }
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod measure {
    use courant::news::{Block, Document, Link, LinkId, Style, Text};
    use courant::typeset::{Options, typeset};
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
        ]
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

    pub(crate) fn words_of(document: &Document) -> u32 {
        typeset(document, &options(66)).words
    }

    /// Milliseconds of processor time to set a document ten times, by ten.
    pub(crate) fn set_all(document: &Document, columns: u16) -> f64 {
        let before = now();
        for _ in 0..10 {
            std::hint::black_box(typeset(std::hint::black_box(document), &options(columns)));
        }
        (now() - before) / 10.0
    }

    fn options(measure: u16) -> Options {
        Options { measure, pane: measure, link_marks: true, ..Options::default() }
    }

    fn now() -> f64 {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    }
}
