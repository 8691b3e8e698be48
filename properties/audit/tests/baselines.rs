//! Findings that were accepted.

use crate::shop::{BUCKET, Shop};
use parhelion_audit::baseline::{self, Baseline};
use parhelion_audit::check::Severity;

#[tokio::test(start_paused = true)]
async fn what_was_accepted_does_not_count() {
    let shop = Shop::new().await;
    shop.cors("*").await;
    let mut audit = shop.audit(&["s3-cors-origins", "s3-versioning"]).await;
    assert_eq!(audit.exit_code(Severity::Medium), 1);
    assert_eq!(audit.exit_code(Severity::High), 0, "it is of medium severity");
    let written = baseline::write(&audit.findings);
    let accepted = Baseline::parse("f", &written).unwrap();
    assert!(accepted.apply(&mut audit.findings).is_empty());
    assert_eq!(audit.exit_code(Severity::Info), 0);
    // Once it is mended the baseline says too much.
    shop.cors("https://shop.example").await;
    let mut audit = shop.audit(&["s3-cors-origins", "s3-versioning"]).await;
    let stale = accepted.apply(&mut audit.findings);
    assert_eq!(stale, [format!("s3-cors-origins of {BUCKET}")]);
}

#[test]
fn what_is_no_baseline_is_refused() {
    for (text, why) in [
        ("{", "no JSON"),
        ("{}", "no baseline"),
        (r#"{"accepted":[{"check":"s3-versionin","subject":"b"}]}"#, "did you mean s3-versioning"),
        (r#"{"accepted":[{"check":"s3-versioning"}]}"#, "no baseline"),
    ] {
        let refused = Baseline::parse("f", text).unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_read_cannot_be_accepted() {
    let mut shop = Shop::new().await;
    shop.options.most = 1;
    shop.days(2).await;
    for key in ["b", "c"] {
        let put = shop.s3.put_object().bucket(BUCKET).key(key).body(b"1".to_vec().into());
        put.send().await.unwrap();
    }
    shop.days(2).await;
    let text = r#"{"accepted":[{"check":"s3-versioning","subject":"*"}]}"#;
    let accepted = Baseline::parse("f", text).unwrap();
    let mut audit = shop.audit(&["s3-versioning"]).await;
    assert_eq!(accepted.apply(&mut audit.findings).len(), 1, "what passes needs no acceptance");
}
