//! What an element says: its letters, or its markup where it is meant as markup.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

use super::entity::{Entities, mended};
use super::token::{Tag, Token, Tokens, attributes};
use super::tree::{NodeId, Tree};
use crate::news::{BaseAddress, BaseId, Foreign, Form, Passage};
use crate::parse::transfer;

/// The letters of an element, without markup and without the blanks around them.
pub(super) fn plain(tree: &Tree<'_>, node: NodeId) -> String {
    let inside = tree.nodes[node].inside;
    mended(letters_of(inside, &tree.entities)).trim().to_owned()
}

/// The letters of an element, where there are any.
pub(super) fn told(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    Some(plain(tree, node)).filter(|text| !text.is_empty())
}

/// The letters in a stretch of source: references read, tags left out, a break being a blank.
fn letters_of<'t>(source: &'t str, entities: &Entities<'_>) -> Cow<'t, str> {
    if !source.contains('<') {
        return entities.letters(source);
    }
    let mut out = String::with_capacity(source.len());
    for token in Tokens::new(source) {
        match token {
            Token::Text(text) => out.push_str(&entities.letters(text)),
            Token::Verbatim(text) => out.push_str(text),
            Token::Start(tag) if is_break(tag.name) => out.push(' '),
            Token::Start(_) | Token::End(_) | Token::Doctype(_) | Token::Other => (),
        }
    }
    out.into()
}

fn is_break(name: &str) -> bool {
    ["br", "p", "div", "li"].iter().any(|each| name.eq_ignore_ascii_case(each))
}

/// How a format takes a text of which nothing is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Default {
    /// As letters; outside Atom as HTML where it looks like that.
    Plain,
    /// As HTML that was escaped.
    Html,
    /// As markup that stands in the feed itself.
    Inline,
}

/// The text of an element with what it is written in (Atom, sections 3.1 and 4.1.3; feeds before it by habit).
pub(super) fn passage(tree: &mut Tree<'_>, node: NodeId, usual: Default, is_atom: bool) -> Option<Passage> {
    let inside = tree.nodes[node].inside;
    let written = Written::of(tree, node, usual);
    let first = if inside.contains('<') { first_tag(inside) } else { None };
    let (text, form): (Cow<'_, str>, Form) = match written {
        Written::Encoded(media_type) => {
            let text = decoded(&letters_of(inside, &tree.entities));
            (text.into(), if media_type == MediaType::Text { Form::Plain } else { Form::Html })
        }
        Written::Inline => (markup_of(inside, &tree.entities, true), Form::Html),
        Written::Escaped | Written::Plain if first.is_some() => {
            (markup_of(inside, &tree.entities, false), Form::Html)
        }
        Written::Escaped => (letters_of(inside, &tree.entities), Form::Html),
        Written::Plain => {
            let text = letters_of(inside, &tree.entities);
            let form = if !is_atom && looks_like_html(&text) { Form::Html } else { Form::Plain };
            (text, form)
        }
    };
    let text = match mended(text) {
        Cow::Owned(text) if text.trim().len() == text.len() => text,
        text => text.trim().to_owned(),
    };
    if text.is_empty() {
        return None;
    }
    let text = Foreign::new(text);
    let base = base_of(tree, node, first);
    let language = tree.nodes[node].language.map(|place| tree.languages[place].clone());
    Some(Passage { text, form, base, language })
}

/// The base of what stands in an element: the first element in it may name one of its own.
fn base_of(tree: &mut Tree<'_>, node: NodeId, first: Option<Tag<'_>>) -> Option<BaseId> {
    let above = tree.nodes[node].base;
    let named = first
        .and_then(|tag| attributes(tag.attributes).find(|(name, _)| name.eq_ignore_ascii_case("xml:base")));
    let Some((_, address)) = named else { return above };
    let id = BaseId(u32::try_from(tree.bases.len()).ok()?);
    let address = Foreign::new(tree.entities.letters(address).trim());
    tree.bases.push(BaseAddress { above, address });
    Some(id)
}

fn first_tag(source: &str) -> Option<Tag<'_>> {
    Tokens::new(source).find_map(|token| match token {
        Token::Start(tag) => Some(tag),
        Token::End(_) | Token::Text(_) | Token::Verbatim(_) | Token::Doctype(_) | Token::Other => None,
    })
}

/// What media types come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MediaType {
    Text,
    Html,
    Xml,
    Unsaid,
    Other,
}

