//! Cache behaviours: paths, methods, policies, functions, signers (CF-1.5, CF-1.6, CF-2.3).

use super::basics::{Known, distinct, given, invalid};
use super::forwarded_values;
use super::quantities::SIGNERS_MAX;
use crate::defaults::ttls;
use crate::errors;
use crate::model::*;
use parhelion_wire::error::Result;
use parhelion_world::identity::is_account_id;

/// Limits of Appendix A.
const LAMBDA_FUNCTIONS_MAX: usize = 4;
const FUNCTIONS_MAX: usize = 2;
const KEY_GROUPS_MAX: usize = 4;

const ALL_METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// `behaviors` are those of the configuration, the default one last.
pub(crate) fn check(
    config: &DistributionConfig,
    behaviors: &[CacheBehavior],
    known: &dyn Known,
) -> Result<()> {
    let listed = behaviors.split_last().map_or(&[][..], |(_, listed)| listed);
    listed.iter().try_for_each(|behavior| path_pattern(&behavior.path_pattern))?;
    let bare = |pattern: &'_ str| pattern.strip_prefix('/').unwrap_or(pattern).to_owned();
    if !distinct(listed.iter().map(|behavior| bare(&behavior.path_pattern))) {
        return Err(invalid(
            "The parameter PathPattern is invalid: each cache behavior needs its own.",
        ));
    }
    for behavior in behaviors {
        methods(behavior)?;
        policies(behavior, known)?;
        if let Some(forwarded) = &behavior.forwarded_values {
            let s3 = config.origins.items.iter().any(|origin| {
                origin.id == behavior.target_origin_id && origin.s3_origin_config.is_some()
            });
            forwarded_values::check(forwarded, s3)?;
        }
        functions(behavior, known)?;
        signers(behavior, known)?;
        others(config, behavior, known)?;
    }
    Ok(())
}

/// CF-1.6e.
fn path_pattern(pattern: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.*$/~\"'@:+&?%".contains(c);
    if pattern.is_empty() || pattern.chars().count() > 255 || !pattern.chars().all(allowed) {
        return Err(invalid("The parameter PathPattern is invalid."));
    }
    Ok(())
}

/// CF-1.5a and b: one of three sets, and one of two sets of cached methods within it.
fn methods(behavior: &CacheBehavior) -> Result<()> {
    let Some(allowed) = &behavior.allowed_methods else { return Ok(()) };
    let is = |items: &[String], set: &[&str]| {
        let mut items: Vec<&str> = items.iter().map(String::as_str).collect();
        items.sort_unstable();
        items == set
    };
    let cached: &[&[&str]] = &[&["GET", "HEAD"], &["GET", "HEAD", "OPTIONS"]];
    if !cached.iter().chain(&[&ALL_METHODS[..]]).any(|set| is(&allowed.items, set)) {
        return Err(invalid("The parameter AllowedMethods is invalid."));
    }
    let Some(given) = &allowed.cached_methods else { return Ok(()) };
    let within = given.items.iter().all(|method| allowed.items.contains(method));
    if !within || !cached.iter().any(|set| is(&given.items, set)) {
        return Err(invalid("The parameter CachedMethods is invalid."));
    }
    Ok(())
}

/// CF-2.3a and b: a cache policy or the older settings, never both; the order of lifetimes.
fn policies(behavior: &CacheBehavior, known: &dyn Known) -> Result<()> {
    let cache = given(&behavior.cache_policy_id);
    let request = given(&behavior.origin_request_policy_id);
    match (cache, &behavior.forwarded_values) {
        (None, None) => return Err(invalid("The parameter ForwardedValues is required.")),
        (Some(_), Some(_)) => {
            return Err(invalid(
                "The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.",
            ));
        }
        (Some(id), None) => {
            if !known.has_cache_policy(id) {
                return Err(errors::no_such_cache_policy(
                    "The specified cache policy does not exist.",
                ));
            }
            older_lifetimes(behavior)?;
        }
        (None, Some(_)) if request.is_some() => {
            return Err(invalid(
                "The parameter OriginRequestPolicyId cannot be used without a cache policy.",
            ));
        }
        (None, Some(_)) => {
            let (min, default, max) =
                ttls(behavior.min_ttl, behavior.default_ttl, behavior.max_ttl);
            if min < 0 || min > default || default > max {
                return Err(errors::invalid_ttl_order(
                    "The order of TTL values is invalid: MinTTL, DefaultTTL and MaxTTL must not decrease.",
                ));
            }
        }
    }
    if request.is_some_and(|id| !known.has_origin_request_policy(id)) {
        let message = "The specified origin request policy does not exist.";
        return Err(errors::no_such_origin_request_policy(message));
    }
    let response = given(&behavior.response_headers_policy_id);
    if response.is_some_and(|id| !known.has_response_headers_policy(id)) {
        let message = "The specified response headers policy does not exist.";
        return Err(errors::no_such_response_headers_policy(message));
    }
    Ok(())
}

