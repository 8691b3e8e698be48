//! Servers that are killed at any moment, under load: what was acknowledged is there afterwards, and
//! nothing is half there.

use crate::started::address_of;
use parhelion_world::Random;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// `PARHELION_KILLS` makes it more, `PARHELION_KILLS_SEED` other ones.
fn number(name: &str, or: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(or)
}

struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Server(Child, String);

impl Server {
    fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parhelion"))
            .args(["serve", "--port", "0", "--auth", "off", "--data"])
            .arg(data)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let address = address_of(&mut child);
        Self(child, address)
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// SIGTERM, as a container is stopped.
    fn stop(mut self) -> bool {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        told.success() && self.0.wait().unwrap().success()
    }
}

/// A connection, as far as the server lives.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(address: &str) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Self(BufReader::new(stream)))
    }

    /// Status and body; none: the server is gone.
    fn send(&mut self, line: &str, more: &str, body: &[u8]) -> Option<(u16, Vec<u8>)> {
        let usual = "Host: localhost\r\nAuthorization: AWS key:signature\r\n";
        let head =
            format!("{line} HTTP/1.1\r\n{usual}{more}Content-Length: {}\r\n\r\n", body.len());
        self.0.get_mut().write_all(&[head.as_bytes(), body].concat()).ok()?;
        let (mut status, mut length) = (None, 0);
        loop {
            let mut text = String::new();
            if self.0.read_line(&mut text).ok()? == 0 {
                return None;
            }
            let text = text.trim_end();
            if text.is_empty() {
                break;
            }
            if status.is_none() {
                status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
            }
            if let Some(value) = text.to_ascii_lowercase().strip_prefix("content-length: ") {
                length = value.parse().ok()?;
            }
        }
        let mut answer = vec![0; length];
        self.0.read_exact(&mut answer).ok()?;
        Some((status?, answer))
    }

    fn call(&mut self, target: &str, body: &str) -> Option<(u16, Vec<u8>)> {
        let kind = if target.starts_with("Logs") { "1.1" } else { "1.0" };
        let more =
            format!("X-Amz-Target: {target}\r\nContent-Type: application/x-amz-json-{kind}\r\n");
        self.send("POST /", &more, body.as_bytes())
    }
}

/// What one writer knows: keys of its own, each with the body that was acknowledged last, and the one
/// that may have come to be without an answer.
#[derive(Default)]
struct Known {
    acknowledged: BTreeMap<String, Option<Vec<u8>>>,
    perhaps: BTreeMap<String, Option<Vec<u8>>>,
    messages: u64,
    unanswered: u64,
}

const WRITERS: usize = 4;

/// Writes until the server is gone.
fn write(address: &str, writer: usize, random: &mut Random, known: &mut Known) {
    let Some(mut client) = Client::new(address) else { return };
    loop {
        let key = format!("w{writer}-{}", random.below(40));
        let done = match random.below(10) {
            0 => {
                known.perhaps.insert(key.clone(), None);
                let answer = client.send(&format!("DELETE /photos/{key}"), "", b"");
                answer.map(|(status, _)| (status == 204).then_some(None))
            }
            1 => {
                known.unanswered += 1;
                let body = format!(
                    r#"{{"QueueUrl":"http://localhost/123456789012/q{writer}","MessageBody":"m"}}"#
                );
                let answer = client.call("AmazonSQS.SendMessage", &body);
                if let Some((status, body)) = &answer {
                    assert_eq!(*status, 200, "{}", String::from_utf8_lossy(body));
                    known.unanswered -= 1;
                    known.messages += 1;
                }
                if answer.is_none() {
                    return;
                }
                continue;
            }
            // One in twenty is long enough for a file of its own.
            kind => {
                let long =
                    if kind == 2 { 70_000 + random.below(100_000) } else { random.below(3000) };
                let body = vec![random.next() as u8; long];
                known.perhaps.insert(key.clone(), Some(body.clone()));
                let answer = client.send(&format!("PUT /photos/{key}"), "", &body);
                answer.map(|(status, _)| (status == 200).then_some(Some(body)))
            }
        };
        match done {
            None => return,
            Some(Some(there)) => {
                known.perhaps.remove(&key);
                known.acknowledged.insert(key, there);
            }
            Some(None) => panic!("a write was refused"),
        }
    }
}

