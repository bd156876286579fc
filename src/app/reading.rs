//! Reading: which article the pane shows, scrolling it, and the marks that reading makes.

use std::sync::Arc;

use jiff::SignedDuration;

use super::body::Body;
use super::command::Command;
use super::effect::{Effect, Save};
use super::geometry::Focus;
use super::moving::follow;
use super::panes::{About, Frame, Setting, TextView, ToSet, next_unread_feed};
use super::state::{App, HELD, STOOD};
use super::words;
use crate::news::{ArticleId, FeedKind, Headline, Place};
use crate::store::{Change, List, Scope, Trace};
use crate::typeset::Language;

/// A cursor that moves again so soon runs: a held key comes every 25 to 35 ms, one that is tapped hardly ever within 100.
const REST: SignedDuration = SignedDuration::from_millis(80);

impl App {
    /// Gives an article the keys: it counts as opened.
    pub(super) fn open_in_reader(&mut self, id: ArticleId) {
        follow(&mut self.list, id);
        self.focus = Focus::Reader;
        self.turn_to(id);
        self.opened_in_reader = Some(id);
        self.kept_unread = None;
        let times = self.store.headline(id).map_or(0, |headline| headline.opened) + 1;
        self.leave_trace(Trace::Opened { article: id, at: self.now, times });
    }

    pub(super) fn leave_trace(&mut self, trace: Trace) {
        self.store.apply(&Change::Trace(trace.clone()));
        self.effects.push(Effect::Leave(trace));
    }

    /// Marks an article read because it was: no step that a hand took, so nothing to undo.
    pub(super) fn leave_read(&mut self, article: ArticleId) {
        let save = Save::ReadByReading(article);
        if self.store.apply(&Change::Reader(save.change())).is_some() {
            let ticket = self.history.send(&save);
            self.send(ticket, save);
        }
    }

    /// Whether the keys are with the article or its facts, not with a list beside it.
    pub(super) fn is_reading(&self) -> bool {
        matches!(self.focus, Focus::Reader | Focus::Sidebar)
    }

    /// Where an article is opened: where reading stopped. One that was read to its end begins anew.
    pub(super) fn place_to_resume(&self, id: ArticleId, body: &Body) -> Option<Place> {
        let is_done = self.store.headline(id).is_some_and(|headline| headline.progress >= 1000);
        self.store.place(id).or(body.place).filter(|_| !is_done)
    }

    pub(super) fn turn_to(&mut self, id: ArticleId) {
        if self.reader.article() == Some(id) {
            return;
        }
        self.pace.interrupt();
        self.preview_at = None;
        self.reader.turn_to(Some(id));
        self.opened_in_reader = None;
        self.stands_since = None;
        self.sidebar_pane.clear();
        self.generation.0 += 1;
        match self.remembered(id) {
            Some(body) => {
                let place = self.place_to_resume(id, &body);
                self.receive(body, place);
            }
            None => self.effects.push(Effect::Read { article: id, generation: self.generation }),
        }
    }

    /// Shows a body, and asks what the words of its code are.
    pub(super) fn receive(&mut self, body: Arc<Body>, place: Option<Place>) {
        self.reader.receive(body, place);
        if let Some((body, generation)) = self.reader.code_to_read() {
            self.effects.push(Effect::ReadCode { body, generation });
        }
    }

    /// The pane beside the list shows what the cursor is on. A preview marks nothing.
    pub(super) fn follow_selection(&mut self) {
        if self.is_reading() || self.geometry.reader.is_none() {
            return self.ask_for_preview();
        }
        match self.list.selected() {
            Some(id) => self.preview(id),
            None if self.reader.article().is_some() => self.reader.turn_to(None),
            None => (),
        }
    }

