//! A counterexample of a bundled application as a Rust test.

use parhelion_properties::report::shape::Counterexample;
use parhelion_properties::report::test_file::{self, Shape};

/// The text of a test that runs the case on `application`, or on the one that `PARHELION_APP` names: to see
/// whether it is mended there. It belongs into `scenarios/tests`.
pub fn test(found: &Counterexample, application: &str) -> String {
    let (property, module, suite) = match application.split('/').next() {
        Some("gallery") => ("GalleryProperty", "parhelion_scenarios::gallery", "gallery"),
        Some("invoices") => ("InvoicesProperty", "parhelion_scenarios::invoices", "invoices"),
        _ => ("Property16", "parhelion_properties::property_16", "suite"),
    };
    let whole = application.split('/').next().unwrap_or(application);
    let mut imports = [
        "use parhelion_properties::CaseOf;".to_owned(),
        format!("use {module}::{property};"),
        "use parhelion_properties::report::text;".to_owned(),
        "use parhelion_scenarios::named;".to_owned(),
    ];
    imports.sort();
    let imports = imports.join("\n") + "\n";
    let items = format!(
        "/// Which application: `PARHELION_APP={whole}` tries the unbroken one.\n\
         fn application() -> String {{\n    \
         std::env::var(\"PARHELION_APP\").unwrap_or_else(|_| {application:?}.to_owned())\n}}"
    );
    let suite = format!("named::{suite}(&application())");
    test_file::of(found, &Shape { property, imports: &imports, items: &items, suite: &suite })
}
