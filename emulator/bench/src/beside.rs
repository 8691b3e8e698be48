//! How long a small GET takes over HTTP while the server does something large for somebody else.

use crate::client::{Connection, Endpoint, element, together};
use crate::measure::{at, millis, row};
use crate::server::with_endpoint;
use bytes::Bytes;
use http::Method;
use parhelion::wire::checksum::{Algorithm, digests};
use std::cell::Cell;
use std::time::Instant;

const BUCKET: &str = "parhelion-bench-beside";
/// The most that one CopyObject copies: 5 GiB, here as 80 parts of one object.
const PARTS: usize = 80;
const PART: usize = 64 << 20;
/// How many objects the lifecycle looks at each day.
const OBJECTS: usize = 20_000;

/// Measures an endpoint (this repository's: time has to pass there), or one freshly started.
pub(crate) fn measure(url: Option<&str>) {
    with_endpoint(url, async |to| {
        let mut one = to.connect().await;
        one.send(Method::PUT, &format!("/{BUCKET}"), Bytes::new()).await;
        one.send(Method::PUT, &format!("/{BUCKET}/small"), Bytes::from_static(&[7; 1024])).await;
        copy(&to, &mut one).await;
        year(&to, &mut one).await;
    });
}

/// A CopyObject of 5 GiB that has to read all of it for a new checksum.
async fn copy(to: &Endpoint, one: &mut Connection) {
    make_large(one, BUCKET).await;
    beside(to, "a CopyObject of 5 GiB with a new SHA-256", copy_large(one, BUCKET)).await;
}

/// An object `large` in a bucket.
pub(crate) async fn make_large(one: &mut Connection, bucket: &str) {
    let source = format!("/{bucket}/part");
    one.send(Method::PUT, &source, Bytes::from(vec![7; PART])).await;
    let large = format!("/{bucket}/large");
    let made = one.send(Method::POST, &format!("{large}?uploads"), Bytes::new()).await;
    let id = element(&made, "UploadId").unwrap();
    let from = format!("{bucket}/part");
    let from = [("x-amz-copy-source", from.as_str())];
    let mut listed = String::new();
    for number in 1..=PARTS {
        let path = format!("{large}?partNumber={number}&uploadId={id}");
        let part = one.send_with(Method::PUT, &path, &from, Bytes::new()).await;
        let tag = element(&part, "ETag").unwrap();
        listed += &format!("<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>");
    }
    let body = format!("<CompleteMultipartUpload>{listed}</CompleteMultipartUpload>");
    one.send(Method::POST, &format!("{large}?uploadId={id}"), body.into()).await;
}

/// Copies it.
pub(crate) async fn copy_large(one: &mut Connection, bucket: &str) -> Bytes {
    let from = format!("{bucket}/large");
    let headers = [("x-amz-copy-source", from.as_str()), ("x-amz-checksum-algorithm", "SHA256")];
    let path = format!("/{bucket}/copy");
    one.send_with(Method::PUT, &path, &headers, Bytes::new()).await
}

/// A year in which a lifecycle looks at every object each day.
async fn year(to: &Endpoint, one: &mut Connection) {
    let fill = (0..32).map(|worker| {
        let to = to.clone();
        async move {
            let mut connection = to.connect().await;
            for n in 0..OBJECTS / 32 {
                let path = format!("/{BUCKET}/kept/{worker:02}/{n:04}");
                connection.send(Method::PUT, &path, Bytes::new()).await;
            }
        }
    });
    together(fill).await;
    let rule = "<LifecycleConfiguration><Rule><ID>all</ID><Status>Enabled</Status>\
                <Filter><Prefix>kept/</Prefix></Filter>\
                <Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>\
                <Expiration><Days>300</Days></Expiration></Rule></LifecycleConfiguration>";
    let path = format!("/{BUCKET}?lifecycle");
    let rule = Bytes::from_static(rule.as_bytes());
    let md5 = digests(&rule.clone().into(), &[Algorithm::Md5]).unwrap();
    let md5 = md5.get(Algorithm::Md5).unwrap().base64();
    one.send_with(Method::PUT, &path, &[("content-md5", &md5)], rule).await;
    let year = Bytes::from_static(b"{\"advance\": 31536000}");
    let passing = one.send(Method::POST, "/_parhelion/clock", year);
    beside(to, "a year of lifecycle over 20,000 objects", passing).await;
}

/// Small GETs, one after the other, for as long as the work takes.
async fn beside(to: &Endpoint, work: &str, large: impl Future<Output = Bytes>) {
    let (mut took, done) = (Vec::new(), Cell::new(false));
    let mut connection = to.connect().await;
    let begun = Instant::now();
    let large = async {
        large.await;
        done.set(true);
        begun.elapsed()
    };
    let small = async {
        while !done.get() {
            let begun = Instant::now();
            connection.send(Method::GET, &format!("/{BUCKET}/small"), Bytes::new()).await;
            took.push(begun.elapsed());
        }
    };
    let (whole, ()) = tokio::join!(large, small);
    took.sort_unstable();
    let text = format!(
        "p50 {}, p99 {}, max {} ms ({} GETs in {:.1} s)",
        millis(at(&took, 500)),
        millis(at(&took, 990)),
        millis(at(&took, 1000)),
        took.len(),
        whole.as_secs_f64()
    );
    row(&format!("small GETs beside {work}"), &text, "p99 ≤ 5 ms");
}
