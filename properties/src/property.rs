//! What a property is: what may be done to a system, what is seen of it, and what must be true.

use crate::monitor::Monitor;
use crate::stage::Stage;
use crate::story::words;
use crate::target::{ATTEMPTS, Target};
use proptest::strategy::BoxedStrategy;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::future::Future;

/// A property of a system that uses AWS, and how it is tried.
///
/// A case is a list of [operations](Self::Operation). For each case the harness forks the cloud that
/// [`set_up`](Self::set_up) left, [starts](Self::start) the system on it, [drives](Self::drive) the
/// operations, [stops](Self::stop) the system, gives AWS a good day, and [probes](Self::probe) what is
/// left. What the property [observes](Stage::observe) meanwhile is judged by its
/// [monitors](Self::monitors). Then the same with every deviation that AWS may legally make, each alone,
/// and with many at random; a failure is made small.
///
/// `docs/your-own-property.md` writes one from nothing.
pub trait Property: Send + Sync + 'static {
    /// What users, deployers and strangers do. It is stored in cases, so its form should be kept.
    type Operation: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync;

    /// What is seen, in the property's own types: an enum, most often. Journals and reports show a
    /// variant's name and members as serde writes them.
    type Seen: Clone + Debug + PartialEq + Serialize + Send + Sync + 'static;

    /// What [`set_up`](Self::set_up) has made, and every case finds: names, ids.
    type Fixture: Send + Sync;

    /// The running system of one case, and what the harness remembers of what it did to it.
    type System;

    /// What it is called in reports, stored cases and on command lines.
    fn title(&self) -> Title;

    /// Prepares the account once: every case starts from a fork of it. Never called on a bad day.
    ///
    /// # Errors
    /// In words: nothing can be proved then.
    fn set_up(&self, target: &Target) -> impl Future<Output = Result<Self::Fixture, String>>;

    /// Starts the system for one case.
    fn start(&self, fixture: &Self::Fixture, stage: &Stage<Self::Seen>) -> Self::System;

    /// One operation at random. Arguments that are indices into small sets make every part of a case a
    /// case, so that it can be made small.
    fn operation(&self) -> BoxedStrategy<Self::Operation>;

    /// Simpler operations of the same kind, boldest first; each strictly simpler, or shrinking never
    /// ends.
    fn simpler(&self, _operation: &Self::Operation) -> Vec<Self::Operation> {
        Vec::new()
    }

    /// Two operations in a row that are one: two waits, say.
    fn merged(
        &self,
        _first: &Self::Operation,
        _second: &Self::Operation,
    ) -> Option<Self::Operation> {
        None
    }

    /// How many operations a random case has at the most.
    fn operations_max(&self) -> usize {
        40
    }

    /// How many calls of AWS's a case may make at the most, tries included: who makes more tries for
    /// ever.
    fn calls_max(&self) -> u64 {
        10_000
    }

    /// Small workloads that between them use everything: on them every single deviation is tried.
    fn examples(&self) -> Vec<Vec<Self::Operation>>;

    /// How many clients work at once in some of the random cases; 1: all cases are sequential.
    fn clients(&self) -> u8 {
        1
    }

    /// Does one operation and observes what comes of it.
    fn drive(&self, system: &Self::System, operation: &Self::Operation)
    -> impl Future<Output = ()>;

    /// Stops the system in good order.
    fn stop(&self, _system: &Self::System) -> impl Future<Output = ()> {
        std::future::ready(())
    }

    /// Looks at what is left when all is done and AWS is well.
    fn probe(&self, _system: &Self::System) -> impl Future<Output = ()> {
        std::future::ready(())
    }

    /// The clauses, in the order of the report.
    fn monitors(&self) -> Vec<Monitor<Self::Seen>>;

    /// An operation in words, for reports: `a user uploads a.txt (3 bytes)`.
    fn operation_in_words(&self, operation: &Self::Operation) -> String {
        words::of_debug(operation)
    }

    /// What was seen, in words, as far as it is worth a sentence: `the user was answered 201`.
    fn seen_in_words(&self, _seen: &Self::Seen) -> Option<String> {
        None
    }

    /// How often the system's SDK tries a call in all, before it gives up.
    fn attempts(&self) -> u8 {
        ATTEMPTS
    }

    /// Choice points at which the property is legally false, with their reason beside them in the code.
    fn excluded(&self) -> &[&'static str] {
        &[]
    }
}

/// What a property is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// A short name: `16`.
    pub property: String,
    /// What it says, in a few words.
    pub says: String,
    /// The system that is tried: `dashboard`, `dashboard/<mutant>`.
    pub application: String,
}

impl Title {
    /// `property` says `says` of `application`.
    pub fn new(property: &str, says: &str, application: &str) -> Self {
        let owned = str::to_owned;
        Self { property: owned(property), says: owned(says), application: owned(application) }
    }
}
