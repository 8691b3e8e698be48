//! What is tried: stored cases, deviations one and two at a time, and cases at random.

use super::play::PROBE;
use super::sites::call_and_point;
use super::{Options, Suite};
use crate::case::{Case, CaseOf};
use crate::property::Property;
use parhelion::{Adversary, Pick, Plan, Site, choices, random};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// A call that is refused at each of its attempts, which a single deviation never does: the SDK's
/// retries hide it from the application.
fn given_up(site: &Site, attempts: u8) -> Option<BTreeMap<Site, Pick>> {
    let attempts = (1..=attempts).map(|number| Some((site.at_attempt(number)?, 1)));
    if site.at_first_attempt().is_some() { None } else { attempts.collect() }
}

/// One run that is to be made.
pub(super) enum Trial<P: Property> {
    /// A stored case.
    Stored(CaseOf<P>),
    /// An example, calm or with one deviation.
    Single(CaseOf<P>),
    /// An example with one deviation, to which one more of those that it then offers is added.
    Pair { single: CaseOf<P>, number: usize },
    /// A case that is nearly one that did something new, with its own bad day or another one.
    Grown { case: CaseOf<P>, as_planned: bool },
    /// The case of a number, with a bad day.
    Random { number: usize },
}

impl<P: Property> Suite<P> {
    /// The examples on a calm day, then with every deviation that they offer, each alone, and with
    /// every call of the application refused until it gives up.
    pub(super) fn single_deviations(
        &self,
        options: &Options,
        met: &mut BTreeSet<String>,
    ) -> Vec<CaseOf<P>> {
        let (mut cases, mut deviating) = (Vec::new(), Vec::new());
        let refusals = choices::refusals();
        for operations in self.property().examples() {
            let case = CaseOf::<P>::new(&self.property().title(), operations, options.seed);
            let run = self.run(&case, Adversary::calm().recording_offers());
            cases.push(case.clone());
            for (site, point, count) in run.offered {
                // By the time of the last look AWS is well.
                let is_look = site.scope() == PROBE;
                if is_look || self.is_excluded(&point) || !options.days.sweep(&point) {
                    continue;
                }
                met.insert(call_and_point(&site));
                for pick in 1..count {
                    let plan = [(site.clone(), pick)].into();
                    deviating.push(CaseOf::<P> { plan, ..case.clone() });
                }
                let refuses =
                    options.giving_up && refusals.iter().any(|refusal| refusal.name == &*point);
                let plan = refuses.then(|| given_up(&site, self.property().attempts())).flatten();
                deviating.extend(plan.map(|plan| CaseOf::<P> { plan, ..case.clone() }));
            }
        }
        let mut deviating = some_of(deviating, options);
        deviating.sort_by_key(|case: &CaseOf<P>| rank(&case.plan));
        cases.extend(deviating);
        cases
    }

    fn is_excluded(&self, point: &str) -> bool {
        self.property().excluded().iter().any(|excluded| point.starts_with(excluded))
    }

    /// So many pairs, spread evenly over what a first deviation can be.
    pub(super) fn pairs(&self, singles: &[CaseOf<P>], options: &Options) -> Vec<Trial<P>> {
        let mut order: Vec<_> = singles.iter().filter(|case| !case.plan.is_empty()).collect();
        let place = |case: &&CaseOf<P>| random::hash(options.seed, &case.name());
        order.sort_by_key(place);
        let firsts = order.iter().cycle().take(if order.is_empty() { 0 } else { options.pairs });
        let pairs = firsts.enumerate();
        pairs.map(|(number, single)| Trial::Pair { single: (*single).clone(), number }).collect()
    }

    /// The case that a trial runs, and AWS's day.
    pub(super) fn prepare(
        &self,
        trial: &Trial<P>,
        points: &[String],
        options: &Options,
    ) -> (CaseOf<P>, Adversary) {
        match trial {
            Trial::Stored(case) | Trial::Single(case) => (case.clone(), by_plan(case)),
            Trial::Pair { single, number } => {
                let case = self.with_second(
                    single,
                    random::hash(options.seed, &number.to_string()),
                    options,
                );
                let adversary = by_plan(&case);
                (case, adversary)
            }
            Trial::Grown { case, as_planned: true } => (case.clone(), by_plan(case)),
            Trial::Grown { case, .. } => (case.clone(), options.days.random(case.seed, points)),
            Trial::Random { number } => {
                let seed = random::hash(options.seed, &number.to_string());
                let operations = generate(self.property(), seed);
                let mut case = CaseOf::<P>::new(&self.property().title(), operations, seed);
                spread(&mut case, self.property().clients(), seed);
                (case, options.days.random(seed, points))
            }
        }
    }

