//! Which clauses of Property 16 are judged.

use super::step::Has;
use crate::declaration::Crash;
use parhelion_properties::application::Interface;
pub use parhelion_properties::property_16::clauses::all;
use parhelion_properties::property_16::{Seen, monitors};
use parhelion_properties::{Monitor, Observed};

/// The clause on log lines, by its beginning: after a kill it may be excused.
const LINES: &str = "16c: every production log line";

/// Those that are not switched off, of what there is.
pub fn judged(off: &[String], has: Has, crash: Crash, interface: &Interface) -> Vec<Monitor<Seen>> {
    let judged = monitors(interface).into_iter().filter(|monitor| {
        let clause = &*monitor.clause;
        let speaks_of = match clause.split_once(':').map_or(clause, |(group, _)| group) {
            "16a" => has.uploads,
            "16b" | "6.5" | "freshness" => has.assets,
            "16c" if clause.contains("as long as promised") => has.logs && has.retention,
            "16c" => has.logs,
            "6.4" if clause.contains("origin") => has.origin && has.uploads,
            "6.4" => has.uploads || has.assets,
            _ => true,
        };
        speaks_of && !off.iter().any(|off| clause.starts_with(off.as_str()))
    });
    let excused = |monitor: Monitor<Seen>| match crash == Crash::LosesLogs
        && monitor.clause.starts_with(LINES)
    {
        true => lines_but_for_kills(monitor.clause.into_owned()),
        false => monitor,
    };
    judged.map(excused).collect()
}

/// Lines of requests that were answered before a kill may be lost with it.
fn lines_but_for_kills(clause: String) -> Monitor<Seen> {
    Monitor::over(clause, |run: &[Observed<Seen>]| {
        let last_kill = run.iter().rposition(|one| matches!(one.seen, Seen::Crashed));
        let arrived = |wanted: &str| {
            run.iter().any(|one| matches!(&one.seen, Seen::LogVisible { id } if id == wanted))
        };
        let judged = run.iter().enumerate().filter_map(|(at, one)| {
            let Seen::ProductionLog { id, .. } = &one.seen else { return None };
            if last_kill.is_some_and(|kill| at < kill) && !arrived(id) {
                return None;
            }
            Some((at, (!arrived(id)).then(|| "its line is not there in the end".to_owned())))
        });
        judged.collect()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use parhelion::Timestamp;

    const ALL: Has = Has {
        uploads: true,
        reads: true,
        removes: true,
        lists: true,
        long_requests: true,
        assets: true,
        publishes: true,
        logs: true,
        retention: true,
        origin: true,
        crashes: true,
    };

    fn clauses(off: &[&str], has: Has) -> Vec<String> {
        let off: Vec<String> = off.iter().map(|off| (*off).to_owned()).collect();
        let interface = Interface::default();
        judged(&off, has, Crash::LosesLogs, &interface)
            .into_iter()
            .map(|it| it.clause.into_owned())
            .collect()
    }

    #[test]
    fn what_is_off_or_not_there_is_not_judged() {
        let of_files = |clause: &str| clause.contains(" list ") || clause.contains("remove");
        let but_for_files: Vec<_> = all().into_iter().filter(|it| !of_files(it)).collect();
        assert_eq!(clauses(&[], ALL), but_for_files);
        assert_eq!(all().len(), but_for_files.len() + 5);
        assert!(!clauses(&["6.4"], ALL).iter().any(|clause| clause.starts_with("6.4")));
        let only_logs =
            Has { uploads: false, assets: false, origin: false, retention: false, ..ALL };
        let left = clauses(&[], only_logs);
        assert!(
            left.iter()
                .all(|clause| clause.starts_with("16c: every") || clause.starts_with("calm")),
            "{left:?}"
        );
        assert_eq!(left.len(), 2);
    }

    #[test]
    fn lines_before_a_kill_are_excused() {
        let line = |id: &str| Seen::ProductionLog { id: id.into(), status: 200, calm: None };
        let there = |id: &str| Seen::LogVisible { id: id.into() };
        let run = |seen: Vec<Seen>| -> Vec<Observed<Seen>> {
            seen.into_iter()
                .map(|seen| Observed { at: Timestamp(0), operation: None, seen })
                .collect()
        };
        let of = |crash| {
            judged(&[], ALL, crash, &Interface::default())
                .into_iter()
                .find(|it| it.clause.starts_with(LINES))
                .unwrap()
        };
        let lost_with_it = run(vec![line("a"), Seen::Crashed, line("b"), there("b")]);
        assert!(of(Crash::LosesLogs).judge(&lost_with_it).violation.is_none());
        assert!(of(Crash::LosesNothing).judge(&lost_with_it).violation.is_some());
        let lost_after = run(vec![line("a"), Seen::Crashed, line("b"), there("a")]);
        let judgement = of(Crash::LosesLogs).judge(&lost_after);
        assert_eq!(judgement.fired, 2);
        assert!(judgement.violation.unwrap().witness.contains("id=b"));
        assert!(of(Crash::LosesLogs).judge(&run(vec![line("a")])).violation.is_some());
    }
}
