//! Claim: what a request says of its sender, and whether that is true.

use crate::cloud::Cloud;
use crate::door::body::Intake;
use crate::door::call::Delivery;
use crate::door::elsewhere::NotHere;
use crate::door::route::{Destination, route};
use parhelion_wire::body::Storage;
use parhelion_wire::error::Result;
use parhelion_wire::http::Incoming;
use parhelion_wire::signature::v2::{self, SigV2};
use parhelion_wire::signature::{self, Claim, Flavour, Head, Payload, Seed, SigV4, errors};
use parhelion_wire::table::Protocol;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::identity::{self, Credential};
use parhelion_world::{Address, Caller, Entry, SignatureScope};
use std::sync::Arc;

/// What the head of a request says: where to, from whom, how its body is to be taken in.
#[derive(Clone)]
pub(crate) struct Claimed {
    pub delivery: Delivery,
    pub entry: Entry,
    pub address: Address,
    pub protocol: Protocol,
    pub flavour: Flavour,
    pub region: Arc<str>,
    pub claim: Result<Claim>,
    /// Where the signature covers the head only; of others' senders the body is needed too.
    pub sender: Option<Result<Sender>>,
}

/// Reads the head of a request.
///
/// # Errors
/// There is no service to ask.
pub(crate) fn claim(cloud: &Cloud, head: Head<'_>, delivery: Delivery) -> Result<Claimed, NotHere> {
    let (entry, address) = match route(cloud, head) {
        Destination::Service(entry, address) => (entry, address),
        Destination::Elsewhere => return Err(NotHere),
    };
    Ok(claim_at(cloud, head, delivery, entry, address))
}

/// Reads the head of a request to a service.
pub(crate) fn claim_at(
    cloud: &Cloud,
    head: Head<'_>,
    delivery: Delivery,
    entry: Entry,
    address: Address,
) -> Claimed {
    let model = entry.model;
    let nothing = Body::empty();
    let incoming = Incoming::of(head, &nothing);
    let protocol = parhelion_wire::http::protocol_of(model, &incoming);
    let protocol = protocol.unwrap_or_else(|| model.protocol());
    let by_head = entry.declaration.signature == SignatureScope::Head;
    let flavour = match protocol {
        _ if by_head => Flavour::BareXml,
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => Flavour::WrappedXml,
        _ => Flavour::Json,
    };
    // A preflight is a browser's own: it is never authenticated, whatever the URL is signed for
    // (S3-7.9).
    let preflight = by_head && head.method == http::Method::OPTIONS;
    let claim = if preflight { Ok(Claim::Anonymous) } else { read(cloud, head, flavour) };
    let signed = claim.as_ref().ok().and_then(Claim::signed);
    let scope = signed.map_or(Ok(()), |signed| check_scope(cloud, &entry, flavour, signed));
    let region: Arc<str> = match signed.filter(|_| scope.is_ok()) {
        Some(signed) => signed.scope.region.as_str().into(),
        None => address.region.as_deref().unwrap_or("us-east-1").into(),
    };
    let claim = scope.and(claim);
    let sender = by_head.then(|| match &claim {
        Ok(Claim::V2(_)) if !v2::REGIONS.contains(&&*region) => Err(errors::version_2_refused()),
        Ok(claim) => sender_by_head(cloud, head, claim, address.path_prefix.as_deref()),
        Err(error) => Err(error.clone()),
    });
    Claimed { delivery, entry, address, protocol, flavour, region, claim, sender }
}

/// A signature must be scoped to the service that it reached, and to a region that exists where the
/// service minds (S3-1.4d).
fn check_scope(cloud: &Cloud, entry: &Entry, flavour: Flavour, signed: &SigV4) -> Result<()> {
    if !cloud.settings().auth {
        return Ok(());
    }
    errors::check_service(signed, &[entry.model.signing_name], flavour)?;
    if entry.declaration.version_4a_only && signed.regions.is_none() {
        return Err(errors::version_4_refused());
    }
    match entry.declaration.region_exists {
        Some(exists) if exists(&signed.scope.region) => Ok(()),
        None if has_form_of_region(&signed.scope.region) => Ok(()),
        _ => Err(errors::wrong_region(flavour, signed, "us-east-1")),
    }
}

/// `us-gov-west-1`: what is none is at no service. Which there are, grows.
fn has_form_of_region(region: &str) -> bool {
    let parts: Vec<&str> = region.split('-').collect();
    let [continent, middle @ .., number] = parts.as_slice() else { return false };
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    continent.len() == 2
        && continent.bytes().all(|byte| byte.is_ascii_lowercase())
        && !middle.is_empty()
        && middle.iter().all(|part| !part.is_empty() && part.bytes().all(plain))
        && number.len() == 1
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::has_form_of_region;

    #[test]
    fn regions_have_a_form() {
        for region in
            ["us-east-1", "us-gov-west-1", "ap-southeast-7", "us-isob-east-1", "mx-central-1"]
        {
            assert!(has_form_of_region(region), "{region}");
        }
        for none in [
            "",
            "-",
            "us",
            "us-1",
            "us--1",
            "us-east-",
            "us-east-x",
            "US-east-1",
            "us-éast-1",
            "us-e\n-1",
            "a=1;b",
        ] {
            assert!(!has_form_of_region(none), "{none}");
        }
    }
}

impl Claimed {
    /// The longest body that its service takes, in bytes.
    #[cfg(feature = "server")]
    pub(crate) fn body_max(&self) -> u64 {
        self.entry.declaration.body_max.bytes
    }

    /// What takes the body in.
    pub(crate) fn intake(&self, headers: &http::HeaderMap, storage: Storage) -> Intake {
        let sender = self.sender.as_ref().and_then(|sender| sender.as_ref().ok());
        Intake::new(headers, sender, self.entry.declaration.body_max, storage)
    }
}

