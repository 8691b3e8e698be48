//! What scripts of other sites may do.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, s3api_edit};
use crate::scene::{Bucket, Scene};
use crate::verdict::Verdict;

/// Every site.
pub(super) const ORIGINS: Check = Check {
    id: "s3-cors-origins",
    title: "CORS names the sites whose scripts may use the bucket",
    severity: Severity::Medium,
    calls: &[Call::BucketCors],
    consequence: "Any page that a user visits can use that user's presigned links and read the answers.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
    judge: Judge::Bucket(origins),
};

fn origins(bucket: &Bucket, scene: &Scene) -> Verdict {
    if bucket.cors.is_empty() {
        return Verdict::pass("there are no CORS rules");
    }
    let wide = |origin: &str| {
        let host = origin.split("://").last().unwrap_or(origin);
        // `*`, `https://*`, `*.com`: every site, or every one of a top-level domain.
        host == "*" || host.strip_prefix("*.").is_some_and(|rest| !rest.contains('.'))
    };
    let wide: Vec<String> = bucket
        .cors
        .iter()
        .filter(|rule| rule.allowed_origins.iter().any(|origin| wide(origin)))
        .map(|rule| {
            format!("{} for {}", rule.allowed_methods.join(" "), rule.allowed_origins.join(" "))
        })
        .collect();
    if wide.is_empty() {
        let all = bucket.cors.iter().flat_map(|rule| rule.allowed_origins.iter());
        let all: Vec<&str> = all.map(String::as_str).collect();
        return Verdict::pass(format!("only {}", all.join(", ")));
    }
    Verdict::fail(wide.join("; "), narrow(bucket, scene))
}

/// The site that the bucket is served by, if it is known.
fn narrow(bucket: &Bucket, scene: &Scene) -> Mend {
    let serves = scene.distributions.iter().find(|it| it.buckets().any(|name| name == bucket.name));
    let site = serves.and_then(|it| it.settings.aliases.first().or(Some(&it.domain)));
    let edit = |site: &str| {
        let filter = format!("{{CORSRules: [.CORSRules[] | .AllowedOrigins = [{site}]]}}");
        let get = "get-bucket-cors";
        s3api_edit(&bucket.name, get, &filter, "put-bucket-cors", "cors-configuration")
    };
    match site.filter(|site| !site.is_empty()) {
        Some(site) => edit(&serde_json::json!(format!("https://{site}")).to_string()),
        // jq reads the variable itself, so it must be exported.
        None => Mend::with(&["SITE"], edit("$ENV.SITE").command),
    }
}

/// Sites without TLS.
pub(super) const PLAIN_HTTP: Check = Check {
    id: "s3-cors-plain-http",
    title: "CORS names no site without TLS",
    severity: Severity::Low,
    calls: &[Call::BucketCors],
    consequence: "Whoever is on a user's way can put a script into that site, and it may use the bucket.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
    judge: Judge::Bucket(plain_http),
};

fn plain_http(bucket: &Bucket, _: &Scene) -> Verdict {
    let all = bucket.cors.iter().flat_map(|rule| rule.allowed_origins.iter());
    let plain: Vec<&str> = all.filter(|it| it.starts_with("http:")).map(String::as_str).collect();
    if plain.is_empty() {
        return Verdict::pass("no allowed origin begins with http:");
    }
    let filter = r#"{CORSRules: [.CORSRules[] | .AllowedOrigins |= map(sub("^http:"; "https:"))]}"#;
    let mend = s3api_edit(
        &bucket.name,
        "get-bucket-cors",
        filter,
        "put-bucket-cors",
        "cors-configuration",
    );
    Verdict::fail(plain.join(", "), mend)
}
