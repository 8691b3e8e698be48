//! The bundled application's infrastructure, as its own set-up makes it.

use crate::shop::REGION;
use parhelion::Cloud;
use parhelion_audit::account::Account;
use parhelion_audit::check::Severity;
use parhelion_audit::checks;
use parhelion_audit::look::look;
use parhelion_audit::scene::{Kind, Options};
use parhelion_audit::scope::Scope;
use parhelion_audit::{Audit, audit};
use std::collections::BTreeSet;

async fn audited(mutant: Option<dashboard::Mutant>) -> Audit {
    let cloud = Cloud::new();
    let sdk = cloud.sdk_config();
    let clients = dashboard::Clients {
        s3: aws_sdk_s3::Client::new(&sdk),
        cloudfront: aws_sdk_cloudfront::Client::new(&sdk),
        cloudwatch: aws_sdk_cloudwatch::Client::new(&sdk),
        logs: aws_sdk_cloudwatchlogs::Client::new(&sdk),
    };
    let config = dashboard::Config {
        name: "dashboard".into(),
        region: REGION.into(),
        allowed_origin: "https://dashboard.example".into(),
        mutant,
    };
    let made = dashboard::infrastructure::set_up(&clients, &config).await.unwrap();
    let mut scope = Scope { whole: true, ..Scope::default() };
    scope.add(Kind::Bucket, made.bucket);
    scope.add(Kind::Distribution, made.distribution);
    scope.add(Kind::LogGroup, made.log_group);
    scope.add(Kind::Alarm, made.alarm);
    scope.add(Kind::Dashboard, "dashboard");
    let mut account = Account::inside(cloud, None, REGION);
    account.identify().await.unwrap();
    let all = checks::all();
    let calls = checks::calls(&all, &scope.calls());
    let scene = look(&account, &scope, &calls, &Options::default()).await.unwrap();
    audit::run(scene, &all)
}

fn failing(audit: &Audit, severity: Severity) -> BTreeSet<&'static str> {
    let all = audit.findings.iter().filter(|it| it.counts() && it.check.severity >= severity);
    all.map(|it| it.check.id).collect()
}

#[tokio::test(start_paused = true)]
async fn nothing_of_high_severity_is_wrong_with_it_once_it_is_used() {
    let audit = audited(None).await;
    let high = failing(&audit, Severity::High);
    // Nobody has started the application yet, so nobody writes its metric.
    assert_eq!(high, BTreeSet::from(["alarm-metric-written"]), "{high:?}");
    assert_eq!(audit.count("unknown"), 0);
}

#[tokio::test(start_paused = true)]
async fn each_mutant_of_its_infrastructure_is_found() {
    use dashboard::Mutant;
    let usual = failing(&audited(None).await, Severity::Info);
    for (mutant, check) in [
        (Mutant::BucketLeftPublic, "s3-public-access-block"),
        (Mutant::CorsForEverybody, "s3-cors-origins"),
        (Mutant::PlainHttpAllowed, "cloudfront-viewer-protocol"),
        (Mutant::CompressionOff, "cloudfront-compression"),
        (Mutant::NoRetention, "logs-retention"),
    ] {
        let found = failing(&audited(Some(mutant)).await, Severity::Info);
        assert!(found.contains(check) && !usual.contains(check), "{check}: {found:?}");
    }
}
