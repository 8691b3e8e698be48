//! Cases that did what no case before them did: a search goes on from them, in this run and in the next.
//!
//! What a run did is a set of behaviours: which answer came after which, what deviated after which answer, what
//! happened in the background meanwhile, and how often each, in powers of two.

use super::counterexample::plan_of;
use super::run::Run;
use super::trials::generate;
use crate::case::CaseOf;
use crate::property::{Property, Title};
use parhelion::{What, random};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many cases are kept.
const CASES_MAX: usize = 400;

/// Cases that did something new, in the order in which they were met.
pub(super) struct Corpus<P: Property> {
    cases: Vec<CaseOf<P>>,
    behaviours: BTreeSet<u64>,
}

impl<P: Property> Corpus<P> {
    /// Nothing is known yet.
    pub(super) fn new() -> Self {
        Self { cases: Vec::new(), behaviours: BTreeSet::new() }
    }

    /// What earlier runs have kept, small cases first.
    pub(super) fn stored(folder: &Path, title: &Title) -> Vec<CaseOf<P>> {
        // What can no longer be run is no loss here: it is found again.
        let mut cases: Vec<_> = CaseOf::<P>::stored(folder, title).into_iter().flatten().collect();
        cases.sort_by_key(|case| case.operations.len() + case.plan.len());
        cases
    }

    /// Keeps a case if its run did what none did before.
    pub(super) fn add(&mut self, case: CaseOf<P>, behaviours: BTreeSet<u64>) {
        let known = self.behaviours.len();
        self.behaviours.extend(behaviours);
        if self.behaviours.len() > known && self.cases.len() < CASES_MAX {
            self.cases.push(case);
        }
    }

    /// How many cases and behaviours there are.
    pub(super) fn totals(&self) -> (usize, usize) {
        (self.cases.len(), self.behaviours.len())
    }

    /// Writes the cases to a folder, in the place of those that it had. A folder that cannot be written to costs
    /// the next run its begin, and this one nothing.
    pub(super) fn store(&self, folder: &Path, before: &[CaseOf<P>]) {
        let names: BTreeSet<_> = self.cases.iter().map(CaseOf::<P>::name).collect();
        for case in before.iter().filter(|case| !names.contains(&case.name())) {
            let _ = std::fs::remove_file(case.path(folder));
        }
        for case in &self.cases {
            let _ = case.store(folder);
        }
    }

    /// A case that is nearly one of those, from a seed; none: there are none yet.
    pub(super) fn grown(&self, property: &P, seed: u64) -> Option<CaseOf<P>> {
        let pick = |what: &str, of: usize| (random::hash(seed, what) % of.max(1) as u64) as usize;
        let mut case = self.cases.get(pick("parent", self.cases.len()))?.clone();
        case.seed = seed;
        let other = self.cases.get(pick("other", self.cases.len()))?;
        for step in 0..=pick("steps", 3) {
            let pick = |what: &str, of: usize| pick(&format!("{what} {step}"), of);
            let at = pick("at", case.operations.len() + 1);
            let fresh = || generate(property, random::hash(seed, &format!("new {step}")));
            match pick("change", 5) {
                0 if case.operations.len() > 1 => {
                    case.operations.remove(at.min(case.operations.len() - 1));
                }
                1 => insert(&mut case, at, other.operations.iter().map(|(_, it)| it.clone())),
                2 => {
                    let again = case.operations.get(at).map(|(_, it)| it.clone());
                    insert(&mut case, pick("place", at + 1), again.into_iter());
                }
                3 if at < case.operations.len() => {
                    if let Some(fresh) = fresh().into_iter().next() {
                        case.operations[at].1 = fresh;
                    }
                }
                _ => insert(&mut case, at, fresh().into_iter().take(1 + pick("many", 3))),
            }
        }
        case.operations.truncate(property.operations_max());
        Some(case)
    }
}

/// Inserts operations, with numbers that nobody has; where clients work at once, they are one of those's.
fn insert<O>(case: &mut crate::Case<O>, at: usize, operations: impl Iterator<Item = O>) {
    let free = case.operations.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
    let client = at.checked_sub(1).and_then(|at| case.operations.get(at));
    let client = client.and_then(|(number, _)| case.clients.get(number)).copied();
    let numbered: Vec<_> = (free..).zip(operations).collect();
    case.clients.extend(numbered.iter().filter_map(|(number, _)| Some((*number, client?))));
    case.operations.splice(at..at, numbered);
}

/// The case of a run, with what AWS did in it.
pub(super) fn planned<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> CaseOf<P> {
    CaseOf::<P> { plan: plan_of(&run.taken), ..case.clone() }
}

/// What a run did.
pub(super) fn behaviours<S>(run: &Run<S>) -> BTreeSet<u64> {
    let mut calls = BTreeMap::new();
    let (mut all, mut often) = (BTreeSet::new(), BTreeMap::<String, u32>::new());
    let mut before = 0;
    for event in run.journal.events() {
        let what = match &event.what {
            What::Call { operation, .. } => {
                calls.insert(event.seq, operation.as_str());
                continue;
            }
            What::Answer { to, status, code, lost, .. } => {
                let operation = calls.remove(to).unwrap_or_default();
                format!("{operation} {status} {code} {lost}")
            }
            What::Served { status, headers, .. } => {
                let cache = headers.get("x-cache").map_or("", String::as_str);
                format!("served {status} {cache}")
            }
            What::Choice { point, option, .. } => format!("{point} {option}"),
            What::Background { service, event, .. } => format!("{service} {event}"),
            _ => continue,
        };
        all.insert(random::hash(before, &what));
        // A choice comes between a call and its answer: what came before stays what it was.
        if !matches!(event.what, What::Choice { .. }) {
            before = random::hash(0, &what);
        }
        *often.entry(what).or_default() += 1;
    }
    all.extend(often.iter().map(|(what, count)| random::hash(count.ilog2().into(), what)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Case;

    #[test]
    fn what_is_inserted_has_numbers_of_its_own_and_its_neighbours_client() {
        let title = Title::new("p", "says", "application");
        let mut case = Case::new(&title, vec!["a", "b"], 0);
        case.clients.insert(1, 7);
        insert(&mut case, 2, ["c", "d"].into_iter());
        insert(&mut case, 0, ["e"].into_iter());
        let all: Vec<_> = case.operations.clone();
        assert_eq!(all, [(4, "e"), (0, "a"), (1, "b"), (2, "c"), (3, "d")]);
        assert_eq!(case.clients, [(1, 7), (2, 7), (3, 7)].into());
    }
}
