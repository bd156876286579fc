//! What stands in a page's head for programs: `<meta>`, `<link>`, and the language of `<html>`.

use serde_json::Value;

use super::claim::{Claims, Field, Source};
use super::json;
use crate::clean::tree::{NodeId, Tree};

/// Names and properties, in lower case, with what they tell and how far they are believed.
#[rustfmt::skip]
const METAS: &[(&str, Field, Source)] = &[
    ("og:title",                      Field::Title,     Source::OpenGraph),
    ("twitter:title",                 Field::Title,     Source::Twitter),
    ("citation_title",                Field::Title,     Source::Citation),
    ("parsely-title",                 Field::Title,     Source::Publisher),
    ("sailthru.title",                Field::Title,     Source::Publisher),
    ("dc.title",                      Field::Title,     Source::DublinCore),
    ("dcterms.title",                 Field::Title,     Source::DublinCore),
    ("headline",                      Field::Title,     Source::Meta),
    ("title",                         Field::Title,     Source::Guess),

    ("citation_author",               Field::Author,    Source::Citation),
    ("article:author_name",           Field::Author,    Source::OpenGraph),
    ("article:author",                Field::Author,    Source::OpenGraph),
    ("og:article:author",             Field::Author,    Source::OpenGraph),
    ("og:author",                     Field::Author,    Source::OpenGraph),
    ("parsely-author",                Field::Author,    Source::Publisher),
    ("sailthru.author",               Field::Author,    Source::Publisher),
    ("sailthru.contributor",          Field::Author,    Source::Publisher),
    ("cxenseparse:author",            Field::Author,    Source::Publisher),
    ("dc.creator",                    Field::Author,    Source::DublinCore),
    ("dc.creator.name",               Field::Author,    Source::DublinCore),
    ("dcterms.creator",               Field::Author,    Source::DublinCore),
    ("dc.contributor",                Field::Author,    Source::Guess),
    ("author",                        Field::Author,    Source::Meta),
    ("authors",                       Field::Author,    Source::Meta),
    ("byl",                           Field::Author,    Source::Meta),
    ("byline",                        Field::Author,    Source::Meta),
    ("clmst",                         Field::Author,    Source::Meta),
    ("creator",                       Field::Author,    Source::Meta),
    ("article.author",                Field::Author,    Source::Meta),
    ("rbauthors",                     Field::Author,    Source::Meta),

    ("og:site_name",                  Field::Site,      Source::OpenGraph),
    ("citation_journal_title",        Field::Site,      Source::Citation),
    ("dc.publisher",                  Field::Site,      Source::DublinCore),
    ("application-name",              Field::Site,      Source::Meta),
    ("apple-mobile-web-app-title",    Field::Site,      Source::Meta),
    ("publisher",                     Field::Site,      Source::Meta),
    ("copyright",                     Field::Site,      Source::Guess),

    ("article:section",               Field::Section,   Source::OpenGraph),
    ("og:section",                    Field::Section,   Source::OpenGraph),
    ("og:article:section",            Field::Section,   Source::OpenGraph),
    ("parsely-section",               Field::Section,   Source::Publisher),
    ("cxenseparse:section",           Field::Section,   Source::Publisher),
    ("cg",                            Field::Section,   Source::Meta),
    ("section",                       Field::Section,   Source::Meta),
    ("article.section",               Field::Section,   Source::Meta),
    ("category",                      Field::Section,   Source::Meta),

    ("citation_publication_date",     Field::Published, Source::Citation),
    ("citation_online_date",          Field::Published, Source::Citation),
    ("citation_date",                 Field::Published, Source::Citation),
    ("article:published_time",        Field::Published, Source::OpenGraph),
    ("article:published",             Field::Published, Source::OpenGraph),
    ("og:article:published_time",     Field::Published, Source::OpenGraph),
    ("og:published_time",             Field::Published, Source::OpenGraph),
    ("og:pubdate",                    Field::Published, Source::OpenGraph),
    ("og:release_date",               Field::Published, Source::OpenGraph),
    ("article:post_date",             Field::Published, Source::OpenGraph),
    ("parsely-pub-date",              Field::Published, Source::Publisher),
    ("sailthru.date",                 Field::Published, Source::Publisher),
    ("cxenseparse:recs:publishtime",  Field::Published, Source::Publisher),
    ("cxenseparse:publishtime",       Field::Published, Source::Publisher),
    ("st:published_at",               Field::Published, Source::Publisher),
    ("published_at",                  Field::Published, Source::Publisher),
    ("bt:pubdate",                    Field::Published, Source::Publisher),
    ("dc.date.issued",                Field::Published, Source::DublinCore),
    ("dc.date.published",             Field::Published, Source::DublinCore),
    ("dc.date.created",               Field::Published, Source::DublinCore),
    ("dc.issued",                     Field::Published, Source::DublinCore),
    ("dcterms.issued",                Field::Published, Source::DublinCore),
    ("dcterms.created",               Field::Published, Source::DublinCore),
    ("dcterms.date",                  Field::Published, Source::DublinCore),
    ("dcterms.available",             Field::Published, Source::DublinCore),
    ("dc.date",                       Field::Published, Source::DublinCore),
    ("dc.created",                    Field::Published, Source::DublinCore),
    ("ptime",                         Field::Published, Source::Meta),
    ("utime",                         Field::Updated,   Source::Meta),
    ("pubdate",                       Field::Published, Source::Meta),
    ("pdate",                         Field::Published, Source::Meta),
    ("publishdate",                   Field::Published, Source::Meta),
    ("publish_date",                  Field::Published, Source::Meta),
    ("publish-date",                  Field::Published, Source::Meta),
    ("publication_date",              Field::Published, Source::Meta),
    ("publication-date",              Field::Published, Source::Meta),
    ("published_time",                Field::Published, Source::Meta),
    ("published_date",                Field::Published, Source::Meta),
    ("published-date",                Field::Published, Source::Meta),
    ("published",                     Field::Published, Source::Meta),
    ("datepublished",                 Field::Published, Source::Meta),
    ("date_published",                Field::Published, Source::Meta),
    ("article_date_original",         Field::Published, Source::Meta),
    ("article.published",             Field::Published, Source::Meta),
    ("article.created",               Field::Published, Source::Meta),
    ("originalpublicationdate",       Field::Published, Source::Meta),
    ("article-published-time",        Field::Published, Source::Meta),
    ("timestamp",                     Field::Published, Source::Guess),
    ("rnews:datepublished",           Field::Published, Source::Meta),
    ("displaydate",                   Field::Published, Source::Meta),
    ("dat",                           Field::Published, Source::Meta),
    ("release_date",                  Field::Published, Source::Meta),
    ("created",                       Field::Published, Source::Meta),
    ("date",                          Field::Published, Source::Meta),
    ("search.published",              Field::Published, Source::Meta),

    ("article:modified_time",         Field::Updated,   Source::OpenGraph),
    ("article:updated_time",          Field::Updated,   Source::OpenGraph),
    ("og:updated_time",               Field::Updated,   Source::OpenGraph),
    ("og:modified_time",              Field::Updated,   Source::OpenGraph),
    ("dcterms.modified",              Field::Updated,   Source::DublinCore),
    ("dc.date.modified",              Field::Updated,   Source::DublinCore),
    ("dc.modified",                   Field::Updated,   Source::DublinCore),
    ("article.updated",               Field::Updated,   Source::Meta),
    ("date_modified",                 Field::Updated,   Source::Meta),
    ("datemodified",                  Field::Updated,   Source::Meta),
    ("modified_date",                 Field::Updated,   Source::Meta),
    ("last-modified",                 Field::Updated,   Source::Meta),
    ("lastmod",                       Field::Updated,   Source::Meta),
    ("updated_time",                  Field::Updated,   Source::Meta),
    ("updated",                       Field::Updated,   Source::Meta),
    ("revised",                       Field::Updated,   Source::Meta),

    ("og:description",                Field::Excerpt,   Source::OpenGraph),
    ("description",                   Field::Excerpt,   Source::Meta),
    ("twitter:description",           Field::Excerpt,   Source::Twitter),
    ("dc.description",                Field::Excerpt,   Source::DublinCore),
    ("sailthru.description",          Field::Excerpt,   Source::Publisher),

    ("og:image",                      Field::Image,     Source::OpenGraph),
    ("og:image:url",                  Field::Image,     Source::OpenGraph),
    ("og:image:secure_url",           Field::Image,     Source::OpenGraph),
    ("parsely-image-url",             Field::Image,     Source::Publisher),
    ("sailthru.image.full",           Field::Image,     Source::Publisher),
    ("twitter:image",                 Field::Image,     Source::Twitter),
    ("twitter:image:src",             Field::Image,     Source::Twitter),
    ("thumbnail",                     Field::Image,     Source::Meta),
    ("image",                         Field::Image,     Source::Meta),

    ("og:url",                        Field::Address,   Source::OpenGraph),
    ("parsely-link",                  Field::Address,   Source::Publisher),
    ("twitter:url",                   Field::Address,   Source::Twitter),
    ("citation_fulltext_html_url",    Field::Address,   Source::Guess),

    ("citation_language",             Field::Language,  Source::Citation),
    ("dc.language",                   Field::Language,  Source::DublinCore),
    ("dcterms.language",              Field::Language,  Source::DublinCore),
    ("content-language",              Field::Language,  Source::Meta),
    ("language",                      Field::Language,  Source::Meta),
    ("og:locale",                     Field::Language,  Source::Twitter),

    ("article:tag",                   Field::Keyword,   Source::OpenGraph),
    ("parsely-tags",                  Field::Keyword,   Source::Publisher),
    ("sailthru.tags",                 Field::Keyword,   Source::Publisher),
    ("news_keywords",                 Field::Keyword,   Source::Meta),
    ("keywords",                      Field::Keyword,   Source::Twitter),
    ("dc.subject",                    Field::Keyword,   Source::DublinCore),
    ("twitter:data2",                 Field::Minutes,   Source::Twitter),
];

