//! Panics, hangs and runs that do not repeat are verdicts of their own, each with its case.

use parhelion_properties::report::{json, junit, text};
use parhelion_properties::suite::{Outcome, Verdict};
use parhelion_properties::{Monitor, Options, Property, Stage, Suite, Target, Title};
use proptest::prelude::*;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// An application that does one thing, right or wrong, when it is given 7.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Does {
    Nothing,
    Panics,
    PanicsInATask,
    PanicsWhenItStops,
    Waits,
    TriesForEver,
    AsksTheWallClock,
    LoopsOverAHashMap,
    BreaksTheClause,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
enum Seen {
    Answered { number: u8, well: bool },
}

struct Toy(Does);

impl Toy {
    async fn seven(&self, stage: &Stage<Seen>) {
        let s3 = stage.clients().s3;
        let put = |key: &str, body: String| {
            s3.put_object().bucket("toys").key(key).body(body.into_bytes().into()).send()
        };
        match self.0 {
            Does::Panics => panic!("seven is too much"),
            Does::PanicsInATask => {
                tokio::spawn(async { panic!("a task dies") });
                stage.target().pass(Duration::from_secs(1)).await;
            }
            Does::Waits => std::future::pending().await,
            Does::TriesForEver => {
                while s3.get_object().bucket("toys").key("none").send().await.is_err() {}
            }
            Does::AsksTheWallClock => {
                let now = std::time::SystemTime::now();
                let since = now.duration_since(std::time::UNIX_EPOCH).unwrap();
                put("log", format!("{:030}", since.as_nanos())).await.unwrap();
            }
            Does::LoopsOverAHashMap => {
                let all: HashMap<u32, ()> = (0..50).map(|key| (key, ())).collect();
                for key in all.keys() {
                    put(&key.to_string(), String::new()).await.unwrap();
                }
            }
            Does::Nothing | Does::PanicsWhenItStops | Does::BreaksTheClause => {}
        }
    }
}

impl Property for Toy {
    type Operation = u8;
    type Seen = Seen;
    type Fixture = ();
    type System = Arc<Stage<Seen>>;

    fn title(&self) -> Title {
        Title::new("toy", "every number is answered", &format!("toy/{:?}", self.0))
    }
    async fn set_up(&self, target: &Target) -> Result<(), String> {
        let made = target.clients().s3.create_bucket().bucket("toys").send().await;
        made.map(drop).map_err(|error| error.to_string())
    }
    fn start(&self, (): &(), stage: &Stage<Seen>) -> Arc<Stage<Seen>> {
        Arc::new(stage.clone())
    }
    fn operation(&self) -> BoxedStrategy<u8> {
        (0..10_u8).boxed()
    }
    fn simpler(&self, number: &u8) -> Vec<u8> {
        (0..*number).collect()
    }
    fn examples(&self) -> Vec<Vec<u8>> {
        vec![vec![1, 2]]
    }
    fn calls_max(&self) -> u64 {
        200
    }
    async fn drive(&self, stage: &Arc<Stage<Seen>>, number: &u8) {
        if *number == 7 {
            self.seven(stage).await;
        }
        let well = *number != 7 || self.0 != Does::BreaksTheClause;
        stage.observe(Seen::Answered { number: *number, well });
    }
    async fn stop(&self, stage: &Arc<Stage<Seen>>) {
        let seven = stage.observations().iter().any(|one| {
            let Seen::Answered { number, .. } = one.seen;
            number == 7
        });
        assert!(self.0 != Does::PanicsWhenItStops || !seven, "it stops in a bad mood");
    }
    fn monitors(&self) -> Vec<Monitor<Seen>> {
        vec![
            Monitor::always("every number is answered well", |Seen::Answered { well, .. }| {
                Some(*well)
            }),
            Monitor::always("numbers are small", |Seen::Answered { number, .. }| {
                Some(*number < 10)
            }),
        ]
    }
}

fn tried(does: Does) -> Outcome<Toy> {
    let options = Options { cases: 200, ..Options::default() };
    Suite::new(Toy(does)).unwrap().prove(&options, &|_, _| {})
}

