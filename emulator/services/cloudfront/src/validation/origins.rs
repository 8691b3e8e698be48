//! Origins: what they are called, where they are, how they are reached (CF-4.5, CF-6).

use super::basics::{For, Known, distinct, given, invalid};
use super::s3_domain::is_bucket;
use crate::errors;
use crate::model::*;
use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// Limits of Appendix A.
const CUSTOM_HEADERS_MAX: usize = 30;
const HEADER_NAME_MAX: usize = 256;
const HEADER_VALUE_MAX: usize = 1_783;
const HEADERS_TOTAL_MAX: usize = 10_240;

/// Headers that an origin may not be given (CF-4.5); besides them `X-Amz-*` and `X-Edge-*`.
const FORBIDDEN_HEADERS: [&str; 23] = [
    "cache-control",
    "connection",
    "content-length",
    "cookie",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "pragma",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "request-range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-real-ip",
];

/// Every behaviour goes to an origin or a group that exists, every group's members are origins:
/// checked before anything else about origins (CF-9.3).
pub(crate) fn check_targets(
    config: &DistributionConfig,
    behaviors: &[CacheBehavior],
) -> Result<()> {
    let groups = || config.origin_groups.iter().flat_map(|groups| groups.items.iter().flatten());
    let is_origin = |id: &str| config.origins.items.iter().any(|origin| origin.id == id);
    let is_target = |id: &str| is_origin(id) || groups().any(|group| group.id == id);
    let targets = behaviors.iter().all(|behavior| is_target(&behavior.target_origin_id));
    let members =
        groups().flat_map(|group| &group.members.items).all(|member| is_origin(&member.origin_id));
    if targets && members {
        return Ok(());
    }
    Err(errors::no_such_origin("One or more of your origins or origin groups do not exist."))
}

pub(crate) fn check(config: &DistributionConfig, known: &dyn Known, wanted: For) -> Result<()> {
    let groups = config.origin_groups.iter().flat_map(|groups| groups.items.iter().flatten());
    let ids = config.origins.items.iter().map(|origin| &origin.id);
    if !distinct(ids.chain(groups.map(|group| &group.id))) {
        return Err(invalid(
            "The parameter Origin Id is invalid: origins and origin groups need distinct ids.",
        ));
    }
    config.origins.items.iter().try_for_each(|origin| check_one(origin, known, wanted))
}

fn check_one(origin: &Origin, known: &dyn Known, wanted: For) -> Result<()> {
    if origin.id.is_empty() {
        return Err(invalid("The parameter Origin Id is required."));
    }
    domain_name(&origin.domain_name)?;
    if let Some(path) = given(&origin.origin_path) {
        origin_path(path)?;
    }
    kind(origin, known, wanted)?;
    access_control(origin, known)?;
    if let Some(custom) = &origin.custom_origin_config {
        custom_origin(custom)?;
    }
    within("ConnectionAttempts", origin.connection_attempts, 1, 3)?;
    within("ConnectionTimeout", origin.connection_timeout, 1, 10)?;
    completion_timeout(origin)?;
    shield(origin)?;
    custom_headers(origin)
}

fn domain_name(domain: &str) -> Result<()> {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let address = domain.parse::<std::net::IpAddr>().is_ok();
    if domain.len() > 253 || address || !domain.split('.').all(label) {
        return Err(invalid("The parameter origin name must be a domain name."));
    }
    if domain.to_ascii_lowercase().ends_with(".s3-accelerate.amazonaws.com") {
        return Err(invalid(
            "The parameter Origin DomainName does not refer to a valid S3 bucket.",
        ));
    }
    Ok(())
}

/// CF-6.2.
fn origin_path(path: &str) -> Result<()> {
    if !path.starts_with('/') || path.len() > 255 || !path.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(errors::invalid_relative_path(
            "The relative path is too big, is not URL-encoded, or does not begin with a slash (/).",
        ));
    }
    if path.ends_with('/') {
        return Err(invalid("The parameter OriginPath is invalid: it must not end with a slash."));
    }
    Ok(())
}

/// Exactly one kind, and the S3 kind for buckets only (CF-6.1, CF-9.3).
fn kind(origin: &Origin, known: &dyn Known, wanted: For) -> Result<()> {
    match (&origin.s3_origin_config, &origin.custom_origin_config, &origin.vpc_origin_config) {
        (None, None, None) => Err(invalid_origin(
            wanted,
            "The specified origin server does not exist or is not valid.",
        )),
        (None, None, Some(vpc)) => {
            read_timeout(vpc.origin_read_timeout)?;
            match known.has_vpc_origin(&vpc.vpc_origin_id) {
                true => Ok(()),
                false => Err(errors::entity_not_found("The entity was not found.")),
            }
        }
        (None, Some(_), None) => Ok(()),
        (Some(s3), None, None) => {
            if !is_bucket(&origin.domain_name) {
                let message =
                    "The parameter Origin DomainName does not refer to a valid S3 bucket.";
                return Err(invalid_origin(wanted, message));
            }
            read_timeout(s3.origin_read_timeout)?;
            let identity = s3.origin_access_identity.as_str();
            let id = identity.strip_prefix("origin-access-identity/cloudfront/");
            if identity.is_empty() || id.is_some_and(|id| known.has_origin_access_identity(id)) {
                return Ok(());
            }
            Err(errors::invalid_origin_access_identity(
                "The parameter Origin Access Identity does not refer to a valid origin access identity.",
            ))
        }
        _ => Err(invalid(
            "You must specify either a CustomOriginConfig, an S3OriginConfig or a VpcOriginConfig for an origin, \
             not several of them.",
        )),
    }
}

