//! The counters of a minute, and the metrics that they become: in us-east-1, in the distribution's account
//! (CF-12.2).

use super::super::answer::Source;
use super::exchange::{Exchange, FunctionCall, Outcome};
use http::Method;
use parhelion_world::identity::Caller;
use parhelion_world::{Ask, Context};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many latencies of a minute are told one by one.
const LATENCIES_MAX: usize = 1_000;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Minute {
    account: Arc<str>,
    requests: u64,
    downloaded: u64,
    uploaded: u64,
    /// By status, from 400 on.
    errors: BTreeMap<u16, u64>,
    hits: u64,
    /// Milliseconds, and how often.
    latencies: BTreeMap<u64, u64>,
}

#[expect(clippy::cast_precision_loss, reason = "what CloudWatch stores are doubles")]
fn double(number: u64) -> f64 {
    number as f64
}

impl Minute {
    pub(super) fn count(&mut self, exchange: &Exchange<'_>) {
        self.account = exchange.distribution.account.clone();
        self.requests += 1;
        self.downloaded += exchange.bytes_sent();
        if matches!(exchange.viewer.method, Method::POST | Method::PUT) {
            self.uploaded += exchange.bytes_received();
        }
        let status = exchange.status.as_u16();
        if status >= 400 {
            *self.errors.entry(status).or_default() += 1;
        }
        self.hits += u64::from(matches!(exchange.source, Source::Hit | Source::RefreshHit));
        if let Some(took) = exchange.origin_took
            && self.latencies.len() < LATENCIES_MAX
        {
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            *self.latencies.entry(millis).or_default() += 1;
        }
    }

    pub(super) fn publish(self, cx: &mut Context, second: i64, id: &str, monitored: bool) {
        let dimensions = json!([["DistributionId", id], ["Region", "Global"]]);
        let among = |from: u16, to: u16| self.errors.range(from..to).map(|(_, count)| *count).sum();
        let mut data = vec![
            Datum::sum("Requests", self.requests),
            Datum::sum("BytesDownloaded", self.downloaded),
            Datum::sum("BytesUploaded", self.uploaded),
            self.rate("4xxErrorRate", among(400, 500)),
            self.rate("5xxErrorRate", among(500, 600)),
            self.rate("TotalErrorRate", among(400, 600)),
        ];
        if monitored {
            data.push(self.rate("CacheHitRate", self.hits));
            for status in [401, 403, 404, 502, 503, 504] {
                data.push(self.rate(&format!("{status}ErrorRate"), among(status, status + 1)));
            }
            let values = self.latencies.iter().map(|(ms, seen)| (double(*ms), double(*seen)));
            let latency = Datum {
                name: "OriginLatency".into(),
                unit: "Milliseconds",
                values: values.collect(),
            };
            data.extend(Some(latency).filter(|latency| !latency.values.is_empty()));
        }
        send(cx, &self.account, second, &dimensions, &data);
    }

    /// The share of requests, each of which counts once: over any period the average is the rate of all of
    /// its requests.
    fn rate(&self, name: &str, of_them: u64) -> Datum {
        let values = [(100.0, of_them), (0.0, self.requests.saturating_sub(of_them))];
        let values = values.into_iter().filter(|(_, seen)| *seen > 0);
        let values = values.map(|(value, seen)| (value, double(seen))).collect();
        Datum { name: name.into(), unit: "Percent", values }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct FunctionMinute {
    invocations: u64,
    failed: u64,
    invalid: u64,
    throttled: u64,
    /// Percent, and how often.
    utilization: BTreeMap<u8, u64>,
}

impl FunctionMinute {
    pub(super) fn count(&mut self, call: &FunctionCall) {
        self.invocations += 1;
        match call.outcome {
            Outcome::Passed => {}
            Outcome::Failed => self.failed += 1,
            Outcome::Invalid => self.invalid += 1,
            Outcome::Throttled => self.throttled += 1,
        }
        if call.outcome != Outcome::Throttled {
            *self.utilization.entry(call.utilization).or_default() += 1;
        }
    }

    pub(super) fn publish(self, cx: &mut Context, second: i64, account: &str, function: &str) {
        let dimensions = json!([["FunctionName", function], ["Region", "Global"]]);
        let used = self.utilization.iter();
        let used = used.map(|(percent, seen)| (f64::from(*percent), double(*seen))).collect();
        let mut data = vec![
            Datum::sum("FunctionInvocations", self.invocations),
            Datum::sum("FunctionValidationErrors", self.invalid),
            Datum::sum("FunctionExecutionErrors", self.failed),
            Datum::sum("FunctionThrottles", self.throttled),
            Datum { name: "FunctionComputeUtilization".into(), unit: "Percent", values: used },
        ];
        data.retain(|datum| !datum.values.is_empty());
        send(cx, account, second, &dimensions, &data);
    }
}

struct Datum {
    name: String,
    unit: &'static str,
    /// Each value, and how often it was seen.
    values: Vec<(f64, f64)>,
}

impl Datum {
    fn sum(name: &str, value: u64) -> Self {
        Self { name: name.into(), unit: "None", values: vec![(double(value), 1.0)] }
    }
}

/// A world without CloudWatch has no metrics.
fn send(cx: &mut Context, account: &str, second: i64, dimensions: &Value, data: &[Datum]) {
    let data: Vec<Value> = data
        .iter()
        .map(|Datum { name, unit, values }| {
            json!({
                "name": name,
                "dimensions": dimensions,
                "unit": unit,
                "at": second * 1_000,
                "values": values,
            })
        })
        .collect();
    let published = json!({ "namespace": "AWS/CloudFront", "data": data });
    let ask = Ask::new("cloudwatch", "metrics", published);
    let _ = cx.ask_counterpart_as(ask.by(Caller::root(account, "")).in_region("us-east-1"));
}
