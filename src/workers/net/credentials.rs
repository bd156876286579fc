//! Names and passwords that stand in an address: taken out of it, sent to its own host alone, never shown.

use url::Url;

/// An address without name and password: fit to be shown, and to be written for others.
#[must_use]
pub fn without_credentials(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) => {
            take(&mut url);
            url.into()
        }
        Err(_) => address.to_owned(),
    }
}

/// Name and password, as they stand in an address.
#[must_use]
pub fn credentials_in(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let password = url.password().map(|password| format!(":{password}")).unwrap_or_default();
    Some(format!("{}{password}", url.username())).filter(|pair| !pair.is_empty())
}

/// Takes name and password out of an address; what they come to as a header (RFC 7617).
pub(super) fn take(url: &mut Url) -> Option<String> {
    let pair = (!url.username().is_empty() || url.password().is_some()).then(|| {
        let mut pair = decoded(url.username());
        pair.push(b':');
        pair.extend(decoded(url.password().unwrap_or_default()));
        format!("Basic {}", base64(&pair))
    });
    // Both fail only for addresses that can have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    pair
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// RFC 4648 §4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let part = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}
