//! Continuation tokens: opaque, and refused when they are not ours (S3-5.2).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parhelion_world::random;

const SALT: u64 = 0x5afe_70ce_9a9e_0001;

/// A token for going on behind `after`.
pub(crate) fn encode(after: &str) -> String {
    let check = random::hash(SALT, after);
    let mut bytes = check.to_be_bytes().to_vec();
    bytes.extend(obscured(check, after.as_bytes()));
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn decode(token: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (check, rest) = bytes.split_first_chunk::<8>()?;
    let check = u64::from_be_bytes(*check);
    let after = String::from_utf8(obscured(check, rest)).ok()?;
    (random::hash(SALT, &after) == check).then_some(after)
}

/// Its own inverse.
fn obscured(seed: u64, bytes: &[u8]) -> Vec<u8> {
    let mut stream = random::Random::new(seed);
    bytes.iter().map(|b| b ^ stream.next() as u8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn s3_5_2_tokens_come_back(after in ".*") {
            prop_assert_eq!(decode(&encode(&after)), Some(after));
        }

        #[test]
        fn s3_5_2_other_texts_are_refused(text in "[a-zA-Z0-9_-]{0,40}") {
            prop_assert_eq!(decode(&text), None);
        }
    }
}
