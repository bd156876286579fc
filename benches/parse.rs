//! How fast feeds are read: megabytes and articles a second by format, and feeds made to be slow.
//!
//! `cargo bench --bench parse`. Only the computing of the one thread counts.

#![allow(clippy::print_stdout, clippy::disallowed_methods)]

#[cfg(unix)]
fn main() {
    measure::formats();
    measure::worst();
}

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
mod measure {
    use courant::{clean, parse, write};
    use rustix::time::{ClockId, clock_gettime};

    fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
        let now = || {
            let time = clock_gettime(ClockId::ThreadCPUTime);
            time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
        };
        let start = now();
        let done = work();
        (now() - start, done)
    }

    /// A feed of many articles of a few kilobytes, as blogs have them.
    fn sources(articles: usize) -> Vec<(&'static str, String)> {
        let sentence = "A sentence of some length, with a comma &amp; a <b>word</b> that is bold. ";
        let body = format!("<p>{}</p>", sentence.repeat(12)).repeat(4);
        let escaped = body.replace('&', "&amp;").replace('<', "&lt;");
        let each = |article: &dyn Fn(usize) -> String| (0..articles).map(article).collect::<String>();
        let rss = each(&|k| {
            format!(
                "<item><title>Article {k}</title><link>https://e.example/{k}</link><guid>https://e.example/{k}</guid>\
            <pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><dc:creator>Nora Pell</dc:creator><category>Mills</category>\
            <description>{escaped}</description></item>\n"
            )
        });
        let cdata = each(&|k| {
            format!(
                "<item><title>Article {k}</title><link>https://e.example/{k}</link><content:encoded><![CDATA[{body}]]>\
            </content:encoded></item>\n"
            )
        });
        let atom = each(&|k| {
            format!(
                "<entry><id>{k}</id><title>Article {k}</title><link href=\"https://e.example/{k}\"/>\
            <updated>2004-01-01T19:48:21Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\
            {body}</div></content></entry>\n"
            )
        });
        let json = each(&|k| {
            format!(
                "{{\"id\":\"{k}\",\"title\":\"Article {k}\",\"url\":\"https://e.example/{k}\",\"content_html\":\"{body}\"}},\n"
            )
        });
        vec![
            ("RSS, escaped", format!("<rss version=\"2.0\"><channel>{rss}</channel></rss>")),
            ("RSS, in sections", format!("<rss version=\"2.0\"><channel>{cdata}</channel></rss>")),
            ("Atom, XHTML", format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{atom}</feed>")),
            ("JSON Feed", format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{json}]}}")),
        ]
    }

    pub(crate) fn formats() {
        for (name, source) in sources(5_000) {
            let megabytes = source.len() as f64 / 1e6;
            let (parsing, feed) = timed(|| parse::feed(source.as_bytes(), None));
            let cleaner = clean::feed(&feed, Some("https://e.example/"));
            let (cleaning, letters) = timed(|| {
                let html = |article: &clean::FeedArticle| {
                    [&article.summary, &article.content]
                        .into_iter()
                        .flatten()
                        .map(|each| write::html(each).len())
                        .sum::<usize>()
                };
                cleaner.articles().map(|article| html(&article)).sum::<usize>()
            });
            std::hint::black_box(letters);
            println!(
                "{name}: {megabytes:.1} MB, {} articles; parsed in {parsing:.3} s ({:.0} MB/s), cleaned in {cleaning:.3} s",
                feed.articles.len(),
                megabytes / parsing
            );
        }
    }

    pub(crate) fn worst() {
        let cases = [
            ("200,000 empty items", format!("<rss><channel>{}</channel></rss>", "<item/>".repeat(200_000))),
            ("200,000 open items", format!("<rss><channel>{}", "<item>".repeat(200_000))),
            ("100,000 elements deep", format!("<rss><channel>{}", "<a>".repeat(100_000))),
            ("100,000 stray ends", format!("<rss><channel>{}", "</a>".repeat(100_000))),
            (
                "300 open, 200,000 stray ends",
                format!("<rss><channel>{}{}", "<a>".repeat(300), "</b>".repeat(200_000)),
            ),
            ("an attribute of 10 MB", format!("<rss><channel><item a=\"{}\"/>", "x".repeat(10_000_000))),
            ("a title of 20 MB", format!("<rss><channel><item><title>{}</title>", "word ".repeat(4_000_000))),
            ("10 MB of ampersands", format!("<rss><channel><item><title>{}", "&".repeat(10_000_000))),
            ("10 MB of less-than signs", format!("<rss><channel><item><title>{}", "<".repeat(10_000_000))),
            ("a million comments open", format!("<rss><channel>{}", "<!--".repeat(1_000_000))),
            ("a million quotes open", format!("<rss><channel>{}", "<a b=\"".repeat(1_000_000))),
            ("2 million elements", format!("<rss><channel>{}", "<a></a>".repeat(2_000_000))),
        ];
        for (name, source) in cases {
            let (parsing, feed) = timed(|| parse::feed(source.as_bytes(), None));
            let (cleaning, count) = timed(|| clean::feed(&feed, None).articles().count());
            println!("{name}: parsed in {parsing:.3} s, {count} articles cleaned in {cleaning:.3} s");
        }
    }
}
