//! What the events of a journal say, in words, and which belongs to which.

use super::parts::Mood;
use imbl::Vector;
use parhelion_world::{Event, What};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) type Events = Vector<Arc<Event>>;

/// An event in words.
pub(super) struct Told {
    /// `call`, `viewer`, …
    pub kind: &'static str,
    pub service: String,
    /// What was done: an operation, a request line.
    pub what: String,
    /// What it was done to.
    pub to: String,
    /// What else there is to say: who did it, why.
    pub more: String,
    pub mood: Mood,
}

/// How an event ended that has an answer.
pub(super) struct Ended {
    pub text: String,
    pub mood: Mood,
}

pub(super) fn told(what: &What) -> Told {
    let of = |kind, service: &str, what: String, to: &str, more: String, mood| Told {
        kind,
        service: service.to_owned(),
        what,
        to: to.to_owned(),
        more,
        mood,
    };
    match what {
        What::Call { service, operation, resource, caller, method, uri, region, .. } => {
            let what =
                if operation.is_empty() { format!("{method} {uri}") } else { operation.clone() };
            let region =
                if region == "us-east-1" { String::new() } else { format!(" in {region}") };
            let more = format!("by {}{region}", name_of(caller));
            of("call", service, what, resource, more, Mood::Plain)
        }
        What::Answer { to, lost, detail, .. } => {
            let lost = if *lost { ", which the client never got" } else { "" };
            let colon = if detail.is_empty() { "" } else { ": " };
            let (text, mood) =
                ended(what).map_or((String::new(), Mood::Plain), |it| (it.text, it.mood));
            of("answer", "", text, "", format!("to {to}{lost}{colon}{detail}"), mood)
        }
        What::Viewer { pop, method, url, .. } => {
            of("viewer", "edge", format!("{method} {url}"), pop, String::new(), Mood::Plain)
        }
        What::Served { to, .. } => {
            let (text, mood) =
                ended(what).map_or((String::new(), Mood::Plain), |it| (it.text, it.mood));
            of("served", "edge", text, "", format!("to {to}"), mood)
        }
        What::Choice { point, option, clause, .. } => of(
            "choice",
            "adversary",
            option.clone(),
            point,
            format!("permitted by {clause}"),
            Mood::Bad,
        ),
        What::Background { service, event, resource, detail } => {
            let detail: Vec<String> =
                detail.iter().map(|(name, value)| format!("{name} {value}")).collect();
            let mood = if event.contains("undelivered") { Mood::Bad } else { Mood::Plain };
            of("background", service, event.clone(), resource, detail.join(", "), mood)
        }
        What::Effect { kind, target, outcome, bytes, .. } => of(
            "effect",
            kind,
            outcome.clone(),
            target,
            format!("{bytes} bytes came back"),
            Mood::Plain,
        ),
        What::Fact { name, fields } => {
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
            of("fact", "application", name.clone(), "", fields.join(", "), Mood::Good)
        }
        What::Start(_) => {
            of("start", "", "the journal begins".into(), "", String::new(), Mood::Plain)
        }
        What::Input(_) => {
            of("input", "", "a door was given this".into(), "", String::new(), Mood::Plain)
        }
        What::Step { of: input, .. } => {
            of("step", "", "it went on".into(), "", format!("of {input}"), Mood::Plain)
        }
    }
}

/// `root`, `user/ann`; of another account with its number.
fn name_of(caller: &str) -> &str {
    let own = format!(":{}:", parhelion_world::identity::ACCOUNT);
    match caller.split_once(&own) {
        Some((_, name)) => name,
        None => caller.strip_prefix("arn:aws:iam::").unwrap_or(caller),
    }
}

/// What an answer says; `None`: it is none.
pub(super) fn ended(what: &What) -> Option<Ended> {
    match what {
        What::Answer { status, code, lost, .. } => {
            let text = match (code.as_str(), *lost) {
                (_, true) => "lost".to_owned(),
                ("", _) => status.to_string(),
                (code, _) => format!("{status} {code}"),
            };
            let mood = if *lost { Mood::Bad } else { Mood::of_status(*status) };
            Some(Ended { text, mood })
        }
        What::Served { status, headers, .. } => {
            let cache = headers.get("x-cache").map_or("", String::as_str);
            let cache = cache.strip_suffix(" from cloudfront").unwrap_or(cache);
            Some(Ended {
                text: format!("{status} {cache}").trim().to_owned(),
                mood: Mood::of_status(*status),
            })
        }
        _ => None,
    }
}

/// What an answer is to.
pub(super) fn answers(what: &What) -> Option<u64> {
    match what {
        What::Answer { to, .. } | What::Served { to, .. } => Some(*to),
        _ => None,
    }
}

/// Whether an event is only there so that the run can be repeated.
pub(super) fn is_of_replay(what: &What) -> bool {
    matches!(what, What::Start(_) | What::Input(_) | What::Step { .. })
}

