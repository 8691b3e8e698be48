//! One report of the parts of a run.

use super::shape::{Counterexample, Found, Reach, Report, Runs, Search};
use std::collections::BTreeMap;

/// Merges the reports of all parts of one run: counts are added, and of the counterexamples of a clause the
/// smallest stays. A clause is vacuous only if it is in all of them.
///
/// # Errors
/// They are not the parts of one run, or not all of them; in a sentence.
pub fn merge(parts: Vec<Report>) -> Result<Report, String> {
    let Some(first) = parts.first().cloned() else {
        return Err("there is nothing to merge: name the reports of a run's parts".to_owned());
    };
    are_all_of_one_run(&parts, &first)?;
    let mut merged = Report { shard: None, merged: parts.len(), ..first };
    merged.clauses.iter_mut().for_each(|clause| clause.fired = 0);
    (merged.runs, merged.planned, merged.deviations) = (Runs::default(), Runs::default(), 0);
    (merged.virtual_seconds, merged.wall_seconds) = (0, 0.0);
    merged.points = BTreeMap::new();
    (merged.reach, merged.search) = (Reach::default(), None);
    merged.stale = Vec::new();
    let mut found = Vec::new();
    for part in parts {
        for (sum, clause) in merged.clauses.iter_mut().zip(&part.clauses) {
            sum.fired += clause.fired;
        }
        merged.runs = add(merged.runs, part.runs);
        merged.planned = add(merged.planned, part.planned);
        merged.deviations += part.deviations;
        for (point, count) in part.points {
            *merged.points.entry(point).or_default() += count;
        }
        merged.reach.met.extend(part.reach.met);
        merged.reach.tried.extend(part.reach.tried);
        merged.search = add_searches(merged.search.take(), part.search);
        merged.virtual_seconds += part.virtual_seconds;
        merged.wall_seconds = merged.wall_seconds.max(part.wall_seconds);
        if !part.date.is_empty() && (merged.date.is_empty() || part.date < merged.date) {
            merged.date = part.date;
        }
        merged.stale.extend(part.stale.into_iter().filter(|stale| !stale.is_empty()));
        let verdict = part.verdict;
        found.extend(part.counterexample.map(|found| (verdict.clone(), found)));
        found
            .extend(part.further_counterexamples.into_iter().map(|found| (verdict.clone(), found)));
    }
    merged.stale.sort();
    merged.stale.dedup();
    conclude(merged, found)
}

/// The verdict of all parts together.
fn conclude(mut merged: Report, found: Vec<(String, Found)>) -> Result<Report, String> {
    let mut smallest: Vec<(String, Found)> = Vec::new();
    for (verdict, found) in found {
        match smallest.iter_mut().find(|(_, held)| clause(held) == clause(&found)) {
            Some(held) if size(&found) < size(&held.1) => *held = (verdict, found),
            Some(_) => {}
            None => smallest.push((verdict, found)),
        }
    }
    smallest.sort_by_key(|(_, found)| size(found));
    let mut smallest = smallest.into_iter();
    (merged.verdict, merged.counterexample) = match smallest.next() {
        Some((verdict, found)) => (verdict, Some(found)),
        None if !merged.stale.is_empty() => ("stale".to_owned(), None),
        None if !merged.silent().is_empty() => ("vacuous".to_owned(), None),
        None => ("holds".to_owned(), None),
    };
    merged.further_counterexamples = smallest.map(|(_, found)| found).collect();
    Ok(merged)
}

/// Runs that differ make nothing smaller: they come last.
fn size(found: &Found) -> (bool, usize, usize) {
    match found {
        Found::Counterexample(found) => {
            let (operations, deviations) = Counterexample::size(found);
            (false, operations, deviations)
        }
        Found::Unrepeatable(_) => (true, 0, 0),
    }
}

fn clause(found: &Found) -> Option<&str> {
    match found {
        Found::Counterexample(found) => Some(&found.clause),
        Found::Unrepeatable(_) => None,
    }
}

fn add(one: Runs, other: Runs) -> Runs {
    Runs {
        stored: one.stored + other.stored,
        single_deviations: one.single_deviations + other.single_deviations,
        pairs: one.pairs + other.pairs,
        random: one.random + other.random,
    }
}

/// Each part has a corpus of its own; how much of what they saw is the same is not known.
fn add_searches(one: Option<Search>, other: Option<Search>) -> Option<Search> {
    let (Some(one), Some(other)) = (one, other) else { return one.or(other) };
    Some(Search {
        kept: one.kept + other.kept,
        known: one.known + other.known,
        behaviours: one.behaviours.max(other.behaviours),
    })
}

fn are_all_of_one_run(parts: &[Report], first: &Report) -> Result<(), String> {
    for part in parts {
        let differs = [
            ("the program", part.program != first.program),
            ("the property", part.property != first.property),
            ("the application", part.application != first.application),
            ("the options (seed, cases, pairs, …)", part.options != first.options),
            (
                "the clauses",
                !part
                    .clauses
                    .iter()
                    .map(|it| &it.clause)
                    .eq(first.clauses.iter().map(|it| &it.clause)),
            ),
            ("what is tried (the program's code, or stored cases)", part.trials != first.trials),
        ];
        if let Some((what, _)) = differs.iter().find(|(_, differs)| *differs) {
            return Err(format!(
                "these are parts of different runs: {what} of {} and {} differ; merge what one program \
                 wrote with the same options",
                named(first),
                named(part)
            ));
        }
    }
    let Some(count) = first.shard.map(|shard| shard.count) else {
        return match parts.len() {
            1 => Ok(()),
            _ => Err(format!("{} is no part of a run: it was run without --shard", named(first))),
        };
    };
    let mut times = vec![0_usize; count];
    for part in parts {
        let shard =
            part.shard.filter(|shard| shard.count == count && (1..=count).contains(&shard.index));
        let Some(shard) = shard else {
            return Err(format!("{} is no part of a run in {count} parts", named(part)));
        };
        times[shard.index - 1] += 1;
    }
    let which = |wanted: fn(usize) -> bool| {
        let parts = times.iter().enumerate().filter(|(_, times)| wanted(**times));
        parts.map(|(at, _)| format!("{}/{count}", at + 1)).collect::<Vec<_>>().join(", ")
    };
    match (which(|times| times == 0), which(|times| times > 1)) {
        (missing, _) if !missing.is_empty() => Err(format!(
            "parts are missing: {missing}; without them nothing is said of the whole run"
        )),
        (_, twice) if !twice.is_empty() => {
            Err(format!("parts are there twice: {twice}; name each report once"))
        }
        _ => Ok(()),
    }
}

/// Which report is meant.
fn named(report: &Report) -> String {
    let part = report.shard.map_or("the whole run".to_owned(), |shard| format!("part {shard}"));
    format!("{part} of property {} on {}", report.property, report.application)
}
