//! CloudFront serves assets.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::document::{self, Document};
use crate::mend::{self, Mend, put_policy, quote};
use crate::scene::{Distribution, Origin, Scene, Standing};
use crate::verdict::Verdict;

/// It serves, and may read what it serves.
pub(super) const STANDS: Check = Check {
    id: "connection-edge-stands",
    title: "CloudFront serves, and may read its origins",
    severity: Severity::High,
    calls: &[
        Call::ListBuckets,
        Call::ListObjects,
        Call::ListDistributions,
        Call::DistributionConfig,
        Call::BucketPolicy,
        Call::BucketPolicyStatus,
    ],
    consequence: "Viewers get 403 or 502 instead of the application's assets.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    judge: Judge::Distribution(stands),
};

fn stands(it: &Distribution, scene: &Scene) -> Verdict {
    if !it.settings.enabled {
        if scene.distributions.iter().any(|other| other.settings.enabled) {
            return Verdict::none("disabled; another distribution of the scope serves");
        }
        let mend = Mend::run(mend::distribution(&it.id, ".Enabled = true"));
        return Verdict::fail("the distribution is disabled", mend);
    }
    for origin in &it.settings.origins {
        if let Some((evidence, mend)) = cannot_read(it, origin, scene) {
            return Verdict::fail(
                format!("origin {} ({}): {evidence}", origin.id, origin.host),
                mend,
            );
        }
    }
    let hosts: Vec<_> = it.settings.origins.iter().map(|origin| origin.host.as_str()).collect();
    let state = if it.status.is_empty() { "enabled" } else { it.status.as_str() };
    Verdict::pass(format!("{state}; origins {} may be read", hosts.join(", ")))
}

/// Why CloudFront cannot read an origin, as far as S3 tells.
fn cannot_read(it: &Distribution, origin: &Origin, scene: &Scene) -> Option<(String, Mend)> {
    let bucket = scene.bucket(origin.any_bucket()?)?;
    let mut commands = Vec::new();
    let mut why = Vec::new();
    match bucket.standing {
        Standing::Missing => {
            commands.push(format!("aws s3api create-bucket --bucket {}", quote(&bucket.name)));
            why.push("there is no such bucket");
        }
        // Its policy is not ours to read.
        Standing::Foreign => return None,
        Standing::Ours | Standing::Unknown => {}
    }
    if bucket.policy_is_public == Some(true) {
        return None;
    }
    let text = bucket.policy.as_deref();
    let policy = match text.map(|text| Document::parse(&bucket.name, text)) {
        // What its own check cannot read either.
        Some(Err(_)) => return None,
        Some(Ok(policy)) => Some(policy),
        None => None,
    };
    let identity = origin.access_identity.as_deref().and_then(|it| it.rsplit('/').next());
    let may = match identity.filter(|_| origin.access_control.is_none()) {
        Some(identity) => policy.is_some_and(|it| it.names_identity(identity)),
        None => policy.is_some_and(|policy| policy.lets_distribution(&it.arn, &scene.account)),
    };
    if origin.access_control.is_none() && (identity.is_none() || !may) {
        commands.push(mend::access_control(&it.id, &origin.id));
        why.push("the origin has no access control, and the bucket is not public");
    }
    if !may {
        let grant = document::distribution_reads(&bucket.name, &it.arn);
        commands.push(put_policy(&bucket.name, Some(document::with(text, grant))).command);
        why.push("the bucket's policy does not let the distribution in");
    }
    (!why.is_empty()).then(|| (why.join("; "), Mend::run(commands.join(" && "))))
}

/// Somebody asked for something.
pub(super) const RECENT: Check = Check {
    id: "connection-edge-recent",
    title: "CloudFront has served requests of late",
    severity: Severity::Medium,
    calls: &[Call::DistributionConfig, Call::MetricStatistics],
    consequence: "Either nobody visits the application, or its pages do not lead through CloudFront.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
    judge: Judge::Distribution(recent),
};

fn recent(it: &Distribution, scene: &Scene) -> Verdict {
    let window = scene.window();
    match it.requests {
        Some(count) if count > 0.0 => {
            Verdict::pass(format!("{count} requests within {window} (AWS/CloudFront Requests)"))
        }
        _ if !it.settings.enabled => Verdict::none("the distribution is disabled"),
        _ if !it.measured && !scene.is_aws => {
            Verdict::NotHere(format!("this endpoint has no AWS/CloudFront metrics of {}", it.id))
        }
        _ => {
            let look = format!(
                "curl -sI https://{} | grep -i x-cache",
                quote(it.settings.aliases.first().unwrap_or(&it.domain))
            );
            Verdict::fail(
                format!("no request within {window} (AWS/CloudFront Requests)"),
                Mend::look(look),
            )
        }
    }
}
