//! How a list goes on: the last key that was listed, in a form that nobody takes for one.

use crate::errors;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parhelion_wire::error::Result;

pub(crate) fn of(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

pub(crate) fn key(token: Option<String>) -> Result<String> {
    let Some(token) = token else { return Ok(String::new()) };
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| errors::validation_exception("The parameter NextToken is invalid."))
}
