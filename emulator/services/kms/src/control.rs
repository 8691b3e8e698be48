//! Keys under names that somebody has fixed already, beside KMS's own API.

use crate::key_ring::{Key, KeyRing};
use parhelion_world::{Arn, Context};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewKey {
    arn: String,
}

/// `POST /_parhelion/kms-keys`
pub(crate) fn add_key(key_ring: &mut KeyRing, cx: &Context, body: &[u8]) -> Result<Value, String> {
    let NewKey { arn } = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let found = Arn::parse(&arn).filter(|arn| arn.service == "kms");
    let id = found.and_then(|arn| arn.resource.strip_prefix("key/")).filter(|id| !id.is_empty());
    let (Some(found), Some(id)) = (found, id) else {
        return Err("arn: not arn:aws:kms:REGION:ACCOUNT:key/ID".to_owned());
    };
    let key = Key::new(found.account, found.region, id, cx.now);
    key_ring.insert(key);
    Ok(json!({ "arn": arn }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trust {
    on: bool,
}

/// `POST /_parhelion/keys-on-trust`
pub(crate) fn set_trust(key_ring: &mut KeyRing, body: &[u8]) -> Result<Value, String> {
    let Trust { on } = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    key_ring.trusts = on;
    Ok(json!({ "on": on }))
}
