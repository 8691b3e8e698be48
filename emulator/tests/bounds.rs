//! What strangers can make grow, and how long they may take: `docs/bounds.md`.

use crate::started::address_of;
use parhelion::{Clock, Cloud, s3, server};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

async fn start() -> (Cloud, SocketAddr) {
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    let bucket = s3::model::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud.clone(), listener));
    (cloud, address)
}

const AUTH: &str = "Host: localhost\r\nAuthorization: AWS key:signature\r\n";

/// Sends this much and no more, and waits until the server has had enough.
async fn until_closed(to: SocketAddr, bytes: &[u8]) -> (String, Duration) {
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let began = Instant::now();
    let mut answer = Vec::new();
    // A reset is an end, too.
    let _ = stream.read_to_end(&mut answer).await;
    (String::from_utf8_lossy(&answer).into_owned(), began.elapsed())
}

/// The clock of these tests jumps as soon as nobody has anything to do.
#[tokio::test(start_paused = true)]
async fn who_does_not_go_on_is_let_go() {
    let (_, to) = start().await;
    let put = format!("PUT /photos/k HTTP/1.1\r\n{AUTH}Content-Length: 9\r\n\r\n1234");
    let logs = "POST / HTTP/1.1\r\nHost: logs.localhost\r\nX-Amz-Target: Logs_20140328.X\r\n\
                Authorization: AWS key:signature\r\nContent-Length: 9\r\n\r\n{";
    let nobody = "POST / HTTP/1.1\r\nHost: dynamodb.us-east-1.amazonaws.com\r\n\
                  Content-Length: 9\r\n\r\n{";
    let viewer = "GET / HTTP/1.1\r\nHost: x.cloudfront.net\r\nContent-Length: 9\r\n\r\n1";
    for (sent, answer) in [
        ("", ""),
        ("P", ""),
        ("PRI * HTTP/2.0\r\n\r\n", ""),
        ("GET / HT", ""),
        ("GET /photos HTTP/1.1\r\nHost: localhost\r\nX-A: ", ""),
        ("GET /_parhelion/health HTTP/1.1\r\nHost: localhost\r\n\r\n", r#""status":"ok""#),
        (&put, "<Code>RequestTimeout</Code>"),
        (logs, "RequestTimeout"),
        (nobody, "HTTP/1.1 501"),
        (viewer, "HTTP/1.1 408"),
    ] {
        let (got, after) = until_closed(to, sent.as_bytes()).await;
        assert!(got.contains(answer) && got.is_empty() == answer.is_empty(), "{sent}: {got}");
        assert!(after >= Duration::from_secs(59) && after < Duration::from_secs(130), "{after:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_does_not_read_is_let_go() {
    let (_, to) = start().await;
    let body = vec![b'x'; 32 << 20];
    let put = format!("PUT /photos/k HTTP/1.1\r\n{AUTH}Content-Length: {}\r\n", body.len());
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(format!("{put}Connection: close\r\n\r\n").as_bytes()).await.unwrap();
    stream.write_all(&body).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut stream = TcpStream::connect(to).await.unwrap();
    let get = format!("GET /photos/k HTTP/1.1\r\n{AUTH}\r\n");
    stream.write_all(get.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(600)).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.starts_with(b"HTTP/1.1 200") && answer.len() < body.len(), "{}", answer.len());
}

/// What is announced is refused before it has come; what is not, as soon as it is too much.
#[tokio::test]
async fn bodies_have_a_longest() {
    let (_, to) = start().await;
    let json = "POST / HTTP/1.1\r\nHost: logs.localhost\r\nX-Amz-Target: Logs_20140328.PutLogEvents\r\nAuthorization: AWS key:signature\r\n";
    let iam = "POST / HTTP/1.1\r\nHost: iam.localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nAuthorization: AWS key:signature\r\n";
    let object = format!("PUT /photos/k HTTP/1.1\r\n{AUTH}");
    let part = format!("PUT /photos/k?partNumber=1&uploadId=u HTTP/1.1\r\n{AUTH}");
    let cors = format!("PUT /photos?cors HTTP/1.1\r\n{AUTH}");
    let delete = format!("POST /photos?delete HTTP/1.1\r\n{AUTH}");
    for (head, length, answer) in [
        (json, 9_u64 << 20, "HTTP/1.1 413"),
        (iam, 1 << 40, "HTTP/1.1 413"),
        (&object, 6 << 30, "<Code>EntityTooLarge</Code>"),
        (&object, (5 << 30) + 1, "<Code>EntityTooLarge</Code>"),
        (&part, 6 << 30, "<Code>EntityTooLarge</Code>"),
        (&cors, 9 << 20, "<Code>MaxMessageLengthExceeded</Code>"),
        (&delete, 9 << 20, "<Code>MaxMessageLengthExceeded</Code>"),
    ] {
        let head = format!("{head}Expect: 100-continue\r\nContent-Length: {length}\r\n\r\n");
        let (got, _) = until_closed(to, head.as_bytes()).await;
        assert!(got.contains(answer) && !got.contains("100 Continue"), "{head}: {got}");
    }
    let mut stream = TcpStream::connect(to).await.unwrap();
    let head = format!("{json}Transfer-Encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, "x".repeat(1 << 20));
    let mut sent = 0;
    while sent < 100 && stream.write_all(chunk.as_bytes()).await.is_ok() {
        sent += 1;
    }
    assert!(sent < 100, "the server goes on reading");
}

#[tokio::test]
async fn heads_have_a_longest() {
    let (cloud, to) = start().await;
    let long = "x".repeat(60_000);
    let head = |query: &str, header: &str| {
        format!(
            "GET /photos/k?x={query} HTTP/1.1\r\n{AUTH}X-A: {header}\r\nConnection: close\r\n\r\n"
        )
    };
    let (answer, _) = until_closed(to, head("", &long.repeat(2)).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    let (answer, _) = until_closed(to, head(&long, &long).as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    let (answer, _) = until_closed(to, head(&long, "").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    let viewer =
        format!("GET /{long} HTTP/1.1\r\nHost: x.cloudfront.net\r\nConnection: close\r\n\r\n");
    until_closed(to, viewer.as_bytes()).await;
    for event in cloud.journal().events() {
        let length = serde_json::to_string(&event.what).unwrap().len();
        assert!(length < 20_000, "an event of {length} bytes");
    }
}

/// A mistake costs its bytes once: the answer does not grow with what it repeats.
#[tokio::test]
async fn answers_to_mistakes_are_short() {
    let (_, to) = start().await;
    let name = "x".repeat(3 << 20);
    let body = format!(r#"{{"logGroupName":"{name}","tags":{{"{name}":""}}}}"#);
    let head = format!(
        "POST / HTTP/1.1\r\nHost: logs.localhost\r\nX-Amz-Target: Logs_20140328.CreateLogGroup\r\n\
         Authorization: AWS key:signature\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let (answer, _) = until_closed(to, head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{:.200}", answer);
    assert!(answer.len() < 40_000, "{} bytes", answer.len());
}

struct Server(Child, String);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server below what the shell says first.
fn spawn(first: &str) -> Server {
    let serve = env!("CARGO_BIN_EXE_parhelion");
    let script = format!("{first}; exec '{serve}' serve --port 0 --auth off");
    let mut child =
        Command::new("sh").args(["-c", &script]).stdout(Stdio::piped()).spawn().unwrap();
    let address = address_of(&mut child);
    Server(child, address)
}

fn ask(to: &str, request: &[u8]) -> String {
    let mut stream = std::net::TcpStream::connect(to).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[cfg(unix)]
#[test]
fn running_out_of_descriptors_is_survived() {
    let server = spawn("ulimit -n 48");
    let many: Vec<_> = (0..100).map(|_| std::net::TcpStream::connect(&server.1).unwrap()).collect();
    drop(many);
    let health = b"GET /_parhelion/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert!(ask(&server.1, health).starts_with("HTTP/1.1 200"));
}

/// As on a full disk: there is no keeping a body.
#[cfg(unix)]
#[test]
fn a_body_that_cannot_be_kept_is_refused_in_the_services_words() {
    let folder = std::env::temp_dir().join(format!("a-folder-that-goes-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let server = spawn(&format!("export TMPDIR='{}'", folder.display()));
    let put = |path: &str, body: &str| {
        let head = format!("PUT {path} HTTP/1.1\r\n{AUTH}Connection: close\r\n");
        let request = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        ask(&server.1, request.as_bytes())
    };
    assert!(put("/photos", "").starts_with("HTTP/1.1 200"));
    std::fs::remove_dir_all(&folder).unwrap();
    let answer = put("/photos/k", &"x".repeat(3 << 20));
    assert!(answer.contains("<Code>ServiceUnavailable</Code>"), "{answer}");
    assert!(
        answer.contains("the folder in which the server keeps bodies cannot take it"),
        "{answer}"
    );
    assert!(put("/photos/k", "small").starts_with("HTTP/1.1 200"), "what fits into memory is kept");
}

/// What a small object costs is of its own size, not of the buffers that it came through.
#[cfg(target_os = "linux")]
#[test]
fn small_objects_keep_no_more_than_they_are() {
    const OBJECTS: usize = 4_000;
    let server = spawn("true");
    let mut stream = std::net::TcpStream::connect(&server.1).unwrap();
    let mut put = |path: &str, body: &str| {
        let head = format!("PUT {path} HTTP/1.1\r\n{AUTH}Content-Length: {}\r\n\r\n", body.len());
        stream.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice()).unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            let mut piece = [0; 4096];
            let read = stream.read(&mut piece).unwrap();
            assert!(read > 0, "{}", String::from_utf8_lossy(&answer));
            answer.extend_from_slice(&piece[..read]);
        }
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
    };
    let rss = || -> usize {
        let metrics =
            b"GET /_parhelion/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let told = ask(&server.1, metrics);
        let mut lines = told.lines();
        lines
            .find_map(|line| line.strip_prefix("process_resident_memory_bytes "))
            .unwrap()
            .parse()
            .unwrap()
    };
    put("/photos", "");
    let body = "x".repeat(1024);
    (0..OBJECTS / 2).for_each(|n| put(&format!("/photos/warm-{n}"), &body));
    let before = rss();
    (0..OBJECTS).for_each(|n| put(&format!("/photos/k-{n}"), &body));
    let each = rss().saturating_sub(before) / OBJECTS;
    assert!(each < 5_000, "{each} bytes an object of 1,024");
}
