//! The events of one stream: chunks in the order of time, so that a batch in time costs one push.

use parhelion_wire::Timestamp;
use parhelion_world::rows::Queue;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A chunk is filled up by small batches to so many events, and never merged beyond twice that.
const CHUNK_FILL: usize = 256;
const CHUNK_MERGED: usize = 512;

/// What an event costs besides its message, in bytes (CW-A3.2 row 4).
pub(crate) const OVERHEAD_BYTES: u64 = 26;

/// A stored event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    pub place: Place,
    pub ingested: Timestamp,
    /// Readable from then on (CW-F1).
    pub visible: Timestamp,
    pub message: String,
}

/// Where an event stands in reading order: by timestamp, then by ingestion (CW-A5.2). As a
/// boundary: before all events at this place or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Milliseconds.
    pub at: i64,
    /// In order of ingestion, unique among all events of an account and region.
    pub number: u64,
}

impl Place {
    pub(crate) const fn from(at: i64) -> Self {
        Self { at, number: 0 }
    }

    /// The boundary just behind an event.
    pub(crate) const fn behind(self) -> Self {
        Self { at: self.at, number: self.number + 1 }
    }
}

impl Event {
    pub(crate) fn bytes(&self) -> u64 {
        self.message.len() as u64 + OVERHEAD_BYTES
    }

    /// 56 digits that grow with the timestamp (CW-A3.6).
    pub(crate) fn id(&self) -> String {
        let Place { at, number } = self.place;
        let tail = parhelion_world::random::mix(number);
        format!("3{at:015}{number:020}{tail:020}")
    }
}

/// Chunks that do not overlap, in order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Events(Queue<Arc<Vec<Event>>>);

