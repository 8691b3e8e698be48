//! Many connections that ask for all sorts of things at once, beside a bulk copy: whether what they saw
//! can be explained, how long small calls took, and what the server keeps of it all.

mod client;
mod gauges;
mod memory;

use crate::beside::{copy_large, make_large};
use crate::client::{Ask, CLOUDWATCH, Connection, Endpoint, LOGS};
use crate::measure::{at, millis, row};
use crate::process::Server;
use bytes::Bytes;
use client::{Seen, client};
use gauges::Gauges;
use http::Method;
use parhelion_linearizability::registers::Registers;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

const BUCKET: &str = "parhelion-bench-load";
const GROUP: &str = "parhelion-bench-load";

/// How the clients go about it.
#[derive(Clone, Copy)]
struct Plan {
    connections: u32,
    /// How many calls each makes.
    calls: u32,
    /// How often each makes one; `None`: as soon as the last is answered.
    every: Option<Duration>,
    /// Whether times are told and memory is filled, on a server of our own.
    measures: bool,
}

/// 1,000 connections for a minute, 5,000 calls a second.
const LONG: Plan =
    Plan { connections: 1000, calls: 300, every: Some(Duration::from_millis(200)), measures: true };

/// What a test has time for: only whether all is right.
const SHORT: Plan = Plan { connections: 100, calls: 40, every: None, measures: false };

