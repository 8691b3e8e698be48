//! GetWebIdentityToken: tokens by which principals prove to others who they are, and the keys with which
//! those check them, at the account's issuer.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html>

use crate::Sts;
use crate::caller::signer;
use crate::issuer_keys::{Algorithm, Key};
use crate::model::*;
use crate::tags::SessionTags;
use crate::trust::{AssumeKeys, may_by_own};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::service::{Request, Response};
use parhelion_world::{Address, Context, HostName, Outcome};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Where issuers' hosts are.
const ISSUERS: &str = ".tokens.sts.global.api.aws";

/// Whether a host is an account's own issuer.
pub(crate) fn is_issuer(host: &str) -> bool {
    host.ends_with(ISSUERS)
}

/// The hosts of STS: its endpoints, and those of issuers.
pub(crate) fn address(host: &HostName) -> Option<Address> {
    if host.below(ISSUERS).is_some() {
        return Some(Address::data(host.as_str().to_owned()));
    }
    Address::of_endpoint(host, &["sts"], false)
}

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html>
    pub(crate) fn get_web_identity_token(
        &mut self,
        cx: &mut Context,
        input: GetWebIdentityTokenInput,
    ) -> Outcome<GetWebIdentityTokenOutput> {
        match unsigned(cx, input) {
            Ok(token) => self.sign(cx, token),
            Err(error) => Outcome::Done(Err(error)),
        }
    }

    /// Signs a token by its issuer's key, which is made when it is first needed.
    fn sign(&mut self, cx: &mut Context, token: Unsigned) -> Outcome<GetWebIdentityTokenOutput> {
        let Unsigned { issuer, algorithm, .. } = &token;
        let held = self.issuer_keys.get(issuer, *algorithm);
        let seed = if held.is_none() { Some(cx.bytes()) } else { None };
        let work = move || {
            let der = held.or_else(|| Key::make(token.algorithm, seed?))?;
            let signed = token.signed(&Key::read(token.algorithm, &der)?)?;
            Some((token, der, signed))
        };
        Outcome::work(work, |sts: &mut Self, cx, done: Option<(Unsigned, Arc<[u8]>, String)>| {
            let Some((token, der, signed)) = done else { return Outcome::Done(Err(no_key())) };
            if !sts.issuer_keys.keep(&token.issuer, token.algorithm, &der) {
                // What is published is the other's.
                return sts.sign(cx, token);
            }
            Outcome::Done(Ok(GetWebIdentityTokenOutput {
                web_identity_token: Some(signed),
                expiration: Some(token.expiration),
            }))
        })
    }

    /// What an issuer says of itself to everybody (OpenID Connect Discovery 1.0): its keys are those
    /// that tokens were signed by.
    pub(crate) fn view_issuer(&self, cx: &Context, request: &Request) -> Outcome<Response> {
        Outcome::begun(self.document(cx, request))
    }

    fn document(&self, cx: &Context, request: &Request) -> Result<Outcome<Response>> {
        let host = request.headers().get(http::header::HOST).and_then(|host| host.to_str().ok());
        let host = HostName::new(host.unwrap_or_default());
        let issuer = format!("https://{}", host.as_str());
        let nothing = || Error::new(404, "NotFound", "");
        if request.method() != http::Method::GET || !cx.identities().is_web_issuer(&issuer) {
            return Err(nothing());
        }
        let document = match request.uri().path() {
            "/.well-known/openid-configuration" => json!({
                "issuer": issuer,
                "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
                "response_types_supported": ["id_token"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES384", "RS256"],
                "claims_supported": ["iss", "aud", "sub", "iat", "exp", "jti"],
            }),
            "/.well-known/jwks.json" => {
                let held = Algorithm::ALL.map(|it| (it, self.issuer_keys.get(&issuer, it)));
                return Ok(Outcome::work(
                    move || published(held),
                    |_: &mut Self, _, keys| Outcome::Done(Ok(in_json(&keys))),
                ));
            }
            _ => return Err(nothing()),
        };
        Ok(Outcome::Done(Ok(in_json(&document))))
    }
}

/// The public halves of those keys that are there.
fn published(held: [(Algorithm, Option<Arc<[u8]>>); 2]) -> Value {
    let keys = held.into_iter().filter_map(|(algorithm, der)| Key::read(algorithm, &der?));
    json!({ "keys": keys.map(|key| key.public()).collect::<Vec<_>>() })
}

fn in_json(document: &Value) -> Response {
    let mut response = Response::new(Body::from(document.to_string()));
    let json = http::HeaderValue::from_static("application/json");
    response.headers_mut().insert(http::header::CONTENT_TYPE, json);
    response
}

