//! Where an article goes on: the address of its next page. It must not know how pages are fetched.
//!
//! What counts is the address: the next page of an article has the address of this one with a number that is one
//! higher, on the same host. A link that leads elsewhere leads to another article, whatever it is called; only a rule
//! for the site may say otherwise.

use std::collections::HashSet;

use url::Url;

use crate::clean::metadata::{key, line};
use crate::clean::tree::{NodeId, Tree};
use crate::clean::url::{str_web, without_tracking};

/// No more links, headings or paragraphs of a page are looked at, and no more links that say that they lead on.
const MOST_LOOKED_AT: usize = 10_000;
const MOST_TELLING: usize = 500;

/// The address of the next page of the article that stands at `here`; relative ones start from `base`.
pub(super) fn next_page(tree: &Tree, here: &str, base: Option<&str>) -> Option<String> {
    let at = Url::parse(here).ok()?;
    let pages = readings(&at);
    let found = links(tree).find_map(|(node, telling)| {
        let address = str_web(tree.attribute(node, "href")?, base.or(Some(here)))?;
        goes_on(&pages, &at, &address, telling).then(|| without_fragment(&address))
    })?;
    (!is_list(tree)).then_some(found)
}

/// The same where a rule says which link leads there: any address of the same host but this one.
pub(super) fn next_by_rule(tree: &Tree, link: NodeId, here: &str, base: Option<&str>) -> Option<String> {
    let at = Url::parse(here).ok()?;
    let address = without_fragment(&str_web(tree.attribute(link, "href")?, base.or(Some(here)))?);
    let next = Url::parse(&address).ok()?;
    (is_same_host(&at, &next) && address != without_fragment(here)).then_some(address)
}

/// The name of the file beside a page's own in which its article goes on: one with the next number, to which the page
/// has a link that says so.
pub(super) fn next_file(tree: &Tree, here: &str) -> Option<String> {
    const FOLDER: &str = "http://folder.invalid/";
    let (stem, number, ending) = numbered(here)?;
    let base = Url::parse(FOLDER).ok()?;
    let name = |link: NodeId| {
        let address = base.join(tree.attribute(link, "href")?.trim()).ok()?;
        let mut steps = address.path_segments().filter(|_| address.as_str().starts_with(FOLDER))?;
        let name = unescaped(steps.next()?)?;
        steps.next().is_none().then_some(name)
    };
    let follows = |name: &String, telling: Telling| {
        numbered(name).is_some_and(|(other, next, end)| {
            let is_told = !matches!(telling, Telling::Number(told) if told != next);
            (other, end) == (stem, ending) && next == number + 1 && is_told
        })
    };
    let is_of_many = COLLECTIONS.iter().any(|word| stem.to_lowercase().ends_with(word));
    let found = links(tree)
        .filter(|_| !is_of_many)
        .find_map(|(link, telling)| name(link).filter(|name| follows(name, telling)))?;
    (!is_list(tree)).then_some(found)
}

/// What a step of an address says, as UTF-8.
fn unescaped(step: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        bytes.push(match byte {
            b'%' => (digit(rest.next())? * 16 + digit(rest.next())?) as u8,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The name of a file without the number of its page, that number, and its ending. The first may have none.
fn numbered(name: &str) -> Option<(&str, u32, &str)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let rest = stem.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if rest.len() == stem.len() {
        return Some((stem, 1, ending));
    }
    let number = number(&stem[rest.len()..])?;
    Some((rest.trim_end_matches(['-', '_', ',', ' ', '.']), number, ending))
}

pub(super) fn without_fragment(address: &str) -> String {
    without_tracking(address.split('#').next().unwrap_or_default())
}

/// What a link says of where it leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// The page has it as what comes next (`rel=next`).
    Relation,
    /// Words: "next page".
    Words,
    /// The number of the page.
    Number(u32),
}

/// All links that say that they lead on, the best first.
fn links(tree: &Tree) -> impl Iterator<Item = (NodeId, Telling)> + '_ {
    let is_next = |node: &NodeId| {
        let relations = tree.attribute(*node, "rel").unwrap_or_default();
        relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next"))
    };
    let related = tree.elements(Tree::ROOT, "link").chain(tree.elements(Tree::ROOT, "a")).filter(is_next);
    let told = tree
        .elements(Tree::ROOT, "a")
        .take(MOST_LOOKED_AT)
        .filter_map(|node| Some((node, telling(tree, node)?)))
        .take(MOST_TELLING);
    related.take(MOST_TELLING).map(|node| (node, Telling::Relation)).chain(told)
}

