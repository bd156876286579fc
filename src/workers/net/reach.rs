//! Whom a request may reach: judged on the address that a name stands for, at the moment of connecting.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::limits::StandIn;

/// Who asks, and so whom may be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The reader typed the address: every machine, those of the own network too.
    Typed,
    /// The address came from outside: machines of the public network alone.
    Public,
}

/// Names looked up at once; the forwarders of home networks refuse bursts.
const LOOK_UPS: usize = 32;

/// What `ureq`'s error carries where an address may not be reached.
#[derive(Debug, thiserror::Error)]
#[error("a private address")]
pub(super) struct PrivateAddress;

/// Whether an address is one of the public internet (IANA's registries of special-purpose addresses).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Names that stand for this machine and are asked of nobody else (RFC 6761 §6.3).
pub(super) fn is_this_machine(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = match a {
        0 | 10 | 127 | 224..=255 => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => b == 18 || b == 19 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let last_four = || {
        let [.., a, b] = parts;
        let ([a, b], [c, d]) = (a.to_be_bytes(), b.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match parts {
        // IPv4 in other clothes: mapped, compatible, NAT64.
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_public_v4(last_four()),
        // 6to4: the IPv4 address stands in front.
        [0x2002, a, b, ..] => {
            let ([a, b], [c, d]) = (a.to_be_bytes(), b.to_be_bytes());
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Teredo, documentation, benchmarks and other tables of the IETF.
        [0x2001, 0..0x0200, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..0x1000, ..] => false,
        // All that is given out to anybody.
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

/// Looks names up, a few at a time, and lets only those addresses through that may be reached.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    reach: Reach,
    stand_ins: Arc<[StandIn]>,
    /// Host and port of the proxy: whoever set it may be reached through it.
    proxy: Option<(Arc<str>, u16)>,
    look_ups: Arc<Permits>,
}

impl Guard {
    pub(super) fn new(stand_ins: &[StandIn], proxy: Option<(&str, u16)>) -> Self {
        let proxy = proxy.map(|(host, port)| (host.into(), port));
        let look_ups = Arc::new(Permits::new(LOOK_UPS));
        Self { reach: Reach::Typed, stand_ins: stand_ins.into(), proxy, look_ups }
    }

    /// The same for another reach; look-ups are counted together.
    pub(super) fn reaching(&self, reach: Reach) -> Self {
        Self { reach, ..self.clone() }
    }

    fn admits(&self, address: IpAddr) -> bool {
        self.reach == Reach::Typed || is_public(address)
    }

    fn is_proxy(&self, uri: &Uri) -> bool {
        let is_it = |host: &str, port| uri.host() == Some(host) && uri.port_u16() == Some(port);
        self.proxy.as_ref().is_some_and(|(host, port)| is_it(host, *port))
    }

    fn stand_in(&self, host: &str) -> Option<&StandIn> {
        self.stand_ins.iter().find(|stand_in| stand_in.name == host)
    }

    /// Addresses with what each is judged as.
    fn found(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<Vec<(SocketAddr, IpAddr)>, Error> {
        let host = uri.host().unwrap_or_default();
        if let Some(stand_in) = self.stand_in(host) {
            return Ok(vec![(stand_in.at, stand_in.judged_as)]);
        }
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        if let Ok(address) = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            return Ok(vec![(SocketAddr::new(address, port), address)]);
        }
        if is_this_machine(host) {
            let addresses = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
            return Ok(addresses.map(|address| (SocketAddr::new(address, port), address)).to_vec());
        }
        let found = if *timeout.after == Duration::MAX {
            format!("{host}:{port}").to_socket_addrs()?.collect::<Vec<_>>()
        } else {
            let _permit = self.look_ups.take(*timeout.after).ok_or(Error::Timeout(timeout.reason))?;
            DefaultResolver::default().resolve(uri, config, timeout)?.iter().copied().collect()
        };
        Ok(found.into_iter().map(|at| (at, at.ip())).collect())
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.found(uri, config, timeout)?;
        let is_proxy = self.is_proxy(uri);
        let mut admitted = self.empty();
        for (at, _) in
            found.iter().filter(|(_, judged)| is_proxy || self.admits(*judged)).take(MOST_ADDRESSES)
        {
            admitted.push(*at);
        }
        match (admitted.is_empty(), found.is_empty()) {
            (false, _) => Ok(admitted),
            (true, true) => Err(Error::HostNotFound),
            (true, false) => Err(Error::Other(Box::new(PrivateAddress))),
        }
    }
}

/// As many as `ureq` has room for.
const MOST_ADDRESSES: usize = 16;

/// So many at once.
#[derive(Debug)]
struct Permits {
    free: Mutex<usize>,
    returned: Condvar,
}

impl Permits {
    fn new(count: usize) -> Self {
        Self { free: Mutex::new(count), returned: Condvar::new() }
    }

    /// A permit, unless none comes back in time.
    fn take(&self, patience: Duration) -> Option<Permit<'_>> {
        let until = Instant::now().checked_add(patience)?;
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            let left = until.checked_duration_since(Instant::now())?;
            free = self.returned.wait_timeout(free, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        *free -= 1;
        Some(Permit(self))
    }
}

struct Permit<'a>(&'a Permits);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.returned.notify_one();
    }
}
