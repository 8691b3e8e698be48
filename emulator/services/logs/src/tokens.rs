//! Page tokens: opaque to clients, checked when they come back (CW-A4.5, CW-A4.6, CW-A5.5).
//!
//! A token says where to go on, when it was given and how many empty pages led to it, with a check
//! over all that and over what was listed.

use crate::errors;
use crate::events::Place;
use parhelion_wire::Timestamp;
use parhelion_wire::checksum::hex;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::random::hash;
use std::time::Duration;

/// Tokens end after a day (CW-A4.5, CW-A5.5; assumed for describing calls, CW-H).
pub(crate) const LIFETIME: Duration = Duration::from_secs(24 * 3_600);

/// So many pages in a row may be empty by choice (CW-F2); then one leads on, so that readers end.
pub(crate) const EMPTY_PAGES_MAX: u8 = 3;

const SEED: u64 = 0x7061_7268_656c_696f;
/// Fourteen digits reach to the year 5138.
const DIGITS_MAX: i64 = 99_999_999_999_999;
const CHECK_MODULUS: u64 = 1_000_000_000_000;

/// A token of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub place: Place,
    /// Empty pages in a row before it.
    pub empty: u8,
}

impl Token {
    /// 56 digits. `scope` is what is read; a token of something else does not fit.
    pub(crate) fn text(self, cx: &Context, scope: &str) -> String {
        let Place { at, number } = self.place;
        let (at, empty) = (at.clamp(0, DIGITS_MAX), self.empty % 10);
        let text = format!("3{at:014}{number:014}{:014}{empty}", cx.now.0.clamp(0, DIGITS_MAX));
        let check = check(scope, &text) % CHECK_MODULUS;
        format!("{text}{check:012}")
    }

    pub(crate) fn parse(cx: &Context, scope: &str, text: &str) -> Result<Self> {
        let genuine = text.len() == 56 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (said, sum) =
            text.split_at_checked(44).filter(|_| genuine).ok_or_else(errors::invalid_token)?;
        if sum.parse() != Ok(check(scope, said) % CHECK_MODULUS) {
            return Err(errors::invalid_token());
        }
        let read = |from: usize, to: usize| {
            said.get(from..to).and_then(|digits| digits.parse::<u64>().ok()).unwrap_or_default()
        };
        fresh(cx, Timestamp(read(29, 43) as i64))?;
        let place = Place { at: read(1, 15) as i64, number: read(15, 29) };
        Ok(Self { place, empty: read(43, 44) as u8 })
    }
}

/// A token of a listing by name: goes on behind `after`, or at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameToken {
    pub after: Option<String>,
    pub empty: u8,
}

impl NameToken {
    pub(crate) fn text(&self, cx: &Context, scope: &str) -> String {
        let Self { after, empty } = self;
        let sign = if after.is_some() { '>' } else { '|' };
        let after = after.as_deref().unwrap_or_default();
        let text = format!("{:014}{}{sign}{after}", cx.now.0.clamp(0, DIGITS_MAX), empty % 10);
        format!("{}{:016x}", hex(text.as_bytes()), check(scope, &text))
    }

    pub(crate) fn parse(cx: &Context, scope: &str, token: &str) -> Result<Self> {
        Self::read(scope, token).ok_or_else(errors::invalid_token).and_then(|(given, token)| {
            fresh(cx, given)?;
            Ok(token)
        })
    }

    fn read(scope: &str, token: &str) -> Option<(Timestamp, Self)> {
        let token = token.is_ascii().then_some(token)?;
        let (hex, sum) = token.split_at_checked(token.len().checked_sub(16)?)?;
        let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(byte).collect();
        let text = String::from_utf8(bytes?).ok()?;
        if u64::from_str_radix(sum, 16).ok()? != check(scope, &text) {
            return None;
        }
        let given = Timestamp(text.get(..14)?.parse().ok()?);
        let empty = text.get(14..15)?.parse().ok()?;
        let after = text.get(15..)?.strip_prefix('>').map(str::to_owned);
        Some((given, Self { after, empty }))
    }
}

fn check(scope: &str, text: &str) -> u64 {
    hash(hash(SEED, scope), text)
}

fn fresh(cx: &Context, given: Timestamp) -> Result<()> {
    if cx.now.since(given) > LIFETIME { Err(errors::invalid_token()) } else { Ok(()) }
}
