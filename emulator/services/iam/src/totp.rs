//! One-time passwords of the clock: RFC 6238 with SHA-1, six digits, a new one every 30 seconds.

use hmac::{Hmac, KeyInit as _, Mac as _};
use parhelion_wire::Timestamp;
use serde::{Deserialize, Serialize};
use sha1::Sha1;

/// RFC 4648, section 6.
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// How long a code holds, in seconds.
const STEP_SECS: i64 = 30;
/// How many steps a device's clock may be off when it is enabled or synchronised.
const FAR: i64 = 10;
/// How many steps when a code is asked for.
const NEAR: i64 = 1;

/// What a device and its server share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seed {
    bytes: Vec<u8>,
    /// How many steps the device's clock is ahead.
    ahead: i64,
}

impl Seed {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, ahead: 0 }
    }

    /// RFC 4648, without padding.
    pub(crate) fn base32(&self) -> String {
        let mut text = String::new();
        for chunk in self.bytes.chunks(5) {
            let mut bits = [0_u8; 8];
            for (place, byte) in bits.iter_mut().skip(3).zip(chunk) {
                *place = *byte;
            }
            let bits = u64::from_be_bytes(bits);
            for digit in 0..(chunk.len() * 8).div_ceil(5) {
                let shift = 35 - 5 * digit;
                let at = usize::try_from((bits >> shift) & 31).unwrap_or_default();
                text.push(char::from(ALPHABET.get(at).copied().unwrap_or(b'A')));
            }
        }
        text
    }

    /// The code of a step.
    fn code(&self, step: i64) -> String {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.bytes) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest: [u8; 20] = mac.finalize().into_bytes().into();
        let at = usize::from(digest[19] & 15);
        let number = digest.iter().skip(at).take(4);
        let number = number.fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }

    /// The step whose code this is, if it is one of about now.
    pub(crate) fn shows(&self, code: &str, now: Timestamp) -> Option<i64> {
        let now = step(now) + self.ahead;
        (now - NEAR..=now + NEAR).find(|step| self.code(*step) == code)
    }

    /// By two codes in a row: how far the device's clock is off. `None`: they are not its.
    pub(crate) fn synchronised(&self, codes: [&str; 2], now: Timestamp) -> Option<Self> {
        let here = step(now);
        let [first, second] = codes;
        let found = (here - FAR..=here + FAR)
            .find(|step| self.code(*step) == first && self.code(*step + 1) == second)?;
        // A device that is right shows the second of two codes now, or the first still.
        let ahead = if found + 1 < here { found + 1 - here } else { (found - here).max(0) };
        Some(Self { ahead, ..self.clone() })
    }
}

fn step(now: Timestamp) -> i64 {
    now.secs().div_euclid(STEP_SECS)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// RFC 6238, appendix B (its codes have eight digits; the last six are these).
    #[test]
    fn codes_are_the_standards() {
        let seed = Seed::new(b"12345678901234567890".to_vec());
        for (secs, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(seed.code(step(Timestamp::from_secs(secs))), code, "{secs}");
        }
    }

    /// RFC 4648, section 10.
    #[test]
    fn base32_is_the_standards() {
        let text = |bytes: &[u8]| Seed::new(bytes.to_vec()).base32();
        assert_eq!(text(b"foobar"), "MZXW6YTBOI");
        assert_eq!(text(b"fooba"), "MZXW6YTB");
        assert_eq!(text(b"f"), "MY");
    }

    #[test]
    fn a_code_holds_for_about_a_minute() {
        let seed = Seed::new(b"12345678901234567890".to_vec());
        let at = |secs| Timestamp::from_secs(secs);
        assert_eq!(seed.shows("287082", at(59)), Some(1));
        assert_eq!(seed.shows("287082", at(89)), Some(1));
        assert_eq!(seed.shows("287082", at(90)), None);
        let two = [&*seed.code(100), &*seed.code(101)];
        assert_eq!(seed.synchronised(two, at(3000)), Some(seed.clone()));
        let slow = seed.synchronised(two, at(3200)).unwrap();
        assert!(slow.shows(&seed.code(102), at(3230)).is_some(), "{slow:?}");
        assert_eq!(seed.synchronised(two, at(30_000)), None);
        assert_eq!(seed.synchronised([two[1], two[0]], at(3000)), None);
    }
}
