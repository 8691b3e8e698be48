//! What the server keeps of a million objects that are no more.

use super::BUCKET;
use super::gauges::Gauges;
use crate::client::{Endpoint, together};
use crate::measure::row;
use bytes::Bytes;
use http::Method;
use std::time::Duration;

const CONNECTIONS: u32 = 32;
const OBJECTS: u32 = 1_000_000;

/// Puts them, deletes them, and looks each time.
pub(super) async fn measure(to: &Endpoint) -> Result<(), String> {
    let look = async |what: &str| {
        let mib = Gauges::read(to).await?.rss >> 20;
        row(what, &format!("{mib} MiB"), "");
        Ok::<_, String>(())
    };
    all(to, Method::PUT, Bytes::from_static(&[7; 1024])).await;
    look("… with a million objects of 1 KiB").await?;
    all(to, Method::DELETE, Bytes::new()).await;
    look("… when all are deleted").await?;
    tokio::time::sleep(Duration::from_secs(10)).await;
    look("… ten seconds later").await?;
    all(to, Method::PUT, Bytes::from_static(&[7; 1024])).await;
    look("… with a million again").await?;
    all(to, Method::DELETE, Bytes::new()).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    look("… when all are deleted again, ten seconds later").await
}

async fn all(to: &Endpoint, method: Method, body: Bytes) {
    let workers = (0..CONNECTIONS).map(|worker| {
        let (to, method, body) = (to.clone(), method.clone(), body.clone());
        async move {
            let mut one = to.connect().await;
            for n in (worker..OBJECTS).step_by(CONNECTIONS as usize) {
                one.send(method.clone(), &format!("/{BUCKET}/million/{n:07}"), body.clone()).await;
            }
        }
    });
    together(workers).await;
}
