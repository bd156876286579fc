//! What a page claims of itself, where it claims it, and how far that place is to be believed.

use crate::clean::text::str_line;

/// What a claim is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// What it is called.
    Title,
    /// Who wrote it.
    Author,
    /// The organisation in whose name it was written, where no person is named.
    Organisation,
    /// Whose site it stands on.
    Site,
    /// The section it stands in.
    Section,
    /// When it was published.
    Published,
    /// When it was last changed.
    Updated,
    /// What it says, in a sentence or two.
    Excerpt,
    /// The picture that goes with it.
    Image,
    /// Its own address.
    Address,
    /// The language it is written in.
    Language,
    /// What it is filed under.
    Keyword,
    /// How often it was viewed.
    Views,
    /// How many comments it has.
    Comments,
    /// How many minutes it takes.
    Minutes,
}

/// Where a page says it. In the order of belief.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Source {
    /// A script of linked data about the article (JSON-LD, schema.org).
    LinkedData,
    /// `citation_…`, as scholarly publishers tell indexers.
    Citation,
    /// `article:…`, `og:…` (Open Graph).
    OpenGraph,
    /// What a publisher tells its own counters: Parse.ly, Sailthru, Chartbeat, Swiftype.
    Publisher,
    /// Properties on elements (microdata, RDFa).
    Microdata,
    /// `dc.…`, `dcterms.…` (Dublin Core).
    DublinCore,
    /// Names for elements that programs know (hAtom, h-entry).
    Microformat,
    /// Any other `<meta>`.
    Meta,
    /// `twitter:…`.
    Twitter,
    /// A link that says whom it leads to (`rel=author`).
    Relation,
    /// The page's own address.
    Url,
    /// A `<time>`.
    Time,
    /// An element whose class says what it holds.
    Class,
    /// Words that readers see.
    Visible,
    /// Linked data about the page, the site or a film, not the article.
    LinkedAside,
    /// Something that merely looks like it.
    Guess,
}

impl Source {
    /// How far it is to be believed, in hundredths.
    #[must_use]
    pub fn confidence(self) -> u8 {
        match self {
            Self::LinkedData => 95,
            Self::Citation => 93,
            Self::OpenGraph => 90,
            Self::Publisher => 88,
            Self::Microdata => 85,
            Self::DublinCore => 80,
            Self::Microformat => 78,
            Self::Meta => 75,
            Self::Twitter => 70,
            Self::Relation => 65,
            Self::Url => 62,
            Self::Time => 60,
            Self::Class => 55,
            Self::Visible => 50,
            Self::LinkedAside => 40,
            Self::Guess => 25,
        }
    }
}

/// One claim.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) field: Field,
    pub(super) source: Source,
    /// On one line, cleaned; never empty.
    pub(super) text: String,
}

/// All that a page claims.
#[derive(Default, Debug)]
pub(super) struct Claims {
    all: Vec<Claim>,
    /// The paths of sections it shows, the most believed first.
    pub(super) breadcrumbs: Vec<Vec<String>>,
    /// The text of the article, where linked data holds it.
    pub(super) body: Option<String>,
    /// Whether it says that not everybody may read it.
    pub(super) is_restricted: bool,
}

/// More claims are not listened to.
const MOST: usize = 4_000;

impl Claims {
    pub(super) fn add(&mut self, field: Field, source: Source, text: &str) {
        let text = str_line(&unescaped(text));
        if !text.is_empty() && self.all.len() < MOST {
            self.all.push(Claim { field, source, text });
        }
    }

    /// The claims about a field, the most believed first; in the order of the page where they are believed alike.
    pub(super) fn about(&self, field: Field) -> Vec<&Claim> {
        let mut found: Vec<&Claim> = self.all.iter().filter(|claim| claim.field == field).collect();
        found.sort_by_key(|claim| claim.source);
        found
    }

    /// The most believed claim that is any good.
    pub(super) fn best<T>(&self, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<(T, Source)> {
        self.about(field).into_iter().find_map(|claim| Some((read(&claim.text)?, claim.source)))
    }
}

/// Text that was escaped once more than it should be, without that escape and without tags.
pub(in crate::clean) fn unescaped(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letters, length) = if rest.starts_with('<') { tag(rest) } else { entity(rest) };
        match letters {
            Some(letters) => out.push_str(&letters),
            None => out.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// A tag gives a blank, so that words do not run together; a sign "less than" stays.
fn tag(rest: &str) -> (Option<String>, usize) {
    let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    match rest.find('>').filter(|_| is_tag) {
        Some(end) => (Some(" ".to_owned()), end + 1),
        None => (None, 1),
    }
}

const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("szlig", "ß"),
];

fn entity(rest: &str) -> (Option<String>, usize) {
    const LONGEST: usize = 10;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
    let Some(end) = end else { return (None, 1) };
    let name = &rest[1..end];
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
        Some(code) => u32::from_str_radix(code, 16).ok(),
        None => code.parse().ok(),
    });
    let letter = code.and_then(char::from_u32).map(String::from);
    let named = ENTITIES.iter().find(|(each, _)| *each == name).map(|(_, letters)| (*letters).to_owned());
    match letter.or(named) {
        Some(letters) => (Some(letters), end + 1),
        None => (None, 1),
    }
}

/// What two texts that say the same have in common: letters and digits, small.
pub(in crate::clean) fn key(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