    /// One more deviation of those that are offered once the first has happened.
    fn with_second(&self, single: &CaseOf<P>, number: u64, options: &Options) -> CaseOf<P> {
        let run = self.run(single, by_plan(single).recording_offers());
        let offered = run.offered.iter().filter(|(site, point, count)| {
            *count > 1
                && !single.plan.contains_key(site)
                && site.scope() != PROBE
                && !self.is_excluded(point)
                && options.days.sweep(point)
        });
        let all: Vec<_> =
            offered.flat_map(|(site, _, n)| (1..*n).map(move |p| (site, p))).collect();
        let mut case = single.clone();
        if let Some((site, pick)) = all.get(number as usize % all.len().max(1)) {
            case.plan.insert((*site).clone(), *pick);
        }
        case
    }
}

/// Hashes what all parts of a run must have in common, so that parts of different runs are told apart.
impl<P: Property> Suite<P> {
    pub(super) fn digest(&self, before: u64, trials: &[Trial<P>]) -> u64 {
        trials.iter().fold(before, |digest, trial| match trial {
            Trial::Stored(case) | Trial::Single(case) | Trial::Grown { case, .. } => {
                random::hash(digest, &case.name())
            }
            Trial::Pair { single, number } => {
                random::hash(digest, &format!("{} and {number}", single.name()))
            }
            Trial::Random { number } => random::hash(digest, &number.to_string()),
        })
    }
}

/// What breaks programs most often comes first: a call that fails for good, an answer that is lost. Last
/// comes what clients hardly notice.
fn rank(plan: &BTreeMap<Site, Pick>) -> u8 {
    const HARDLY_NOTICED: [&str; 5] = [
        "latency",
        "s3.header-order",
        "s3.connection-closes",
        "s3.unknown-element",
        "s3.last-modified",
    ];
    let point = plan.keys().next().and_then(Site::point).unwrap_or_default();
    match point {
        _ if plan.len() > 1 => 0,
        _ if point.ends_with(".after") => 1,
        _ if point.ends_with(".before") => 3,
        _ if HARDLY_NOTICED.contains(&point) => 4,
        _ => 2,
    }
}

/// As many as are wanted, spread evenly, in their order.
fn some_of<O: Clone + Serialize + DeserializeOwned>(
    cases: Vec<Case<O>>,
    options: &Options,
) -> Vec<Case<O>> {
    let Some(wanted) = options.singles.filter(|wanted| *wanted < cases.len()) else {
        return cases;
    };
    let mut places: Vec<usize> = (0..cases.len()).collect();
    places.sort_by_key(|place| random::hash(options.seed, &cases[*place].name()));
    let chosen: BTreeSet<usize> = places.into_iter().take(wanted).collect();
    chosen.into_iter().map(|place| cases[place].clone()).collect()
}

/// What a case's own plan says.
pub(super) fn by_plan<O>(case: &crate::Case<O>) -> Adversary {
    let plan: Plan = case.plan.iter().map(|(site, pick)| (site.clone(), *pick)).collect();
    Adversary::plan(plan)
}

/// Operations from a seed, as proptest generates them.
pub fn generate<P: Property>(property: &P, seed: u64) -> Vec<P::Operation> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config { failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let operations = proptest::collection::vec(property.operation(), 1..=property.operations_max());
    // A strategy that rejects too much gives a case without operations.
    operations.new_tree(&mut runner).map(|tree| tree.current()).unwrap_or_default()
}

/// Half of the cases are several clients' at once.
fn spread<O>(case: &mut crate::Case<O>, clients: u8, seed: u64) {
    if clients > 1 && random::hash(seed, "clients").is_multiple_of(2) {
        for (number, _) in &case.operations {
            let client = random::hash(seed, &format!("client of {number}")) % u64::from(clients);
            // Less than `clients`, which is a byte.
            case.clients.insert(*number, client as u8);
        }
    }
}
