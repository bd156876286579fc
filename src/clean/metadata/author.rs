//! Whose names are names: bylines cut into people, without their trades, their sites, and what no person is called.

use super::claim::{Claim, Claims, Field, Source, key};
use crate::facts;

/// What stands in a field for authors and is none.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "root",
    "user",
    "author",
    "authors",
    "editor",
    "editors",
    "staff",
    "guest",
    "unknown",
    "anonymous",
    "none",
    "null",
    "undefined",
    "na",
    "byline",
    "by",
    "webmaster",
    "redaktion",
    "redaction",
    "redaccion",
    "redakcja",
    "redazione",
    "contributor",
    "contributors",
    "default",
    "test",
    "autor",
    "auteur",
    "view all posts",
    "viewallposts",
    "more",
    "readmore",
    "follow",
    "share",
    "email",
    "facebook",
    "twitter",
    "published",
    "updated",
];

/// What people are, after their name.
const TRADES: &[&str] = &[
    "staff writer",
    "staff",
    "reporter",
    "correspondent",
    "editor",
    "columnist",
    "contributor",
    "contributing writer",
    "special to",
    "associated press writer",
    "senior writer",
    "writer",
    "journalist",
    "producer",
    "photographer",
    "political editor",
    "freelance",
    "redakteur",
    "redakteurin",
    "journaliste",
    "корреспондент",
    "记者",
    "기자",
];

/// Claims that are looked at: a page that makes more is a list of pages.
const MOST_CLAIMS: usize = 60;

