//! User metadata: `x-amz-meta-*` (S3-3.10).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::Error;
use std::collections::BTreeMap;

pub(crate) type Metadata = BTreeMap<String, String>;

const BYTES_MAX: usize = 2048;

/// What is stored of a request's metadata: names in lower case, values trimmed, RFC 2047 words
/// decoded (S3-3.10a–d).
pub(crate) fn stored(sent: Option<Metadata>) -> Result<Metadata, Error> {
    let Some(sent) = sent else { return Ok(Metadata::new()) };
    let mut metadata = Metadata::new();
    for (name, value) in sent {
        let value = value.trim();
        let value = decoded(value).unwrap_or_else(|| value.to_owned());
        metadata
            .entry(name.to_ascii_lowercase())
            .and_modify(|joined: &mut String| {
                joined.push(',');
                joined.push_str(&value);
            })
            .or_insert(value);
    }
    let size: usize = metadata.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > BYTES_MAX {
        let message = "Your metadata headers exceed the maximum allowed metadata size";
        return Err(Error::new(400, "MetadataTooLarge", message)
            .with("Size", size.to_string())
            .with("MaxSizeAllowed", BYTES_MAX.to_string()));
    }
    Ok(metadata)
}

/// What answers carry: plain ASCII as it is, anything else as an RFC 2047 word (S3-3.10d).
pub(crate) fn shown(metadata: &Metadata) -> Option<Metadata> {
    let show = |value: &String| if is_plain(value) { value.clone() } else { encoded(value) };
    let shown = metadata.iter().filter(|(name, _)| fits_header(name));
    let shown: Metadata = shown.map(|(name, value)| (name.clone(), show(value))).collect();
    (!shown.is_empty()).then_some(shown)
}

/// How many entries no header can carry (S3-3.2, `x-amz-missing-meta`): forms may name them so.
pub(crate) fn missing(metadata: &Metadata) -> Option<i32> {
    let missing = metadata.keys().filter(|name| !fits_header(name)).count();
    i32::try_from(missing).ok().filter(|missing| *missing > 0)
}

fn fits_header(name: &str) -> bool {
    http::HeaderName::try_from(format!("x-amz-meta-{name}")).is_ok()
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (0x20..0x7f).contains(&b))
}

/// Q form when more characters are plain than not, B otherwise. Characters count, not their bytes
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>, the examples).
fn encoded(text: &str) -> String {
    let plain = text.chars().filter(|c| (' '..'\u{7f}').contains(c)).count();
    if plain * 2 <= text.chars().count() {
        return format!("=?UTF-8?B?{}?=", STANDARD.encode(text));
    }
    let mut word = String::from("=?UTF-8?Q?");
    for b in text.bytes() {
        match b {
            b' ' => word.push('_'),
            b'=' | b'?' | b'_' => word.push_str(&format!("={b:02X}")),
            0x21..0x7f => word.push(char::from(b)),
            b => word.push_str(&format!("={b:02X}")),
        }
    }
    word + "?="
}

/// One or several RFC 2047 words in UTF-8; `None` if the text is none.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    for word in text.split_ascii_whitespace() {
        let mut parts = word.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
        if !parts.next()?.eq_ignore_ascii_case("utf-8") {
            return None;
        }
        let (form, payload) = (parts.next()?, parts.next()?);
        if form.eq_ignore_ascii_case("b") {
            bytes.extend(STANDARD.decode(payload).ok()?);
        } else if form.eq_ignore_ascii_case("q") {
            let escaped = payload.replace('%', "%25").replace('=', "%").replace('_', " ");
            bytes.extend(percent_encoding::percent_decode_str(&escaped));
        } else {
            return None;
        }
    }
    if bytes.is_empty() { None } else { String::from_utf8(bytes).ok() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn one(value: &str) -> String {
        stored(Some([("N".to_owned(), value.to_owned())].into())).unwrap()["n"].clone()
    }

    #[test]
    fn s3_3_10_names_fold_and_values_are_trimmed() {
        assert_eq!(one("  a b  "), "a b");
        let twice = [("A".to_owned(), "1".to_owned()), ("a".to_owned(), "2".to_owned())].into();
        assert_eq!(stored(Some(twice)).unwrap()["a"], "1,2");
    }

    #[test]
    fn s3_3_10_b_limit() {
        let of = |n: usize| stored(Some([("abcd".to_owned(), "x".repeat(n))].into()));
        assert!(of(2044).is_ok());
        let error = of(2045).unwrap_err();
        assert_eq!((error.status(), error.code()), (400, "MetadataTooLarge"));
        assert_eq!(error.field("Size"), Some("2049"));
    }

    #[test]
    fn s3_3_10_d_encoded_words() {
        assert_eq!(one("=?UTF-8?B?w6k=?="), "é");
        assert_eq!(one("=?utf-8?q?a=C3=A9_b?="), "aé b");
        assert_eq!(one("=?latin?Q?x?="), "=?latin?Q?x?=");
        let show =
            |value: &str| shown(&[("n".to_owned(), value.to_owned())].into()).unwrap()["n"].clone();
        assert_eq!(show("plain = text?"), "plain = text?");
        assert_eq!(show("café ole"), "=?UTF-8?Q?caf=C3=A9_ole?=");
        assert_eq!(show("éé"), "=?UTF-8?B?w6nDqQ==?=");
        // AWS's own examples: a word, and the same text sent as raw bytes.
        let word = "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=";
        assert_eq!(one(word), "ÄMÄZÕÑ S3");
        assert_eq!(show("ÄMÄZÕÑ S3"), word);
        let raw: String = "ÄMÄZÕÑ S3".bytes().map(char::from).collect();
        assert_eq!(show(&raw), "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=");
    }

    proptest! {
        /// T45: what is shown is stored again as it was.
        #[test]
        fn round_trip(value in "\\PC{0,40}") {
            let once = one(&value);
            let again = shown(&[("n".to_owned(), once.clone())].into()).unwrap()["n"].clone();
            prop_assume!(decoded(&once).is_none());
            prop_assert_eq!(one(&again), once);
        }
    }
}
