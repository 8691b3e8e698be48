//! The bytes of certificates.

use crate::support::*;
use parhelion_acm::model::operations::*;
use parhelion_acm::model::*;
use parhelion_x509::{Certificate, KeyAlgorithm, pem};

fn read(text: &str) -> Vec<Certificate> {
    let blocks = pem::read(text).unwrap();
    blocks.iter().map(|block| Certificate::from_der(&block.der).unwrap()).collect()
}

/// What is described is what stands in it, and its chain vouches for it. The same seed, the same bytes.
#[test]
fn a_certificate_says_what_is_told_of_it() {
    for (algorithm, key) in
        [("EC_prime256v1", KeyAlgorithm::P256), ("RSA_2048", KeyAlgorithm::Rsa(2048))]
    {
        let make = || {
            let mut cloud = Cloud::new();
            let input = RequestCertificateInput {
                key_algorithm: Some(algorithm.into()),
                subject_alternative_names: Some(vec!["*.example.com".into()]),
                ..by_dns("example.com")
            };
            let arn = cloud.request(input).unwrap();
            refused(cloud.get(&arn), "RequestInProgressException");
            cloud.advance(HOUR);
            (cloud.get(&arn).unwrap(), cloud.describe(&arn))
        };
        let (got, detail) = make();
        let [certificate] = &read(got.certificate.as_ref().unwrap())[..] else { panic!("one") };
        let [below, root] = &read(got.certificate_chain.as_ref().unwrap())[..] else {
            panic!("two")
        };
        assert!(certificate.is_signed_by(below) && below.is_signed_by(root));
        assert_eq!(certificate.key_algorithm(), Some(key));
        assert_eq!(certificate.names(), detail.subject_alternative_names.unwrap());
        assert_eq!(Some(certificate.serial()), detail.serial);
        assert_eq!(Some(certificate.subject()), detail.subject);
        assert_eq!(certificate.issuer(), detail.issuer);
        assert_eq!(certificate.signature_algorithm(), detail.signature_algorithm.as_deref());
        assert_eq!(Some(certificate.not_before()), detail.not_before);
        assert_eq!(Some(certificate.not_after()), detail.not_after);
        assert_eq!(make().0.certificate, got.certificate);
    }
}

/// ACM-1.10: only what was requested so can be exported; what was can be renewed at once.
#[test]
fn exportable_certificates_are_exported_and_renewed() {
    let mut cloud = Cloud::new();
    let export = |arn: &str| ExportCertificateInput {
        certificate_arn: arn.to_owned(),
        passphrase: "secret".into(),
    };
    let plain = cloud.issued("example.com");
    refused(cloud.call::<ExportCertificate>(export(&plain)), "ValidationException");
    let renew = |arn: &str| RenewCertificateInput { certificate_arn: arn.to_owned() };
    refused(cloud.call::<RenewCertificate>(renew(&plain)), "ValidationException");
    let options = CertificateOptions { export: Some("ENABLED".into()), ..Default::default() };
    let input = RequestCertificateInput { options: Some(options.clone()), ..by_dns("example.com") };
    let arn = cloud.request(input).unwrap();
    refused(cloud.call::<ExportCertificate>(export(&arn)), "RequestInProgressException");
    refused(cloud.call::<RenewCertificate>(renew(&arn)), "RequestInProgressException");
    cloud.advance(HOUR);
    let exported = cloud.call::<ExportCertificate>(export(&arn)).unwrap();
    assert_eq!(exported.certificate, cloud.get(&arn).unwrap().certificate);
    let key = exported.private_key.unwrap();
    assert!(key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "{key}");
    let before = cloud.describe(&arn);
    cloud.call::<RenewCertificate>(renew(&arn)).unwrap();
    assert_ne!(cloud.describe(&arn).serial, before.serial);
    // It was not exported since.
    refused(cloud.call::<RenewCertificate>(renew(&arn)), "ValidationException");
    let update = |arn: &str, options| UpdateCertificateOptionsInput {
        certificate_arn: arn.to_owned(),
        options,
    };
    cloud.call::<UpdateCertificateOptions>(update(&plain, options)).unwrap();
    cloud.call::<ExportCertificate>(export(&plain)).unwrap();
    let off = CertificateOptions { export: Some("DISABLED".into()), ..Default::default() };
    let result = cloud.call::<UpdateCertificateOptions>(update(&plain, off));
    refused(result, "InvalidStateException");
    let logs = CertificateOptions {
        certificate_transparency_logging_preference: Some("DISABLED".into()),
        ..Default::default()
    };
    cloud.call::<UpdateCertificateOptions>(update(&plain, logs)).unwrap();
    let options = cloud.describe(&plain).options.unwrap();
    assert_eq!(options.certificate_transparency_logging_preference.as_deref(), Some("DISABLED"));
    assert_eq!(options.export.as_deref(), Some("ENABLED"));
}
