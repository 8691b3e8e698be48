//! An origin access identity as S3 knows it: a user of an account of CloudFront's own (CF-6.6).

use crate::model::Origin;
use crate::service_key;
use parhelion_wire::signature::Credentials;
use parhelion_world::Context;
use parhelion_world::identity::Caller;

/// How bucket policies name an identity.
fn arn(id: &str) -> String {
    format!("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {id}")
}

fn key(id: &str) -> Credentials {
    service_key::of(&arn(id), id)
}

/// The id of the identity as which S3 is asked for an origin.
pub(crate) fn id_in(origin: &Origin) -> Option<&str> {
    let named = &origin.s3_origin_config.as_ref()?.origin_access_identity;
    named.strip_prefix("origin-access-identity/cloudfront/")
}

/// From now on S3 knows the identity.
pub(crate) fn introduce(cx: &mut Context, id: &str, canonical_user: &str) {
    let account = cx.account.clone();
    let key = key(id);
    cx.service_credential(&key.access_key, || {
        let (arn, canonical_user) = (arn(id).into(), canonical_user.into());
        service_key::known(&key, Caller::ServiceUser { account, arn, canonical_user })
    });
}

/// The identity is gone: no policy can name it, and the edge cannot sign as it.
pub(crate) fn withdraw(cx: &mut Context, id: &str) {
    cx.drop_service_credential(&key(id).access_key);
}

/// With what the edge signs as an identity; `None`: it is gone.
pub(crate) fn credentials(cx: &Context, id: &str) -> Option<Credentials> {
    let key = key(id);
    cx.identities().credential(&key.access_key).is_some().then_some(key)
}
