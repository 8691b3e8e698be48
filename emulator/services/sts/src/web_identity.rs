//! AssumeRoleWithWebIdentity: a role for whom an OpenID Connect provider vouches. What it checks, in
//! this order: the token's form, that the account knows the issuer, the signature, the times, the
//! audience, the role's trust (COG-I1.3).

use crate::Sts;
use crate::choices::PROVIDER;
use crate::issuers::Issuer;
use crate::jwks::Jwks;
use crate::limits::{Limits, limits};
use crate::model::*;
use crate::outbound;
use crate::session::Wanted;
use crate::tags::SessionTags;
use crate::token::{Token, no_key};
use crate::trust::{AssumeKeys, lasting, named, trusted, untrusted};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use parhelion_world::identity::Session;
use parhelion_world::{Context, Effect, EffectResult, ExchangeFailure, HttpExchange, Outcome};
use std::sync::Arc;
use std::time::Duration;

type Output = AssumeRoleWithWebIdentityOutput;

/// Who vouches.
struct Provider {
    /// What trust policies call it: its ARN, or the domain of one that every account knows.
    name: Arc<str>,
    /// What its condition keys begin with.
    place: String,
    /// The audiences that it may vouch to; `None`: the trust policy says.
    client_ids: Option<Vec<Arc<str>>>,
}

/// The providers that need no resource in an account (COG-I1.5), by the issuers in their tokens.
const EVERYWHERE: [(&str, &str); 3] = [
    ("https://cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com"),
    ("https://accounts.google.com", "accounts.google.com"),
    ("accounts.google.com", "accounts.google.com"),
];

/// How long AWS waits for a provider.
/// <https://repost.aws/knowledge-center/iam-sts-invalididentitytoken>
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer of a provider that is read.
const ANSWER_BYTES: u64 = 1 << 20;

impl Sts {
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
    pub(crate) fn assume_role_with_web_identity(
        &mut self,
        cx: &mut Context,
        input: AssumeRoleWithWebIdentityInput,
    ) -> Outcome<Output> {
        match self.begin_web_identity(cx, input) {
            Ok(outcome) => outcome,
            Err(error) => Outcome::Done(Err(error)),
        }
    }

    fn begin_web_identity(
        &mut self,
        cx: &mut Context,
        input: AssumeRoleWithWebIdentityInput,
    ) -> Result<Outcome<Output>> {
        if input.provider_id.is_some() {
            // Access tokens of OAuth 2.0 mean something only to whoever gave them out.
            let what = "AssumeRoleWithWebIdentity with ProviderId";
            return Err(Error::not_implemented("sts", what));
        }
        named(cx, &input.role_arn)?;
        let token = Token::parse(&input.web_identity_token)?;
        let issuer = token.claim("iss")?.to_owned();
        let provider = provider(cx, &input.role_arn, &issuer)?;
        if cx.choose(&PROVIDER) != 0 {
            return Err(silent());
        }
        if cx.request.unverified {
            // Where nobody checks signatures, nobody checks those of tokens.
            return Ok(Outcome::Done(self.end_web_identity(cx, (input, token, provider), None)));
        }
        let keys = match self.issuers.get(&issuer) {
            Some(Issuer::Keys(text)) => Jwks::parse(text.as_bytes()).ok_or_else(no_key)?,
            Some(Issuer::Unreachable) => return Err(silent()),
            None => return self.ask_issuer(&issuer, (input, token, provider)),
        };
        Ok(Outcome::Done(self.end_web_identity(cx, (input, token, provider), Some(&keys))))
    }

    /// Where its keys are says the issuer itself (OpenID Connect Discovery 1.0, 4).
    fn ask_issuer(&mut self, issuer: &str, asked: Asked) -> Result<Outcome<Output>> {
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        Ok(fetch(&url)?.then(move |_: &mut Self, _, text| {
            let found: Option<serde_json::Value> = serde_json::from_slice(&text).ok();
            let place = found.as_ref().and_then(|found| found.get("jwks_uri")?.as_str());
            Ok(fetch(place.ok_or_else(no_key)?)?.then(move |sts: &mut Self, cx, text| {
                let keys = Jwks::parse(&text).ok_or_else(no_key)?;
                Ok(Outcome::Done(sts.end_web_identity(cx, asked, Some(&keys))))
            }))
        }))
    }

