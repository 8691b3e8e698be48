//! What the SDK door adds to the SDK's own cost.

use crate::measure::{best, micros, row};
use aws_sdk_s3::Client;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use parhelion::{Cloud, Journal};
use std::hint::black_box;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Answers everything with 200 and nothing: what the SDK itself costs.
#[derive(Debug)]
struct Stub(Bytes);

impl HttpConnector for Stub {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = http::Response::builder().header("etag", "\"x\"");
        let response = response.header("content-length", self.0.len());
        let response = response.body(SdkBody::from(self.0.clone())).unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response).unwrap()))
    }
}

/// A paused runtime to be entered: the SDK's clocks go by it.
fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

fn put(runtime: &Runtime, client: &Client, body: &Bytes) {
    let put = client.put_object().bucket("bench").key("key").body(body.clone().into());
    runtime.block_on(put.send()).unwrap();
}

fn get(runtime: &Runtime, client: &Client) {
    let got = runtime.block_on(client.get_object().bucket("bench").key("key").send()).unwrap();
    black_box(runtime.block_on(got.body.collect()).unwrap());
}

/// A client with a bucket of its own.
fn client(runtime: &Runtime, cloud: &Cloud) -> Client {
    let client = Client::new(&cloud.sdk_config());
    runtime.block_on(client.create_bucket().bucket("bench").send()).unwrap();
    client
}

pub(crate) fn small() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let each = best(200, |_| {
        let cloud = Cloud::new();
        black_box(Client::new(&cloud.sdk_config()));
    });
    row("new Cloud with SDK client", &format!("{:.1} µs", micros(each)), "≤ 60 µs");
    let cloud = Cloud::builder().journal(Journal::off()).build();
    let stubbed = |body: Bytes| {
        let stub = SharedHttpConnector::new(Stub(body));
        let config = cloud.sdk_config().into_builder();
        Client::new(&config.http_client(http_client_fn(move |_, _| stub.clone())).build())
    };
    let ours = client(&runtime, &cloud);
    let body = Bytes::from_static(&[7; 1024]);
    let stub = stubbed(Bytes::new());
    let with = best(1000, |_| put(&runtime, &ours, &body));
    let without = best(1000, |_| put(&runtime, &stub, &body));
    row("SDK door, PUT 1 KiB", &against(with, without), "within 10 % of the SDK's own cost");
    let stub = stubbed(body);
    let with = best(1000, |_| get(&runtime, &ours));
    let without = best(1000, |_| get(&runtime, &stub));
    row("SDK door, GET 1 KiB", &against(with, without), "within 10 % of the SDK's own cost");
}

pub(crate) fn large() {
    let runtime = runtime();
    let _inside = runtime.enter();
    let cloud = Cloud::builder().journal(Journal::off()).build();
    let ours = client(&runtime, &cloud);
    let large = Bytes::from(vec![7; 64 << 20]);
    let each = best(1, |_| put(&runtime, &ours, &large));
    let rate = 64.0 / each.as_secs_f64();
    row("PUT 64 MiB through the SDK door", &format!("{rate:.0} MiB/s"), "≥ 500 MiB/s");
}

fn against(with: Duration, without: Duration) -> String {
    let more = (with.as_secs_f64() / without.as_secs_f64() - 1.0) * 100.0;
    format!("{:.1} µs against {:.1} µs: {more:+.0} %", micros(with), micros(without))
}
