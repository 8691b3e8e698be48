//! The messages that a queue holds: visible, delayed or in flight (SQS-5.5, SQS-5.9, SQS-5.10).
//!
//! Messages change by themselves as time goes by: they become visible, or too old. [`Backlog::settle`]
//! catches up with that whenever somebody looks, so that nothing has to happen in between.

use crate::message::Message;
use parhelion_wire::Timestamp;
use parhelion_world::rows::{Set, Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// SQS-5.10: what was received so often goes to the back of the queue.
const RECEIVES_TO_THE_BACK: u32 = 3;

/// Everything in a queue. All that is done to one message costs O(log n).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Backlog {
    /// By number: the order in which they came.
    messages: Table<u64, Arc<QueuedMessage>>,
    /// Numbers of the visible ones by their position.
    visible: Table<u64, u64>,
    /// All others, by the time at which they become visible.
    hidden: Set<(Timestamp, u64)>,
    /// All, by the time at which they were sent.
    by_age: Set<(Timestamp, u64)>,
    in_flight: usize,
    /// The next number or position.
    next: u64,
    /// How often anything was received.
    receives: u64,
}

/// A message and where it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct QueuedMessage {
    pub message: Message,
    /// In the order of delivery.
    position: u64,
    place: Place,
    /// Receives from this queue: a dead letter brings those of its source along.
    pub receives_here: u32,
    /// The receive whose handle is the newest.
    pub last_receive: Option<u64>,
    /// It was due for the dead-letter queue and went late (SQS-N6): not twice.
    pub is_overdue: bool,
}

equal_by_identity!(QueuedMessage);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Place {
    Visible,
    /// Until then.
    Delayed(Timestamp),
    InFlight(Timestamp),
}

impl QueuedMessage {
    pub(crate) fn is_in_flight(&self) -> bool {
        matches!(self.place, Place::InFlight(_))
    }
}

/// SQS-3.1: the three `ApproximateNumberOfMessages…`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub visible: usize,
    pub in_flight: usize,
    pub delayed: usize,
}

impl Backlog {
    /// Catches up with the time: what has become visible, what has become too old.
    pub(crate) fn settle(&mut self, now: Timestamp, retention: Duration) {
        while let Some((until, number)) = self.hidden.get_min().copied() {
            if until > now {
                break;
            }
            self.show(number);
        }
        while let Some((sent, number)) = self.by_age.get_min().copied() {
            if sent + retention > now {
                break;
            }
            self.remove(number);
        }
    }

    /// Adds a message, delayed until `visible` if that is still to come.
    pub(crate) fn add(&mut self, message: Message, visible: Timestamp, now: Timestamp) {
        let number = self.next;
        self.next += 1;
        self.by_age.insert((message.sent, number));
        let delayed = visible > now;
        let place = if delayed { Place::Delayed(visible) } else { Place::Visible };
        if delayed {
            self.hidden.insert((visible, number));
        } else {
            self.visible.insert(number, number);
        }
        let queued = QueuedMessage {
            message,
            position: number,
            place,
            receives_here: 0,
            last_receive: None,
            is_overdue: false,
        };
        self.messages.insert(number, Arc::new(queued));
    }

    pub(crate) fn get(&self, number: u64) -> Option<&QueuedMessage> {
        self.messages.get(&number).map(|queued| &**queued)
    }

    /// The numbers of the visible messages in order of delivery.
    pub(crate) fn visible(&self) -> impl DoubleEndedIterator<Item = u64> + '_ {
        self.visible.values().copied()
    }

    /// When the next message becomes visible by itself.
    pub(crate) fn next_visible(&self) -> Option<Timestamp> {
        self.hidden.get_min().map(|(until, _)| *until)
    }

    pub(crate) fn counts(&self) -> Counts {
        let (visible, hidden) = (self.visible.len(), self.hidden.len());
        Counts { visible, in_flight: self.in_flight, delayed: hidden - self.in_flight }
    }

    /// Receives a message, which is in flight `until` then; `None` leaves it visible for the next
    /// receiver too (SQS-N5). Returns which receive this is.
    pub(crate) fn receive(&mut self, number: u64, now: Timestamp, until: Option<Timestamp>) -> u64 {
        self.receives += 1;
        let receive = self.receives;
        if let Some(queued) = self.messages.get_mut(&number) {
            let queued = Arc::make_mut(queued);
            queued.message.receives += 1;
            queued.message.first_received.get_or_insert(now);
            queued.receives_here += 1;
            queued.last_receive = Some(receive);
        }
        if let Some(until) = until {
            self.hide(number, Place::InFlight(until));
        }
        receive
    }

    /// Ends the visibility timeout of a message in flight at another time.
    pub(crate) fn keep_in_flight(&mut self, number: u64, until: Timestamp) {
        self.hide(number, Place::InFlight(until));
    }

    /// Keeps a message that is due for the dead-letter queue for a while (SQS-N6).
    pub(crate) fn keep_overdue(&mut self, number: u64, until: Timestamp) {
        if let Some(queued) = self.messages.get_mut(&number) {
            Arc::make_mut(queued).is_overdue = true;
        }
        self.hide(number, Place::Delayed(until));
    }

    pub(crate) fn remove(&mut self, number: u64) -> Option<Message> {
        let queued = self.messages.remove(&number)?;
        self.by_age.remove(&(queued.message.sent, number));
        self.leave(number, &queued);
        Some(Arc::unwrap_or_clone(queued).message)
    }

    /// Removes all that came before the message that will have this number.
    pub(crate) fn clear_below(&mut self, number: u64) {
        while let Some(first) = self.messages.get_min().map(|(first, _)| *first) {
            if first >= number {
                break;
            }
            self.remove(first);
        }
    }

    /// The number that the next message will have, or less than that.
    pub(crate) fn next_number(&self) -> u64 {
        self.next
    }

    /// Makes a hidden message visible, at its old position unless it was received too often.
    fn show(&mut self, number: u64) {
        let Some(mut queued) = self.messages.get(&number).cloned() else { return };
        self.leave(number, &queued);
        let changed = Arc::make_mut(&mut queued);
        if changed.is_in_flight() && changed.receives_here >= RECEIVES_TO_THE_BACK {
            changed.position = self.next;
            self.next += 1;
        }
        changed.place = Place::Visible;
        self.visible.insert(changed.position, number);
        self.messages.insert(number, queued);
    }

    fn hide(&mut self, number: u64, place: Place) {
        let Some(mut queued) = self.messages.get(&number).cloned() else { return };
        self.leave(number, &queued);
        Arc::make_mut(&mut queued).place = place;
        match place {
            Place::InFlight(until) => {
                self.in_flight += 1;
                self.hidden.insert((until, number));
            }
            Place::Delayed(until) => {
                self.hidden.insert((until, number));
            }
            Place::Visible => {
                self.visible.insert(queued.position, number);
            }
        }
        self.messages.insert(number, queued);
    }

    /// Takes a message out of the index of the place where it is.
    fn leave(&mut self, number: u64, queued: &QueuedMessage) {
        match queued.place {
            Place::Visible => {
                self.visible.remove(&queued.position);
            }
            Place::Delayed(until) => {
                self.hidden.remove(&(until, number));
            }
            Place::InFlight(until) => {
                self.in_flight -= 1;
                self.hidden.remove(&(until, number));
            }
        }
    }
}
