//! Servers that hang, flood, lie and spit: every one of them ends with a sentence, in time.

use std::io::Write;
use std::net::TcpListener;
use std::time::Instant;

use courant::clean::text::is_clean;
use courant::workers::net::{Failure, Phase, Request, is_public};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::server::{Part, Server, answer, head};
use super::{PATIENT, QUICK, client, get, get_within, now};

fn server(parts: Vec<Part>) -> Server {
    Server::start(move |_| parts.clone())
}

/// What becomes of a request to a server that takes its time.
fn slow(parts: Vec<Part>) -> Failure {
    let server = server(parts);
    let start = Instant::now();
    let failure = get_within(QUICK, &server, "/").unwrap_err();
    assert!(start.elapsed() < QUICK.whole, "its own deadline ended it: {failure}");
    failure
}

fn phase(failure: &Failure) -> Option<Phase> {
    match failure {
        Failure::Slow { phase, .. } => Some(*phase),
        _ => None,
    }
}

#[test]
fn a_server_that_never_answers() {
    let failure = slow(vec![Part::Silence]);
    assert_eq!(phase(&failure), Some(Phase::Head));
    assert!(failure.to_string().ends_with(" gave no whole answer within 150 milliseconds."), "{failure}");
}

#[test]
fn a_head_that_drips() {
    let drip = Part::Drip(b"HTTP/1.1 200 OK\r\nA: bbbbbbbbbbbbbbbbbbbbbbbbb\r\n".to_vec());
    assert_eq!(phase(&slow(vec![drip])), Some(Phase::Head));
}

#[test]
fn a_body_that_drips() {
    for lines in [&["Content-Length: 100000"][..], &[]] {
        let failure = slow(vec![Part::Bytes(head("200 OK", lines)), Part::Drip(b"x".to_vec())]);
        assert_eq!(phase(&failure), Some(Phase::Body), "{failure}");
    }
}

#[test]
fn a_chunked_body_that_drips() {
    let start = head("200 OK", &["Transfer-Encoding: chunked"]);
    let failure = slow(vec![Part::Bytes(start), Part::Drip(b"1\r\nx\r\n".to_vec())]);
    assert_eq!(phase(&failure), Some(Phase::Body), "{failure}");
}

#[test]
fn a_packed_body_that_is_endless_and_empty() {
    let empty = GzEncoder::new(Vec::new(), Compression::default()).finish().unwrap();
    let start = head("200 OK", &["Content-Encoding: gzip"]);
    let failure = slow(vec![Part::Bytes(start), Part::Endless(empty.repeat(1000))]);
    let is_too_long = matches!(failure, Failure::TooLong { .. });
    assert!(is_too_long || phase(&failure) == Some(Phase::Body), "{failure}");
}

#[test]
fn redirects_share_one_deadline() {
    let server = Server::start(|asked| {
        let mut parts = vec![Part::Bytes(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n".to_vec())];
        let to = format!("Location: {}x\r\n\r\n", asked.path);
        parts.push(Part::Bytes(to.into_bytes()));
        if asked.path.len() > 2 {
            parts.insert(0, Part::Silence);
        }
        parts
    });
    let limits = courant::workers::net::Limits { whole: QUICK.head, head: PATIENT.head, ..QUICK };
    let failure = get_within(limits, &server, "/").unwrap_err();
    assert_eq!(phase(&failure), Some(Phase::Whole));
}

#[test]
fn a_connection_that_is_closed_at_once_or_in_the_middle() {
    let whole = head("200 OK", &["Content-Length: 10"]);
    let cases = [
        vec![Part::Close],
        vec![Part::HalfClose],
        vec![Part::Bytes(b"HTTP/1.1 200 OK\r\nCont".to_vec()), Part::Close],
        vec![Part::Bytes(whole.clone()), Part::Bytes(b"12345".to_vec()), Part::Close],
        vec![Part::Bytes(whole), Part::Bytes(b"12345".to_vec()), Part::HalfClose],
        vec![
            Part::Bytes(head("200 OK", &["Transfer-Encoding: chunked"])),
            Part::Bytes(b"5\r\n12345\r\n".to_vec()),
            Part::Close,
        ],
    ];
    for parts in cases {
        let server = server(parts.clone());
        let failure = get(&server, "/").unwrap_err();
        assert_eq!(failure, Failure::BrokenOff { host: server.address.to_string() }, "{parts:?}");
    }
}

#[test]
fn a_connection_that_is_reset() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // Closed with the request unread, it is reset.
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let _ = stream.peek(&mut [0]);
        }
    });
    let failure = client(PATIENT, Vec::new()).get(&Request::typed(&format!("http://{address}/")), now());
    assert_eq!(failure.unwrap_err(), Failure::BrokenOff { host: address.to_string() });
}

