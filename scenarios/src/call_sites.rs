//! `parhelion-verify --certificate`: every call of the examples, with everything that may happen to it.

use crate::subject::{Subject, Visit};
use parhelion_properties::report::text;
use parhelion_properties::suite::{Happens, Verdict};
use parhelion_properties::{Options, Property, Suite};
use std::fmt::Write;

/// The certificate, and whether there is no violation.
///
/// # Errors
/// The application cannot be set up.
pub fn certificate(subject: Subject, options: &Options) -> Result<(String, bool), String> {
    struct Certify<'a>(&'a Options);
    impl Visit for Certify<'_> {
        type Out = Result<(String, bool), String>;
        fn visit<P: Property>(self, property: P) -> Self::Out {
            let suite = Suite::new(property)?;
            let options =
                Options { cases: 0, pairs: 0, stored: None, sweep: true, ..self.0.clone() };
            let all = suite.deviations(&options);
            let outcome = suite.prove(&options, &|_, _| {});
            let ways: usize = all.by.values().map(|(_, ways)| ways).sum();
            let mut out = format!("{}: {}\n\n", outcome.title.application, outcome.title.says);
            // Writing to a String cannot fail: results are ignored.
            let _ = writeln!(out, "{:<44} {:>6} {:>11}", "each call, alone", "calls", "deviations");
            for happens in Happens::ALL {
                let (calls, ways) = all.by.get(&happens).copied().unwrap_or_default();
                let _ = writeln!(out, "{:<44} {calls:>6} {ways:>11}", happens.name());
            }
            // What a short sweep has nothing to say of is no violation; what does not repeat is no proof.
            let (verdict, more) = match &outcome.verdict {
                Verdict::Holds | Verdict::Vacuous(_) => ("0 violations", None),
                Verdict::Fails(found) => ("violated", Some(text::counterexample(found))),
                Verdict::Unrepeatable(_) => ("not deterministic", Some(text::report(&outcome))),
            };
            let _ = writeln!(out, "\n{} calls, {ways} deviations, {verdict}", all.sites);
            if let Some(more) = &more {
                let _ = writeln!(out, "\n{more}");
            }
            Ok((out, more.is_none()))
        }
    }
    subject.with(Certify(options))
}
