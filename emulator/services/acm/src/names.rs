//! The names of a certificate, and how it is proved whose they are.

use crate::model::{DomainValidation, HttpRedirect, ResourceRecord};
use crate::stored::{Method, Progress, Requested, Stored};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A name without its wildcard: both are validated by the same record.
pub(crate) fn base(name: &str) -> &str {
    name.strip_prefix("*.").unwrap_or(name)
}

/// Whether a domain is another or above it.
pub(crate) fn is_at_or_above(above: &str, name: &str) -> bool {
    let rest = base(name).strip_suffix(above);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// What depends on account and domain and on nothing else (ACM-1.3): hexadecimal digits.
fn digits(account: &str, domain: &str, purpose: &str) -> String {
    let digest = Sha256::digest(format!("{purpose}\n{account}\n{domain}"));
    digest.iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The CNAME that proves whose a name is.
fn record(account: &str, name: &str) -> ResourceRecord {
    let domain = base(name);
    let label: String = digits(account, domain, "zone").chars().take(10).collect();
    ResourceRecord {
        name: format!("_{}.{domain}.", digits(account, domain, "name")),
        type_: "CNAME".into(),
        value: format!("_{}.{label}.acm-validations.aws.", digits(account, domain, "value")),
    }
}

/// What proves it over HTTP, of certificates that CloudFront manages.
/// <https://docs.aws.amazon.com/acm/latest/userguide/http-validation.html>
fn redirect(account: &str, region: &str, name: &str) -> HttpRedirect {
    let domain = base(name);
    let file = format!(".well-known/pki-validation/{}.txt", digits(account, domain, "http"));
    HttpRedirect {
        redirect_from: Some(format!("http://{domain}/{file}")),
        redirect_to: Some(format!(
            "https://validation.{region}.acm-validations.aws/{account}/{file}"
        )),
    }
}

/// Whom ACM writes to.
/// <https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html>
const MAILBOXES: [&str; 5] = ["administrator", "hostmaster", "postmaster", "webmaster", "admin"];

/// What is known of each name's validation.
pub(crate) fn validations(stored: &Stored, requested: &Requested) -> Vec<DomainValidation> {
    let status = match requested.progress {
        Progress::Pending { .. } => "PENDING_VALIDATION",
        Progress::Issued(_) => "SUCCESS",
        Progress::TimedOut | Progress::Failed { .. } => "FAILED",
    };
    let region = stored.arn.split(':').nth(3).unwrap_or_default();
    let one = |name: &str| {
        let mail = requested.mail_domains.get(name).map_or(base(name), |domain| domain);
        let mut of = DomainValidation {
            domain_name: name.to_owned(),
            validation_domain: Some(mail.to_owned()),
            validation_status: Some(status.into()),
            validation_method: Some(requested.method.name().into()),
            ..Default::default()
        };
        match requested.method {
            Method::Dns => of.resource_record = Some(record(&stored.account, name)),
            Method::Http => of.http_redirect = Some(redirect(&stored.account, region, name)),
            Method::Email => {
                let emails = MAILBOXES.map(|mailbox| format!("{mailbox}@{mail}"));
                of.validation_emails = Some(emails.to_vec());
            }
        }
        of
    };
    stored.names.iter().map(|name| one(name)).collect()
}

impl Method {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dns => "DNS",
            Self::Email => "EMAIL",
            Self::Http => "HTTP",
        }
    }
}
