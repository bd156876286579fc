//! Through a proxy: asked by `CONNECT`, itself as private as may be, and no way around what may be reached.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use courant::news::Validators;
use courant::workers::net::{Client, Failure, Network, Proxy, Reach, Request};

use super::server::{Server, answer};
use super::{PATIENT, bytes, now};

/// A proxy on loopback that leads every name to one server; and whom it was asked for.
fn proxy(server: SocketAddr) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let seen = Arc::clone(&seen);
            thread::spawn(move || lead(client, server, &seen));
        }
    });
    (address, asked)
}

fn lead(mut client: TcpStream, server: SocketAddr, seen: &Mutex<Vec<String>>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let line = String::from_utf8(head).ok()?.lines().next()?.to_owned();
    seen.lock().unwrap().push(line);
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
    let mut up = TcpStream::connect(server).ok()?;
    let (mut client_too, mut up_too) = (client.try_clone().ok()?, up.try_clone().ok()?);
    thread::spawn(move || std::io::copy(&mut client_too, &mut up_too));
    std::io::copy(&mut up, &mut client).ok().map(drop)
}

#[test]
fn a_proxy_is_asked_for_names_and_leads_to_no_private_address() {
    let server = Server::start(|_| answer("200 OK", &[], b"hello"));
    let (address, asked) = proxy(server.address);
    let network = Network { proxy: Proxy::At(address), ..Network::default() };
    let client = Client::new(PATIENT, &network);
    let validators = Validators::default();
    let get = |address: &str| {
        let request = Request { reach: Reach::Public, validators: &validators, ..Request::typed(address) };
        client.get(&request, now())
    };
    assert_eq!(bytes(get("http://feed.example/rss").unwrap()), b"hello");
    assert_eq!(*asked.lock().unwrap(), ["CONNECT feed.example:80 HTTP/1.1"]);
    for private in ["http://127.0.0.1/", "http://localhost/", "http://printer.localhost/", "http://[::1]/"] {
        assert!(matches!(get(private), Err(Failure::Private { .. })), "{private}");
    }
    assert_eq!(asked.lock().unwrap().len(), 1, "nobody was asked for these");
}
