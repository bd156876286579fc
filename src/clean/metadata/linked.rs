//! Linked data (JSON-LD with schema.org's words): which of its things is the article, and what it says of it.

use serde_json::{Map, Number, Value};

use super::claim::{Claims, Field, Source};
use super::json;
use super::marks::counted;
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Tree};

type Thing = Map<String, Value>;

/// Things looked at in one page, and how deep things are followed into each other.
const MOST: usize = 3_000;
const DEEPEST: usize = 12;

/// Types of things that are an article, the surest first.
const ARTICLES: &[&str] = &[
    "newsarticle",
    "article",
    "blogposting",
    "reportagenewsarticle",
    "opinionnewsarticle",
    "analysisnewsarticle",
    "reviewnewsarticle",
    "backgroundnewsarticle",
    "liveblogposting",
    "techarticle",
    "scholarlyarticle",
    "medicalscholarlyarticle",
    "satiricalarticle",
    "advertisercontentarticle",
    "report",
    "socialmediaposting",
    "discussionforumposting",
    "recipe",
    "review",
    "howto",
    "qapage",
    "question",
    "creativework",
];

/// Types that tell something of the page around an article, or of a film that is the article.
const ASIDE: &[&str] =
    &["webpage", "itempage", "aboutpage", "medicalwebpage", "videoobject", "podcastepisode", "event"];

/// Reads all scripts of linked data into claims. `title` is the page's own, to tell its article from others'.
pub(super) fn read(tree: &Tree, title: &str, claims: &mut Claims) {
    let values: Vec<Value> =
        scripts(tree).flat_map(|script| json::values(&tree.text_content(script))).collect();
    let mut graph = Graph { things: Vec::new() };
    values.iter().for_each(|value| graph.collect(value, 0, false));
    graph.crumbs(claims);
    graph.site(claims);
    if let Some(article) = graph.article(title) {
        graph.tell(article, Source::LinkedData, claims);
    }
    for thing in graph.of_types(ASIDE).take(8).collect::<Vec<_>>() {
        graph.tell(thing, Source::LinkedAside, claims);
    }
}

fn scripts(tree: &Tree) -> impl Iterator<Item = NodeId> {
    let is_linked = |node: &NodeId| {
        tree.attribute(*node, "type")
            .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
    };
    tree.elements(Tree::ROOT, "script").filter(is_linked).take(50)
}

/// Every thing of a page, with whether it stands inside a list of other pages.
struct Graph<'v> {
    things: Vec<(&'v Thing, bool)>,
}

impl<'v> Graph<'v> {
    fn collect(&mut self, value: &'v Value, depth: usize, is_listed: bool) {
        if depth > DEEPEST || self.things.len() >= MOST {
            return;
        }
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.collect(value, depth + 1, is_listed)),
            Value::Object(thing) => {
                self.things.push((thing, is_listed));
                for (key, value) in thing {
                    let lists = [
                        "itemListElement",
                        "isPartOf",
                        "hasPart",
                        "relatedLink",
                        "mentions",
                        "comment",
                        "citation",
                        "isBasedOn",
                        "blogPost",
                    ];
                    self.collect(value, depth + 1, is_listed || lists.contains(&key.as_str()));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
        }
    }

