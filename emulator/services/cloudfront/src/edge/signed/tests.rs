#![allow(clippy::unwrap_used)]
//! Who is let in, who is not and what he is told, and what is left of his request.

use super::samples::{CANNED, CUSTOM, OTHERS, P256, RSA};
use super::*;
use crate::edge::viewer::ViewerRequest;
use http::header::COOKIE;
use parhelion_wire::Body;
use proptest::prelude::*;

fn signers() -> Signers {
    let key = |id: &str, pem| (Arc::from(id), TrustedKey::new(pem).unwrap());
    Signers([key("KRSA", RSA), key("KEC", P256)].into())
}

fn viewer(target: &str, cookies: &[&str]) -> Viewer {
    let mut request = http::Request::get(target).header("host", "d111.cloudfront.net");
    for line in cookies {
        request = request.header(COOKIE, *line);
    }
    Viewer::new(ViewerRequest::new(request.body(Body::empty()).unwrap()))
}

/// The code of the refusal, or the rest of the request.
fn admitted(seconds: i64, mut viewer: Viewer) -> Result<Viewer, &'static str> {
    match signers().admit(&mut viewer, Timestamp(seconds * 1000)) {
        Ok(()) => Ok(viewer),
        Err(refusal) => Err(refusal.told().0),
    }
}

fn canned((id, hash, signature): (&str, &str, &str), before: &str, after: &str) -> String {
    format!(
        "/private/a.jpg?{before}Expires=1000&Signature={signature}&Key-Pair-Id={id}&Hash-Algorithm={hash}{after}"
    )
}

#[test]
fn cf_10_1_canned_policies_of_both_kinds_of_keys() {
    for sample in CANNED {
        let target = canned(sample, "size=1&", "");
        let left = admitted(999, viewer(&target, &[])).unwrap();
        assert_eq!(left.uri, "/private/a.jpg?size=1", "{sample:?}");
        assert_eq!(admitted(1000, viewer(&target, &[])).unwrap_err(), "AccessDenied");
    }
    // In which order parameters come has no meaning, and SHA-1 need not be said.
    let (id, _, signature) = CANNED[0];
    let target =
        format!("/private/a.jpg?Key-Pair-Id={id}&size=1&Signature={signature}&Expires=1000");
    assert_eq!(admitted(1, viewer(&target, &[])).unwrap().uri, "/private/a.jpg?size=1");
    // As browsers may write it.
    let target = target.replace('~', "%7E").replace('_', "%5F");
    assert!(admitted(1, viewer(&target, &[])).is_ok());
}

#[test]
fn cf_10_4_anything_else_than_what_was_signed_is_refused() {
    let sample = CANNED[1];
    for (before, after) in [("", ""), ("size=2&", ""), ("size=1&", "&more=1")] {
        let target = canned(sample, before, after);
        assert_eq!(admitted(1, viewer(&target, &[])).unwrap_err(), "AccessDenied", "{target}");
    }
    let target = canned(sample, "size=1&", "");
    for (was, is) in [("SHA256", "SHA1"), ("KRSA", "KEC"), ("a.jpg", "b.jpg"), ("=1000", "=1001")] {
        let target = target.replace(was, is);
        assert_eq!(admitted(1, viewer(&target, &[])).unwrap_err(), "AccessDenied", "{target}");
    }
    let mut plain = viewer(&target, &[]);
    plain.secure = false;
    assert_eq!(admitted(1, plain).unwrap_err(), "AccessDenied");
    // A port that viewers of AWS never say is none, and this machine's name for the distribution is its own.
    for host in ["d111.cloudfront.net:4566", "d111.cloudfront.localhost:4566"] {
        let mut here = viewer(&target, &[]);
        here.headers.insert("host", host.parse().unwrap());
        assert!(admitted(1, here).is_ok(), "{host}");
    }
}

#[test]
fn cf_10_3_custom_policies_say_when_whence_and_what() {
    let (policy, signature) = CUSTOM;
    let target =
        |path: &str| format!("{path}Policy={policy}&Signature={signature}&Key-Pair-Id=KEC");
    let here = target("/private/x/y?a&");
    assert_eq!(admitted(501, viewer(&here, &[])).unwrap().uri, "/private/x/y?a");
    for seconds in [500, 1000, 2000] {
        assert_eq!(admitted(seconds, viewer(&here, &[])).unwrap_err(), "AccessDenied");
    }
    assert_eq!(admitted(501, viewer(&target("/public/x?"), &[])).unwrap_err(), "AccessDenied");
    let mut elsewhere = viewer(&here, &[]);
    elsewhere.ip = "198.51.100.1".parse().unwrap();
    assert_eq!(admitted(501, elsewhere).unwrap_err(), "AccessDenied");
}

