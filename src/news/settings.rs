//! What a reader wants of a single feed. What stands in headers may be secret: it is sent to the feed's own origin and
//! shown to nobody.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The wishes for one feed; by default there are none.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedSettings {
    /// What it is called, in place of its own title.
    pub title: Option<String>,
    /// Seconds between two askings, in place of what the feed and its server say.
    pub interval: Option<u32>,
    /// Its articles are read from their pages, as the feed has only their beginnings.
    pub full_text: bool,
    /// Headers that are sent along: names and values for which [`is_header`] holds.
    pub headers: Vec<(String, String)>,
    /// What the program calls itself, in place of its name.
    pub user_agent: Option<String>,
    /// What the feed is filed under.
    pub tags: Vec<String>,
    /// Its articles are hidden, and none of them counts as unread.
    pub muted: bool,
    /// Feeds of higher priority are asked first.
    pub priority: i32,
}

impl fmt::Debug for FeedSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, interval, full_text, headers, user_agent, tags, muted, priority } = self;
        let headers: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("FeedSettings")
            .field("title", title)
            .field("interval", interval)
            .field("full_text", full_text)
            .field("headers", &headers)
            .field("user_agent", user_agent)
            .field("tags", tags)
            .field("muted", muted)
            .field("priority", priority)
            .finish()
    }
}

/// Headers that speak of the connection, or that the program sends itself: they are not the reader's to set.
const RESERVED: [&str; 18] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// Whether a header may be sent along: a name of HTTP (RFC 9110 §5.6.2) that is the reader's to set, and a value of
/// printable ASCII.
#[must_use]
pub fn is_header(name: &str, value: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_free = !RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved));
    !name.is_empty() && name.bytes().all(is_token) && is_free && is_header_value(value)
}

/// Whether a text can be the value of a header: printable ASCII and blanks inside.
#[must_use]
pub fn is_header_value(value: &str) -> bool {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    value.trim() == value && !value.is_empty() && value.bytes().all(is_plain)
}
