//! Which element says what: the table of all that is taken from a feed, of whichever format.

use super::space::Space;
use super::text::Default;

/// A field that an element fills. The number says how good a source the element is: less is better.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    /// The title.
    Title(u16),
    /// A text in short.
    Summary(u16, Default),
    /// A text that is short beside a summary or a whole text, and the text itself where a summary stands beside it.
    Description,
    /// The whole text.
    Content(u16, Default),
    /// When it was published.
    Published(u16),
    /// When it was changed.
    Updated(u16),
    /// A date of which nothing else is said.
    Date,
    /// Who made it.
    Author(u16),
    /// Who stands behind a feed.
    Publisher(u16),
    /// What it is filed under.
    Category,
    /// The same, several parted by commas.
    Categories,
    /// Its language.
    Language(u16),
    /// What it is known by.
    Id(u16),
    /// An address whose relation says what for.
    Link,
    /// Where it was before a service counted its readers.
    OriginalLink,
    /// Where its comments are.
    CommentPage(u16),
    /// How many comments there are.
    CommentCount(u16),
    /// How often it was seen.
    Statistics,
    /// A file with it.
    Enclosure,
    /// The same, of Media RSS.
    MediaFile,
    /// Its picture.
    Image(u16),
    /// The feed an article was taken over from.
    Source,
    /// Minutes that a feed may be kept for.
    Lifetime,
    /// Hours, and days, in which a feed need not be asked.
    SkipHours,
    SkipDays,
    /// In what time a feed changes, and how often in that time.
    Period,
    Frequency,
}

/// The field that an element fills, by its vocabulary and its name in lower case.
pub(super) fn field(space: Space, name: &str) -> Option<Field> {
    use Default::{Html, Inline, Plain};
    use Field::*;
    Some(match (space, name) {
        (Space::Core, "title") => Title(0),
        (Space::Dublin, "title") => Title(1),
        (Space::Media, "title") => Title(2),
        (Space::Podcasts, "title") => Title(3),

        (Space::Core, "description") => Description,
        (Space::Core, "summary" | "abstract" | "subtitle" | "tagline") => Summary(0, Plain),
        (Space::Dublin, "description") => Summary(2, Html),
        (Space::Dublin, "abstract") => Summary(2, Html),
        (Space::Podcasts, "summary" | "description") => Summary(3, Plain),
        (Space::Media, "description") => Summary(4, Plain),
        (Space::Podcasts, "subtitle") => Summary(5, Plain),
        (Space::Core, "info") => Summary(6, Plain),
        (Space::Burner, "browserfriendly") => Summary(7, Plain),

        (Space::Content, "encoded") => Content(0, Html),
        (Space::Core, "content") => Content(0, Plain),
        (Space::Core, "fullitem") => Content(1, Html),
        (Space::Core | Space::Page, "body") => Content(1, Inline),
        (Space::Page, "div") => Content(2, Inline),

        (Space::Core, "published" | "pubdate" | "issued") => Published(0),
        (Space::Dublin, "issued") => Published(1),
        (Space::Core | Space::Dublin, "created") => Published(5),
        (Space::Core, "updated" | "modified" | "lastbuilddate") => Updated(0),
        (Space::Dublin, "modified") => Updated(1),
        (Space::Dublin, "date") => Date,

        (Space::Core, "author" | "managingeditor") => Author(0),
        (Space::Dublin, "creator" | "author") => Author(1),
        (Space::Podcasts, "author") => Author(2),
        (Space::Podcasts, "owner") => Publisher(3),
        (Space::Dublin, "publisher") => Publisher(4),

        (Space::Core, "category" | "keywords") => Category,
        (Space::Dublin, "subject") => Category,
        (Space::Media | Space::Podcasts, "category") => Category,
        (Space::Media | Space::Podcasts, "keywords") => Categories,
        (Space::Core, "tags") => Categories,

        (Space::Core, "language") => Language(0),
        (Space::Dublin, "language") => Language(1),

        (Space::Core, "guid" | "id") => Id(0),
        (Space::Dublin, "identifier") => Id(2),
        (Space::Core, "link") => Link,
        (Space::Burner, "origlink") => OriginalLink,

        (Space::Core, "comments") => CommentPage(0),
        (Space::Comments, "commentrss") => CommentPage(4),
        (Space::Slash, "comments") => CommentCount(0),
        (Space::Threads, "total") => CommentCount(1),
        (Space::Media, "statistics") => Statistics,

        (Space::Core, "enclosure") => Enclosure,
        (Space::Media, "content") => MediaFile,
        (Space::Podcast, "source") => Enclosure,

        (Space::Podcasts, "image" | "link") => Image(0),
        (Space::Media, "thumbnail") => Image(1),
        (Space::Core, "image") => Image(2),
        (Space::Core, "logo") => Image(3),
        (Space::Core, "icon") => Image(4),

        (Space::Core, "ttl") => Lifetime,
        (Space::Core, "skiphours") => SkipHours,
        (Space::Core, "skipdays") => SkipDays,
        (Space::Syndication, "updateperiod") => Period,
        (Space::Syndication, "updatefrequency") => Frequency,

        (Space::Core, "source") => Source,
        _ => return None,
    })
}
