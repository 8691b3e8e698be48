//! The gallery and the invoice service hold, on good days and bad ones, with clients at once and crashes.
//! Nights sweep every single deviation, with fresh seeds.

use parhelion_properties::report::text;
use parhelion_properties::suite::Verdict;
use parhelion_properties::{Options, Property, Suite};
use parhelion_scenarios::subject::{Subject, Visit};

/// What a short run may have nothing to say of.
const UNLIKELY: [&str; 2] = ["every failure is logged", "every alarm goes off in time"];

struct Prove(Options);

impl Visit for Prove {
    type Out = ();
    fn visit<P: Property>(self, property: P) {
        let outcome = Suite::new(property).unwrap().prove(&self.0, &|_, _| {});
        let holds = match &outcome.verdict {
            Verdict::Holds => true,
            // Few days are so bad that a request fails.
            Verdict::Vacuous(clauses) => clauses.iter().all(|it| UNLIKELY.contains(&it.as_str())),
            Verdict::Fails(_) | Verdict::Unrepeatable(_) => false,
        };
        assert!(holds, "{}", text::report(&outcome));
    }
}

#[test]
fn the_gallery_holds() {
    Subject::Gallery(None).with(Prove(Options { cases: 30, sweep: false, ..Options::default() }));
}

#[test]
fn the_invoice_service_holds() {
    Subject::Invoices(None).with(Prove(Options { cases: 30, sweep: false, ..Options::default() }));
}