impl MediaType {
    fn of(told: Option<&str>) -> Self {
        let Some(told) = told.map(|told| told.trim().to_ascii_lowercase()) else { return Self::Unsaid };
        match told.split(';').next().unwrap_or_default().trim() {
            "" => Self::Unsaid,
            "text" | "plain" | "text/plain" => Self::Text,
            "html" | "text/html" => Self::Html,
            "xhtml" | "xml" => Self::Xml,
            told if told.ends_with("+xml") || told.ends_with("/xml") => Self::Xml,
            told if told.starts_with("text/") => Self::Text,
            // A type without a slash is a slip.
            told if !told.contains('/') => Self::Unsaid,
            _ => Self::Other,
        }
    }
}

/// How a text stands in its feed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Plain,
    Escaped,
    Inline,
    Encoded(MediaType),
}

impl Written {
    fn of(tree: &Tree<'_>, node: NodeId, usual: Default) -> Self {
        let told = tree.attribute(node, "type");
        let mode = tree.attribute(node, "mode").unwrap_or_default();
        let media_type = MediaType::of(told.as_deref());
        if mode.eq_ignore_ascii_case("base64") || media_type == MediaType::Other {
            return Self::Encoded(media_type);
        }
        match media_type {
            MediaType::Text => Self::Plain,
            MediaType::Html => Self::Escaped,
            MediaType::Xml if mode.eq_ignore_ascii_case("escaped") => Self::Escaped,
            MediaType::Xml => Self::Inline,
            MediaType::Unsaid | MediaType::Other => match usual {
                Default::Plain => Self::Plain,
                Default::Html => Self::Escaped,
                Default::Inline => Self::Inline,
            },
        }
    }
}

/// The text behind base64; where it is none, the letters as they stand.
fn decoded(letters: &str) -> String {
    let is_base64 = |byte: u8| {
        byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || matches!(byte, b'+' | b'/' | b'=')
    };
    if !letters.bytes().all(is_base64) {
        return letters.to_owned();
    }
    let text = String::from_utf8(transfer::base64(letters.as_bytes())).ok();
    let is_text =
        |text: &String| !text.contains(|letter: char| letter.is_control() && !letter.is_whitespace());
    text.filter(is_text).unwrap_or_else(|| letters.to_owned())
}

/// Elements of HTML that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The markup in a stretch of source, as HTML: prefixes left out, empty elements ended, sections of letters escaped
/// where they are only letters.
fn markup_of<'t>(source: &'t str, entities: &Entities<'_>, escapes: bool) -> Cow<'t, str> {
    if !source.contains('<') {
        return entities.declared_only(source);
    }
    let mut out = String::with_capacity(source.len());
    for token in Tokens::new(source) {
        match token {
            Token::Text(text) => out.push_str(&entities.declared_only(text)),
            Token::Verbatim(text) if escapes => text.chars().for_each(|letter| match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                letter => out.push(letter),
            }),
            Token::Verbatim(text) => out.push_str(text),
            Token::Start(tag) => push_tag(&mut out, tag),
            Token::End(name) => {
                out.push_str("</");
                out.push_str(local(name));
                out.push('>');
            }
            Token::Doctype(_) | Token::Other => (),
        }
    }
    out.into()
}

fn push_tag(out: &mut String, tag: Tag<'_>) {
    let name = local(tag.name);
    out.push('<');
    out.push_str(name);
    out.push_str(tag.attributes);
    // An address without quotes must not take the end of the tag for its own.
    out.push_str(if tag.is_empty { " >" } else { ">" });
    if tag.is_empty && !VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Whether a text that should be letters is HTML: it has an end tag or a reference, and no tag or reference that HTML
/// does not know. A mistake here would cost letters, so that all else stays text.
pub(super) fn looks_like_html(text: &str) -> bool {
    if !text.contains("</") && !text.contains('&') {
        return false;
    }
    let mut has_sign = false;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let ends = rest.starts_with('/');
        let rest = if ends { &rest[1..] } else { rest };
        let name: &str = &rest[..rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())];
        if name.is_empty() {
            continue;
        }
        if !ELEMENTS.iter().any(|each| each.eq_ignore_ascii_case(name)) {
            return false;
        }
        has_sign |= ends;
    }
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let Some(end) = rest.bytes().take(32).position(|byte| byte == b';') else { continue };
        let name = &rest[..end];
        if let Some(number) = name.strip_prefix('#') {
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
            has_sign |= is_number;
        } else if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            if NAMED_ENTITIES.get(&rest[..=end]).is_none() {
                return false;
            }
            has_sign = true;
        }
    }
    has_sign
}

#[rustfmt::skip]
const ELEMENTS: [&str; 122] = [
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote",
    "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd",
    "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure",
    "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "iframe", "img",
    "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "math", "menu", "meta", "meter",
    "nav", "nobr", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "pre",
    "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select", "small", "source", "span",
    "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "textarea", "tfoot", "th",
    "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "blink", "marquee", "listing", "xmp",
    "image", "keygen", "search",
];
