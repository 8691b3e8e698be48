//! Algorithms and checksums in snapshots: `SHA256`, `CRC32:2H9+DA==`.

use super::{Algorithm, Checksum};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl Serialize for Algorithm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Algorithm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text("a checksum algorithm", Self::from_name))
    }
}

impl Serialize for Checksum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Checksum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let of_text = |text: &str| {
            let (name, value) = text.split_once(':')?;
            Self::from_base64(Algorithm::from_name(name)?, value)
        };
        deserializer.deserialize_str(Text("a checksum", of_text))
    }
}

/// What is made of a text, without a copy of it: millions are read when a server starts.
struct Text<T>(&'static str, fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::custom(format_args!("it is not {}", self.0)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::checksum::digests;

    #[test]
    fn checksums_read_back() {
        let found = digests(&"test".into(), &Algorithm::ALL).unwrap();
        let all: Vec<Checksum> = found.iter().copied().collect();
        let text = serde_json::to_string(&all).unwrap();
        assert!(text.starts_with(r#"["CRC32:2H9+DA==","#), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Checksum>>(&text).unwrap(), all);
        let names = serde_json::to_string(&Algorithm::ALL).unwrap();
        assert_eq!(serde_json::from_str::<[Algorithm; 10]>(&names).unwrap(), Algorithm::ALL);
        for wrong in [r#""CRC32:""#, r#""CRC32""#, r#""SHA256:2H9+DA==""#, "1"] {
            assert!(serde_json::from_str::<Checksum>(wrong).is_err(), "{wrong}");
        }
    }
}
