//! Least privilege: the rights without which a property does not hold. The application signs as an IAM user,
//! on a fork where that user exists; it is given what AWS refused it where a case failed, until none fails.
//! Then each right is taken away again: what is not missed is not needed.

mod report;
mod rights;
pub mod user;

pub use rights::Rights;

use crate::case::CaseOf;
use crate::property::Property;
use crate::suite::{Failing, Options, Run, Suite, Verdict};
use std::collections::BTreeMap;

/// What an application must be allowed to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeastPrivilege {
    /// What it needs.
    pub rights: Rights,
    /// Each action of those, with the clause that does not hold without it.
    pub without: BTreeMap<String, String>,
    /// What it asked for in vain at first, and can do without.
    pub unneeded: Rights,
    /// How many cases hold with these rights and no others.
    pub runs: usize,
}

/// Hears of every step.
pub type Told<'a> = &'a dyn Fn(&str);

/// The least rights under which a property holds, on as much as `options` tries.
///
/// # Errors
/// It does not hold with all rights, or fails without having been refused anything: in words.
pub fn least_privilege<P: Property>(
    suite: &mut Suite<P>,
    options: &Options,
    told: Told<'_>,
) -> Result<LeastPrivilege, String> {
    let options = Options { stored: None, shard: None, ..options.clone() };
    told("with all rights");
    let whole = Tried::of(suite, &options);
    if let Some((clause, _)) = &whole.failing {
        return Err(format!("it does not hold with all rights already: {clause}"));
    }
    let mut least = granted(suite, &options, (&whole, told))?;
    for action in least.rights.actions() {
        told(&format!("without {action}"));
        let fewer = least.rights.without(&action);
        suite.limit(fewer.policy().as_deref())?;
        let tried = Tried::of(suite, &options);
        match tried.broken(&whole) {
            Some(clause) => {
                least.without.insert(action, clause);
            }
            None => {
                least.unneeded.add(least.rights.only(&action));
                (least.rights, least.runs) = (fewer, tried.runs);
            }
        }
    }
    Ok(least)
}

/// What it is given, from nothing on, until no case fails.
fn granted<P: Property>(
    suite: &mut Suite<P>,
    options: &Options,
    (whole, told): (&Tried<P>, Told<'_>),
) -> Result<LeastPrivilege, String> {
    let mut rights = Rights::default();
    told("without any right");
    loop {
        suite.limit(rights.policy().as_deref())?;
        let tried = Tried::of(suite, options);
        let Some(clause) = tried.broken(whole) else {
            if rights == Rights::default() {
                let why =
                    "nothing that matters is signed by clients of `Stage::clients` or `Service`";
                return Err(format!("it holds without any right: {why}"));
            }
            return Ok(LeastPrivilege { rights, runs: tried.runs, ..LeastPrivilege::default() });
        };
        let refused = tried.failing.map(|(_, failing)| refused(suite, &failing));
        let refused = refused.unwrap_or_default();
        let actions = refused.actions().join(", ");
        if !rights.add(refused) {
            return Err(format!("without having been refused anything new it fails: {clause}"));
        }
        told(&format!("with {actions}"));
    }
}

/// What came of all that is to be tried.
struct Tried<P: Property> {
    runs: usize,
    /// Clauses that had nothing to judge.
    silent: Vec<String>,
    /// The clause that does not hold, and the case.
    failing: Option<(String, Failing<P>)>,
}

impl<P: Property> Tried<P> {
    fn of(suite: &Suite<P>, options: &Options) -> Self {
        let (outcome, failing) = suite.first_failure(options);
        let silent = match outcome.verdict {
            Verdict::Vacuous(silent) => silent,
            _ => Vec::new(),
        };
        let clause = |run: &Run<_>| match &run.failure {
            Some(failure) => failure.clause().to_owned(),
            None => "two runs of a case are the same".to_owned(),
        };
        let failing = failing.map(|(case, run)| (clause(&run), (case, run)));
        Self { runs: outcome.runs.all(), silent, failing }
    }

    /// The clause that does not hold, or says nothing any more; none: all that hold with all rights do.
    fn broken(&self, whole: &Self) -> Option<String> {
        let failing = self.failing.as_ref().map(|(clause, _)| clause.clone());
        failing.or_else(|| self.silent.iter().find(|it| !whole.silent.contains(it)).cloned())
    }
}

/// What AWS refused in a failing case; where it did not say what, on a good day.
fn refused<P: Property>(suite: &Suite<P>, (case, run): &Failing<P>) -> Rights {
    let mut refused = Rights::refused(&run.journal);
    if refused == Rights::default() {
        let calm = CaseOf::<P> { plan: BTreeMap::new(), ..case.clone() };
        refused = Rights::refused(&suite.replay(&calm).journal);
    }
    refused
}
