//! What is asked for, and what becomes of it on the clock.

use crate::support::*;
use parhelion_acm::model::operations::*;
use parhelion_acm::model::*;
use parhelion_world::identity::ACCOUNT;

/// ACM-1.2, ACM-1.3, ACM-1.4: pending first, with a record that depends on account and domain; then issued.
#[test]
fn acm_1_2_a_request_is_validated_by_a_record() {
    let mut cloud = Cloud::new();
    let names =
        vec!["*.example.com".to_owned(), "WWW.example.com".into(), "www.example.com".into()];
    let input =
        RequestCertificateInput { subject_alternative_names: Some(names), ..by_dns("example.com") };
    let arn = cloud.request(input).unwrap();
    assert!(arn.starts_with(&format!("arn:aws:acm:{HOME}:{ACCOUNT}:certificate/")));
    let detail = cloud.describe(&arn);
    assert_eq!(detail.status.as_deref(), Some("PENDING_VALIDATION"));
    assert_eq!(detail.type_.as_deref(), Some("AMAZON_ISSUED"));
    let names = detail.subject_alternative_names.unwrap();
    assert_eq!(names, ["example.com", "*.example.com", "www.example.com"]);
    assert_eq!((detail.not_after, detail.serial, detail.issued_at), (None, None, None));
    let options = detail.domain_validation_options.unwrap();
    let records: Vec<_> = options.iter().map(|it| it.resource_record.clone().unwrap()).collect();
    assert_eq!(records[0], records[1], "a wildcard has its domain's");
    assert_ne!(records[0], records[2]);
    let ResourceRecord { name, type_, value } = &records[0];
    assert!(name.starts_with('_') && name.ends_with(".example.com."), "{name}");
    assert_eq!(name.split('.').next().unwrap().len(), 33);
    assert!(value.starts_with('_') && value.ends_with(".acm-validations.aws."), "{value}");
    assert_eq!(type_, "CNAME");
    cloud.advance(std::time::Duration::from_secs(59));
    assert_eq!(cloud.status(&arn), "PENDING_VALIDATION");
    cloud.advance(std::time::Duration::from_secs(1));
    let detail = cloud.describe(&arn);
    assert_eq!(detail.status.as_deref(), Some("ISSUED"));
    assert_eq!(detail.issuer.as_deref(), Some("Amazon"));
    assert_eq!(detail.key_algorithm.as_deref(), Some("EC-prime256v1"));
    assert_eq!(detail.issued_at, Some(cloud.0.now()));
    let options = detail.domain_validation_options.unwrap();
    assert!(options.iter().all(|it| it.validation_status.as_deref() == Some("SUCCESS")));
    assert_eq!(options[0].resource_record.as_ref(), Some(&records[0]));
    // Another account has another record for the same domain.
    let input = by_dns("example.com");
    let theirs = cloud.call_as::<RequestCertificate>("111122223333", HOME, input).unwrap();
    let input = DescribeCertificateInput { certificate_arn: theirs.certificate_arn.unwrap() };
    let theirs = cloud.call_as::<DescribeCertificate>("111122223333", HOME, input).unwrap();
    let options = theirs.certificate.unwrap().domain_validation_options.unwrap();
    assert_ne!(options[0].resource_record.as_ref(), Some(&records[0]));
}

/// ACM-1.1: the same token and names within an hour are one request.
#[test]
fn acm_1_1_a_token_asks_once_an_hour() {
    let mut cloud = Cloud::new();
    let with = |domain: &str| RequestCertificateInput {
        idempotency_token: Some("once".into()),
        ..by_dns(domain)
    };
    let first = cloud.request(with("example.com")).unwrap();
    assert_eq!(cloud.request(with("example.com")).unwrap(), first);
    assert_ne!(cloud.request(with("example.org")).unwrap(), first);
    assert_ne!(cloud.request(by_dns("example.com")).unwrap(), first);
    cloud.advance(HOUR);
    assert_ne!(cloud.request(with("example.com")).unwrap(), first);
}

