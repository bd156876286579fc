//! One request from its address to its answer: every hop, every deadline, every limit.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::http::{Response, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Timeout};
use url::{Host, Url};

use super::answer::{self, Answer, Body};
use super::budget::{Budget, Held};
use super::coding::{self, Coding, Fault};
use super::credentials;
use super::failure::{Failure, Isolation, Phase};
use super::hop::{Hop, next_hop};
use super::limits::{Limits, Network, Proxy, Trust};
use super::reach::{Guard, PrivateAddress, Reach, is_public, is_this_machine};
use crate::news::{Validators, is_header, is_header_value};
use crate::{clean, facts};

/// Who asks: the program and its version, and nothing about the reader.
const USER_AGENT: &str = concat!("courant/", env!("CARGO_PKG_VERSION"), " (news reader)");

/// Feeds first, then pages that name one.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
     application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5";

/// Idle connections kept for the next request, in all: each request looks through them. The next feed of a host is
/// asked for at once.
const IDLE: usize = 32;

/// Room made for a body at once, where its server says that it is so long.
const USUAL: usize = 512 * 1024;

/// A body grows by so many bytes at a time.
const PIECE: usize = 64 * 1024;

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request<'a> {
    /// Where; name and password may stand in it.
    pub address: &'a str,
    /// Who asks.
    pub reach: Reach,
    /// What the server gave the last time.
    pub validators: &'a Validators,
    /// Further headers, for the origin of the address alone.
    pub headers: &'a [(String, String)],
    /// What to call the program there, in place of its name.
    pub user_agent: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// Asks for the first time, for what a reader typed.
    #[must_use]
    pub fn typed(address: &'a str) -> Self {
        const NONE: &Validators = &Validators { etag: None, last_modified: None };
        Self { address, reach: Reach::Typed, validators: NONE, headers: &[], user_agent: None }
    }
}

/// Gets what is at addresses. Connections are kept for the next request; it can be shared by threads.
#[derive(Clone, Debug)]
pub struct Client {
    anywhere: Agent,
    public: Agent,
    limits: Limits,
}

/// An answer whose body is still as it came: to unpack it is work for another thread than one that waits for servers.
#[derive(Clone, Debug)]
pub struct Arrived {
    answer: Answer,
    coding: Coding,
    host: String,
    limit: u64,
}

impl Arrived {
    /// The answer with its body unpacked, up to the bound of bytes.
    pub fn unpacked(self) -> Result<Answer, Failure> {
        let Self { mut answer, coding, host, limit } = self;
        if let Some(body) = &mut answer.body {
            let packed = std::mem::take(&mut body.bytes);
            body.bytes = coding.unpack(packed, limit).map_err(|fault| match fault {
                Fault::Garbled => Failure::Garbled { host },
                Fault::TooLong => Failure::TooLong { host, limit },
            })?;
        }
        Ok(answer)
    }
}

/// Who is asked, and what is sent along.
struct Target<'a> {
    url: &'a Url,
    reach: Reach,
    authorization: Option<&'a str>,
    validators: Option<&'a Validators>,
    headers: &'a [(String, String)],
    user_agent: Option<&'a str>,
}

/// A request on its way.
struct Course<'a> {
    start: Instant,
    now: Timestamp,
    held: &'a mut Held,
}

impl Client {
    /// Asks nobody yet.
    #[must_use]
    pub fn new(limits: Limits, network: &Network) -> Self {
        let proxy = match &network.proxy {
            Proxy::OfEnvironment => ureq::Proxy::try_from_env(),
            Proxy::None => None,
            Proxy::At(address) => ureq::Proxy::new(address).ok(),
        };
        let guard = Guard::new(&network.stand_ins, proxy.as_ref().map(|proxy| (proxy.host(), proxy.port())));
        let agent = |reach| {
            Agent::with_parts(
                config(limits, &network.trust, proxy.clone()),
                DefaultConnector::default(),
                guard.reaching(reach),
            )
        };
        Self { anywhere: agent(Reach::Typed), public: agent(Reach::Public), limits }
    }

    /// The bounds of each request.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The same, with less time for a request and fewer bytes of an answer; connections are shared.
    #[must_use]
    pub fn within(&self, whole: Duration, body_bytes: u64) -> Self {
        let limits = Limits {
            whole: whole.min(self.limits.whole),
            body_bytes: body_bytes.min(self.limits.body_bytes),
            ..self.limits
        };
        Self { limits, ..self.clone() }
    }

    /// Gets what is at an address, wherever it is sent on to. `now` is what dates in the answer are counted from.
    pub fn get(&self, request: &Request<'_>, now: Timestamp) -> Result<Answer, Failure> {
        self.get_packed(request, now, &mut Budget::unlimited().hold())?.unpacked()
    }

