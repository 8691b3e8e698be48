//! The certificates that viewers are shown: ACM has them, or IAM (CF-8.8, CF-13). Of IAM's the emulator keeps no
//! private key: TLS shows one of its own in their place.

use crate::hosts::canonical;
use crate::model::DistributionConfig;
use crate::{CloudFront, errors};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::identity::Account;
use parhelion_world::service::{Secures, ServedHost};
use parhelion_world::{Arn, Ask, Caller, Context, Message};
use serde_json::{Value, json};

const REGION: &str = "us-east-1";
const PRINCIPAL: &str = "cloudfront.amazonaws.com";

/// Whose keys CloudFront takes (CF-13.1): of others it knows no certificate.
const KEYS: [&str; 5] = ["RSA-1024", "RSA-2048", "RSA-3072", "RSA-4096", "EC-prime256v1"];

/// What is said of a certificate that cannot be used.
pub(crate) fn unknown() -> Error {
    errors::invalid_viewer_certificate(
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, \
         or doesn't include a valid certificate chain.",
    )
}

/// The ARN that a configuration names.
fn named(config: &DistributionConfig) -> Option<&str> {
    let certificate = config.viewer_certificate.as_ref()?;
    certificate.acm_certificate_arn.as_deref().filter(|arn| !arn.is_empty())
}

/// A wildcard covers one label; an alias that is one needs the same.
fn covers(name: &str, alias: &str) -> bool {
    let wild = || {
        let (label, rest) = alias.split_once('.')?;
        Some(label != "*" && name.strip_prefix("*.")? == rest)
    };
    name == alias || wild() == Some(true)
}

fn texts<'a>(answer: &'a Value, member: &str) -> impl Iterator<Item = &'a str> {
    let list = answer.get(member).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

/// The certificate that a configuration names is there, and covers all aliases.
pub(crate) fn check(cx: &mut Context, config: &DistributionConfig) -> Result<()> {
    check_of_iam(cx, config)?;
    check_of_acm(cx, config)
}

/// One of IAM's is for CloudFront alone: its path begins with `/cloudfront/`
/// (<https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-procedures.html>).
fn check_of_iam(cx: &mut Context, config: &DistributionConfig) -> Result<()> {
    let certificate = config.viewer_certificate.as_ref();
    let id = certificate.and_then(|it| it.iam_certificate_id.as_deref());
    let Some(id) = id.filter(|id| !id.is_empty()) else { return Ok(()) };
    let resource = format!("server-certificate/{id}");
    let held = match cx.ask_counterpart("iam", &resource, Value::Null) {
        Ok(held) => held,
        // Where CloudFront stands alone, any certificate is right.
        Err(error) if error.status() == 501 => return Ok(()),
        Err(_) => return Err(unknown()),
    };
    let path = held.get("Path").and_then(Value::as_str).unwrap_or_default();
    let expired = held.get("Expired").and_then(Value::as_bool).unwrap_or(true);
    if !path.starts_with("/cloudfront/") || expired {
        return Err(unknown());
    }
    check_names(config, &texts(&held, "Names").collect::<Vec<_>>())
}

/// ACM-1.9: the certificate is there, the account's own, issued, and covers all aliases.
fn check_of_acm(cx: &Context, config: &DistributionConfig) -> Result<()> {
    let Some(arn) = named(config) else { return Ok(()) };
    if Arn::parse(arn).is_none_or(|arn| *arn.account != *cx.account) {
        return Err(unknown());
    }
    let by = Caller::Service {
        principal: PRINCIPAL.into(),
        source_account: cx.account.clone(),
        source_arn: format!("arn:aws:cloudfront::{}:distribution/*", cx.account).into(),
    };
    let ask = Ask::new("acm", "DescribeCertificate", json!({ "CertificateArn": arn }));
    let answer = match cx.ask_to_read(ask.by(by).in_region(REGION)) {
        Ok(answer) => answer,
        // Where CloudFront stands alone, any certificate is right.
        Err(error) if error.status() == 501 => return Ok(()),
        Err(_) => return Err(unknown()),
    };
    let detail = answer.get("Certificate").unwrap_or(&Value::Null);
    let text = |member: &str| detail.get(member).and_then(Value::as_str).unwrap_or_default();
    if text("Status") != "ISSUED" || !KEYS.contains(&text("KeyAlgorithm")) {
        return Err(unknown());
    }
    check_names(config, &texts(detail, "SubjectAlternativeNames").collect::<Vec<_>>())
}

/// CF-8.8: every alias is one of a certificate's names.
fn check_names(config: &DistributionConfig, names: &[&str]) -> Result<()> {
    let mut aliases = config.aliases.iter().flat_map(|list| list.items.iter().flatten());
    let is_covered = |alias: &String| {
        let alias = alias.to_ascii_lowercase();
        names.iter().any(|name| covers(name, &alias))
    };
    if aliases.all(is_covered) {
        return Ok(());
    }
    Err(errors::invalid_viewer_certificate(
        "The certificate that is attached to your distribution doesn't cover the alternate domain name \
         (CNAME) that you're trying to add. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
    ))
}

/// ACM hears which certificate a distribution no longer uses, and which it uses now.
pub(crate) fn tell(
    cx: &mut Context,
    (account, distribution): (&Account, &str),
    before: Option<&DistributionConfig>,
    after: Option<&DistributionConfig>,
) {
    let (before, after) = (before.and_then(named), after.and_then(named));
    if before == after {
        return;
    }
    for (arn, use_) in [(before, "\"ends\""), (after, "\"begins\"")] {
        let Some(arn) = arn else { continue };
        let message = Message::from_service(PRINCIPAL, account, distribution, arn, use_);
        // Where nobody keeps certificates, nobody wants to know.
        let _ = cx.deliver(&message);
    }
}

/// What TLS is to show for a host that leads to a distribution. Its own name has CloudFront's certificate,
/// whatever else its owner has chosen (CF-13.1).
impl Secures for CloudFront {
    fn served_host(&self, host: &str) -> Option<ServedHost> {
        let name = canonical(host);
        let stored = self.distribution_of_any(self.distribution_of_host(&name)?)?;
        let is_alias = *name != *stored.domain_name;
        let chosen = stored.config.viewer_certificate.as_ref().filter(|_| is_alias);
        let version = chosen.and_then(|it| it.minimum_protocol_version.as_deref());
        Some(ServedHost {
            resource: stored.arn.clone(),
            account: stored.account.clone(),
            certificate: named(&stored.config).filter(|_| is_alias).map(str::to_owned),
            needs_tls_1_3: version.is_some_and(|version| version.starts_with("TLSv1.3")),
            // `http3` alone is without HTTP/2 (CF-13.1).
            speaks_http_2: !matches!(
                stored.config.http_version.as_deref(),
                Some("http1.1" | "http3")
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cf_13_1_a_wildcard_covers_one_label() {
        for (name, alias) in [("a.b.c", "a.b.c"), ("*.b.c", "a.b.c"), ("*.b.c", "*.b.c")] {
            assert!(covers(name, alias), "{name} {alias}");
        }
        for (name, alias) in [
            ("a.b.c", "b.c"),
            ("*.b.c", "b.c"),
            ("*.b.c", "x.a.b.c"),
            ("*.c", "*.b.c"),
            ("a.b.c", "*.b.c"),
            ("*.b.c", "c"),
        ] {
            assert!(!covers(name, alias), "{name} {alias}");
        }
    }
}
