//! From the API's shapes to what the hot path reads ([`Distribution`]): once per configuration.

mod forwarding;
mod response_headers;
#[cfg(test)]
mod tests;

use super::distribution::{
    Behavior, CustomError, Distribution, Forward, Geo, Missing, Origin, OriginKind, OriginProtocol,
    Signing, ViewerProtocol,
};
use super::functions::published::{EdgeFunction, Triggers};
use super::functions::store::EdgeStore;
use super::key::KeyPolicy;
use super::lambda::associations::{Lambda, Lambdas};
use super::path::Pattern;
use super::signed::{Signers, TrustedKey};
use super::traffic::log_to::LogTo;
use super::traffic_config::Split;
use crate::behaviors;
use crate::model::{
    CacheBehavior, CachePolicyConfig, CustomErrorResponse, DistributionConfig, GeoRestriction,
    LoggingConfig, Origin as OriginConfig, OriginAccessControlConfig, OriginRequestPolicyConfig,
    ResponseHeadersPolicyConfig, VpcOriginEndpointConfig,
};
use crate::service_user;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Who a distribution is, besides its configuration.
pub(crate) struct Identity<'a> {
    pub(crate) id: &'a str,
    pub(crate) arn: &'a str,
    pub(crate) account: &'a str,
    /// `d….cloudfront.net`
    pub(crate) domain_name: &'a str,
}

/// What a configuration refers to by id.
pub(crate) trait Policies {
    fn cache_policy(&self, id: &str) -> Option<CachePolicyConfig>;
    fn origin_request_policy(&self, id: &str) -> Option<OriginRequestPolicyConfig>;
    fn response_headers_policy(&self, id: &str) -> Option<ResponseHeadersPolicyConfig>;
    fn origin_access_control(&self, id: &str) -> Option<OriginAccessControlConfig>;
    fn vpc_origin(&self, id: &str) -> Option<VpcOriginEndpointConfig>;
    /// What a continuous deployment policy does to a primary's requests, if it is enabled.
    fn split(&self, policy: &str) -> Option<Split>;
    /// A key group's: ids and PEM.
    fn public_keys(&self, group: &str) -> Vec<(Arc<str>, String)>;
    /// A published function, by its ARN.
    fn function(&self, arn: &str) -> Option<Arc<EdgeFunction>>;
    /// A key value store, by its ARN.
    fn store(&self, arn: &str) -> Option<Arc<EdgeStore>>;
}

/// Expects a validated configuration; what is broken in it nevertheless is left out.
pub(crate) fn compile(
    identity: Identity<'_>,
    config: &DistributionConfig,
    policies: &impl Policies,
) -> Arc<Distribution> {
    let origins: Vec<(String, Arc<Origin>)> =
        config.origins.items.iter().map(|o| (o.id.clone(), origin(o, policies).into())).collect();
    let behaviors = behaviors::all(config);
    let aliases = config.aliases.iter().flat_map(|aliases| aliases.items.iter().flatten());
    let names = [identity.domain_name].into_iter().chain(aliases.map(String::as_str));
    // A staging distribution is reached only through its primary (CF-1.2h).
    let staging = config.staging == Some(true);
    let names = names.filter(|_| !staging).map(|name| name.to_ascii_lowercase().into()).collect();
    let root = config.default_root_object.as_deref().filter(|root| !root.is_empty());
    let functions = functions(&behaviors, policies);
    let stores = functions.iter().filter_map(|function| policies.store(function.store.as_ref()?));
    let stores = stores.collect();
    let errors = config.custom_error_responses.iter().flat_map(|list| list.items.iter().flatten());
    let geo = config.restrictions.as_ref().map(|restrictions| geo(&restrictions.geo_restriction));
    let policy = config.continuous_deployment_policy_id.as_deref().filter(|id| !id.is_empty());
    Arc::new(Distribution {
        id: identity.id.into(),
        arn: identity.arn.into(),
        account: identity.account.into(),
        domain_name: identity.domain_name.into(),
        names,
        enabled: config.enabled,
        default_root_object: root.map(|root| format!("/{}", root.trim_start_matches('/')).into()),
        behaviors: behaviors
            .iter()
            .map(|given| Arc::new(behavior(given, config, &origins, policies)))
            .collect(),
        errors: errors.filter_map(custom_error).collect(),
        geo: geo.unwrap_or_default(),
        http3: config.http_version.as_deref().is_some_and(|v| matches!(v, "http3" | "http2and3")),
        origins: origins.iter().map(|(id, origin)| (id.as_str().into(), origin.clone())).collect(),
        functions,
        stores,
        log: config.logging.as_ref().and_then(log),
        split: policy.and_then(|id| policies.split(id)).map(Arc::new),
    })
}

