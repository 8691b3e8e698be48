//! The canonical request (S3-2.2): S3 encodes the path once and leaves it as it is; everybody
//! else removes dot segments and encodes what was sent once more
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).

use super::{ALGORITHM, Flavour, Head};
use crate::checksum::sha256_hex;
use std::borrow::Cow;

/// The canonical request, as bytes: header values need not be text.
/// `signed` are lower-case names, sorted, joined by `;`.
pub fn request(head: Head<'_>, signed: &str, payload: &str, flavour: Flavour) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    out.extend_from_slice(head.method.as_str().as_bytes());
    out.push(b'\n');
    out.extend_from_slice(path(head.uri.path(), flavour).as_bytes());
    out.push(b'\n');
    out.extend_from_slice(query(head.uri.query().unwrap_or_default()).as_bytes());
    out.push(b'\n');
    for name in signed.split(';') {
        header(head, name, &mut out);
    }
    out.push(b'\n');
    out.extend_from_slice(signed.as_bytes());
    out.push(b'\n');
    out.extend_from_slice(payload.as_bytes());
    out
}

/// S3-2.2(f). `date` is `20130524T000000Z`.
pub fn string_to_sign(date: &str, scope: &str, canonical_request: &[u8]) -> String {
    [ALGORITHM, date, scope, &sha256_hex(canonical_request)].join("\n")
}

/// S3-2.2(c): values trimmed, runs of spaces collapsed, repeated headers joined by `,`.
fn header(head: Head<'_>, name: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    out.push(b':');
    if name == "host" || name == ":authority" {
        out.extend_from_slice(head.host().unwrap_or_default());
    } else {
        for (number, value) in head.headers.get_all(name).iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            trimmed(value.as_bytes(), out);
        }
    }
    out.push(b'\n');
}

fn trimmed(value: &[u8], out: &mut Vec<u8>) {
    let value = value.trim_ascii();
    let pairs = value.iter().zip(value.get(1..).unwrap_or_default());
    if !pairs.fold(false, |found, (a, b)| found | (*a == b' ' && *b == b' ')) {
        return out.extend_from_slice(value);
    }
    let mut space = false;
    for byte in value {
        let is_space = *byte == b' ';
        if !(is_space && space) {
            out.push(*byte);
        }
        space = is_space;
    }
}

/// The canonical URI.
pub fn path(path: &str, flavour: Flavour) -> Cow<'_, str> {
    if path.is_empty() {
        return Cow::Borrowed("/");
    }
    match flavour {
        Flavour::BareXml if path.bytes().all(|byte| is_unreserved(byte) || byte == b'/') => {
            Cow::Borrowed(path)
        }
        // A plus in a path is a blank for S3: [`Model::plus_is_blank`](crate::table::Model).
        Flavour::BareXml => encode(&percent_decode(path, true), true).into(),
        Flavour::WrappedXml | Flavour::Json if path == "/" => Cow::Borrowed(path),
        Flavour::WrappedXml | Flavour::Json => encode(normalised(path).as_bytes(), true).into(),
    }
}

/// Without `.`, `..` and empty segments.
fn normalised(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    let end = if path.ends_with('/') && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/"))
}

/// S3-2.2(b): encoded, sorted, without `X-Amz-Signature`.
pub fn query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (recode(name), recode(value)))
        .filter(|(name, _)| name != "X-Amz-Signature")
        .collect();
    pairs.sort_unstable();
    let mut out = String::with_capacity(query.len() + 16);
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&name);
        out.push('=');
        out.push_str(&value);
    }
    out
}

fn recode(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_unreserved) {
        return Cow::Borrowed(text);
    }
    encode(&percent_decode(text, true), false).into()
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Upper-case percent-encoding of everything reserved.
pub fn encode(bytes: &[u8], keep_slashes: bool) -> String {
    let mut out = String::with_capacity(bytes.len() + 16);
    for &byte in bytes {
        if is_unreserved(byte) || (keep_slashes && byte == b'/') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
            out.extend(digits.into_iter().flatten().map(|digit| digit.to_ascii_uppercase()));
        }
    }
    out
}

/// Undoes percent-encoding; what is no escape stays. In queries, and in S3's paths, `+` is a space.
pub fn percent_decode(text: &str, plus_is_space: bool) -> Cow<'_, [u8]> {
    let bytes = text.as_bytes();
    if !bytes.iter().any(|byte| *byte == b'%' || (plus_is_space && *byte == b'+')) {
        return Cow::Borrowed(bytes);
    }
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match (byte, digit(at), digit(at + 1)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) if plus_is_space => out.push(b' '),
            _ => out.push(byte),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// S3-2.2(a): encoded once, nothing normalised.
    #[test]
    fn paths_of_s3() {
        for (sent, canonical) in [
            ("", "/"),
            ("/a//b/../c/.", "/a//b/../c/."),
            ("/a%2fb", "/a/b"),
            ("/test$file.text", "/test%24file.text"),
            ("/test%24file.text", "/test%24file.text"),
            ("/a+b%20c%2B", "/a%20b%20c%2B"),
            ("/%zz%", "/%25zz%25"),
            ("/%c3%bc", "/%C3%BC"),
        ] {
            assert_eq!(path(sent, Flavour::BareXml), canonical, "{sent}");
        }
    }

    #[test]
    fn paths_of_other_services() {
        for (sent, canonical) in [
            ("/", "/"),
            ("/a/../b//c/./", "/b/c/"),
            ("/../..", "/"),
            ("/2020-05-31/distribution/a%20b", "/2020-05-31/distribution/a%2520b"),
        ] {
            assert_eq!(path(sent, Flavour::Json), canonical, "{sent}");
        }
    }

    /// S3-2.2(b).
    #[test]
    fn queries() {
        for (sent, canonical) in [
            ("", ""),
            ("lifecycle", "lifecycle="),
            ("prefix=J&max-keys=2", "max-keys=2&prefix=J"),
            ("b=2&b=1&a", "a=&b=1&b=2"),
            ("p=a/b+c%20d", "p=a%2Fb%20c%20d"),
            ("X-Amz-Signature=1&x=y=z&", "x=y%3Dz"),
            ("a-=1&a=2", "a=2&a-=1"),
        ] {
            assert_eq!(query(sent), canonical, "{sent}");
        }
    }
}
