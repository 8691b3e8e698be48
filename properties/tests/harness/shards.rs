//! Parts of a run are disjoint and together the whole; their reports merge into the whole run's.

use parhelion_properties::report::merge::merge;
use parhelion_properties::report::{Report, html, junit, sarif, text};
use parhelion_properties::{Monitor, Options, Property, Shard, Stage, Suite, Target, Title};
use proptest::prelude::*;
use serde::Serialize;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Serialize)]
enum Seen {
    Number(u16),
    Nines(u16),
}

/// Notes the cases that it was given: their operations, which are all different.
struct Noted {
    cases: Arc<Mutex<Vec<Vec<u16>>>>,
    broken_from: u16,
}

impl Property for Noted {
    type Operation = u16;
    type Seen = Seen;
    type Fixture = ();
    type System = (Stage<Seen>, Mutex<Vec<u16>>);

    fn title(&self) -> Title {
        Title::new("noted", "numbers are <small> & \"well\"", "noted")
    }
    async fn set_up(&self, _: &Target) -> Result<(), String> {
        Ok(())
    }
    fn start(&self, (): &(), stage: &Stage<Seen>) -> Self::System {
        (stage.clone(), Mutex::default())
    }
    fn operation(&self) -> BoxedStrategy<u16> {
        any::<u16>().boxed()
    }
    fn operations_max(&self) -> usize {
        6
    }
    fn examples(&self) -> Vec<Vec<u16>> {
        vec![vec![1], vec![2, 3]]
    }
    async fn drive(&self, (stage, done): &Self::System, number: &u16) {
        done.lock().unwrap().push(*number);
        stage.observe(if *number == 9 { Seen::Nines(*number) } else { Seen::Number(*number) });
    }
    async fn stop(&self, (_, done): &Self::System) {
        self.cases.lock().unwrap().push(done.lock().unwrap().clone());
    }
    fn monitors(&self) -> Vec<Monitor<Seen>> {
        let limit = self.broken_from;
        vec![
            Monitor::always("numbers are <small> & \"well\"", move |seen| match seen {
                Seen::Number(number) => Some(*number < limit),
                Seen::Nines(_) => None,
            }),
            Monitor::always("nines are nine", |seen| match seen {
                Seen::Nines(number) => Some(*number == 9),
                Seen::Number(_) => None,
            }),
        ]
    }
}

fn run(broken_from: u16, options: &Options) -> (Report, Vec<Vec<u16>>) {
    let cases = Arc::<Mutex<Vec<Vec<u16>>>>::default();
    let suite = Suite::new(Noted { cases: cases.clone(), broken_from }).unwrap();
    let report = Report::of(&suite.prove(options, &|_, _| {}));
    let mut cases = std::mem::take(&mut *cases.lock().unwrap());
    cases.sort();
    (report, cases)
}

fn options(shard: Option<(usize, usize)>) -> Options {
    let shard = shard.map(|(index, count)| Shard::new(index, count).unwrap());
    // The number 50 is not run twice, so that each case is noted once; examples are noted thrice.
    Options { cases: 50, seed: 5, jobs: 3, shard, ..Options::default() }
}

#[test]
fn parts_are_disjoint_and_together_the_whole() {
    let (whole, all) = run(u16::MAX, &options(None));
    for count in [1, 2, 3, 7] {
        let parts: Vec<_> =
            (1..=count).map(|index| run(u16::MAX, &options(Some((index, count))))).collect();
        let runs: Vec<usize> = parts.iter().map(|(report, _)| report.runs.all()).collect();
        assert_eq!(runs.iter().sum::<usize>(), whole.runs.all(), "{runs:?}");
        let together: std::collections::BTreeSet<_> =
            parts.iter().flat_map(|(_, cases)| cases).collect();
        assert_eq!(together, all.iter().collect());
        let reports = parts.into_iter().map(|(report, _)| report).collect();
        let merged = merge(reports).unwrap();
        assert_eq!((merged.merged, merged.shard), (count, None));
        assert_eq!((&merged.clauses, merged.runs), (&whole.clauses, whole.runs));
        assert_eq!((merged.planned, &merged.verdict), (whole.planned, &whole.verdict));
        assert_eq!((merged.deviations, &merged.points), (whole.deviations, &whole.points));
    }
    // No random case has a nine: that is vacuous in the whole, and no part's own fault.
    assert_eq!(whole.verdict, "vacuous");
}

