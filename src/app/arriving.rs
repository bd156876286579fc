//! Arriving: headlines and articles that come in, the body of the one that is read, and files that were opened.

use std::collections::HashSet;
use std::sync::Arc;

use super::body::Body;
use super::effect::Effect;
use super::geometry::Focus;
use super::state::App;
use crate::news::{ArticleId, FeedId, FeedKind};
use crate::store::{Change, List, ReaderChange, WorldChange};

/// A list of so few rows takes in what streams in at once.
const SMALL: usize = 1000;

impl App {
    pub(super) fn take_world(&mut self, change: WorldChange) {
        let arrived: Vec<ArticleId> = match &change {
            WorldChange::Loaded(batch) => batch.ids().collect(),
            WorldChange::Arrived(arrivals) => arrivals.iter().map(|arrival| arrival.id).collect(),
            WorldChange::Feeds(_) | WorldChange::Counters(_) | WorldChange::AllLoaded => Vec::new(),
        };
        let revised = matches!(change, WorldChange::Arrived(_));
        let all_loaded = matches!(change, WorldChange::AllLoaded);
        let filed = (matches!(change, WorldChange::Feeds(_)) && self.goes_by_feed()).then(|| self.filing());
        if matches!(change, WorldChange::Loaded(_)) && !self.store.is_loaded() {
            self.effects.push(Effect::LoadOn);
        }
        let is_rows = matches!(change, WorldChange::Loaded(_) | WorldChange::Arrived(_));
        // A list that nobody has moved in yet begins with its first row, whichever batch brings it.
        let is_untouched =
            !revised && self.focus == Focus::List && self.list.cursor() == 0 && !self.store.is_loaded();
        // What is new stands nowhere yet: only what was there before may have to move.
        let known: Vec<ArticleId> = match revised {
            true => arrived.iter().copied().filter(|&id| self.store.headline(id).is_some()).collect(),
            false => Vec::new(),
        };
        let muted = matches!(change, WorldChange::Feeds(_)).then(|| self.muted_feeds());
        self.store.apply(&Change::World(change));
        if muted.is_some_and(|muted| muted != self.muted_feeds()) {
            self.list.refill(&self.store);
        }
        if revised {
            self.bodies.retain(|(id, _)| !arrived.contains(id));
            if let Some(article) = self.reader.article().filter(|id| arrived.contains(id)) {
                self.preview_at = None;
                self.effects.push(Effect::Read { article, generation: self.generation });
            }
        }
        if !known.is_empty() {
            let row_height = self.row_height();
            self.list.put_revised_in_place(&known, &self.store, row_height);
        }
        // Whoever has gone to a list before anything was there stays in it.
        let begins = is_rows && !self.begun && self.list.list().is_none();
        self.begun |= is_rows;
        if begins {
            self.begin();
        } else {
            self.unlisted.extend(arrived);
            // While the library streams in, the list takes ever larger heaps: each row is moved a few times only.
            let rows = self.list.rows().len();
            if revised || self.store.is_loaded() || rows <= SMALL || self.unlisted.len() >= rows {
                let (row_height, arrived) = (self.row_height(), std::mem::take(&mut self.unlisted));
                self.list.receive(&arrived, &self.store, row_height);
            }
            if is_untouched && self.list.selection().is_none() {
                self.list.move_to(0);
            }
        }
        if all_loaded {
            if !self.has_feeds() && !self.opening_files {
                self.effects.push(Effect::FindStarters { everywhere: false });
            }
            self.list.admit_continue(&self.store);
            if self.list.keeps_own_order() {
                // Such a list takes no rows in as they come.
                self.list.refill(&self.store);
            }
        }
        if filed.is_some_and(|before| before != self.filing()) {
            self.refill_what_goes_by_feed();
        }
        self.begin_to_refresh();
        self.recount_feeds();
    }

    /// Counts in the feeds pane follow where it is seen; elsewhere they are taken when it is opened.
    pub(super) fn recount_feeds(&mut self) {
        if self.geometry.feeds.is_some() {
            self.feeds.refill(&self.store);
        }
    }

    /// Opens the starting list once there is something to list.
    pub(super) fn begin(&mut self) {
        let list = match (&self.opened, self.opening_files) {
            (Some(opened), _) => opened.clone(),
            (None, true) => opening(Vec::new()),
            (None, false) => List::Unread,
        };
        self.open_list(list);
        if self.list.rows().is_empty() && !self.opening_files {
            self.open_list(List::All);
        }
    }