/// The place of an event in a journal, whose numbers have no gaps.
pub(super) fn place(events: &Events, seq: u64) -> Option<usize> {
    let first = events.front()?.seq;
    usize::try_from(seq.checked_sub(first)?).ok().filter(|place| *place < events.len())
}

/// How far an answer is looked for.
const LOOKED: usize = 10_000;

/// How far back a cause is looked for.
const LOOKED_BACK: usize = 2_000;

/// How many events that happened before an answer are asked for their cause.
const WITHIN: usize = 500;

/// The answer to an event.
pub(super) fn answer_to(events: &Events, seq: u64) -> Option<&Arc<Event>> {
    let from = place(events, seq)?;
    let mut later = events.iter().skip(from + 1).take(LOOKED);
    later.find(|event| answers(&event.what) == Some(seq))
}

/// What an event comes from: what it is the answer to, or the request that was being answered when it
/// happened, the innermost one.
pub(super) fn cause(events: &Events, seq: u64) -> Option<&Arc<Event>> {
    let here = place(events, seq)?;
    let event = events.get(here)?;
    if let Some(to) = answers(&event.what) {
        return events.get(place(events, to)?);
    }
    if let What::Step { of, .. } = event.what {
        return events.get(place(events, of)?);
    }
    let mut over = BTreeSet::new();
    let before = events.iter().take(here).rev().take(LOOKED_BACK);
    let asks = |event: &&Arc<Event>| match &event.what {
        What::Answer { to, .. } | What::Served { to, .. } => {
            over.insert(*to);
            false
        }
        What::Call { .. } | What::Viewer { .. } => !over.contains(&event.seq),
        _ => false,
    };
    let most = if event.attempt.is_some() { 8 } else { 1 };
    let open: Vec<_> = before.filter(asks).take(most).collect();
    // Work of several requests may be under way at once: one of the same attempt is meant surely.
    let same = open.iter().find(|it| it.attempt.is_some() && it.attempt == event.attempt);
    same.or(open.first()).copied()
}

/// What happened because of an event: all that lies between it and its answer.
pub(super) fn effects(events: &Events, seq: u64, at_most: usize) -> Vec<Arc<Event>> {
    let Some(from) = place(events, seq) else { return Vec::new() };
    let Some(answer) = answer_to(events, seq) else { return Vec::new() };
    let within = events.iter().skip(from + 1).take(WITHIN);
    let within = within.take_while(|event| event.seq < answer.seq);
    let caused = within.filter(|event| cause(events, event.seq).is_some_and(|it| it.seq == seq));
    caused.take(at_most).cloned().collect()
}

/// Which events are wanted.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted<'a> {
    pub kind: &'a str,
    pub service: &'a str,
    pub text: &'a str,
    pub failed: bool,
}

impl Wanted<'_> {
    fn takes(&self, told: &Told, ended: Option<&Ended>) -> bool {
        let fails = || {
            let bad = ended.map_or(told.mood, |ended| ended.mood);
            matches!(bad, Mood::Mild | Mood::Bad)
        };
        let says = || {
            let text = self.text.to_lowercase();
            [&told.what, &told.to, &told.more].iter().any(|it| it.to_lowercase().contains(&text))
        };
        (self.kind.is_empty() || told.kind == self.kind)
            && (self.service.is_empty() || told.service == self.service)
            && (!self.failed || fails())
            && (self.text.is_empty() || says())
    }
}

/// A row of a journal's page.
pub(super) struct Row {
    pub event: Arc<Event>,
    pub told: Told,
    pub ended: Option<Ended>,
}

/// How many events are looked through for one page.
const SCANNED: usize = 20_000;

/// The newest rows before an event, newest first, and the event before which the next ones are. What has
/// an answer is one row with it.
pub(super) fn rows(
    events: &Events,
    before: Option<u64>,
    wanted: Wanted<'_>,
    at_most: usize,
) -> (Vec<Row>, Option<u64>) {
    let end = before.map_or(events.len(), |before| place(events, before).unwrap_or(events.len()));
    let first = events.front().map_or(0, |event| event.seq);
    let (mut rows, mut met, mut last) = (Vec::new(), BTreeMap::new(), first);
    for event in events.iter().take(end).rev().take(SCANNED) {
        last = event.seq;
        if let Some(to) = answers(&event.what) {
            met.insert(to, ended(&event.what));
            // One whose question is no more is a row of its own.
            if to >= first {
                continue;
            }
        }
        if is_of_replay(&event.what) && wanted.kind.is_empty() {
            continue;
        }
        let told = told(&event.what);
        let mut ended = met.remove(&event.seq).flatten();
        if ended.is_none() && before.is_some() && matches!(told.kind, "call" | "viewer") {
            ended = answer_to(events, event.seq).and_then(|answer| self::ended(&answer.what));
        }
        if wanted.takes(&told, ended.as_ref()) {
            rows.push(Row { event: event.clone(), told, ended });
            if rows.len() == at_most {
                break;
            }
        }
    }
    (rows, (last > first).then_some(last))
}
