//! Who signed a form: its policy's text, in Version 4 or, where that is allowed, Version 2
//! (S3-2.13g–j).

use crate::access::form_signature::FormSignature;
use crate::errors;
use crate::form::parts::Form;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_wire::signature::errors::{spaced_hex, version_2_refused};
use parhelion_wire::signature::{SigningKey, date, v2};
use parhelion_world::identity::Credential;
use parhelion_world::{Caller, Context};

/// A form has all of them or is anonymous (S3-2.13g, h).
const SIGNED: [(&str, &str); 5] = [
    ("x-amz-algorithm", "X-Amz-Algorithm"),
    ("x-amz-credential", "X-Amz-Credential"),
    ("x-amz-date", "X-Amz-Date"),
    ("policy", "Policy"),
    ("x-amz-signature", "X-Amz-Signature"),
];

/// The same of Version 2.
const SIGNED_V2: [(&str, &str); 3] =
    [("signature", "Signature"), ("awsaccesskeyid", "AWSAccessKeyId"), ("policy", "Policy")];

/// S3-2.13(g)
pub(super) fn lacks(name: &'static str) -> Error {
    // The two spaces are the service's.
    let message = format!(
        "Bucket POST must contain a field named '{name}'.  If it is specified, please check the \
         order of the fields."
    );
    errors::invalid_argument(message, name, "").with("ArgumentValue", "")
}

/// S3-2.13(g–j)
pub(super) fn signer(cx: &mut Context, form: &Form, region: &str) -> Result<Caller> {
    let has = |fields: &[(&str, &str)]| fields.iter().any(|(name, _)| form.field(name).is_some());
    match (has(&SIGNED), has(&SIGNED_V2[..2])) {
        (_, true) if v2::REGIONS.contains(&region) => version_2(cx, form),
        (_, true) => Err(version_2_refused()),
        (true, false) => version_4(cx, form, region),
        (false, false) => Ok(Caller::Anonymous),
    }
}

/// What policies see of the signature of a form whose signer is known; `None`: nobody signed it.
pub(super) fn signature(cx: &Context, form: &Form) -> Option<FormSignature> {
    if matches!(cx.caller, Caller::Anonymous) {
        return None;
    }
    let signed = form.field("x-amz-date").and_then(date::parse_basic);
    Some(match form.field("awsaccesskeyid") {
        Some(_) => FormSignature::version_2(),
        None => FormSignature::version_4(signed, cx.now),
    })
}

fn complete(form: &Form, fields: &[(&str, &'static str)]) -> Result<()> {
    match fields.iter().find(|(field, _)| form.field(field).is_none()) {
        Some((_, shown)) => Err(lacks(shown)),
        None => Ok(()),
    }
}

fn version_2(cx: &mut Context, form: &Form) -> Result<Caller> {
    complete(form, &SIGNED_V2)?;
    let text = |name: &str| form.field(name).unwrap_or_default();
    let (access_key, policy) = (text("awsaccesskeyid"), text("policy"));
    let Some(known) = known(cx, form, access_key)? else { return Ok(cx.caller.clone()) };
    if v2::hmac_sha1(&known.secret, policy) == text("signature") {
        return Ok(known.caller);
    }
    Err(mismatch(access_key, policy, text("signature")))
}

fn version_4(cx: &mut Context, form: &Form, region: &str) -> Result<Caller> {
    complete(form, &SIGNED)?;
    let text = |name: &str| form.field(name).unwrap_or_default();
    let (credential, date, policy) = (text("x-amz-credential"), text("x-amz-date"), text("policy"));
    let argument =
        |message: String| Err(errors::invalid_argument(message, "X-Amz-Credential", credential));
    let parts: Vec<&str> = credential.split('/').collect();
    let [access_key, day, signed_region, "s3", "aws4_request"] = parts.as_slice() else {
        return argument(
            "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting \
             \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
                .to_owned(),
        );
    };
    if access_key.is_empty() {
        return argument(
            "a non-empty Access Key (AKID) must be provided in the credential.".to_owned(),
        );
    }
    if *signed_region != region {
        let message = format!("the region '{signed_region}' is wrong; expecting '{region}'");
        let error = errors::invalid_argument(message, "X-Amz-Credential", credential);
        return Err(error.with("Region", region));
    }
    let is_date = date.len() == 16 && date.as_bytes().get(8) == Some(&b'T') && date.ends_with('Z');
    if !is_date || !date.starts_with(day) {
        let message = "X-Amz-Date must be formated via ISO8601 Long format";
        return Err(errors::invalid_argument(message, "X-Amz-Date", date));
    }
    let Some(known) = known(cx, form, access_key)? else { return Ok(cx.caller.clone()) };
    let signature = SigningKey::derive(&known.secret, day, region, "s3").sign(policy.as_bytes());
    if signature == text("x-amz-signature") {
        return Ok(known.caller);
    }
    Err(mismatch(access_key, policy, text("x-amz-signature")))
}

/// What the form's key stands for; none where nobody checks signatures, and the caller is then who
/// the key names.
fn known(cx: &mut Context, form: &Form, access_key: &str) -> Result<Option<Credential>> {
    let found = cx.identities().credential(access_key).filter(|known| known.active).cloned();
    if cx.request.unverified {
        let account = cx.account.clone();
        cx.caller = found.map_or_else(|| Caller::root(&account, access_key), |known| known.caller);
        return Ok(None);
    }
    let Some(known) = found else {
        let message = "The AWS Access Key Id you provided does not exist in our records.";
        let error = Error::new(403, "InvalidAccessKeyId", message);
        return Err(error.with("AWSAccessKeyId", access_key));
    };
    if known.session_token.as_deref() != form.field("x-amz-security-token") {
        let message = "The provided token is malformed or otherwise invalid.";
        return Err(Error::new(400, "InvalidToken", message));
    }
    if known.expires.is_some_and(|end| end <= cx.now) {
        return Err(Error::new(400, "ExpiredToken", "The provided token has expired."));
    }
    Ok(Some(known))
}

fn mismatch(access_key: &str, policy: &str, provided: &str) -> Error {
    let message = "The request signature we calculated does not match the signature you provided. \
                   Check your key and signing method.";
    Error::new(403, "SignatureDoesNotMatch", message)
        .with("AWSAccessKeyId", access_key)
        .with("StringToSign", policy)
        .with("SignatureProvided", provided)
        .with("StringToSignBytes", spaced_hex(policy.as_bytes()))
}
