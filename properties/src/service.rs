//! A web application under test: requests with ids of their own, what was answered, and which of their
//! log lines have arrived.

use crate::application::Running;
use crate::process::Process;
use crate::stage::current_operation;
use crate::target::{Clients, Target};
use bytes::Bytes;
use parhelion::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A running web application, and what it has answered.
pub struct Service {
    /// How it runs: restarts, crashes.
    pub process: Process,
    target: Target,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    answered: Vec<Answered>,
    asked: BTreeMap<Option<u32>, u32>,
}

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Its `x-request-id`: `request-4-1` is the first of the fourth operation.
    pub id: String,
    /// The answer's status.
    pub status: u16,
    /// Whether AWS had done nothing until then that excuses a failure; none: nobody knows.
    pub calm: Option<bool>,
    /// When.
    pub at: Timestamp,
}

impl Service {
    /// Starts it.
    pub fn start(
        target: &Target,
        start: impl Fn(&Clients) -> Arc<dyn Running> + Send + Sync + 'static,
    ) -> Self {
        let process = Process::start(target, start);
        Self { process, target: target.clone(), memory: Mutex::default() }
    }

    fn memory<R>(&self, f: impl FnOnce(&mut Memory) -> R) -> R {
        f(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks it, with an `x-request-id`. `None`: it crashed before it answered, or the client went away.
    pub async fn ask(
        &self,
        request: http::request::Builder,
        body: Bytes,
    ) -> Option<(Answered, http::Response<Bytes>)> {
        let operation = current_operation();
        let id = self.memory(|memory| {
            let number = memory.asked.entry(operation).or_default();
            *number += 1;
            let operation = operation.map_or_else(|| "end".to_owned(), |number| number.to_string());
            format!("request-{operation}-{number}")
        });
        let request = request.header("x-request-id", &id).body(body);
        // What a declaration says of method and path may be no request at all: it is then refused.
        let response = match request {
            Ok(request) => self.process.ask(request).await?,
            Err(_) => http::Response::new(Bytes::new()),
        };
        let calm = self.target.is_good_day();
        let status = response.status().as_u16();
        let answered = Answered { id, status, calm, at: self.target.now() };
        self.memory(|memory| memory.answered.push(answered.clone()));
        Some((answered, response))
    }

    /// Every request that was answered, in order.
    pub fn answered(&self) -> Vec<Answered> {
        self.memory(|memory| memory.answered.clone())
    }

    /// Those whose log lines may be lost: what is in memory when an application crashes is gone. Lines that
    /// it had not had the time to send, `delay`, and on a bad day those that it had not got through.
    pub fn log_lines_that_may_be_lost(&self, delay: Duration) -> Vec<String> {
        let (crashes, bad_day) = (self.process.crashes(), self.target.deviations() > 0);
        let may_be_lost = |answered: &Answered| {
            let mut later = crashes.iter().filter(|crash| **crash >= answered.at);
            later.any(|crash| bad_day || crash.since(answered.at) <= delay)
        };
        let lost = self.answered().into_iter().filter(may_be_lost);
        lost.map(|answered| answered.id).collect()
    }
}

/// Whether a log line names a request: by its id as a word, whatever the line's format.
pub fn names(line: &str, id: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    line.match_indices(id).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + id.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Those of the ids whose lines a log group has, from a time on in milliseconds; none: from its beginning.
pub async fn logged(
    target: &Target,
    logs: &aws_sdk_cloudwatchlogs::Client,
    (group, since): (&str, Option<i64>),
    ids: &[String],
) -> Vec<String> {
    let mut wanted: Vec<&String> = ids.iter().collect();
    let mut found = Vec::new();
    // A line may be a while in coming (CW-F1); on a real account, a real while.
    for _ in 0..30 {
        let filter = logs.filter_log_events().log_group_name(group).set_start_time(since);
        let mut pages = filter.into_paginator().send();
        while let Some(Ok(page)) = pages.next().await {
            for event in page.events() {
                let line = event.message().unwrap_or_default();
                wanted.retain(|id| {
                    let here = names(line, id);
                    if here {
                        found.push((*id).clone());
                    }
                    !here
                });
            }
        }
        if wanted.is_empty() {
            break;
        }
        target.pass(Duration::from_secs(10)).await;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_as_a_word() {
        assert!(names("{\"id\":\"request-1-1\"}", "request-1-1"));
        assert!(names("request-1-12 request-1-1", "request-1-1"));
        assert!(!names("request-1-12", "request-1-1") && !names("", "request-1-1"));
    }
}
