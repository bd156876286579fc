//! `courant add`: subscribes to feeds, or to those that pages name, and keeps their articles.

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use crate::app::counted;
use crate::news::Subscription;
use crate::workers::discovery::{Discovered, discover, typed_address};
use crate::workers::disk::{Access, DiskError, Library, NewFeed, Subscribed};
use crate::workers::net::{Client, Limits, Network, credentials_in, without_credentials};
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
    let whole = typed_address(typed);
    let known = whole.as_deref().map(without_credentials);
    if let Some(known) = known
        && let Some(subscription) = library.subscription(&known)?
    {
        let userinfo = whole.as_deref().and_then(credentials_in);
        return add_again(&subscription, userinfo, library, session).map(|sentence| Ok(vec![sentence]));
    }
    match discover(client, typed, session.now()) {
        Ok(found) => keep(found, library, session).map(Ok),
        Err(sentence) => Ok(Err(sentence)),
    }
}

/// What is typed of a feed that is there is taken: its password, and that it may lie in the own network.
fn add_again(
    known: &Subscription,
    userinfo: Option<String>,
    library: &mut Library,
    session: &Session<'_>,
) -> Result<String, Failure> {
    let Subscription { address, title, .. } = known;
    let is_other_password = userinfo.is_some() && userinfo != known.userinfo;
    if !is_other_password && known.typed {
        return Ok(already(title, address));
    }
    let new = NewFeed { address: address.clone(), userinfo, typed: true, ..NewFeed::default() };
    library.subscribe(&[new], session.now())?;
    let follows = if is_other_password {
        "it is asked from now on with this name and password"
    } else {
        "as you typed its address, it may lie in your own network from now on"
    };
    Ok(format!("{title} ({address}) is among your feeds already; {follows}."))
}

fn already(title: &str, address: &str) -> String {
    format!("Nothing to do: {title} ({address}) is among your feeds already.")
}

fn keep(found: Discovered, library: &mut Library, session: &Session<'_>) -> Result<Vec<String>, Failure> {
    let Discovered { address, userinfo, typed, title, answer, others } = found;
    let new = NewFeed { address: address.clone(), userinfo, title, typed, ..NewFeed::default() };
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
