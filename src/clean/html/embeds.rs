//! What other sites and players would show inside a page: a titled link says what it is and where.

use super::attributes::{has_class, is_invisible, number};
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Tree};
use crate::clean::url::{Base, shown_host};

/// Parts of addresses of frames that show nothing to read or see.
const UNSEEN: [&str; 8] = [
    "about:blank",
    "doubleclick.net",
    "facebook.com/plugins/like",
    "googletagmanager.com",
    "googlesyndication.com",
    "platform.twitter.com/widgets",
    "/ads/",
    "recaptcha",
];

/// Whether a link is what was put in the place of a frame or a player: it says what stood there, and where from.
pub(in crate::clean) fn is_stand_in(words: &str, address: &str) -> bool {
    const SITES: [&str; 7] = ["YouTube", "Vimeo", "Dailymotion", "Spotify", "SoundCloud", "Twitch", "video"];
    let host = shown_host(address).unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let source = words.strip_suffix(')').and_then(|words| words.rsplit_once(" (")).map(|(_, source)| source);
    let is_source = |source: &str| {
        source == "audio" || SITES.contains(&source) || source.strip_prefix("www.").unwrap_or(source) == host
    };
    matches!(words, "Audio" | "Video" | "Document") || source.is_some_and(is_source)
}

/// Puts titled links in the place of frames, players and objects.
pub(super) fn put_right(tree: &mut Tree, base: Option<&str>) {
    const NAMES: [&str; 8] = ["iframe", "frame", "video", "audio", "object", "embed", "blockquote", "div"];
    let nodes: Vec<NodeId> =
        tree.descendants(Tree::ROOT).filter(|&node| NAMES.contains(&tree.name(node))).collect();
    let base = &Base::new(base);
    for node in nodes {
        let name = tree.name(node);
        let is_post =
            has_class(tree, node, &["instagram-media", "tiktok-embed", "mastodon-embed", "fb-post"]);
        match name {
            "blockquote" | "div" if is_post => post(tree, node, base),
            "div" if has_class(tree, node, &["wp-block-embed__wrapper"]) => bare_address(tree, node, base),
            "blockquote" | "div" => (),
            "audio" => player(tree, node, "Audio", base),
            "video" => player(tree, node, "Video", base),
            _ => frame(tree, node, base),
        }
    }
}

fn frame(tree: &mut Tree, node: NodeId, base: &Base<'_>) {
    const ADDRESSES: [&str; 5] = ["src", "data-src", "data-lazy-src", "data", "data-litespeed-src"];
    let told = |name: &&str| tree.attribute(node, name).and_then(|address| base.web(address));
    let is_thin =
        ["width", "height"].iter().any(|name| number(tree, node, name).is_some_and(|side| side <= 1));
    let address = ADDRESSES.iter().find_map(told);
    let seen = |address: &String| !UNSEEN.iter().any(|part| address.contains(part));
    let Some(address) = address.filter(seen).filter(|_| !is_thin && !is_invisible(tree, node)) else {
        if tree.name(node) == "object" && !is_invisible(tree, node) {
            tree.dissolve(node);
        }
        return;
    };
    let host = shown_host(&address).unwrap_or_default();
    let (address, site) = known(&address, host.strip_prefix("www.").unwrap_or(&host));
    let title = title(tree, node).or_else(|| take_caption(tree, node));
    let is_document = tree.name(node) == "object" || address.ends_with(".pdf");
    let words = match (title, site) {
        (Some(title), Some((site, _))) => format!("{title} ({site})"),
        (None, Some((site, what))) => format!("{what} ({site})"),
        (Some(title), None) => format!("{title} ({host})"),
        (None, None) if is_document => "Document".to_owned(),
        (None, None) => format!("Embedded page ({host})"),
    };
    put_link(tree, node, &address, &words, true);
}

fn title(tree: &Tree, node: NodeId) -> Option<String> {
    let told = |name: &&str| tree.attribute(node, name).map(str_line).filter(|title| !title.is_empty());
    ["title", "aria-label"].iter().find_map(told)
}

