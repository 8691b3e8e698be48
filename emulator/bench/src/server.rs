//! Any S3 endpoint, by its URL, through one small client that is the same for all: HTTP/1.1,
//! keep-alive, requests signed without their bodies (`UNSIGNED-PAYLOAD`).

use crate::measure::row;
use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use parhelion::Timestamp;
use parhelion::identity::{ACCESS_KEY, SECRET_KEY};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const BUCKET: &str = "parhelion-bench";
const FOR: Duration = Duration::from_secs(3);

/// Measures an endpoint, or this repository's own server, freshly started.
pub(crate) fn measure(url: Option<&str>) {
    with_endpoint(url, async |to| figures(&to).await);
}

/// Does something with an endpoint, or with this repository's own server, freshly started.
pub(crate) fn with_endpoint(url: Option<&str>, what: impl AsyncFnOnce(Endpoint)) {
    let (server, url) = match url {
        Some(url) => (None, url.to_owned()),
        None => {
            let (server, url) = start();
            (Some(Stop(server)), url)
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(what(Endpoint::new(&url)));
    drop(server);
}

struct Stop(Child);

impl Drop for Stop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `parhelion serve`, built beside this program.
fn start() -> (Child, String) {
    let program = std::env::current_exe().unwrap().with_file_name("parhelion");
    let mut command = Command::new(&program);
    command.args(["serve", "--port", "0", "--journal", "0"]).stdout(Stdio::piped());
    let mut started = command.spawn().unwrap_or_else(|why| {
        panic!("{}: {why}: cargo build --release --bin parhelion", program.display())
    });
    let lines = BufReader::new(started.stdout.take().unwrap()).lines();
    let url = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("export AWS_ENDPOINT_URL=").map(str::to_owned));
    (started, url.unwrap())
}

/// Where requests go, and as whom.
pub(crate) struct Endpoint {
    authority: String,
    credentials: Credentials,
}

/// A connection that is kept alive.
pub(crate) struct Connection<'a> {
    to: &'a Endpoint,
    sender: SendRequest<Full<Bytes>>,
}

impl Endpoint {
    fn new(url: &str) -> Self {
        let authority = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let read = |name: &str, otherwise: &str| {
            std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
        };
        let credentials = Credentials {
            access_key: read("AWS_ACCESS_KEY_ID", ACCESS_KEY),
            secret: read("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
            token: None,
        };
        Self { authority, credentials }
    }

    pub(crate) async fn connect(&self) -> Connection<'_> {
        let stream = tokio::net::TcpStream::connect(&self.authority).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Connection { to: self, sender }
    }
}

impl Connection<'_> {
    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Bytes {
        self.send_with(method, path, &[], body).await
    }

    /// As [`Connection::send`], with more headers.
    pub(crate) async fn send_with(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: Bytes,
    ) -> Bytes {
        let Endpoint { authority, credentials } = self.to;
        let length = body.len();
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap();
        request.headers_mut().insert("host", authority.parse().unwrap());
        request.headers_mut().insert("content-length", length.into());
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let now = Timestamp::from_system_time(SystemTime::now());
        let signer = Signer {
            credentials,
            region: "us-east-1",
            service: "s3",
            flavour: Flavour::BareXml,
            now,
        };
        signer.sign(&mut request, &Payload::Unsigned).unwrap();
        self.sender.ready().await.unwrap();
        let response = self.sender.send_request(request).await.unwrap();
        let status = response.status();
        // The body may be large: it is read and let go.
        let mut body = response.into_body();
        let mut last = Bytes::new();
        while let Some(frame) = body.frame().await {
            if let Ok(data) = frame.unwrap().into_data() {
                last = data;
            }
        }
        assert!(status.is_success(), "{path}: {status} {last:?}");
        last
    }
}

/// Calls a second, over so many connections at once.
async fn rate(to: &Endpoint, connections: usize, method: Method, body: &Bytes) -> f64 {
    let begun = Instant::now();
    let workers = (0..connections).map(|worker| {
        let method = method.clone();
        async move {
            let mut connection = to.connect().await;
            let mut calls = 0u32;
            while begun.elapsed() < FOR {
                let path = format!("/{BUCKET}/small/{worker}/{}", calls % 100);
                connection.send(method.clone(), &path, body.clone()).await;
                calls += 1;
            }
            calls
        }
    });
    let calls: u32 = together(workers.collect()).await.into_iter().sum();
    f64::from(calls) / begun.elapsed().as_secs_f64()
}

