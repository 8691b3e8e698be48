//! Signatures that an element has in itself (<https://www.w3.org/TR/xmldsig-core1/>), as SAML writes
//! them: enveloped, in exclusive canonical form, by RSA.

use crate::xml::Element;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rsa::PublicKey;
use sha2::{Digest, Sha256, Sha384, Sha512};

const NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// The longest name of an algorithm comes before the hash: `…#rsa-sha256`, `…#sha256`.
const SIGNED_BY: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha";
const DIGESTS: [(&str, Hash); 3] = [
    ("http://www.w3.org/2001/04/xmlenc#sha256", Hash::Sha256),
    ("http://www.w3.org/2001/04/xmldsig-more#sha384", Hash::Sha384),
    ("http://www.w3.org/2001/04/xmlenc#sha512", Hash::Sha512),
];

#[derive(Clone, Copy)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

/// Whether an element is signed as a whole, by one of these keys. It is this element that is signed,
/// whatever else in the document has its id.
pub(crate) fn is_signed(element: &Element, keys: &[PublicKey]) -> bool {
    verified(element, keys) == Some(true)
}

/// `None`: there is no signature, or one of a form that is not known here.
fn verified(element: &Element, keys: &[PublicKey]) -> Option<bool> {
    let signature = element.only(NAMESPACE, "Signature")?;
    let info = signature.only(NAMESPACE, "SignedInfo")?;
    let reference = info.only(NAMESPACE, "Reference")?;
    let id = element.attribute("ID").filter(|id| !id.is_empty())?;
    if reference.attribute("URI")?.strip_prefix('#') != Some(id) {
        return None;
    }
    let (mut enveloped, mut inclusive) = (false, Vec::new());
    for transform in reference.only(NAMESPACE, "Transforms")?.all(NAMESPACE, "Transform") {
        match transform.attribute("Algorithm")? {
            ENVELOPED => enveloped = true,
            EXCLUSIVE => inclusive = prefixes(transform),
            _ => return None,
        }
    }
    let hash = reference.only(NAMESPACE, "DigestMethod")?.attribute("Algorithm")?;
    let hash = DIGESTS.iter().find(|(name, _)| *name == hash)?.1;
    let signed = element.canonical(Some(signature).filter(|_| enveloped), &inclusive);
    if hash.digest(&signed) != bytes(reference.only(NAMESPACE, "DigestValue")?)? {
        return Some(false);
    }
    let method = info.only(NAMESPACE, "CanonicalizationMethod")?;
    if method.attribute("Algorithm")? != EXCLUSIVE {
        return None;
    }
    let info_text = info.canonical(None, &prefixes(method));
    let algorithm = info.only(NAMESPACE, "SignatureMethod")?.attribute("Algorithm")?;
    let by = bytes(signature.only(NAMESPACE, "SignatureValue")?)?;
    let text = info_text.as_bytes();
    let fits = |key: &PublicKey| match algorithm.strip_prefix(SIGNED_BY) {
        Some("256") => key.pkcs1v15_verify::<Sha256>(text, &by).is_ok(),
        Some("384") => key.pkcs1v15_verify::<Sha384>(text, &by).is_ok(),
        Some("512") => key.pkcs1v15_verify::<Sha512>(text, &by).is_ok(),
        _ => false,
    };
    Some(keys.iter().any(fits))
}

impl Hash {
    fn digest(self, text: &str) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(text).to_vec(),
            Self::Sha384 => Sha384::digest(text).to_vec(),
            Self::Sha512 => Sha512::digest(text).to_vec(),
        }
    }
}

/// The prefixes that a canonicalization takes along.
fn prefixes(transform: &Element) -> Vec<String> {
    let list = transform.only(EXCLUSIVE, "InclusiveNamespaces");
    let list = list.and_then(|it| it.attribute("PrefixList")).unwrap_or_default();
    let name = |prefix: &str| if prefix == "#default" { "" } else { prefix }.to_owned();
    list.split_whitespace().map(name).collect()
}

/// Of base64 with white space in it.
pub(crate) fn bytes(element: &Element) -> Option<Vec<u8>> {
    let text: String = element.text().chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).ok()
}
