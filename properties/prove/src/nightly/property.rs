//! What of Property 16 is done to a deployed application, and judged.

use super::deployed::{Deployed, address};
use crate::declaration::{Crash, Declaration};
use crate::foreign::interface;
use crate::property::{Has, Step, clauses};
use bytes::Bytes;
use http::Uri;
use parhelion_properties::property_16::operation::{self, Content};
use parhelion_properties::property_16::{Driver, Operation, Seen, probe};
use parhelion_properties::{Deployment, Monitor, Property, Stage, Target, Title};
use proptest::prelude::*;
use std::sync::Arc;

/// The largest file that is sent, in bytes.
const FILE_MAX: u32 = 64 * 1024;

/// The property of a deployed application.
pub(super) struct Nightly {
    declaration: Arc<Declaration>,
    deployment: Deployment,
    address: Uri,
}

impl Nightly {
    /// # Errors
    /// The address is none.
    pub(super) fn new(
        declaration: Arc<Declaration>,
        deployment: Deployment,
        application: &str,
    ) -> Result<Self, String> {
        Ok(Self { declaration, deployment, address: address(application)? })
    }

    fn has(&self) -> Has {
        let Declaration { interface, resources, .. } = &*self.declaration;
        Has {
            uploads: interface.upload.is_some(),
            reads: interface.read.is_some(),
            removes: interface.remove.is_some(),
            lists: interface.list.is_some(),
            long_requests: interface.agent_max_kib > 0 && interface.page.is_some(),
            assets: interface.page.is_some() && !resources.assets.is_empty(),
            publishes: false,
            logs: resources.log_group.is_some(),
            retention: resources.retention_days.is_some(),
            origin: resources.allowed_origin.is_some(),
            crashes: false,
        }
    }

    fn deployed(&self, stage: &Stage<Seen>) -> Deployed {
        let (declaration, address) = (self.declaration.clone(), self.address.clone());
        Deployed { declaration, address, stage: stage.clone() }
    }

    /// What reads, or is removed afterwards, and takes no time of its own.
    fn gentle(&self, operation: &Operation) -> bool {
        let means = self.has().means(&Step::Driven(operation.clone()));
        means
            && match operation {
                Operation::Upload { content, .. } => content.bytes <= FILE_MAX,
                Operation::UploadTwins { first, second, .. } => {
                    first.bytes.max(second.bytes) <= FILE_MAX
                }
                Operation::Wait { millis } => *millis <= 1000,
                Operation::Replace { .. }
                | Operation::ReplaceBehind { .. }
                | Operation::Restart => false,
                _ => true,
            }
    }
}

impl Property for Nightly {
    type Operation = Operation;
    type Seen = Seen;
    type Fixture = Vec<Bytes>;
    type System = Driver;

    fn title(&self) -> Title {
        let name = format!("{} at {}", self.declaration.name, self.address);
        Title::new("16", "AWS services are connected and used", &name)
    }

    /// What the assets are: nothing is put there.
    async fn set_up(&self, target: &Target) -> Result<Vec<Bytes>, String> {
        let s3 = target.clients().s3;
        let mut contents = Vec::new();
        for asset in self.has().assets.then_some(&self.deployment.assets).into_iter().flatten() {
            let key = format!("{}{asset}", self.deployment.asset_prefix);
            let get = s3.get_object().bucket(&self.deployment.bucket).key(&key).send().await;
            let object = get.map_err(|error| {
                format!("the asset {key} cannot be read from {}: {error:?}", self.deployment.bucket)
            })?;
            let body = object.body.collect().await.map_err(|error| format!("{key}: {error}"))?;
            contents.push(body.into_bytes());
        }
        Ok(contents)
    }

    fn start(&self, assets: &Vec<Bytes>, stage: &Stage<Seen>) -> Driver {
        let application = Arc::new(self.deployed(stage));
        Driver::start_with(application, &self.deployment, stage.clone(), assets.iter().cloned())
    }

    fn operation(&self) -> BoxedStrategy<Operation> {
        let examples: Vec<Operation> = self.examples().into_iter().flatten().collect();
        let instead = Operation::Wait { millis: 1 };
        let meant = if examples.is_empty() { vec![instead] } else { examples };
        let gentle = Self {
            declaration: self.declaration.clone(),
            deployment: self.deployment.clone(),
            address: self.address.clone(),
        };
        (
            operation::operation(&interface(&self.declaration.interface)),
            any::<proptest::sample::Index>(),
        )
            .prop_map(move |(operation, other)| match gentle.gentle(&operation) {
                true => operation,
                false => other.get(&meant).clone(),
            })
            .boxed()
    }

    fn operations_max(&self) -> usize {
        8
    }

    fn examples(&self) -> Vec<Vec<Operation>> {
        let mut all = operation::examples(&interface(&self.declaration.interface));
        all.push(vec![Operation::Upload { name: 2, content: Content { bytes: 4096, seed: 5 } }]);
        for case in &mut all {
            case.retain(|operation| self.gentle(operation));
        }
        all.retain(|case| !case.is_empty());
        all
    }

    async fn drive(&self, driver: &Driver, operation: &Operation) {
        driver.run(operation).await;
    }

    async fn probe(&self, driver: &Driver) {
        if driver.stage.apart().breakdown.is_none() {
            probe::all(driver).await;
        }
    }

    fn monitors(&self) -> Vec<Monitor<Seen>> {
        let mut off = self.declaration.clauses.off.clone();
        // Whether a day is good, nobody knows here.
        off.push("calm".to_owned());
        let interface = interface(&self.declaration.interface);
        clauses::judged(&off, self.has(), Crash::Never, &interface)
    }
}
