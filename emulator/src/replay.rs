//! A journal that kept its inputs replays the run: the same requests, handlers and choices in the same
//! turns at the same times, with effects answered from the journal instead of being carried out.

use crate::builder::Builder;
use crate::clock::Clock;
use crate::cloud::Cloud;
use crate::door::call::{Call, Delivery};
use crate::door::handle::{self, Begun};
use crate::door::{self, encode, recording};
use crate::drive::{self, Errand};
use crate::edge::{self, Viewing};
use crate::scope::Hint;
use crate::turns::TurnTime;
use parhelion_wire::Timestamp;
use parhelion_world::world::Progress;
use parhelion_world::{
    Adversary, ApiInput, EffectResult, Event, Input, Journal, Outcome, Start, Step, ViewerInput,
    What,
};
use std::collections::BTreeMap;
use std::fmt;

/// Why a journal does not replay.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplayError {
    /// A line is no event.
    Unreadable {
        /// From 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// It does not begin with what a replay begins with: it kept no inputs, or its beginning is gone.
    NoStart,
    /// It was written by a version that writes other inputs, or with other services.
    OtherFormat(String),
    /// Something reached into the world of which nothing could be kept: a closure or a typed call in
    /// the process, the reader of an answer that is a stream, or a request that was under way when a
    /// state was loaded.
    Unrecorded {
        /// The event's number.
        seq: u64,
        /// What it was.
        call: String,
    },
    /// A step does not fit what the replay has come to.
    Diverged {
        /// The event's number.
        seq: u64,
        /// How.
        why: String,
    },
    /// The replayed journal is another.
    Differs {
        /// From 1.
        line: usize,
        /// As it was; empty: there is no such line.
        recorded: String,
        /// As it is now.
        replayed: String,
    },
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line, why } => write!(f, "line {line} is no event: {why}"),
            Self::NoStart => f.write_str("the journal kept no inputs, or its beginning is gone"),
            Self::OtherFormat(what) => write!(f, "the journal is another cloud's: {what}"),
            Self::Unrecorded { seq, call } => {
                write!(f, "event {seq}: {call} reached into the world, and of that nothing is kept")
            }
            Self::Diverged { seq, why } => write!(f, "event {seq}: {why}"),
            Self::Differs { line, recorded, replayed } => {
                write!(f, "line {line} differs\nrecorded: {recorded}\nreplayed: {replayed}")
            }
        }
    }
}

impl std::error::Error for ReplayError {}

/// Runs a journal again that kept its inputs ([`Journal::keeping_inputs`]), one event a line, and gives
/// the cloud as it stood at its end, on a clock that moves only by [`Cloud::advance`]. `builder` is as
/// it was for the recorded run: seed, time, signatures and adversary come from the journal.
///
/// Requests that had not been answered are forgotten. Effects (exchanges with origins, functions,
/// processes) are not carried out: what came of them stands in the journal.
///
/// # Errors
/// The journal cannot be replayed, or the replay came to another one.
pub fn replay(journal: &str, builder: Builder) -> Result<Cloud, ReplayError> {
    let events = read(journal)?;
    let Some(Event { what: What::Start(start), at, .. }) = events.first() else {
        return Err(ReplayError::NoStart);
    };
    let cloud = begin(start, *at, builder)?;
    let mut run = Run { cloud, under_way: BTreeMap::new() };
    for event in &events {
        run.take(event)?;
    }
    if let Some(last) = events.last() {
        run.be_at(last.at);
    }
    let cloud = run.cloud;
    cloud.turns().set_replays(false);
    compare(journal, &cloud.journal().to_json_lines())?;
    Ok(cloud)
}

fn read(journal: &str) -> Result<Vec<Event>, ReplayError> {
    let read = |(index, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|error| ReplayError::Unreadable { line: index + 1, why: error.to_string() })
    };
    journal.lines().enumerate().map(read).collect()
}

