//! Lines to CloudWatch Logs. An audit line is waited for; a request's is sent before it is answered, and
//! kept for the next one if CloudWatch does not take it.

use crate::failure::Failure;
use crate::mutant::Mutant;
use crate::setup::{Clients, Config};
use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The stream, which set-up makes.
pub const STREAM: &str = "invoices";
/// How often a stopping application tries to get rid of its lines.
const TRIES: u32 = 20;
/// How many lines are kept; then the oldest goes.
const KEPT_MAX: usize = 1000;

/// The lines that are not sent yet.
pub struct Log {
    logs: aws_sdk_cloudwatchlogs::Client,
    group: String,
    mutant: Option<Mutant>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    lines: BTreeMap<u64, String>,
    next: u64,
}

impl Log {
    pub(crate) fn new(logs: &aws_sdk_cloudwatchlogs::Client, config: &Config, group: &str) -> Self {
        let (group, mutant) = (group.to_owned(), config.mutant);
        Self { logs: logs.clone(), group, mutant, kept: Mutex::default() }
    }

    fn kept<R>(&self, f: impl FnOnce(&mut Kept) -> R) -> R {
        f(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends a line with those that are left; what is not taken is left for the next time.
    pub async fn write(&self, line: String) {
        self.kept(|kept| {
            kept.lines.insert(kept.next, line);
            kept.next += 1;
            if kept.lines.len() > KEPT_MAX {
                kept.lines.pop_first();
            }
        });
        self.send_kept().await;
    }

    /// Returns when CloudWatch has the line.
    ///
    /// # Errors
    /// It has not said so.
    pub async fn write_now(&self, line: &str) -> Result<(), Failure> {
        self.send(&[line]).await
    }

    async fn send(&self, lines: &[&str]) -> Result<(), Failure> {
        let now = self.now();
        let event = |line: &&str| InputLogEvent::builder().timestamp(now).message(*line).build();
        let events = lines.iter().map(event).collect::<Result<Vec<_>, _>>()?;
        let put = self.logs.put_log_events().log_group_name(&self.group).log_stream_name(STREAM);
        put.set_log_events(Some(events)).send().await?;
        Ok(())
    }

    /// Whether all lines are sent. Whoever is dropped meanwhile leaves them as they are.
    async fn send_kept(&self) -> bool {
        let lines = self.kept(|kept| kept.lines.clone());
        if lines.is_empty() {
            return true;
        }
        let texts: Vec<&str> = lines.values().map(String::as_str).collect();
        let sent = self.send(&texts).await.is_ok();
        if sent || self.mutant == Some(Mutant::ThrottledLinesDropped) {
            self.kept(|kept| kept.lines.retain(|number, _| !lines.contains_key(number)));
        }
        sent
    }

    pub(crate) async fn flush(&self) {
        if self.mutant == Some(Mutant::LinesDroppedOnShutdown) {
            return;
        }
        for attempt in 0..TRIES {
            if self.send_kept().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200) * 2u32.pow(attempt.min(8))).await;
        }
    }

    fn now(&self) -> i64 {
        let time = self.logs.config().time_source();
        let time = time.map_or_else(SystemTime::now, |source| source.now());
        let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Makes the group, its stream, and what counts errors.
///
/// # Errors
/// CloudWatch refuses, or does not answer.
pub(crate) async fn set_up(
    clients: &Clients,
    group: &str,
    (namespace, metric): (&str, &str),
) -> Result<(), Failure> {
    let logs = &clients.logs;
    logs.create_log_group().log_group_name(group).send().await?;
    logs.put_retention_policy().log_group_name(group).retention_in_days(365).send().await?;
    logs.create_log_stream().log_group_name(group).log_stream_name(STREAM).send().await?;
    let counts = aws_sdk_cloudwatchlogs::types::MetricTransformation::builder()
        .metric_namespace(namespace)
        .metric_name(metric)
        .metric_value("1")
        .build()?;
    let filter = logs.put_metric_filter().log_group_name(group).filter_name(metric);
    let filter = filter.filter_pattern("{ $.level = \"error\" }").metric_transformations(counts);
    filter.send().await?;
    Ok(())
}
