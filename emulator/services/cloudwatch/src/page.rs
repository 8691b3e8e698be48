//! Page tokens: opaque to callers, and refused when they are not ours (CW-B6.2).

use crate::model::errors;
use parhelion_wire::error::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Write as _;

/// A token that stands for `place`: its JSON in hexadecimal.
pub fn token<T: Serialize>(place: &T) -> String {
    let json = serde_json::to_vec(place).unwrap_or_default();
    let mut text = String::with_capacity(json.len() * 2);
    for byte in json {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The place that a token stands for; `None` where there is no token.
pub fn read<T: DeserializeOwned>(token: Option<&str>) -> Result<Option<T>> {
    let Some(token) = token else { return Ok(None) };
    match bytes(token).and_then(|json| serde_json::from_slice(&json).ok()) {
        Some(place) => Ok(Some(place)),
        None => Err(errors::invalid_next_token("The NextToken is invalid.")),
    }
}

fn bytes(token: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = token.as_bytes().chunks(2);
    let byte = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    };
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn tokens_lead_back_to_their_place() {
        let place = (7u64, "ü".to_owned());
        assert_eq!(read::<(u64, String)>(Some(&token(&place))).unwrap(), Some(place));
        assert_eq!(read::<u64>(None).unwrap(), None);
        for bad in ["", "x", "abc", "zz", "7b"] {
            assert_eq!(read::<u64>(Some(bad)).unwrap_err().code(), "InvalidNextToken");
        }
    }
}
