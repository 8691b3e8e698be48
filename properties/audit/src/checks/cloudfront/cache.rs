//! What is kept at the edge, under which key, and for how long.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend};
use crate::scene::{Behavior, Distribution, Scene};
use crate::verdict::Verdict;
use aws_sdk_cloudfront::types as cf;

const CALLS: &[Call] = &[Call::DistributionConfig, Call::ListCachePolicies];
const PAGE: &str = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html";
/// AWS's Managed-CachingOptimized: a day, gzip and brotli, nothing but the path in the key.
const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/// Errors are kept no longer, in seconds.
const LONGEST_ERROR: i64 = 60;

/// Behaviours whose content is files in a bucket.
fn of_buckets(it: &Distribution) -> Vec<&Behavior> {
    let is_bucket = |id: &str| it.origin(id).is_some_and(|origin| origin.any_bucket().is_some());
    it.settings.behaviors.iter().filter(|behavior| is_bucket(&behavior.origin)).collect()
}

/// CachingOptimized on the paths that a check found.
fn optimize(it: &Distribution, paths: &[&str]) -> Mend {
    let filter = format!(
        "del(.ForwardedValues, .MinTTL, .DefaultTTL, .MaxTTL) | .CachePolicyId = \"{CACHING_OPTIMIZED}\""
    );
    Mend::run(mend::distribution(&it.id, &mend::on_paths(paths, &filter)))
}

fn policy<'a>(behavior: &Behavior, scene: &'a Scene) -> Option<&'a cf::CachePolicyConfig> {
    behavior.cache_policy.as_deref().and_then(|id| scene.cache_policy(id))
}

/// What every behaviour of a distribution's is found to be, those that are wrong first.
fn verdict(
    it: &Distribution,
    all: &[&Behavior],
    wrong: impl Fn(&Behavior) -> Option<String>,
    good: &str,
) -> Verdict {
    if all.is_empty() {
        return Verdict::none("no behaviour leads to a bucket");
    }
    let found: Vec<_> = all.iter().filter_map(|it| Some((it.path.as_str(), wrong(it)?))).collect();
    if found.is_empty() {
        return Verdict::pass(format!("{} behaviours: {good}", all.len()));
    }
    let paths: Vec<&str> = found.iter().map(|(path, _)| *path).collect();
    let told: Vec<String> = found.iter().map(|(path, why)| format!("path {path}: {why}")).collect();
    Verdict::fail(told.join("; "), optimize(it, &paths))
}

/// Nothing is kept.
pub(super) const TTL: Check = Check {
    id: "cloudfront-cache-ttl",
    title: "Files of buckets are kept at the edge",
    severity: Severity::Medium,
    calls: CALLS,
    consequence: "Every request goes to S3: slower for viewers, and paid for twice.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html",
    judge: Judge::Distribution(|it, scene| {
        let wrong = |behavior: &Behavior| ttl(behavior, scene);
        verdict(it, &of_buckets(it), wrong, "kept")
    }),
};

fn ttl(behavior: &Behavior, scene: &Scene) -> Option<String> {
    let (default, max) = match (policy(behavior, scene), &behavior.legacy) {
        (Some(policy), _) => {
            (policy.default_ttl.unwrap_or(86_400), policy.max_ttl.unwrap_or(31_536_000))
        }
        (None, Some(_)) => (behavior.ttl.1.unwrap_or(86_400), behavior.ttl.2.unwrap_or(31_536_000)),
        (None, None) => return None,
    };
    (default == 0 || max == 0).then(|| format!("default TTL {default} s, greatest {max} s"))
}

/// Cookies in the key.
pub(super) const COOKIES: Check = Check {
    id: "cloudfront-cache-cookies",
    title: "Cookies are not part of the cache key of files",
    severity: Severity::Medium,
    calls: CALLS,
    consequence: "Each visitor has a cache of their own, so nothing is ever a hit.",
    page: PAGE,
    judge: Judge::Distribution(|it, scene| {
        let wrong = |behavior: &Behavior| cookies(behavior, scene);
        verdict(it, &of_buckets(it), wrong, "no cookies in the key")
    }),
};

fn cookies(behavior: &Behavior, scene: &Scene) -> Option<String> {
    let word = match (policy(behavior, scene), &behavior.legacy) {
        (Some(policy), _) => {
            let key = policy.parameters_in_cache_key_and_forwarded_to_origin.as_ref()?;
            key.cookies_config.as_ref()?.cookie_behavior.as_str()
        }
        (None, Some(legacy)) => legacy.cookies.as_ref()?.forward.as_str(),
        (None, None) => return None,
    };
    matches!(word, "all" | "allExcept").then(|| format!("cookies: {word}"))
}

