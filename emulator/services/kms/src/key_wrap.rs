//! AES Key Wrap with Padding (RFC 5649), as much of it as importing needs.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, KeyInit};

/// The first half of the initial value; the second is the length in bytes.
const CHECK: [u8; 4] = [0xa6, 0x59, 0x59, 0xa6];

/// What was wrapped by a key of 256 bits; `None`: it was not, or was changed since.
pub(crate) fn unwrap_padded(key: [u8; 32], wrapped: &[u8]) -> Option<Vec<u8>> {
    let cipher = Aes256::new(&key.into());
    let (blocks, rest) = wrapped.as_chunks::<8>();
    let (first, blocks) = blocks.split_first()?;
    if !rest.is_empty() || blocks.is_empty() {
        return None;
    }
    let (head, padded) = match blocks {
        [one] => {
            let (head, text) = decrypt(&cipher, *first, *one);
            (head, vec![text])
        }
        _ => {
            let (mut head, mut blocks) = (*first, blocks.to_vec());
            // RFC 3394, 2.2.2: the rounds of wrapping, backwards.
            let count = blocks.len();
            for step in (1..=6 * count).rev() {
                let at = (step - 1) % count;
                let tweaked = u64::from_be_bytes(head) ^ step as u64;
                (head, blocks[at]) = decrypt(&cipher, tweaked.to_be_bytes(), blocks[at]);
            }
            (head, blocks)
        }
    };
    let text = padded.concat();
    let (check, length) = head.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
    let padding = text.get(length..)?;
    let fits = *check == CHECK && padding.len() < 8 && padding.iter().all(|byte| *byte == 0);
    fits.then(|| text[..length].to_vec())
}

fn decrypt(cipher: &Aes256, left: [u8; 8], right: [u8; 8]) -> ([u8; 8], [u8; 8]) {
    let mut block = aes::Block::default();
    block[..8].copy_from_slice(&left);
    block[8..].copy_from_slice(&right);
    cipher.decrypt_block(&mut block);
    let (mut left, mut right) = ([0; 8], [0; 8]);
    left.copy_from_slice(&block[..8]);
    right.copy_from_slice(&block[8..]);
    (left, right)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits = hex.as_bytes().chunks(2);
        digits.map(|it| u8::from_str_radix(std::str::from_utf8(it).unwrap(), 16).unwrap()).collect()
    }

    /// Wrapped by OpenSSL, with a key of bytes 0 to 31 and texts of bytes 0, 1, …
    #[test]
    fn what_openssl_wraps_is_unwrapped() {
        let key: [u8; 32] = std::array::from_fn(|at| at as u8);
        for (length, wrapped) in WRAPPED {
            let wrapped = bytes(wrapped);
            let text: Vec<u8> = (0..*length).collect();
            assert_eq!(unwrap_padded(key, &wrapped).as_ref(), Some(&text), "{length}");
            for at in 0..wrapped.len() {
                let mut changed = wrapped.clone();
                changed[at] ^= 1;
                assert_eq!(unwrap_padded(key, &changed), None, "{length}: {at}");
                assert_eq!(unwrap_padded(key, &wrapped[..at]), None, "{length}: {at}");
            }
        }
    }

    const WRAPPED: &[(u8, &str)] = &[
        (7, "015d947fce931441feff45f438251bc2"),
        (8, "da8f41421a27369bdb8e93cad6c01ac3"),
        (20, "22d7fffc96b7adad9391ac9230d46b810e82e0f101f19e83e358f32ac9d407b6"),
        (32, "c783bf3f6ee99c48dabbc410e284c52cbf758578989de18a3294c9a4d197c8a26270488b1ce98016"),
    ];
}
