//! What is refused, and changes nothing.

use crate::support::*;
use parhelion_acm::model::*;

#[test]
fn acm_1_1_requests_have_limits() {
    let mut cloud = Cloud::new();
    let names: Vec<String> = (0..10).map(|number| format!("{number}.example.com")).collect();
    let with = |names: &[String]| RequestCertificateInput {
        subject_alternative_names: Some(names.to_vec()),
        ..by_dns("example.com")
    };
    refused(cloud.request(with(&names)), "LimitExceededException");
    cloud.request(with(&names[..9])).unwrap();
    let key = |name: &str| RequestCertificateInput {
        key_algorithm: Some(name.into()),
        ..by_dns("example.com")
    };
    for name in ["RSA_1024", "RSA_4096", "EC_secp521r1"] {
        refused(cloud.request(key(name)), "ValidationException");
    }
    let http =
        RequestCertificateInput { validation_method: Some("HTTP".into()), ..by_dns("example.com") };
    refused(cloud.request(http.clone()), "InvalidParameterException");
    let managed = RequestCertificateInput { managed_by: Some("CLOUDFRONT".into()), ..http };
    let arn = cloud.request(managed).unwrap();
    let options = cloud.describe(&arn).domain_validation_options.unwrap();
    let from = options[0].http_redirect.as_ref().unwrap().redirect_from.as_deref().unwrap();
    assert!(from.starts_with("http://example.com/.well-known/pki-validation/"), "{from}");
}

/// ACM-1.11: 2,500 certificates of an account in a region, of whatever status.
#[test]
fn certificates_have_a_quota() {
    let mut cloud = Cloud::new();
    for _ in 0..2_500 {
        cloud.request(by_dns("example.com")).unwrap();
    }
    refused(cloud.request(by_dns("example.com")), "LimitExceededException");
    let input = by_dns("example.com");
    let elsewhere = cloud.call_as::<operations::RequestCertificate>("111122223333", HOME, input);
    elsewhere.unwrap();
}
