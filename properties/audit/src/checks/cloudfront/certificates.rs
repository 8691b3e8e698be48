//! Certificates and alternate names.

use crate::call::Call;
use crate::check::{Check, Judge, Severity};
use crate::mend::{self, Mend, quote};
use crate::scene::{Distribution, Scene, span};
use crate::verdict::Verdict;
use parhelion::Timestamp;
use serde_json::Value;
use std::time::Duration;

/// ACM renews 60 days before, so what has fewer left was not renewed.
const SOON: Duration = Duration::from_secs(30 * 86_400);

/// Old TLS.
pub(super) const MINIMUM_TLS: Check = Check {
    id: "cloudfront-minimum-tls",
    title: "Viewers need TLS 1.2 at least",
    severity: Severity::Medium,
    calls: &[Call::DistributionConfig],
    consequence: "Connections of versions and ciphers that are broken are taken.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    judge: Judge::Distribution(minimum_tls),
};

fn minimum_tls(it: &Distribution, _: &Scene) -> Verdict {
    let certificate = it.settings.certificate.as_ref();
    let own = certificate
        .filter(|it| it.acm_certificate_arn.is_some() || it.iam_certificate_id.is_some());
    let Some(own) = own else {
        return Verdict::none("CloudFront's own certificate, whose security policy is fixed");
    };
    let version = own.minimum_protocol_version.as_ref().map_or("", |it| it.as_str());
    if version.starts_with("TLSv1.2") || version.starts_with("TLSv1.3") {
        return Verdict::pass(version);
    }
    let filter = ".ViewerCertificate.MinimumProtocolVersion = \"TLSv1.2_2021\"";
    let seen = if version.is_empty() { "not said" } else { version };
    Verdict::fail(seen, Mend::run(mend::distribution(&it.id, filter)))
}

/// A certificate's time.
pub(super) const EXPIRY: Check = Check {
    id: "cloudfront-certificate-expiry",
    title: "The certificate is valid for a month at least",
    severity: Severity::High,
    calls: &[Call::DistributionConfig, Call::Certificate],
    consequence: "On that day every viewer gets a warning instead of the application.",
    page: "https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
    judge: Judge::Distribution(expiry),
};

/// The ARN of its certificate, and what ACM says of it.
fn certificate<'a>(
    it: &'a Distribution,
    scene: &'a Scene,
) -> Result<(&'a str, &'a Value), Verdict> {
    let arn = it.settings.certificate.as_ref().and_then(|it| it.acm_certificate_arn.as_deref());
    let Some(arn) = arn else {
        return Err(Verdict::none("no certificate of ACM's"));
    };
    match scene.certificates.get(arn) {
        Some(found) => Ok((arn, found)),
        None => Err(Verdict::unknown(format!("ACM was not asked about {arn}"))),
    }
}

fn expiry(it: &Distribution, scene: &Scene) -> Verdict {
    let (arn, found) = match certificate(it, scene) {
        Ok(found) => found,
        Err(verdict) => return verdict,
    };
    let look = Mend::look(format!(
        "aws acm describe-certificate --region us-east-1 --certificate-arn {}",
        quote(arn)
    ));
    let status = found["Status"].as_str().unwrap_or("no certificate");
    if status != "ISSUED" {
        return Verdict::fail(format!("{arn}: {status}"), look);
    }
    let Some(end) = found["NotAfter"].as_f64().and_then(Timestamp::from_epoch_seconds) else {
        return Verdict::unknown(format!("ACM did not say until when {arn} is valid"));
    };
    let day = end.date_time();
    if end <= scene.now {
        return Verdict::fail(format!("{arn} expired on {day}"), look);
    }
    let left = end.since(scene.now);
    if left < SOON {
        return Verdict::fail(format!("{arn} expires on {day}, in {}", span(left)), look);
    }
    Verdict::pass(format!("{arn} is valid until {day}"))
}

/// Names without a certificate.
pub(super) const NAMES: Check = Check {
    id: "cloudfront-names-covered",
    title: "The certificate covers every alternate name",
    severity: Severity::High,
    calls: &[Call::DistributionConfig, Call::Certificate],
    consequence: "Viewers of that name get a warning instead of the application.",
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
    judge: Judge::Distribution(names),
};

fn names(it: &Distribution, scene: &Scene) -> Verdict {
    let aliases = &it.settings.aliases;
    if aliases.is_empty() {
        return Verdict::none("there are no alternate names");
    }
    let named = it.settings.certificate.as_ref();
    let command = mend::distribution_with(
        &it.id,
        "--arg certificate \"$CERTIFICATE_ARN\"",
        ".ViewerCertificate = {ACMCertificateArn: $certificate, SSLSupportMethod: \"sni-only\", \
         MinimumProtocolVersion: \"TLSv1.2_2021\"}",
    );
    let mend = || Mend::with(&["CERTIFICATE_ARN"], command.clone());
    if named.is_some_and(|it| it.iam_certificate_id.is_some()) {
        return Verdict::none("the certificate is one of IAM's, which tells no names here");
    }
    if named.is_none_or(|it| it.acm_certificate_arn.is_none()) {
        let seen = format!("{}: only CloudFront's own certificate", aliases.join(", "));
        return Verdict::fail(seen, mend());
    }
    let (arn, found) = match certificate(it, scene) {
        Ok(found) => found,
        Err(verdict) => return verdict,
    };
    let alternatives = found["SubjectAlternativeNames"].as_array().map(Vec::as_slice);
    let all = alternatives.unwrap_or_default().iter().chain([&found["DomainName"]]);
    let all: Vec<&str> = all.filter_map(Value::as_str).collect();
    let bare: Vec<&str> = aliases
        .iter()
        .map(String::as_str)
        .filter(|alias| !all.iter().any(|name| covers(name, alias)))
        .collect();
    if bare.is_empty() {
        return Verdict::pass(format!("{arn} covers {}", aliases.join(", ")));
    }
    Verdict::fail(format!("{arn} does not cover {}", bare.join(", ")), mend())
}

/// A wildcard stands for one label.
fn covers(name: &str, alias: &str) -> bool {
    let (name, alias) = (name.to_ascii_lowercase(), alias.to_ascii_lowercase());
    if name == alias {
        return true;
    }
    let rest = name.strip_prefix("*.");
    rest.is_some_and(|rest| {
        alias.split_once('.').is_some_and(|(label, it)| it == rest && label != "*")
    })
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn wildcards_stand_for_one_label() {
        assert!(covers("*.example.com", "WWW.example.com"));
        assert!(covers("*.example.com", "*.example.com"));
        assert!(!covers("*.example.com", "example.com"));
        assert!(!covers("*.example.com", "a.b.example.com"));
        assert!(!covers("www.example.com", "*.example.com"));
    }
}
