//! Alarms as they are kept.

use crate::evaluation::State;
use crate::history::History;
use crate::home::Home;
use crate::model::PutMetricAlarmInput;
use crate::series::MetricKey;
use crate::settings::{Condition, Watched};
use crate::tag_set::Tags;
use imbl::OrdSet;
use parhelion_wire::Timestamp;
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The alarms of one account and region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Alarms {
    pub by_name: Table<Arc<str>, Arc<Alarm>>,
    pub asleep: Asleep,
    pub history: History,
}

/// A metric alarm.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Alarm {
    pub home: Home,
    pub name: Arc<str>,
    pub arn: String,
    /// As put, which is how it is described: members that were not set stay absent (CW-C2.3).
    pub settings: PutMetricAlarmInput,
    pub watched: Watched,
    pub condition: Condition,
    pub query_id: String,
    pub state: State,
    pub reason: String,
    pub reason_data: Option<String>,
    /// `AlarmConfigurationUpdatedTimestamp`
    pub configured: Timestamp,
    /// `StateUpdatedTimestamp`
    pub updated: Timestamp,
    /// `StateTransitionedTimestamp`: the last real change.
    pub transitioned: Timestamp,
    pub tags: Tags,
    /// When it is evaluated next; `None`: it sleeps.
    pub next: Option<Timestamp>,
    pub late: Option<Late>,
}

equal_by_identity!(Alarm);

/// An evaluation that the service does late (CW-F21): at `at`, on the windows of `of`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Late {
    pub at: Timestamp,
    pub of: Timestamp,
}

/// Alarms that wait for data of their metric.
pub(crate) type Asleep = Table<Arc<str>, Table<Arc<MetricKey>, OrdSet<Arc<str>>>>;
