//! DescribeCertificate.

use crate::Acm;
use crate::key_names;
use crate::model::*;
use crate::names::validations;
use crate::stored::{Imported, Issue, Progress, Requested, Source, Stored};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_x509::read::colons;

/// The bits of a key's usage, in the order of RFC 5280, 4.2.1.3.
const USAGES: [&str; 9] = [
    "DIGITAL_SIGNATURE",
    "NON_REPUDIATION",
    "KEY_ENCIPHERMENT",
    "DATA_ENCIPHERMENT",
    "KEY_AGREEMENT",
    "CERTIFICATE_SIGNING",
    "CRL_SIGNING",
    "ENCIPHER_ONLY",
    "DECIPHER_ONLY",
];

const SERVER: &str = "1.3.6.1.5.5.7.3.1";
/// <https://docs.aws.amazon.com/acm/latest/APIReference/API_ExtendedKeyUsage.html>
const EXTENDED_USAGES: [(&str, &str); 10] = [
    (SERVER, "TLS_WEB_SERVER_AUTHENTICATION"),
    ("1.3.6.1.5.5.7.3.2", "TLS_WEB_CLIENT_AUTHENTICATION"),
    ("1.3.6.1.5.5.7.3.3", "CODE_SIGNING"),
    ("1.3.6.1.5.5.7.3.4", "EMAIL_PROTECTION"),
    ("1.3.6.1.5.5.7.3.5", "IPSEC_END_SYSTEM"),
    ("1.3.6.1.5.5.7.3.6", "IPSEC_TUNNEL"),
    ("1.3.6.1.5.5.7.3.7", "IPSEC_USER"),
    ("1.3.6.1.5.5.7.3.8", "TIME_STAMPING"),
    ("1.3.6.1.5.5.7.3.9", "OCSP_SIGNING"),
    ("2.5.29.37.0", "ANY"),
];

impl Stored {
    /// What its key is for; nothing, as long as there is none.
    pub(crate) fn key_usages(&self) -> Vec<&'static str> {
        let bits = match &self.source {
            Source::Imported(it) => it.said.key_usage,
            Source::Requested(_) => self.issue().map(|_| {
                let mut bits = [false; 9];
                (bits[0], bits[2]) = (true, true);
                bits
            }),
        };
        let Some(bits) = bits else { return Vec::new() };
        USAGES.iter().zip(bits).filter(|(_, has)| *has).map(|(name, _)| *name).collect()
    }

    /// By name and number.
    pub(crate) fn extended_key_usages(&self) -> Vec<(&'static str, &str)> {
        let numbers: Vec<&str> = match &self.source {
            Source::Imported(it) => it.said.extended_key_usage.iter().map(|it| &**it).collect(),
            Source::Requested(_) => self.issue().map(|_| SERVER).into_iter().collect(),
        };
        let name = |number: &str| {
            let known = EXTENDED_USAGES.iter().find(|(known, _)| *known == number);
            known.map_or("CUSTOM", |(_, name)| *name)
        };
        numbers.into_iter().map(|number| (name(number), number)).collect()
    }

    pub(crate) fn renewal_eligibility(&self, now: Timestamp) -> &'static str {
        if self.is_renewed(now) { "ELIGIBLE" } else { "INELIGIBLE" }
    }

    fn detail(&self, now: Timestamp) -> CertificateDetail {
        let validity = self.validity();
        let names = self.names.iter().map(ToString::to_string).collect();
        let mut detail = CertificateDetail {
            certificate_arn: Some(self.arn.to_string()),
            domain_name: Some(self.domain.to_string()),
            subject_alternative_names: Some(names),
            subject: Some(format!("CN={}", self.domain)),
            status: Some(self.status(now).into()),
            type_: Some(self.kind().into()),
            not_before: validity.map(|(from, _)| from),
            not_after: validity.map(|(_, until)| until),
            key_algorithm: Some(key_names::shown(self.key)),
            in_use_by: Some(self.users(now).map(ToString::to_string).collect()),
            renewal_eligibility: Some(self.renewal_eligibility(now).into()),
            key_usages: Some(self.key_usages().into_iter().map(usage).collect()),
            extended_key_usages: Some(
                self.extended_key_usages().into_iter().map(extended).collect(),
            ),
            ..Default::default()
        };
        match &self.source {
            Source::Requested(it) => self.tell_of_request(it, now, &mut detail),
            Source::Imported(it) => it.tell(&mut detail),
        }
        detail
    }

    fn tell_of_request(&self, it: &Requested, now: Timestamp, detail: &mut CertificateDetail) {
        detail.created_at = Some(self.created);
        detail.managed_by = it.managed_by.as_ref().map(|it| it.to_string());
        detail.certificate_authority_arn = it.private_authority.as_ref().map(ToString::to_string);
        detail.options = Some(it.options());
        // ACM-N1: they come some seconds after the request.
        if it.details_at <= now {
            detail.domain_validation_options = Some(validations(self, it));
        }
        match &it.progress {
            Progress::Issued(issue) => issue.tell(detail),
            Progress::Failed { reason } => {
                detail.failure_reason = Some(reason.to_string());
            }
            Progress::Pending { .. } | Progress::TimedOut => {}
        }
        detail.renewal_summary = it.renewed.map(|at| RenewalSummary {
            renewal_status: "SUCCESS".into(),
            domain_validation_options: validations(self, it),
            renewal_status_reason: None,
            updated_at: at,
        });
    }
}

fn usage(name: &str) -> KeyUsage {
    KeyUsage { name: Some(name.to_owned()) }
}

fn extended((name, number): (&str, &str)) -> ExtendedKeyUsage {
    ExtendedKeyUsage { name: Some(name.to_owned()), oid: Some(number.to_owned()) }
}

impl Requested {
    pub(crate) fn options(&self) -> CertificateOptions {
        let word = |on| if on { "ENABLED" } else { "DISABLED" };
        CertificateOptions {
            certificate_transparency_logging_preference: Some(word(self.logs_transparently).into()),
            export: Some(word(self.may_be_exported).into()),
        }
    }
}

impl Issue {
    fn tell(&self, detail: &mut CertificateDetail) {
        let mut serial = self.serial;
        // As it is in the certificate: positive, and of its full length.
        serial[0] = serial[0] & 0x7f | 0x40;
        detail.serial = Some(colons(&serial));
        detail.issuer = Some("Amazon".into());
        detail.issued_at = Some(self.at);
        detail.signature_algorithm = Some("SHA256WITHECDSA".into());
    }
}

impl Imported {
    fn tell(&self, detail: &mut CertificateDetail) {
        let said = &self.said;
        detail.imported_at = Some(self.at);
        detail.serial = Some(said.serial.clone());
        detail.subject = Some(said.subject.clone());
        detail.issuer = Some(said.issuer.clone());
        detail.signature_algorithm = Some(said.signature.clone());
    }
}

impl Acm {
    pub(crate) fn describe_certificate(
        &mut self,
        cx: &mut Context,
        input: DescribeCertificateInput,
    ) -> Result<DescribeCertificateOutput> {
        let DescribeCertificateInput { certificate_arn } = input;
        let detail = self.certificate(cx, &certificate_arn)?.detail(cx.now);
        Ok(DescribeCertificateOutput { certificate: Some(detail) })
    }
}
