//! The state of the service.

use crate::alarm::Alarms;
use crate::arriving::Arriving;
use crate::dashboard::Dashboard;
use crate::home::Home;
use crate::series::Metrics;
use parhelion_world::rows::{Table, equal_by_identity};
use parhelion_world::{Account, Context};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The whole service. One for all accounts and regions, because dashboards are global (CW-D1).
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct CloudWatch {
    pub(crate) regions: Table<Home, Region>,
    pub(crate) dashboards: Table<(Account, Arc<str>), Arc<Dashboard>>,
}

/// Regions come into being when they are first asked: one that is as new says nothing.
impl fmt::Debug for CloudWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let new = format!("{:?}", Region::default());
        let regions = self.regions.iter().filter(|(_, region)| format!("{region:?}") != new);
        let regions: Vec<_> = regions.collect();
        let Self { dashboards, .. } = self;
        f.debug_struct("CloudWatch")
            .field("regions", &regions)
            .field("dashboards", dashboards)
            .finish()
    }
}

/// What one account has in one region.
#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub(crate) struct Region {
    pub metrics: Metrics,
    pub alarms: Alarms,
    pub arriving: Arriving,
}

equal_by_identity!(Dashboard, Region);

impl CloudWatch {
    pub(crate) fn region(&mut self, cx: &Context) -> &mut Region {
        self.regions.entry((cx.account.clone(), cx.region.clone())).or_default()
    }
}
