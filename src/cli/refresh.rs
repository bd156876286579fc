//! `courant refresh`: asks the feeds that are due, with progress, and keeps what they bring.

use std::sync::Arc;

use serde::Serialize;

use super::arguments;
use super::failure::Failure;
use super::naming::is_named;
use super::session::Session;
use super::shelf;
use crate::app::counted;
use crate::news::Subscription;
use crate::workers::disk::{Access, DiskError, Library};
use crate::workers::net::{Client, Limits, Network};
use crate::workers::page;
use crate::workers::refresh::{Came, Done, Round, Terms};

/// What a refresh came to: the fields and their order are a public contract.
#[derive(Serialize, Default)]
struct Summary {
    /// Feeds that were asked.
    asked: usize,
    /// Articles that nobody had ever spoken of.
    new: usize,
    /// Feeds in which nothing changed.
    unchanged: usize,
    failed: Vec<FailedJson>,
    moved: Vec<MovedJson>,
    /// This machine has no network; what failed is not held against the feeds.
    offline: bool,
}

#[derive(Serialize)]
struct FailedJson {
    title: String,
    address: String,
    reason: String,
}

#[derive(Serialize)]
struct MovedJson {
    title: String,
    from: String,
    to: String,
}

pub(super) fn refresh(asked: &arguments::Refresh, session: &mut Session<'_>) -> Result<(), Failure> {
    let mut library = shelf::open(session)?;
    if library.access() == Access::ReadOnly {
        return Err(DiskError::ReadOnly { path: library.file().to_owned() }.into());
    }
    let wanted = wanted(asked, &library, session)?;
    if wanted.is_empty() && !asked.json && library.subscriptions()?.is_empty() {
        session.output.say(shelf::NO_FEEDS);
        return Ok(());
    }
    let summary = ask(wanted, &mut library, session)?;
    if asked.json {
        let line = serde_json::to_string(&summary).expect("texts and numbers can be written as JSON");
        session.output.print(&(line + "\n"))?;
    } else {
        tell(&summary, session);
    }
    if summary.offline {
        session
            .output
            .complain("There is no network. What is kept can be read; the feeds are asked again later.");
    } else if summary.asked > 0 && summary.failed.len() == summary.asked {
        let sentence = "No feed answered. Look at the connection to the network; what is kept can be read.";
        session.output.complain(sentence);
    }
    Ok(())
}

/// The feeds to ask: those that were named, or else those that are due.
fn wanted(
    asked: &arguments::Refresh,
    library: &Library,
    session: &Session<'_>,
) -> Result<Vec<Subscription>, Failure> {
    let all = library.subscriptions()?;
    let now = session.now();
    if asked.feeds.is_empty() {
        return Ok(all.into_iter().filter(|feed| asked.force || feed.health.is_due(now)).collect());
    }
    let unknown = |name: &&String| !all.iter().any(|feed| is_named(feed, name));
    if let Some(name) = asked.feeds.iter().find(unknown) {
        let sentence = format!("There is no feed {name}. courant feeds lists those that there are.");
        return Err(Failure::Failed(sentence));
    }
    let is_wanted = |feed: &Subscription| asked.feeds.iter().any(|name| is_named(feed, name));
    Ok(all.into_iter().filter(is_wanted).collect())
}

fn ask(
    wanted: Vec<Subscription>,
    library: &mut Library,
    session: &mut Session<'_>,
) -> Result<Summary, Failure> {
    let client = Client::new(Limits::FEED, &Network::default());
    let total = wanted.len();
    let before: Vec<(crate::news::FeedId, String)> =
        wanted.iter().map(|feed| (feed.feed, feed.address.clone())).collect();
    let mut summary = Summary::default();
    let (clock, since) = (session.clock, session.now());
    let terms = Terms::new(Arc::new(move || clock.now()));
    // Feeds whose articles are read from their pages.
    let mut whole = Vec::new();
    let output = &mut session.output;
    let done = crate::workers::refresh::refresh(library, &client, wanted, &terms, |done| {
        whole.extend(done.wants_pages());
        summary.add(done, &before);
        let new = counted(summary.new, "new article");
        output.progress(&format!("{} of {} · {new}", summary.asked, counted(total, "feed")));
    });
    output.end_progress();
    let Round { offline, .. } = done?;
    for feed in whole {
        page::keep_new(library, &client, feed, since, &terms.now, &terms.stop)?;
    }
    Ok(Summary { offline, ..summary })
}

impl Summary {
    fn add(&mut self, done: Done, before: &[(crate::news::FeedId, String)]) {
        let Done { subscription, came } = done;
        let Subscription { feed, title, address, .. } = subscription;
        self.asked += 1;
        let from = before.iter().find(|(each, _)| *each == feed).map(|(_, from)| from.clone());
        if let Some(from) = from.filter(|from| *from != address) {
            self.moved.push(MovedJson { title: title.clone(), from, to: address.clone() });
        }
        match came {
            Came::Articles(count) => self.new += count,
            Came::Nothing => self.unchanged += 1,
            Came::Failure(reason) => self.failed.push(FailedJson { title, address, reason }),
        }
    }
}

fn tell(summary: &Summary, session: &mut Session<'_>) {
    let Summary { asked, new, failed, moved, .. } = summary;
    if summary.offline {
        return;
    }
    for FailedJson { title, reason, .. } in failed {
        session.output.say(&format!("{title}: {reason}"));
    }
    for MovedJson { title, to, .. } in moved {
        session.output.say(&format!("{title} has moved to {to}."));
    }
    let failures = if failed.is_empty() { String::new() } else { format!(", {} failed", failed.len()) };
    let sentence = match asked {
        0 => "No feed is due; courant refresh --force asks all of them.".to_owned(),
        asked => {
            format!("{} asked: {}{failures}.", counted(*asked, "feed"), counted(*new, "new article"))
        }
    };
    session.output.say(&sentence);
}
