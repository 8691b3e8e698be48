//! The state: all groups, and how handlers find one.

use crate::deliveries::kept::Deliveries;
use crate::errors;
use crate::export_tasks::Task;
use crate::group::Group;
use crate::live_tail::LiveTail;
use crate::model::{QueryDefinition, ResourcePolicy};
use parhelion_wire::error::Result;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// CloudWatch Logs of one account and region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Logs {
    pub(crate) groups: Table<Arc<str>, Arc<Group>>,
    /// The number of the next event: ingestion order, across all streams.
    pub(crate) next_number: u64,
    /// By session (CW-A10).
    #[serde(default)]
    pub(crate) live_tails: Table<Arc<str>, LiveTail>,
    /// By id.
    #[serde(default)]
    pub(crate) query_definitions: Table<Arc<str>, Arc<QueryDefinition>>,
    /// By name (CW-A12.4).
    #[serde(default)]
    pub(crate) resource_policies: Table<Arc<str>, Arc<ResourcePolicy>>,
    /// By id (CW-A11).
    #[serde(default)]
    pub(crate) export_tasks: Table<Arc<str>, Arc<Task>>,
    #[serde(default)]
    pub(crate) deliveries: Deliveries,
}

equal_by_identity!(LiveTail, Task);

impl Logs {
    pub(crate) fn group(&self, name: &str) -> Result<&Group> {
        self.groups.get(name).map(|group| &**group).ok_or_else(errors::no_group)
    }

    pub(crate) fn group_mut(&mut self, name: &str) -> Result<&mut Group> {
        self.groups.get_mut(name).map(Arc::make_mut).ok_or_else(errors::no_group)
    }
}
