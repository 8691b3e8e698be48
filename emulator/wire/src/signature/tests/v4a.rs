//! Version 4A (S3-2.11).

use super::super::v4a::{ALGORITHM, GLOBAL, REGION_SET, covers, pair, sign, verify};
use super::super::{Credentials, Flavour, Payload, SigV4, Signer as Signs, canonical, date, parse};
use crate::checksum::{hex, sha256_hex};
use crate::error::Result;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point;

const KEY: &str = "AKISORANDOMAASORANDOM";
const SECRET: &str = "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom";

/// The derivation that AWS's SDKs are tested with.
#[test]
fn s3_2_11_keys_are_derived_as_sdks_derive_them() {
    let point = pair(KEY, SECRET).unwrap().public_key().to_sec1_point(false);
    let x = "15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb";
    let y = "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0";
    assert_eq!(hex(point.x().unwrap()), x);
    assert_eq!(hex(point.y().unwrap()), y);
}

#[test]
fn s3_2_11_sets_of_regions() {
    for (regions, covered) in
        [("*", true), ("us-*", true), ("eu-west-1, us-east-1", true), ("eu-*", false), ("", false)]
    {
        assert_eq!(covers(regions, "us-east-1"), covered, "{regions}");
    }
}

fn request(signed: &str) -> http::Request<()> {
    let mut request = http::Request::builder()
        .uri("https://1.example/key-value-stores/a%3Ab/keys?x=1")
        .header("host", "1.example")
        .header("x-amz-date", "20260101T000000Z")
        .header(REGION_SET, "*")
        .body(())
        .unwrap();
    let payload = Payload::empty();
    let canonical = canonical::request((&request).into(), signed, payload.text(), Flavour::Json);
    let scope = "20260101/kv/aws4_request";
    let text = [ALGORITHM, "20260101T000000Z", scope, &sha256_hex(&canonical)].join("\n");
    let by: DerSignature = SigningKey::from(pair(KEY, SECRET).unwrap()).sign(text.as_bytes());
    let by = hex(by.as_bytes());
    let value =
        format!("{ALGORITHM} Credential={KEY}/{scope}, SignedHeaders={signed}, Signature={by}");
    request.headers_mut().insert("authorization", value.parse().unwrap());
    request
}

#[test]
fn s3_2_11_what_is_signed_here_is_verified_here() {
    let credentials =
        &Credentials { access_key: KEY.into(), secret: SECRET.into(), token: Some("t".into()) };
    let now = date::parse_basic("20260101T000000Z").unwrap();
    let signer = Signs { credentials, region: "", service: "kv", flavour: Flavour::Json, now };
    let mut request = http::Request::get("https://1.example/keys/a%3Ab?x=1").body(()).unwrap();
    sign(&signer, &mut request, &Payload::empty()).unwrap();
    assert_eq!(check(&request, SECRET).unwrap().regions.as_deref(), Some("*"));
    assert!(check(&request, "another").is_err());
    request.headers_mut().insert("x-amz-security-token", "other".parse().unwrap());
    assert!(check(&request, SECRET).is_err());
}

fn check(request: &http::Request<()>, secret: &str) -> Result<SigV4> {
    let claim = parse(request.into(), Flavour::Json)?.signed().unwrap().clone();
    let now = date::parse_basic("20260101T000100Z").unwrap();
    verify(&claim, request.into(), &Payload::empty(), Flavour::Json, secret, now)?;
    Ok(claim)
}

#[test]
fn s3_2_11_what_was_signed_is_what_came() {
    let all = "host;x-amz-date;x-amz-region-set";
    let claim = check(&request(all), SECRET).unwrap();
    assert_eq!((claim.scope.region.as_str(), claim.regions.as_deref()), (GLOBAL, Some("*")));
    let code = |result: Result<SigV4>| result.unwrap_err().code().to_owned();
    assert_eq!(code(check(&request(all), "another")), "InvalidSignatureException");
    assert_eq!(code(check(&request("host;x-amz-date"), SECRET)), "InvalidSignatureException");
    let mut changed = request(all);
    *changed.uri_mut() = "https://1.example/key-value-stores/a%3Ab/keys?x=2".parse().unwrap();
    assert_eq!(code(check(&changed, SECRET)), "InvalidSignatureException");
    let mut nowhere = request(all);
    nowhere.headers_mut().remove(REGION_SET);
    assert_eq!(code(check(&nowhere, SECRET)), "IncompleteSignatureException");
}
