//! Who may read what, through CloudFront and around it.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::document::{self, Document};
use crate::mend::{self, Mend, put_policy, quote};
use crate::scene::{Behavior, Bucket, Distribution, Scene, Standing};
use crate::verdict::Verdict;
use aws_sdk_cloudfront::types as cf;

const PAGE: &str = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html";
/// AWS's Managed-CORS-S3Origin, which sends no Host.
const CORS_S3_ORIGIN: &str = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf";

/// Origin access control.
pub(super) const CONTROL: Check = Check {
    id: "cloudfront-origin-access-control",
    title: "CloudFront reads buckets as itself, by origin access control",
    severity: Severity::High,
    calls: &[Call::DistributionConfig],
    consequence: "The bucket must be open to everybody for CloudFront to read it (or, with an identity of the old kind, KMS and new regions do not work).",
    page: PAGE,
    judge: Judge::Distribution(control),
};

fn control(it: &Distribution, _: &Scene) -> Verdict {
    let buckets = it.settings.origins.iter().filter(|origin| origin.bucket.is_some());
    let buckets: Vec<_> = buckets.collect();
    if buckets.is_empty() {
        return Verdict::none("no origin is a bucket");
    }
    let Some(without) = buckets.iter().find(|origin| origin.access_control.is_none()) else {
        return Verdict::pass(format!("{} origins with origin access control", buckets.len()));
    };
    let seen = match &without.access_identity {
        Some(identity) => format!("has {identity}, which is of the old kind"),
        None => "has neither origin access control nor identity".to_owned(),
    };
    let evidence = format!("origin {} {seen}", without.id);
    Verdict::fail(evidence, Mend::run(mend::access_control(&it.id, &without.id)))
}

/// … that signs.
pub(super) const SIGNS: Check = Check {
    id: "cloudfront-origin-access-signs",
    title: "Origin access control signs every request",
    severity: Severity::High,
    calls: &[Call::DistributionConfig, Call::ListAccessControls],
    consequence: "S3 sees an anonymous request, or the viewer's own signature: the origin answers 403, or must be public.",
    page: PAGE,
    judge: Judge::Distribution(signs),
};

fn signs(it: &Distribution, scene: &Scene) -> Verdict {
    let used = it.settings.origins.iter().filter_map(|origin| origin.access_control.as_deref());
    let used: Vec<&str> = used.collect();
    if used.is_empty() {
        return Verdict::none("no origin has origin access control");
    }
    for id in &used {
        let Some(control) = scene.edge.access_controls.iter().find(|it| it.id == *id) else {
            let mend =
                Mend::look(format!("aws cloudfront get-origin-access-control --id {}", quote(id)));
            return Verdict::fail(format!("there is no origin access control {id}"), mend);
        };
        if control.signing_behavior != cf::OriginAccessControlSigningBehaviors::Always {
            let word = quote(id);
            let mend = format!(
                "aws cloudfront update-origin-access-control --id {word} --if-match \
                 \"$(aws cloudfront get-origin-access-control --id {word} --query ETag --output text)\" \
                 --origin-access-control-config Name={},SigningProtocol=sigv4,SigningBehavior=always,\
                 OriginAccessControlOriginType={}",
                quote(&control.name),
                control.origin_access_control_origin_type.as_str()
            );
            let behavior = control.signing_behavior.as_str();
            return Verdict::fail(format!("{id} signs: {behavior}"), Mend::run(mend));
        }
    }
    Verdict::pass(format!("{} sign always", used.join(", ")))
}

/// Bucket policies that name the distribution.
pub(super) const SOURCE_ARN: Check = Check {
    id: "cloudfront-source-arn",
    title: "Bucket policies let this account's distributions in, and no other's",
    severity: Severity::High,
    calls: &[Call::DistributionConfig, Call::BucketPolicy],
    consequence: "Anybody can make a distribution of their own in front of the bucket and read all of it.",
    page: PAGE,
    judge: Judge::Distribution(source_arn),
};

