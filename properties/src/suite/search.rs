//! Random cases within a budget: half of them begin at cases that did something new.

use super::corpus::{Corpus, behaviours, planned};
use super::outcome::Searched;
use super::trials::Trial;
use super::workers::Found;
use super::{Options, Outcome, Progress, Suite};
use crate::case::CaseOf;
use crate::property::Property;
use parhelion::random;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

impl<P: Property> Suite<P> {
    /// Runs random cases until the time is over or one fails.
    pub(super) fn search(
        &self,
        (begun, budget): (Instant, Duration),
        before: usize,
        points: &[String],
        options: &Options,
        progress: Progress<'_>,
        outcome: &mut Outcome<P>,
    ) -> Option<Found<P>> {
        let folder = corpus_of(options);
        let known = folder.as_deref().map(|folder| Corpus::<P>::stored(folder, &outcome.title));
        let known = known.unwrap_or_default();
        let mut corpus = Corpus::new();
        let mut first = known.iter().cloned().map(|case| Trial::Grown { case, as_planned: true });
        let mut numbers = (0..).filter(|n| options.shard.is_none_or(|shard| shard.has(*n)));
        let (mut tried, mut found) = (before, None);
        while begun.elapsed() < budget && found.is_none() {
            // Enough that no worker waits long for the others, few enough that the time is kept.
            let round = options.jobs.max(1) * 4;
            let mut trials: Vec<_> = first.by_ref().take(round).collect();
            if trials.is_empty() {
                let numbers = numbers.by_ref().take(round);
                trials.extend(numbers.map(|number| self.next(number, &corpus, options)));
            }
            outcome.planned.random += trials.len();
            let runs = Mutex::new(Vec::new());
            let seen = |index: usize, case: &CaseOf<P>, run: &_| {
                let mut runs = runs.lock().unwrap_or_else(PoisonError::into_inner);
                runs.push((index, planned::<P>(case, run), behaviours(run)));
            };
            found = self.try_all(&trials, points, options, (progress, &seen), outcome);
            let mut runs = runs.into_inner().unwrap_or_else(PoisonError::into_inner);
            // Whichever worker was the first.
            runs.sort_by_key(|(index, ..)| *index);
            runs.into_iter().for_each(|(_, case, behaviours)| corpus.add(case, behaviours));
            if let Some(found) = &mut found {
                found.index += tried;
            }
            tried += trials.len();
        }
        if let Some(folder) = folder {
            // Those that there was no time for are kept as they are.
            let unseen: Vec<_> = first.collect();
            corpus.store(&folder, &known[..known.len() - unseen.len()]);
        }
        let (kept, behaviours) = corpus.totals();
        outcome.searched = Some(Searched { kept, known: known.len(), behaviours });
        found
    }

    fn next(&self, number: usize, corpus: &Corpus<P>, options: &Options) -> Trial<P> {
        let seed = random::hash(options.seed, &format!("grown {number}"));
        let grown = number.is_multiple_of(2).then(|| corpus.grown(self.property(), seed));
        match grown.flatten() {
            Some(case) => Trial::Grown { case, as_planned: number.is_multiple_of(4) },
            None => Trial::Random { number },
        }
    }
}

fn corpus_of(options: &Options) -> Option<PathBuf> {
    options.stored.as_ref().map(|stored| stored.join("corpus"))
}