/// With a cache policy the behaviour has no lifetimes of its own. Zeros are let pass: older clients
/// send them for want of an absent number.
fn older_lifetimes(behavior: &CacheBehavior) -> Result<()> {
    let members = [
        ("MinTTL", behavior.min_ttl),
        ("DefaultTTL", behavior.default_ttl),
        ("MaxTTL", behavior.max_ttl),
    ];
    match members.iter().find(|(_, seconds)| seconds.unwrap_or(0) != 0) {
        Some((name, _)) => Err(invalid(format!(
            "The parameter {name} cannot be used when a cache policy is associated to the cache behavior."
        ))),
        None => Ok(()),
    }
}

/// CF-9.2 and CF-9.3: one function an event; CloudFront Functions are for viewer events only.
fn functions(behavior: &CacheBehavior, known: &dyn Known) -> Result<()> {
    let lambdas =
        behavior.lambda_function_associations.as_ref().and_then(|list| list.items.as_deref());
    let lambdas = lambdas.unwrap_or_default();
    if lambdas.len() > LAMBDA_FUNCTIONS_MAX {
        return Err(errors::too_many_lambda_function_associations(
            "Your request contains more Lambda@Edge function associations than are allowed per distribution.",
        ));
    }
    for lambda in lambdas {
        lambda_arn(&lambda.lambda_function_arn)?;
    }
    if !distinct(lambdas.iter().map(|lambda| &lambda.event_type)) {
        return Err(errors::invalid_lambda_function_association(
            "The specified Lambda@Edge function association is invalid: one function for each event type.",
        ));
    }
    let functions = behavior.function_associations.as_ref().and_then(|list| list.items.as_deref());
    let functions = functions.unwrap_or_default();
    if functions.len() > FUNCTIONS_MAX {
        return Err(errors::too_many_function_associations(
            "You have reached the maximum number of CloudFront function associations for this distribution.",
        ));
    }
    let wrong = |why: &'static str| Err(errors::invalid_function_association(why));
    let at_viewers = |event: &str| matches!(event, "viewer-request" | "viewer-response");
    if !functions.iter().all(|function| at_viewers(&function.event_type)) {
        return wrong(
            "CloudFront functions can be associated with viewer-request and viewer-response only.",
        );
    }
    if !distinct(functions.iter().map(|function| &function.event_type)) {
        return wrong("Each event type can have one CloudFront function only.");
    }
    if !functions.is_empty() && lambdas.iter().any(|lambda| at_viewers(&lambda.event_type)) {
        return wrong(
            "CloudFront functions and Lambda@Edge functions cannot be combined at viewer events of one cache \
             behavior.",
        );
    }
    match functions.iter().all(|function| known.has_live_function(&function.function_arn)) {
        true => Ok(()),
        false => wrong("The specified CloudFront function does not exist or is not published."),
    }
}

fn lambda_arn(arn: &str) -> Result<()> {
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, _, service, region, _, kind, _, version] = parts[..] else {
        return Err(unversioned());
    };
    if !version.bytes().all(|b| b.is_ascii_digit()) || version.is_empty() {
        return Err(unversioned());
    }
    if (service, region, kind) != ("lambda", "us-east-1", "function") {
        return Err(errors::invalid_lambda_function_association(
            "The specified Lambda@Edge function association is invalid: the function must be in us-east-1.",
        ));
    }
    Ok(())
}

