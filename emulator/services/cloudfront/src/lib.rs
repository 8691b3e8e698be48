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
//! | functions | [`functions`] |
//! | key value stores and what is in them | [`key_value_stores`] |
//! | policies, origin access controls and identities | [`resources`], and a file for each kind |
//! | how S3 knows an identity, and the edge | [`service_user`], [`service_key`] |
//! | AWS's own policies | [`managed`] |
//! | versions and `If-Match` | [`if_match`] |
//! | delays until a change is everywhere | [`propagation`] |
//! | staging distributions and the policies that use them | [`continuous_deployment`] |
//! | field-level encryption | [`field_level_encryption`] |
//! | logs in real time, more metrics | [`realtime_logs`], [`monitoring`] |
//! | addresses of an account's own | [`anycast_ip_lists`] |
//! | VPC origins; streaming distributions | [`vpc_origins`]; [`streaming_distributions`] |
//! | why a request is a hit or a miss | [`explain`] |

mod alias_operations;
mod anycast_ip_lists;
mod behaviors;
mod cache_policies;
mod certificates;
mod continuous_deployment;
mod declaration;
mod defaults;
mod deployments;
mod distributions;
mod edge;
pub mod explain;
mod field_level_encryption;
mod functions;
mod hooks;
mod hosts;
mod identity_config;
mod if_match;
mod invalidations;
mod key_groups;
mod key_value_stores;
mod listing;
mod managed;
mod monitoring;
mod origin_access_controls;
mod origin_access_identities;
mod origin_request_policies;
mod paging;
mod permissions;
mod policy_names;
mod propagation;
mod public_keys;
mod realtime_logs;
mod resources;
mod response_headers_policies;
mod service_key;
mod service_user;
mod stored_anycast_ip_list;
mod stored_distribution;
mod stored_public_key;
mod stored_streaming;
mod stored_vpc_origin;
mod streaming_distributions;
mod tags;
mod timer;
mod usage;
mod validation;
mod vpc_origins;
mod web_acls;

/// The API's shapes, made from `model.smithy`.
#[allow(missing_docs, unreachable_pub, reason = "AWS documents its shapes")]
pub mod model {
    #![allow(clippy::all)]
    parhelion_wire::model!();
}

use imbl::OrdMap;
pub(crate) use model::errors;
use model::{MODEL, operations};
use serde::{Deserialize, Serialize};

use continuous_deployment::stored::StoredPolicy;
use functions::stored::StoredFunction;
use hosts::Hosts;
use identity_config::IdentityConfig;
use key_value_stores::data::KeyValues;
use key_value_stores::stored::StoredKeyValueStore;
use model::{
    CachePolicyConfig, FieldLevelEncryptionConfig, FieldLevelEncryptionProfileConfig,
    KeyGroupConfig, MonitoringSubscription, OriginAccessControlConfig, OriginRequestPolicyConfig,
    RealtimeLogConfig, ResponseHeadersPolicyConfig,
};
use parhelion_world::identity::Account;
use parhelion_world::rows::{Table, equal_by_identity};
use resources::Resources;
use std::sync::Arc;
use stored_anycast_ip_list::StoredAnycastIpList;
use stored_distribution::StoredDistribution;
use stored_public_key::StoredPublicKey;
use stored_streaming::StoredStreaming;
use stored_vpc_origin::StoredVpcOrigin;
use timer::Timer;

use declaration::DECLARATION;
pub use propagation::Propagation;

