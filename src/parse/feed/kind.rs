//! How an element of a feed is read: as a box of others, as a value, or as text that may be marked up.

use super::space::Space;

/// How an element is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Holds a feed or an article. Nothing that stands in one reaches out of it.
    Frame,
    /// Holds elements that are known.
    Holder,
    /// Holds one value.
    Value,
    /// Holds text, with markup or without.
    Text,
    /// Not known: what stands in it is looked at all the same.
    Unknown,
}

/// How the element of a name (in lower case) is read.
pub(super) fn kind(space: Space, name: &str) -> Kind {
    match space {
        Space::Core => core(name),
        Space::Content | Space::Burner if matches!(name, "encoded" | "browserfriendly") => Kind::Text,
        Space::Dublin if matches!(name, "title" | "description" | "abstract") => Kind::Text,
        Space::Media => match name {
            "title" | "description" => Kind::Text,
            "group" | "content" | "community" => Kind::Holder,
            _ => Kind::Value,
        },
        Space::Podcasts => match name {
            "summary" | "subtitle" | "title" | "description" => Kind::Text,
            "owner" | "category" => Kind::Holder,
            _ => Kind::Value,
        },
        Space::Page if matches!(name, "body" | "div") => Kind::Text,
        Space::Rdf if name == "rdf" => Kind::Frame,
        Space::Syndication
        | Space::Dublin
        | Space::Slash
        | Space::Comments
        | Space::Threads
        | Space::Burner => Kind::Value,
        Space::Podcast if name == "source" => Kind::Value,
        Space::Content | Space::Page | Space::Rdf | Space::Podcast | Space::Other => Kind::Unknown,
    }
}

fn core(name: &str) -> Kind {
    match name {
        "rss" | "rdf" | "feed" | "channel" | "item" | "entry" => Kind::Frame,
        "title" | "summary" | "description" | "content" | "subtitle" | "tagline" | "info" | "abstract"
        | "body" | "fullitem" | "rights" | "copyright" => Kind::Text,
        "author" | "contributor" | "image" | "textinput" | "source" => Kind::Holder,
        "link" | "guid" | "id" | "pubdate" | "published" | "updated" | "modified" | "issued" | "created"
        | "lastbuilddate" | "expirationdate" | "language" | "category" | "keywords" | "tags" | "comments"
        | "enclosure" | "name" | "email" | "uri" | "url" | "homepage" | "ttl" | "generator" | "docs"
        | "managingeditor" | "webmaster" | "logo" | "icon" | "width" | "height" | "cloud" => Kind::Value,
        _ => Kind::Unknown,
    }
}

/// Whether an element that begins inside text is the feed's own again, so that the text was not ended: its name must
/// be one that no markup has.
pub(super) fn ends_text(space: Space, name: &str) -> bool {
    match space {
        Space::Core => {
            core(name) == Kind::Frame
                || matches!(
                    name,
                    "pubdate"
                        | "guid"
                        | "description"
                        | "updated"
                        | "published"
                        | "issued"
                        | "modified"
                        | "created"
                        | "lastbuilddate"
                        | "category"
                        | "comments"
                        | "enclosure"
                        | "author"
                        | "managingeditor"
                        | "webmaster"
                        | "contributor"
                        | "generator"
                        | "ttl"
                )
        }
        Space::Content | Space::Media | Space::Podcasts | Space::Slash | Space::Comments | Space::Threads => {
            matches!(kind(space, name), Kind::Text | Kind::Value | Kind::Holder)
        }
        Space::Dublin | Space::Syndication => true,
        Space::Podcast | Space::Burner | Space::Page | Space::Rdf | Space::Other => false,
    }
}

/// Whether an element that begins inside a value is the feed's own again.
pub(super) fn ends_value(space: Space, name: &str) -> bool {
    kind(space, name) != Kind::Unknown && space != Space::Page
}
