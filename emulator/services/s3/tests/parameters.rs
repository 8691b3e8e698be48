//! Every header and every parameter of every operation, with values that are none: its own documented
//! refusal, and the model's generic one only where S3 has no words that are known.

use crate::raw::{send, text};
use crate::support::*;
use parhelion_s3::S3;
use parhelion_s3::model::MODEL;
use parhelion_wire::table::{Location, Operation, Segment};
use parhelion_world::service::Service as _;

/// What S3 says to a bad value: the value, the code, the message.
type Refusals = &'static [(&'static str, &'static str, &'static str)];

const NO_ACL: &str = "";
const NO_OWNER: &str =
    "The value of the expected bucket owner parameter must be an AWS Account ID... [x]";
const NO_TAGS: &str = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query \
                       parameters without tag name duplicates.";
const NO_PART: &str = "Part number must be an integer between 1 and 10000, inclusive";
const NO_HEADER: &str = "A header you provided implies functionality that is not implemented";
const NO_ALGORITHM: &str =
    "The Encryption request you specified is not valid. Supported value: AES256.";
const NO_ENCODING: &str = "Invalid Encoding Method specified in Request";
const NO_RANGE: &str = "The x-amz-copy-source-range value must be of the form bytes=first-last where \
                        first and last are the zero-based offsets of the first and last bytes to copy";
const NO_CHECKSUM: &str = "Checksum algorithm provided is unsupported. Please try again with any of the \
                           valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]";
const NO_VERSION: &str = "Invalid version id specified";

