//! Pages saved as one file of many parts (MHTML, RFC 2557): the part that is the page, and where it came from.
//!
//! An article of several pages is kept as such a file as well: each page is a part, and names the one that follows it
//! by a link of its own (RFC 8288). Parts that no link leads to are what browsers save beside a page: frames, pictures;
//! in an archive that others made they may be further pages, which only the pages themselves can tell.

use super::transfer::{base64, quoted_printable};

/// The page inside an archive.
pub(super) struct Archived {
    /// Its bytes, as a server would have sent them.
    pub(super) bytes: Vec<u8>,
    /// The charset its part declares.
    pub(super) charset: Option<String>,
    /// The address it was saved from.
    pub(super) address: Option<String>,
    /// When it was saved, as the archive writes it.
    pub(super) saved: Option<String>,
    /// Where the part is that follows it, where its archive says so.
    next: Option<String>,
    /// The pages that follow it, in order.
    pub(super) further: Vec<Archived>,
    /// Where its archive names no page that follows: the other pages of the web in it.
    pub(super) beside: Vec<Archived>,
}

/// Most parts that are looked at, most bytes of headers, and how deep parts may hold parts.
const MOST_PARTS: usize = 2_000;
const LONGEST_HEAD: usize = 64 * 1024;
const DEEPEST: usize = 4;
/// Most pages that an article has.
const MOST_PAGES: usize = 99;

/// The page in an archive of parts; `None` where the bytes are none, or hold no page.
///
/// A letter (`.eml`) is no saved page: it needs the archive's own signs.
pub(super) fn page(bytes: &[u8], name_hint: Option<&str>) -> Option<Archived> {
    let (head, body) = split(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?;
    let named = name_hint.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        name.ends_with(".mht") || name.ends_with(".mhtml")
    });
    let kind = head.get("content-type")?;
    let is_archive = head.has("snapshot-content-location") || media(&kind) == "multipart/related";
    let is_letter = name_hint.is_some_and(|name| name.to_ascii_lowercase().ends_with(".eml"));
    if !(named || (is_archive && !is_letter && head.has("mime-version"))) {
        return None;
    }
    let mut page = find(&head, body, DEEPEST)?;
    page.address = head.get("snapshot-content-location").or(page.address);
    page.saved = head.get("date");
    page.further = further(&kind, body, page.next.clone());
    page.beside = if page.next.is_none() { beside(&kind, body, &page) } else { Vec::new() };
    Some(page)
}

/// The other pages of an archive, as far as they lie on the web: what has no address there is no page of its own.
fn beside(kind: &str, body: &[u8], first: &Archived) -> Vec<Archived> {
    let is_web = |address: &String| address.starts_with("http://") || address.starts_with("https://");
    let Some(boundary) = parameter(kind, "boundary").filter(|_| first.address.as_ref().is_some_and(is_web))
    else {
        return Vec::new();
    };
    let is_other =
        |head: &Head| head.get("content-location").is_some_and(|at| is_web(&at) && Some(at) != first.address);
    let others = parts(body, &boundary).into_iter().filter_map(split).filter(|(head, _)| is_other(head));
    others.filter_map(|(head, body)| find(&head, body, 0)).take(MOST_PAGES).collect()
}

/// The pages that follow the first, as each names the next; each once.
fn further(kind: &str, body: &[u8], mut next: Option<String>) -> Vec<Archived> {
    let Some(boundary) = parameter(kind, "boundary").filter(|_| next.is_some()) else { return Vec::new() };
    let mut parts: Vec<(Head, &[u8])> = parts(body, &boundary).into_iter().filter_map(split).collect();
    let mut further = Vec::new();
    while let Some(address) = next.take().filter(|_| further.len() < MOST_PAGES) {
        let is_there = |(head, _): &(Head, &[u8])| head.get("content-location").as_ref() == Some(&address);
        let Some(place) = parts.iter().position(is_there) else { break };
        let (head, body) = parts.swap_remove(place);
        let Some(page) = find(&head, body, 0) else { break };
        next.clone_from(&page.next);
        further.push(page);
    }
    further
}

/// Where a link leads that says `rel=next`: `<https://example.org/2>; rel="next"`.
fn next(head: &Head) -> Option<String> {
    let link = head.get("link")?;
    let (address, relation) = link.strip_prefix('<')?.split_once('>')?;
    let is_next = relation.replace(['"', ' ', ';'], "").eq_ignore_ascii_case("rel=next");
    is_next.then(|| address.to_owned())
}

/// The page among the parts: the one that its archive calls its start (RFC 2387, section 3.2), or else the first.
fn find(head: &Head, body: &[u8], depth: usize) -> Option<Archived> {
    let kind = head.get("content-type").unwrap_or_default();
    if matches!(media(&kind).as_str(), "text/html" | "application/xhtml+xml") {
        return Some(Archived {
            bytes: decoded(head, body),
            charset: parameter(&kind, "charset"),
            address: head.get("content-location"),
            saved: None,
            next: next(head),
            further: Vec::new(),
            beside: Vec::new(),
        });
    }
    if depth == 0 || !media(&kind).starts_with("multipart/") {
        return None;
    }
    let boundary = parameter(&kind, "boundary")?;
    let parts: Vec<(Head, &[u8])> = parts(body, &boundary).into_iter().filter_map(split).collect();
    let start = parameter(&kind, "start");
    let is_start = |head: &Head| start.is_some() && head.get("content-id") == start;
    let (first, others): (Vec<_>, Vec<_>) = parts.iter().partition(|(head, _)| is_start(head));
    first.into_iter().chain(others).find_map(|(head, body)| find(head, body, depth - 1))
}

fn decoded(head: &Head, body: &[u8]) -> Vec<u8> {
    match head.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    }
}

/// What stands between the lines that part it.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        // Blanks may follow a mark, letters may not (RFC 2046, section 5.1.1).
        let behind = line.trim_ascii_end().strip_prefix(mark.as_bytes());
        if behind.is_some_and(|behind| matches!(behind, b"" | b"--")) {
            if let Some(start) = start {
                parts.push(trimmed_end(&body[start..at]));
            }
            start = Some(at + line.len());
            if parts.len() == MOST_PARTS || behind == Some(b"--") {
                return parts;
            }
        }
        at += line.len();
    }
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// The line end before a mark belongs to the mark.
fn trimmed_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

/// Header lines, unfolded: names in lower case.
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(each, _)| each == name).map(|(_, value)| value.trim().to_owned());
        found.filter(|value| !value.is_empty())
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// Headers and what follows the empty line after them; `None` where the bytes begin otherwise.
fn split(bytes: &[u8]) -> Option<(Head, &[u8])> {
    let mut head: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    let start = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    for line in bytes[start..].split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        if text.is_empty() {
            return Some((Head(head), &bytes[start + at..]));
        }
        if at > LONGEST_HEAD {
            return None;
        }
        if text.starts_with([' ', '\t']) {
            let (_, value) = head.last_mut()?;
            value.push(' ');
            value.push_str(text.trim_start());
        } else {
            let (name, value) = text.split_once(':')?;
            let is_name =
                name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            if name.is_empty() || !is_name {
                return None;
            }
            head.push((name.to_ascii_lowercase(), value.to_owned()));
        }
    }
    None
}

fn media(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A parameter of a media type: `boundary="…"`.
fn parameter(kind: &str, name: &str) -> Option<String> {
    kind.split(';').skip(1).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}
