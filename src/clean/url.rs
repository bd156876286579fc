//! Addresses through the door: absolute, of a harmless scheme, written in printable ASCII.
//!
//! What leaves here is one word for a shell, a terminal and an opener alike, and reads the same when it is
//! parsed again. It knows no network: whether an address may be fetched is decided where it is fetched.

use std::fmt::Write;

use url::{Position, Url};

use super::text::border_before;
use crate::news::Foreign;

/// The longest address that passes, in bytes, as it came and as it leaves.
pub const URL_BYTES: usize = 8 * 1024;

/// An absolute http or https address, joined to its base where it is relative and a base is known.
#[must_use]
pub fn web(address: &Foreign, base: Option<&str>) -> Option<String> {
    str_web(address.uncleaned(), base)
}

/// [`web`], and also what other programs take: mailto (the addresses alone), magnet, gemini.
#[must_use]
pub fn link(address: &Foreign, base: Option<&str>) -> Option<String> {
    str_link(address.uncleaned(), base)
}

/// [`web`] for an address that is a `&str` already.
#[must_use]
pub fn str_web(address: &str, base: Option<&str>) -> Option<String> {
    Base::new(base).web(address)
}

/// [`link`] for an address that is a `&str` already.
#[must_use]
pub fn str_link(address: &str, base: Option<&str>) -> Option<String> {
    Base::new(base).link(address)
}

/// An address that may be followed, as it may be written.
fn followed(mut url: Url) -> Option<String> {
    let allowed = match url.scheme() {
        "http" | "https" => is_web(&url),
        "gemini" => url.host_str().is_some_and(is_host),
        "magnet" => url.query().is_some_and(|query| query.contains("xt=urn:")),
        "mailto" => {
            // Headers after the address can name files to attach.
            url.set_query(None);
            url.set_fragment(None);
            url.path().contains('@') && !url.path().starts_with('-')
        }
        _ => false,
    };
    allowed.then(|| escaped(url.as_str())).flatten()
}

/// No longer address is told by its bytes alone.
const PLAIN_BYTES: usize = 2 * 1024;

/// What an address stands for that is written as it would be written again: most are, and nothing has to be parsed.
/// `None` where that cannot be seen at once.
fn plain(address: &str, base: Option<&Url>) -> Option<String> {
    let whole = match (address.as_bytes(), base) {
        (bytes, _) if bytes.len() > PLAIN_BYTES => return None,
        ([b'/', b'/', ..], _) => format!("{}:{address}", base.map_or("https", Url::scheme)),
        ([b'/', ..], Some(base)) => format!("{}{address}", &base[..Position::BeforePath]),
        ([b'h', b't', b't', b'p', ..], _) => address.to_owned(),
        _ => return None,
    };
    plain_host(&whole).is_some_and(|(_, after)| is_plain_path(after)).then_some(whole)
}

/// The host of an address of the web and what follows it, where the host is a name in small letters and followed by a
/// slash at once: without port, name and password.
fn plain_host(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, after) = rest.split_at(rest.find('/')?);
    let is_letter = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let is_label = |label: &str| {
        (1..=63).contains(&label.len()) && !label.starts_with("xn--") && label.bytes().all(is_letter)
    };
    let is_name =
        host.split('.').all(is_label) && host.starts_with(|first: char| first.is_ascii_alphanumeric());
    // What ends in a number is an address of four numbers, or none.
    let ends_in_name = host.rsplit('.').next()?.starts_with(|first: char| first.is_ascii_alphabetic());
    (is_name && ends_in_name).then_some((host, after))
}

/// Whether nothing in a path, its query and its fragment would be escaped, and no step of it leads nowhere or back.
fn is_plain_path(path: &str) -> bool {
    let mut before = b'/';
    let mut fragments = 0;
    path.bytes().all(|byte| {
        let leads_back = before == b'/' && byte == b'.';
        before = byte;
        fragments += usize::from(byte == b'#');
        let is_plain = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'/' | b'-'
                    | b'_'
                    | b'.'
                    | b'~'
                    | b'='
                    | b'&'
                    | b'?'
                    | b'+'
                    | b','
                    | b';'
                    | b':'
                    | b'@'
                    | b'!'
                    | b'$'
                    | b'('
                    | b')'
                    | b'*'
                    | b'#'
            );
        is_plain && !leads_back && fragments <= 1
    })
}

/// Parameters that say who sent a reader, and nothing about where to: whole names, and beginnings of names.
#[rustfmt::skip]
const TRACKING: [&str; 31] = [
    "_ga", "_gl", "_hsenc", "_hsmi", "cmpid", "dclid", "fbclid", "gad_source", "gbraid", "gclid", "gclsrc",
    "igsh", "igshid", "mc_cid", "mc_eid", "mibextid", "mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id",
    "ref_src", "ref_url", "s_cid", "si", "ttclid", "twclid", "vero_id", "wbraid", "wt_mc", "xtor", "yclid",
];
#[rustfmt::skip]
const TRACKING_STARTS: [&str; 10] = [
    "utm_", "pk_campaign", "pk_kwd", "pk_source", "pk_medium", "pk_content", "mtm_", "matomo_", "at_", "hsa_",
];