/// Runs futures side by side on this thread.
pub(crate) async fn together<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = futures.into_iter().map(|it| (Box::pin(it), None)).collect();
    std::future::poll_fn(|cx| {
        for (future, output) in &mut pending {
            if output.is_none()
                && let std::task::Poll::Ready(found) = future.as_mut().poll(cx)
            {
                *output = Some(found);
            }
        }
        match pending.iter().all(|(_, output)| output.is_some()) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    pending.into_iter().filter_map(|(_, output)| output).collect()
}

async fn figures(to: &Endpoint) {
    let mut one = to.connect().await;
    one.send(Method::PUT, &format!("/{BUCKET}"), Bytes::new()).await;
    let kib = Bytes::from_static(&[7; 1024]);
    for connections in [1, 32] {
        let puts = rate(to, connections, Method::PUT, &kib).await;
        row(&format!("server, PUT 1 KiB, {connections} connections"), &format!("{puts:.0} /s"), "");
        let gets = rate(to, connections, Method::GET, &Bytes::new()).await;
        row(&format!("server, GET 1 KiB, {connections} connections"), &format!("{gets:.0} /s"), "");
    }
    let large = Bytes::from(vec![7; 64 << 20]);
    let path = format!("/{BUCKET}/large");
    let speed = |bytes: usize, begun: Instant| {
        format!("{:.0} MiB/s", bytes as f64 / f64::from(1 << 20) / begun.elapsed().as_secs_f64())
    };
    let begun = Instant::now();
    for _ in 0..4 {
        one.send(Method::PUT, &path, large.clone()).await;
    }
    row("server, PUT 64 MiB", &speed(4 * large.len(), begun), "");
    let begun = Instant::now();
    for _ in 0..4 {
        one.send(Method::GET, &path, Bytes::new()).await;
    }
    row("server, GET 64 MiB", &speed(4 * large.len(), begun), "");
    list(to, &mut one).await;
    multipart(to, &mut one, &large.slice(..8 << 20)).await;
}

async fn list(to: &Endpoint, one: &mut Connection<'_>) {
    let fill = (0..16).map(|worker| async move {
        let mut connection = to.connect().await;
        for n in 0..625 {
            let path = format!("/{BUCKET}/list/{worker:02}/{n:04}");
            connection.send(Method::PUT, &path, Bytes::new()).await;
        }
    });
    together(fill.collect()).await;
    let begun = Instant::now();
    for page in 0..10 {
        // The keys are known, so the client need not read them to go on.
        let after = match page * 1000 {
            0 => String::new(),
            n => format!("&start-after=list%2F{:02}%2F{:04}", (n - 1) / 625, (n - 1) % 625),
        };
        let path = format!("/{BUCKET}?list-type=2&prefix=list%2F{after}");
        one.send(Method::GET, &path, Bytes::new()).await;
    }
    let each = begun.elapsed() / 10;
    row("server, list 10,000 keys", &format!("{:.2} ms a page", each.as_secs_f64() * 1e3), "");
}

/// Eight parts of 8 MiB at once, five times.
async fn multipart(to: &Endpoint, one: &mut Connection<'_>, part: &Bytes) {
    const TIMES: usize = 5;
    let path = format!("/{BUCKET}/parts");
    let begun = Instant::now();
    for _ in 0..TIMES {
        let made = one.send(Method::POST, &format!("{path}?uploads"), Bytes::new()).await;
        let id = &element(&made, "UploadId");
        let parts = (1..=8).map(|number| {
            let path = format!("{path}?partNumber={number}&uploadId={id}");
            async move { drop(to.connect().await.send(Method::PUT, &path, part.clone()).await) }
        });
        together(parts.collect()).await;
        let tag = hex_md5(part);
        let listed: String = (1..=8)
            .map(|n| format!("<Part><PartNumber>{n}</PartNumber><ETag>{tag}</ETag></Part>"))
            .collect();
        let body = format!("<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>");
        one.send(Method::POST, &format!("{path}?uploadId={id}"), body.into()).await;
    }
    let bytes = TIMES as f64 * 64.0;
    let rate = bytes / begun.elapsed().as_secs_f64();
    row("server, multipart 8 × 8 MiB", &format!("{rate:.0} MiB/s"), "");
}

/// The text of an element that an answer holds.
pub(crate) fn element(answer: &Bytes, name: &str) -> String {
    let answer = String::from_utf8_lossy(answer).into_owned();
    let text = answer.split(&format!("<{name}>")).nth(1).and_then(|it| it.split('<').next());
    text.unwrap().to_owned()
}

fn hex_md5(bytes: &Bytes) -> String {
    use parhelion::wire::checksum::{Algorithm, digests};
    let found = digests(&parhelion::Body::from(bytes.clone()), &[Algorithm::Md5]);
    found.iter().flat_map(|found| found.iter()).map(|md5| md5.hex()).collect()
}
