//! A claim as data.

use crate::Timestamp;
use crate::signature::Head;
use crate::signature::v2::SigV2;

/// Who a request says it is from. Browser forms (S3-2.13) carry their claim in the body; the S3
/// service reads it there and checks it with [`SigningKey::sign`](crate::signature::SigningKey::sign).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// No signature at all.
    Anonymous,
    /// The `Authorization` header.
    Header(SigV4),
    /// A presigned query.
    Query(SigV4),
    /// S3's old scheme, in the header or in the query.
    V2(SigV2),
}

/// A well-formed signature, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigV4 {
    /// The access key's id.
    pub access_key: String,
    /// What the key was narrowed to.
    pub scope: CredentialScope,
    /// Lower-case names, sorted, joined by `;`.
    pub signed_headers: String,
    /// 64 hex digits, if the client is right.
    pub signature: String,
    /// Of temporary credentials; the caller knows whether it is right.
    pub token: Option<String>,
    /// `x-amz-date`, as seconds since the epoch.
    pub signed_at: Timestamp,
    /// The date as it stands in the string to sign.
    pub date: String,
    /// Presigned queries: seconds of validity.
    pub expires: Option<u32>,
    /// Version 4A: the regions that it is good for, as sent.
    pub regions: Option<String>,
}

impl Claim {
    /// Of a request whose signature nobody checks: `AWS <key>:…`, `AWSAccessKeyId=<key>`, or
    /// whatever else may name an access key.
    pub fn unverified(head: Head<'_>) -> Self {
        let header = head.text("authorization").unwrap_or_default();
        let in_header = header.strip_prefix("AWS ").and_then(|rest| rest.split(':').next());
        let credential = header.split("Credential=").nth(1).and_then(|rest| rest.split('/').next());
        let pairs = head.uri.query().unwrap_or_default().split('&');
        let in_query = pairs.filter_map(|pair| pair.strip_prefix("AWSAccessKeyId=")).next();
        let access_key = in_header.or(credential).or(in_query).unwrap_or_default().to_owned();
        Self::Header(SigV4 {
            access_key,
            scope: CredentialScope {
                date: String::new(),
                region: "us-east-1".to_owned(),
                service: String::new(),
            },
            signed_headers: String::new(),
            signature: String::new(),
            token: None,
            signed_at: Timestamp(0),
            date: String::new(),
            expires: None,
            regions: None,
        })
    }

    /// The claim of a request signed with Version 4.
    pub fn signed(&self) -> Option<&SigV4> {
        match self {
            Self::Anonymous | Self::V2(_) => None,
            Self::Header(claim) | Self::Query(claim) => Some(claim),
        }
    }

    /// The id of the access key; `None`: anonymous.
    pub fn access_key(&self) -> Option<&str> {
        match self {
            Self::V2(claim) => Some(&claim.access_key),
            _ => self.signed().map(|claim| claim.access_key.as_str()),
        }
    }

    /// Whether the query carries the signature.
    pub fn is_presigned(&self) -> bool {
        match self {
            Self::Anonymous | Self::Header(_) => false,
            Self::Query(_) => true,
            Self::V2(claim) => claim.is_presigned(),
        }
    }
}

impl SigV4 {
    /// Whether it came in a query: headers have no expiry.
    pub fn is_presigned(&self) -> bool {
        self.expires.is_some()
    }
}

/// What the signature is good for. Version 4A names no region here; one is put in that it is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialScope {
    /// `yyyymmdd`
    pub date: String,
    /// `us-east-1`
    pub region: String,
    /// The service's signing name: `s3`, `monitoring`.
    pub service: String,
}

impl std::fmt::Display for CredentialScope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

impl CredentialScope {
    /// As it stands in the string to sign.
    pub(in crate::signature) fn text(&self) -> String {
        [&self.date, &self.region, &self.service, "aws4_request"].join("/")
    }
}
