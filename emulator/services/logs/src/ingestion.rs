//! PutLogEvents (CW-A3): what is accepted, what is dropped without failure, what is stored.

use crate::choices::VISIBLE;
use crate::errors;
use crate::events::{Event, OVERHEAD_BYTES, Place};
use crate::group::STANDARD;
use crate::model::*;
use crate::state::Logs;
use crate::sweep::DAY_MILLIS;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::random::{hash, mix};
use std::ops::Range;
use std::sync::Arc;

/// Of a batch, and of an event; both with 26 bytes an event (CW-A3.2 rows 4 and 5; whether the
/// event's limit counts them is not verified, CW-H).
const BATCH_BYTES_MAX: u64 = 1_048_576;
const EVENT_BYTES_MAX: u64 = 1_048_576;
/// CW-A3.2 row 7.
const SPAN_MAX: i64 = DAY_MILLIS;
/// CW-A3.3; events exactly this old or new are accepted (CW-H).
const TOO_OLD: i64 = 14 * DAY_MILLIS;
const TOO_NEW: i64 = 2 * 3_600 * 1_000;

impl Logs {
    /// Checks 1 to 3 of CW-A3.2 are the model's, made before. AWS's order of the others is not
    /// verified: sizes, order, existence, span (which needs the group's retention).
    pub(crate) fn put_log_events(
        &mut self,
        cx: &mut Context,
        input: PutLogEventsInput,
    ) -> Result<PutLogEventsOutput> {
        let PutLogEventsInput {
            log_group_name,
            log_stream_name,
            log_events,
            sequence_token: _, // ignored (CW-A3.4)
            entity,
        } = input;
        let total_bytes = checked_bytes(&log_events)?;
        let number = self.next_number;
        let tailed = !self.live_tails.is_empty();
        let group = self.group_mut(&log_group_name)?;
        if !group.streams.contains_key(&*log_stream_name) {
            return Err(errors::no_stream());
        }
        let range = AcceptedRange::of(&log_events, cx.now, group.expiry(cx.now));
        let accepted = range.accepted();
        if let [first, .., last] = &log_events[accepted.clone()]
            && last.timestamp.saturating_sub(first.timestamp) > SPAN_MAX
        {
            return Err(errors::invalid(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
            ));
        }
        let all = accepted.len() == log_events.len();
        let batch = stored(cx, log_events, accepted, number);
        let count = batch.len() as u64;
        let bytes = if all { total_bytes } else { batch.iter().map(Event::bytes).sum() };
        let earliest = batch.first().map(|event| event.place.at);
        let tailed = tailed.then(|| batch.clone());
        group.search(cx, &log_group_name, &batch);
        if let Some(stream) = group.streams.get_mut(&*log_stream_name) {
            Arc::make_mut(stream).store(cx, batch);
        }
        group.bytes += bytes;
        if let Some(earliest) = earliest {
            group.schedule_sweep(cx, &log_group_name, earliest);
        }
        let rejected_entity_info = entity.and_then(|entity| rejected_entity(&entity, &group.class));
        self.next_number += count;
        if let Some(batch) = tailed {
            self.feed_live_tails(&log_group_name, &log_stream_name, &batch);
        }
        Ok(PutLogEventsOutput {
            next_sequence_token: Some(sequence_token(&log_stream_name, cx.now)),
            rejected_log_events_info: range.info(),
            rejected_entity_info,
        })
    }
}

/// Rows 4 to 6 of CW-A3.2; the batch's size.
fn checked_bytes(events: &[InputLogEvent]) -> Result<u64> {
    let mut total = 0;
    let mut before = i64::MIN;
    let mut ordered = true;
    for InputLogEvent { timestamp, message } in events {
        let bytes = message.len() as u64 + OVERHEAD_BYTES;
        if bytes > EVENT_BYTES_MAX {
            let text =
                format!("Log event too large: {bytes} bytes exceeds limit of {EVENT_BYTES_MAX}");
            return Err(errors::invalid(text));
        }
        total += bytes;
        ordered &= before <= *timestamp;
        before = *timestamp;
    }
    if total > BATCH_BYTES_MAX {
        let text = format!("Upload too large: {total} bytes exceeds limit of {BATCH_BYTES_MAX}");
        return Err(errors::invalid(text));
    }
    if !ordered {
        return Err(errors::invalid(
            "Log events in a single PutLogEvents request must be in chronological order.",
        ));
    }
    Ok(total)
}