    /// The same, but as it came. The bytes of the body are taken from what all requests share: they are held for as long
    /// as `held` is.
    pub fn get_packed(
        &self,
        request: &Request<'_>,
        now: Timestamp,
        held: &mut Held,
    ) -> Result<Arrived, Failure> {
        let start = Instant::now();
        let mut url = web_address(request.address)?;
        let credentials = credentials::take(&mut url);
        let first = url.clone();
        let mut seen = BTreeSet::new();
        let mut moved = None;
        let mut for_good_so_far = true;
        for hops in 0..=self.limits.redirects {
            if !seen.insert(url.clone()) {
                return Err(Failure::Circle { host: shown(&url) });
            }
            let is_home = url.host() == first.host();
            let is_origin = url.origin() == first.origin();
            let target = Target {
                url: &url,
                // Only the host that was typed may be a private one.
                reach: if is_home { request.reach } else { Reach::Public },
                authorization: credentials.as_deref().filter(|_| is_origin),
                validators: Some(request.validators),
                headers: if is_origin { request.headers } else { &[] },
                user_agent: request.user_agent.filter(|_| is_origin),
            };
            let response = self.ask(&target, start)?;
            let location = answer::location(response.headers());
            match next_hop(&url, response.status().as_u16(), location.as_deref()) {
                Hop::Stay => {
                    return self.answer(
                        &url,
                        moved,
                        request.validators,
                        response,
                        Course { start, now, held },
                    );
                }
                Hop::Astray => return Err(Failure::LeadsAstray { host: shown(&url) }),
                Hop::Follow { .. } if hops == self.limits.redirects => break,
                Hop::Follow { mut to, for_good } => {
                    // A password that a stranger puts into an address is not ours to send.
                    credentials::take(&mut to);
                    for_good_so_far &= for_good;
                    if for_good_so_far {
                        moved = Some(to.to_string());
                    }
                    url = to;
                }
            }
        }
        Err(Failure::SentOnTooOften { host: shown(&first), limit: self.limits.redirects })
    }