    fn end_web_identity(
        &mut self,
        cx: &mut Context,
        asked: Asked,
        keys: Option<&Jwks>,
    ) -> Result<Output> {
        let (input, token, provider) = asked;
        let AssumeRoleWithWebIdentityInput {
            role_arn,
            role_session_name,
            web_identity_token: _,
            provider_id: _,
            policy_arns,
            policy,
            duration_seconds,
        } = input;
        keys.map_or(Ok(()), |keys| token.verify(keys))?;
        token.check_time(cx.now)?;
        let subject = token.claim("sub")?.to_owned();
        let audience = audience(&token, &provider)?;
        let (tags, transitive) = token.tags()?;
        let tags = SessionTags::default().with(tags, transitive)?;
        let source_identity = token.source_identity()?;
        let action = "sts:AssumeRoleWithWebIdentity";
        let role = named(cx, &role_arn)?.ok_or_else(|| untrusted(action))?;
        let said = token.keys(&provider.place);
        let keys = AssumeKeys {
            role: Some(&role),
            session_name: Some(&role_session_name),
            source_identity: source_identity.as_deref(),
            token: Some(&said),
            provider: Some(&provider.name),
            ..AssumeKeys::new(cx, &tags)
        };
        trusted(&role, &provider.name, action, &keys)?;
        let seconds = lasting(cx, &role, duration_seconds.unwrap_or(3600))?;
        let Limits { policies, packed } =
            limits(cx, &role.account, policy.as_deref(), policy_arns, &tags)?;
        let session = Session {
            policies,
            tags: tags.all,
            transitive: tags.transitive,
            source_identity: source_identity.as_deref().map(Arc::from),
            provider: Some(provider.name.clone()),
            ..Session::default()
        };
        let wanted = Wanted { role: &role, name: &role_session_name, seconds };
        let (credentials, assumed) = self.issue_for_role(cx, wanted, session);
        Ok(AssumeRoleWithWebIdentityOutput {
            credentials: Some(credentials),
            subject_from_web_identity_token: Some(subject),
            assumed_role_user: Some(assumed),
            packed_policy_size: packed,
            provider: Some(provider.name.to_string()),
            audience: Some(audience),
            source_identity,
        })
    }
}

/// A call on its way.
type Asked = (AssumeRoleWithWebIdentityInput, Token, Provider);

fn provider(cx: &Context, role_arn: &str, issuer: &str) -> Result<Provider> {
    if let Some((_, domain)) = EVERYWHERE.iter().find(|(known, _)| *known == issuer) {
        return Ok(Provider { name: (*domain).into(), place: (*domain).into(), client_ids: None });
    }
    let account = role_arn.split(':').nth(4).unwrap_or_default();
    let place = issuer.strip_prefix("https://").unwrap_or(issuer).trim_end_matches('/');
    let arn = format!("arn:aws:iam::{account}:oidc-provider/{place}");
    // AWS takes none of its own tokens for others.
    let may = issuer.starts_with("https://") && !outbound::is_issuer(place);
    match cx.identities().open_id_provider(&arn).filter(|_| may) {
        Some(held) => Ok(Provider {
            name: held.arn.clone(),
            place: place.to_owned(),
            client_ids: Some(held.client_ids.clone()),
        }),
        None => Err(errors::invalid_identity_token_exception(format!(
            "No OpenIDConnect provider found in your account for {issuer}"
        ))),
    }
}

/// Whom the token is for, if the provider may vouch to them.
fn audience(token: &Token, provider: &Provider) -> Result<String> {
    let audiences = token.audiences();
    let may = |it: &&&str| match &provider.client_ids {
        Some(ids) => ids.iter().any(|id| **id == ***it),
        None => true,
    };
    let found = audiences.iter().find(may).map(|found| (*found).to_owned());
    found.ok_or_else(|| errors::invalid_identity_token_exception("Incorrect token audience"))
}

fn silent() -> Error {
    errors::idp_communication_error_exception(
        "The request could not be fulfilled because the identity provider (IDP) that was asked to \
         verify the incoming identity token could not be reached.",
    )
}

/// A document of an issuer's, which is to be fetched.
struct Fetch(Box<HttpExchange>);

fn fetch(url: &str) -> Result<Fetch> {
    let uri: http::Uri = url.parse().map_err(|_| no_key())?;
    let (Some("https"), Some(host)) = (uri.scheme_str(), uri.host()) else { return Err(no_key()) };
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    let request = http::Request::get(path)
        .header("host", uri.authority().map_or(host, |it| it.as_str()))
        .header("accept", "application/json")
        .body(Body::empty())
        .map_err(|_| no_key())?;
    Ok(Fetch(Box::new(HttpExchange {
        secure: true,
        host: host.to_owned(),
        port: uri.port_u16().unwrap_or(443),
        request,
        connect_timeout: PATIENCE,
        read_timeout: PATIENCE,
    })))
}

impl Fetch {
    /// Goes on with what was fetched.
    fn then(
        self,
        then: impl FnOnce(&mut Sts, &mut Context, bytes::Bytes) -> Result<Outcome<Output>>
        + Send
        + 'static,
    ) -> Outcome<Output> {
        Outcome::effect(Effect::Http(self.0), |sts: &mut Sts, cx, result| {
            match fetched(result).and_then(|text| then(sts, cx, text)) {
                Ok(outcome) => outcome,
                Err(error) => Outcome::Done(Err(error)),
            }
        })
    }
}

/// What an issuer answered, if that is a document.
fn fetched(result: EffectResult) -> Result<bytes::Bytes> {
    use ExchangeFailure::{Closed, ConnectTimeout, ReadTimeout};
    let response = result.into_http().map_err(|why| match why {
        ConnectTimeout | ReadTimeout | Closed => silent(),
        _ => no_key(),
    })?;
    let (status, body) = (response.status(), response.into_body());
    if !status.is_success() || body.len() > ANSWER_BYTES {
        return Err(no_key());
    }
    body.read().map_err(|_| no_key())
}