/// What the behaviours call, each function once.
fn functions(behaviors: &[CacheBehavior], policies: &impl Policies) -> Vec<Arc<EdgeFunction>> {
    let arns: BTreeSet<&str> =
        behaviors.iter().flat_map(|it| behaviors::functions(it).map(|(_, arn)| arn)).collect();
    arns.into_iter().filter_map(|arn| policies.function(arn)).collect()
}

fn log(given: &LoggingConfig) -> Option<LogTo> {
    let domain = given.bucket.as_deref().filter(|_| given.enabled == Some(true))?;
    let (bucket, _) = domain.split_once(".s3")?;
    let prefix = given.prefix.as_deref().unwrap_or_default();
    let cookies = given.include_cookies == Some(true);
    Some(LogTo { bucket: bucket.into(), prefix: prefix.into(), cookies })
}

fn lambdas(given: &CacheBehavior) -> Lambdas {
    let named = |event: &str| {
        let list = given.lambda_function_associations.as_ref()?.items.as_ref()?;
        let found = list.iter().find(|lambda| lambda.event_type == event)?;
        let include_body = found.include_body == Some(true);
        Some(Lambda { arn: found.lambda_function_arn.as_str().into(), include_body })
    };
    Lambdas {
        viewer_request: named("viewer-request"),
        origin_request: named("origin-request"),
        origin_response: named("origin-response"),
        viewer_response: named("viewer-response"),
    }
}

fn triggers(given: &CacheBehavior, policies: &impl Policies) -> Triggers {
    let named = |event: &str| {
        let (_, arn) = behaviors::functions(given).find(|(kind, _)| *kind == event)?;
        policies.function(arn).map(|function| function.name.clone())
    };
    Triggers { viewer_request: named("viewer-request"), viewer_response: named("viewer-response") }
}

fn behavior(
    given: &CacheBehavior,
    config: &DistributionConfig,
    origins: &[(String, Arc<Origin>)],
    policies: &impl Policies,
) -> Behavior {
    let compress = given.compress == Some(true);
    let cache_policy = given.cache_policy_id.as_deref().and_then(|id| policies.cache_policy(id));
    let origin_policy = given.origin_request_policy_id.as_deref();
    let origin_policy = origin_policy.and_then(|id| policies.origin_request_policy(id));
    let headers_policy = given.response_headers_policy_id.as_deref();
    let headers_policy = headers_policy.and_then(|id| policies.response_headers_policy(id));
    let (key, forward, ttls) = match (&cache_policy, &given.forwarded_values) {
        (Some(policy), _) => forwarding::by_policies(policy, origin_policy.as_ref()),
        (None, Some(values)) => forwarding::by_values(values, compress, given),
        (None, None) => (KeyPolicy::default(), Forward::default(), None),
    };
    let (members, failover) = target(&given.target_origin_id, config, origins);
    let allowed = given.allowed_methods.as_ref();
    let cached = allowed.and_then(|allowed| allowed.cached_methods.as_ref());
    let methods: Vec<Method> = match allowed {
        Some(allowed) => allowed.items.iter().filter_map(|m| m.parse().ok()).collect(),
        None => vec![Method::GET, Method::HEAD],
    };
    Behavior {
        pattern: Pattern::new(&given.path_pattern),
        missing: missing(given, &members, config, policies),
        origins: members,
        failover,
        protocol: match given.viewer_protocol_policy.as_str() {
            "https-only" => ViewerProtocol::HttpsOnly,
            "redirect-to-https" => ViewerProtocol::RedirectToHttps,
            _ => ViewerProtocol::AllowAll,
        },
        methods,
        caches_options: cached.is_some_and(|c| c.items.iter().any(|method| method == "OPTIONS")),
        compress,
        ttls,
        key,
        forward,
        headers_policy: headers_policy.map(|policy| response_headers::policy(&policy).into()),
        signers: signers(given, policies),
        triggers: triggers(given, policies),
        lambdas: lambdas(given),
    }
}