    /// One request, to the head of its answer.
    fn ask(&self, target: &Target<'_>, start: Instant) -> Result<Response<ureq::Body>, Failure> {
        let Target { url, reach, authorization, validators, headers, user_agent } = target;
        if *reach == Reach::Public && !may_be_public(url) {
            return Err(Failure::Private { host: shown(url) });
        }
        let agent = match reach {
            Reach::Typed => &self.anywhere,
            Reach::Public => &self.public,
        };
        let mut request = agent.get(url.as_str()).header(header::ACCEPT, ACCEPT);
        let validators = validators.cloned().unwrap_or_default();
        let own = [
            (header::AUTHORIZATION, authorization.map(str::to_owned)),
            (header::ACCEPT_ENCODING, Some(coding::ACCEPTED.to_owned())),
            (header::IF_NONE_MATCH, validators.etag),
            (header::IF_MODIFIED_SINCE, validators.last_modified),
            (header::USER_AGENT, user_agent.filter(|told| is_header_value(told)).map(str::to_owned)),
        ];
        let is_ours = |name: &str| own.iter().any(|(own, value)| value.is_some() && own == name);
        for (name, value) in headers.iter().filter(|(name, value)| is_header(name, value)) {
            if !is_ours(&name.to_ascii_lowercase()) {
                request = request.header(name.as_str(), value.as_str());
            }
        }
        for (name, value) in own {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let left = self.limits.whole.saturating_sub(start.elapsed()).max(Duration::from_millis(1));
        let request = request.config().timeout_global(Some(left)).build();
        request.call().map_err(|error| self.failure(url, error))
    }

    fn answer(
        &self,
        url: &Url,
        moved: Option<String>,
        sent: &Validators,
        response: Response<ureq::Body>,
        course: Course<'_>,
    ) -> Result<Arrived, Failure> {
        let now = course.now;
        let code = response.status().as_u16();
        let head = response.headers();
        let is_unchanged = code == 304 && *sent != Validators::default();
        if !(is_unchanged || (200..300).contains(&code) && !matches!(code, 204 | 205)) {
            let retry_after =
                answer::header(head, "retry-after").and_then(|told| facts::retry_after(&told, now));
            return Err(Failure::Refused { host: shown(url), code, retry_after });
        }
        let mut validators = answer::validators(head);
        if is_unchanged {
            // A 304 may leave out what stays as it is.
            validators.etag = validators.etag.or_else(|| sent.etag.clone());
            validators.last_modified = validators.last_modified.or_else(|| sent.last_modified.clone());
        }
        let cache_control = answer::header(head, "cache-control");
        let expires = answer::header(head, "expires");
        let coding = Coding::of(head);
        let body = if is_unchanged { None } else { Some(self.body(url, response, course)?) };
        let answer = Answer { address: url.to_string(), moved, body, validators, cache_control, expires };
        Ok(Arrived { answer, coding, host: shown(url), limit: self.limits.body_bytes })
    }

    fn body(&self, url: &Url, response: Response<ureq::Body>, course: Course<'_>) -> Result<Body, Failure> {
        let Course { start, held, .. } = course;
        let (media_type, charset) = answer::content_type(response.headers());
        let limit = self.limits.body_bytes;
        // What a server says of the length is believed as far as a usual feed goes.
        let told = response.body().content_length().unwrap_or_default().min(USUAL as u64);
        let mut reader = response.into_body().into_reader();
        let mut bytes = vec![0; (told as usize + 1).max(PIECE)];
        let (mut length, mut allowed) = (0, 0);
        loop {
            while allowed <= length {
                if !held.grow(PIECE as u64, self.limits.whole.saturating_sub(start.elapsed())) {
                    return Err(self.slow(url, Phase::Whole));
                }
                allowed += PIECE;
            }
            if length == bytes.len() {
                bytes.resize(2 * length, 0);
            }
            let end = allowed.min(bytes.len());
            match reader.read(&mut bytes[length..end]) {
                Ok(0) => {
                    bytes.truncate(length);
                    bytes.shrink_to_fit();
                    return Ok(Body { bytes, media_type, charset });
                }
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => return Err(self.failure_in_body(url, error)),
            }
            if length as u64 > limit {
                return Err(Failure::TooLong { host: shown(url), limit });
            }
            // A server that is never slow enough for a single read has no more time than another.
            if start.elapsed() > self.limits.whole {
                return Err(self.slow(url, Phase::Whole));
            }
        }
    }

    fn failure_in_body(&self, url: &Url, error: io::Error) -> Failure {
        let host = shown(url);
        match ureq::Error::from(error) {
            ureq::Error::Io(error) if is_garbled(&error) => Failure::Garbled { host },
            ureq::Error::Io(_) | ureq::Error::Protocol(_) => Failure::BrokenOff { host },
            error => self.failure(url, error),
        }
    }

    /// What `ureq` says, in our words.
    fn failure(&self, url: &Url, error: ureq::Error) -> Failure {
        let host = shown(url);
        match error {
            ureq::Error::Timeout(timeout) => self.slow(url, phase(timeout)),
            ureq::Error::HostNotFound => Failure::Unknown { host },
            ureq::Error::Other(other) if other.is::<PrivateAddress>() => Failure::Private { host },
            ureq::Error::LargeResponseHeader(..) => {
                Failure::HeadTooLong { host, limit: self.limits.head_bytes }
            }
            ureq::Error::BodyExceedsLimit(limit) => Failure::TooLong { host, limit },
            ureq::Error::Rustls(error) => Failure::Unsafe { host, reason: distrust(&error) },
            ureq::Error::Tls(_) | ureq::Error::TlsRequired | ureq::Error::Pem(_) => {
                Failure::Unsafe { host, reason: "no encryption could be agreed on" }
            }
            ureq::Error::Io(error) => connection_failure(host, &error),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Failure::NoWebAddress,
            ureq::Error::ConnectionFailed | ureq::Error::ConnectProxyFailed(_) => Failure::Unreachable {
                host,
                reason: "no connection".to_owned(),
                isolation: Isolation::Likely,
            },
            _ => Failure::Gibberish { host },
        }
    }

    fn slow(&self, url: &Url, phase: Phase) -> Failure {
        let within = match phase {
            Phase::Name | Phase::Connection => self.limits.connect,
            Phase::Head => self.limits.head,
            Phase::Body => self.limits.body,
            Phase::Whole => self.limits.whole,
        };
        Failure::Slow { host: shown(url), phase, within }
    }
}

fn config(limits: Limits, trust: &Trust, proxy: Option<ureq::Proxy>) -> ureq::config::Config {
    let roots = match trust {
        Trust::Web => authorities_of_environment().unwrap_or(RootCerts::WebPki),
        Trust::Authorities(authorities) => {
            let certificates = authorities.iter().map(|der| Certificate::from_der(der).to_owned());
            RootCerts::Specific(Arc::new(certificates.collect()))
        }
    };
    Agent::config_builder()
        .http_status_as_error(false)
        .proxy(proxy)
        .max_redirects(0)
        .user_agent(USER_AGENT)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_send_request(Some(limits.connect))
        .timeout_recv_response(Some(limits.head))
        .timeout_recv_body(Some(limits.body))
        .timeout_global(Some(limits.whole))
        .max_response_header_size(limits.head_bytes)
        .input_buffer_size(32 * 1024)
        // A request is short, and hundreds are on their way at once.
        .output_buffer_size(16 * 1024)
        .max_idle_connections(IDLE)
        .max_idle_connections_per_host(4)
        .build()
}

/// The authorities that the environment names in place of the web's, as OpenSSL has it: a network of a firm may vouch for
/// everything itself. A file without any is none.
fn authorities_of_environment() -> Option<RootCerts> {
    let file = std::env::var_os("SSL_CERT_FILE").filter(|file| !file.is_empty())?;
    let pem = std::fs::read(&file).inspect_err(|error| log::warn!("SSL_CERT_FILE: {error}")).ok()?;
    let certificates: Vec<Certificate<'static>> = ureq::tls::parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            Ok(_) | Err(_) => None,
        })
        .collect();
    (!certificates.is_empty()).then(|| RootCerts::Specific(Arc::new(certificates)))
}

