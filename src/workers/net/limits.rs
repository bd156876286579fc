//! What a request may cost at most, and what the network looks like from here.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// The bounds of one request. Times are total deadlines, never per read: a drip of bytes does not stretch them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Until a connection stands, its encryption included; looking the name up has as long again.
    pub connect: Duration,
    /// Until the head of the answer is there, once the request is sent.
    pub head: Duration,
    /// Until the body is there, once the head is.
    pub body: Duration,
    /// For all of it, redirects included.
    pub whole: Duration,
    /// Bytes of a body, after it is unpacked.
    pub body_bytes: u64,
    /// Bytes of a head.
    pub head_bytes: usize,
    /// How often it may be sent on.
    pub redirects: usize,
}

impl Limits {
    /// For a feed: 15 MB.
    pub const FEED: Self = Self {
        connect: Duration::from_secs(10),
        head: Duration::from_secs(20),
        body: Duration::from_secs(25),
        whole: Duration::from_secs(30),
        body_bytes: 15_000_000,
        head_bytes: 256 * 1024,
        redirects: 10,
    };

    /// For a page: 10 MB.
    pub const PAGE: Self = Self { body_bytes: 10_000_000, ..Self::FEED };
}

/// Whose certificates are believed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Trust {
    /// The authorities that browsers believe; or else those in the file that `SSL_CERT_FILE` names.
    #[default]
    Web,
    /// These authorities alone, as DER.
    Authorities(Vec<Vec<u8>>),
}

/// What stands between this machine and the others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Proxy {
    /// What the environment names: `ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY`, but not for the hosts in `NO_PROXY`.
    #[default]
    OfEnvironment,
    /// Nothing.
    None,
    /// The proxy at this address, which is asked by `CONNECT`.
    At(String),
}

/// A name that is not looked up, as curl's `--resolve` has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandIn {
    /// The name, in lower case.
    pub name: String,
    /// Which address it is taken to have, when it is asked whether that is a public one.
    pub judged_as: IpAddr,
    /// Where it is connected to.
    pub at: SocketAddr,
}

/// How the network is reached.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Network {
    /// Whose certificates are believed.
    pub trust: Trust,
    /// Names that are not looked up.
    pub stand_ins: Vec<StandIn>,
    /// What requests go through. A proxy looks names up itself: then a name can only be judged by what it is called.
    pub proxy: Proxy,
}
