//! ReceiveMessage: short and long polls (SQS-5.1 to SQS-5.5, SQS-5.8, SQS-5.11).

use crate::attributes::{VISIBILITY_TIMEOUT, WAIT_TIME_SECONDS};
use crate::backlog::Backlog;
use crate::choices::{DELIVERED_TWICE, LONG_POLL, NEWEST_FIRST, ORDER, SHORT, SHORT_POLL};
use crate::encryption::{self, TO_RECEIVE};
use crate::errors;
use crate::handles::{self, Receipt};
use crate::model::*;
use crate::redrive::Overdue;
use crate::selection::Selection;
use crate::state::Sqs;
use crate::state::signal;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::service::Outcome;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

/// SQS-5.8: of a standard queue.
const IN_FLIGHT_MAX: usize = 120_000;
const MESSAGES: RangeInclusive<u32> = 1..=10;

/// What a receiver asks for.
struct ReceiveRequest {
    arn: Arc<str>,
    most: usize,
    visibility: Option<u32>,
    wait: Option<u32>,
    selection: Selection,
}

/// What a poll comes to.
enum Received {
    /// Perhaps none.
    Messages(Vec<Message>),
    /// There is nothing; look again at this time at the latest.
    WaitUntil(Timestamp),
}

impl Sqs {
    pub(crate) fn receive_message(
        &mut self,
        cx: &mut Context,
        input: ReceiveMessageInput,
    ) -> Outcome<ReceiveMessageOutput> {
        let received = self.receive_request(cx, input).and_then(|request| {
            let received = self.receive(cx, &request)?;
            Ok((received, request.arn))
        });
        let messages = match received {
            Err(error) => return Outcome::Done(Err(error)),
            Ok((Received::WaitUntil(until), arn)) => match cx.wait(until, &signal(&arn)) {
                Some(pause) => return Outcome::again(pause),
                None => Vec::new(), // nobody can wait here
            },
            Ok((Received::Messages(messages), _)) => messages,
        };
        let messages = (!messages.is_empty()).then_some(messages); // SQS-1.8
        Outcome::Done(Ok(ReceiveMessageOutput { messages }))
    }

    fn receive_request(
        &mut self,
        cx: &Context,
        input: ReceiveMessageInput,
    ) -> Result<ReceiveRequest> {
        let ReceiveMessageInput {
            queue_url,
            attribute_names,
            message_system_attribute_names,
            message_attribute_names,
            max_number_of_messages,
            visibility_timeout,
            wait_time_seconds,
            receive_request_attempt_id: _, // SQS-6.6: of FIFO queues
        } = input;
        let arn = self.existing(cx, &queue_url)?;
        let within = |given: Option<i32>, range: RangeInclusive<u32>, name: &str, reason: &str| {
            let Some(given) = given else { return Ok(None) };
            let number = u32::try_from(given).ok().filter(|number| range.contains(number));
            let refused = || errors::invalid_value(&given.to_string(), name, reason);
            number.map(Some).ok_or_else(refused)
        };
        let most = within(
            max_number_of_messages,
            MESSAGES,
            "MaxNumberOfMessages",
            "Must be between 1 and 10, if provided.",
        )?;
        let visibility = within(
            visibility_timeout,
            VISIBILITY_TIMEOUT,
            "VisibilityTimeout",
            "Must be between 0 and 43200.",
        )?;
        let wait = within(
            wait_time_seconds,
            WAIT_TIME_SECONDS,
            "WaitTimeSeconds",
            "Must be >= 0 and <= 20, if provided.",
        )?;
        let selection = Selection::new(
            attribute_names,
            message_system_attribute_names,
            message_attribute_names,
        )?;
        Ok(ReceiveRequest { arn, most: most.unwrap_or(1) as usize, visibility, wait, selection })
    }

