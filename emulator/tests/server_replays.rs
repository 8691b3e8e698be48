//! What came over the server door replays from the downloaded journal alone, byte for byte: uploads of
//! every framing, viewers over HTTP/1.1 and HTTP/2, long polls, the control API with its named states.

use crate::signed::element;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use parhelion::random::Random;
use parhelion::wire::checksum::{Algorithm, digests};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion::{Body, Clock, Cloud, Journal, ReplayError, Timestamp, identity, replay, server};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How many histories are replayed; `PARHELION_REPLAYS` makes it another number, and `PARHELION_SEED`
/// the first another one.
const HISTORIES: u64 = 8;

/// How often several things are done at once in one history, or one thing alone.
const ROUNDS: usize = 24;

const QUEUE: &str = "http://localhost/123456789012/jobs";

/// A server in this process whose journal keeps inputs, on a clock of the system's. It has two doors, each
/// with a thread of its own, as `parhelion serve` has one for each core.
#[derive(Clone)]
struct Server {
    cloud: Cloud,
    doors: [SocketAddr; 2],
    asked: Arc<AtomicUsize>,
}

/// A door on a thread of its own, for as long as the process lives.
fn open(cloud: &Cloud) -> SocketAddr {
    let cloud = cloud.clone();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            server::serve(cloud, TcpListener::from_std(listener).unwrap()).await.unwrap();
        });
    });
    address
}

impl Server {
    fn start(seed: u64, auth: bool) -> Self {
        let journal = Journal::default().keeping_inputs();
        let builder = Cloud::builder().seed(seed).auth(auth).clock(Clock::wall());
        let cloud = builder.journal(journal).build();
        let origin = || async { ([("cache-control", "max-age=10")], "hello") };
        cloud.origin("origin.example", axum::Router::new().fallback(origin));
        let doors = [open(&cloud), open(&cloud)];
        Self { cloud, doors, asked: Arc::default() }
    }

    /// By turns through either door.
    async fn connect(&self) -> TcpStream {
        let nth = self.asked.fetch_add(1, Ordering::Relaxed);
        TcpStream::connect(self.doors[nth % 2]).await.unwrap()
    }

