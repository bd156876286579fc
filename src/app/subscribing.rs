//! Subscribing: from an address that was typed to a feed in its folder; and the way back.

use jiff::Timestamp;

use super::command::Command;
use super::deed::Deed;
use super::effect::{Added, Effect, Generation, Offer, Preview, Starter, Subscribing, Wanted};
use super::geometry::Focus;
use super::panes::{Choice, Chooser, Told};
use super::state::{App, UNREADABLE};
use super::words::{age, counted, host, number};
use crate::news::{Feed, FeedId, FeedKind};
use crate::store::{List, ReaderChange};

impl App {
    /// Looks at what is at an address.
    pub(super) fn look_at(&mut self, address: &str, typed: bool) {
        self.looking_generation = Generation(self.looking_generation.0 + 1);
        self.looking = Some(host(address).to_owned());
        self.effects.push(Effect::Look {
            address: address.to_owned(),
            typed,
            generation: self.looking_generation,
        });
    }

    /// Whoever does not want to wait any longer is not shown what comes.
    pub(super) fn stop_looking(&mut self) {
        let page = self.awaited.take().map(|awaited| awaited.host);
        if let Some(host) = self.looking.take().or(page) {
            self.say(format!("Not waiting for {host} any more"));
        }
    }

    /// Shows what an address leads to: a choice, each with a glance at it.
    pub(super) fn take_looked(&mut self, generation: Generation, found: Result<Vec<Offer>, String>) {
        if generation != self.looking_generation {
            return;
        }
        let Some(asked) = self.looking.take() else { return };
        match found {
            Err(sentence) => self.fail(sentence),
            Ok(offers) => {
                let choices = offers.into_iter().map(|offer| self.choice_of(offer)).collect();
                self.found = Some(Chooser::new(format!("Found at {asked}"), choices));
            }
        }
    }

    /// What came by itself is shown once nothing else is being typed or chosen.
    pub(super) fn show_what_was_found(&mut self) {
        if self.prompt.is_none() && self.chooser.is_none() && self.help.is_none() && self.found.is_some() {
            self.chooser = self.found.take();
            self.found_at = Some(self.now);
        }
    }

    fn choice_of(&self, offer: Offer) -> Choice<Deed> {
        match offer {
            Offer::Feed { address, title, preview, known, typed } => {
                let detail = match (&preview, known) {
                    (_, Some(_)) => "among your feeds".to_owned(),
                    (Some(preview), None) => counted(preview.articles, "article"),
                    (None, None) => "another feed of this page".to_owned(),
                };
                let deed = match (known, &preview) {
                    (Some(feed), _) => Deed::Go(feed),
                    (None, Some(_)) => {
                        let (address, title) = (address.clone(), title.clone());
                        let folder = Vec::new();
                        // What was looked at is remembered with all that belongs to it.
                        let feed = Subscribing { address, title, folder, userinfo: None, typed: false };
                        Deed::Subscribe(vec![feed])
                    }
                    (None, None) => Deed::Look(address.clone(), typed),
                };
                let verb = match deed {
                    Deed::Go(_) => "goes to it",
                    Deed::Look(..) => "looks into it",
                    _ => "subscribes",
                };
                let mut about = vec![Told::Paragraph(address)];
                about.extend(preview.into_iter().flat_map(|preview| self.glance(preview)));
                Choice { label: title, detail, about, verb, deed }
            }
            Offer::Page { address, typed } => Choice {
                label: "The page itself".to_owned(),
                detail: "to be read once".to_owned(),
                about: vec![Told::Paragraph(format!("{address} is fetched and kept as an article."))],
                verb: "fetches it",
                deed: Deed::Open(address, typed),
            },
        }
    }

    fn glance(&self, preview: Preview) -> Vec<Told> {
        let article = |(title, date): (String, Option<Timestamp>)| {
            Told::Row(date.map_or_else(String::new, |date| age(date, self.now)), title)
        };
        let about = preview.about.map(Told::Paragraph).into_iter();
        about.chain(preview.newest.into_iter().map(article)).collect()
    }

    /// The disk has the feeds: the reader's change that shows them is a step, so that `u` takes it back.
    pub(super) fn take_added(&mut self, added: Result<Vec<Added>, String>) {
        self.awaits_feeds = self.awaits_feeds.saturating_sub(1);
        match added {
            Ok(added) => self.show_added(&added),
            Err(sentence) => self.fail(sentence),
        }
        if self.leaves_with_feeds && self.awaits_feeds == 0 {
            self.leave();
        }
    }

    fn show_added(&mut self, added: &[Added]) {
        let fresh: Vec<&Added> = added.iter().filter(|added| !added.known).collect();
        let name = match fresh.as_slice() {
            [] => None,
            [one] => Some(format!("subscribed to {}", one.title)),
            many => Some(format!("subscribed to {}", counted(many.len(), "feed"))),
        };
        let shown = fresh.iter().map(|added| ReaderChange::RemoveFeed { feed: added.feed, at: None });
        match (name, ReaderChange::together(shown)) {
            (Some(name), Some(change)) => {
                self.commit(name, change);
                if fresh.len() > 1 {
                    self.list.refill(&self.store);
                }
            }
            (_, _) => self.say("Nothing to do: that is among your feeds already"),
        }
        let unread: Vec<FeedId> = fresh.iter().filter(|added| !added.read).map(|added| added.feed).collect();
        // What is said is that they are there.
        if unread.is_empty() {
            self.begin_to_refresh();
        } else {
            self.refresh(Wanted::Feeds(unread), false);
        }
        if let [one] = added {
            self.go(List::Feed(one.feed));
        }
    }

