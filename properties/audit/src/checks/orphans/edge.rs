//! CloudFront's.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::Scene;
use crate::verdict::Verdict;
use aws_sdk_cloudfront::types as cf;
use std::collections::BTreeSet;

const CONSEQUENCE: &str =
    "It counts against a quota, and whoever finds it must find out first that nobody needs it.";

macro_rules! orphans {
    ($constant:ident, $id:literal, $call:ident, $title:literal, $page:literal, $judge:ident) => {
        #[doc = $title]
        pub(super) const $constant: Check = Check {
            id: $id,
            title: $title,
            severity: Severity::Low,
            calls: &[Call::ListDistributions, Call::$call],
            consequence: CONSEQUENCE,
            page: $page,
            judge: Judge::Architecture($judge),
        };
    };
}

orphans!(
    ACCESS_CONTROLS,
    "orphan-access-controls",
    ListAccessControls,
    "Every origin access control is used",
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteOriginAccessControl.html",
    access_controls
);
orphans!(
    ACCESS_IDENTITIES,
    "orphan-access-identities",
    ListAccessIdentities,
    "Every origin access identity is used",
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteCloudFrontOriginAccessIdentity.html",
    access_identities
);
orphans!(
    CACHE_POLICIES,
    "orphan-cache-policies",
    ListCachePolicies,
    "Every cache policy of one's own is used",
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteCachePolicy.html",
    cache_policies
);
orphans!(
    HEADERS_POLICIES,
    "orphan-headers-policies",
    ListHeadersPolicies,
    "Every response headers policy of one's own is used",
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteResponseHeadersPolicy.html",
    headers_policies
);
orphans!(
    ORIGIN_POLICIES,
    "orphan-origin-request-policies",
    ListOriginPolicies,
    "Every origin request policy of one's own is used",
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteOriginRequestPolicy.html",
    origin_policies
);
orphans!(
    KEY_GROUPS,
    "orphan-key-groups",
    ListKeyGroups,
    "Every key group is used",
    "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteKeyGroup.html",
    key_groups
);

/// What there is, each with its id and name, less what is used.
fn verdict(all: Vec<(&str, &str)>, used: &BTreeSet<&str>, operation: &str) -> Verdict {
    let unused: Vec<_> = all.iter().filter(|(id, _)| !used.contains(id)).collect();
    if unused.is_empty() {
        return match all.len() {
            0 => Verdict::none("there are none"),
            count => Verdict::pass(format!("{count}, all used")),
        };
    }
    let told: Vec<String> = unused.iter().map(|(id, name)| format!("{id} ({name})")).collect();
    let delete = |(id, _): &&(&str, &str)| {
        let id = quote(id);
        format!(
            "aws cloudfront delete-{operation} --id {id} --if-match \
             \"$(aws cloudfront get-{operation} --id {id} --query ETag --output text)\""
        )
    };
    let commands: Vec<String> = unused.iter().copied().map(|it| delete(&it)).collect();
    Verdict::fail(
        format!("no distribution uses {}", told.join(", ")),
        Mend::run(commands.join(" && ")),
    )
}

/// Something of each behaviour of each distribution.
fn of_behaviors<'a>(
    scene: &'a Scene,
    default: fn(&'a cf::DefaultCacheBehavior) -> Vec<&'a str>,
    other: fn(&'a cf::CacheBehavior) -> Vec<&'a str>,
) -> BTreeSet<&'a str> {
    let all = &scene.edge.distributions;
    let defaults = all.iter().filter_map(|it| it.default_cache_behavior.as_ref()).flat_map(default);
    let others = all.iter().filter_map(|it| it.cache_behaviors.as_ref()?.items.as_deref());
    defaults.chain(others.flatten().flat_map(other)).collect()
}

fn one(id: Option<&String>) -> Vec<&str> {
    id.map(String::as_str).into_iter().collect()
}

fn origins(scene: &Scene) -> impl Iterator<Item = &cf::Origin> {
    let all = scene.edge.distributions.iter().filter_map(|it| it.origins.as_ref());
    all.flat_map(|origins| origins.items.iter())
}

fn access_controls(scene: &Scene) -> Verdict {
    let all = scene.edge.access_controls.iter().map(|it| (it.id.as_str(), it.name.as_str()));
    let used = origins(scene).filter_map(|it| it.origin_access_control_id.as_deref()).collect();
    verdict(all.collect(), &used, "origin-access-control")
}

fn access_identities(scene: &Scene) -> Verdict {
    let all = scene.edge.access_identities.iter().map(|id| (id.as_str(), "identity"));
    let identity = |it: &cf::Origin| {
        let identity = it.s3_origin_config.as_ref()?.origin_access_identity.clone();
        identity.rsplit('/').next().map(str::to_owned)
    };
    let used: Vec<String> = origins(scene).filter_map(identity).collect();
    let used = used.iter().map(String::as_str).collect();
    verdict(all.collect(), &used, "cloud-front-origin-access-identity")
}

fn cache_policies(scene: &Scene) -> Verdict {
    let own =
        scene.edge.cache_policies.iter().filter(|it| it.r#type == cf::CachePolicyType::Custom);
    let all = own.filter_map(|it| {
        let policy = it.cache_policy.as_ref()?;
        Some((policy.id.as_str(), policy.cache_policy_config.as_ref()?.name.as_str()))
    });
    let used = of_behaviors(
        scene,
        |it| one(it.cache_policy_id.as_ref()),
        |it| one(it.cache_policy_id.as_ref()),
    );
    verdict(all.collect(), &used, "cache-policy")
}

fn headers_policies(scene: &Scene) -> Verdict {
    let all = scene.edge.headers_policies.iter();
    let own = all.filter(|it| it.r#type == cf::ResponseHeadersPolicyType::Custom);
    let all = own.filter_map(|it| {
        let policy = it.response_headers_policy.as_ref()?;
        Some((policy.id.as_str(), policy.response_headers_policy_config.as_ref()?.name.as_str()))
    });
    let used = of_behaviors(
        scene,
        |it| one(it.response_headers_policy_id.as_ref()),
        |it| one(it.response_headers_policy_id.as_ref()),
    );
    verdict(all.collect(), &used, "response-headers-policy")
}

fn origin_policies(scene: &Scene) -> Verdict {
    let all = scene.edge.origin_policies.iter();
    let own = all.filter(|it| it.r#type == cf::OriginRequestPolicyType::Custom);
    let all = own.filter_map(|it| {
        let policy = it.origin_request_policy.as_ref()?;
        Some((policy.id.as_str(), policy.origin_request_policy_config.as_ref()?.name.as_str()))
    });
    let used = of_behaviors(
        scene,
        |it| one(it.origin_request_policy_id.as_ref()),
        |it| one(it.origin_request_policy_id.as_ref()),
    );
    verdict(all.collect(), &used, "origin-request-policy")
}

fn key_groups(scene: &Scene) -> Verdict {
    let all = scene.edge.key_groups.iter().map(|(id, name)| (id.as_str(), name.as_str()));
    fn groups(it: Option<&cf::TrustedKeyGroups>) -> Vec<&str> {
        let items = it.and_then(|it| it.items.as_deref()).unwrap_or_default();
        items.iter().map(String::as_str).collect()
    }
    let used = of_behaviors(
        scene,
        |it| groups(it.trusted_key_groups.as_ref()),
        |it| groups(it.trusted_key_groups.as_ref()),
    );
    verdict(all.collect(), &used, "key-group")
}
