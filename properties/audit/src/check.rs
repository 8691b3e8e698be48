//! What a check is: a value; what it says is a function of the scene alone.

use crate::call::Call;
use crate::scene::{Alarm, Bucket, Dashboard, Distribution, LogGroup, Scene};
use crate::verdict::Verdict;

/// How bad it is if it is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Costs something, or makes a bad day worse.
    Low,
    /// Breaks something in time, or opens a door a little.
    Medium,
    /// Something is broken, or open.
    High,
}

impl Severity {
    /// From bad to good.
    pub const ALL: [Self; 4] = [Self::High, Self::Medium, Self::Low, Self::Info];

    /// `high`, `medium`, `low`, `info`.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "info",
        }
    }

    /// By its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

/// One thing that should be so.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// `s3-versioning`.
    pub id: &'static str,
    /// What should be so, as a sentence.
    pub title: &'static str,
    /// How bad it is if it is not.
    pub severity: Severity,
    /// What has to be asked to know. If one of these fails, the check could not look.
    pub calls: &'static [Call],
    /// What comes of it if it is not so: one sentence.
    pub consequence: &'static str,
    /// AWS's page about it.
    pub page: &'static str,
    /// Says it of a thing.
    pub judge: Judge,
}

/// Of what a check speaks.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// Of everything together.
    Architecture(fn(&Scene) -> Verdict),
    /// Of each bucket.
    Bucket(fn(&Bucket, &Scene) -> Verdict),
    /// Of each distribution.
    Distribution(fn(&Distribution, &Scene) -> Verdict),
    /// Of each log group.
    LogGroup(fn(&LogGroup, &Scene) -> Verdict),
    /// Of each alarm.
    Alarm(fn(&Alarm, &Scene) -> Verdict),
    /// Of each dashboard.
    Dashboard(fn(&Dashboard, &Scene) -> Verdict),
}
