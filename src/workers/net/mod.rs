//! The network: one request at a time, with every limit in force, and nothing a stranger says taken at its word.
//!
//! A [`Client`] gets what is at an address or says in one sentence why not. It follows redirects itself, keeps no
//! cookies, tells nobody where a reader comes from, and never outstays its deadlines. It knows no feed, no library and
//! no screen.

mod answer;
mod budget;
mod client;
mod coding;
mod credentials;
mod failure;
mod hop;
mod limits;
mod reach;

pub use answer::{Answer, Body};
pub use budget::{Budget, Held};
pub use client::{Arrived, Client, Request};
pub use credentials::{credentials_in, without_credentials};
pub use failure::{Failure, Isolation, Phase};
pub use hop::{Hop, next_hop};
pub use limits::{Limits, Network, Proxy, StandIn, Trust};
pub use reach::{Reach, is_public};
