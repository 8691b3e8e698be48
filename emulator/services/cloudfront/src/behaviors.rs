//! The default cache behaviour and the others differ by their path pattern only: one shape for
//! both.

use crate::model::{CacheBehavior, DefaultCacheBehavior, DistributionConfig};

/// What the default behaviour's path pattern is (CF-1.6a).
pub(crate) const EVERYTHING: &str = "*";

macro_rules! same_members {
    ($from:ident => $to:ident { $($first:ident: $value:expr)? }) => {
        $to {
            $($first: $value,)?
            target_origin_id: $from.target_origin_id,
            trusted_signers: $from.trusted_signers,
            trusted_key_groups: $from.trusted_key_groups,
            viewer_protocol_policy: $from.viewer_protocol_policy,
            allowed_methods: $from.allowed_methods,
            smooth_streaming: $from.smooth_streaming,
            compress: $from.compress,
            lambda_function_associations: $from.lambda_function_associations,
            function_associations: $from.function_associations,
            field_level_encryption_id: $from.field_level_encryption_id,
            realtime_log_config_arn: $from.realtime_log_config_arn,
            cache_policy_id: $from.cache_policy_id,
            origin_request_policy_id: $from.origin_request_policy_id,
            response_headers_policy_id: $from.response_headers_policy_id,
            grpc_config: $from.grpc_config,
            forwarded_values: $from.forwarded_values,
            min_ttl: $from.min_ttl,
            default_ttl: $from.default_ttl,
            max_ttl: $from.max_ttl,
        }
    };
}

/// The default behaviour as a behaviour for [`EVERYTHING`].
pub(crate) fn of_default(default: DefaultCacheBehavior) -> CacheBehavior {
    same_members!(default => CacheBehavior { path_pattern: EVERYTHING.into() })
}

/// The way back; the path pattern is dropped.
pub(crate) fn into_default(behavior: CacheBehavior) -> DefaultCacheBehavior {
    same_members!(behavior => DefaultCacheBehavior {})
}

/// All behaviours, in the order in which paths are matched: the default one last (CF-1.6a).
pub(crate) fn all(config: &DistributionConfig) -> Vec<CacheBehavior> {
    let listed =
        config.cache_behaviors.iter().flat_map(|list| list.items.iter().flatten()).cloned();
    listed.chain([of_default(config.default_cache_behavior.clone())]).collect()
}

/// The CloudFront functions of a behaviour: event types and ARNs.
pub(crate) fn functions(behavior: &CacheBehavior) -> impl Iterator<Item = (&str, &str)> {
    let listed = behavior.function_associations.iter().flat_map(|list| list.items.iter().flatten());
    listed.map(|one| (one.event_type.as_str(), one.function_arn.as_str()))
}
