//! Names as boto3 and the SDK for Rust spell them, and what stands in journals as comments and literals:
//! anybody may have sent it, and a person will run the file.

use std::fmt::Write as _;

/// `PutObjectACL` → `put_object_acl`, `ListObjectsV2` → `list_objects_v2`.
pub(super) fn snake(name: &str) -> String {
    let all: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, c) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let begins = c.is_uppercase()
            && before.is_some_and(|before| {
                let ends_word = !before.is_uppercase() && *before != '_';
                let next_is_small = all.get(at + 1).is_some_and(|next| next.is_lowercase());
                ends_word || (before.is_uppercase() && next_is_small)
            });
        if begins {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The module of a service's client: boto3's name, and the SDK's crate.
pub(super) fn client_of(service: &str) -> (&str, String) {
    let service = match service {
        "cloudfrontkeyvaluestore" => "cloudfront-keyvaluestore",
        other => other,
    };
    let sdk = match service {
        "cloudfront-keyvaluestore" => "aws_sdk_cloudfrontkeyvaluestore".to_owned(),
        "logs" => "aws_sdk_cloudwatchlogs".to_owned(),
        other => format!("aws_sdk_{other}"),
    };
    (service, sdk)
}

/// A text as what follows a mark of a comment: on its line, whatever it is, and in the order that it is
/// read in.
pub(super) fn comment(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match is_plain(c) {
            true => out.push(c),
            false => out.extend(c.escape_unicode()),
        }
    }
    out
}

/// A name as a part of one in a program: of `us-gov-west-1`, `us_gov_west_1`.
pub(super) fn identifier(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    name.chars().map(plain).collect()
}

/// A text as a literal of Python's.
pub(super) fn python_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        // Writing to a String cannot fail.
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            c if is_plain(c) => write!(out, "{c}"),
            c => match u32::from(c) {
                code @ ..=0xff => write!(out, "\\x{code:02x}"),
                code @ ..=0xffff => write!(out, "\\u{code:04x}"),
                code => write!(out, "\\U{code:08x}"),
            },
        };
    }
    out.push('"');
    out
}

/// A text as a literal of Rust's.
pub(super) fn rust_text(text: &str) -> String {
    format!("{text:?}")
}

/// Bytes as a literal of either.
pub(super) fn bytes(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}

/// Whether a character is seen as what it is: no control, no end of a line (U+2028 too), nothing that turns
/// the order of a line around, which Rust refuses even in comments.
fn is_plain(c: char) -> bool {
    c == ' ' || matches!(c, '"' | '\'' | '\\') || c.escape_debug().eq([c])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Whatever would end a line, a literal, a comment or a name, and what is longer than a byte.
    const HOSTILE: [&str; 26] = [
        "\n",
        "\r",
        "\r\n",
        "\u{b}",
        "\u{c}",
        "\u{1c}",
        "\u{1e}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\0",
        "\\",
        "\"",
        "'",
        "\"\"\"",
        "\\\"",
        "*/",
        "#",
        "//",
        "{x}",
        "\u{202e}",
        "\u{2066}",
        "é",
        "猫",
        "\u{1f408}",
        "\u{feff}",
    ];

    /// Of such parts in every order that a small generator comes to.
    fn hostile() -> impl Iterator<Item = String> {
        let mut state = 7_u32;
        (0..2_000).map(move |length| {
            let mut text = String::new();
            for _ in 0..length % 9 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(HOSTILE.iter().cycle().nth((state >> 16) as usize % 97).unwrap());
                text.push_str(if state & (1 << 20) == 0 { "n" } else { "" });
            }
            text
        })
    }

    /// What Python, or Rust, reads of a literal.
    fn read(literal: &str) -> String {
        let inner = literal.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let (mut out, mut rest) = (String::new(), inner.chars());
        while let Some(c) = rest.next() {
            assert!(is_plain(c) && c != '"', "{literal}");
            if c != '\\' {
                out.push(c);
                continue;
            }
            let mark = rest.next().unwrap();
            let length = match mark {
                'x' => 2,
                'u' if rest.as_str().starts_with('{') => 0,
                'u' => 4,
                'U' => 8,
                _ => {
                    out.push(match mark {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        '0' => '\0',
                        '"' | '\\' => mark,
                        _ => panic!("{literal}"),
                    });
                    continue;
                }
            };
            let digits: String = match length {
                0 => rest.by_ref().skip(1).take_while(|c| *c != '}').collect(),
                length => rest.by_ref().take(length).collect(),
            };
            out.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
        }
        out
    }

    #[test]
    fn literals_are_what_they_were_whatever_it_was() {
        for text in hostile() {
            assert_eq!(read(&python_text(&text)), text);
            assert_eq!(read(&rust_text(&text)), text);
            let all = bytes(text.as_bytes());
            assert!(all.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{all}");
            let inner = all.strip_prefix("b\"").unwrap().strip_suffix('"').unwrap();
            assert!(!inner.replace("\\\\", "").replace("\\\"", "").contains('"'), "{all}");
        }
    }

    #[test]
    fn comments_stay_on_their_line_and_names_are_names() {
        for text in hostile() {
            assert!(comment(&text).chars().all(is_plain), "{text:?}");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(identifier(&text).chars().all(plain), "{text:?}");
        }
        assert_eq!(comment("role/é it's \"a\" \\"), "role/é it's \"a\" \\");
        assert_eq!(comment("a\nimport os"), "a\\u{a}import os");
        assert_eq!(identifier("us-gov-west-1"), "us_gov_west_1");
    }

    #[test]
    fn names_are_spelled_as_sdks_do() {
        for (name, spelled) in [
            ("PutObject", "put_object"),
            ("ListObjectsV2", "list_objects_v2"),
            ("CreateOpenIDConnectProvider", "create_open_id_connect_provider"),
            ("EnableMFADevice", "enable_mfa_device"),
            ("logGroupName", "log_group_name"),
            ("ETag", "e_tag"),
            ("ChecksumCRC32", "checksum_crc32"),
            ("SSEKMSKeyId", "ssekms_key_id"),
        ] {
            assert_eq!(snake(name), spelled);
        }
    }
}