fn begin(start: &Start, at: Timestamp, builder: Builder) -> Result<Cloud, ReplayError> {
    let Start { format, seed, auth, services } = start;
    if *format != Start::FORMAT {
        return Err(ReplayError::OtherFormat(format!("format {format}")));
    }
    let builder = builder.seed(*seed).auth(*auth).clock(Clock::manual(at));
    let cloud = builder.journal(Journal::default().keeping_inputs()).build();
    let known = cloud.entries().iter().map(|entry| entry.name);
    if !known.eq(services.iter().map(String::as_str)) {
        return Err(ReplayError::OtherFormat(format!("services {}", services.join(", "))));
    }
    cloud.turns().set_replays(true);
    Ok(cloud)
}

fn compare(recorded: &str, replayed: &str) -> Result<(), ReplayError> {
    if recorded == replayed {
        return Ok(());
    }
    let (mut was, mut is) = (recorded.lines(), replayed.lines());
    let mut line = 0;
    loop {
        line += 1;
        let (was, is) = (was.next(), is.next());
        if was != is || was.is_none() {
            let text = |line: Option<&str>| line.unwrap_or_default().to_owned();
            return Err(ReplayError::Differs { line, recorded: text(was), replayed: text(is) });
        }
    }
}

struct Run {
    cloud: Cloud,
    /// What has begun and not ended, by the number of its input.
    under_way: BTreeMap<u64, Flight>,
}

/// How far something has come.
enum Flight {
    Arrived(Box<Call>),
    Handled(Box<Call>, Box<Begun>),
    View(Box<Viewing>),
    Background(Box<Errand>, Progress, Outcome<()>),
}

impl Run {
    /// Lets time pass until `at`; what is due happens.
    fn be_at(&self, at: Timestamp) {
        self.cloud.clock().skip(at.since(self.cloud.now()));
        drop(self.cloud.state());
    }

