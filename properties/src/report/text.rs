//! The report that a person reads.

use super::shape::{Counterexample, Found, Report, Search, Unrepeatable};
use super::timeline;
use crate::case::CaseOf;
use crate::property::Property;
use crate::story::{self, Story};
use crate::suite::{self, Outcome, Run};
use std::fmt::Write;
use std::time::Duration;

/// How long a line of sentences is at the most.
const WIDTH: usize = 100;

/// The whole report.
pub fn report<P: Property>(outcome: &Outcome<P>) -> String {
    of(&Report::of(outcome))
}

/// The whole report, of its data.
pub fn of(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail: every result below is ignored.
    let part = report.shard.map(|shard| format!(", part {shard}")).unwrap_or_default();
    let _ = writeln!(out, "Property {} on {}{part}", report.property, report.application);
    let _ = writeln!(out, "{}\n", report.says);
    for clause in &report.clauses {
        let mark = mark(report, &clause.clause, clause.fired);
        let _ = writeln!(out, "  {mark} {:<76} {:>9}", clause.clause, group(clause.fired));
    }
    let _ = writeln!(out);
    totals(&mut out, report);
    for stale in &report.stale {
        let _ = writeln!(out, "\n  {stale}");
    }
    let _ = writeln!(out, "\n{}", verdict(report));
    out
}

fn verdict(report: &Report) -> String {
    let found: Vec<String> = report.found().map(one_found).collect();
    match report.verdict.as_str() {
        _ if !found.is_empty() => found.join("\n"),
        "holds" if report.shard.is_some_and(|shard| shard.count > 1) => {
            let silent = report.silent().len();
            format!(
                "HOLDS in this part of the run; {} had nothing to judge in it: merge all parts \
                 (parhelion-certify report merge)",
                story::words::count(silent, "clause")
            )
        }
        "holds" => match report.options.budget_seconds {
            Some(_) => format!("HOLDS, in {} random cases", group(report.runs.random)),
            None => "HOLDS".to_owned(),
        },
        "stale" => "STALE: remove or mend the stored cases named above".to_owned(),
        "vacuous" => format!("VACUOUS: nothing to judge for {}", report.silent().join("; ")),
        other => other.to_uppercase(),
    }
}

fn one_found(found: &Found) -> String {
    match found {
        Found::Counterexample(found) => told(found),
        Found::Unrepeatable(found) => differs(found),
    }
}

fn totals(out: &mut String, report: &Report) {
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "  {name:<22} {value}");
    };
    let (runs, planned) = (&report.runs, &report.planned);
    // What a failure has spared is not claimed.
    let mut count = |name: &str, runs: usize, planned: usize| {
        if planned > 0 {
            let of = if runs < planned { format!(" of {}", group(planned)) } else { String::new() };
            line(name, format!("{}{of}", group(runs)));
        }
    };
    count("stored cases", runs.stored, planned.stored);
    count("single deviations", runs.single_deviations, planned.single_deviations);
    count("pairs of deviations", runs.pairs, planned.pairs);
    count("random cases", runs.random, planned.random);
    if let Some(budget) = report.options.budget_seconds.filter(|_| planned.random == 0) {
        let budget = span(Duration::from_secs_f64(budget.clamp(0.0, 1e9)));
        line("random cases", format!("0: the budget of {budget} was over before the first"));
    }
    let points = report.points.len();
    line("deviations explored", format!("{} at {points} points", group(report.deviations)));
    if !report.reach.met.is_empty() {
        let (met, missed) = (report.reach.met.len(), report.reach.missed().count());
        let value = format!("{} of {met} that the examples meet", met - missed);
        line("calls × points tried", value);
    }
    if let Some(Search { kept, known, behaviours }) = report.search {
        let value =
            format!("{kept} cases ({known} known before), {} behaviours", group(behaviours));
        line("kept for the next run", value);
    }
    line("virtual time", span(Duration::from_secs(report.virtual_seconds)));
    line("wall time", format!("{:.1} s", report.wall_seconds));
    if report.merged > 0 {
        line("merged of", format!("{} parts; wall time is the longest one's", report.merged));
    }
}

/// After a failure, what the runs so far say of the other clauses is no verdict.
fn mark(report: &Report, clause: &str, fired: usize) -> &'static str {
    if report.counterexample_of(clause).is_some() {
        "✗"
    } else if !report.is_whole() {
        " "
    } else if fired == 0 {
        "·"
    } else {
        "✓"
    }
}

/// A failing case, told (P8).
pub fn counterexample<P: Property>(found: &suite::Counterexample<P>) -> String {
    told(&Counterexample::of(found))
}

