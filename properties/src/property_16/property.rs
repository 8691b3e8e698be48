//! Property 16 as a [`Property`].

use super::drive::{Driver, first_version};
use super::operation::{self, Operation};
use super::{Seen, clauses, probe, words};
use crate::application::{Application, Deployment};
use crate::monitor::Monitor;
use crate::property::{Property, Title};
use crate::stage::Stage;
use crate::target::Target;
use proptest::strategy::BoxedStrategy;
use std::sync::Arc;
use std::time::Duration;

/// AWS services are connected and used by an application.
pub struct Property16 {
    application: Arc<dyn Application>,
}

impl Property16 {
    /// Of this application.
    pub fn new(application: Arc<dyn Application>) -> Self {
        Self { application }
    }
}

impl Property for Property16 {
    type Operation = Operation;
    type Seen = Seen;
    type Fixture = Deployment;
    type System = Driver;

    fn title(&self) -> Title {
        Title::new("16", "AWS services are connected and used", &self.application.name())
    }

    async fn set_up(&self, target: &Target) -> Result<Deployment, String> {
        let deployment = self.application.set_up(&target.clients()).await?;
        deployed(target, &deployment).await?;
        publish_first_versions(&*self.application, &deployment, target).await?;
        Ok(deployment)
    }

    fn start(&self, deployment: &Deployment, stage: &Stage<Seen>) -> Driver {
        Driver::start(self.application.clone(), deployment, stage.clone())
    }

    fn operation(&self) -> BoxedStrategy<Operation> {
        operation::operation(&self.application.interface())
    }

    fn simpler(&self, operation: &Operation) -> Vec<Operation> {
        operation.simpler()
    }

    fn merged(&self, first: &Operation, second: &Operation) -> Option<Operation> {
        match (first, second) {
            (Operation::Wait { millis: first }, Operation::Wait { millis: second }) => {
                Some(Operation::Wait { millis: first.saturating_add(*second) })
            }
            _ => None,
        }
    }

    fn examples(&self) -> Vec<Vec<Operation>> {
        operation::examples(&self.application.interface())
    }

    async fn drive(&self, driver: &Driver, operation: &Operation) {
        driver.run(operation).await;
    }

    async fn stop(&self, driver: &Driver) {
        driver.service.process.stop().await;
    }

    async fn probe(&self, driver: &Driver) {
        probe::all(driver).await;
    }

    fn monitors(&self) -> Vec<Monitor<Seen>> {
        clauses::monitors(&self.application.interface())
    }

    fn operation_in_words(&self, operation: &Operation) -> String {
        words::of_operation(operation)
    }

    fn seen_in_words(&self, seen: &Seen) -> Option<String> {
        words::of_seen(seen)
    }

    /// CloudFront may skip compression and then keep the plain bytes until they expire (N16), so 6.5
    /// speaks of edges that are not that busy.
    fn excluded(&self) -> &[&'static str] {
        &["cloudfront.compress"]
    }
}

/// Waits until the distribution is deployed: an hour at the most where time is virtual, half an hour of
/// looking where it is real.
///
/// # Errors
/// In words: it cannot be looked up, or is never deployed.
pub async fn deployed(target: &Target, deployment: &Deployment) -> Result<(), String> {
    let get = target.clients().cloudfront.get_distribution().id(&deployment.distribution);
    let (pause, looks) = match target.cloud() {
        Some(_) => (Duration::from_secs(30), 120),
        None => (Duration::from_secs(1), 1800),
    };
    for _ in 0..looks {
        let answer = get.clone().send().await.map_err(|error| format!("{error:?}"))?;
        if answer.distribution.is_some_and(|distribution| distribution.status == "Deployed") {
            return Ok(());
        }
        target.pass(pause).await;
    }
    Err("the distribution was never deployed".to_owned())
}

/// What every asset is when a case begins.
///
/// # Errors
/// In words, what the application said.
pub async fn publish_first_versions(
    application: &dyn Application,
    deployment: &Deployment,
    target: &Target,
) -> Result<(), String> {
    let interface = application.interface();
    let Some(publish) = interface.publish else { return Ok(()) };
    let running = application.start(&target.clients(), deployment);
    for (index, asset) in deployment.assets.iter().enumerate() {
        let path = publish.path_for(asset);
        let request = http::Request::builder().method(publish.method.as_str()).uri(path);
        let request = request.body(first_version(index));
        let request = request.map_err(|error| error.to_string())?;
        let response = running.handle(request).await;
        if !interface.published.contains(&response.status().as_u16()) {
            let why = String::from_utf8_lossy(response.body()).into_owned();
            return Err(format!("{asset} could not be published: {why}"));
        }
    }
    running.shut_down().await;
    Ok(())
}
