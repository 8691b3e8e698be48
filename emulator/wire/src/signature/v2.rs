//! Signature Version 2 of S3: what AWS's own clients still presign with in the oldest regions
//! (<https://docs.aws.amazon.com/AmazonS3/latest/developerguide/RESTAuthentication.html>, S3-2.12).

use super::canonical::percent_decode;
use super::date::{iso_seconds, parse_basic};
use super::errors::{Computed, signature_does_not_match};
use super::{Flavour, Head};
use crate::error::Result;
use crate::{Error, Timestamp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use std::fmt::Write;
use std::time::Duration;

/// The regions that were there before Version 4: the others never took Version 2.
pub const REGIONS: [&str; 8] = [
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
];

const SKEW: Duration = Duration::from_secs(15 * 60);

/// The parts of a query that name a resource, and so are signed.
const SIGNED_PARAMETERS: [&str; 36] = [
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "defaultObjectAcl",
    "delete",
    "encryption",
    "inventory",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "partNumber",
    "policy",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "select",
    "select-type",
    "storageClass",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
];

/// A Version 2 signature, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigV2 {
    /// The access key's id.
    pub access_key: String,
    /// HMAC-SHA1 in base64, if the client is right.
    pub signature: String,
    /// Of temporary credentials.
    pub token: Option<String>,
    /// Presigned queries: seconds since the epoch.
    pub expires: Option<i64>,
}

impl SigV2 {
    /// `AWS <access key>:<signature>`.
    pub(super) fn of_header(head: Head<'_>, rest: &str) -> Option<Self> {
        let (access_key, signature) = rest.trim().split_once(':')?;
        Some(Self {
            access_key: access_key.to_owned(),
            signature: signature.to_owned(),
            token: head.text("x-amz-security-token").map(str::to_owned),
            expires: None,
        })
    }

    /// Whether it came in a query: headers have no expiry.
    pub fn is_presigned(&self) -> bool {
        self.expires.is_some()
    }

    /// Checks expiry or date, and the signature.
    ///
    /// # Errors
    /// S3-2.7(k), S3-2.3, S3-2.8.
    pub fn verify(
        &self,
        head: Head<'_>,
        bucket: Option<&str>,
        secret: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.check_time(head, now)?;
        let path = head.uri.path();
        let text = self.string_to_sign(head, bucket, path);
        if hmac_sha1(secret, &text) == self.signature {
            return Ok(());
        }
        // A bucket alone is signed with a slash behind it, whether or not the path has one.
        let alone = bucket.is_none() && path.len() > 1 && path.rfind('/') == Some(0);
        if alone {
            let text = self.string_to_sign(head, bucket, &format!("{path}/"));
            if hmac_sha1(secret, &text) == self.signature {
                return Ok(());
            }
        }
        let computed = Computed {
            access_key: &self.access_key,
            provided: &self.signature,
            string_to_sign: &text,
            canonical_request: None,
        };
        Err(signature_does_not_match(Flavour::BareXml, &computed))
    }

    fn check_time(&self, head: Head<'_>, now: Timestamp) -> Result<()> {
        if let Some(expires) = self.expires {
            if now.secs() <= expires {
                return Ok(());
            }
            return Err(Error::new(403, "AccessDenied", "Request has expired")
                .with("Expires", iso_seconds(Timestamp::from_secs(expires)))
                .with("ServerTime", iso_seconds(now)));
        }
        let sent = head.text("x-amz-date").or_else(|| head.text("date")).unwrap_or_default();
        let signed_at = Timestamp::parse_http_date(sent).or_else(|| parse_basic(sent));
        let Some(signed_at) = signed_at else {
            let message = "AWS authentication requires a valid Date or x-amz-date header";
            return Err(Error::new(403, "AccessDenied", message));
        };
        if now.since(signed_at).max(signed_at.since(now)) <= SKEW {
            return Ok(());
        }
        let message = "The difference between the request time and the current time is too large.";
        Err(Error::new(403, "RequestTimeTooSkewed", message)
            .with("RequestTime", sent)
            .with("ServerTime", iso_seconds(now))
            .with("MaxAllowedSkewMilliseconds", SKEW.as_millis().to_string()))
    }

    fn string_to_sign(&self, head: Head<'_>, bucket: Option<&str>, path: &str) -> String {
        let query: Vec<(String, Option<String>)> = pairs(head.uri.query().unwrap_or_default());
        let in_query = |name: &str| {
            let found = query.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
            found.and_then(|(_, value)| value.as_deref()).filter(|_| self.is_presigned())
        };
        let either = |name: &str| head.text(name).or_else(|| in_query(name)).unwrap_or_default();
        let date = match self.expires {
            Some(expires) => expires.to_string(),
            None if head.headers.contains_key("x-amz-date") => String::new(),
            None => head.text("date").unwrap_or_default().to_owned(),
        };
        let mut text = format!(
            "{}\n{}\n{}\n{date}\n",
            head.method,
            either("content-md5"),
            either("content-type")
        );
        // Writing to a String cannot fail.
        for (name, value) in self.amazon_headers(head, &query) {
            let _ = writeln!(text, "{name}:{value}");
        }
        if let Some(bucket) = bucket {
            let _ = write!(text, "/{bucket}");
        }
        text += path;
        let mut separator = '?';
        let mut signed: Vec<_> =
            query.iter().filter(|(name, _)| SIGNED_PARAMETERS.contains(&name.as_str())).collect();
        signed.sort();
        for (name, value) in signed {
            text.push(separator);
            text += name;
            if let Some(value) = value {
                let _ = write!(text, "={value}");
            }
            separator = '&';
        }
        text
    }

