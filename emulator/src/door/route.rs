//! Host → service: the first phase. A host of AWS's decides alone; elsewhere (`localhost`, an IP
//! address) the request's own marks and its signature do.

use crate::cloud::Cloud;
use parhelion_wire::signature::Head;
use parhelion_world::{Address, Entry, HostName, Plane, Recognition};

/// Where a request goes.
#[derive(Clone)]
pub(crate) enum Destination {
    /// A service that is built in, and what the host says besides.
    Service(Entry, Address),
    /// A service of AWS's that is not here, or nobody at all.
    Elsewhere,
}

/// Where the head of a request leads.
pub(crate) fn route(cloud: &Cloud, head: Head<'_>) -> Destination {
    let entries = cloud.entries();
    let host = host_of(head);
    if !host.is_amazon()
        && let Some(entry) = recognised(entries, head, Recognition::Surely)
    {
        return Destination::Service(*entry, Address::default());
    }
    if let Some(found) = by_host(cloud, &host) {
        return found;
    }
    match by_marks(entries, head) {
        Marks::Of(entry) => return Destination::Service(*entry, Address::default()),
        Marks::OfAnother => return Destination::Elsewhere,
        Marks::None => {}
    }
    if let Some(scope) = scope_of(head) {
        let signed = entries.iter().find(|entry| entry.model.signing_name == scope);
        return signed.map_or(Destination::Elsewhere, |entry| {
            Destination::Service(*entry, Address::default())
        });
    }
    let perhaps = recognised(entries, head, Recognition::Perhaps);
    match perhaps.or_else(|| by_version(entries, head.uri.query()?)).or_else(|| the_rest(entries)) {
        Some(entry) => Destination::Service(*entry, Address::default()),
        None => Destination::Elsewhere,
    }
}

/// Where a host alone leads; `None`: to nobody in particular.
pub(crate) fn by_host(cloud: &Cloud, host: &HostName) -> Option<Destination> {
    // What most clients of a server name: no resource has such a host.
    if host.is_bare() {
        return None;
    }
    let entries = cloud.entries();
    for entry in entries {
        if let Some(address) = address_of(entry, host) {
            return Some(Destination::Service(*entry, address));
        }
    }
    if host.is_amazon() || crate::catalogue::is_of_aws(host.as_str()) {
        return Some(Destination::Elsewhere);
    }
    let planes = entries.iter().filter(|entry| entry.declaration.has_data_plane);
    for entry in planes {
        if cloud.serves_host(entry.name, host.as_str()) {
            let address = Address { plane: Plane::Data, ..Address::default() };
            return Some(Destination::Service(*entry, address));
        }
    }
    // A name below localhost that is nobody's is the path's beginning (S3-1.2).
    let name = host.below(".localhost")?;
    let address = Address { path_prefix: Some(name.to_owned()), ..Address::default() };
    the_rest(entries).map(|entry| Destination::Service(*entry, address))
}

fn address_of(entry: &Entry, host: &HostName) -> Option<Address> {
    if let Some(address) = entry.declaration.address {
        return address(host);
    }
    let endpoints = entry.declaration.endpoints;
    Address::of_endpoint(host, &[entry.model.endpoint_prefix], false)
        .or_else(|| Address::of_endpoint(host, endpoints, false))
}

fn the_rest(entries: &[Entry]) -> Option<&Entry> {
    entries.iter().find(|entry| entry.declaration.takes_the_rest)
}

fn recognised<'a>(entries: &'a [Entry], head: Head<'_>, wanted: Recognition) -> Option<&'a Entry> {
    entries.iter().find(|entry| {
        entry.declaration.recognise.is_some_and(|recognise| recognise(head) == wanted)
    })
}

/// What RPC protocols write into every request.
enum Marks<'a> {
    None,
    Of(&'a Entry),
    OfAnother,
}

fn by_marks<'a>(entries: &'a [Entry], head: Head<'_>) -> Marks<'a> {
    let found = if let Some(target) = text(head, "x-amz-target") {
        let prefix = target.split_once('.').map_or("", |(prefix, _)| prefix);
        entries.iter().find(|entry| entry.model.target_prefix == prefix)
    } else if let Some((shape, _)) = rpc_path(head) {
        entries.iter().find(|entry| entry.model.shape_name == shape)
    } else {
        return Marks::None;
    };
    found.map_or(Marks::OfAnother, Marks::Of)
}

/// `/service/<shape>/operation/<name>` of rpc-v2-cbor, which other paths may look like.
fn rpc_path(head: Head<'_>) -> Option<(&str, &str)> {
    text(head, "smithy-protocol")?;
    head.uri.path().strip_prefix("/service/")?.split_once("/operation/")
}

/// The service whose API version a query request names.
pub(crate) fn by_version<'a>(entries: &'a [Entry], form: &str) -> Option<&'a Entry> {
    let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let (_, version) = pairs.find(|(name, _)| *name == "Version")?;
    form.split('&').any(|pair| pair.starts_with("Action=")).then_some(())?;
    entries.iter().find(|entry| entry.model.api_version == version)
}

/// The service that a signature's scope names, in the header or in the query.
pub(crate) fn scope_of(head: Head<'_>) -> Option<String> {
    let header = text(head, "authorization").and_then(|text| text.split_once("Credential="));
    if let Some((_, credential)) = header {
        return service_of(credential);
    }
    let query = head.uri.query()?;
    let credential = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
    let credential = percent_encoding::percent_decode_str(credential).decode_utf8().ok()?;
    service_of(&credential)
}

/// `<akid>/<yyyymmdd>/<region>/<service>/aws4_request`; Version 4A has no region.
fn service_of(credential: &str) -> Option<String> {
    let parts: Vec<&str> = credential.splitn(6, '/').collect();
    let is_last = |text: &&str| text.starts_with("aws4_request");
    let at = if parts.get(3).is_some_and(is_last) { 2 } else { 3 };
    parts.get(at).map(|service| (*service).to_owned())
}

pub(crate) fn host_of(head: Head<'_>) -> HostName {
    let host = text(head, "host");
    let host = host.or_else(|| head.uri.authority().map(|authority| authority.as_str()));
    HostName::new(host.unwrap_or_default())
}

fn text<'a>(head: Head<'a>, name: &str) -> Option<&'a str> {
    head.headers.get(name).and_then(|value| value.to_str().ok())
}