#[test]
fn nobody_there() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let failure = client(PATIENT, Vec::new()).get(&Request::typed(&format!("http://{address}/")), now());
    assert_eq!(
        failure.unwrap_err().to_string(),
        format!("{address} cannot be reached: nobody listens there.")
    );
}

#[test]
fn bodies_without_an_end() {
    let cases = [
        vec![Part::Bytes(head("200 OK", &[])), Part::Endless(vec![b'x'; 4096])],
        vec![
            Part::Bytes(head("200 OK", &["Transfer-Encoding: chunked"])),
            Part::Endless(b"4\r\nabcd\r\n".repeat(500)),
        ],
        vec![
            Part::Bytes(head("200 OK", &["Content-Length: 18446744073709551615"])),
            Part::Endless(vec![b'x'; 4096]),
        ],
    ];
    for parts in cases {
        let server = server(parts);
        let limits = courant::workers::net::Limits { body_bytes: 2_000_000, ..PATIENT };
        let failure = get_within(limits, &server, "/").unwrap_err();
        let sentence = format!("The answer of {} is longer than 2 MB, the limit.", server.address);
        assert_eq!(failure.to_string(), sentence);
    }
}

#[test]
fn a_body_is_as_long_as_the_limit_and_no_longer() {
    let most = PATIENT.body_bytes as usize;
    let server = Server::start(move |asked| {
        answer("200 OK", &[], &vec![b'x'; most + usize::from(asked.path == "/more")])
    });
    assert!(get(&server, "/").is_ok());
    assert!(matches!(get(&server, "/more"), Err(Failure::TooLong { .. })));
}

