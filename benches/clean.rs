//! How long pages take to become documents: pages as people write them, and pages made to be slow. Processor time,
//! the median of nine runs (of three for the slow ones).
//!
//! `cargo bench --bench clean [-- WORD]`: with a word only the slow ones in whose name it is. Busy machines do not matter much, as only our own time counts.

#![allow(clippy::print_stdout, clippy::disallowed_methods)] // A bench prints, and reads its pages from files.

#[cfg(unix)]
fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if wanted.is_none() {
        measure::usual();
    }
    measure::worst(&wanted.unwrap_or_default());
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod measure {
    use courant::clean::html;
    use courant::news::Foreign;
    use courant::write;
    use rustix::time::{ClockId, clock_gettime};

    /// Pages of about the size that news sites have, from the cases of the tests.
    pub(crate) fn usual() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean/html");
        let mut cases = Vec::new();
        for entry in std::fs::read_dir(folder).expect("the cases are part of the sources") {
            let path = entry.expect("the folder can be read").path();
            if path.extension().is_some_and(|extension| extension == "html") {
                cases.push(std::fs::read_to_string(path).expect("the case can be read"));
            }
        }
        cases.sort();
        let all = cases.concat();
        println!(
            "{:<28} {:>9} {:>8} {:>10} {:>10} {:>14}",
            "page", "kB", "words", "read ms", "write ms", "ms/1,000 words"
        );
        for times in [1, 10, 100] {
            let page = Foreign::new(all.repeat(times));
            let document = html(&page, None).document;
            let words = document.plain_text().split_whitespace().count();
            let read = median(9, || drop(html(&page, None)));
            let write = median(9, || drop(write::html(&document)));
            let per_thousand = read * 1000.0 / words as f64;
            println!(
                "{:<28} {:>9.1} {words:>8} {read:>10.2} {write:>10.2} {per_thousand:>14.3}",
                format!("all cases, {times} times"),
                page.len() as f64 / 1e3
            );
        }
    }

    /// Pages made to take long; each is as large as pages may be, or nearly.
    pub(crate) fn worst(wanted: &str) {
        let size = 9_000_000;
        let filled = |piece: &str| piece.repeat(size / piece.len());
        let numbered =
            |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<String>();
        let spans = "<span>".repeat(600);
        println!("\n{:<28} {:>9} {:>10}", "worst cases", "kB", "ms");
        for (name, page) in [
            ("div", filled("<div>")),
            ("b", filled("<b>")),
            ("font, each different", numbered(300_000, &|n| format!("<font size={n}>x"))),
            ("font in paragraphs", numbered(300_000, &|n| format!("<p><font size={n}>x"))),
            ("100,000 a", "<a href=x>x".repeat(100_000)),
            ("a and div", filled("<a href=x><div>")),
            ("tables in cells", filled("<table><tr><td>")),
            ("tables in tables", filled("<table>")),
            ("svg", filled("<svg>")),
            ("svg, text inside", filled("<svg><desc><p>")),
            ("math", filled("<math><mi><p>")),
            ("formulas", filled("<math><msup><mi>x</mi><mn>2</mn></msup></math> ")),
            ("form", filled("<form><div>")),
            ("adoption", filled("<b><i><u><p></b></i></u>")),
            ("adoption of many", "<b>".to_owned() + &filled("<div>x</b><b>")),
            ("ends of nothing", spans.clone() + &filled("</x>")),
            ("rules in depth", spans.clone() + &filled("<hr>")),
            ("paragraph ends", filled("</p>")),
            ("line breaks", filled("<br>")),
            ("cells without tables", spans.clone() + &filled("<td>")),
            ("cells", "<table>".to_owned() + &filled("<tr><td colspan=1000 rowspan=65534>x")),
            ("paragraphs", filled("<p>word word word</p>")),
            ("attributes", filled(&format!("<p {}>", numbered(300, &|n| format!("a{n}={n} "))))),
            ("one tag of attributes", format!("<p {}>", numbered(800_000, &|n| format!("a{n}={n} ")))),
            ("comments", filled("<!---->")),
            ("entities", filled("&lt;&amp")),
            ("angle brackets", filled("<")),
            (
                "footnotes",
                numbered(60_000, &|n| format!("<sup><a href=#fn{n}>{n}</a></sup>"))
                    + &numbered(60_000, &|n| format!("<li id=fn{n}>note {n}</li>")),
            ),
            ("lists of Word", filled("<p style='mso-list:l0 level2'>x</p>")),
            ("code in lines", "<pre>".to_owned() + &filled("<div>x</div>")),
            ("code in depth", filled("<pre><div>x")),
            ("quotes in depth", filled("<blockquote>x")),
            ("figures in depth", filled("<figure>x")),
            ("pictures without scripts", filled("<noscript><img src=x></noscript>")),
            ("pictures without ends", filled("<noscript><div><img src=x>")),
            ("frames", filled("<iframe src=//e.example/></iframe>")),
            ("letters", filled("> quoted line of a letter\n").replace('>', "&gt;")),
            ("directions in depth", filled("<bdi>x")),
            ("directions in paragraphs", "<bdi><bdo dir=rtl>".repeat(9) + &filled("<p>x <bdi>y</bdi>")),
            ("languages in a line", numbered(200_000, &|n| format!("<i lang=l{}>x</i> ", n % 1_000))),
            ("margins", "<div style='white-space:pre-wrap'>".to_owned() + &filled("   \tx y\n")),
            ("zalgo", "x".to_owned() + &filled("\u{301}")),
            ("one word", filled("x")),
        ] {
            if !name.contains(wanted) {
                continue;
            }
            let page = Foreign::new(page);
            let read = median(3, || drop(html(&page, Some("https://e.example/"))));
            println!("{name:<28} {:>9.0} {read:>10.1}", page.len() as f64 / 1e3);
        }
    }

    fn median(runs: usize, mut work: impl FnMut()) -> f64 {
        let mut times: Vec<f64> = (0..runs)
            .map(|_| {
                let before = now();
                work();
                now() - before
            })
            .collect();
        times.sort_by(f64::total_cmp);
        times[runs / 2]
    }

    fn now() -> f64 {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
    }
}