    /// Turns to an article under the cursor; while the cursor runs its text waits until it rests.
    fn preview(&mut self, id: ArticleId) {
        if self.reader.article() == Some(id) {
            return;
        }
        let before = self.previewed.replace(self.now);
        // Where the clock stands still nobody can tell, and would wait for ever.
        let runs = before.is_some_and(|before| before < self.now && self.now.duration_since(before) < REST);
        let asked = self.effects.len();
        self.turn_to(id);
        if runs && self.reader.body().is_none() {
            self.effects.truncate(asked);
            self.preview_at = self.now.checked_add(REST).ok();
        }
    }

    /// Asks for the text of the preview that waits for the cursor to rest.
    pub(super) fn ask_for_preview(&mut self) {
        if self.preview_at.take().is_some()
            && let Some(article) = self.reader.article()
        {
            self.effects.push(Effect::Read { article, generation: self.generation });
        }
    }

    // ── setting the text ────────────────────────────────────────────────────────────────────────────────

    /// Sets the lines for the pane as it stands now.
    pub(super) fn set_reader(&mut self) {
        let Some(area) = self.geometry.reader else { return };
        let setting = Setting {
            measure: self.geometry.measure,
            pane: area.width.saturating_sub(self.geometry.margin).max(2),
            height: area.height,
            ascii: !self.draws_signs(),
            view: self.text_view(),
        };
        let frame = self.frame();
        if let Some(ToSet { text, options, generation }) = self.reader.set(setting, frame) {
            self.effects.push(Effect::SetText { text, options, generation });
        }
    }

    fn text_view(&self) -> TextView {
        let headline = self.reader.article().and_then(|id| self.store.headline(id));
        TextView {
            justify: self.view.justify,
            hyphens: self.view.hyphens,
            paragraphs: self.view.paragraphs,
            line_spacing: if self.view.double { 2 } else { 1 },
            bidi: self.bidi(),
            ambiguous: self.ambiguous(),
            language: headline.map_or(Language::UNKNOWN, |headline| Language::of_tag(headline.language)),
        }
    }

    fn frame(&self) -> Frame {
        let Some(headline) = self.reader.article().and_then(|id| self.store.headline(id)) else {
            return Frame::default();
        };
        let body = self.reader.body();
        let title = if headline.title.is_empty() { "Untitled" } else { headline.title };
        let section = body.map(|body| body.article.breadcrumb.join(" / ")).unwrap_or_default();
        let facts = if self.geometry.sidebar.is_some() { Vec::new() } else { self.facts_above(&headline) };
        let foot = if body.is_some() { self.foot() } else { Vec::new() };
        Frame { section, title: title.to_owned(), facts, foot }
    }

    fn facts_above(&self, headline: &Headline<'_>) -> Vec<String> {
        let mut facts = Vec::new();
        facts.extend(Some(headline.author).filter(|author| !author.is_empty()).map(str::to_owned));
        let feed = self.store.feed(headline.feed).filter(|feed| feed.kind != FeedKind::Files);
        facts.extend(feed.map(|feed| feed.title.clone()));
        let article = self.reader.body().map(|body| &body.article);
        let dated = article.and_then(|article| article.updated.or(article.published));
        facts.extend(dated.map(|dated| words::ago(&dated, self.now)));
        let own = words::minutes(self.read_minutes(headline));
        facts.push(match headline.publisher_read_minutes {
            Some(minutes) if words::minutes(minutes) != own => {
                format!("{own} read (publisher says {})", words::minutes(minutes))
            }
            Some(_) | None => format!("{own} read"),
        });
        facts.extend(headline.views.map(words::counted_views));
        facts.extend((!headline.tags.is_empty()).then(|| format!("#{}", headline.tags.join(" #"))));
        facts.extend(headline.bookmarked.then(|| (if self.draws_signs() { "★" } else { "*" }).to_owned()));
        facts
    }

    fn foot(&self) -> Vec<String> {
        let next = self.next_in_list().and_then(|id| self.store.headline(id));
        let end = if self.draws_signs() { "◆" } else { "*" };
        let next = next.map_or_else(
            || "The end of the list".to_owned(),
            |headline| {
                format!("Next: {}", if headline.title.is_empty() { "Untitled" } else { headline.title })
            },
        );
        let back = self.followed_from().and_then(|id| self.store.headline(id));
        let next = back.map_or(next, |headline| format!("h goes back to “{}”", headline.title));
        vec![String::new(), end.to_owned(), String::new(), next]
    }

