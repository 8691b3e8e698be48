//! Every service of AWS, built in or not: which one a request is for, and which operation.
//!
//! The two texts beside this file come from botocore's models (`emulator/model/catalogue.py`). They
//! are read when a request first asks for what is not built in, and never before: `services.txt`
//! whole (424 lines), of `operations.txt` only the section of the service that is asked for.

mod hosts;
mod named;
mod operations;

pub use hosts::{Host, by_host, is_of_aws};
pub use named::{Named, not_implemented};
pub use operations::operation_named;

use parhelion_wire::http::{self, Incoming};
use parhelion_wire::table::Protocol;
use std::sync::LazyLock;

/// What the names of one of AWS's services are.
#[derive(Debug)]
pub struct Service {
    /// The name of its client: `dynamodb`, `elbv2`.
    pub name: &'static str,
    /// Those that it speaks; AWS's preferred one first.
    pub protocols: Vec<Protocol>,
    /// `2012-08-10`.
    pub api_version: &'static str,
    /// The name in SigV4 scopes; several services may share one (`elbv2`: `elasticloadbalancing`).
    pub signing_name: &'static str,
    /// The model's; not always what hosts begin with.
    pub endpoint_prefix: &'static str,
    /// `X-Amz-Target`'s part before the dot, and the name in rpc-v2's URLs; empty: none.
    pub target_prefix: &'static str,
    /// The default namespace of XML bodies; empty: none.
    pub xml_namespace: &'static str,
    /// What its hosts have before the region: `dynamodb`, `api.ecr`.
    pub labels: Vec<&'static str>,
    /// Its hosts without a region: `iam.amazonaws.com`.
    pub global_hosts: Vec<&'static str>,
}

static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
    include_str!("services.txt").lines().filter(|line| !line.starts_with('#')).map(parsed).collect()
});

/// `name key=value key=value`, lists with commas.
fn parsed(line: &'static str) -> Service {
    let mut words = line.split(' ');
    let mut service = Service {
        name: words.next().unwrap_or_default(),
        protocols: Vec::new(),
        api_version: "",
        signing_name: "",
        endpoint_prefix: "",
        target_prefix: "",
        xml_namespace: "",
        labels: Vec::new(),
        global_hosts: Vec::new(),
    };
    for (key, value) in words.filter_map(|word| word.split_once('=')) {
        match key {
            "protocols" => service.protocols = value.split(',').filter_map(protocol).collect(),
            "version" => service.api_version = value,
            "signing" => service.signing_name = value,
            "endpoint" => service.endpoint_prefix = value,
            "target" => service.target_prefix = value,
            "namespace" => service.xml_namespace = value,
            "labels" => service.labels = value.split(',').collect(),
            "global" => service.global_hosts = value.split(',').collect(),
            _ => {}
        }
    }
    service
}

fn protocol(name: &str) -> Option<Protocol> {
    Some(match name {
        "rest-xml" => Protocol::RestXml,
        "rest-json" => Protocol::RestJson,
        "json-1.0" => Protocol::AwsJson1_0,
        "json-1.1" => Protocol::AwsJson1_1,
        "query" => Protocol::AwsQuery,
        "ec2" => Protocol::Ec2Query,
        "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor,
        _ => return None,
    })
}

/// All services, sorted by name.
pub fn services() -> &'static [Service] {
    &SERVICES
}

/// The service whose client has a name.
pub fn by_name(name: &str) -> Option<&'static Service> {
    let at = SERVICES.binary_search_by(|service| service.name.cmp(name)).ok()?;
    SERVICES.get(at)
}

fn those(fits: impl Fn(&Service) -> bool) -> impl Iterator<Item = &'static Service> {
    SERVICES.iter().filter(move |service| fits(service))
}

/// The services with a name in SigV4 scopes.
pub fn by_signing_name(name: &str) -> impl Iterator<Item = &'static Service> {
    those(move |service| service.signing_name == name)
}

/// The services with an endpoint prefix.
pub fn by_endpoint_prefix(prefix: &str) -> impl Iterator<Item = &'static Service> {
    those(move |service| service.endpoint_prefix == prefix)
}

/// The services that `X-Amz-Target` names, given whole (`AmazonSQS.SendMessage`) or its prefix.
pub fn by_target_prefix(target: &str) -> impl Iterator<Item = &'static Service> {
    let prefix = target.rsplit_once('.').map_or(target, |(prefix, _)| prefix);
    those(move |service| !prefix.is_empty() && service.target_prefix == prefix)
}

/// The services with a name in rpc-v2's URLs: `/service/<name>/operation/<operation>`.
pub fn by_rpc_v2_name(name: &str) -> impl Iterator<Item = &'static Service> {
    those(move |service| {
        service.target_prefix == name
            && !name.is_empty()
            && service.protocols.contains(&Protocol::RpcV2Cbor)
    })
}

/// The services of which an awsQuery request's `Version` and `Action` are.
pub fn by_version_and_action(
    version: &str,
    action: &str,
) -> impl Iterator<Item = &'static Service> {
    those(move |service| service.api_version == version && operations::has_action(service, action))
}

/// The protocol that a request to a service speaks. `None`: none of its.
pub fn protocol_of(service: &Service, request: &Incoming<'_>) -> Option<Protocol> {
    http::protocol_among(&service.protocols, request)
}
