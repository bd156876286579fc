//! Redirects: followed as far as they may lead, told apart by whether they are for good.

use courant::workers::net::{Failure, Hop, Reach, Request, StandIn, next_hop};
use url::Url;

use super::server::{Server, answer, redirect};
use super::{PATIENT, bytes, client, from_public, get, now, stand_in};

/// A server that sends on from `/CODE/CODE/…` by one code after the other.
fn sending_on() -> Server {
    Server::start(|asked| match asked.path.trim_start_matches('/').split_once('/') {
        Some((code, rest)) => redirect(&format!("{code} Elsewhere"), &format!("/{rest}")),
        None => answer("200 OK", &[], b"here"),
    })
}

#[test]
fn what_moved_for_good_is_told_up_to_the_first_step_that_is_not() {
    let server = sending_on();
    let cases: [(&str, Option<&str>); 7] = [
        ("/301/x", Some("/x")),
        ("/308/301/x", Some("/x")),
        ("/302/x", None),
        ("/303/x", None),
        ("/307/x", None),
        ("/301/302/x", Some("/302/x")),
        ("/302/301/x", None),
    ];
    for (path, moved) in cases {
        let taken = get(&server, path).unwrap();
        assert_eq!(taken.moved, moved.map(|moved| server.url(moved)), "{path}");
        assert_eq!(taken.address, server.url("/x"), "{path}");
        assert_eq!(bytes(taken), b"here");
    }
}

#[test]
fn it_is_sent_on_so_often_and_no_more() {
    let server = sending_on();
    let path = |count: usize| "/302".repeat(count) + "/x";
    assert!(get(&server, &path(PATIENT.redirects)).is_ok());
    let failure = get(&server, &path(PATIENT.redirects + 1)).unwrap_err();
    assert_eq!(failure.to_string(), format!("{} sent on more than 4 times, the limit.", server.address));
}

#[test]
fn a_circle_is_seen_at_once() {
    let server = Server::start(|asked| redirect("302 Found", if asked.path == "/a" { "/b" } else { "/a" }));
    let failure = get(&server, "/a").unwrap_err();
    assert_eq!(failure, Failure::Circle { host: server.address.to_string() });
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn nothing_but_the_web_is_followed() {
    for to in
        ["file:///etc/passwd", "ftp://a.example/", "data:text/plain,x", "gopher://x", "http://", "exec:ls"]
    {
        let server = Server::start(move |_| redirect("301 Moved", to));
        let failure = get(&server, "/").unwrap_err();
        assert_eq!(failure, Failure::LeadsAstray { host: server.address.to_string() }, "{to}");
    }
}

#[test]
fn a_redirect_without_an_address_is_a_refusal() {
    let server = Server::start(|_| answer("302 Found", &[], b""));
    assert!(matches!(get(&server, "/"), Err(Failure::Refused { code: 302, .. })));
}

#[test]
fn a_public_host_cannot_lead_into_the_own_network() {
    let secret = Server::start(|_| answer("200 OK", &[], b"secret"));
    let port = secret.address.port();
    let targets = [
        format!("http://127.0.0.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://inside.example:{port}/"),
    ];
    for to in targets {
        let target = to.clone();
        let public = Server::start(move |_| redirect("302 Found", &target));
        let inside = StandIn { judged_as: [10, 0, 0, 1].into(), ..stand_in("inside.example", &secret) };
        let client = client(PATIENT, vec![stand_in("public.example", &public), inside]);
        for reach in [Reach::Typed, Reach::Public] {
            let request = Request { reach, ..Request::typed("http://public.example/") };
            let failure = client.get(&request, now()).unwrap_err();
            assert!(matches!(failure, Failure::Private { .. }), "{to} {reach:?}: {failure}");
        }
        assert_eq!(public.seen().len(), 2);
    }
    assert!(secret.seen().is_empty(), "nobody was asked");
}

#[test]
fn a_private_address_answers_whoever_typed_it_and_nobody_else() {
    let server = sending_on();
    assert!(get(&server, "/302/x").is_ok());
    let client = client(PATIENT, Vec::new());
    let failure = from_public(&client, &server.url("/x")).unwrap_err();
    assert_eq!(
        failure.to_string(),
        format!(
            "{} is a private address of this network, which only you may ask for; it was not followed.",
            server.address
        )
    );
}

#[test]
fn a_password_stays_with_its_own_host_and_port() {
    let other = Server::start(|_| answer("200 OK", &[], b"x"));
    let to = "http://other.example/".to_owned();
    let first = Server::start(move |asked| match asked.path.as_str() {
        "/same" => answer("200 OK", &[], b"x"),
        "/to-same" => redirect("302 Found", "/same"),
        _ => redirect("302 Found", &to.replace("http://", "http://eve:trap@")),
    });
    let stand_ins = vec![stand_in("first.example", &first), stand_in("other.example", &other)];
    let client = client(PATIENT, stand_ins);
    for path in ["/to-same", "/to-other"] {
        client.get(&Request::typed(&format!("http://nora:pw@first.example{path}")), now()).unwrap();
    }
    assert!(first.seen().iter().all(|asked| asked.header("authorization").is_some()));
    assert_eq!(other.seen()[0].header("authorization"), None, "neither hers nor theirs");
    assert_eq!(other.seen()[0].header("referer"), None);
}

#[test]
fn where_a_redirect_leads_follows_from_its_values() {
    let from = Url::parse("https://a.example/x/y?q#f").unwrap();
    let to = |address: &str, for_good| Hop::Follow { to: Url::parse(address).unwrap(), for_good };
    assert_eq!(next_hop(&from, 301, Some("z")), to("https://a.example/x/z", true));
    assert_eq!(next_hop(&from, 308, Some("//b.example/")), to("https://b.example/", true));
    assert_eq!(next_hop(&from, 302, Some(" /z#part ")), to("https://a.example/z", false));
    assert_eq!(next_hop(&from, 307, Some("http://a.example/")), to("http://a.example/", false));
    assert_eq!(next_hop(&from, 303, Some("?r")), to("https://a.example/x/y?r", false));
    assert_eq!(next_hop(&from, 200, Some("/z")), Hop::Stay);
    assert_eq!(next_hop(&from, 300, Some("/z")), Hop::Stay);
    assert_eq!(next_hop(&from, 304, None), Hop::Stay);
    assert_eq!(next_hop(&from, 301, Some("file:///z")), Hop::Astray);
    assert_eq!(next_hop(&from, 301, Some("http://[")), Hop::Astray);
}
