//! Certificates: a good one is believed, every other is named plainly and nothing is sent.

use std::sync::Arc;

use courant::workers::net::{Client, Failure, Network, Request, Trust};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::server::{Server, answer, redirect};
use super::{PATIENT, now, stand_in};

/// An authority that exists for one test.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    der: Vec<u8>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let der = params.self_signed(&key).unwrap().der().to_vec();
        Self { issuer: Issuer::new(params, key), der }
    }

    /// A server of this name whose certificate is good in those years.
    fn server(&self, name: &str, years: (i32, i32)) -> Server {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        Server::start_safe(config, |asked| match asked.path.as_str() {
            "/down" => redirect("302 Found", "http://plain.example/"),
            _ => answer("200 OK", &[], b"safe"),
        })
    }

    fn client(&self, servers: &[(&str, &Server)]) -> Client {
        let stand_ins = servers.iter().map(|(name, server)| stand_in(name, server)).collect();
        let trust = Trust::Authorities(vec![self.der.clone()]);
        Client::new(PATIENT, &Network { trust, stand_ins, ..Network::default() })
    }
}

const VALID: (i32, i32) = (2000, 2100);

fn distrust(authority: &Authority, server: &Server) -> String {
    let client = authority.client(&[("feeds.example", server)]);
    let failure = client.get(&Request::typed("https://feeds.example/"), now()).unwrap_err();
    assert!(server.seen().is_empty(), "nothing was sent");
    failure.to_string()
}

#[test]
fn a_good_certificate_is_believed() {
    let authority = Authority::new("Ours");
    let server = authority.server("feeds.example", VALID);
    let client = authority.client(&[("feeds.example", &server)]);
    let taken = client.get(&Request::typed("https://feeds.example/"), now()).unwrap();
    assert_eq!(taken.body.unwrap().bytes, b"safe");
}

#[test]
fn the_small_room_of_a_thread_that_asks_is_enough() {
    let authority = Authority::new("Ours");
    let server = authority.server("feeds.example", VALID);
    let client = authority.client(&[("feeds.example", &server)]);
    let asks = move || client.get(&Request::typed("https://feeds.example/"), now());
    let taken = std::thread::Builder::new().stack_size(512 * 1024).spawn(asks).unwrap().join().unwrap();
    assert_eq!(taken.unwrap().body.unwrap().bytes, b"safe");
}

#[test]
fn every_other_certificate_is_named_plainly() {
    let authority = Authority::new("Ours");
    let cases = [
        (authority.server("feeds.example", (2000, 2001)), "its certificate has expired"),
        (authority.server("feeds.example", (2098, 2100)), "its certificate is not valid yet"),
        (authority.server("other.example", VALID), "its certificate is for another name"),
        (
            Authority::new("Stranger").server("feeds.example", VALID),
            "its certificate comes from an authority that nobody vouches for",
        ),
    ];
    for (server, reason) in cases {
        let said = distrust(&authority, &server);
        assert_eq!(said, format!("feeds.example is not safe to talk to: {reason}. Nothing was sent."));
    }
}

#[test]
fn a_server_that_does_not_encrypt_is_not_talked_to_plainly() {
    let authority = Authority::new("Ours");
    let plain = Server::start(|_| answer("200 OK", &[], b"plain"));
    let client = authority.client(&[("feeds.example", &plain)]);
    let failure = client.get(&Request::typed("https://feeds.example/"), now()).unwrap_err();
    let reason = "no encryption could be agreed on";
    assert_eq!(failure, Failure::Unsafe { host: "feeds.example".to_owned(), reason });
    assert!(plain.seen().is_empty());
}
