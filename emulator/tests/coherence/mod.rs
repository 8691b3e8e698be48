//! Coherence of the edge's caches: whatever is written, requested, invalidated and waited for, each viewer sees
//! what the rules permit (CF-3, CF-8, CF-14), in calm and with every freedom of the edge taken.

mod model;

use crate::edge::{create, custom_origin};
use crate::edge_code::{edit, header, text};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use model::{History, Seen};
use parhelion::cloudfront::model as cf;
use parhelion::{Adversary, Cloud, Timestamp, cloudfront};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

const PATHS: [&str; 3] = ["/a", "/ab", "/b"];
const PURGES: [&str; 5] = ["/a", "/a*", "/b", "/*", "/none"];
const POPS: [&str; 4] = ["IAD89-C1", "FRA56-P2", "NRT57-P1", "GRU3-C1"];

#[derive(Clone, Debug)]
enum Step {
    Write(usize),
    Get { path: usize, pop: Option<usize> },
    Invalidate(usize),
    Wait(u64),
    Failing(bool),
}

#[derive(Clone, Debug)]
struct Plan {
    steps: Vec<Step>,
    max_age: u64,
    stale_while_revalidate: u64,
    /// Whether answers have an `ETag` to ask by.
    tagged: bool,
    shielded: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let step = prop_oneof![
        2 => (0..PATHS.len()).prop_map(Step::Write),
        6 => (0..PATHS.len(), proptest::option::of(0..POPS.len()))
            .prop_map(|(path, pop)| Step::Get { path, pop }),
        1 => (0..PURGES.len()).prop_map(Step::Invalidate),
        3 => prop_oneof![Just(0_u64), 1..12_u64, 50..70_u64, Just(700)].prop_map(Step::Wait),
        1 => any::<bool>().prop_map(Step::Failing),
    ];
    let times = (
        prop_oneof![Just(1_u64), Just(5), Just(60), Just(3_600)],
        prop_oneof![Just(0_u64), Just(30)],
    );
    let parts = (proptest::collection::vec(step, 1..40), times, any::<bool>(), any::<bool>());
    parts.prop_map(|(steps, (max_age, stale_while_revalidate), tagged, shielded)| Plan {
        steps,
        max_age,
        stale_while_revalidate,
        tagged,
        shielded,
    })
}

/// The origin: versions by path, and whether it fails.
#[derive(Default)]
struct Origin {
    versions: [AtomicUsize; 3],
    failing: AtomicBool,
    control: String,
    tagged: bool,
}

async fn answer(
    State(origin): State<Arc<Origin>>,
    Path(name): Path<String>,
    headers: http::HeaderMap,
) -> Response {
    if origin.failing.load(SeqCst) {
        return (http::StatusCode::INTERNAL_SERVER_ERROR, "failing").into_response();
    }
    let path = PATHS.iter().position(|path| path[1..] == name).unwrap();
    let version = origin.versions[path].load(SeqCst).to_string();
    let control = [("cache-control", origin.control.clone())];
    if !origin.tagged {
        return (control, version).into_response();
    }
    let tag = format!("\"{version}\"");
    let same = headers.get("if-none-match").is_some_and(|sent| *sent == *tag);
    match same {
        true => (http::StatusCode::NOT_MODIFIED, control, [("etag", tag)]).into_response(),
        false => (control, [("etag", tag)], version).into_response(),
    }
}

struct Scene {
    cloud: Cloud,
    site: cf::Distribution,
    origin: Arc<Origin>,
    history: History,
    /// Invalidations that are on their way: ids, and which of the history.
    pending: Vec<(String, usize)>,
    /// By location and path: when the origin was asked last, and what it had.
    fetched: BTreeMap<(usize, usize), (Timestamp, usize)>,
    calm: bool,
    plan: Plan,
}

impl Scene {
    async fn new(plan: &Plan, adversary: Option<u64>) -> Self {
        let Plan { max_age, stale_while_revalidate: swr, tagged, shielded, .. } = *plan;
        let cloud = Cloud::new();
        let swr_text = format!(", stale-while-revalidate={swr}");
        let control = format!("max-age={max_age}{}", if swr > 0 { &swr_text } else { "" });
        let origin = Arc::new(Origin { control, tagged, ..Origin::default() });
        let router = Router::new().route("/{name}", axum::routing::get(answer));
        cloud.origin("origin.example", router.with_state(origin.clone()));
        let site = create(&cloud, custom_origin("origin.example")).unwrap();
        edit(&cloud, &site.id, |config| {
            config.origins.items[0].origin_shield = shielded.then(|| cf::OriginShield {
                enabled: true,
                origin_shield_region: Some("us-east-2".into()),
            });
        });
        cloud.advance(Duration::from_secs(1_800)).await;
        if let Some(seed) = adversary {
            let all = parhelion::choices::points().into_iter();
            let names = all.map(|point| point.name.to_owned());
            let names = names.filter(|name| name.starts_with("cloudfront.")).collect();
            cloud.set_adversary(Adversary::random_at(seed, 0.3, names));
        }
        let history = History::new(PATHS.len(), Duration::from_secs(max_age + swr), cloud.now());
        let (pending, fetched) = (vec![], BTreeMap::new());
        let (calm, plan) = (adversary.is_none(), plan.clone());
        Self { cloud, site, origin, history, pending, fetched, calm, plan }
    }