/// Everything that was acknowledged is there; what was not is there or not, and whole.
fn check(client: &mut Client, writer: usize, known: &mut Known, round: u64) {
    for number in 0..40 {
        let key = format!("w{writer}-{number}");
        let (status, body) = client.send(&format!("GET /photos/{key}"), "", b"").unwrap();
        let there = match status {
            200 => Some(body),
            404 => None,
            other => panic!("round {round}: {key} answers {other}"),
        };
        let acknowledged = known.acknowledged.get(&key).cloned().flatten();
        let perhaps = known.perhaps.remove(&key);
        let expected = there == acknowledged || perhaps.is_some_and(|perhaps| perhaps == there);
        assert!(expected, "round {round}: {key} is not what was acknowledged");
        known.acknowledged.insert(key, there);
    }
    let body = format!(
        r#"{{"QueueUrl":"http://localhost/123456789012/q{writer}","AttributeNames":["All"]}}"#
    );
    let (_, answer) = client.call("AmazonSQS.GetQueueAttributes", &body).unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    let count = answer["Attributes"]["ApproximateNumberOfMessages"].as_str().unwrap();
    let count: u64 = count.parse().unwrap();
    let most = known.messages + std::mem::take(&mut known.unanswered);
    assert!((known.messages..=most).contains(&count), "round {round}: {count} messages");
    known.messages = count;
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let (kills, seed) = (number("PARHELION_KILLS", 20), number("PARHELION_KILLS_SEED", 1));
    let place = Place(std::env::temp_dir().join(format!("killed-{}-{seed}", std::process::id())));
    let mut random = Random::new(seed);
    let mut known: Vec<Known> = (0..WRITERS).map(|_| Known::default()).collect();
    let server = Server::start(&place.0, &[]);
    let mut client = Client::new(&server.1).unwrap();
    assert_eq!(client.send("PUT /photos", "", b"").unwrap().0, 200);
    for writer in 0..WRITERS {
        let body = format!(r#"{{"QueueName":"q{writer}"}}"#);
        assert_eq!(client.call("AmazonSQS.CreateQueue", &body).unwrap().0, 200);
    }
    server.kill();
    let mut writes = 0;
    for round in 0..kills {
        let server = Server::start(&place.0, &[]);
        let address = server.1.clone();
        let mut client = Client::new(&address).unwrap();
        for (writer, known) in known.iter_mut().enumerate() {
            check(&mut client, writer, known, round);
        }
        let seeds: Vec<u64> = (0..WRITERS).map(|_| random.next()).collect();
        // By how much was written, not by a clock: the moment is anywhere all the same.
        let until = random.below(200);
        let counted = std::sync::atomic::AtomicUsize::new(0);
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for ((writer, known), seed) in known.iter_mut().enumerate().zip(seeds) {
                let (address, over) = (&address, &over);
                scope.spawn(move || {
                    write(address, writer, &mut Random::new(seed), known);
                    over.store(true, Ordering::SeqCst);
                });
            }
            // The journal says how far it is.
            let mut watcher = Client::new(&address).unwrap();
            while counted.load(Ordering::SeqCst) < until && !over.load(Ordering::SeqCst) {
                let Some((_, text)) = watcher.send("GET /_parhelion/metrics", "", b"") else {
                    break;
                };
                let text = String::from_utf8_lossy(&text).into_owned();
                let all = text.lines().filter(|line| {
                    line.starts_with("parhelion_requests_total") && line.contains("plane=\"api\"")
                });
                let sum: f64 =
                    all.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum();
                counted.store(sum as usize, Ordering::SeqCst);
            }
            server.kill();
        });
        writes += counted.into_inner();
    }
    assert!(writes > 0);
    // What is stopped in order is there as well, and starts again.
    let server = Server::start(&place.0, &[]);
    let mut client = Client::new(&server.1).unwrap();
    for (writer, known) in known.iter_mut().enumerate() {
        check(&mut client, writer, known, kills);
    }
    assert_eq!(client.send("PUT /photos/last", "", b"x").unwrap().0, 200);
    drop(client);
    assert!(server.stop());
    let server = Server::start(&place.0, &[]);
    let mut client = Client::new(&server.1).unwrap();
    assert_eq!(client.send("GET /photos/last", "", b"").unwrap(), (200, b"x".to_vec()));
    server.kill();
}

/// A frozen or moved clock is where it was.
#[test]
fn the_clock_goes_on_from_where_it_was() {
    let place = Place(std::env::temp_dir().join(format!("clocks-{}", std::process::id())));
    let set = |client: &mut Client, body: &str| {
        let more = "Content-Type: application/json\r\n";
        let answer = client.send("POST /_parhelion/clock", more, body.as_bytes()).unwrap();
        assert_eq!(answer.0, 200, "{}", String::from_utf8_lossy(&answer.1));
        String::from_utf8(answer.1).unwrap()
    };
    let server = Server::start(&place.0, &["--durability", "interval:1ms"]);
    let mut client = Client::new(&server.1).unwrap();
    let frozen = set(&mut client, r#"{"freeze":true,"set":"2031-05-06T07:08:09Z"}"#);
    assert!(frozen.contains("2031-05-06T07:08:09.000Z"), "{frozen}");
    drop(client);
    assert!(server.stop());
    let server = Server::start(&place.0, &[]);
    let mut client = Client::new(&server.1).unwrap();
    let (_, shown) = client.send("GET /_parhelion/clock", "", b"").unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(
        shown.contains("2031-05-06T07:08:09.000Z") && shown.contains(r#""frozen":true"#),
        "{shown}"
    );
    server.kill();
}

/// Worlds are of a process; but who still has the key of one does not come into another one by it.
#[test]
fn names_and_keys_of_worlds_do_not_come_again() {
    let place = Place(std::env::temp_dir().join(format!("worlds-{}", std::process::id())));
    let mut told = Vec::new();
    for _ in 0..3 {
        let server = Server::start(&place.0, &[]);
        let mut client = Client::new(&server.1).unwrap();
        let (status, world) = client.send("POST /_parhelion/worlds", "", b"").unwrap();
        assert!(status < 300, "{status}");
        told.push(String::from_utf8(world).unwrap());
        server.kill();
    }
    for (number, told) in (1..).zip(&told) {
        assert!(told.contains(&format!("\"w{number}\"")), "{told}");
    }
}
