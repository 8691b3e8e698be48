//! RequestCertificate (ACM-1.1).

use crate::choices::{DETAILS_LATE, NEVER, VALIDATION};
use crate::model::*;
use crate::names::is_at_or_above;
use crate::stored::{Method, Progress, Requested, Source, Stored};
use crate::{Acm, key_names, tags};
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_x509::KeyAlgorithm;
use std::sync::Arc;
use std::time::Duration;

/// The quotas of an account in a region.
/// <https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html>
pub(crate) const CERTIFICATES_MAX: usize = 2_500;
const NAMES_MAX: usize = 10;

/// "If you call RequestCertificate multiple times with the same idempotency token within one hour, ACM
/// recognizes that you are requesting only one certificate" (API_RequestCertificate).
const TOKEN_COUNTS: Duration = Duration::from_secs(3_600);

/// What a calm validation takes (K-ACM-DNS).
const VALIDATED_AFTER: Duration = Duration::from_secs(60);

pub(crate) fn invalid(message: impl Into<String>) -> Error {
    Error::new(400, "ValidationException", message.into())
}

fn method(asked: Option<&str>, managed_by: Option<&str>) -> Result<Method> {
    match (asked, managed_by) {
        (Some("HTTP") | None, Some(_)) => Ok(Method::Http),
        (Some("DNS"), None) => Ok(Method::Dns),
        (Some("EMAIL") | None, None) => Ok(Method::Email),
        (_, Some(_)) => Err(errors::invalid_parameter_exception(
            "Certificates that are managed by CloudFront are validated by HTTP.",
        )),
        (Some(_), None) => Err(errors::invalid_parameter_exception(
            "HTTP validation is for certificates that are managed by CloudFront.",
        )),
    }
}

/// The domain first, then the others as they came, each once.
fn all_names(domain: &str, others: Option<Vec<String>>) -> Result<Vec<Arc<str>>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    for name in std::iter::once(domain.to_owned()).chain(others.unwrap_or_default()) {
        let name: Arc<str> = name.to_ascii_lowercase().into();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > NAMES_MAX {
        return Err(errors::limit_exceeded_exception(format!(
            "The number of domain names exceeds the quota of {NAMES_MAX} for this account."
        )));
    }
    Ok(names)
}

/// Where mails go to: to the name's own domain, or to one above it.
fn mail_domains(
    names: &[Arc<str>],
    options: Option<Vec<DomainValidationOption>>,
) -> Result<OrdMap<Arc<str>, Arc<str>>> {
    let mut all = OrdMap::new();
    for DomainValidationOption { domain_name, validation_domain } in options.unwrap_or_default() {
        let (name, domain) =
            (domain_name.to_ascii_lowercase(), validation_domain.to_ascii_lowercase());
        let known = names.iter().any(|known| **known == *name);
        if !known || !is_at_or_above(&domain, &name) || !domain.contains('.') {
            return Err(errors::invalid_domain_validation_options_exception(format!(
                "The validation domain {domain} is not the domain {name} or a superdomain of it, or the \
                 certificate request has no such domain."
            )));
        }
        all.insert(name.into(), domain.into());
    }
    Ok(all)
}

fn is_enabled(option: Option<&String>) -> bool {
    option.is_some_and(|option| option == "ENABLED")
}

impl Acm {
    pub(crate) fn request_certificate(
        &mut self,
        cx: &mut Context,
        input: RequestCertificateInput,
    ) -> Result<RequestCertificateOutput> {
        let RequestCertificateInput {
            domain_name,
            validation_method,
            subject_alternative_names,
            idempotency_token,
            domain_validation_options,
            options,
            certificate_authority_arn,
            tags,
            key_algorithm,
            managed_by,
        } = input;
        let names = all_names(&domain_name, subject_alternative_names)?;
        let method = method(validation_method.as_deref(), managed_by.as_deref())?;
        let key = key_algorithm.as_deref().map_or(Some(KeyAlgorithm::Rsa(2048)), key_names::parse);
        let private = certificate_authority_arn.is_some();
        let Some(key) = key.filter(|key| private || key_names::can_be_requested(*key)) else {
            return Err(invalid("The key algorithm is not supported for a public certificate."));
        };
        let mail_domains = mail_domains(&names, domain_validation_options)?;
        let tags = tags::added(&OrdMap::new(), tags.unwrap_or_default())?;
        if let Some(again) = self.requested_before(cx, idempotency_token.as_deref(), &names, method)
        {
            return Ok(RequestCertificateOutput { certificate_arn: Some(again) });
        }
        self.has_room(cx)?;
        let options = options.unwrap_or_default();
        let requested = Requested {
            method,
            mail_domains,
            token: idempotency_token.map(Into::into),
            private_authority: certificate_authority_arn.map(Into::into),
            managed_by: managed_by.map(Into::into),
            logs_transparently: options
                .certificate_transparency_logging_preference
                .as_ref()
                .is_none_or(|it| it == "ENABLED"),
            may_be_exported: is_enabled(options.export.as_ref()),
            exported: false,
            details_at: cx.now + cx.choose_delay(&DETAILS_LATE),
            progress: begin(cx, private),
            renewed: None,
        };
        let stored = Stored {
            arn: new_arn(cx),
            account: cx.account.clone(),
            domain: names.first().cloned().unwrap_or_default(),
            names,
            key,
            created: cx.now,
            tags,
            users: OrdMap::new(),
            source: Source::Requested(requested),
        };
        let arn = stored.arn.to_string();
        self.watch(cx, &stored);
        self.put(stored);
        Ok(RequestCertificateOutput { certificate_arn: Some(arn) })
    }

    /// The certificate that the same token asked for within the last hour.
    fn requested_before(
        &self,
        cx: &Context,
        token: Option<&str>,
        names: &[Arc<str>],
        method: Method,
    ) -> Option<String> {
        let token = token?;
        let mut own = self.own(cx);
        let found = own.find(|stored| {
            let requested = stored.requested();
            requested.is_some_and(|it| it.token.as_deref() == Some(token) && it.method == method)
                && stored.names == names
                && cx.now < stored.created + TOKEN_COUNTS
        });
        found.map(|stored| stored.arn.to_string())
    }

    pub(crate) fn has_room(&self, cx: &Context) -> Result<()> {
        if self.own(cx).count() >= CERTIFICATES_MAX {
            return Err(errors::limit_exceeded_exception(format!(
                "The number of certificates exceeds the quota of {CERTIFICATES_MAX} for this account."
            )));
        }
        Ok(())
    }
}

pub(crate) fn new_arn(cx: &mut Context) -> Arc<str> {
    let id = cx.uuid();
    cx.arn("acm", &format!("certificate/{id}")).into()
}

/// As if the record, or the answer to the mail, came as soon as it can; unless it never does. A private
/// authority is none that is here.
fn begin(cx: &mut Context, private: bool) -> Progress {
    if private {
        return Progress::Failed { reason: "PCA_RESOURCE_NOT_FOUND".into() };
    }
    let pick = cx.choose(&VALIDATION);
    let later = VALIDATION.options.get(usize::from(pick)).map_or(0, |option| option.millis);
    let validated = cx.now + VALIDATED_AFTER + Duration::from_millis(later);
    Progress::Pending { validated: (pick != NEVER).then_some(validated) }
}