/// A token before it is signed.
struct Unsigned {
    issuer: Arc<str>,
    algorithm: Algorithm,
    claims: Value,
    expiration: Timestamp,
}

impl Unsigned {
    /// JSON Web Signature, compact (RFC 7515, 7.1).
    fn signed(&self, key: &Key) -> Option<String> {
        let head = json!({ "alg": self.algorithm.name(), "kid": key.id(), "typ": "JWT" });
        let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(&head), part(&self.claims));
        let signature = URL_SAFE_NO_PAD.encode(key.sign(&signed)?);
        Some(format!("{signed}.{signature}"))
    }
}

/// What is to be signed, if the caller may have it.
fn unsigned(cx: &mut Context, input: GetWebIdentityTokenInput) -> Result<Unsigned> {
    let GetWebIdentityTokenInput { audience, duration_seconds, signing_algorithm, tags } = input;
    let (account, access_key) = signer(cx)?;
    let seconds = duration_seconds.unwrap_or(300);
    let tags = SessionTags::default().with(tags.unwrap_or_default(), Vec::new())?;
    let asked = BTreeMap::from([
        ("sts:identitytokenaudience".to_owned(), audience.clone()),
        ("sts:durationseconds".to_owned(), vec![seconds.to_string()]),
        ("sts:signingalgorithm".to_owned(), vec![signing_algorithm.clone()]),
    ]);
    let keys = AssumeKeys { token: Some(&asked), ..AssumeKeys::new(cx, &tags) };
    may_by_own(cx, "sts:GetWebIdentityToken", "*", &keys)?;
    if !tags.is_empty() {
        may_by_own(cx, "sts:TagGetWebIdentityToken", "*", &keys)?;
    }
    let issuer = cx.identities().web_issuer(&account).ok_or_else(|| {
        errors::outbound_web_identity_federation_disabled_exception(
            "Outbound web identity federation is not enabled for your account.",
        )
    })?;
    let algorithm = Algorithm::parse(&signing_algorithm).ok_or_else(|| {
        let message = format!("Invalid signing algorithm: {signing_algorithm}");
        Error::new(400, "ValidationError", message)
    })?;
    let expiration =
        Timestamp::from_secs(cx.now.secs()) + Duration::from_secs(seconds.unsigned_abs().into());
    let held = cx.identities().credential(&access_key);
    if held.and_then(|held| held.expires).is_some_and(|ends| ends < expiration) {
        return Err(errors::session_duration_escalation_exception(
            "The requested token duration would extend the session beyond its original \
                 expiration time.",
        ));
    }
    let claims = json!({
        "iss": &*issuer,
        "aud": if let [one] = audience.as_slice() { json!(one) } else { json!(audience) },
        "sub": subject(cx),
        "iat": cx.now.secs(),
        "exp": expiration.secs(),
        "jti": cx.uuid(),
        "https://sts.amazonaws.com/": about(cx, &account, &tags),
    });
    Ok(Unsigned { issuer, algorithm, claims, expiration })
}

fn no_key() -> Error {
    Error::new(500, "InternalFailure", "The token could not be signed.")
}

/// The principal's ARN: of a session, its role's.
fn subject(cx: &Context) -> String {
    match cx.principal() {
        Some(principal) => principal.arn.to_string(),
        None => cx.caller.arn().to_owned(),
    }
}

/// What AWS says of the principal besides.
fn about(cx: &Context, account: &str, tags: &SessionTags) -> Value {
    let mut all = Map::new();
    all.insert("aws_account".into(), account.into());
    all.insert("source_region".into(), (*cx.region).into());
    all.insert("principal_id".into(), subject(cx).into());
    let mut of_principal: BTreeMap<String, String> = BTreeMap::new();
    let session = cx.session().map(|session| &session.tags);
    let own = cx.principal().map(|principal| &principal.tags);
    for (key, value) in own.into_iter().chain(session).flat_map(|tags| tags.iter()) {
        of_principal.retain(|known, _| !known.eq_ignore_ascii_case(key));
        of_principal.insert(key.to_string(), value.to_string());
    }
    if !of_principal.is_empty() {
        all.insert("principal_tags".into(), json!(of_principal));
    }
    if let Some(source) = cx.session().and_then(|session| session.source_identity.as_deref()) {
        all.insert("source_identity".into(), source.into());
    }
    if !tags.is_empty() {
        let texts = tags.all.iter().map(|(key, value)| (key.to_string(), json!(&**value)));
        all.insert("request_tags".into(), Value::Object(texts.collect()));
    }
    Value::Object(all)
}
