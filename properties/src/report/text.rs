//! The report that a person reads.

use crate::case::CaseOf;
use crate::property::Property;
use crate::suite::{Counterexample, Outcome, Run, Unrepeatable, Verdict};
use parhelion::{Event, What};
use std::fmt::Write;
use std::time::Duration;

/// The whole report.
pub fn report<P: Property>(outcome: &Outcome<P>) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail: every result below is ignored.
    let _ = writeln!(out, "Property {} on {}", outcome.title.property, outcome.title.application);
    let _ = writeln!(out, "{}\n", outcome.title.says);
    for (clause, fired) in &outcome.clauses {
        let mark = mark(outcome, clause, *fired);
        let _ = writeln!(out, "  {mark} {clause:<76} {:>9}", group(*fired));
    }
    let _ = writeln!(out);
    totals(&mut out, outcome);
    for stale in &outcome.stale {
        let _ = writeln!(out, "\n  {stale}");
    }
    let _ = match &outcome.verdict {
        Verdict::Holds if outcome.stale.is_empty() => writeln!(out, "\nHOLDS"),
        Verdict::Holds => writeln!(out, "\nSTALE: remove or mend the stored cases named above"),
        Verdict::Vacuous(clauses) => {
            writeln!(out, "\nVACUOUS: nothing to judge for {}", clauses.join("; "))
        }
        Verdict::Fails(found) => writeln!(out, "\n{}", counterexample(found)),
        Verdict::Unrepeatable(found) => writeln!(out, "\n{}", unrepeatable(found)),
    };
    out
}

fn totals<P: Property>(out: &mut String, outcome: &Outcome<P>) {
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "  {name:<22} {value}");
    };
    let (runs, planned) = (&outcome.runs, &outcome.planned);
    // What a failure has spared is not claimed.
    let mut count = |name: &str, runs: usize, planned: usize| {
        if planned > 0 {
            let of = if runs < planned { format!(" of {}", group(planned)) } else { String::new() };
            line(name, format!("{}{of}", group(runs)));
        }
    };
    count("stored cases", runs.stored, planned.stored);
    count("single deviations", runs.singles, planned.singles);
    count("pairs of deviations", runs.pairs, planned.pairs);
    count("random cases", runs.random, planned.random);
    line(
        "deviations explored",
        format!("{} at {} points", group(outcome.deviations), outcome.points.len()),
    );
    line("virtual time", span(outcome.virtual_time));
    line("wall time", format!("{:.1} s", outcome.wall_time.as_secs_f64()));
}

/// After a failure, what the runs so far say of the other clauses is no verdict.
fn mark<P: Property>(outcome: &Outcome<P>, clause: &str, fired: usize) -> &'static str {
    match &outcome.verdict {
        Verdict::Fails(found) if found.failure.clause() == clause => "✗",
        Verdict::Fails(_) | Verdict::Unrepeatable(_) => " ",
        _ if fired == 0 => "·",
        _ => "✓",
    }
}

/// The story of a failing case (P8).
pub fn counterexample<P: Property>(found: &Counterexample<P>) -> String {
    let mut out = String::new();
    let Counterexample { case, failure, was, minimised_in, .. } = found;
    let _ = writeln!(out, "{}  {}", failure.verdict().to_uppercase(), failure.clause());
    let _ = writeln!(
        out,
        "(run {}, made smaller: operations {} → {}, deviations {} → {}, in {} runs, {:.2} s)\n",
        found.found_after,
        was.0,
        case.operations.len(),
        was.1,
        case.plan.len(),
        minimised_in.0,
        minimised_in.1.as_secs_f64(),
    );
    let _ = match (&found.calm, case.plan.is_empty()) {
        (_, true) => writeln!(out, "   AWS did nothing unusual: the application alone does this."),
        (None, false) => writeln!(out, "   On a good day these operations hold."),
        (Some(_), false) => writeln!(out, "   On a good day these operations fail as well."),
    };
    out += &story::<P>(case, &found.run);
    let _ = writeln!(out, "\n why: {}", failure.why());
    let _ = writeln!(out, " as code: {}", serde_json::to_string(case).unwrap_or_default());
    if let Some(file) = &found.file {
        let _ = writeln!(out, " stored: {} (runs first from now on)", file.display());
    }
    out
}

