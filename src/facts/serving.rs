//! What servers write about time: how long an answer stays fresh, and when to come again.

use jiff::Timestamp;

use super::feed_date::feed_date;

/// A time that a server wants to be left alone for is believed up to this many seconds: a day.
const LONGEST_REST: u64 = 86_400;

/// An answer is believed to stay fresh for at most so many seconds: a week.
const LONGEST_FRESH: u64 = 7 * 86_400;

/// Seconds until a server wants to be asked again, from `Retry-After`: seconds, or a date (RFC 9110 §10.2.3). More than
/// a day counts as a day; a date that has passed as none.
#[must_use]
pub fn retry_after(told: &str, now: Timestamp) -> Option<u64> {
    let told = told.trim();
    let seconds = match digits(told) {
        Some(seconds) => seconds,
        None => until(told, now)?,
    };
    (seconds > 0).then_some(seconds.min(LONGEST_REST))
}

/// Seconds that an answer stays fresh for, from `Cache-Control` or else `Expires` (RFC 9111 §5): nothing where neither
/// says anything of use. At most a week.
#[must_use]
pub fn fresh_for(cache_control: Option<&str>, expires: Option<&str>, now: Timestamp) -> Option<u64> {
    let directives = cache_control.unwrap_or_default().split(',').map(str::trim);
    let mut told = None;
    for directive in directives {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-store" | "no-cache" => return None,
            "max-age" => told = told.or(digits(value.trim().trim_matches('"'))),
            _ => (),
        }
    }
    let told = told.or_else(|| until(expires?, now));
    told.filter(|seconds| *seconds > 0).map(|seconds| seconds.min(LONGEST_FRESH))
}

/// A number of seconds; one too large to be held is the largest.
fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

fn until(date: &str, now: Timestamp) -> Option<u64> {
    // A bare number is no date here: `Expires: 0` means that it has expired.
    let at = feed_date(date, None).filter(|_| date.contains(':'))?.at;
    u64::try_from(at.as_second().saturating_sub(now.as_second())).ok()
}
