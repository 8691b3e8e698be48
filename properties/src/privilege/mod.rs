//! Least privilege: the rights without which a property does not hold. The application signs as an IAM user,
//! on a fork where that user exists; it is given what AWS refused it where a case failed, until none fails.
//! Then each right is taken away again: what is not missed is not needed.

mod report;
mod rights;
pub mod user;

pub use rights::Rights;

use crate::case::CaseOf;
use crate::property::Property;
use crate::report::text;
use crate::suite::{Counterexample, Options, Outcome, Suite, Verdict};
use std::collections::BTreeMap;
use std::time::Duration;

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

/// The least rights under which a property holds, on as much as `options` tries.
///
/// # Errors
/// It does not hold with all rights, or fails without having been refused anything: in words.
pub fn least_privilege<P: Property>(
    suite: &mut Suite<P>,
    options: &Options,
) -> Result<LeastPrivilege, String> {
    let options = Options {
        stored: None,
        shard: None,
        // What fails is looked at as it was found.
        smaller_within: Some(Duration::ZERO),
        ..options.clone()
    };
    let whole = suite.prove(&options, &|_, _| {});
    if broken_by(&whole, &whole)?.is_some() {
        let told = text::report(&whole);
        return Err(format!("it does not hold with all rights already:\n{told}"));
    }
    let (mut rights, mut nothing_asked) = (Rights::default(), true);
    loop {
        suite.limit(rights.policy().as_deref())?;
        let outcome = suite.prove(&options, &|_, _| {});
        let Some(clause) = broken_by(&outcome, &whole)? else { break };
        nothing_asked = false;
        let refused = outcome.counterexample().map(|found| refused(suite, found));
        if !rights.add(refused.unwrap_or_default()) {
            return Err(format!("without having been refused anything it fails: {clause}"));
        }
    }
    if nothing_asked {
        let why = "nothing that matters is signed by clients of `Stage::clients` or `Service`";
        return Err(format!("it holds without any right: {why}"));
    }
    let mut least = LeastPrivilege { rights, ..LeastPrivilege::default() };
    for action in least.rights.actions() {
        let fewer = least.rights.without(&action);
        suite.limit(fewer.policy().as_deref())?;
        let outcome = suite.prove(&options, &|_, _| {});
        match broken_by(&outcome, &whole)? {
            Some(clause) => {
                least.without.insert(action, clause);
            }
            None => {
                least.unneeded.add(least.rights.only(&action));
                least.rights = fewer;
            }
        }
    }
    suite.limit(least.rights.policy().as_deref())?;
    let outcome = suite.prove(&options, &|_, _| {});
    if let Some(clause) = broken_by(&outcome, &whole)? {
        return Err(format!("each right alone could be left out, but not all of them: {clause}"));
    }
    least.runs = outcome.runs.all();
    Ok(least)
}

/// What AWS refused in a failing case; where it did not say what, on a good day.
fn refused<P: Property>(suite: &Suite<P>, found: &Counterexample<P>) -> Rights {
    let mut refused = Rights::refused(&found.run.journal);
    let calm = CaseOf::<P> { plan: BTreeMap::new(), ..found.case.clone() };
    refused.add(Rights::refused(&suite.replay(&calm).journal));
    refused
}

/// The clause that does not hold; none: all that hold with all rights do.
///
/// # Errors
/// Runs differ from each other.
fn broken_by<P: Property>(
    outcome: &Outcome<P>,
    whole: &Outcome<P>,
) -> Result<Option<String>, String> {
    match (&outcome.verdict, &whole.verdict) {
        (Verdict::Holds, _) => Ok(None),
        (Verdict::Fails(found), _) => Ok(Some(found.failure.clause().to_owned())),
        (Verdict::Vacuous(silent), Verdict::Vacuous(known)) => {
            Ok(silent.iter().find(|clause| !known.contains(clause)).cloned())
        }
        (Verdict::Vacuous(silent), _) => Ok(silent.first().cloned()),
        (Verdict::Unrepeatable(_), _) => Err(text::report(outcome)),
    }
}