/// An address without the parameters that only follow its reader about.
#[must_use]
pub fn without_tracking(address: &str) -> String {
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (address, None),
    };
    let Some((path, query)) = rest.split_once('?').filter(|_| rest.starts_with("http")) else {
        return address.to_owned();
    };
    let is_kept = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        !TRACKING.contains(&name.as_str()) && !TRACKING_STARTS.iter().any(|start| name.starts_with(start))
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    if kept.len() == query.split('&').count() {
        return address.to_owned();
    }
    let mut out = path.to_owned();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// The host of an address as people should see it: without name, password and port; punycode stays as it is,
/// so that letters which look alike do not pass for each other.
#[must_use]
pub fn shown_host(address: &str) -> Option<String> {
    if let Some((host, _)) = plain_host(address) {
        return Some(host.to_owned());
    }
    let url = Url::parse(address).ok()?;
    url.host_str().filter(|host| is_host(host)).map(str::to_owned)
}

/// What relative addresses are joined to, read once for all of a page's.
#[derive(Clone)]
pub(super) struct Base<'a> {
    written: Option<&'a str>,
    url: Option<Url>,
}

impl<'a> Base<'a> {
    /// A base as it was told; one that is no web address is none.
    pub(super) fn new(base: Option<&'a str>) -> Self {
        Self { written: base, url: base.and_then(|base| Url::parse(base).ok()).filter(is_web) }
    }

    /// The base as it was told.
    pub(super) fn written(&self) -> Option<&'a str> {
        self.written
    }

    /// [`str_web`] with this base.
    pub(super) fn web(&self, address: &str) -> Option<String> {
        if let Some(plain) = plain(address, self.url.as_ref()) {
            return Some(plain);
        }
        let url = joined(address, self.url.as_ref())?;
        is_web(&url).then(|| escaped(url.as_str())).flatten()
    }

    /// [`str_link`] with this base.
    pub(super) fn link(&self, address: &str) -> Option<String> {
        plain(address, self.url.as_ref()).or_else(|| followed(joined(address, self.url.as_ref())?))
    }
}

fn joined(address: &str, base: Option<&Url>) -> Option<Url> {
    let address = address.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    if address.is_empty() || address.len() > URL_BYTES {
        return None;
    }
    match base {
        Some(base) => base.join(address).ok(),
        None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok(),
        None => Url::parse(address).ok(),
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(is_host)
}

fn is_host(host: &str) -> bool {
    !host.is_empty()
        && !host.starts_with('-')
        && host.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'"' | b'`' | b'\\'))
}

/// Percent-encodes what shells, terminals and markup could take for theirs and URLs do not need.
fn escaped(url: &str) -> Option<String> {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\' | b'^' | b'{' | b'|' | b'}' => escape(&mut out, byte),
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => escape(&mut out, byte),
        }
    }
    (out.len() <= URL_BYTES).then_some(out)
}

fn escape(out: &mut String, byte: u8) {
    write!(out, "%{byte:02X}").expect("writing to a string does not fail");
}

/// The next bare web address in a text: what stands before it, the address, what stands after it.
pub(super) fn next_in_text(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let start = from + found;
        let tail = &text[start..];
        let opens = !text[..start].ends_with(|letter: char| letter.is_alphanumeric());
        if opens && (tail.starts_with("http://") || tail.starts_with("https://")) {
            let length = address_length(tail);
            if str_web(&tail[..length], None).is_some() {
                return Some((&text[..start], &tail[..length], &tail[length..]));
            }
        }
        from = start + if opens { address_length(tail).max("http".len()) } else { "http".len() };
    }
    None
}

/// How many signs after an address are told from it.
const MOST_PUNCTUATION: usize = 8;

/// How much of a text that starts like an address is address: not the sentence's own punctuation after it.
fn address_length(text: &str) -> usize {
    let text = &text[..border_before(text, URL_BYTES)];
    let end = text
        .find(|letter: char| {
            letter.is_whitespace() || letter.is_control() || "<>\"`«»“”„‹›、。，「」『』（）".contains(letter)
        })
        .unwrap_or(text.len());
    let mut address = &text[..end];
    for _ in 0..MOST_PUNCTUATION {
        let Some(last) = address.chars().next_back() else { break };
        let unpaired =
            |open, close| last == close && address.matches(open).count() < address.matches(close).count();
        let closes = unpaired('(', ')') || unpaired('[', ']') || unpaired('{', '}');
        if !closes && !".,;:!?'*_~…’".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}
