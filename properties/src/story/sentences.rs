//! What happened, in plain sentences: what AWS did, what the tries met, what the application did then that
//! it does not do on a good day, and what is wrong in the end.

use super::events::{Choice, Happening};
use super::exchanges::{self, Exchange};
use super::shape::Beside;
use super::words::{capital, list};
use crate::suite::Failure;
use parhelion::choices;

/// How many of anything one sentence names.
const NAMED_MAX: usize = 4;

/// What a story is told from.
pub(super) struct Telling<'a> {
    pub(super) happenings: &'a [Happening],
    pub(super) failure: Option<&'a Failure>,
    /// What was seen, as the journal shows it, and in words.
    pub(super) seen: &'a [(String, String)],
    /// What shows what is wrong, in words.
    pub(super) witness: Option<String>,
}

impl Telling<'_> {
    /// The whole story.
    pub(super) fn sentences(&self) -> Vec<String> {
        let exchanges = exchanges::of(self.happenings);
        let mut told = Vec::new();
        let deviating = exchanges.iter().filter(|exchange| exchange.deviates());
        told.extend(deviating.flat_map(of_deviations));
        told.extend(self.deviations_elsewhere());
        if told.is_empty() && self.failure.is_some() {
            told.push("AWS did nothing unusual: the application alone does this".to_owned());
        }
        told.extend(self.what_followed(&exchanges));
        told.extend(self.what_was_left_out(&exchanges));
        told.extend(self.what_was_seen());
        told.extend(self.failure.map(|failure| self.what_is_wrong(failure)));
        told.into_iter().map(|sentence| capital(&sentence) + ".").collect()
    }

    /// Of work that came due, and of edges: what is no try of a call.
    fn deviations_elsewhere(&self) -> Vec<String> {
        let calls: Vec<_> = self.happenings.iter().filter(|it| it.call.is_some()).collect();
        let elsewhere = self.happenings.iter().filter(|happening| {
            let of_a_call = calls.iter().any(|call| call.attempt == happening.attempt);
            happening.choice.is_some() && !of_a_call
        });
        let said = elsewhere.filter_map(|happening| happening.choice.as_ref()).map(freedom);
        let mut said: Vec<String> = said.collect();
        said.dedup();
        said
    }

    /// Calls of the application's that it does not make on a good day.
    fn what_followed(&self, exchanges: &[Exchange]) -> Option<String> {
        let first = exchanges.iter().find(|exchange| exchange.deviates())?;
        let then: Vec<&Exchange> = exchanges
            .iter()
            .filter(|it| it.at > first.at && it.beside == Beside::OnlyHere && !it.deviates())
            .filter(|it| it.lane.starts_with("op#") || it.lane == "stop")
            .collect();
        let mut named: Vec<String> =
            then.iter().take(NAMED_MAX).map(|it| then_called(it, exchanges)).collect();
        if then.len() > NAMED_MAX {
            named.push(format!("made {} more calls", then.len() - NAMED_MAX));
        }
        (!named.is_empty()).then(|| format!("then the application {}", list(&named)))
    }

    /// Calls of the application's that only a good day has.
    fn what_was_left_out(&self, exchanges: &[Exchange]) -> Option<String> {
        let made = |it: &Exchange| {
            let others = exchanges.iter().filter(|other| other.beside != Beside::OnlyCalm);
            let mut others = others.map(|other| (&other.call.operation, &other.call.resource));
            others.any(|other| other == (&it.call.operation, &it.call.resource))
        };
        let mut missing: Vec<String> = exchanges
            .iter()
            .filter(|it| it.beside == Beside::OnlyCalm && it.lane != "harness" && !made(it))
            .map(|it| format!("{} {}", it.call.operation, it.call.resource))
            .collect();
        missing.dedup();
        let more = missing.len().saturating_sub(NAMED_MAX);
        missing.truncate(NAMED_MAX);
        if more > 0 {
            missing.push(format!("{more} more"));
        }
        let says = || format!("it did not call {}, as it does on a good day", list(&missing));
        (!missing.is_empty()).then(says)
    }

    /// What users met before the end, as far as it has to do with what is wrong.
    fn what_was_seen(&self) -> Vec<String> {
        let shown = self.happenings.iter().filter(|happening| {
            !happening.folded
                && !happening.witness
                && happening.beside != Beside::OnlyCalm
                && happening.lane.starts_with("op#")
                && self.is_about(happening)
        });
        let mut told: Vec<String> = Vec::new();
        for happening in shown {
            let words = self.seen.iter().find(|(text, _)| *text == happening.text);
            let words = words.map(|(_, words)| words.clone());
            let words = words.filter(|words| self.witness.as_ref() != Some(words));
            told.extend(words.filter(|words| !told.contains(words)));
        }
        let from = told.len().saturating_sub(NAMED_MAX);
        told.split_off(from)
    }

    /// Whether it is about the same as what shows what is wrong.
    fn is_about(&self, happening: &Happening) -> bool {
        let witness = self.happenings.iter().find(|happening| happening.witness);
        witness.is_some_and(|witness| {
            witness.values.iter().any(|value| value.len() > 5 && happening.values.contains(value))
        })
    }

    fn what_is_wrong(&self, failure: &Failure) -> String {
        let Failure::Violated(violation) = failure else {
            let what = failure.why();
            return format!("{}: {what}", what_broke(failure.verdict()));
        };
        let why = if violation.why == crate::monitor::MUST_NOT_BE {
            String::new()
        } else {
            format!(": {}", violation.why)
        };
        match &self.witness {
            Some(words) => format!("{words}{why}; so this does not hold: {}", violation.clause),
            None => format!("so this does not hold: {}{why}", violation.clause),
        }
    }
}

