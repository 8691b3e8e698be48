//! Members of the configuration itself: names, limits, logging, what other services would know.

use super::basics::{For, Known, distinct, given, invalid};
use crate::errors;
use crate::hosts::canonical;
use crate::model::DistributionConfig;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::is_account_id;

/// Limits of Appendix A.
const ALIASES_MAX: usize = 100;
const BEHAVIORS_MAX: usize = 75;
const ORIGINS_MAX: usize = 100;
const ORIGIN_GROUPS_MAX: usize = 10;

pub(crate) fn check(config: &DistributionConfig, known: &dyn Known, wanted: For) -> Result<()> {
    if config.caller_reference.is_empty() {
        return Err(invalid("The parameter CallerReference is required."));
    }
    if config.comment.chars().count() > 128 {
        return Err(invalid("The parameter Comment is too long. The maximum is 128 characters."));
    }
    limits(config)?;
    if let Some(object) = given(&config.default_root_object) {
        root_object(object)?;
    }
    aliases(config)?;
    logging(config)?;
    if let Some(id) = given(&config.web_acl_id) {
        web_acl(id)?;
    }
    staging(config, wanted)?;
    entities(config, known)
}

/// How many of each a distribution may have (Appendix A).
fn limits(config: &DistributionConfig) -> Result<()> {
    let aliases = config.aliases.iter().flat_map(|list| list.items.iter().flatten()).count();
    if aliases > ALIASES_MAX {
        return Err(errors::too_many_distribution_cnames(
            "Your request contains more CNAMEs than are allowed per distribution.",
        ));
    }
    let behaviors =
        config.cache_behaviors.iter().flat_map(|list| list.items.iter().flatten()).count();
    if behaviors + 1 > BEHAVIORS_MAX {
        return Err(errors::too_many_cache_behaviors(
            "You cannot create more cache behaviors for the distribution.",
        ));
    }
    if config.origins.items.is_empty() {
        return Err(invalid("The parameter Origins is required."));
    }
    if config.origins.items.len() > ORIGINS_MAX {
        return Err(errors::too_many_origins(
            "You cannot create more origins for the distribution.",
        ));
    }
    let groups = config.origin_groups.iter().flat_map(|list| list.items.iter().flatten()).count();
    if groups > ORIGIN_GROUPS_MAX {
        return Err(errors::too_many_origin_groups_per_distribution(
            "Your request contains more origin groups than are allowed per distribution.",
        ));
    }
    Ok(())
}

/// CF-1.7: an object name without leading slash, at most 255 characters of those in CF-1.6e.
fn root_object(object: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.*$/~\"'@:+&".contains(c);
    if object.starts_with('/') || object.chars().count() > 255 || !object.chars().all(allowed) {
        return Err(errors::invalid_default_root_object(
            "The default root object file name is too big or contains an invalid character.",
        ));
    }
    Ok(())
}

/// CF-1.2c: `*` stands for leftmost labels only.
fn aliases(config: &DistributionConfig) -> Result<()> {
    let Some(aliases) = config.aliases.as_ref().and_then(|list| list.items.as_ref()) else {
        return Ok(());
    };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let name = |alias: &String| {
        let rest = alias.strip_prefix("*.").unwrap_or(alias);
        alias.len() <= 253 && rest.contains('.') && rest.split('.').all(label)
    };
    if !aliases.iter().all(name) || !distinct(aliases.iter().map(|alias| canonical(alias))) {
        return Err(invalid(
            "The parameter CNAME contains one or more parameters that are not valid.",
        ));
    }
    Ok(())
}

/// CF-9.2: logs go to a bucket named by its global REST domain.
fn logging(config: &DistributionConfig) -> Result<()> {
    let Some(logging) = config.logging.as_ref().filter(|logging| logging.enabled == Some(true))
    else {
        return Ok(());
    };
    let bucket = given(&logging.bucket).unwrap_or_default();
    if !super::s3_domain::is_bucket(bucket) {
        return Err(invalid("The parameter Logging Bucket does not refer to a valid S3 bucket."));
    }
    if logging.prefix.as_ref().is_some_and(|prefix| prefix.starts_with('/') || prefix.len() > 256) {
        return Err(invalid("The parameter Logging Prefix is invalid."));
    }
    Ok(())
}

/// CF-9.3: an AWS WAFv2 ACL is named by its ARN in us-east-1 of scope `global`, a Classic one by
/// its id.
pub(crate) fn web_acl(id: &str) -> Result<()> {
    let rest = id.strip_prefix("arn:aws:wafv2:us-east-1:");
    let v2 = rest.is_some_and(|rest| {
        let (account, resource) = rest.split_once(':').unwrap_or((rest, ""));
        is_account_id(account)
            && resource.starts_with("global/webacl/")
            && resource.split('/').count() == 4
    });
    let classic = id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if v2 || classic {
        return Ok(());
    }
    Err(errors::invalid_web_acl_id(
        "Web ACL is not accessible by the requester. Check that it exists and that it is global.",
    ))
}

/// CF-8.9c: continuous deployment comes after creation. Staging distributions are made by CopyDistribution or at
/// once, as Terraform does, and have no aliases (CF-8.9d)
/// (<https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_continuous_deployment_policy>).
fn staging(config: &DistributionConfig, wanted: For) -> Result<()> {
    let policy = given(&config.continuous_deployment_policy_id);
    let aliases = config.aliases.iter().flat_map(|list| list.items.iter().flatten()).count();
    match wanted {
        For::Create if policy.is_some() => Err(invalid(
            "Continuous deployment policy is not supported during distribution creation.",
        )),
        _ if config.staging == Some(true) && aliases > 0 => {
            Err(invalid("A staging distribution cannot have alternate domain names (CNAMEs)."))
        }
        _ => Ok(()),
    }
}

/// Things of newer kinds, of which nobody can have made some here (`EntityNotFound`, CF-9.3).
fn entities(config: &DistributionConfig, known: &dyn Known) -> Result<()> {
    let trust_store =
        config.viewer_mtls_config.as_ref().and_then(|tls| tls.trust_store_config.as_ref());
    if given(&config.anycast_ip_list_id).is_some_and(|id| !known.has_anycast_ip_list(id))
        || trust_store.is_some()
        || config.connection_function_association.is_some()
    {
        return Err(errors::entity_not_found("The entity was not found."));
    }
    if config.connection_mode.as_deref() == Some("tenant-only") || config.tenant_config.is_some() {
        return Err(Error::not_implemented("cloudfront", "CreateDistribution for tenants"));
    }
    Ok(())
}
