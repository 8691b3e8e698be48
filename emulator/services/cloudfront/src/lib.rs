//! Amazon CloudFront. The control plane is here: what accounts configure. What viewers meet is in
//! [`edge`].
//!
//! | a question about | is answered in |
//! |---|---|
//! | distributions and their life | [`distributions`], [`stored_distribution`], [`deployments`] |
//! | what a configuration may say | [`validation`] |
//! | what it says when it does not | [`defaults`] |
//! | which distribution a `Host` names | [`hosts`] |
//! | aliases that move, web ACLs | [`alias_operations`], [`web_acls`] |
//! | lists | [`listing`], [`paging`]; of users of a policy [`usage`] |
//! | invalidations | [`invalidations`] |
//! | malformed requests, and what came due | [`hooks`] |
//! | public keys and the groups of them that are trusted | [`public_keys`], [`key_groups`] |
//! | policies, origin access controls and identities | [`resources`], and a file for each kind |
//! | how S3 knows an identity, and the edge | [`service_user`], [`service_key`] |
//! | AWS's own policies | [`managed`] |
//! | versions and `If-Match` | [`if_match`] |
//! | delays until a change is everywhere | [`propagation`] |
//! | why a request is a hit or a miss | [`explain`] |

mod alias_operations;
mod behaviors;
mod cache_policies;
mod certificates;
mod declaration;
mod defaults;
mod deployments;
mod distributions;
mod edge;
pub mod explain;
mod hooks;
mod hosts;
mod identity_config;
mod if_match;
mod invalidations;
mod key_groups;
mod listing;
mod managed;
mod origin_access_controls;
mod origin_access_identities;
mod origin_request_policies;
mod paging;
mod permissions;
mod policy_names;
mod propagation;
mod public_keys;
mod resources;
mod response_headers_policies;
mod service_key;
mod service_user;
mod stored_distribution;
mod stored_public_key;
mod tags;
mod timer;
mod usage;
mod validation;
mod web_acls;

/// The API's shapes, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    #![allow(clippy::all)]
    parhelion_wire::model!();
}

pub(crate) use model::errors;
use model::{MODEL, operations};
use serde::{Deserialize, Serialize};

use hosts::Hosts;
use identity_config::IdentityConfig;
use model::{
    CachePolicyConfig, KeyGroupConfig, OriginAccessControlConfig, OriginRequestPolicyConfig,
    ResponseHeadersPolicyConfig,
};
use parhelion_world::identity::Account;
use parhelion_world::rows::{Table, equal_by_identity};
use resources::Resources;
use std::sync::Arc;
use stored_distribution::StoredDistribution;
use stored_public_key::StoredPublicKey;
use timer::Timer;

use declaration::DECLARATION;
pub use propagation::Propagation;

equal_by_identity!(StoredDistribution);

/// All of CloudFront: one for all accounts and regions. Each account sees its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CloudFront {
    /// By owner and id.
    distributions: Table<(Account, Arc<str>), Arc<StoredDistribution>>,
    /// Which account has a distribution.
    owners: Table<Arc<str>, Account>,
    /// Which distribution a caller reference made (CF-8.3).
    references: Table<(Account, Arc<str>), Arc<str>>,
    hosts: Hosts,
    cache_policies: Resources<CachePolicyConfig>,
    origin_request_policies: Resources<OriginRequestPolicyConfig>,
    response_headers_policies: Resources<ResponseHeadersPolicyConfig>,
    origin_access_controls: Resources<OriginAccessControlConfig>,
    #[serde(default)]
    public_keys: Resources<StoredPublicKey>,
    #[serde(default)]
    key_groups: Resources<KeyGroupConfig>,
    #[serde(default)]
    origin_access_identities: Resources<IdentityConfig>,
    /// How long changes take on a calm day.
    pub propagation: Propagation,
    /// What viewers meet.
    pub(crate) edge: edge::Edge,
}

