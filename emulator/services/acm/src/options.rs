//! UpdateCertificateOptions, ResendValidationEmail, RenewCertificate.

use crate::Acm;
use crate::model::*;
use crate::names::is_at_or_above;
use crate::requests::invalid;
use crate::stored::{Method, Progress, Requested};
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Acm {
    /// Of certificates that ACM has issued, or will.
    pub(crate) fn update_certificate_options(
        &mut self,
        cx: &mut Context,
        input: UpdateCertificateOptionsInput,
    ) -> Result<()> {
        let UpdateCertificateOptionsInput { certificate_arn, options } = input;
        let CertificateOptions { certificate_transparency_logging_preference: logs, export } =
            options;
        self.change(cx, &certificate_arn, |stored| {
            let Some(requested) = stored.requested_mut() else {
                return Err(errors::invalid_state_exception(
                    "The options of an imported certificate cannot be changed.",
                ));
            };
            // "You cannot opt out of export after a certificate was made exportable"
            // (userguide/acm-exportable-certificates).
            if requested.may_be_exported && export.as_ref().is_some_and(|it| it == "DISABLED") {
                return Err(errors::invalid_state_exception(
                    "Exporting cannot be disabled for this certificate.",
                ));
            }
            if let Some(logs) = logs {
                requested.logs_transparently = logs == "ENABLED";
            }
            if let Some(export) = export {
                requested.may_be_exported = export == "ENABLED";
            }
            Ok(())
        })
    }

    /// Mails go nowhere here; who may ask for one is AWS's.
    pub(crate) fn resend_validation_email(
        &mut self,
        cx: &mut Context,
        input: ResendValidationEmailInput,
    ) -> Result<()> {
        let ResendValidationEmailInput { certificate_arn, domain, validation_domain } = input;
        let stored = self.certificate(cx, &certificate_arn)?;
        let waits = |it: &Requested| {
            it.method == Method::Email && matches!(it.progress, Progress::Pending { .. })
        };
        if !stored.requested().is_some_and(waits) {
            return Err(errors::invalid_state_exception(format!(
                "Certificate {certificate_arn} is not pending validation by email."
            )));
        }
        let (domain, above) = (domain.to_ascii_lowercase(), validation_domain.to_ascii_lowercase());
        if !stored.names.iter().any(|name| **name == *domain) || !is_at_or_above(&above, &domain) {
            return Err(errors::invalid_domain_validation_options_exception(format!(
                "The validation domain {above} is not valid for the domain {domain}."
            )));
        }
        Ok(())
    }

    /// "Customers can also force renewal at any time" of what was exported
    /// (userguide/renew-private-cert); all else ACM renews by itself.
    pub(crate) fn renew_certificate(
        &mut self,
        cx: &mut Context,
        input: RenewCertificateInput,
    ) -> Result<()> {
        let RenewCertificateInput { certificate_arn } = input;
        let stored = self.certificate(cx, &certificate_arn)?;
        let requested = stored.requested();
        if requested.is_some_and(|it| matches!(it.progress, Progress::Pending { .. })) {
            return Err(errors::request_in_progress_exception(format!(
                "Certificate {certificate_arn} is not yet issued."
            )));
        }
        if !requested.is_some_and(|it| it.exported) || stored.status(cx.now) != "ISSUED" {
            return Err(invalid(format!(
                "Certificate {certificate_arn} is not eligible for renewal: only certificates that were \
                 exported can be renewed by this operation."
            )));
        }
        let arn = stored.arn.clone();
        self.renew_now(cx, &arn);
        Ok(())
    }
}
