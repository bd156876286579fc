//! `courant feeds set`: what a reader wants of one feed, said as KEY=VALUE. What is secret in it is not repeated.

use super::arguments;
use super::failure::Failure;
use super::naming::is_named;
use super::session::Session;
use super::shelf;
use crate::clean::text;
use crate::facts;
use crate::news::{FeedSettings, Subscription, is_header, is_header_value};
use crate::workers::disk::{Access, DiskError};

pub(super) fn set(asked: &arguments::SetFeed, session: &mut Session<'_>) -> Result<(), Failure> {
    let mut library = shelf::open(session)?;
    if library.access() == Access::ReadOnly {
        return Err(DiskError::ReadOnly { path: library.file().to_owned() }.into());
    }
    let all = library.subscriptions()?;
    let feed = one_named(&all, &asked.feed)?;
    let mut settings = feed.settings.clone();
    let mut password = None;
    for wish in &asked.wishes {
        match wish.split_once('=') {
            Some(("password", value)) => password = Some(user_and_password(value)?),
            Some((key, value)) => grant(&mut settings, key, value.trim())?,
            None => return Err(refused(&format!("{wish}: say it as KEY=VALUE, as in interval=30m"))),
        }
    }
    library.set_feed_settings(feed.feed, &settings)?;
    if let Some(password) = password {
        library.set_password(feed.feed, password.as_deref())?;
    }
    session.output.say(&format!("{} ({}): it is set.", feed.title, feed.address));
    Ok(())
}

fn one_named<'a>(all: &'a [Subscription], name: &str) -> Result<&'a Subscription, Failure> {
    let named: Vec<&Subscription> = all.iter().filter(|feed| is_named(feed, name)).collect();
    match named.as_slice() {
        [feed] => Ok(feed),
        [] => Err(Failure::Failed(format!(
            "There is no feed {}. courant feeds lists those that there are.",
            text::str_line(name)
        ))),
        several => Err(Failure::Failed(format!(
            "{} feeds go by that name. Say which by its address, as courant feeds lists it.",
            several.len()
        ))),
    }
}

fn grant(settings: &mut FeedSettings, key: &str, value: &str) -> Result<(), Failure> {
    let line = || Some(text::str_line(value)).filter(|line| !line.is_empty());
    match key {
        "title" => settings.title = line(),
        "interval" => settings.interval = interval(value)?,
        "full-text" => settings.full_text = is_yes(key, value)?,
        "mute" => settings.muted = is_yes(key, value)?,
        "tags" => {
            let tags = value.split(',').map(text::str_line).filter(|tag| !tag.is_empty());
            settings.tags = tags.collect();
            settings.tags.dedup();
        }
        "priority" if value.is_empty() => settings.priority = 0,
        "priority" => {
            settings.priority = value
                .parse()
                .map_err(|_| refused("priority is a whole number; feeds of higher ones are asked first"))?;
        }
        "user-agent" if value.is_empty() => settings.user_agent = None,
        "user-agent" if is_header_value(value) => settings.user_agent = Some(value.to_owned()),
        "user-agent" => return Err(refused("user-agent is a text of plain ASCII")),
        "header" if value.is_empty() => settings.headers.clear(),
        "header" => add_header(settings, value)?,
        _ => {
            return Err(refused(&format!(
                "There is no setting {}; there are title, interval, full-text, tags, mute, priority, user-agent, \
                 password and header",
                text::str_line(key)
            )));
        }
    }
    Ok(())
}

fn add_header(settings: &mut FeedSettings, told: &str) -> Result<(), Failure> {
    let (name, value) = told.split_once(':').unwrap_or_default();
    let (name, value) = (name.trim(), value.trim());
    if !is_header(name, value) {
        // Its value may be a secret and is not repeated.
        return Err(refused(
            "header is said as in \"X-Key: value\", in plain ASCII; headers of the connection itself are not yours \
             to set",
        ));
    }
    settings.headers.retain(|(each, _)| !each.eq_ignore_ascii_case(name));
    settings.headers.push((name.to_owned(), value.to_owned()));
    Ok(())
}

/// Seconds.
fn interval(value: &str) -> Result<Option<u32>, Failure> {
    if value.is_empty() {
        return Ok(None);
    }
    facts::interval(value)
        .map(Some)
        .ok_or_else(|| refused("interval is said as 30m, 2h or 1d, and 5 minutes at least are kept"))
}

fn is_yes(key: &str, value: &str) -> Result<bool, Failure> {
    match value {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err(refused(&format!("{key} is yes or no"))),
    }
}

/// As they stand in an address: percent-encoded.
fn user_and_password(value: &str) -> Result<Option<String>, Failure> {
    if value.is_empty() {
        return Ok(None);
    }
    let mut url = url::Url::parse("https://a.example/").expect("this is an address");
    let (name, password) = value.split_once(':').unwrap_or((value, ""));
    let is_set = url.set_username(name).is_ok() && url.set_password(Some(password)).is_ok();
    crate::workers::net::credentials_in(url.as_str())
        .filter(|_| is_set)
        .map(Some)
        .ok_or_else(|| refused("password is said as NAME:PASSWORD"))
}

fn refused(sentence: &str) -> Failure {
    Failure::Usage(format!("courant: {sentence}.\n"))
}
