//! Links: shown with the hosts they really lead to, chosen by letters or from a list, followed into an article and
//! back. It must not know how pages are fetched.

use super::deed::Deed;
use super::effect::{Effect, Generation};
use super::geometry::Focus;
use super::key::{Key, KeyCode};
use super::panes::{Choice, Chooser, Hinted, Hints, Told};
use super::state::App;
use super::trail::Landing;
use super::words::host;
use crate::news::{ArticleId, Link, LinkId};
use crate::store::ReaderChange;

impl App {
    /// Puts letters on the links in sight; where there are none, or no article has the keys, lists all of them.
    pub(super) fn show_links(&mut self) {
        let in_sight = self.reader.links_in_sight();
        if self.focus == Focus::Reader && !in_sight.is_empty() {
            self.hints = Some(Hints::on(&in_sight));
        } else {
            self.list_links();
        }
    }

    /// A key while letters stand on links: small letters follow one, capitals open it in the browser.
    pub(super) fn take_key_in_hints(&mut self, key: Key) {
        let Some(mut hints) = self.hints.take() else { return };
        match key.code {
            KeyCode::Tab => self.list_links(),
            KeyCode::Char(letter) if !key.control && letter.is_ascii_alphabetic() => match hints.take(letter)
            {
                Hinted::Half => self.hints = Some(hints),
                Hinted::Link(link, in_browser) => self.take_hinted(link, in_browser),
                Hinted::Nothing => self.say("No link has these letters"),
            },
            _ => (),
        }
    }

    fn take_hinted(&mut self, link: LinkId, in_browser: bool) {
        let number = Some(link.0.saturating_add(1));
        if in_browser { self.browse(number) } else { self.follow_numbered(number) }
    }

    /// The links of the article as a choice, with their addresses and what is odd about them.
    fn list_links(&mut self) {
        let links = self.reader.document().map_or(&[][..], |document| &document.links);
        if links.is_empty() {
            self.say("There are no links here");
            return;
        }
        let first = self.reader.links_in_sight().first().map_or(0, |link| link.0);
        let mut chooser = Chooser::new("Links", links.iter().zip(1..).map(choice).collect());
        chooser.move_by(first as isize);
        self.chooser = Some(chooser);
    }

    /// Follows a link by its number, as it is shown.
    pub(super) fn follow_numbered(&mut self, number: Option<u32>) {
        if let Some(address) = self.address(number) {
            self.follow(address);
        }
    }

    /// Follows an address into an article; what is no page is for other programs.
    pub(super) fn follow(&mut self, address: String) {
        let from = self.reader.article().filter(|_| address.starts_with("http"));
        match from {
            Some(from) => self.fetch_to(address, Landing::Followed(from)),
            None => self.effects.push(Effect::Browse(address)),
        }
    }

    /// Keeps the page behind a link, with a bookmark on it.
    pub(super) fn bookmark_address(&mut self, address: String) {
        match address.starts_with("http") {
            true => self.fetch_to(address, Landing::Bookmarked),
            false => self.say("Only pages of the web can be bookmarked"),
        }
    }

    fn fetch_to(&mut self, address: String, landing: Landing) {
        self.fetch_address(address, false);
        self.landing = landing;
    }

    /// Fetches a page, to be read once it is there.
    pub(super) fn fetch_address(&mut self, address: String, typed: bool) {
        self.looking_generation = Generation(self.looking_generation.0 + 1);
        self.looking = Some(host(&address).to_owned());
        self.landing = Landing::Opened;
        self.say(format!("Fetching the page from {}", host(&address)));
        let generation = self.looking_generation;
        self.effects.push(Effect::OpenAddress { address, typed, generation });
    }

    /// A page was fetched: it is opened where the reader still waits for it, and else only told of.
    pub(super) fn take_opened_page(
        &mut self,
        generation: Generation,
        opened: Result<(Vec<ArticleId>, Vec<String>), String>,
    ) {
        let waits = generation == self.looking_generation && self.looking.take().is_some();
        let is_busy = self.prompt.is_some() || self.chooser.is_some() || self.hints.is_some();
        match (opened, self.landing) {
            (Ok((articles, _)), Landing::Bookmarked) if waits => self.bookmark_landed(&articles),
            (Ok((articles, notices)), Landing::Followed(from))
                if waits && !is_busy && self.still_reads(from) =>
            {
                self.land(from, &articles);
                self.tell_of_files(&notices, &[]);
            }
            (Ok((articles, notices)), Landing::Opened) if waits && !is_busy => {
                self.take_files("1 page", &articles);
                self.tell_of_files(&notices, &[]);
            }
            (Ok(_), _) => self.say("The page is there, among the opened files"),
            (Err(sentence), _) if waits => self.fail(sentence),
            (Err(_), _) => (),
        }
    }

    fn still_reads(&self, article: ArticleId) -> bool {
        self.is_reading() && self.reader.article() == Some(article)
    }

    fn land(&mut self, from: ArticleId, articles: &[ArticleId]) {
        let &[article] = articles else { return };
        if article == from {
            self.say("That link leads to where you are");
            return;
        }
        self.trail.lead(from, article);
        self.open_in_reader(article);
    }

    fn bookmark_landed(&mut self, articles: &[ArticleId]) {
        let name = self.named("bookmarked", articles);
        let change = ReaderChange::Bookmark { articles: articles.to_vec(), at: Some(self.now) };
        if !self.commit(name, change) {
            self.say("That page has a bookmark already");
        }
    }

    /// Goes back to the article whose link led here; false where none did.
    pub(super) fn go_back_on_trail(&mut self) -> bool {
        let back = self.reader.article().and_then(|article| self.trail.go_back(article));
        back.into_iter().for_each(|back| self.open_in_reader(back));
        back.is_some()
    }

    /// The article that a link was followed from to the one shown.
    pub(super) fn followed_from(&self) -> Option<ArticleId> {
        self.reader.article().and_then(|article| self.trail.before(article))
    }
}

fn choice((link, number): (&Link, u32)) -> Choice<Deed> {
    let mut about = vec![Told::Row("Leads to".to_owned(), link.url.clone())];
    about.extend(warning(link).map(Told::Paragraph));
    Choice {
        label: format!("{number}  {}", link.title),
        detail: host(&link.url).to_owned(),
        about,
        verb: "reads it here",
        deed: Deed::Follow(link.url.clone()),
    }
}

/// What a reader should know before following a link: that it says another address than it leads to, or that its host
/// is written with letters which may pass for others.
#[must_use]
fn warning(link: &Link) -> Option<String> {
    let real = host(&link.url);
    let said = link.title.trim();
    let is_address = said.contains('.') && !said.contains(char::is_whitespace) && !said.ends_with('.');
    let said = host(said).to_lowercase();
    let is_host = is_address && said.split('.').all(|label| !label.is_empty());
    let has_known_end =
        said.rsplit('.').next().is_some_and(|end| end.len() >= 2 && end.chars().all(char::is_alphabetic));
    if is_host && has_known_end && said != real && !real.ends_with(&format!(".{said}")) {
        return Some(format!("Beware: it says {said}, and leads to {real}."));
    }
    let is_disguised = real.split('.').any(|label| label.starts_with("xn--"));
    is_disguised.then(|| {
        format!("Beware: {real} is written with letters of other scripts, which may look like those of another host.")
    })
}
