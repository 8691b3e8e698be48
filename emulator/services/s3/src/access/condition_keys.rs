//! S3's own condition keys, and the actions whose requests can have them (S3-7.3).
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html>

/// Of these actions requests have a key; all: of every one.
enum Actions {
    All,
    Of(&'static [&'static [&'static str]]),
}
use Actions::{All, Of};

const LISTS: &[&str] = &["ListBucket", "ListBucketVersions", "ListBucketMultipartUploads"];
const ACLS: &[&str] = &["PutBucketAcl", "PutObjectAcl", "PutObjectVersionAcl"];
const CREATES_BUCKET: &[&str] = &["CreateBucket"];
const PUTS: &[&str] = &["PutObject", "BypassGovernanceRetention"];
const REPLICATES: &[&str] = &["ReplicateObject", "InitiateReplication"];
const TAGS: &[&str] = &["PutObjectTagging", "PutObjectVersionTagging", "ReplicateTags"];
const LOCKS: &[&str] = &["PutObjectRetention", "PutObjectLegalHold"];
const DELETES: &[&str] = &["DeleteObject", "DeleteObjectVersion"];
const PAUSES: &[&str] = &["PauseReplication", "PutReplicationConfiguration"];
const ON_OBJECTS: &[&str] = &[
    "BypassGovernanceRetention",
    "DeleteObjectTagging",
    "DeleteObjectVersionTagging",
    "GetObject",
    "GetObjectAcl",
    "GetObjectAttributes",
    "GetObjectTagging",
    "GetObjectVersion",
    "GetObjectVersionAcl",
    "GetObjectVersionAttributes",
    "GetObjectVersionTagging",
    "PutObjectAcl",
    "PutObjectTagging",
    "PutObjectVersionAcl",
    "PutObjectVersionTagging",
    "UpdateObjectEncryption",
];
const OF_VERSIONS: &[&str] = &[
    "BypassGovernanceRetention",
    "DeleteObjectVersion",
    "DeleteObjectVersionTagging",
    "GetObjectLegalHold",
    "GetObjectRetention",
    "GetObjectVersion",
    "GetObjectVersionAcl",
    "GetObjectVersionAttributes",
    "GetObjectVersionForReplication",
    "GetObjectVersionTagging",
    "GetObjectVersionTorrent",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "PutObjectVersionAcl",
    "PutObjectVersionTagging",
    "RestoreObject",
    "UpdateObjectEncryption",
];
const WITH_ACLS: Actions = Of(&[CREATES_BUCKET, PUTS, ACLS]);

/// In lower case; those ending in `/` take a tag's key.
static KEYS: &[(&str, Actions)] = &[
    ("s3:accesspointnetworkorigin", All),
    ("s3:accesspointtag/", All),
    ("s3:authtype", All),
    ("s3:buckettag/", All),
    ("s3:dataaccesspointaccount", All),
    ("s3:dataaccesspointarn", All),
    ("s3:delimiter", Of(&[LISTS])),
    ("s3:destinationregion", Of(&[PAUSES])),
    ("s3:existingobjecttag/", Of(&[ON_OBJECTS])),
    ("s3:if-match", Of(&[PUTS, DELETES])),
    ("s3:if-none-match", Of(&[PUTS])),
    ("s3:inventoryaccessibleoptionalfields", Of(&[&["PutInventoryConfiguration"]])),
    ("s3:isreplicationpauserequest", Of(&[PAUSES])),
    ("s3:locationconstraint", Of(&[CREATES_BUCKET])),
    ("s3:max-keys", Of(&[LISTS])),
    ("s3:object-lock-legal-hold", Of(&[PUTS, LOCKS, REPLICATES])),
    ("s3:object-lock-mode", Of(&[PUTS, LOCKS, REPLICATES])),
    ("s3:object-lock-remaining-retention-days", Of(&[PUTS, LOCKS, REPLICATES])),
    ("s3:object-lock-retain-until-date", Of(&[PUTS, LOCKS, REPLICATES])),
    ("s3:objectcreationoperation", Of(&[PUTS])),
    ("s3:prefix", Of(&[LISTS])),
    ("s3:requestobjecttag/", Of(&[PUTS, TAGS])),
    ("s3:requestobjecttagkeys", Of(&[PUTS, TAGS])),
    ("s3:resourceaccount", All),
    ("s3:signatureage", All),
    ("s3:signatureversion", All),
    ("s3:tlsversion", All),
    ("s3:versionid", Of(&[OF_VERSIONS])),
    ("s3:x-amz-acl", WITH_ACLS),
    ("s3:x-amz-bucket-namespace", Of(&[CREATES_BUCKET])),
    ("s3:x-amz-content-sha256", All),
    ("s3:x-amz-copy-source", Of(&[PUTS])),
    ("s3:x-amz-grant-full-control", WITH_ACLS),
    ("s3:x-amz-grant-read", WITH_ACLS),
    ("s3:x-amz-grant-read-acp", WITH_ACLS),
    ("s3:x-amz-grant-write", WITH_ACLS),
    ("s3:x-amz-grant-write-acp", WITH_ACLS),
    ("s3:x-amz-metadata-directive", Of(&[PUTS])),
    ("s3:x-amz-object-ownership", Of(&[CREATES_BUCKET, &["PutBucketOwnershipControls"]])),
    ("s3:x-amz-server-side-encryption", Of(&[PUTS, REPLICATES, &["UpdateObjectEncryption"]])),
    (
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
        Of(&[PUTS, REPLICATES, &["UpdateObjectEncryption"]]),
    ),
    (
        "s3:x-amz-server-side-encryption-customer-algorithm",
        Of(&[PUTS, REPLICATES, &["GetObject", "GetObjectVersion"]]),
    ),
    ("s3:x-amz-storage-class", Of(&[PUTS, REPLICATES])),
    ("s3:x-amz-website-redirect-location", Of(&[PUTS])),
];

fn find(name: &str) -> Option<&'static Actions> {
    let fits = |known: &str| match known.strip_suffix('/') {
        None => name == known,
        Some(_) => name.len() > known.len() && name.starts_with(known),
    };
    KEYS.iter().find(|(known, _)| fits(known)).map(|(_, actions)| actions)
}

fn is_global(name: &str) -> bool {
    name.strip_prefix("aws:").is_some_and(|rest| !rest.is_empty())
}

/// True for S3's keys, and for global ones.
pub(crate) fn is_condition_key(name: &str) -> bool {
    is_global(name) || find(name).is_some()
}

/// Whether a request for an action, which is named without its service, can have a key.
pub(crate) fn applies(name: &str, action: &str) -> bool {
    match find(name) {
        None => is_global(name),
        Some(All) => true,
        Some(Of(actions)) => actions.iter().any(|some| some.contains(&action)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::actions::ACTIONS;

    #[test]
    fn s3_7_3_keys() {
        for key in ["aws:sourcearn", "s3:prefix", "s3:existingobjecttag/team", "s3:x-amz-acl"] {
            assert!(is_condition_key(key), "{key}");
        }
        for key in ["", "aws:", "s3:prefixes", "s3:existingobjecttag/", "kms:viaservice", "prefix"]
        {
            assert!(!is_condition_key(key), "{key}");
        }
    }

    #[test]
    fn their_actions_exist() {
        let exists = |name: &&str| ACTIONS.iter().any(|(_, names)| names.contains(name));
        for (key, actions) in KEYS {
            let Of(lists) = actions else { continue };
            let strange = lists.iter().flat_map(|list| list.iter()).find(|name| !exists(name));
            assert_eq!(strange, None, "{key}");
        }
    }
}
