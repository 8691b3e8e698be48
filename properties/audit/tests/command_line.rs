//! The command, as scripts call it.

use crate::shop::{BUCKET, GROUP, Shop};
use std::path::PathBuf;
use std::process::{Command, Output};

fn audit(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion-audit"));
    command.args(arguments);
    for variable in ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_REGION", "AWS_DEFAULT_REGION"] {
        command.env_remove(variable);
    }
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn usage_errors_name_the_next_step() {
    for (arguments, says) in [
        (&["--bucket", "b"][..], "--endpoint URL, --file FILE or --aws"),
        (&["--file", "nowhere"], "--tag KEY=VALUE"),
        (&["--file", "/nowhere", "--bucket", "b"], "cannot be read"),
        (&["--only", "s3-version", "--bucket", "b"], "did you mean s3-versioning"),
        (&["--tag", "app", "--aws"], "KEY=VALUE"),
        (&["--recent", "1y", "--bucket", "b"], "24h, 90m, 7d"),
        (&["--fail-on", "fatal", "--bucket", "b"], "high, medium, low or info"),
        (&["--endpoint", "ftp://x", "--bucket", "b"], "http://host:port"),
        (&["--terraform-state", "/nowhere"], "cannot be read"),
        (&["--format", "pdf", "--bucket", "b"], "text, markdown, json, sarif, html"),
    ] {
        let output = audit(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error(&output).contains(says), "{arguments:?}: {}", error(&output));
    }
}

#[test]
fn lists_and_policies() {
    let list = out(&audit(&["--list"]));
    assert!(list.contains("s3-versioning") && list.contains("[GetBucketVersioning]"));
    let policy = out(&audit(&["--print-policy", "--tag", "app=shop"]));
    let policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
    let actions = policy["Statement"][0]["Action"].as_array().unwrap();
    assert!(actions.iter().any(|it| it == "s3:GetBucketTagging"));
    let reads = ["Get", "List", "Describe"];
    for action in actions {
        let name = action.as_str().unwrap().split(':').nth(1).unwrap();
        assert!(reads.iter().any(|read| name.starts_with(read)), "{name} only reads");
    }
}

/// A saved cloud, as `/_parhelion/file` gives it.
async fn saved(shop: &Shop, folder: &std::path::Path) -> String {
    let file = folder.join("cloud");
    std::fs::write(&file, shop.cloud.snapshot().save().unwrap()).unwrap();
    file.to_str().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_saved_cloud_is_audited_in_process() {
    let folder = folder("audit-saved");
    let shop = Shop::new().await;
    let file = saved(&shop, &folder).await;
    let names = ["--file", &file, "--bucket", BUCKET, "--log-group", GROUP];
    let good = audit(&[&names[..], &["--fail-on", "low", "--skip", "s3-mfa-delete"]].concat());
    assert_eq!(good.status.code(), Some(0), "{}{}", out(&good), error(&good));
    assert!(out(&good).contains("HEALTHY"));

    shop.cors("*").await;
    let file = saved(&shop, &folder).await;
    let names = ["--file", &file, "--bucket", BUCKET];
    let page = folder.join("page.html");
    let page = page.to_str().unwrap();
    let baseline = folder.join("baseline.json");
    let baseline = baseline.to_str().unwrap();
    let more = ["--html", page, "--write-baseline", baseline, "--format", "json"];
    let bad = audit(&[&names[..], &more].concat());
    assert_eq!(bad.status.code(), Some(1), "{}", error(&bad));
    let json: serde_json::Value = serde_json::from_str(&out(&bad)).unwrap();
    assert_eq!(json["verdict"], "not healthy");
    assert!(std::fs::read_to_string(page).unwrap().starts_with("<!DOCTYPE html>"));
    let accepted = audit(&[&names[..], &["--baseline", baseline]].concat());
    assert_eq!(accepted.status.code(), Some(0), "{}", out(&accepted));
    let gone = audit(&["--file", &file, "--bucket", "shop-fils"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(error(&gone).contains("nothing was found"), "{}", error(&gone));
}
