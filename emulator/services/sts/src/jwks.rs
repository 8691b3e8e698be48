//! Sets of public keys (RFC 7517), and signatures by them (RFC 7515, RFC 7518).
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::BoxedUint;
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// A set of public keys.
#[derive(Debug, Deserialize)]
pub(crate) struct Jwks {
    keys: Vec<Jwk>,
}

/// One public key. Members that are not needed are not read.
#[derive(Debug, Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// Why a signature proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unverified {
    /// AWS takes RS256 and its like, and ES256 and its like.
    Algorithm,
    /// The set has no such key.
    Key,
    /// It is not that key's.
    Signature,
}

/// AWS's quota, for RSA keys and for others alike.
const KEYS: usize = 200;

impl Jwks {
    /// Reads a set; `None`: it is none, or larger than AWS takes.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(text).ok()?;
        (read.keys.len() <= KEYS).then_some(read)
    }

    /// Whether one of the keys has made a signature.
    pub(crate) fn verify(
        &self,
        algorithm: &str,
        kid: Option<&str>,
        signed: &[u8],
        signature: &[u8],
    ) -> Result<(), Unverified> {
        let algorithm = Algorithm::parse(algorithm).ok_or(Unverified::Algorithm)?;
        let named = |key: &&Jwk| kid.is_none() || key.kid.as_deref() == kid;
        let fitting = self.keys.iter().filter(named).filter(|key| algorithm.takes(key));
        let mut found = Unverified::Key;
        for key in fitting {
            if algorithm.verifies(key, signed, signature) == Some(true) {
                return Ok(());
            }
            found = Unverified::Signature;
        }
        Err(found)
    }
}

/// The algorithms of RFC 7518 that AWS takes.
#[derive(Clone, Copy)]
enum Algorithm {
    Rs256,
    Rs384,
    Rs512,
    Es256,
    Es384,
    Es512,
}

impl Algorithm {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rs256,
            "RS384" => Self::Rs384,
            "RS512" => Self::Rs512,
            "ES256" => Self::Es256,
            "ES384" => Self::Es384,
            "ES512" => Self::Es512,
            _ => return None,
        })
    }

    fn takes(self, key: &Jwk) -> bool {
        let curve = key.crv.as_deref();
        match self {
            Self::Rs256 | Self::Rs384 | Self::Rs512 => key.kty == "RSA",
            Self::Es256 => key.kty == "EC" && curve == Some("P-256"),
            Self::Es384 => key.kty == "EC" && curve == Some("P-384"),
            Self::Es512 => key.kty == "EC" && curve == Some("P-521"),
        }
    }

    /// `None`: key or signature are malformed.
    fn verifies(self, key: &Jwk, signed: &[u8], signature: &[u8]) -> Option<bool> {
        Some(match self {
            Self::Rs256 => rsa_key(key)?.pkcs1v15_verify::<Sha256>(signed, signature).is_ok(),
            Self::Rs384 => rsa_key(key)?.pkcs1v15_verify::<Sha384>(signed, signature).is_ok(),
            Self::Rs512 => rsa_key(key)?.pkcs1v15_verify::<Sha512>(signed, signature).is_ok(),
            Self::Es256 => {
                let held = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point(key, 32)?).ok()?;
                let signature = p256::ecdsa::Signature::from_slice(signature).ok()?;
                held.verify_prehash(&Sha256::digest(signed), &signature).is_ok()
            }
            Self::Es384 => {
                let held = p384::ecdsa::VerifyingKey::from_sec1_bytes(&point(key, 48)?).ok()?;
                let signature = p384::ecdsa::Signature::from_slice(signature).ok()?;
                held.verify_prehash(&Sha384::digest(signed), &signature).is_ok()
            }
            Self::Es512 => {
                let held = p521::ecdsa::VerifyingKey::from_sec1_bytes(&point(key, 66)?).ok()?;
                let signature = p521::ecdsa::Signature::from_slice(signature).ok()?;
                held.verify_prehash(&Sha512::digest(signed), &signature).is_ok()
            }
        })
    }
}

fn rsa_key(key: &Jwk) -> Option<rsa::PublicKey> {
    let number = |text: &Option<String>| {
        let bytes = URL_SAFE_NO_PAD.decode(text.as_deref()?).ok()?;
        Some(BoxedUint::from_be_slice_vartime(&bytes))
    };
    rsa::PublicKey::new(number(&key.n)?, number(&key.e)?).ok()
}

/// A point on a curve, uncompressed (SEC 1, 2.3.3).
fn point(key: &Jwk, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![4];
    for coordinate in [&key.x, &key.y] {
        let coordinate = URL_SAFE_NO_PAD.decode(coordinate.as_deref()?).ok()?;
        if coordinate.len() != length {
            return None;
        }
        bytes.extend(coordinate);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// RFC 7515, appendix A.2 (RS256) and A.3 (ES256): the RFC's own keys and signatures.
    #[test]
    fn the_examples_of_the_rfc_verify() {
        let set = concat!(
            r#"{"keys":[{"kty":"RSA","kid":"r","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddx"#,
            "HmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL",
            "-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJ",
            r#"H7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"},"#,
            r#"{"kty":"EC","kid":"e","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#,
            r#""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#,
        );
        let set = Jwks::parse(set.as_bytes()).unwrap();
        let payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let by_ecc = URL_SAFE_NO_PAD
            .decode("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
            .unwrap();
        let signed = format!("eyJhbGciOiJFUzI1NiJ9.{payload}");
        let verify = |kid, by: &[u8]| set.verify("ES256", kid, signed.as_bytes(), by);
        assert_eq!(verify(Some("e"), &by_ecc), Ok(()));
        assert_eq!(verify(None, &by_ecc), Ok(()), "without a name, every key that fits");
        assert_eq!(verify(Some("r"), &by_ecc), Err(Unverified::Key), "not of that kind");
        assert_eq!(verify(Some("e"), &by_ecc[1..]), Err(Unverified::Signature));
        let other = set.verify("ES256", None, payload.as_bytes(), &by_ecc);
        assert_eq!(other, Err(Unverified::Signature));
        for algorithm in ["none", "HS256", "PS256", ""] {
            let refused = set.verify(algorithm, None, signed.as_bytes(), &by_ecc);
            assert_eq!(refused, Err(Unverified::Algorithm), "{algorithm}");
        }
        let by_rsa = concat!(
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1",
            "dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDw",
            "usC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77",
            "Rw",
        );
        let signed = format!("eyJhbGciOiJSUzI1NiJ9.{payload}");
        let by_rsa = URL_SAFE_NO_PAD.decode(by_rsa).unwrap();
        assert_eq!(set.verify("RS256", Some("r"), signed.as_bytes(), &by_rsa), Ok(()));
        let other = set.verify("RS384", Some("r"), signed.as_bytes(), &by_rsa);
        assert_eq!(other, Err(Unverified::Signature));
    }

    #[test]
    fn sets_have_a_longest() {
        let set = |count| format!(r#"{{"keys":[{}]}}"#, vec![r#"{"kty":"RSA"}"#; count].join(","));
        assert!(Jwks::parse(set(KEYS).as_bytes()).is_some());
        assert!(Jwks::parse(set(KEYS + 1).as_bytes()).is_none());
        assert!(Jwks::parse(b"[]").is_none());
    }
}
