//! The request that is not for a service built in: whose it is, and the answer that says so.

use super::{Service, by_host, by_rpc_v2_name, by_signing_name, by_target_prefix, operations};
use super::{by_version_and_action, operation_named, protocol_of};
use parhelion_wire::http::{Ids, Incoming, action_and_version};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Error, envelope};
use std::borrow::Cow;

/// What a request names.
#[derive(Debug)]
pub struct Named {
    /// The one that it is for.
    pub service: &'static Service,
    /// What it speaks; if it is none of the service's protocols, the service's first.
    pub protocol: Protocol,
    /// The operation's name; `None`: none that the service has.
    pub operation: Option<Cow<'static, str>>,
}

impl Named {
    /// Finds out by host, signature and the request itself. `host` is without port, in lower
    /// case; `signing_name` is the service of the request's signature. `None`: it names no
    /// service of AWS.
    pub fn of(host: &str, signing_name: Option<&str>, request: &Incoming<'_>) -> Option<Self> {
        let found = by_host(host);
        if let Some(host) = found.as_ref().filter(|host| host.of_a_customer) {
            let service = *host.services.first()?;
            return Some(Self { service, protocol: Protocol::RestJson, operation: None });
        }
        let mut candidates = found.map(|host| host.services).unwrap_or_default();
        if candidates.is_empty() {
            candidates = signing_name.map(by_signing_name).into_iter().flatten().collect();
        } else if let Some(name) = signing_name {
            // A host that several services share; whose signature names another stays the host's.
            let signed = |service: &&Service| service.signing_name == name;
            if candidates.iter().any(signed) {
                candidates.retain(signed);
            }
        }
        if candidates.is_empty() {
            candidates = by_request(request);
        }
        // The same request may be another's, too (RDS's are DocumentDB's and Neptune's): it is
        // the one's that gave the signature its name.
        candidates.sort_by_key(|service| service.name != service.signing_name);
        let mut named = candidates.into_iter().map(|service| Self::to(service, request));
        let first = named.next()?;
        if first.operation.is_some() {
            return Some(first);
        }
        named.find(|named| named.operation.is_some()).or(Some(first))
    }

    /// What a request names of a service.
    pub fn to(service: &'static Service, request: &Incoming<'_>) -> Self {
        let spoken = protocol_of(service, request);
        let operation = spoken.and_then(|protocol| operation_of(service, protocol, request));
        let first = || service.protocols.first().copied().unwrap_or(Protocol::RestJson);
        Self { service, protocol: spoken.unwrap_or_else(first), operation }
    }
}

/// The services that a request's target, URL or action is of.
fn by_request(request: &Incoming<'_>) -> Vec<&'static Service> {
    if let Some(target) = target(request) {
        return by_target_prefix(target).collect();
    }
    if let Some((service, _)) = rpc_v2(request) {
        return by_rpc_v2_name(service).collect();
    }
    let action = action_and_version(request);
    action.map_or_else(Vec::new, |(action, version)| {
        by_version_and_action(&version, &action).collect()
    })
}

fn target<'a>(request: &Incoming<'a>) -> Option<&'a str> {
    request.headers.get("x-amz-target").and_then(|target| target.to_str().ok())
}

/// `/service/<service>/operation/<operation>`, whatever stands before it.
fn rpc_v2<'a>(request: &Incoming<'a>) -> Option<(&'a str, &'a str)> {
    let mut segments = request.path.rsplit('/');
    let operation = segments.next()?;
    (segments.next()? == "operation").then_some(())?;
    let service = segments.next()?;
    (segments.next()? == "service").then_some((service, operation))
}

fn operation_of(
    service: &Service,
    protocol: Protocol,
    request: &Incoming<'_>,
) -> Option<Cow<'static, str>> {
    let name = match protocol {
        Protocol::RestXml | Protocol::RestJson => {
            return operation_named(service, request).map(Cow::from);
        }
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            let (prefix, name) = target(request)?.rsplit_once('.')?;
            (prefix == service.target_prefix).then(|| name.to_owned())
        }
        Protocol::RpcV2Cbor => {
            let (prefix, name) = rpc_v2(request)?;
            (prefix == service.target_prefix).then(|| name.to_owned())
        }
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let (action, version) = action_and_version(request)?;
            let same = version.is_empty() || version == service.api_version;
            (same && operations::has_action(service, &action)).then_some(action)
        }
    };
    name.map(Cow::from)
}

/// 501 in the service's own protocol, naming service and operation.
pub fn not_implemented(
    named: &Named,
    request: &Incoming<'_>,
    ids: Ids<'_>,
) -> http::Response<Body> {
    let Named { service, protocol, operation } = named;
    let error = match operation {
        Some(operation) => Error::not_implemented(service.name, operation),
        None => {
            let asked = format!("{} {}", request.method, request.path);
            Error::not_implemented(service.name, &asked)
        }
    };
    envelope::encode_unmodelled(*protocol, service.xml_namespace, request.method, &error, ids)
}
