//! StartLiveTail (CW-A10): events are shown while they come in, once a second.

use crate::arns;
use crate::errors;
use crate::events::Event;
use crate::filter::Pattern;
use crate::group::STANDARD;
use crate::live_tail::{LiveTail, UPDATES_KEPT};
use crate::model::errors::{
    invalid_operation_exception, session_streaming_exception, session_timeout_exception,
};
use crate::model::{StartLiveTailInput, StartLiveTailOutput};
use crate::state::Logs;
use parhelion_wire::error::Result;
use parhelion_wire::{Timestamp, Value};
use parhelion_world::rows::Queue;
use parhelion_world::service::Service;
use parhelion_world::{Context, Next, Outcome, Pause, Source, Supply};
use std::sync::Arc;
use std::time::Duration;

/// One update a second.
const EVERY: Duration = Duration::from_secs(1);
const LASTS: Duration = Duration::from_secs(3 * 3_600);
const SESSIONS_MAX: usize = 15;
/// A session that has not been read for so long has no reader any more: its client is gone without a
/// word, or stayed behind when the world was forked or saved.
const UNREAD_MAX: Duration = Duration::from_secs(60);

/// Places in the union of the stream's events.
const START: usize = 0;
const UPDATE: usize = 1;

impl Logs {
    pub(crate) fn start_live_tail(
        &mut self,
        cx: &mut Context,
        input: StartLiveTailInput,
    ) -> Outcome<StartLiveTailOutput> {
        match self.open_live_tail(cx, input) {
            Ok(session) => {
                Outcome::Stream(StartLiveTailOutput {}, Supply::World(Box::new(session)))
            }
            Err(error) => Outcome::Done(Err(error)),
        }
    }

    fn open_live_tail(&mut self, cx: &mut Context, input: StartLiveTailInput) -> Result<Session> {
        let StartLiveTailInput {
            log_group_identifiers,
            log_stream_names,
            log_stream_name_prefixes,
            log_event_filter_pattern,
        } = input;
        let one_group = log_group_identifiers.len() == 1;
        if log_stream_names.is_some() && log_stream_name_prefixes.is_some() {
            let text =
                "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.";
            return Err(errors::invalid(text));
        }
        if !one_group && (log_stream_names.is_some() || log_stream_name_prefixes.is_some()) {
            let text = "Log streams can be named with one log group only.";
            return Err(errors::invalid(text));
        }
        let mut groups: Vec<(Arc<str>, Arc<str>)> = Vec::new();
        for identifier in &log_group_identifiers {
            if !identifier.starts_with("arn:") || identifier.ends_with('*') {
                return Err(errors::invalid(format!("Invalid log group ARN: {identifier}")));
            }
            let name = arns::identified(cx, identifier)?;
            if *self.group(name)?.class != *STANDARD {
                let text = "Live Tail is supported for log groups of class STANDARD only.";
                return Err(invalid_operation_exception(text));
            }
            groups.push((name.into(), identifier.as_str().into()));
        }
        let pattern = log_event_filter_pattern.clone().unwrap_or_default();
        Pattern::parse(&pattern).map_err(|no| errors::invalid(no.0))?;
        let tails = std::mem::take(&mut self.live_tails).into_iter();
        self.live_tails = tails.filter(|(_, tail)| cx.now < tail.read + UNREAD_MAX).collect();
        if self.live_tails.len() >= SESSIONS_MAX {
            return Err(errors::limit_exceeded());
        }
        let id: Arc<str> = cx.uuid().into();
        let list = |texts: Vec<String>| Value::List(texts.into_iter().map(Value::Text).collect());
        let maybe = |texts: &Option<Vec<String>>| texts.clone().map_or(Value::Null, list);
        let start = Value::Struct(vec![
            Value::Text(cx.request.request_id.to_string()),
            Value::Text(id.to_string()),
            list(log_group_identifiers),
            maybe(&log_stream_names),
            maybe(&log_stream_name_prefixes),
            log_event_filter_pattern.map_or(Value::Null, Value::Text),
        ]);
        let tail = LiveTail {
            groups,
            streams: log_stream_names.unwrap_or_default(),
            prefixes: log_stream_name_prefixes.unwrap_or_default(),
            pattern,
            read: cx.now,
            waiting: Queue::new(),
        };
        self.live_tails.insert(id.clone(), tail);
        Ok(Session { id, started: cx.now, due: cx.now + EVERY, start: Some(start) })
    }

    /// Hands events that have just been stored to the sessions that show them.
    pub(crate) fn feed_live_tails(&mut self, group: &str, stream: &str, batch: &[Event]) {
        let shown: Vec<Arc<str>> = self.live_tails.keys().cloned().collect();
        let stream: Arc<str> = stream.into();
        for id in shown {
            if let Some(tail) = self.live_tails.get_mut(&id) {
                tail.feed(group, &stream, batch);
            }
        }
    }
}

/// The door's side of a session.
struct Session {
    id: Arc<str>,
    started: Timestamp,
    /// The time of the next update.
    due: Timestamp,
    start: Option<Value>,
}

impl Source for Session {
    fn next(&mut self, service: &mut dyn Service, cx: &mut Context) -> Next {
        if let Some(start) = self.start.take() {
            return Next::Events(vec![(START, start)]);
        }
        if cx.now >= self.started + LASTS {
            return Next::Fail(session_timeout_exception("Session has timed out."));
        }
        if cx.now < self.due {
            return Next::Pause(Pause::Wait { until: self.due, signal: None });
        }
        let logs = service.as_any_mut().downcast_mut::<Logs>();
        let Some(tail) = logs.and_then(|logs| logs.live_tails.get_mut(&self.id)) else {
            return Next::Fail(session_streaming_exception("The session is not there any more."));
        };
        tail.read = cx.now;
        // A slow reader gets the last ten updates; those before are lost.
        while self.due + EVERY * UPDATES_KEPT <= cx.now {
            tail.update(self.due);
            self.due = self.due + EVERY;
        }
        let update = tail.update(self.due);
        self.due = self.due + EVERY;
        Next::Events(vec![(UPDATE, update)])
    }

    fn closed(&mut self, service: &mut dyn Service, cx: &mut Context) {
        if let Some(logs) = service.as_any_mut().downcast_mut::<Logs>() {
            logs.live_tails.remove(&self.id);
            cx.note("live-tail-ended", &self.id, &[]);
        }
    }
}