impl Events {
    /// Adds a batch: in order, and numbered after everything stored.
    pub(crate) fn insert(&mut self, batch: Vec<Event>) {
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return };
        let (first, last) = (first.place.at, last.place.at);
        let from = self.partition(|chunk| chunk.last().is_some_and(|e| e.place.at <= first));
        if from == self.0.len() {
            return self.append(batch);
        }
        let mut overlapping = self.0.split_off(from);
        let starts_later = |chunk: &Vec<Event>| chunk.first().is_some_and(|e| e.place.at > last);
        let to = overlapping.iter().position(|chunk| starts_later(chunk));
        let after = overlapping.split_off(to.unwrap_or(overlapping.len()));
        let mut merged: Vec<Event> = Vec::new();
        for chunk in overlapping {
            merged.extend(Arc::unwrap_or_clone(chunk));
        }
        merged.extend(batch);
        merged.sort_by_key(|event| event.place.at); // stable, so ingestion order stays
        let mut merged = merged.into_iter().peekable();
        while merged.peek().is_some() {
            self.0.push_back(Arc::new(merged.by_ref().take(CHUNK_MERGED).collect()));
        }
        self.0.append(after);
    }

    fn append(&mut self, batch: Vec<Event>) {
        match self.0.back_mut() {
            Some(chunk) if chunk.len() + batch.len() <= CHUNK_FILL => {
                Arc::make_mut(chunk).extend(batch);
            }
            _ => self.0.push_back(Arc::new(batch)),
        }
    }

    /// Events at the boundary and after it, in order.
    pub(crate) fn forward(&self, boundary: Place) -> impl Iterator<Item = &Event> {
        let (chunk, at) = self.locate(boundary);
        let chunks = (chunk..self.0.len()).map(|index| self.0[index].as_slice());
        chunks.enumerate().flat_map(move |(nth, events)| &events[if nth == 0 { at } else { 0 }..])
    }

    /// Events before the boundary, from the last to the first.
    pub(crate) fn backward(&self, boundary: Place) -> impl Iterator<Item = &Event> {
        let (chunk, at) = self.locate(boundary);
        let partial = self.0.get(chunk).map_or(&[][..], |events| &events[..at]);
        let whole = (0..chunk).rev().flat_map(|index| self.0[index].iter().rev());
        partial.iter().rev().chain(whole)
    }

    pub(crate) fn first(&self) -> Option<&Event> {
        self.0.front()?.first()
    }

    /// Takes away all events with an earlier timestamp; returns them as (events, bytes).
    pub(crate) fn remove_before(&mut self, at: i64) -> (u64, u64) {
        let mut removed = (0, 0);
        let mut count = |events: &[Event]| {
            removed.0 += events.len() as u64;
            removed.1 += events.iter().map(Event::bytes).sum::<u64>();
        };
        while let Some(chunk) = self.0.front_mut() {
            let gone = chunk.partition_point(|event| event.place.at < at);
            count(&chunk[..gone]);
            if gone < chunk.len() {
                if gone > 0 {
                    Arc::make_mut(chunk).drain(..gone);
                }
                break;
            }
            self.0.pop_front();
        }
        removed
    }

    /// Bytes of all events with an earlier timestamp.
    pub(crate) fn bytes_before(&self, at: i64) -> u64 {
        let early = self.forward(Place::from(0)).take_while(|event| event.place.at < at);
        early.map(Event::bytes).sum()
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.0.iter().flat_map(|chunk| chunk.iter()).map(Event::bytes).sum()
    }

    /// Chunk and index of the first event at or after the boundary.
    fn locate(&self, boundary: Place) -> (usize, usize) {
        let before = |event: &Event| event.place < boundary;
        let chunk = self.partition(|chunk| chunk.last().is_some_and(before));
        let at = self.0.get(chunk).map_or(0, |events| events.partition_point(before));
        (chunk, at)
    }

    /// The first chunk for which `early` is false; it is true for all before.
    fn partition(&self, early: impl Fn(&Vec<Event>) -> bool) -> usize {
        // Most batches come in time, so the end is looked at first.
        if self.0.back().is_none_or(|chunk| early(chunk)) {
            return self.0.len();
        }
        let (mut low, mut high) = (0, self.0.len() - 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if early(&self.0[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use proptest::prelude::*;

    fn event(at: i64, number: u64) -> Event {
        let place = Place { at, number };
        let ingested = Timestamp(at);
        Event { place, ingested, visible: ingested, message: number.to_string() }
    }

    proptest! {
        /// Any batches in any order read like one sorted list, forward and backward, from anywhere.
        #[test]
        fn reads_like_one_sorted_list(
            batches in proptest::collection::vec(proptest::collection::vec(0..40_i64, 1..400), 0..12),
            from in 0..45_i64,
            cut in 0..45_i64,
        ) {
            let mut events = Events::default();
            let mut model = Vec::new();
            let mut number = 0;
            for mut times in batches {
                times.sort_unstable();
                let batch: Vec<_> = times.into_iter().map(|at| { number += 1; event(at, number) }).collect();
                model.extend(batch.clone());
                let fork = events.clone();
                let before: Vec<_> = fork.forward(Place::from(0)).cloned().collect();
                events.insert(batch);
                prop_assert!(fork.forward(Place::from(0)).eq(&before), "a fork changed");
            }
            model.sort_by_key(|event| event.place);
            let boundary = Place::from(from);
            prop_assert!(events.forward(boundary).eq(model.iter().filter(|e| e.place >= boundary)));
            prop_assert!(events.backward(boundary).eq(model.iter().rev().filter(|e| e.place < boundary)));
            prop_assert_eq!(events.bytes_before(cut) , model.iter().filter(|e| e.place.at < cut).map(Event::bytes).sum::<u64>());
            let (gone, bytes) = events.remove_before(cut);
            let (early, late): (Vec<_>, Vec<_>) = model.iter().partition(|e| e.place.at < cut);
            prop_assert_eq!(gone, early.len() as u64);
            prop_assert_eq!(bytes, early.iter().map(|e| e.bytes()).sum::<u64>());
            prop_assert!(events.forward(Place::from(0)).eq(late));
        }
    }

    #[test]
    fn cw_a3_6_ids_have_56_digits_and_grow_with_the_timestamp() {
        let (early, late) = (event(5, 9).id(), event(1_800_000_000_000, 1).id());
        assert_eq!((early.len(), late.len()), (56, 56));
        assert!(early < late && early.bytes().all(|b| b.is_ascii_digit()));
    }
}