#[test]
fn a_bomb_is_stopped_by_what_it_unpacks_to() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..500 {
        encoder.write_all(&[0; 1_000_000]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let server = Server::start(move |_| answer("200 OK", &["Content-Encoding: gzip"], &bomb));
    assert!(matches!(get(&server, "/"), Err(Failure::TooLong { .. })));
}

#[test]
fn what_is_not_packed_as_it_says() {
    for coding in ["gzip", "br", "deflate"] {
        let line = format!("Content-Encoding: {coding}");
        let server = Server::start(move |_| answer("200 OK", &[&line], b"\xffplain text"));
        let failure = get(&server, "/").unwrap_err();
        assert_eq!(failure, Failure::Garbled { host: server.address.to_string() }, "{coding}");
    }
}

#[test]
fn heads_without_an_end() {
    let cases = [b"A: b\r\n".repeat(100), vec![b'x'; 4096]];
    for bytes in cases {
        let server = server(vec![Part::Bytes(b"HTTP/1.1 200 OK\r\nB: ".to_vec()), Part::Endless(bytes)]);
        let failure = get(&server, "/").unwrap_err();
        assert!(matches!(failure, Failure::HeadTooLong { .. } | Failure::Gibberish { .. }), "{failure:?}");
    }
}

#[test]
fn what_is_no_http() {
    for bytes in
        [&b"SSH-2.0-OpenSSH_9.9\r\n"[..], b"\0\0\0\0\0\0", b"HTTP/9.9 200 OK\r\n\r\n", b"<rss></rss>\r\n\r\n"]
    {
        let server = server(vec![Part::Bytes(bytes.to_vec()), Part::HalfClose]);
        let failure = get(&server, "/").unwrap_err();
        assert!(matches!(failure, Failure::Gibberish { .. } | Failure::BrokenOff { .. }), "{failure:?}");
        assert!(is_clean(&failure.to_string()));
    }
}

#[test]
fn escape_codes_in_a_head_reach_nobody() {
    let lines = [
        "Content-Type: text/xml\x1b[31m; charset=utf-8\x1b]0;x\x07",
        "ETag: \"\x1b[2J\"",
        "Last-Modified: \u{9b}31m",
        "Cache-Control: \x1b[31mmax-age=1",
        "X: \x1b]52;c;YQ==\x07",
    ];
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/status" => answer("404 \x1b[31mNot Found\x07", &lines, b""),
        "/to" => answer("301 Moved", &["Location: /\x1b[31m\u{202e}end"], b""),
        _ => answer("200 OK", &lines, b"x"),
    });
    for path in ["/", "/status", "/to"] {
        match get(&server, path) {
            Ok(taken) => {
                let body = taken.body.unwrap();
                let told = [taken.validators.etag, taken.validators.last_modified, taken.cache_control]
                    .into_iter()
                    .chain([body.media_type, body.charset, Some(taken.address)]);
                assert!(told.flatten().all(|text| is_clean(&text)), "{path}");
            }
            Err(failure) => assert!(is_clean(&failure.to_string()), "{path}: {failure:?}"),
        }
    }
}

#[test]
fn odd_wishes_to_be_left_alone() {
    let cases: [(&str, Option<u64>); 9] = [
        ("120", Some(120)),
        ("0", None),
        ("-5", None),
        ("99999999999999999999999", Some(86_400)),
        ("Fri, 20 Nov 2026 09:10:00 GMT", Some(600)),
        ("Fri, 20 Nov 2020 09:10:00 GMT", None),
        ("Fri, 20 Nov 2222 09:10:00 GMT", Some(86_400)),
        ("soon", None),
        ("1e3", None),
    ];
    for (told, seconds) in cases {
        for code in [429, 503] {
            let line = format!("Retry-After: {told}");
            let server = Server::start(move |_| answer(&format!("{code} No"), &[&line], b"busy"));
            let failure = get(&server, "/").unwrap_err();
            let host = server.address.to_string();
            assert_eq!(failure, Failure::Refused { host, code, retry_after: seconds }, "{told}");
        }
    }
}

#[test]
fn what_is_no_web_address_is_not_asked_for() {
    for address in ["", "file:///etc/passwd", "gopher://x", "http://", "exec:ls", "feed.xml", "http://a b/"] {
        let failure = client(PATIENT, Vec::new()).get(&Request::typed(address), now()).unwrap_err();
        assert_eq!(failure, Failure::NoWebAddress, "{address}");
    }
}

#[test]
fn the_own_network_is_told_from_the_public_one() {
    let private = [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:c0a8:1::",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "3fff::1",
        "4000::1",
    ];
    let public = [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::",
    ];
    for address in private {
        assert!(!is_public(address.parse().unwrap()), "{address}");
    }
    for address in public {
        assert!(is_public(address.parse().unwrap()), "{address}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_bytes_come_there_is_an_answer_or_a_clean_sentence(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        is_http in any::<bool>(),
    ) {
        let mut sent = if is_http { b"HTTP/1.1 200 OK\r\n".to_vec() } else { Vec::new() };
        sent.extend(bytes);
        let server = server(vec![Part::Bytes(sent), Part::Close]);
        if let Err(failure) = get(&server, "/") {
            prop_assert!(is_clean(&failure.to_string()));
        }
    }
}
