//! Bucket policies: kept parsed, checked when put (S3-7.2).

use crate::access::actions::{ACTIONS, ResourceType};
use crate::access::condition_keys;
use parhelion_policy::pattern::Pattern;
use parhelion_policy::statement::Matcher;
use parhelion_policy::{MalformedPolicy, NarrowingKey, Policy, Purpose, Statement, pattern};
use serde::{Deserialize, Serialize};

/// A bucket's policy, and whether it is public, known once and for all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BucketPolicy {
    pub policy: Policy,
    pub public: bool,
}

/// S3-7.2(g)
const BYTES_MAX: usize = 20_480;

/// S3's own keys that make a statement other than public (S3-7.5). Of access points it is enough that
/// the account is fixed.
const NARROWING_KEYS: [NarrowingKey; 3] = [
    NarrowingKey { name: "s3:x-amz-server-side-encryption-aws-kms-key-id", by_account: false },
    NarrowingKey { name: "s3:dataaccesspointaccount", by_account: false },
    NarrowingKey { name: "s3:dataaccesspointarn", by_account: true },
];

impl BucketPolicy {
    /// Parses a policy for a bucket, refusing what S3 refuses (S3-7.2c–h, j).
    pub(crate) fn parse(bucket: &str, text: &str) -> Result<Self, MalformedPolicy> {
        let policy = Policy::parse(text, Purpose::Resource)?;
        if policy.document.len() > BYTES_MAX {
            return Err(MalformedPolicy::new(format!(
                "Normalized policy document exceeds the maximum allowed size of {BYTES_MAX} bytes"
            )));
        }
        for statement in &policy.statements {
            check_statement(bucket, statement)?;
        }
        let public = policy.is_public(&NARROWING_KEYS);
        Ok(Self { policy, public })
    }
}

fn check_statement(bucket: &str, statement: &Statement) -> Result<(), MalformedPolicy> {
    let Statement { actions, resources, conditions, .. } = statement;
    let resource_types = resource_types(bucket, resources)?;
    let mut applies = false;
    for action in &actions.patterns {
        let mut known = action.is_any();
        for (resource_type, names) in ACTIONS {
            let named =
                names.iter().any(|name| action.matches_plainly(&format!("s3:{name}"), true));
            known |= named;
            applies |= named && resource_types.contains(*resource_type);
        }
        if !known {
            return Err(MalformedPolicy::new("Policy has invalid action"));
        }
        // T33: every action must be about some resource of its statement.
        if !applies && !actions.negated {
            return Err(MalformedPolicy::new(
                "Action does not apply to any resource(s) in statement",
            ));
        }
        applies = false;
    }
    if conditions.iter().any(|condition| !condition_keys::is_condition_key(&condition.key)) {
        return Err(MalformedPolicy::new("Policy has an invalid condition key"));
    }
    let apply = actions.negated
        || conditions.iter().all(|condition| {
            let patterns = actions.patterns.iter();
            patterns.into_iter().all(|action| can_have(action, resource_types, &condition.key))
        });
    match apply {
        true => Ok(()),
        false => Err(MalformedPolicy::new(
            "Conditions do not apply to combination of actions and resources in statement",
        )),
    }
}

/// Whether some of the actions that a pattern means, on resources of these types, have a condition key.
fn can_have(action: &Pattern, resource_types: ResourceTypes, key: &str) -> bool {
    let named = |name: &&str| action.matches_plainly(&format!("s3:{name}"), true);
    let types = ACTIONS.iter().filter(|(resource_type, _)| resource_types.contains(*resource_type));
    let mut names = types.flat_map(|(_, names)| names.iter());
    names.any(|name| condition_keys::applies(key, name) && named(name))
}

/// What the resources of a statement may be.
#[derive(Clone, Copy, Default)]
struct ResourceTypes {
    bucket: bool,
    objects: bool,
}

impl ResourceTypes {
    fn contains(self, resource_type: ResourceType) -> bool {
        match resource_type {
            ResourceType::Account => false,
            ResourceType::Bucket => self.bucket,
            ResourceType::Object => self.objects,
        }
    }
}

