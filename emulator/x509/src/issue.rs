//! Certificates that are made here: an authority and what it signs.

use crate::keys::PrivateKey;
use parhelion_wire::Timestamp;
use sha1::{Digest, Sha1};
use std::net::IpAddr;
use std::str::FromStr as _;
use std::time::Duration;
use x509_cert::der::asn1::{
    Any, BitString, GeneralizedTime, Ia5String, Null, ObjectIdentifier, OctetString, UtcTime,
};
use x509_cert::der::oid::AssociatedOid;
use x509_cert::der::{Decode as _, Encode};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages,
    SubjectAltName, SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::time::{Time, Validity};
use x509_cert::{Certificate, TbsCertificate, Version};

/// `id-kp-serverAuth` and `id-kp-clientAuth` (RFC 5280, 4.2.1.12).
const SERVER_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");

/// What signs certificates.
pub struct Authority {
    key: PrivateKey,
    certificate: Vec<u8>,
    name: Name,
}

/// What a certificate is to say.
pub struct Leaf<'a> {
    /// Its subject's common name; browsers read the names.
    pub subject: &'a str,
    /// Names, wildcards and addresses that it is good for.
    pub names: &'a [&'a str],
    /// Its serial number, the first bit of which does not count.
    pub serial: [u8; 16],
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when.
    pub not_after: Timestamp,
    /// The SubjectPublicKeyInfo of its key.
    pub public: &'a [u8],
}

/// Of an authority: from when until when it is valid, and its serial number.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when.
    pub not_after: Timestamp,
    /// Its serial number.
    pub serial: [u8; 16],
}

/// What all certificates have.
struct Draft<'a> {
    subject: Name,
    issuer: &'a Name,
    term: Term,
    public: &'a [u8],
    extensions: Vec<Extension>,
}

impl Authority {
    /// One that nobody vouches for. `name` is as RFC 4514 writes it: `CN=Parhelion,O=Parhelion`.
    pub fn root(key: PrivateKey, name: &str, term: Term) -> Option<Self> {
        let name = Name::from_str(name).ok()?;
        let public = key.public_der()?;
        let identifier = key_identifier(&public)?;
        let extensions = of_authority(None, &identifier, None)?;
        let draft =
            Draft { subject: name.clone(), issuer: &name, term, public: &public, extensions };
        let certificate = draft.signed(&key)?;
        Some(Self { key, certificate, name })
    }

    /// One that this one vouches for, which vouches for no further one.
    pub fn subordinate(&self, key: PrivateKey, name: &str, term: Term) -> Option<Self> {
        let name = Name::from_str(name).ok()?;
        let public = key.public_der()?;
        let identifier = key_identifier(&public)?;
        let above = key_identifier(&self.key.public_der()?)?;
        let extensions = of_authority(Some(0), &identifier, Some(&above))?;
        let draft =
            Draft { subject: name.clone(), issuer: &self.name, term, public: &public, extensions };
        let certificate = draft.signed(&self.key)?;
        Some(Self { key, certificate, name })
    }

    /// One that was made before.
    pub fn known(key: PrivateKey, certificate: Vec<u8>) -> Option<Self> {
        let name = Certificate::from_der(&certificate).ok()?.tbs_certificate.subject;
        Some(Self { key, certificate, name })
    }

    /// Its own certificate.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Its private key.
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// A certificate for a server; `None`: a name is none.
    pub fn issue(&self, leaf: &Leaf<'_>) -> Option<Vec<u8>> {
        let identifier = key_identifier(leaf.public)?;
        let above = key_identifier(&self.key.public_der()?)?;
        let names: Vec<_> =
            leaf.names.iter().map(|name| general_name(name)).collect::<Option<_>>()?;
        let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::KeyEncipherment);
        let mut extensions = vec![
            extension(true, &usage)?,
            extension(false, &ExtendedKeyUsage(vec![SERVER_AUTH]))?,
            extension(true, &BasicConstraints { ca: false, path_len_constraint: None })?,
            extension(false, &SubjectAltName(names))?,
        ];
        extensions.extend(identifiers(&identifier, Some(&above))?);
        // X.520 has 64 characters for it; what is longer is among the names only.
        let subject = match leaf.subject.len() {
            0..=64 => format!("CN={}", leaf.subject),
            _ => String::new(),
        };
        let term =
            Term { not_before: leaf.not_before, not_after: leaf.not_after, serial: leaf.serial };
        let subject = Name::from_str(&subject).ok()?;
        let draft = Draft { subject, issuer: &self.name, term, public: leaf.public, extensions };
        draft.signed(&self.key)
    }
}