/// Mails go to five mailboxes of the domain, or of one above it that the request names.
#[test]
fn mails_go_to_the_validation_domain() {
    let mut cloud = Cloud::new();
    let option = |name: &str, domain: &str| {
        let (domain_name, validation_domain) = (name.to_owned(), domain.to_owned());
        Some(vec![DomainValidationOption { domain_name, validation_domain }])
    };
    let input = |options| RequestCertificateInput {
        domain_name: "www.example.com".into(),
        domain_validation_options: options,
        ..Default::default()
    };
    for (name, domain) in [
        ("www.example.com", "example.org"),
        ("www.example.com", "ample.com"),
        ("www.example.com", "com"),
        ("other.example.com", "example.com"),
    ] {
        let result = cloud.request(input(option(name, domain)));
        refused(result, "InvalidDomainValidationOptionsException");
    }
    let arn = cloud.request(input(option("www.example.com", "example.com"))).unwrap();
    let options = cloud.describe(&arn).domain_validation_options.unwrap();
    assert_eq!(options[0].validation_method.as_deref(), Some("EMAIL"));
    let emails = options[0].validation_emails.as_ref().unwrap();
    assert!(emails.contains(&"postmaster@example.com".to_owned()), "{emails:?}");
    let resend = |domain: &str, above: &str| ResendValidationEmailInput {
        certificate_arn: arn.clone(),
        domain: domain.into(),
        validation_domain: above.into(),
    };
    cloud.call::<ResendValidationEmail>(resend("www.example.com", "example.com")).unwrap();
    let wrong = cloud.call::<ResendValidationEmail>(resend("example.com", "example.com"));
    refused(wrong, "InvalidDomainValidationOptionsException");
    cloud.advance(HOUR);
    let late = cloud.call::<ResendValidationEmail>(resend("www.example.com", "example.com"));
    refused(late, "InvalidStateException");
}

/// ACM-1.5: what is used is renewed before it expires, under the same ARN; what is not, expires.
#[test]
fn acm_1_5_used_certificates_are_renewed() {
    let mut cloud = Cloud::new();
    let (used, unused) = (cloud.issued("used.example.com"), cloud.issued("unused.example.com"));
    cloud.hear(&used, "arn:aws:service::123456789012:thing/a", "begins").unwrap();
    let before = cloud.describe(&used);
    assert_eq!(before.renewal_eligibility.as_deref(), Some("ELIGIBLE"));
    let end = before.not_after.unwrap();
    assert_eq!(end.secs() % 86_400, 86_399, "a day's last second");
    cloud.0.advance_to(end);
    assert_eq!(cloud.status(&unused), "EXPIRED");
    let after = cloud.describe(&used);
    assert_eq!(after.status.as_deref(), Some("ISSUED"));
    assert!(after.not_after > before.not_after && after.serial != before.serial);
    assert_eq!(after.renewal_summary.unwrap().renewal_status, "SUCCESS");
    assert_eq!(cloud.describe(&unused).renewal_eligibility.as_deref(), Some("INELIGIBLE"));
}

/// A private authority is none that is here.
#[test]
fn private_authorities_are_not_here() {
    let mut cloud = Cloud::new();
    let authority = format!("arn:aws:acm-pca:{HOME}:{ACCOUNT}:certificate-authority/a");
    let input = RequestCertificateInput {
        domain_name: "example.com".into(),
        certificate_authority_arn: Some(authority.clone()),
        ..Default::default()
    };
    let arn = cloud.request(input).unwrap();
    let detail = cloud.describe(&arn);
    assert_eq!(detail.status.as_deref(), Some("FAILED"));
    assert_eq!(detail.failure_reason.as_deref(), Some("PCA_RESOURCE_NOT_FOUND"));
    assert_eq!(detail.type_.as_deref(), Some("PRIVATE"));
    assert_eq!(detail.certificate_authority_arn, Some(authority));
}

/// Others' certificates, and those of other regions, do not exist.
#[test]
fn certificates_are_of_an_account_and_a_region() {
    let mut cloud = Cloud::new();
    let arn = cloud.issued("example.com");
    let input = || DescribeCertificateInput { certificate_arn: arn.clone() };
    for (account, region) in [("111122223333", HOME), (ACCOUNT, "eu-west-1")] {
        let result = cloud.call_as::<DescribeCertificate>(account, region, input());
        let text = refused(result, "ResourceNotFoundException");
        assert_eq!(text, format!("Could not find certificate {arn}."));
    }
}

#[test]
fn an_account_says_when_it_wants_to_hear() {
    let mut cloud = Cloud::new();
    let days = |cloud: &mut Cloud, region: &str| {
        let got = cloud.call_as::<GetAccountConfiguration>(ACCOUNT, region, ()).unwrap();
        got.expiry_events.unwrap().days_before_expiry
    };
    assert_eq!(days(&mut cloud, HOME), Some(45));
    let expiry_events = Some(ExpiryEventsConfiguration { days_before_expiry: Some(10) });
    let input = PutAccountConfigurationInput { expiry_events, idempotency_token: "t".into() };
    cloud.call::<PutAccountConfiguration>(input).unwrap();
    assert_eq!(days(&mut cloud, HOME), Some(10));
    assert_eq!(days(&mut cloud, "eu-west-1"), Some(45));
}
