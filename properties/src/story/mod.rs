//! A run, told: what happened in plain sentences, what was done, and a timeline in which each thing has
//! its cause and its difference from a good day. Plain data, which reports of every form are made of.
//!
//! - [`events`]: the journal as entries; [`causes`]: which entry brought which about;
//! - [`calm`]: what a calm run of the same case did otherwise; [`folding`]: what the reader can skip;
//! - [`exchanges`], [`sentences`]: the same in plain words; [`words`]: of operations that have none.

mod calm;
mod causes;
mod events;
mod exchanges;
mod folding;
mod sentences;
pub mod words;

use crate::case::CaseOf;
use crate::observation::Observed;
use crate::property::Property;
use crate::suite::{Failure, Run, Sources};
use events::Happening;
use parhelion::{Journal, choices};
use serde::{Deserialize, Serialize};

/// How many entries a timeline has at the most: of longer ones the middle is left out.
const ENTRIES_MAX: usize = 2_000;

/// A run, told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    /// What happened, in plain sentences.
    pub sentences: Vec<String>,
    /// What was done, in order.
    pub operations: Vec<Done>,
    /// What AWS did differently from a good day, in order.
    pub deviations: Vec<Deviation>,
    /// What happened, in order.
    pub timeline: Vec<Entry>,
    /// The number of the entry in which the run first differs from a calm one; none: it does not, or is
    /// calm itself.
    pub diverges: Option<usize>,
    /// How many entries of a long timeline were left out of its middle.
    pub left_out: usize,
}

/// One operation of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// Its number in the case.
    pub number: u32,
    /// Which client does it, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<u8>,
    /// In words.
    pub text: String,
}

/// One deviation of AWS's, and what permits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// The point's name: `s3.after`.
    pub point: String,
    /// The option's name: `took effect, then 500 InternalError`.
    pub option: String,
    /// The rule that permits it: `S3-9.4(A4)`.
    pub rule: String,
    /// What the rule says.
    pub says: String,
    /// AWS's page.
    pub page: String,
    /// Its number in the timeline.
    pub entry: usize,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1.
    pub number: usize,
    /// On the cloud's clock, from the case's begin.
    pub at_millis: i64,
    /// Whose doing it is: `op#0`, `op#0/tasks`, `harness`, `AWS`.
    pub lane: String,
    /// What kind of thing.
    pub kind: Kind,
    /// In words.
    pub text: String,
    /// From where in its sources the application called: `src/storage.rs:83`; none: nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// An answer that is no success.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bad: bool,
    /// The number of the entry that brought it about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<usize>,
    /// Beside a calm run of the same case.
    #[serde(default, skip_serializing_if = "Beside::is_same")]
    pub beside: Beside,
    /// It shows what is wrong.
    #[serde(default, skip_serializing_if = "is_false")]
    pub witness: bool,
    /// Noise: nothing of it takes part in what is wrong.
    #[serde(default, skip_serializing_if = "is_false")]
    pub folded: bool,
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A call of AWS's.
    Call,
    /// … and its answer.
    Answer,
    /// A viewer's request at an edge.
    Viewer,
    /// … and what it was served.
    Served,
    /// AWS did otherwise than on a good day.
    Deviation,
    /// AWS's own work came due.
    Background,
    /// An exchange with what lies outside the cloud.
    Effect,
    /// What the harness saw.
    Seen,
}

/// A run beside a calm run of the same case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// On a good day this happens too, or nobody has compared.
    #[default]
    Same,
    /// On a good day this does not happen.
    OnlyHere,
    /// This happens on a good day only.
    OnlyCalm,
}

