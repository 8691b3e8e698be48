//! Certificates of ACM's before distributions of CloudFront's (CF-8.8, CF-13.2, ACM-1.9).

use crate::edge::custom_origin;
use parhelion::acm::Acm;
use parhelion::acm::model as acm;
use parhelion::cloudfront::CloudFront;
use parhelion::cloudfront::model as cf;
use parhelion::iam::{Iam, model as iam};
use parhelion::{Clock, Cloud, Error};
use std::time::Duration;

type Call<T> = Result<T, Error>;

fn cloud() -> Cloud {
    Cloud::builder().clock(Clock::manual(parhelion::Timestamp::from_secs(1_780_000_000))).build()
}

fn request(cloud: &Cloud, names: &[&str], key: &str) -> String {
    let others = names.iter().skip(1).map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let input = acm::RequestCertificateInput {
        domain_name: names[0].into(),
        validation_method: Some("DNS".into()),
        subject_alternative_names: Some(others).filter(|others| !others.is_empty()),
        key_algorithm: Some(key.into()),
        ..Default::default()
    };
    let made = cloud.call::<Acm, acm::operations::RequestCertificate>(input).unwrap();
    made.certificate_arn.unwrap()
}

fn used_by(cloud: &Cloud, arn: &str) -> Vec<String> {
    let input = acm::DescribeCertificateInput { certificate_arn: arn.into() };
    let described = cloud.call::<Acm, acm::operations::DescribeCertificate>(input).unwrap();
    described.certificate.unwrap().in_use_by.unwrap()
}

fn delete(cloud: &Cloud, arn: &str) -> Call<()> {
    let input = acm::DeleteCertificateInput { certificate_arn: arn.into() };
    cloud.call::<Acm, acm::operations::DeleteCertificate>(input)
}

