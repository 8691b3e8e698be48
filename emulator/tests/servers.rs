//! Servers as processes, and what they do by themselves: bodies of the killed are cleared away, what
//! is due comes at its time.

use crate::started::address_of;
use parhelion::{Clock, Cloud, server};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server in a process of its own, whose temporary files lie in a folder of the test's.
struct Process(Child, String);

impl Process {
    fn start(temporary: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parhelion"))
            .args(["serve", "--port", "0", "--auth", "off"])
            .env("TMPDIR", temporary)
            .env("XDG_DATA_HOME", std::env::temp_dir().join("parhelion-tests"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let address = address_of(&mut child);
        Self(child, address)
    }

    fn put(&self, path: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.1).unwrap();
        let (length, usual) = (body.len(), "Connection: close\r\nAuthorization: AWS key:signature");
        let head = format!("PUT {path} HTTP/1.1\r\nHost: localhost\r\n{usual}\r\n");
        write!(stream, "{head}Content-Length: {length}\r\n\r\n").unwrap();
        stream.write_all(body).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn bodies_of_a_killed_server_are_cleared_away_by_the_next() {
    let temporary = std::env::temp_dir().join(format!("killed-{}", std::process::id()));
    std::fs::create_dir_all(&temporary).unwrap();
    let [first, living] = [Process::start(&temporary), Process::start(&temporary)];
    for server in [&first, &living] {
        assert!(server.put("/photos", b"").starts_with("HTTP/1.1 200"));
        let put = server.put("/photos/k", &vec![7; 3 << 20]);
        assert!(put.starts_with("HTTP/1.1 200"), "{put}");
    }
    let files = |folder: &PathBuf| entries(folder).len();
    // Each has its body and its lock.
    assert_eq!(entries(&temporary).iter().map(files).collect::<Vec<_>>(), [2, 2]);
    first.kill();
    assert_eq!(entries(&temporary).len(), 2, "a killed server clears nothing away");
    let second = Process::start(&temporary);
    let mut left: Vec<usize> = entries(&temporary).iter().map(files).collect();
    left.sort_unstable();
    assert_eq!(left, [1, 2], "the new one's lock; the body and lock of the one that lives");
    second.kill();
    living.kill();
    std::fs::remove_dir_all(temporary).unwrap();
}

#[test]
fn a_temporary_folder_that_cannot_be_used_is_one_plain_error() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion"));
    let command = command.args(["serve", "--port", "0"]).env("TMPDIR", "/nowhere/at/all");
    let ended = command.output().unwrap();
    assert!(!ended.status.success() && ended.stdout.is_empty());
    let said = String::from_utf8(ended.stderr).unwrap();
    let expected = "parhelion: bodies cannot be kept below /nowhere/at/all: ";
    assert!(said.starts_with(expected) && said.lines().count() == 1, "{said}");
    assert!(said.contains("set TMPDIR to a folder that can be written to"), "{said}");
}

/// Over HTTP/1.1, names are spelled as AWS spells them.
#[test]
fn names_of_headers_have_awss_spelling() {
    let temporary = std::env::temp_dir().join(format!("spelled-{}", std::process::id()));
    std::fs::create_dir_all(&temporary).unwrap();
    let server = Process::start(&temporary);
    server.put("/photos", b"");
    let put = server.put("/photos/k", b"x");
    let head = put.split_once("\r\n\r\n").unwrap().0;
    let mut names: Vec<&str> =
        head.lines().skip(1).filter_map(|line| line.split(':').next()).collect();
    names.sort_unstable();
    let expected = [
        "Connection",
        "Content-Length",
        "Date",
        "ETag",
        "Server",
        "x-amz-checksum-crc64nvme",
        "x-amz-checksum-type",
        "x-amz-id-2",
        "x-amz-request-id",
        "x-amz-server-side-encryption",
    ];
    assert_eq!(names, expected, "{head}");
    server.kill();
    std::fs::remove_dir_all(temporary).unwrap();
}

/// A wait over the server ends when the clock is moved, and what is due has happened by then.
#[tokio::test]
async fn what_is_due_happens_when_the_clock_is_moved() {
    use aws_sdk_cloudwatchlogs::types::InputLogEvent;
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    cloud.clock().freeze();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud.clone(), listener));
    let logs = aws_sdk_cloudwatchlogs::Client::new(&cloud.sdk_config());
    logs.create_log_group().log_group_name("g").send().await.unwrap();
    logs.create_log_stream().log_group_name("g").log_stream_name("s").send().await.unwrap();
    logs.put_retention_policy().log_group_name("g").retention_in_days(1).send().await.unwrap();
    let now = cloud.now().0;
    let event = InputLogEvent::builder().timestamp(now).message("m").build().unwrap();
    let put = logs.put_log_events().log_group_name("g").log_stream_name("s");
    put.log_events(event).send().await.unwrap();
    let due = cloud.next_due().unwrap();
    let body = r#"{"advance":604800}"#;
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        let (line, length) = ("POST /_parhelion/clock HTTP/1.1", body.len());
        let head = format!("{line}\r\nHost: localhost\r\nConnection: close\r\n");
        write!(stream, "{head}Content-Length: {length}\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    });
    assert!(answer.await.unwrap().starts_with("HTTP/1.1 200"));
    let journal = cloud.journal();
    let at: Vec<_> =
        journal.events().iter().filter(|event| event.at >= due).map(|it| it.at).collect();
    assert_eq!(at.first(), Some(&due), "the sweep at its own time");
}

/// A server of the user's own that is reached over a socket only where that is allowed.
#[tokio::test]
async fn sockets_to_origins_are_opt_in() {
    use crate::edge::{create, custom_origin};
    use parhelion::{Outside, Timestamp};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let origin = axum::Router::new().fallback(|| async { "over a socket" });
    tokio::spawn(async move { axum::serve(listener, origin).await });
    for (allowed, expected) in [
        (vec![], None),
        (vec![format!("localhost:{}", port ^ 1)], None),
        (vec![format!("LOCALHOST:{port}")], Some("over a socket")),
        (vec!["localhost".to_owned()], Some("over a socket")),
        (vec!["*".to_owned()], Some("over a socket")),
    ] {
        let clock = Clock::manual(Timestamp(1_767_225_600_000));
        let outside = Outside::hosts(allowed.clone());
        let cloud = Cloud::builder().clock(clock).outside(outside).build();
        let mut origin = custom_origin("localhost");
        if let Some(custom) = &mut origin.custom_origin_config {
            custom.origin_protocol_policy = "http-only".into();
            custom.http_port = i32::from(port);
        }
        let distribution = create(&cloud, origin).unwrap();
        cloud.advance(std::time::Duration::from_secs(1_800)).await;
        let url = format!("https://{}/", distribution.domain_name);
        let answer = cloud.viewer().get(&url).await;
        match expected {
            Some(text) => assert_eq!(answer.body().to_bytes(), text, "{allowed:?}"),
            None => assert_eq!(answer.status(), 502, "{allowed:?}"),
        }
    }
}

impl Process {
    /// Tells it to end, as whoever stops a container does.
    fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// How long it takes to end from now on.
    fn ends_within(mut self) -> Duration {
        let began = Instant::now();
        assert!(self.0.wait().unwrap().success());
        began.elapsed()
    }

