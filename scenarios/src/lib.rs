//! The applications on which properties are proved.
//!
//! - the dashboard, of which Property 16 is proved; [`gallery`] and [`invoices`], each with a property
//!   of its own; [`served`]: how they are called in process;
//! - [`subject`]: one of them, with its property; [`mutants`]: their bugs, and what catches them;
//! - [`call_sites`]: every call, with everything that may happen to it; [`certificate`]: what a run proves of the
//!   dashboard's specification; [`emitted`], [`named`]: counterexamples as tests;
//! - [`assumptions`]: which of AWS's freedoms an application does not bear; [`privilege`]: what it must be allowed;
//! - [`remote`]: the dashboard on a target where waiting is real; [`referee`]: which of its bugs such a target
//!   reveals.

pub mod assumptions;
pub mod call_sites;
pub mod certificate;
pub mod emitted;
pub mod gallery;
pub mod invoices;
pub mod mutants;
pub mod named;
pub mod privilege;
pub mod referee;
pub mod remote;
pub mod served;
pub mod subject;
mod waiting;

use dashboard::{Clients, Config, Dashboard, Mutant, assets, infrastructure};
use parhelion_properties::application::{
    Application, BoxFuture, Deployment, Exchange, Interface, Running,
};
use parhelion_properties::target;
use served::Served;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The bundled dashboard, whole or with one bug.
pub struct DashboardApplication {
    config: Config,
    /// Known once it is set up.
    infrastructure: Mutex<Option<infrastructure::Infrastructure>>,
}

impl DashboardApplication {
    /// For an AWS in this process: `dashboard` in us-east-1; `None` is the application without a bug.
    pub fn new(mutant: Option<Mutant>) -> Self {
        Self::named("dashboard", "us-east-1", mutant)
    }

    /// With another prefix of all its names, in another region: for real accounts.
    pub fn named(name: &str, region: &str, mutant: Option<Mutant>) -> Self {
        let config = Config {
            name: name.to_owned(),
            region: region.to_owned(),
            allowed_origin: "https://dashboard.example".to_owned(),
            mutant,
        };
        Self { config, infrastructure: Mutex::new(None) }
    }
}

fn own(clients: &target::Clients) -> Clients {
    let target::Clients { s3, cloudfront, cloudwatch, logs } = clients.clone();
    Clients { s3, cloudfront, cloudwatch, logs }
}

impl Application for DashboardApplication {
    fn name(&self) -> String {
        match self.config.mutant {
            None => "dashboard".to_owned(),
            Some(mutant) => format!("dashboard/{}", mutant.name()),
        }
    }

    fn interface(&self) -> Interface {
        Interface {
            listing: Some(Exchange::new("GET", "/files")),
            agent_max_kib: 1200,
            ..Interface::default()
        }
    }

    fn set_up<'a>(
        &'a self,
        clients: &'a target::Clients,
    ) -> BoxFuture<'a, Result<Deployment, String>> {
        Box::pin(async move {
            let set_up = infrastructure::set_up(&own(clients), &self.config).await;
            let made = set_up.map_err(|failure| failure.to_string())?;
            let deployment = Deployment {
                region: self.config.region.clone(),
                bucket: made.bucket.clone(),
                distribution: made.distribution.clone(),
                domain: made.domain.clone(),
                log_group: made.log_group.clone(),
                retention_days: infrastructure::RETENTION_DAYS,
                assets: dashboard::web::ASSETS.map(str::to_owned).to_vec(),
                asset_ttl: Duration::from_secs(assets::TTL_SECS),
                allowed_origin: self.config.allowed_origin.clone(),
                asset_prefix: "assets/".to_owned(),
            };
            *self.infrastructure.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
            Ok(deployment)
        })
    }

    fn start(&self, clients: &target::Clients, _: &Deployment) -> Arc<dyn Running> {
        let infrastructure = self.infrastructure.lock().unwrap_or_else(PoisonError::into_inner);
        #[allow(clippy::expect_used)] // a Deployment comes only from `set_up`
        let infrastructure = infrastructure.clone().expect("set up before it is started");
        let running = Dashboard::resume(own(clients), self.config.clone(), infrastructure);
        let router = running.router();
        Arc::new(Served::new(router, move || {
            let running = running.clone();
            Box::pin(async move { running.shut_down().await })
        }))
    }
}
