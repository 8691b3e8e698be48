//! The invoice service as a property of its own: what customers do, and what must be true of it.

mod drive;
pub mod operation;
mod probe;
pub mod seen;

use crate::served::Served;
use ::invoices::infrastructure::{self, Infrastructure};
use ::invoices::{Clients, Config, Invoices, Mutant};
use drive::Driver;
pub use operation::Operation;
use parhelion_properties::application::Running;
use parhelion_properties::{Monitor, Property, Stage, Target, Title, target};
use proptest::strategy::{BoxedStrategy, Strategy};
pub use seen::Seen;
use std::sync::Arc;

/// The invoice service keeps its promises.
pub struct InvoicesProperty {
    config: Config,
}

impl InvoicesProperty {
    /// Of the service, whole or with one bug.
    pub fn new(mutant: Option<Mutant>) -> Self {
        Self { config: Config { name: "invoices".to_owned(), mutant } }
    }
}

fn own(clients: &target::Clients) -> Clients {
    let target::Clients { s3, cloudwatch, logs, .. } = clients.clone();
    Clients { s3, cloudwatch, logs }
}

impl Property for InvoicesProperty {
    type Operation = Operation;
    type Seen = Seen;
    type Fixture = Infrastructure;
    type System = Driver;

    fn title(&self) -> Title {
        let name = self.config.mutant.map(|mutant| format!("invoices/{}", mutant.name()));
        let name = name.unwrap_or_else(|| "invoices".to_owned());
        Title::new("invoices", "invoices are kept, numbered, audited and private", &name)
    }

    async fn set_up(&self, target: &Target) -> Result<Infrastructure, String> {
        let made = infrastructure::set_up(&own(&target.clients()), &self.config).await;
        made.map_err(|failure| failure.to_string())
    }

    fn start(&self, made: &Infrastructure, stage: &Stage<Seen>) -> Driver {
        let (config, on) = (self.config.clone(), made.clone());
        Driver::start(stage.clone(), made.clone(), move |clients| -> Arc<dyn Running> {
            let invoices = Invoices::resume(own(clients), config.clone(), on.clone());
            let router = invoices.router();
            Arc::new(Served::new(router, move || {
                let invoices = invoices.clone();
                Box::pin(async move { invoices.shut_down().await })
            }))
        })
    }

    fn operation(&self) -> BoxedStrategy<Operation> {
        operation::operation().boxed()
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

    fn operations_max(&self) -> usize {
        8
    }

    fn examples(&self) -> Vec<Vec<Operation>> {
        operation::examples()
    }

    fn clients(&self) -> u8 {
        3
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
        seen::monitors()
    }
}