    /// The next unread article among the next rows, else the next row. It is looked for at every key, so not far.
    fn next_in_list(&self) -> Option<ArticleId> {
        const NEAR: usize = 200;
        let next = self.list.rows().get(self.list.cursor() + 1..)?;
        let unread = |id: &&ArticleId| self.store.headline(**id).is_some_and(|headline| !headline.read);
        next.iter().take(NEAR).find(unread).or(next.first()).copied()
    }

    // ── scrolling ───────────────────────────────────────────────────────────────────────────────────────

    pub(super) fn scroll_reader(&mut self, direction: isize, count: Option<u32>) {
        self.reader.scroll(direction * count.unwrap_or(1) as isize);
        self.after_scrolling();
    }

    pub(super) fn scroll_sideways(&mut self, columns: i16) {
        if !self.reader.is_being_set() && !self.reader.scroll_sideways(columns) {
            self.say(if columns > 0 { "No wide line goes on to the right" } else { "The lines begin here" });
        }
    }

    pub(super) fn page_reader(&mut self, forward: bool, half: bool) -> bool {
        let moved = self.reader.page(forward, half);
        self.after_scrolling();
        moved
    }

    pub(super) fn move_by_heading(&mut self, forward: bool) {
        if !self.reader.is_being_set() && !self.reader.to_heading(forward) {
            self.say(if forward { "No further heading" } else { "No heading before this" });
        }
        self.after_scrolling();
    }

    pub(super) fn move_by_paragraph(&mut self, forward: bool) {
        self.reader.to_paragraph(forward);
        self.after_scrolling();
    }

    /// Space: a page on; from the end a fresh press goes to the next unread, a held one stops there.
    pub(super) fn read_on(&mut self) {
        let held = self.last_space.is_some_and(|last| self.now.duration_since(last) < HELD);
        self.last_space = Some(self.now);
        self.ask_for_preview();
        if self.focus == Focus::List && self.geometry.reader.is_none() {
            self.open_if_selected();
        } else if self.reader.is_being_set() {
            self.say("The text is long and is being set");
        } else if !self.page_on() && self.reader.body().is_some() {
            if held {
                self.say("The end · press Space again for the next unread");
            } else {
                self.go_to_unread(true);
            }
        }
    }

    fn page_on(&mut self) -> bool {
        let moved = self.reader.page_on();
        self.after_scrolling();
        moved
    }

    fn open_if_selected(&mut self) {
        if let Some(id) = self.list.selected() {
            self.open_in_reader(id);
        }
    }

    pub(super) fn read_back(&mut self) {
        self.page_reader(false, false);
    }

    pub(super) fn after_scrolling(&mut self) {
        let (Some(article), Some(place)) = (self.reader.article(), self.reader.place()) else { return };
        if !self.is_reading() {
            return;
        }
        let progress = self.reader.progress();
        self.pace.moved(self.now, self.reader.words_above(), self.reader.words_shown());
        if self.store.place(article) != Some(place) {
            self.leave_trace(Trace::Place { article, place, progress });
        }
    }

    /// Read is marked when the reader is focused and the last line came into view by a move, or when an article
    /// that fits wholly has stood for two seconds.
    pub(super) fn watch_reading(&mut self) {
        let Some(article) = self.article_about_to_be_read() else {
            self.stands_since = None;
            return;
        };
        if !self.reader.fits() {
            // A move brought the end into view; a resize, a body that came or another's mark is no move.
            let moved =
                self.scrolled_from.is_some_and(|(from, top)| from == article && top != self.reader.top());
            if moved {
                self.mark_read_by_reading(article);
            }
            return;
        }
        match self.stands_since {
            None => self.stands_since = Some(self.now),
            Some(since) if self.now.duration_since(since) >= STOOD => self.mark_read_by_reading(article),
            Some(_) => (),
        }
    }

