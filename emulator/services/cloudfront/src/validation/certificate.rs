//! Certificates and the names that need them (CF-13).

use super::basics::{For, given};
use crate::certificates::unknown;
use crate::errors;
use crate::model::{DistributionConfig, ViewerCertificate};
use parhelion_wire::error::Result;
use parhelion_world::identity::is_account_id;

pub(crate) fn check(config: &DistributionConfig, wanted: For) -> Result<()> {
    let absent = ViewerCertificate::default();
    let certificate = config.viewer_certificate.as_ref().unwrap_or(&absent);
    let acm = given(&certificate.acm_certificate_arn);
    let iam = given(&certificate.iam_certificate_id);
    let cloudfront = certificate.cloud_front_default_certificate == Some(true);
    if usize::from(acm.is_some()) + usize::from(iam.is_some()) + usize::from(cloudfront) > 1 {
        return Err(errors::invalid_viewer_certificate(
            "You cannot specify more than one of ACMCertificateArn, IAMCertificateId, or CloudFrontDefaultCertificate.",
        ));
    }
    let aliases = config.aliases.iter().flat_map(|list| list.items.iter().flatten()).count();
    if acm.is_none() && iam.is_none() {
        if aliases > 0 {
            return Err(errors::invalid_viewer_certificate(
                "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a \
                 trusted certificate that validates your authorization to use the domain name. For more \
                 details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
            ));
        }
        return Ok(());
    }
    if acm.is_some_and(|arn| !is_certificate(arn)) {
        return Err(unknown());
    }
    protocol(certificate, wanted)
}

/// One of the right form and region; whether it is there, ACM says ([`crate::certificates`]).
fn is_certificate(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", "aws", "acm", "us-east-1", account, resource] = parts[..] else { return false };
    let id = resource.strip_prefix("certificate/").unwrap_or_default();
    is_account_id(account) && !id.is_empty()
}

/// CF-13.1: which protocol versions go with which way of serving HTTPS.
fn protocol(certificate: &ViewerCertificate, wanted: For) -> Result<()> {
    let Some(method) = given(&certificate.ssl_support_method) else {
        return Err(errors::invalid_viewer_certificate(
            "The parameter SSLSupportMethod is required with a custom certificate.",
        ));
    };
    let version = given(&certificate.minimum_protocol_version).unwrap_or("TLSv1");
    let allowed = match method {
        "sni-only" => version != "SSLv3",
        _ => matches!(version, "SSLv3" | "TLSv1"),
    };
    match (allowed, method, wanted) {
        (true, ..) => Ok(()),
        // Not among UpdateDistribution's errors (CF-9.3).
        (false, "sni-only", For::Create) => Err(errors::invalid_protocol_settings(
            "You cannot specify SSLv3 as the minimum protocol version if you only want to support \
             clients that support Server Name Indication (SNI).",
        )),
        _ => Err(errors::invalid_minimum_protocol_version(
            "The minimum protocol version specified is not valid.",
        )),
    }
}
