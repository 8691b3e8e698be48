//! What a certificate says.

use crate::keys::{self, KeyAlgorithm};
use parhelion_wire::Timestamp;
use parhelion_wire::checksum::hex;
use x509_cert::der::oid::AssociatedOid;
use x509_cert::der::{Decode, Encode as _};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, SubjectAltName};
use x509_cert::name::Name;

/// A certificate that was read.
#[derive(Clone, Debug)]
pub struct Certificate(x509_cert::Certificate);

impl Certificate {
    /// `None`: it is none.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        x509_cert::Certificate::from_der(der).ok().map(Self)
    }

    /// What its key is; `None`: none that is known here.
    pub fn key_algorithm(&self) -> Option<KeyAlgorithm> {
        keys::algorithm_of(&self.public_der()?)
    }

    /// Its key as SubjectPublicKeyInfo.
    pub fn public_der(&self) -> Option<Vec<u8>> {
        self.0.tbs_certificate.subject_public_key_info.to_der().ok()
    }

    /// Its subject: `CN=example.com`.
    pub fn subject(&self) -> String {
        self.0.tbs_certificate.subject.to_string()
    }

    /// The common name of its subject.
    pub fn common_name(&self) -> Option<String> {
        part(&self.0.tbs_certificate.subject, "2.5.4.3")
    }

    /// Who has issued it: the organization, or its common name.
    pub fn issuer(&self) -> Option<String> {
        let issuer = &self.0.tbs_certificate.issuer;
        part(issuer, "2.5.4.10").or_else(|| part(issuer, "2.5.4.3"))
    }

    /// Its serial number: `0a:1b`.
    pub fn serial(&self) -> String {
        colons(self.0.tbs_certificate.serial_number.as_bytes())
    }

    /// From when on it is valid.
    pub fn not_before(&self) -> Timestamp {
        timestamp(self.0.tbs_certificate.validity.not_before)
    }

    /// Until when.
    pub fn not_after(&self) -> Timestamp {
        timestamp(self.0.tbs_certificate.validity.not_after)
    }

    /// By which algorithm it was signed: `SHA256WITHRSA`.
    pub fn signature_algorithm(&self) -> Option<&'static str> {
        keys::signature_name(&self.0.signature_algorithm.oid)
    }

    /// The names of hosts that it is good for.
    pub fn names(&self) -> Vec<String> {
        let names = self.extension::<SubjectAltName>().map(|names| names.0).unwrap_or_default();
        let hosts = names.into_iter().filter_map(|name| match name {
            GeneralName::DnsName(name) => Some(name.as_str().to_ascii_lowercase()),
            _ => None,
        });
        hosts.collect()
    }

    /// The bits of its key's usage, in the order of RFC 5280, 4.2.1.3; `None`: it says nothing of it.
    pub fn key_usage(&self) -> Option<[bool; 9]> {
        let usage = self.extension::<KeyUsage>()?;
        Some([
            usage.digital_signature(),
            usage.non_repudiation(),
            usage.key_encipherment(),
            usage.data_encipherment(),
            usage.key_agreement(),
            usage.key_cert_sign(),
            usage.crl_sign(),
            usage.encipher_only(),
            usage.decipher_only(),
        ])
    }

    /// The numbers of its key's extended usages.
    pub fn extended_key_usage(&self) -> Vec<String> {
        let usages = self.extension::<ExtendedKeyUsage>().map(|usages| usages.0);
        usages.unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    /// Whether it was issued and signed by another.
    pub fn is_signed_by(&self, issuer: &Self) -> bool {
        let own = &self.0.tbs_certificate;
        let (Ok(message), Some(public)) = (own.to_der(), issuer.public_der()) else { return false };
        let algorithm = &self.0.signature_algorithm.oid;
        own.issuer == issuer.0.tbs_certificate.subject
            && keys::verifies(&public, algorithm, &message, self.0.signature.raw_bytes())
    }

    fn extension<'a, T: AssociatedOid + Decode<'a>>(&'a self) -> Option<T> {
        let mut all = self.0.tbs_certificate.extensions.iter().flatten();
        let found = all.find(|extension| extension.extn_id == T::OID)?;
        T::from_der(found.extn_value.as_bytes()).ok()
    }
}

