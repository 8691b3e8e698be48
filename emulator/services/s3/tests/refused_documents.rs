//! Every configuration's document with what is wrong with it, and what S3 says: member by member of
//! the API's reference ("Request Body" of each operation).

use crate::raw::{md5, send, text};
use crate::support::*;

/// The code, and how the message begins.
type Refusal = (&'static str, &'static str);

const XML: Refusal = (
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
);
const ACL: Refusal = ("MalformedACLError", XML.1);
const EMPTY: Refusal = ("MissingRequestBodyError", "Request Body is empty");
const REQUEST: &str = "InvalidRequest";
const ARGUMENT: &str = "InvalidArgument";
const POLICY: Refusal =
    ("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'");

/// What is put, where to; inside of what.
struct Documents {
    query: &'static str,
    /// The root's name, and what stands around what is tried.
    root: &'static str,
    tried: &'static [(&'static str, Refusal)],
}

/// A bucket with versions, and one beside it.
fn cloud() -> Cloud {
    let mut cloud = Cloud::with_bucket();
    cloud.create("other").unwrap();
    let on = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    for bucket in [BUCKET, "other"] {
        let put = send(&mut cloud, "PUT", &format!("/{bucket}?versioning"), &[], on);
        assert_eq!(put.status(), 200, "{}", text(&put));
    }
    cloud
}

fn put(cloud: &mut Cloud, query: &str, document: &str) -> String {
    let digest = format!("content-md5: {}", md5(document));
    text(&send(cloud, "PUT", &format!("/photos?{query}"), &[&digest], document))
}

#[track_caller]
fn refused(cloud: &mut Cloud, query: &str, document: &str, (code, message): Refusal) {
    let said = put(cloud, query, document).replace("&apos;", "'");
    let begins = format!("<Error><Code>{code}</Code><Message>{message}");
    assert!(said.contains(&begins), "{query}\n{document}\n{said}");
}

const SIMPLE: &[Documents] = &[
    Documents {
        query: "versioning",
        root: "VersioningConfiguration",
        tried: &[
            ("", ("IllegalVersioningConfigurationException", "The Versioning element must be")),
            ("<Status>enabled</Status>", XML),
            ("<Status/>", XML),
            ("<Status>Enabled</Status><MfaDelete>On</MfaDelete>", XML),
        ],
    },
    Documents {
        query: "accelerate",
        root: "AccelerateConfiguration",
        tried: &[("", XML), ("<Status>Off</Status>", XML)],
    },
    Documents {
        query: "requestPayment",
        root: "RequestPaymentConfiguration",
        tried: &[("", XML), ("<Payer>Me</Payer>", XML)],
    },
    Documents {
        query: "abac",
        root: "AbacStatus",
        tried: &[("", XML), ("<Status>On</Status>", XML)],
    },
    Documents {
        query: "publicAccessBlock",
        root: "PublicAccessBlockConfiguration",
        tried: &[
            ("", (REQUEST, "Must specify at least one configuration.")),
            ("<BlockPublicAcls>maybe</BlockPublicAcls>", XML),
        ],
    },
    Documents {
        query: "ownershipControls",
        root: "OwnershipControls",
        tried: &[
            ("", XML),
            ("<Rule/>", XML),
            ("<Rule><ObjectOwnership>Me</ObjectOwnership></Rule>", XML),
            (
                "<Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>\
                 <Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>",
                XML,
            ),
        ],
    },
    Documents {
        query: "encryption",
        root: "ServerSideEncryptionConfiguration",
        tried: &[
            ("", XML),
            ("<Rule/><Rule/>", XML),
            ("<Rule><ApplyServerSideEncryptionByDefault/></Rule>", XML),
            ("<Rule><BucketKeyEnabled>yes</BucketKeyEnabled></Rule>", XML),
            (
                "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>DES</SSEAlgorithm>\
                 </ApplyServerSideEncryptionByDefault></Rule>",
                XML,
            ),
            (
                "<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>\
                 <KMSMasterKeyID>x</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule>",
                (ARGUMENT, "a KMSMasterKeyID is not applicable if the default sse algorithm is"),
            ),
            (
                "<Rule><BlockedEncryptionTypes><EncryptionType>SSE-S3</EncryptionType>\
                 </BlockedEncryptionTypes></Rule>",
                XML,
            ),
        ],
    },
    Documents {
        query: "tagging",
        root: "Tagging",
        tried: &[
            ("", XML),
            ("<TagSet><Tag/></TagSet>", ("InvalidTag", "The TagKey you have provided is invalid")),
            (
                "<TagSet><Tag><Key>a</Key><Value/></Tag><Tag><Key>a</Key><Value/></Tag></TagSet>",
                ("InvalidTag", "Cannot provide multiple Tags with the same key"),
            ),
            (
                "<TagSet><Tag><Key>aws:a</Key><Value/></Tag></TagSet>",
                ("InvalidTag", "System tags cannot be added/updated by requester"),
            ),
        ],
    },
];

