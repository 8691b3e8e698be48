//! How viewers reach it.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend};
use crate::scene::{Distribution, Scene};
use crate::verdict::Verdict;

/// Plain HTTP.
pub(super) const PROTOCOL: Check = Check {
    id: "cloudfront-viewer-protocol",
    title: "Viewers are led to TLS on every path",
    severity: Severity::High,
    calls: &[Call::DistributionConfig],
    consequence: "Pages, cookies and uploads can be read and changed on the way.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    judge: Judge::Distribution(protocol),
};

fn protocol(it: &Distribution, _: &Scene) -> Verdict {
    let open: Vec<&str> = it
        .settings
        .behaviors
        .iter()
        .filter(|it| it.viewer_protocol == "allow-all")
        .map(|it| it.path.as_str())
        .collect();
    if open.is_empty() {
        return Verdict::pass(format!(
            "{} behaviours, none allow-all",
            it.settings.behaviors.len()
        ));
    }
    let filter = mend::behaviors(
        "if .ViewerProtocolPolicy == \"allow-all\" then .ViewerProtocolPolicy = \"redirect-to-https\" else . end",
    );
    let mend = Mend::run(mend::distribution(&it.id, &filter));
    Verdict::fail(format!("allow-all: {}", open.join(", ")), mend)
}

/// HTTP/2 and 3.
pub(super) const HTTP: Check = Check {
    id: "cloudfront-http-versions",
    title: "Viewers can use HTTP/2 and HTTP/3",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "Pages with many assets load slower, above all on phones.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html#DownloadDistValuesSupportedHTTPVersions",
    judge: Judge::Distribution(http),
};

fn http(it: &Distribution, _: &Scene) -> Verdict {
    let version = it.settings.http_version.to_ascii_lowercase();
    if version == "http2and3" {
        return Verdict::pass(version);
    }
    let mend = Mend::run(mend::distribution(&it.id, ".HttpVersion = \"http2and3\""));
    Verdict::fail(if version.is_empty() { "not said".to_owned() } else { version }, mend)
}

/// IPv6.
pub(super) const IPV6: Check = Check {
    id: "cloudfront-ipv6",
    title: "Viewers can come by IPv6",
    severity: Severity::Low,
    calls: &[Call::DistributionConfig],
    consequence: "Viewers of networks that have only IPv6 come through translators, slower, or not at all.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-enable-ipv6.html",
    judge: Judge::Distribution(ipv6),
};

fn ipv6(it: &Distribution, _: &Scene) -> Verdict {
    if it.settings.ipv6 {
        return Verdict::pass("IPv6 is on");
    }
    Verdict::fail("IPv6 is off", Mend::run(mend::distribution(&it.id, ".IsIPV6Enabled = true")))
}
