//! Where AWS is free (ACM-N).

use crate::support::*;
use parhelion_acm::choices;
use parhelion_world::{Adversary, Plan, Point, Site};

/// A cloud that has run the scenario with one option taken at the point's first site, which a calm run
/// found, and what the scenario gave.
fn only<T>(point: &'static Point, option: &str, scenario: impl Fn(&mut Cloud) -> T) -> (Cloud, T) {
    let pick = point.options.iter().position(|it| it.name == option).unwrap();
    let mut learning = Cloud::new();
    *learning.0.adversary_mut() = Adversary::calm().recording_offers();
    scenario(&mut learning);
    let sites = learning.0.adversary().offered().filter(|(_, (name, _))| **name == *point.name);
    let first: Site = sites.map(|(site, _)| site.clone()).next().expect("the point is met");
    let mut cloud = Cloud::new();
    *cloud.0.adversary_mut() = Adversary::plan(Plan::unit(first, pick as u8));
    let given = scenario(&mut cloud);
    (cloud, given)
}

fn ask(cloud: &mut Cloud) -> String {
    cloud.request(by_dns("example.com")).unwrap()
}

#[test]
fn acm_n1_details_come_late() {
    let (mut cloud, arn) = only(&choices::DETAILS_LATE, "after 5 s", ask);
    assert_eq!(cloud.describe(&arn).domain_validation_options, None);
    cloud.advance(std::time::Duration::from_secs(5));
    assert!(cloud.describe(&arn).domain_validation_options.is_some());
}

#[test]
fn acm_n2_validation_takes_longer() {
    let (mut cloud, arn) = only(&choices::VALIDATION, "5 h later", ask);
    cloud.advance(HOUR * 5);
    assert_eq!(cloud.status(&arn), "PENDING_VALIDATION");
    cloud.advance(HOUR);
    assert_eq!(cloud.status(&arn), "ISSUED");
}

/// ACM-1.2: after 72 hours it is over.
#[test]
fn acm_1_2_nobody_validates() {
    let (mut cloud, arn) = only(&choices::VALIDATION, "never", ask);
    cloud.advance(HOUR * 71);
    assert_eq!(cloud.status(&arn), "PENDING_VALIDATION");
    cloud.advance(HOUR);
    let detail = cloud.describe(&arn);
    assert_eq!(detail.status.as_deref(), Some("VALIDATION_TIMED_OUT"));
    let options = detail.domain_validation_options.unwrap();
    assert_eq!(options[0].validation_status.as_deref(), Some("FAILED"));
    refused(cloud.get(&arn), "RequestInProgressException");
    cloud.delete(&arn).unwrap();
}

#[test]
fn acm_n4_uses_lag() {
    let (mut cloud, arn) = only(&choices::USE_ENDS_LATE, "after 60 s", |cloud| {
        let arn = cloud.issued("example.com");
        cloud.hear(&arn, "arn:aws:service:::a", "begins").unwrap();
        cloud.hear(&arn, "arn:aws:service:::a", "ends").unwrap();
        arn
    });
    refused(cloud.delete(&arn), "ResourceInUseException");
    cloud.advance(std::time::Duration::from_secs(60));
    cloud.delete(&arn).unwrap();
}