    /// A connection on which so much of a request has come.
    fn begin(&self, sent: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.1).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        stream
    }

    /// The server has taken in what came before: it answers a later request.
    fn is_up_to_date(&self) {
        assert!(self.put("/up-to-date", b"").starts_with("HTTP/1.1 200"));
    }
}

/// Of what was begun only: a request whose head has come to its end is being answered.
const UNFINISHED: &str =
    "PUT /photos/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf";

#[test]
fn half_a_head_holds_nobody_up_at_the_end() {
    let temporary = std::env::temp_dir().join(format!("half-{}", std::process::id()));
    std::fs::create_dir_all(&temporary).unwrap();
    let server = Process::start(&temporary);
    let open = [
        server.begin(""),
        server.begin("PU"),
        server.begin("PUT /photos/k HTTP/1.1\r\nHost: loc"),
        // HTTP/2, and no more than its preface.
        server.begin("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        // Between two requests.
        server.begin("GET /_parhelion/health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /_par"),
    ];
    for _ in 0..20 {
        server.is_up_to_date();
    }
    server.terminate();
    let took = server.ends_within();
    assert!(took < Duration::from_secs(5), "{took:?}");
    drop(open);
    assert!(entries(&temporary).is_empty());
    std::fs::remove_dir_all(temporary).unwrap();
}

#[test]
fn whoever_is_told_twice_ends_at_once() {
    let temporary = std::env::temp_dir().join(format!("twice-{}", std::process::id()));
    std::fs::create_dir_all(&temporary).unwrap();
    let server = Process::start(&temporary);
    let open: Vec<TcpStream> = (0..8).map(|_| server.begin(UNFINISHED)).collect();
    for _ in 0..20 {
        server.is_up_to_date();
    }
    server.terminate();
    // It has heard when it takes no more connections.
    while TcpStream::connect(&server.1).is_ok() {
        std::thread::yield_now();
    }
    server.terminate();
    let took = server.ends_within();
    assert!(took < Duration::from_secs(5), "{took:?}");
    drop(open);
    assert!(entries(&temporary).is_empty(), "its folder goes with it");
    std::fs::remove_dir_all(temporary).unwrap();
}
