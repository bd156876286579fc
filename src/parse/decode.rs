//! Bytes to text: byte order marks, UTF-8, UTF-16, what a page declares, and at last a guess from the bytes.
//!
//! It never fails: what cannot be decoded becomes U+FFFD and a sentence. It knows no format beyond the one
//! `charset=` a page may declare.

use super::code_page;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Most bytes of decoded text that are kept: 10 MB, some 1.5 million words.
pub const TEXT_LIMIT: usize = 10_000_000;

/// Text with the name of its encoding and what went wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Its encoding, by the name of the WHATWG Encoding Standard.
    pub encoding_name: &'static str,
    /// One sentence for each thing that could not be done.
    pub complaints: Vec<String>,
}

/// Decodes text of unknown encoding; `declared` is the charset a server named.
///
/// In order: byte order mark, UTF-16 told by its zero bytes, valid UTF-8, the declared charset, the one an HTML
/// page declares in its first 4 KB, UTF-8 with a few broken places, and chardetng's guess. UTF-7 is refused, as
/// browsers do: it can hide markup.
#[must_use]
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let mut complaints = Vec::new();
    // Two bytes of UTF-16 may make one of text: cut the input late, the text exactly.
    let input = &bytes[..bytes.len().min(2 * TEXT_LIMIT)];
    let (encoding, mark) = encoding_of(input, declared, &mut complaints);
    let (text, broken) = encoding.decode_without_bom_handling(&input[mark..]);
    if broken {
        complaints
            .push(format!("Some bytes are not {}; each such place is shown as \u{fffd}.", encoding.name()));
    }
    let mut text = text.into_owned();
    if text.len() > TEXT_LIMIT || input.len() < bytes.len() {
        text.truncate(boundary(&text, TEXT_LIMIT));
        complaints.push("The text is longer than 10 MB: what follows was left out.".to_owned());
    }
    Decoded { text, encoding_name: encoding.name(), complaints }
}

/// Most bytes of a feed that are decoded: 64 MB. What comes over the network is cut long before.
pub const FEED_LIMIT: usize = 64_000_000;

/// Decodes a feed; `served` is the charset a server named.
///
/// As [`decode`] does, with UTF-32 and what an XML declaration says. A document that ends inside a letter ends before it.
#[must_use]
pub fn decode_feed(bytes: &[u8], served: Option<&str>) -> Decoded {
    let mut complaints = Vec::new();
    let mut input = &bytes[..bytes.len().min(FEED_LIMIT)];
    if input.len() < bytes.len() {
        complaints.push("The feed is longer than 64 MB; what follows is left out.".to_owned());
    }
    if let Some((text, encoding_name)) = wide_text(input) {
        return Decoded { text, encoding_name, complaints };
    }
    if let Some(text) = code_page::ebcdic(input) {
        return Decoded { text, encoding_name: "IBM037", complaints };
    }
    let error = str::from_utf8(input).err();
    if let Some(error) = error.filter(|error| error.error_len().is_none()) {
        input = &input[..error.valid_up_to()];
    }
    let is_broken = error.is_some_and(|error| error.error_len().is_some());
    let declared = xml_encoding(input);
    let declared = declared.map(|label| code_page::known(&label));
    // A code page says nothing where the bytes are UTF-8 anyway.
    if is_broken
        && let Some((text, encoding_name)) =
            served.into_iter().chain(declared.as_deref()).find_map(|label| code_page::decoded(input, label))
    {
        return Decoded { text, encoding_name, complaints };
    }
    let told = served.filter(|label| Encoding::for_label(label.trim().as_bytes()).is_some());
    let (encoding, mark) = encoding_of(input, told.or(declared.as_deref()), &mut complaints);
    let (text, broken) = encoding.decode_without_bom_handling(&input[mark..]);
    if broken {
        complaints
            .push(format!("Some bytes are not {}; each such place is shown as \u{fffd}.", encoding.name()));
    }
    Decoded { text: text.into_owned(), encoding_name: encoding.name(), complaints }
}

/// The text of UTF-32, told by its byte order mark or by the zeros around its first sign.
fn wide_text(bytes: &[u8]) -> Option<(String, &'static str)> {
    let (is_little, mark) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => (true, 4),
        [0, 0, 0xFE, 0xFF, ..] => (false, 4),
        [b'<' | b'{' | b' ' | b'\n' | b'\r', 0, 0, 0, ..] => (true, 0),
        [0, 0, 0, b'<' | b'{' | b' ' | b'\n' | b'\r', ..] => (false, 0),
        _ => return None,
    };
    let letter = |bytes: &[u8]| {
        let bytes: [u8; 4] = bytes.try_into().unwrap_or_default();
        let code = if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    let text = bytes[mark..].chunks_exact(4).map(letter).collect();
    Some((text, if is_little { "UTF-32LE" } else { "UTF-32BE" }))
}

