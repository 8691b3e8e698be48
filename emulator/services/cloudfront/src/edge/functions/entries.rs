//! Query parameters, headers and cookies as events have them: a name, its first value, and all of them where
//! there are several (CF-11.3). In the order in which they were sent.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    /// A cookie's, in responses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) attributes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) multi_value: Option<Vec<Single>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Single {
    #[serde(default)]
    pub(crate) value: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) attributes: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries(pub(crate) Vec<(String, Entry)>);

impl Entries {
    pub(crate) fn of(pairs: impl IntoIterator<Item = (String, Single)>) -> Self {
        let mut entries: Vec<(String, Entry)> = Vec::new();
        for (name, single) in pairs {
            match entries.iter_mut().find(|(known, _)| *known == name) {
                None => {
                    let Single { value, attributes } = single;
                    let entry = Entry { value: Some(value), attributes, multi_value: None };
                    entries.push((name, entry));
                }
                Some((_, entry)) => {
                    let first = Single {
                        value: entry.value.clone().unwrap_or_default(),
                        attributes: entry.attributes.clone(),
                    };
                    entry.multi_value.get_or_insert_with(|| vec![first]).push(single);
                }
            }
        }
        Self(entries)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Entry> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, entry)| entry)
    }
}

impl Entry {
    /// All values after a function saw `before` and returned this: of what it changed, several go before
    /// one, and one is put in the place of the first.
    pub(crate) fn values(&self, before: Option<&Self>) -> Vec<Single> {
        let changed = before.is_none_or(|before| before.multi_value != self.multi_value);
        let first = || Single {
            value: self.value.clone().unwrap_or_default(),
            attributes: self.attributes.clone(),
        };
        match &self.multi_value {
            Some(all) if changed => all.clone(),
            Some(all) => {
                let rest = all.iter().skip(1).cloned();
                [first()].into_iter().chain(rest).collect()
            }
            None => vec![first()],
        }
    }
}

impl Serialize for Entries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, entry)| (name, entry)))
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of names")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