const LOGS: &[Documents] = &[
    Documents {
        query: "logging",
        root: "BucketLoggingStatus",
        tried: &[
            ("<LoggingEnabled/>", XML),
            ("<LoggingEnabled><TargetBucket>other</TargetBucket></LoggingEnabled>", XML),
            (
                "<LoggingEnabled><TargetBucket>none</TargetBucket><TargetPrefix/></LoggingEnabled>",
                ("InvalidTargetBucketForLogging", "The target bucket for logging does not exist"),
            ),
            (
                "<LoggingEnabled><TargetBucket>other</TargetBucket><TargetPrefix/>\
                 <TargetObjectKeyFormat><SimplePrefix/><PartitionedPrefix/></TargetObjectKeyFormat>\
                 </LoggingEnabled>",
                XML,
            ),
            (
                "<LoggingEnabled><TargetBucket>other</TargetBucket><TargetPrefix/>\
                 <TargetObjectKeyFormat><PartitionedPrefix><PartitionDateSource>Never\
                 </PartitionDateSource></PartitionedPrefix></TargetObjectKeyFormat></LoggingEnabled>",
                XML,
            ),
            (
                "<LoggingEnabled><TargetBucket>other</TargetBucket><TargetPrefix/><TargetGrants>\
                 <Grant><Grantee xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
                 xsi:type='Group'><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI>\
                 </Grantee><Permission>READ</Permission></Grant></TargetGrants></LoggingEnabled>",
                ("InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set"),
            ),
        ],
    },
    Documents {
        query: "object-lock",
        root: "ObjectLockConfiguration",
        tried: &[
            ("", XML),
            ("<ObjectLockEnabled>Disabled</ObjectLockEnabled>", XML),
            ("<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule/>", XML),
            (
                "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
                 <Mode>GOVERNANCE</Mode></DefaultRetention></Rule>",
                XML,
            ),
            (
                "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
                 <Mode>GOVERNANCE</Mode><Days>1</Days><Years>1</Years></DefaultRetention></Rule>",
                XML,
            ),
            (
                "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
                 <Mode>governance</Mode><Days>1</Days></DefaultRetention></Rule>",
                XML,
            ),
            (
                "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
                 <Mode>GOVERNANCE</Mode><Days>0</Days></DefaultRetention></Rule>",
                (ARGUMENT, "Default retention period must be a positive integer value."),
            ),
            (
                "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
                 <Mode>GOVERNANCE</Mode><Years>101</Years></DefaultRetention></Rule>",
                (ARGUMENT, "Default retention period is too large. Maximum is 100 years."),
            ),
        ],
    },
];

const ORIGIN: &str = "<AllowedOrigin>*</AllowedOrigin>";
const METHOD: &str = "<AllowedMethod>GET</AllowedMethod>";