/// The encoding that an XML declaration names, wherever in the first kilobyte it stands.
fn xml_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).into_owned();
    let declaration = head.split("<?xml").nth(1)?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next().map(|label| label.trim().to_owned())
}

/// The encoding, and the length of the byte order mark before the text.
fn encoding_of(
    bytes: &[u8],
    declared: Option<&str>,
    complaints: &mut Vec<String>,
) -> (&'static Encoding, usize) {
    if let Some(marked) = Encoding::for_bom(bytes) {
        return marked;
    }
    if let Some(wide) = wide_by_zeros(bytes) {
        return (wide, 0);
    }
    let named = declared.and_then(|label| by_label(label, complaints));
    let meta = meta_charset(bytes).and_then(|label| by_label(&label, complaints));
    let told = named.or(meta);
    // ISO-2022-JP is the one encoding of the web whose bytes are all ASCII: it must be told.
    if told == Some(ISO_2022_JP) && bytes.contains(&0x1b) {
        return (ISO_2022_JP, 0);
    }
    // What is said to be UTF-8 needs less to look like it.
    let for_one_broken = if told == Some(UTF_8) { 1 } else { SOUND_FOR_ONE_BROKEN };
    if is_utf_8(bytes, for_one_broken) {
        return (UTF_8, 0);
    }
    (told.filter(|told| *told != UTF_8).unwrap_or_else(|| guess(bytes)), 0)
}

fn by_label(label: &str, complaints: &mut Vec<String>) -> Option<&'static Encoding> {
    let label = label.trim();
    if label.eq_ignore_ascii_case("utf-7") || label.eq_ignore_ascii_case("unicode-1-1-utf-7") {
        complaints.push(
            "The page calls itself UTF-7, which can hide markup; it is read as if it said nothing.".into(),
        );
    }
    Encoding::for_label_no_replacement(label.as_bytes()).map(|encoding| {
        // A page whose declaration could be read as ASCII is not in UTF-16 (HTML standard, 13.2.3.3).
        if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding }
    })
}

/// UTF-16 of mostly Latin text: every other byte is zero.
fn wide_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    const PROBE: usize = 4096;
    let pairs = bytes[..bytes.len().min(PROBE)].chunks_exact(2);
    let total = pairs.len();
    let (mut first_zero, mut second_zero) = (0, 0);
    for pair in pairs {
        first_zero += usize::from(pair[0] == 0 && pair[1] != 0);
        second_zero += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    let most = |zeros: usize, others: usize| total > 0 && zeros * 10 >= total * 4 && others * 20 <= total;
    if most(second_zero, first_zero) {
        Some(UTF_16LE)
    } else if most(first_zero, second_zero) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// So many sound letters for each broken place make a text UTF-8: nothing else looks so by chance.
const SOUND_FOR_ONE_BROKEN: usize = 5;

/// Valid UTF-8, or UTF-8 with few broken places among sound letters.
fn is_utf_8(bytes: &[u8], sound_for_one_broken: usize) -> bool {
    if str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * sound_for_one_broken
}

/// A text in ASCII but for a few quotes, dashes, bullets or signs says too little for a statistical guess.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if bytes.iter().filter(|byte| !byte.is_ascii()).all(|byte| PUNCTUATION.contains(byte)) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Punctuation of windows-1252: € ‚ „ … ‹ ‘ ’ “ ” • – — › no-break space £ § © « ® ° · ».
const PUNCTUATION: &[u8] = &[
    0x80, 0x82, 0x84, 0x85, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x9b, 0xa0, 0xa3, 0xa7, 0xa9,
    0xab, 0xae, 0xb0, 0xb7, 0xbb,
];

/// The label behind `charset=` in a `<meta>` of the first 4 KB.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    const PROBE: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PROBE)]).to_ascii_lowercase();
    head.split("<meta").skip(1).find_map(|tag| {
        let tag = tag.split('>').next()?;
        let value = tag.split("charset").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let label = value.split(['"', '\'', ' ', ';', '/']).next()?;
        (!label.is_empty()).then(|| label.to_owned())
    })
}

/// The last place at or before `at` where a text may be cut.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
}
