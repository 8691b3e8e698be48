//! FilterLogEvents (CW-A5): pages of what matches, over many streams in one order.

use super::{Room, View};
use crate::choices::{EMPTY, FILTER_PAGE, SHORT, TOKEN_AT_END};
use crate::errors;
use crate::events::{Event, Place};
use crate::filter::Pattern;
use crate::group::Group;
use crate::model::*;
use crate::paging::from_name;
use crate::state::Logs;
use crate::stream::Stream;
use crate::tokens::{EMPTY_PAGES_MAX, Token};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// A stream that is searched, by name.
type Searched<'a> = (&'a str, &'a Stream);

/// An event of a named stream.
type Found<'a> = (&'a str, &'a Event);

impl Logs {
    pub(crate) fn filter_log_events(
        &mut self,
        cx: &mut Context,
        input: FilterLogEventsInput,
    ) -> Result<FilterLogEventsOutput> {
        let FilterLogEventsInput {
            log_group_name,
            log_group_identifier,
            log_stream_names,
            log_stream_name_prefix,
            start_time,
            end_time,
            filter_pattern,
            next_token,
            limit,
            interleaved: _, // always, since 2019-06-17 (CW-A5.2)
            unmask: _,
        } = input;
        if log_stream_names.is_some() && log_stream_name_prefix.is_some() {
            return Err(errors::invalid(
                "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.",
            ));
        }
        let group_name = Self::selected(cx, log_group_name, log_group_identifier)?;
        let pattern = Pattern::parse(filter_pattern.as_deref().unwrap_or_default());
        let pattern = pattern.map_err(|invalid| errors::invalid(invalid.0))?;
        let group = self.group(&group_name)?;
        group.readable()?;
        let streams = searched(group, log_stream_names, log_stream_name_prefix.as_deref())?;
        let scope = format!("filter/{group_name}");
        let token = next_token.map(|text| Token::parse(cx, &scope, &text)).transpose()?;
        // CW-A5.1: only events later than the end are left out.
        let end = end_time.map(|end| end.saturating_add(1));
        let view = View::new(group, cx.now, start_time, end);
        let from = token.map_or(view.range.start, |token| token.place.max(view.range.start));
        let mut used = group.ciphers.reading();
        let mut rest = Merged::new(&streams, from, view.range.end).filter(|(_, event)| {
            used.note(event.place.number);
            view.sees(event) && pattern.matches(&event.message)
        });
        let (mut page, mut next) = filled(&mut rest, Room::new(limit));
        drop(rest);
        used.check(cx, &group_name)?;
        let empty_before = token.map_or(0, |token| token.empty);
        if empty_before < EMPTY_PAGES_MAX {
            deviate(cx, from, &mut page, &mut next);
        }
        let empty = if page.is_empty() { empty_before + 1 } else { 0 };
        Ok(FilterLogEventsOutput {
            // CW-A5.5: no token, no more.
            next_token: next.map(|place| Token { place, empty }.text(cx, &scope)),
            events: Some(page.into_iter().map(answered).collect()),
            searched_log_streams: Some(Vec::new()), // since 2020-05-15 (CW-A5.6)
        })
    }
}

/// The streams that the call names; all of them if it names none (CW-A5.3, CW-A5.9).
fn searched<'a>(
    group: &'a Group,
    names: Option<Vec<String>>,
    prefix: Option<&str>,
) -> Result<Vec<Searched<'a>>> {
    if let Some(names) = names {
        let names: BTreeSet<String> = names.into_iter().collect();
        let named = names.iter().map(|name| group.streams.get_key_value(name.as_str()));
        let streams: Option<Vec<_>> = named.collect();
        let streams = streams.ok_or_else(errors::no_stream)?;
        return Ok(streams.into_iter().map(|(name, stream)| (&**name, &**stream)).collect());
    }
    let prefix = prefix.unwrap_or_default();
    let streams = group.streams.range::<_, str>(from_name(prefix));
    let streams = streams.take_while(|(name, _)| name.starts_with(prefix));
    Ok(streams.map(|(name, stream)| (&**name, &**stream)).collect())
}

/// A page, and the place of the first event that found no room.
fn filled<'a>(
    rest: &mut impl Iterator<Item = Found<'a>>,
    mut room: Room,
) -> (Vec<Found<'a>>, Option<Place>) {
    let mut page = Vec::new();
    for found in rest {
        if !room.takes(found.1) {
            return (page, Some(found.1.place));
        }
        page.push(found);
    }
    (page, None)
}

/// CW-F2: short, empty, or with a token that leads to nothing.
fn deviate(cx: &mut Context, from: Place, page: &mut Vec<Found>, next: &mut Option<Place>) {
    let place = |found: Option<&Found>| found.map(|(_, event)| event.place);
    match cx.choose(&FILTER_PAGE) {
        SHORT if page.len() > 1 => {
            let rest = page.split_off(page.len().div_ceil(2));
            *next = place(rest.first());
        }
        EMPTY => {
            *next = place(page.first()).or(Some(from));
            page.clear();
        }
        TOKEN_AT_END if next.is_none() => {
            *next = Some(place(page.last()).map_or(from, Place::behind));
        }
        _ => {}
    }
}

fn answered((stream, event): Found) -> FilteredLogEvent {
    FilteredLogEvent {
        log_stream_name: Some(stream.to_owned()),
        timestamp: Some(event.place.at),
        message: Some(event.message.clone()),
        ingestion_time: Some(event.ingested.0),
        event_id: Some(event.id()),
    }
}

/// The events of several streams in one order (CW-A5.2).
struct Merged<'a> {
    streams: Vec<(&'a str, Box<dyn Iterator<Item = &'a Event> + 'a>)>,
    /// The next event of each stream.
    next: BinaryHeap<Reverse<(Place, usize)>>,
    heads: Vec<Option<&'a Event>>,
    end: Place,
}

impl<'a> Merged<'a> {
    fn new(streams: &[Searched<'a>], from: Place, end: Place) -> Self {
        let iterate = |&(name, stream): &Searched<'a>| {
            let events: Box<dyn Iterator<Item = &'a Event> + 'a> =
                Box::new(stream.events.forward(from));
            (name, events)
        };
        let streams: Vec<_> = streams.iter().map(iterate).collect();
        let heads = vec![None; streams.len()];
        let mut merged = Self { streams, next: BinaryHeap::new(), heads, end };
        (0..merged.streams.len()).for_each(|index| merged.pull(index));
        merged
    }

    fn pull(&mut self, index: usize) {
        let event = self.streams[index].1.next().filter(|event| event.place < self.end);
        self.heads[index] = event;
        if let Some(event) = event {
            self.next.push(Reverse((event.place, index)));
        }
    }
}

impl<'a> Iterator for Merged<'a> {
    type Item = Found<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((_, index)) = self.next.pop()?;
        let event = self.heads[index]?;
        self.pull(index);
        Some((self.streams[index].0, event))
    }
}
