//! Suites of the bundled applications by their names on the command line, as emitted tests ask for them.

use crate::DashboardApplication;
use crate::gallery::GalleryProperty;
use crate::invoices::InvoicesProperty;
use crate::subject::Subject;
use parhelion_properties::Suite;
use parhelion_properties::property_16::Property16;
use std::sync::Arc;

/// Property 16 of the dashboard: of `dashboard`, `no-retention`, `dashboard/no-retention`.
///
/// # Errors
/// There is no such application, it is another one, or it cannot be set up.
pub fn suite(application: &str) -> Result<Suite<Property16>, String> {
    let Subject::Dashboard(mutant) = Subject::named(application)? else {
        return Err(another(application));
    };
    Suite::new(Property16::new(Arc::new(DashboardApplication::new(mutant))))
}

/// The gallery's property: of `gallery`, `gallery/no-index-lock`.
///
/// # Errors
/// As [`suite`].
pub fn gallery(application: &str) -> Result<Suite<GalleryProperty>, String> {
    let Subject::Gallery(mutant) = Subject::named(application)? else {
        return Err(another(application));
    };
    Suite::new(GalleryProperty::new(mutant))
}

/// The invoice service's property.
///
/// # Errors
/// As [`suite`].
pub fn invoices(application: &str) -> Result<Suite<InvoicesProperty>, String> {
    let Subject::Invoices(mutant) = Subject::named(application)? else {
        return Err(another(application));
    };
    Suite::new(InvoicesProperty::new(mutant))
}

fn another(application: &str) -> String {
    format!("{application} is another application than this case's")
}