#[test]
fn cf_10_5_cookies_are_as_good_and_go_no_further() {
    let (policy, signature) = CUSTOM;
    let line = format!("a=1; CloudFront-Policy={policy}; CloudFront-Signature={signature}; b=2");
    let cookies = [line.as_str(), "CloudFront-Key-Pair-Id=KEC"];
    let left = admitted(501, viewer("/private/x?q=1", &cookies)).unwrap();
    assert_eq!(left.uri, "/private/x?q=1");
    assert_eq!(left.cookie_lines().collect::<Vec<_>>(), ["a=1; b=2"]);
    let (id, hash, signature) = CANNED[3];
    let line = format!(
        "CloudFront-Expires=1000; CloudFront-Signature={signature}; CloudFront-Key-Pair-Id={id}; CloudFront-Hash-Algorithm={hash}"
    );
    let left = admitted(1, viewer("/private/a.jpg?size=1", &[&line])).unwrap();
    assert_eq!(left.cookie_lines().count(), 0);
    // What the URL says counts.
    let target =
        format!("/private/a.jpg?size=1&Key-Pair-Id=KNOBODYS&Signature={signature}&Expires=1000");
    assert_eq!(admitted(1, viewer(&target, &[&line])).unwrap_err(), "InvalidKey");
}

#[test]
fn cf_10_6_what_is_wrong_is_told() {
    let of =
        |query: &str| admitted(1, viewer(&format!("/private/a.jpg?{query}"), &[])).unwrap_err();
    let (_, _, signature) = CANNED[0];
    assert_eq!(of(""), "MissingKey");
    assert_eq!(of("Expires=1000&Policy=x"), "MissingKey");
    assert_eq!(of(&format!("Signature={signature}")), "MissingKey");
    assert_eq!(of("Key-Pair-Id=KNOBODYS&Signature=x&Expires=1"), "InvalidKey");
    assert_eq!(of("Key-Pair-Id=KRSA&Expires=1000"), "MalformedSignature");
    assert_eq!(of("Key-Pair-Id=KRSA&Signature=%FFä&Expires=1000"), "MalformedSignature");
    let with = |rest: &str| of(&format!("Key-Pair-Id=KRSA&Signature={signature}&{rest}"));
    for rest in
        ["", "Expires=soon", "Expires=1700000000000", "Expires=-1", "Policy=e30_", "Policy=%C3%A4"]
    {
        assert_eq!(with(rest), "MalformedPolicy", "{rest}");
    }
    assert_eq!(with("Expires=1000&Hash-Algorithm=MD5"), "MalformedSignature");
}

#[test]
fn cf_10_1_keys_are_of_two_kinds() {
    for pem in OTHERS.into_iter().chain(["", "ä", "-----BEGIN PUBLIC KEY-----"]) {
        assert!(TrustedKey::new(pem).is_none(), "{pem}");
    }
    assert!(TrustedKey::new(&format!("\n{RSA}\n\n")).is_some());
    // A saved world has the text alone.
    let saved = serde_json::to_string(&signers()).unwrap();
    let signers: Signers = serde_json::from_str(&saved).unwrap();
    let target = canned(CANNED[2], "size=1&", "");
    assert!(signers.admit(&mut viewer(&target, &[]), Timestamp(1)).is_ok());
}

proptest! {
    /// Whatever is sent in the places of CF-10.2, whole or as a part of what was signed: nobody panics, and
    /// nobody is let in.
    #[test]
    fn nothing_else_opens(
        texts in prop::collection::vec("[a-zA-Z0-9~_{}\":,ä😀%+/-]{0,40}", 5),
        cut in any::<prop::sample::Index>(),
        by_cookie in any::<bool>(),
    ) {
        let whole = CUSTOM.0;
        let cut = whole.get(..cut.index(whole.len())).unwrap_or_default();
        let names = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];
        for policy in [texts[1].as_str(), cut] {
            let values = [texts[0].as_str(), policy, CUSTOM.1, "KEC", &texts[4]];
            for values in [values, std::array::from_fn(|at| texts[at].as_str())] {
                let pairs = names.iter().zip(values);
                let refused = if by_cookie {
                    let pairs = pairs.map(|(name, value)| format!("CloudFront-{name}={value}"));
                    let line = pairs.collect::<Vec<_>>().join("; ");
                    admitted(501, viewer_with(b"/private/x", line.as_bytes()))
                } else {
                    let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
                    let query = pairs.collect::<Vec<_>>().join("&").replace('"', "%22");
                    admitted(501, viewer_with(format!("/private/x?{query}").as_bytes(), b""))
                };
                prop_assert!(refused.is_err(), "{texts:?}");
            }
        }
    }
}

/// A viewer whose URL and cookies are any bytes that HTTP takes.
fn viewer_with(target: &[u8], cookies: &[u8]) -> Viewer {
    let uri = http::Uri::try_from(target).unwrap_or_default();
    let mut viewer = viewer("/", &[]);
    viewer.uri = uri;
    if let Ok(line) = http::HeaderValue::from_bytes(cookies) {
        viewer.headers.insert(COOKIE, line);
    }
    viewer
}
