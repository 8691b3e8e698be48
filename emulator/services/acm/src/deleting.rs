//! DeleteCertificate (ACM-1.7).

use crate::Acm;
use crate::model::*;
use parhelion_wire::error::Result;
use parhelion_world::Context;

impl Acm {
    /// "You cannot delete an ACM certificate that is being used by another AWS service."
    pub(crate) fn delete_certificate(
        &mut self,
        cx: &mut Context,
        input: DeleteCertificateInput,
    ) -> Result<()> {
        let DeleteCertificateInput { certificate_arn } = input;
        let stored = self.certificate(cx, &certificate_arn)?;
        if stored.users(cx.now).next().is_some() {
            return Err(errors::resource_in_use_exception(format!(
                "Certificate {certificate_arn} in account {} is in use.",
                stored.account
            )));
        }
        let arn = stored.arn.clone();
        self.certificates.remove(&arn);
        Ok(())
    }
}
