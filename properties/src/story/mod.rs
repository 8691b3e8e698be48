//! A run, told: what happened in plain sentences, what was done, and a timeline in which each thing has
//! its cause and its difference from a good day. Plain data, which reports of every form are made of.
//!
//! - [`events`]: the journal as entries; [`causes`]: which entry brought which about;
//! - [`calm`]: what a calm run of the same case did otherwise; [`folding`]: what the reader can skip;
//! - [`exchanges`], [`sentences`]: the same in plain words; [`words`]: of operations that have none;
//! - [`shape`]: what comes of it, as data.

mod calm;
mod causes;
mod events;
mod exchanges;
mod folding;
mod sentences;
mod shape;
pub mod words;

pub use shape::{Beside, Deviation, Done, Entry, Kind, Story};

use crate::case::CaseOf;
use crate::observation::Observed;
use crate::property::Property;
use crate::suite::{Failure, Run, Sources};
use events::Happening;
use parhelion::{Journal, choices};

/// How many entries a timeline has at the most: of longer ones the middle is left out.
const ENTRIES_MAX: usize = 2_000;

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
