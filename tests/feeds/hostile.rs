//! Feeds that are made to take long, to grow, or to carry something through the door.

use courant::clean::{self, text::is_clean};
use courant::parse;
use proptest::prelude::*;
use serde_json::Value;

use super::super::computing::cpu_time;
use super::{BASE, read, told};

/// Sources that grow with `n`, each of which some reader takes the square of `n` for.
fn heavy(n: usize) -> Vec<(&'static str, String)> {
    let rss = |inside: String| format!("<rss version=\"2.0\"><channel>{inside}</channel></rss>");
    vec![
        ("empty items", rss("<item/>".repeat(2 * n))),
        ("unended items", rss("<item>".repeat(2 * n))),
        ("deep elements", rss("<a>".repeat(n))),
        ("deep items", rss(format!("<item>{}<title>x</title>", "<div>".repeat(n)))),
        ("deep text", rss(format!("<item><description>{}", "<b>".repeat(n)))),
        ("stray ends", rss(format!("<item>{}</item>", "</b>".repeat(n)))),
        ("stray ends in text", rss(format!("<item><description>{}</description>", "</b>".repeat(n)))),
        ("starts and stray ends", rss(format!("{}{}", "<a>".repeat(300), "</b>".repeat(n)))),
        ("comments without an end", rss("<!-- ".repeat(n))),
        ("sections without an end", rss("<item><title><![CDATA[ <![CDATA[ ".repeat(n / 10))),
        ("instructions without an end", rss("<?x ".repeat(n))),
        ("quotes without an end", rss("<a b=\" ".repeat(n))),
        ("less-than signs", rss(format!("<item><title>{}", "< ".repeat(n)))),
        ("ampersands", rss(format!("<item><title>{}", "&".repeat(n)))),
        ("an attribute of bytes", rss(format!("<item a=\"{}\"><title>x</title></item>", "y".repeat(20 * n)))),
        ("many attributes", rss(format!("<item {}><title>x</title></item>", "a=\"b\" ".repeat(n)))),
        ("many namespaces", rss(format!("<item {}>{}", "xmlns:a=\"b\" ".repeat(n), "<a:b/>".repeat(n)))),
        ("many bases", rss("<item xml:base=\"a/\">".repeat(n / 10))),
        (
            "bases in bases",
            "<feed xml:base=\"https://a.example/\">".to_owned() + &"<x xml:base=\"a/\">".repeat(n),
        ),
        (
            "many categories",
            rss(format!(
                "<item>{}</item>",
                (0..n / 10).map(|k| format!("<category>{k}</category>")).collect::<String>()
            )),
        ),
        (
            "many enclosures",
            rss(format!(
                "<item>{}</item>",
                (0..n / 10)
                    .map(|k| format!("<enclosure url=\"https://a.example/{k}\"/>"))
                    .collect::<String>()
            )),
        ),
        (
            "many links",
            rss(format!(
                "<item>{}</item>",
                (0..n / 10).map(|k| format!("<link>https://a.example/{k}</link>")).collect::<String>()
            )),
        ),
        (
            "many dates",
            rss(format!(
                "<item>{}</item>",
                (0..n / 10).map(|k| format!("<pubDate>{k}</pubDate>")).collect::<String>()
            )),
        ),
        ("a long title", rss(format!("<item><title>{}</title></item>", "word ".repeat(4 * n)))),
        ("JSON lists", format!("{{\"items\":{}", "[".repeat(n))),
        (
            "JSON objects",
            format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{}", "{\"a\":".repeat(n)),
        ),
        (
            "JSON items",
            format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{}]}}", "{},".repeat(n)),
        ),
        ("JSON backslashes", format!("{{\"items\":[\"{}", "\\u0041\\".repeat(n))),
    ]
}

#[test]
fn no_feed_takes_longer_than_its_length() {
    for (name, source) in heavy(20_000) {
        let start = cpu_time();
        let feed = parse::feed(source.as_bytes(), None);
        let took = cpu_time() - start;
        assert!(took < 3.0, "{name}: {took:.2} s of computing");
        assert!(feed.articles.len() <= parse::ARTICLES, "{name}");
        assert!(feed.complaints.len() < 10, "{name}");
    }
}

#[test]
fn of_too_many_articles_the_newest_are_kept_in_their_order() {
    let dated = |day: usize| {
        format!("<item><title>{day}</title><pubDate>{}</pubDate></item>", 1_000_000_000 + day * 86_400)
    };
    let items: String = (0..parse::ARTICLES + 100).map(dated).collect();
    let feed = parse::feed(format!("<rss><channel>{items}</channel></rss>").as_bytes(), None);
    assert_eq!(feed.articles.len(), parse::ARTICLES);
    assert!(feed.complaints.iter().any(|complaint| complaint.contains("5000")), "{:?}", feed.complaints);
    let titles: Vec<_> = clean::feed(&feed, None).articles().take(2).map(|article| article.title).collect();
    assert_eq!(titles, [Some("100".to_owned()), Some("101".to_owned())]);
}