impl Draft<'_> {
    fn signed(self, key: &PrivateKey) -> Option<Vec<u8>> {
        let oid = key.signs_by();
        // Of RSA's the parameters are NULL, of ECDSA's absent (RFC 3279, RFC 5758).
        let parameters = matches!(key, PrivateKey::Rsa(_)).then(|| Any::from(Null));
        let algorithm = AlgorithmIdentifierOwned { oid, parameters };
        let mut serial = self.term.serial;
        // Positive, and of its full length.
        serial[0] = serial[0] & 0x7f | 0x40;
        let tbs_certificate = TbsCertificate {
            version: Version::V3,
            serial_number: SerialNumber::new(&serial).ok()?,
            signature: algorithm.clone(),
            issuer: self.issuer.clone(),
            validity: Validity {
                not_before: time(self.term.not_before)?,
                not_after: time(self.term.not_after)?,
            },
            subject: self.subject,
            subject_public_key_info: SubjectPublicKeyInfoOwned::from_der(self.public).ok()?,
            issuer_unique_id: None,
            subject_unique_id: None,
            extensions: Some(self.extensions),
        };
        let signature = key.sign(&tbs_certificate.to_der().ok()?)?;
        let signature = BitString::from_bytes(&signature).ok()?;
        Certificate { tbs_certificate, signature_algorithm: algorithm, signature }.to_der().ok()
    }
}

/// Until 2049 as UTCTime, from then on as GeneralizedTime (RFC 5280, 4.1.2.5).
fn time(at: Timestamp) -> Option<Time> {
    let since = Duration::from_secs(u64::try_from(at.secs()).ok()?);
    match UtcTime::from_unix_duration(since) {
        Ok(time) => Some(Time::UtcTime(time)),
        Err(_) => GeneralizedTime::from_unix_duration(since).ok().map(Time::GeneralTime),
    }
}

fn general_name(name: &str) -> Option<GeneralName> {
    match name.parse() {
        Ok(IpAddr::V4(address)) => {
            OctetString::new(address.octets()).ok().map(GeneralName::IpAddress)
        }
        Ok(IpAddr::V6(address)) => {
            OctetString::new(address.octets()).ok().map(GeneralName::IpAddress)
        }
        Err(_) => Ia5String::new(name).ok().map(GeneralName::DnsName),
    }
}

fn extension<T: AssociatedOid + Encode>(critical: bool, value: &T) -> Option<Extension> {
    let extn_value = OctetString::new(value.to_der().ok()?).ok()?;
    Some(Extension { extn_id: T::OID, critical, extn_value })
}

/// The first method of RFC 5280, 4.2.1.2: SHA-1 of the key's bits.
fn key_identifier(public: &[u8]) -> Option<Vec<u8>> {
    let info = SubjectPublicKeyInfoOwned::from_der(public).ok()?;
    Some(Sha1::digest(info.subject_public_key.raw_bytes()).to_vec())
}

fn identifiers(own: &[u8], above: Option<&[u8]>) -> Option<Vec<Extension>> {
    let mut all = vec![extension(false, &SubjectKeyIdentifier(OctetString::new(own).ok()?))?];
    if let Some(above) = above {
        let key_identifier = Some(OctetString::new(above).ok()?);
        let above = AuthorityKeyIdentifier { key_identifier, ..Default::default() };
        all.push(extension(false, &above)?);
    }
    Some(all)
}

fn of_authority(depth: Option<u8>, own: &[u8], above: Option<&[u8]>) -> Option<Vec<Extension>> {
    let usage = KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign);
    let mut all = vec![
        extension(true, &BasicConstraints { ca: true, path_len_constraint: depth })?,
        extension(true, &usage)?,
    ];
    all.extend(identifiers(own, above)?);
    Some(all)
}
