//! Files saved compressed (gzip, RFC 1952): their content, up to a limit. It knows nothing of what is inside.

use std::io::Read;

use flate2::bufread::MultiGzDecoder;

/// Most bytes that are unpacked, 64 MB: as much as the largest file that is opened, so that no bomb goes off.
const MOST: u64 = 64_000_000;

/// What a compressed file held.
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    /// One sentence where not all could be had.
    pub(super) complaint: Option<String>,
}

/// Unpacks a file that begins as gzip does; `None` where it is none, or nothing in it can be had.
pub(super) fn unpack(bytes: &[u8]) -> Option<Unpacked> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return None;
    }
    let mut unpacked = Vec::new();
    let ended = MultiGzDecoder::new(bytes).take(MOST).read_to_end(&mut unpacked);
    let complaint = ended.err().map(|_| {
        "The compressed file is damaged; what could be unpacked before the damage is shown.".to_owned()
    });
    (!unpacked.is_empty()).then_some(Unpacked { bytes: unpacked, complaint })
}

/// The name of the file inside: "page.html.gz" holds "page.html".
pub(super) fn name_inside(name: Option<&str>) -> Option<&str> {
    let name = name?;
    let (stem, extension) = name.rsplit_once('.')?;
    ["gz", "gzip"].iter().any(|each| extension.eq_ignore_ascii_case(each)).then_some(stem)
}
