//! What policies see of the signature of a browser's form, which counts in the place of the request's
//! (S3-7.3).
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html>

use parhelion_wire::Timestamp;

/// How a form was signed.
#[derive(Debug)]
pub(crate) struct FormSignature {
    version: &'static str,
    /// In milliseconds.
    age: Option<String>,
}

impl FormSignature {
    /// In Version 4, with the date that the signature is of.
    pub(crate) fn version_4(signed: Option<Timestamp>, now: Timestamp) -> Self {
        let age = signed.map(|signed| now.since(signed).as_millis().to_string());
        Self { version: "AWS4-HMAC-SHA256", age }
    }

    /// In Version 2, which dates no forms.
    pub(crate) fn version_2() -> Self {
        Self { version: "AWS", age: None }
    }

    /// The condition keys of a policy.
    pub(crate) fn keys(&self) -> [(&'static str, Option<&str>); 3] {
        [
            ("authtype", Some("POST")),
            ("signatureversion", Some(self.version)),
            ("signatureage", self.age.as_deref()),
        ]
    }
}
