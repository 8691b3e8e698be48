//! The header fields of a stored answer in little room: a POP keeps many, and reads each seldom.

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Fields in their order. A [`HeaderMap`] of ten takes 1.7 KiB for its places alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head(Box<[(HeaderName, HeaderValue)]>);

/// Room for what the edge itself adds.
const OWN_FIELDS: usize = 8;

impl Head {
    pub(crate) fn to_map(&self) -> HeaderMap {
        let mut map = HeaderMap::with_capacity(self.0.len() + OWN_FIELDS);
        for (name, value) in &self.0 {
            map.append(name, value.clone());
        }
        map
    }

    /// How many bytes names and values have.
    pub(crate) fn bytes(&self) -> usize {
        self.0.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
    }
}

impl From<&HeaderMap> for Head {
    /// All values share one piece of memory.
    fn from(map: &HeaderMap) -> Self {
        let mut text = Vec::with_capacity(map.values().map(HeaderValue::len).sum());
        map.values().for_each(|value| text.extend_from_slice(value.as_bytes()));
        let mut rest = bytes::Bytes::from(text);
        let fields = map.iter().map(|(name, value)| {
            let piece = rest.split_to(value.len());
            let mut shared =
                HeaderValue::from_maybe_shared(piece).unwrap_or_else(|_| value.clone());
            shared.set_sensitive(value.is_sensitive());
            (name.clone(), shared)
        });
        Self(fields.collect())
    }
}

impl Serialize for Head {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        parhelion_wire::serde_http::serialize(&self.to_map(), serializer)
    }
}

impl<'de> Deserialize<'de> for Head {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map: HeaderMap = parhelion_wire::serde_http::deserialize(deserializer)?;
        Ok(Self::from(&map))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_head_is_what_it_was_made_from() {
        let mut map = HeaderMap::new();
        for (name, value) in
            [("etag", "\"1\""), ("set-cookie", "a=1"), ("x-own", ""), ("set-cookie", "b=2")]
        {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        map.append("x-bytes", HeaderValue::from_bytes(b"\xff\xfe").unwrap());
        let head = Head::from(&map);
        assert_eq!(head.to_map(), map);
        assert_eq!(head.bytes(), "etag\"1\"set-cookiea=1x-ownset-cookieb=2x-bytes..".len());
        let saved = serde_json::to_string(&head).unwrap();
        assert_eq!(serde_json::from_str::<Head>(&saved).unwrap(), head);
        assert_eq!(Head::from(&HeaderMap::new()).to_map(), HeaderMap::new());
    }
}
