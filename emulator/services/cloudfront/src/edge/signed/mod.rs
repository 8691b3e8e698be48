//! Signed URLs and cookies (CF-10): who may see what a behaviour shows to invited viewers only.
//!
//! - [`Signers`]: the keys that a behaviour trusts; [`TrustedKey`]: one of them;
//! - [`credentials`]: what a viewer brings, in the URL or in cookies; [`policy`]: what it lets him see.

mod credentials;
mod key;
mod policy;
mod refusal;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub(crate) use key::TrustedKey;

use super::viewer::Viewer;
use credentials::Credentials;
use parhelion_wire::Timestamp;
use policy::Policy;
pub(crate) use refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whose signatures a behaviour takes, by the ids of their keys. Accounts that are trusted as such
/// (`TrustedSigners`) have no keys here: AWS gives them in its console only.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Signers(pub(crate) BTreeMap<Arc<str>, TrustedKey>);

impl Signers {
    /// Lets a viewer in who brings a signature, and takes from his request what he brought: it is in no key
    /// and goes to no origin (CF-10.5).
    pub(super) fn admit(&self, viewer: &mut Viewer, now: Timestamp) -> Result<(), Refusal> {
        self.check(viewer, now)?;
        credentials::strip(viewer);
        Ok(())
    }

    fn check(&self, viewer: &Viewer, now: Timestamp) -> Result<(), Refusal> {
        let brought = Credentials::of(viewer);
        let id = brought.key_pair_id.as_deref().ok_or(Refusal::MissingKey)?;
        let key = self.0.get(id).ok_or(Refusal::InvalidKey)?;
        let (signature, hash) = (brought.signature()?, brought.hash()?);
        let urls = credentials::urls(viewer);
        match brought.policy()? {
            Policy::Custom { text, policy } => {
                if !key.verifies(hash, &text, &signature) {
                    return Err(Refusal::AccessDenied);
                }
                policy.admits(&urls, viewer.ip, now)
            }
            Policy::Canned { expires } => {
                let signed = |url: &String| {
                    key.verifies(hash, policy::canned(url, expires).as_bytes(), &signature)
                };
                let in_time = now.millis() < expires.saturating_mul(1000);
                match in_time && urls.iter().any(signed) {
                    true => Ok(()),
                    false => Err(Refusal::AccessDenied),
                }
            }
        }
    }
}
