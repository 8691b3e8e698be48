//! Of each criterion, property and task, what is to be thought of it.

use crate::binding::{Binding, Bound, By};
use crate::evidence::{Evidence, Known, State};
use crate::spec::{Note, Spec};
use serde::Serialize;

/// The certificate of a specification.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Certificate {
    /// All of it together.
    pub verdict: Overall,
    /// Why, in a sentence.
    pub because: String,
    /// Whose: `dashboard`; empty: there is no report of a run.
    pub application: String,
    /// The binding is a program's proposal.
    pub draft: bool,
    /// In the order of the specification.
    pub criteria: Vec<Entry>,
    /// In the order of the specification.
    pub properties: Vec<Entry>,
    /// In the order of the specification.
    pub tasks: Vec<TaskEntry>,
    /// What fails in runs and is no criterion's.
    pub failures: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// What was not understood of the specification.
    pub notes: Vec<Note>,
    /// What is strange about the evidence.
    pub remarks: Vec<String>,
}

/// The whole certificate's verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overall {
    /// Everything is proved, or somebody has said who answers for it.
    Certified,
    /// Nothing is against it, and not everything is proved.
    PartlyCertified,
    /// Something is violated, vacuous or undecided, or nothing is proved.
    NotCertified,
}

/// What is to be thought of a criterion or property.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// `6.1`, `16`
    pub id: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub line: usize,
    /// The verdict.
    pub status: Status,
    /// Why, in a few words.
    pub because: String,
    /// The clauses that it is bound to, and what is known of each.
    pub clauses: Vec<Known>,
    /// Of a property: the criteria that it validates. Of a criterion: the properties that validate it.
    pub related: Vec<String>,
}

/// The verdict on one criterion or property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A run shows that it does not hold.
    Violated,
    /// A clause of its had nothing to judge.
    Vacuous,
    /// A run ended before it could be judged.
    Undecided,
    /// It is bound to a clause that the evidence does not have.
    Misbound,
    /// It is bound, and no evidence that could prove it was given.
    Unproved,
    /// It is bound to nothing.
    Unbound,
    /// A person answers for it.
    Review,
    /// Nobody has to.
    OutOfScope,
    /// All its clauses held in every run, and had something to judge.
    Proved,
}

impl Status {
    /// `proved`, `out of scope`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Violated => "violated",
            Self::Vacuous => "vacuous",
            Self::Undecided => "undecided",
            Self::Misbound => "misbound",
            Self::Unproved => "unproved",
            Self::Unbound => "unbound",
            Self::Review => "review",
            Self::OutOfScope => "out of scope",
            Self::Proved => "proved",
        }
    }

    /// Whether it speaks against the application, or the evidence against itself.
    pub fn fails(self) -> bool {
        matches!(self, Self::Violated | Self::Vacuous | Self::Undecided | Self::Misbound)
    }
}

impl Overall {
    /// `certified`, `partly certified`, `not certified`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Certified => "certified",
            Self::PartlyCertified => "partly certified",
            Self::NotCertified => "not certified",
        }
    }
}

/// A task, and what its box does not tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskEntry {
    /// `7.1`
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// Where it stands.
    pub line: usize,
    /// Its box is ticked.
    pub done: bool,
    /// The criteria that it is for.
    pub requirements: Vec<String>,
    /// It is ticked, and a criterion of its is not proved: which, and how it stands.
    pub doubts: Vec<String>,
}

/// What a certificate rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The file, or what the run was.
    pub name: String,
    /// What it is: a run with its application, program, seed, cases and date; or an audit.
    pub text: String,
}

