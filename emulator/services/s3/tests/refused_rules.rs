//! Rules of lifecycles, replications and notifications with what is wrong with them, and what S3 says
//! (S3-6.8, S3-6.15, S3-7.15).

use crate::raw::{md5, send, text};
use crate::support::*;

type Refusal = (&'static str, &'static str);

const XML: Refusal = (
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
);
const REQUEST: &str = "InvalidRequest";
const ARGUMENT: &str = "InvalidArgument";

fn cloud() -> Cloud {
    let mut cloud = Cloud::with_bucket();
    cloud.create("other").unwrap();
    cloud.create("third").unwrap();
    let on = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    for bucket in [BUCKET, "other", "third"] {
        assert_eq!(
            send(&mut cloud, "PUT", &format!("/{bucket}?versioning"), &[], on).status(),
            200
        );
    }
    cloud
}

/// A document of these rules is put; what comes back must begin so, or be nothing at all.
#[track_caller]
fn says(cloud: &mut Cloud, query: &str, document: &str, refusal: Option<Refusal>) {
    let digest = format!("content-md5: {}", md5(document));
    let said = text(&send(cloud, "PUT", &format!("/photos?{query}"), &[&digest], document));
    let said = said.replace("&apos;", "'");
    match refusal {
        None => assert_eq!(said, "", "{document}"),
        Some((code, message)) => {
            let begins = format!("<Error><Code>{code}</Code><Message>{message}");
            assert!(said.contains(&begins), "{document}\n{said}");
        }
    }
}

/// What follows `<Status>Enabled</Status><Filter/>`.
const ACTIONS: &[(&str, Option<Refusal>)] = &[
    ("", Some((REQUEST, "At least one action needs to be specified in a rule"))),
    ("<Expiration/>", Some(XML)),
    ("<Expiration><Days>x</Days></Expiration>", Some(XML)),
    ("<Expiration><Date>tomorrow</Date></Expiration>", Some(XML)),
    ("<Expiration><Days>1</Days><Date>2030-01-01T00:00:00Z</Date></Expiration>", Some(XML)),
    ("<Transition><Days>1</Days></Transition>", Some(XML)),
    ("<Transition><StorageClass>GLACIER</StorageClass></Transition>", Some(XML)),
    ("<Transition><Days>1</Days><StorageClass>STANDARD</StorageClass></Transition>", Some(XML)),
    ("<AbortIncompleteMultipartUpload/>", Some(XML)),
    ("<NoncurrentVersionExpiration/>", Some(XML)),
    (
        "<Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition>\
         <Expiration><Days>90</Days></Expiration>",
        Some((
            ARGUMENT,
            "'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in \
             the Transition action",
        )),
    ),
    (
        "<Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition>\
         <Expiration><Days>91</Days></Expiration>",
        None,
    ),
    (
        "<NoncurrentVersionTransition><NoncurrentDays>9</NoncurrentDays>\
         <StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>\
         <NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays></NoncurrentVersionExpiration>",
        Some((
            ARGUMENT,
            "'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '(prefix=)' must \
             be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action",
        )),
    ),
    (
        "<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>\
         <Transition><Days>59</Days><StorageClass>GLACIER</StorageClass></Transition>",
        Some((
            ARGUMENT,
            "'Days' in the 'Transition' action for StorageClass 'GLACIER' for filter '(prefix=)' \
             must be 30 days more than",
        )),
    ),
    (
        "<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>\
         <Transition><Days>60</Days><StorageClass>GLACIER</StorageClass></Transition>",
        None,
    ),
    (
        "<Transition><Days>0</Days><StorageClass>INTELLIGENT_TIERING</StorageClass></Transition>\
         <Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>",
        None,
    ),
];

#[test]
fn s3_6_8_actions_of_lifecycles() {
    let mut cloud = cloud();
    for (actions, refusal) in ACTIONS {
        let document = format!(
            "<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/>{actions}</Rule>\
             </LifecycleConfiguration>"
        );
        says(&mut cloud, "lifecycle", &document, *refusal);
    }
}

const OTHER_BUCKET: &str = "<Bucket>arn:aws:s3:::other</Bucket>";
const MARKERS: &str =
    "<DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>";
const MARKERS_ON: &str =
    "<DeleteMarkerReplication><Status>Enabled</Status></DeleteMarkerReplication>";
const KMS: &str = "<SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status>\
                   </SseKmsEncryptedObjects></SourceSelectionCriteria>";
const KEY: &str =
    "<EncryptionConfiguration><ReplicaKmsKeyID>k</ReplicaKmsKeyID></EncryptionConfiguration>";
