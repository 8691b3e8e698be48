//! What keys there are, and what each can do.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html>

use serde::{Deserialize, Serialize};

/// What a key consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeySpec {
    /// AES-256-GCM.
    #[default]
    Symmetric,
    /// RSA of so many bits.
    Rsa(u16),
    /// A pair on an elliptic curve.
    Ecc(Curve),
    /// HMAC with SHA-2 of so many bits.
    Hmac(u16),
}

/// An elliptic curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Curve {
    /// NIST's P-256.
    P256,
    /// NIST's P-384.
    P384,
    /// NIST's P-521.
    P521,
    /// Bitcoin's secp256k1.
    K256,
}

/// What a key is for; it never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyUsage {
    /// `ENCRYPT_DECRYPT`
    #[default]
    EncryptDecrypt,
    /// `SIGN_VERIFY`
    SignVerify,
    /// `GENERATE_VERIFY_MAC`
    GenerateVerifyMac,
    /// `KEY_AGREEMENT`
    KeyAgreement,
}

const SPECS: [(&str, KeySpec); 12] = [
    ("SYMMETRIC_DEFAULT", KeySpec::Symmetric),
    ("RSA_2048", KeySpec::Rsa(2048)),
    ("RSA_3072", KeySpec::Rsa(3072)),
    ("RSA_4096", KeySpec::Rsa(4096)),
    ("ECC_NIST_P256", KeySpec::Ecc(Curve::P256)),
    ("ECC_NIST_P384", KeySpec::Ecc(Curve::P384)),
    ("ECC_NIST_P521", KeySpec::Ecc(Curve::P521)),
    ("ECC_SECG_P256K1", KeySpec::Ecc(Curve::K256)),
    ("HMAC_224", KeySpec::Hmac(224)),
    ("HMAC_256", KeySpec::Hmac(256)),
    ("HMAC_384", KeySpec::Hmac(384)),
    ("HMAC_512", KeySpec::Hmac(512)),
];

const USAGES: [(&str, KeyUsage); 4] = [
    ("ENCRYPT_DECRYPT", KeyUsage::EncryptDecrypt),
    ("SIGN_VERIFY", KeyUsage::SignVerify),
    ("GENERATE_VERIFY_MAC", KeyUsage::GenerateVerifyMac),
    ("KEY_AGREEMENT", KeyUsage::KeyAgreement),
];

impl KeySpec {
    /// By AWS's name; `None`: of the model's, those that are not implemented.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        SPECS.iter().find(|(known, _)| *known == name).map(|(_, spec)| *spec)
    }

    /// AWS's name.
    pub fn name(self) -> &'static str {
        SPECS.iter().find(|(_, spec)| *spec == self).map_or("", |(name, _)| name)
    }

    /// Whether it consists of a public and a private key.
    pub fn is_asymmetric(self) -> bool {
        matches!(self, Self::Rsa(_) | Self::Ecc(_))
    }

    /// What it may be for.
    pub(crate) fn serves(self, usage: KeyUsage) -> bool {
        use KeyUsage::{EncryptDecrypt, GenerateVerifyMac, KeyAgreement, SignVerify};
        match self {
            Self::Symmetric => usage == EncryptDecrypt,
            Self::Rsa(_) => matches!(usage, EncryptDecrypt | SignVerify),
            Self::Ecc(Curve::K256) => usage == SignVerify,
            Self::Ecc(_) => matches!(usage, SignVerify | KeyAgreement),
            Self::Hmac(_) => usage == GenerateVerifyMac,
        }
    }

    /// The names of its algorithms, in AWS's order.
    pub(crate) fn algorithms(self, usage: KeyUsage) -> &'static [&'static str] {
        match (self, usage) {
            (_, KeyUsage::KeyAgreement) => &["ECDH"],
            (Self::Symmetric, _) => &["SYMMETRIC_DEFAULT"],
            (Self::Rsa(_), KeyUsage::EncryptDecrypt) => &["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
            (Self::Rsa(_), _) => &[
                "RSASSA_PKCS1_V1_5_SHA_256",
                "RSASSA_PKCS1_V1_5_SHA_384",
                "RSASSA_PKCS1_V1_5_SHA_512",
                "RSASSA_PSS_SHA_256",
                "RSASSA_PSS_SHA_384",
                "RSASSA_PSS_SHA_512",
            ],
            (Self::Ecc(Curve::P256 | Curve::K256), _) => &["ECDSA_SHA_256"],
            (Self::Ecc(Curve::P384), _) => &["ECDSA_SHA_384"],
            (Self::Ecc(Curve::P521), _) => &["ECDSA_SHA_512"],
            (Self::Hmac(224), _) => &["HMAC_SHA_224"],
            (Self::Hmac(256), _) => &["HMAC_SHA_256"],
            (Self::Hmac(384), _) => &["HMAC_SHA_384"],
            (Self::Hmac(_), _) => &["HMAC_SHA_512"],
        }
    }
}

impl KeyUsage {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        USAGES.iter().find(|(known, _)| *known == name).map(|(_, usage)| *usage)
    }

    /// What an operation needs.
    pub(crate) fn of_operation(operation: &str) -> Self {
        match operation {
            "Sign" | "Verify" => Self::SignVerify,
            "GenerateMac" | "VerifyMac" => Self::GenerateVerifyMac,
            "DeriveSharedSecret" => Self::KeyAgreement,
            _ => Self::EncryptDecrypt,
        }
    }

    /// AWS's name.
    pub fn name(self) -> &'static str {
        USAGES.iter().find(|(_, usage)| *usage == self).map_or("", |(name, _)| name)
    }
}
