//! CF-6.9: WebSockets through the edge, in process and over sockets. Behind the handshake the origins
//! here send back whatever they are sent: the edge does not look at it.

use crate::edge::custom_origin;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper_util::rt::TokioIo;
use parhelion::cloudfront::model as cf;
use parhelion::{Body, Clock, Cloud, Journal, Outside, cloudfront, replay, server};
use sha1::Digest;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";

const ALL_VIEWER_BUT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
/// RFC 6455, 1.3.
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// How many of its connections an origin holds at the moment.
type Held = Arc<AtomicUsize>;

/// What [`KEY`] is answered with; 400 without a key.
fn handshake(request: &axum::extract::Request) -> axum::response::Response {
    let header = |name: &str| request.headers().get(name).map(|it| it.to_str().unwrap());
    let (key, version) = (header("sec-websocket-key"), header("sec-websocket-version"));
    let (Some(key), Some("13"), Some("websocket")) = (key, version, header("upgrade")) else {
        let refusal = axum::response::Response::builder().status(400).header("x-own", "yes");
        return refusal.body("no handshake".into()).unwrap();
    };
    let told = sha1::Sha1::digest(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    let response = axum::response::Response::builder().status(101);
    let response = response.header("connection", "upgrade").header("upgrade", "websocket");
    let response = response.header("sec-websocket-accept", STANDARD.encode(told));
    response.body(axum::body::Body::empty()).unwrap()
}

/// Gives back what it gets, until it is told `bye`.
async fn echo(mut connection: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin) {
    let mut buffer = [0; 1024];
    while let Ok(length @ 1..) = connection.read(&mut buffer).await {
        if &buffer[..length] == b"bye" {
            break;
        }
        if &buffer[..length] != b"hush" {
            connection.write_all(&buffer[..length]).await.unwrap();
        }
    }
}

fn origin(held: &Held) -> axum::Router {
    let held = held.clone();
    axum::Router::new().fallback(move |mut request: axum::extract::Request| {
        let held = held.clone();
        async move {
            let response = handshake(&request);
            if response.status() == 101 {
                let connection = hyper::upgrade::on(&mut request);
                tokio::spawn(async move {
                    let connection = TokioIo::new(connection.await.unwrap());
                    held.fetch_add(1, Ordering::Relaxed);
                    echo(connection).await;
                    held.fetch_sub(1, Ordering::Relaxed);
                });
            }
            response
        }
    })
}

/// A distribution in front of an origin, with or without an origin request policy; its URL.
fn front(cloud: &Cloud, origin: cf::Origin, policy: Option<&str>) -> String {
    let behavior = cf::DefaultCacheBehavior {
        target_origin_id: origin.id.clone(),
        viewer_protocol_policy: "allow-all".into(),
        cache_policy_id: Some(CACHING_OPTIMIZED.into()),
        origin_request_policy_id: policy.map(str::to_owned),
        ..Default::default()
    };
    let config = cf::DistributionConfig {
        caller_reference: origin.id.clone(),
        comment: "test".into(),
        enabled: true,
        origins: cf::Origins { quantity: 1, items: vec![origin] },
        default_cache_behavior: behavior,
        ..Default::default()
    };
    let input = cf::CreateDistributionInput { distribution_config: config };
    type Create = cf::operations::CreateDistribution;
    let output = cloud.call::<cloudfront::CloudFront, Create>(input).unwrap();
    format!("https://{}/chat", output.distribution.unwrap().domain_name)
}

/// A cloud with an origin in this process and a distribution in front of it, deployed.
async fn scene() -> (Cloud, Held, String) {
    let (cloud, held) = (Cloud::new(), Held::default());
    cloud.origin("ws.example", origin(&held));
    let url = front(&cloud, custom_origin("ws.example"), Some(ALL_VIEWER));
    cloud.advance(Duration::from_secs(1_800)).await;
    (cloud, held, url)
}

fn asking(url: &str) -> http::request::Builder {
    asking_version(url, "13")
}

fn asking_version(url: &str, version: &str) -> http::request::Builder {
    http::Request::get(url)
        .header("connection", "keep-alive, Upgrade")
        .header("upgrade", "WebSocket")
        .header("sec-websocket-key", KEY)
        .header("sec-websocket-version", version)
}

async fn open(cloud: &Cloud, url: &str) -> DuplexStream {
    let request = asking(url).body(Body::empty()).unwrap();
    let (response, connection) = cloud.viewer().open(request).await;
    assert_eq!(response.status(), 101, "{response:?}");
    connection.unwrap()
}

/// One message, there and back.
async fn said(connection: &mut DuplexStream, text: &str) -> String {
    connection.write_all(text.as_bytes()).await.unwrap();
    let mut back = vec![0; text.len()];
    connection.read_exact(&mut back).await.unwrap();
    String::from_utf8(back).unwrap()
}

async fn settle() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// CF-6.9(e, h)
#[tokio::test(start_paused = true)]
async fn a_handshake_and_bytes_both_ways() {
    let (cloud, held, url) = scene().await;
    let request = asking(&url).body(Body::empty()).unwrap();
    let (response, connection) = cloud.viewer().open(request).await;
    let header = |name: &str| response.headers().get(name).map_or("", |it| it.to_str().unwrap());
    assert_eq!(response.status(), 101);
    assert_eq!(header("sec-websocket-accept"), ACCEPT);
    assert_eq!((header("connection"), header("upgrade")), ("Upgrade", "websocket"));
    assert_eq!(header("x-cache"), "Miss from cloudfront");
    assert!(header("via").contains("cloudfront.net") && header("content-length").is_empty());
    let mut connection = connection.unwrap();
    assert_eq!(said(&mut connection, "hello").await, "hello");
    // More than any buffer on the way holds.
    let (mut from, mut to) = tokio::io::split(connection);
    let long: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
    let sent = long.clone();
    let sends = tokio::spawn(async move {
        to.write_all(&sent).await.unwrap();
        to
    });
    let mut back = vec![0; long.len()];
    from.read_exact(&mut back).await.unwrap();
    assert!(back == long);
    let to = sends.await.unwrap();
    assert_eq!(held.load(Ordering::Relaxed), 1);
    drop((from, to));
    settle().await;
    assert_eq!(held.load(Ordering::Relaxed), 0, "the viewer has gone");
}

/// CF-6.9(b, i)
#[tokio::test(start_paused = true)]
async fn what_is_no_websocket_is_a_plain_request() {
    let (cloud, _, url) = scene().await;
    let open = async |request: http::request::Builder| {
        let (response, connection) =
            cloud.viewer().open(request.body(Body::empty()).unwrap()).await;
        assert!(connection.is_none());
        response
    };
    // The origin refuses what is no handshake to it, and that is passed on.
    let get = || http::Request::get(&url).header("sec-websocket-key", KEY);
    let plain = [
        get().header("upgrade", "websocket"),
        get().header("connection", "upgrade").header("upgrade", "h2c"),
        asking(&url).version(http::Version::HTTP_2),
        asking(&url).method("HEAD"),
        asking_version(&url, "8"),
    ];
    for request in plain {
        let refused = open(request).await;
        assert_eq!(refused.status(), 400);
        assert_eq!(refused.headers()["x-own"], "yes");
        assert!(!refused.headers().contains_key("upgrade"));
    }
    // CF-6.9(c): no policy forwards the key.
    let url = front(&cloud, cf::Origin { id: "2".into(), ..custom_origin("ws.example") }, None);
    cloud.advance(Duration::from_secs(1_800)).await;
    let refused = open(asking(&url)).await;
    assert_eq!((refused.status().as_u16(), refused.body().to_bytes().len()), (400, 12));
}

/// CF-6.9(i, j)
#[tokio::test(start_paused = true)]
async fn an_origin_that_is_not_there_or_is_s3() {
    let cloud = Cloud::new();
    let nobody = front(&cloud, custom_origin("nobody.example"), Some(ALL_VIEWER));
    let bucket = cf::Origin {
        id: "bucket".into(),
        domain_name: "photos.s3.us-east-1.amazonaws.com".into(),
        s3_origin_config: Some(cf::S3OriginConfig::default()),
        ..Default::default()
    };
    let s3 = front(&cloud, bucket, None);
    // It says 101 where nobody asked.
    let rash = || async { http::StatusCode::SWITCHING_PROTOCOLS };
    cloud.origin("rash.example", axum::Router::new().fallback(rash));
    let rash = front(&cloud, custom_origin("rash.example"), Some(ALL_VIEWER));
    cloud.advance(Duration::from_secs(1_800)).await;
    let viewer = cloud.viewer();
    let (response, connection) = viewer.open(asking(&nobody).body(Body::empty()).unwrap()).await;
    assert!(response.status() == 502 && connection.is_none());
    let (response, connection) = viewer.open(asking(&s3).body(Body::empty()).unwrap()).await;
    assert!(response.status() == 404 && connection.is_none(), "there is no such bucket");
    assert_eq!(viewer.get(&rash).await.status(), 502);
}

#[tokio::test(start_paused = true)]
async fn an_origin_that_ends_ends_the_viewers_connection() {
    let (cloud, _, url) = scene().await;
    let mut connection = open(&cloud, &url).await;
    connection.write_all(b"bye").await.unwrap();
    let mut rest = Vec::new();
    connection.read_to_end(&mut rest).await.unwrap();
    assert!(rest.is_empty());
    // Who cannot take a connection along closes it by that.
    let request = asking(&url).body(Body::empty()).unwrap();
    assert_eq!(cloud.viewer().send(request).await.status(), 101);
}

/// CF-6.9(f)
#[tokio::test(start_paused = true)]
async fn a_silent_origin_is_left_after_ten_minutes() {
    let (cloud, held, url) = scene().await;
    let mut connection = open(&cloud, &url).await;
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_secs(599)).await;
        assert_eq!(said(&mut connection, "here").await, "here");
    }
    // What the viewer says does not count.
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_secs(299)).await;
        connection.write_all(b"hush").await.unwrap();
    }
    assert_eq!(held.load(Ordering::Relaxed), 1);
    let since = cloud.now();
    assert_eq!(connection.read(&mut [0; 8]).await.unwrap(), 0);
    assert_eq!(cloud.now().since(since), Duration::from_secs(2));
    settle().await;
    assert_eq!(held.load(Ordering::Relaxed), 0);
}