/// A failing case, told, of its data.
pub fn told(found: &Counterexample) -> String {
    let mut out = String::new();
    let verdict = if found.verdict.is_empty() { "violated" } else { &found.verdict };
    let _ = writeln!(out, "{}  {}", verdict.to_uppercase(), found.clause);
    let (operations, deviations) = found.size();
    if found.smaller.runs > 0 {
        let _ = writeln!(
            out,
            "(run {}, made smaller: operations {} → {operations}, deviations {} → {deviations}, in {} \
             runs, {:.2} s)",
            found.found_after,
            found.smaller.operations,
            found.smaller.deviations,
            found.smaller.runs,
            found.smaller.seconds,
        );
    }
    let _ = writeln!(out);
    for line in wrapped(&found.story.sentences.join(" ")) {
        let _ = writeln!(out, "   {line}");
    }
    let _ = match found.holds_on_a_good_day {
        _ if deviations == 0 => Ok(()),
        Some(true) => writeln!(out, "   On a good day these operations hold."),
        Some(false) => writeln!(out, "   On a good day these operations fail as well."),
        None => Ok(()),
    };
    let _ = writeln!(out);
    out += &timeline::text(&found.story, timeline::Shown::WhatMatters);
    let _ = writeln!(out, "\n why: {}", found.why);
    for deviation in &found.story.deviations {
        let _ = writeln!(
            out,
            " legal: {}: {}\n        {}",
            deviation.rule, deviation.says, deviation.page
        );
    }
    let _ = writeln!(out, " as code: {}", found.case);
    if let Some(file) = &found.file {
        let _ = writeln!(out, " stored: {file} (runs first from now on)");
    }
    out
}

/// A case, run again, with all that happened.
pub fn replay<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> String {
    replayed::<P>(&story::tell_plainly::<P>(case, run), case, run)
}

/// A case, run again, as it was told.
pub fn replayed<P: Property>(story: &Story, case: &CaseOf<P>, run: &Run<P::Seen>) -> String {
    let told = timeline::text(story, timeline::Shown::All);
    let verdict = match &run.failure {
        None => format!("{} holds on this case", case.application),
        Some(failure) => {
            let sentences = wrapped(&story.sentences.join(" ")).join("\n");
            let verdict = failure.verdict().to_uppercase();
            format!(
                "{sentences}\n\n{verdict}  {}, by {}\n {}",
                failure.clause(),
                case.application,
                failure.why()
            )
        }
    };
    format!("{told}\n{verdict}\n")
}

/// Why nothing can be said of a system whose runs differ.
pub fn unrepeatable<P: Property>(found: &suite::Unrepeatable<P>) -> String {
    differs(&Unrepeatable::of(found))
}

/// The same, of its data.
pub fn differs(found: &Unrepeatable) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "UNREPEATABLE  the same case, run twice, did two things");
    let _ = writeln!(out, "   after {} events that are the same", group(found.after_events));
    for (name, event) in [("first", &found.first), ("then", &found.second)] {
        let event = event.as_deref().unwrap_or("nothing more");
        let _ = writeln!(out, "   {name:<6} {event}");
    }
    let _ = writeln!(out, " likely: {}", found.likely);
    if let Some(failure) = &found.failure {
        let _ = writeln!(out, " one run failed: {}: {}", failure.clause, failure.why);
    }
    let _ = writeln!(out, " as code: {}", found.case);
    out
}

/// Words in lines.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `12,345`.
pub fn group(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `3 d 4 h`, `5 min 6 s`.
pub fn span(duration: Duration) -> String {
    let secs = duration.as_secs();
    match secs {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        60..3600 => format!("{} min {} s", secs / 60, secs % 60),
        3600..86_400 => format!("{} h {} min", secs / 3600, secs / 60 % 60),
        _ => format!("{} d {} h", secs / 86_400, secs / 3600 % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_spans_read_well() {
        assert_eq!((group(0), group(999), group(1000)), ("0".into(), "999".into(), "1,000".into()));
        assert_eq!(group(1_234_567), "1,234,567");
        assert_eq!(span(Duration::from_millis(1500)), "1.5 s");
        assert_eq!(span(Duration::from_secs(90_000)), "1 d 1 h");
    }

    #[test]
    fn sentences_are_cut_between_words() {
        let text = "word ".repeat(50);
        let lines = wrapped(&text);
        assert!(lines.len() == 3 && lines.iter().all(|line| line.len() <= WIDTH), "{lines:?}");
        assert_eq!(wrapped(""), Vec::<String>::new());
    }
}
