//! Log lines, in batches, to CloudWatch Logs; a count of requests to CloudWatch beside them.
//!
//! A line is kept until CloudWatch has accepted it: throttling and lost answers are tried again
//! (a line may then be stored twice, never not at all), and shutting down flushes.

use crate::infrastructure::Infrastructure;
use crate::{Clients, Config, Mutant};
use aws_sdk_cloudwatch::types::{Dimension, MetricDatum, StandardUnit};
use aws_sdk_cloudwatchlogs::types::{InputLogEvent, RejectedLogEventsInfo};
use aws_smithy_types::retry::RetryConfig;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// A batch is sent when it has this many lines …
const LINES_MAX: usize = 100;
/// … or would have more than this many bytes (CloudWatch counts 26 a line, 1,048,576 a batch) …
const BYTES_MAX: usize = 900_000;
/// … or when its oldest line is this old.
const LINGER: Duration = Duration::from_secs(5);
/// How often a batch is tried: the SDK does not try again by itself here.
const TRIES_MAX: u32 = 20;

enum Message {
    Line(InputLogEvent),
    Flush(oneshot::Sender<()>),
}

/// The sending side; the other is a task of its own.
pub struct Shipper {
    lines: mpsc::UnboundedSender<Message>,
    task: tokio::task::JoinHandle<()>,
    clock: Clock,
}

/// The time that lines are stamped with: the SDK's own time source, so that one clock serves all.
#[derive(Clone)]
struct Clock {
    source: Option<aws_smithy_async::time::SharedTimeSource>,
    /// The last time given: lines of one process never go back.
    last_ms: Arc<Mutex<i64>>,
    ahead_ms: i64,
}

impl Clock {
    fn now_ms(&self) -> i64 {
        let time = match &self.source {
            Some(source) => source.now(),
            None => std::time::SystemTime::now(),
        };
        let since = time.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(since.as_millis()).unwrap_or(i64::MAX) + self.ahead_ms;
        let mut last = self.last_ms.lock().unwrap_or_else(PoisonError::into_inner);
        *last = now.max(*last);
        *last
    }
}

impl Shipper {
    pub(crate) fn start(clients: &Clients, config: &Config, to: &Infrastructure) -> Self {
        let (lines, received) = mpsc::unbounded_channel();
        let ahead = config.has(Mutant::RejectedEventsIgnored);
        let clock = Clock {
            source: clients.logs.config().time_source(),
            last_ms: Arc::default(),
            ahead_ms: if ahead { 86_400_000 } else { 0 },
        };
        let worker = Worker {
            clients: clients.clone(),
            mutant: config.mutant,
            group: to.log_group.clone(),
            stream: to.log_stream.clone(),
            namespace: config.name.clone(),
            clock: clock.clone(),
            batch: Vec::new(),
            bytes: 0,
        };
        Self { lines, task: tokio::spawn(worker.run(received)), clock }
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Takes a line. Never waits, never fails: what can go wrong is the task's to mend.
    pub fn log(&self, line: &serde_json::Value) {
        let event =
            InputLogEvent::builder().timestamp(self.clock.now_ms()).message(line.to_string());
        if let Ok(event) = event.build() {
            // The receiver lives as long as the task; after an abort nobody listens any more.
            let _ = self.lines.send(Message::Line(event));
        }
    }

    /// Returns when every line taken so far is in CloudWatch, or given up.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        if self.lines.send(Message::Flush(done)).is_ok() {
            let _ = flushed.await;
        }
    }

    pub(crate) fn abort(&self) {
        self.task.abort();
    }
}

/// The shipper knows best when to try again, so the SDK tries once.
fn once() -> aws_sdk_cloudwatchlogs::config::Builder {
    aws_sdk_cloudwatchlogs::Config::builder().retry_config(RetryConfig::disabled())
}

struct Worker {
    clients: Clients,
    mutant: Option<Mutant>,
    group: String,
    stream: String,
    namespace: String,
    clock: Clock,
    batch: Vec<InputLogEvent>,
    bytes: usize,
}