#[test]
fn s3_7_8_rules_of_cors() {
    let mut cloud = cloud();
    let long = format!("<ID>{}</ID>{ORIGIN}{METHOD}", "x".repeat(256));
    let (wild, header) =
        (format!("<AllowedOrigin>*a*</AllowedOrigin>{METHOD}"), |name: &str, value: &str| {
            format!("{ORIGIN}{METHOD}<{name}>{value}</{name}>")
        });
    for (rule, refusal) in [
        (String::new(), XML),
        (ORIGIN.to_owned(), XML),
        (METHOD.to_owned(), XML),
        (long, XML),
        (header("MaxAgeSeconds", "x"), XML),
        (header("Unknown", "x"), XML),
        (
            format!("{ORIGIN}<AllowedMethod>PATCH</AllowedMethod>"),
            (REQUEST, "Found unsupported HTTP method in CORS config. Unsupported method is PATCH"),
        ),
        (wild, (REQUEST, "AllowedOrigin \"*a*\" can not have more than one wildcard.")),
        (
            header("AllowedHeader", "**"),
            (REQUEST, "AllowedHeader \"**\" can not have more than one wildcard."),
        ),
        (
            header("ExposeHeader", "x-*"),
            (
                REQUEST,
                "ExposeHeader \"x-*\" contains wildcard. We currently do not support wildcard",
            ),
        ),
    ] {
        let document =
            format!("<CORSConfiguration><CORSRule>{rule}</CORSRule></CORSConfiguration>");
        let said = put(&mut cloud, "cors", &document).replace("&quot;", "\"");
        let begins = format!("<Code>{}</Code><Message>{}", refusal.0, refusal.1);
        assert!(said.contains(&begins), "{document}\n{said}");
    }
    let many = format!("<CORSRule>{ORIGIN}{METHOD}</CORSRule>");
    let all = |count| format!("<CORSConfiguration>{}</CORSConfiguration>", many.repeat(count));
    assert_eq!(put(&mut cloud, "cors", &all(100)), "");
    let most = (REQUEST, "The number of CORS rules should not exceed allowed limit of 100 rules.");
    refused(&mut cloud, "cors", &all(101), most);
    refused(&mut cloud, "cors", &all(0), XML);
}

const SITE: &[(&str, Refusal)] = &[
    ("", (ARGUMENT, "A value for IndexDocument Suffix must be provided if RedirectAll")),
    ("<IndexDocument/>", XML),
    (
        "<IndexDocument><Suffix/></IndexDocument>",
        (ARGUMENT, "The IndexDocument Suffix is not well formed"),
    ),
    (
        "<IndexDocument><Suffix>a/b</Suffix></IndexDocument>",
        (ARGUMENT, "The IndexDocument Suffix is not well formed"),
    ),
    (
        "<RedirectAllRequestsTo><HostName>a</HostName></RedirectAllRequestsTo>\
         <IndexDocument><Suffix>a</Suffix></IndexDocument>",
        (ARGUMENT, "RedirectAllRequestsTo cannot be provided in conjunction with other Routing"),
    ),
    ("<RedirectAllRequestsTo/>", XML),
    (
        "<RedirectAllRequestsTo><HostName>a</HostName><Protocol>ftp</Protocol>\
         </RedirectAllRequestsTo>",
        (REQUEST, "Invalid protocol, protocol can be http or https."),
    ),
    ("<IndexDocument><Suffix>a</Suffix></IndexDocument><ErrorDocument/>", XML),
    ("<IndexDocument><Suffix>a</Suffix></IndexDocument><RoutingRules/>", XML),
];

/// One routing rule.
const ROUTES: &[(&str, Refusal)] = &[
    ("", XML),
    (
        "<Condition/><Redirect><HostName>x</HostName></Redirect>",
        (REQUEST, "Condition cannot be empty."),
    ),
    (
        "<Condition><HttpErrorCodeReturnedEquals>200</HttpErrorCodeReturnedEquals></Condition>\
         <Redirect><HostName>x</HostName></Redirect>",
        (REQUEST, "The provided HTTP error code (200) is not valid. Valid codes are 4XX or 5XX."),
    ),
    (
        "<Redirect><HttpRedirectCode>200</HttpRedirectCode></Redirect>",
        (REQUEST, "The provided HTTP redirect code (200) is not valid. Valid codes are 3XX"),
    ),
    (
        "<Redirect><HttpRedirectCode>300</HttpRedirectCode></Redirect>",
        (REQUEST, "The provided HTTP redirect code (300) is not valid. Valid codes are 3XX"),
    ),
    (
        "<Redirect><ReplaceKeyWith>a</ReplaceKeyWith><ReplaceKeyPrefixWith>b</ReplaceKeyPrefixWith>\
         </Redirect>",
        (REQUEST, "You can only define ReplaceKeyPrefix or ReplaceKey but not both."),
    ),
];

#[test]
fn s3_7_13_b_websites() {
    let mut cloud = cloud();
    let site = |inside: &str| format!("<WebsiteConfiguration>{inside}</WebsiteConfiguration>");
    for (inside, refusal) in SITE {
        refused(&mut cloud, "website", &site(inside), *refusal);
    }
    for (rule, refusal) in ROUTES {
        let rules = format!(
            "<IndexDocument><Suffix>a</Suffix></IndexDocument>\
             <RoutingRules><RoutingRule>{rule}</RoutingRule></RoutingRules>"
        );
        refused(&mut cloud, "website", &site(&rules), *refusal);
    }
}