/// The keys of all groups that a behaviour trusts.
fn signers(given: &CacheBehavior, policies: &impl Policies) -> Option<Signers> {
    let accounts = given.trusted_signers.as_ref().is_some_and(|signers| signers.enabled);
    let groups = given.trusted_key_groups.as_ref().filter(|groups| groups.enabled);
    if !accounts && groups.is_none() {
        return None;
    }
    let groups = groups.iter().flat_map(|groups| groups.items.iter().flatten());
    let keys = groups.flat_map(|group| policies.public_keys(group));
    let keys = keys.filter_map(|(id, pem)| Some((id, TrustedKey::new(&pem)?)));
    Some(Signers(keys.collect()))
}

/// What a behaviour asks for that the edge does not do yet.
fn missing(
    given: &CacheBehavior,
    members: &[Arc<Origin>],
    config: &DistributionConfig,
    policies: &impl Policies,
) -> Option<Missing> {
    let functions =
        !parhelion_javascript::HAS_ENGINE && behaviors::functions(given).next().is_some();
    let encrypts = given.field_level_encryption_id.as_deref().is_some_and(|id| !id.is_empty());
    let of_behavior = |origin: &OriginConfig| {
        members.iter().any(|member| *member.domain == *origin.domain_name.to_ascii_lowercase())
    };
    let other_access = config.origins.items.iter().filter(|o| of_behavior(o)).any(|origin| {
        let id = origin.origin_access_control_id.as_deref().unwrap_or_default();
        let control = policies.origin_access_control(id);
        control.is_some_and(|control| control.origin_access_control_origin_type != "s3")
    });
    if functions {
        Some(Missing::Functions)
    } else if encrypts {
        Some(Missing::FieldLevelEncryption)
    } else if other_access {
        Some(Missing::OriginAccess)
    } else if members.is_empty() {
        Some(Missing::Origin)
    } else {
        None
    }
}

/// An origin, or an origin group's members and failover codes (CF-6.7).
fn target(
    id: &str,
    config: &DistributionConfig,
    origins: &[(String, Arc<Origin>)],
) -> (Vec<Arc<Origin>>, BTreeSet<u16>) {
    let find = |id: &str| origins.iter().find(|(name, _)| name == id).map(|(_, o)| o.clone());
    let mut groups = config.origin_groups.iter().flat_map(|groups| groups.items.iter().flatten());
    match groups.find(|group| group.id == id) {
        Some(group) => {
            let members = group.members.items.iter().filter_map(|m| find(&m.origin_id)).collect();
            let codes = group.failover_criteria.status_codes.items.iter();
            (members, codes.filter_map(|code| u16::try_from(*code).ok()).collect())
        }
        None => (find(id).into_iter().collect(), BTreeSet::new()),
    }
}