const TAG: &str = "<Tag><Key>k</Key><Value>v</Value></Tag>";

fn rule(head: &str, filter: &str, rest: &str, destination: &str) -> String {
    format!(
        "<Rule>{head}<Status>Enabled</Status>{filter}{rest}<Destination>{destination}</Destination>\
         </Rule>"
    )
}

fn replication(rules: &[String]) -> String {
    format!(
        "<ReplicationConfiguration><Role>arn:aws:iam::123456789012:role/r</Role>{}\
         </ReplicationConfiguration>",
        rules.concat()
    )
}

const HEAD: &str = "<ID>a</ID><Priority>1</Priority>";

/// One rule to this destination.
fn plain(destination: &str) -> Vec<String> {
    vec![rule(HEAD, "<Filter/>", MARKERS, destination)]
}

#[test]
fn s3_6_15_b_forms_of_replication_rules() {
    let mut cloud = cloud();
    let filtered = |filter: &str, markers: &str| {
        vec![rule(HEAD, &format!("<Filter>{filter}</Filter>"), markers, OTHER_BUCKET)]
    };
    let long = format!("<ID>{}</ID>", "x".repeat(256));
    let third = "<Bucket>arn:aws:s3:::third</Bucket>";
    let second = |head: &str| {
        vec![
            rule(HEAD, "<Filter/>", MARKERS, OTHER_BUCKET),
            rule(head, "<Filter/>", MARKERS, third),
        ]
    };
    for (rules, refusal) in [
        (vec![], Some(XML)),
        (vec!["<Rule/>".to_owned()], Some(XML)),
        (vec![rule("<ID>a</ID>", "<Filter/>", MARKERS, OTHER_BUCKET)], Some(XML)),
        (vec![rule(HEAD, "<Filter/>", "", OTHER_BUCKET)], Some(XML)),
        (vec![rule(HEAD, "", MARKERS, OTHER_BUCKET)], Some(XML)),
        (vec![rule(HEAD, "<Prefix/><Filter/>", MARKERS, OTHER_BUCKET)], Some(XML)),
        (
            vec![rule(&long, "<Prefix/>", "", OTHER_BUCKET)],
            Some((ARGUMENT, "ID length should not exceed allowed limit of 255")),
        ),
        (filtered(&format!("<Prefix>a</Prefix>{TAG}"), MARKERS), Some(XML)),
        (filtered("<And><Prefix>a</Prefix></And>", MARKERS), Some(XML)),
        (
            filtered(TAG, MARKERS_ON),
            Some((REQUEST, "Delete marker replication is not supported if any Tag filter is")),
        ),
        (filtered(TAG, MARKERS), None),
        (filtered("<Prefix>a</Prefix>", MARKERS_ON), None),
        (
            second("<ID>a</ID><Priority>2</Priority>"),
            Some((ARGUMENT, "Rule ID must be unique. Found same ID for more than one rule")),
        ),
        (
            second("<ID>b</ID><Priority>1</Priority>"),
            Some((REQUEST, "Found same priority for more than one rule")),
        ),
        (second("<ID>b</ID><Priority>2</Priority>"), None),
        (
            vec![
                rule("", "<Prefix>a</Prefix>", "", OTHER_BUCKET),
                rule("", "<Prefix>b</Prefix>", "", third),
            ],
            Some((REQUEST, "Number of distinct destination bucket ARNs cannot exceed 1")),
        ),
    ] {
        says(&mut cloud, "replication", &replication(&rules), refusal);
    }
}