    // ── lists to begin with ─────────────────────────────────────────────────────────────────────────────

    /// Offers lists of feeds.
    pub(super) fn ask_for_starters(&mut self) {
        self.awaits_starters = true;
        self.effects.push(Effect::FindStarters { everywhere: true });
    }

    /// Shows lists of feeds where they were asked for; else says in a line that another reader's was found.
    pub(super) fn take_starters(&mut self, starters: Vec<Starter>) {
        if std::mem::take(&mut self.awaits_starters) {
            let choices = starters.into_iter().map(choice_of_starter).collect();
            self.found = Some(Chooser::new("Where to begin", choices));
            return;
        }
        let found = starters.iter().filter(|starter| starter.found).max_by_key(|starter| starter.feeds.len());
        if let (Some(found), None) = (found, &self.said) {
            let feeds = counted(found.feeds.len(), "feed");
            self.say_until_key(format!("{feeds} found in {} · a Enter takes them over", found.title));
        }
    }

    // ── choosing ────────────────────────────────────────────────────────────────────────────────────────

    /// While a choice is open, keys move in it, take it or leave it, and no other does anything.
    pub(super) fn perform_in_chooser(&mut self, command: Command, count: Option<u32>) -> bool {
        let is_too_soon = self.found_at.is_some_and(|at| self.now.duration_since(at) < UNREADABLE);
        let Some(chooser) = &mut self.chooser else { return false };
        let lines = count.unwrap_or(1) as isize;
        match command {
            Command::Down => chooser.move_by(lines),
            Command::Up => chooser.move_by(-lines),
            Command::Top => chooser.move_by(isize::MIN / 2),
            Command::Bottom => chooser.move_by(isize::MAX / 2),
            Command::PageDown | Command::HalfDown | Command::ReadOn => chooser.move_by(lines * PAGE),
            Command::PageUp | Command::HalfUp | Command::ReadBack => chooser.move_by(-lines * PAGE),
            // What came by itself just now: this key was meant for what stood there before.
            Command::Enter | Command::Inward if is_too_soon => return true,
            Command::Enter | Command::Inward => {
                let deed = chooser.chosen().map(|choice| choice.deed.clone());
                self.chooser = None;
                deed.into_iter().for_each(|deed| self.carry_out(deed));
            }
            Command::Browse | Command::CopyAddress | Command::ShowAddress | Command::Bookmark => {
                self.pass_on_chosen(command);
            }
            Command::Escape | Command::Back | Command::Outward | Command::Cancel => self.chooser = None,
            Command::Quit | Command::Suspend | Command::Redraw | Command::Help => {
                return false;
            }
            _ => (),
        }
        true
    }

    fn carry_out(&mut self, deed: Deed) {
        match deed {
            Deed::Subscribe(feeds) => {
                self.say(match feeds.as_slice() {
                    [one] => format!("Subscribing to {}", one.title),
                    many => format!("Subscribing to {}", counted(many.len(), "feed")),
                });
                self.awaits_feeds += 1;
                self.effects.push(Effect::Add(feeds));
            }
            Deed::Look(address, typed) => self.look_at(&address, typed),
            Deed::Open(address, typed) => self.fetch_address(address, typed),
            Deed::Go(feed) => self.go(List::Feed(feed)),
            Deed::Follow(address) => self.follow(address),
            Deed::Heading(number) => self.go_to_heading(number),
            Deed::Ask(feed, field) => self.ask_for_field(feed, field),
            Deed::Card(feed) => self.show_card(feed, 0),
            Deed::Whole(feed, always) => self.set_whole(feed, always),
            Deed::Mute(feed, muted) => self.set_muted(feed, muted),
            Deed::Turn(which) => self.turn_view(which),
            Deed::Sort(sorting) => self.sort(sorting),
        }
    }

    // ── removing ────────────────────────────────────────────────────────────────────────────────────────

    /// Removes the feed under the cursor with its articles; undo brings all of it back.
    pub(super) fn remove_feed(&mut self) {
        let Some(List::Feed(feed)) = self.feeds.selected().cloned() else {
            self.say("D removes a feed here: put the cursor on one");
            return;
        };
        let Some(Feed { kind, title, .. }) = self.store.feed(feed).cloned() else { return };
        if kind == FeedKind::Files {
            self.say("What you opened is removed article by article: Enter opens the list");
            return;
        }
        let change = ReaderChange::RemoveFeed { feed, at: Some(self.now) };
        if self.commit(format!("removed {title}"), change) {
            self.list.refill(&self.store);
            self.feeds.refill(&self.store);
            self.focus = Focus::Feeds;
        }
    }
}

/// Choices that a page of them moves over.
const PAGE: isize = 10;

fn choice_of_starter(starter: Starter) -> Choice<Deed> {
    let Starter { title, found, feeds } = starter;
    let titles: Vec<&str> = feeds.iter().map(|feed| feed.title.as_str()).take(MOST_NAMED).collect();
    let more = match feeds.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {} more", number(more as u64)),
    };
    let mut about = vec![Told::Paragraph(titles.join(", ") + &more)];
    if found {
        about.push(Told::Paragraph("The file itself is only read, and stays as it is.".to_owned()));
    }
    Choice {
        detail: counted(feeds.len(), "feed"),
        label: title,
        about,
        verb: "subscribes to all of them",
        deed: Deed::Subscribe(feeds),
    }
}

/// Feeds that are named of a list; the rest is counted.
const MOST_NAMED: usize = 12;