/// What a link says in its words, or in what is read aloud in their place.
fn telling(tree: &Tree, link: NodeId) -> Option<Telling> {
    const LONGEST: usize = 40;
    tree.attribute(link, "href")?;
    let shown = line(tree, link);
    let aloud = ["aria-label", "title"].into_iter().filter_map(|name| tree.attribute(link, name));
    let told = std::iter::once(shown.as_str()).chain(aloud).find_map(|text| {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        if let Ok(number) = text.parse() {
            return Some(Telling::Number(number));
        }
        let words = key(text);
        let is_arrow = words.is_empty() && text.contains(['›', '»', '→', '❯', '▶', '>']);
        (is_arrow || NEXT.contains(&words.as_str())).then_some(Telling::Words)
    })?;
    (!is_in_comments(tree, link)).then_some(told)
}

/// "Next" and "next page" in the languages of the web, as [`key`] writes them.
#[rustfmt::skip]
const NEXT: &[&str] = &[
    "next", "nextpage", "continue", "continuereading", "continued", "continuetonextpage", "gotonextpage", "readon",
    "weiter", "weiterlesen", "nächsteseite", "nächste", "zurnächstenseite", "vor",
    "suivant", "suivante", "pagesuivante", "lasuite", "lirelasuite",
    "siguiente", "páginasiguiente", "siguientepágina", "próximapágina", "seguirleyendo",
    "avanti", "successiva", "paginasuccessiva", "prossimapagina", "paginaseguente", "continua",
    "próxima", "próximo", "páginaseguinte", "seguinte", "avançar",
    "volgende", "volgendepagina", "verder", "verderlezen",
    "następna", "następnastrona", "dalej", "następny",
    "nästa", "nästasida", "neste", "nesteside", "næste", "næsteside", "seuraava", "seuraavasivu",
    "další", "dalšístrana", "dalšístránka", "ďalej", "következő", "következőoldal", "tovább",
    "următoarea", "paginaurmătoare", "înainte", "sljedeća", "sljedećastranica", "naslednja", "напред",
    "далее", "дальше", "следующая", "следующаястраница", "вперед", "вперёд", "далі", "наступна", "наступнасторінка",
    "επόμενη", "επόμενησελίδα", "sonraki", "sonrakisayfa", "ileri",
    "التالي", "التالية", "الصفحةالتالية", "הבא", "הבאה", "לעמודהבא", "صفحهبعد", "بعدی",
    "次へ", "次の", "次のページ", "次のページへ", "下一页", "下一頁", "下页", "下頁", "다음", "다음페이지",
    "अगला", "अगलापृष्ठ", "tiếp", "trangsau", "trangtiếp", "berikutnya", "selanjutnya", "halamanberikutnya", "ถัดไป",
];

/// Comments have pages of their own.
fn is_in_comments(tree: &Tree, node: NodeId) -> bool {
    let says = |node: NodeId| {
        ["id", "class"]
            .into_iter()
            .filter_map(|name| tree.attribute(node, name))
            .any(|told| told.to_ascii_lowercase().contains("comment"))
    };
    tree.ancestors(node).filter(|above| !matches!(tree.name(*above), "html" | "body")).any(says)
}