    /// `x-amz-…`, sorted; presigned ones may stand in the query.
    fn amazon_headers(
        &self,
        head: Head<'_>,
        query: &[(String, Option<String>)],
    ) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        for name in head.headers.keys().map(http::HeaderName::as_str) {
            if name.starts_with("x-amz-") {
                let values = head.headers.get_all(name).iter();
                let values: Vec<_> = values
                    .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
                    .collect();
                all.push((name.to_owned(), values.join(",")));
            }
        }
        if self.is_presigned() {
            let ours = query.iter().filter(|(name, _)| {
                let lower = name.to_ascii_lowercase();
                lower.starts_with("x-amz-") && all.iter().all(|(held, _)| *held != lower)
            });
            let ours: Vec<_> = ours
                .map(|(name, value)| (name.to_ascii_lowercase(), value.clone().unwrap_or_default()))
                .collect();
            all.extend(ours);
        }
        all.sort();
        all
    }
}

/// A query's names and values, decoded; a name alone has no value.
fn pairs(query: &str) -> Vec<(String, Option<String>)> {
    let decoded = |text: &str| String::from_utf8_lossy(&percent_decode(text, true)).into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| match pair.split_once('=') {
            Some((name, value)) => (decoded(name), Some(decoded(value))),
            None => (decoded(pair), None),
        })
        .collect()
}

/// The signature of a string to sign, in base64. Browser forms sign their policy's text with it.
#[allow(clippy::expect_used)] // HMAC takes keys of any length
pub fn hmac_sha1(secret: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    fn request(method: &str, uri: &str, headers: &[(&str, &str)]) -> http::Request<()> {
        let mut request = http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap()
    }

    /// The examples of AWS's page.
    #[test]
    fn s3_2_12_the_documentation_s_examples() {
        let at = |text: &str| Timestamp::parse_http_date(text).unwrap();
        let key = "AKIAIOSFODNN7EXAMPLE";
        let date = "Tue, 27 Mar 2007 19:36:42 +0000";
        let get = request("GET", "/photos/puppy.jpg", &[("date", date)]);
        let claim =
            SigV2::of_header(Head::from(&get), &format!("{key}:qgk2+6Sv9/oM7G3qLEjTH1a1l1g="))
                .unwrap();
        assert_eq!(
            claim.string_to_sign(Head::from(&get), Some("awsexamplebucket1"), get.uri().path()),
            format!("GET\n\n\n{date}\n/awsexamplebucket1/photos/puppy.jpg")
        );
        let list = request(
            "GET",
            "/?acl&prefix=x",
            &[("date", date), ("x-amz-b", " 2 "), ("x-amz-a", "1")],
        );
        assert_eq!(
            claim.string_to_sign(Head::from(&list), Some("b"), list.uri().path()),
            format!("GET\n\n\n{date}\nx-amz-a:1\nx-amz-b:2\n/b/?acl")
        );
        let text = "GET\n\n\n1175139620\n/awsexamplebucket1/photos/puppy.jpg";
        let url =
            "/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1175139620&Signature=x";
        let get = request("GET", url, &[]);
        let mut claim = SigV2 {
            access_key: key.into(),
            signature: hmac_sha1(SECRET, text),
            token: None,
            expires: Some(1_175_139_620),
        };
        let bucket = Some("awsexamplebucket1");
        let now = at("Tue, 27 Mar 2007 19:36:42 GMT");
        claim.verify(Head::from(&get), bucket, SECRET, now).unwrap();
        let late =
            claim.verify(Head::from(&get), bucket, SECRET, at("Fri, 30 Mar 2007 19:36:42 GMT"));
        assert_eq!(late.unwrap_err().message(), "Request has expired");
        claim.signature.insert(0, 'x');
        let wrong = claim.verify(Head::from(&get), bucket, SECRET, now).unwrap_err();
        assert_eq!(
            (wrong.code(), wrong.field("StringToSign")),
            ("SignatureDoesNotMatch", Some(text))
        );
    }

    /// botocore signs `/bucket/` for a path-style `/bucket`, and S3 takes it.
    #[test]
    fn s3_2_12_a_bucket_alone_is_signed_with_a_slash() {
        let date = "Tue, 27 Mar 2007 19:36:42 GMT";
        let now = Timestamp::parse_http_date(date).unwrap();
        let put = request("PUT", "/photos?acl", &[("date", date)]);
        for (resource, good) in
            [("/photos?acl", true), ("/photos/?acl", true), ("/photos//?acl", false)]
        {
            let signature = hmac_sha1(SECRET, &format!("PUT\n\n\n{date}\n{resource}"));
            let claim = SigV2 { access_key: "k".into(), signature, token: None, expires: None };
            let verified = claim.verify(Head::from(&put), None, SECRET, now);
            assert_eq!(verified.is_ok(), good, "{resource}");
        }
    }
}
