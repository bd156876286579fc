//! A feed's card: what can be altered on a feed that is there, and how it fares. It must not know how feeds are
//! subscribed to or asked.

use super::deed::{Deed, Field};
use super::panes::{Choice, Chooser, Told};
use super::state::{App, Asking};
use super::words::{age, number};
use crate::facts;
use crate::news::{Feed, FeedId, FeedKind};
use crate::store::{ReaderChange, Scope};

impl App {
    /// Shows what can be altered on the feed at hand, and how it fares.
    pub(super) fn edit_feed_here(&mut self) {
        match self.feeds_here().as_slice() {
            &[feed] => self.show_card(feed, 0),
            _ => self.say("Go to one feed first: E alters its title and its folder"),
        }
    }

    pub(super) fn show_card(&mut self, id: FeedId, cursor: isize) {
        let Some(feed) = self.store.feed(id) else { return };
        let about = self.fares(feed);
        let choice = |label: &str, detail: String, field| Choice {
            label: label.to_owned(),
            detail,
            about: about.clone(),
            verb: "alters it",
            deed: Deed::Ask(id, field),
        };
        let folder = match feed.folder.as_slice() {
            [] => "none".to_owned(),
            path => path.join(" / "),
        };
        let mut choices =
            vec![choice("Title", feed.title.clone(), Field::Title), choice("Folder", folder, Field::Folder)];
        let switch = |label: &str, detail: &str, deed| Choice {
            label: label.to_owned(),
            detail: detail.to_owned(),
            about: about.clone(),
            verb: "alters it",
            deed,
        };
        if feed.kind == FeedKind::Remote {
            let every = feed.interval.map_or_else(
                || "as often as it says itself".to_owned(),
                |seconds| format!("every {}", facts::as_interval(seconds)),
            );
            choices.push(choice("Asked", every, Field::Interval));
            let rank = match feed.priority {
                0 => "with the others".to_owned(),
                priority if priority > 0 => format!("before others ({priority})"),
                priority => format!("after others ({priority})"),
            };
            choices.push(choice("Priority", rank, Field::Priority));
            let detail = if feed.full_text { "fetched for every new article" } else { "when x asks for it" };
            choices.push(switch("Whole text", detail, Deed::Whole(id, !feed.full_text)));
            let detail = if feed.muted { "muted: in no list but its own" } else { "in all lists" };
            choices.push(switch("Articles", detail, Deed::Mute(id, !feed.muted)));
        }
        let mut chooser = Chooser::new(feed.title.clone(), choices);
        chooser.move_by(cursor);
        self.chooser = Some(chooser);
    }

    /// How a feed fares.
    fn fares(&self, feed: &Feed) -> Vec<Told> {
        let row = |before: &str, text: String| Told::Row(before.to_owned(), text);
        let counts = self.store.counts(&Scope::Feed(feed.id));
        // Of a muted feed only what a bookmark or a note holds is counted.
        let mut told = if feed.muted {
            Vec::new()
        } else {
            vec![row(
                "Articles",
                format!("{}, {} unread", number(u64::from(counts.total)), number(u64::from(counts.unread))),
            )]
        };
        if feed.kind == FeedKind::Remote {
            told.insert(0, row("Address", feed.address.clone()));
        }
        if let Some(trouble) = &feed.trouble {
            let since = trouble.since.map(|since| format!(" for {}", age(since, self.now)));
            let before = if trouble.gone {
                "Gone".to_owned()
            } else {
                "Failing".to_owned() + &since.unwrap_or_default()
            };
            told.push(Told::Row(before, trouble.reason.clone()));
        }
        told
    }

    pub(super) fn set_whole(&mut self, id: FeedId, always: bool) {
        let title = self.store.feed(id).map_or_else(String::new, |feed| feed.title.clone());
        let name = match always {
            true => format!("fetching the whole text of what comes from {title}"),
            false => format!("fetching no whole text for {title} unless asked"),
        };
        self.commit(name, ReaderChange::WholeFeed { feed: id, always });
        self.show_card(id, 4);
    }

