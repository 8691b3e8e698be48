//! What a harness sees and does, in order: the same on the fake and on a real account.

use parhelion::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// One thing seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Observed<S> {
    /// The target's time.
    pub at: Timestamp,
    /// The operation of the case that it belongs to.
    pub operation: Option<u32>,
    /// What it is.
    pub seen: S,
}

impl<S: Serialize> std::fmt::Display for Observed<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, fields) = parts(&self.seen);
        write!(f, "{name}")?;
        for (name, value) in fields {
            write!(f, "  {name}={value}")?;
        }
        Ok(())
    }
}

/// A value's name and members as text: of an enum, the variant's.
pub(crate) fn parts<S: Serialize>(seen: &S) -> (String, Vec<(String, String)>) {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let members = |value: Value| match value {
        Value::Object(members) => members.into_iter().map(|(name, v)| (name, text(v))).collect(),
        Value::Null => Vec::new(),
        other => vec![("value".to_owned(), text(other))],
    };
    match serde_json::to_value(seen) {
        Ok(Value::Object(variants)) if variants.len() == 1 => {
            let mut variants = variants.into_iter();
            variants.next().map_or_else(Default::default, |(name, value)| (name, members(value)))
        }
        Ok(Value::String(name)) => (name, Vec::new()),
        Ok(other) => ("seen".to_owned(), members(other)),
        // Only maps with keys that are no text cannot be written.
        Err(error) => (format!("unwritable: {error}"), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Seen {
        Nothing,
        UploadAccepted { key: String, bytes: u64 },
    }

    #[test]
    fn a_variant_is_shown_by_its_name_and_members() {
        let accepted = Seen::UploadAccepted { key: "ä b".into(), bytes: 3 };
        let observed = Observed { at: Timestamp(0), operation: Some(1), seen: accepted };
        assert_eq!(observed.to_string(), "upload-accepted  bytes=3  key=ä b");
        assert_eq!(parts(&Seen::Nothing), ("nothing".to_owned(), Vec::new()));
    }
}
