//! What reports of runs and of audits say of clauses.

use crate::binding::Demands;
use parhelion::Timestamp;
use parhelion_properties::report::Report;
use parhelion_properties::report::shape::Found;
use parhelion_properties::story::Story;
use serde::Serialize;
use serde_json::Value;
use std::time::SystemTime;

/// How far a clock may be ahead of ours before its dates are doubted, in milliseconds.
const SKEW_MILLIS: i64 = 24 * 3600 * 1000;

/// All that is known.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    reports: Vec<(String, Report)>,
    audits: Vec<(String, Vec<Finding>)>,
    /// What is strange about it.
    pub notes: Vec<String>,
}

/// What one check of an audit said of one thing.
#[derive(Clone, Debug)]
struct Finding {
    check: String,
    verdict: String,
    subject: String,
    evidence: String,
    accepted: bool,
}

/// What is known of one clause.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Known {
    /// The clause, or the check.
    pub clause: String,
    /// What is to be thought of it.
    pub state: State,
    /// How often it had something to judge.
    pub judged: usize,
    /// In how many cases.
    pub cases: usize,
    /// With how many deviations of AWS's, in all of them.
    pub deviations: usize,
    /// Which reports say so.
    pub sources: Vec<String>,
    /// Why it does not hold, or is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// How it went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<Story>,
}

/// What is to be thought of a clause; the worst first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A run shows that it does not hold.
    Violated,
    /// It had nothing to judge.
    Vacuous,
    /// A run ended before it could be judged.
    Undecided,
    /// Evidence was given, and has no such clause.
    Unknown,
    /// No evidence was given that could have it.
    #[default]
    Unproved,
    /// It held in every run.
    Proved,
}

impl Evidence {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a report of a run, if it is what the binding demands.
    ///
    /// # Errors
    /// It is not, or does not go with the others; in a sentence.
    pub fn add_report(
        &mut self,
        name: &str,
        report: Report,
        demands: &Demands,
        now: SystemTime,
    ) -> Result<(), String> {
        let refuse = |why: String| Err(format!("{name}: {why}"));
        if let Some(shard) = report.shard.filter(|shard| shard.count > 1) {
            return refuse(format!(
                "it is part {shard} of a run, and says nothing of the whole: merge all parts first \
                 (parhelion-certify report merge)"
            ));
        }
        if let Some(wanted) = &demands.application
            && !is_of(&report.application, wanted)
        {
            return refuse(format!(
                "it is a report on {:?}, and the certificate is {wanted:?}'s",
                report.application
            ));
        }
        if let Some((other, held)) =
            self.reports.iter().find(|(_, it)| it.application != report.application)
        {
            return refuse(format!(
                "it is a report on {:?}, and {other} one on {:?}: a certificate has one application",
                report.application, held.application
            ));
        }
        if let Some(least) =
            demands.min_cases.filter(|least| report.is_whole() && report.runs.random < *least)
        {
            return refuse(format!(
                "it has {} random cases, and the binding demands {least}",
                report.runs.random
            ));
        }
        self.check_date(name, &report, demands, Timestamp::from_system_time(now))?;
        let ours = env!("CARGO_PKG_VERSION");
        if !report.program.version.is_empty() && report.program.version != ours {
            let theirs = &report.program.version;
            self.notes.push(format!("{name} was made by version {theirs}, and this is {ours}"));
        }
        self.reports.push((name.to_owned(), report));
        Ok(())
    }

    fn check_date(
        &mut self,
        name: &str,
        report: &Report,
        demands: &Demands,
        now: Timestamp,
    ) -> Result<(), String> {
        let at = Timestamp::parse_date_time(&report.date);
        let Some(at) = at else {
            if demands.max_age_days.is_some() {
                return Err(format!(
                    "{name}: it does not say when it was made, and the binding wants to know"
                ));
            }
            self.notes.push(format!("{name} does not say when it was made"));
            return Ok(());
        };
        if at.millis() > now.millis() + SKEW_MILLIS {
            return Err(format!(
                "{name}: it was made at {}, which is yet to come: look at the clocks",
                report.date
            ));
        }
        let days = (now.millis() - at.millis()).max(0) / (24 * 3600 * 1000);
        match demands.max_age_days {
            Some(most) if days > i64::from(most) => Err(format!(
                "{name}: it is {days} days old, and the binding takes {most}: run it again"
            )),
            _ => Ok(()),
        }
    }