fn origin(given: &OriginConfig, policies: &impl Policies) -> Origin {
    let seconds = |given: Option<i32>, default: u64| {
        let given = given.and_then(|seconds| u64::try_from(seconds).ok());
        Duration::from_secs(given.filter(|s| *s > 0).unwrap_or(default))
    };
    let domain: Arc<str> = given.domain_name.to_ascii_lowercase().into();
    let control = given.origin_access_control_id.as_deref().filter(|id| !id.is_empty());
    let control = control.and_then(|id| policies.origin_access_control(id));
    let vpc = given.vpc_origin_config.as_ref();
    let endpoint = vpc.and_then(|vpc| policies.vpc_origin(&vpc.vpc_origin_id));
    let (kind, read) = match (&given.custom_origin_config, &endpoint) {
        (Some(custom), _) => {
            let ports = (custom.http_port, custom.https_port);
            (custom_kind(ports, &custom.origin_protocol_policy), custom.origin_read_timeout)
        }
        // Whoever answers under the domain name: there are no private networks here.
        (None, Some(endpoint)) => {
            let ports = (endpoint.http_port, endpoint.https_port);
            let read = vpc.and_then(|vpc| vpc.origin_read_timeout);
            (custom_kind(ports, &endpoint.origin_protocol_policy), read)
        }
        (None, None) => {
            let access = match (control, service_user::id_in(given)) {
                (Some(control), _) => signing(&control),
                (None, Some(id)) => Signing::Identity(id.into()),
                (None, None) => Signing::Never,
            };
            let kind = OriginKind::S3 { region: region(&domain).into(), access };
            (kind, given.s3_origin_config.as_ref().and_then(|s3| s3.origin_read_timeout))
        }
    };
    let headers = given.custom_headers.iter().flat_map(|headers| headers.items.iter().flatten());
    Origin {
        domain,
        host: None,
        path: encoded(given.origin_path.as_deref().unwrap_or_default()).into(),
        headers: headers.filter_map(|h| header(&h.header_name, &h.header_value)).collect(),
        kind,
        connection_attempts: given.connection_attempts.map_or(3, |n| n.clamp(1, 3) as u8),
        connection_timeout: seconds(given.connection_timeout, 10),
        read_timeout: seconds(read, 30),
        shield: given
            .origin_shield
            .as_ref()
            .filter(|shield| shield.enabled)
            .and_then(|shield| shield.origin_shield_region.as_deref())
            .map(Into::into),
    }
}

fn custom_kind((http, https): (i32, i32), protocol: &str) -> OriginKind {
    let port = |port: i32, default| u16::try_from(port).unwrap_or(default);
    OriginKind::Custom {
        http_port: port(http, 80),
        https_port: port(https, 443),
        protocol: match protocol {
            "http-only" => OriginProtocol::Http,
            "https-only" => OriginProtocol::Https,
            _ => OriginProtocol::MatchViewer,
        },
    }
}

fn signing(control: &OriginAccessControlConfig) -> Signing {
    match control.signing_behavior.as_str() {
        _ if control.origin_access_control_origin_type != "s3" => Signing::Never,
        "always" => Signing::Always,
        "no-override" => Signing::NoOverride,
        _ => Signing::Never,
    }
}

/// The region in a bucket's domain name (CF-6.1): `b.s3.eu-west-1.amazonaws.com`, with `dualstack.` or
/// `s3-eu-west-1` as well; without one it is `us-east-1`.
pub(crate) fn region(domain: &str) -> &str {
    let rest = domain.split(".amazonaws.").next().unwrap_or_default();
    let end = rest.rsplit_once(".s3").map_or("", |(_, end)| end.trim_start_matches(['.', '-']));
    let region = end.strip_prefix("dualstack.").unwrap_or(end);
    if region.is_empty() { "us-east-1" } else { region }
}

/// An origin path as it stands in a URL.
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"#<>?\\^`{|}".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    Some((name.parse().ok()?, HeaderValue::from_str(value).ok()?))
}

/// CF-7.2. An entry without a page sets the time that errors are kept.
fn custom_error(given: &CustomErrorResponse) -> Option<(u16, CustomError)> {
    let code = u16::try_from(given.error_code).ok()?;
    let seconds = u64::try_from(given.error_caching_min_ttl.unwrap_or(10)).ok()?;
    let path = given.response_page_path.as_deref().filter(|path| !path.is_empty());
    let status = given.response_code.as_deref().and_then(|code| code.parse::<StatusCode>().ok());
    let page = path.map(|path| encoded(path).into()).zip(status);
    Some((code, CustomError { min_ttl: Duration::from_secs(seconds), page }))
}

fn geo(given: &GeoRestriction) -> Geo {
    let countries = given.items.iter().flatten().cloned().collect();
    match given.restriction_type.as_str() {
        "whitelist" => Geo::Only(countries),
        "blacklist" => Geo::Except(countries),
        _ => Geo::None,
    }
}
