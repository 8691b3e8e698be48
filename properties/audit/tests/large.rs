//! Many things: pages, and bounds that are said.

use crate::shop::Shop;
use parhelion_audit::scene::Kind;

#[tokio::test(start_paused = true)]
async fn pages_are_read_to_their_end() {
    let mut shop = Shop::new().await;
    for number in 0..1_100 {
        shop.put(&format!("uploads/{number:05}"));
    }
    for number in 0..60 {
        let name = format!("/shop/group-{number}");
        shop.logs.create_log_group().log_group_name(&name).send().await.unwrap();
        shop.scope.add(Kind::LogGroup, name);
    }
    for number in 0..130 {
        let put = shop.cloudwatch.put_metric_alarm().alarm_name(format!("other-{number}"));
        let put = put.namespace("other").metric_name("m").period(60).evaluation_periods(1);
        let put = put.threshold(1.0).statistic(aws_sdk_cloudwatch::types::Statistic::Sum);
        let more = aws_sdk_cloudwatch::types::ComparisonOperator::GreaterThanThreshold;
        put.comparison_operator(more).send().await.unwrap();
    }
    let audit = shop.audit(&[]).await;
    let bucket = &audit.scene.buckets[0];
    assert_eq!((bucket.objects.count, bucket.objects.all), (1_101, true));
    assert_eq!(audit.scene.groups.len(), 61);
    assert_eq!(audit.scene.all_alarms.len(), 131);
    assert_eq!(audit.scene.alarms.len(), 1, "others' alarms are not the shop's");
}

#[tokio::test(start_paused = true)]
async fn a_bound_is_said_and_never_healthy() {
    let mut shop = Shop::new().await;
    for number in 0..1_100 {
        shop.put(&format!("a/{number:05}"));
    }
    shop.days(2).await;
    shop.put("z/last");
    shop.options.most = 1_000;
    let recent = "connection-storage-recent";
    let audit = shop.audit(&[recent]).await;
    let found = &audit.findings[0].verdict;
    assert_eq!(found.word(), "unknown");
    assert!(found.evidence().contains("--objects 10000"), "{}", found.evidence());
    shop.options.most = 10_000;
    assert_eq!(shop.audit(&[recent]).await.findings[0].verdict.word(), "pass");
}

#[tokio::test(start_paused = true)]
async fn on_a_bad_day_it_tries_again_or_says_that_it_could_not_look() {
    let shop = Shop::new().await;
    shop.cors("*").await;
    let calm = shop.audit(&[]).await;
    let snapshot = shop.cloud.snapshot();
    let mut audits = 0;
    for seed in 0..8 {
        let shop = shop.again(&snapshot);
        shop.cloud.set_adversary(parhelion::Adversary::random(seed, 0.3));
        let account = parhelion_audit::account::Account::inside(
            shop.cloud.clone(),
            None,
            crate::shop::REGION,
        );
        let mut account = account.answering(shop.canned.clone());
        if account.identify().await.is_err() {
            continue;
        }
        let Ok(bad) = shop.audit_as(&account, &[]).await else { continue };
        audits += 1;
        assert!(shop.cloud.adversary().taken().len() > 5, "the day is bad");
        for finding in bad.findings.iter().filter(|it| it.verdict.word() == "pass") {
            let was = calm
                .findings
                .iter()
                .find(|it| it.check.id == finding.check.id && it.subject == finding.subject);
            assert_eq!(was.unwrap().verdict.word(), "pass", "{seed}: {}", finding.check.id);
        }
    }
    assert!(audits >= 4, "{audits}");
}
