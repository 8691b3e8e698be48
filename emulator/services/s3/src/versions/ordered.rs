//! Ids that say when they were made, to whoever made them: a listing that is to go on behind a version
//! or an upload that is gone still knows its place (S3-5.4d, S3-4.9c). To others they are opaque.

use parhelion_world::Context;

const ALPHABET: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
/// The last characters of an id hold its order: six bits each.
const DIGITS: u32 = 8;
const MASK: u64 = (1 << (6 * DIGITS)) - 1;
/// Odd, so that multiplying by it can be undone.
const SCRAMBLE: u64 = 0x9E37_79B9_7F4B;
const UNSCRAMBLE: u64 = inverse(SCRAMBLE);

/// By Newton's iteration: each round doubles the bits that are right.
const fn inverse(odd: u64) -> u64 {
    let (mut found, mut round) = (odd, 0);
    while round < 6 {
        found = found.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(found)));
        round += 1;
    }
    found & MASK
}

/// An id of `length` characters.
pub(crate) fn new(cx: &mut Context, length: usize, order: u64) -> String {
    let digits = order.wrapping_mul(SCRAMBLE) & MASK;
    let mut id = cx.id(ALPHABET, length.saturating_sub(DIGITS as usize));
    for at in (0..DIGITS).rev() {
        let digit = (digits >> (6 * at)) & 63;
        id.extend(ALPHABET.get(digit as usize).copied().map(char::from));
    }
    id
}

/// The order of an id that was made here; any other has some order too.
pub(crate) fn of(id: &str) -> Option<u64> {
    let mut digits = 0_u64;
    for byte in id.bytes().rev().take(DIGITS as usize).collect::<Vec<_>>().into_iter().rev() {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        digits = digits << 6 | digit as u64;
    }
    Some(digits.wrapping_mul(UNSCRAMBLE) & MASK)
}
