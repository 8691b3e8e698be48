//! What stands around a server: web pages in the same machine's browser, names that lead here,
//! requests that are read in two ways, signals.

use crate::edge::{create, custom_origin};
use crate::started::address_of;
use parhelion::{Clock, Cloud, s3, server};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that checks no signature, the easiest prey, with a bucket `photos` that has a key.
async fn start() -> (Cloud, std::net::SocketAddr) {
    let cloud = Cloud::builder().clock(Clock::wall()).auth(false).build();
    let bucket = s3::model::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<s3::S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let names = ["Parhelion.test"].into_iter().collect();
    let never = std::future::pending();
    tokio::spawn(server::serve_until(cloud.clone(), listener, names, never));
    (cloud, address)
}

/// The answer to a request whose head is this, lines parted by `|`.
async fn ask(to: std::net::SocketAddr, head: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(to).await.unwrap();
    let head = head.replace('|', "\r\n");
    let request =
        format!("{head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap(), answer)
}

#[tokio::test]
async fn a_host_must_be_the_servers() {
    let (cloud, to) = start().await;
    let alias = create(&cloud, custom_origin("origin.example.com")).unwrap().domain_name;
    for host in [
        "localhost",
        "LOCALHOST.:4566",
        "127.0.0.1",
        "127.9.9.9:1",
        // What SDKs make of an endpoint for operations that stream.
        "stream-localhost:4566",
        "stream-127.0.0.1:4566",
        "[::1]:4566",
        "parhelion.test",
        "PARHELION.test:80",
        "photos.localhost",
        "s3.us-east-1.amazonaws.com",
        "dynamodb.us-east-1.amazonaws.com",
        "nobody.cloudfront.net",
        "123456789012.localhost",
        "123456789012.127.0.0.1:4566",
        &alias,
    ] {
        let (status, answer) = ask(to, &format!("GET /photos HTTP/1.1|Host: {host}"), "").await;
        assert!(!answer.contains("No server of the name"), "{host}: {status} {answer}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "[2001:db8::1]:80",
        "x",
        "stream-",
        "stream-evil.example",
        "123456789012.evil.example",
        "12345678901.parhelion.test",
    ] {
        for path in ["/photos", "/_parhelion/health", "/"] {
            let (status, answer) = ask(to, &format!("GET {path} HTTP/1.1|Host: {host}"), "").await;
            assert_eq!(status, 403, "{host}: {answer}");
            assert!(answer.contains("start it with --host"), "{host}: {answer}");
        }
    }
}

#[tokio::test]
async fn requests_that_can_be_read_in_two_ways_are_refused() {
    let (_, to) = start().await;
    for head in [
        "GET /photos HTTP/1.1|Host: localhost|Host: localhost",
        "GET /photos HTTP/1.1|Host: localhost|Authorization: AWS a:b|Authorization: AWS a:b",
        "GET / HTTP/1.1|Host: secret/s?y.localhost",
        "GET / HTTP/1.1|Host: a@localhost",
        "GET / HTTP/1.1|Host: localhost:port",
        "GET / HTTP/1.1|Host: [::1",
        "GET / HTTP/1.1|Host: \u{e9}.localhost",
        "GET / HTTP/1.1|Host:",
        "GET / HTTP/1.1|Accept: */*",
        "GET /_parhelion/health HTTP/1.1|Accept: */*",
    ] {
        let (status, answer) = ask(to, head, "").await;
        assert_eq!(status, 400, "{head}: {answer}");
    }
    assert_eq!(ask(to, "GET /_parhelion/health HTTP/1.0|Accept: */*", "").await.0, 200);
}

#[tokio::test]
async fn a_web_page_does_not_steer() {
    let (cloud, to) = start().await;
    let before = cloud.snapshot().now();
    for (line, from) in [
        ("GET /_parhelion/journal", "Origin: http://evil.example"),
        ("GET /_parhelion/journal", "Origin: null"),
        ("GET /_parhelion/journal", "Origin: http://localhost:3000"),
        ("GET /_parhelion/journal", "Sec-Fetch-Site: cross-site"),
        ("GET /_parhelion/journal", "Sec-Fetch-Site: same-site"),
        ("POST /_parhelion/clock", "Origin: http://evil.example|Content-Type: application/json"),
        ("POST /_parhelion/clock", "Sec-Fetch-Site: cross-site|Content-Type: application/json"),
        // A page of the server's own origin is somebody's upload.
        ("GET /_parhelion/journal", "Sec-Fetch-Site: same-origin"),
        ("GET /_parhelion/journal", "Origin: http://localhost|Sec-Fetch-Site: same-origin"),
        ("POST /_parhelion/clock", "Origin: http://localhost|Content-Type: application/json"),
        ("POST /_parhelion/clock", "Origin: http://localhost|Content-Type: text/plain"),
        ("POST /_parhelion/clock", "Origin: http://localhost|Content-Type: text/plain;charset=a"),
        ("POST /_parhelion/clock", "Origin: http://localhost|Content-Type: multipart/form-data"),
        (
            "POST /_parhelion/clock",
            "Origin: http://localhost|Content-Type: application/x-www-form-urlencoded",
        ),
    ] {
        let head = format!("{line} HTTP/1.1|Host: localhost|{from}");
        let (status, answer) = ask(to, &head, r#"{"freeze":true,"advance":99999}"#).await;
        assert_eq!(status, 403, "{head}: {answer}");
    }
    assert!(!cloud.clock().is_frozen() && cloud.now().since(before).as_secs() < 99_999);
    for from in [
        "Content-Type: application/x-www-form-urlencoded",
        // Typed by a person.
        "Content-Type: application/json|Sec-Fetch-Site: none",
    ] {
        let head = format!("POST /_parhelion/clock HTTP/1.1|Host: localhost|{from}");
        assert_eq!(ask(to, &head, "{}").await.0, 200, "{from}");
    }
}

/// An object that a browser shows by its path has the server's own origin, so it runs no scripts; one at
/// its bucket's own host has an origin of its own.
#[tokio::test]
async fn an_upload_that_is_shown_is_no_page_of_the_servers() {
    let (_, to) = start().await;
    let key = "Authorization: AWS key:signature";
    let page = "<script>fetch('/_parhelion/journal')</script>";
    let put = "PUT /photos/page.html HTTP/1.1|Host: localhost|Content-Type: text/html";
    assert_eq!(ask(to, &format!("{put}|{key}"), page).await.0, 200);
    let shown = async |head: &str, marks: &str| {
        let (status, answer) = ask(to, &format!("{head}|{key}|{marks}"), "").await;
        assert_eq!(status, 200, "{head}: {answer}");
        answer.to_ascii_lowercase().contains("\r\ncontent-security-policy: sandbox\r\n")
    };
    let by_path = "GET /photos/page.html HTTP/1.1|Host: localhost";
    let by_name = "GET /page.html HTTP/1.1|Host: photos.localhost";
    for marks in [
        "Sec-Fetch-Dest: document",
        "Sec-Fetch-Dest: iframe",
        "Upgrade-Insecure-Requests: 1",
        // What is a picture or fetched ahead now may be shown out of the cache later.
        "Sec-Fetch-Dest: image",
        "Sec-Fetch-Mode: no-cors",
        "Sec-Fetch-Site: cross-site|Sec-Purpose: prefetch",
        "Origin: http://evil.example",
        "Referer: http://evil.example/",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ] {
        assert!(shown(by_path, marks).await, "{marks}");
        assert!(!shown(by_name, marks).await, "{marks}");
    }
    for marks in ["Accept: */*", "User-Agent: Boto3/1.40.0", "User-Agent: curl/8.5.0"] {
        assert!(!shown(by_path, marks).await, "{marks}");
    }
}

/// Other APIs than S3's answer no preflight, so that no page could use them anyway.
#[tokio::test]
async fn a_web_page_reaches_s3_and_viewers_only() {
    let (cloud, to) = start().await;
    let site = create(&cloud, custom_origin("origin.example.com")).unwrap().domain_name;
    let page = "Origin: http://evil.example|Sec-Fetch-Site: cross-site";
    let form = "Content-Type: application/x-www-form-urlencoded";
    let local = "Host: localhost";
    let list = "/?Action=ListUsers&Version=2010-05-08";
    for (head, body) in [
        (format!("POST / HTTP/1.1|{local}|{page}|{form}"), "Action=ListUsers&Version=2010-05-08"),
        (format!("GET {list} HTTP/1.1|{local}|{page}"), ""),
        (format!("GET {list} HTTP/1.1|{local}|Sec-Fetch-Site: cross-site"), ""),
        (format!("GET {list} HTTP/1.1|{local}|Sec-Fetch-Site: same-site"), ""),
        (format!("POST / HTTP/1.1|{local}|{page}|X-Amz-Target: AmazonSQS.ListQueues"), "{}"),
        (format!("POST / HTTP/1.1|Host: sqs.us-east-1.amazonaws.com|{page}"), "{}"),
        (format!("OPTIONS / HTTP/1.1|Host: logs.localhost|{page}"), ""),
        (format!("GET /2020-05-31/distribution HTTP/1.1|{local}|{page}"), ""),
    ] {
        let (status, answer) = ask(to, &head, body).await;
        assert_eq!(status, 403, "{head}: {answer}");
        assert!(answer.contains("Web pages reach buckets"), "{head}: {answer}");
    }
    let s3 = "HTTP/1.1|Authorization: AWS key:signature";
    for (head, status) in [
        (format!("PUT /photos/k {s3}|{local}|{page}|{form}"), 200),
        (format!("GET /photos/k {s3}|{local}|{page}"), 200),
        (format!("GET /k {s3}|Host: photos.localhost|{page}"), 200),
        (format!("DELETE /photos/k {s3}|{local}|{page}"), 204),
    ] {
        let (got, answer) = ask(to, &head, "").await;
        assert_eq!(got, status, "{head}: {answer}");
    }
    // A form with a file, which a policy in it may allow.
    let upload = "Content-Type: multipart/form-data; boundary=b";
    let head = format!("POST /photos HTTP/1.1|{local}|{page}|{upload}");
    let (_, answer) = ask(to, &head, "--b--\r\n").await;
    assert!(answer.contains("<Code>"), "S3 looks at it: {answer}");
    let (_, answer) = ask(to, &format!("GET / HTTP/1.1|Host: {site}|{page}"), "").await;
    assert!(answer.to_lowercase().contains("x-amz-cf-id"), "{answer}");
}

#[tokio::test]
async fn keys_may_have_the_control_apis_name() {
    let (_, to) = start().await;
    let auth = "Authorization: AWS key:signature";
    for host in ["photos.localhost", "photos.s3.amazonaws.com"] {
        let put = format!("PUT /_parhelion/health HTTP/1.1|Host: {host}|{auth}");
        assert_eq!(ask(to, &put, "meow").await.0, 200, "{host}");
        let get = format!("GET /_parhelion/health HTTP/1.1|Host: {host}|{auth}");
        assert!(ask(to, &get, "").await.1.ends_with("meow"), "{host}");
    }
    for host in ["localhost", "127.0.0.1", "s3.localhost", "parhelion.test"] {
        let (_, answer) =
            ask(to, &format!("GET /_parhelion/health HTTP/1.1|Host: {host}"), "").await;
        assert!(answer.contains(r#""status":"ok""#), "{host}: {answer}");
    }
}

/// A process that is killed when its test is over, however that ends.
struct Server(Child, String);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn spawn(arguments: &[&str]) -> Server {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion"));
    let command = command.args(["serve", "--port", "0", "--auth", "off"]).args(arguments);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let address = address_of(&mut child);
    Server(child, address)
}

/// Who waits for 100 and has nothing to send is answered at once, and the connection ends: botocore
/// would take its next answer for more of this one.
#[tokio::test]
async fn nothing_to_send_ends_a_connection_that_waits() {
    let (_cloud, to) = start().await;
    for (expects, closes) in [("Expect: 100-continue\r\n", true), ("", false)] {
        let mut stream = TcpStream::connect(to).await.unwrap();
        let head = format!("PUT /photos/empty HTTP/1.1\r\nHost: localhost\r\n{expects}");
        stream.write_all(format!("{head}Content-Length: 0\r\n\r\n").as_bytes()).await.unwrap();
        let answer = heard(&mut stream).await;
        assert!(answer.starts_with("http/1.1 ") && !answer.contains(" 100 "), "{answer}");
        assert_eq!(answer.contains("connection: close"), closes, "{answer}");
    }
}

/// Pieces whose number nobody foretells are something to send: they are told to come.
#[tokio::test]
async fn pieces_to_send_leave_a_connection_as_it_is() {
    let (_cloud, to) = start().await;
    let mut stream = TcpStream::connect(to).await.unwrap();
    let head = "POST / HTTP/1.1\r\nHost: sqs.localhost\r\nExpect: 100-continue\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(heard(&mut stream).await, "http/1.1 100 continue\r\n\r\n");
    stream.write_all(b"1\r\na\r\n0\r\n\r\n").await.unwrap();
    let answer = heard(&mut stream).await;
    assert!(answer.starts_with("http/1.1 ") && !answer.contains("connection: close"), "{answer}");
}

/// What has come, in lower case.
async fn heard(stream: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..length]).to_lowercase()
}

/// What is being answered ends, nothing begins, and the code is 0.
#[cfg(unix)]
#[test]
fn signals_drain() {
    for name in ["TERM", "INT"] {
        let mut server = spawn(&[]);
        let connect = || std::net::TcpStream::connect(&server.1);
        let idle = connect().unwrap();
        let mut stream = connect().unwrap();
        let head =
            "PUT /photos HTTP/1.1\r\nHost: localhost\r\nAuthorization: AWS key:signature\r\n";
        write!(stream, "{head}Expect: 100-continue\r\nContent-Length: 1\r\n\r\n").unwrap();
        let mut going_on = [0; 25];
        stream.read_exact(&mut going_on).unwrap();
        assert!(going_on.starts_with(b"HTTP/1.1 100 Continue"));
        let kill = format!("kill -{name} {}", server.0.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        // Until the last thread has stopped to listen.
        while connect().is_ok() {
            std::thread::yield_now();
        }
        assert!(server.0.try_wait().unwrap().is_none(), "{name}: it waits for the request");
        stream.write_all(b" ").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 "), "{name}: {answer}");
        assert_eq!(server.0.wait().unwrap().code(), Some(0), "{name}");
        drop(idle);
    }
}

#[test]
fn a_port_in_use_is_one_plain_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion"));
    let ended = command.args(["serve", "--port", &port]).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let said = String::from_utf8(ended.stderr).unwrap();
    let expected = format!(
        "parhelion: 127.0.0.1:{port} is in use: choose another --port, or 0 for a free one\n"
    );
    assert_eq!(said, expected);
}

#[test]
fn a_server_has_the_names_that_it_is_given() {
    let server = spawn(&["--host", "127.0.0.1", "--host", "parhelion"]);
    for (host, status) in [("parhelion:4566", "200"), ("elsewhere:4566", "403")] {
        let mut stream = std::net::TcpStream::connect(&server.1).unwrap();
        let head = format!("GET /_parhelion/health HTTP/1.1\r\nHost: {host}\r\nConnection: close");
        write!(stream, "{head}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(answer.split(' ').nth(1), Some(status), "{host}: {answer}");
    }
}
