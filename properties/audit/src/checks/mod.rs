//! What is judged. A check is a value; what it says is a function of the scene alone.
//!
//! - [`connection`]: S3 receives uploads, CloudFront serves assets, CloudWatch receives logs;
//! - [`s3`], [`cloudfront`], [`logs`], [`alarms`], [`dashboards`]: how each thing is set up;
//! - [`orphans`]: what nobody uses.

pub mod alarms;
pub mod cloudfront;
pub mod connection;
pub mod dashboards;
pub mod logs;
pub mod orphans;
pub mod s3;

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

/// All of them, in the order of reports.
pub fn all() -> Vec<&'static Check> {
    let groups = [
        connection::ALL,
        s3::ALL,
        cloudfront::ALL,
        logs::ALL,
        alarms::ALL,
        dashboards::ALL,
        orphans::ALL,
    ];
    groups.concat()
}

/// Those that are asked for, by id: only these, but not those.
///
/// # Errors
/// An id that is none, with the nearest one that is; or nothing is left.
pub fn chosen(only: &[String], skip: &[String]) -> Result<Vec<&'static Check>, String> {
    let all = all();
    for id in only.iter().chain(skip) {
        if !all.iter().any(|check| check.id == id) {
            let nearest = all.iter().min_by_key(|it| strsim::damerau_levenshtein(id, it.id));
            let nearest = nearest.map_or("", |it| it.id);
            return Err(format!("no check {id}: did you mean {nearest}? --list names them all"));
        }
    }
    let is_chosen = |check: &&Check| {
        (only.is_empty() || only.iter().any(|id| id == check.id))
            && !skip.iter().any(|id| id == check.id)
    };
    let chosen: Vec<_> = all.into_iter().filter(|check| is_chosen(check)).collect();
    if chosen.is_empty() {
        return Err("--only and --skip leave no check".to_owned());
    }
    Ok(chosen)
}
