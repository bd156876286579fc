//! `courant fetch`: what `courant parse` prints, of a feed on the network. It keeps nothing and needs no library.

use super::arguments;
use super::failure::Failure;
use super::parse;
use super::session::Session;
use crate::parse::feed;
use crate::workers::net::{Client, Limits, Network, Request};

pub(super) fn fetch(asked: &arguments::Fetch, session: &mut Session<'_>) -> Result<(), Failure> {
    let client = Client::new(Limits::FEED, &Network::default());
    let answer = client.get(&Request::typed(&asked.url), session.now());
    let answer = answer.map_err(|failure| Failure::Failed(failure.to_string()))?;
    // Without validators there is always a body.
    let body = answer.body.unwrap_or_default();
    parse::print(&feed(&body.bytes, body.charset.as_deref()), Some(&answer.address), session)
}
