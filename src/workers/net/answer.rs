//! What a server said, as far as anybody needs to know it: the body, and the parts of the head that mean something.

use ureq::http::HeaderMap;

use crate::news::Validators;

/// An answer that is no failure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Where it came from in the end, without name and password.
    pub address: String,
    /// Where to ask from now on, where every step of the way said that it is for good.
    pub moved: Option<String>,
    /// What came; nothing where nothing changed (304).
    pub body: Option<Body>,
    /// What to ask with the next time.
    pub validators: Validators,
    /// `Cache-Control`, as it was written.
    pub cache_control: Option<String>,
    /// `Expires`, as it was written.
    pub expires: Option<String>,
}

/// A body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Body {
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The media type, in lower case and without parameters.
    pub media_type: Option<String>,
    /// The charset it is said to be in.
    pub charset: Option<String>,
}

/// Longer values of headers are none.
const LONGEST: usize = 4096;

/// A header's value where all of it is printable ASCII: such a value can be sent back, shown and kept.
pub(super) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.as_bytes();
    let is_plain = value.len() <= LONGEST && value.iter().all(|byte| (b' '..=b'~').contains(byte));
    let text = str::from_utf8(value).ok().filter(|_| is_plain)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Where a redirect leads: whatever it is, as an address may be written in any letters.
pub(super) fn location(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("location")?.as_bytes();
    (value.len() <= 2 * LONGEST).then(|| String::from_utf8_lossy(value).into_owned())
}

/// The two halves of a `Content-Type`.
pub(super) fn content_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some(value) = header(headers, "content-type") else { return (None, None) };
    let mut parts = value.split(';');
    let media_type =
        parts.next().map(|part| part.trim().to_ascii_lowercase()).filter(|part| !part.is_empty());
    let charset = parts.find_map(|part| {
        let (name, label) = part.split_once('=')?;
        let label = label.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !label.is_empty()).then(|| label.to_owned())
    });
    (media_type, charset)
}

pub(super) fn validators(headers: &HeaderMap) -> Validators {
    Validators { etag: header(headers, "etag"), last_modified: header(headers, "last-modified") }
}
