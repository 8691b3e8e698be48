//! What one case of Property 16 costs, everything included.

use crate::measure::{best, row};
use parhelion::Adversary;
use parhelion_properties::property_16::Property16;
use parhelion_properties::suite::generate;
use parhelion_properties::{Case, CaseOf, Property, Suite};
use parhelion_scenarios::DashboardApplication;
use std::hint::black_box;
use std::sync::Arc;

/// The mean of ten different cases of 30 operations, a tenth of AWS's choices taken.
pub(crate) fn case() {
    const CASES: usize = 10;
    let suite = Suite::new(Property16::new(Arc::new(DashboardApplication::new(None)))).unwrap();
    let property = suite.property();
    let of_30 = |seed: &u64| generate(property, *seed).len() >= 30;
    let cases: Vec<CaseOf<Property16>> = (0..)
        .filter(of_30)
        .take(CASES)
        .map(|seed| {
            let operations = generate(property, seed).into_iter().take(30).collect();
            Case::new(&property.title(), operations, seed)
        })
        .collect();
    let each = best(CASES as u32, |n| {
        let case = &cases[n as usize];
        black_box(suite.run(case, Adversary::random(case.seed, 0.1)));
    });
    let reached = format!("{:.1} ms", each.as_secs_f64() * 1e3);
    row("one Property 16 case of 30 operations", &reached, "≤ 5 ms");
}