impl Worker {
    async fn run(mut self, mut received: mpsc::UnboundedReceiver<Message>) {
        if self.mutant == Some(Mutant::StreamMadeAnew) {
            self.make_stream_anew().await;
        }
        let mut due = None;
        loop {
            let message = match due {
                None => received.recv().await,
                Some(at) => match tokio::time::timeout_at(at, received.recv()).await {
                    Ok(message) => message,
                    Err(_) => {
                        due = None;
                        self.send().await;
                        continue;
                    }
                },
            };
            match message {
                Some(Message::Line(line)) => {
                    let bytes = line.message().len() + 26;
                    let full = self.bytes + bytes > BYTES_MAX;
                    if full && self.mutant != Some(Mutant::BatchTooLarge) {
                        self.send().await;
                    }
                    self.bytes += bytes;
                    self.batch.push(line);
                    due.get_or_insert_with(|| tokio::time::Instant::now() + self.linger());
                    if self.batch.len() >= LINES_MAX || self.bytes >= BYTES_MAX {
                        due = None;
                        self.send().await;
                    }
                }
                Some(Message::Flush(done)) => {
                    due = None;
                    self.send().await;
                    let _ = done.send(());
                }
                None => return self.send().await,
            }
        }
    }

    /// Sends the batch, again and again until it is accepted.
    async fn send(&mut self) {
        self.bytes = 0;
        let mut batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return;
        }
        let lines = batch.len();
        if self.mutant == Some(Mutant::BatchOutOfOrder) {
            batch.reverse();
        }
        for attempt in 0..TRIES_MAX {
            let put = self.clients.logs.put_log_events();
            let put = put.log_group_name(&self.group).log_stream_name(&self.stream);
            let put = put.set_log_events(Some(batch.clone())).customize().config_override(once());
            match put.send().await {
                Ok(answer) => {
                    let rejected = answer.rejected_log_events_info;
                    match rejected.filter(|_| self.mutant != Some(Mutant::RejectedEventsIgnored)) {
                        Some(rejected) => batch = self.stamped_anew(batch, &rejected),
                        None => break,
                    }
                    if batch.is_empty() {
                        break;
                    }
                }
                Err(_) if self.mutant == Some(Mutant::ThrottledBatchDropped) => break,
                Err(_) if self.mutant == Some(Mutant::BatchOutOfOrder) => break,
                Err(_) if self.mutant == Some(Mutant::HalfABatchResent) => {
                    batch = batch.split_off(batch.len() / 2);
                }
                Err(_) => {
                    let wait = Duration::from_millis(200) * 2u32.pow(attempt.min(8));
                    tokio::time::sleep(wait).await;
                }
            }
        }
        self.count(lines).await;
    }

    fn linger(&self) -> Duration {
        let long = self.mutant == Some(Mutant::LinesHeldForLong);
        if long { Duration::from_secs(3600) } else { LINGER }
    }

    /// An empty one is easier to read.
    async fn make_stream_anew(&self) {
        let delete = self.clients.logs.delete_log_stream().log_group_name(&self.group);
        let _ = delete.log_stream_name(&self.stream).send().await;
        let create = self.clients.logs.create_log_stream().log_group_name(&self.group);
        let _ = create.log_stream_name(&self.stream).send().await;
    }

    /// The lines that CloudWatch took the batch without: too old, expired or too new for it.
    fn stamped_anew(
        &self,
        batch: Vec<InputLogEvent>,
        rejected: &RejectedLogEventsInfo,
    ) -> Vec<InputLogEvent> {
        let old = rejected.too_old_log_event_end_index.unwrap_or(0);
        let expired = rejected.expired_log_event_end_index.unwrap_or(0);
        let first_taken = usize::try_from(old.max(expired)).unwrap_or(0);
        let too_new = rejected.too_new_log_event_start_index;
        let first_new = too_new.and_then(|at| usize::try_from(at).ok()).unwrap_or(batch.len());
        let lines = batch.into_iter().enumerate();
        let refused = lines.filter(|(at, _)| *at < first_taken || *at >= first_new);
        let now = self.clock.now_ms();
        let again = refused.filter_map(|(_, line)| {
            InputLogEvent::builder().timestamp(now).message(line.message()).build().ok()
        });
        again.collect()
    }

    /// How many requests were served. Losing a count is no loss: it is tried by the SDK only.
    async fn count(&self, lines: usize) {
        let dimension = Dimension::builder().name("Application").value("dashboard").build();
        let datum = MetricDatum::builder()
            .metric_name("Requests")
            .dimensions(dimension)
            .unit(StandardUnit::Count)
            .value(lines as f64)
            .build();
        let put = self.clients.cloudwatch.put_metric_data().namespace(&self.namespace);
        let _ = put.metric_data(datum).send().await;
    }
}
