//! Records of distributions that are delivery sources in CloudWatch Logs: the standard log, version 2
//! (CF-12.1). CloudWatch Logs says which those are, and writes what it is told where its deliveries say.
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html>

use super::super::Edge;
use super::exchange::Exchange;
use super::standard_log::fields;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::identity::Caller;
use parhelion_world::rows::Table;
use parhelion_world::{Ask, Context};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// What the two services ask each other about.
pub(crate) const ACCESS_LOGS: &str = "access-logs";
/// Where the deliveries of CloudFront's logs are.
const REGION: &str = "us-east-1";
/// Records of a minute that wait at the most: more are told at once.
const RECORDS_MAX: u64 = 5_000;

/// What was not told yet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Records {
    /// Whose records are wanted, by distribution: its owner.
    wanted: Table<Arc<str>, Arc<str>>,
    /// How many wait, by minute and distribution.
    waiting: Table<(i64, Arc<str>), u64>,
    /// By minute, distribution and number.
    records: Table<(i64, Arc<str>, u64), Arc<str>>,
}

/// CloudWatch Logs delivers a distribution's records, or does not any more.
#[derive(Deserialize)]
struct Wanted {
    distribution: Arc<str>,
    wanted: bool,
}

impl Edge {
    /// Hears from CloudWatch Logs whose records it wants.
    pub(crate) fn want_records(&mut self, cx: &Context, question: Value) -> Result<Value> {
        let Wanted { distribution, wanted } = serde_json::from_value(question)
            .map_err(|error| Error::new(500, "InternalError", error.to_string()))?;
        let all = &mut self.traffic.records.wanted;
        if wanted {
            all.insert(distribution, cx.account.clone());
        } else {
            all.remove(&distribution);
        }
        Ok(Value::Null)
    }

    /// Writes an answer down, if somebody wants to read of it.
    pub(super) fn record(&mut self, cx: &mut Context, minute: i64, exchange: &Exchange<'_>) {
        let records = &mut self.traffic.records;
        let id = &exchange.distribution.id;
        if records.wanted.get(id) != Some(&exchange.distribution.account) {
            return;
        }
        let key = (minute, id.clone());
        let number = records.waiting.get(&key).copied().unwrap_or_default() + 1;
        records.waiting.insert(key.clone(), number);
        let record: Arc<str> = record(cx.now, exchange).into();
        records.records.insert((minute, id.clone(), number), record);
        if number >= RECORDS_MAX {
            self.tell(cx, &key);
        }
    }

    /// A minute is over: its records are told.
    pub(super) fn tell_records(&mut self, cx: &mut Context, minute: i64) {
        let waiting = self.traffic.records.waiting.keys();
        let due: Vec<_> = waiting.take_while(|(at, _)| *at <= minute).cloned().collect();
        due.iter().for_each(|key| self.tell(cx, key));
    }

    /// What nobody takes is lost, as AWS's logs are a best effort.
    fn tell(&mut self, cx: &mut Context, key: &(i64, Arc<str>)) {
        let records = &mut self.traffic.records;
        let count = records.waiting.remove(key).unwrap_or_default();
        let (minute, id) = key;
        let numbers = (1..=count).map(|number| (*minute, id.clone(), number));
        let told: Vec<Arc<str>> = numbers.filter_map(|key| records.records.remove(&key)).collect();
        let Some(account) = records.wanted.get(id) else { return };
        let question = json!({ "distribution": &**id, "records": told });
        let ask = Ask::new("logs", ACCESS_LOGS, question).by(Caller::root(account, ""));
        let _ = cx.ask_counterpart_as(ask.in_region(REGION));
    }
}

/// The standard log's fields, and those that only deliveries have. What the emulator does not know is `-`.
fn record(now: Timestamp, exchange: &Exchange<'_>) -> String {
    let unknown = || "-".to_owned();
    let took = exchange.origin_took.map(|took| format!("{:.3}", took.as_secs_f64()));
    let took = took.unwrap_or_else(unknown);
    let mut all = fields(now, exchange, true);
    all.extend([
        unknown(), // distribution-tenant-id
        unknown(), // connection-id
        exchange.begun.secs().to_string(),
        exchange.begun.millis().to_string(),
        took.clone(),
        took,
        unknown(), // asn
        exchange.viewer.country.as_deref().unwrap_or("-").to_owned(),
        unknown(), // cache-behavior-path-pattern
    ]);
    all.join("\t")
}