/// Whether a page is one of headlines: several, and little text beside them. The next page of a list is no article's.
fn is_list(tree: &Tree) -> bool {
    const MOST_CARDS: usize = 3;
    const PROSE: usize = 600;
    let cards = cards(tree);
    if cards.len() <= MOST_CARDS {
        return false;
    }
    let is_card = |node: NodeId| tree.ancestors(node).any(|above| cards.contains(&above));
    let mut prose = 0;
    for paragraph in tree.elements(Tree::ROOT, "p").take(MOST_LOOKED_AT).filter(|node| !is_card(*node)) {
        let letters = line(tree, paragraph).len();
        prose += if letters > 80 { letters } else { 0 };
        if prose > PROSE {
            return false;
        }
    }
    true
}

/// The boxes that a page calls articles and that have a headline which leads to one.
fn cards(tree: &Tree) -> HashSet<NodeId> {
    let is_heading = |node: &NodeId| matches!(tree.name(*node), "h1" | "h2" | "h3" | "h4");
    let is_link = |node: &NodeId| {
        tree.elements(*node, "a").next().is_some()
            || tree.parent(*node).is_some_and(|above| tree.name(above) == "a")
    };
    let headlines = tree.descendants(Tree::ROOT).filter(is_heading).take(MOST_LOOKED_AT).filter(is_link);
    let card = |headline: NodeId| tree.ancestors(headline).find(|above| tree.name(*above) == "article");
    headlines.filter_map(card).collect()
}

/// Where an address has the number of its page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// Nowhere: it is the first page.
    None,
    /// Beside a word for page: `?page=2`, `/page/2`, `-seite-2`.
    Told,
    /// A step of its own: `/2`.
    Step,
    /// At the end of the last step: `-2`, `_2`, `,2`.
    Suffix,
}

/// An address as that of a page of something.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Reading {
    /// What all the pages have in common.
    steps: Vec<String>,
    query: Vec<String>,
    number: u32,
    form: Form,
}

/// Words for page in addresses.
const PAGES: &[&str] = &[
    "page",
    "pageno",
    "page_no",
    "pagenumber",
    "page_number",
    "pagenum",
    "pagina",
    "pag",
    "paged",
    "pg",
    "pn",
    "p",
    "seite",
    "side",
    "sida",
    "sivu",
    "strona",
    "strana",
    "stranka",
    "sayfa",
    "oldal",
    "trang",
    "halaman",
];

/// What an address may end with, beside its name.
const ENDINGS: &[&str] = &[".html", ".htm", ".shtml", ".xhtml", ".php", ".aspx", ".asp", ".jsp"];

/// No article has more pages.
const MOST_PAGES: u32 = 99;

/// Every way to read an address as that of a page; the first page's among them.
fn readings(url: &Url) -> Vec<Reading> {
    let path = url.path().trim_end_matches('/');
    let path = ENDINGS.iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let steps: Vec<String> = path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let cleaned = without_tracking(url.as_str());
    let query =
        cleaned.split('#').next().and_then(|rest| rest.split_once('?')).map_or("", |(_, query)| query);
    let query: Vec<String> = query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect();
    let mut found = vec![Reading { steps: steps.clone(), query: query.clone(), number: 1, form: Form::None }];
    for (place, pair) in query.iter().enumerate() {
        let told = pair.split_once('=').filter(|(name, _)| is_page_word(name));
        if let Some(number) = told.and_then(|(_, value)| number(value)) {
            let mut query = query.clone();
            query.remove(place);
            found.push(Reading { steps: steps.clone(), query, number, form: Form::Told });
        }
    }
    if let Some((last, before)) = steps.split_last() {
        let read = |(steps, number, form)| Reading { steps, query: query.clone(), number, form };
        found.extend(in_step(before, last).into_iter().map(read));
    }
    found
}

