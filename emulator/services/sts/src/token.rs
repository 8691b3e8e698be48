//! Web identity tokens: signed claims (RFC 7519) of an OpenID Connect provider.
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>

use crate::jwks::{Jwks, Unverified};
use crate::model::{Tag, errors};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parhelion_policy::{Keys, Values};
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use serde_json::{Map, Value};

/// A token as it was sent: nothing of it is proved yet.
pub(crate) struct Token {
    algorithm: String,
    kid: Option<String>,
    /// What its signature covers.
    signed: String,
    signature: Vec<u8>,
    claims: Map<String, Value>,
}

/// How far clocks may differ, in seconds.
const SKEW: i64 = 300;

/// Claims that are for AWS.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>
const TAGS: &str = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";

impl Token {
    /// Takes a token apart.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let read = || {
            let (signed, signature) = text.rsplit_once('.')?;
            let (head, claims) = signed.split_once('.')?;
            let object = |part: &str| {
                let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
                serde_json::from_slice::<Map<String, Value>>(&bytes).ok()
            };
            let head = object(head)?;
            let member = |name: &str| head.get(name)?.as_str().map(str::to_owned);
            Some(Self {
                algorithm: member("alg")?,
                kid: member("kid"),
                signed: signed.to_owned(),
                signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
                claims: object(claims)?,
            })
        };
        read().ok_or_else(|| {
            errors::invalid_identity_token_exception(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an \
                 Access Token)",
            )
        })
    }

    /// A claim that every token has.
    pub(crate) fn claim(&self, name: &str) -> Result<&str> {
        self.text(name).ok_or_else(|| missing(name))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }

    /// Whether one of its issuer's keys has signed it.
    pub(crate) fn verify(&self, keys: &Jwks) -> Result<()> {
        let signed = self.signed.as_bytes();
        let verified = keys.verify(&self.algorithm, self.kid.as_deref(), signed, &self.signature);
        verified.map_err(|why| match why {
            Unverified::Key => no_key(),
            Unverified::Algorithm | Unverified::Signature => errors::invalid_identity_token_exception(
                "The web identity token that was passed could not be validated by AWS. Get a new \
                 identity token from the identity provider and then retry the request.",
            ),
        })
    }

    /// Whether it is its time.
    pub(crate) fn check_time(&self, now: Timestamp) -> Result<()> {
        let at = |name: &str| self.claims.get(name).and_then(Value::as_f64).map(|it| it as i64);
        let now = now.secs();
        let expires = at("exp").ok_or_else(|| missing("exp"))?;
        if expires <= now {
            return Err(errors::expired_token_exception(format!(
                "Token expired: current date/time {now} must be before the expiration date/time \
                 {expires}"
            )));
        }
        let issued = at("iat").ok_or_else(|| missing("iat"))?;
        let begins = at("nbf").unwrap_or(issued).max(issued);
        if begins.saturating_sub(SKEW) > now {
            return Err(errors::invalid_identity_token_exception(format!(
                "Token is not valid yet: current date/time {now} must be after {begins}"
            )));
        }
        Ok(())
    }

    /// Whom it is for: where it says which of them asked for it, that one alone.
    pub(crate) fn audiences(&self) -> Vec<&str> {
        match self.text("azp") {
            Some(party) => vec![party],
            None => self.original_audiences(),
        }
    }

    fn original_audiences(&self) -> Vec<&str> {
        self.claims.get("aud").map_or_else(Vec::new, texts)
    }

    /// `https://aws.amazon.com/source_identity`
    pub(crate) fn source_identity(&self) -> Result<Option<String>> {
        let Some(claim) = self.claims.get(SOURCE_IDENTITY) else { return Ok(None) };
        let fits = |it: &&str| {
            let fitting = |c: char| c.is_alphanumeric() || "_+=,.@-".contains(c);
            (2..=64).contains(&it.len()) && it.chars().all(fitting)
        };
        let text = claim.as_str().filter(fits).ok_or_else(|| rejected(SOURCE_IDENTITY))?;
        Ok(Some(text.to_owned()))
    }

    /// Session tags, and which of them are transitive: nested in one claim, or each a claim of its own.
    pub(crate) fn tags(&self) -> Result<(Vec<Tag>, Vec<String>)> {
        let nested = |name: &str| self.claims.get(TAGS).and_then(|all| all.get(name));
        let keys_claim = format!("{TAGS}/transitive_tag_keys");
        let keys = nested("transitive_tag_keys").or_else(|| self.claims.get(&keys_claim));
        let prefix = format!("{TAGS}/principal_tags/");
        let flat = |(name, value): (&String, &Value)| {
            name.strip_prefix(&prefix).map(|key| (key.to_owned(), value.clone()))
        };
        let mut all: Vec<(String, Value)> = self.claims.iter().filter_map(flat).collect();
        match nested("principal_tags") {
            None => {}
            Some(Value::Object(tags)) => all.extend(tags.clone()),
            Some(_) => return Err(rejected(TAGS)),
        }
        if all.len() > TAGS_MAX {
            return Err(rejected(TAGS));
        }
        let tag = |(key, value): (String, Value)| match texts(&value).as_slice() {
            [value] => Ok(Tag { key, value: (*value).to_owned() }),
            _ => Err(rejected(TAGS)),
        };
        let tags = all.into_iter().map(tag).collect::<Result<_>>()?;
        let transitive = keys.map_or_else(Vec::new, texts).into_iter().map(str::to_owned);
        Ok((tags, transitive.collect()))
    }

    /// The condition keys that it gives rise to, where they begin with `place`.
    pub(crate) fn keys<'a>(&'a self, place: &'a str) -> TokenKeys<'a> {
        TokenKeys { token: self, place }
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know>
const TAGS_MAX: usize = 50;

/// One text or several.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn missing(claim: &str) -> Error {
    errors::invalid_identity_token_exception(format!("Missing a required claim: {claim}"))
}

