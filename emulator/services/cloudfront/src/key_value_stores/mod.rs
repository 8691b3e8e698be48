//! Key value stores: what functions look things up in (CF-9.4, Appendix A).
//!
//! - [`operations`]: the stores themselves, by the API of CloudFront, as they are [`stored`];
//! - [`import`]: the file in S3 that a new one may begin with;
//! - [`data`]: what is in them; [`counterpart`]: how the service of their data gets at it.
//!
//! Functions read a store by [`CloudFront::key_values`] and keep it by [`CloudFront::key_value_store_users`].

mod counterpart;
pub(crate) mod data;
mod import;
mod operations;
pub(crate) mod stored;

use crate::CloudFront;
use data::KeyValues;
use parhelion_world::Context;
use parhelion_world::identity::Account;

fn arn(account: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::{account}:key-value-store/{id}")
}

/// The account and the id that a store's ARN names.
fn parse_arn(arn: &str) -> Option<(Account, &str)> {
    let (account, resource) = arn.strip_prefix("arn:aws:cloudfront::")?.split_once(':')?;
    Some((account.into(), resource.strip_prefix("key-value-store/")?))
}

impl CloudFront {
    /// What is in the store of an ARN, once it is ready.
    pub(crate) fn key_values(&self, arn: &str) -> Option<&KeyValues> {
        let (account, id) = parse_arn(arn)?;
        self.key_value_stores.find(&account, id).filter(|store| store.config.ready)?;
        self.key_values.get(&(account, id.into()))
    }

    /// The functions that a store is associated with: it cannot be deleted while there are any.
    pub(crate) fn key_value_store_users<'a>(
        &'a self,
        account: &'a Account,
        arn: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        let uses = move |function: &&std::sync::Arc<crate::functions::stored::StoredFunction>| {
            let stages = [Some(&function.development), function.live.as_ref()];
            stages.into_iter().flatten().any(|stage| stage.store() == Some(arn))
        };
        self.functions_after(account, "").filter(uses).map(|function| &*function.name)
    }

    /// A store, as it is now, starts its way to the edge locations (CF-14 N23).
    pub(crate) fn bring(&mut self, cx: &mut Context, arn: &str) {
        if let Some(store) = self.edge_store(arn) {
            let at = cx.now + self.propagation.function;
            self.edge.bring(cx, &store, at);
        }
    }
}
