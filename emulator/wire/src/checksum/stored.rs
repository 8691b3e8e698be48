//! Algorithms and checksums in snapshots: `SHA256`, `CRC32:2H9+DA==`.

use super::{Algorithm, Checksum};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl Serialize for Algorithm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Algorithm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_name(&text).ok_or_else(|| D::Error::custom("no checksum algorithm"))
    }
}

impl Serialize for Checksum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> Deserialize<'de> for Checksum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text.split_once(':');
        parts
            .and_then(|(name, value)| Self::from_base64(Algorithm::from_name(name)?, value))
            .ok_or_else(|| D::Error::custom("no checksum"))
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
