//! ImportCertificate (ACM-1.6): certificates of others, with their keys.
//! <https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html>

use crate::model::*;
use crate::requests::{invalid, new_arn};
use crate::stored::{Imported, Said, Source, Stored};
use crate::{Acm, tags};
use imbl::OrdMap;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::{Context, Outcome};
use parhelion_x509::{Certificate, KeyAlgorithm, PrivateKey, pem};
use std::sync::Arc;

/// The longest chain that is looked at.
const CHAIN_MAX: usize = 10;

/// What was sent, checked.
struct Checked {
    imported: Imported,
    key: KeyAlgorithm,
    names: Vec<Arc<str>>,
}

fn text(blob: &[u8]) -> Option<&str> {
    std::str::from_utf8(blob).ok()
}

/// Certificates of a PEM text.
fn certificates(blob: &[u8]) -> Option<Vec<Certificate>> {
    let blocks = pem::read(text(blob)?)?;
    let one = |block: &pem::Block| {
        (block.label == pem::CERTIFICATE).then(|| Certificate::from_der(&block.der))?
    };
    blocks.iter().map(one).collect()
}

fn only_certificate(blob: &[u8]) -> Result<Certificate> {
    match certificates(blob).as_deref() {
        Some([one]) => Ok(one.clone()),
        Some(_) => Err(invalid(
            "The certificate field contains more than one certificate. You can specify only one \
             certificate in this field.",
        )),
        None => Err(invalid(
            "The certificate is not valid. It must be a PEM-encoded X.509 certificate.",
        )),
    }
}

/// "If parameter blocks are included, ACM removes them" (userguide/import-certificate-format).
fn private_key(blob: &[u8]) -> Result<PrivateKey> {
    let unsupported = || invalid("The private key is not supported.");
    let blocks = text(blob).and_then(pem::read).unwrap_or_default();
    let mut keys = blocks.iter().filter(|block| block.label != "EC PARAMETERS");
    let (Some(block), None) = (keys.next(), keys.next()) else { return Err(unsupported()) };
    PrivateKey::from_pem(block).ok_or_else(unsupported)
}

/// "Each certificate in the chain must directly certify the one preceding", and the certificate itself is
/// none of them (userguide/troubleshoot-import).
fn check_chain(certificate: &Certificate, chain: &[u8]) -> Result<()> {
    let Some(chain) = certificates(chain).filter(|chain| chain.len() <= CHAIN_MAX) else {
        return Err(invalid("The certificate chain is not valid. It must be PEM-encoded."));
    };
    let before = std::iter::once(certificate).chain(&chain);
    if before.zip(&chain).all(|(one, above)| one.is_signed_by(above)) {
        return Ok(());
    }
    Err(invalid("Could not validate the certificate with the certificate chain."))
}

fn names(certificate: &Certificate) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    let common = certificate.common_name().map(|name| name.to_ascii_lowercase());
    for name in common.into_iter().chain(certificate.names()) {
        if !names.iter().any(|known| **known == *name) {
            names.push(name.into());
        }
    }
    names
}

/// Looks at everything, which takes its time where keys are RSA's.
fn check(
    now: Timestamp,
    certificate: &[u8],
    private: &[u8],
    chain: Option<&[u8]>,
) -> Result<Checked> {
    let read = only_certificate(certificate)?;
    let key = private_key(private)?;
    let (Some(algorithm), Some(public)) = (read.key_algorithm(), read.public_der()) else {
        return Err(invalid("The key algorithm of the certificate is not supported."));
    };
    if key.public_der().as_ref() != Some(&public) {
        return Err(invalid("The private key does not match the certificate."));
    }
    if let Some(chain) = chain {
        check_chain(&read, chain)?;
    }
    if now < read.not_before() {
        return Err(invalid("The certificate is not valid yet."));
    }
    if read.not_after() <= now {
        return Err(invalid("The certificate has expired."));
    }
    let all = names(&read);
    if all.is_empty() {
        return Err(invalid("The certificate must contain a domain name or an IP address."));
    }
    let key = match algorithm {
        KeyAlgorithm::Rsa(bits) if ![1024, 2048, 3072, 4096].contains(&bits) => {
            return Err(invalid("The key algorithm of the certificate is not supported."));
        }
        algorithm => algorithm,
    };
    let kept = |blob: &[u8]| -> Arc<str> { text(blob).unwrap_or_default().into() };
    let said = Said {
        serial: read.serial(),
        subject: read.subject(),
        issuer: read.issuer().unwrap_or_default(),
        signature: read.signature_algorithm().unwrap_or_default().to_owned(),
        not_before: read.not_before(),
        not_after: read.not_after(),
        key_usage: read.key_usage(),
        extended_key_usage: read.extended_key_usage(),
    };
    let imported = Imported {
        at: now,
        certificate: kept(certificate),
        chain: chain.map(kept),
        private_key: kept(private),
        said,
    };
    Ok(Checked { imported, key, names: all })
}

impl Acm {
    pub(crate) fn import_certificate(
        &mut self,
        cx: &mut Context,
        input: ImportCertificateInput,
    ) -> Outcome<ImportCertificateOutput> {
        let ImportCertificateInput {
            certificate_arn,
            certificate,
            private_key,
            certificate_chain,
            tags,
        } = input;
        if let Some(arn) = &certificate_arn
            && let Err(refusal) = self.can_be_replaced(cx, arn, tags.is_some())
        {
            return Outcome::Done(Err(refusal));
        }
        let now = cx.now;
        Outcome::work(
            move || check(now, &certificate, &private_key, certificate_chain.as_deref()),
            move |acm: &mut Self, cx, checked: Result<Checked>| {
                Outcome::Done(checked.and_then(|it| acm.keep(cx, certificate_arn, it, tags)))
            },
        )
    }

    fn can_be_replaced(&self, cx: &Context, arn: &str, tags: bool) -> Result<()> {
        if !matches!(self.certificate(cx, arn)?.source, Source::Imported(_)) {
            return Err(invalid(format!("Certificate {arn} is not an imported certificate.")));
        }
        if tags {
            // "You cannot apply tags when reimporting a certificate" (API_ImportCertificate).
            return Err(errors::invalid_parameter_exception(
                "Tagging is not permitted on re-import.",
            ));
        }
        Ok(())
    }

    fn keep(
        &mut self,
        cx: &mut Context,
        arn: Option<String>,
        checked: Checked,
        new: Option<Vec<Tag>>,
    ) -> Result<ImportCertificateOutput> {
        let Checked { imported, key, names } = checked;
        let domain = names.first().cloned().unwrap_or_default();
        let source = Source::Imported(imported);
        let stored = match arn {
            Some(arn) => {
                let before = (**self.certificate(cx, &arn)?).clone();
                // "You can't remove all of the domain names from a certificate"
                // (userguide/import-reimport).
                if !names.iter().any(|name| before.names.contains(name)) {
                    return Err(invalid(
                        "The certificate must have at least one domain name of the one that it replaces.",
                    ));
                }
                Stored { domain, names, key, source, ..before }
            }
            None => {
                let tags = tags::added(&OrdMap::new(), new.unwrap_or_default())?;
                self.has_room(cx)?;
                Stored {
                    arn: new_arn(cx),
                    account: cx.account.clone(),
                    domain,
                    names,
                    key,
                    created: cx.now,
                    tags,
                    users: OrdMap::new(),
                    source,
                }
            }
        };
        let certificate_arn = Some(stored.arn.to_string());
        self.put(stored);
        Ok(ImportCertificateOutput { certificate_arn })
    }
}