/// The address to ask: of the web, and without a fragment.
fn web_address(address: &str) -> Result<Url, Failure> {
    let address = clean::url::str_web(address, None).ok_or(Failure::NoWebAddress)?;
    let mut url = Url::parse(&address).map_err(|_| Failure::NoWebAddress)?;
    url.set_fragment(None);
    Ok(url)
}

/// The host and, where it is not the usual one, the port.
fn shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether an address written in numbers is a public one; of a name that is seen when it is looked up, unless it says so.
fn may_be_public(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
        Some(Host::Domain(name)) => !is_this_machine(name),
        None => true,
    }
}

fn phase(timeout: Timeout) -> Phase {
    match timeout {
        Timeout::Resolve => Phase::Name,
        Timeout::Connect | Timeout::SendRequest => Phase::Connection,
        Timeout::RecvResponse => Phase::Head,
        Timeout::RecvBody => Phase::Body,
        _ => Phase::Whole,
    }
}

/// A decoder's complaint, not the connection's.
fn is_garbled(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
}

fn connection_failure(host: String, error: &io::Error) -> Failure {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return Failure::Unsafe { host, reason: distrust(error) };
    }
    let (reason, isolation) = match error.kind() {
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => return Failure::BrokenOff { host },
        io::ErrorKind::InvalidData => return Failure::Gibberish { host },
        io::ErrorKind::ConnectionRefused => ("nobody listens there", Isolation::Likely),
        io::ErrorKind::HostUnreachable => (NO_WAY, Isolation::Likely),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => (NO_WAY, Isolation::Sure),
        // The system numbers its own failures (too many open files, say); the looking up of names does not.
        _ if error.raw_os_error().is_some() => {
            let reason = crate::workers::reason(error);
            return Failure::Unreachable { host, reason, isolation: Isolation::None };
        }
        _ if says_try_again(&error.to_string()) => return Failure::NotLookedUp { host },
        _ => return Failure::Unknown { host },
    };
    Failure::Unreachable { host, reason: reason.to_owned(), isolation }
}

const NO_WAY: &str = "there is no way to it from this network";

/// Whether the looking up of a name failed for now (`EAI_AGAIN`, in the words of glibc and of musl): the standard
/// library hands its number on in words alone.
fn says_try_again(error: &str) -> bool {
    ["Temporary failure in name resolution", "Try again"].iter().any(|words| error.ends_with(words))
}

/// What is wrong with a certificate, named plainly.
fn distrust(error: &rustls::Error) -> &'static str {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::Expired | Certificate::ExpiredContext { .. } => "its certificate has expired",
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                "its certificate is not valid yet"
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                "its certificate is for another name"
            }
            Certificate::UnknownIssuer => "its certificate comes from an authority that nobody vouches for",
            Certificate::BadSignature => "its certificate is not signed by whom it names",
            Certificate::Revoked => "its certificate was revoked",
            _ => "its certificate is not valid",
        },
        rustls::Error::NoCertificatesPresented => "it has no certificate",
        _ => "no encryption could be agreed on",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failed_look_up_is_a_name_that_nobody_knows() {
        let too_many_files = io::Error::from_raw_os_error(24);
        let failure = connection_failure("a.example".to_owned(), &too_many_files);
        assert!(matches!(failure, Failure::Unreachable { .. }), "{failure}");
        let look_up = io::Error::other("failed to lookup address information");
        assert!(matches!(connection_failure("a.example".to_owned(), &look_up), Failure::Unknown { .. }));
        let no_server =
            io::Error::other("failed to lookup address information: Temporary failure in name resolution");
        let failure = connection_failure("a.example".to_owned(), &no_server);
        assert_eq!(failure.isolation(), Isolation::Sure, "{failure}");
    }
}
