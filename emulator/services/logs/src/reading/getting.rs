//! GetLogEvents (CW-A4): pages of one stream, forward and backward from any token.

use super::{Room, View};
use crate::choices::{EMPTY, GET_PAGE, SHORT};
use crate::errors;
use crate::events::{Event, Events, Place};
use crate::model::*;
use crate::state::Logs;
use crate::tokens::{EMPTY_PAGES_MAX, Token};
use parhelion_wire::error::Result;
use parhelion_world::Context;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// A page in ascending order, and the boundaries on both sides of it.
struct Page<'a> {
    events: Vec<&'a Event>,
    start: Place,
    end: Place,
}

impl Logs {
    pub(crate) fn get_log_events(
        &mut self,
        cx: &mut Context,
        input: GetLogEventsInput,
    ) -> Result<GetLogEventsOutput> {
        let GetLogEventsInput {
            log_group_name,
            log_group_identifier,
            log_stream_name,
            start_time,
            end_time,
            next_token,
            limit,
            start_from_head,
            unmask: _,
        } = input;
        let group_name = Self::selected(cx, log_group_name, log_group_identifier)?;
        let group = self.group(&group_name)?;
        let stream = group.streams.get(&*log_stream_name).ok_or_else(errors::no_stream)?;
        group.readable()?;
        let scope = format!("get/{group_name}:{log_stream_name}");
        let came = next_token.as_deref().map(|text| parse(cx, &scope, text)).transpose()?;
        // The token's letter decides; `startFromHead` only without one (CW-A4.8).
        let direction = match (&came, start_from_head) {
            (Some((direction, _)), _) => *direction,
            (None, Some(true)) => Direction::Forward,
            (None, _) => Direction::Backward,
        };
        let token = came.map(|(_, token)| token);
        let view = View::new(group, cx.now, start_time, end_time); // CW-A4.2: end is exclusive
        let boundary = token.map(|token| token.place);
        let mut page = Page::read(&stream.events, &view, direction, boundary, Room::new(limit));
        let mut used = group.ciphers.reading();
        page.events.iter().for_each(|event| used.note(event.place.number));
        used.check(cx, &group_name)?;
        let at_end = page.events.is_empty();
        let empty_before = token.map_or(0, |token| token.empty);
        if !at_end && empty_before < EMPTY_PAGES_MAX {
            page.deviate(cx, direction);
        }
        let empty = if page.events.is_empty() && !at_end { empty_before + 1 } else { 0 };
        let text = |toward: Direction, place: Place| match &next_token {
            // CW-A4.7: at the end, the token that came goes back as it was.
            Some(same) if at_end && direction == toward => same.clone(),
            _ => format!("{}/{}/s", toward.letter(), Token { place, empty }.text(cx, &scope)),
        };
        Ok(GetLogEventsOutput {
            next_forward_token: Some(text(Direction::Forward, page.end)),
            next_backward_token: Some(text(Direction::Backward, page.start)),
            events: Some(page.events.into_iter().map(answered).collect()),
        })
    }
}

impl Direction {
    fn letter(self) -> char {
        match self {
            Direction::Forward => 'f',
            Direction::Backward => 'b',
        }
    }
}

/// `f/<56 digits>/s` (CW-A4.5); the older form without `/s` is the same token.
fn parse(cx: &Context, scope: &str, text: &str) -> Result<(Direction, Token)> {
    let (direction, rest) = match text.split_at_checked(2) {
        Some(("f/", rest)) => (Direction::Forward, rest),
        Some(("b/", rest)) => (Direction::Backward, rest),
        _ => return Err(errors::invalid_token()),
    };
    let digits = rest.strip_suffix("/s").unwrap_or(rest);
    Ok((direction, Token::parse(cx, scope, digits)?))
}

impl<'a> Page<'a> {
    /// As much as there is room for: the oldest forward, the newest backward (CW-A4.4).
    fn read(
        events: &'a Events,
        view: &View,
        direction: Direction,
        boundary: Option<Place>,
        mut room: Room,
    ) -> Self {
        let View { range, .. } = view;
        let mut page: Vec<&Event> = match direction {
            Direction::Forward => {
                let from = boundary.unwrap_or(range.start).max(range.start);
                let rest = events.forward(from).take_while(|event| event.place < range.end);
                rest.filter(|event| view.sees(event))
                    .take_while(|event| room.takes(event))
                    .collect()
            }
            Direction::Backward => {
                let to = boundary.unwrap_or(range.end).min(range.end);
                let rest = events.backward(to).take_while(|event| event.place >= range.start);
                rest.filter(|event| view.sees(event))
                    .take_while(|event| room.takes(event))
                    .collect()
            }
        };
        if direction == Direction::Backward {
            page.reverse();
        }
        let mut page = Self { events: page, start: range.start, end: range.start };
        if let Some(boundary) = boundary {
            (page.start, page.end) = (boundary, boundary);
        }
        page.bound();
        page
    }

    /// Draws the boundaries around the events, if there are any.
    fn bound(&mut self) {
        if let (Some(first), Some(last)) = (self.events.first(), self.events.last()) {
            (self.start, self.end) = (first.place, last.place.behind());
        }
    }

    /// CW-F2: the page may be short or empty; both tokens still lead on and back.
    fn deviate(&mut self, cx: &mut Context, direction: Direction) {
        let half = self.events.len().div_ceil(2);
        match (cx.choose(&GET_PAGE), direction) {
            (SHORT, Direction::Forward) => self.events.truncate(half),
            (SHORT, Direction::Backward) => drop(self.events.drain(..self.events.len() - half)),
            (EMPTY, Direction::Forward) => {
                self.events.clear();
                self.end = self.start;
            }
            (EMPTY, Direction::Backward) => {
                self.events.clear();
                self.start = self.end;
            }
            _ => {}
        }
        self.bound();
    }
}

fn answered(event: &Event) -> OutputLogEvent {
    OutputLogEvent {
        timestamp: Some(event.place.at),
        message: Some(event.message.clone()),
        ingestion_time: Some(event.ingested.0),
    }
}
