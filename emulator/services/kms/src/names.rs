//! How calls name keys (KMS-1).

use crate::Kms;
use crate::key_ring::{Key, KeyRing, NoKey};
use crate::model::errors;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// Which names an operation takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// A key's id or ARN.
    Key,
    /// An alias or its ARN, too: to encrypt, to sign, to describe.
    Alias,
}

impl Kms {
    /// A key by any of its names, as the caller sees it.
    pub(crate) fn lookup(&self, cx: &Context, name: &str) -> Result<Arc<Key>, NoKey> {
        let found = self.key_ring.find(cx.now, &cx.account, &cx.region, name);
        found.or_else(|missing| {
            let trusts = self.key_ring.trusts && cx.via.is_some();
            let key = trusts.then(|| KeyRing::on_trust(&cx.account, &cx.region, name)).flatten();
            key.map(Arc::new).ok_or(missing)
        })
    }

    /// A key of the caller's own account, for what AWS does not let other accounts do (KMS-2.7).
    pub(crate) fn own(&self, cx: &Context, name: &str) -> Result<Arc<Key>> {
        let key = self.find_named(cx, name, Naming::Key)?;
        match key.account == cx.account {
            true => Ok(key),
            false => {
                let message = format!("Key '{}' does not exist", key.arn);
                Err(errors::not_found_exception(message))
            }
        }
    }

    /// A key by its name, in the words of operations that use keys.
    pub(crate) fn find(&self, cx: &Context, name: &str) -> Result<Arc<Key>> {
        self.find_named(cx, name, Naming::Alias)
    }

    /// A key by its name, if the operation takes that kind of name.
    pub(crate) fn find_named(&self, cx: &Context, name: &str, naming: Naming) -> Result<Arc<Key>> {
        let is_alias = name.starts_with("alias/") || name.contains(":alias/");
        if naming == Naming::Key && is_alias {
            let message = "Key Aliases are not supported for this operation.";
            return Err(errors::invalid_arn_exception(message));
        }
        self.lookup(cx, name).map_err(|missing| {
            errors::not_found_exception(match missing {
                NoKey::InvalidId(arn) if naming == Naming::Key && arn.starts_with("arn:") => {
                    return errors::invalid_arn_exception(format!("Invalid ARN: {arn}"));
                }
                NoKey::InvalidId(id) => format!("Invalid keyId '{id}'"),
                NoKey::InvalidRegion(region) => format!("Invalid arn {region}"),
                NoKey::NotFound(arn) if arn.contains(":alias/") => {
                    format!("Alias {arn} is not found.")
                }
                NoKey::NotFound(arn) => format!("Key '{arn}' does not exist"),
            })
        })
    }
}
