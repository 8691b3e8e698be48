//! A policy in a saved state: its text and what it is for. It is parsed again when it is loaded, so a
//! saved state never holds statements that the parser would not have let through.

use crate::statement::{Policy, Purpose};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

#[derive(Serialize, Deserialize)]
#[serde(rename = "Policy")]
struct Stored<'a> {
    purpose: Purpose,
    document: Cow<'a, str>,
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = Cow::Borrowed(self.document.as_str());
        Stored { purpose: self.purpose, document }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Stored { purpose, document } = Stored::deserialize(deserializer)?;
        if document.is_empty() {
            return Ok(Policy::silent(purpose));
        }
        Policy::parse(&document, purpose).map_err(|malformed| {
            D::Error::custom(format_args!("a stored policy is none: {}", malformed.message))
        })
    }
}