#[test]
fn a_part_that_is_missing_or_foreign_is_refused() {
    let part = |index, count| run(u16::MAX, &options(Some((index, count)))).0;
    let (one, two) = (part(1, 2), part(2, 2));
    assert!(merge(vec![one.clone(), two.clone()]).is_ok());
    assert!(merge(vec![two.clone(), one.clone()]).is_ok());
    let refused = |parts: &[&Report], why: &str| {
        let told = merge(parts.iter().map(|part| (*part).clone()).collect()).unwrap_err();
        assert!(told.contains(why), "{why}: {told}");
    };
    refused(&[], "nothing to merge");
    refused(&[&one], "parts are missing: 2/2");
    refused(&[&one, &one, &two], "twice: 1/2");
    refused(&[&one, &part(2, 3)], "no part of a run in 2 parts");
    let whole = run(u16::MAX, &options(None)).0;
    refused(&[&whole, &whole], "run without --shard");
    let changed = |change: fn(&mut Report)| {
        let mut other = two.clone();
        change(&mut other);
        other
    };
    refused(&[&one, &changed(|it| it.application = "other".into())], "the application");
    refused(&[&one, &changed(|it| it.options.seed = 6)], "the options");
    refused(&[&one, &changed(|it| it.program.version = "9".into())], "the program");
    refused(&[&one, &changed(|it| it.trials = "0".into())], "what is tried");
    refused(&[&one, &changed(|it| it.clauses.truncate(1))], "the clauses");
}

#[test]
fn the_smallest_counterexample_of_a_clause_stays() {
    let parts: Vec<Report> =
        (1..=3).map(|index| run(30_000, &options(Some((index, 3)))).0).collect();
    assert!(parts.iter().filter(|part| part.verdict == "violated").count() > 1);
    let smallest = parts.iter().flat_map(Report::counterexamples).map(|found| found.size()).min();
    let merged = merge(parts).unwrap();
    assert_eq!(merged.verdict, "violated");
    assert_eq!(
        merged.counterexamples().map(|found| found.size()).collect::<Vec<_>>(),
        [smallest.unwrap()]
    );
    // What a script reads is what was written.
    let written = serde_json::to_string(&merged).unwrap();
    assert_eq!(Report::read(&written).unwrap(), merged);
}

#[test]
fn a_budget_runs_random_cases_until_it_is_over() {
    let budget = Duration::from_millis(300);
    let options = Options { budget: Some(budget), cases: 0, ..options(None) };
    let (report, _) = run(u16::MAX, &options);
    assert!(report.runs.random > 0 && report.runs == report.planned, "{report:?}");
    assert!(report.wall_seconds >= 0.3, "{report:?}");
    assert_eq!(report.options.cases, None);
    assert!(text::of(&report).contains("random cases"));
    let none = Options { budget: Some(Duration::from_nanos(1)), ..options };
    let (report, _) = run(u16::MAX, &none);
    assert_eq!(report.runs.random, 0);
    assert!(text::of(&report).contains("was over before the first"), "{}", text::of(&report));
}

/// Whatever stands in names and texts, every form of a report stays what it is.
#[test]
fn every_form_escapes() {
    let (report, _) = run(30_000, &options(None));
    let page = html::of(&report);
    assert!(page.contains("numbers are &lt;small&gt; &amp; &quot;well&quot;"), "{page}");
    assert!(!page.contains("<small>") && !page.contains("<script"), "{page}");
    assert!(page.contains("prefers-color-scheme: dark"));
    // Nothing is loaded: the only addresses are links to AWS's pages.
    let loads = ["src=", "@import", "url(", "http-equiv=\"refresh\""];
    assert!(loads.iter().all(|word| !page.contains(word)), "{page}");
    let xml = junit::of(&report);
    assert_eq!((xml.matches("<failure").count(), xml.matches("<skipped").count()), (1, 1), "{xml}");
    let log = sarif::of(&report);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleIndex"], 0);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], result["ruleId"]);
    assert!(result["message"]["text"].as_str().is_some_and(|text| text.contains("does not hold")));
    let story = &report.counterexamples().next().unwrap().story;
    assert_eq!(story.sentences[0], "AWS did nothing unusual: the application alone does this.");
    assert!(story.timeline.iter().any(|entry| entry.witness));
}

#[test]
fn reports_of_endpoints_are_read_too() {
    let told = r#"{"property": "16", "application": "a", "verdict": "violated", "cases": 7,
        "clauses": [{"clause": "c", "fired": 2}], "violation": {"clause": "c", "why": "w", "witness": "x"}}"#;
    let report = Report::read(told).unwrap();
    assert_eq!(
        (report.runs.all(), report.counterexample_of("c").unwrap().why.as_str()),
        (7, "w: x")
    );
    for no_report in
        ["", "[]", "{}", "{\"property\": 1}", r#"{"property": "16", "verdict": "holds"}"#]
    {
        assert!(Report::read(no_report).is_err(), "{no_report}");
    }
}
