//! The network against a real server on loopback: what is sent, what is believed, and that nothing a server does makes
//! a request hang, grow or lead astray.
#![allow(clippy::unwrap_used)]

mod hostile;
mod moving;
pub(crate) mod polite;
mod printed;
mod proxy;
mod safe;
pub(crate) mod server;

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use courant::news::Validators;
use courant::workers::net::{Answer, Client, Failure, Limits, Network, Reach, Request, StandIn};
use jiff::Timestamp;

use server::Server;

/// Deadlines that keep the tests quick.
pub(crate) const QUICK: Limits = Limits {
    connect: Duration::from_secs(5),
    head: Duration::from_millis(150),
    body: Duration::from_millis(200),
    whole: Duration::from_secs(5),
    body_bytes: 300_000,
    head_bytes: 8 * 1024,
    redirects: 4,
};

/// Deadlines that a busy machine does not meet by chance.
pub(crate) const PATIENT: Limits = Limits {
    connect: Duration::from_secs(60),
    head: Duration::from_secs(60),
    body: Duration::from_secs(60),
    whole: Duration::from_secs(60),
    ..QUICK
};

pub(crate) const NOW: &str = "2026-11-20T09:00:00Z";

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// A name that stands for a server of ours, and is taken for one of the public network.
pub(crate) fn stand_in(name: &str, server: &Server) -> StandIn {
    StandIn {
        name: name.to_owned(),
        judged_as: IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34)),
        at: server.address,
    }
}

pub(crate) fn client(limits: Limits, stand_ins: Vec<StandIn>) -> Client {
    Client::new(limits, &Network { stand_ins, ..Network::default() })
}

fn get(server: &Server, path: &str) -> Result<Answer, Failure> {
    get_within(PATIENT, server, path)
}

fn get_within(limits: Limits, server: &Server, path: &str) -> Result<Answer, Failure> {
    client(limits, Vec::new()).get(&Request::typed(&server.url(path)), now())
}

fn bytes(answer: Answer) -> Vec<u8> {
    answer.body.unwrap().bytes
}

/// Asks as a feed does that a stranger named.
fn from_public(client: &Client, address: &str) -> Result<Answer, Failure> {
    let validators = Validators::default();
    client.get(&Request { reach: Reach::Public, validators: &validators, ..Request::typed(address) }, now())
}
