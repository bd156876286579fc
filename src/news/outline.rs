//! A list of subscriptions that can be written for others and read from them.

/// Subscriptions, and what of a list is not one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// The feeds in their order.
    pub feeds: Vec<OutlineEntry>,
    /// One sentence for each line that was left out.
    pub skipped: Vec<String>,
}

/// A subscription of a list. All text has passed `clean`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutlineEntry {
    /// Its address: http or https.
    pub address: String,
    /// What it is called; empty where nobody says.
    pub title: String,
    /// Where its site is.
    pub site: Option<String>,
    /// The folders it sits in, outermost first.
    pub folder: Vec<String>,
    /// What it is filed under besides.
    pub tags: Vec<String>,
    /// What else is said of it: names that may stand in XML, and values.
    pub others: Vec<(String, String)>,
}
