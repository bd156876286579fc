//! What must not matter: where the bytes end, how they are encoded, how tags are written.

use courant::parse;
use proptest::prelude::*;

use super::{BASE, told};

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Café &amp; pont</title>
<item><title>Un été</title><link>https://valley.example/1</link><description>&lt;p&gt;é&lt;/p&gt;</description><category>ä</category></item>
<item><title><![CDATA[Deux & demi]]></title><guid isPermaLink="false">2</guid><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate></item>
<item xml:lang="fr" xml:base="https://valley.example/x/"><title>Trois</title><link>y</link><content:encoded><![CDATA[<p>ü</p>]]></content:encoded><enclosure url="a.mp3" length="5" type="audio/mpeg"/></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://valley.example/"><title>Café</title><author><name>N</name></author>
<entry><id>1</id><title type="html">Un &lt;b&gt;été&lt;/b&gt;</title><link href="a"/><updated>2004-01-01T00:00:00Z</updated></entry>
<entry><id>2</id><title>Deux</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>é <br/> à</p></div></content></entry>
</feed>"#;

const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Café","items":[
{"id":"1","title":"Un été","content_html":"<p>é</p>","tags":["a"]},
{"id":"2","title":"Deux","content_text":"\u00e9 \"q\"","date_published":"2004-01-01T00:00:00Z"}]}"#;

/// How many articles are ended in a piece of a feed.
fn ended(piece: &str) -> usize {
    piece.matches("</item>").count() + piece.matches("</entry>").count()
}

#[test]
fn what_was_whole_before_a_feed_is_cut_stays_as_it_is() {
    for source in [RSS, ATOM] {
        let whole = parse::feed(source.as_bytes(), None);
        for cut in 0..source.len() {
            let piece = &source.as_bytes()[..cut];
            let read = parse::feed(piece, None);
            let count = ended(&String::from_utf8_lossy(piece));
            assert!(read.articles.len() >= count, "cut at {cut}");
            assert_eq!(read.articles[..count], whole.articles[..count], "cut at {cut}");
        }
    }
}

#[test]
fn what_was_whole_before_json_is_cut_stays_as_it_is() {
    let whole = parse::feed(JSON.as_bytes(), None);
    assert_eq!(whole.articles.len(), 2);
    let first_end = JSON.find("},").unwrap();
    for cut in first_end + 1..JSON.len() {
        let read = parse::feed(&JSON.as_bytes()[..cut], None);
        assert_eq!(read.articles[..1], whole.articles[..1], "cut at {cut}");
    }
}

