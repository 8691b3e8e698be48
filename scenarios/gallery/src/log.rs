//! Log lines: each is sent before its request is answered. What CloudWatch does not take at once is
//! kept, and sent with the next line, or when the application stops.

use crate::mutant::Mutant;
use crate::setup::{Clients, Config};
use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// The stream, which set-up makes.
pub const STREAM: &str = "gallery";
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

    /// Sends a line, with those that are left.
    pub async fn write(&self, line: String) {
        self.kept(|kept| {
            kept.lines.insert(kept.next, line);
            kept.next += 1;
            if kept.lines.len() > KEPT_MAX {
                kept.lines.pop_first();
            }
        });
        self.send().await;
    }

    /// Whether all lines are sent. Whoever is dropped meanwhile leaves them as they are.
    async fn send(&self) -> bool {
        let lines = self.kept(|kept| kept.lines.clone());
        if lines.is_empty() {
            return true;
        }
        let now = self.now();
        let event = |line: &String| InputLogEvent::builder().timestamp(now).message(line).build();
        let events: Vec<_> = lines.values().filter_map(|line| event(line).ok()).collect();
        let put = self.logs.put_log_events().log_group_name(&self.group).log_stream_name(STREAM);
        let sent = put.set_log_events(Some(events)).send().await;
        if sent.is_ok() || self.mutant == Some(Mutant::ThrottledLinesDropped) {
            self.kept(|kept| kept.lines.retain(|number, _| !lines.contains_key(number)));
        }
        sent.is_ok()
    }

    pub(crate) async fn flush(&self) {
        if self.mutant == Some(Mutant::LinesDroppedOnShutdown) {
            return;
        }
        for attempt in 0..TRIES {
            if self.send().await {
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

/// Makes the group and its stream.
///
/// # Errors
/// CloudWatch refuses, or does not answer.
pub(crate) async fn set_up(clients: &Clients, group: &str) -> Result<(), crate::Failure> {
    let logs = &clients.logs;
    logs.create_log_group().log_group_name(group).send().await?;
    logs.put_retention_policy().log_group_name(group).retention_in_days(30).send().await?;
    logs.create_log_stream().log_group_name(group).log_stream_name(STREAM).send().await?;
    Ok(())
}