fn source_arn(it: &Distribution, scene: &Scene) -> Verdict {
    let mut seen = Vec::new();
    for bucket in it.buckets().filter_map(|name| scene.bucket(name)) {
        let Some(text) = bucket.policy.as_deref() else { continue };
        let policy = match Document::parse(&bucket.name, text) {
            Ok(policy) => policy,
            Err(why) => return Verdict::unknown(format!("the policy of {} {why}", bucket.name)),
        };
        if policy.lets_strangers() {
            return Verdict::fail(
                format!("the policy of {} lets CloudFront in for any account", bucket.name),
                put_policy(&bucket.name, Some(narrowed(bucket, &policy, scene))),
            );
        }
        if policy.lets_distribution(&it.arn, &scene.account) {
            seen.push(format!("{} names {}", bucket.name, it.arn));
        }
    }
    if seen.is_empty() {
        return Verdict::none("no bucket's policy lets CloudFront's service in");
    }
    Verdict::pass(seen.join(", "))
}

/// A policy that lets in those distributions that read the bucket, one by one.
fn narrowed(bucket: &Bucket, policy: &Document<'_>, scene: &Scene) -> String {
    let is_wide = |it: &serde_json::Value| document::lets_strangers(&bucket.name, it);
    let mut text = policy.without(is_wide);
    for reader in &scene.distributions {
        let reads = reader.buckets().any(|name| name == bucket.name);
        let may = text.as_deref().and_then(|text| Document::parse(&bucket.name, text).ok());
        let may = may.is_some_and(|it| it.lets_distribution(&reader.arn, &scene.account));
        if reads && !may {
            let own = document::distribution_reads(&bucket.name, &reader.arn);
            text = Some(document::with(text.as_deref(), own));
        }
    }
    // The distribution that was found reads it, so something is left.
    text.unwrap_or_default()
}

/// The viewer's Host breaks signatures.
pub(super) const HOST_HEADER: Check = Check {
    id: "cloudfront-s3-host-header",
    title: "The viewer's Host header is not sent to a bucket",
    severity: Severity::High,
    calls: &[Call::DistributionConfig, Call::ListOriginPolicies],
    consequence: "S3 looks for a bucket of the viewer's host's name and refuses the signature: viewers get 403 or 404.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html",
    judge: Judge::Distribution(host_header),
};

fn host_header(it: &Distribution, scene: &Scene) -> Verdict {
    let to_bucket = |behavior: &&Behavior| {
        it.origin(&behavior.origin).is_some_and(|origin| origin.bucket.is_some())
    };
    let behaviors: Vec<_> = it.settings.behaviors.iter().filter(to_bucket).collect();
    if behaviors.is_empty() {
        return Verdict::none("no behaviour leads to a bucket");
    }
    let sends = behaviors.iter().find(|behavior| sends_host(behavior, scene));
    let Some(sends) = sends else {
        return Verdict::pass(format!("{} behaviours lead to buckets without it", behaviors.len()));
    };
    let filter = format!(
        "if .OriginRequestPolicyId == \"{0}\" then .OriginRequestPolicyId = \"{CORS_S3_ORIGIN}\" else . end",
        sends.origin_policy.as_deref().unwrap_or_default()
    );
    let mend = match sends.origin_policy {
        Some(_) => filter,
        None => {
            "if .ForwardedValues then .ForwardedValues.Headers = {Quantity: 0} else . end".into()
        }
    };
    Verdict::fail(
        format!("path {} sends the viewer's Host", sends.path),
        Mend::run(mend::distribution(&it.id, &mend::behaviors(&mend))),
    )
}

fn sends_host(behavior: &Behavior, scene: &Scene) -> bool {
    use cf::OriginRequestPolicyHeaderBehavior as Kind;
    let host = |items: Option<&[String]>| {
        items.unwrap_or_default().iter().any(|it| it == "*" || it.eq_ignore_ascii_case("host"))
    };
    let legacy = behavior.legacy.as_ref().and_then(|it| it.headers.as_ref());
    if legacy.is_some_and(|headers| host(headers.items.as_deref())) {
        return true;
    }
    let policy = behavior.origin_policy.as_deref().and_then(|id| scene.origin_policy(id));
    let Some(headers) = policy.and_then(|it| it.headers_config.as_ref()) else { return false };
    let named = host(headers.headers.as_ref().and_then(|it| it.items.as_deref()));
    match headers.header_behavior {
        Kind::AllViewer | Kind::AllViewerAndWhitelistCloudFront => true,
        Kind::AllExcept => !named,
        Kind::Whitelist => named,
        _ => false,
    }
}