/// `InvalidOrigin` belongs to creation; UpdateDistribution says `InvalidArgument` (CF-9.3).
fn invalid_origin(wanted: For, message: &'static str) -> Error {
    match wanted {
        For::Create => errors::invalid_origin(message),
        For::Update => invalid(message),
    }
}

/// CF-6.5: an origin access control stands alone and signs for the kind of origin that it is for.
fn access_control(origin: &Origin, known: &dyn Known) -> Result<()> {
    let Some(id) = given(&origin.origin_access_control_id) else { return Ok(()) };
    let Some(control) = known.origin_access_control(id) else {
        return Err(errors::invalid_origin_access_control(
            "The origin access control is not valid: it does not exist.",
        ));
    };
    let identity = origin.s3_origin_config.as_ref().map(|s3| s3.origin_access_identity.as_str());
    if identity.is_some_and(|identity| !identity.is_empty()) {
        return Err(errors::illegal_origin_access_configuration(
            "An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).",
        ));
    }
    let domain = origin.domain_name.to_ascii_lowercase();
    let fits = match control.origin_access_control_origin_type.as_str() {
        "s3" => is_bucket(&domain),
        "mediastore" => domain.contains(".mediastore.") && domain.ends_with(".amazonaws.com"),
        "mediapackagev2" => domain.contains(".mediapackagev2."),
        "lambda" => domain.contains(".lambda-url.") && domain.ends_with(".on.aws"),
        _ => false,
    };
    if fits {
        return Ok(());
    }
    Err(errors::invalid_domain_name_for_origin_access_control(
        "An origin access control is associated with an origin whose domain name is not supported.",
    ))
}

/// CF-6.3 and CF-6.4.
fn custom_origin(custom: &CustomOriginConfig) -> Result<()> {
    let port = |port: i32| matches!(port, 80 | 443 | 1024..=65535);
    if !port(custom.http_port) {
        return Err(invalid("The parameter HTTPPort is invalid."));
    }
    if !port(custom.https_port) {
        return Err(invalid("The parameter HTTPSPort is invalid."));
    }
    read_timeout(custom.origin_read_timeout)?;
    if custom.origin_keepalive_timeout.is_some_and(|seconds| !(1..=120).contains(&seconds)) {
        return Err(errors::invalid_origin_keepalive_timeout(
            "The keep alive timeout specified for the origin is not valid.",
        ));
    }
    let protocols = custom.origin_ssl_protocols.as_ref();
    if protocols.is_some_and(|list| list.items.is_empty() || !distinct(&list.items)) {
        return Err(invalid("The parameter OriginSslProtocols is invalid."));
    }
    Ok(())
}

fn read_timeout(seconds: Option<i32>) -> Result<()> {
    if seconds.is_some_and(|seconds| !(1..=120).contains(&seconds)) {
        return Err(errors::invalid_origin_read_timeout(
            "The read timeout specified for the origin is not valid.",
        ));
    }
    Ok(())
}

fn within(name: &str, value: Option<i32>, low: i32, high: i32) -> Result<()> {
    match value {
        Some(value) if !(low..=high).contains(&value) => Err(invalid(format!(
            "The parameter {name} is invalid: it must be from {low} to {high}."
        ))),
        _ => Ok(()),
    }
}

/// CF-6.4: the whole exchange cannot be shorter than one wait.
fn completion_timeout(origin: &Origin) -> Result<()> {
    let s3 = origin.s3_origin_config.as_ref().and_then(|s3| s3.origin_read_timeout);
    let custom = origin.custom_origin_config.as_ref().and_then(|custom| custom.origin_read_timeout);
    let read = s3.or(custom).unwrap_or(30);
    if origin.response_completion_timeout.is_some_and(|seconds| seconds < read) {
        return Err(invalid(
            "The parameter ResponseCompletionTimeout is invalid: it must be at least OriginReadTimeout.",
        ));
    }
    Ok(())
}

fn shield(origin: &Origin) -> Result<()> {
    let Some(shield) = &origin.origin_shield else { return Ok(()) };
    if shield.enabled && given(&shield.origin_shield_region).is_none() {
        return Err(invalid(
            "The parameter OriginShieldRegion is required when Origin Shield is enabled.",
        ));
    }
    Ok(())
}

/// CF-4.5, Appendix A.
fn custom_headers(origin: &Origin) -> Result<()> {
    let headers = origin.custom_headers.as_ref().and_then(|list| list.items.as_deref());
    let headers = headers.unwrap_or_default();
    if headers.len() > CUSTOM_HEADERS_MAX {
        return Err(errors::too_many_origin_custom_headers(
            "Your request contains too many origin custom headers.",
        ));
    }
    let mut total = 0;
    for OriginCustomHeader { header_name, header_value } in headers {
        let name = header_name.to_ascii_lowercase();
        let token = http::HeaderName::from_bytes(name.as_bytes()).is_ok();
        let forbidden = FORBIDDEN_HEADERS.contains(&name.as_str())
            || name.starts_with("x-amz-")
            || name.starts_with("x-edge-");
        if forbidden || !token || name.len() > HEADER_NAME_MAX {
            let message =
                format!("The parameter HeaderName is invalid: {header_name} is not allowed.");
            return Err(invalid(message));
        }
        if header_value.len() > HEADER_VALUE_MAX
            || http::HeaderValue::from_str(header_value).is_err()
        {
            return Err(invalid("The parameter HeaderValue is invalid."));
        }
        total += name.len() + header_value.len();
    }
    if total > HEADERS_TOTAL_MAX
        || !distinct(headers.iter().map(|h| h.header_name.to_ascii_lowercase()))
    {
        return Err(invalid("The parameter CustomHeaders is invalid."));
    }
    Ok(())
}
