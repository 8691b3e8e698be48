//! Access keys for whoever steers a server, beside IAM's own API.

use crate::Directory;
use serde::Deserialize;
use serde_json::{Value, json};

/// An access key to be known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCredential {
    account: String,
    access_key: String,
    secret_key: String,
    user: Option<String>,
}

/// `POST /_parhelion/credentials`
pub(crate) fn add_credential(directory: &mut Directory, body: &[u8]) -> Result<Value, String> {
    let new: NewCredential = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let NewCredential { account, access_key, secret_key, user } = new;
    if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("account: not 12 digits".to_owned());
    }
    if access_key.is_empty() {
        return Err("access_key: empty".to_owned());
    }
    match &user {
        Some(user) => directory.insert_user(&account, user, &access_key, &secret_key),
        None => directory.insert_root(&account, &access_key, &secret_key),
    }
    Ok(json!({ "account": account, "access_key": access_key }))
}