    /// One look at the queue.
    fn receive(&mut self, cx: &mut Context, request: &ReceiveRequest) -> Result<Received> {
        let queue = self.queue(cx, &request.arn)?;
        let settings = queue.settings.at(cx.now);
        encryption::check(cx, &request.arn, settings, TO_RECEIVE)?;
        let wait = request.wait.unwrap_or(settings.receive_message_wait_time_seconds);
        let visibility = request.visibility.unwrap_or(settings.visibility_timeout);
        let deadline = cx.arrived + Duration::from_secs(wait.into());
        let room = IN_FLIGHT_MAX.saturating_sub(queue.backlog.counts().in_flight);
        if room == 0 && wait == 0 {
            return Err(errors::too_many_in_flight());
        }
        // SQS-3.2.5: a deleted queue may take messages for a while, and gives none.
        let most = if queue.ends.is_some() { 0 } else { request.most.min(room) };
        let mut found = self.visible(cx, &request.arn, most)?;
        if found.is_empty() {
            let next = self.queue(cx, &request.arn)?.backlog.next_visible();
            return Ok(if cx.now < deadline {
                Received::WaitUntil(next.map_or(deadline, |next| next.min(deadline)))
            } else {
                Received::Messages(Vec::new())
            });
        }
        let pick = if wait == 0 { cx.choose(&SHORT_POLL) } else { cx.choose(&LONG_POLL) };
        match pick {
            0 => {}
            SHORT if wait == 0 => found.truncate(found.len().div_ceil(2)),
            _ => return Ok(Received::Messages(Vec::new())),
        }
        let visible_again = cx.now + Duration::from_secs(visibility.into());
        let mut messages = Vec::with_capacity(found.len());
        for number in found {
            // SQS-N5: another receiver may get it too.
            let until = (cx.choose(&DELIVERED_TWICE) == 0).then_some(visible_again);
            let queue = self.queue(cx, &request.arn)?;
            let receive = queue.backlog.receive(number, cx.now, until);
            let receipt = Receipt { message: number, receive, received: cx.now };
            let handle = handles::write(&queue.secret, receipt);
            let queued = queue.backlog.get(number);
            messages.extend(queued.map(|queued| request.selection.shown(queued, handle)));
        }
        Ok(Received::Messages(messages))
    }

    /// The numbers of up to `most` messages to hand out. Those that were received too often are
    /// dead-lettered on the way (SQS-7.2).
    fn visible(&mut self, cx: &mut Context, arn: &str, most: usize) -> Result<Vec<u64>> {
        if most == 0 || self.queue(cx, arn)?.backlog.visible().next().is_none() {
            return Ok(Vec::new());
        }
        let order = cx.choose(&ORDER);
        let redrive = self.redrive_of(cx, arn);
        let queue = self.queue(cx, arn)?;
        let (mut found, mut overdue) = (Vec::new(), Vec::new());
        for number in in_order(cx, &queue.backlog, order) {
            if found.len() == most {
                break;
            }
            match redrive.as_ref().zip(queue.backlog.get(number)) {
                Some((redrive, queued)) if redrive.is_due(queued) => {
                    match redrive.decide(cx, queued) {
                        Overdue::Deliver => found.push(number),
                        late_or_now => overdue.push((number, late_or_now)),
                    }
                }
                _ => found.push(number),
            }
        }
        if let Some(redrive) = redrive {
            self.redrive(cx, arn, &redrive, &overdue)?;
        }
        Ok(found)
    }
}

/// The visible messages, in the order that was chosen (SQS-N2).
fn in_order<'a>(
    cx: &mut Context,
    backlog: &'a Backlog,
    order: u8,
) -> Box<dyn Iterator<Item = u64> + 'a> {
    match order {
        0 => Box::new(backlog.visible()),
        NEWEST_FIRST => Box::new(backlog.visible().rev()),
        _ => {
            let mut all: Vec<u64> = backlog.visible().collect();
            for at in (1..all.len()).rev() {
                all.swap(at, cx.below(at + 1));
            }
            Box::new(all.into_iter())
        }
    }
}
