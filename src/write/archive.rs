//! Pages of the web as one file of many parts (MHTML, RFC 2557), as browsers save and open them.
//!
//! The pages of one article stand in order; each but the last names the next by a link (RFC 8288), so that a reader
//! knows them from frames and pictures. The bytes of a page are in it as they came.

use jiff::Timestamp;

/// A page as a server sent it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ArchivedPage<'a> {
    /// Where it came from, in printable ASCII.
    pub address: &'a str,
    /// The charset it was said to be in.
    pub charset: Option<&'a str>,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The pages of one article, fetched at some moment, as one file.
#[must_use]
pub fn archive(pages: &[ArchivedPage<'_>], fetched: Timestamp) -> Vec<u8> {
    let boundary = boundary(pages);
    let mut out = Vec::new();
    let line = |out: &mut Vec<u8>, line: &str| {
        out.extend_from_slice(line.as_bytes());
        out.extend_from_slice(b"\r\n");
    };
    line(&mut out, "From: <Saved by courant>");
    if let Some(first) = pages.first() {
        line(&mut out, &format!("Snapshot-Content-Location: {}", first.address));
    }
    if let Ok(date) = jiff::fmt::rfc2822::to_string(&fetched.to_zoned(jiff::tz::TimeZone::UTC)) {
        line(&mut out, &format!("Date: {date}"));
    }
    line(&mut out, "MIME-Version: 1.0");
    line(&mut out, &format!("Content-Type: multipart/related; type=\"text/html\"; boundary=\"{boundary}\""));
    for (place, page) in pages.iter().enumerate() {
        line(&mut out, &format!("\r\n--{boundary}"));
        line(&mut out, &format!("Content-Type: text/html{}", parameter(page.charset)));
        line(&mut out, "Content-Transfer-Encoding: binary");
        line(&mut out, &format!("Content-Location: {}", page.address));
        if let Some(next) = pages.get(place + 1) {
            line(&mut out, &format!("Link: <{}>; rel=\"next\"", next.address));
        }
        line(&mut out, "");
        out.extend_from_slice(page.bytes);
    }
    line(&mut out, &format!("\r\n--{boundary}--"));
    out
}

/// What a charset adds to a media type: nothing where it is no name of one.
fn parameter(charset: Option<&str>) -> String {
    let is_name = |name: &&str| {
        (1..=64).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:.+-".contains(&byte))
    };
    charset.filter(is_name).map_or(String::new(), |name| format!("; charset=\"{name}\""))
}

/// A line that stands in none of the pages.
fn boundary(pages: &[ArchivedPage<'_>]) -> String {
    let stands_in = |boundary: &str| {
        let sign = format!("--{boundary}");
        pages.iter().any(|page| page.bytes.windows(sign.len()).any(|window| window == sign.as_bytes()))
    };
    let mut number = 0_usize;
    loop {
        let boundary = format!("page-of-courant-{number}");
        if !stands_in(&boundary) {
            return boundary;
        }
        number += 1;
    }
}
