//! `parhelion-verify --assumptions`: which of AWS's freedoms an application does not bear. Each is switched on
//! alone, then pairs of those that it bears alone: what breaks it is what it assumes of AWS.

use crate::subject::{Subject, Visit};
use parhelion::choices;
use parhelion_properties::report::text;
use parhelion_properties::suite::{Days, Verdict};
use parhelion_properties::{Options, Property, Suite};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What breaks an application: the points that are free, and the clause that it violates then.
struct Broken {
    points: BTreeSet<String>,
    clause: String,
}

/// The list, and whether it is empty.
///
/// # Errors
/// The application cannot be set up.
pub fn assumptions(subject: Subject, options: &Options) -> Result<(String, bool), String> {
    struct Assume<'a>(&'a Options);
    impl Visit for Assume<'_> {
        type Out = Result<(String, bool), String>;
        fn visit<P: Property>(self, property: P) -> Self::Out {
            let suite = Suite::new(property)?;
            let application = suite.property().title().application;
            let clause = |days: Days, sweep: bool| {
                let options = Options { days, sweep, pairs: 0, stored: None, ..self.0.clone() };
                let outcome = suite.prove(&options, &|_, _| {});
                match &outcome.verdict {
                    Verdict::Holds | Verdict::Vacuous(_) => Ok(None),
                    Verdict::Fails(found) => Ok(Some(found.failure.clause().to_owned())),
                    // What does not repeat shows nothing.
                    Verdict::Unrepeatable(_) => Err(text::report(&outcome)),
                }
            };
            if let Some(clause) = clause(Days::Calm, true)? {
                let text = format!("{application} fails on a good day already: {clause}\n");
                return Ok((text, false));
            }
            let points = suite.points(self.0);
            let only = |points: &[&String]| points.iter().map(|it| (*it).clone()).collect();
            let mut broken = Vec::new();
            let mut borne = Vec::new();
            for point in &points {
                let points: BTreeSet<String> = only(&[point]);
                match clause(Days::Only(points.clone()), true)? {
                    Some(clause) => broken.push(Broken { points, clause }),
                    None => borne.push(point),
                }
            }
            for (at, first) in borne.iter().enumerate() {
                for second in &borne[at + 1..] {
                    let points: BTreeSet<String> = only(&[first, second]);
                    // Each alone was swept; together they come at random.
                    if let Some(clause) = clause(Days::Only(points.clone()), false)? {
                        broken.push(Broken { points, clause });
                    }
                }
            }
            let text = told(&application, (points.len(), borne.len()), &broken);
            Ok((text, broken.is_empty()))
        }
    }
    subject.with(Assume(options))
}

fn told(application: &str, (points, borne): (usize, usize), broken: &[Broken]) -> String {
    let pairs = borne * borne.saturating_sub(1) / 2;
    let mut out = format!("{application}: {points} freedoms alone, {pairs} pairs of them\n");
    // Writing to a String cannot fail: results are ignored.
    if broken.is_empty() {
        let _ = writeln!(out, "\nit assumes nothing of AWS that AWS does not promise");
        return out;
    }
    let _ = writeln!(out, "\nit assumes that AWS does not do this:");
    for Broken { points, clause } in broken {
        let names = points.iter().cloned().collect::<Vec<_>>().join(" with ");
        let _ = writeln!(out, "\n  {names}\n    breaks: {clause}");
        for point in choices::points().into_iter().filter(|point| points.contains(point.name)) {
            if let Some(clause) = point.options.iter().find_map(|option| option.clause) {
                let _ = writeln!(out, "    legal ({}): {}", clause.rule, clause.says);
            }
        }
    }
    out
}