fn config(reference: &str, aliases: &[&str], arn: Option<&str>) -> cf::DistributionConfig {
    let origin = custom_origin("origin.example.org");
    let items: Vec<String> = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    cf::DistributionConfig {
        caller_reference: reference.into(),
        comment: "test".into(),
        enabled: true,
        default_cache_behavior: cf::DefaultCacheBehavior {
            target_origin_id: origin.id.clone(),
            viewer_protocol_policy: "redirect-to-https".into(),
            cache_policy_id: Some("658327ea-f89d-4fab-a63d-7e88639e58f6".into()),
            ..Default::default()
        },
        origins: cf::Origins { quantity: 1, items: vec![origin] },
        aliases: Some(cf::Aliases { quantity: items.len() as i32, items: Some(items) })
            .filter(|aliases| aliases.quantity > 0),
        viewer_certificate: arn.map(|arn| cf::ViewerCertificate {
            acm_certificate_arn: Some(arn.into()),
            ssl_support_method: Some("sni-only".into()),
            minimum_protocol_version: Some("TLSv1.2_2021".into()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn create(cloud: &Cloud, config: cf::DistributionConfig) -> Call<(cf::Distribution, String)> {
    let input = cf::CreateDistributionInput { distribution_config: config };
    let made = cloud.call::<CloudFront, cf::operations::CreateDistribution>(input)?;
    Ok((made.distribution.unwrap(), made.e_tag.unwrap()))
}

fn update(cloud: &Cloud, id: &str, tag: &str, config: cf::DistributionConfig) -> Call<String> {
    let (id, if_match) = (id.to_owned(), Some(tag.to_owned()));
    let input = cf::UpdateDistributionInput { distribution_config: config, id, if_match };
    let made = cloud.call::<CloudFront, cf::operations::UpdateDistribution>(input)?;
    Ok(made.e_tag.unwrap())
}

#[track_caller]
fn refused<T>(result: Call<T>) -> String {
    let error = result.err().unwrap();
    assert_eq!((error.code(), error.status()), ("InvalidViewerCertificate", 400), "{error:?}");
    error.message().to_owned()
}

/// CF-13.2: only an issued certificate that covers every alias is taken, and of the own account.
#[tokio::test(start_paused = true)]
async fn a_distribution_needs_an_issued_certificate_that_covers_its_aliases() {
    let cloud = cloud();
    let unknown = "The specified SSL certificate doesn't exist";
    let nobodys = "arn:aws:acm:us-east-1:123456789012:certificate/nobodys";
    let aliases = ["www.example.com"];
    assert!(refused(create(&cloud, config("a", &aliases, Some(nobodys)))).starts_with(unknown));
    let arn = request(&cloud, &["example.com", "*.example.com"], "EC_prime256v1");
    let pending = create(&cloud, config("a", &aliases, Some(&arn)));
    assert!(refused(pending).starts_with(unknown));
    cloud.advance(Duration::from_secs(60)).await;
    let theirs = arn.replace("123456789012", "111122223333");
    assert!(refused(create(&cloud, config("a", &aliases, Some(&theirs)))).starts_with(unknown));
    for alias in ["a.b.example.com", "*.www.example.com", "example.org"] {
        let said = refused(create(&cloud, config("a", &["example.com", alias], Some(&arn))));
        assert!(said.contains("doesn't cover the alternate domain name"), "{said}");
    }
    let long = request(&cloud, &["www.example.com"], "EC_secp384r1");
    cloud.advance(Duration::from_secs(60)).await;
    let said = refused(create(&cloud, config("a", &aliases, Some(&long))));
    assert!(said.starts_with(unknown), "CloudFront has no P-384: {said}");
    create(&cloud, config("a", &["WWW.example.com", "*.example.com"], Some(&arn))).unwrap();
}

/// ACM-1.7, ACM-1.9: InUseBy follows what distributions have.
#[tokio::test(start_paused = true)]
async fn what_a_distribution_shows_is_in_use() {
    let cloud = cloud();
    let one = request(&cloud, &["www.example.com"], "EC_prime256v1");
    let two = request(&cloud, &["www.example.com", "example.com"], "RSA_2048");
    cloud.advance(Duration::from_secs(60)).await;
    let aliases = ["www.example.com"];
    let (made, tag) = create(&cloud, config("a", &aliases, Some(&one))).unwrap();
    assert_eq!(used_by(&cloud, &one), vec![made.arn.clone()]);
    assert_eq!(delete(&cloud, &one).unwrap_err().code(), "ResourceInUseException");
    let tag = update(&cloud, &made.id, &tag, config("a", &aliases, Some(&two))).unwrap();
    assert_eq!((used_by(&cloud, &one).len(), used_by(&cloud, &two)), (0, vec![made.arn.clone()]));
    delete(&cloud, &one).unwrap();
    refused(update(&cloud, &made.id, &tag, config("a", &aliases, Some(&one))));
    assert_eq!(used_by(&cloud, &two).len(), 1, "nothing was half-applied");
    // A certificate that has expired does not hinder what is there, but no change with it is taken.
    let mut off = config("a", &aliases, Some(&two));
    off.enabled = false;
    let tag = update(&cloud, &made.id, &tag, off).unwrap();
    cloud.advance(Duration::from_secs(3_600)).await;
    let input = cf::DeleteDistributionInput { id: made.id.clone(), if_match: Some(tag) };
    cloud.call::<CloudFront, cf::operations::DeleteDistribution>(input).unwrap();
    assert!(used_by(&cloud, &two).is_empty());
    delete(&cloud, &two).unwrap();
}

/// An ARN that a configuration has already is made one of ACM's.
#[tokio::test(start_paused = true)]
async fn a_certificate_under_a_fixed_arn_is_taken() {
    let cloud = cloud();
    let arn = "arn:aws:acm:us-east-1:123456789012:certificate/fixed";
    let aliases = ["www.example.com"];
    refused(create(&cloud, config("a", &aliases, Some(arn))));
    let body = format!(r#"{{"arn":"{arn}","names":["*.example.com"]}}"#);
    cloud.control("certificates", body.as_bytes()).unwrap().unwrap();
    create(&cloud, config("a", &aliases, Some(arn))).unwrap();
    assert_eq!(used_by(&cloud, arn).len(), 1);
}

/// Made by openssl, for example.com and *.example.com; it ends in 2036.
const PEM: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBqDCCAU6gAwIBAgIUOrCg6eFfuGXx2x+XJtTEKFHN9CMwCgYIKoZIzj0EAwIw\n\
    FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wHhcNMjYxMjAxMDQ1NjA4WhcNMzYxMTI4\n\
    MDQ1NjA4WjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG\n\
    SM49AwEHA0IABEEqpRLJKhuPVMCLX2xTaITk/ATxzEb8aEH2jhvaEvE45K89wEJ0\n\
    lHzHhDjRPaoWr+8L9f8kVSauE6VOPRfZQkajejB4MB0GA1UdDgQWBBQrVirjDVQw\n\
    xoVPi218J1Bct73giTAfBgNVHSMEGDAWgBQrVirjDVQwxoVPi218J1Bct73giTAP\n\
    BgNVHRMBAf8EBTADAQH/MCUGA1UdEQQeMByCC2V4YW1wbGUuY29tgg0qLmV4YW1w\n\
    bGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIQC4GeZ086QkL3AYPoe0l2YiBTQVwUW3\n\
    U7J19kebyc42sAIgKKnSsH7gG+vdqVU7jE3YF58R94GiJKY6234EEQfYLRE=\n\
    -----END CERTIFICATE-----";

fn upload(cloud: &Cloud, name: &str, path: &str) -> String {
    let input = iam::UploadServerCertificateInput {
        path: Some(path.into()),
        server_certificate_name: name.into(),
        certificate_body: PEM.into(),
        private_key: "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----".into(),
        ..Default::default()
    };
    let made = cloud.call::<Iam, iam::operations::UploadServerCertificate>(input).unwrap();
    made.server_certificate_metadata.unwrap().server_certificate_id
}

fn of_iam(reference: &str, aliases: &[&str], id: &str) -> cf::DistributionConfig {
    let certificate = cf::ViewerCertificate {
        iam_certificate_id: Some(id.into()),
        ssl_support_method: Some("sni-only".into()),
        minimum_protocol_version: Some("TLSv1.2_2021".into()),
        ..Default::default()
    };
    cf::DistributionConfig {
        viewer_certificate: Some(certificate),
        ..config(reference, aliases, None)
    }
}

#[test]
fn cf_13_2_a_certificate_of_iams_is_there_and_cloudfronts_own() {
    let cloud = cloud();
    let id = upload(&cloud, "site", "/cloudfront/site/");
    let refused = |cloud: &Cloud, names: &[&str], id: &str, says: &str| {
        let error = create(cloud, of_iam("no", names, id)).unwrap_err();
        assert_eq!((error.code(), error.status()), ("InvalidViewerCertificate", 400));
        assert!(error.message().contains(says), "{error}");
    };
    let unknown = "The specified SSL certificate doesn't exist";
    refused(&cloud, &["www.example.com"], "ASCAUNKNOWN", unknown);
    for (name, path) in [("root", "/"), ("near", "/cloudfronts/"), ("below", "/a/cloudfront/")] {
        let other = upload(&cloud, name, path);
        refused(&cloud, &["www.example.com"], &other, unknown);
    }
    refused(&cloud, &["a.b.example.com"], &id, "doesn't cover the alternate domain name");

    let names = ["example.com", "www.example.com"];
    let (made, tag) = create(&cloud, of_iam("yes", &names, &id)).unwrap();
    let shown = made.distribution_config.viewer_certificate.unwrap();
    assert_eq!(shown.iam_certificate_id.as_deref(), Some(&*id));
    let error = update(&cloud, &made.id, &tag, of_iam("yes", &names, "ASCAUNKNOWN")).unwrap_err();
    assert_eq!(error.code(), "InvalidViewerCertificate");
    update(&cloud, &made.id, &tag, of_iam("yes", &["other.example.com"], &id)).unwrap();

    // 2040: it is out of date.
    let late = Clock::manual(parhelion::Timestamp::from_secs(2_208_988_800));
    let late = Cloud::builder().clock(late).build();
    let id = upload(&late, "site", "/cloudfront/");
    refused(&late, &["www.example.com"], &id, unknown);
}