/// Judges a specification by its binding and the evidence.
pub fn certify(spec: &Spec, binding: &Binding, evidence: &Evidence) -> Certificate {
    let criteria: Vec<Entry> = spec
        .criteria()
        .map(|criterion| {
            let bound = binding.criteria.get(&criterion.id);
            let validates = |id: &String| *id == criterion.id;
            let related = spec.properties.iter().filter(|it| it.validates.iter().any(validates));
            let related = related.map(|it| it.number.clone()).collect();
            let (status, because, clauses) = judged(bound, evidence);
            let (id, text, line) = (criterion.id.clone(), criterion.text.clone(), criterion.line);
            Entry { id, text, line, status, because, clauses, related }
        })
        .collect();
    let properties = spec.properties.iter().map(|property| {
        let bound = binding.properties.get(&property.number);
        let (status, because, clauses) = match bound.filter(|bound| !bound.is_empty()) {
            Some(bound) => judged(Some(bound), evidence),
            None => by_criteria(&property.validates, &criteria),
        };
        let text = if property.title.is_empty() { &property.text } else { &property.title };
        Entry {
            id: property.number.clone(),
            text: text.clone(),
            line: property.line,
            status,
            because,
            clauses,
            related: property.validates.clone(),
        }
    });
    let properties: Vec<Entry> = properties.collect();
    let tasks = spec.tasks.iter().map(|task| {
        let mut doubts = Vec::new();
        if task.done {
            let ours = criteria.iter().filter(|it| task.requirements.contains(&it.id));
            doubts.extend(ours.filter_map(|it| doubt(&it.id, it.status)));
            let ours = properties.iter().filter(|it| task.properties.contains(&it.id));
            doubts.extend(ours.filter_map(|it| doubt(&format!("Property {}", it.id), it.status)));
        }
        TaskEntry {
            number: task.number.clone(),
            title: task.title.clone(),
            line: task.line,
            done: task.done,
            requirements: task.requirements.clone(),
            doubts,
        }
    });
    let tasks = tasks.collect();
    let is_bound = |clause: &str| {
        let known = criteria.iter().chain(&properties).flat_map(|entry| &entry.clauses);
        known.into_iter().any(|known| known.clause == clause)
    };
    let failures = evidence.failures(&is_bound);
    let (verdict, because) = overall(&criteria, &properties, &failures, evidence);
    let application = evidence.reports().next().map(|(_, report)| report.application.clone());
    Certificate {
        verdict,
        because,
        application: application.unwrap_or_default(),
        draft: binding.draft,
        criteria,
        properties,
        tasks,
        failures,
        sources: sources(evidence),
        notes: spec.notes.clone(),
        remarks: evidence.notes.clone(),
    }
}

fn doubt(id: &str, status: Status) -> Option<String> {
    let fine = matches!(status, Status::Proved | Status::Review | Status::OutOfScope);
    (!fine).then(|| format!("{id} is {}", status.word()))
}

fn judged(bound: Option<&Bound>, evidence: &Evidence) -> (Status, String, Vec<Known>) {
    let Some(bound) = bound.filter(|bound| !bound.is_empty()) else {
        return (Status::Unbound, "nothing that is run proves it".to_owned(), Vec::new());
    };
    let reason = bound.reason.clone().unwrap_or_default();
    match bound.by {
        Some(By::Review) => return (Status::Review, reason, Vec::new()),
        Some(By::OutOfScope) => return (Status::OutOfScope, reason, Vec::new()),
        None => {}
    }
    let mut known: Vec<Known> = Vec::new();
    for clause in bound.clauses.iter().flat_map(|name| evidence.of(name)) {
        if !known.iter().any(|held| held.clause == clause.clause) {
            known.push(clause);
        }
    }
    let (status, because) = of_clauses(&known);
    (status, because, known)
}

/// The worst of some clauses, and why.
fn of_clauses(known: &[Known]) -> (Status, String) {
    let Some(worst) = known.iter().min_by_key(|known| known.state) else {
        return (Status::Unbound, "nothing that is run proves it".to_owned());
    };
    let why = format!("{}: {}", worst.clause, worst.why);
    let status = match worst.state {
        State::Violated => Status::Violated,
        State::Vacuous => Status::Vacuous,
        State::Undecided => Status::Undecided,
        State::Unknown => Status::Misbound,
        State::Unproved => Status::Unproved,
        State::Proved => Status::Proved,
    };
    (status, if status == Status::Proved { proof(known) } else { why })
}

