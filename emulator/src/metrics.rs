//! What a server tells of itself at `/_parhelion/metrics`, in Prometheus's text format.
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::{Handle, RuntimeMetrics};

/// Whom a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plane {
    Api,
    Viewer,
    Control,
    /// Nobody: it was not let in.
    Refused,
}

const PLANES: [(Plane, &str); 4] = [
    (Plane::Api, "api"),
    (Plane::Viewer, "viewer"),
    (Plane::Control, "control"),
    (Plane::Refused, "refused"),
];

/// Upper ends of the histogram's buckets, in microseconds.
const BUCKETS: [u64; 8] = [100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Counters of one server; relaxed, because nothing hangs on their order.
#[derive(Default)]
pub(crate) struct Metrics {
    of_planes: [OfPlane; PLANES.len()],
    /// Connections that are open; each holds a clone, and so does this.
    connections: Arc<()>,
    /// The threads that serve, each with its tasks.
    serving: Mutex<Vec<RuntimeMetrics>>,
}

/// A connection that is counted as long as this lives.
pub(crate) struct Connected(#[expect(dead_code, reason = "it is counted")] Arc<()>);

/// What there is at one moment.
pub(crate) struct Now {
    pub worlds: usize,
    pub journal: usize,
}

#[derive(Default)]
struct OfPlane {
    /// By the status' first digit; without an answer at 0.
    answers: [AtomicU64; 6],
    buckets: [AtomicU64; BUCKETS.len()],
    count: AtomicU64,
    microseconds: AtomicU64,
}

impl Metrics {
    /// A request was answered, or at least its head was; 0: its connection was closed instead.
    pub(crate) fn note(&self, plane: Plane, status: u16, began: Instant) {
        let taken = began.elapsed();
        let at = PLANES.iter().position(|(it, _)| *it == plane);
        let Some(of_plane) = at.and_then(|at| self.of_planes.get(at)) else { return };
        let add = |counter: &AtomicU64, by: u64| {
            counter.fetch_add(by, Ordering::Relaxed);
        };
        if let Some(answers) = of_plane.answers.get(usize::from(status / 100)) {
            add(answers, 1);
        }
        let taken = micros(taken);
        let bucket = BUCKETS.iter().position(|end| taken <= *end);
        if let Some(bucket) = bucket.and_then(|at| of_plane.buckets.get(at)) {
            add(bucket, 1);
        }
        add(&of_plane.count, 1);
        add(&of_plane.microseconds, taken);
    }

    /// Counts a connection.
    pub(crate) fn connected(&self) -> Connected {
        Connected(self.connections.clone())
    }

    /// The runtime that this is called in serves from now on.
    pub(crate) fn serves_here(&self) {
        let mut serving = self.serving.lock().unwrap_or_else(PoisonError::into_inner);
        serving.push(Handle::current().metrics());
    }

    fn tasks(&self) -> usize {
        let serving = self.serving.lock().unwrap_or_else(PoisonError::into_inner);
        serving.iter().map(RuntimeMetrics::num_alive_tasks).sum()
    }

    /// All of it, and what the server's cloud holds.
    pub(crate) fn text(&self, now: &Now) -> String {
        let mut text = String::new();
        self.write_requests(&mut text);
        let mut gauge = |name: &str, help: &str, value: usize| {
            head(&mut text, name, help, "gauge");
            line(&mut text, name, "", value);
        };
        gauge("parhelion_worlds", "Worlds beside the server's own cloud.", now.worlds);
        gauge("parhelion_journal_events", "Events in its journal.", now.journal);
        let connections = Arc::strong_count(&self.connections) - 1;
        gauge("parhelion_connections", "Connections that are open.", connections);
        gauge("parhelion_tasks", "What goes on: a task a connection, one a request.", self.tasks());
        if let Some(bytes) = resident_bytes() {
            gauge("process_resident_memory_bytes", "Memory in use.", bytes);
        }
        if let Some(files) = open_files() {
            gauge("process_open_fds", "File descriptors in use.", files);
        }
        text
    }

    fn write_requests(&self, text: &mut String) {
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let name = "parhelion_requests_total";
        head(text, name, "Requests by whom they were for and the status of the answer.", "counter");
        for ((_, plane), of_plane) in PLANES.iter().zip(&self.of_planes) {
            for (class, answers) in of_plane.answers.iter().enumerate() {
                let status = if class == 0 { "none".to_owned() } else { format!("{class}xx") };
                line(text, name, &format!(r#"plane="{plane}",status="{status}""#), load(answers));
            }
        }
        let name = "parhelion_request_seconds";
        head(text, name, "Time until the head of the answer.", "histogram");
        for ((_, plane), of_plane) in PLANES.iter().zip(&self.of_planes) {
            let mut below = 0;
            for (end, bucket) in BUCKETS.iter().zip(&of_plane.buckets) {
                below += load(bucket);
                let end = Duration::from_micros(*end).as_secs_f64();
                line(
                    text,
                    &format!("{name}_bucket"),
                    &format!(r#"plane="{plane}",le="{end}""#),
                    below,
                );
            }
            let (count, seconds) = (load(&of_plane.count), load(&of_plane.microseconds));
            line(text, &format!("{name}_bucket"), &format!(r#"plane="{plane}",le="+Inf""#), count);
            let seconds = Duration::from_micros(seconds).as_secs_f64();
            line(text, &format!("{name}_sum"), &format!(r#"plane="{plane}""#), seconds);
            line(text, &format!("{name}_count"), &format!(r#"plane="{plane}""#), count);
        }
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn head(text: &mut String, name: &str, help: &str, kind: &str) {
    // A String takes all that is written.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(text: &mut String, name: &str, labels: &str, value: impl std::fmt::Display) {
    let _ = match labels {
        "" => writeln!(text, "{name} {value}"),
        labels => writeln!(text, "{name}{{{labels}}} {value}"),
    };
}

/// What Linux says of this process; elsewhere there is no plain file that does.
fn resident_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// As [`resident_bytes`]; without the one that this is read by.
fn open_files() -> Option<usize> {
    Some(std::fs::read_dir("/proc/self/fd").ok()?.count().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_plane_status_and_time() {
        let metrics = Metrics::default();
        let now = Instant::now();
        metrics.note(Plane::Api, 200, now);
        metrics.note(Plane::Api, 404, now);
        metrics.note(Plane::Viewer, 0, now);
        let (one, other) = (metrics.connected(), metrics.connected());
        drop(other);
        let text = metrics.text(&Now { worlds: 3, journal: 5 });
        drop(one);
        for line in [
            r#"parhelion_requests_total{plane="api",status="2xx"} 1"#,
            r#"parhelion_requests_total{plane="api",status="4xx"} 1"#,
            r#"parhelion_requests_total{plane="viewer",status="none"} 1"#,
            r#"parhelion_request_seconds_bucket{plane="api",le="+Inf"} 2"#,
            r#"parhelion_request_seconds_count{plane="control"} 0"#,
            "parhelion_worlds 3",
            "parhelion_journal_events 5",
            "parhelion_connections 1",
        ] {
            assert!(text.lines().any(|it| it == line), "{line} in {text}");
        }
    }
}
