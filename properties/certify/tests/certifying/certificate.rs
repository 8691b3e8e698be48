//! What is proved is what the evidence proves: no more, whatever else is claimed.

use parhelion_certify::certificate::Overall;
use parhelion_certify::{Binding, Certificate, Evidence, Spec, Status, certify, draft, render};
use parhelion_properties::Shard;
use parhelion_properties::report::Report;
use parhelion_properties::report::shape::{Clause, Counterexample, Found, Program, Runs};
use std::time::{Duration, SystemTime};

const REQUIREMENTS: &str = "## Requirement 1: Files <b>\n1. WHEN a file is uploaded THEN it SHALL be kept\n\
    2. WHEN a page is shown THEN it SHALL be fast\n3. WHEN a line is written THEN it SHALL arrive\n";
const DESIGN: &str = "### Property 16: services\n**Validates: Requirements 1.1, 1.2**\n";
const TASKS: &str = "- [x] 7.1 Files\n  - _Requirements: 1.1_\n- [x] 7.2 Pages\n  - _Requirements: 1.2_\n\
    - [ ] 7.3 Lines\n  - _Requirements: 1.3_\n";
const BINDING: &str =
    "[criteria.\"1.1\"]\nclauses = [\"16a:*\"]\n[criteria.\"1.2\"]\nclauses = [\"16b: pages\"]\n";

fn spec() -> Spec {
    let spec = Spec::parse(REQUIREMENTS, DESIGN, TASKS);
    assert_eq!(spec.notes, []);
    spec
}

fn report() -> Report {
    let clause = |clause: &str, fired| Clause { clause: clause.into(), fired };
    Report {
        program: Program {
            name: "parhelion-verify".into(),
            version: env!("CARGO_PKG_VERSION").into(),
        },
        property: "16".into(),
        application: "dashboard".into(),
        verdict: "holds".into(),
        date: "2026-11-01T00:00:00Z".into(),
        clauses: vec![clause("16a: kept", 7), clause("16a: once", 3), clause("16b: pages", 5)],
        runs: Runs { single_deviations: 10, random: 90, ..Runs::default() },
        deviations: 40,
        ..Report::default()
    }
}

fn now() -> SystemTime {
    // 2026-11-11
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_794_355_200)
}

fn certified(binding: &str, change: impl FnOnce(&mut Report)) -> Certificate {
    let (spec, mut report) = (spec(), report());
    change(&mut report);
    let binding = Binding::parse(binding, &spec).unwrap();
    let mut evidence = Evidence::new();
    evidence.add_report("run.json", report, &binding.evidence, now()).unwrap();
    certify(&spec, &binding, &evidence)
}

fn statuses(certificate: &Certificate) -> Vec<&'static str> {
    certificate.criteria.iter().chain(&certificate.properties).map(|it| it.status.word()).collect()
}

fn violated(report: &mut Report, clause: &str) {
    report.verdict = "violated".into();
    let found = Counterexample {
        clause: clause.into(),
        why: "x & <y>".into(),
        ..Counterexample::default()
    };
    report.counterexample = Some(Found::Counterexample(Box::new(found)));
}

#[test]
fn what_held_everywhere_is_proved_and_the_rest_is_unbound() {
    let certificate = certified(BINDING, |_| {});
    assert_eq!(statuses(&certificate), ["proved", "proved", "unbound", "proved"]);
    assert_eq!(certificate.verdict, Overall::PartlyCertified);
    let proof = &certificate.criteria[0].because;
    assert_eq!(proof, "2 clauses, judged 10 times in 100 cases with 40 deviations (run.json)");
    assert!(certificate.tasks.iter().all(|task| task.doubts.is_empty()));
    let reviewed = format!("{BINDING}[criteria.\"1.3\"]\nby = \"review\"\nreason = \"read\"\n");
    let certificate = certified(&reviewed, |_| {});
    assert_eq!(certificate.verdict, Overall::Certified);
    assert_eq!(certificate.criteria[2].status, Status::Review);
    assert_eq!(certificate.because, "2 of 3 criteria are proved, 1 not by runs");
}

