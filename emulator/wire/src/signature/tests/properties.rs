//! Whatever is sent: what is signed verifies, and nothing panics.

use super::*;
use proptest::prelude::*;

fn any_path() -> impl Strategy<Value = String> {
    "(/[a-zA-Z0-9._~$+ü%/-]{0,12}){1,3}".prop_map(|path| canonical::encode(path.as_bytes(), true))
}

proptest! {
    /// What is signed verifies; one changed byte of path, query, header or signature does not.
    #[test]
    fn signed_verifies_and_changed_does_not(
        path in any_path(),
        query in "[a-z]{1,3}=[a-zA-Z0-9%+/]{0,8}",
        value in "[ -~]{0,20}",
        presigned in any::<bool>(),
        change in 0..4,
        s3 in any::<bool>(),
    ) {
        let credentials = credentials();
        let (service, flavour) = if s3 { ("s3", Flavour::BareXml) } else { ("logs", Flavour::Json) };
        let signer = Signer { service, flavour, ..signer(&credentials) };
        let query = query.replace('%', "%25");
        let mut request =
            request("GET", HOST, &format!("{path}?{query}"), &[("x-amz-meta-a", &value)]);
        if presigned {
            signer.presign(&mut request, 60).unwrap();
        } else {
            signer.sign(&mut request, &Payload::empty()).unwrap();
        }
        check_at(&request, flavour, day()).unwrap();
        match change {
            0 => reuri(&mut request, &format!("{HOST}{path}"), &format!("{HOST}{path}z")),
            1 => reuri(&mut request, &format!("?{query}"), &format!("?{query}z")),
            2 => set(&mut request, "x-amz-meta-a", &format!("{}z", value.trim())),
            _ if presigned => reuri(&mut request, "X-Amz-Signature=", "X-Amz-Signature=0"),
            _ => edit(&mut request, "Signature=", "Signature=0"),
        }
        prop_assert!(check_at(&request, flavour, day()).is_err());
    }

    #[test]
    fn no_header_panics(authorization in "(AWS4-HMAC-SHA256 )?[ -~]{0,80}", date in "[ -~]{0,20}") {
        for flavour in [Flavour::BareXml, Flavour::WrappedXml, Flavour::Json] {
            let headers = [("authorization", authorization.as_str()), ("x-amz-date", &date)];
            let _ = check_at(&request("GET", HOST, "/", &headers), flavour, day());
        }
    }

    #[test]
    fn no_mutated_header_panics(at in any::<prop::sample::Index>(), byte in 32u8..127, cut in any::<bool>()) {
        let mut request = signed("GET", "/a?b", &[]);
        let mut bytes = request.headers()["authorization"].as_bytes().to_vec();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let same = request.headers()["authorization"].as_bytes() == bytes;
        set(&mut request, "authorization", std::str::from_utf8(&bytes).unwrap());
        for flavour in [Flavour::BareXml, Flavour::WrappedXml, Flavour::Json] {
            if let (Ok(claim), false) = (claim(&request, flavour), same) {
                let _ = verify(&claim, (&request).into(), &Payload::Unsigned, flavour, "x", &SigningKeys::default(), day());
            }
        }
    }

    #[test]
    fn no_query_panics(
        values in prop::collection::vec("[!-~&&[^#<>\"]]{0,16}", 6),
        names in prop::collection::vec(
            prop::sample::select(vec!["Algorithm", "Credential", "Date", "Expires",
                "SignedHeaders", "Signature", "Security-Token"]), 6),
        real in any::<bool>(),
    ) {
        let mut query: Vec<String> =
            names.iter().zip(&values).map(|(name, value)| format!("X-Amz-{name}={value}")).collect();
        if real {
            query.push("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20130524/b/s3/aws4_request\
                        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=5&X-Amz-SignedHeaders=host\
                        &X-Amz-Signature=0".into());
        }
        let uri = format!("https://{HOST}/?{}", query.join("&"));
        if let Ok(uri) = uri.parse::<http::Uri>() {
            let request = Request::builder().uri(uri).body(()).unwrap();
            for flavour in [Flavour::BareXml, Flavour::WrappedXml, Flavour::Json] {
                let is_signed = parse((&request).into(), flavour).is_ok_and(|c| c.signed().is_some());
                prop_assert!(!is_signed || check_at(&request, flavour, day()).is_err());
            }
            let _ = sign::headers_in_query(request.uri());
        }
    }

    #[test]
    fn canonical_forms_are_stable(text in "[ -~]{0,40}") {
        let encoded = canonical::encode(text.as_bytes(), false);
        prop_assert_eq!(&*canonical::percent_decode(&encoded, true), text.as_bytes());
        let once = canonical::query(&text);
        prop_assert_eq!(canonical::query(&once), once);
    }
}
