//! Who calls.

use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Caller, Context};

pub(crate) fn unsigned() -> Error {
    Error::new(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
}

/// The account and access key of whoever signed.
pub(crate) fn signer(cx: &Context) -> Result<(String, String)> {
    match &cx.caller {
        Caller::Principal { account, access_key, .. } => {
            Ok((account.to_string(), access_key.to_string()))
        }
        _ => Err(unsigned()),
    }
}