impl Beside {
    fn is_same(&self) -> bool {
        *self == Self::Same
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Tells a run of a case, beside a `calm` one where there is one.
pub fn tell<P: Property>(
    property: &P,
    case: &CaseOf<P>,
    run: &Run<P::Seen>,
    calm: Option<&Journal>,
    sources: &Sources,
) -> Story {
    let operations = operations::<P>(case, |operation| property.operation_in_words(operation));
    let words = |observed: &Observed<P::Seen>| property.seen_in_words(&observed.seen);
    told(operations, run, calm, sources, &words)
}

/// Tells a run of a case of a property that is not at hand: operations in the words of their type.
pub fn tell_plainly<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> Story {
    let operations = operations::<P>(case, words::of_debug);
    told(operations, run, None, &Sources::new(), &|_| None)
}

fn operations<P: Property>(case: &CaseOf<P>, words: impl Fn(&P::Operation) -> String) -> Vec<Done> {
    let done = |(number, operation): &(u32, P::Operation)| Done {
        number: *number,
        client: case.clients.get(number).copied(),
        text: words(operation),
    };
    case.operations.iter().map(done).collect()
}

fn told<S: serde::Serialize>(
    operations: Vec<Done>,
    run: &Run<S>,
    calm: Option<&Journal>,
    sources: &Sources,
    words: &dyn Fn(&Observed<S>) -> Option<String>,
) -> Story {
    let mut all = events::of(&run.journal);
    causes::link(&mut all);
    for happening in all.iter_mut().filter(|happening| happening.kind == Kind::Call) {
        happening.source =
            happening.attempt.as_ref().and_then(|attempt| sources.get(attempt)).cloned();
    }
    if let Some(calm) = calm {
        calm::compare(&mut all, events::of(calm));
    }
    let witness = run.failure.as_ref().and_then(|failure| witness(run, failure));
    mark_witness(&mut all, witness);
    folding::fold(&mut all);
    let story = sentences::Telling {
        happenings: &all,
        failure: run.failure.as_ref(),
        seen: &in_words(run, words),
        witness: witness.and_then(words),
    };
    let sentences = story.sentences();
    let (all, left_out) = shortened(all);
    let diverges = all.iter().position(|happening| !happening.beside.is_same()).map(|at| at + 1);
    let timeline = entries(&all);
    Story { sentences, operations, deviations: deviations(&all), timeline, diverges, left_out }
}

/// What was seen, by the way in which the journal shows it, in the property's own words.
fn in_words<S: serde::Serialize>(
    run: &Run<S>,
    words: &dyn Fn(&Observed<S>) -> Option<String>,
) -> Vec<(String, String)> {
    let told = |observed: &Observed<S>| Some((observed.to_string(), words(observed)?));
    run.observations.iter().filter_map(told).collect()
}

/// The observation that shows what is wrong.
fn witness<'a, S: serde::Serialize>(run: &'a Run<S>, failure: &Failure) -> Option<&'a Observed<S>> {
    let Failure::Violated(violation) = failure else { return None };
    let mut seen = run.observations.iter();
    seen.find(|observed| !violation.witness.is_empty() && observed.to_string() == violation.witness)
}

fn mark_witness<S: serde::Serialize>(all: &mut [Happening], witness: Option<&Observed<S>>) {
    let Some(witness) = witness else { return };
    let text = witness.to_string();
    let is_it = |happening: &Happening| happening.kind == Kind::Seen && happening.text == text;
    if let Some(at) = all.iter().position(is_it) {
        all[at].witness = true;
        all[at].cause = causes::of_witness(all, at);
    }
}

/// Without the middle of what is very long; causes that went with it are forgotten.
fn shortened(mut all: Vec<Happening>) -> (Vec<Happening>, usize) {
    let left_out = all.len().saturating_sub(ENTRIES_MAX);
    if left_out > 0 {
        all.drain(ENTRIES_MAX / 2..ENTRIES_MAX / 2 + left_out);
        for happening in &mut all {
            happening.cause = happening.cause.and_then(|cause| match cause {
                cause if cause < ENTRIES_MAX / 2 => Some(cause),
                cause if cause >= ENTRIES_MAX / 2 + left_out => Some(cause - left_out),
                _ => None,
            });
        }
    }
    (all, left_out)
}

fn entries(all: &[Happening]) -> Vec<Entry> {
    let entry = |(at, happening): (usize, &Happening)| Entry {
        number: at + 1,
        at_millis: happening.at_millis,
        lane: happening.lane.clone(),
        kind: happening.kind,
        text: happening.text.clone(),
        source: happening.source.clone(),
        bad: happening.bad,
        cause: happening.cause.map(|cause| cause + 1),
        beside: happening.beside,
        witness: happening.witness,
        folded: happening.folded,
    };
    all.iter().enumerate().map(entry).collect()
}

fn deviations(all: &[Happening]) -> Vec<Deviation> {
    let points = choices::points();
    let told = |(at, happening): (usize, &Happening)| {
        let choice = happening.choice.as_ref()?;
        let clause = points
            .iter()
            .find(|point| point.name == choice.point)
            .and_then(|point| point.options.iter().find(|option| option.name == choice.option))
            .and_then(|option| option.clause);
        Some(Deviation {
            point: choice.point.clone(),
            option: choice.option.clone(),
            rule: choice.rule.clone(),
            says: clause.map(|clause| clause.says.to_owned()).unwrap_or_default(),
            page: clause.map(|clause| clause.url.to_owned()).unwrap_or_default(),
            entry: at + 1,
        })
    };
    all.iter().enumerate().filter_map(told).collect()
}
