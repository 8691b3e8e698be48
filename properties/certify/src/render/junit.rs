//! For CI servers: a test case for each criterion and property. What nothing proves is skipped.

use super::name;
use crate::certificate::{Certificate, Entry, Status};
use parhelion_properties::report::junit::escape;
use std::fmt::Write;

/// A `<testsuite>`.
pub fn of(certificate: &Certificate) -> String {
    let criteria = certificate.criteria.iter().map(|entry| (entry, false));
    let all: Vec<(&Entry, bool)> =
        criteria.chain(certificate.properties.iter().map(|entry| (entry, true))).collect();
    let mut cases = String::new();
    let (mut failures, mut skipped) = (0, 0);
    for (entry, property) in &all {
        let name = escape(&format!("{} {}", name(entry, *property), entry.text));
        let why = escape(&format!("{}: {}", entry.status.word(), entry.because));
        let told = match entry.status {
            Status::Proved => format!("<system-out>{why}</system-out>"),
            status if status.fails() => {
                failures += 1;
                let story = entry.clauses.iter().find_map(|known| known.story.as_ref());
                let story =
                    story.map(|story| escape(&story.sentences.join(" "))).unwrap_or_default();
                format!("<failure message=\"{why}\">{story}</failure>")
            }
            _ => {
                skipped += 1;
                format!("<skipped message=\"{why}\"/>")
            }
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            cases,
            "  <testcase classname=\"certificate\" name=\"{name}\" time=\"0\">{told}</testcase>"
        );
    }
    if !certificate.failures.is_empty() {
        failures += 1;
        let why = escape(&certificate.failures.join("\n"));
        let _ = writeln!(
            cases,
            "  <testcase classname=\"certificate\" name=\"every run holds\" time=\"0\">\
             <failure message=\"runs fail\">{why}</failure></testcase>"
        );
    }
    let tests = all.len() + usize::from(!certificate.failures.is_empty());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuite name=\"Certificate of {}\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\">\n\
         {cases}</testsuite>\n",
        escape(&certificate.application)
    )
}
