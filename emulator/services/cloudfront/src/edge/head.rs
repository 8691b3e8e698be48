//! The header fields of a stored answer in little room: a POP keeps many, and reads each seldom.

use bytes::{Buf, BufMut, Bytes};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Fields in their order, in one piece of memory: the lengths of a name and of its value, in 16 and 32 bits, and
/// both. A [`HeaderMap`] of ten takes 1.7 KiB for its places alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head(Bytes);

/// Room for what the edge itself adds.
const OWN_FIELDS: usize = 8;

/// The bytes of both lengths.
const LENGTHS: usize = 6;

impl Head {
    /// Values are parts of the piece.
    fn fields(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let mut rest = self.0.clone();
        std::iter::from_fn(move || {
            let name = usize::from(rest.try_get_u16().ok()?);
            let value = rest.try_get_u32().ok()? as usize;
            if rest.len() < name.checked_add(value)? {
                return None;
            }
            let name = HeaderName::from_bytes(&rest.split_to(name)).ok()?;
            let value = HeaderValue::from_maybe_shared(rest.split_to(value)).ok()?;
            Some((name, value))
        })
    }

    pub(crate) fn to_map(&self) -> HeaderMap {
        let mut map = HeaderMap::with_capacity(2 * OWN_FIELDS);
        for (name, value) in self.fields() {
            map.append(name, value);
        }
        map
    }

    /// How many bytes it has.
    pub(crate) fn bytes(&self) -> usize {
        self.0.len()
    }
}

impl From<&HeaderMap> for Head {
    /// No name has more than 65,535 bytes, and no value as many as 4 GiB: `http` and the doors see to it.
    fn from(map: &HeaderMap) -> Self {
        let lengths = map.iter().map(|(name, value)| LENGTHS + name.as_str().len() + value.len());
        let mut piece = Vec::with_capacity(lengths.sum());
        for (name, value) in map {
            let (name, value) = (name.as_str().as_bytes(), value.as_bytes());
            let lengths = (u16::try_from(name.len()), u32::try_from(value.len()));
            let (Ok(name_length), Ok(value_length)) = lengths else { continue };
            piece.put_u16(name_length);
            piece.put_u32(value_length);
            piece.extend_from_slice(name);
            piece.extend_from_slice(value);
        }
        Self(piece.into())
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
        let text = "etag\"1\"set-cookiea=1x-ownset-cookieb=2x-bytes..";
        assert_eq!(head.bytes(), text.len() + 5 * LENGTHS);
        let saved = serde_json::to_string(&head).unwrap();
        assert_eq!(serde_json::from_str::<Head>(&saved).unwrap(), head);
        assert_eq!(Head::from(&HeaderMap::new()).to_map(), HeaderMap::new());
    }
}
