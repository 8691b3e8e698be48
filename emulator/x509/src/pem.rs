//! PEM (RFC 7468): blocks of Base64 between lines that say what they are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The label of a certificate.
pub const CERTIFICATE: &str = "CERTIFICATE";
/// The label of a private key as PKCS#8.
pub const PRIVATE_KEY: &str = "PRIVATE KEY";

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is: `CERTIFICATE`.
    pub label: String,
    /// What is in it.
    pub der: Vec<u8>,
}

/// Writes a block, in lines of 64 characters.
pub fn write(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut out = format!("{BEGIN}{label}{DASHES}\n");
    let mut rest = text.as_str();
    while let Some((line, more)) = rest.split_at_checked(64) {
        out.push_str(line);
        out.push('\n');
        rest = more;
    }
    if !rest.is_empty() {
        out.push_str(rest);
        out.push('\n');
    }
    out.push_str(&format!("{END}{label}{DASHES}\n"));
    out
}

/// All blocks of a text; `None`: something in it is no block, or it has none. What stands between blocks is
/// ignored, as OpenSSL does.
pub fn read(text: &str) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines().map(str::trim) {
        open = match (open, line.strip_prefix(BEGIN).and_then(|it| it.strip_suffix(DASHES))) {
            (None, None) => None,
            (None, Some(label)) => Some((label.to_owned(), String::new())),
            (Some(_), Some(_)) => return None,
            (Some((label, mut base64)), None) => {
                match line.strip_prefix(END).and_then(|it| it.strip_suffix(DASHES)) {
                    None => {
                        base64.push_str(line);
                        Some((label, base64))
                    }
                    Some(ended) if ended == label => {
                        blocks.push(Block { der: STANDARD.decode(base64).ok()?, label });
                        None
                    }
                    Some(_) => return None,
                }
            }
        };
    }
    (open.is_none() && !blocks.is_empty()).then_some(blocks)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        for length in [0, 1, 47, 48, 49, 96, 500] {
            let der = vec![7; length];
            let text = format!("before\n{}{}", write("A B", &der), write("C", b"x"));
            let blocks = read(&text).unwrap();
            assert_eq!(blocks[0], Block { label: "A B".into(), der });
            assert_eq!(blocks.len(), 2);
        }
    }

    #[test]
    fn what_is_no_block_is_none() {
        let good = write("C", b"something");
        for bad in [
            String::new(),
            "text".to_owned(),
            good.replace("-----END C-----", ""),
            good.replace("END C", "END D"),
            good.replace("c29t", "c?9t"),
            format!("-----BEGIN C-----\n{good}"),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }
}
