//! GetCertificate and ExportCertificate: the bytes.

use crate::Acm;
use crate::authority::{self, Made};
use crate::model::*;
use crate::requests::invalid;
use crate::stored::{Source, Stored};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Outcome};
use parhelion_x509::{pem, sealed};
use std::sync::Arc;

/// What is done of a certificate that was issued takes its time where its key is RSA's.
type Work = Box<dyn FnOnce() -> Option<Made> + Send>;

fn in_progress(stored: &Stored) -> Error {
    errors::request_in_progress_exception(format!(
        "Certificate {} is not yet issued: its status is not ISSUED.",
        stored.arn
    ))
}

fn broken() -> Error {
    Error::new(500, "InternalFailure", "The certificate could not be made.")
}

impl Acm {
    fn making(&self, stored: &Arc<Stored>) -> Result<Work> {
        let (Some(seed), Some(issue)) = (self.authority, stored.issue()) else {
            return Err(in_progress(stored));
        };
        let (stored, issue) = (stored.clone(), issue.clone());
        Ok(Box::new(move || authority::make(seed, &stored, &issue)))
    }

    pub(crate) fn get_certificate(
        &mut self,
        cx: &mut Context,
        input: GetCertificateInput,
    ) -> Outcome<GetCertificateOutput> {
        Outcome::begun(self.begin_to_get(cx, input))
    }

    fn begin_to_get(
        &self,
        cx: &Context,
        input: GetCertificateInput,
    ) -> Result<Outcome<GetCertificateOutput>> {
        let GetCertificateInput { certificate_arn } = input;
        let stored = self.certificate(cx, &certificate_arn)?;
        if let Source::Imported(imported) = &stored.source {
            return Ok(Outcome::Done(Ok(GetCertificateOutput {
                certificate: Some(imported.certificate.to_string()),
                certificate_chain: imported.chain.as_ref().map(ToString::to_string),
            })));
        }
        Ok(Outcome::work(self.making(stored)?, |_: &mut Self, _, made: Option<Made>| {
            Outcome::Done(made.ok_or_else(broken).map(|made| GetCertificateOutput {
                certificate: Some(made.certificate),
                certificate_chain: Some(made.chain),
            }))
        }))
    }

    pub(crate) fn export_certificate(
        &mut self,
        cx: &mut Context,
        input: ExportCertificateInput,
    ) -> Outcome<ExportCertificateOutput> {
        Outcome::begun(self.begin_to_export(cx, input))
    }

    /// "You can export public certificates that were requested so, and private ones"
    /// (userguide/export-private): those of Amazon's keys that may leave, and no imported ones.
    fn begin_to_export(
        &self,
        cx: &mut Context,
        input: ExportCertificateInput,
    ) -> Result<Outcome<ExportCertificateOutput>> {
        let ExportCertificateInput { certificate_arn, passphrase } = input;
        let stored = self.certificate(cx, &certificate_arn)?;
        let may = stored.requested().is_some_and(|it| it.may_be_exported);
        if !may && stored.kind() != "PRIVATE" {
            return Err(invalid(format!(
                "Certificate ARN: {certificate_arn} is not a private certificate, and exporting it is not \
                 enabled."
            )));
        }
        let make = self.making(stored)?;
        let (salt, iv) = (cx.bytes(), cx.bytes());
        let work = move || {
            let made = make()?;
            let sealed = sealed::seal(&made.key.to_der()?, &passphrase, salt, iv)?;
            Some((made.certificate, made.chain, pem::write(sealed::LABEL, &sealed)))
        };
        Ok(Outcome::work(work, move |acm: &mut Self, cx, made: Option<_>| {
            Outcome::Done(made.ok_or_else(broken).and_then(|(certificate, chain, key)| {
                acm.change(cx, &certificate_arn, |stored| {
                    stored.requested_mut().into_iter().for_each(|it| it.exported = true);
                    Ok(())
                })?;
                Ok(ExportCertificateOutput {
                    certificate: Some(certificate),
                    certificate_chain: Some(chain),
                    private_key: Some(key),
                })
            }))
        }))
    }
}
