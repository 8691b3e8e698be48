//! Finds the smallest cases from seeds: operations, and where to look for a deviation.

use parhelion::{Adversary, Pick, Site};
use parhelion_properties::minimise::minimise;
use parhelion_properties::suite::Run;
use parhelion_properties::{Case, Property, Suite};
use parhelion_scenarios::mutants::hunt::{Caught, Engine, Found};
use parhelion_scenarios::mutants::workload;
use parhelion_scenarios::subject::{Subject, Visit};
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(serde::Deserialize, Clone)]
struct Seed {
    name: String,
    ops: serde_json::Value,
    #[serde(default)]
    clients: BTreeMap<u32, u8>,
    #[serde(default)]
    site: Vec<String>,
    #[serde(default)]
    mode: String,
}

struct Find(Seed, Subject);

impl Visit for Find {
    type Out = Result<Found, String>;
    fn visit<P: Property>(self, property: P) -> Self::Out {
        let Find(seed, subject) = self;
        let suite = Suite::new(property)?;
        let ops: Vec<P::Operation> =
            serde_json::from_value(seed.ops.clone()).map_err(|e| e.to_string())?;
        let mut case = Case::new(&suite.property().title(), ops, 1);
        case.clients = seed.clients.clone();
        let fits = |run: &Run<P::Seen>| {
            run.failure.as_ref().is_some_and(|failure| {
                failure.verdict() == "violated"
                    && subject.violates().iter().any(|it| failure.clause().starts_with(it))
            })
        };
        let mut plans: Vec<BTreeMap<Site, Pick>> = Vec::new();
        if seed.mode.is_empty() {
            plans.push(BTreeMap::new());
        } else {
            let run = suite.run(&case, Adversary::calm().recording_offers());
            for (site, _, count) in run.offered {
                if !seed.site.iter().all(|part| site.as_str().contains(part.as_str())) {
                    continue;
                }
                let at = |n: u8| site.at_attempt(n).unwrap();
                match seed.mode.as_str() {
                    "gu" => plans.push((1..=3).map(|n| (at(n), 1)).collect()),
                    "one" => plans.extend((1..count).map(|p| [(site.clone(), p)].into())),
                    "undone" => {
                        let before =
                            |n| Site::from(at(n).as_str().replace("after", "before").as_str());
                        plans.push([(at(1), 1), (before(2), 1), (before(3), 1)].into());
                    }
                    other => panic!("{other}"),
                }
            }
        }
        let tried = plans.len();
        let mut others = Vec::new();
        for plan in plans {
            case.plan = plan;
            let run = suite.replay(&case);
            if !fits(&run) {
                others.push(run.failure.as_ref().map(|f| f.clause().to_owned()));
                continue;
            }
            let failure = run.failure.clone().unwrap();
            let (mut small, runs) = minimise(suite.property(), case.clone(), &mut |candidate| {
                let run = suite.replay(candidate);
                let same = run.failure.as_ref().is_some_and(|found| found.is_like(&failure));
                let plan = run.taken.iter().map(|(site, pick)| (site.clone(), *pick)).collect();
                same.then(|| Case { plan, ..candidate.clone() })
            });
            small.clause = failure.clause().to_owned();
            return Ok(Found {
                verdict: failure.verdict(),
                clause: failure.clause().to_owned(),
                runs,
                operations: small.operations.len(),
                deviations: small.plan.len(),
                clients: small.by_client().len(),
                case: serde_json::to_value(&small).unwrap(),
            });
        }
        others.dedup();
        Err(format!("{tried} plans, others: {others:?}"))
    }
}

#[test]
fn find_cases() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let text = std::fs::read_to_string("/tmp/apps-seeds.json").unwrap();
    let seeds: Vec<Seed> = serde_json::from_str(&text).unwrap();
    let mut all = Vec::new();
    for subject in Subject::mutants() {
        if !subject.name().contains(&only) {
            continue;
        }
        let seed = seeds.iter().find(|seed| seed.name == subject.name());
        let found = match seed {
            None => Err("no seed".to_owned()),
            Some(seed) => subject.with(Find(seed.clone(), subject)),
        };
        match &found {
            Ok(f) => println!(
                "ok {} ops {} dev {} cl {} needs {:?} | {} | {}",
                subject.name(),
                f.operations,
                f.deviations,
                f.clients,
                subject.needs().unwrap(),
                f.clause,
                f.case["operations"]
            ),
            Err(why) => println!("NO {} {why}", subject.name()),
        }
        all.push(Caught { subject, engine: Engine::Legal, by: found.ok(), time: Duration::ZERO });
    }
    workload::write(std::path::Path::new("/tmp/apps-w"), &all).unwrap();
}