fn utf_16(source: &str, is_little: bool) -> Vec<u8> {
    let units = source.encode_utf16();
    units.flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn utf_32(source: &str, is_little: bool) -> Vec<u8> {
    let code = |letter| u32::from(letter);
    source
        .chars()
        .map(code)
        .flat_map(|code| if is_little { code.to_le_bytes() } else { code.to_be_bytes() })
        .collect()
}

#[test]
fn an_encoding_changes_nothing() {
    for source in [RSS, ATOM, JSON] {
        let expected = told(&parse::feed(source.as_bytes(), None), Some(BASE));
        let mark = "\u{feff}".to_owned() + source;
        let mut encoded = vec![
            ("UTF-8 with a mark", mark.clone().into_bytes()),
            ("UTF-16LE with a mark", utf_16(&mark, true)),
            ("UTF-16BE with a mark", utf_16(&mark, false)),
            ("UTF-16LE", utf_16(source, true)),
            ("UTF-16BE", utf_16(source, false)),
            ("UTF-32LE with a mark", utf_32(&mark, true)),
            ("UTF-32BE with a mark", utf_32(&mark, false)),
            ("UTF-32LE", utf_32(source, true)),
            ("UTF-32BE", utf_32(source, false)),
        ];
        let wrong = source.replacen("?>", " encoding=\"UTF-16\"?>", 1);
        encoded.push(("UTF-8 that says UTF-16", wrong.into_bytes()));
        for (name, bytes) in encoded {
            assert_eq!(told(&parse::feed(&bytes, None), Some(BASE)), expected, "{name}");
        }
    }
}

fn declared(label: &str, bytes: &[u8]) -> Vec<u8> {
    let mut source =
        format!("<?xml version=\"1.0\" encoding=\"{label}\"?><rss><channel><title>").into_bytes();
    source.extend(bytes);
    source.extend(b"</title></channel></rss>");
    source
}

#[test]
fn declared_charsets_are_what_they_are_taken_for() {
    for (label, bytes, title) in [
        ("iso-8859-1", &b"caf\xe9 \x93a\x94 \x85"[..], "café “a” …"),
        ("windows-1251", b"\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"),
        ("koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
        ("shift_jis", b"\x93\xfa\x96\x7b", "日本"),
        ("euc-kr", b"\xc7\xd1\xb1\xb9", "한국"),
        ("gb2312", b"\xd6\xd0\xb9\xfa", "中国"),
        ("big5", b"\xa4\xa4\xa4\xe5", "中文"),
        ("windows_1252", b"\x80", "€"),
        ("cp437", b"caf\x82", "café"),
        ("viscii", b"Vi\xAEt Nam, \x1En", "Việt Nam, Ỵn"),
        ("tcvn-5712", b"Vi\xD6t Nam, \x16n", "Việt Nam, Ýn"),
        ("ibm850", b"\x8b\xe1", "ïß"),
        ("macroman", b"\x8e", "é"),
        ("utf-8", b"\x93a\x94", "“a”"),
        ("utf-8", b"\xe2\x80\x99a\xe2\x80\x9d \xa9", "’a” \u{fffd}"),
        ("utf-8", "日本".as_bytes(), "日本"),
        ("utf-16", "日本".as_bytes(), "日本"),
        ("x-nothing", "日本".as_bytes(), "日本"),
        ("utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
    ] {
        let read = told(&parse::feed(&declared(label, bytes), None), None);
        assert_eq!(read["feed"]["title"], title, "{label}");
    }
}

#[test]
fn a_server_counts_more_than_the_document() {
    let bytes = declared("iso-8859-1", b"\xcf\xf0\xe8\xe2\xe5\xf2");
    assert_eq!(told(&parse::feed(&bytes, Some("windows-1251")), None)["feed"]["title"], "Привет");
    assert_eq!(told(&parse::feed(&bytes, Some("nonsense")), None)["feed"]["title"], "Ïðèâåò");
}

#[test]
fn compressed_feeds_are_unpacked() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(RSS.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let expected = told(&parse::feed(RSS.as_bytes(), None), None);
    assert_eq!(told(&parse::feed(&packed, None), None), expected);
}

/// The source with the case of some letters in the names of its tags changed.
fn shuffled(source: &str, choices: &[bool]) -> String {
    let mut in_name = false;
    let mut choices = choices.iter().cycle();
    let mut out = String::new();
    for letter in source.chars() {
        match letter {
            '<' => in_name = true,
            '/' if in_name => (),
            ' ' | '>' | '!' | '?' => in_name = false,
            _ => (),
        }
        let swaps = in_name && letter.is_ascii_alphabetic() && *choices.next().unwrap();
        out.push(if swaps { letter.to_ascii_uppercase() } else { letter });
    }
    out
}

proptest! {
    #[test]
    fn the_case_of_tags_changes_nothing(choices in prop::collection::vec(any::<bool>(), 1..200)) {
        // A prefix is declared in the case in which it is used.
        for source in [RSS.replace("content:encoded", "description"), ATOM.to_owned()] {
            let expected = told(&parse::feed(source.as_bytes(), None), Some(BASE));
            let found = told(&parse::feed(shuffled(&source, &choices).as_bytes(), None), Some(BASE));
            prop_assert_eq!(found, expected);
        }
    }
}
