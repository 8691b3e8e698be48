//! Makes a failing case as small as it gets (P7 of the design): operations, then deviations, then
//! values, each candidate run again and kept only if the same clause is violated.

use crate::case::Case;
use crate::property_16::Operation;
use parhelion::Site;

/// How many candidates are tried at the most.
pub const RUNS_MAX: usize = 500;

/// Tries candidates until none is smaller. `fails` runs one and says whether it still fails the
/// same way; it may also tidy the case's plan to what was really taken.
pub fn minimise(case: Case, fails: &mut dyn FnMut(&Case) -> Option<Case>) -> (Case, usize) {
    let mut search = Search { best: case, runs: 0, fails };
    search.operations();
    search.plan();
    search.earliest_attempts();
    search.operations();
    search.waits();
    search.values();
    (search.best, search.runs)
}

struct Search<'a> {
    best: Case,
    runs: usize,
    fails: &'a mut dyn FnMut(&Case) -> Option<Case>,
}

impl Search<'_> {
    /// Whether the candidate fails too; then it is the best so far.
    fn try_one(&mut self, candidate: Case) -> bool {
        if self.runs >= RUNS_MAX {
            return false;
        }
        self.runs += 1;
        match (self.fails)(&candidate) {
            Some(smaller) => {
                self.best = smaller;
                true
            }
            None => false,
        }
    }

    fn operations(&mut self) {
        let count = |case: &Case| case.operations.len();
        self.shrink_list(count, |case, from, to| {
            let mut smaller = case.clone();
            let dropped: Vec<_> = smaller.operations.drain(from..to).collect();
            let gone = |site: &Site| {
                dropped.iter().any(|(uid, _)| site.scope() == crate::property_16::scope_of(*uid))
            };
            smaller.plan.retain(|site, _| !gone(site));
            smaller
        });
    }

    fn plan(&mut self) {
        self.shrink_list(
            |case| case.plan.len(),
            |case, from, to| {
                let mut smaller = case.clone();
                let sites: Vec<Site> =
                    case.plan.keys().skip(from).take(to - from).cloned().collect();
                smaller.plan.retain(|site, _| !sites.contains(site));
                smaller
            },
        );
    }

    /// Delta debugging: drops ever smaller runs of a list, until no single entry can go.
    fn shrink_list(
        &mut self,
        count: fn(&Case) -> usize,
        drop: impl Fn(&Case, usize, usize) -> Case,
    ) {
        let mut chunk = count(&self.best).div_ceil(2).max(1);
        loop {
            let mut from = 0;
            let mut shrunk = false;
            while from < count(&self.best) {
                let to = (from + chunk).min(count(&self.best));
                let candidate = drop(&self.best, from, to);
                if self.try_one(candidate) {
                    shrunk = true;
                } else {
                    from = to;
                }
            }
            match (chunk, shrunk) {
                (1, false) => return,
                (1, true) => {}
                _ => chunk = chunk.div_ceil(2),
            }
            if self.runs >= RUNS_MAX {
                return;
            }
        }
    }

    /// A deviation at a later attempt often does as well at the first.
    fn earliest_attempts(&mut self) {
        let sites: Vec<Site> = self.best.plan.keys().cloned().collect();
        for site in sites {
            let Some(pick) = self.best.plan.get(&site).copied() else { continue };
            let Some(earlier) = site.at_first_attempt() else { continue };
            if self.best.plan.contains_key(&earlier) {
                continue;
            }
            let mut candidate = self.best.clone();
            candidate.plan.remove(&site);
            candidate.plan.insert(earlier, pick);
            self.try_one(candidate);
        }
    }

    /// Two waits in a row are one.
    fn waits(&mut self) {
        let mut at = 1;
        while at < self.best.operations.len() {
            let pair = (&self.best.operations[at - 1].1, &self.best.operations[at].1);
            let (Operation::Wait { millis: first }, Operation::Wait { millis: second }) = pair
            else {
                at += 1;
                continue;
            };
            let millis = first.saturating_add(*second);
            let mut candidate = self.best.clone();
            candidate.operations[at - 1].1 = Operation::Wait { millis };
            candidate.operations.remove(at);
            if !self.try_one(candidate) {
                at += 1;
            }
        }
    }

    fn values(&mut self) {
        for at in 0..self.best.operations.len() {
            while let Some((_, operation)) = self.best.operations.get(at).cloned() {
                let simpler: Vec<Operation> = operation.simpler();
                let shrunk = simpler.into_iter().any(|operation| {
                    let mut candidate = self.best.clone();
                    candidate.operations[at].1 = operation;
                    self.try_one(candidate)
                });
                if !shrunk {
                    break;
                }
            }
        }
    }
}
