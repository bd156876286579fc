//! Which of the things a page calls itself is its title, without the name of the site.

use super::claim::{Claim, Claims, Field, Source, key};
use super::marks::line;
use super::region::Regions;
use crate::clean::text::str_line;
use crate::clean::tree::{NodeId, Tree};
use crate::facts;

/// What parts a title from the name of its site.
const SEPARATORS: &[&str] = &[
    " | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • ", " / ", " › ", "｜", " ‹ ", " « ", ": ", "_", "-",
];

/// A heading of so many letters is no section's name.
const LONG: usize = 20;

/// The page's `<title>`, the first of it.
pub(super) fn of_head(tree: &Tree) -> String {
    let is_page_s = |node: &NodeId| tree.ancestors(*node).all(|above| tree.name(above) != "svg");
    let title = tree.elements(Tree::ROOT, "title").find(is_page_s);
    title.map(|title| str_line(&tree.text_content(title))).unwrap_or_default()
}

/// The heading that is the article's: the one that the page's title repeats, or else the first of the highest level.
pub(super) fn headline(tree: &Tree, regions: &Regions, claims: &Claims) -> Option<NodeId> {
    let told: Vec<String> = claims.about(Field::Title).iter().map(|claim| key(&claim.text)).collect();
    let head = key(&of_head(tree));
    let headings =
        || ["h1", "h2", "h3"].into_iter().flat_map(|name| tree.elements(Tree::ROOT, name).take(60));
    let repeated = |node: &NodeId| {
        let text = key(&line(tree, *node));
        let length = text.chars().count();
        let begins = length > 3 && (told.contains(&text) || (length > 8 && head.starts_with(&text)));
        // What ends the page's title is more often its site.
        let ends = length > 8 && head.ends_with(&text);
        begins.then_some(length * 5).or_else(|| ends.then_some(length * 4))
    };
    // A page's title repeats the site's heading too: the longer one is the article's.
    let longest = |is_wanted: &dyn Fn(&NodeId) -> bool| {
        let found = headings().filter(is_wanted).filter_map(|node| Some((repeated(&node)?, node)));
        found.reduce(|best, each| if each.0 > best.0 { each } else { best }).map(|(_, node)| node)
    };
    longest(&|node| !regions.is_aside(*node)).or_else(|| longest(&|_| true)).or_else(|| {
        headings().find(|node| {
            tree.name(*node) == "h1" && !regions.is_aside(*node) && !line(tree, *node).is_empty()
        })
    })
}

/// A heading's text, without the sign of the link that leads to it.
fn heading(tree: &Tree, node: NodeId) -> String {
    line(tree, node).trim_end_matches(['¶', ' ']).to_owned()
}

/// The title, from all that the page calls itself; and where it was said.
pub(super) fn choose(
    tree: &Tree,
    headline: Option<NodeId>,
    claims: &Claims,
    site: Option<&str>,
) -> Option<(String, Source)> {
    let head = of_head(tree);
    let heading = headline.map(|headline| heading(tree, headline)).filter(|text| !text.is_empty());
    let claimed: Vec<&Claim> =
        claims.about(Field::Title).into_iter().filter(|claim| claim.source < Source::LinkedAside).collect();
    let is_site = |text: &str| site.is_some_and(|site| key(site) == key(text));
    // A heading that others repeat is what people know the article by.
    if let Some(heading) = &heading {
        let known = key(heading);
        // A word or two may be found in a longer title by chance: a section's name, a logo.
        let whole = key(&head);
        let is_part = whole.contains(&known) && known.chars().count() * 4 >= whole.chars().count();
        let is_repeated = claimed.iter().any(|claim| key(&claim.text) == known)
            || is_part
            || whole.contains(&known) && known.chars().count() >= LONG;
        if is_repeated && known.chars().count() > 3 && !is_site(heading) {
            return Some((heading.clone(), Source::LinkedData));
        }
    }
    let sections: Vec<String> = claims
        .about(Field::Section)
        .iter()
        .map(|claim| key(&claim.text))
        .chain(claims.breadcrumbs.iter().flatten().map(|step| key(step)))
        .collect();
    let bare = |title: &str| {
        let title = without_site(&without_date(title), site, heading.as_deref());
        without_section(&title, &sections).to_owned()
    };
    let good = claimed.iter().find(|claim| !is_site(&claim.text) && claim.text.chars().count() > 1);
    if let Some(claim) = good {
        return Some((bare(&claim.text), claim.source));
    }
    let head = bare(&head);
    let is_heading_better = heading.as_ref().is_some_and(|heading| {
        head.is_empty() || is_site(&head) || heading.chars().count() > 2 * head.chars().count()
    });
    match heading {
        Some(heading) if is_heading_better => Some((heading, Source::Visible)),
        _ => (!head.is_empty()).then_some((head, Source::Meta)),
    }
}

/// What parts a title from what follows it: a name, a section, a day.
const BARS: &[&str] = &[" | ", " – ", " — ", " - ", " :: ", " » ", " · ", "｜"];

/// A title without the section that it is told with, behind a bar.
fn without_section<'t>(title: &'t str, sections: &[String]) -> &'t str {
    let cut = BARS.iter().find_map(|bar| {
        let (before, after) = title.rsplit_once(bar)?;
        let is_section = before.chars().count() > 8 && sections.contains(&key(after));
        is_section.then_some(before.trim_end())
    });
    cut.unwrap_or(title)
}

/// A title up to the day that stands between bars, behind which nothing but the site's parts are told: "Bees - 26
/// October 2010 - Blog - Bees and more".
fn without_date(title: &str) -> String {
    const FEWEST: usize = 4;
    let title = title.trim_start_matches(['#', ' ']);
    for bar in BARS {
        let parts: Vec<&str> = title.split(bar).collect();
        let is_day = |part: &&str| facts::date(part).is_some();
        let day = parts.iter().position(is_day).filter(|at| *at > 0);
        if let Some(day) = day.filter(|_| parts.len() >= FEWEST) {
            return parts[..day].join(bar);
        }
    }
    title.to_owned()
}

/// A title without the name of its site, where a separator and that name, or a heading that says the rest, tell it.
pub(in crate::clean) fn without_site(title: &str, site: Option<&str>, heading: Option<&str>) -> String {
    let site = site.map(key).filter(|site| !site.is_empty());
    let heading = heading.map(key).filter(|heading| heading.chars().count() > 3);
    let is_site = |part: &str| {
        let part = key(part);
        site.as_ref().is_some_and(|site| {
            *site == part
                || (part.len() > 3 && site.starts_with(&part))
                || (site.len() > 3 && part.starts_with(site.as_str()) && part.len() < 2 * site.len() + 8)
        })
    };
    for separator in SEPARATORS {
        let says_heading = |part: &str| heading.as_ref().is_some_and(|heading| *heading == key(part));
        if let Some((before, after)) = title.rsplit_once(separator)
            && (is_site(after) || says_heading(before))
        {
            return without_site(before.trim(), site.as_deref(), heading.as_deref());
        }
        if let Some((before, after)) = title.split_once(separator)
            && (is_site(before) || says_heading(after))
        {
            return without_site(after.trim(), site.as_deref(), heading.as_deref());
        }
    }
    // Nobody names the site: a short end behind a bar is it all the same.
    let words = |text: &str| text.split_whitespace().count();
    for separator in BARS {
        if let Some((before, after)) = title.rsplit_once(separator)
            && site.is_none()
            && words(after) <= 4
            && (words(before) >= 4 || before.chars().count() > 12)
        {
            return before.trim().to_owned();
        }
    }
    title.trim().to_owned()
}
