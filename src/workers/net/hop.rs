//! Where a redirect leads: decided from values alone.

use url::Url;

/// What an answer with a status code and a `Location` asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hop {
    /// It is no redirect.
    Stay,
    /// To ask there instead.
    Follow {
        /// Where: http or https, without a fragment.
        to: Url,
        /// Whether it is there for good (301, 308; RFC 9110 §15.4).
        for_good: bool,
    },
    /// To go where nobody may be led: to no address, to a file, to a scheme that is not the web's.
    Astray,
}

/// What follows from a status code. A redirect without an address is a plain refusal, as browsers see it.
#[must_use]
pub fn next_hop(from: &Url, code: u16, location: Option<&str>) -> Hop {
    let for_good = match code {
        301 | 308 => true,
        302 | 303 | 307 => false,
        _ => return Hop::Stay,
    };
    let Some(location) = location else { return Hop::Stay };
    match from.join(location.trim()) {
        Ok(mut to) if matches!(to.scheme(), "http" | "https") && to.has_host() => {
            to.set_fragment(None);
            Hop::Follow { to, for_good }
        }
        Ok(_) | Err(_) => Hop::Astray,
    }
}