/// What stands under the only thing that a figure shows says what that is: it becomes its title.
fn take_caption(tree: &mut Tree, node: NodeId) -> Option<String> {
    const HIGHEST: usize = 4;
    const LONGEST: usize = 400;
    let figure = tree.ancestors(node).take(HIGHEST).find(|above| tree.name(*above) == "figure")?;
    let shows = |each: &NodeId| {
        matches!(
            tree.name(*each),
            "img" | "iframe" | "video" | "audio" | "object" | "embed" | "pre" | "table" | "a"
        )
    };
    if tree.descendants(figure).filter(shows).take(2).count() != 1 {
        return None;
    }
    let caption = tree.children(figure).find(|child| tree.name(*child) == "figcaption")?;
    let title = Some(str_line(&tree.text_content(caption)))
        .filter(|title| !title.is_empty() && title.chars().count() <= LONGEST)?;
    tree.detach(caption);
    Some(title)
}

/// The page of what a known site's player shows, and the names of the site and of what it shows.
fn known(address: &str, host: &str) -> (String, Option<(&'static str, &'static str)>) {
    let path = address.split_once(host).map_or("", |(_, path)| path);
    let word_after = |part: &str| {
        let word = path.split_once(part)?.1.split(['?', '/', '&', '#']).next()?;
        (!word.is_empty()).then(|| word.to_owned())
    };
    match host {
        "youtube.com" | "youtube-nocookie.com" | "m.youtube.com" => {
            let video = word_after("/embed/").filter(|video| video != "videoseries");
            let page = video.map(|video| format!("https://www.youtube.com/watch?v={video}"));
            (page.unwrap_or_else(|| address.to_owned()), Some(("YouTube", "Video")))
        }
        "player.vimeo.com" => {
            let page = word_after("/video/").map(|video| format!("https://vimeo.com/{video}"));
            (page.unwrap_or_else(|| address.to_owned()), Some(("Vimeo", "Video")))
        }
        "dailymotion.com" | "geo.dailymotion.com" => {
            let page =
                word_after("/video/").map(|video| format!("https://www.dailymotion.com/video/{video}"));
            (page.unwrap_or_else(|| address.to_owned()), Some(("Dailymotion", "Video")))
        }
        "open.spotify.com" => (address.replacen("/embed/", "/", 1), Some(("Spotify", "Audio"))),
        "w.soundcloud.com" => (address.to_owned(), Some(("SoundCloud", "Audio"))),
        "player.twitch.tv" | "clips.twitch.tv" => (address.to_owned(), Some(("Twitch", "Video"))),
        _ => (address.to_owned(), None),
    }
}

fn player(tree: &mut Tree, node: NodeId, what: &str, base: &Base<'_>) {
    let sources = std::iter::once(node).chain(tree.elements(node, "source"));
    let address = sources
        .filter_map(|each| tree.attribute(each, "src").or_else(|| tree.attribute(each, "data-src")))
        .find_map(|address| base.web(address));
    // A player that shows its file to scripts alone has nothing to be followed.
    let Some(address) = address.filter(|_| !is_invisible(tree, node)) else { return };
    let words = match title(tree, node).or_else(|| take_caption(tree, node)) {
        Some(title) => format!("{title} ({})", what.to_lowercase()),
        None => what.to_owned(),
    };
    put_link(tree, node, &address, &words, what == "Video");
}

/// A post that a script would fetch: what it holds, or else a link to it.
fn post(tree: &mut Tree, node: NodeId, base: &Base<'_>) {
    if !tree.text_content(node).trim().is_empty() {
        return;
    }
    let told = |name: &&str| tree.attribute(node, name).and_then(|address| base.web(address));
    let Some(address) =
        ["data-instgrm-permalink", "cite", "data-embed-url", "data-href"].iter().find_map(told)
    else {
        return;
    };
    let host = shown_host(&address).unwrap_or_default();
    put_link(tree, node, &address, &format!("Post ({})", host.strip_prefix("www.").unwrap_or(&host)), true);
}

/// An address alone, which a script would have turned into what it leads to.
fn bare_address(tree: &mut Tree, node: NodeId, base: &Base<'_>) {
    let text = tree.text_content(node);
    let text = text.trim();
    if text.starts_with("http") && !text.contains(char::is_whitespace) && base.web(text).is_some() {
        let text = text.to_owned();
        put_link(tree, node, &text, &text, true);
    }
}

fn put_link(tree: &mut Tree, node: NodeId, address: &str, words: &str, is_block: bool) {
    let link = tree.new_element("a");
    tree.set_attribute(link, "href", address);
    let text = tree.new_text(words);
    tree.append(link, text);
    let put = if is_block { tree.new_element("p") } else { link };
    if is_block {
        tree.append(put, link);
    }
    tree.insert_before(node, put);
    tree.detach(node);
}