/// What the one object tells that Parse.ly's counter is given instead of metas.
const PARSELY: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("author", Field::Author),
    ("authors", Field::Author),
    ("section", Field::Section),
    ("pub_date", Field::Published),
    ("image_url", Field::Image),
    ("link", Field::Address),
    ("tags", Field::Keyword),
];

/// Reads the metas and links of a page.
pub(super) fn read(tree: &Tree, claims: &mut Claims) {
    let metas: Vec<NodeId> = tree.elements(Tree::ROOT, "meta").take(500).collect();
    for &meta in &metas {
        let Some(content) = tree.attribute(meta, "content") else { continue };
        if tree.attribute(meta, "name").is_some_and(|name| name.eq_ignore_ascii_case("parsely-page")) {
            parsely(content, claims);
        }
        for key in ["property", "name", "http-equiv", "itemprop"] {
            for name in tree.attribute(meta, key).unwrap_or_default().split_ascii_whitespace() {
                // Dublin Core is written with points and colons alike.
                let name = name.to_ascii_lowercase().replace("dc:", "dc.").replace("dcterms:", "dcterms.");
                let row = METAS.iter().find(|(each, ..)| *each == name).copied().or_else(|| {
                    by_end(&name).filter(|(_, field, _)| *field != Field::Author || content.contains(' '))
                });
                let is_tied = key == "itemprop" && row.is_some_and(|(_, field, _)| field == Field::Title);
                if let Some((_, field, source)) = row.filter(|_| !is_tied) {
                    claims.add(field, source, content);
                }
            }
        }
    }
    twitter_labels(tree, &metas, claims);
    for link in tree.elements(Tree::ROOT, "link").take(500) {
        let (Some(rel), Some(href)) = (tree.attribute(link, "rel"), tree.attribute(link, "href")) else {
            continue;
        };
        match rel.trim().to_ascii_lowercase().as_str() {
            "canonical" => claims.add(Field::Address, Source::LinkedData, href),
            "image_src" => claims.add(Field::Image, Source::Meta, href),
            _ => (),
        }
    }
    let languages = [("html", Source::LinkedData), ("body", Source::Citation), ("article", Source::Guess)];
    for (name, source) in languages {
        let told = tree
            .first(name)
            .and_then(|node| tree.attribute(node, "lang").or_else(|| tree.attribute(node, "xml:lang")));
        told.iter().for_each(|language| claims.add(Field::Language, source, language));
    }
}