/// A case and its run: operations, then everything that happened, in order.
pub fn story<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> String {
    let mut out = String::new();
    for (number, operation) in &case.operations {
        let client = case.clients.get(number);
        let client = client.map(|client| format!("  (client {client})")).unwrap_or_default();
        let _ = writeln!(out, "   op#{number:<3} {operation:?}{client}");
    }
    let _ = writeln!(out);
    let events = run.journal.events();
    let start = events.front().map_or(0, |event| event.at.millis());
    for event in events {
        if let Some(text) = line(event) {
            let seconds = (event.at.millis() - start) as f64 / 1000.0;
            let _ = writeln!(out, "   t={seconds:>9.3}s  {text}");
        }
    }
    out
}

/// A case, run again.
pub fn replay<P: Property>(case: &CaseOf<P>, run: &Run<P::Seen>) -> String {
    let story = story::<P>(case, run);
    let verdict = match &run.failure {
        None => format!("{} holds on this case", case.application),
        Some(failure) => {
            let verdict = failure.verdict().to_uppercase();
            format!("{verdict}  {}, by {}\n {}", failure.clause(), case.application, failure.why())
        }
    };
    format!("{story}\n{verdict}\n")
}

/// Why nothing can be said of a system whose runs differ.
pub fn unrepeatable<P: Property>(found: &Unrepeatable<P>) -> String {
    let mut out = String::new();
    let difference = &found.difference;
    let _ = writeln!(out, "UNREPEATABLE  the same case, run twice, did two things");
    let _ = writeln!(out, "   after {} events that are the same", group(difference.after));
    for (name, event) in [("first", &difference.first), ("then", &difference.second)] {
        let event = event.as_deref().unwrap_or("nothing more");
        let _ = writeln!(out, "   {name:<6} {event}");
    }
    let _ = writeln!(out, " likely: {}", difference.likely);
    if let Some(failure) = &found.failure {
        let _ = writeln!(out, " one run failed: {}: {}", failure.clause(), failure.why());
    }
    let _ = writeln!(out, " as code: {}", serde_json::to_string(&found.case).unwrap_or_default());
    out
}

/// One event, or nothing if it does not help the reader.
fn line(event: &Event) -> Option<String> {
    let op = event.attempt.as_ref().map_or("", |attempt| &attempt.scope);
    let op = op.strip_prefix("user/").map_or_else(|| op.to_owned(), |uid| format!("op#{uid}"));
    if op == "harness/probe" && !matches!(event.what, What::Fact { .. }) {
        return None;
    }
    let text = match &event.what {
        // What a replay needs and a reader does not.
        What::Start(_) | What::Input(_) | What::Step { .. } => return None,
        What::Call { operation, resource, .. } => {
            let number = event.attempt.as_ref().map_or(1, |attempt| attempt.number);
            let again = if number > 1 { format!("  (attempt {number})") } else { String::new() };
            format!("{op:<8} {operation} {resource}{again}")
        }
        What::Answer { lost: true, .. } => format!("{op:<8}   → no answer"),
        What::Answer { status, code, detail, .. } => {
            let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
            format!("{op:<8}   → {status} {code}{detail}")
        }
        What::Viewer { method, url, pop, .. } => format!("{op:<8} viewer {method} {url} {pop}"),
        What::Served { status, headers, .. } => {
            let cache = headers.get("x-cache").map_or("", String::as_str);
            let age = headers.get("age").map(|age| format!(", {age} s old")).unwrap_or_default();
            format!("{op:<8}   → {status} {cache}{age}")
        }
        What::Choice { point, option, clause, .. } => {
            format!("{op:<8} ✦ AWS: {option}   [{point}, legal: {clause}]")
        }
        What::Background { service, event, resource, .. } => {
            format!("{:<8} {service}: {event} {resource}", "-")
        }
        What::Effect { kind, target, outcome, .. } => {
            format!("{op:<8}   {kind} {target} → {outcome}")
        }
        What::Fact { name, fields } => {
            let fields: Vec<_> =
                fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
            format!("{op:<8} • {name} {}", fields.join(" "))
        }
    };
    Some(text)
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
}