/// The long form on a server freshly started; by an endpoint's URL, the short one.
pub(crate) fn measure(url: Option<&str>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = match url {
        Some(url) => runtime.block_on(run(&Endpoint::new(url), SHORT, None)),
        None => {
            let server = Server::parhelion(&[]);
            runtime.block_on(run(&Endpoint::new(&server.url), LONG, Some(&server)))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// What all clients of a run share.
struct Shared {
    to: Endpoint,
    plan: Plan,
    registers: Registers,
    /// How many metric values were put.
    values: AtomicU64,
}

async fn run(to: &Endpoint, plan: Plan, server: Option<&Server>) -> Result<(), String> {
    // Until all of the server's threads have begun, and count.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = Gauges::read(to).await?;
    let (copies, seen) = mixed(to, plan).await?;
    let after = Gauges::read(to).await?;
    counts_agree(to, &before, &after)?;
    if !plan.measures {
        settled(to, &before).await?;
        row("calls, all explained, without an error", &seen.calls.to_string(), "");
        return Ok(());
    }
    let calls = format!("{} ({} of 5 GiB copied beside it)", seen.calls, copies);
    row("calls in a minute over 1,000 connections", &calls, "no error, linearizable");
    for (kind, mut took) in seen.took {
        took.sort_unstable();
        let (half, most, all) = (at(&took, 500), at(&took, 990), at(&took, 1000));
        let text = format!("p50 {}, p99 {}, max {} ms", millis(half), millis(most), millis(all));
        row(&format!("… {kind}"), &text, "p99 ≤ 20 ms");
    }
    let mib = |bytes: u64| format!("{} MiB", bytes >> 20);
    row("memory (RSS) before", &mib(before.rss), "");
    row("… at the most, under this load", &mib(seen.peak), "");
    row("… after it", &mib(after.rss), "");
    settled(to, &before).await?;
    memory::measure(to).await?;
    let said = server.map(Server::said).unwrap_or_default();
    if said.is_empty() { Ok(()) } else { Err(format!("the server has said:\n{said}")) }
}

/// All of the clients and the bulk copy: how many copies were made, and what the clients saw.
async fn mixed(to: &Endpoint, plan: Plan) -> Result<(u32, Seen), String> {
    let mut one = to.connect().await;
    one.send(Method::PUT, &format!("/{BUCKET}"), Bytes::new()).await;
    one.succeed(logs("CreateLogGroup", format!("{{\"logGroupName\":\"{GROUP}\"}}"))).await?;
    if plan.measures {
        // What is measured is beside copying, not beside making what is copied, nor its first digest.
        make_large(&mut one, BUCKET).await;
        copy_large(&mut one, BUCKET).await;
    }
    drop(one);
    let registers = Registers::new(BUCKET);
    let values = AtomicU64::new(0);
    let shared = Arc::new(Shared { to: to.clone(), plan, registers, values });
    let over = Arc::new(AtomicBool::new(false));
    let copying = tokio::spawn(copy_on(to.clone(), plan.measures, over.clone()));
    let watching = tokio::spawn(gauges::watch(to.clone(), over.clone()));
    let clients: Vec<_> =
        (0..plan.connections).map(|it| tokio::spawn(client(shared.clone(), it))).collect();
    let mut seen = Seen::default();
    for client in clients {
        seen.add(client.await.map_err(|error| error.to_string())?);
    }
    // The first has been idle for too long.
    let mut one = to.connect().await;
    over.store(true, Ordering::Relaxed);
    let copies = copying.await.map_err(|error| error.to_string())?;
    seen.peak = watching.await.map_err(|error| error.to_string())?;
    if let [first, ..] = seen.errors.as_slice() {
        return Err(format!("{} errors; the first: {first}", seen.errors.len()));
    }
    shared.registers.check()?;
    kept_events(&mut one, &seen).await?;
    kept_values(&mut one, shared.values.load(Ordering::Relaxed)).await?;
    Ok((copies, seen))
}

/// Copies 5 GiB as often as there is time for; or nothing.
async fn copy_on(to: Endpoint, copies: bool, over: Arc<AtomicBool>) -> u32 {
    let mut copied = 0;
    if copies {
        let mut one = to.connect().await;
        while !over.load(Ordering::Relaxed) {
            copy_large(&mut one, BUCKET).await;
            copied += 1;
        }
    }
    copied
}

/// What the server has counted is what was answered.
fn counts_agree(to: &Endpoint, before: &Gauges, after: &Gauges) -> Result<(), String> {
    for class in 1..6 {
        let (ours, theirs) = (to.answers(class), after.answers[class] - before.answers[class]);
        if ours != theirs {
            return Err(format!("of {class}xx {ours} came, and the server counts {theirs}"));
        }
    }
    let closed = to.closed();
    if closed > 0 {
        return Err(format!("{closed} connections were closed while clients wanted to go on"));
    }
    Ok(())
}

/// Nothing stays of connections and calls that are over.
async fn settled(to: &Endpoint, before: &Gauges) -> Result<(), String> {
    let mut now = Gauges::read(to).await?;
    // Connections end when their ends have been read.
    for _ in 0..50 {
        if now.open() <= before.open() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        now = Gauges::read(to).await?;
    }
    Err(format!("connections, tasks, files: {:?} before, {:?} after", before.open(), now.open()))
}

/// Every event that was put is there, once.
async fn kept_events(one: &mut Connection, seen: &Seen) -> Result<(), String> {
    for (stream, events) in &seen.events {
        let body = format!(
            "{{\"logGroupName\":\"{GROUP}\",\"logStreamName\":\"{stream}\",\"startFromHead\":true}}"
        );
        let answer = one.ask(logs("GetLogEvents", body)).await?;
        let kept = answer.text().matches("\"message\":").count();
        if kept != *events {
            return Err(format!("{stream}: {events} events were put, and {kept} are there"));
        }
    }
    Ok(())
}

/// Every value that was put is counted, once.
async fn kept_values(one: &mut Connection, values: u64) -> Result<(), String> {
    let minute = |at: i64| parhelion::Timestamp(at).date_time_millis();
    let now = parhelion::Timestamp::from_system_time(std::time::SystemTime::now()).millis();
    let hour = 3_600_000;
    let body = format!(
        "Action=GetMetricStatistics&Version=2010-08-01&Namespace={GROUP}&MetricName=calls&Period=60\
         &Statistics.member.1=SampleCount&StartTime={}&EndTime={}",
        minute(now - hour),
        minute(now + hour)
    );
    let answer = one.ask(cloudwatch(body)).await?;
    let text = answer.text();
    let counts = text.split("<SampleCount>").skip(1);
    let kept: f64 = counts.filter_map(|it| it.split('<').next()?.parse::<f64>().ok()).sum();
    if kept == values as f64 {
        return Ok(());
    }
    Err(format!("{values} values were put, and {kept} are counted: {}", answer.status))
}

/// A call of CloudWatch Logs.
fn logs(operation: &'static str, body: String) -> Ask<'static> {
    let headers: &[(&str, &str)] = match operation {
        "PutLogEvents" => &[
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "Logs_20140328.PutLogEvents"),
        ],
        "CreateLogGroup" => &[
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "Logs_20140328.CreateLogGroup"),
        ],
        "CreateLogStream" => &[
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "Logs_20140328.CreateLogStream"),
        ],
        _ => &[
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", "Logs_20140328.GetLogEvents"),
        ],
    };
    let (service, method) = (Some(LOGS), Method::POST);
    Ask { service, method, path: "/", headers, body: body.into() }
}

/// A call of CloudWatch.
fn cloudwatch(form: String) -> Ask<'static> {
    let headers: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
    let (service, method) = (Some(CLOUDWATCH), Method::POST);
    Ask { service, method, path: "/", headers, body: form.into() }
}
