//! Who knows access keys and principals: the services that keep them, and the world itself for those by
//! which services sign to each other.

use crate::commons::Commons;
use crate::identity::{Caller, Credential, Identities, ManagedPolicy, OpenIdProvider, Principal};
use crate::service::Scope;
use parhelion_wire::Timestamp;
use std::sync::Arc;

impl Commons {
    /// The services that keep identities; one that is lent, as it was before.
    fn keepers(&self) -> impl Iterator<Item = &dyn Identities> {
        let keeping = self.entries.iter().filter(|entry| entry.declaration.keeps_identities);
        keeping.filter_map(|entry| {
            let held = self.services.get(&(entry.name, Scope::Global))?;
            held.hooks().identities()
        })
    }
}

impl Identities for Commons {
    fn credential(&self, access_key: &str) -> Option<&Credential> {
        let own = self.service_credentials.get(access_key);
        own.or_else(|| self.keepers().find_map(|keeper| keeper.credential(access_key)))
    }

    fn principal(&self, arn: &str) -> Option<&Arc<Principal>> {
        self.keepers().find_map(|keeper| keeper.principal(arn))
    }

    fn bearer(&self, id: &str) -> Option<&Arc<Principal>> {
        self.keepers().find_map(|keeper| keeper.bearer(id))
    }

    fn has_principals(&self, account: &str) -> bool {
        // Users of services are of accounts that are called as the service is.
        self.find_entry(account).is_some()
            || self.keepers().any(|keeper| keeper.has_principals(account))
    }

    fn service_user(&self, named: &str) -> Option<&Arc<str>> {
        self.service_credentials.values().find_map(|held| match &held.caller {
            Caller::ServiceUser { arn, canonical_user, .. } => {
                (**arn == *named || **canonical_user == *named).then_some(arn)
            }
            _ => None,
        })
    }

    fn managed_policy(&self, arn: &str) -> Option<Arc<ManagedPolicy>> {
        self.keepers().find_map(|keeper| keeper.managed_policy(arn))
    }

    fn mfa_step(&self, user: &str, serial: &str, code: &str, now: Timestamp) -> Option<i64> {
        self.keepers().find_map(|keeper| keeper.mfa_step(user, serial, code, now))
    }

    fn saml_metadata(&self, arn: &str) -> Option<Arc<str>> {
        self.keepers().find_map(|keeper| keeper.saml_metadata(arn))
    }

    fn web_issuer(&self, account: &str) -> Option<Arc<str>> {
        self.keepers().find_map(|keeper| keeper.web_issuer(account))
    }

    fn is_web_issuer(&self, issuer: &str) -> bool {
        self.keepers().any(|keeper| keeper.is_web_issuer(issuer))
    }

    fn open_id_provider(&self, arn: &str) -> Option<&Arc<OpenIdProvider>> {
        self.keepers().find_map(|keeper| keeper.open_id_provider(arn))
    }
}
