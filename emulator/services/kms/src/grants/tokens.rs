//! Grant tokens: they name a grant, and whoever shows one need not wait until the grant is known
//! everywhere (KMS-3.4).
//!
//! As AWS's do, one begins with the grant's id; what follows here are chance, the key's ARN, and a code
//! that only KMS can make. So nobody need keep them, and all that one grant ever had are good.

use super::Grant;
use crate::Kms;
use crate::material::Secret;
use crate::model::errors;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Fields};
use parhelion_world::Context;

/// What stands before the id, and before the rest.
const HEAD: &[u8] = &[1, 0x0a, ID as u8];
const ID: usize = 64;
const NONCE: usize = 16;
const CODE: usize = 32;

/// What a token names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub key: String,
    pub id: String,
}

/// What no key's ARN begins with, so that no code is any key's material.
fn code(secret: &Secret, id: &str, key: &str, nonce: &[u8]) -> [u8; CODE] {
    let nonce: String = nonce.iter().map(|byte| format!("{byte:02x}")).collect();
    secret.material(&format!("grant-token {nonce} {id} {key}"), 0)
}

impl Kms {
    /// Another token of a grant.
    pub(super) fn new_token(&mut self, cx: &mut Context, key: &str, grant: &Grant) -> String {
        let nonce: [u8; NONCE] = cx.bytes();
        let secret = self.key_ring.secret_or(|| Secret::new(cx.bytes()));
        let code = code(secret, &grant.id, key, &nonce);
        let parts = [HEAD, grant.id.as_bytes(), &nonce, &code, key.as_bytes()];
        URL_SAFE_NO_PAD.encode(parts.concat())
    }

    /// # Errors
    /// It is no token of KMS'.
    pub(super) fn named_by(&self, token: &str) -> Result<Named> {
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
            let (id, rest) = bytes.strip_prefix(HEAD)?.split_at_checked(ID)?;
            let (nonce, rest) = rest.split_at_checked(NONCE)?;
            let (said, key) = rest.split_at_checked(CODE)?;
            let (id, key) = (std::str::from_utf8(id).ok()?, std::str::from_utf8(key).ok()?);
            let secret = self.key_ring.secret()?;
            let named = Named { key: key.to_owned(), id: id.to_owned() };
            (code(secret, id, key, nonce) == *said).then_some(named)
        };
        read().ok_or_else(invalid)
    }

    /// The ARN of the key whose grant is to be retired.
    pub(crate) fn key_of_grant(&self, cx: &Context, fields: &Fields<'_>) -> Option<String> {
        match fields.text("GrantToken") {
            Some(token) => self.named_by(token).ok().map(|named| named.key),
            None => fields.text("KeyId").map(|name| self.arn_of(cx, name)),
        }
    }

    /// Whether all tokens that come with a call are tokens.
    ///
    /// # Errors
    /// `InvalidGrantTokenException`
    pub(crate) fn check_tokens(&self, fields: &Fields<'_>) -> Result<()> {
        fields.texts("GrantTokens").into_iter().try_for_each(|token| self.named_by(token).map(drop))
    }
}

fn invalid() -> Error {
    errors::invalid_grant_token_exception("The grant token is invalid.")
}
