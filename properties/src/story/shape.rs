//! A run, told: plain data.

use serde::{Deserialize, Serialize};

/// A run, told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    /// What happened, in plain sentences.
    pub sentences: Vec<String>,
    /// What was done, in order.
    pub operations: Vec<Done>,
    /// What AWS did differently from a good day, in order.
    pub deviations: Vec<Deviation>,
    /// What happened, in order.
    pub timeline: Vec<Entry>,
    /// The number of the entry in which the run first differs from a calm one; none: it does not, or is
    /// calm itself.
    pub diverges: Option<usize>,
    /// How many entries of a long timeline were left out of its middle.
    pub left_out: usize,
}

/// One operation of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// Its number in the case.
    pub number: u32,
    /// Which client does it, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<u8>,
    /// In words.
    pub text: String,
}

/// One deviation of AWS's, and what permits it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// The point's name: `s3.after`.
    pub point: String,
    /// The option's name: `took effect, then 500 InternalError`.
    pub option: String,
    /// The rule that permits it: `S3-9.4(A4)`.
    pub rule: String,
    /// What the rule says.
    pub says: String,
    /// AWS's page.
    pub page: String,
    /// Its number in the timeline.
    pub entry: usize,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1.
    pub number: usize,
    /// On the cloud's clock, from the case's begin.
    pub at_millis: i64,
    /// Whose doing it is: `op#0`, `op#0/tasks`, `harness`, `AWS`.
    pub lane: String,
    /// What kind of thing.
    pub kind: Kind,
    /// In words.
    pub text: String,
    /// From where in its sources the application called: `src/storage.rs:83`; none: nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// An answer that is no success.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bad: bool,
    /// The number of the entry that brought it about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<usize>,
    /// Beside a calm run of the same case.
    #[serde(default, skip_serializing_if = "Beside::is_same")]
    pub beside: Beside,
    /// It shows what is wrong.
    #[serde(default, skip_serializing_if = "is_false")]
    pub witness: bool,
    /// Noise: nothing of it takes part in what is wrong.
    #[serde(default, skip_serializing_if = "is_false")]
    pub folded: bool,
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A call of AWS's.
    Call,
    /// … and its answer.
    Answer,
    /// A viewer's request at an edge.
    Viewer,
    /// … and what it was served.
    Served,
    /// AWS did otherwise than on a good day.
    Deviation,
    /// AWS's own work came due.
    Background,
    /// An exchange with what lies outside the cloud.
    Effect,
    /// What the harness saw.
    Seen,
}

/// A run beside a calm run of the same case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// On a good day this happens too, or nobody has compared.
    #[default]
    Same,
    /// On a good day this does not happen.
    OnlyHere,
    /// This happens on a good day only.
    OnlyCalm,
}

impl Beside {
    pub(super) fn is_same(&self) -> bool {
        *self == Self::Same
    }
}

fn is_false(value: &bool) -> bool {
    !value
}
