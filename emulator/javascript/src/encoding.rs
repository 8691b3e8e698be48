//! Text as bytes and back, in the encodings that buffers know.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const BASE64_URL: GeneralPurpose =
    GeneralPurpose::new(&URL_SAFE, LENIENT.with_encode_padding(false));

/// Bytes as text. What is no UTF-8 becomes U+FFFD.
pub(crate) fn encode(bytes: &[u8], encoding: &str) -> String {
    match encoding {
        "hex" => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        "base64" => BASE64.encode(bytes),
        "base64url" => BASE64_URL.encode(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Text as bytes: as much of it as is in the encoding.
pub(crate) fn decode(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "hex" => {
            let digits = text.as_bytes().chunks_exact(2);
            let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
            digits.map_while(byte).collect()
        }
        // Both alphabets are read under either name.
        "base64" | "base64url" => {
            let plain: String = text
                .chars()
                .take_while(|c| *c != '=')
                .filter(|c| !c.is_ascii_whitespace())
                .map(|c| match c {
                    '-' => '+',
                    '_' => '/',
                    c => c,
                })
                .collect();
            let good =
                plain.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'+' || *b == b'/');
            let length = good.count();
            // One character alone says less than a byte.
            let length = if length % 4 == 1 { length - 1 } else { length };
            BASE64.decode(&plain.as_bytes()[..length]).unwrap_or_default()
        }
        _ => text.as_bytes().to_vec(),
    }
}
