//! Which resources use a certificate.

use crate::support::*;
use parhelion_acm::Acm;
use parhelion_acm::model::*;
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::{Hooks as _, Secures as _, ServedCertificate};
use parhelion_world::{Caller, OnBehalf, RequestInfo};
use parhelion_x509::KeyAlgorithm;

const USER: &str = "arn:aws:service::123456789012:thing/a";

/// ACM-1.7.
#[test]
fn acm_1_7_what_is_used_stays() {
    let mut cloud = Cloud::new();
    let arn = cloud.issued("example.com");
    cloud.hear(&arn, USER, "begins").unwrap();
    cloud.hear(&arn, USER, "begins").unwrap();
    assert_eq!(cloud.describe(&arn).in_use_by.unwrap(), [USER]);
    let text = refused(cloud.delete(&arn), "ResourceInUseException");
    assert_eq!(text, format!("Certificate {arn} in account {ACCOUNT} is in use."));
    cloud.hear(&arn, USER, "ends").unwrap();
    assert!(cloud.describe(&arn).in_use_by.unwrap().is_empty());
    cloud.delete(&arn).unwrap();
    refused(cloud.delete(&arn), "ResourceNotFoundException");
    refused(cloud.hear(&arn, USER, "begins"), "ResourceNotFoundException");
}

/// What a server shows: names that it signs for itself, or what its owner has brought, with its key.
#[test]
fn only_what_is_issued_is_served() {
    let mut cloud = Cloud::new();
    let served = |cloud: &mut Cloud, arn: &str| {
        let request = RequestInfo::default();
        let who = OnBehalf::of(Caller::root(ACCOUNT, "x"), ACCOUNT, HOME.into(), &request);
        cloud.0.with::<Acm, _>(&who, |acm, _| acm.served_certificate(arn))
    };
    let arn = cloud.request(by_dns("example.com")).unwrap();
    assert_eq!(served(&mut cloud, &arn), None);
    cloud.advance(HOUR);
    let names = vec!["example.com".to_owned()];
    let plain = ServedCertificate { account: ACCOUNT.into(), names, own: None };
    assert_eq!(served(&mut cloud, &arn), Some(plain.clone()));
    let foreign = cloud.foreign(1, KeyAlgorithm::P256, &["example.com"]);
    let input = foreign.input();
    let imported = cloud.call::<operations::ImportCertificate>(input).unwrap();
    let (chain, key) = served(&mut cloud, &imported.certificate_arn.unwrap()).unwrap().own.unwrap();
    assert!(chain.starts_with(&foreign.certificate) && chain.ends_with(&foreign.chain));
    assert_eq!(key, foreign.key);
}

/// A certificate under an ARN that a configuration has already.
#[test]
fn a_certificate_under_a_fixed_name() {
    let mut cloud = Cloud::new();
    let control = |cloud: &mut Cloud, body: &str| {
        let request = RequestInfo::default();
        let who = OnBehalf::of(Caller::root(ACCOUNT, "x"), ACCOUNT, HOME.into(), &request);
        cloud.0.begin(None);
        cloud.0.with::<Acm, _>(&who, |acm, cx| acm.control(cx, "certificates", body.as_bytes()))
    };
    let arn = format!("arn:aws:acm:{HOME}:{ACCOUNT}:certificate/fixed");
    let body = format!(r#"{{"arn":"{arn}","names":["Example.com"]}}"#);
    control(&mut cloud, &body).unwrap().unwrap();
    let detail = cloud.describe(&arn);
    assert_eq!(detail.status.as_deref(), Some("ISSUED"));
    assert_eq!(detail.domain_name.as_deref(), Some("example.com"));
    for bad in [
        "x".to_owned(),
        r#"{"arn":"arn:aws:kms:a:1:key/b","names":["a.b"]}"#.to_owned(),
        body.replace("Example.com", "exa mple"),
        body.replace(r#""Example.com""#, ""),
    ] {
        assert!(control(&mut cloud, &bad).unwrap().is_err(), "{bad}");
    }
}
