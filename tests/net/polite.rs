//! What is sent, what is asked again, and what is taken from an honest answer.

use std::io::Write;

use courant::news::Validators;
use courant::workers::net::{Request, without_credentials};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::server::{Server, answer};
use super::{PATIENT, bytes, client, get, now};

#[test]
fn it_says_who_it_is_and_nothing_about_who_reads() {
    let server = Server::start(|_| answer("200 OK", &["Set-Cookie: id=1; Path=/"], b"x"));
    let client = client(PATIENT, Vec::new());
    for _ in 0..2 {
        client.get(&Request::typed(&server.url("/feed?a=1#part")), now()).unwrap();
    }
    for asked in server.seen() {
        assert_eq!(asked.path, "/feed?a=1");
        let names: Vec<&str> = asked.head.iter().map(|(name, _)| name.as_str()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, ["accept", "accept-encoding", "host", "user-agent"]);
        assert_eq!(asked.header("accept-encoding"), Some("gzip, br"));
        assert!(asked.header("user-agent").unwrap().starts_with("courant/"));
    }
    assert_eq!(server.connections(), 1, "the connection is used again");
}

#[test]
fn an_answer_is_taken_with_what_its_head_says_of_it() {
    let lines = ["Content-Type: Application/RSS+xml; Charset=\"windows-1252\"", "ETag: W/\"7\""];
    let more = ["Last-Modified: Fri, 20 Nov 2026 08:00:00 GMT", "Cache-Control: max-age=600", "Expires: 0"];
    let server = Server::start(move |_| answer("200 OK", &[&lines[..], &more[..]].concat(), b"body"));
    let taken = get(&server, "/").unwrap();
    assert_eq!(taken.address, server.url("/"));
    assert_eq!(taken.moved, None);
    assert_eq!(taken.cache_control.as_deref(), Some("max-age=600"));
    assert_eq!(taken.expires.as_deref(), Some("0"));
    let validators = Validators {
        etag: Some("W/\"7\"".to_owned()),
        last_modified: Some("Fri, 20 Nov 2026 08:00:00 GMT".to_owned()),
    };
    assert_eq!(taken.validators, validators);
    let body = taken.body.unwrap();
    assert_eq!(body.bytes, b"body");
    assert_eq!(body.media_type.as_deref(), Some("application/rss+xml"));
    assert_eq!(body.charset.as_deref(), Some("windows-1252"));
}

#[test]
fn both_validators_go_back_and_304_brings_nothing() {
    let server = Server::start(|_| answer("304 Not Modified", &["ETag: \"8\""], b""));
    let validators =
        Validators { etag: Some("\"7\"".to_owned()), last_modified: Some("yesterday".to_owned()) };
    let address = server.url("/");
    let request = Request { validators: &validators, ..Request::typed(&address) };
    let taken = client(PATIENT, Vec::new()).get(&request, now()).unwrap();
    assert_eq!(taken.body, None);
    assert_eq!(taken.validators.etag.as_deref(), Some("\"8\""));
    assert_eq!(taken.validators.last_modified.as_deref(), Some("yesterday"), "what is left out stays");
    let seen = server.seen();
    assert_eq!(seen[0].header("if-none-match"), Some("\"7\""));
    assert_eq!(seen[0].header("if-modified-since"), Some("yesterday"));
}

#[test]
fn packed_answers_are_unpacked() {
    let server = Server::start(|asked| {
        let text = b"a text ".repeat(1000);
        let packed = match asked.path.as_str() {
            "/gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(&text).unwrap();
                encoder.finish().unwrap()
            }
            "/deflate?bare" => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(&text).unwrap();
                encoder.finish().unwrap()
            }
            _ => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(&text).unwrap();
                encoder.finish().unwrap()
            }
        };
        let coding =
            format!("Content-Encoding: {}", asked.path.trim_start_matches('/').trim_end_matches("?bare"));
        answer("200 OK", &[&coding], &packed)
    });
    for path in ["/gzip", "/deflate", "/deflate?bare"] {
        assert_eq!(bytes(get(&server, path).unwrap()), b"a text ".repeat(1000), "{path}");
    }
}

/// RFC 7932: a window of 4 MiB, one piece that is not compressed, and the end.
pub(crate) const BROTLI_HELLO: &[u8] = b"\x0b\x02\x80hello\x03";

#[test]
fn brotli_is_unpacked() {
    let server = Server::start(|_| answer("200 OK", &["Content-Encoding: br"], BROTLI_HELLO));
    assert_eq!(bytes(get(&server, "/").unwrap()), b"hello");
}

#[test]
fn a_body_without_a_length_ends_with_the_connection() {
    use super::server::{Part, head};
    let server = Server::start(|_| {
        vec![Part::Bytes(head("200 OK", &[])), Part::Bytes(b"all".to_vec()), Part::HalfClose]
    });
    assert_eq!(bytes(get(&server, "/").unwrap()), b"all");
}

#[test]
fn a_name_and_password_go_to_their_host_as_a_header_and_are_never_shown() {
    let server = Server::start(|_| answer("401 Unauthorized", &[], b""));
    let address = server.url("/feed").replace("http://", "http://nora:a%3Ab@");
    let failure = client(PATIENT, Vec::new()).get(&Request::typed(&address), now()).unwrap_err();
    // base64 of "nora:a:b"
    assert_eq!(server.seen()[0].header("authorization"), Some("Basic bm9yYTphOmI="));
    assert_eq!(failure.to_string(), format!("{} wants a name and a password (401).", server.address));
    assert_eq!(without_credentials(&address), server.url("/feed"));
}
