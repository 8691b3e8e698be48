//! Configurations of a bucket that most buckets never have.

use crate::configuration::late::Late;
use crate::model::{
    AnalyticsConfiguration, IntelligentTieringConfiguration, InventoryConfiguration,
    LoggingEnabled, MetricsConfiguration, NotificationConfiguration, ReplicationConfiguration,
    WebsiteConfiguration,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub website: Late<Option<Arc<WebsiteConfiguration>>>,
    pub logging: Late<Option<Arc<LoggingEnabled>>>,
    /// `None`: never put, or put empty.
    pub notification: Late<Option<Arc<NotificationConfiguration>>>,
    pub replication: Late<Option<Arc<ReplicationConfiguration>>>,
    pub requester_pays: Late<bool>,
    /// `Enabled` or `Suspended`, once it was set.
    pub acceleration: Late<Option<Arc<str>>>,
    /// Tags of the bucket count in policies (S3-3.18m).
    pub abac: bool,
    pub analytics: Named<AnalyticsConfiguration>,
    pub intelligent_tiering: Named<IntelligentTieringConfiguration>,
    pub inventory: Named<InventoryConfiguration>,
    pub metrics: Named<MetricsConfiguration>,
}

/// Configurations by their ids (S3-7.18c).
pub(crate) type Named<T> = OrdMap<Arc<str>, Arc<T>>;