/// The verdict, and the words that its report must have.
fn fails(does: Does, verdict: &str, words: &[&str]) {
    let outcome = tried(does);
    let report = text::report(&outcome);
    let found = outcome.counterexample().unwrap_or_else(|| panic!("{does:?}: {report}"));
    assert_eq!(found.failure.verdict(), verdict, "{report}");
    assert_eq!(json::report(&outcome)["verdict"], verdict);
    assert_eq!(found.case.operations.len(), 1, "{report}");
    assert_eq!(found.case.operations[0].1, 7, "{report}");
    for word in words {
        assert!(report.contains(word), "{word}: {report}");
    }
    // No clause is said to hold, and no case to have been run that was not.
    assert!(!report.contains('✓') && outcome.runs.random < 200, "{report}");
    assert_eq!(junit::report(&outcome).matches("<failure").count(), 1);
    let again = Suite::new(Toy(does)).unwrap().replay(&found.case);
    assert_eq!(again.failure.map(|failure| failure.verdict()), Some(verdict));
}

#[test]
fn what_does_nothing_wrong_holds() {
    let outcome = tried(Does::Nothing);
    assert!(outcome.holds(), "{}", text::report(&outcome));
    assert_eq!(outcome.runs.random, 200);
    // Each run ends with ten minutes in which AWS is well.
    assert!(outcome.virtual_time >= Duration::from_secs(600) * outcome.runs.all() as u32);
}

#[test]
fn a_panic_is_a_verdict_wherever_it_is() {
    fails(Does::Panics, "panicked", &["verdicts.rs:", "seven is too much"]);
    fails(Does::PanicsInATask, "panicked", &["a task dies"]);
    fails(Does::PanicsWhenItStops, "panicked", &["it stops in a bad mood"]);
}

#[test]
fn a_hang_names_what_was_under_way() {
    fails(Does::Waits, "hangs", &["still under way: op#"]);
    fails(Does::TriesForEver, "hangs", &["still under way: op#"]);
}

#[test]
fn a_clause_is_blamed_for_what_it_says_alone() {
    fails(Does::BreaksTheClause, "violated", &["every number is answered well", "number=7"]);
}

#[test]
fn runs_that_differ_are_no_verdict_on_the_clauses() {
    for (does, likely) in
        [(Does::AsksTheWallClock, "SystemTime::now"), (Does::LoopsOverAHashMap, "HashMap")]
    {
        let options = Options { cases: 400, ..Options::default() };
        let outcome = Suite::new(Toy(does)).unwrap().prove(&options, &|_, _| {});
        let report = text::report(&outcome);
        let Verdict::Unrepeatable(found) = &outcome.verdict else { panic!("{report}") };
        assert!(found.difference.likely.contains(likely), "{report}");
        assert_eq!(json::report(&outcome)["verdict"], "unrepeatable");
        assert!(!outcome.holds() && report.contains("UNREPEATABLE"));
        assert_eq!(junit::report(&outcome).matches("<failure").count(), 1);
    }
}

#[test]
fn what_cannot_be_set_up_says_why() {
    struct Broken;
    impl Property for Broken {
        type Operation = u8;
        type Seen = u8;
        type Fixture = ();
        type System = ();
        fn title(&self) -> Title {
            Title::new("broken", "", "broken")
        }
        async fn set_up(&self, _: &Target) -> Result<(), String> {
            panic!("no account")
        }
        fn start(&self, (): &(), _: &Stage<u8>) {}
        fn operation(&self) -> BoxedStrategy<u8> {
            any::<u8>().boxed()
        }
        fn examples(&self) -> Vec<Vec<u8>> {
            Vec::new()
        }
        async fn drive(&self, (): &(), _: &u8) {}
        fn monitors(&self) -> Vec<Monitor<u8>> {
            Vec::new()
        }
    }
    let why = Suite::new(Broken).err().unwrap();
    assert!(why.contains("no account"), "{why}");
}
