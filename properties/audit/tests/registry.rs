//! Every check has a fixture that passes and one that does not; alone it says what it says among others.

use crate::pairs::{self, Pair};
use crate::shop::Shop;
use parhelion_audit::{Audit, checks};
use std::collections::BTreeSet;

#[test]
fn every_check_has_both_fixtures() {
    let with: Vec<&str> = pairs::all().iter().map(|pair| pair.check).collect();
    let with: BTreeSet<&str> = with.into_iter().collect();
    assert_eq!(with.len(), pairs::all().len(), "one pair a check");
    let all: BTreeSet<&str> = checks::all().iter().map(|check| check.id).collect();
    assert_eq!(all.len(), checks::all().len(), "ids are unique");
    assert_eq!(with, all);
    assert!(all.len() >= 50, "{}", all.len());
}

#[test]
fn checks_say_what_they_need_to_say() {
    for check in checks::all() {
        assert!(!check.calls.is_empty(), "{} asks nothing", check.id);
        assert!(check.page.starts_with("https://docs.aws.amazon.com/"), "{}", check.id);
        assert!(check.consequence.ends_with('.'), "{}", check.id);
        assert!(!check.title.ends_with('.'), "{}", check.id);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(check.id.chars().all(plain), "{}", check.id);
    }
}

fn words(audit: &Audit, check: &str) -> Vec<(String, &'static str, String)> {
    let findings = audit.findings.iter().filter(|it| it.check.id == check);
    findings
        .map(|it| (it.subject.clone(), it.verdict.word(), it.verdict.evidence().to_owned()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn fixtures_pass_and_fail_as_they_should() {
    let mut wrong = Vec::new();
    let in_order = Shop::new().await;
    let snapshot = in_order.cloud.snapshot();
    for Pair { check, passes, fails } in pairs::all() {
        let mut shop = in_order.again(&snapshot);
        passes(&mut shop).await;
        let audit = shop.audit(&[check]).await;
        let found = words(&audit, check);
        let good = found.iter().all(|(_, word, _)| *word != "fail" && *word != "unknown");
        if !good || !found.iter().any(|(_, word, _)| *word == "pass") {
            wrong.push(format!("{check} should pass: {found:?}"));
        }
        let mut shop = in_order.again(&snapshot);
        fails(&mut shop).await;
        let alone = shop.audit(&[check]).await;
        let found = words(&alone, check);
        if !found.iter().any(|(_, word, _)| *word == "fail") {
            wrong.push(format!("{check} should fail: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What a check sees, it has declared: without the others' calls it sees the same.
#[tokio::test(start_paused = true)]
async fn alone_a_check_says_what_it_says_among_others() {
    let shop = Shop::new().await;
    let among = shop.audit(&[]).await;
    for check in checks::all() {
        let alone = words(&shop.audit(&[check.id]).await, check.id);
        assert_eq!(alone, words(&among, check.id), "{}", check.id);
    }
}

#[tokio::test(start_paused = true)]
async fn the_shop_is_healthy() {
    let audit = Shop::new().await.audit(&[]).await;
    let bad: Vec<String> = audit
        .findings
        .iter()
        .filter(|it| matches!(it.verdict.word(), "fail" | "unknown"))
        .map(|it| format!("{} {}: {}", it.check.id, it.subject, it.verdict.evidence()))
        .collect();
    // What nothing on a fake can have.
    let allowed = ["s3-mfa-delete ", "cloudfront-trusted-signers "];
    let bad: Vec<_> =
        bad.iter().filter(|it| !allowed.iter().any(|known| it.starts_with(known))).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}
