//! Which domain names are S3's (CF-6.1).

/// Whether a domain is a bucket's REST endpoint, the only kind that an `S3OriginConfig` and an
/// origin access control of type `s3` may name: `bucket.s3.amazonaws.com`,
/// `bucket.s3.eu-west-1.amazonaws.com`, `bucket.s3-eu-west-1.amazonaws.com`, the same with
/// `dualstack`. Website and accelerate endpoints are not.
pub(crate) fn is_bucket(domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    let rest = domain.strip_suffix(".amazonaws.com").or(domain.strip_suffix(".amazonaws.com.cn"));
    let Some(rest) = rest else { return false };
    let Some((bucket, endpoint)) = rest.rsplit_once(".s3") else { return false };
    let named = !bucket.is_empty()
        && bucket.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let region = match endpoint.strip_prefix('.') {
        Some(rest) => rest.strip_prefix("dualstack.").unwrap_or(rest),
        None => endpoint.strip_prefix('-').unwrap_or(endpoint),
    };
    named && (endpoint.is_empty() || is_region(region))
}

/// `eu-west-1`, `us-gov-east-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let Some((number, words)) = parts.split_last() else { return false };
    let word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    words.len() >= 2
        && words.iter().all(word)
        && words[0].len() == 2
        && number.bytes().all(|b| b.is_ascii_digit())
        && !number.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_bucket;

    #[test]
    fn cf_6_1_bucket_rest_endpoints_and_nothing_else() {
        for domain in [
            "assets.s3.amazonaws.com",
            "assets.s3.eu-west-1.amazonaws.com",
            "assets.s3-eu-west-1.amazonaws.com",
            "my.dotted.bucket.s3.us-gov-west-1.amazonaws.com",
            "assets.s3.dualstack.us-east-1.amazonaws.com",
            "Assets.S3.us-east-1.AMAZONAWS.com",
        ] {
            assert!(is_bucket(domain), "{domain}");
        }
        for domain in [
            "assets.s3-website.eu-west-1.amazonaws.com",
            "assets.s3-website-us-east-1.amazonaws.com",
            "assets.s3-accelerate.amazonaws.com",
            "s3.amazonaws.com",
            "www.example.com",
            "assets.s3.amazonaws.com.evil.example",
        ] {
            assert!(!is_bucket(domain), "{domain}");
        }
    }
}