fn what_broke(verdict: &str) -> &str {
    match verdict {
        "panicked" => "the application panicked",
        "hangs" => "it never came to its end",
        "died" => "the application's process ended by itself",
        other => other,
    }
}

/// One call in which AWS deviated, and what its tries met.
fn of_deviations(exchange: &Exchange) -> Vec<String> {
    let mut told = Vec::new();
    let call = format!("{} {}", exchange.call.operation, exchange.call.resource);
    let service = exchange.service();
    let refused = exchange.tries.iter().filter(|one| one.was_refused()).count();
    let mut refusals_told = false;
    let mut lost = false;
    for one in &exchange.tries {
        if one.was_lost() {
            let how = one.deviations.iter().find(|it| it.point.ends_with(".after"));
            let how = how.map(|it| it.option.trim_start_matches("took effect, then ").to_owned());
            let how = how.unwrap_or_default();
            told.push(format!("{service} {}, but the answer was lost ({how})", exchange.did()));
            lost = true;
        } else if one.was_refused() && !refusals_told {
            refusals_told = true;
            let how = one.deviations.iter().find(|it| it.point.ends_with(".before"));
            let how = how.map(|it| it.option.trim_end_matches(", no effect").to_owned());
            let how = how.unwrap_or_default();
            let all = refused == exchange.tries.len() && refused > 1;
            let times = match refused {
                1 => String::new(),
                times if all => format!(" at each of {times} tries, and the SDK gave up"),
                times => format!(" {times} times"),
            };
            told.push(format!("{service} refused {call} ({how}){times}; nothing was done"));
        } else if one.deviations.is_empty() && lost {
            told.push(met_itself(exchange));
            lost = false;
        }
        let others = one.deviations.iter();
        let others =
            others.filter(|it| !it.point.ends_with(".after") && !it.point.ends_with(".before"));
        told.extend(others.map(|it| format!("at {call}: {}", freedom(it))));
    }
    told.dedup();
    told
}

/// What a try met whose predecessor had taken effect.
fn met_itself(exchange: &Exchange) -> String {
    let outcome = exchange.outcome();
    let refused = !exchange.succeeded();
    if refused {
        let what = if exchange.call.service == "s3" { "file" } else { "effect" };
        format!("the retry met its own {what} and was answered {outcome}")
    } else {
        format!("the retry was answered {outcome}: it was done twice")
    }
}

/// `503 SlowDown (S3 may answer …)`: the option, and why AWS may do so.
fn freedom(choice: &Choice) -> String {
    let point = choices::points().into_iter().find(|point| point.name == choice.point);
    let option = point.and_then(|point| point.options.iter().find(|it| it.name == choice.option));
    let says = option.and_then(|option| option.clause).map(|clause| clause.says);
    let says = says.map(|says| format!(" ({})", says.trim_end_matches('.'))).unwrap_or_default();
    format!("AWS: {} [{}]{says}", choice.option, choice.point)
}

/// `asked for HeadObject a (200)`, `stored a second copy under a-1 (PutObject, 200)`.
fn then_called(exchange: &Exchange, all: &[Exchange]) -> String {
    let Exchange { call, .. } = exchange;
    let outcome = exchange.outcome();
    let twin = all.iter().find(|other| {
        other.at < exchange.at
            && other.tries.iter().any(exchanges::Try::was_lost)
            && other.call.operation == call.operation
            && other.call.resource != call.resource
            && call.resource.starts_with(stem(&other.call.resource))
    });
    match (call.operation.as_str(), twin) {
        ("PutObject" | "CopyObject", Some(_)) if exchange.succeeded() => {
            format!("stored a second copy under {} ({}, {outcome})", call.resource, call.operation)
        }
        _ => format!("called {} {} ({outcome})", call.operation, call.resource),
    }
}

/// A key without what follows its last dot.
fn stem(resource: &str) -> &str {
    let name = resource.rfind('/').map_or(0, |at| at + 1);
    match resource.rfind('.') {
        Some(at) if at > name => resource.get(..at).unwrap_or(resource),
        _ => resource,
    }
}
