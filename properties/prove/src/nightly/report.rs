//! What came of a nightly run.

use parhelion_properties::monitor::Violation;
use parhelion_properties::property_16::{Operation, Seen};
use parhelion_properties::stage::Breakdown;
use parhelion_properties::{Monitor, Stage};
use serde_json::{Value, json};
use std::fmt::Write;

/// Clauses, how often each had something to judge, and what does not hold.
pub struct Report {
    /// The application and where it is.
    pub application: String,
    /// How many cases were run.
    pub cases: usize,
    /// Each clause, and how often it had something to judge.
    pub fired: Vec<(String, usize)>,
    /// What does not hold, and what was done then.
    pub violation: Option<(Violation, Vec<(u32, Operation)>)>,
    /// What could not be removed.
    pub left: Option<String>,
}

impl Report {
    pub(super) fn new(application: String, monitors: &[Monitor<Seen>]) -> Self {
        let fired =
            monitors.iter().map(|monitor| (monitor.clause.clone().into_owned(), 0)).collect();
        Self { application, cases: 0, fired, violation: None, left: None }
    }

    pub(super) fn add(
        &mut self,
        monitors: &[Monitor<Seen>],
        stage: &Stage<Seen>,
        ended: Result<(), String>,
        operations: &[(u32, Operation)],
    ) {
        self.cases += 1;
        let observations = stage.observations();
        let mut violation = None;
        for (monitor, (_, fired)) in monitors.iter().zip(&mut self.fired) {
            let judgement = monitor.judge(&observations);
            *fired += judgement.fired;
            violation = violation.or(judgement.violation);
        }
        let hangs = match stage.apart().breakdown {
            Some(Breakdown::Hangs(why) | Breakdown::Died(why)) => Some(why),
            None => ended.err(),
        };
        let hangs = hangs.map(|why| Violation {
            clause: "everything comes to its end".to_owned(),
            why,
            witness: String::new(),
        });
        self.violation = hangs.or(violation).map(|violation| (violation, operations.to_vec()));
    }

    pub(super) fn is_over(&self) -> bool {
        self.violation.is_some()
    }

    /// Whether every clause had something to judge and held, and nothing is left.
    pub fn holds(&self) -> bool {
        self.verdict() == "holds"
    }

    fn verdict(&self) -> &'static str {
        match &self.violation {
            Some(_) => "violated",
            None if self.left.is_some() => "unclean",
            None if self.fired.iter().any(|(_, fired)| *fired == 0) => "vacuous",
            None => "holds",
        }
    }

    /// For a person.
    pub fn text(&self) -> String {
        let mut out = format!("Property 16 on {}, deployed\n\n", self.application);
        // Writing to a String cannot fail.
        for (clause, fired) in &self.fired {
            let _ = writeln!(out, "  {clause:<76} {fired:>9}");
        }
        let _ = writeln!(out, "\n  cases {}\n\n{}", self.cases, self.verdict().to_uppercase());
        if let Some((Violation { clause, why, witness }, operations)) = &self.violation {
            for (number, operation) in operations {
                let _ = writeln!(out, "   op#{number:<3} {operation:?}");
            }
            let _ = writeln!(out, " {clause}\n {why}: {witness}");
        }
        if let Some(left) = &self.left {
            let _ = writeln!(out, " {left}");
        }
        out
    }

    /// For a script.
    pub fn json(&self) -> Value {
        let clauses = self.fired.iter();
        let clauses: Vec<_> =
            clauses.map(|(clause, fired)| json!({ "clause": clause, "fired": fired })).collect();
        let counterexample = self.violation.as_ref().map(|(found, operations)| {
            json!({ "clause": found.clause, "why": found.why, "witness": found.witness, "operations": operations })
        });
        json!({
            "property": "16",
            "application": self.application,
            "verdict": self.verdict(),
            "clauses": clauses,
            "cases": self.cases,
            "counterexample": counterexample,
            "left": self.left,
        })
    }
}
