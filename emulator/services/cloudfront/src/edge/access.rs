//! Requests to S3 signed by CloudFront: for a distribution (origin access control, CF-6.5), or as an
//! origin access identity (CF-6.6).

use super::distribution::{Distribution, Origin, OriginKind, Signing};
use crate::{service_key, service_user};
use http::header::AUTHORIZATION;
use parhelion_wire::signature::{Credentials, Flavour, Payload, Signer};
use parhelion_world::Context;
use parhelion_world::HttpExchange as OriginRequest;
use parhelion_world::identity::Caller;

/// The service principal that bucket policies name.
pub(crate) const PRINCIPAL: &str = "cloudfront.amazonaws.com";

const CONTENT_SHA256: &str = "x-amz-content-sha256";

/// Signs where the origin's access control or identity asks for it; a viewer's own `Authorization` is
/// replaced, or under `no-override` respected if it was forwarded.
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
        Signing::NoOverride | Signing::Always | Signing::Identity(_) => {
            headers.remove(AUTHORIZATION);
        }
    }
    let (credentials, payload) = match access {
        Signing::Identity(id) => (service_user::credentials(cx, id), viewers_payload(made)),
        _ => (Some(credentials(cx, distribution)), Some(Payload::Unsigned)),
    };
    // Nobody signs as an identity that is not there any more.
    let Some(credentials) = credentials else { return };
    let signer = Signer {
        credentials: &credentials,
        region,
        service: "s3",
        flavour: Flavour::BareXml,
        now: cx.now,
    };
    let signed = signer.sign(&mut made.request, payload.as_ref().unwrap_or(&Payload::Unsigned));
    debug_assert!(signed.is_ok(), "keys are ASCII, and the request has a host");
    if payload.is_none() {
        made.request.headers_mut().remove(CONTENT_SHA256);
    }
}

/// As an identity CloudFront computes no digests: whoever sends a body says its digest, and S3 misses
/// it where nobody did (CF-6.6).
fn viewers_payload(made: &OriginRequest) -> Option<Payload> {
    let sent = made.request.headers().get(CONTENT_SHA256);
    match sent.and_then(|value| value.to_str().ok()) {
        _ if made.request.body().is_empty() => Some(Payload::empty()),
        sent => sent.map(|text| Payload::Sha256(text.to_owned())),
    }
}

/// The distribution's own temporary key: it says to S3 for whom CloudFront asks. Known to everybody
/// from its first use on.
fn credentials(cx: &mut Context, distribution: &Distribution) -> Credentials {
    let credentials = service_key::of(&distribution.arn, &distribution.id);
    cx.service_credential(&credentials.access_key, || {
        let caller = Caller::Service {
            principal: PRINCIPAL.into(),
            source_account: distribution.account.clone(),
            source_arn: distribution.arn.clone(),
        };
        service_key::known(&credentials, caller)
    });
    credentials
}
