//! The mutants: enough of each kind, by their names; a sample of them is looked for. All of them:
//! `parhelion-verify --mutants`.

use mutation::{Class, Needs};
use parhelion_properties::Options;
use parhelion_scenarios::mutants::{Engine, hunt};
use parhelion_scenarios::subject::Subject;

#[test]
fn there_are_enough_of_each_kind() {
    let all = Subject::mutants();
    let share = |class| {
        let of = all.iter().filter(|mutant| mutant.class() == Some(class)).count();
        100 * of / all.len()
    };
    let needing = |needs| all.iter().filter(|mutant| mutant.needs() == Some(needs)).count();
    assert!(all.len() >= 100, "{}", all.len());
    assert!(share(Class::NotHandled) >= 33, "{}", share(Class::NotHandled));
    assert!(share(Class::OwnEffect) >= 20, "{}", share(Class::OwnEffect));
    assert!(needing(Needs::Deviations) >= 10 && needing(Needs::Clients) >= 10);
    assert!(needing(Needs::Crash) >= 5, "{}", needing(Needs::Crash));
    let named = all
        .iter()
        .all(|mutant| !mutant.violates().contains(&"") && mutant.description().len() > 20);
    assert!(named, "each says what it is and what it violates");
}

#[test]
fn a_sample_is_found_anew() {
    let options = Options { cases: 100, ..Options::default() };
    for mutant in Subject::mutants().into_iter().step_by(45) {
        let caught = hunt(mutant, Engine::Legal, &options).unwrap();
        assert!(caught.fits(), "{}: {:?}", mutant.name(), caught.by);
    }
}

/// The names of before, and the new ones.
#[test]
fn names_are_understood() {
    let named = |name: &str| Subject::named(name).map(|subject| subject.name());
    assert_eq!(named("dashboard").unwrap(), "dashboard");
    assert_eq!(named("no-retention").unwrap(), "dashboard/no-retention");
    assert_eq!(named("gallery:no-index-lock").unwrap(), "gallery/no-index-lock");
    assert_eq!(named("invoices/no-ledger-lock").unwrap(), "invoices/no-ledger-lock");
    assert_eq!(named("no-ledger-lock").unwrap(), "invoices/no-ledger-lock");
    assert!(named("throttled-lines-dropped").unwrap_err().contains("say which"));
    assert!(named("galery").unwrap_err().contains("did you mean gallery?"));
}
