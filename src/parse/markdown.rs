//! Markdown's own head: front matter and the first heading. The body stays as it is, for `clean`.

use super::front_matter;
use super::line::{is_blank, lines};
use super::page::{Body, Fate, SavedPage, SetAside};
use super::sniff::Kind;
use crate::facts;
use crate::news::Foreign;

/// Takes front matter, the leading heading and a byline under it off a Markdown text.
pub(super) fn read(text: &str) -> SavedPage {
    let all: Vec<&str> = lines(text).collect();
    let mut page = SavedPage::empty(Kind::Markdown, Body::Markdown(Foreign::default()));
    page.lines = all.iter().map(|line| if is_blank(line) { Fate::Blank } else { Fate::Text }).collect();
    let end = front_matter::length(&all).unwrap_or(0);
    for (at, line) in all[..end].iter().enumerate().filter(|(_, line)| !is_blank(line)) {
        page.lines[at] = setting(&mut page, line).unwrap_or_else(|| {
            page.set_aside.push(SetAside { line_number: at + 1, text: Foreign::new(*line) });
            Fate::SetAside
        });
    }
    let mut start = end + heading(&mut page, &all[end..], end);
    start += byline(&mut page, &all[start..], start);
    page.body = Body::Markdown(Foreign::new(all[start..].join("\n")));
    page
}

/// Reads one setting into its field; `None` where it has none, or where the field is taken.
fn setting(page: &mut SavedPage, line: &str) -> Option<Fate> {
    let (key, value) = front_matter::key_and_value(line).filter(|(_, value)| !value.is_empty())?;
    match key.to_ascii_lowercase().as_str() {
        "title" => set(&mut page.title, Foreign::new(value), Fate::Title),
        "author" => set(&mut page.author, Foreign::new(value), Fate::Author),
        "lang" | "language" => set(&mut page.language, Foreign::new(value), Fate::Language),
        "date" | "published" => set(&mut page.published, facts::stamp(value)?.written, Fate::Published),
        "updated" | "lastmod" | "modified" => {
            set(&mut page.updated, facts::stamp(value)?.written, Fate::Updated)
        }
        "section" if page.breadcrumb.is_empty() => {
            page.breadcrumb.push(Foreign::new(value));
            Some(Fate::Breadcrumb)
        }
        "views" => set(&mut page.views, value.parse().ok()?, Fate::Views),
        "tags" | "categories" | "category" | "keywords" => {
            let names =
                value.trim_matches(['[', ']']).split(',').map(|name| name.trim().trim_matches(['"', '\'']));
            page.categories.extend(names.filter(|name| !name.is_empty()).map(Foreign::new));
            Some(Fate::Category)
        }
        _ => None,
    }
}

fn set<T>(field: &mut Option<T>, value: T, fate: Fate) -> Option<Fate> {
    field.is_none().then(|| *field = Some(value)).map(|()| fate)
}

/// Takes a "By NAME" that stands alone right under the title as the author; says how many lines that took.
fn byline(page: &mut SavedPage, lines: &[&str], offset: usize) -> usize {
    let Some(at) = lines.iter().position(|line| !is_blank(line)) else { return 0 };
    let stands_alone = lines.get(at + 1).is_none_or(|next| is_blank(next));
    let is_plain = !lines[at].contains(['*', '_', '`', '[', '<', '&', '\\', '!']);
    if !stands_alone || !is_plain || page.title.is_none() || page.author.is_some() {
        return 0;
    }
    let Some(names) = facts::byline(lines[at].trim()) else { return 0 };
    page.author = Some(Foreign::new(names));
    page.lines[offset + at] = Fate::Author;
    at + 1
}

/// Takes a leading `# Title` without markup as the title; says how many lines that took.
fn heading(page: &mut SavedPage, lines: &[&str], offset: usize) -> usize {
    let Some(at) = lines.iter().position(|line| !is_blank(line)) else { return 0 };
    let Some(heading) = lines[at].strip_prefix("# ").map(|heading| heading.trim_end_matches('#').trim())
    else {
        return 0;
    };
    let is_plain = !heading.is_empty() && !heading.contains(['*', '_', '`', '[', '<', '&', '\\', '!']);
    let title = Foreign::new(heading);
    let is_same = page.title.as_ref().is_none_or(|known| *known == title);
    if !is_plain || !is_same {
        return 0;
    }
    page.title = Some(title);
    page.lines[offset + at] = Fate::Title;
    at + 1
}