    /// What comes back on a connection of its own, until it is closed.
    async fn exchange(&self, head: &str, body: &[u8]) -> String {
        let mut stream = self.connect().await;
        let head = head.trim_end().replace('\n', "\r\n");
        stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
        // Where the answer is no, the server need not read all.
        let _ = stream.write_all(body).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// With `Content-Length`.
    async fn send(&self, head: &str, body: &[u8]) -> String {
        let head = format!("{}\nContent-Length: {}", head.trim_end(), body.len());
        self.exchange(&head, body).await
    }

    async fn s3(&self, line: &str, headers: &str, body: &[u8]) -> String {
        let head = format!("{line} HTTP/1.1\nHost: localhost\nAuthorization: AWS key:signature");
        self.send(&format!("{head}\n{headers}"), body).await
    }

    async fn control(&self, name: &str, body: &str) -> String {
        let head = format!("POST /_parhelion/{name} HTTP/1.1\nHost: localhost");
        let answer = self.send(&head, body.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{name} {body}: {answer}");
        answer
    }

    /// Stops the clock at a time, be it past: the control API goes forward only.
    fn set_clock(&self, to: &str) {
        assert!(self.cloud.clock().freeze());
        assert!(self.cloud.clock().set(Timestamp::parse_date_time(to).unwrap()));
    }

    /// A named state, if it has been saved.
    async fn load(&self, name: &str) {
        let head = "POST /_parhelion/states HTTP/1.1\nHost: localhost";
        self.send(head, format!(r#"{{"load":"{name}"}}"#).as_bytes()).await;
    }

    async fn sqs(&self, operation: &str, body: &str) -> String {
        let head = format!(
            "POST / HTTP/1.1\nHost: sqs.us-east-1.amazonaws.com\nX-Amz-Target: AmazonSQS.{operation}\n\
             Content-Type: application/x-amz-json-1.0\nAuthorization: AWS4-HMAC-SHA256 Credential=key"
        );
        self.send(&head, body.as_bytes()).await
    }

    async fn view(&self, host: &str, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\nHost: {host}"), b"").await
    }

    /// As [`Server::view`], over HTTP/2 without TLS.
    async fn view_2(&self, host: &str, path: &str) {
        let stream = TokioIo::new(self.connect().await);
        let (mut sender, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), stream).await.unwrap();
        tokio::spawn(connection);
        let request = http::Request::get(format!("http://{host}{path}"));
        let request = request.body(Full::<bytes::Bytes>::default()).unwrap();
        let answer = sender.send_request(request).await.unwrap();
        answer.into_body().collect().await.unwrap();
    }

    async fn journal(&self) -> String {
        let head = "GET /_parhelion/journal HTTP/1.1\nHost: localhost";
        let answer = self.exchange(head, b"").await;
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }
}

/// An upload as SDKs send it, with its checksum behind it.
fn aws_chunked(content: &[u8]) -> (String, Vec<u8>) {
    let found = digests(&Body::from(content.to_vec()), &[Algorithm::Crc32]).unwrap();
    let sum = found.get(Algorithm::Crc32).unwrap().base64();
    let headers = format!(
        "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nContent-Encoding: aws-chunked\n\
         X-Amz-Trailer: x-amz-checksum-crc32\nX-Amz-Decoded-Content-Length: {}",
        content.len()
    );
    let mut body = format!("{:x}\r\n", content.len()).into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n0\r\nx-amz-checksum-crc32:{sum}\r\n\r\n").as_bytes());
    (headers, body)
}

/// A bucket, a queue and a distribution; the distribution's name.
async fn furnish(server: &Server) -> String {
    assert!(server.s3("PUT /photos", "", b"").await.starts_with("HTTP/1.1 200"));
    let queue = server.sqs("CreateQueue", r#"{"QueueName":"jobs"}"#).await;
    assert!(queue.starts_with("HTTP/1.1 200"), "{queue}");
    let config = include_str!("tunnels/distribution.xml").trim();
    let head = "POST /2020-05-31/distribution HTTP/1.1\nHost: cloudfront.amazonaws.com\n\
                Authorization: AWS key:signature";
    let created = server.send(head, config.as_bytes()).await;
    assert!(created.starts_with("HTTP/1.1 201"), "{created}");
    server.control("clock", r#"{"advance":1800}"#).await;
    let name = created.split("<DomainName>").find(|rest| rest.contains("cloudfront.net</"));
    name.unwrap().split('<').next().unwrap().to_owned()
}

/// One thing that somebody does, chosen by chance.
async fn step(server: Server, seed: u64, distribution: String) {
    let (server, distribution, mut random) = (&server, &distribution, Random::new(seed));
    let key = random.below(3);
    let content: Vec<u8> = (0..random.below(5_000)).map(|_| random.below(256) as u8).collect();
    match random.below(16) {
        0 => drop(server.s3(&format!("PUT /photos/{key}"), "", &content).await),
        1 => drop(server.s3(&format!("PUT /photos/{key}"), "", &[7; 1_500_000]).await),
        2 => {
            let (headers, body) = aws_chunked(&content);
            let put = server.s3(&format!("PUT /photos/{key}"), &headers, &body).await;
            assert!(put.contains("x-amz-checksum-crc32") || !put.starts_with("HTTP/1.1 200"));
        }
        3 => {
            let line = format!("PUT /photos/{key} HTTP/1.1\nHost: localhost\n");
            let head = "Authorization: AWS key:signature\nTransfer-Encoding: chunked\n";
            drop(server.exchange(&(line + head), b"4\r\nbody\r\n3\r\nand\r\n0\r\n\r\n").await);
        }
        // S3-3.24: there is no such bucket, so the body is not asked for, or read for nothing.
        4 => {
            let line = "PUT /absent/k HTTP/1.1\nHost: localhost\nExpect: 100-continue\n";
            let head = "Authorization: AWS key:signature\nContent-Length: 2000000\n";
            drop(server.exchange(&format!("{line}{head}"), b"").await);
        }
        5 => drop(server.s3("PUT /absent/k", "", &[7; 1_200_000]).await),
        6 => drop(server.s3(&format!("GET /photos/{key}"), "Range: bytes=1-9", b"").await),
        7 => drop(server.view(distribution, &format!("/{key}")).await),
        8 => server.view_2(distribution, &format!("/{key}")).await,
        9 => {
            let message = format!(r#"{{"QueueUrl":"{QUEUE}","MessageBody":"m"}}"#);
            drop(server.sqs("SendMessage", &message).await);
        }
        10 => {
            let seconds = random.below(100_000);
            drop(server.control("clock", &format!(r#"{{"advance":{seconds}}}"#)).await);
        }
        11 => server.set_clock("2031-01-01T00:00:00Z"),
        12 => {
            let (seed, rate) = (random.below(1_000), ["0.2", "0"][random.below(2)]);
            let body = format!(r#"{{"seed":{seed},"rate":{rate}}}"#);
            drop(server.control("adversary", &body).await);
        }
        13 => {
            let key = r#"{"account":"111122223333","access_key":"AKIAOTHER","secret_key":"s"}"#;
            drop(server.control("credentials", key).await);
        }
        14 => {
            let head = "GET / HTTP/1.1\nHost: rds.us-east-1.amazonaws.com";
            assert!(server.send(head, b"").await.starts_with("HTTP/1.1 501"));
        }
        _ => drop(server.control("states", &format!(r#"{{"save":"{key}"}}"#)).await),
    }
}

/// A long poll, and what ends it.
async fn poll(server: &Server, random: &mut Random) {
    let wait = format!(r#"{{"QueueUrl":"{QUEUE}","WaitTimeSeconds":{}}}"#, 1 + random.below(19));
    let waiting = server.clone();
    let polling = tokio::spawn(async move { waiting.sqs("ReceiveMessage", &wait).await });
    while !polling.is_finished() {
        tokio::task::yield_now().await;
        if random.below(2) == 0 {
            let message = format!(r#"{{"QueueUrl":"{QUEUE}","MessageBody":"awaited"}}"#);
            server.sqs("SendMessage", &message).await;
        } else {
            server.control("clock", r#"{"advance":5}"#).await;
        }
    }
    polling.await.unwrap();
}

#[tokio::test]
async fn what_came_over_the_server_replays_from_its_journal() {
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("PARHELION_SEED").unwrap_or_default();
    for seed in first..first + number("PARHELION_REPLAYS").unwrap_or(HISTORIES) {
        let mut random = Random::new(seed);
        let server = Server::start(seed, false);
        server.cloud.clock().freeze();
        let distribution = furnish(&server).await;
        server.control("states", r#"{"save":"furnished"}"#).await;
        for _ in 0..ROUNDS {
            match random.below(8) {
                // Nothing is under way: see [`a_request_that_outlives_its_history_is_marked`].
                0 => server.load(["furnished", "0", "1", "2"][random.below(4)]).await,
                1 => poll(&server, &mut random).await,
                _ => {
                    let step = |_| step(server.clone(), random.next(), distribution.clone());
                    let together: Vec<_> = (0..3).map(step).map(tokio::spawn).collect();
                    for one in together {
                        one.await.unwrap();
                    }
                }
            }
        }
        let text = server.journal().await;
        let replayed = replay(&text, Cloud::builder());
        let replayed = replayed.unwrap_or_else(|error| panic!("PARHELION_SEED={seed}: {error}"));
        let shows = |cloud: &Cloud| format!("{:?}", cloud.snapshot());
        assert!(shows(&replayed) == shows(&server.cloud), "PARHELION_SEED={seed}: another world");
        let of_2 = ",\"version\":\"HTTP/2.0\"";
        if text.contains(of_2) {
            let forgotten = replay(&text.replace(of_2, ""), Cloud::builder()).err();
            use ReplayError::{Differs, Diverged};
            let found = matches!(forgotten, Some(Differs { .. } | Diverged { .. }));
            assert!(found, "{forgotten:?}");
        }
        for sign in ["\"foreseen\":true", "\"step\":\"again\"", "\"step\":\"effect\"", "HTTP/2.0"] {
            *seen.entry(sign).or_default() += text.matches(sign).count();
        }
    }
    assert!(
        number("PARHELION_REPLAYS").is_some() || seen.values().all(|count| *count > 0),
        "{seen:?}"
    );
}

/// A state is loaded over a request that is still waiting: what it does in that world is kept nowhere.
#[tokio::test]
async fn a_request_that_outlives_its_history_is_marked() {
    let server = Server::start(0, false);
    server.cloud.clock().freeze();
    furnish(&server).await;
    server.control("states", r#"{"save":"before"}"#).await;
    let wait = format!(r#"{{"QueueUrl":"{QUEUE}","WaitTimeSeconds":20}}"#);
    let waiting = server.clone();
    let polling = tokio::spawn(async move { waiting.sqs("ReceiveMessage", &wait).await });
    while !server.cloud.journal().to_json_lines().contains("ReceiveMessage\",\"account") {
        tokio::task::yield_now().await;
    }
    server.control("states", r#"{"load":"before"}"#).await;
    replay(&server.journal().await, Cloud::builder()).unwrap();
    server.control("clock", r#"{"advance":20}"#).await;
    assert!(polling.await.unwrap().starts_with("HTTP/1.1 200"));
    match replay(&server.journal().await, Cloud::builder()).err() {
        Some(ReplayError::Unrecorded { call, .. }) => assert!(call.contains("loaded"), "{call}"),
        other => panic!("{other:?}"),
    }
    // The next load leaves it behind.
    server.control("states", r#"{"load":"before"}"#).await;
    replay(&server.journal().await, Cloud::builder()).unwrap();
}

/// Clients sign by the system's clock or by the server's, whichever way that was moved.
#[tokio::test]
async fn signed_requests_replay_whatever_the_clock_says() {
    for clock in ["2031-01-01T00:00:00Z", "2021-01-01T00:00:00Z"] {
        let server = Server::start(0, true);
        for set in [None, Some(clock)] {
            match set {
                None => drop(server.control("clock", r#"{"freeze":true}"#).await),
                Some(clock) => server.set_clock(clock),
            }
            for now in [server.cloud.now(), Timestamp::from_system_time(SystemTime::now())] {
                let (access_key, secret) =
                    (identity::ACCESS_KEY.into(), identity::SECRET_KEY.into());
                let credentials = Credentials { access_key, secret, token: None };
                let body = Body::from("Action=ListUsers&Version=2010-05-08");
                let mut request = http::Request::post("/")
                    .header("host", "iam.amazonaws.com")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(body.clone())
                    .unwrap();
                let (region, service, flavour) = ("us-east-1", "iam", Flavour::WrappedXml);
                let credentials = &credentials;
                let signer = Signer { credentials, region, service, flavour, now };
                let payload = Payload::hash(request.body()).unwrap();
                signer.sign(&mut request, &payload).unwrap();
                let mut head = "POST / HTTP/1.1".to_owned();
                for (name, value) in request.headers() {
                    head += &format!("\n{name}: {}", value.to_str().unwrap());
                }
                let answer = server.send(&head, &body.to_bytes()).await;
                assert!(answer.starts_with("HTTP/1.1 200"), "{clock} {set:?} {now:?}: {answer}");
                assert!(!element(&answer, "RequestId").is_empty());
            }
        }
        let text = server.journal().await;
        replay(&text, Cloud::builder()).unwrap();
        // A clock that was set forward is the world's own; one that was set back is not.
        let set_back = ",\"clock_time\":1609459200000";
        if text.contains(set_back) {
            let forgotten = replay(&text.replace(set_back, ""), Cloud::builder()).err();
            assert!(matches!(forgotten, Some(ReplayError::Differs { .. })), "{forgotten:?}");
        }
        assert_eq!(text.contains(set_back), clock.starts_with("2021"));
    }
}
