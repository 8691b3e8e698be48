//! Which version of a service's API a form asks for.

use crate::error::Result;
use crate::table::{Model, Operation};
use crate::{Error, uri};

/// "The API version that the request is written for … Required: Yes". `others`: what some service takes
/// besides the model's; the empty one stands for none.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonParameters.html>,
/// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html>
///
/// # Errors
/// `InvalidAction`: there is no such operation in the version that is asked for.
pub(crate) fn operation(
    model: &'static Model,
    form: &[u8],
    action: &str,
    others: &[&str],
) -> Result<&'static Operation> {
    let mut pairs = form.split(|&byte| byte == b'&');
    let sent = pairs.find_map(|pair| pair.strip_prefix(b"Version="));
    let sent = sent.map(|text| String::from_utf8_lossy(text.trim_ascii()).into_owned());
    let known = match &sent {
        None => others.contains(&""),
        Some(text) => {
            let version = uri::decode(text, true).unwrap_or_default();
            let other = !version.is_empty() && others.contains(&&*version);
            other || version == model.api_version
        }
    };
    let found = model.operation(action).filter(|_| known);
    found.ok_or_else(|| {
        let version = match &sent {
            Some(version) => version,
            None if known => model.api_version,
            None => "NO_VERSION_SPECIFIED",
        };
        let message = format!("Could not find operation {action} for version {version}");
        Error::new(400, "InvalidAction", message)
    })
}
