//! What a saved page gives: its parts as values, its body, and the fate of every line.

use super::sniff::Kind;
use crate::facts::Written;
use crate::news::Foreign;

/// A page, text or note, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedPage {
    /// What kind of file it was.
    pub kind: Kind,
    /// Its encoding, by the name of the WHATWG Encoding Standard; empty where it is no text.
    pub encoding_name: &'static str,
    /// Its title, once.
    pub title: Option<Foreign>,
    /// The path of sections above it, outermost first, without the title.
    pub breadcrumb: Vec<Foreign>,
    /// Who wrote it, several joined by ", ".
    pub author: Option<Foreign>,
    /// When it was published.
    pub published: Option<Written>,
    /// When it was last changed.
    pub updated: Option<Written>,
    /// How many minutes its publisher says it takes.
    pub read_minutes: Option<u32>,
    /// How often its publisher says it was viewed.
    pub views: Option<u64>,
    /// How many comments its publisher counts.
    pub comments: Option<u64>,
    /// What it is filed under, each once.
    pub categories: Vec<Foreign>,
    /// The language it declares.
    pub language: Option<Foreign>,
    /// The address it says it was saved from.
    pub address: Option<Foreign>,
    /// When it says it was saved.
    pub saved: Option<Written>,
    /// Its body.
    pub body: Body,
    /// The pages of the web on which it goes on, in order, where they lie in the same file.
    pub further: Vec<FurtherPage>,
    /// Other pages of the web in the same file, of which it does not say whether they are of the same article.
    pub beside: Vec<FurtherPage>,
    /// The lines that are neither text nor facts, in order.
    pub set_aside: Vec<SetAside>,
    /// What became of each line of the decoded text. Markdown's and HTML's bodies are text as a whole.
    pub lines: Vec<Fate>,
    /// One sentence for each thing that went wrong, fit to be shown.
    pub complaints: Vec<String>,
}

impl SavedPage {
    /// A page of which nothing is known yet.
    pub(super) fn empty(kind: Kind, body: Body) -> Self {
        Self {
            kind,
            encoding_name: "",
            title: None,
            breadcrumb: Vec::new(),
            author: None,
            published: None,
            updated: None,
            read_minutes: None,
            views: None,
            comments: None,
            categories: Vec::new(),
            language: None,
            address: None,
            saved: None,
            body,
            further: Vec::new(),
            beside: Vec::new(),
            set_aside: Vec::new(),
            lines: Vec::new(),
            complaints: Vec::new(),
        }
    }
}

/// A page on which an article goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FurtherPage {
    /// The address that it came from.
    pub address: Option<Foreign>,
    /// Its source.
    pub source: Foreign,
    /// Its bytes, as they came,
    pub bytes: Vec<u8>,
    /// and the charset they were said to be in.
    pub charset: Option<String>,
}

/// The body of a page, for `clean` to make a document of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// The source of a page of the web.
    Html(Foreign),
    /// Markdown, without front matter and title.
    Markdown(Foreign),
    /// Paragraphs of plain text; `\n` inside one where its lines count.
    Paragraphs(Vec<Foreign>),
}

/// A line that is neither text nor a fact: share rows, menus, notices of rights.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// Its number in the text, from one.
    pub line_number: usize,
    /// What it says.
    pub text: Foreign,
}

/// What became of a line. A line with several facts has the fate of its first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fate {
    /// Nothing to see on it.
    Blank,
    /// The title, a repetition of it, or the rule under it.
    Title,
    /// A step of the breadcrumb.
    Breadcrumb,
    /// Who wrote it.
    Author,
    /// When it was published.
    Published,
    /// When it was changed.
    Updated,
    /// How long it takes.
    ReadMinutes,
    /// How often it was viewed.
    Views,
    /// How many comments it has.
    Comments,
    /// What it is filed under.
    Category,
    /// Its language.
    Language,
    /// In the body.
    Text,
    /// Among the lines set aside.
    SetAside,
}
