//! Applications by their names on the command line.

use crate::DashboardApplication;
use dashboard::Mutant;
use parhelion_properties::Suite;
use parhelion_properties::property_16::Property16;
use std::sync::Arc;

/// Property 16 of a bundled application, set up: of `dashboard`, `no-retention`, `dashboard/no-retention`.
///
/// # Errors
/// There is no such application, or it cannot be set up.
pub fn suite(application: &str) -> Result<Suite<Property16>, String> {
    let application = Arc::new(DashboardApplication::new(mutant(application)?));
    Suite::new(Property16::new(application))
}

/// The mutant that an application's name names; the unbroken one is none.
///
/// # Errors
/// There is no such mutant; with the name that is nearest.
pub fn mutant(name: &str) -> Result<Option<Mutant>, String> {
    match name.strip_prefix("dashboard/").unwrap_or(name) {
        "dashboard" => Ok(None),
        mutant => mutant.parse().map(Some).map_err(|why| format!("{why}; {}", meant(mutant))),
    }
}

/// The application whose name is nearest.
fn meant(name: &str) -> String {
    let all = Mutant::ALL.iter().map(|mutant| mutant.name()).chain(["dashboard"]);
    let nearest = all.min_by_key(|known| strsim::damerau_levenshtein(name, known));
    format!("did you mean {}? --list names them all", nearest.unwrap_or_default())
}
