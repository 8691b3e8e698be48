//! What is measured of each server.

use super::servers::Kind;
use crate::client::{Ask, CLOUDFRONT, CLOUDWATCH, Connection, Endpoint, LOGS, element};
use crate::client::{Service, together};
use bytes::Bytes;
use http::Method;
use std::time::{Duration, Instant};

const BUCKET: &str = "parhelion-bench-peers";
const FOR: Duration = Duration::from_secs(2);
/// Keys that a list shows, all on one page.
const LISTED: usize = 1_000;
const MIB: usize = 1 << 20;

/// A figure: of what, over how many connections.
pub(super) struct What {
    pub name: &'static str,
    call: Call,
    connections: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Call {
    Put,
    Get,
    List,
    PutLarge,
    GetLarge,
    Events,
    Value,
    Hit,
}

const fn what(name: &'static str, call: Call, connections: usize) -> What {
    What { name, call, connections }
}

pub(super) const WHAT: [What; 14] = [
    what("S3 PUT 1 KiB, 1 connection", Call::Put, 1),
    what("S3 GET 1 KiB, 1 connection", Call::Get, 1),
    what("S3 PUT 1 KiB, 32 connections", Call::Put, 32),
    what("S3 GET 1 KiB, 32 connections", Call::Get, 32),
    what("S3 list of 1,000 keys, 1 connection", Call::List, 1),
    what("S3 PUT 64 MiB, 1 connection", Call::PutLarge, 1),
    what("S3 GET 64 MiB, 1 connection", Call::GetLarge, 1),
    what("PutLogEvents of 10, 1 connection", Call::Events, 1),
    what("PutLogEvents of 10, 32 connections", Call::Events, 32),
    what("PutMetricData, 1 connection", Call::Value, 1),
    what("PutMetricData, 32 connections", Call::Value, 32),
    what("edge hit 1 KiB, 1 connection", Call::Hit, 1),
    what("edge hit 1 KiB, 32 connections", Call::Hit, 32),
    what("S3 GET 64 MiB, 8 connections", Call::GetLarge, 8),
];

/// A second's calls or MiB, and the server's processor time for a call.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub rate: f64,
    pub used: Duration,
}

impl Figure {
    pub(super) fn better(self, other: Self) -> Self {
        Self { rate: self.rate.max(other.rate), used: self.used.min(other.used) }
    }
}

/// What is there to be asked for.
pub(super) struct Context {
    /// Whether calls go to S3, Logs and CloudWatch; else everything is as at an edge.
    has_services: bool,
    /// By which viewers name what is cached.
    edge: Option<String>,
    large: Bytes,
}

impl What {
    pub(super) fn is_large(&self) -> bool {
        matches!(self.call, Call::PutLarge | Call::GetLarge)
    }

    pub(super) fn shown(&self, rate: f64) -> String {
        match self.is_large() {
            true => format!("{rate:.0} MiB/s"),
            false => format!("{rate:.0} /s"),
        }
    }
}

/// Makes what there is to be asked for; a server that lacks a service has no figure for it.
pub(super) async fn prepare(
    to: &Endpoint,
    origin_port: Option<u16>,
    kind: Kind,
) -> Result<Context, String> {
    let large = Bytes::from(vec![7; 64 * MIB]);
    let mut context = Context { has_services: kind != Kind::Edge, edge: None, large };
    let mut one = to.connect().await;
    if kind == Kind::Limit {
        return Ok(context);
    }
    if kind == Kind::Edge {
        context.edge = Some("localhost".to_owned());
        return Ok(context);
    }
    one.succeed(Ask::s3(Method::PUT, &format!("/{BUCKET}"), Bytes::new())).await?;
    for n in 0..LISTED {
        let path = format!("/{BUCKET}/list/{n:04}");
        one.succeed(Ask::s3(Method::PUT, &path, Bytes::new())).await?;
    }
    // Who has none, says so when it is measured.
    let group = format!("{{\"logGroupName\":\"{BUCKET}\"}}");
    let _ = one.succeed(logs(CREATE_GROUP, group)).await;
    for worker in 0..32 {
        let stream = format!("{{\"logGroupName\":\"{BUCKET}\",\"logStreamName\":\"{worker}\"}}");
        let _ = one.succeed(logs(CREATE_STREAM, stream)).await;
    }
    if let Some(port) = origin_port {
        context.edge = Some(distribute(&mut one, port).await?);
    }
    Ok(context)
}

