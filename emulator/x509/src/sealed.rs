//! A private key behind a passphrase: PBES2 of PBKDF2 with HMAC-SHA-256 and AES-256-CBC (RFC 8018), in an
//! EncryptedPrivateKeyInfo (RFC 5958), which every version of OpenSSL opens.

use aes::cipher::{BlockCipherEncrypt, KeyInit};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Its label in PEM.
pub const LABEL: &str = "ENCRYPTED PRIVATE KEY";

/// OpenSSL's own number.
const ITERATIONS: u32 = 2_048;

const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09];
const AES256_CBC: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a];

const SEQUENCE: u8 = 0x30;
const OCTETS: u8 = 0x04;
const INTEGER: u8 = 0x02;
const NULL: u8 = 0x05;
const OID: u8 = 0x06;

/// A key, as PKCS#8, behind a passphrase.
pub fn seal(key: &[u8], passphrase: &[u8], salt: [u8; 16], iv: [u8; 16]) -> Option<Vec<u8>> {
    let secret = derive(passphrase, &salt)?;
    let encrypted = encrypt(&secret, iv, key);
    let iterations = ITERATIONS.to_be_bytes();
    let hash = item(SEQUENCE, &[item(OID, &[HMAC_SHA256.to_vec()]), item(NULL, &[])]);
    let derivation = item(
        SEQUENCE,
        &[
            item(OID, &[PBKDF2.to_vec()]),
            item(
                SEQUENCE,
                &[
                    item(OCTETS, &[salt.to_vec()]),
                    item(INTEGER, &[iterations.get(2..)?.to_vec()]),
                    hash,
                ],
            ),
        ],
    );
    let cipher = item(SEQUENCE, &[item(OID, &[AES256_CBC.to_vec()]), item(OCTETS, &[iv.to_vec()])]);
    let algorithm =
        item(SEQUENCE, &[item(OID, &[PBES2.to_vec()]), item(SEQUENCE, &[derivation, cipher])]);
    Some(item(SEQUENCE, &[algorithm, item(OCTETS, &[encrypted])]))
}

/// One block of PBKDF2, which is as long as the key.
fn derive(passphrase: &[u8], salt: &[u8]) -> Option<[u8; 32]> {
    let mac = |message: &[u8]| -> Option<[u8; 32]> {
        let mac = Hmac::<Sha256>::new_from_slice(passphrase).ok()?;
        Some(mac.chain_update(message).finalize().into_bytes().into())
    };
    let mut block = mac(&[salt, &1u32.to_be_bytes()].concat())?;
    let mut key = block;
    for _ in 1..ITERATIONS {
        block = mac(&block)?;
        key.iter_mut().zip(block).for_each(|(key, byte)| *key ^= byte);
    }
    Some(key)
}

/// AES-256-CBC, filled up as PKCS#7 does.
fn encrypt(key: &[u8; 32], iv: [u8; 16], text: &[u8]) -> Vec<u8> {
    let aes = aes::Aes256::new(&(*key).into());
    let fill = 16 - text.len() % 16;
    let mut padded = text.to_vec();
    padded.extend(std::iter::repeat_n(u8::try_from(fill).unwrap_or_default(), fill));
    let (mut before, mut out) = (iv, Vec::with_capacity(padded.len()));
    for chunk in padded.chunks_exact(16) {
        let mut block = before;
        block.iter_mut().zip(chunk).for_each(|(block, byte)| *block ^= byte);
        let mut block = block.into();
        aes.encrypt_block(&mut block);
        before = block.into();
        out.extend_from_slice(&before);
    }
    out
}

/// DER: a tag, a length, and what is in it.
fn item(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let content = parts.concat();
    let mut out = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short @ ..128) => out.push(short),
        _ => {
            let length = content.len().to_be_bytes();
            let skipped = length.iter().take_while(|byte| **byte == 0).count();
            out.push(0x80 | u8::try_from(length.len() - skipped).unwrap_or_default());
            out.extend(length.iter().skip(skipped));
        }
    }
    out.extend(content);
    out
}
