//! Headers that tell browsers to be careful. Origins may send them too, object by object; CloudFront
//! sends them always.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend, quote};
use crate::scene::{Behavior, Distribution, Scene};
use crate::verdict::Verdict;
use aws_sdk_cloudfront::types as cf;
use std::collections::BTreeSet;

const PAGE: &str = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html";
/// AWS's Managed-SecurityHeadersPolicy: all but a content security policy.
const SECURITY_HEADERS: &str = "67f7725c-6f97-4210-82d7-5512b31e9d03";
const CALLS: &[Call] = &[Call::DistributionConfig, Call::ListHeadersPolicies];
/// All five, for policies of one's own.
const ALL_FIVE: &str = r#"{StrictTransportSecurity: {Override: true, AccessControlMaxAgeSec: 31536000, IncludeSubdomains: true}, ContentTypeOptions: {Override: true}, FrameOptions: {Override: true, FrameOption: "SAMEORIGIN"}, ReferrerPolicy: {Override: true, ReferrerPolicy: "strict-origin-when-cross-origin"}, ContentSecurityPolicy: {Override: false, ContentSecurityPolicy: "default-src 'self'"}}"#;

type Headers = cf::ResponseHeadersPolicySecurityHeadersConfig;

/// A header: its name, and whether a policy has it.
struct Header {
    name: &'static str,
    has: fn(&Headers) -> bool,
}

macro_rules! header {
    ($constant:ident, $id:literal, $name:literal, $member:ident, $severity:ident, $title:literal, $consequence:literal) => {
        #[doc = $title]
        pub(super) const $constant: Check = Check {
            id: $id,
            title: $title,
            severity: Severity::$severity,
            calls: CALLS,
            consequence: $consequence,
            page: PAGE,
            judge: Judge::Distribution(|it, scene| {
                judge(it, scene, &Header { name: $name, has: |all| all.$member.is_some() })
            }),
        };
    };
}

header!(
    HSTS,
    "cloudfront-header-hsts",
    "Strict-Transport-Security",
    strict_transport_security,
    Medium,
    "Browsers are told to come by TLS only (HSTS)",
    "The first request of every visit can go by plain HTTP and be led elsewhere."
);
header!(
    CSP,
    "cloudfront-header-csp",
    "Content-Security-Policy",
    content_security_policy,
    Medium,
    "Browsers are told whose scripts may run (CSP)",
    "A script that somebody smuggles into a page or an upload runs with the user's rights."
);
header!(
    CONTENT_TYPE,
    "cloudfront-header-content-type-options",
    "X-Content-Type-Options",
    content_type_options,
    Low,
    "Browsers are told not to guess content types",
    "An upload that looks like a picture can be run as a script."
);
header!(
    FRAMES,
    "cloudfront-header-frame-options",
    "X-Frame-Options",
    frame_options,
    Low,
    "Browsers are told not to show pages in others' frames",
    "Another site can put the application under its own buttons and have users click on it."
);
header!(
    REFERRER,
    "cloudfront-header-referrer-policy",
    "Referrer-Policy",
    referrer_policy,
    Low,
    "Browsers are told how much of an address to pass on",
    "Addresses with presigned parameters or names of files are told to other sites."
);

fn judge(it: &Distribution, scene: &Scene, header: &Header) -> Verdict {
    let has = |id: &str| {
        let Some((config, _)) = scene.headers_policy(id) else { return false };
        let security = config.security_headers_config.as_ref();
        let items = config.custom_headers_config.as_ref().and_then(|it| it.items.as_deref());
        security.is_some_and(header.has)
            || items
                .unwrap_or_default()
                .iter()
                .any(|it| it.header.eq_ignore_ascii_case(header.name))
    };
    let without =
        it.settings.behaviors.iter().filter(|it| !it.headers_policy.as_deref().is_some_and(has));
    let without: Vec<_> = without.collect();
    if without.is_empty() {
        return Verdict::pass(format!("{} on every path", header.name));
    }
    let paths: Vec<&str> = without.iter().map(|it| it.path.as_str()).collect();
    let evidence = format!("no {} on {}", header.name, paths.join(", "));
    Verdict::fail(evidence, Mend::run(command(it, &without, scene, header)))
}

/// Policies of one's own get what they lack; paths without one get one.
fn command(it: &Distribution, without: &[&Behavior], scene: &Scene, header: &Header) -> String {
    let own = |id: &&str| scene.headers_policy(id).is_some_and(|(_, managed)| !managed);
    let policies = without.iter().filter_map(|it| it.headers_policy.as_deref());
    let own: BTreeSet<&str> = policies.filter(own).collect();
    let has_own = |it: &Behavior| it.headers_policy.as_deref().is_some_and(|id| own.contains(id));
    let bare: Vec<&Behavior> = without.iter().copied().filter(|it| !has_own(it)).collect();
    let paths: Vec<&str> = bare.iter().map(|it| it.path.as_str()).collect();
    let mut commands: Vec<String> = own.iter().map(|id| update(id)).collect();
    // AWS's own policy cannot be added to: what it lacks needs another one in its place.
    let needs_own = header.name == "Content-Security-Policy"
        || bare.iter().any(|it| it.headers_policy.is_some());
    match own.first() {
        _ if bare.is_empty() => {}
        Some(id) => commands.push(use_policy(&it.id, &paths, "", &format!("\"{id}\""))),
        None if needs_own => commands.push(create(&it.id, &paths)),
        None => commands.push(use_policy(&it.id, &paths, "", &format!("\"{SECURITY_HEADERS}\""))),
    }
    commands.join(" && ")
}

/// Adds what is missing to a policy of one's own; what it says already stays.
fn update(id: &str) -> String {
    let word = quote(id);
    let filter = quote(&format!(
        ".ResponseHeadersPolicyConfig | .SecurityHeadersConfig = ({ALL_FIVE} + (.SecurityHeadersConfig // {{}}))"
    ));
    format!(
        "aws cloudfront get-response-headers-policy-config --id {word} > {word}.json && \
         jq {filter} {word}.json > {word}.new.json && \
         aws cloudfront update-response-headers-policy --id {word} \
         --if-match \"$(jq -r .ETag {word}.json)\" --response-headers-policy-config file://{word}.new.json"
    )
}

/// A policy with all five, for some paths.
fn create(distribution: &str, paths: &[&str]) -> String {
    let config = quote(&format!("{{Name: $name, SecurityHeadersConfig: {ALL_FIVE}}}"));
    let name = quote(&format!("{distribution}-security-headers"));
    format!(
        "POLICY=$(jq -n --arg name {name} {config} > headers.json && \
         aws cloudfront create-response-headers-policy --response-headers-policy-config file://headers.json \
         --query ResponseHeadersPolicy.Id --output text) && {}",
        use_policy(distribution, paths, "--arg policy \"$POLICY\"", "$policy")
    )
}

fn use_policy(distribution: &str, paths: &[&str], arguments: &str, policy: &str) -> String {
    let filter = mend::on_paths(paths, &format!(".ResponseHeadersPolicyId = {policy}"));
    mend::distribution_with(distribution, arguments, &filter)
}
