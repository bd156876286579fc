//! A web server on loopback that does what a test tells it to, right or wrong.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The path with its query.
    pub(crate) path: String,
    /// The head, line by line, names in lower case.
    pub(crate) head: Vec<(String, String)>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
    }
}

/// What is done about a request, one part after the other.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Sends.
    Bytes(Vec<u8>),
    /// Sends a byte at a time, for ever from the start, slowly.
    Drip(Vec<u8>),
    /// Sends the same for ever, as fast as it is taken.
    Endless(Vec<u8>),
    /// Says nothing more until the other side goes.
    Silence,
    /// Sends nothing more but still listens.
    HalfClose,
    /// Closes.
    Close,
}

type Answer = Arc<dyn Fn(&Asked) -> Vec<Part> + Send + Sync>;

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    scheme: &'static str,
    seen: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<Mutex<usize>>,
}

/// What wraps a connection, such as encryption; nothing where that fails.
type Wrap = Arc<dyn Fn(TcpStream) -> Option<Box<dyn Stream>> + Send + Sync>;

pub(crate) trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Asked) -> Vec<Part> + Send + Sync + 'static) -> Self {
        Self::run("http", Arc::new(|stream| Some(Box::new(stream))), answer)
    }

    /// Speaks TLS, as it is configured.
    pub(crate) fn start_safe(
        config: rustls::ServerConfig,
        answer: impl Fn(&Asked) -> Vec<Part> + Send + Sync + 'static,
    ) -> Self {
        let config = Arc::new(config);
        let wrap = move |stream| {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).ok()?;
            Some(Box::new(rustls::StreamOwned::new(connection, stream)) as Box<dyn Stream>)
        };
        Self::run("https", Arc::new(wrap), answer)
    }

    fn run(
        scheme: &'static str,
        wrap: Wrap,
        answer: impl Fn(&Asked) -> Vec<Part> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, connections) = (Arc::default(), Arc::default());
        let server = Self { address, scheme, seen: Arc::clone(&seen), connections: Arc::clone(&connections) };
        let answer: Answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                *connections.lock().unwrap() += 1;
                let (answer, seen, wrap) = (Arc::clone(&answer), Arc::clone(&seen), Arc::clone(&wrap));
                thread::spawn(move || {
                    let raw = stream.try_clone().unwrap();
                    if let Some(stream) = wrap(stream) {
                        serve(stream, &raw, &answer, &seen);
                    }
                });
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// What was asked so far.
    pub(crate) fn seen(&self) -> Vec<Asked> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

/// One connection, request by request.
fn serve(mut stream: Box<dyn Stream>, raw: &TcpStream, answer: &Answer, seen: &Mutex<Vec<Asked>>) {
    while let Some(asked) = read(&mut *stream) {
        seen.lock().unwrap().push(asked.clone());
        for part in answer(&asked) {
            if perform(&part, &mut *stream, raw).is_none() {
                let _ = raw.shutdown(Shutdown::Both);
                return;
            }
        }
    }
}

fn read(stream: &mut dyn Stream) -> Option<Asked> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
        if !head.starts_with(b"GET ") && head.len() >= 4 {
            let _ = send(stream, b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return None;
        }
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let pair = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_ascii_lowercase(), value.to_owned()))
    };
    Some(Asked { path, head: lines.filter_map(pair).collect() })
}

/// Nothing once the connection is to end.
fn perform(part: &Part, stream: &mut dyn Stream, raw: &TcpStream) -> Option<()> {
    match part {
        Part::Bytes(bytes) => send(stream, bytes),
        Part::Drip(bytes) => loop {
            for byte in bytes {
                send(stream, &[*byte])?;
                stays_for(raw, Duration::from_millis(10))?;
            }
        },
        Part::Endless(bytes) => loop {
            send(stream, bytes)?;
        },
        Part::Silence => stays_for(raw, Duration::from_secs(600)),
        Part::HalfClose => {
            raw.shutdown(Shutdown::Write).ok()?;
            stays_for(raw, Duration::from_secs(600))
        }
        Part::Close => None,
    }
}

fn send(stream: &mut dyn Stream, bytes: &[u8]) -> Option<()> {
    stream.write_all(bytes).and_then(|()| stream.flush()).ok()
}

/// Nothing once the other side has gone.
fn stays_for(raw: &TcpStream, time: Duration) -> Option<()> {
    raw.set_read_timeout(Some(time)).unwrap();
    let stays = match (&mut &*raw).read(&mut [0; 64]) {
        Ok(count) => count > 0,
        Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
    };
    raw.set_read_timeout(None).unwrap();
    stays.then_some(())
}

/// A whole answer: status line, the lines of its head, body.
pub(crate) fn answer(status: &str, lines: &[&str], body: &[u8]) -> Vec<Part> {
    let length = format!("Content-Length: {}", body.len());
    let mut bytes = head(status, &[lines, &[length.as_str()]].concat());
    bytes.extend_from_slice(body);
    vec![Part::Bytes(bytes)]
}

pub(crate) fn head(status: &str, lines: &[&str]) -> Vec<u8> {
    let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\n{lines}\r\n").into_bytes()
}

pub(crate) fn redirect(status: &str, to: &str) -> Vec<Part> {
    answer(status, &[&format!("Location: {to}")], b"")
}
