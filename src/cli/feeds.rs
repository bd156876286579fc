//! `courant feeds`: the subscriptions and how they fare, one a line.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use super::wishes;
use crate::news::{FeedId, Subscription};
use crate::store::{Counts, Scope};

/// A subscription: the fields and their order are a public contract.
#[derive(Serialize)]
struct FeedJson<'a> {
    title: &'a str,
    address: &'a str,
    site: Option<&'a str>,
    folder: &'a [String],
    total: u32,
    unread: u32,
    checked: Option<Timestamp>,
    answered: Option<Timestamp>,
    failing_since: Option<Timestamp>,
    failures: u32,
    reason: Option<&'a str>,
    due: Option<Timestamp>,
    gone: bool,
    moved_from: Option<&'a str>,
    newest: Option<Timestamp>,
    silent_since: Option<Timestamp>,
    settings: SettingsJson<'a>,
}

/// What its reader wants of it. Of what may be secret only that it is there.
#[derive(Serialize)]
struct SettingsJson<'a> {
    title: Option<&'a str>,
    interval: Option<u32>,
    full_text: bool,
    headers: Vec<&'a str>,
    user_agent: Option<&'a str>,
    password: bool,
    tags: &'a [String],
    muted: bool,
    priority: i32,
}

pub(super) fn feeds(asked: &arguments::Feeds, session: &mut Session<'_>) -> Result<(), Failure> {
    if let Some(arguments::FeedsCommand::Set(asked)) = &asked.what {
        return wishes::set(asked, session);
    }
    let library = shelf::open(session)?;
    let counts: HashMap<FeedId, Counts> = library
        .counters()?
        .into_iter()
        .filter_map(|(scope, counts)| match scope {
            Scope::Feed(feed) => Some((feed, counts)),
            Scope::All | Scope::Folder(_) | Scope::Tag(_) => None,
        })
        .collect();
    let subscriptions = library.subscriptions()?;
    if subscriptions.is_empty() {
        session.output.say(shelf::NO_FEEDS);
    }
    for subscription in &subscriptions {
        let counts = counts.get(&subscription.feed).copied().unwrap_or_default();
        let line = if asked.json {
            json(subscription, counts, session.now())
        } else {
            line(subscription, counts, session)
        };
        session.output.print(&(line + "\n"))?;
    }
    Ok(())
}

fn json(subscription: &Subscription, counts: Counts, now: Timestamp) -> String {
    let Subscription { title, address, site, folder, health, moved_from, settings, pace, .. } = subscription;
    let object = FeedJson {
        title,
        address,
        site: site.as_deref(),
        folder,
        total: counts.total,
        unread: counts.unread,
        checked: health.checked,
        answered: health.answered,
        failing_since: health.failing_since,
        failures: health.failures,
        reason: health.reason.as_deref(),
        due: health.due,
        gone: health.gone,
        moved_from: moved_from.as_deref(),
        newest: pace.newest,
        silent_since: pace.silent_since(now),
        settings: SettingsJson {
            title: settings.title.as_deref(),
            interval: settings.interval,
            full_text: settings.full_text,
            headers: settings.headers.iter().map(|(name, _)| name.as_str()).collect(),
            user_agent: settings.user_agent.as_deref(),
            password: subscription.userinfo.is_some(),
            tags: &settings.tags,
            muted: settings.muted,
            priority: settings.priority,
        },
    };
    serde_json::to_string(&object).expect("texts and numbers can be written as JSON")
}

/// Unread of all, folder, title, address; then what is wrong with it.
fn line(subscription: &Subscription, counts: Counts, session: &Session<'_>) -> String {
    let Subscription { title, address, folder, health, pace, settings, .. } = subscription;
    let path: String = folder.iter().map(|folder| format!("{folder} / ")).collect();
    let mut line = format!("{:>5} of {:>5} unread  {path}{title} — {address}", counts.unread, counts.total);
    if let (Some(since), Some(reason)) = (health.failing_since, &health.reason) {
        let day = session.zone.to_datetime(since).date();
        line.push_str(&format!("  (failing since {day}: {reason})"));
    } else if let Some(since) = pace.silent_since(session.now()) {
        let day = session.zone.to_datetime(since).date();
        line.push_str(&format!("  (silent since {day})"));
    }
    if settings.muted {
        line.push_str("  (muted)");
    }
    line
}
