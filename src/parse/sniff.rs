//! What kind of file it is: by its first bytes, its name, and what its text looks like.
//!
//! Contents outrank names where they are sure (a picture called `.txt` is a picture); names decide the rest.

use super::decode::{boundary, decode};

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A page of the web.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text, among it the text of saved pages.
    Text,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// Not text; with what it is, for a sentence ("a PNG picture").
    Binary(&'static str),
}

/// The kind of a file, from its bytes and, where known, its name.
#[must_use]
pub fn sniff(bytes: &[u8], name_hint: Option<&str>) -> Kind {
    binary(bytes).map_or_else(|| sniff_text(&decode(bytes, None).text, name_hint), Kind::Binary)
}

/// What a file is that is not text, in a few words.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let by_magic = MAGIC
        .iter()
        .find(|(offset, magic, _)| bytes.get(*offset..).is_some_and(|bytes| bytes.starts_with(magic)));
    by_magic.map(|&(_, _, name)| name).or_else(|| is_mostly_control(bytes).then_some("a binary file"))
}

/// Whether more than one byte in twenty, or one decoded character in twenty, is a control no text has.
fn is_mostly_control(bytes: &[u8]) -> bool {
    const PROBE: usize = 1 << 16;
    let probe = &bytes[..bytes.len().min(PROBE)];
    let controls = probe.iter().filter(|byte| is_control(u32::from(**byte))).count();
    if controls * 20 <= probe.len() {
        return false;
    }
    // Many zero bytes may still be UTF-16.
    let text = decode(probe, None).text;
    let controls = text.chars().filter(|character| is_control(u32::from(*character))).count();
    controls * 20 > text.chars().count()
}

/// C0 controls other than tab, line ends, form feed and escape (terminal colours in saved logs).
fn is_control(code: u32) -> bool {
    code < 32 && !matches!(code, 9..=13 | 27)
}

/// Offsets, first bytes and names of common formats that are not text.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive or office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\0asm", "a WebAssembly program"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"ID3", "an MP3 recording"),
    (4, b"ftyp", "a film or recording"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
];

/// How many bytes of the text are looked at.
const PROBE: usize = 1 << 16;

/// The kind of a text.
pub(super) fn sniff_text(text: &str, name_hint: Option<&str>) -> Kind {
    let probe = &text[..boundary(text, PROBE)];
    let start = probe.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if is_feed(start) {
        return Kind::Feed;
    }
    if is_html_from_the_start(start) {
        return Kind::Html;
    }
    match extension(name_hint).as_deref() {
        Some("html" | "htm" | "xhtml" | "shtml") => Kind::Html,
        Some("md" | "markdown" | "mkd" | "mdown") => Kind::Markdown,
        Some("txt" | "text" | "log" | "eml") => Kind::Text,
        Some(_) | None if has_html_inside(start) => Kind::Html,
        Some(_) | None if is_markdown(start) => Kind::Markdown,
        Some(_) | None => Kind::Text,
    }
}

fn extension(name: Option<&str>) -> Option<String> {
    name?.rsplit(['/', '\\']).next()?.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())
}

fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))
}

fn is_feed(start: &str) -> bool {
    if start.starts_with('{') {
        return start.contains("https://jsonfeed.org/version/");
    }
    starts_with_any(after_prolog(start), &["<rss", "<rdf:rdf", "<feed"])
}

/// What follows an XML declaration, processing instructions, comments and a doctype of RSS 0.91.
fn after_prolog(mut text: &str) -> &str {
    loop {
        let end = match text {
            _ if text.starts_with("<?") => "?>",
            _ if text.starts_with("<!--") => "-->",
            _ if starts_with_any(text, &["<!doctype rss"]) => ">",
            _ => return text,
        };
        let Some(at) = text.find(end) else { return text };
        text = text[at + end.len()..].trim_start();
    }
}

fn is_html_from_the_start(start: &str) -> bool {
    starts_with_any(after_prolog(start), &["<!doctype html", "<html", "<head", "<body"])
}

/// A fragment of a page: it starts with a tag and closes three.
fn has_html_inside(start: &str) -> bool {
    const TAGS: &[&str] = &["</p>", "</div>", "</a>", "</h1>", "</h2>", "</li>", "</span>", "</article>"];
    start.starts_with('<') && TAGS.iter().map(|tag| start.matches(tag).count()).sum::<usize>() >= 3
}

/// Front matter, or at least three marks of Markdown of which two differ (or three headings).
fn is_markdown(start: &str) -> bool {
    if start.starts_with("#!") {
        return false;
    }
    let lines: Vec<&str> = start.lines().collect();
    let headings = headings(&lines);
    let fences = lines.iter().filter(|line| line.starts_with("```") || line.starts_with("~~~")).count() / 2;
    let links = start.matches("](http").count();
    let kinds = [headings, fences, links].iter().filter(|count| **count > 0).count();
    has_front_matter(&lines) || headings >= 3 || (kinds >= 2 && headings + fences + links >= 3)
}

fn has_front_matter(lines: &[&str]) -> bool {
    super::front_matter::length(lines).is_some_and(|end| end > 2)
}

/// ATX headings that stand alone: a comment block of a script is none.
fn headings(lines: &[&str]) -> usize {
    let is_blank = |line: Option<&&str>| line.is_none_or(|line| line.trim().is_empty());
    lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            (1..=6).contains(&level)
                && line.as_bytes().get(level) == Some(&b' ')
                && (*at == 0 || is_blank(lines.get(at - 1)))
                && is_blank(lines.get(at + 1))
        })
        .count()
}