/// Which events of an ordered batch are accepted, and why the others are not (CW-A3.3).
struct AcceptedRange {
    /// `[0, n)` are older than 14 days.
    too_old: usize,
    /// `[0, n)` are older than the retention; both are set where both hold (CW-H).
    expired: usize,
    /// `[n, …)` are more than two hours in the future.
    too_new: usize,
    sent: usize,
}

impl AcceptedRange {
    fn of(events: &[InputLogEvent], now: Timestamp, expiry: Option<i64>) -> Self {
        let before = |at: i64| events.partition_point(|event| event.timestamp < at);
        Self {
            too_old: before(now.0 - TOO_OLD),
            expired: expiry.map_or(0, before),
            too_new: events.partition_point(|event| event.timestamp <= now.0 + TOO_NEW),
            sent: events.len(),
        }
    }

    fn accepted(&self) -> Range<usize> {
        let start = self.too_old.max(self.expired).min(self.too_new);
        start..self.too_new
    }

    /// Only the fields that apply; `None` if all are accepted.
    fn info(&self) -> Option<RejectedLogEventsInfo> {
        let index = |at: usize, applies: bool| applies.then_some(at as i32);
        let info = RejectedLogEventsInfo {
            too_new_log_event_start_index: index(self.too_new, self.too_new < self.sent),
            too_old_log_event_end_index: index(self.too_old, self.too_old > 0),
            expired_log_event_end_index: index(self.expired, self.expired > 0),
        };
        (self.accepted().len() < self.sent).then_some(info)
    }
}

/// The events of a batch as they are stored. Messages move; nothing is copied.
fn stored(
    cx: &mut Context,
    mut events: Vec<InputLogEvent>,
    accepted: Range<usize>,
    number: u64,
) -> Vec<Event> {
    events.truncate(accepted.end);
    events.drain(..accepted.start);
    if events.is_empty() {
        return Vec::new();
    }
    let ingested = cx.now;
    let visible = cx.now + cx.choose_delay(&VISIBLE);
    let numbered = events.into_iter().zip(number..);
    let stored = numbered.map(|(InputLogEvent { timestamp, message }, number)| Event {
        place: Place { at: timestamp, number },
        ingested,
        visible,
        message,
    });
    stored.collect()
}

/// 56 digits that mean nothing: no request has to carry them any more (CW-A3.4).
pub(crate) fn sequence_token(stream: &str, at: Timestamp) -> String {
    let first = hash(at.0 as u64, stream);
    format!("4{:015}{first:020}{:020}", at.0.max(0), mix(first))
}

/// CW-A3.5: a bad entity is reported and loses no events.
fn rejected_entity(entity: &Entity, class: &str) -> Option<RejectedEntityInfo> {
    const KEYS: [&str; 5] = ["Type", "ResourceType", "Identifier", "Name", "Environment"];
    const TYPES: [&str; 5] =
        ["Service", "RemoteService", "Resource", "AWS::Service", "AWS::Resource"];
    let keys = entity.key_attributes.as_ref();
    let kind = keys.and_then(|keys| keys.get("Type"));
    let error_type = match (keys, kind) {
        _ if class != STANDARD => "UnsupportedLogGroupType",
        (None, _) | (_, None) => "MissingRequiredFields",
        (_, Some(kind)) if !TYPES.contains(&kind.as_str()) => "InvalidTypeValue",
        (Some(keys), _) if keys.keys().any(|key| !KEYS.contains(&key.as_str())) => {
            "InvalidKeyAttributes"
        }
        _ => return None,
    };
    Some(RejectedEntityInfo { error_type: error_type.into() })
}
