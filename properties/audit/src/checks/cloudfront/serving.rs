//! What is served to whom, and what is told of it.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend};
use crate::scene::{Distribution, Scene};
use crate::verdict::Verdict;

/// `/`.
pub(super) const ROOT: Check = Check {
    id: "cloudfront-default-root-object",
    title: "There is a default root object",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "Who asks for the bare domain gets an error, or the list of the origin's files.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    judge: Judge::Distribution(root),
};

fn root(it: &Distribution, _: &Scene) -> Verdict {
    let name = &it.settings.default_root_object;
    if !name.is_empty() {
        return Verdict::pass(name.as_str());
    }
    let default = it.settings.behaviors.first().and_then(|behavior| it.origin(&behavior.origin));
    if default.is_some_and(|origin| origin.bucket.is_none()) {
        return Verdict::none("the default origin is no bucket, and decides itself what / is");
    }
    let mend = Mend::run(mend::distribution(&it.id, ".DefaultRootObject = \"index.html\""));
    Verdict::fail("/ is nothing", mend)
}

/// Access logs.
pub(super) const LOGGING: Check = Check {
    id: "cloudfront-logging",
    title: "Requests to the distribution are logged",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "After an incident nobody can tell who got what, and 5xx cannot be looked into.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
    judge: Judge::Distribution(logging),
};

fn logging(it: &Distribution, _: &Scene) -> Verdict {
    if let Some(bucket) = &it.settings.log_bucket {
        return Verdict::pass(format!("standard logs to {bucket}"));
    }
    let command = mend::distribution_with(
        &it.id,
        "--arg bucket \"$LOG_BUCKET.s3.amazonaws.com\"",
        ".Logging = {Enabled: true, IncludeCookies: false, Bucket: $bucket, Prefix: \"cloudfront/\"}",
    );
    let seen = "standard logging is off (logs by CloudWatch's deliveries were not looked for)";
    Verdict::fail(seen, Mend::with(&["LOG_BUCKET"], command))
}

/// A firewall.
pub(super) const WAF: Check = Check {
    id: "cloudfront-waf",
    title: "A web ACL of AWS WAF stands in front",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "Floods and known attacks reach the application, and each request is paid for.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
    judge: Judge::Distribution(waf),
};

fn waf(it: &Distribution, _: &Scene) -> Verdict {
    if !it.settings.web_acl.is_empty() {
        return Verdict::pass(it.settings.web_acl.as_str());
    }
    let command = mend::distribution_with(&it.id, "--arg acl \"$WEB_ACL_ARN\"", ".WebACLId = $acl");
    Verdict::fail("no web ACL", Mend::with(&["WEB_ACL_ARN"], command))
}

/// Countries.
pub(super) const GEO: Check = Check {
    id: "cloudfront-geo-restriction",
    title: "Content is served in chosen countries",
    severity: Severity::Info,
    calls: &[Call::DistributionConfig],
    consequence: "It is served in every country; whether it may be is for you to know.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
    judge: Judge::Distribution(geo),
};

fn geo(it: &Distribution, _: &Scene) -> Verdict {
    let (kind, countries) = &it.settings.geo;
    if kind != "none" {
        return Verdict::pass(format!("{kind} of {countries} countries"));
    }
    let command = mend::distribution_with(
        &it.id,
        "--arg country \"$COUNTRY\"",
        ".Restrictions.GeoRestriction = {RestrictionType: \"whitelist\", Quantity: 1, Items: [$country]}",
    );
    Verdict::fail("no restriction", Mend::with(&["COUNTRY"], command))
}

/// Edges that cost more.
pub(super) const PRICE_CLASS: Check = Check {
    id: "cloudfront-price-class",
    title: "Only edges that are needed are paid for",
    severity: Severity::Info,
    calls: &[Call::DistributionConfig],
    consequence: "Viewers far away cost up to twice as much as those in Europe and North America; if you have none there, nothing is lost.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html",
    judge: Judge::Distribution(price_class),
};

fn price_class(it: &Distribution, _: &Scene) -> Verdict {
    let class = it.settings.price_class.as_str();
    if !matches!(class, "PriceClass_All" | "") {
        return Verdict::pass(class);
    }
    let mend = Mend::run(mend::distribution(&it.id, ".PriceClass = \"PriceClass_100\""));
    Verdict::fail("PriceClass_All", mend)
}
