//! What elements of the page say they hold: properties (microdata, RDFa), microformats, classes, `<time>`, `rel`.

use super::claim::{Claims, Field, Source};
use super::region::Regions;
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Step, Tree};
use crate::facts::{self, Role, Written};

/// The longest text that is taken for a name or a date.
const LONGEST: usize = 300;

/// A page with more `<time>`s is a list of pages; the rest are not heard.
const MOST_TIMES: usize = 2_000;

/// Properties of schema.org and the like, in lower case without their prefix.
const PROPERTIES: &[(&str, Field)] = &[
    ("headline", Field::Title),
    ("author", Field::Author),
    ("creator", Field::Author),
    ("datepublished", Field::Published),
    ("published_time", Field::Published),
    ("datecreated", Field::Published),
    ("issued", Field::Published),
    ("datemodified", Field::Updated),
    ("modified", Field::Updated),
    ("articlesection", Field::Section),
    ("inlanguage", Field::Language),
    ("commentcount", Field::Comments),
    ("timerequired", Field::Minutes),
    ("image", Field::Image),
];

/// Classes of hAtom and h-entry.
const MICROFORMATS: &[(&str, Field)] = &[
    ("entry-title", Field::Title),
    ("p-name", Field::Title),
    ("p-author", Field::Author),
    ("dt-published", Field::Published),
    ("dt-updated", Field::Updated),
    ("published", Field::Published),
    ("updated", Field::Updated),
];

/// Parts of classes and names that say what an element holds.
const CLASSES: &[(&str, Field)] = &[
    ("byline", Field::Author),
    ("author", Field::Author),
    ("writer", Field::Author),
    ("reporter", Field::Author),
    ("contributor", Field::Author),
    ("auteur", Field::Author),
    ("autor", Field::Author),
    ("signature", Field::Author),
    ("updated", Field::Updated),
    ("modified", Field::Updated),
    ("publish", Field::Published),
    ("pubdate", Field::Published),
    ("pub-date", Field::Published),
    ("posted", Field::Published),
    ("timestamp", Field::Published),
    ("dateline", Field::Published),
    ("datetime", Field::Published),
    ("entry-date", Field::Published),
    ("post-date", Field::Published),
    ("article-date", Field::Published),
    ("fecha", Field::Published),
    ("datum", Field::Published),
    ("date", Field::Published),
    ("time", Field::Published),
];

/// Reads all elements that say what they hold.
///
/// What stands far from the headline is as likely about another article.
pub(super) fn read(tree: &Tree, regions: &Regions, headline: Option<NodeId>, claims: &mut Claims) {
    let mut before = Before::default();
    for node in tree.descendants(Tree::ROOT).filter(|node| tree.is_element(*node)) {
        let is_bare = tree.name(node) != "time" && tree.attributes(node).next().is_none();
        if is_bare || matches!(tree.name(node), "meta" | "link") && tree.attribute(node, "itemprop").is_none()
        {
            continue;
        }
        property(tree, regions, node, claims);
        if tree.name(node) == "a" {
            relation(tree, node, regions.is_aside(node), claims);
        }
        if regions.is_aside(node) {
            continue;
        }
        let near = headline.is_none_or(|headline| is_near(node, headline));
        if tree.name(node) == "time" && before.times < MOST_TIMES {
            before.times += 1;
            time(tree, node, near, &mut before, claims);
        }
        classes(tree, node, near, claims);
    }
    crumbs(tree, claims);
}

/// Nodes are numbered in the order of the page.
fn is_near(node: NodeId, headline: NodeId) -> bool {
    const BEFORE: usize = 150;
    const AFTER: usize = 500;
    let (node, headline) = (node.index(), headline.index());
    node + BEFORE > headline && node < headline + AFTER
}

