//! What programs put into a page when they save it: files inside addresses, and a note of where it came from.

use std::borrow::Cow;

use super::decode::TEXT_LIMIT;
use crate::facts::{self, Written};

/// An address that holds more bytes than this holds a file, not a name.
const LONGEST: usize = 1024;

/// A page without the files that its addresses hold (`data:`, RFC 2397): each becomes the empty one.
///
/// A page saved whole may be nine parts pictures and fonts; reading must not pay for them.
pub(super) fn without_files(text: &str) -> Cow<'_, str> {
    let Cow::Owned(bytes) = without_files_in(text.as_bytes()) else { return text.into() };
    // Nothing but ASCII was taken out and put in.
    String::from_utf8(bytes).map_or_else(|_| text.into(), Cow::Owned)
}

/// The bytes of a page, without such files where it is longer than what is read of a page: it is then measured by
/// what there is to read. Only for encodings that hold ASCII as it is, as pages that were saved whole all do.
pub(super) fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() > TEXT_LIMIT && is_markup(bytes) { without_files_in(bytes) } else { bytes.into() }
}

/// Whether a text says near its start that it is HTML: of any other, nothing is taken out.
fn is_markup(bytes: &[u8]) -> bool {
    const PROBE: usize = 4096;
    let probe = bytes[..bytes.len().min(PROBE)].to_ascii_lowercase();
    [&b"<!doctype html"[..], b"<html"].iter().any(|sign| position(&probe, sign).is_some())
}

fn without_files_in(bytes: &[u8]) -> Cow<'_, [u8]> {
    const SCHEME: &[u8] = b"data:";
    let mut out = Vec::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(found) = position(&bytes[from..], SCHEME) {
        let start = from + found;
        let length = bytes[start..].iter().take_while(|byte| is_in_address(**byte)).count();
        from = start + SCHEME.len();
        if length > LONGEST {
            out.extend_from_slice(&bytes[kept..start]);
            out.extend_from_slice(b"data:,");
            kept = start + length;
            from = kept;
        }
    }
    if kept == 0 {
        return bytes.into();
    }
    out.extend_from_slice(&bytes[kept..]);
    out.into()
}

fn position(bytes: &[u8], sign: &[u8]) -> Option<usize> {
    bytes.windows(sign.len()).position(|window| window == sign)
}

/// What can stand in an address without being escaped, so that the end of a run ends in ASCII on both sides.
fn is_in_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'(' | b')' | b'<' | b'>' | b'`')
}

/// What a saved page says of its saving.
#[derive(Default, Debug)]
pub(super) struct Saving {
    pub(super) address: Option<String>,
    pub(super) at: Option<Written>,
}

/// The notes of browsers ("saved from url=(0019)https://…") and of SingleFile, in a comment near the start.
pub(super) fn saving(text: &str) -> Saving {
    const PROBE: usize = 4096;
    let probe = &text[..super::decode::boundary(text, PROBE)];
    let mut saving = Saving::default();
    for comment in
        probe.split("<!--").skip(1).filter_map(|rest| rest.split_once("-->")).map(|(inside, _)| inside)
    {
        if let Some((_, rest)) = comment.split_once("saved from url=") {
            let address = rest.trim_start_matches('(').trim_start_matches(|c: char| c.is_ascii_digit());
            set_address(&mut saving, address.trim_start_matches(')'));
        }
        if comment.contains("SingleFile") {
            for line in comment.lines().map(str::trim) {
                if let Some(address) = line.strip_prefix("url:") {
                    set_address(&mut saving, address);
                } else if let Some(date) = line.strip_prefix("saved date:") {
                    // "Wed Dec 03 2025 16:15:30 GMT+0100 (Central European Standard Time)", as JavaScript prints it.
                    saving.at = facts::date(date);
                }
            }
        }
    }
    saving
}

fn set_address(saving: &mut Saving, address: &str) {
    let address = address.split_whitespace().next().unwrap_or_default();
    if address.starts_with("http://") || address.starts_with("https://") {
        saving.address = Some(address.to_owned());
    }
}