/// What goes for every document: none at all, half of one, another's, an element too much.
#[test]
fn s3_0_5_d_documents_of_every_kind() {
    let mut cloud = cloud();
    for Documents { query, root, tried } in SIMPLE.iter().chain(LOGS) {
        refused(&mut cloud, query, "", EMPTY);
        refused(&mut cloud, query, &format!("<{root}>"), XML);
        refused(&mut cloud, query, &format!("<Other{root}/>"), XML);
        refused(&mut cloud, query, &format!("<{root}><Unknown/></{root}>"), XML);
        refused(&mut cloud, query, &format!("<{root}>text</{root}>"), XML);
        refused(&mut cloud, query, &format!("<!DOCTYPE {root}><{root}>&x;</{root}>"), XML);
        refused(&mut cloud, query, "{}", XML);
        for (inside, refusal) in *tried {
            refused(&mut cloud, query, &format!("<{root}>{inside}</{root}>"), *refusal);
        }
        let path = format!("/photos?{query}");
        let wrong = ["content-md5: AAAAAAAAAAAAAAAAAAAAAA=="];
        let said = text(&send(&mut cloud, "PUT", &path, &wrong, &format!("<{root}/>")));
        assert!(said.contains("<Code>BadDigest</Code>"), "{query}: {said}");
    }
    for document in ["", "{", "[]", "x"] {
        refused(&mut cloud, "policy", document, POLICY);
    }
    refused(&mut cloud, "policy", "{}", ("MalformedPolicy", "Missing required field Statement"));
}

const TAG: &str = "<Tag><Key>k</Key><Value>v</Value></Tag>";

/// Filters of those that are kept by id: one criterion, or two at least together.
#[test]
fn s3_7_18_c_filters_and_ids() {
    let mut cloud = cloud();
    let export = "<StorageClassAnalysis/>";
    let tier = "<Status>Enabled</Status><Tiering><Days>90</Days><AccessTier>ARCHIVE_ACCESS\
                </AccessTier></Tiering>";
    for (query, root, rest, empty_filter) in [
        ("metrics", "MetricsConfiguration", "", false),
        ("analytics", "AnalyticsConfiguration", export, false),
        ("intelligent-tiering", "IntelligentTieringConfiguration", tier, true),
    ] {
        let query_a = format!("{query}&id=a");
        let with =
            |filter: &str| format!("<{root}><Id>a</Id><Filter>{filter}</Filter>{rest}</{root}>");
        for filter in [
            format!("<Prefix>a</Prefix>{TAG}"),
            format!("<Prefix>a</Prefix><And><Prefix>a</Prefix>{TAG}</And>"),
            "<And/>".to_owned(),
            "<And><Prefix>a</Prefix></And>".to_owned(),
            format!("<And>{TAG}</And>"),
        ] {
            refused(&mut cloud, &query_a, &with(&filter), XML);
        }
        let twice = with(&format!("<And>{TAG}{TAG}</And>"));
        refused(&mut cloud, &query_a, &twice, (REQUEST, "Duplicate Tag Keys are not allowed."));
        if empty_filter {
            assert_eq!(put(&mut cloud, &query_a, &with("")), "");
        } else {
            refused(&mut cloud, &query_a, &with(""), XML);
        }
        for filter in ["<Prefix>a</Prefix>", TAG, &format!("<And><Prefix>a</Prefix>{TAG}</And>")] {
            assert_eq!(put(&mut cloud, &query_a, &with(filter)), "", "{query} {filter}");
        }
        for id in ["a!", &"x".repeat(65)] {
            let document = format!("<{root}><Id>{id}</Id>{rest}</{root}>");
            refused(&mut cloud, &format!("{query}&id={id}"), &document, (ARGUMENT, ""));
        }
        let other = format!("<{root}><Id>b</Id>{rest}</{root}>");
        refused(&mut cloud, &query_a, &other, ("IdMismatch", "Document ID does not match"));
        let none = put(&mut cloud, query, &other);
        assert!(none.contains("<ArgumentName>id</ArgumentName>"), "{none}");
        refused(&mut cloud, &query_a, "", EMPTY);
        refused(&mut cloud, &query_a, &format!("<{root}/>"), XML);
    }
}