/// The sender of a request, and how its signature covers the body.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    pub caller: Caller,
    pub presigned: bool,
    pub payload: Payload,
    /// What signed chunks hang on.
    pub seed: Option<Seed>,
    /// False where nobody checks signatures (`--auth off`).
    pub verified: bool,
}

/// What a request claims of its sender. Where nobody checks signatures, those that Parhelion cannot
/// read (SigV2, say) tell at least the access key.
///
/// # Errors
/// As [`signature::parse`].
fn read(cloud: &Cloud, head: Head<'_>, flavour: Flavour) -> Result<Claim> {
    match signature::parse(head, flavour) {
        Err(_) if !cloud.settings().auth => Ok(Claim::unverified(head)),
        parsed => parsed,
    }
}

/// Of a request whose head says all that the signature covers (S3-2.4).
///
/// # Errors
/// S3-2.
fn sender_by_head(
    cloud: &Cloud,
    head: Head<'_>,
    claim: &Claim,
    bucket: Option<&str>,
) -> Result<Sender> {
    let now = cloud.now();
    let payload = match Payload::declared(head, claim) {
        Err(_) if !cloud.settings().auth => Payload::Unsigned,
        payload => payload?,
    };
    let (caller, seed) = match claim {
        Claim::Anonymous => (Caller::Anonymous, None),
        Claim::V2(signed) => (identify_v2(cloud, signed, head, bucket, now)?, None),
        Claim::Header(signed) | Claim::Query(signed) => {
            identify(cloud, signed, head, &payload, Flavour::BareXml, now)?
        }
    };
    let (presigned, verified) = (claim.is_presigned(), cloud.settings().auth);
    Ok(Sender { caller, presigned, payload, seed, verified })
}

/// Of a request to any other service, whose signature covers the body itself.
///
/// # Errors
/// Each service's like of S3-2.
pub(crate) fn sender(
    cloud: &Cloud,
    head: Head<'_>,
    body: &Body,
    claim: &Claim,
    flavour: Flavour,
    now: Timestamp,
) -> Result<Sender> {
    let payload = Payload::of_body(head, body)?;
    let signed = claim.signed().ok_or_else(|| errors::missing_token(flavour))?;
    let (caller, _) = identify(cloud, signed, head, &payload, flavour, now)?;
    let (presigned, verified) = (claim.is_presigned(), cloud.settings().auth);
    Ok(Sender { caller, presigned, payload, seed: None, verified })
}

/// The key that a claim names, if its token is right and it has not expired.
fn credential_of(
    cloud: &Cloud,
    flavour: Flavour,
    access_key: &str,
    token: Option<&str>,
    now: Timestamp,
) -> Result<Credential> {
    let credential = cloud.credential(access_key);
    let credential = credential
        .filter(|known| known.active)
        .ok_or_else(|| errors::unknown_access_key(flavour, access_key))?;
    match (&credential.session_token, token) {
        (None, None) => {}
        (Some(held), Some(sent)) if **held == *sent => {}
        (_, sent) => return Err(errors::invalid_token(flavour, sent.unwrap_or_default())),
    }
    if credential.expires.is_some_and(|expires| expires <= now) {
        return Err(errors::expired_token(flavour, token.unwrap_or_default()));
    }
    Ok(credential)
}

/// Where nobody checks signatures: what the key stands for.
fn unchecked(cloud: &Cloud, access_key: &str) -> Caller {
    let credential = cloud.credential(access_key);
    credential.map_or_else(|| unverified(access_key), |known| known.caller)
}

/// S3-2.12: only regions that are older than Version 4 take Version 2.
fn identify_v2(
    cloud: &Cloud,
    claim: &SigV2,
    head: Head<'_>,
    bucket: Option<&str>,
    now: Timestamp,
) -> Result<Caller> {
    if !cloud.settings().auth {
        return Ok(unchecked(cloud, &claim.access_key));
    }
    let token = claim.token.as_deref();
    let credential = credential_of(cloud, Flavour::BareXml, &claim.access_key, token, now)?;
    claim.verify(head, bucket, &credential.secret, now)?;
    Ok(credential.caller)
}

fn identify(
    cloud: &Cloud,
    claim: &SigV4,
    head: Head<'_>,
    payload: &Payload,
    flavour: Flavour,
    now: Timestamp,
) -> Result<(Caller, Option<Seed>)> {
    if !cloud.settings().auth {
        return Ok((unchecked(cloud, &claim.access_key), None));
    }
    let token = claim.token.as_deref();
    let credential = credential_of(cloud, flavour, &claim.access_key, token, now)?;
    // A presigned URL expires by the cloud's clock; what is signed now, by a client that does not
    // know of that clock, may go by the system's. So may all of a program that a harness drives, which lets
    // time pass behind its back.
    let now = match claim.expires {
        Some(_) if cloud.scope_of_others().is_none() => now,
        _ => cloud.time_nearest_to(claim.signed_at),
    };
    if claim.regions.is_some() {
        signature::v4a::verify(claim, head, payload, flavour, &credential.secret, now)?;
        return Ok((credential.caller, None));
    }
    let keys = cloud.signing_keys();
    let seed = signature::verify(claim, head, payload, flavour, &credential.secret, keys, now)?;
    Ok((credential.caller, Some(seed)))
}

/// With `--auth off`, a 12-digit access key is an account; any other is the development account.
fn unverified(access_key: &str) -> Caller {
    let named = identity::is_account_id(access_key);
    Caller::root(if named { access_key } else { identity::ACCOUNT }, access_key)
}