fn rejected(claim: &str) -> Error {
    errors::idp_rejected_claim_exception(format!("The claim {claim} is invalid."))
}

/// The issuer cannot be asked, or does not know the key.
pub(crate) fn no_key() -> Error {
    errors::invalid_identity_token_exception(
        "Couldn't retrieve verification key from your identity provider,  please reference \
         AssumeRoleWithWebIdentity documentation for requirements",
    )
}

/// `token.actions.githubusercontent.com:sub` and its like.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
pub(crate) struct TokenKeys<'a> {
    token: &'a Token,
    /// The issuer's URL without its scheme.
    place: &'a str,
}

/// The claims that are condition keys whoever the issuer is.
const CLAIMS: [&str; 5] = ["sub", "amr", "email", "aud", "oaud"];

/// Those of one issuer besides.
const MORE_CLAIMS: [(&str, &[&str]); 2] = [
    (
        "token.actions.githubusercontent.com",
        &[
            "actor",
            "actor_id",
            "job_workflow_ref",
            "repository",
            "repository_id",
            "repository_owner",
            "repository_owner_id",
            "repository_visibility",
            "workflow",
            "ref",
            "environment",
            "enterprise_id",
        ],
    ),
    ("accounts.google.com", &["google/organization_number"]),
];

impl Keys for TokenKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let at = name.get(..self.place.len()).filter(|it| it.eq_ignore_ascii_case(self.place))?;
        let claim = name.get(at.len()..)?.strip_prefix(':')?;
        let more = MORE_CLAIMS.iter().find(|(place, _)| *place == self.place);
        let more = more.map_or(&[][..], |(_, claims)| claims);
        if !CLAIMS.contains(&claim) && !more.contains(&claim) {
            return None;
        }
        let many = |all: Vec<&str>| match all.as_slice() {
            [] => None,
            [one] => Some(Values::owned((*one).to_owned())),
            _ => Some(Values::many(all.iter().map(|it| (*it).to_owned()).collect())),
        };
        match claim {
            "aud" => many(self.token.audiences()),
            "oaud" => {
                many(self.token.text("azp").map_or(vec![], |_| self.token.original_audiences()))
            }
            _ => match self.token.claims.get(claim)? {
                Value::Number(number) => Some(Values::owned(number.to_string())),
                Value::Bool(is) => Some(Values::owned(is.to_string())),
                value => many(texts(value)),
            },
        }
    }
}
