//! The code of `docs/your-own-property.md`, which a test below compares with it.
#![allow(clippy::unwrap_used)]

// [begin]
use aws_sdk_s3::{Client, error::ProvideErrorMetadata, primitives::ByteStream};
use parhelion_properties::facts::{Fact, clauses};
use parhelion_properties::{Monitor, Property, Stage, Target, Title};
use proptest::prelude::*;

/// A guest book: one object of S3, to which each visitor adds a line. `careful`: nobody overwrites
/// what he has not read.
struct GuestBook {
    careful: bool,
}

async fn add(s3: &Client, line: &str, careful: bool) -> bool {
    for _ in 0..10 {
        let Ok(old) = s3.get_object().bucket("guests").key("book").send().await else { continue };
        let tag = old.e_tag.clone().filter(|_| careful);
        let Ok(text) = old.body.collect().await else { continue };
        let mut text = String::from_utf8(text.to_vec()).unwrap();
        if text.lines().any(|there| there == line) {
            return true; // an earlier try whose answer was lost
        }
        text += &format!("{line}\n");
        let put = s3.put_object().bucket("guests").key("book").set_if_match(tag);
        match put.body(ByteStream::from(text.into_bytes())).send().await {
            Ok(_) => return true,
            Err(error) if error.code() == Some("PreconditionFailed") => {}
            Err(_) => {}
        }
    }
    false
}

impl Property for GuestBook {
    type Operation = u8; // a visitor's number
    type Seen = Fact;
    type Fixture = ();
    type System = Stage<Fact>;

    fn title(&self) -> Title {
        Title::new("guest-book", "no visitor's line is lost", "guest book")
    }
    async fn set_up(&self, target: &Target) -> Result<(), String> {
        let s3 = target.clients().s3;
        s3.create_bucket().bucket("guests").send().await.map_err(|error| error.to_string())?;
        let put = s3.put_object().bucket("guests").key("book").send().await;
        put.map(drop).map_err(|error| error.to_string())
    }
    fn start(&self, (): &(), stage: &Stage<Fact>) -> Stage<Fact> {
        stage.clone()
    }
    fn operation(&self) -> BoxedStrategy<u8> {
        (0..100_u8).boxed()
    }
    fn examples(&self) -> Vec<Vec<u8>> {
        vec![vec![1, 2]]
    }
    fn clients(&self) -> u8 {
        2
    }
    async fn drive(&self, stage: &Stage<Fact>, visitor: &u8) {
        let update = format!("visitor {visitor}");
        if add(&stage.clients().s3, &update, self.careful).await {
            stage.observe(Fact::Added { what: "book".into(), update });
        }
    }
    async fn probe(&self, stage: &Stage<Fact>) {
        let book = stage.clients().s3.get_object().bucket("guests").key("book").send().await;
        let text = book.unwrap().body.collect().await.unwrap().to_vec();
        for line in String::from_utf8(text).unwrap().lines() {
            stage.observe(Fact::Holds { what: "book".into(), update: line.into() });
        }
    }
    fn monitors(&self) -> Vec<Monitor<Fact>> {
        vec![clauses::no_update_is_lost()]
    }
}
// [end]

use parhelion_properties::report::text;
use parhelion_properties::{Options, Suite};

fn options() -> Options {
    Options { cases: 60, ..Options::default() }
}

#[test]
fn the_careful_book_holds_and_the_other_is_caught() {
    // [begin]
    let careful = Suite::new(GuestBook { careful: true }).unwrap();
    let outcome = careful.prove(&options(), &|_, _| {});
    assert!(outcome.holds(), "{}", text::report(&outcome));

    let careless = Suite::new(GuestBook { careful: false }).unwrap();
    let outcome = careless.prove(&options(), &|_, _| {});
    let found = outcome.counterexample().unwrap();
    assert_eq!(found.failure.clause(), "no update is lost");
    assert_eq!(found.case.operations.len(), 2); // two visitors,
    assert_eq!(found.case.by_client().len(), 2); // at once
    // [end]
    println!("{}", text::report(&outcome));
}

/// Every line of code in the tutorial is a line here, in this order.
#[test]
fn the_tutorial_is_this_file() {
    let tutorial = include_str!("../../docs/your-own-property.md");
    let blocks = tutorial.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next());
    let told: Vec<&str> = blocks.flat_map(str::lines).map(str::trim_end).collect();
    let parts = include_str!("your_own_property.rs").split("// [begin]\n").skip(1);
    let here = parts.filter_map(|rest| rest.split("// [end]").next()).flat_map(str::lines);
    // The second part is a test's body: indented here.
    let here: Vec<&str> = here.map(|line| line.trim_start()).collect();
    let told: Vec<&str> = told.iter().map(|line| line.trim_start()).collect();
    let lines = |lines: &[&str]| -> Vec<String> {
        lines.iter().filter(|line| !line.is_empty()).map(ToString::to_string).collect()
    };
    assert_eq!(lines(&told), lines(&here));
}