equal_by_identity!(StoredDistribution, StoredFunction);

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
    /// By owner and name.
    #[serde(default)]
    functions: Table<(Account, Arc<str>), Arc<StoredFunction>>,
    #[serde(default)]
    continuous_deployment_policies: Resources<StoredPolicy>,
    #[serde(default)]
    key_value_stores: Resources<StoredKeyValueStore>,
    /// What is in them, by owner and id.
    #[serde(default)]
    key_values: Table<(Account, Arc<str>), KeyValues>,
    /// Those of whatever is no distribution, by ARN: an entry for each that can have any.
    #[serde(default)]
    tags: Table<Arc<str>, OrdMap<Arc<str>, Arc<str>>>,
    /// By the id of the distribution.
    #[serde(default)]
    monitoring_subscriptions: Table<Arc<str>, Arc<MonitoringSubscription>>,
    #[serde(default)]
    realtime_log_configs: Resources<RealtimeLogConfig>,
    #[serde(default)]
    field_level_encryption_configs: Resources<FieldLevelEncryptionConfig>,
    #[serde(default)]
    field_level_encryption_profiles: Resources<FieldLevelEncryptionProfileConfig>,
    #[serde(default)]
    vpc_origins: Resources<StoredVpcOrigin>,
    #[serde(default)]
    anycast_ip_lists: Resources<StoredAnycastIpList>,
    #[serde(default)]
    streaming_distributions: Resources<StoredStreaming>,
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
    CreateFunction => create_function,
    DescribeFunction => describe_function,
    GetFunction => get_function,
    UpdateFunction => update_function,
    PublishFunction => publish_function,
    DeleteFunction => delete_function,
    ListFunctions => list_functions,
    TestFunction => test_function,
    CopyDistribution => copy_distribution,
    UpdateDistributionWithStagingConfig => update_distribution_with_staging_config,
    CreateContinuousDeploymentPolicy => create_continuous_deployment_policy,
    GetContinuousDeploymentPolicy => get_continuous_deployment_policy,
    GetContinuousDeploymentPolicyConfig => get_continuous_deployment_policy_config,
    UpdateContinuousDeploymentPolicy => update_continuous_deployment_policy,
    DeleteContinuousDeploymentPolicy => delete_continuous_deployment_policy,
    ListContinuousDeploymentPolicies => list_continuous_deployment_policies,
    CreateMonitoringSubscription => create_monitoring_subscription,
    GetMonitoringSubscription => get_monitoring_subscription,
    DeleteMonitoringSubscription => delete_monitoring_subscription,
    CreateRealtimeLogConfig => create_realtime_log_config,
    GetRealtimeLogConfig => get_realtime_log_config,
    UpdateRealtimeLogConfig => update_realtime_log_config,
    DeleteRealtimeLogConfig => delete_realtime_log_config,
    ListRealtimeLogConfigs => list_realtime_log_configs,
    ListDistributionsByRealtimeLogConfig => list_distributions_by_realtime_log_config,
    CreateFieldLevelEncryptionConfig => create_field_level_encryption_config,
    GetFieldLevelEncryption => get_field_level_encryption,
    GetFieldLevelEncryptionConfig => get_field_level_encryption_config,
    UpdateFieldLevelEncryptionConfig => update_field_level_encryption_config,
    DeleteFieldLevelEncryptionConfig => delete_field_level_encryption_config,
    ListFieldLevelEncryptionConfigs => list_field_level_encryption_configs,
    CreateFieldLevelEncryptionProfile => create_field_level_encryption_profile,
    GetFieldLevelEncryptionProfile => get_field_level_encryption_profile,
    GetFieldLevelEncryptionProfileConfig => get_field_level_encryption_profile_config,
    UpdateFieldLevelEncryptionProfile => update_field_level_encryption_profile,
    DeleteFieldLevelEncryptionProfile => delete_field_level_encryption_profile,
    ListFieldLevelEncryptionProfiles => list_field_level_encryption_profiles,
    CreateVpcOrigin => create_vpc_origin,
    GetVpcOrigin => get_vpc_origin,
    UpdateVpcOrigin => update_vpc_origin,
    DeleteVpcOrigin => delete_vpc_origin,
    ListVpcOrigins => list_vpc_origins,
    ListDistributionsByVpcOriginId => list_distributions_by_vpc_origin_id,
    CreateAnycastIpList => create_anycast_ip_list,
    GetAnycastIpList => get_anycast_ip_list,
    UpdateAnycastIpList => update_anycast_ip_list,
    DeleteAnycastIpList => delete_anycast_ip_list,
    ListAnycastIpLists => list_anycast_ip_lists,
    ListDistributionsByAnycastIpListId => list_distributions_by_anycast_ip_list_id,
    ListDistributionsByConnectionMode => list_distributions_by_connection_mode,
    CreateStreamingDistribution => create_streaming_distribution,
    CreateStreamingDistributionWithTags => create_streaming_distribution_with_tags,
    GetStreamingDistribution => get_streaming_distribution,
    GetStreamingDistributionConfig => get_streaming_distribution_config,
    UpdateStreamingDistribution => update_streaming_distribution,
    DeleteStreamingDistribution => delete_streaming_distribution,
    ListStreamingDistributions => list_streaming_distributions,
    CreateKeyValueStore => create_key_value_store,
    DescribeKeyValueStore => describe_key_value_store,
    UpdateKeyValueStore => update_key_value_store,
    DeleteKeyValueStore => delete_key_value_store,
    ListKeyValueStores => list_key_value_stores,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListTagsForResource => list_tags_for_resource,
} }
