//! The temporary keys by which CloudFront signs to other services.

use parhelion_wire::signature::Credentials;
use parhelion_world::identity::{Caller, Credential};
use parhelion_world::random;

/// The key of an ARN: made from it, so that it is the same in every run.
pub(crate) fn of(arn: &str, id: &str) -> Credentials {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let hash = |n| random::hash(n, arn);
    let (high, low) = (hash(0), hash(1));
    let number = (u128::from(high) << 64) | u128::from(low);
    let letters = (0..16).map(|i| char::from(LETTERS[(number >> (5 * i)) as usize & 31]));
    let access_key = "ASIA".chars().chain(letters).collect();
    let secret = format!("{:016x}{:016x}{:08x}", hash(2), hash(3), hash(4) as u32);
    let token = format!("cloudfront/{id}/{:016x}", hash(5));
    Credentials { access_key, secret, token: Some(token) }
}

/// As others know such a key.
pub(crate) fn known(key: &Credentials, caller: Caller) -> Credential {
    let session_token = key.token.as_deref().map(Into::into);
    Credential { session_token, ..Credential::permanent(&key.secret, caller) }
}
