//! Property 16 on a declared application.
//!
//! - [`Proved`]: the property; [`Step`]: its operations; [`clauses`]: what of it is judged.

pub mod clauses;
mod step;

pub use step::{Has, Step};

use crate::child::{Living, Nursery, SignsAs};
use crate::clock::Faketime;
use crate::declaration::{Clauses, Crash, Declaration, Resources};
use crate::foreign::{Foreign, interface};
use crate::infrastructure;
use parhelion_properties::privilege::user;
use parhelion_properties::property_16::drive::first_version;
use parhelion_properties::property_16::property::{deployed, publish_first_versions};
use parhelion_properties::property_16::{Driver, Operation, Seen, operation, probe};
use parhelion_properties::stage::{current_operation, scope_of};
use parhelion_properties::{Deployment, Monitor, Property, Stage, Target, Title};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long a wait is really waited for: the cloud's clock goes on at once, the process's own waits need time.
const WAITED: Duration = Duration::from_millis(100);

/// As long as nothing has happened for so long, an application has done what an operation has caused …
const QUIET: Duration = Duration::from_millis(25);

/// … or after so long: some never rest.
const QUIET_WITHIN: Duration = Duration::from_millis(300);

/// Property 16 on what a declaration says.
pub struct Proved {
    declaration: Arc<Declaration>,
    /// Of the command line: variables of the application's environment.
    environment: BTreeMap<String, String>,
    living: Living,
    signs_as: SignsAs,
    /// Taken by the set-up.
    faketime: Mutex<Option<Faketime>>,
    ahead: usize,
    /// Known once it is set up.
    resources: OnceLock<Resources>,
}

/// What every case finds.
pub struct Ground {
    deployment: Deployment,
    nursery: Arc<Nursery>,
}

/// The application of one case, and who drives it.
pub struct System {
    driver: Driver,
    application: Arc<Foreign>,
    /// The operation before.
    last: Mutex<Option<u32>>,
}

impl System {
    /// What an application does after it has answered, log lines that it sends say, belongs to the operation
    /// that has caused it: else the same deviation would be met at one site now and at another next time.
    async fn rests(&self) {
        let current = current_operation();
        let before = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *last, current)
        };
        let (Some(cloud), Some(current), Some(before)) =
            (self.driver.stage.cloud(), current, before)
        else {
            return;
        };
        cloud.stage(&scope_of(before));
        let begun = Instant::now();
        let mut seen = cloud.journal().events().len();
        loop {
            tokio::time::sleep(QUIET).await;
            let now = cloud.journal().events().len();
            if now == seen || begun.elapsed() > QUIET_WITHIN {
                break;
            }
            seen = now;
        }
        cloud.stage(&scope_of(current));
    }
}

impl Proved {
    /// Of a declaration. `ahead`: how many applications are started before they are needed.
    pub fn new(
        declaration: Arc<Declaration>,
        environment: BTreeMap<String, String>,
        living: Living,
        faketime: Option<Faketime>,
        ahead: usize,
    ) -> Self {
        let faketime = Mutex::new(faketime);
        let (signs_as, resources) = (SignsAs::Root, OnceLock::new());
        Self { declaration, environment, living, signs_as, faketime, ahead, resources }
    }

    /// From its start on the application, but not what sets it up, signs as a user who may do everything,
    /// until the suite limits him.
    #[must_use]
    pub fn signing_as_user(self) -> Self {
        Self { signs_as: SignsAs::User, ..self }
    }

    /// What it is called, with what the command line has set.
    fn name(&self) -> String {
        let set = self.environment.iter().map(|(name, value)| format!("{name}={value}"));
        let set: Vec<_> = set.collect();
        let name = &self.declaration.name;
        if set.is_empty() { name.clone() } else { format!("{name}/{}", set.join(",")) }
    }

