//! Percent-encoding: paths, queries and forms.

use crate::malformed::Malformed;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use std::borrow::Cow;

/// All but `A–Z a–z 0–9 - . _ ~`, as SigV4 has it.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// Decodes once. `+` is a blank in queries, in forms and in the paths of [some](crate::table::Model::plus_is_blank).
///
/// # Errors
/// A `%` without two hex digits behind it, or bytes that are no UTF-8.
pub(crate) fn decode(text: &str, plus: bool) -> Result<Cow<'_, str>, Malformed> {
    let bytes = text.as_bytes();
    if !bytes.iter().any(|&byte| byte == b'%' || (plus && byte == b'+')) {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'%' => {
                let &[high, low, ref left @ ..] = after else { return Err(Malformed::Uri) };
                let digit = |byte| char::from(byte).to_digit(16).ok_or(Malformed::Uri);
                out.push((digit(high)? * 16 + digit(low)?) as u8);
                rest = left;
            }
            b'+' if plus => out.push(b' '),
            byte => out.push(byte),
        }
    }
    String::from_utf8(out).map(Cow::Owned).map_err(|_| Malformed::Uri)
}

/// Appends text, percent-encoded; `slashes` stay where they are in a greedy label.
pub(crate) fn encode(out: &mut String, text: &str, slashes: bool) {
    let set = if slashes { RESERVED_IN_PATH } else { RESERVED };
    out.extend(percent_encode(text.as_bytes(), set));
}

/// Names and values of a query or form, decoded. A name without `=` has no value.
pub(crate) type Pairs<'a> = Vec<(Cow<'a, str>, Option<Cow<'a, str>>)>;

/// Takes a query or form apart; empty pairs are skipped.
///
/// # Errors
/// As [`decode`].
pub(crate) fn pairs(text: &str) -> Result<Pairs<'_>, Malformed> {
    let mut pairs = Pairs::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        pairs.push(match pair.split_once('=') {
            Some((name, value)) => (decode(name, true)?, Some(decode(value, true)?)),
            None => (decode(pair, true)?, None),
        });
    }
    Ok(pairs)
}
