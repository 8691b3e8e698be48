//! What was left behind.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{Mend, quote};
use crate::scene::{Distribution, Scene};
use crate::verdict::Verdict;

/// Disabled, but there.
pub(super) const DISABLED: Check = Check {
    id: "cloudfront-disabled",
    title: "The distribution is used",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "A forgotten distribution keeps its names from others, and its origins' policies open.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html",
    judge: Judge::Distribution(disabled),
};

fn disabled(it: &Distribution, _: &Scene) -> Verdict {
    if it.settings.enabled {
        return Verdict::pass("enabled");
    }
    Verdict::fail("disabled", Mend::run(delete(&it.id)))
}

fn delete(id: &str) -> String {
    let id = quote(id);
    format!(
        "aws cloudfront delete-distribution --id {id} --if-match \
         \"$(aws cloudfront get-distribution-config --id {id} --query ETag --output text)\""
    )
}

/// Staging, but there.
pub(super) const STAGING: Check = Check {
    id: "cloudfront-staging",
    title: "The distribution is no leftover of a staged deployment",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "A staging distribution that nobody promotes drifts, and surprises whoever promotes it later.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment.html",
    judge: Judge::Distribution(staging),
};

fn staging(it: &Distribution, _: &Scene) -> Verdict {
    if !it.settings.staging {
        return Verdict::pass("a primary distribution");
    }
    let look = "aws cloudfront list-continuous-deployment-policies";
    Verdict::fail("a staging distribution", Mend::look(look))
}