/// `2 clauses, judged 123 times in 1,572 cases with 18,000 deviations (run.json)`.
fn proof(known: &[Known]) -> String {
    use parhelion_properties::report::text::group;
    let judged: usize = known.iter().map(|known| known.judged).sum();
    let cases = known.iter().map(|known| known.cases).max().unwrap_or(0);
    let deviations = known.iter().map(|known| known.deviations).max().unwrap_or(0);
    let mut sources: Vec<&str> =
        known.iter().flat_map(|it| &it.sources).map(String::as_str).collect();
    sources.sort_unstable();
    sources.dedup();
    let clauses = parhelion_properties::story::words::count(known.len(), "clause");
    let in_cases = match cases {
        0 => String::new(),
        cases => format!(" in {} cases with {} deviations", group(cases), group(deviations)),
    };
    format!("{clauses}, judged {} times{in_cases} ({})", group(judged), sources.join(", "))
}

/// A property that is bound to nothing itself holds as far as all that it validates does.
fn by_criteria(validates: &[String], criteria: &[Entry]) -> (Status, String, Vec<Known>) {
    let ours: Vec<&Entry> = criteria.iter().filter(|it| validates.contains(&it.id)).collect();
    let Some(worst) = ours.iter().min_by_key(|entry| entry.status) else {
        return (
            Status::Unbound,
            "it validates no criterion, and is bound to no clause".to_owned(),
            Vec::new(),
        );
    };
    let mut known: Vec<Known> = Vec::new();
    for clause in ours.iter().flat_map(|entry| &entry.clauses) {
        if !known.iter().any(|held| held.clause == clause.clause) {
            known.push(clause.clone());
        }
    }
    let because = match worst.status {
        Status::Proved => proof(&known),
        status => format!("{} is {}", worst.id, status.word()),
    };
    (worst.status, because, known)
}

fn overall(
    criteria: &[Entry],
    properties: &[Entry],
    failures: &[String],
    evidence: &Evidence,
) -> (Overall, String) {
    let all = || criteria.iter().chain(properties);
    let count =
        |wanted: &dyn Fn(Status) -> bool| criteria.iter().filter(|it| wanted(it.status)).count();
    if evidence.reports().next().is_none() && evidence.audits().next().is_none() {
        return (Overall::NotCertified, "no evidence was given: add --report FILE".to_owned());
    }
    if let Some(worst) = all().filter(|it| it.status.fails()).min_by_key(|it| it.status) {
        let failing = all().filter(|it| it.status.fails()).count();
        let more = if failing > 1 { format!(", and {} more", failing - 1) } else { String::new() };
        return (Overall::NotCertified, format!("{} is {}{more}", worst.id, worst.status.word()));
    }
    if let Some(first) = failures.first() {
        return (Overall::NotCertified, first.clone());
    }
    let proved = count(&|status| status == Status::Proved);
    let open = count(&|status| matches!(status, Status::Unbound | Status::Unproved));
    let reviewed = count(&|status| matches!(status, Status::Review | Status::OutOfScope));
    let of = criteria.len();
    if proved == 0 {
        return (Overall::NotCertified, "no criterion is proved".to_owned());
    }
    let by_people = if reviewed > 0 { format!(", {reviewed} not by runs") } else { String::new() };
    let because = format!("{proved} of {of} criteria are proved{by_people}");
    let of_properties =
        properties.iter().any(|it| matches!(it.status, Status::Unbound | Status::Unproved));
    if open > 0 || of_properties {
        return (Overall::PartlyCertified, format!("{because}, {open} by nothing"));
    }
    (Overall::Certified, because)
}

fn sources(evidence: &Evidence) -> Vec<Source> {
    let of_runs = evidence.reports().map(|(name, report)| {
        let program = format!("{} {}", report.program.name, report.program.version);
        let date = if report.date.is_empty() { "at an unknown time" } else { &report.date };
        let parts =
            if report.merged > 0 { format!(", {} parts", report.merged) } else { String::new() };
        let text = format!(
            "property {} on {}, {} cases from seed {}, {}{parts}, {date}: {}",
            report.property,
            report.application,
            report.runs.all(),
            report.options.seed,
            program.trim(),
            report.verdict,
        );
        Source { name: name.to_owned(), text }
    });
    let of_audits =
        evidence.audits().map(|name| Source { name: name.to_owned(), text: "an audit".to_owned() });
    of_runs.chain(of_audits).collect()
}