    /// The article whose end is seen by somebody who reads it, while it is still unread.
    fn article_about_to_be_read(&self) -> Option<ArticleId> {
        let article = self.reader.article().filter(|_| self.focus == Focus::Reader)?;
        let is_unread = self.store.headline(article).is_some_and(|headline| !headline.read);
        let is_kept = self.kept_unread == Some(article);
        let is_seen = self.reader.shows_end() && !self.reader.shows_original();
        (is_unread && !is_kept && is_seen).then_some(article)
    }

    fn mark_read_by_reading(&mut self, article: ArticleId) {
        self.stands_since = None;
        self.leave_read(article);
        if let Some(place) = self.reader.place() {
            self.leave_trace(Trace::Place { article, place, progress: 1000 });
        }
        self.recount_feeds();
    }

    // ── the next unread ─────────────────────────────────────────────────────────────────────────────────

    pub(super) fn next_unread_or_hit(&mut self, forward: bool) {
        if self.focus == Focus::Reader && self.reader.find().is_some_and(|find| !find.hits.is_empty()) {
            self.reader.next_hit(forward);
            self.after_scrolling();
            self.say_hit();
        } else {
            self.go_to_unread(forward);
        }
    }

    pub(super) fn say_hit(&mut self) {
        let Some(find) = self.reader.find() else { return };
        let text = match find.hits.len() {
            0 => format!("“{}” is not in this article", find.text),
            hits => format!("Hit {} of {hits} · n N go on · Esc ends", find.current + 1),
        };
        self.say(text);
    }

    /// Goes to the next unread of this list, else of the whole library; opens it where the reader has the keys.
    pub(super) fn go_to_unread(&mut self, forward: bool) {
        let reading = self.is_reading();
        if let Some(row) = self.unread_row(forward) {
            self.list.move_to(row);
        } else if self.list.nearest(!forward, &self.store, |headline| !headline.read).is_some() {
            self.say(if forward {
                "No unread article after this · N goes back"
            } else {
                "No unread article before this · n goes on"
            });
            return;
        } else if self.list.list() == Some(&List::Unread) || !self.go_to_unread_elsewhere() {
            self.say("No more unread articles");
            return;
        }
        if reading {
            self.open_if_selected();
        } else {
            self.focus = Focus::List;
        }
    }

    /// The nearest unread row; where none was found so far, the rest of the list is looked through for it.
    fn unread_row(&mut self, forward: bool) -> Option<usize> {
        let nearest = |app: &Self| app.list.nearest(forward, &app.store, |headline| !headline.read);
        let (row, was_empty) = (nearest(self), self.list.rows().is_empty());
        if row.is_some() || !self.list.is_sifting() {
            return row;
        }
        self.look_through_all();
        let first = self.list.selected().filter(|_| was_empty).and_then(|id| self.store.headline(id));
        first.filter(|headline| !headline.read).map(|_| self.list.cursor()).or_else(|| nearest(self))
    }

    fn go_to_unread_elsewhere(&mut self) -> bool {
        let has_unread = self.store.counts(&Scope::All).unread > 0;
        if has_unread {
            // From a feed it goes on in the next one that has anything, as the feeds are listed.
            let is_feed = matches!(self.list.list(), Some(List::Feed(_) | List::Folder(_)));
            let next = is_feed.then(|| next_unread_feed(&self.store, self.list.list(), true)).flatten();
            self.open_list(next.unwrap_or(List::Unread));
            if let Some(List::Feed(feed)) = self.list.list() {
                let title = self.store.feed(*feed).map_or_else(String::new, |feed| feed.title.clone());
                self.say(format!("On to {title}"));
            }
            if let Some(row) = self.first_unread_row() {
                self.list.move_to(row);
            }
        }
        has_unread
    }

    fn first_unread_row(&self) -> Option<usize> {
        let is_unread = |id: &ArticleId| self.store.headline(*id).is_some_and(|headline| !headline.read);
        self.list.rows().iter().position(is_unread)
    }

