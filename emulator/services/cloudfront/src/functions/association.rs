//! Functions that cache behaviours name.

use crate::CloudFront;
use crate::edge::functions::published::EdgeFunction;
use crate::edge::functions::store::EdgeStore;
use parhelion_world::identity::Account;
use std::sync::Arc;

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
