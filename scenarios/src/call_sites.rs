//! `parhelion-verify --certificate`: every call of the examples, with everything that may happen to it.

use crate::subject::{Subject, Visit};
use parhelion_properties::report::text;
use parhelion_properties::suite::Happens;
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
            let found = outcome.counterexample();
            let _ = writeln!(
                out,
                "\n{} calls, {ways} deviations, {}",
                all.sites,
                if found.is_none() { "0 violations" } else { "violated" }
            );
            if let Some(found) = found {
                let _ = writeln!(out, "\n{}", text::counterexample(found));
            }
            Ok((out, found.is_none()))
        }
    }
    subject.with(Certify(options))
}
