//! Makes a failing case as small as it gets (P7 of the design): operations, then deviations, then
//! values, each candidate run again and kept only if the same clause is violated.

use crate::case::CaseOf;
use crate::property::Property;
use crate::stage::scope_of;
use parhelion::Site;
use std::collections::BTreeMap;

/// How many candidates are tried at the most.
pub const RUNS_MAX: usize = 500;

/// Runs a candidate and says whether it still fails the same way; it may also tidy the case's plan to
/// what was really taken.
pub type Fails<'a, P> = &'a mut dyn FnMut(&CaseOf<P>) -> Option<CaseOf<P>>;

/// Tries candidates until none is smaller.
pub fn minimise<P: Property>(
    property: &P,
    case: CaseOf<P>,
    fails: Fails<'_, P>,
) -> (CaseOf<P>, usize) {
    let mut search = Search { property, best: case, runs: 0, fails };
    search.operations();
    search.plan();
    search.earliest_attempts();
    search.operations();
    search.one_client();
    search.merged();
    search.values();
    (search.best, search.runs)
}

struct Search<'a, P: Property> {
    property: &'a P,
    best: CaseOf<P>,
    runs: usize,
    fails: Fails<'a, P>,
}

impl<P: Property> Search<'_, P> {
    /// Whether the candidate fails too; then it is the best so far.
    fn try_one(&mut self, candidate: CaseOf<P>) -> bool {
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
        let count = |case: &CaseOf<P>| case.operations.len();
        self.shrink_list(count, |case, from, to| {
            let mut smaller = case.clone();
            let dropped = smaller.operations.drain(from..to).map(|(number, _)| number);
            for number in dropped.collect::<Vec<_>>() {
                smaller.clients.remove(&number);
                smaller.plan.retain(|site, _| !is_of(site, number));
            }
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
        count: fn(&CaseOf<P>) -> usize,
        drop: impl Fn(&CaseOf<P>, usize, usize) -> CaseOf<P>,
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

    /// One client is simpler than several: all at once, then one operation at a time.
    fn one_client(&mut self) {
        if self.best.clients.is_empty() {
            return;
        }
        let candidate = CaseOf::<P> { clients: BTreeMap::new(), ..self.best.clone() };
        if self.try_one(candidate) {
            return;
        }
        let concurrent: Vec<u32> = self.best.clients.keys().copied().collect();
        for number in concurrent {
            let mut candidate = self.best.clone();
            candidate.clients.remove(&number);
            self.try_one(candidate);
        }
    }

    /// Two operations in a row that are one.
    fn merged(&mut self) {
        let mut at = 1;
        while let [(_, first), (_, second)] =
            self.best.operations.get(at - 1..=at).unwrap_or_default()
        {
            let shrunk = self.property.merged(first, second).is_some_and(|merged| {
                let mut candidate = self.best.clone();
                candidate.operations[at - 1].1 = merged;
                let (number, _) = candidate.operations.remove(at);
                candidate.clients.remove(&number);
                self.try_one(candidate)
            });
            if !shrunk {
                at += 1;
            }
        }
    }

    fn values(&mut self) {
        for at in 0..self.best.operations.len() {
            while let Some((_, operation)) = self.best.operations.get(at) {
                let simpler = self.property.simpler(operation);
                let shrunk = simpler.into_iter().any(|operation| {
                    let mut candidate = self.best.clone();
                    candidate.operations[at].1 = operation;
                    self.try_one(candidate)
                });
                if !shrunk || self.runs >= RUNS_MAX {
                    break;
                }
            }
        }
    }
}

/// Whether a site lies in an operation, or in what woke while it was driven.
fn is_of(site: &Site, operation: u32) -> bool {
    let scope = scope_of(operation);
    let rest = site.scope().strip_prefix(scope.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
