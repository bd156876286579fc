//! What a page says about itself: title, authors, dates, sections, counts; from every place where pages say it.
//!
//! Reading order: `claim` (places and their order of belief), then one file a place — `linked` (JSON-LD), `head`
//! (`<meta>`), `marks` (microdata, microformats, classes), `visible` (what readers see) — then one file a choice:
//! `title`, `author`, `date`. Nothing here knows the article's text.

mod author;
mod claim;
mod date;
mod head;
mod json;
mod linked;
mod marks;
mod region;
mod title;
mod visible;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::text::{language_tag, str_line};
use super::tree::Tree;
use super::url::{str_web, without_tracking};
use crate::facts::{self, Order, Written};
use claim::Claims;
pub use claim::{Field, Source};
pub(super) use claim::{key, unescaped};
pub(super) use marks::{line, seen};
pub(super) use region::{Regions, is_anchor, is_note};

/// What a page says about itself. All text is clean; what it does not say is empty.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// What it is called, without the name of its site.
    pub title: Option<String>,
    /// Who wrote it, each once.
    pub authors: Vec<String>,
    /// Whose site it stands on.
    pub site_name: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// The path of sections above it, outermost first, without the title.
    pub breadcrumb: Vec<String>,
    /// When it was published.
    pub published: Option<Written>,
    /// When it was last changed.
    pub updated: Option<Written>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// "ltr" or "rtl", where the page says so or its language is written so.
    pub direction: Option<String>,
    /// What it says, in a sentence or two.
    pub excerpt: Option<String>,
    /// The picture that goes with it.
    pub image: Option<String>,
    /// Its own address.
    pub address: Option<String>,
    /// What it is filed under.
    pub keywords: Vec<String>,
    /// How often its publisher says it was viewed.
    pub views: Option<u64>,
    /// How many comments its publisher counts.
    pub comments: Option<u64>,
    /// How many minutes its publisher says it takes.
    pub read_minutes: Option<u32>,
    /// The address of the page that it goes on on; who looks for the article finds it.
    pub next_page: Option<String>,
    /// Whether it says that not everybody may read it all.
    pub is_restricted: bool,
    /// How far title, authors and dates are to be believed, in hundredths.
    pub confidence: Confidence,
}

/// How far what a page says is to be believed, in hundredths; 0 where it says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Confidence {
    /// Its title.
    pub title: u8,
    /// Its authors.
    pub authors: u8,
    /// When it was published.
    pub published: u8,
    /// When it was changed.
    pub updated: u8,
}

/// What reading a page's metadata gave, with what only the search for its text needs.
pub(super) struct Read {
    pub(super) metadata: Metadata,
    /// The article's text, where linked data holds it.
    pub(super) body: Option<String>,
}

/// Reads what a page says about itself. `base` is its address, where somebody knows it; dates after `now` are not
/// believed.
pub(super) fn read(tree: &Tree, regions: &Regions, base: Option<&str>, now: Timestamp) -> Read {
    let mut claims = Claims::default();
    linked::read(tree, &title::of_head(tree), &mut claims);
    head::read(tree, &mut claims);
    let headline = title::headline(tree, regions, &claims);
    marks::read(tree, regions, headline, &mut claims);
    visible::read(tree, regions, headline, &mut claims);
    let site = claims
        .best(Field::Site, |name| (name.chars().count() <= 80).then(|| name.to_owned()))
        .map(|(name, _)| name);
    let base = base.map(str::to_owned);
    let address = claims
        .best(Field::Address, |text| str_web(text, base.as_deref()))
        .map(|(address, _)| address)
        .or_else(|| base.clone())
        .map(|address| without_tracking(&address));
    let language = language(&claims);
    let chosen = title::choose(tree, headline, &claims, site.as_deref());
    let host = address.as_deref().and_then(super::url::shown_host);
    let (authors, author_source) = author::choose(&claims, site.as_deref(), host.as_deref());
    let order = order(language.as_deref(), address.as_deref());
    let (published, updated) = date::choose(&claims, address.as_deref(), order, now);
    let belief = |source: Option<Source>| source.map_or(0, Source::confidence);
    let confidence = Confidence {
        title: belief(chosen.as_ref().map(|(_, source)| *source)),
        authors: belief(author_source),
        published: belief(published.map(|(_, source)| source)),
        updated: belief(updated.map(|(_, source)| source)),
    };
    let title = chosen.map(|(title, _)| title);
    let breadcrumb = breadcrumb(&claims, title.as_deref());
    let section = claims
        .best(Field::Section, section_name)
        .map(|(name, _)| name)
        .or_else(|| breadcrumb.last().cloned());
    let count = |field| claims.best(field, whole_number).map(|(number, _)| number);
    let metadata = Metadata {
        direction: direction(tree, language.as_deref()),
        excerpt: claims
            .best(Field::Excerpt, |text| (text.chars().count() > 20).then(|| text.to_owned()))
            .map(|(text, _)| text),
        image: claims
            .best(Field::Image, |text| str_web(text, address.as_deref()))
            .map(|(address, _)| without_tracking(&address)),
        keywords: keywords(&claims),
        views: count(Field::Views),
        comments: count(Field::Comments),
        read_minutes: claims.best(Field::Minutes, minutes).map(|(minutes, _)| minutes),
        next_page: None,
        is_restricted: claims.is_restricted,
        title,
        authors,
        site_name: site,
        section,
        breadcrumb,
        published: published.map(|(written, _)| written),
        updated: updated.map(|(written, _)| written),
        language,
        address,
        confidence,
    };
    Read { metadata, body: claims.body }
}

