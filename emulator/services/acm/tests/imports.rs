//! Certificates of others (ACM-1.6).

use crate::support::*;
use parhelion_acm::model::operations::*;
use parhelion_acm::model::*;
use parhelion_x509::{KeyAlgorithm, PrivateKey, pem};

impl Cloud {
    fn import(&mut self, input: ImportCertificateInput) -> parhelion_wire::error::Result<String> {
        self.call::<ImportCertificate>(input).map(|it| it.certificate_arn.unwrap())
    }
}

#[test]
fn acm_1_6_an_imported_certificate_is_issued_at_once() {
    let mut cloud = Cloud::new();
    for (seed, algorithm, name) in [
        (1, KeyAlgorithm::P256, "EC-prime256v1"),
        (2, KeyAlgorithm::P384, "EC-secp384r1"),
        (3, KeyAlgorithm::P521, "EC-secp521r1"),
        (4, KeyAlgorithm::Rsa(2048), "RSA-2048"),
    ] {
        let foreign = cloud.foreign(seed, algorithm, &["example.com", "*.example.com"]);
        let arn = cloud.import(foreign.input()).unwrap();
        let detail = cloud.describe(&arn);
        assert_eq!(detail.status.as_deref(), Some("ISSUED"));
        assert_eq!(detail.type_.as_deref(), Some("IMPORTED"));
        assert_eq!(detail.issuer.as_deref(), Some("Somebody Else"));
        assert_eq!(detail.key_algorithm.as_deref(), Some(name));
        assert_eq!(detail.domain_name.as_deref(), Some("example.com"));
        assert_eq!(detail.subject_alternative_names.unwrap(), ["example.com", "*.example.com"]);
        assert_eq!(detail.imported_at, Some(cloud.0.now()));
        assert_eq!((detail.created_at, detail.issued_at), (None, None));
        let usages = detail.extended_key_usages.unwrap();
        assert_eq!(usages[0].name.as_deref(), Some("TLS_WEB_SERVER_AUTHENTICATION"));
        let got = cloud.get(&arn).unwrap();
        assert_eq!(got.certificate, Some(foreign.certificate));
        assert_eq!(got.certificate_chain, Some(foreign.chain));
        cloud.advance(DAY * 30);
        assert_eq!(cloud.status(&arn), "EXPIRED");
    }
}

#[test]
fn acm_1_6_what_does_not_fit_is_refused() {
    let mut cloud = Cloud::new();
    let one = cloud.foreign(1, KeyAlgorithm::P256, &["example.com"]);
    let other = cloud.foreign(2, KeyAlgorithm::P256, &["example.org"]);
    let mut is_refused = |change: &dyn Fn(&mut ImportCertificateInput), text: &str| {
        let mut input = one.input();
        change(&mut input);
        let said = refused(cloud.import(input), "ValidationException");
        assert!(said.contains(text), "{said}");
    };
    is_refused(&|it| it.certificate = "garbage".into(), "certificate is not valid");
    let both = format!("{}{}", one.certificate, one.chain);
    is_refused(&|it| it.certificate = both.clone().into(), "contains more than one certificate");
    is_refused(&|it| it.private_key = "garbage".into(), "private key is not supported");
    let encrypted = one.key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    is_refused(&|it| it.private_key = encrypted.clone().into(), "private key is not supported");
    is_refused(&|it| it.private_key = other.key.clone().into(), "does not match");
    let chain = |chain: &str| Some(chain.to_owned().into());
    is_refused(&|it| it.certificate_chain = chain("garbage"), "chain is not valid");
    is_refused(&|it| it.certificate_chain = chain(&other.chain), "Could not validate");
    is_refused(&|it| it.certificate_chain = chain(&one.certificate), "Could not validate");
    let now = cloud.0.now();
    let names = &["example.com"];
    for (from, until, text) in
        [(now + DAY, now + DAY * 2, "not valid yet"), (now - DAY * 2, now - DAY, "has expired")]
    {
        let foreign = Foreign::new(3, KeyAlgorithm::P256, names, (from, until));
        let said = refused(cloud.import(foreign.input()), "ValidationException");
        assert!(said.contains(text), "{said}");
    }
    let listed = ListCertificatesInput::default();
    let all = cloud.call::<ListCertificates>(listed).unwrap().certificate_summary_list.unwrap();
    assert!(all.is_empty(), "nothing was half imported");
}

/// Older tools write keys otherwise, and parameters before them.
#[test]
fn older_forms_of_keys_are_read() {
    let mut cloud = Cloud::new();
    let foreign = cloud.foreign(1, KeyAlgorithm::P256, &["example.com"]);
    let blocks = pem::read(&foreign.key).unwrap();
    let PrivateKey::P256(key) = PrivateKey::from_der(&blocks[0].der).unwrap() else { panic!() };
    let key = pem::write("EC PRIVATE KEY", &key.to_sec1_der().unwrap());
    let parameters = pem::write("EC PARAMETERS", &[6, 8, 42, 134, 72, 206, 61, 3, 1, 7]);
    let private_key = (parameters + &key).into();
    cloud.import(ImportCertificateInput { private_key, ..foreign.input() }).unwrap();
}

/// The ARN stays, and so does a name.
#[test]
fn a_certificate_is_imported_again() {
    let mut cloud = Cloud::new();
    let names = ["example.com", "www.example.com"];
    let first = cloud.foreign(1, KeyAlgorithm::P256, &names);
    let arn = cloud.import(first.input()).unwrap();
    let again = |foreign: Foreign| ImportCertificateInput {
        certificate_arn: Some(arn.clone()),
        ..foreign.input()
    };
    let next = cloud.foreign(2, KeyAlgorithm::P256, &["www.example.com"]);
    assert_eq!(cloud.import(again(next)).unwrap(), arn);
    assert_eq!(cloud.describe(&arn).domain_name.as_deref(), Some("www.example.com"));
    let strange = cloud.foreign(3, KeyAlgorithm::P256, &["example.org"]);
    refused(cloud.import(again(strange)), "ValidationException");
    let next = cloud.foreign(4, KeyAlgorithm::P256, &["www.example.com"]);
    let tags = Some(vec![Tag { key: "a".into(), value: None }]);
    let tagged = ImportCertificateInput { tags, ..again(next) };
    refused(cloud.import(tagged), "InvalidParameterException");
    let requested = cloud.issued("www.example.com");
    let next = cloud.foreign(5, KeyAlgorithm::P256, &["www.example.com"]);
    let input = ImportCertificateInput { certificate_arn: Some(requested), ..next.input() };
    refused(cloud.import(input), "ValidationException");
    let result = cloud.call::<UpdateCertificateOptions>(UpdateCertificateOptionsInput {
        certificate_arn: arn,
        options: CertificateOptions::default(),
    });
    refused(result, "InvalidStateException");
}