#[test]
fn entities_never_grow() {
    let mut doctype = String::from("<!DOCTYPE rss [<!ENTITY a0 \"ha\">");
    for level in 1..30 {
        let inside = format!("&a{};", level - 1).repeat(10);
        doctype.push_str(&format!("<!ENTITY a{level} \"{inside}\">"));
    }
    let bomb = format!("{doctype}]><rss><channel><title>&a29;</title></channel></rss>");
    assert_eq!(read(&bomb)["feed"]["title"], "&a29;");
    let long = "a".repeat(200);
    let quadratic = format!(
        "<!DOCTYPE rss [<!ENTITY a \"{long}\">]><rss><channel><item><description>{}</description></item></channel></rss>",
        "&a;".repeat(100_000)
    );
    let text = read(&quadratic)["articles"][0]["text"].as_str().unwrap().len();
    assert!(text < 3_000_000, "{text} bytes");
}

/// Every text in a value.
fn texts<'v>(value: &'v Value, found: &mut Vec<(&'v str, &'v str)>, name: &'v str) {
    match value {
        Value::String(text) => found.push((name, text)),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found, name)),
        Value::Object(members) => members.iter().for_each(|(name, value)| texts(value, found, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

/// What must hold of anything that comes out.
fn assert_harmless(value: &Value) {
    let mut found = Vec::new();
    texts(value, &mut found, "");
    for (name, text) in found {
        assert!(is_clean(text), "{name}: {text:?}");
        if matches!(name, "url" | "link" | "image" | "comments_url") {
            let schemes = ["https://", "http://", "magnet:?", "mailto:", "gemini://"];
            let allowed = if name == "url" { &schemes[..] } else { &schemes[..2] };
            assert!(allowed.iter().any(|scheme| text.starts_with(scheme)), "{name}: {text}");
            assert!(text.is_ascii() && !text.contains([' ', '"', '<', '>']), "{name}: {text}");
        }
        for bad in ["<script", "<iframe", "<style", "=\"javascript:"] {
            assert!(!name.ends_with("_html") || !text.contains(bad), "{name}: {text}");
        }
    }
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "<rss version='2.0'>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>",
    "</link>", "<link href='/a'/>", "<description>", "</description>", "<![CDATA[", "]]>", "<!--", "-->",
    "&lt;script&gt;", "&lt;a href=javascript:x&gt;", "&amp;", "&", "<", ">", "\"", "\u{1b}[31m", "&#27;]52;", "\u{202e}",
    "&#x202e;", "<entry>", "</entry>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<content type='xhtml'>",
    "<div xmlns='http://www.w3.org/1999/xhtml'>", "</div>", "</content>", "<enclosure url='magnet:?xt=urn:x'/>",
    "<enclosure url='javascript:x'/>", "<media:group>", "<media:thumbnail url='\u{1b}'/>", "<author><name>",
    "</name></author>", "<pubDate>1 Jan 2004</pubDate>", "<guid>", "</guid>", "é", "\u{fffe}", "text ", "xml:base='//x/'",
    "<category term='a\u{9b}'/>", "<itunes:image href='http://x/\u{7}'/>", "<!DOCTYPE x [<!ENTITY a '\u{1b}'>]>", "&a;",
];

/// Almost a feed.
fn almost_a_feed() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_almost_a_feed_comes_out_harmless(source in almost_a_feed()) {
        assert_harmless(&read(&source));
        assert_harmless(&told(&parse::feed(source.as_bytes(), None), None));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400), charset in prop::option::of("[a-z0-9-]{0,12}")) {
        assert_harmless(&told(&parse::feed(&bytes, charset.as_deref()), Some(BASE)));
    }

    #[test]
    fn any_bytes_inside_a_feed_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut source = b"<rss version='2.0'><channel><item><title>".to_vec();
        source.extend(&bytes);
        source.extend(b"</title><link>https://a.example/</link></item></channel></rss>");
        assert_harmless(&told(&parse::feed(&source, None), Some(BASE)));
    }

    #[test]
    fn any_json_is_read(source in "[\\[\\]{}:,\"a-c\\\\u0-9 ]{0,80}") {
        let source = format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{source}");
        assert_harmless(&read(&source));
    }
}