    fn has(&self) -> Has {
        let Declaration { interface, resources, .. } = &*self.declaration;
        let resources = self.resources.get().unwrap_or(resources);
        Has {
            uploads: interface.upload.is_some(),
            reads: interface.read.is_some(),
            removes: interface.remove.is_some(),
            lists: interface.list.is_some(),
            long_requests: interface.agent_max_kib > 0 && interface.page.is_some(),
            assets: interface.page.is_some() && !resources.assets.is_empty(),
            publishes: interface.publish.is_some(),
            logs: resources.log_group.is_some(),
            retention: resources.retention_days.is_some(),
            origin: resources.allowed_origin.is_some(),
            crashes: self.declaration.application.crash != Crash::Never,
        }
    }

    /// The assets as they are when a case begins: by the application, or in the bucket where somebody
    /// else puts them.
    async fn first_versions(
        &self,
        deployment: &Deployment,
        nursery: &Arc<Nursery>,
        target: &Target,
    ) -> Result<(), String> {
        if !self.has().assets {
            return Ok(());
        }
        if !self.has().publishes {
            return put_first_versions(deployment, target).await;
        }
        let stage = Stage::new(target.clone());
        let application =
            Foreign::new(&self.name(), self.declaration.clone(), nursery.clone(), stage.clone());
        let published = publish_first_versions(&application, deployment, target).await;
        drop(application);
        let apart = stage.apart();
        let why = match (apart.breakdown, published) {
            (None, Ok(())) => return Ok(()),
            (Some(breakdown), _) => format!("the application cannot be tried: {breakdown:?}"),
            (None, Err(why)) => format!("the application cannot be tried: {why}"),
        };
        match apart.output.is_empty() {
            true => Err(why),
            false => Err(format!("{why}\nWhat it wrote:\n{}", apart.output)),
        }
    }
}

async fn put_first_versions(deployment: &Deployment, target: &Target) -> Result<(), String> {
    let s3 = target.clients().s3;
    for (index, asset) in deployment.assets.iter().enumerate() {
        let key = format!("{}{asset}", deployment.asset_prefix);
        let head = s3.head_object().bucket(&deployment.bucket).key(&key).send().await;
        let head = head.map_err(|_| format!("the set-up has not put the asset {key} into {}: resources.assets or resources.asset-prefix is wrong, or it is put there later", deployment.bucket))?;
        let put =
            s3.put_object().bucket(&deployment.bucket).key(&key).body(first_version(index).into());
        let put = put.set_cache_control(head.cache_control).set_content_type(head.content_type);
        put.send().await.map_err(|error| format!("{key}: {error:?}"))?;
    }
    Ok(())
}

impl Property for Proved {
    type Operation = Step;
    type Seen = Seen;
    type Fixture = Ground;
    type System = System;

    fn title(&self) -> Title {
        Title::new("16", "AWS services are connected and used", &self.name())
    }

    async fn set_up(&self, target: &Target) -> Result<Ground, String> {
        let cloud = target.cloud().ok_or("there is no cloud in this process")?;
        let (declaration, environment) = (&*self.declaration, &self.environment);
        if self.signs_as == SignsAs::User {
            user::grant(cloud, Some(user::EVERYTHING))?;
        }
        let resources =
            infrastructure::set_up(cloud, declaration, environment, &self.living).await?;
        let resources = self.resources.get_or_init(|| resources);
        let needs_edge = declaration.interface.page.is_some();
        let deployment = infrastructure::deployment(resources, target, needs_edge).await?;
        if needs_edge {
            deployed(target, &deployment).await?;
        }
        let faketime = self.faketime.lock().unwrap_or_else(PoisonError::into_inner).take();
        let given = (self.environment.clone(), self.living.clone(), self.signs_as);
        let nursery =
            Nursery::new(self.declaration.clone(), deployment.clone(), given, faketime, self.ahead);
        let nursery = Arc::new(nursery);
        self.first_versions(&deployment, &nursery, target).await?;
        Ok(Ground { deployment, nursery })
    }