    async fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Write(path) => {
                let version = self.history.write(path, self.cloud.now());
                self.origin.versions[path].store(version, SeqCst);
            }
            Step::Wait(seconds) => self.cloud.advance(Duration::from_secs(seconds)).await,
            Step::Failing(failing) => {
                self.history.set_failing(failing, self.cloud.now());
                self.origin.failing.store(failing, SeqCst);
            }
            Step::Invalidate(purge) => self.invalidate(PURGES[purge]),
            Step::Get { path, pop } => self.get(path, pop).await?,
        }
        Ok(())
    }

    fn invalidate(&mut self, path: &str) {
        let which = self.history.invalidate(path, self.cloud.now());
        let invalidation_batch = cf::InvalidationBatch {
            paths: cf::Paths { quantity: 1, items: Some(vec![path.into()]) },
            caller_reference: which.to_string(),
        };
        let distribution_id = self.site.id.clone();
        let input = cf::CreateInvalidationInput { distribution_id, invalidation_batch };
        type Create = cf::operations::CreateInvalidation;
        let made = self.cloud.call::<cloudfront::CloudFront, Create>(input).unwrap();
        self.pending.push((made.invalidation.unwrap().id, which));
    }

    /// What the control plane calls Completed is so for every viewer from now on.
    fn look_at_invalidations(&mut self) {
        let (cloud, history, id) = (&self.cloud, &mut self.history, &self.site.id);
        self.pending.retain(|(invalidation, which)| {
            let input =
                cf::GetInvalidationInput { distribution_id: id.clone(), id: invalidation.clone() };
            type Get = cf::operations::GetInvalidation;
            let got = cloud.call::<cloudfront::CloudFront, Get>(input).unwrap();
            let completed = got.invalidation.unwrap().status == "Completed";
            if completed {
                history.complete(*which);
            }
            !completed
        });
    }

    async fn get(&mut self, path: usize, pop: Option<usize>) -> Result<(), TestCaseError> {
        self.look_at_invalidations();
        let viewer = match pop {
            Some(pop) => self.cloud.viewer().at(POPS[pop]),
            None => self.cloud.viewer(),
        };
        let from = self.cloud.now();
        let got = viewer.get(&format!("https://{}{}", self.site.domain_name, PATHS[path])).await;
        let until = self.cloud.now();
        let (status, word) = (got.status().as_u16(), header(&got, "x-cache").to_owned());
        let place = header(&got, "x-amz-cf-pop").to_owned();
        let age = header(&got, "age").parse::<u64>().ok();
        let body = text(got).await;
        let seen = if status == 200 { Seen::Version(body.parse().unwrap()) } else { Seen::Error };
        let permitted = self.history.permits((path, PATHS[path]), seen, (from, until));
        prop_assert!(
            permitted,
            "{} at {place} answered {seen:?} ({word}, age {age:?}) at {until:?}: {:#?}",
            PATHS[path],
            self.history
        );
        let place = POPS.iter().position(|pop| *pop == place).unwrap();
        if let Seen::Version(version) = seen {
            self.in_order(place, path, (version, word.as_str()), until)?;
        }
        Ok(())
    }

    /// One location never goes back, and in calm it does not ask for what it has. An Origin Shield may have what is
    /// older than what a location got past it.
    fn in_order(
        &mut self,
        place: usize,
        path: usize,
        (version, word): (usize, &str),
        now: Timestamp,
    ) -> Result<(), TestCaseError> {
        let before = self.fetched.get(&(place, path)).copied();
        let hit = word.starts_with("Hit");
        if let Some((at, old)) = before {
            prop_assert!(version >= old || self.plan.shielded, "back from {old} to {version}");
            let purged = self.history.last_invalidation(PATHS[path]).is_some_and(|it| it >= at);
            let fresh = now.since(at) < Duration::from_secs(self.plan.max_age);
            prop_assert!(!self.calm || !fresh || purged || hit, "{word}, though it was fresh");
        }
        if !hit {
            self.fetched.insert((place, path), (now, version));
        } else if let Some((_, old)) = self.fetched.get_mut(&(place, path)) {
            *old = version;
        }
        Ok(())
    }
}

fn holds(plan: &Plan, adversary: Option<u64>) -> Result<(), TestCaseError> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(async {
        let mut scene = Scene::new(plan, adversary).await;
        for step in &plan.steps {
            scene.step(step).await?;
        }
        Ok(())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn cf_14_viewers_see_what_the_rules_permit_in_calm(plan in plan()) {
        holds(&plan, None)?;
    }

    #[test]
    fn cf_14_viewers_see_what_the_rules_permit_whatever_the_edge_may_do(plan in plan(), seed: u64) {
        holds(&plan, Some(seed))?;
    }
}
