//! All checks.
//!
//! - [`connection`]: S3 receives uploads, CloudFront serves assets, CloudWatch receives logs;
//! - [`s3`], [`cloudfront`], [`logs`], [`alarms`], [`dashboards`]: how each thing is set up;
//! - [`orphans`]: what nobody uses.

pub mod alarms;
pub mod cloudfront;
pub mod connection;
pub mod dashboards;
pub mod logs;
pub mod orphans;
pub mod s3;

use crate::call::Call;
use crate::check::Check;
use std::collections::BTreeSet;

/// All of them, in the order of reports.
pub fn all() -> Vec<&'static Check> {
    let groups = [
        connection::ALL,
        s3::ALL,
        cloudfront::ALL,
        logs::ALL,
        alarms::ALL,
        dashboards::ALL,
        orphans::ALL,
    ];
    groups.concat()
}

/// Those that are asked for, by id: only these, but not those.
///
/// # Errors
/// An id that is none, with the nearest one that is; or nothing is left.
pub fn chosen(only: &[String], skip: &[String]) -> Result<Vec<&'static Check>, String> {
    let all = all();
    for id in only.iter().chain(skip) {
        if !all.iter().any(|check| check.id == id) {
            let nearest = all.iter().min_by_key(|it| strsim::damerau_levenshtein(id, it.id));
            let nearest = nearest.map_or("", |it| it.id);
            return Err(format!("no check {id}: did you mean {nearest}? --list names them all"));
        }
    }
    let is_chosen = |check: &&Check| {
        (only.is_empty() || only.iter().any(|id| id == check.id))
            && !skip.iter().any(|id| id == check.id)
    };
    let chosen: Vec<_> = all.into_iter().filter(|check| is_chosen(check)).collect();
    if chosen.is_empty() {
        return Err("--only and --skip leave no check".to_owned());
    }
    Ok(chosen)
}

/// All that these checks, and a scope that makes `scope` of them, ask.
pub fn calls(checks: &[&'static Check], scope: &[Call]) -> BTreeSet<Call> {
    // Tags are asked for only where a scope is made of them.
    let declared = checks.iter().flat_map(|check| check.calls);
    let declared = declared.filter(|call| !Call::TAGS.contains(call));
    declared.chain(scope).copied().collect()
}
