//! Whose an element is: namespaces by their addresses, and by the prefixes that habit gives them.

/// The vocabularies that are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// What RSS, Atom and CDF call their own.
    Core,
    /// RSS 1.0 content module.
    Content,
    /// RSS 1.0 syndication module.
    Syndication,
    /// Dublin Core, both sets of it.
    Dublin,
    /// Media RSS.
    Media,
    /// Apple's podcasts, and Google's, which took them over.
    Podcasts,
    /// The podcast namespace.
    Podcast,
    /// RSS 1.0 slash module.
    Slash,
    /// Well-Formed Web.
    Comments,
    /// Atom threading (RFC 4685).
    Threads,
    /// FeedBurner.
    Burner,
    /// XHTML.
    Page,
    /// RDF itself.
    Rdf,
    /// Anything else.
    Other,
}

/// The vocabulary behind a namespace's address, where it is one of those known.
pub(super) fn by_address(address: &str) -> Option<Space> {
    let address = address.trim().to_ascii_lowercase().replacen("https://", "http://", 1);
    if address.contains("backend.userland.com/rss") {
        return Some(Space::Core);
    }
    let bare = address.trim_end_matches(['/', '#']);
    ADDRESSES.iter().find(|(each, _)| *each == bare).map(|(_, space)| *space)
}

/// The vocabulary that a prefix stands for by habit.
pub(super) fn by_habit(prefix: &str) -> Option<Space> {
    PREFIXES.iter().find(|(each, _)| each.eq_ignore_ascii_case(prefix)).map(|(_, space)| *space)
}

/// Without the `/` or `#` at their ends, in lower case, as http.
const ADDRESSES: &[(&str, Space)] = &[
    ("http://www.w3.org/2005/atom", Space::Core),
    ("http://purl.org/atom/ns", Space::Core),
    ("http://purl.org/rss/1.0", Space::Core),
    ("http://my.netscape.com/rdf/simple/0.9", Space::Core),
    ("http://channel.netscape.com/rdf/simple/0.9", Space::Core),
    ("http://my.netscape.com/publish/formats/rss-0.91.dtd", Space::Core),
    ("http://blogs.law.harvard.edu/tech/rss", Space::Core),
    ("http://cyber.law.harvard.edu/rss", Space::Core),
    ("http://purl.org/rss/1.0/modules/rss091", Space::Core),
    ("http://example.com/newformat", Space::Core),
    ("http://example.com/necho", Space::Core),
    ("http://purl.org/echo", Space::Core),
    ("uri/of/echo/namespace", Space::Core),
    ("http://purl.org/pie", Space::Core),
    ("http://purl.org/net/rss1.1", Space::Core),
    ("http://purl.org/rss/1.0/modules/content", Space::Content),
    ("http://purl.org/rss/1.0/modules/syndication", Space::Syndication),
    ("http://purl.org/dc/elements/1.1", Space::Dublin),
    ("http://purl.org/dc/elements/1.0", Space::Dublin),
    ("http://purl.org/dc/terms", Space::Dublin),
    ("http://search.yahoo.com/mrss", Space::Media),
    ("http://video.search.yahoo.com/mrss", Space::Media),
    ("http://tools.search.yahoo.com/mrss", Space::Media),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", Space::Podcasts),
    ("http://example.com/dtds/podcast-1.0.dtd", Space::Podcasts),
    ("http://www.google.com/schemas/play-podcasts/1.0", Space::Podcasts),
    ("http://podcastindex.org/namespace/1.0", Space::Podcast),
    ("http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Space::Podcast),
    ("http://purl.org/rss/1.0/modules/slash", Space::Slash),
    ("http://wellformedweb.org/commentapi", Space::Comments),
    ("http://purl.org/syndication/thread/1.0", Space::Threads),
    ("http://rssnamespace.org/feedburner/ext/1.0", Space::Burner),
    ("http://www.w3.org/1999/xhtml", Space::Page),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", Space::Rdf),
    ("http://www.w3.org/2000/svg", Space::Other),
    ("http://www.w3.org/1998/math/mathml", Space::Other),
];

const PREFIXES: &[(&str, Space)] = &[
    ("atom", Space::Core),
    ("atom10", Space::Core),
    ("atom03", Space::Core),
    ("a10", Space::Core),
    ("rss", Space::Core),
    ("content", Space::Content),
    ("sy", Space::Syndication),
    ("dc", Space::Dublin),
    ("dcterms", Space::Dublin),
    ("dct", Space::Dublin),
    ("media", Space::Media),
    ("itunes", Space::Podcasts),
    ("googleplay", Space::Podcasts),
    ("podcast", Space::Podcast),
    ("slash", Space::Slash),
    ("wfw", Space::Comments),
    ("thr", Space::Threads),
    ("feedburner", Space::Burner),
    ("xhtml", Space::Page),
    ("html", Space::Page),
    ("rdf", Space::Rdf),
];