/// S3-7.2(f): every resource must name this bucket, or objects in it.
fn resource_types(bucket: &str, resources: &Matcher) -> Result<ResourceTypes, MalformedPolicy> {
    let invalid = || MalformedPolicy::new("Policy has invalid resource");
    let plain = pattern::Syntax { wildcards: true, variables: true };
    let itself = pattern::Pattern::parse(&format!("arn:aws:s3:::{bucket}"), plain);
    let inside = pattern::Pattern::parse(&format!("arn:aws:s3:::{bucket}/*"), plain);
    let mut resource_types = ResourceTypes::default();
    for resource in &resources.patterns {
        let parts = resource.split_at_colons(6);
        let fixed = ["arn", "aws", "s3", "", ""];
        let is_arn = parts.len() == 6
            && parts.iter().zip(fixed).all(|(part, expected)| part.literal() == Some(expected));
        // `arn:aws:s3:::*` names no bucket at all.
        if !is_arn || parts.last().is_none_or(|part| part.is_any()) {
            return Err(invalid());
        }
        let (to_bucket, to_objects) =
            (resource.meets(&itself, false), resource.meets(&inside, false));
        if !to_bucket && !to_objects {
            return Err(invalid());
        }
        resource_types.bucket |= to_bucket;
        resource_types.objects |= to_objects;
    }
    if resources.negated {
        resource_types = ResourceTypes { bucket: true, objects: true };
    }
    Ok(resource_types)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(action: &str, resource: &str, condition: &str) -> Result<BucketPolicy, String> {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Principal":"*",
            "Action":{action},"Resource":{resource},"Condition":{condition}}}}}"#
        );
        BucketPolicy::parse("b", &text).map_err(|malformed| malformed.message)
    }

    const BOTH: &str = r#"["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#;

    #[test]
    fn s3_7_2_e_actions() {
        for action in [r#""s3:GetObject""#, r#""s3:*""#, r#""*""#, r#"["s3:List*","s3:get?bject"]"#]
        {
            assert!(parse(action, BOTH, "{}").is_ok(), "{action}");
        }
        for name in [
            "TagResource",
            "UntagResource",
            "ListTagsForResource",
            "PauseReplication",
            "CreateBucketMetadataConfiguration",
            "CreateBucketMetadataTableConfiguration",
        ] {
            assert!(
                parse(&format!("\"s3:{name}\""), r#""arn:aws:s3:::b""#, "{}").is_ok(),
                "{name}"
            );
        }
        for action in [r#""s3:Nothing""#, r#""GetObject""#, r#""sqs:SendMessage""#] {
            assert_eq!(
                parse(action, BOTH, "{}"),
                Err("Policy has invalid action".into()),
                "{action}"
            );
        }
        // T33
        for (action, resource) in [
            (r#""s3:GetObject""#, r#""arn:aws:s3:::b""#),
            (r#""s3:ListBucket""#, r#""arn:aws:s3:::b/*""#),
            (r#"["s3:GetObject","s3:ListBucket"]"#, r#""arn:aws:s3:::b/*""#),
        ] {
            let message = "Action does not apply to any resource(s) in statement";
            assert_eq!(parse(action, resource, "{}"), Err(message.into()), "{action}");
        }
    }

    #[test]
    fn s3_7_2_f_resources() {
        for resource in ["arn:aws:s3:::b/*", "arn:aws:s3:::b/a/${aws:username}", "arn:aws:s3:::b*"]
        {
            assert!(
                parse(r#""s3:GetObject""#, &format!("\"{resource}\""), "{}").is_ok(),
                "{resource}"
            );
        }
        for resource in [
            "*",
            "arn:aws:s3:::*",
            "arn:aws:s3:::c/*",
            "b/*",
            "arn:aws:sqs:::b/*",
            "arn:aws:s3:::bb",
        ] {
            let found = parse(r#""s3:GetObject""#, &format!("\"{resource}\""), "{}");
            assert_eq!(found, Err("Policy has invalid resource".into()), "{resource}");
        }
    }

    #[test]
    fn s3_7_2_g_size() {
        let key = "x".repeat(BYTES_MAX);
        let found = parse(r#""s3:GetObject""#, &format!("\"arn:aws:s3:::b/{key}\""), "{}");
        let message = "Normalized policy document exceeds the maximum allowed size of 20480 bytes";
        assert_eq!(found, Err(message.into()));
    }

    #[test]
    fn s3_7_2_j_condition_keys() {
        let with =
            |key: &str| parse(r#""s3:*""#, BOTH, &format!(r#"{{"StringEquals":{{"{key}":"x"}}}}"#));
        assert!(with("AWS:SourceArn").is_ok() && with("s3:ExistingObjectTag/team").is_ok());
        assert_eq!(with("s3:colour"), Err("Policy has an invalid condition key".into()));
    }

    /// S3-7.2(j): every action must be one whose requests can have the condition's key, on some
    /// resource of the statement.
    #[test]
    fn s3_7_2_j_conditions_of_other_actions() {
        let (bucket, objects) = (r#""arn:aws:s3:::b""#, r#""arn:aws:s3:::b/*""#);
        let with = |action: &str, resource: &str, key: &str| {
            parse(action, resource, &format!(r#"{{"StringEquals":{{"{key}":"x"}}}}"#)).map(drop)
        };
        let list = r#""s3:ListBucket""#;
        let get = r#""s3:GetObject""#;
        let put = r#""s3:PutObject""#;
        for (action, resource, key) in [
            (list, bucket, "s3:prefix"),
            (list, bucket, "aws:SourceIp"),
            (get, objects, "aws:PrincipalTag/team"),
            (get, objects, "s3:ExistingObjectTag/team"),
            (get, objects, "s3:authType"),
            (put, objects, "s3:x-amz-acl"),
            (put, objects, "s3:x-amz-server-side-encryption"),
            (r#""s3:*""#, BOTH, "s3:prefix"),
            (r#""s3:*""#, BOTH, "s3:TlsVersion"),
            (r#""s3:Put*""#, objects, "s3:x-amz-acl"),
            (r#"["s3:PutObject","s3:PutObjectAcl"]"#, objects, "s3:x-amz-acl"),
            (r#""s3:GetObjectVersion""#, objects, "s3:VersionId"),
        ] {
            assert_eq!(with(action, resource, key), Ok(()), "{action} {resource} {key}");
        }
        for (action, resource, key) in [
            (get, objects, "s3:prefix"),
            (get, BOTH, "s3:max-keys"),
            (get, objects, "s3:x-amz-acl"),
            (list, bucket, "s3:x-amz-acl"),
            (r#"["s3:GetObject","s3:ListBucket"]"#, BOTH, "s3:prefix"),
            (r#"["s3:GetBucketAcl","s3:ListBucket"]"#, bucket, "s3:prefix"),
            (r#"["s3:GetObject","s3:PutObject"]"#, objects, "s3:x-amz-server-side-encryption"),
            (r#""s3:*""#, objects, "s3:prefix"),
            (r#""s3:*""#, bucket, "s3:x-amz-server-side-encryption"),
            (r#""s3:Get*""#, BOTH, "s3:RequestObjectTag/team"),
        ] {
            let text =
                "Conditions do not apply to combination of actions and resources in statement";
            assert_eq!(with(action, resource, key), Err(text.into()), "{action} {resource} {key}");
        }
    }
}
