//! What is kept of deliveries, their sources and their destinations.

use crate::model::{Delivery, DeliveryDestination, DeliverySource};
use parhelion_world::rows::{Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// All of an account and region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Deliveries {
    /// By name.
    pub(crate) sources: Table<Arc<str>, Arc<DeliverySource>>,
    /// By name.
    pub(crate) destinations: Table<Arc<str>, Arc<Destination>>,
    /// By id.
    pub(crate) joined: Table<Arc<str>, Arc<Delivery>>,
}

/// A destination, and who may deliver to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Destination {
    pub(crate) shown: DeliveryDestination,
    pub(crate) policy: Option<String>,
}

equal_by_identity!(Destination);

impl Destination {
    /// The group or bucket.
    pub(crate) fn resource(&self) -> &str {
        let config = self.shown.delivery_destination_configuration.as_ref();
        config.map_or("", |config| &config.destination_resource_arn)
    }
}

impl Deliveries {
    /// The deliveries of a source.
    pub(crate) fn of_source<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Delivery> {
        let all = self.joined.values().map(|it| &**it);
        all.filter(move |it| it.delivery_source_name.as_deref() == Some(name))
    }

    /// The deliveries to a destination.
    pub(crate) fn to_destination<'a>(&'a self, arn: &'a str) -> impl Iterator<Item = &'a Delivery> {
        let all = self.joined.values().map(|it| &**it);
        all.filter(move |it| it.delivery_destination_arn.as_deref() == Some(arn))
    }
}
