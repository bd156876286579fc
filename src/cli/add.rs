//! `courant add`: subscribes to feeds, or to those that pages name, and keeps their articles.

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use crate::app::counted;
use crate::workers::discovery::{Discovered, discover, typed_address};
use crate::workers::disk::{Access, DiskError, Library, NewFeed, Subscribed};
use crate::workers::net::{Client, Limits, Network, without_credentials};
use crate::workers::refresh::{Came, take_in};

pub(super) fn add(asked: &arguments::Add, session: &mut Session<'_>) -> Result<(), Failure> {
    let mut library = shelf::open(session)?;
    if library.access() == Access::ReadOnly {
        return Err(DiskError::ReadOnly { path: library.file().to_owned() }.into());
    }
    let client = Client::new(Limits::FEED, &Network::default());
    for typed in &asked.urls {
        // One that fails does not keep the others from being added.
        match add_one(typed, &client, &mut library, session)? {
            Ok(sentences) => sentences.iter().for_each(|sentence| session.output.say(sentence)),
            Err(sentence) => session.output.complain(&sentence),
        }
    }
    Ok(())
}

fn add_one(
    typed: &str,
    client: &Client,
    library: &mut Library,
    session: &Session<'_>,
) -> Result<Result<Vec<String>, String>, Failure> {
    let known = typed_address(typed).map(|address| without_credentials(&address));
    if let Some(known) = known
        && let Some(subscription) = library.subscription(&known)?
    {
        return Ok(Ok(vec![already(&subscription.title, &known)]));
    }
    match discover(client, typed, session.now()) {
        Ok(found) => keep(found, library, session).map(Ok),
        Err(sentence) => Ok(Err(sentence)),
    }
}

fn already(title: &str, address: &str) -> String {
    format!("Nothing to do: {title} ({address}) is among your feeds already.")
}

fn keep(found: Discovered, library: &mut Library, session: &Session<'_>) -> Result<Vec<String>, Failure> {
    let Discovered { address, userinfo, title, answer, others } = found;
    let new = NewFeed { address: address.clone(), userinfo, title, typed: true, ..NewFeed::default() };
    let added = library.subscribe(&[new], session.now())?;
    let subscription = library.subscription(&address)?;
    let (Some((_, subscribed)), Some(subscription)) = (added.first(), subscription) else {
        return Ok(Vec::new());
    };
    if *subscribed == Subscribed::Already {
        return Ok(vec![already(&subscription.title, &address)]);
    }
    let done = take_in(library, subscription, answer, session.now())?;
    let articles = match done.came {
        Came::Articles(count) => counted(count, "new article"),
        Came::Nothing => "nothing new".to_owned(),
        Came::Failure(sentence) => sentence,
    };
    let title = &done.subscription.title;
    let mut sentences = vec![format!("Subscribed to {title} ({}): {articles}.", done.subscription.address)];
    if !others.is_empty() {
        let others: Vec<&str> = others.iter().map(|other| other.address.as_str()).collect();
        sentences.push(format!("Its page names other feeds too: {}", others.join(" ")));
    }
    Ok(sentences)
}
