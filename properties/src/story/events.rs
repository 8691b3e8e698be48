//! The journal, as what happened in the reader's words.

use super::shape::{Beside, Kind};
use parhelion::{Attempt, Event, Journal, What};
use std::collections::BTreeMap;

/// One thing that happened, with what is needed to link, compare and tell it.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    pub(super) seq: u64,
    pub(super) at_millis: i64,
    pub(super) lane: String,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) bad: bool,
    /// Which try of which call it belongs to.
    pub(super) attempt: Option<Attempt>,
    /// `seq` of the call or the viewer's request that it answers.
    pub(super) to: Option<u64>,
    pub(super) call: Option<Call>,
    pub(super) answer: Option<Answer>,
    pub(super) choice: Option<Choice>,
    /// Of what was seen: its members' values.
    pub(super) values: Vec<String>,
    /// From where in its sources the application called.
    pub(super) source: Option<String>,
    /// The place in the list of what brought it about.
    pub(super) cause: Option<usize>,
    pub(super) beside: Beside,
    pub(super) witness: bool,
    pub(super) folded: bool,
}

/// A call of AWS's.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) service: String,
    pub(super) operation: String,
    pub(super) resource: String,
}

/// What a call was answered.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) lost: bool,
}

/// A deviation.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) point: String,
    pub(super) option: String,
    pub(super) rule: String,
}

impl Happening {
    /// Whether the harness did it itself, to look.
    pub(super) fn is_probe(&self) -> bool {
        self.lane == "harness"
    }

    /// Whether two runs did the same: all but the time.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text == other.text && self.attempt == other.attempt
    }
}

/// All of a journal but what only a replay needs.
pub(super) fn of(journal: &Journal) -> Vec<Happening> {
    let events = journal.events();
    let start = events.front().map_or(0, |event| event.at.millis());
    events.iter().filter_map(|event| happening(event, start)).collect()
}

fn happening(event: &Event, start: i64) -> Option<Happening> {
    let mut told = Happening {
        seq: event.seq,
        at_millis: event.at.millis() - start,
        lane: lane(event),
        kind: Kind::Seen,
        text: String::new(),
        bad: false,
        attempt: event.attempt.clone(),
        to: None,
        call: None,
        answer: None,
        choice: None,
        values: Vec::new(),
        source: None,
        cause: None,
        beside: Beside::Same,
        witness: false,
        folded: false,
    };
    match &event.what {
        // What a replay needs and a reader does not.
        What::Start(_) | What::Input(_) | What::Step { .. } => return None,
        What::Call { service, operation, resource, .. } => {
            told.kind = Kind::Call;
            let number = event.attempt.as_ref().map_or(1, |attempt| attempt.number);
            let again = if number > 1 { format!("  (attempt {number})") } else { String::new() };
            told.text = format!("{operation} {resource}{again}");
            let owned = (service.clone(), operation.clone(), resource.clone());
            let (service, operation, resource) = owned;
            told.call = Some(Call { service, operation, resource });
        }
        What::Answer { to, status, code, lost, detail, .. } => {
            told.kind = Kind::Answer;
            told.to = Some(*to);
            told.bad = *lost || *status >= 400;
            told.text = answer(*status, code, *lost, detail);
            told.answer = Some(Answer { status: *status, code: code.clone(), lost: *lost });
        }
        What::Viewer { method, url, pop, .. } => {
            told.kind = Kind::Viewer;
            told.text = format!("viewer {method} {url} at {pop}");
        }
        What::Served { to, status, headers, .. } => {
            told.kind = Kind::Served;
            told.to = Some(*to);
            told.bad = *status >= 400;
            told.text = served(*status, headers);
        }
        What::Choice { point, option, clause, .. } => {
            told.kind = Kind::Deviation;
            told.text = format!("AWS: {option}   [{point}, legal: {clause}]");
            let owned = (point.clone(), option.clone(), clause.clone());
            let (point, option, rule) = owned;
            told.choice = Some(Choice { point, option, rule });
        }
        What::Background { service, event, resource, .. } => {
            told.kind = Kind::Background;
            told.text = format!("{service}: {event} {resource}");
        }
        What::Effect { kind, target, outcome, .. } => {
            told.kind = Kind::Effect;
            told.text = format!("{kind} {target} → {outcome}");
        }
        What::Fact { name, fields } => {
            told.text = fact(name, fields);
            told.values = fields.values().cloned().collect();
        }
    }
    Some(told)
}

/// As [`Observed`](crate::Observed) shows itself: a witness is found by it.
fn fact(name: &str, fields: &BTreeMap<String, String>) -> String {
    let fields = fields.iter().map(|(name, value)| format!("  {name}={value}"));
    format!("{name}{}", fields.collect::<String>())
}

fn answer(status: u16, code: &str, lost: bool, detail: &str) -> String {
    if lost {
        return "no answer".to_owned();
    }
    let code = if code.is_empty() { String::new() } else { format!(" {code}") };
    let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
    format!("{status}{code}{detail}")
}

fn served(status: u16, headers: &BTreeMap<String, String>) -> String {
    let cache = headers.get("x-cache").map(|cache| format!(" {cache}")).unwrap_or_default();
    let age = headers.get("age").map(|age| format!(", {age} s old")).unwrap_or_default();
    format!("{status}{cache}{age}")
}

/// Whose doing it is.
fn lane(event: &Event) -> String {
    let scope = event.attempt.as_ref().map_or("", |attempt| &attempt.scope);
    match scope {
        "" | "-" => "AWS".to_owned(),
        "harness/probe" => "harness".to_owned(),
        "application/stop" => "stop".to_owned(),
        scope => {
            let operation = scope.strip_prefix("user/").map(|number| format!("op#{number}"));
            operation.unwrap_or_else(|| scope.to_owned())
        }
    }
}