/// Bytes as certificates' numbers are written: `0a:1b`.
pub fn colons(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| hex(&[*byte])).collect::<Vec<_>>().join(":")
}

/// The first of a name's parts of a kind.
fn part(name: &Name, kind: &str) -> Option<String> {
    let parts = name.0.iter().flat_map(|parts| parts.0.iter());
    let mut found = parts.filter(|part| part.oid.to_string() == kind);
    Some(String::from_utf8_lossy(found.next()?.value.value()).into_owned())
}

fn timestamp(time: x509_cert::time::Time) -> Timestamp {
    let seconds = time.to_unix_duration().as_secs();
    Timestamp::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX / 1_000))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::issue::{Authority, Leaf, Term};
    use crate::keys::PrivateKey;

    fn key(seed: u8) -> PrivateKey {
        PrivateKey::from_seed(KeyAlgorithm::P256, [seed; 32]).unwrap()
    }

    fn chain() -> [Vec<u8>; 3] {
        let (not_before, not_after) =
            (Timestamp::from_secs(1_000), Timestamp::from_secs(3_000_000_000));
        let term = Term { not_before, not_after, serial: [9; 16] };
        let root = Authority::root(key(1), "CN=Root,O=Parhelion", term).unwrap();
        let middle = root.subordinate(key(2), "CN=Middle,O=Parhelion", term).unwrap();
        let public = key(3).public_der().unwrap();
        let leaf = middle.issue(&Leaf {
            subject: "*.example.com",
            names: &["*.example.com", "example.com", "127.0.0.1", "::1"],
            serial: [0xff; 16],
            not_before,
            not_after,
            public: &public,
        });
        [leaf.unwrap(), middle.certificate().to_vec(), root.certificate().to_vec()]
    }

    #[test]
    fn what_is_issued_can_be_read() {
        let all = chain();
        assert_eq!(all, chain(), "the same seeds, the same bytes");
        let [leaf, middle, root] = all.map(|der| Certificate::from_der(&der).unwrap());
        assert_eq!(leaf.subject(), "CN=*.example.com");
        assert_eq!(leaf.common_name().as_deref(), Some("*.example.com"));
        assert_eq!(leaf.issuer().as_deref(), Some("Parhelion"));
        assert_eq!(leaf.names(), ["*.example.com", "example.com"]);
        assert_eq!(leaf.serial(), format!("7f{}", ":ff".repeat(15)));
        assert_eq!(leaf.not_before(), Timestamp::from_secs(1_000));
        assert_eq!(leaf.not_after(), Timestamp::from_secs(3_000_000_000), "after 2049");
        assert_eq!(leaf.key_algorithm(), Some(KeyAlgorithm::P256));
        assert_eq!(leaf.public_der(), key(3).public_der());
        assert_eq!(leaf.signature_algorithm(), Some("SHA256WITHECDSA"));
        assert_eq!(leaf.extended_key_usage(), ["1.3.6.1.5.5.7.3.1"]);
        assert!(leaf.key_usage().unwrap()[0]);
        assert!(
            leaf.is_signed_by(&middle) && middle.is_signed_by(&root) && root.is_signed_by(&root)
        );
        assert!(!leaf.is_signed_by(&root) && !root.is_signed_by(&middle));
    }

    #[test]
    fn garbage_is_no_certificate() {
        let [leaf, ..] = chain();
        for length in 0..leaf.len() {
            assert!(Certificate::from_der(&leaf[..length]).is_none(), "{length}");
        }
        for at in 0..leaf.len() {
            let mut bent = leaf.clone();
            bent[at] ^= 0x55;
            // Whatever comes of it, nothing breaks.
            if let Some(bent) = Certificate::from_der(&bent) {
                let _ = (bent.names(), bent.subject(), bent.issuer(), bent.key_algorithm());
            }
        }
    }
}
