//! The keys of web identities' issuers that somebody has told beforehand, so that no network is needed.

use crate::Sts;
use crate::jwks::Jwks;
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// What is known of issuers, by their URLs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Issuers(OrdMap<Arc<str>, Issuer>);

/// One issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Issuer {
    /// Its key set (RFC 7517), as text.
    Keys(Arc<str>),
    /// It does not answer.
    Unreachable,
}

/// So many at the most.
const ISSUERS: usize = 1_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewIssuer {
    issuer: String,
    jwks: Option<Value>,
    #[serde(default)]
    unreachable: bool,
}

impl Issuers {
    pub(crate) fn get(&self, issuer: &str) -> Option<&Issuer> {
        self.0.get(issuer)
    }

    fn insert(&mut self, issuer: &str, held: Issuer) -> Result<(), String> {
        if !self.0.contains_key(issuer) && self.0.len() >= ISSUERS {
            return Err(format!("there are {ISSUERS} issuers already"));
        }
        self.0.insert(issuer.into(), held);
        Ok(())
    }
}

impl Sts {
    /// Tells the key set (RFC 7517) of an issuer of web identities, by its URL as tokens have it in
    /// `iss`. Another one takes its place. Of issuers that nobody told, STS asks the issuer itself, if
    /// that is a host of this cloud or one that may be reached.
    ///
    /// # Errors
    /// In words, why it is no key set.
    pub fn add_issuer(&mut self, issuer: &str, jwks: &str) -> Result<(), String> {
        Jwks::parse(jwks.as_bytes()).ok_or("jwks: no JSON Web Key Set")?;
        self.issuers.insert(issuer, Issuer::Keys(jwks.into()))
    }

    /// `POST /_parhelion/issuers`
    pub(crate) fn control_issuer(&mut self, body: &[u8]) -> Result<Value, String> {
        let new: NewIssuer = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let NewIssuer { issuer, jwks, unreachable } = new;
        match (jwks, unreachable) {
            (Some(jwks), false) => self.add_issuer(&issuer, &jwks.to_string())?,
            (None, true) => self.issuers.insert(&issuer, Issuer::Unreachable)?,
            _ => return Err("either jwks, or unreachable: true".to_owned()),
        }
        Ok(json!({ "issuer": issuer }))
    }
}