/// Those with words of their own.
const OWN: &[(&str, Refusals)] = &[
    (
        "continuation-token",
        &[("x", "InvalidArgument", "The continuation token provided is incorrect")],
    ),
    ("bucket-region", &[("x", "InvalidArgument", "Argument value x is not a valid AWS Region")]),
    (
        "max-buckets",
        &[
            ("x", "InvalidArgument", "Provided max-buckets not an integer or within integer range"),
            ("0", "InvalidArgument", "Argument max-buckets must be an integer between 1 and 10000"),
            (
                "10001",
                "InvalidArgument",
                "Argument max-buckets must be an integer between 1 and 10000",
            ),
        ],
    ),
    (
        "encoding-type",
        &[("", "InvalidArgument", NO_ENCODING), ("x", "InvalidArgument", NO_ENCODING)],
    ),
    (
        "max-keys",
        &[
            ("x", "InvalidArgument", "Provided max-keys not an integer or within integer range"),
            (
                "2147483648",
                "InvalidArgument",
                "Provided max-keys not an integer or within integer range",
            ),
            (
                "-1",
                "InvalidArgument",
                "Argument maxKeys must be an integer between 0 and 2147483647",
            ),
        ],
    ),
    (
        "max-uploads",
        &[
            ("x", "InvalidArgument", "Provided max-uploads not an integer or within integer range"),
            (
                "0",
                "InvalidArgument",
                "Argument max-uploads must be an integer between 1 and 2147483647",
            ),
            (
                "-1",
                "InvalidArgument",
                "Argument max-uploads must be an integer between 1 and 2147483647",
            ),
        ],
    ),
    (
        "max-parts",
        &[
            ("x", "InvalidArgument", "Provided max-parts not an integer or within integer range"),
            (
                "-1",
                "InvalidArgument",
                "Argument max-parts must be an integer between 0 and 2147483647",
            ),
        ],
    ),
    (
        "part-number-marker",
        &[
            (
                "x",
                "InvalidArgument",
                "Provided part-number-marker not an integer or within integer range",
            ),
            (
                "-1",
                "InvalidArgument",
                "Argument part-number-marker must be an integer between 0 and 2147483647",
            ),
        ],
    ),
    (
        "x-amz-max-parts",
        &[(
            "-1",
            "InvalidArgument",
            "Argument x-amz-max-parts must be an integer between 0 and 2147483647",
        )],
    ),
    (
        "x-amz-part-number-marker",
        &[(
            "-1",
            "InvalidArgument",
            "Argument x-amz-part-number-marker must be an integer between 0 and 2147483647",
        )],
    ),
    (
        "version-id-marker",
        &[(
            "x",
            "InvalidArgument",
            "A version-id marker cannot be specified without a key marker.",
        )],
    ),
    (
        "versionId",
        &[
            ("", "InvalidArgument", "Version id cannot be the empty string"),
            ("x", "InvalidArgument", NO_VERSION),
            ("not-one-that-this-service-made", "InvalidArgument", NO_VERSION),
        ],
    ),
    (
        "partNumber",
        &[
            ("x", "InvalidArgument", NO_PART),
            ("0", "InvalidArgument", NO_PART),
            ("-1", "InvalidArgument", NO_PART),
            ("10001", "InvalidArgument", NO_PART),
        ],
    ),
    ("x-amz-acl", &[("", "InvalidArgument", NO_ACL), ("x", "InvalidArgument", NO_ACL)]),
    (
        "x-amz-object-ownership",
        &[("x", "InvalidArgument", "Invalid x-amz-object-ownership header: x")],
    ),
    ("x-amz-expected-bucket-owner", &[("x", "InvalidBucketOwnerAWSAccountID", NO_OWNER)]),
    ("x-amz-source-expected-bucket-owner", &[("x", "InvalidBucketOwnerAWSAccountID", NO_OWNER)]),
    ("x-amz-object-attributes", &[("x", "InvalidArgument", "Invalid attribute name specified.")]),
    (
        "x-amz-optional-object-attributes",
        &[("x", "InvalidArgument", "Invalid attribute name specified.")],
    ),
    (
        "x-amz-checksum-mode",
        &[("x", "InvalidRequest", "Value for x-amz-checksum-mode header is invalid.")],
    ),
    (
        "x-amz-checksum-type",
        &[("x", "InvalidRequest", "Value for x-amz-checksum-type header is invalid.")],
    ),
    ("x-amz-checksum-algorithm", &[("x", "InvalidRequest", NO_CHECKSUM)]),
    (
        "x-amz-sdk-checksum-algorithm",
        &[("x", "InvalidRequest", "Value for x-amz-sdk-checksum-algorithm header is invalid.")],
    ),
    ("Content-MD5", &[("x", "InvalidDigest", "The Content-MD5 you specified was invalid.")]),
    (
        "x-amz-storage-class",
        &[("x", "InvalidStorageClass", "The storage class you specified is not valid")],
    ),
    ("x-amz-server-side-encryption", &[("x", "InvalidEncryptionAlgorithmError", NO_ALGORITHM)]),
    (
        "x-amz-copy-source-server-side-encryption-customer-algorithm",
        &[("x", "InvalidEncryptionAlgorithmError", NO_ALGORITHM)],
    ),
    (
        "x-amz-website-redirect-location",
        &[("x", "InvalidRedirectLocation", "The website redirect location must be a valid URI.")],
    ),
    (
        "x-amz-tagging",
        &[("a=1&a=2", "InvalidArgument", NO_TAGS), ("a=%FF", "InvalidArgument", NO_TAGS)],
    ),
    ("x-amz-object-lock-mode", &[("x", "InvalidArgument", "Unknown wormMode directive.")]),
    (
        "x-amz-object-lock-retain-until-date",
        &[("x", "InvalidArgument", "The retain until date must be provided in ISO 8601 format")],
    ),
    (
        "x-amz-object-lock-legal-hold",
        &[("x", "InvalidArgument", "Legal Hold must be either of 'ON' or 'OFF'")],
    ),
    ("x-amz-copy-source", &[("x", "InvalidArgument", "Invalid copy source object key")]),
    (
        "x-amz-copy-source-range",
        &[("x", "InvalidArgument", NO_RANGE), ("bytes=2-1", "InvalidArgument", NO_RANGE)],
    ),
    ("x-amz-metadata-directive", &[("x", "InvalidArgument", "Unknown metadata directive.")]),
    ("x-amz-tagging-directive", &[("x", "InvalidArgument", "Unknown tagging directive.")]),
    (
        "x-amz-mp-object-size",
        &[
            ("x", "InvalidRequest", "Value for x-amz-mp-object-size header is invalid."),
            ("-1", "InvalidRequest", "Value for x-amz-mp-object-size header is invalid."),
        ],
    ),
    (
        "x-amz-write-offset-bytes",
        &[("x", "NotImplemented", NO_HEADER), ("0", "NotImplemented", NO_HEADER)],
    ),
    (
        "x-amz-if-match-size",
        &[("x", "NotImplemented", NO_HEADER), ("0", "NotImplemented", NO_HEADER)],
    ),
    ("x-amz-if-match-last-modified-time", &[("x", "NotImplemented", NO_HEADER)]),
    ("x-amz-if-match-initiated-time", &[("x", "NotImplemented", NO_HEADER)]),
    (
        "x-amz-bypass-governance-retention",
        &[
            (
                "x",
                "InvalidArgument",
                "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
            ),
            (
                "true",
                "InvalidArgument",
                "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
            ),
        ],
    ),
];

/// Those for which no words of S3's are known: `InvalidArgument` with the name, and a message where
/// the value is not of its kind.
const GENERIC: &[&str] = &[
    "fetch-owner",
    "x-amz-bucket-namespace",
    "x-amz-bucket-object-lock-enabled",
    "x-amz-request-payer",
    "x-amz-server-side-encryption-bucket-key-enabled",
];