    // ── the page as it came ─────────────────────────────────────────────────────────────────────────────

    pub(super) fn toggle_original(&mut self) {
        let Some(article) = self.reader.article() else { return };
        if self.reader.shows_original() {
            self.reader.show_original(None);
            match self.remembered(article) {
                Some(body) => {
                    let place = self.store.place(article).or(body.place);
                    self.receive(body, place);
                }
                None => self.effects.push(Effect::Read { article, generation: self.generation }),
            }
        } else if self.fetching == Some(article) {
            self.say("The whole text is on its way");
        } else if self.remembered(article).is_none() {
            // What it is, its body tells.
            self.passing_on = Some((article, Command::Original, None));
        } else if let Some(address) = self.address_to_fetch(article, false) {
            self.fetch_page(article, &address);
        } else {
            self.original_generation.0 += 1;
            self.effects.push(Effect::ReadOriginal { article, generation: self.original_generation });
            let is_fetched = self.remembered(article).is_some_and(|body| body.fetched);
            self.say(match is_fetched {
                true => "What the feed said · x goes back to the whole text",
                false => "The page as it came · x goes back",
            });
        }
    }

    /// Fetches the page of an article, whether it was fetched before or not.
    pub(super) fn fetch_page_again(&mut self) {
        self.show_current();
        let Some(article) = self.reader.article() else { return };
        if self.fetching == Some(article) {
            self.say("The whole text is on its way");
        } else if self.remembered(article).is_none() {
            self.passing_on = Some((article, Command::FetchAgain, None));
        } else if let Some(address) = self.address_to_fetch(article, true) {
            if self.reader.shows_original() {
                self.toggle_original();
            }
            self.fetch_page(article, &address);
        } else {
            self.say("There is nothing to fetch: this article came from no feed, or names no page");
        }
    }

    fn fetch_page(&mut self, article: ArticleId, address: &str) {
        self.fetching = Some(article);
        self.effects.push(Effect::FetchPage(article));
        self.say(format!("Fetching the whole text from {}", words::host(address)));
    }

    /// The address of an article out of a feed; of one whose page was fetched already only where that is no hindrance.
    fn address_to_fetch(&self, article: ArticleId, again: bool) -> Option<String> {
        let body = self.remembered(article).filter(|body| again || !body.fetched)?;
        let feed = self.store.headline(article).and_then(|headline| self.store.feed(headline.feed))?;
        body.article.url.clone().filter(|_| feed.kind == FeedKind::Remote)
    }

    /// The page of an article is there: it is read in the place of what the feed said, and so comes of itself.
    pub(super) fn take_page(&mut self, article: ArticleId, told: Result<Vec<String>, String>) {
        self.fetching.take_if(|fetching| *fetching == article);
        let is_elsewhere = self.reader.article() != Some(article);
        match told {
            Ok(_) if is_elsewhere => {
                let name = self.named("The whole text is there of", &[article]);
                self.say(name);
            }
            Ok(told) if told.is_empty() => {
                self.say("The whole text, kept for offline · x shows what the feed said");
            }
            Ok(told) => self.say(told.join(" ")),
            Err(sentence) => self.fail(sentence),
        }
    }

    /// Puts the facts of the article into words, where the sidebar is seen.
    pub(super) fn set_sidebar(&mut self) {
        let Some(area) = self.geometry.sidebar else { return };
        let Some(headline) = self.reader.article().and_then(|id| self.store.headline(id)) else {
            return self.sidebar_pane.clear();
        };
        let progress = if self.is_reading() { self.reader.progress() } else { 0 };
        let about = About {
            headline: &headline,
            body: self.reader.body(),
            store: &self.store,
            progress: headline.progress.max(progress),
            original: self.reader.shows_original(),
            headings: self.reader.layout().map_or(&[], |layout| &layout.headings),
            current_heading: self.reader.current_heading(),
            words_per_minute: self.pace.words_per_minute(),
            now: self.now,
            zone: &self.zone,
        };
        self.sidebar_pane.set(&about, area.width, area.height);
    }
}