#[tokio::test(start_paused = true)]
async fn a_tunnel_belongs_to_its_door_and_not_to_the_world() {
    let (cloud, held, url) = scene().await;
    let mut connection = open(&cloud, &url).await;
    let (fork, snapshot) = (cloud.fork(), cloud.snapshot());
    assert!(fork.save().unwrap() == cloud.save().unwrap());
    assert_eq!(said(&mut connection, "one").await, "one");
    drop(fork);
    cloud.restore(&snapshot);
    assert_eq!(said(&mut connection, "two").await, "two");
    assert_eq!(held.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn a_distribution_in_front_of_a_distribution_passes_it_on() {
    let (cloud, held, url) = scene().await;
    let inner = url.strip_prefix("https://").unwrap().strip_suffix("/chat").unwrap();
    let url = front(&cloud, custom_origin(inner), Some(ALL_VIEWER_BUT_HOST));
    cloud.advance(Duration::from_secs(1_800)).await;
    let mut connection = open(&cloud, &url).await;
    assert_eq!(said(&mut connection, "through both").await, "through both");
    drop(connection);
    settle().await;
    assert_eq!(held.load(Ordering::Relaxed), 0);
}

/// What is said over a tunnel never is in the world: such a run replays.
#[tokio::test(start_paused = true)]
async fn a_run_with_a_tunnel_replays() {
    let cloud = Cloud::builder().auth(false).journal(Journal::default().keeping_inputs()).build();
    let held = Held::default();
    cloud.origin("origin.example", origin(&held));
    let config = include_str!("tunnels/distribution.xml");
    let create = http::Request::post("/2020-05-31/distribution")
        .header("host", "cloudfront.amazonaws.com")
        .header("authorization", "AWS key:signature");
    let created = cloud.send(create.body(Body::from(config.to_owned())).unwrap()).await.unwrap();
    let text = String::from_utf8(created.body().to_bytes().to_vec()).unwrap();
    let name = text.split("<DomainName>").find(|rest| rest.contains("cloudfront.net</")).unwrap();
    let url = format!("http://{}/", name.split('<').next().unwrap());
    cloud.advance(Duration::from_secs(1_800)).await;
    let mut connection = open(&cloud, &url).await;
    assert_eq!(said(&mut connection, "unheard").await, "unheard");
    drop(connection);
    cloud.advance(Duration::from_secs(1_800)).await;
    let journal = cloud.journal().to_json_lines();
    assert_eq!(journal.matches("\"outcome\":\"101\"").count(), 1);
    assert_eq!(journal.matches("\"status\":101").count(), 2, "the exchange's and the viewer's");
    assert!(!journal.contains("unheard"));
    let replayed = replay(&journal, Cloud::builder()).unwrap();
    assert_eq!(format!("{:?}", replayed.snapshot()), format!("{:?}", cloud.snapshot()));
}

/// CF-6.9(a), with everything over sockets: the viewer's connection and the origin's.
#[tokio::test]
async fn over_the_server_to_an_origin_that_is_allowed() {
    let held = Held::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let origin = origin(&held);
    tokio::spawn(async move { axum::serve(listener, origin).await });
    let outside = Outside::hosts([format!("localhost:{port}")]);
    let cloud = Cloud::builder().clock(Clock::wall()).outside(outside).build();
    cloud.clock().freeze();
    let mut origin = custom_origin("localhost");
    if let Some(custom) = &mut origin.custom_origin_config {
        custom.origin_protocol_policy = "http-only".into();
        custom.http_port = i32::from(port);
    }
    let url = front(&cloud, origin, Some(ALL_VIEWER));
    let host = url.strip_prefix("https://").unwrap().strip_suffix("/chat").unwrap();
    cloud.advance(Duration::from_secs(1_800)).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud.clone(), listener));

    let mut viewer = tokio::net::TcpStream::connect(address).await.unwrap();
    let lines = format!(
        "GET /chat HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    );
    viewer.write_all(lines.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(viewer.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 101 switching protocols\r\n"), "{head}");
    assert!(head.contains(&format!("sec-websocket-accept: {}", ACCEPT.to_ascii_lowercase())));
    for text in ["one", "another"] {
        viewer.write_all(text.as_bytes()).await.unwrap();
        let mut back = vec![0; text.len()];
        viewer.read_exact(&mut back).await.unwrap();
        assert_eq!(back, text.as_bytes());
    }
    // Ten minutes on the cloud's clock, which somebody moves.
    cloud.advance(Duration::from_secs(600)).await;
    assert_eq!(viewer.read(&mut [0; 8]).await.unwrap(), 0);
}
