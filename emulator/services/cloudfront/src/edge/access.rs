//! Origin access control: requests to S3 signed by CloudFront for a distribution (CF-6.5).

use super::distribution::{Distribution, Origin, OriginKind, Signing};
use http::header::AUTHORIZATION;
use parhelion_wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion_world::HttpExchange as OriginRequest;
use parhelion_world::identity::{Caller, Credential};
use parhelion_world::{Context, random};

/// The service principal that bucket policies name.
pub(crate) const PRINCIPAL: &str = "cloudfront.amazonaws.com";

/// Signs where the origin's access control asks for it; a viewer's own `Authorization` is replaced, or
/// under `no-override` respected if it was forwarded.
pub(crate) fn sign(
    cx: &mut Context,
    distribution: &Distribution,
    origin: &Origin,
    made: &mut OriginRequest,
) {
    let OriginKind::S3 { region, access } = &origin.kind else { return };
    let headers = made.request.headers_mut();
    match access {
        Signing::Never => return,
        Signing::NoOverride if headers.contains_key(AUTHORIZATION) => return,
        Signing::NoOverride | Signing::Always => drop(headers.remove(AUTHORIZATION)),
    }
    let credentials = credentials(cx, distribution);
    let signer = Signer {
        credentials: &credentials,
        region,
        service: "s3",
        flavour: Flavour::BareXml,
        now: cx.now,
    };
    let signed = signer.sign(&mut made.request, &Payload::Unsigned);
    debug_assert!(signed.is_ok(), "keys are ASCII, and the request has a host");
}

/// The distribution's own temporary key: it says to S3 for whom CloudFront asks. Made from the ARN, so
/// that it is the same in every run; known to everybody from its first use on.
fn credentials(cx: &mut Context, distribution: &Distribution) -> Credentials {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let hash = |n| random::hash(n, &distribution.arn);
    let (high, low) = (hash(0), hash(1));
    let number = (u128::from(high) << 64) | u128::from(low);
    let letters = (0..16).map(|i| char::from(LETTERS[(number >> (5 * i)) as usize & 31]));
    let access_key: String = "ASIA".chars().chain(letters).collect();
    let secret = format!("{:016x}{:016x}{:08x}", hash(2), hash(3), hash(4) as u32);
    let token = format!("cloudfront/{}/{:016x}", distribution.id, hash(5));
    cx.service_credential(&access_key, || {
        let caller = Caller::Service {
            principal: PRINCIPAL.into(),
            source_account: distribution.account.clone(),
            source_arn: distribution.arn.clone(),
        };
        let session_token = Some(token.as_str().into());
        Credential { session_token, ..Credential::permanent(&secret, caller) }
    });
    Credentials { access_key, secret, token: Some(token) }
}
