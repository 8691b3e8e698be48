//! HTTP's types in saved states: `#[serde(with = "parhelion_wire::serde_http")]` on a field.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

/// A type that is saved as another one.
pub trait Stored: Sized {
    /// The type that is written.
    type As: Serialize + DeserializeOwned;

    /// What is written.
    fn store(&self) -> Self::As;

    /// The value again.
    ///
    /// # Errors
    /// What was stored is no such thing.
    fn restore(stored: Self::As) -> Result<Self, String>;
}

/// Writes a value as [`Stored::As`].
///
/// # Errors
/// The serializer's own.
pub fn serialize<T: Stored, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.store().serialize(serializer)
}

/// Reads a value from [`Stored::As`].
///
/// # Errors
/// The deserializer's own; a text that is no header, method, ….
pub fn deserialize<'de, T: Stored, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::restore(T::As::deserialize(deserializer)?).map_err(D::Error::custom)
}

impl Stored for Method {
    type As = String;

    fn store(&self) -> String {
        self.as_str().to_owned()
    }

    fn restore(stored: String) -> Result<Self, String> {
        stored.parse().map_err(|_| format!("{stored:?} is no method"))
    }
}

impl Stored for StatusCode {
    type As = u16;

    fn store(&self) -> u16 {
        self.as_u16()
    }

    fn restore(stored: u16) -> Result<Self, String> {
        Self::from_u16(stored).map_err(|_| format!("{stored} is no status"))
    }
}

impl Stored for HeaderName {
    type As = String;

    fn store(&self) -> String {
        self.as_str().to_owned()
    }

    fn restore(stored: String) -> Result<Self, String> {
        stored.parse().map_err(|_| format!("{stored:?} is no header's name"))
    }
}

impl Stored for HeaderValue {
    type As = Bytes;

    fn store(&self) -> Bytes {
        Bytes::copy_from_slice(self.as_bytes())
    }

    fn restore(stored: Bytes) -> Result<Self, String> {
        Self::from_maybe_shared(stored).map_err(|_| "a header's value is none".to_owned())
    }
}

/// In the map's own order, so that what is made of it comes out in the same order.
impl Stored for HeaderMap {
    type As = Vec<(String, Bytes)>;

    fn store(&self) -> Self::As {
        self.iter().map(|(name, value)| (name.store(), value.store())).collect()
    }

    fn restore(stored: Self::As) -> Result<Self, String> {
        let mut map = Self::with_capacity(stored.len());
        for (name, value) in stored {
            map.append(HeaderName::restore(name)?, HeaderValue::restore(value)?);
        }
        Ok(map)
    }
}

impl Stored for Arc<str> {
    type As = Self;

    fn store(&self) -> Self {
        self.clone()
    }

    fn restore(stored: Self) -> Result<Self, String> {
        Ok(stored)
    }
}

impl<T: Stored> Stored for Option<T> {
    type As = Option<T::As>;

    fn store(&self) -> Self::As {
        self.as_ref().map(T::store)
    }

    fn restore(stored: Self::As) -> Result<Self, String> {
        stored.map(T::restore).transpose()
    }
}

impl<T: Stored> Stored for Vec<T> {
    type As = Vec<T::As>;

    fn store(&self) -> Self::As {
        self.iter().map(T::store).collect()
    }

    fn restore(stored: Self::As) -> Result<Self, String> {
        stored.into_iter().map(T::restore).collect()
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    type As = (A::As, B::As);

    fn store(&self) -> Self::As {
        (self.0.store(), self.1.store())
    }

    fn restore(stored: Self::As) -> Result<Self, String> {
        Ok((A::restore(stored.0)?, B::restore(stored.1)?))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    struct Held<T: Stored>(#[serde(with = "super")] T);

    fn again<T: Stored>(value: T) -> T {
        let json = serde_json::to_string(&Held(value)).unwrap();
        serde_json::from_str::<Held<T>>(&json).unwrap().0
    }

    proptest! {
        #[test]
        fn header_maps_come_back_in_their_order(
            lines in prop::collection::vec(("[a-d]", prop::collection::vec(0x80u8.., 0..4)), 0..12),
            gone in prop::collection::vec("[a-d]", 0..3),
        ) {
            let mut map = HeaderMap::new();
            for (name, value) in &lines {
                map.append(HeaderName::restore(name.clone()).unwrap(), HeaderValue::from_bytes(value).unwrap());
            }
            for name in gone {
                map.remove(name.as_str());
            }
            let back = again(map.clone());
            prop_assert!(back.iter().eq(map.iter()));
        }
    }

    #[test]
    fn what_is_no_such_thing_is_refused() {
        assert_eq!(again(Some((Method::GET, vec![StatusCode::OK]))).unwrap().1, [StatusCode::OK]);
        assert!(serde_json::from_str::<Held<Method>>("\"G T\"").is_err());
        assert!(serde_json::from_str::<Held<StatusCode>>("7").is_err());
        assert!(serde_json::from_str::<Held<HeaderName>>("\"a b\"").is_err());
        assert!(serde_json::from_str::<Held<HeaderValue>>("[10]").is_err());
    }
}