#[test]
fn s3_7_18_c_inventories_analyses_and_tiers() {
    let mut cloud = cloud();
    let inventory = |versions: &str, frequency: &str, format: &str, bucket: &str, more: &str| {
        format!(
            "<InventoryConfiguration><Id>a</Id><IsEnabled>true</IsEnabled>\
             <IncludedObjectVersions>{versions}</IncludedObjectVersions>\
             <Schedule><Frequency>{frequency}</Frequency></Schedule>\
             <Destination><S3BucketDestination><Bucket>{bucket}</Bucket><Format>{format}</Format>\
             {more}</S3BucketDestination></Destination></InventoryConfiguration>"
        )
    };
    let arn = "arn:aws:s3:::other";
    let both = "<Encryption><SSE-S3/><SSE-KMS><KeyId>k</KeyId></SSE-KMS></Encryption>";
    for (document, refusal) in [
        (inventory("Some", "Daily", "CSV", arn, ""), XML),
        (inventory("All", "Hourly", "CSV", arn, ""), XML),
        (inventory("All", "Daily", "Avro", arn, ""), XML),
        (inventory("All", "Daily", "CSV", arn, both), XML),
        (
            inventory("All", "Daily", "CSV", "other", ""),
            ("InvalidS3DestinationBucket", "Invalid bucket ARN."),
        ),
    ] {
        refused(&mut cloud, "inventory&id=a", &document, refusal);
    }
    assert_eq!(put(&mut cloud, "inventory&id=a", &inventory("All", "Daily", "CSV", arn, "")), "");
    let analysis = |schema: &str, format: &str, bucket: &str| {
        format!(
            "<AnalyticsConfiguration><Id>a</Id><StorageClassAnalysis><DataExport>\
             <OutputSchemaVersion>{schema}</OutputSchemaVersion><Destination><S3BucketDestination>\
             <Format>{format}</Format><Bucket>{bucket}</Bucket></S3BucketDestination></Destination>\
             </DataExport></StorageClassAnalysis></AnalyticsConfiguration>"
        )
    };
    for (document, refusal) in [
        (analysis("V_2", "CSV", arn), XML),
        (analysis("V_1", "ORC", arn), XML),
        (analysis("V_1", "CSV", "other"), (ARGUMENT, "Invalid bucket ARN.")),
    ] {
        refused(&mut cloud, "analytics&id=a", &document, refusal);
    }
    let tiering = |tiers: &[(i32, &str)]| {
        let tier = |(days, tier): &(i32, &str)| {
            format!("<Tiering><Days>{days}</Days><AccessTier>{tier}</AccessTier></Tiering>")
        };
        let tiers: String = tiers.iter().map(tier).collect();
        format!(
            "<IntelligentTieringConfiguration><Id>a</Id><Status>Enabled</Status>{tiers}\
             </IntelligentTieringConfiguration>"
        )
    };
    for (tiers, refusal) in [
        (&[][..], XML),
        (&[(90, "NO_ACCESS")][..], XML),
        (&[(90, "ARCHIVE_ACCESS"), (95, "ARCHIVE_ACCESS")][..], XML),
        (&[(89, "ARCHIVE_ACCESS")][..], (ARGUMENT, "")),
        (&[(179, "DEEP_ARCHIVE_ACCESS")][..], (ARGUMENT, "")),
        (&[(731, "ARCHIVE_ACCESS")][..], (ARGUMENT, "")),
    ] {
        refused(&mut cloud, "intelligent-tiering&id=a", &tiering(tiers), refusal);
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_AccessControlPolicy.html>
#[test]
fn s3_7_6_f_acls() {
    let mut cloud = Cloud::with_acls();
    refused(
        &mut cloud,
        "acl",
        "",
        ("MissingSecurityHeader", "Your request was missing a required"),
    );
    for inside in ["", "<AccessControlList/>", "<Owner/>", "<Unknown/>"] {
        let document = format!("<AccessControlPolicy>{inside}</AccessControlPolicy>");
        refused(&mut cloud, "acl", &document, ACL);
    }
    refused(&mut cloud, "acl", "<AccessControlPolicy>", ACL);
    refused(&mut cloud, "acl", "<Acl/>", ACL);
}