/// A property of the article: one of the page's outermost thing, or of a thing that is an article.
fn property(tree: &Tree, regions: &Regions, node: NodeId, claims: &mut Claims) {
    let microdata = tree.attribute(node, "itemprop");
    let Some(names) = microdata.or_else(|| tree.attribute(node, "property")) else { return };
    if regions.is_aside(node) && tree.name(node) != "meta" || is_of_something_else(tree, node) {
        return;
    }
    if names.eq_ignore_ascii_case("interactionStatistic") {
        counter(tree, node, claims);
    }
    for name in names.split_ascii_whitespace() {
        let name = name.rsplit([':', '/', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let Some((_, field)) = PROPERTIES.iter().find(|(each, _)| *each == name) else { continue };
        if *field == Field::Author {
            author(tree, node, claims);
        } else {
            claims.add(*field, Source::Microdata, &value(tree, node));
        }
    }
    if names.eq_ignore_ascii_case("interactionCount") {
        let told = value(tree, node);
        if let Some((kind, count)) = told.rsplit_once(':') {
            let field =
                if kind.to_ascii_lowercase().contains("comment") { Field::Comments } else { Field::Views };
            claims.add(field, Source::Microdata, count);
        }
    }
}

/// A counter: what was done with the article, and how often.
fn counter(tree: &Tree, node: NodeId, claims: &mut Claims) {
    let property = |name: &str| {
        let is_it = |each: &NodeId| {
            tree.attribute(*each, "itemprop")
                .or_else(|| tree.attribute(*each, "property"))
                .and_then(|told| told.rsplit(':').next())
                .is_some_and(|told| told.eq_ignore_ascii_case(name))
        };
        tree.descendants(node).find(is_it)
    };
    let (Some(kind), Some(count)) = (property("interactionType"), property("userInteractionCount")) else {
        return;
    };
    let kind = ["itemtype", "typeof", "href", "content", "resource"]
        .iter()
        .find_map(|name| tree.attribute(kind, name))
        .map_or_else(|| line(tree, kind), str::to_owned);
    if let Some(field) = counted(&kind) {
        claims.add(field, Source::Microdata, &value(tree, count));
    }
}

/// What an action of schema.org counts, as far as readers are told of it.
pub(super) fn counted(action: &str) -> Option<Field> {
    let action = action.to_ascii_lowercase();
    match () {
        () if action.contains("comment") => Some(Field::Comments),
        () if ["view", "read", "watch"].iter().any(|word| action.contains(word)) => Some(Field::Views),
        () => None,
    }
}

/// Whether the thing around a property is no article: a comment, a person, a product beside it.
fn is_of_something_else(tree: &Tree, node: NodeId) -> bool {
    let scope = tree.ancestors(node).find(|above| {
        tree.attribute(*above, "itemscope").is_some() || tree.attribute(*above, "typeof").is_some()
    });
    let Some(scope) = scope else { return false };
    let kind =
        tree.attribute(scope, "itemtype").or_else(|| tree.attribute(scope, "typeof")).unwrap_or_default();
    let kind = kind.rsplit(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    [
        "comment",
        "usercomments",
        "person",
        "organization",
        "imageobject",
        "product",
        "offer",
        "rating",
        "aggregaterating",
        "listitem",
        "videoobject",
        "answer",
    ]
    .contains(&kind.as_str())
}

/// The author's name: the `name` inside, or else the text.
fn author(tree: &Tree, node: NodeId, claims: &mut Claims) {
    let is_name = |each: &NodeId| {
        tree.attribute(*each, "itemprop")
            .or_else(|| tree.attribute(*each, "property"))
            .is_some_and(|name| name.rsplit(':').next() == Some("name"))
    };
    let names: Vec<NodeId> = tree.descendants(node).filter(is_name).take(10).collect();
    if names.is_empty() {
        claims.add(Field::Author, Source::Microdata, &value(tree, node));
    }
    for name in names {
        claims.add(Field::Author, Source::Microdata, &value(tree, name));
    }
}

/// A moment written for programs beside what readers see: microformats put it into the title of an abbreviation.
fn machine(tree: &Tree, node: NodeId) -> Option<&str> {
    let said = |node, name| {
        let is_moment = |told: &&str| told.len() >= 10 && told.starts_with(|c: char| c.is_ascii_digit());
        tree.attribute(node, name).filter(is_moment)
    };
    let first = tree.children(node).find(|child| tree.is_element(*child));
    let value = first.filter(|child| tree.classes(*child).any(|class| class == "value-title"));
    let own = said(node, "datetime").or_else(|| said(node, "title"));
    own.or_else(|| value.and_then(|value| said(value, "title")))
}

/// What a property says, by the element it stands on.
fn value(tree: &Tree, node: NodeId) -> String {
    let told = match tree.name(node) {
        "meta" => tree.attribute(node, "content"),
        "time" => tree.attribute(node, "datetime"),
        "img" | "source" => tree.attribute(node, "src").or_else(|| tree.attribute(node, "data-src")),
        "link" => tree.attribute(node, "href"),
        "abbr" => machine(tree, node),
        _ => ["content", "datetime"]
            .iter()
            .find_map(|name| tree.attribute(node, name))
            .or_else(|| machine(tree, node)),
    };
    told.filter(|told| !told.trim().is_empty()).map_or_else(|| line(tree, node), str::to_owned)
}

/// A `<time>`; whether it tells of an update, the words around it say.
fn time(tree: &Tree, node: NodeId, near: bool, before: &mut Before, claims: &mut Claims) {
    // A quoted post has its own date.
    if tree.ancestors(node).any(|above| tree.name(above) == "blockquote") {
        return;
    }
    let shown = line(tree, node);
    let told = tree.attribute(node, "datetime").filter(|told| told.len() > 6).unwrap_or(&shown).to_owned();
    let around = before.words(tree, node, &shown).to_lowercase();
    let classes = tree.attribute(node, "class").unwrap_or_default().to_ascii_lowercase();
    let is_update = |text: &str| UPDATES.iter().any(|word| text.contains(word));
    let field = if is_update(&around) || is_update(&classes) { Field::Updated } else { Field::Published };
    let is_meant = tree.attribute(node, "pubdate").is_some()
        || classes.contains("publish")
        || classes.contains("entry-date");
    let source = match (near, is_meant) {
        (false, _) => Source::Guess,
        (true, true) => Source::Microformat,
        (true, false) => Source::Time,
    };
    if is_published_on(&shown) && field == Field::Published && day(&shown) != day(&told) {
        // What readers are told counts; programs were told of the last change.
        claims.add(Field::Published, source, &shown);
        claims.add(Field::Updated, source, &told);
        return;
    }
    claims.add(field, source, &told);
}

/// The line around the last `<time>`: it is read once, however many stand in it.
#[derive(Default)]
struct Before {
    times: usize,
    parent: Option<NodeId>,
    line: String,
}

impl Before {
    /// The words before a `<time>` that shows this; none where they are many.
    fn words(&mut self, tree: &Tree, node: NodeId, shown: &str) -> &str {
        const MANY: usize = 60;
        let parent = tree.parent(node);
        if self.parent != parent {
            self.line = parent.map(|parent| line(tree, parent)).unwrap_or_default();
            self.parent = parent;
        }
        let words = self.line.split(shown).next().unwrap_or_default();
        if words.len() < MANY { words } else { "" }
    }
}

/// Whether a text says by itself that something was published, and on which day of which year.
fn is_published_on(text: &str) -> bool {
    facts::stamp(text).is_some_and(|stamp| stamp.role == Role::Published)
        && text.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// The day that a text names, as a program writes it.
fn day(text: &str) -> Option<String> {
    let written = facts::date(text).or_else(|| facts::stamp(text).map(|stamp| stamp.written))?;
    let Written::At { at, .. } = written else { return None };
    at.to_string().get(..10).map(str::to_owned)
}

const UPDATES: &[&str] = &[
    "updated",
    "modified",
    "edited",
    "last update",
    "aktualisiert",
    "mis à jour",
    "mise à jour",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "güncelle",
    "обновлено",
    "оновлено",
    "更新",
    "수정",
];

/// A link to the author. Beside the text it may be to the author of another one, or of a comment.
fn relation(tree: &Tree, node: NodeId, is_aside: bool, claims: &mut Claims) {
    let rel = tree.attribute(node, "rel").unwrap_or_default();
    if rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")) {
        let source = if is_aside { Source::Guess } else { Source::Relation };
        claims.add(Field::Author, source, &line(tree, node));
        return;
    }
    if is_aside {
        return;
    }
    let href = tree.attribute(node, "href").unwrap_or_default();
    if [
        "/author/",
        "/authors/",
        "/autor/",
        "/auteur/",
        "/by/",
        "/profile/",
        "/people/",
        "/staff/",
        "/contributors/",
        "/reporter/",
    ]
    .iter()
    .any(|part| href.contains(part))
    {
        claims.add(Field::Author, Source::Guess, &line(tree, node));
    }
}

fn classes(tree: &Tree, node: NodeId, near: bool, claims: &mut Claims) {
    if matches!(
        tree.name(node),
        "body" | "html" | "article" | "main" | "figure" | "img" | "svg" | "script" | "style" | "input"
    ) {
        return;
    }
    for class in tree.classes(node) {
        if let Some((_, field)) = MICROFORMATS.iter().find(|(each, _)| *each == class) {
            let is_loose =
                matches!(class, "p-name" | "published" | "updated") && machine(tree, node).is_none();
            if is_loose && class != "p-name" {
                continue;
            }
            let source = if is_loose { Source::Guess } else { Source::Microformat };
            claims.add(*field, source, &value(tree, node));
        }
    }
    if tree.classes(node).any(|class| class == "fn")
        && tree
            .ancestors(node)
            .take(3)
            .any(|above| tree.classes(above).any(|class| class == "author" || class == "vcard"))
    {
        claims.add(Field::Author, Source::Microformat, &line(tree, node));
        return;
    }
    for name in ["class", "id", "data-testid"] {
        let told = tree.attribute(node, name).unwrap_or_default().to_ascii_lowercase();
        let field = told
            .split_ascii_whitespace()
            .filter(|told| !counts(told))
            .find_map(|told| CLASSES.iter().find(|(word, _)| told.contains(word)).map(|(_, field)| *field));
        let Some(field) = field else { continue };
        let lines = broken(tree, node);
        // Under a name stands what its bearer is.
        let text = match field {
            Field::Author => lines.into_iter().find(|line| line.len() > 3).unwrap_or_default(),
            _ => lines.join(" | "),
        };
        if !text.is_empty() && text.len() <= LONGEST {
            // The innermost and shortest says it best; a box around a whole text says nothing.
            let source = if near
                && (told.contains("date")
                    || told.contains("byline")
                    || told.contains("author")
                    || told.contains("publish"))
            {
                Source::Class
            } else {
                Source::Guess
            };
            claims.add(field, source, &text);
        }
        return;
    }
}

/// Whether a class says that a number stands in its element: "author-views" are those of the author's page.
fn counts(class: &str) -> bool {
    const COUNTED: &[&str] =
        &["views", "hits", "count", "comments", "shares", "likes", "followers", "votes", "articles", "posts"];
    class.split(['-', '_']).any(|word| COUNTED.contains(&word))
}

/// Paths of sections that readers see.
fn crumbs(tree: &Tree, claims: &mut Claims) {
    const MOST: usize = 12;
    let is_list = |node: &NodeId| {
        let said = |name| {
            tree.attribute(*node, name).is_some_and(|value| {
                let value = value.to_ascii_lowercase();
                value.contains("breadcrumb")
                    || value.split(['-', '_', ' ']).any(|word| word == "crumbs" || word == "ariane")
            })
        };
        matches!(tree.name(*node), "nav" | "ol" | "ul" | "div" | "p" | "section" | "span")
            && (said("class") || said("id") || said("aria-label") || said("itemtype"))
    };
    let lists = tree.descendants(Tree::ROOT).filter(is_list).take(MOST);
    let paths: Vec<(NodeId, Vec<String>)> = lists.map(|list| (list, path(tree, list, MOST))).collect();
    for (list, path) in &paths {
        // Boxes in boxes are called alike: the innermost that holds steps is the list.
        let is_box = paths
            .iter()
            .any(|(other, inner)| inner.len() > 1 && tree.ancestors(*other).any(|above| above == *list));
        if !is_box && !path.is_empty() {
            claims.breadcrumbs.push(path.clone());
        }
    }
}

/// The steps that a list shows.
fn path(tree: &Tree, list: NodeId, most: usize) -> Vec<String> {
    let items: Vec<NodeId> = tree.elements(list, "li").take(most).collect();
    let steps = if items.len() > 1 { items } else { tree.elements(list, "a").take(most).collect() };
    steps
        .iter()
        .map(|step| line(tree, *step))
        .map(|step| step.trim_matches(['>', '›', '»', '/', '|', ' ', '→', '·']).to_owned())
        .filter(|step| !step.is_empty() && step.len() <= 120)
        .collect()
}

/// The text that readers see in an element, on one line; no more than is needed to know that it is too long.
pub(in crate::clean) fn line(tree: &Tree, node: NodeId) -> String {
    str_line(&seen(tree, node, 4 * LONGEST))
}

/// [`line`], parted where a line break is forced: what stands on two lines tells two things.
pub(super) fn broken(tree: &Tree, node: NodeId) -> Vec<String> {
    if tree.elements(node, "br").next().is_none() {
        return vec![line(tree, node)];
    }
    let text = seen_with(tree, node, 4 * LONGEST, "\u{0}");
    text.split('\u{0}').map(str_line).filter(|part| !part.is_empty()).collect()
}

/// The text that readers see in an element, as it came, up to about so many bytes. How a word is read, which stands
/// above it, is no part of the line.
pub(in crate::clean) fn seen(tree: &Tree, node: NodeId, most: usize) -> String {
    seen_with(tree, node, most, " ")
}

fn seen_with(tree: &Tree, node: NodeId, most: usize, line_break: &str) -> String {
    let mut out = String::new();
    let mut step = Some(Step::Enter(node));
    while let Some(at) = step {
        step = tree.step(at, node);
        let Step::Enter(each) = at else { continue };
        if matches!(
            tree.name(each),
            "script" | "style" | "noscript" | "template" | "svg" | "button" | "select" | "rp" | "rt" | "rtc"
        ) {
            step = tree.step(Step::Leave(each), node);
        } else if let Some(text) = tree.text(each) {
            out.push_str(text);
        } else if tree.name(each) == "br" {
            out.push_str(line_break);
        } else if !matches!(
            tree.name(each),
            "a" | "b"
                | "i"
                | "em"
                | "strong"
                | "sup"
                | "sub"
                | "u"
                | "mark"
                | "span"
                | "code"
                | "ruby"
                | "rb"
                | ""
        ) {
            out.push(' ');
        }
        if out.len() > most {
            break;
        }
    }
    out
}
