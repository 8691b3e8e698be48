//! A policy in a saved state: its text and what it is for. It is parsed again when it is loaded, so a
//! saved state never holds statements that the parser would not have let through. Services that it
//! names were there when it was written.

use crate::statement::{Policy, Purpose};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
#[serde(rename = "Policy")]
struct Stored<'a> {
    purpose: Purpose,
    document: Cow<'a, str>,
    /// Whom its ARNs meant when they were written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pins: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = Cow::Borrowed(self.document.as_str());
        let pins = self.pins().into_iter();
        let pins = pins.map(|(arn, id)| (Cow::Borrowed(arn), Cow::Borrowed(id))).collect();
        Stored { purpose: self.purpose, document, pins }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Stored { purpose, document, pins } = Stored::deserialize(deserializer)?;
        if document.is_empty() {
            return Ok(Policy::silent(purpose));
        }
        let mut policy = Policy::parse_written(&document, purpose).map_err(|malformed| {
            D::Error::custom(format_args!("a stored policy is none: {}", malformed.message))
        })?;
        policy.pin(|arn| pins.get(arn).map(|id| (&**id).into()));
        Ok(policy)
    }
}
