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
/// And one configuration of field-level encryption.
const ENCRYPTED_MAX: usize = 20;

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
    FieldLevelEncryption(&'a str),
    /// By its ARN.
    RealtimeLogConfig(&'a str),
    VpcOrigin(&'a str),
    AnycastIpList(&'a str),
}

/// What one behaviour names; the default one has the same members as others.
macro_rules! of_behavior {
    ($behavior:expr) => {{
        let groups = $behavior.trusted_key_groups.iter();
        let groups = groups.flat_map(|groups| groups.items.iter().flatten());
        let functions = $behavior.function_associations.iter();
        let functions = functions.flat_map(|list| list.items.iter().flatten());
        named(&$behavior.cache_policy_id, Reference::CachePolicy)
            .chain(named(&$behavior.origin_request_policy_id, Reference::OriginRequestPolicy))
            .chain(named(&$behavior.response_headers_policy_id, Reference::ResponseHeadersPolicy))
            .chain(named(&$behavior.field_level_encryption_id, Reference::FieldLevelEncryption))
            .chain(named(&$behavior.realtime_log_config_arn, Reference::RealtimeLogConfig))
            .chain(groups.map(|id| Reference::KeyGroup(id)))
            .chain(functions.map(|one| Reference::Function(&one.function_arn)))
    }};
}

fn named<'a>(
    id: &'a Option<String>,
    kind: fn(&'a str) -> Reference<'a>,
) -> impl Iterator<Item = Reference<'a>> {
    id.as_deref().filter(|id| !id.is_empty()).map(kind).into_iter()
}

/// Everything that a configuration names, as often as it does.
pub(crate) fn references(config: &DistributionConfig) -> impl Iterator<Item = Reference<'_>> {
    let listed = config.cache_behaviors.iter().flat_map(|list| list.items.iter().flatten());
    let origins = config.origins.items.iter().flat_map(|origin| {
        let vpc = origin.vpc_origin_config.iter();
        named(&origin.origin_access_control_id, Reference::OriginAccessControl)
            .chain(service_user::id_in(origin).map(Reference::OriginAccessIdentity))
            .chain(vpc.map(|vpc| Reference::VpcOrigin(&vpc.vpc_origin_id)))
    });
    of_behavior!(config.default_cache_behavior)
        .chain(listed.flat_map(|behavior| of_behavior!(behavior)))
        .chain(origins)
        .chain(named(&config.anycast_ip_list_id, Reference::AnycastIpList))
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
            !self.is_managed(*reference) && others.count() >= reference.users_max()
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
            Reference::FieldLevelEncryption(_) => false,
            // Nobody's, but as many distributions as there are may have it.
            Reference::OriginAccessIdentity(_)
            | Reference::RealtimeLogConfig(_)
            | Reference::VpcOrigin(_)
            | Reference::AnycastIpList(_) => true,
        }
    }
}

impl Reference<'_> {
    fn users_max(self) -> usize {
        match self {
            Self::FieldLevelEncryption(_) => ENCRYPTED_MAX,
            _ => USERS_MAX,
        }
    }

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
            Self::FieldLevelEncryption(_) => {
                errors::too_many_distributions_associated_to_field_level_encryption_config(message)
            }
            Self::OriginAccessIdentity(_)
            | Self::RealtimeLogConfig(_)
            | Self::VpcOrigin(_)
            | Self::AnycastIpList(_) => errors::too_many_distributions(message),
            Self::Function(_) => errors::too_many_distributions_with_function_associations(message),
        }
    }
}
