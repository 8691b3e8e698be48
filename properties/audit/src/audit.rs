//! Runs checks over a scene.

use crate::account::Failures;
use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::scene::{Bucket, Distribution, Kind, Scene, Standing};
use crate::verdict::Verdict;
use std::collections::BTreeMap;

/// What one check said of one thing.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check.
    pub check: &'static Check,
    /// Of what: `bucket`, or nothing for everything together.
    pub kind: Option<Kind>,
    /// Its name; empty for everything together.
    pub subject: String,
    /// What is to be thought of it.
    pub verdict: Verdict,
    /// It was accepted by a baseline.
    pub accepted: bool,
}

impl Finding {
    /// `bucket photos`, `everything`.
    pub fn about(&self) -> String {
        match self.kind {
            Some(kind) if self.subject.is_empty() => format!("any {}", kind.word()),
            Some(kind) => format!("{} {}", kind.word(), self.subject),
            None => "the architecture".to_owned(),
        }
    }

    /// Not in order, and not accepted.
    pub fn counts(&self) -> bool {
        matches!(self.verdict, Verdict::Fail { .. }) && !self.accepted
    }
}

/// All that the checks said.
#[derive(Clone, Debug)]
pub struct Audit {
    /// What was looked at.
    pub scene: Scene,
    /// In the order of checks, then of things.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// How many fail at each severity, accepted ones aside.
    pub fn failures(&self) -> BTreeMap<Severity, usize> {
        let mut counts: BTreeMap<Severity, usize> =
            Severity::ALL.into_iter().map(|severity| (severity, 0)).collect();
        for finding in self.findings.iter().filter(|it| it.counts()) {
            *counts.entry(finding.check.severity).or_default() += 1;
        }
        counts
    }

    /// How many have this verdict.
    pub fn count(&self, word: &str) -> usize {
        self.findings.iter().filter(|it| it.verdict.word() == word).count()
    }

    /// 0: healthy; 1: something is not in order, at this severity or above; 2: nothing is, as far as
    /// could be looked.
    pub fn exit_code(&self, fail_on: Severity) -> u8 {
        let bad = |it: &Finding| it.counts() && it.check.severity >= fail_on;
        if self.findings.iter().any(bad) {
            1
        } else if self.findings.iter().any(|it| matches!(it.verdict, Verdict::Unknown(_))) {
            2
        } else {
            0
        }
    }
}

/// Runs checks over a scene. Nothing is asked.
pub fn run(scene: Scene, checks: &[&'static Check]) -> Audit {
    let mut findings = Vec::new();
    for check in checks {
        judge(check, &scene, &mut findings);
    }
    Audit { scene, findings }
}

fn judge(check: &'static Check, scene: &Scene, findings: &mut Vec<Finding>) {
    let before = findings.len();
    let mut say = |kind, subject: &str, verdict| {
        let accepted = false;
        findings.push(Finding { check, kind, subject: subject.to_owned(), verdict, accepted });
    };
    let unread = |failures: &[&Failures]| could_not_look(check, failures, scene.is_aws);
    let all = &scene.failures;
    let kind = match check.judge {
        Judge::Architecture(judge) => {
            let everything: Vec<&Failures> = everything(scene);
            say(None, "", unread(&everything).unwrap_or_else(|| judge(scene)));
            None
        }
        Judge::Bucket(judge) => {
            for bucket in &scene.buckets {
                let verdict = whose(bucket).or_else(|| unread(&[all, &bucket.failures]));
                let verdict = verdict.unwrap_or_else(|| judge(bucket, scene));
                say(Some(Kind::Bucket), &bucket.name, verdict);
            }
            Some(Kind::Bucket)
        }
        Judge::Distribution(judge) => {
            for it in &scene.distributions {
                let verdict = unread(&related(it, scene)).unwrap_or_else(|| judge(it, scene));
                say(Some(Kind::Distribution), &it.id, verdict);
            }
            Some(Kind::Distribution)
        }
        Judge::LogGroup(judge) => {
            for it in &scene.groups {
                let verdict = unread(&[all, &it.failures]).unwrap_or_else(|| judge(it, scene));
                say(Some(Kind::LogGroup), &it.name, verdict);
            }
            Some(Kind::LogGroup)
        }
        Judge::Alarm(judge) => {
            for it in &scene.alarms {
                let verdict = unread(&[all, &it.failures]).unwrap_or_else(|| judge(it, scene));
                say(Some(Kind::Alarm), &it.name, verdict);
            }
            Some(Kind::Alarm)
        }
        Judge::Dashboard(judge) => {
            for it in &scene.dashboards {
                let verdict = unread(&[all, &it.failures]).unwrap_or_else(|| judge(it, scene));
                say(Some(Kind::Dashboard), &it.name, verdict);
            }
            Some(Kind::Dashboard)
        }
    };
    if findings.len() == before {
        let word = kind.map_or("thing", Kind::word);
        let nothing = || Verdict::none(format!("no {word} in the scope"));
        let verdict = could_not_look(check, &[all], scene.is_aws).unwrap_or_else(nothing);
        findings.push(Finding { check, kind, subject: String::new(), verdict, accepted: false });
    }
}

/// Another account's settings are not ours to judge.
fn whose(bucket: &Bucket) -> Option<Verdict> {
    match bucket.standing {
        Standing::Ours | Standing::Unknown => None,
        Standing::Foreign => Some(Verdict::none("the bucket is another account's")),
        Standing::Missing => Some(Verdict::none("there is no such bucket")),
    }
}

/// What a distribution's checks may have seen: the account's, its own, and its origins'.
fn related<'a>(distribution: &'a Distribution, scene: &'a Scene) -> Vec<&'a Failures> {
    let origins = distribution.buckets().filter_map(|name| scene.bucket(name));
    let mut all = vec![&scene.failures, &distribution.failures];
    all.extend(origins.map(|bucket| &bucket.failures));
    all
}

fn everything(scene: &Scene) -> Vec<&Failures> {
    let mut all = vec![&scene.failures];
    all.extend(scene.buckets.iter().map(|it| &it.failures));
    all.extend(scene.distributions.iter().map(|it| &it.failures));
    all.extend(scene.groups.iter().map(|it| &it.failures));
    all.extend(scene.alarms.iter().map(|it| &it.failures));
    all.extend(scene.dashboards.iter().map(|it| &it.failures));
    all
}

/// A check one of whose reads failed never passes. What an emulator does not have cannot be there;
/// AWS has everything.
fn could_not_look(check: &Check, failures: &[&Failures], is_aws: bool) -> Option<Verdict> {
    let failed = |call: &Call| failures.iter().find_map(|it| it.get(call).map(|it| (*call, it)));
    let failed: Vec<_> = check.calls.iter().filter_map(failed).collect();
    let worst = failed.iter().find(|(_, it)| is_aws || !it.not_here).or(failed.first())?;
    let (call, unread) = worst;
    let why = unread.sentence(*call);
    Some(if unread.not_here && !is_aws { Verdict::NotHere(why) } else { Verdict::Unknown(why) })
}