/// Any text is a value, or the operation has rules for it that depend on more than the value: the
/// tests of these rules are elsewhere.
const FREE: &[&str] = &[
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Type",
    "Expires",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Unmodified-Since",
    "Range",
    "delimiter",
    "id",
    "key-marker",
    "marker",
    "prefix",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "start-after",
    "upload-id-marker",
    "uploadId",
    "x-amz-checksum-crc32",
    "x-amz-checksum-crc32c",
    "x-amz-checksum-crc64nvme",
    "x-amz-checksum-md5",
    "x-amz-checksum-sha1",
    "x-amz-checksum-sha256",
    "x-amz-checksum-sha512",
    "x-amz-checksum-xxhash128",
    "x-amz-checksum-xxhash3",
    "x-amz-checksum-xxhash64",
    "x-amz-copy-source-if-match",
    "x-amz-copy-source-if-modified-since",
    "x-amz-copy-source-if-none-match",
    "x-amz-copy-source-if-unmodified-since",
    "x-amz-copy-source-server-side-encryption-customer-key",
    "x-amz-copy-source-server-side-encryption-customer-key-MD5",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
    "x-amz-mfa",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-context",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-server-side-encryption-customer-key",
    "x-amz-server-side-encryption-customer-key-MD5",
];

/// The request of an operation that nothing is wrong with, but for what is added.
fn request(operation: &Operation, upload: &str, name: &str, value: &str) -> (String, Vec<String>) {
    let mut path = String::new();
    for segment in operation.path {
        path += match segment {
            Segment::Literal(literal) => literal,
            Segment::Label("Bucket") if operation.name == "CreateBucket" => "/another",
            Segment::Label(_) => "/photos",
            Segment::Greedy(_) => "/k",
        };
    }
    let mut query: Vec<String> = Vec::new();
    for (literal, fixed) in operation.query {
        query.push(fixed.map_or((*literal).to_owned(), |fixed| format!("{literal}={fixed}")));
    }
    let mut headers = Vec::new();
    let members = MODEL.shape(operation.input.unwrap()).members();
    for member in members {
        let (is_query, bound) = match member.location {
            Location::Query(bound) => (true, bound),
            Location::Header(bound) => (false, bound),
            _ => continue,
        };
        let value = match bound {
            _ if bound == name => value,
            _ if !member.required => continue,
            "uploadId" => upload,
            "partNumber" => "1",
            "id" => "a",
            "x-amz-copy-source" => "photos/k",
            "x-amz-object-attributes" => "ETag",
            other => panic!("{}: what is a good {other}?", operation.name),
        };
        if is_query {
            query.push(format!("{bound}={value}"));
        } else {
            headers.push(format!("{bound}: {value}"));
        }
    }
    let path = if path.is_empty() { "/".to_owned() } else { path };
    let separator = if query.is_empty() { "" } else { "?" };
    (format!("{path}{separator}{}", query.join("&")), headers)
}

/// Operations that read a document first, and say what is wrong with that.
fn has_document(operation: &Operation) -> bool {
    let members = MODEL.shape(operation.input.unwrap()).members();
    members.iter().any(|member| member.required && matches!(member.location, Location::Payload))
        || matches!(operation.name, "PutObjectRetention" | "PutObjectLegalHold" | "RestoreObject")
        || operation.name.starts_with("PutBucket")
        || operation.name.starts_with("PutObjectLock")
}

fn answer(cloud: &Cloud, operation: &Operation, upload: &str, name: &str, value: &str) -> String {
    let (path, headers) = request(operation, upload, name, value);
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let body = match operation.name {
        "CompleteMultipartUpload" => {
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>"
        }
        _ => "",
    };
    text(&send(&mut cloud.clone(), operation.method, &path, &headers, body))
}

#[test]
fn every_parameter_has_its_own_refusal_first() {
    let mut cloud = Cloud::with_bucket();
    cloud.put("k", "x").unwrap();
    let upload = cloud.upload("k");
    let service = S3::default();
    let mut tried = 0;
    let listed = MODEL.operations.iter().filter(|it| service.has(it.name) && it.input.is_some());
    for operation in listed.filter(|it| it.method != "HEAD" && !has_document(it)) {
        for member in MODEL.shape(operation.input.unwrap()).members() {
            let (Location::Query(name) | Location::Header(name)) = member.location else {
                continue;
            };
            if FREE.contains(&name) {
                continue;
            }
            if GENERIC.contains(&name) {
                let said = answer(&cloud, operation, &upload, name, "x");
                let argument = format!("<ArgumentName>{name}</ArgumentName>");
                assert!(
                    said.contains("<Code>InvalidArgument</Code>"),
                    "{}: {said}",
                    operation.name
                );
                assert!(said.contains(&argument), "{}: {said}", operation.name);
                tried += 1;
                continue;
            }
            let own = OWN.iter().find(|(own, _)| *own == name);
            let (_, refusals) = own.unwrap_or_else(|| panic!("{}: {name}?", operation.name));
            for (value, code, message) in *refusals {
                let said = answer(&cloud, operation, &upload, name, value);
                let message = message.replace('\'', "&apos;");
                let said = said.replace('\'', "&apos;");
                let begins = format!("<Error><Code>{code}</Code><Message>{message}</Message>");
                assert!(said.contains(&begins), "{} {name}={value}: {said}", operation.name);
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried}");
}
