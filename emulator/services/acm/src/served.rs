//! What a server shows of a certificate.

use crate::Acm;
use crate::stored::Source;
use parhelion_world::service::{Secures, ServedCertificate};

impl Secures for Acm {
    fn served_certificate(&self, arn: &str) -> Option<ServedCertificate> {
        let stored = self.certificates.get(arn)?;
        let own = match &stored.source {
            Source::Imported(it) => {
                let chain = it.chain.as_deref().unwrap_or_default();
                Some((format!("{}\n{chain}", it.certificate), it.private_key.to_string()))
            }
            Source::Requested(_) => {
                stored.issue()?;
                None
            }
        };
        let names = stored.names.iter().map(ToString::to_string).collect();
        Some(ServedCertificate { account: stored.account.clone(), names, own })
    }
}