fn parsely(content: &str, claims: &mut Claims) {
    const MOST: usize = 50;
    let values = json::values(content);
    let Some(page) = values.first().and_then(Value::as_object) else { return };
    for (name, field) in PARSELY {
        let told = page.get(*name);
        let list = told.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let texts = told.into_iter().chain(list.iter().take(MOST)).filter_map(Value::as_str);
        texts.for_each(|text| claims.add(*field, Source::Publisher, text));
    }
}

/// Who, and when, of a publisher's own names: `search.byline` and `mag:pubdate` end as others begin.
fn by_end(name: &str) -> Option<(&'static str, Field, Source)> {
    let end = name.rsplit(['.', ':', '-']).next().filter(|end| end.len() < name.len())?;
    let (name, field, source) = *METAS.iter().find(|(each, ..)| *each == end)?;
    let is_fact = matches!(field, Field::Author | Field::Published | Field::Updated);
    (is_fact && source == Source::Meta && end != "date" && end != "dat").then_some((
        name,
        field,
        Source::Twitter,
    ))
}

/// `twitter:label1` says what `twitter:data1` is: "Written by", "Est. reading time".
fn twitter_labels(tree: &Tree, metas: &[NodeId], claims: &mut Claims) {
    let content = |name: String| {
        let found = metas.iter().find(|meta| tree.attribute(**meta, "name") == Some(&name));
        found.and_then(|meta| tree.attribute(*meta, "content"))
    };
    for number in 1..=2 {
        let (Some(label), Some(data)) =
            (content(format!("twitter:label{number}")), content(format!("twitter:data{number}")))
        else {
            continue;
        };
        let label = label.to_lowercase();
        if [
            "written by",
            "author",
            "by",
            "verfasst von",
            "écrit par",
            "escrito por",
            "scritto da",
            "geschreven door",
        ]
        .contains(&label.trim())
        {
            claims.add(Field::Author, Source::Twitter, data);
        }
    }
}