#[test]
fn s3_6_15_a_destinations_of_replications() {
    let mut cloud = cloud();
    let more = |more: &str| plain(&format!("{OTHER_BUCKET}{more}"));
    let time = |minutes: &str| {
        format!(
            "<ReplicationTime><Status>Enabled</Status><Time><Minutes>{minutes}</Minutes></Time>\
             </ReplicationTime>"
        )
    };
    let metrics = "<Metrics><Status>Enabled</Status><EventThreshold><Minutes>15</Minutes>\
                   </EventThreshold></Metrics>";
    let translation =
        "<AccessControlTranslation><Owner>Destination</Owner></AccessControlTranslation>";
    let encrypted =
        |destination: &str| vec![rule(HEAD, "<Filter/>", &format!("{KMS}{MARKERS}"), destination)];
    for (rules, refusal) in [
        (plain(""), Some(XML)),
        (plain("<Bucket>other</Bucket>"), Some((ARGUMENT, "Invalid bucket ARN."))),
        (
            plain("<Bucket>arn:aws:s3:::none</Bucket>"),
            Some((REQUEST, "Destination bucket must exist.")),
        ),
        (
            plain("<Bucket>arn:aws:s3:::photos</Bucket>"),
            Some((REQUEST, "Destination bucket cannot be the same as the source bucket.")),
        ),
        (more("<StorageClass>X</StorageClass>"), Some(XML)),
        (
            more(KEY),
            Some((REQUEST, "SseKmsEncryptedObjects must be specified if EncryptionConfiguration")),
        ),
        (encrypted(OTHER_BUCKET), Some((REQUEST, "EncryptionConfiguration must be specified"))),
        (encrypted(&format!("{OTHER_BUCKET}{KEY}")), None),
        (more(translation), Some((REQUEST, "Account must be specified"))),
        (more(&format!("<Account>123456789012</Account>{translation}")), None),
        (more(&time("15")), Some((REQUEST, "Metrics must be specified"))),
        (more(&format!("{}{metrics}", time("10"))), Some((ARGUMENT, "The only valid number"))),
        (more(&format!("{}{metrics}", time("15"))), None),
    ] {
        says(&mut cloud, "replication", &replication(&rules), refusal);
    }
}

fn function(id: &str, region: &str, event: &str, filter: &str) -> String {
    format!(
        "<CloudFunctionConfiguration><Id>{id}</Id>\
         <CloudFunction>arn:aws:lambda:{region}:123456789012:function:f</CloudFunction>\
         <Event>{event}</Event>{filter}</CloudFunctionConfiguration>"
    )
}

fn filter(rules: &[(&str, &str)]) -> String {
    let rule = |(name, value): &(&str, &str)| {
        format!("<FilterRule><Name>{name}</Name><Value>{value}</Value></FilterRule>")
    };
    let rules: String = rules.iter().map(rule).collect();
    format!("<Filter><S3Key>{rules}</S3Key></Filter>")
}

#[test]
fn s3_7_15_configurations_of_notifications() {
    let mut cloud = cloud();
    let (home, put) = ("us-east-1", "s3:ObjectCreated:Put");
    let queue = |inside: &str| format!("<QueueConfiguration>{inside}</QueueConfiguration>");
    for (inside, refusal) in [
        (queue(""), Some(XML)),
        (queue("<Queue>x</Queue>"), Some(XML)),
        (queue(&format!("<Event>{put}</Event>")), Some(XML)),
        (
            queue(&format!("<Queue>x</Queue><Event>{put}</Event>")),
            Some((ARGUMENT, "The ARN could not be parsed")),
        ),
        (
            function("a", home, "s3:Nothing", ""),
            Some((ARGUMENT, "A specified event is not supported for notifications.")),
        ),
        (
            function("a", "eu-west-1", put, ""),
            Some((ARGUMENT, "The notification destination service region is not valid for the")),
        ),
        (
            function("a", home, put, &filter(&[("prefix", "a"), ("Prefix", "b")])),
            Some((ARGUMENT, "Cannot specify more than one prefix rule in a filter.")),
        ),
        (
            function("a", home, put, &filter(&[("suffix", "a"), ("suffix", "b")])),
            Some((ARGUMENT, "Cannot specify more than one suffix rule in a filter.")),
        ),
        (
            function("a", home, put, &filter(&[("middle", "a")])),
            Some((ARGUMENT, "filter rule name must be either prefix or suffix")),
        ),
        (
            function("a", home, put, &filter(&[("prefix", &"a".repeat(1025))])),
            Some((ARGUMENT, "Size of filter rule value cannot exceed 1024 bytes")),
        ),
        (
            function("a", home, put, "") + &function("a", home, "s3:ObjectRemoved:Delete", ""),
            Some((ARGUMENT, "Same ID used for multiple configurations.")),
        ),
        (
            function("a", home, put, "") + &function("b", home, "s3:ObjectCreated:*", ""),
            Some((ARGUMENT, "Configurations overlap. Configurations on the same bucket cannot")),
        ),
        (
            function("a", home, put, &filter(&[("prefix", "a")]))
                + &function("b", home, put, &filter(&[("prefix", "ab")])),
            Some((ARGUMENT, "Configuration is ambiguously defined. Cannot have overlapping suff")),
        ),
        (
            function("a", home, put, &filter(&[("prefix", "a"), ("suffix", "x")]))
                + &function("b", home, put, &filter(&[("prefix", "b"), ("suffix", "x")])),
            None,
        ),
    ] {
        let document = format!("<NotificationConfiguration>{inside}</NotificationConfiguration>");
        says(&mut cloud, "notification", &document, refusal);
    }
}
