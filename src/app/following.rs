//! Pages fetched to be read here: from an address that was typed, or by a link followed into an article and back. It
//! must not know how links are chosen.

use super::effect::{Effect, Generation};
use super::geometry::Focus;
use super::state::App;
use super::trail::{Awaited, Landing};
use super::words::host;
use crate::news::ArticleId;
use crate::store::ReaderChange;

impl App {
    /// Follows an address into an article; what is no page is for other programs.
    pub(super) fn follow(&mut self, address: String) {
        let Some(from) = self.reader.article().filter(|_| address.starts_with("http")) else {
            return self.effects.push(Effect::Browse(address));
        };
        if !self.is_reading() {
            self.open_in_reader(from);
        }
        self.fetch_page_for(address, false, Landing::Followed(from));
    }

    /// Keeps the page behind a link, with a bookmark on it.
    pub(super) fn bookmark_address(&mut self, address: String) {
        if !address.starts_with("http") {
            self.say("Only pages of the web can be bookmarked");
            return;
        }
        let generation = self.ask_for_page(address, false);
        self.bookmarking.push(generation);
    }

    /// Fetches a page, to be read once it is there.
    pub(super) fn fetch_address(&mut self, address: String, typed: bool) {
        self.fetch_page_for(address, typed, Landing::Opened);
    }

    fn fetch_page_for(&mut self, address: String, typed: bool, landing: Landing) {
        let host = host(&address).to_owned();
        let generation = self.ask_for_page(address, typed);
        self.awaited = Some(Awaited { generation, host, landing });
    }

    fn ask_for_page(&mut self, address: String, typed: bool) -> Generation {
        self.page_generation = Generation(self.page_generation.0 + 1);
        self.say(format!("Fetching the page from {}", host(&address)));
        let generation = self.page_generation;
        self.effects.push(Effect::OpenAddress { address, typed, generation });
        generation
    }

    /// A page was fetched: it is opened where the reader still waits for it, and else only told of.
    pub(super) fn take_opened_page(
        &mut self,
        generation: Generation,
        opened: Result<(Vec<ArticleId>, Vec<String>), String>,
    ) {
        let known = self.bookmarking.len();
        self.bookmarking.retain(|each| *each != generation);
        let is_bookmarked = self.bookmarking.len() < known;
        let awaited = self.awaited.take_if(|awaited| awaited.generation == generation);
        let is_busy = self.prompt.is_some() || self.chooser.is_some() || self.hints.is_some();
        match (opened, awaited.map(|awaited| awaited.landing)) {
            (Ok((articles, _)), _) if is_bookmarked => self.bookmark_landed(&articles),
            (Err(sentence), _) if is_bookmarked => self.fail(sentence),
            (Ok((articles, notices)), Some(Landing::Followed(from)))
                if !is_busy && self.still_reads(from) =>
            {
                self.land(from, &articles);
                self.tell_of_files(&notices, &[]);
            }
            (Ok((articles, notices)), Some(Landing::Opened)) if !is_busy => {
                self.take_files("1 page", &articles);
                self.tell_of_files(&notices, &[]);
            }
            (Ok(_), _) => self.say("The page is there, among the opened files"),
            (Err(sentence), Some(_)) => self.fail(sentence),
            (Err(_), None) => (),
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
        self.bring_back(articles);
        self.trail.lead(from, article);
        self.open_in_reader(article);
    }

    fn bookmark_landed(&mut self, articles: &[ArticleId]) {
        self.bring_back(articles);
        let name = self.named("bookmarked", articles);
        let change = ReaderChange::Bookmark { articles: articles.to_vec(), at: Some(self.now) };
        if !self.commit(name, change) {
            self.say("That page has a bookmark already");
        }
    }

    /// Goes back to where the link stood that led here; false where none did.
    pub(super) fn go_back_on_trail(&mut self) -> bool {
        let Some(back) = self.reader.article().and_then(|article| self.trail.go_back(article)) else {
            return false;
        };
        super::moving::follow(&mut self.list, back);
        self.focus = Focus::Reader;
        self.turn_to(back);
        self.opened_in_reader = Some(back);
        if let Some(body) = self.remembered(back) {
            // Though it was read to its end: the link may stand there.
            let place = self.store.place(back).or(body.place);
            self.receive(body, place);
        }
        true
    }

    /// The article that a link was followed from to the one shown.
    pub(super) fn followed_from(&self) -> Option<ArticleId> {
        self.reader.article().and_then(|article| self.trail.before(article))
    }
}
