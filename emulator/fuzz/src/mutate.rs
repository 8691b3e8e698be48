//! Spoiling: a few edits, each where chance puts it. The same seed spoils in the same way.

use parhelion::random::Random;

/// Bytes that mean something to some parser.
const TELLING: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"\"",
    b"'",
    b"/",
    b"\\",
    b"%",
    b"+",
    b"=",
    b";",
    b":",
    b",",
    b"\r\n",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"-1",
    b"0",
    b"9223372036854775808",
    b"\xff",
    b"\xf0\x9f",
    // Whole characters of several bytes: an index into text may fall into one.
    "é".as_bytes(),
    "日本".as_bytes(),
    "😀".as_bytes(),
    "a\u{301}".as_bytes(),
    b"${",
    b"*",
    b"?",
    b"--",
    b"&#0;",
];

/// A spoilt copy.
pub fn spoilt(random: &mut Random, valid: &[u8]) -> Vec<u8> {
    let mut bytes = valid.to_vec();
    for _ in 0..=random.below(4) {
        edit(random, &mut bytes);
    }
    bytes
}

fn edit(random: &mut Random, bytes: &mut Vec<u8>) {
    let at = random.below(bytes.len() + 1);
    let end = (at + 1 + random.below(8)).min(bytes.len());
    match random.below(7) {
        0 => bytes.truncate(at),
        1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        2 if at < bytes.len() => bytes[at] = random.next() as u8,
        3 => drop(bytes.drain(at.min(end)..end)),
        4 => {
            let piece = bytes[at.min(end)..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        5 => {
            let telling = TELLING[random.below(TELLING.len())];
            bytes.splice(at..at, telling.iter().copied());
        }
        _ => {
            let byte = random.next() as u8;
            bytes.splice(at..at, std::iter::repeat_n(byte, random.below(40)));
        }
    }
}

/// Bytes of no meaning.
pub fn noise(random: &mut Random) -> Vec<u8> {
    (0..random.below(80)).map(|_| random.next() as u8).collect()
}