    fn start(&self, ground: &Ground, stage: &Stage<Seen>) -> System {
        let declaration = self.declaration.clone();
        let application =
            Foreign::new(&self.name(), declaration, ground.nursery.clone(), stage.clone());
        let application = Arc::new(application);
        let driver = Driver::start(application.clone(), &ground.deployment, stage.clone());
        System { driver, application, last: Mutex::default() }
    }

    fn operation(&self) -> BoxedStrategy<Step> {
        // Those that mean nothing here pass no time, so that no strategy runs dry.
        let interface = interface(&self.declaration.interface);
        let driven = operation::operation(&interface).prop_map(Step::Driven).boxed();
        let all = match self.has().means(&Step::crash()) {
            true => prop_oneof![24 => driven, 1 => Just(Step::crash())].boxed(),
            false => driven,
        };
        let meant: Vec<Step> = self.examples().into_iter().flatten().collect();
        let instead = Step::Driven(Operation::Wait { millis: 1 });
        let meant = if meant.is_empty() { vec![instead] } else { meant };
        let has = self.has();
        (all, any::<proptest::sample::Index>())
            .prop_map(
                move |(step, other)| {
                    if has.means(&step) { step } else { other.get(&meant).clone() }
                },
            )
            .boxed()
    }

    fn simpler(&self, step: &Step) -> Vec<Step> {
        match step {
            Step::Crash(_) => Vec::new(),
            Step::Driven(operation) => operation.simpler().into_iter().map(Step::Driven).collect(),
        }
    }

    fn merged(&self, first: &Step, second: &Step) -> Option<Step> {
        match (first, second) {
            (
                Step::Driven(Operation::Wait { millis: first }),
                Step::Driven(Operation::Wait { millis: second }),
            ) => Some(Step::Driven(Operation::Wait { millis: first.saturating_add(*second) })),
            _ => None,
        }
    }

    fn operations_max(&self) -> usize {
        15
    }

    fn attempts(&self) -> u8 {
        self.declaration.application.attempts
    }

    fn examples(&self) -> Vec<Vec<Step>> {
        let all = operation::examples(&interface(&self.declaration.interface)).into_iter();
        let mut all: Vec<Vec<Step>> =
            all.map(|case| case.into_iter().map(Step::Driven).collect()).collect();
        all.push(step::crash_example());
        all.push(step::crowded_example());
        let has = self.has();
        for case in &mut all {
            case.retain(|step| has.means(step));
        }
        all.retain(|case| !case.is_empty());
        all
    }

    async fn drive(&self, system: &System, step: &Step) {
        // A kill or a stop comes when it comes.
        if !matches!(step, Step::Crash(_) | Step::Driven(Operation::Restart)) {
            system.rests().await;
        }
        system.application.synchronise().await;
        match step {
            Step::Crash(_) => {
                system.application.crash().await;
                system.driver.stage.observe(Seen::Crashed);
            }
            Step::Driven(operation) => {
                system.driver.run(operation).await;
                if let Operation::Wait { millis } = operation {
                    tokio::time::sleep(Duration::from_millis((*millis).into()).min(WAITED)).await;
                }
            }
        }
    }

    async fn stop(&self, system: &System) {
        system.application.synchronise().await;
        system.application.shut_down().await;
    }

    async fn probe(&self, system: &System) {
        if system.driver.stage.apart().breakdown.is_none() {
            probe::all(&system.driver).await;
        }
    }

    fn monitors(&self) -> Vec<Monitor<Seen>> {
        let Declaration { interface: declared, clauses: Clauses { off }, application, .. } =
            &*self.declaration;
        clauses::judged(off, self.has(), application.crash, &interface(declared))
    }

    /// As Property 16 itself.
    fn excluded(&self) -> &[&'static str] {
        &["cloudfront.compress"]
    }
}
