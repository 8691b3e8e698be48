//! What one case of Property 16 costs, everything included.

use crate::measure::{best, row};
use parhelion::Adversary;
use parhelion_properties::suite::generate;
use parhelion_properties::{Case, Suite};
use parhelion_scenarios::DashboardApplication;
use std::hint::black_box;
use std::sync::Arc;

/// The mean of ten different cases of 30 operations, a tenth of AWS's choices taken.
pub(crate) fn case() {
    const CASES: usize = 10;
    let suite = Suite::new(Arc::new(DashboardApplication::new(None))).unwrap();
    let of_30 = |seed: &u64| generate(*seed).len() >= 30;
    let cases: Vec<Case> = (0..)
        .filter(of_30)
        .take(CASES)
        .map(|seed| Case::new("dashboard", generate(seed).into_iter().take(30).collect(), seed))
        .collect();
    let each = best(CASES as u32, |n| {
        let case = &cases[n as usize];
        black_box(suite.run(case, Adversary::random(case.seed, 0.1)));
    });
    let reached = format!("{:.1} ms", each.as_secs_f64() * 1e3);
    row("one Property 16 case of 30 operations", &reached, "≤ 5 ms");
}
