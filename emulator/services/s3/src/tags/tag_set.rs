//! Tags of buckets and objects: what is allowed, and their two spellings (S3-3.18).

use crate::errors;
use crate::model::Tag;
use parhelion_wire::Error;
use std::collections::BTreeMap;

/// By key: answers are sorted (S3-3.18i).
pub(crate) type Tags = BTreeMap<String, String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagResource {
    Bucket,
    /// One that is being made.
    NewBucket,
    Object,
}

/// The tags of a request body, checked (S3-3.18a–e).
pub(crate) fn from_body(of: TagResource, list: Vec<Tag>) -> Result<Tags, Error> {
    let count = list.len();
    let mut tags = Tags::new();
    for Tag { key, value } in list {
        check(of, &key, &value)?;
        if tags.contains_key(&key) {
            let message = "Cannot provide multiple Tags with the same key";
            return Err(errors::invalid_tag(message, &key));
        }
        tags.insert(key, value);
    }
    let (most, message) = match of {
        TagResource::Bucket | TagResource::NewBucket => {
            (50, "Bucket tag count cannot be greater than 50")
        }
        TagResource::Object => (10, "Object tags cannot be greater than 10"),
    };
    if count > most {
        return Err(Error::new(400, "BadRequest", message));
    }
    Ok(tags)
}

pub(crate) fn to_body(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

/// `x-amz-tagging: k1=v1&k2=v2` (S3-3.18g, h).
pub(crate) fn from_header(text: &str) -> Result<Tags, Error> {
    let malformed = || {
        let message = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL \
                       query parameters without tag name duplicates.";
        errors::invalid_argument(message, "x-amz-tagging", text)
    };
    let mut tags = Tags::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) =
            (decoded(key).ok_or_else(malformed)?, decoded(value).ok_or_else(malformed)?);
        if !key.chars().chain(value.chars()).all(is_tag_character) || tags.contains_key(&key) {
            return Err(malformed());
        }
        check(TagResource::Object, &key, &value)?;
        tags.insert(key, value);
    }
    if tags.len() > 10 {
        return Err(Error::new(400, "BadRequest", "Object tags cannot be greater than 10"));
    }
    Ok(tags)
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8().ok().map(Into::into)
}

fn check(of: TagResource, key: &str, value: &str) -> Result<(), Error> {
    if key.starts_with("aws:") {
        let message = match of {
            TagResource::Bucket => "System tags cannot be added/updated by requester",
            // S3-1.8(p)
            TagResource::NewBucket => {
                "User-defined tag keys can't start with \"aws:\". This prefix is reserved for \
                 system tags. Remove \"aws:\" from your tag keys and try again."
            }
            TagResource::Object => "Your TagKey cannot be prefixed with aws:",
        };
        return Err(errors::invalid_tag(message, key));
    }
    // Lengths are counted in UTF-16 units.
    let fits = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.encode_utf16().count()) && text.chars().all(is_tag_character)
    };
    if !fits(key, 1, 128) {
        return Err(errors::invalid_tag("The TagKey you have provided is invalid", key));
    }
    if !fits(value, 0, 256) {
        return Err(errors::invalid_tag("The TagValue you have provided is invalid", key)
            .with("TagValue", value));
    }
    Ok(())
}

fn is_tag_character(c: char) -> bool {
    let space =
        c == ' ' || (c.is_whitespace() && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}'));
    c.is_alphanumeric() || space || "+-=._:/@".contains(c)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.into(), value: value.into() }
    }

    #[test]
    fn s3_3_18_a_to_e() {
        let good =
            vec![tag("b", ""), tag("a é+-=._:/@ 1", "v"), tag(&"k".repeat(128), &"v".repeat(256))];
        let tags = from_body(TagResource::Object, good).unwrap();
        assert_eq!(to_body(&tags)[0].key, "a é+-=._:/@ 1", "S3-3.18(i)");
        for (tags, code, message) in [
            (
                vec![tag("a", "1"), tag("a", "2")],
                "InvalidTag",
                "Cannot provide multiple Tags with the same key",
            ),
            (vec![tag("", "1")], "InvalidTag", "The TagKey you have provided is invalid"),
            (vec![tag("a!", "1")], "InvalidTag", "The TagKey you have provided is invalid"),
            (
                vec![tag(&"k".repeat(129), "1")],
                "InvalidTag",
                "The TagKey you have provided is invalid",
            ),
            (vec![tag("a", "<")], "InvalidTag", "The TagValue you have provided is invalid"),
            (vec![tag("aws:x", "1")], "InvalidTag", "Your TagKey cannot be prefixed with aws:"),
            (
                (0..11).map(|i| tag(&i.to_string(), "")).collect(),
                "BadRequest",
                "Object tags cannot be greater than 10",
            ),
        ] {
            let error = from_body(TagResource::Object, tags).unwrap_err();
            assert_eq!((error.code(), error.message()), (code, message));
        }
        let system = from_body(TagResource::Bucket, vec![tag("aws:x", "1")]).unwrap_err();
        assert_eq!(system.message(), "System tags cannot be added/updated by requester");
        assert!(
            from_body(TagResource::Bucket, (0..50).map(|i| tag(&i.to_string(), "")).collect())
                .is_ok()
        );
    }

    #[test]
    fn s3_3_18_g_h_header() {
        let tags = from_header("k1=v%201&k2&k3=a+b").unwrap();
        let expected = [("k1", "v 1"), ("k2", ""), ("k3", "a b")];
        assert!(tags.iter().map(|(k, v)| (k.as_str(), v.as_str())).eq(expected));
        for text in ["a=1&a=2", "a=%ff", "a=<"] {
            assert_eq!(from_header(text).unwrap_err().code(), "InvalidArgument", "{text}");
        }
    }
}