/// The number of a page in the last step of a path.
fn in_step(before: &[String], last: &str) -> Option<(Vec<String>, u32, Form)> {
    const PARTING: &[char] = &['-', '_', ',', '.', ';', '='];
    let digits = last.len() - last.bytes().rev().take_while(u8::is_ascii_digit).count();
    let number = number(&last[digits..])?;
    let rest = last[..digits].trim_end_matches(PARTING);
    if rest.is_empty() {
        return Some(match before.split_last() {
            Some((word, before)) if is_page_word(word) => (before.to_vec(), number, Form::Told),
            _ => (before.to_vec(), number, Form::Step),
        });
    }
    if is_page_word(rest) {
        return Some((before.to_vec(), number, Form::Told));
    }
    let is_parted = rest.len() < digits;
    let word =
        rest.rfind(PARTING).map(|at| (&rest[..at], &rest[at + 1..])).filter(|(_, word)| is_page_word(word));
    let named = |rest: &str| {
        let name = rest.trim_end_matches(PARTING).to_owned();
        before.iter().cloned().chain(Some(name).filter(|name| !name.is_empty())).collect::<Vec<_>>()
    };
    match word {
        Some((name, _)) => Some((named(name), number, Form::Told)),
        None => is_parted.then(|| (named(rest), number, Form::Suffix)),
    }
}

fn is_page_word(word: &str) -> bool {
    PAGES.iter().any(|page| word.eq_ignore_ascii_case(page))
}

/// A number as pages have them: a longer one tells an article from another.
fn number(digits: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_number && *number <= MOST_PAGES)
}

/// Steps of an address under which there are many things, each with a number: the next of them is another.
const COLLECTIONS: &[&str] = &[
    "archive",
    "archives",
    "article",
    "articles",
    "author",
    "blog",
    "categories",
    "category",
    "chapter",
    "comic",
    "comics",
    "entries",
    "entry",
    "episode",
    "episodes",
    "forum",
    "id",
    "issue",
    "issues",
    "item",
    "items",
    "news",
    "node",
    "post",
    "posts",
    "search",
    "section",
    "stories",
    "story",
    "tag",
    "tags",
    "thread",
    "topic",
    "topics",
];

/// Whether a link leads from a page to the next one of the same.
fn goes_on(pages: &[Reading], here: &Url, address: &str, telling: Telling) -> bool {
    let Ok(next) = Url::parse(address) else { return false };
    if !is_same_host(here, &next) {
        return false;
    }
    let has_ending = ENDINGS.iter().any(|end| next.path().ends_with(end));
    let follows = |page: &Reading, next: &Reading| {
        let is_same = page.steps == next.steps && page.query == next.query;
        let is_next = next.number == page.number + 1;
        // Some count from zero: their first page has no number, and their second is number one.
        let is_from_zero = page.form == Form::None
            && next.number == 1
            && next.form == Form::Told
            && matches!(telling, Telling::Relation | Telling::Words | Telling::Number(2));
        let is_told = match telling {
            Telling::Number(number) => number == next.number || is_from_zero,
            Telling::Relation | Telling::Words => true,
        };
        let has_form = matches!(page.form, Form::None) || page.form == next.form;
        is_same && (is_next || is_from_zero) && is_told && has_form && is_believed(next, telling, has_ending)
    };
    readings(&next)
        .iter()
        .filter(|next| next.form != Form::None)
        .any(|next| pages.iter().any(|page| follows(page, next)))
}

/// How much a form of address must be told: a number beside the word "page" little, one at the end of a name much.
fn is_believed(next: &Reading, telling: Telling, has_ending: bool) -> bool {
    let has_step = |names: &[&str], steps: &[String]| {
        steps.iter().any(|step| names.iter().any(|name| step.eq_ignore_ascii_case(name)))
    };
    let Some(name) = next.steps.last() else { return next.form == Form::Told && !next.query.is_empty() };
    let is_name = !name.bytes().all(|byte| byte.is_ascii_digit());
    match next.form {
        Form::None => false,
        Form::Told => !has_step(&["author", "categories", "category", "search", "tag", "tags"], &next.steps),
        Form::Step => is_name && !has_step(COLLECTIONS, std::slice::from_ref(name)),
        Form::Suffix => is_name && (has_ending || matches!(telling, Telling::Number(_))),
    }
}

/// The same host and port; what is read in safety goes on in safety.
fn is_same_host(here: &Url, next: &Url) -> bool {
    let is_as_safe = here.scheme() == next.scheme() || next.scheme() == "https";
    here.host() == next.host() && here.port() == next.port() && is_as_safe
}
