//! What the server tells of itself (`/_parhelion/metrics`).

use crate::client::{Ask, Endpoint};
use http::Method;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often memory is looked at.
const EVERY: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(super) struct Gauges {
    pub rss: u64,
    /// Answers of the APIs by the status' first digit.
    pub answers: [u64; 6],
    connections: u64,
    tasks: u64,
    files: u64,
}

impl Gauges {
    /// Over a connection of its own, which is not kept.
    pub(super) async fn read(to: &Endpoint) -> Result<Self, String> {
        // Its answers are none of an API's.
        let to = to.uncounted();
        let mut one = to.connect().await;
        let (method, path) = (Method::GET, "/_parhelion/metrics");
        let ask = Ask { service: None, method, path, headers: &[], body: Default::default() };
        let text = one.ask(ask).await?.text();
        let value = |name: &str| {
            let lines = text.lines().filter_map(|line| line.strip_prefix(name));
            let mut values = lines.filter_map(|value| value.trim().parse::<u64>().ok());
            values.next().ok_or_else(|| format!("{path} does not tell {name}"))
        };
        let mut answers = [0; 6];
        for (class, answers) in answers.iter_mut().enumerate().skip(1) {
            *answers =
                value(&format!("parhelion_requests_total{{plane=\"api\",status=\"{class}xx\"}}"))?;
        }
        Ok(Self {
            rss: value("process_resident_memory_bytes")?,
            answers,
            connections: value("parhelion_connections")?,
            tasks: value("parhelion_tasks")?,
            files: value("process_open_fds")?,
        })
    }

    /// What is open: connections, tasks, files.
    pub(super) fn open(&self) -> [u64; 3] {
        [self.connections, self.tasks, self.files]
    }
}

/// The most memory that the server uses meanwhile.
pub(super) async fn watch(to: Endpoint, over: Arc<AtomicBool>) -> u64 {
    let mut most = 0;
    while !over.load(Ordering::Relaxed) {
        if let Ok(gauges) = Gauges::read(&to).await {
            most = most.max(gauges.rss);
        }
        tokio::time::sleep(EVERY).await;
    }
    most
}
