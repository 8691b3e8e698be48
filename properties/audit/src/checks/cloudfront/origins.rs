//! Where content comes from.

use super::access::missing_bucket;
use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend, quote};
use crate::scene::{Distribution, Origin, Scene};
use crate::verdict::Verdict;
use aws_sdk_cloudfront::types as cf;

/// A name that anybody may take.
pub(super) const DANGLING: Check = Check {
    id: "cloudfront-dangling-origin",
    title: "Every bucket that is an origin exists",
    severity: Severity::High,
    calls: &[Call::DistributionConfig, Call::ListBuckets, Call::ListObjects],
    consequence: "Anybody can create a bucket of that name and serve what they like under your domain.",
    page: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-12",
    judge: Judge::Distribution(dangling),
};

fn dangling(it: &Distribution, scene: &Scene) -> Verdict {
    let count = it.buckets().count();
    if count == 0 {
        return Verdict::none("no origin is a bucket");
    }
    match missing_bucket(it, scene) {
        None => Verdict::pass(format!("{count} buckets exist")),
        Some(name) => {
            let create = format!("aws s3api create-bucket --bucket {}", quote(name));
            Verdict::fail(format!("there is no bucket {name}"), Mend::run(create))
        }
    }
}

fn custom(it: &Distribution) -> impl Iterator<Item = (&Origin, &cf::CustomOriginConfig)> {
    it.settings.origins.iter().filter_map(|it| Some((it, it.custom.as_ref()?)))
}

/// Plain HTTP behind the edge.
pub(super) const PROTOCOL: Check = Check {
    id: "cloudfront-origin-protocol",
    title: "CloudFront speaks TLS with its origins",
    severity: Severity::Medium,
    calls: &[Call::DistributionConfig],
    consequence: "What viewers send and get by TLS goes on in clear text between CloudFront and the origin.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    judge: Judge::Distribution(protocol),
};

fn protocol(it: &Distribution, _: &Scene) -> Verdict {
    let plain = custom(it)
        .find(|(_, config)| config.origin_protocol_policy != cf::OriginProtocolPolicy::HttpsOnly);
    match plain {
        None if custom(it).next().is_none() => Verdict::none("no origin is a server of one's own"),
        None => Verdict::pass("https-only"),
        Some((origin, config)) => {
            let seen = format!("origin {}: {}", origin.id, config.origin_protocol_policy.as_str());
            if origin.website.is_some() {
                // S3's websites have no TLS: the bucket itself has.
                let look = format!("aws cloudfront get-distribution-config --id {}", quote(&it.id));
                let seen =
                    format!("{seen}; a website of S3 has no TLS: make the bucket the origin");
                return Verdict::fail(seen, Mend::look(look));
            }
            let filter = "(.Origins.Items[] | select(.CustomOriginConfig)) |= \
                (.CustomOriginConfig.OriginProtocolPolicy = \"https-only\")";
            Verdict::fail(seen, Mend::run(mend::distribution(&it.id, filter)))
        }
    }
}

/// Old TLS behind the edge.
pub(super) const TLS: Check = Check {
    id: "cloudfront-origin-tls",
    title: "CloudFront speaks no outdated TLS with its origins",
    severity: Severity::Medium,
    calls: &[Call::DistributionConfig],
    consequence: "Whoever is between CloudFront and the origin can make them use a version that is broken.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html",
    judge: Judge::Distribution(tls),
};

fn tls(it: &Distribution, _: &Scene) -> Verdict {
    if custom(it).next().is_none() {
        return Verdict::none("no origin is a server of one's own");
    }
    let old = custom(it).find_map(|(origin, config)| {
        let all = config.origin_ssl_protocols.as_ref()?.items.iter().map(cf::SslProtocol::as_str);
        let old: Vec<&str> = all.filter(|it| *it != "TLSv1.2" && *it != "TLSv1.3").collect();
        (!old.is_empty()).then(|| format!("origin {}: {}", origin.id, old.join(", ")))
    });
    match old {
        None => Verdict::pass("TLSv1.2 and later"),
        Some(seen) => {
            let filter = "(.Origins.Items[] | select(.CustomOriginConfig)) |= \
                (.CustomOriginConfig.OriginSslProtocols = {Quantity: 1, Items: [\"TLSv1.2\"]})";
            Verdict::fail(seen, Mend::run(mend::distribution(&it.id, filter)))
        }
    }
}
