//! Any S3 endpoint, by its URL, through one small client that is the same for all.

use crate::client::{Connection, Endpoint, element, together};
use crate::measure::row;
use crate::process::Server;
use bytes::Bytes;
use http::Method;
use std::time::{Duration, Instant};

const BUCKET: &str = "parhelion-bench";
const FOR: Duration = Duration::from_secs(3);

/// Measures an endpoint, or this repository's own server, freshly started.
pub(crate) fn measure(url: Option<&str>) {
    with_endpoint(url, async |to| figures(&to).await);
}

/// Does something with an endpoint, or with this repository's own server, freshly started.
pub(crate) fn with_endpoint(url: Option<&str>, what: impl AsyncFnOnce(Endpoint)) {
    let server = url.is_none().then(|| Server::parhelion(&["--journal", "0"]));
    let url = url.map_or_else(|| server.as_ref().unwrap().url.clone(), str::to_owned);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(what(Endpoint::new(&url)));
}

/// Calls a second, over so many connections at once.
async fn rate(to: &Endpoint, connections: usize, method: Method, body: &Bytes) -> f64 {
    let begun = Instant::now();
    let workers = (0..connections).map(|worker| {
        let (to, method, body) = (to.clone(), method.clone(), body.clone());
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
    let calls: u32 = together(workers).await.into_iter().sum();
    f64::from(calls) / begun.elapsed().as_secs_f64()
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

async fn list(to: &Endpoint, one: &mut Connection) {
    let fill = (0..16).map(|worker| {
        let to = to.clone();
        async move {
            let mut connection = to.connect().await;
            for n in 0..625 {
                let path = format!("/{BUCKET}/list/{worker:02}/{n:04}");
                connection.send(Method::PUT, &path, Bytes::new()).await;
            }
        }
    });
    together(fill).await;
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
async fn multipart(to: &Endpoint, one: &mut Connection, part: &Bytes) {
    const TIMES: usize = 5;
    let path = format!("/{BUCKET}/parts");
    let begun = Instant::now();
    for _ in 0..TIMES {
        let made = one.send(Method::POST, &format!("{path}?uploads"), Bytes::new()).await;
        let id = &element(&made, "UploadId").unwrap();
        let parts = (1..=8).map(|number| {
            let path = format!("{path}?partNumber={number}&uploadId={id}");
            let (to, part) = (to.clone(), part.clone());
            async move { drop(to.connect().await.send(Method::PUT, &path, part).await) }
        });
        together(parts).await;
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

fn hex_md5(bytes: &Bytes) -> String {
    use parhelion::wire::checksum::{Algorithm, digests};
    let found = digests(&parhelion::Body::from(bytes.clone()), &[Algorithm::Md5]);
    found.iter().flat_map(|found| found.iter()).map(|md5| md5.hex()).collect()
}