/// Paths that look private.
pub(super) const PRIVATE_PATHS: Check = Check {
    id: "cloudfront-private-paths",
    title: "Paths that are meant for some are behind signed URLs or cookies",
    severity: Severity::Medium,
    calls: &[Call::DistributionConfig],
    consequence: "Whoever guesses or is passed the address reads it.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html",
    judge: Judge::Distribution(private_paths),
};

fn private_paths(it: &Distribution, scene: &Scene) -> Verdict {
    const WORDS: [&str; 6] =
        ["private", "secret", "internal", "confidential", "members", "invoices"];
    let declared = &scene.options.private_paths;
    let is_private = |path: &str| {
        let lower = path.to_ascii_lowercase();
        declared.iter().any(|it| it.trim_start_matches('/') == path.trim_start_matches('/'))
            || WORDS.iter().any(|word| lower.split(['/', '*', '-', '_', '.']).any(|it| it == *word))
    };
    let private: Vec<_> = it.settings.behaviors.iter().filter(|it| is_private(&it.path)).collect();
    // A declared path without a behaviour of its own falls to the default one.
    let default = it.settings.behaviors.first();
    let fallen = declared.iter().filter(|path| {
        let path = path.trim_start_matches('/');
        !it.settings.behaviors.iter().any(|it| it.path.trim_start_matches('/') == path)
    });
    let open = |it: &&Behavior| it.key_groups.is_empty() && it.signers.is_empty();
    let mut paths: Vec<&str> =
        private.iter().copied().filter(open).map(|it| it.path.as_str()).collect();
    if default.is_some_and(|it| open(&it)) {
        paths.extend(fallen.map(String::as_str));
    }
    if paths.is_empty() {
        return match private.len() {
            0 if declared.is_empty() => {
                Verdict::none("no path looks private, and none was given (--private-path)")
            }
            0 => Verdict::pass("the default behaviour wants a signature"),
            count => Verdict::pass(format!("{count} paths want a signature")),
        };
    }
    let list = serde_json::json!(paths);
    let filter = format!(
        "(.CacheBehaviors.Items[]? | select(.PathPattern as $it | {list} | index($it))) |= \
         (.TrustedKeyGroups = {{Enabled: true, Quantity: 1, Items: [$group]}})"
    );
    let command = mend::distribution_with(&it.id, "--arg group \"$KEY_GROUP_ID\"", &filter);
    Verdict::fail(
        format!("without a signature: {}", paths.join(", ")),
        Mend::with(&["KEY_GROUP_ID"], command),
    )
}

/// Keys of an account's root.
pub(super) const SIGNERS: Check = Check {
    id: "cloudfront-trusted-signers",
    title: "Signed URLs are checked by key groups, not by accounts' root keys",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "Only the root user can change such a key, so it is never changed.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
    judge: Judge::Distribution(signers),
};

fn signers(it: &Distribution, _: &Scene) -> Verdict {
    let behaviors = it.settings.behaviors.iter();
    let signed = behaviors.filter(|it| !it.signers.is_empty() || !it.key_groups.is_empty());
    let (old, new): (Vec<_>, Vec<_>) = signed.partition(|it| !it.signers.is_empty());
    match (old.as_slice(), new.len()) {
        ([], 0) => Verdict::none("no path wants a signature"),
        ([], count) => Verdict::pass(format!("{count} paths by key groups")),
        (old, _) => {
            let paths: Vec<&str> = old.iter().map(|it| it.path.as_str()).collect();
            let filter = mend::behaviors(
                "if .TrustedSigners.Enabled then .TrustedSigners = {Enabled: false, Quantity: 0} \
                 | .TrustedKeyGroups = {Enabled: true, Quantity: 1, Items: [$group]} else . end",
            );
            let command = mend::distribution_with(&it.id, "--arg group \"$KEY_GROUP_ID\"", &filter);
            let evidence = format!("by an account's keys: {}", paths.join(", "));
            Verdict::fail(evidence, Mend::with(&["KEY_GROUP_ID"], command))
        }
    }
}

/// Whose the buckets behind it are.
pub(super) fn missing_bucket<'a>(it: &'a Distribution, scene: &Scene) -> Option<&'a str> {
    it.buckets()
        .find(|name| scene.bucket(name).is_some_and(|bucket| bucket.standing == Standing::Missing))
}