parhelion_world::service! { CloudFront, "cloudfront", Global, Timer, {
    CreateDistribution => create_distribution,
    CreateDistributionWithTags => create_distribution_with_tags,
    GetDistribution => get_distribution,
    GetDistributionConfig => get_distribution_config,
    UpdateDistribution => update_distribution,
    DeleteDistribution => delete_distribution,
    ListDistributions => list_distributions,
    ListDistributionsByCachePolicyId => list_distributions_by_cache_policy_id,
    ListDistributionsByOriginRequestPolicyId => list_distributions_by_origin_request_policy_id,
    AssociateAlias => associate_alias,
    ListConflictingAliases => list_conflicting_aliases,
    AssociateDistributionWebACL => associate_distribution_web_acl,
    DisassociateDistributionWebACL => disassociate_distribution_web_acl,
    ListDistributionsByWebACLId => list_distributions_by_web_acl_id,
    ListDistributionsByKeyGroup => list_distributions_by_key_group,
    ListDistributionsByResponseHeadersPolicyId => list_distributions_by_response_headers_policy_id,
    CreateInvalidation => create_invalidation,
    GetInvalidation => get_invalidation,
    ListInvalidations => list_invalidations,
    CreateCachePolicy => create_cache_policy,
    GetCachePolicy => get_cache_policy,
    GetCachePolicyConfig => get_cache_policy_config,
    UpdateCachePolicy => update_cache_policy,
    DeleteCachePolicy => delete_cache_policy,
    ListCachePolicies => list_cache_policies,
    CreateOriginRequestPolicy => create_origin_request_policy,
    GetOriginRequestPolicy => get_origin_request_policy,
    GetOriginRequestPolicyConfig => get_origin_request_policy_config,
    UpdateOriginRequestPolicy => update_origin_request_policy,
    DeleteOriginRequestPolicy => delete_origin_request_policy,
    ListOriginRequestPolicies => list_origin_request_policies,
    CreateResponseHeadersPolicy => create_response_headers_policy,
    GetResponseHeadersPolicy => get_response_headers_policy,
    GetResponseHeadersPolicyConfig => get_response_headers_policy_config,
    UpdateResponseHeadersPolicy => update_response_headers_policy,
    DeleteResponseHeadersPolicy => delete_response_headers_policy,
    ListResponseHeadersPolicies => list_response_headers_policies,
    CreateOriginAccessControl => create_origin_access_control,
    GetOriginAccessControl => get_origin_access_control,
    GetOriginAccessControlConfig => get_origin_access_control_config,
    UpdateOriginAccessControl => update_origin_access_control,
    DeleteOriginAccessControl => delete_origin_access_control,
    ListOriginAccessControls => list_origin_access_controls,
    CreatePublicKey => create_public_key,
    GetPublicKey => get_public_key,
    GetPublicKeyConfig => get_public_key_config,
    UpdatePublicKey => update_public_key,
    DeletePublicKey => delete_public_key,
    ListPublicKeys => list_public_keys,
    CreateKeyGroup => create_key_group,
    GetKeyGroup => get_key_group,
    GetKeyGroupConfig => get_key_group_config,
    UpdateKeyGroup => update_key_group,
    DeleteKeyGroup => delete_key_group,
    ListKeyGroups => list_key_groups,
    CreateCloudFrontOriginAccessIdentity => create_cloud_front_origin_access_identity,
    GetCloudFrontOriginAccessIdentity => get_cloud_front_origin_access_identity,
    GetCloudFrontOriginAccessIdentityConfig => get_cloud_front_origin_access_identity_config,
    UpdateCloudFrontOriginAccessIdentity => update_cloud_front_origin_access_identity,
    DeleteCloudFrontOriginAccessIdentity => delete_cloud_front_origin_access_identity,
    ListCloudFrontOriginAccessIdentities => list_cloud_front_origin_access_identities,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListTagsForResource => list_tags_for_resource,
} }
