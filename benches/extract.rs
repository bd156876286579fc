//! How long finding the article in a page takes: pages a second, the slowest of a hundred, and pages made to be slow.
//!
//! `cargo bench --bench extract [-- WORD]`: with a word only the slow ones in whose name it is. `COURANT_BENCH_PAGES=DIR` adds the pages (`*.html`) of a folder. Only our own
//! computing counts, the child's start does not.

#![allow(clippy::print_stdout, clippy::disallowed_methods)]

#[cfg(unix)]
fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if let Some(wanted) = wanted {
        return measure::worst(&wanted);
    }
    let mut folders =
        vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/extract"))];
    folders.extend(std::env::var_os("COURANT_BENCH_PAGES").map(Into::into));
    for folder in folders {
        measure::folder(&folder);
    }
    measure::worst("");
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod measure {
    use std::path::{Path, PathBuf};

    use courant::clean;
    use courant::clean::extract::{Extractor, OwnAlone, Page, Smoothie, extract};
    use courant::parse::{self, Body};
    use rustix::time::{ClockId, clock_gettime};

    /// Milliseconds of computing for one page, from its bytes to its document.
    fn time(bytes: &[u8], extractor: &dyn Extractor) -> f64 {
        let now = || {
            let time = clock_gettime(ClockId::ThreadCPUTime);
            time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
        };
        let start = now();
        let page = parse::read(bytes, Some("page.html"));
        if let Body::Html(source) = &page.body {
            let address = Some("https://bench.example/2025/mill");
            let asked = Page { source, address, now: jiff::Timestamp::now() };
            let found = extract(&asked, extractor);
            std::hint::black_box(clean::html(&found.content, found.base.as_deref()));
        }
        now() - start
    }

    pub(crate) fn folder(folder: &Path) {
        let mut paths: Vec<PathBuf> = Vec::new();
        collect(folder, &mut paths);
        for (name, extractor) in
            [("both readings", &Smoothie as &dyn Extractor), ("our own alone", &OwnAlone)]
        {
            let mut times: Vec<(f64, &PathBuf)> = paths
                .iter()
                .filter_map(|path| Some((time(&std::fs::read(path).ok()?, extractor), path)))
                .collect();
            times.sort_by(|one, other| one.0.total_cmp(&other.0));
            let total: f64 = times.iter().map(|(time, _)| time).sum();
            let at = |share: usize| times[(times.len() - 1) * share / 100].0;
            let (slowest, which) = times[times.len() - 1];
            println!(
                "{name}: {} pages, {:.0} a second; p50 {:.2} ms, p99 {:.2} ms, slowest {slowest:.2} ms ({})",
                times.len(),
                times.len() as f64 * 1e3 / total,
                at(50),
                at(99),
                which.display()
            );
        }
    }

    fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, paths);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                paths.push(path);
            }
        }
    }

    pub(crate) fn worst(wanted: &str) {
        let article =
            "<p>A sentence of some length, with a comma in it, that anybody would take for an article.</p>";
        let cases = [
            (
                "20,000 boxes in boxes",
                format!("{}{article}{}", "<div>".repeat(20_000), "</div>".repeat(20_000)),
            ),
            ("500 boxes in boxes", format!("{}{article}{}", "<div>".repeat(500), "</div>".repeat(500))),
            ("20,000 paragraphs", article.repeat(20_000)),
            ("50,000 links", "<p><a href=/x>link after link</a></p>".repeat(50_000)),
            ("1 MB of looks", format!("{}{article}", "<b><i><font>".repeat(80_000))),
            ("10 MB of text", format!("<p>{}</p>", "word, ".repeat(1_600_000))),
            ("200,000 breaks", "one line, and<br><br>".repeat(200_000)),
            ("5,000 looks in looks", format!("{}{article}", "<b><i><font>".repeat(5_000))),
            (
                "100,000 entries in entries",
                "<ul><li>an entry, with a comma<ul><li>inside</ul>".repeat(100_000),
            ),
            ("tables in tables", format!("{}{article}", "<table><tr><td>".repeat(100_000))),
            ("10 MB of tags", "<p>x".repeat(2_500_000)),
            ("9 MB of elements that say nothing", format!("{article}{}", "<i></i>".repeat(1_300_000))),
            (
                "100,000 formulas",
                format!("<div>{article}{}</div>", "<math><mi>F</mi></math> and so <br>".repeat(100_000)),
            ),
            (
                "deep linked data",
                format!(
                    "<script type='application/ld+json'>{}</script>{article}",
                    "{\"author\":[".repeat(500_000)
                ),
            ),
            (
                "much linked data",
                format!(
                    "<script type='application/ld+json'>[{}]</script>{article}",
                    "{\"@type\":\"Article\",\"headline\":\"x\"},".repeat(200_000)
                ),
            ),
            (
                "linked data never closed",
                format!(
                    "<script type='application/ld+json'>{{\"a\":\"{}</script>{article}",
                    "\\\" ,x".repeat(1_000_000)
                ),
            ),
            ("100,000 headings", "<h1>The same heading again</h1>".repeat(100_000)),
            (
                "100,000 times and names",
                "<time datetime='2025-12-03'>3 December 2025</time> by Jane Doe ".repeat(100_000),
            ),
            ("200,000 metas", "<meta property='og:title' content='one'>".repeat(200_000)),
            (
                "200,000 numbers of pages",
                format!("{article}{}", "<a href='?page=9'>9</a> <a rel=next href=x>next</a>".repeat(100_000)),
            ),
            (
                "50,000 cards",
                "<article><h2><a href=/x>A headline</a></h2></article>".repeat(50_000)
                    + "<a href='?page=2'>2</a>",
            ),
            (
                "50,000 figures",
                "<figure><img src=x><figcaption>A caption</figcaption></figure>".repeat(50_000),
            ),
            (
                "directions in directions",
                format!("{}{}", "<bdi><bdo dir=rtl>".repeat(250), "<p>x <bdi>y</bdi>".repeat(300_000)),
            ),
            (
                "8 MB of a picture",
                format!("<img src='data:image/png;base64,{}'>{article}", "A".repeat(8_000_000)),
            ),
        ];
        for (name, page) in cases.into_iter().filter(|(name, _)| name.contains(wanted)) {
            let (both, own) = (time(page.as_bytes(), &Smoothie), time(page.as_bytes(), &OwnAlone));
            println!("{name}, {:.1} MB: {both:.0} ms, our own alone {own:.0} ms", page.len() as f64 / 1e6);
        }
    }
}