    pub(super) fn set_muted(&mut self, id: FeedId, muted: bool) {
        let title = self.store.feed(id).map_or_else(String::new, |feed| feed.title.clone());
        let name = format!("{} {title}", if muted { "muted" } else { "no longer muting" });
        self.commit(name, ReaderChange::MuteFeed { feed: id, muted });
        self.feeds.refill(&self.store);
        self.show_card(id, 5);
    }

    pub(super) fn ask_for_field(&mut self, id: FeedId, field: Field) {
        let Some(feed) = self.store.feed(id) else { return };
        let text = match field {
            Field::Title => feed.title.clone(),
            Field::Folder => feed.folder.join(" / "),
            Field::Interval => feed.interval.map(facts::as_interval).unwrap_or_default(),
            Field::Priority => feed.priority.to_string(),
        };
        self.ask(Asking::Feed { feed: id, field }, &text);
    }

    /// What was typed for a field becomes a step.
    pub(super) fn set_field(&mut self, id: FeedId, field: Field, text: &str) {
        let Some(feed) = self.store.feed(id) else { return };
        let was = feed.title.clone();
        let (name, change) = match field {
            Field::Title => {
                let title = text.trim();
                if title.is_empty() {
                    self.say("A feed needs a title; it keeps the one it had");
                    return;
                }
                let change = ReaderChange::TitleFeed { feed: id, title: title.to_owned() };
                (format!("called {was} “{title}”"), change)
            }
            Field::Folder if text.trim() == feed.folder.join(" / ") => {
                self.say("Nothing altered");
                return;
            }
            Field::Folder => {
                // A folder may have a stroke in its name.
                let parting = if text.contains(" / ") { " / " } else { "/" };
                let steps = text.split(parting).map(str::trim).filter(|step| !step.is_empty());
                let folder: Vec<String> = steps.map(str::to_owned).collect();
                let name = match folder.as_slice() {
                    [] => format!("took {was} out of its folder"),
                    path => format!("put {was} into {}", path.join(" / ")),
                };
                (name, ReaderChange::FileFeed { feed: id, folder })
            }
            Field::Interval => {
                let Some((name, change)) = pace(id, &was, text) else {
                    self.say(
                        "Say it as 30m, 2h or 1d, or leave it empty: the feed is asked as often as before",
                    );
                    return;
                };
                (name, change)
            }
            Field::Priority => {
                let Ok(priority) = text.trim().parse() else {
                    self.say("A priority is a whole number: the feed keeps the one it had");
                    return;
                };
                (format!("gave {was} the priority {priority}"), ReaderChange::RankFeed { feed: id, priority })
            }
        };
        if !self.commit(name, change) {
            self.say("Nothing altered");
        } else if field == Field::Interval {
            self.refresh_soon();
        }
        self.refill_what_goes_by_feed();
        self.feeds.refill(&self.store);
    }

    /// Shows the feeds that cannot be read anew, and why.
    pub(super) fn show_troubled_feeds(&mut self) {
        let troubled: Vec<FeedId> =
            self.store.feeds().filter(|feed| feed.trouble.is_some()).map(|feed| feed.id).collect();
        if troubled.is_empty() {
            self.say("Every feed answers");
            return;
        }
        let choice = |id: &FeedId| {
            let feed = self.store.feed(*id)?;
            let since = feed.trouble.as_ref().and_then(|trouble| trouble.since);
            Some(Choice {
                label: feed.title.clone(),
                detail: since.map_or_else(String::new, |since| age(since, self.now)),
                about: self.fares(feed),
                verb: "shows its card",
                deed: Deed::Card(*id),
            })
        };
        let choices = troubled.iter().filter_map(choice).collect();
        self.chooser = Some(Chooser::new("Feeds that do not answer", choices));
    }
}

/// How often a feed is asked from now on, and how that step is called; nothing where the text says neither a time nor
/// nothing.
fn pace(feed: FeedId, title: &str, text: &str) -> Option<(String, ReaderChange)> {
    if text.trim().is_empty() {
        let name = format!("asking {title} as often as it says itself");
        return Some((name, ReaderChange::PaceFeed { feed, interval: None }));
    }
    let seconds = facts::interval(text)?;
    let name = format!("asking {title} every {}", facts::as_interval(seconds));
    Some((name, ReaderChange::PaceFeed { feed, interval: Some(seconds) }))
}
