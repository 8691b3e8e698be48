//! Which distributions use a policy or a control: for lists, for refusals to delete, for quotas.

use crate::CloudFront;
use crate::errors;
use crate::model::DistributionConfig;
use crate::service_user;
use crate::stored_distribution::StoredDistribution;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many distributions may use one policy or control (Appendix A).
const USERS_MAX: usize = 100;

/// What a configuration can name by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reference<'a> {
    CachePolicy(&'a str),
    OriginRequestPolicy(&'a str),
    ResponseHeadersPolicy(&'a str),
    OriginAccessControl(&'a str),
    KeyGroup(&'a str),
    OriginAccessIdentity(&'a str),
    /// By its ARN.
    Function(&'a str),
}

/// Everything that a configuration names, as often as it does.
pub(crate) fn references(config: &DistributionConfig) -> impl Iterator<Item = Reference<'_>> {
    let default = &config.default_cache_behavior;
    let listed = config.cache_behaviors.iter().flat_map(|list| list.items.iter().flatten());
    let first = of_behavior(
        &default.cache_policy_id,
        &default.origin_request_policy_id,
        &default.response_headers_policy_id,
    );
    let others = listed.flat_map(|behavior| {
        of_behavior(
            &behavior.cache_policy_id,
            &behavior.origin_request_policy_id,
            &behavior.response_headers_policy_id,
        )
    });
    let controls = config.origins.items.iter().filter_map(|origin| {
        origin.origin_access_control_id.as_deref().filter(|id| !id.is_empty())
    });
    let groups = [&default.trusted_key_groups].into_iter().chain(
        config
            .cache_behaviors
            .iter()
            .flat_map(|list| list.items.iter().flatten())
            .map(|behavior| &behavior.trusted_key_groups),
    );
    let groups = groups.flatten().flat_map(|groups| groups.items.iter().flatten());
    let functions = [&default.function_associations].into_iter().chain(
        config
            .cache_behaviors
            .iter()
            .flat_map(|list| list.items.iter().flatten())
            .map(|behavior| &behavior.function_associations),
    );
    let functions = functions.flatten().flat_map(|list| list.items.iter().flatten());
    let identities = config.origins.items.iter().filter_map(service_user::id_in);
    first
        .chain(others)
        .chain(controls.map(Reference::OriginAccessControl))
        .chain(identities.map(Reference::OriginAccessIdentity))
        .chain(groups.map(|id| Reference::KeyGroup(id)))
        .chain(functions.map(|one| Reference::Function(&one.function_arn)))
}

fn of_behavior<'a>(
    cache: &'a Option<String>,
    request: &'a Option<String>,
    response: &'a Option<String>,
) -> impl Iterator<Item = Reference<'a>> {
    let filled = |id: &'a Option<String>| id.as_deref().filter(|id| !id.is_empty());
    let cache = filled(cache).map(Reference::CachePolicy);
    let request = filled(request).map(Reference::OriginRequestPolicy);
    let response = filled(response).map(Reference::ResponseHeadersPolicy);
    cache.into_iter().chain(request).chain(response)
}

impl Reference<'_> {
    pub(crate) fn is_in(self, config: &DistributionConfig) -> bool {
        references(config).any(|reference| reference == self)
    }
}

impl CloudFront {
    /// The account's distributions that use something, in the order of their ids.
    pub(crate) fn users<'a>(
        &'a self,
        account: &'a Account,
        reference: Reference<'a>,
    ) -> impl Iterator<Item = &'a Arc<StoredDistribution>> {
        self.distributions_of(account).filter(move |stored| reference.is_in(&stored.config))
    }

    /// Refuses a configuration of one more user than something may have. `me` is no new user. AWS's
    /// own policies have no such limit.
    pub(crate) fn check_users(
        &self,
        account: &Account,
        config: &DistributionConfig,
        me: &str,
    ) -> Result<()> {
        let named: BTreeSet<Reference> = references(config).collect();
        let crowded = |reference: &Reference| {
            let others = self.users(account, *reference).filter(|stored| *stored.id != *me);
            !self.is_managed(*reference) && others.count() >= USERS_MAX
        };
        match named.into_iter().find(crowded) {
            None => Ok(()),
            Some(reference) => Err(reference.too_many()),
        }
    }

    fn is_managed(&self, reference: Reference) -> bool {
        match reference {
            Reference::CachePolicy(id) => self.cache_policies.is_managed(id),
            Reference::OriginRequestPolicy(id) => self.origin_request_policies.is_managed(id),
            Reference::ResponseHeadersPolicy(id) => self.response_headers_policies.is_managed(id),
            Reference::OriginAccessControl(_) | Reference::KeyGroup(_) | Reference::Function(_) => {
                false
            }
            // Nobody's, but as many distributions as there are may have it.
            Reference::OriginAccessIdentity(_) => true,
        }
    }
}

impl Reference<'_> {
    fn too_many(self) -> Error {
        let message = "The maximum number of distributions have been associated with it.";
        match self {
            Self::CachePolicy(_) => {
                errors::too_many_distributions_associated_to_cache_policy(message)
            }
            Self::OriginRequestPolicy(_) => {
                errors::too_many_distributions_associated_to_origin_request_policy(message)
            }
            Self::ResponseHeadersPolicy(_) => {
                errors::too_many_distributions_associated_to_response_headers_policy(message)
            }
            Self::OriginAccessControl(_) => {
                errors::too_many_distributions_associated_to_origin_access_control(message)
            }
            Self::KeyGroup(_) => errors::too_many_distributions_associated_to_key_group(message),
            Self::OriginAccessIdentity(_) => errors::too_many_distributions(message),
            Self::Function(_) => errors::too_many_distributions_with_function_associations(message),
        }
    }
}
