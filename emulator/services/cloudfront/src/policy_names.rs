//! Names and lists of names in policies: the same rules in every kind of policy (CF-2.3, Appendix
//! A).

use crate::errors;
use crate::validation::quantities::agree_some;
use parhelion_wire::Error;
use parhelion_wire::error::Result;

/// Names that one policy may list of each kind, and their length altogether.
const NAMES_MAX: usize = 10;
const NAMES_LENGTH_MAX: usize = 1_024;

/// A policy's own name.
pub(crate) fn check_name(name: &str) -> Result<()> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if name.is_empty() || name.len() > 128 || !name.bytes().all(allowed) {
        return Err(errors::invalid_argument("The parameter Name is invalid."));
    }
    Ok(())
}

/// What a list of names has: the number that its sender gave, and the names.
pub(crate) type Given<'a> = Option<(i32, &'a Option<Vec<String>>)>;

/// A behaviour and the list that goes with it: `whitelist` and `allExcept` need names, `none` and
/// `all` need none (CF-2.3f).
pub(crate) fn check_list<'a>(
    what: &str,
    listed: bool,
    given: Given<'a>,
    too_many: fn(&'static str) -> Error,
) -> Result<&'a [String]> {
    let names = match given {
        Some((quantity, items)) => {
            agree_some(quantity, items)?;
            items.as_deref().unwrap_or_default()
        }
        None => &[],
    };
    if listed == names.is_empty() || names.iter().any(String::is_empty) {
        return Err(errors::invalid_argument(format!("The parameter {what} is invalid.")));
    }
    if names.len() > NAMES_MAX {
        return Err(too_many("The number of names in the policy exceeds the maximum."));
    }
    Ok(names)
}

/// The length of all names of a policy.
pub(crate) fn check_length<'a>(lists: impl IntoIterator<Item = &'a [String]>) -> Result<()> {
    let length: usize = lists.into_iter().flatten().map(String::len).sum();
    if length > NAMES_LENGTH_MAX {
        return Err(errors::invalid_argument(
            "The combined length of all header names, cookie names and query string names is too long.",
        ));
    }
    Ok(())
}

/// Header names that are tokens and not among those forbidden (lower case).
pub(crate) fn check_headers(names: &[String], forbidden: &[&str]) -> Result<()> {
    for name in names {
        let lower = name.to_ascii_lowercase();
        let token = http::HeaderName::from_bytes(lower.as_bytes()).is_ok();
        if !token || forbidden.contains(&lower.as_str()) {
            let message = format!("The parameter Headers contains {name} that is not allowed.");
            return Err(errors::invalid_argument(message));
        }
    }
    Ok(())
}
