//! Reports, with names that want to be more than names.

use crate::shop::{BUCKET, Shop};
use parhelion_audit::check::Severity;
use parhelion_audit::checks;
use parhelion_audit::report::{Format, report};
use parhelion_audit::scene::Kind;
use parhelion_audit::{Audit, mend};
use serde_json::Value;

/// A shop with a group and a dashboard that are called like attacks, as far as AWS takes such names.
async fn hostile() -> Audit {
    let mut shop = Shop::new().await;
    shop.cors("*").await;
    let key = "<img src=x onerror=alert(1)>|`${7*7}`\u{202e}.png";
    let put = shop.s3.put_object().bucket(BUCKET).key(key).body(b"1".to_vec().into());
    put.send().await.unwrap();
    shop.scope.add(Kind::Alarm, "</script><script>alert('x')</script>\u{1b}[31m @all $(rm -rf /)");
    let put = shop.cloudwatch.put_metric_alarm().alarm_name("\"><svg onload=alert(1)> ';|rm");
    let put = put.namespace("shop").metric_name("Errors").period(60).evaluation_periods(1);
    let put = put.threshold(1.0).statistic(aws_sdk_cloudwatch::types::Statistic::Sum);
    let more = aws_sdk_cloudwatch::types::ComparisonOperator::GreaterThanThreshold;
    put.comparison_operator(more).send().await.unwrap();
    shop.audit(&[]).await
}

#[tokio::test(start_paused = true)]
async fn html_holds_whatever_names_say() {
    let page = report(&hostile().await, Format::Html, Severity::Medium);
    for attack in ["<img src=x", "<script", "<svg onload", "\u{1b}", "\u{202e}", "javascript:"] {
        assert!(!page.contains(attack), "{attack:?}");
    }
    assert!(page.contains("&lt;svg onload"), "the name is shown");
    // Whole: every tag that opens closes.
    for tag in ["section", "table", "svg", "details", "main", "pre", "g", "p"] {
        let count = |text: &str| page.matches(text).count();
        let opened = count(&format!("<{tag}>")) + count(&format!("<{tag} "));
        assert_eq!(opened, count(&format!("</{tag}>")), "{tag}");
    }
    // By itself: nothing is loaded.
    let outside = ["<link", "src=", "@import", "url("];
    assert!(outside.iter().all(|it| !page.replace("&lt;img src=x", "").contains(it)));
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("<title>Audit of"));
}

#[tokio::test(start_paused = true)]
async fn markdown_and_text_hold_too() {
    let audit = hostile().await;
    let text = report(&audit, Format::Text, Severity::Medium);
    assert!(!text.contains(['\u{1b}', '\u{202e}']));
    assert!(text.contains("NOT HEALTHY") && text.contains("$ aws "));
    let page = report(&audit, Format::Markdown, Severity::Medium);
    let outside: String = page.split("```").step_by(2).collect();
    assert!(!outside.contains("<script") && !outside.contains("<svg") && !outside.contains("@all"));
}

#[tokio::test(start_paused = true)]
async fn sarif_has_its_structure() {
    let audit = hostile().await;
    let sarif: Value =
        serde_json::from_str(&report(&audit, Format::Sarif, Severity::Medium)).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), checks::all().len());
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let uri: http::Uri = format!("/{}", location.as_str().unwrap()).parse().unwrap();
        assert!(uri.path().starts_with("/aws/123456789012/"));
        assert!(["error", "warning", "note", "none"].contains(&result["level"].as_str().unwrap()));
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[tokio::test(start_paused = true)]
async fn json_says_all_of_it() {
    let audit = hostile().await;
    let json: Value =
        serde_json::from_str(&report(&audit, Format::Json, Severity::Medium)).unwrap();
    assert_eq!(json["exit_code"], 1);
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), audit.findings.len());
    for finding in findings.iter().filter(|it| it["verdict"] == "fail") {
        assert!(finding["mend"]["command"].as_str().is_some_and(|it| it.contains("aws ")));
    }
    assert!(json["estimate"]["usd_a_month"].as_f64().unwrap() > 0.0);
}

#[test]
fn words_for_shells() {
    for text in ["", "a b", "it's", "$(rm)", "`x`", "a\nb", "*", "~", "!x", "é", "a\\", "\"", "-x"]
    {
        let script = format!("printf %s {}", mend::quote(text));
        let out = std::process::Command::new("sh").arg("-c").arg(script).output().unwrap();
        assert_eq!(String::from_utf8(out.stdout).unwrap(), text);
    }
}
