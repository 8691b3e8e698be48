//! Names as boto3 and the SDK for Rust spell them.

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
    let sdk = match service {
        "logs" => "aws_sdk_cloudwatchlogs".to_owned(),
        other => format!("aws_sdk_{other}"),
    };
    (service, sdk)
}

#[cfg(test)]
mod tests {
    use super::*;

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