    pub(super) fn files_list(&self) -> List {
        let files = self.store.feeds().find(|feed| feed.kind == FeedKind::Files);
        files.map_or(List::All, |feed| List::Feed(feed.id))
    }

    pub(super) fn take_body(&mut self, article: ArticleId, body: Result<Arc<Body>, String>) {
        match body {
            Ok(body) => {
                self.remember(article, Arc::clone(&body));
                // A revision that comes while it is read keeps the spot.
                let here = self.reader.body().and_then(|_| self.reader.place_or_coming());
                let place = here.or_else(|| self.place_to_resume(article, &body));
                self.receive(body, place);
                if let Some((_, command, count)) = self.passing_on.take_if(|(id, _, _)| *id == article) {
                    self.pass_on(command, count);
                }
            }
            Err(sentence) => self.reader.fail(sentence),
        }
    }

    /// While the files that the program was started on are still being opened, the list grows with them.
    pub(super) fn take_files_so_far(&mut self, articles: &[ArticleId]) {
        if !self.is_opening() {
            return;
        }
        if let Some(list) = self.list.list().and_then(|list| grown(list, articles)) {
            self.list.replace(list, &self.store);
        }
        if let Some(list) = self.opened_before_asking()
            && let Some(more) = grown(list, articles)
        {
            *list = more;
        }
    }

    /// The list of opened files that Escape goes back to from a prompt.
    fn opened_before_asking(&mut self) -> Option<&mut List> {
        let list = self.before_asking.as_mut()?.list.as_mut()?;
        matches!(list, List::Opened { .. }).then_some(list)
    }

    /// Whether what the program was started on is not open yet.
    pub(super) fn is_opening(&self) -> bool {
        self.opening_files && self.opened.is_none()
    }

    pub(super) fn take_files(&mut self, title: &str, articles: &[ArticleId]) {
        self.bring_back(articles);
        let list = match articles {
            [] | [_] => self.files_list(),
            many => List::Opened { title: title.into(), articles: each_once(many.to_owned()) },
        };
        let at_start = self.is_opening();
        if at_start {
            self.opened = Some(list.clone());
            self.opened_before_asking().into_iter().for_each(|before| *before = list.clone());
            // Whoever has gone elsewhere meanwhile stays there.
            if !matches!(self.list.list(), None | Some(List::Opened { .. })) {
                return;
            }
        }
        match articles {
            [] if !at_start => (),
            [one] => {
                self.open_list(list);
                self.list.move_to_article(*one);
                self.open_in_reader(*one);
            }
            _ if at_start && self.list.list().is_some() => self.list.replace(list, &self.store),
            _ => self.open_list(list),
        }
    }

    fn muted_feeds(&self) -> Vec<FeedId> {
        self.store.feeds().filter(|feed| feed.muted).map(|feed| feed.id).collect()
    }

    /// Opened again by hand, what was removed is wanted after all.
    pub(super) fn bring_back(&mut self, articles: &[ArticleId]) {
        let is_removed = |id: &ArticleId| self.store.headline(*id).is_some_and(|headline| headline.removed);
        let removed: Vec<ArticleId> = articles.iter().copied().filter(is_removed).collect();
        if !removed.is_empty() {
            let name = self.named("brought back", &removed);
            self.commit(name, ReaderChange::Remove { articles: removed, at: None });
        }
    }

    /// What was skipped is a word by the way; what could not be read is a failure, and all of it is told.
    pub(super) fn tell_of_files(&mut self, notices: &[String], complaints: &[String]) {
        let told: Vec<&str> = complaints.iter().chain(notices).map(String::as_str).collect();
        match (complaints, notices) {
            ([], []) => (),
            ([], _) => self.say(told.join(" ")),
            _ => self.fail(told.join(" ")),
        }
    }
}

/// The list of what is open so far.
fn opening(articles: Vec<ArticleId>) -> List {
    List::Opened { title: "Opening…".into(), articles: each_once(articles) }
}

/// A list of what is open so far with more at its end.
fn grown(list: &List, more: &[ArticleId]) -> Option<List> {
    let List::Opened { articles: before, .. } = list else { return None };
    Some(opening(before.iter().chain(more).copied().collect()))
}

/// A file that is named twice is opened once.
fn each_once(mut articles: Vec<ArticleId>) -> Arc<[ArticleId]> {
    let mut seen = HashSet::new();
    articles.retain(|id| seen.insert(*id));
    articles.into()
}
