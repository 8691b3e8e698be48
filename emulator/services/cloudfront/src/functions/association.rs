//! Functions that cache behaviours name.

use crate::CloudFront;
use crate::edge::{EdgeFunction, EdgeStore};
use crate::model::CacheBehavior;
use parhelion_world::identity::Account;
use std::sync::Arc;

/// The functions of a behaviour: (event type, ARN).
pub(crate) trait Associated {
    fn functions(&self) -> impl Iterator<Item = (&str, &str)>;
}

impl Associated for CacheBehavior {
    fn functions(&self) -> impl Iterator<Item = (&str, &str)> {
        let listed = self.function_associations.iter().flat_map(|list| list.items.iter().flatten());
        listed.map(|one| (one.event_type.as_str(), one.function_arn.as_str()))
    }
}

impl CloudFront {
    /// A published function of the account, by its ARN.
    pub(crate) fn live_function(&self, account: &Account, arn: &str) -> Option<Arc<EdgeFunction>> {
        let name = arn.strip_prefix(&format!("arn:aws:cloudfront::{account}:function/"))?;
        self.function(account, name).ok()?.at_the_edge()
    }

    /// A key value store, as edge locations get it.
    pub(crate) fn edge_store(&self, arn: &str) -> Option<Arc<EdgeStore>> {
        let values = self.key_values(arn)?.clone();
        Some(Arc::new(EdgeStore { arn: arn.into(), values }))
    }

    /// Whether the account has a key value store that can be read.
    pub(crate) fn has_key_value_store(&self, account: &Account, arn: &str) -> bool {
        let own = arn.starts_with(&format!("arn:aws:cloudfront::{account}:key-value-store/"));
        own && self.key_values(arn).is_some()
    }
}