/// Measures one figure; `None`: it is not one of this server's.
pub(super) async fn measure(
    what: &What,
    to: &Endpoint,
    context: &Context,
    used: impl Fn() -> Duration,
) -> Result<Option<Figure>, String> {
    match what.call {
        Call::Hit if context.edge.is_none() => return Ok(None),
        Call::Hit => {}
        _ if !context.has_services => return Ok(None),
        _ => {}
    }
    let (begun, used_before) = (Instant::now(), used());
    let workers = (0..what.connections).map(|worker| {
        let (to, call) = (to.clone(), what.call);
        let (large, edge) = (context.large.clone(), context.edge.clone().unwrap_or_default());
        async move {
            let mut one = to.connect().await;
            let mut calls = 0;
            while calls == 0 || begun.elapsed() < FOR {
                send(&mut one, call, (worker, calls), &large, &edge).await?;
                calls += 1;
            }
            Ok::<usize, String>(calls)
        }
    });
    let mut calls = 0;
    for worker in together(workers).await {
        calls += worker?;
    }
    let each = if what.is_large() { 64 } else { 1 };
    let rate = (calls * each) as f64 / begun.elapsed().as_secs_f64();
    let used = (used() - used_before) / u32::try_from(calls).unwrap_or(1);
    Ok(Some(Figure { rate, used }))
}

async fn send(
    one: &mut Connection,
    call: Call,
    (worker, n): (usize, usize),
    large: &Bytes,
    edge: &str,
) -> Result<(), String> {
    let small = format!("/{BUCKET}/small/{worker}/{}", n % 100);
    let whole = format!("/{BUCKET}/large");
    let kib = Bytes::from_static(&[7; 1024]);
    let hit = [("host", edge), ("x-forwarded-proto", "https")];
    let list = format!("/{BUCKET}?list-type=2&prefix=list%2F");
    let ask = match call {
        Call::Put => Ask::s3(Method::PUT, &small, kib),
        Call::Get => Ask::s3(Method::GET, &small, Bytes::new()),
        Call::List => Ask::s3(Method::GET, &list, Bytes::new()),
        Call::PutLarge => Ask::s3(Method::PUT, &whole, large.clone()),
        Call::GetLarge => Ask::s3(Method::GET, &whole, Bytes::new()),
        Call::Events => logs(PUT_EVENTS, events(worker)),
        Call::Value => value(),
        Call::Hit => Ask {
            service: None,
            method: Method::GET,
            path: "/kept",
            headers: &hit,
            body: Bytes::new(),
        },
    };
    one.succeed(ask).await.map(drop)
}

const JSON: (&str, &str) = ("content-type", "application/x-amz-json-1.1");
const CREATE_GROUP: &[(&str, &str)] = &[JSON, ("x-amz-target", "Logs_20140328.CreateLogGroup")];
const CREATE_STREAM: &[(&str, &str)] = &[JSON, ("x-amz-target", "Logs_20140328.CreateLogStream")];
const PUT_EVENTS: &[(&str, &str)] = &[JSON, ("x-amz-target", "Logs_20140328.PutLogEvents")];

fn logs(headers: &'static [(&'static str, &'static str)], body: String) -> Ask<'static> {
    ask(LOGS, headers, body)
}

fn ask(
    service: Service,
    headers: &'static [(&'static str, &'static str)],
    body: String,
) -> Ask<'static> {
    Ask { service: Some(service), method: Method::POST, path: "/", headers, body: body.into() }
}

fn events(worker: usize) -> String {
    let now = parhelion::Timestamp::from_system_time(std::time::SystemTime::now()).millis();
    let event = |n: usize| {
        format!("{{\"timestamp\":{now},\"message\":\"request {n} took 12 ms and answered 200\"}}")
    };
    let events: Vec<String> = (0..10).map(event).collect();
    let events = events.join(",");
    format!(
        "{{\"logGroupName\":\"{BUCKET}\",\"logStreamName\":\"{worker}\",\"logEvents\":[{events}]}}"
    )
}

fn value() -> Ask<'static> {
    let body = format!(
        "Action=PutMetricData&Version=2010-08-01&Namespace={BUCKET}\
         &MetricData.member.1.MetricName=calls&MetricData.member.1.Value=1"
    );
    ask(CLOUDWATCH, &[("content-type", "application/x-www-form-urlencoded")], body)
}

/// A distribution of what the origin has, deployed; its domain name.
async fn distribute(one: &mut Connection, port: u16) -> Result<String, String> {
    let config = format!(
        "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">\
         <CallerReference>bench</CallerReference><Origins><Quantity>1</Quantity><Items><Origin>\
         <Id>origin</Id><DomainName>localhost</DomainName><CustomOriginConfig><HTTPPort>{port}</HTTPPort>\
         <HTTPSPort>443</HTTPSPort><OriginProtocolPolicy>http-only</OriginProtocolPolicy>\
         </CustomOriginConfig></Origin></Items></Origins><DefaultCacheBehavior>\
         <TargetOriginId>origin</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy>\
         <CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior>\
         <Comment>bench</Comment><Enabled>true</Enabled></DistributionConfig>"
    );
    let (service, method) = (Some(CLOUDFRONT), Method::POST);
    let path = "/2020-05-31/distribution";
    let made =
        one.succeed(Ask { service, method, path, headers: &[], body: config.into() }).await?;
    let domain = element(&made, "DomainName").ok_or("no domain name")?;
    let hour = Bytes::from_static(b"{\"advance\": 3600}");
    let (method, path) = (Method::POST, "/_parhelion/clock");
    one.succeed(Ask { service: None, method, path, headers: &[], body: hour }).await?;
    Ok(domain)
}