/// The people that a page says wrote it, and where it says so.
pub(super) fn choose(
    claims: &Claims,
    site: Option<&str>,
    host: Option<&str>,
) -> (Vec<String>, Option<Source>) {
    let about = claims.about(Field::Author);
    let houses: Vec<String> =
        claims.about(Field::Site).iter().map(|claim| claim.text.to_lowercase()).collect();
    let site =
        Site { name: site.map(key), host: host.map(|host| host.trim_start_matches("www.").to_lowercase()) };
    let people = |claim: &Claim| people(claim, &site);
    let heard: Vec<(&Claim, Vec<String>)> = about
        .iter()
        .take(MOST_CLAIMS)
        .map(|claim| (*claim, people(claim)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    // A house that gives itself as the author names nobody, as long as the page names anybody elsewhere.
    let is_somebody = |(claim, found): &&(&Claim, Vec<String>)| {
        claim.source <= Source::Visible
            && !is_of_house(&claim.text, &houses)
            && found.iter().all(|name| name.contains(' ') && facts::looks_like_name(name))
    };
    let first = heard.first();
    let is_house = first.is_some_and(|(claim, _)| is_of_house(&claim.text, &houses));
    let chosen = if is_house { heard.iter().find(is_somebody).or(first) } else { first };
    if let Some((claim, found)) = chosen {
        // A page that names its authors one by one does so in one place.
        let mut all = Vec::new();
        let same = about.iter().filter(|each| each.source == claim.source);
        let many = matches!(
            claim.source,
            Source::LinkedData
                | Source::Citation
                | Source::OpenGraph
                | Source::Publisher
                | Source::Microdata
                | Source::DublinCore
                | Source::Relation
                | Source::Meta
        );
        let named =
            |each: &&&Claim| !(is_house && is_of_house(&each.text, &houses)) || each.text == claim.text;
        let told: Vec<String> =
            if many { same.filter(named).flat_map(|each| people(each)).collect() } else { found.clone() };
        for name in told {
            if !all.iter().any(|each: &String| key(each) == key(&name)) {
                all.push(name);
            }
        }
        all.truncate(12);
        return (all, Some(claim.source));
    }
    let organisation = claims.best(Field::Organisation, |name| (!is_nobody(name)).then(|| name.to_owned()));
    match organisation {
        Some((name, source)) if !site.is_called(&name) => (vec![name], Some(source)),
        Some(_) | None => (Vec::new(), None),
    }
}

/// Whether a name is that of a site or its publisher, alone or with a word more: "Nature Editorial".
fn is_of_house(name: &str, houses: &[String]) -> bool {
    const SHORTEST: usize = 4;
    let name = name.to_lowercase();
    let goes_on = |rest: &str| rest.starts_with(' ');
    houses.iter().any(|house| {
        key(house) == key(&name)
            || (house.chars().count() >= SHORTEST && name.strip_prefix(house.as_str()).is_some_and(goes_on))
    })
}

/// The site that the page stands on: it is nobody's name.
struct Site {
    name: Option<String>,
    host: Option<String>,
}

impl Site {
    /// Whether the site is called so, by its own word or by its host: "usatoday.com" is "USA TODAY".
    fn is_called(&self, name: &str) -> bool {
        let name = key(name);
        let by_host = self.host.as_ref().is_some_and(|host| {
            host.split('.').any(|label| label.len() > 2 && key(label) == name) || key(host) == name
        });
        self.name.as_ref() == Some(&name) || by_host
    }
}

/// The people in one claim.
fn people(claim: &Claim, site: &Site) -> Vec<String> {
    if let Some(names) = families_first(claim) {
        return names;
    }
    let text = opened(&claim.text);
    let is_sure = claim.source <= Source::Relation;
    let text = before_date(text);
    if text.is_empty() || text.contains("://") || text.starts_with("www.") {
        return Vec::new();
    }
    let Some(names) = facts::names(text) else { return Vec::new() };
    // The small words in the name of a house part no people.
    let names = if is_sure && is_organisation(text) { vec![text] } else { names };
    let mut people = Vec::new();
    for name in names {
        let name = tidied(name);
        let is_site = site.is_called(&name);
        if is_trade(&name) || is_site && !people.is_empty() {
            continue;
        }
        let fits =
            if is_sure { is_plausible(&name) } else { facts::looks_like_name(&name) && is_plausible(&name) };
        if !fits || is_nobody(&name) || is_site {
            if people.is_empty() && !is_sure {
                return Vec::new();
            }
            continue;
        }
        people.push(name);
    }
    people
}

/// Whether a name begins as those of organisations do: "Institute for the Study of Bees and Mead".
fn is_organisation(text: &str) -> bool {
    const KINDS: &[&str] = &[
        "organization",
        "organisation",
        "institute",
        "association",
        "foundation",
        "society",
        "centre",
        "center",
        "council",
        "committee",
        "department",
        "ministry",
        "office",
        "university",
        "federation",
        "agency",
        "bureau",
    ];
    let mut words = text.split_whitespace().map(str::to_lowercase).filter(|word| word != "the");
    let first = words.next().unwrap_or_default();
    KINDS.contains(&first.as_str()) && words.next().is_some_and(|word| matches!(word.as_str(), "for" | "of"))
}

/// Scholarly indexes and libraries have the family's name first: "Doe, Jane; Roe, John".
fn families_first(claim: &Claim) -> Option<Vec<String>> {
    let turned = match claim.source {
        Source::Citation => family_first,
        // Here a list of people in the common order is as likely.
        Source::DublinCore => |name: &str| family_first(name).filter(|_| is_family_first(name)),
        _ => return None,
    };
    let names: Option<Vec<String>> = claim.text.split(';').map(turned).collect();
    names.map(|mut names| {
        names.retain(|name| !is_nobody(name));
        names
    })
}

fn family_first(name: &str) -> Option<String> {
    let (family, given) = name.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let is_short = |part: &str| (1..=3).contains(&part.split(' ').count()) && !part.contains(',');
    (is_short(family) && is_short(given) && !given.is_empty()).then(|| format!("{given} {family}"))
}

/// Whether what stands before the comma is a family alone: one word, but for small ones ("van der Berg").
fn is_family_first(name: &str) -> bool {
    let family = name.split(',').next().unwrap_or_default().trim();
    let is_large = |word: &&str| word.starts_with(char::is_uppercase);
    facts::looks_like_name(family) && family.split(' ').filter(is_large).count() == 1
}

/// A byline without the word that opens it.
fn opened(text: &str) -> &str {
    const OPENERS: &[&str] = &[
        "written by",
        "posted by",
        "published by",
        "reported by",
        "story by",
        "words by",
        "article by",
        "text by",
        "author:",
        "authors:",
        "by:",
        "by",
        "von",
        "par",
        "por",
        "autor:",
        "autora:",
        "autor/in:",
        "autorin:",
        "autoren:",
        "autor*in:",
        "auteure:",
        "auteur:",
        "автор:",
        "作者：",
        "作者:",
        "文/",
        "文／",
        "记者",
        "記者",
        "door",
        "oleh",
        "di",
    ];
    let mut text = text.trim();
    for opener in OPENERS {
        let head = text.get(..opener.len()).filter(|head| head.to_lowercase() == *opener);
        if let Some(rest) = head.map(|_| &text[opener.len()..]) {
            let is_parted = !opener.ends_with(char::is_alphabetic)
                || !opener.is_ascii()
                || rest.starts_with([' ', ':', '\u{A0}']);
            if is_parted {
                text = rest.trim_start_matches([':', ' ', '\u{A0}', '：']);
                break;
            }
        }
    }
    text.trim()
}

/// What stands before a date, an address for mail, or a sign that something else begins.
fn before_date(text: &str) -> &str {
    // A name may have a bracket inside.
    let is_inside = text
        .find(')')
        .is_some_and(|at| text[at + 1..].trim().chars().next().is_some_and(char::is_alphabetic));
    let mut end = text.len();
    for mark in [
        " | ",
        " — ",
        " – ",
        " - ",
        "•",
        "·",
        "(",
        "[",
        " on ",
        " @",
        "Published",
        "Updated",
        "Posted",
        " publié",
        " veröffentlicht",
        " 发布",
        "\t",
    ] {
        let found = text.find(mark).filter(|at| *at > 0 && (mark != "(" || !is_inside));
        end = found.map_or(end, |at| at.min(end));
    }
    let head = &text[..end];
    let digit = head.find(|letter: char| letter.is_ascii_digit()).unwrap_or(head.len());
    let cut = if digit < head.len() {
        head[..digit].rfind([',', ';']).unwrap_or(if digit > 3 { digit } else { 0 })
    } else {
        head.len()
    };
    let is_dated = digit < text[..end].len();
    let head = if is_dated { without_preposition(head) } else { head };
    // "Jane Doe, Dec 3" and "Jane Doe Dec 3": the month goes with its day.
    let head = head[..cut].trim_end_matches([',', ' ', ':', '|', '/', '-', '–']);
    let last = head.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
    let is_month = is_dated && facts::date(&format!("{last} 2025")).is_some();
    let head = if is_month {
        head[..head.len() - head.rsplit(' ').next().unwrap_or_default().len()].trim_end_matches([',', ' '])
    } else {
        head
    };
    let mail = head.split_whitespace().position(|word| word.contains('@'));
    match mail {
        Some(0) => "",
        Some(_) => head
            .split('@')
            .next()
            .and_then(|before| before.rsplit_once(' '))
            .map_or("", |(before, _)| before.trim()),
        None => head,
    }
}

/// "Jette Brammer am 3.5.2025": what leads to the day is no part of the name.
fn without_preposition(head: &str) -> &str {
    const PREPOSITIONS: &[&str] =
        &["am", "on", "at", "le", "el", "il", "em", "op", "den", "dnia", "the", "vom"];
    match head.rsplit_once(' ') {
        Some((names, last)) if PREPOSITIONS.contains(&last) => names.trim_end_matches([',', ' ']),
        Some(_) | None => head,
    }
}

fn tidied(name: &str) -> String {
    let name = name
        .trim()
        .trim_start_matches("By ")
        .trim_matches([',', ';', ':', '|', '.', '"', '“', '”', '*', '~', ' ']);
    // Initials end in a point that belongs to them.
    let name = name.trim_start_matches('@');
    let shouts = name.chars().filter(|letter| letter.is_alphabetic()).count() > 4
        && !name.chars().any(char::is_lowercase)
        && name.is_ascii()
        && name.contains(' ');
    if !shouts {
        return name.to_owned();
    }
    name.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let mut after = '-';
    let mut out = String::new();
    for letter in letters.by_ref() {
        out.push(if after.is_alphabetic() { letter.to_ascii_lowercase() } else { letter });
        after = letter;
    }
    out
}

fn is_nobody(name: &str) -> bool {
    let key = key(name);
    key.chars().count() < 2 || NOBODY.iter().any(|nobody| self::key(nobody) == key)
}

fn is_trade(name: &str) -> bool {
    let name = name.to_lowercase();
    // Degrees behind a name are no further name.
    if ["ma", "md", "phd", "ph.d", "m.d", "rn", "mph", "jr", "sr"].contains(&name.as_str()) {
        return true;
    }
    TRADES.iter().any(|trade| {
        name == *trade
            || (name.ends_with(trade)
                && name.split(' ').count() <= 4
                && name.len() > trade.len()
                && name.as_bytes().get(name.len() - trade.len() - 1) == Some(&b' '))
            || name.starts_with("special to")
    })
}

fn is_plausible(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let length = name.chars().count();
    letters * 2 > length
        && length <= 60
        && name.split_whitespace().count() <= 7
        && !name.contains(['{', '}', '<', '>', '=', '_', '/', '?', '!'])
        && !is_domain(name)
}

/// "elmundo.es": a site gives itself as the author.
fn is_domain(name: &str) -> bool {
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(_, end)| {
            (2..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase())
        })
}
