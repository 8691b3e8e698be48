//! Names of buckets (S3-1.5) and keys (S3-1.7).

use crate::errors;
use parhelion_wire::Error;
use parhelion_world::identity::is_account_id;

const PREFIXES_RESERVED: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES_RESERVED: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// S3-1.6: what a new bucket may be called in the namespace that is asked for.
pub(crate) fn check_new(
    name: &str,
    namespace: Option<&str>,
    account: &str,
    region: &str,
) -> Result<(), Error> {
    match namespace {
        None | Some("global") if name.ends_with(REGIONAL) => Err(errors::invalid_bucket_name(name)),
        None | Some("global") => check_bucket(name),
        Some("account-regional") => {
            let suffix = format!("-{account}-{region}{REGIONAL}");
            match name.strip_suffix(&suffix) {
                Some(prefix) if !prefix.is_empty() => check_bucket(name),
                _ => Err(errors::invalid_bucket_name(name)),
            }
        }
        Some(other) => Err(errors::invalid_argument("", "x-amz-bucket-namespace", other)),
    }
}

/// What names in an account's own namespace end with (S3-1.5h).
const REGIONAL: &str = "-an";

/// S3-1.5(a–h), of either namespace.
pub(crate) fn check_bucket(name: &str) -> Result<(), Error> {
    let bytes = name.as_bytes();
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let edges = [bytes.first(), bytes.last()];
    let valid = (3..=63).contains(&bytes.len())
        && bytes.iter().all(|b| fits(*b) || *b == b'.' || *b == b'-')
        && edges.into_iter().flatten().all(|b| fits(*b))
        && !name.contains("..")
        && !is_ipv4(name)
        && !PREFIXES_RESERVED.iter().any(|prefix| name.starts_with(prefix))
        && !SUFFIXES_RESERVED.iter().any(|suffix| name.ends_with(suffix))
        && (!name.ends_with(REGIONAL) || is_regional(name));
    if valid { Ok(()) } else { Err(errors::invalid_bucket_name(name)) }
}

/// `<prefix>-<12 digits>-<region>-an`
fn is_regional(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    parts.len() > 4 && parts.iter().skip(1).any(|part| is_account_id(part))
}

fn is_ipv4(name: &str) -> bool {
    let group = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    name.split('.').count() == 4 && name.split('.').all(group)
}

pub(crate) const KEY_BYTES_MAX: usize = 1024;

/// S3-1.7(a, d).
pub(crate) fn check_key(key: &str) -> Result<(), Error> {
    if key.len() > KEY_BYTES_MAX {
        return Err(Error::new(400, "KeyTooLongError", "Your key is too long")
            .with("Size", key.len().to_string())
            .with("MaxSizeAllowed", KEY_BYTES_MAX.to_string()));
    }
    if key.contains("..") && climbs_out(key) {
        return Err(
            Error::new(400, "InvalidURI", "Couldn't parse the specified URI.").with("URI", key)
        );
    }
    Ok(())
}

/// From left to right, more `..` segments than normal ones before them.
fn climbs_out(key: &str) -> bool {
    let mut depth = 0i64;
    key.split('/').any(|segment| {
        match segment {
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
        depth < 0
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn s3_1_5_bucket_names() {
        for name in ["abc", "a.b-c", "1bucket", &"a".repeat(63), "1.2.3.4.5", "a1.2.3.4", "an"]
            .iter()
            .filter(|n| n.len() > 2)
        {
            assert!(check_bucket(name).is_ok(), "{name}");
        }
        for name in [
            "",
            "ab",
            &"a".repeat(64),
            "Abc",
            "a_b",
            "-abc",
            "abc-",
            ".abc",
            "abc.",
            "a..b",
            "192.168.5.4",
            "xn--abc",
            "sthree-abc",
            "amzn-s3-demo-x",
            "abc-s3alias",
            "abc--ol-s3",
            "abc.mrap",
            "abc--x-s3",
            "abc--table-s3",
            "abc-an",
            "a b",
            "ab\u{e9}",
        ] {
            let error = check_bucket(name).unwrap_err();
            assert_eq!((error.status(), error.code()), (400, "InvalidBucketName"), "{name}");
            assert_eq!(error.field("BucketName"), Some(name));
        }
    }

    #[test]
    fn s3_1_6_account_regional_names() {
        let (account, region) = ("111122223333", "us-east-1");
        let own = "b-111122223333-us-east-1-an";
        let check = |name, namespace| check_new(name, namespace, account, region).is_ok();
        assert!(check(own, Some("account-regional")));
        assert!(!check(own, None) && !check("b-an", None));
        assert!(!check("b", Some("account-regional")));
        assert!(!check("b-444455556666-us-east-1-an", Some("account-regional")));
        assert!(!check("bucket", Some("mine")) && check("bucket", Some("global")));
    }

    #[test]
    fn s3_1_7_keys() {
        for key in
            ["a", "/a", "//a", "a/", "a/./b", "a/../b", "a..b", "..a", "\u{4}", &"a".repeat(1024)]
        {
            assert!(check_key(key).is_ok(), "{key}");
        }
        assert_eq!(check_key(&"é".repeat(513)).unwrap_err().code(), "KeyTooLongError");
        for key in ["..", "../a", "a/../..", "a/../../b", "/.."] {
            assert_eq!(check_key(key).unwrap_err().code(), "InvalidURI", "{key}");
        }
    }
}