fn unversioned() -> parhelion_wire::Error {
    errors::invalid_lambda_function_association(
        "The function ARN must reference a specific function version. \
         (The ARN must end with the version number.)",
    )
}

/// Who may sign URLs: key groups, and accounts, which are `self` or twelve digits (CF-10.1).
fn signers(behavior: &CacheBehavior, known: &dyn Known) -> Result<()> {
    if let Some(signers) = &behavior.trusted_signers {
        let accounts = signers.items.as_deref().unwrap_or_default();
        if signers.enabled == accounts.is_empty() {
            return Err(invalid(
                "The parameter TrustedSigners is invalid: Enabled and Items disagree.",
            ));
        }
        if accounts.len() > SIGNERS_MAX {
            return Err(errors::too_many_trusted_signers(
                "Your request contains more trusted signers than are allowed per distribution.",
            ));
        }
        if !accounts.iter().all(|account| account == "self" || is_account_id(account)) {
            return Err(errors::trusted_signer_does_not_exist(
                "One or more of your trusted signers don't exist.",
            ));
        }
    }
    if let Some(groups) = &behavior.trusted_key_groups {
        let ids = groups.items.as_deref().unwrap_or_default();
        if groups.enabled == ids.is_empty() {
            return Err(invalid(
                "The parameter TrustedKeyGroups is invalid: Enabled and Items disagree.",
            ));
        }
        if ids.len() > KEY_GROUPS_MAX {
            return Err(errors::too_many_key_groups_associated_to_distribution(
                "The number of key groups referenced by this distribution is more than the maximum allowed.",
            ));
        }
        if !ids.iter().all(|id| known.has_key_group(id)) {
            return Err(errors::trusted_key_group_does_not_exist(
                "One or more of your trusted key groups don't exist.",
            ));
        }
    }
    Ok(())
}

/// Fields of forms that come over HTTPS and go on over HTTPS can be encrypted (CF-9.3).
fn encryption(
    config: &DistributionConfig,
    behavior: &CacheBehavior,
    known: &dyn Known,
) -> Result<()> {
    let Some(id) = given(&behavior.field_level_encryption_id) else { return Ok(()) };
    if !known.has_field_level_encryption(id) {
        return Err(errors::no_such_field_level_encryption_config(
            "The specified configuration for field-level encryption doesn't exist.",
        ));
    }
    let methods = behavior.allowed_methods.as_ref().map_or(0, |methods| methods.items.len());
    let secure = behavior.viewer_protocol_policy != "allow-all";
    let plain = |origin: &Origin| {
        let custom = origin.custom_origin_config.as_ref();
        custom.is_some_and(|custom| custom.origin_protocol_policy == "http-only")
    };
    let mut origins = config.origins.items.iter();
    let plain = origins.any(|origin| origin.id == behavior.target_origin_id && plain(origin));
    match methods == ALL_METHODS.len() && secure && !plain {
        true => Ok(()),
        false => {
            Err(errors::illegal_field_level_encryption_config_association_with_cache_behavior(
                "The specified configuration for field-level encryption can't be associated with the specified \
             cache behavior.",
            ))
        }
    }
}

fn others(config: &DistributionConfig, behavior: &CacheBehavior, known: &dyn Known) -> Result<()> {
    encryption(config, behavior, known)?;
    if let Some(arn) = given(&behavior.realtime_log_config_arn) {
        known.check_realtime_log_config(arn)?;
    }
    // CF-1.5h.
    if behavior.grpc_config.as_ref().is_some_and(|grpc| grpc.enabled) {
        let methods = behavior.allowed_methods.as_ref().map_or(0, |methods| methods.items.len());
        let version = config.http_version.as_deref().unwrap_or("http2");
        if methods != ALL_METHODS.len() || !matches!(version, "http2" | "http2and3") {
            return Err(invalid(
                "The parameter GrpcConfig is invalid: gRPC needs all methods and HTTP/2.",
            ));
        }
    }
    Ok(())
}