fn language(claims: &Claims) -> Option<String> {
    claims.best(Field::Language, |text| language_tag(text.split([',', ' ', ';']).next()?)).map(|(tag, _)| tag)
}

const RIGHT_TO_LEFT: &[&str] = &["ar", "he", "iw", "fa", "ur", "ps", "yi", "ckb", "sd", "ug", "dv"];

fn direction(tree: &Tree, language: Option<&str>) -> Option<String> {
    let told = ["html", "body", "article", "main"].iter().find_map(|name| {
        let told = tree.attribute(tree.first(name)?, "dir")?.trim().to_ascii_lowercase();
        ["ltr", "rtl"].contains(&told.as_str()).then_some(told)
    });
    let by_language = || {
        language
            .and_then(|tag| tag.split('-').next())
            .filter(|tag| RIGHT_TO_LEFT.contains(tag))
            .map(|_| "rtl".to_owned())
    };
    told.or_else(by_language)
}

/// How the page counts: months first in the United States, and in English where nothing says more.
fn order(language: Option<&str>, address: Option<&str>) -> Order {
    let host = address.and_then(super::url::shown_host).unwrap_or_default();
    let country = host.rsplit('.').next().unwrap_or_default();
    let is_elsewhere = country.len() == 2
        && country != "us"
        && country != "io"
        && country != "co"
        && country != "tv"
        && country != "me";
    match language {
        Some("en-US") => Order::MonthFirst,
        Some("en") | None if !is_elsewhere => Order::MonthFirst,
        Some(_) | None => Order::DayFirst,
    }
}

/// The most believed path, without the title at its end; one step alone says less than the next path.
fn breadcrumb(claims: &Claims, title: Option<&str>) -> Vec<String> {
    const LONGEST: usize = 10;
    let title = title.map(key).unwrap_or_default();
    let paths = claims.breadcrumbs.iter().map(|path| {
        let mut path: Vec<String> = path.iter().take(LONGEST).cloned().collect();
        let is_title = path.last().is_some_and(|last| {
            let last = key(last.trim_end_matches('…').trim_end_matches("..."));
            last == title || (last.chars().count() > 8 && title.starts_with(&last))
        });
        if is_title {
            path.pop();
        }
        path.dedup();
        path
    });
    let paths: Vec<Vec<String>> = paths.filter(|path| !path.is_empty()).collect();
    paths.iter().find(|path| path.len() > 1).or_else(|| paths.first()).cloned().unwrap_or_default()
}

fn section_name(text: &str) -> Option<String> {
    let good = (2..=60).contains(&text.chars().count()) && !text.contains("://");
    good.then(|| text.to_owned())
}

fn keywords(claims: &Claims) -> Vec<String> {
    const MOST: usize = 30;
    let mut keywords: Vec<String> = Vec::new();
    for claim in claims.about(Field::Keyword) {
        for word in
            claim.text.split([',', ';']).map(str_line).filter(|word| (2..=60).contains(&word.chars().count()))
        {
            if keywords.len() < MOST && !keywords.iter().any(|each| key(each) == key(&word)) {
                keywords.push(word);
            }
        }
    }
    keywords
}

/// "697", "1,204", "1.2K".
fn whole_number(text: &str) -> Option<u64> {
    text.parse()
        .ok()
        .or_else(|| facts::count(text).map(|count| count.number))
        .or_else(|| facts::count(&format!("{text} views")).map(|count| count.number))
}

/// "5 min read", "PT5M", "5".
fn minutes(text: &str) -> Option<u32> {
    let span = text.trim();
    let iso = span.strip_prefix("PT").or_else(|| span.strip_prefix("P0DT"));
    let told = match iso {
        Some(iso) => {
            let (hours, rest) =
                iso.split_once('H').map_or((0, iso), |(hours, rest)| (hours.parse().unwrap_or(0), rest));
            let minutes: u32 =
                rest.split_once('M').and_then(|(minutes, _)| minutes.parse().ok()).unwrap_or(0);
            Some(60_u32.saturating_mul(hours).saturating_add(minutes))
        }
        None => facts::minutes(span).or_else(|| span.parse().ok()),
    };
    told.filter(|minutes| (1..6_000).contains(minutes))
}
