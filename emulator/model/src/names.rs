//! AWS's names as Rust's: `SSEKMSKeyId` is `sse_kms_key_id`.

/// Abbreviations that AWS runs together with others or writes with a small letter inside.
const WORDS: &[(&str, &str)] = &[
    ("SSEKMS", "SseKms"),
    ("SSES3", "SseS3"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("IPV6", "Ipv6"),
    ("OAuth", "Oauth"),
    ("PromQL", "Promql"),
    ("MaxTTL", "MaxTtl"),
];

const PLURALS: [(&str, &str); 6] = [
    ("ARNs", "Arns"),
    ("IDs", "Ids"),
    ("CNAMEs", "Cnames"),
    ("URLs", "Urls"),
    ("ACLs", "Acls"),
    ("IPs", "Ips"),
];

/// Snake case; a Rust keyword gets a trailing `_`.
pub(crate) fn snake(name: &str) -> String {
    let mut known = name.to_owned();
    for (from, to) in WORDS {
        known = known.replace(from, to);
    }
    // A plural's small s belongs to the abbreviation before it: `ARNs`, `IDs`.
    for (plural, plain) in PLURALS {
        if let Some(before) = known.strip_suffix(plural) {
            known = format!("{before}{plain}");
        }
    }
    let chars: Vec<char> = known.chars().collect();
    let mut snake = String::new();
    for (i, &c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            snake.push('_');
            continue;
        }
        let after_small = i > 0 && chars[i - 1].is_ascii_lowercase();
        let after_any = i > 0 && chars[i - 1].is_ascii_alphanumeric();
        let before_small = chars.get(i + 1).is_some_and(char::is_ascii_lowercase);
        if c.is_ascii_uppercase() && (after_small || after_any && before_small) {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    if KEYWORDS.contains(&snake.as_str()) {
        snake.push('_');
    }
    snake
}

/// The name of a union's variant.
pub(crate) fn variant(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snakes() {
        for (aws, rust) in [
            ("ETag", "e_tag"),
            ("SSEKMSKeyId", "sse_kms_key_id"),
            ("SSECustomerKeyMD5", "sse_customer_key_md5"),
            ("ChecksumCRC32C", "checksum_crc32c"),
            ("ChecksumCRC64NVME", "checksum_crc64nvme"),
            ("ChecksumSHA256", "checksum_sha256"),
            ("S3OriginConfig", "s3_origin_config"),
            ("HTTPPort", "http_port"),
            ("IsIPV6Enabled", "is_ipv6_enabled"),
            ("WebACLId", "web_acl_id"),
            ("MinTTL", "min_ttl"),
            ("AliasICPRecordals", "alias_icp_recordals"),
            ("logGroupName", "log_group_name"),
            ("kmsKeyId", "kms_key_id"),
            ("Type", "type_"),
            ("CNAMEAlreadyExists", "cname_already_exists"),
            ("OK", "ok"),
        ] {
            assert_eq!(snake(aws), rust);
        }
    }
}