#[test]
fn a_violated_clause_violates_and_leaves_the_others_undecided() {
    let certificate = certified(BINDING, |report| violated(report, "16b: pages"));
    assert_eq!(statuses(&certificate), ["undecided", "violated", "unbound", "violated"]);
    assert_eq!(certificate.verdict, Overall::NotCertified);
    assert_eq!(certificate.tasks[1].doubts, ["1.2 is violated"]);
    assert_eq!(certificate.tasks[2].doubts, [""; 0]);
    for text in [render::html::of(&certificate), render::junit::of(&certificate)] {
        assert!(text.contains("x &amp; &lt;y&gt;") && !text.contains("<y>"), "{text}");
    }
    let markdown = render::markdown::of(&certificate);
    assert!(
        markdown.contains("x &amp; &lt;y>") && markdown.contains("ticked, and 1.2 is violated"),
        "{markdown}"
    );
    assert_eq!(render::junit::of(&certificate).matches("<failure").count(), 3);
}

#[test]
fn silence_proves_nothing() {
    let certificate = certified(BINDING, |report| {
        report.verdict = "vacuous".into();
        report.clauses[1].fired = 0;
    });
    assert_eq!(statuses(&certificate), ["vacuous", "proved", "unbound", "vacuous"]);
    assert_eq!(certificate.verdict, Overall::NotCertified);
    assert_eq!(certificate.tasks[0].doubts, ["1.1 is vacuous"]);
}

#[test]
fn failures_that_are_nobodys_count() {
    let certificate = certified(BINDING, |report| violated(report, "nothing panics"));
    assert_eq!(statuses(&certificate), ["undecided", "undecided", "unbound", "undecided"]);
    assert!(certificate.failures[0].contains("nothing panics"));
    let certificate = certified(BINDING, |report| {
        report.verdict = "stale".into();
        report.stale = vec!["stale case x".into()];
    });
    assert_eq!(certificate.verdict, Overall::NotCertified);
    assert_eq!(certificate.because, "run.json: stale case x");
}

#[test]
fn names_that_nothing_has_are_misbound() {
    let binding = "[criteria.\"1.1\"]\nclauses = [\"16a: kep\"]\n[criteria.\"1.2\"]\nclauses = [\"audit:x\"]\n";
    let certificate = certified(binding, |_| {});
    assert_eq!(statuses(&certificate), ["misbound", "unproved", "unbound", "misbound"]);
    assert!(certificate.criteria[0].because.contains("did you mean \"16a: kept\""));
    assert_eq!(certificate.verdict, Overall::NotCertified);
}

#[test]
fn audits_are_evidence_too() {
    let spec = spec();
    let binding = "[criteria.\"1.3\"]\nclauses = [\"audit:logs-*\"]\n";
    let binding = Binding::parse(binding, &spec).unwrap();
    let with = |findings: &str| {
        let mut evidence = Evidence::new();
        evidence.add_audit("audit.json", &format!("{{\"findings\": [{findings}]}}")).unwrap();
        certify(&spec, &binding, &evidence).criteria[2].status
    };
    let finding =
        |verdict: &str| format!("{{\"check\": \"logs-stand\", \"verdict\": {verdict:?}}}");
    assert_eq!(with(&finding("pass")), Status::Proved);
    assert_eq!(with(&format!("{}, {}", finding("pass"), finding("fail"))), Status::Violated);
    assert_eq!(with(&format!("{}, {}", finding("unknown"), finding("pass"))), Status::Undecided);
    assert_eq!(with(&finding("not-applicable")), Status::Vacuous);
    assert_eq!(with(""), Status::Misbound);
    let accepted = "{\"check\": \"logs-stand\", \"verdict\": \"fail\", \"accepted\": true}";
    assert_eq!(with(accepted), Status::Vacuous);
    let mut evidence = Evidence::new();
    for no_audit in ["", "{}", "{\"findings\": [{}]}"] {
        assert!(evidence.add_audit("audit.json", no_audit).is_err(), "{no_audit}");
    }
}