    fn take(&mut self, event: &Event) -> Result<(), ReplayError> {
        let Event { seq, at, attempt, what } = event;
        let seq = *seq;
        match what {
            What::Input(input) => {
                self.be_at(*at);
                self.input(seq, *at, input)
            }
            What::Step { of, step } => {
                self.be_at(*at);
                self.step(*of, step).map_err(|why| ReplayError::Diverged { seq, why })
            }
            What::Fact { .. } => {
                self.be_at(*at);
                let mut state = self.cloud.state();
                state.world.begin(attempt.clone());
                state.world.record(what.clone());
                state.world.leave();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn input(&mut self, seq: u64, at: Timestamp, input: &Input) -> Result<(), ReplayError> {
        let diverged = |why: String| ReplayError::Diverged { seq, why };
        match input {
            Input::Api(input) => self.api(seq, at, input).map_err(diverged),
            Input::Viewer(input) => self.viewer(seq, input).map_err(diverged),
            Input::Control { name, body } => {
                // What it answered stands in no journal.
                let _ = self.cloud.control(name, &body.to_bytes());
                Ok(())
            }
            Input::Adversary { adversary } => {
                let read = Adversary::read(adversary);
                let read = read.ok_or_else(|| diverged("this is no adversary".to_owned()))?;
                self.cloud.set_adversary(read);
                Ok(())
            }
            Input::Heal => {
                self.cloud.heal();
                Ok(())
            }
            Input::Background { .. } => {
                let begun = self.cloud.turns().take_begun(seq);
                let begun = begun.ok_or_else(|| diverged("no work has begun".to_owned()))?;
                let (errand, outcome) = drive::of_background(begun);
                let flight = Flight::Background(errand.into(), Progress::default(), outcome);
                self.under_way.insert(seq, flight);
                Ok(())
            }
            Input::Unrecorded { call } => Err(ReplayError::Unrecorded { seq, call: call.clone() }),
        }
    }

    fn api(&mut self, seq: u64, at: Timestamp, input: &ApiInput) -> Result<(), String> {
        let ApiInput { secure, source_ip, scope, invocation, nth_attempt, foreseen, .. } = input;
        let ApiInput { system_time, clock_time, .. } = input;
        let hint = Hint {
            scope: scope.as_deref().map(Into::into),
            invocation: invocation.clone(),
            attempt: *nth_attempt,
            foreign: false,
        };
        let source_ip = source_ip.as_str().into();
        // Calls whose answers were streams are marked as unrecorded.
        let delivery = Delivery { secure: *secure, source_ip, hint, streams: false };
        let request = input.request.request().map_err(|error| error.to_string())?;
        let now = clock_time.unwrap_or(at);
        let time = TurnTime { now, world: at, system: *system_time };
        let arrived = door::arrive_at(&self.cloud, request, delivery, *foreseen, Some(time));
        // A request that no service is for has its answer already.
        if let Ok(call) = arrived {
            self.under_way.insert(seq, Flight::Arrived(call.into()));
        }
        Ok(())
    }

    fn viewer(&mut self, seq: u64, input: &ViewerInput) -> Result<(), String> {
        let ViewerInput { service, request, secure, source_ip, scope } = input;
        let request = request.request().map_err(|error| error.to_string())?;
        let known = self.cloud.entries().iter().find(|entry| entry.name == service);
        let entry = known.ok_or_else(|| format!("there is no {service}"))?;
        let scope = scope.as_deref().map(Into::into);
        let source_ip = source_ip.as_str().into();
        let viewing = edge::begin(&self.cloud, entry.name, *secure, source_ip, scope, request);
        self.under_way.insert(seq, Flight::View(viewing.into()));
        Ok(())
    }

    fn step(&mut self, of: u64, step: &Step) -> Result<(), String> {
        let flight = self.under_way.remove(&of);
        let flight = flight.ok_or_else(|| format!("nothing of {of} is under way"))?;
        let cloud = self.cloud.turn(|_| (self.cloud.turns().id(of), step.clone()));
        let result = match step {
            Step::Effect { result } => Some(result.result().map_err(|error| error.to_string())?),
            _ => None,
        };
        if let Some(flight) = flight.step(&cloud, step, result)? {
            self.under_way.insert(of, flight);
        }
        Ok(())
    }
}

impl Flight {
    /// How far it has come after a step; `None`: it is over.
    fn step(
        self,
        cloud: &Cloud,
        step: &Step,
        result: Option<EffectResult>,
    ) -> Result<Option<Self>, &'static str> {
        Ok(match (self, step) {
            (Self::Arrived(mut call), Step::Begin) => {
                let begun = handle::begin(cloud, &mut call, true);
                Some(Self::Handled(call, begun.into()))
            }
            (Self::Arrived(call), Step::AtOnce) => {
                door::serve_at_once(cloud, *call);
                None
            }
            (Self::Handled(call, begun), Step::Again | Step::Effect { .. }) => {
                let begun = handle::replay(cloud, &call, *begun, result)?;
                Some(Self::Handled(call, begun.into()))
            }
            (Self::Handled(call, begun), Step::Conclude) => {
                let (reply, handled) = handle::replay_end(&call, *begun)?;
                encode::conclude(cloud, &call, reply, handled);
                None
            }
            (Self::View(viewing), Step::Conclude) => {
                let answer = match viewing.outcome {
                    Outcome::Done(answer) => answer,
                    // What went through it never was in the world.
                    Outcome::Tunnel { answer, .. } => Ok(answer),
                    _ => return Err("the viewer's request has not finished"),
                };
                let response = edge::response(answer);
                let fingerprint = recording::fingerprint(response.body());
                let Viewing { progress, recorded, .. } = *viewing;
                if let Some(recorded) = recorded {
                    edge::conclude(cloud, progress, recorded, &response, fingerprint);
                }
                None
            }
            (Self::View(mut viewing), Step::Again | Step::Effect { .. }) => {
                let Viewing { errand, progress, outcome, .. } = &mut *viewing;
                let begun = std::mem::replace(outcome, Outcome::Done(Ok(Default::default())));
                *outcome = drive::replay(cloud, errand, progress, begun, result, drive::never)?;
                Some(Self::View(viewing))
            }
            (
                Self::Background(mut errand, mut progress, begun),
                Step::Again | Step::Effect { .. },
            ) => {
                let never = drive::never;
                let outcome =
                    drive::replay(cloud, &mut errand, &mut progress, begun, result, never)?;
                Some(Self::Background(errand, progress, outcome))
            }
            _ => return Err("this step does not fit"),
        })
    }
}