/// Everything in the key.
pub(super) const KEY: Check = Check {
    id: "cloudfront-cache-key",
    title: "The cache key of files has neither all headers nor all query strings",
    severity: Severity::Low,
    calls: CALLS,
    consequence: "Any link with a parameter of its own (utm_…) is another entry; and anybody can make the cache miss at will.",
    page: PAGE,
    judge: Judge::Distribution(|it, scene| {
        let wrong = |behavior: &Behavior| key(behavior, scene);
        verdict(it, &of_buckets(it), wrong, "a narrow key")
    }),
};

fn key(behavior: &Behavior, scene: &Scene) -> Option<String> {
    if let Some(policy) = policy(behavior, scene) {
        let key = policy.parameters_in_cache_key_and_forwarded_to_origin.as_ref()?;
        let word = key.query_strings_config.as_ref()?.query_string_behavior.as_str();
        return matches!(word, "all" | "allExcept").then(|| format!("query strings: {word}"));
    }
    let legacy = behavior.legacy.as_ref()?;
    let headers = legacy.headers.as_ref().and_then(|it| it.items.as_deref()).unwrap_or_default();
    if headers.iter().any(|it| it == "*") {
        return Some("headers: all".to_owned());
    }
    let named = legacy.query_string_cache_keys.as_ref().is_some_and(|it| it.quantity > 0);
    (legacy.query_string && !named).then(|| "query strings: all".to_owned())
}

/// Compression.
pub(super) const COMPRESSION: Check = Check {
    id: "cloudfront-compression",
    title: "CloudFront compresses, with gzip and brotli",
    severity: Severity::Medium,
    calls: CALLS,
    consequence: "Scripts and styles are three to five times as long on the way, and so is the bill for them.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html",
    judge: Judge::Distribution(compression),
};

fn compression(it: &Distribution, scene: &Scene) -> Verdict {
    let wrong = |behavior: &Behavior| -> Option<&'static str> {
        if !behavior.compress {
            return Some("Compress is off");
        }
        let config = policy(behavior, scene)?;
        // Nothing can be compressed for a cache that keeps nothing.
        if config.max_ttl == Some(0) {
            return None;
        }
        let key = config.parameters_in_cache_key_and_forwarded_to_origin.as_ref()?;
        let brotli = key.enable_accept_encoding_brotli.unwrap_or_default();
        (!key.enable_accept_encoding_gzip || !brotli)
            .then_some("the cache policy lacks gzip or brotli")
    };
    let all = it.settings.behaviors.iter();
    let found: Vec<_> = all.filter_map(|it| Some((it.path.as_str(), wrong(it)?))).collect();
    if found.is_empty() {
        return Verdict::pass(format!("{} behaviours compress", it.settings.behaviors.len()));
    }
    let told: Vec<String> = found.iter().map(|(path, why)| format!("path {path}: {why}")).collect();
    let lacks: Vec<&str> = found
        .iter()
        .filter(|(_, why)| why.starts_with("the cache"))
        .map(|(path, _)| *path)
        .collect();
    let mut filter = mend::behaviors(".Compress = true");
    if !lacks.is_empty() {
        let policy = format!(".CachePolicyId = \"{CACHING_OPTIMIZED}\"");
        filter = format!("{filter} | {}", mend::on_paths(&lacks, &policy));
    }
    Verdict::fail(told.join("; "), Mend::run(mend::distribution(&it.id, &filter)))
}

/// Errors that stay.
pub(super) const ERRORS: Check = Check {
    id: "cloudfront-error-caching",
    title: "Errors are not kept for longer than a minute",
    severity: Severity::Medium,
    calls: &[Call::DistributionConfig],
    consequence: "One bad moment of the origin is shown to every viewer for that long.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html",
    judge: Judge::Distribution(errors),
};

fn errors(it: &Distribution, _: &Scene) -> Verdict {
    // Without a number CloudFront keeps them for 10 s; with a page of one's own and none said, 300 s.
    let long = |(code, ttl): &(i32, Option<i64>)| {
        let ttl = ttl.unwrap_or(300);
        (ttl > LONGEST_ERROR).then(|| format!("{code}: {ttl} s"))
    };
    let long: Vec<String> = it.settings.errors.iter().filter_map(long).collect();
    if long.is_empty() {
        return Verdict::pass(match it.settings.errors.len() {
            0 => "kept for 10 s, as CloudFront does by itself".to_owned(),
            count => format!("{count} kept for {LONGEST_ERROR} s at most"),
        });
    }
    let filter = format!(
        "(.CustomErrorResponses.Items[]? | select((.ErrorCachingMinTTL // 300) > {LONGEST_ERROR})) |= \
         (.ErrorCachingMinTTL = 10)"
    );
    Verdict::fail(long.join(", "), Mend::run(mend::distribution(&it.id, &filter)))
}