#[test]
fn evidence_that_is_not_this_application_s_is_refused() {
    let spec = spec();
    let demands = "[evidence]\napplication = \"dashboard\"\nmax_age_days = 10\nmin_cases = 50\n";
    let demands = Binding::parse(demands, &spec).unwrap().evidence;
    let add = |change: fn(&mut Report), at: SystemTime| {
        let mut report = report();
        change(&mut report);
        Evidence::new().add_report("run.json", report, &demands, at)
    };
    let day = Duration::from_secs(86_400);
    assert_eq!(add(|_| {}, now() - day), Ok(()));
    assert_eq!(add(|it| it.application = "dashboard/bug".into(), now() - day), Ok(()));
    let refused = |change: fn(&mut Report), at: SystemTime, why: &str| {
        let told = add(change, at).unwrap_err();
        assert!(told.starts_with("run.json: ") && told.contains(why), "{why}: {told}");
    };
    refused(|it| it.application = "dashboards".into(), now(), "\"dashboard\"'s");
    refused(|_| {}, now() + day, "11 days old");
    refused(|_| {}, now() - day * 30, "yet to come");
    refused(|it| it.date = String::new(), now(), "does not say when");
    refused(|it| it.shard = Some(Shard { index: 1, count: 2 }), now(), "merge all parts first");
    refused(|it| it.runs.random = 3, now(), "has 3 random cases");
    let mut both = Evidence::new();
    let none = Binding::default().evidence;
    both.add_report("a", report(), &none, now()).unwrap();
    let other = Report { application: "gallery".into(), ..report() };
    assert!(both.add_report("b", other, &none, now()).unwrap_err().contains("one application"));
    let older =
        Report { program: Program { version: "0.0.1".into(), ..report().program }, ..report() };
    both.add_report("c", older, &none, now()).unwrap();
    assert!(both.notes[0].contains("version 0.0.1"));
    // Two runs' counts add up.
    let binding = Binding::parse(BINDING, &spec).unwrap();
    assert!(
        certify(&spec, &binding, &both).criteria[0]
            .because
            .contains("judged 20 times in 200 cases")
    );
}

#[test]
fn bindings_that_contradict_themselves_are_refused() {
    let refused = |text: &str, why: &str| {
        let told = Binding::parse(text, &spec()).unwrap_err();
        assert!(told.starts_with("certificate.toml") && told.contains(why), "{why}: {told}");
    };
    refused(
        "[criteria.\"9.9\"]\nclauses = []\n",
        "criterion 9.9, which requirements.md does not have",
    );
    refused("[properties.\"17\"]\n", "property 17, which design.md does not have");
    refused("[criteria.\"1.1\"]\nby = \"review\"\n", "has no reason");
    refused("[criteria.\"1.1\"]\nby = \"review\"\nreason = \" \"\n", "has no reason");
    refused(
        "[criteria.\"1.1\"]\nby = \"review\"\nreason = \"a\"\nclauses = [\"a\"]\n",
        "keep one of both",
    );
    refused("[criteria.\"1.1\"]\nreason = \"a\"\n", "add by = ");
    refused("[criteria.\"1.1\"]\nclauses = [\"*\"]\n", "every clause");
    refused("[criteria.\"1.1\"]\nclauses = [\"\"]\n", "empty");
    refused("\n\n[criteria.\"1.1\"]\nby = \"nobody\"\n", ":4:");
    refused("criterion = 1\n", "unknown field");
    refused("[criteria", "certificate.toml:1");
}

#[test]
fn a_draft_proposes_and_says_so() {
    let spec = spec();
    let clauses: Vec<String> =
        ["16a: an uploaded file is kept", "16b: pages are fast", "16c: \"lines\" arrive"]
            .map(str::to_owned)
            .to_vec();
    let text = draft::draft(&spec, &clauses);
    let binding = Binding::parse(&text, &spec).unwrap();
    assert!(binding.draft);
    for (id, clause) in ["1.1", "1.2", "1.3"].iter().zip(&clauses) {
        assert_eq!(binding.criteria[*id].clauses.join("; "), *clause, "{text}");
    }
    // Without clauses it is still a file that can be edited.
    let binding = Binding::parse(&draft::draft(&spec, &[]), &spec).unwrap();
    assert!(binding.criteria.values().all(|bound| bound.is_empty()));
    let certificate = certified(&format!("draft = true\n{BINDING}"), |_| {});
    assert!(render::text::of(&certificate).contains("DRAFT"));
}

#[test]
fn nothing_is_certified_by_nothing() {
    let spec = spec();
    let binding = Binding::parse(BINDING, &spec).unwrap();
    let certificate = certify(&spec, &binding, &Evidence::new());
    assert_eq!(certificate.verdict, Overall::NotCertified);
    assert_eq!(statuses(&certificate), ["unproved", "unproved", "unbound", "unproved"]);
    let short = render::text::short(&certificate);
    assert!(short.lines().filter(|line| line.starts_with("  ?")).count() == 4, "{short}");
}
