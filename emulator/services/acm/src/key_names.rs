//! What ACM calls kinds of keys.

use parhelion_x509::KeyAlgorithm;

const NAMES: [(&str, KeyAlgorithm); 7] = [
    ("RSA_1024", KeyAlgorithm::Rsa(1024)),
    ("RSA_2048", KeyAlgorithm::Rsa(2048)),
    ("RSA_3072", KeyAlgorithm::Rsa(3072)),
    ("RSA_4096", KeyAlgorithm::Rsa(4096)),
    ("EC_prime256v1", KeyAlgorithm::P256),
    ("EC_secp384r1", KeyAlgorithm::P384),
    ("EC_secp521r1", KeyAlgorithm::P521),
];

/// By its name in requests.
pub(crate) fn parse(name: &str) -> Option<KeyAlgorithm> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

/// Its name in requests.
pub(crate) fn name(key: KeyAlgorithm) -> &'static str {
    NAMES.iter().find(|(_, known)| *known == key).map_or("", |(name, _)| *name)
}

/// Answers have a hyphen where the model has an underscore:
/// <https://docs.aws.amazon.com/cli/latest/reference/acm/describe-certificate.html#examples>
pub(crate) fn shown(key: KeyAlgorithm) -> String {
    name(key).replace('_', "-")
}

/// Those that certificates can be requested with; the others can be imported.
/// <https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html>
pub(crate) fn can_be_requested(key: KeyAlgorithm) -> bool {
    matches!(key, KeyAlgorithm::Rsa(2048) | KeyAlgorithm::P256 | KeyAlgorithm::P384)
}
