//! A counterexample of a bundled application as a Rust test.

use parhelion_properties::report::shape::Counterexample;
use parhelion_properties::report::test_file::{self, Shape};

const IMPORTS: &str = "\
use parhelion_properties::CaseOf;
use parhelion_properties::property_16::Property16;
use parhelion_properties::report::text;
use parhelion_scenarios::named;
";

/// The text of a test that runs the case on `application`, or on the one that `PARHELION_APP` names: to see
/// whether it is mended there. It belongs into `scenarios/tests`.
pub fn test(found: &Counterexample, application: &str) -> String {
    let items = format!(
        "/// Which application: `PARHELION_APP=dashboard` tries the unbroken one.\n\
         fn application() -> String {{\n    \
         std::env::var(\"PARHELION_APP\").unwrap_or_else(|_| {application:?}.to_owned())\n}}"
    );
    let suite = "named::suite(&application())";
    test_file::of(found, &Shape { property: "Property16", imports: IMPORTS, items: &items, suite })
}