    fn of_types(&self, types: &'static [&'static str]) -> impl Iterator<Item = &'v Thing> + '_ {
        self.things
            .iter()
            .filter(move |(thing, is_listed)| !is_listed && types.iter().any(|kind| is_a(thing, kind)))
            .map(|(thing, _)| *thing)
    }

    /// The thing that is the page's article: one with the page's title, else the first of the surest type.
    fn article(&self, title: &str) -> Option<&'v Thing> {
        let candidates: Vec<&Thing> = ARTICLES
            .iter()
            .flat_map(|kind| self.things.iter().filter(move |(thing, listed)| !listed && is_a(thing, kind)))
            .map(|(thing, _)| *thing)
            .collect();
        let title = title.to_lowercase();
        let is_named = |thing: &&&Thing| {
            headline(thing).is_some_and(|headline| {
                let headline = str_line(&headline).to_lowercase();
                headline.len() > 3
                    && (title.contains(&headline) || (title.len() > 12 && headline.contains(&title)))
            })
        };
        candidates.iter().find(is_named).or_else(|| candidates.first()).copied()
    }

    /// A thing that is only named by its `@id` stands elsewhere.
    fn resolved(&self, thing: &'v Thing) -> &'v Thing {
        let Some(id) = thing.get("@id").and_then(Value::as_str).filter(|_| thing.len() <= 2) else {
            return thing;
        };
        let is_it = |each: &&Thing| each.len() > 2 && each.get("@id").and_then(Value::as_str) == Some(id);
        self.things.iter().map(|(each, _)| *each).find(is_it).unwrap_or(thing)
    }

    /// The names in a value: of a text, a thing or a list of either.
    fn names(&self, value: &'v Value, names: &mut Vec<(String, &'v Thing)>, nobody: &'v Thing) {
        match value {
            Value::String(name) => names.push((name.clone(), nobody)),
            Value::Array(list) => list.iter().take(50).for_each(|value| self.names(value, names, nobody)),
            Value::Object(thing) => {
                let thing = self.resolved(thing);
                let whole =
                    ["givenName", "familyName"].map(|key| text_of(thing, key).unwrap_or_default()).join(" ");
                let name = match thing.get("name") {
                    Some(Value::Array(list)) => list.first().and_then(Value::as_str).map(str::to_owned),
                    _ => text_of(thing, "name"),
                };
                let name = name.or_else(|| (whole.len() > 1).then_some(whole));
                names.extend(name.map(|name| (name, thing)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => (),
        }
    }

    /// What a thing says, as claims.
    fn tell(&self, thing: &'v Thing, source: Source, claims: &mut Claims) {
        headline(thing).iter().for_each(|title| claims.add(Field::Title, source, title));
        self.tell_authors(thing, source, claims);
        for (key, field) in TEXTS {
            strings(thing.get(*key)).iter().for_each(|text| claims.add(*field, source, text));
        }
        for key in ["publisher", "sourceOrganization", "copyrightHolder"] {
            let mut names = Vec::new();
            if let Some(value) = thing.get(key) {
                self.names(value, &mut names, thing);
            }
            names.iter().for_each(|(name, _)| claims.add(Field::Site, source, name));
        }
        if let Some(image) =
            thing.get("image").or_else(|| thing.get("thumbnailUrl")).and_then(|value| image(value, 0))
        {
            claims.add(Field::Image, source, &image);
        }
        let address = thing.get("url").and_then(Value::as_str).map(str::to_owned);
        let page = thing
            .get("mainEntityOfPage")
            .and_then(|page| page.as_str().map(str::to_owned).or_else(|| text_of(page.as_object()?, "@id")));
        address.or(page).iter().for_each(|address| claims.add(Field::Address, source, address));
        self.tell_counts(thing, source, claims);
        let is_closed = |value: &Value| {
            value == &Value::Bool(false)
                || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false"))
        };
        claims.is_restricted |=
            source == Source::LinkedData && thing.get("isAccessibleForFree").is_some_and(is_closed);
        if claims.body.is_none() {
            let body = ["articleBody", "reviewBody", "text"].iter().find_map(|key| text_of(thing, key));
            claims.body = body.filter(|body| source == Source::LinkedData && body.len() > 140);
        }
    }

    fn tell_authors(&self, thing: &'v Thing, source: Source, claims: &mut Claims) {
        let mut names = Vec::new();
        for key in ["author", "creator"] {
            if let Some(value) = thing.get(key).filter(|_| names.is_empty()) {
                self.names(value, &mut names, thing);
            }
        }
        for (name, who) in names {
            let is_organisation =
                is_a(who, "organization") || is_a(who, "newsmediaorganization") || is_a(who, "corporation");
            claims.add(if is_organisation { Field::Organisation } else { Field::Author }, source, &name);
        }
    }

    fn tell_counts(&self, thing: &'v Thing, source: Source, claims: &mut Claims) {
        let number = |value: Option<&Value>| match value {
            Some(Value::Number(number)) => Some(whole(number)),
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        };
        number(thing.get("commentCount")).iter().for_each(|count| claims.add(Field::Comments, source, count));
        number(thing.get("timeRequired")).iter().for_each(|time| claims.add(Field::Minutes, source, time));
        let counters = match thing.get("interactionStatistic") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
            Some(Value::Object(counter)) => vec![counter],
            _ => Vec::new(),
        };
        for counter in counters {
            let kind = match counter.get("interactionType") {
                Some(Value::String(kind)) => kind.clone(),
                Some(Value::Object(kind)) => strings(kind.get("@type").or_else(|| kind.get("@id"))).concat(),
                _ => String::new(),
            };
            let count =
                number(counter.get("userInteractionCount")).or_else(|| text_of(counter, "interactionCount"));
            if let (Some(field), Some(count)) = (counted(&kind), count) {
                claims.add(field, source, &count);
            }
        }
    }

    /// The paths of sections.
    fn crumbs(&self, claims: &mut Claims) {
        for (list, _) in self.things.iter().filter(|(thing, _)| is_a(thing, "breadcrumblist")) {
            let Some(Value::Array(steps)) = list.get("itemListElement") else { continue };
            let mut named: Vec<(f64, String)> =
                steps.iter().take(30).enumerate().filter_map(|(at, step)| self.crumb(at, step)).collect();
            named.sort_by(|one, other| one.0.total_cmp(&other.0));
            let path: Vec<String> = named
                .into_iter()
                .map(|(_, name)| str_line(&super::claim::unescaped(&name)))
                .filter(|name| !name.is_empty())
                .collect();
            if !path.is_empty() {
                claims.breadcrumbs.push(path);
            }
        }
    }

    fn crumb(&self, at: usize, step: &Value) -> Option<(f64, String)> {
        let step = step.as_object()?;
        let position = step
            .get("position")
            .and_then(|position| position.as_f64().or_else(|| position.as_str()?.parse().ok()));
        let inside = step.get("item").and_then(Value::as_object).and_then(|item| text_of(item, "name"));
        Some((position.unwrap_or(at as f64), text_of(step, "name").or(inside)?))
    }

    fn site(&self, claims: &mut Claims) {
        for (site, _) in self.things.iter().filter(|(thing, _)| is_a(thing, "website")).take(3) {
            text_of(site, "name").iter().for_each(|name| claims.add(Field::Site, Source::Microdata, name));
        }
    }
}

/// A number as it is counted: "12.0" is twelve.
fn whole(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Properties whose text is the claim.
const TEXTS: &[(&str, Field)] = &[
    ("datePublished", Field::Published),
    ("dateModified", Field::Updated),
    ("uploadDate", Field::Published),
    ("dateCreated", Field::Published),
    ("description", Field::Excerpt),
    ("abstract", Field::Excerpt),
    ("articleSection", Field::Section),
    ("inLanguage", Field::Language),
    ("keywords", Field::Keyword),
];

fn is_a(thing: &Thing, kind: &str) -> bool {
    let is_it =
        |name: &str| name.rsplit(['/', '#', ':']).next().is_some_and(|name| name.eq_ignore_ascii_case(kind));
    match thing.get("@type").or_else(|| thing.get("type")) {
        Some(Value::String(name)) => is_it(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_it),
        _ => false,
    }
}

fn headline(thing: &Thing) -> Option<String> {
    ["headline", "name", "alternativeHeadline"]
        .iter()
        .find_map(|key| text_of(thing, key))
        .filter(|text| !text.trim().is_empty())
}

fn text_of(thing: &Thing, key: &str) -> Option<String> {
    match thing.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Object(value) => value.get("@value").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

/// The texts in a value: one, or a list of them.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => {
            list.iter().take(50).filter_map(Value::as_str).map(str::to_owned).collect()
        }
        Some(Value::Object(thing)) => {
            text_of(thing, "@value").or_else(|| text_of(thing, "name")).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The first address of a picture.
fn image(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(address) => Some(address.clone()).filter(|address| !address.is_empty()),
        Value::Array(list) if depth < 3 => list.iter().find_map(|value| image(value, depth + 1)),
        Value::Object(thing) if depth < 3 => {
            thing.get("url").or_else(|| thing.get("contentUrl")).and_then(|value| image(value, depth + 1))
        }
        _ => None,
    }
}