    /// Adds what an audit found (`parhelion audit --json`).
    ///
    /// # Errors
    /// It is none; in a sentence.
    pub fn add_audit(&mut self, name: &str, json: &str) -> Result<(), String> {
        let told: Value =
            serde_json::from_str(json).map_err(|error| format!("{name}: no JSON: {error}"))?;
        let Some(all) = told.get("findings").and_then(Value::as_array) else {
            return Err(format!("{name}: no report of an audit: it has no \"findings\""));
        };
        let text = |finding: &Value, member: &str| {
            finding.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let mut findings = Vec::new();
        for finding in all {
            let (check, verdict) = (text(finding, "check"), text(finding, "verdict"));
            if check.is_empty() || verdict.is_empty() {
                return Err(format!(
                    "{name}: no report of an audit: a finding has no \"check\" or \"verdict\""
                ));
            }
            findings.push(Finding {
                check,
                verdict,
                subject: text(finding, "subject"),
                evidence: text(finding, "evidence"),
                accepted: finding.get("accepted").and_then(Value::as_bool).unwrap_or(false),
            });
        }
        self.audits.push((name.to_owned(), findings));
        Ok(())
    }

    /// The names of all clauses and checks that there is any evidence of.
    pub fn clauses(&self) -> Vec<String> {
        let of_runs = self.reports.iter().flat_map(|(_, report)| &report.clauses);
        let of_runs = of_runs.map(|clause| clause.clause.clone());
        let of_audits = self.audits.iter().flat_map(|(_, findings)| findings);
        let of_audits = of_audits.map(|finding| format!("audit:{}", finding.check));
        let mut all: Vec<String> = Vec::new();
        for name in of_runs.chain(of_audits) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all
    }

    /// The reports, with their names.
    pub fn reports(&self) -> impl Iterator<Item = (&str, &Report)> {
        self.reports.iter().map(|(name, report)| (name.as_str(), report))
    }

    /// The audits' names.
    pub fn audits(&self) -> impl Iterator<Item = &str> {
        self.audits.iter().map(|(name, _)| name.as_str())
    }

    /// What is known of the clauses that a name of the binding names.
    pub fn of(&self, name: &str) -> Vec<Known> {
        let is_audit = name.starts_with("audit:");
        let there = if is_audit { !self.audits.is_empty() } else { !self.reports.is_empty() };
        if !there {
            let why = if is_audit {
                "no audit was given (--audit FILE)"
            } else {
                "no report was given (--report FILE)"
            };
            return vec![Known {
                clause: name.to_owned(),
                why: why.to_owned(),
                ..Known::default()
            }];
        }
        let named: Vec<String> = match name.strip_suffix('*') {
            Some(head) => {
                self.clauses().into_iter().filter(|clause| clause.starts_with(head)).collect()
            }
            None => self.clauses().into_iter().filter(|clause| clause == name).collect(),
        };
        if named.is_empty() {
            let clauses = self.clauses();
            let nearest =
                clauses.iter().min_by_key(|known| strsim::damerau_levenshtein(name, known));
            let why = format!(
                "no evidence has it; did you mean {:?}?",
                nearest.map_or("", |it| it.as_str())
            );
            return vec![Known {
                clause: name.to_owned(),
                state: State::Unknown,
                why,
                ..Known::default()
            }];
        }
        let known = |clause: String| match clause.strip_prefix("audit:") {
            Some(check) => self.of_check(check),
            None => self.of_clause(&clause),
        };
        named.into_iter().map(known).collect()
    }

    fn of_clause(&self, name: &str) -> Known {
        let mut known = Known { clause: name.to_owned(), state: State::Proved, ..Known::default() };
        for (source, report) in &self.reports {
            let Some(clause) = report.clauses.iter().find(|clause| clause.clause == name) else {
                continue;
            };
            known.judged += clause.fired;
            known.cases += report.runs.all();
            known.deviations += report.deviations;
            known.sources.push(source.clone());
            if let Some(found) = report.counterexample_of(name) {
                known.state = State::Violated;
                known.why = found.why.clone();
                known.story = Some(found.story.clone());
            } else if !report.is_whole() && known.state == State::Proved {
                known.state = State::Undecided;
                known.why = format!("{source} ended at another failure: {}", ended_at(report));
            }
        }
        if known.state == State::Proved && known.judged == 0 {
            known.state = State::Vacuous;
            known.why = "it never had anything to judge".to_owned();
        }
        known
    }

    fn of_check(&self, check: &str) -> Known {
        let mut known = Known { clause: format!("audit:{check}"), ..Known::default() };
        let mut worst = State::Vacuous;
        for (source, findings) in &self.audits {
            for finding in findings.iter().filter(|finding| finding.check == check) {
                let state = match finding.verdict.as_str() {
                    "pass" => State::Proved,
                    "fail" if !finding.accepted => State::Violated,
                    "unknown" => State::Undecided,
                    _ => continue,
                };
                known.judged += 1;
                if !known.sources.contains(source) {
                    known.sources.push(source.clone());
                }
                let first = known.judged == 1;
                if first || state < worst {
                    worst = state;
                    let about = if finding.subject.is_empty() { "" } else { ": " };
                    known.why = format!("{}{about}{}", finding.subject, finding.evidence);
                }
            }
        }
        known.state = worst;
        match known.state {
            State::Vacuous => known.why = "the audit found nothing that it speaks of".to_owned(),
            State::Proved => known.why = String::new(),
            _ => {}
        }
        known
    }

    /// What is wrong with runs although no clause is to blame for it, or one that the binding does not name.
    pub fn failures(&self, bound: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut all = Vec::new();
        for (source, report) in &self.reports {
            for found in report.found() {
                match found {
                    Found::Counterexample(found) if bound(&found.clause) => {}
                    Found::Counterexample(found) => {
                        all.push(format!("{source}: {}: {}", found.clause, found.why));
                    }
                    Found::Unrepeatable(found) => {
                        all.push(format!(
                            "{source}: the same case, run twice, did two things; likely: {}",
                            found.likely
                        ));
                    }
                }
            }
            all.extend(report.stale.iter().map(|stale| format!("{source}: {stale}")));
            if !report.is_whole() && report.counterexample.is_none() {
                all.push(format!("{source}: {}", report.verdict));
            }
        }
        all
    }
}

fn ended_at(report: &Report) -> String {
    let first = report.counterexamples().next();
    first.map_or_else(|| report.verdict.clone(), |found| found.clause.clone())
}

/// `dashboard/no-retention` is the dashboard with a bug.
fn is_of(application: &str, wanted: &str) -> bool {
    application == wanted
        || application.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'))
}
