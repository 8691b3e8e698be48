//! S3 replicates as the role that the configuration names: what that may do, and no more.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html>

use crate::actions::scene::send;
use parhelion::identity::{ACCESS_KEY, ACCOUNT, SECRET_KEY};
use parhelion::wire::Model;
use parhelion::{Cloud, iam, kms, s3};
use serde_json::{Value as Json, json};
use std::time::Duration;

const OTHER: &str = "111122223333";
const ROOT: (&str, &str) = (ACCESS_KEY, SECRET_KEY);
const THEIRS: (&str, &str) = ("AKIAOTHER", "secret");
const ROLE: &str = "arn:aws:iam::123456789012:role/replication";

#[track_caller]
fn done(
    cloud: &Cloud,
    by: (&str, &str),
    model: &'static Model,
    operation: &str,
    input: Json,
) -> String {
    let (status, text) = send(cloud, by, &[], model, operation, &input);
    assert!(status < 300, "{operation}: {text}");
    text
}

fn s3(cloud: &Cloud, operation: &str, input: Json) -> String {
    done(cloud, ROOT, &s3::model::MODEL, operation, input)
}

fn document(statements: Json) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

/// A bucket with versions.
fn bucket(cloud: &Cloud, by: (&str, &str), name: &str) {
    let model = &s3::model::MODEL;
    done(cloud, by, model, "CreateBucket", json!({"Bucket": name}));
    let enabled = json!({"Bucket": name, "VersioningConfiguration": {"Status": "Enabled"}});
    done(cloud, by, model, "PutBucketVersioning", enabled);
}

/// Buckets `originals` and `replicas`, and a role that trusts `trusted`.
fn cloud(owner: (&str, &str), trusted: &str) -> Cloud {
    let cloud = Cloud::new();
    cloud.with::<iam::Iam, _>(|iam, _| {
        iam.directory_mut().insert_root(OTHER, THEIRS.0, THEIRS.1);
    });
    bucket(&cloud, ROOT, "originals");
    bucket(&cloud, owner, "replicas");
    let trust = json!({"Effect": "Allow", "Principal": {"Service": trusted},
        "Action": "sts:AssumeRole"});
    let role = json!({"RoleName": "replication", "AssumeRolePolicyDocument": document(trust)});
    done(&cloud, ROOT, &iam::model::MODEL, "CreateRole", role);
    configure(&cloud, json!({"Bucket": "arn:aws:s3:::replicas"}), json!(null));
    cloud
}

fn configure(cloud: &Cloud, destination: Json, criteria: Json) {
    let mut rule = json!({"ID": "all", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": {"Status": "Enabled"}, "Destination": destination});
    if !criteria.is_null() {
        rule["SourceSelectionCriteria"] = criteria;
    }
    let configuration = json!({"Role": ROLE, "Rules": [rule]});
    let input = json!({"Bucket": "originals", "ReplicationConfiguration": configuration});
    s3(cloud, "PutBucketReplication", input);
}

fn lets(cloud: &Cloud, statements: &[Json]) {
    let input = json!({"RoleName": "replication", "PolicyName": "p",
        "PolicyDocument": document(statements.into())});
    done(cloud, ROOT, &iam::model::MODEL, "PutRolePolicy", input);
}

fn allow(actions: &[&str], resource: &str) -> Json {
    json!({"Effect": "Allow", "Action": actions, "Resource": resource})
}

/// What AWS's page gives such a role.
fn usual() -> Vec<Json> {
    vec![
        allow(&["s3:GetReplicationConfiguration", "s3:ListBucket"], "arn:aws:s3:::originals"),
        allow(
            &[
                "s3:GetObjectVersionForReplication",
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionTagging",
            ],
            "arn:aws:s3:::originals/*",
        ),
        allow(
            &["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
            "arn:aws:s3:::replicas/*",
        ),
    ]
}

/// All of it but one action.
fn without(action: &str) -> Vec<Json> {
    let mut statements = usual();
    for statement in &mut statements {
        let actions = statement["Action"].as_array_mut().unwrap();
        actions.retain(|known| known != action);
    }
    statements
}

/// Writes an object, with what is said besides, and waits: how the replication went.
async fn replicates(cloud: &Cloud, more: Json) -> String {
    let mut input = json!({"Bucket": "originals", "Key": "cat", "Body": "eA=="});
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    s3(cloud, "PutObject", input);
    cloud.advance(Duration::from_secs(60)).await;
    status(cloud).await
}

async fn status(cloud: &Cloud) -> String {
    let client = aws_sdk_s3::Client::new(&cloud.sdk_config());
    let head = client.head_object().bucket("originals").key("cat").send().await.unwrap();
    head.replication_status.map_or_else(String::new, |status| status.as_str().to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_replica_is_made_by_leave_of_the_role() {
    let scene = cloud(ROOT, "s3.amazonaws.com");
    let plain = json!({});
    assert_eq!(replicates(&scene.fork(), plain.clone()).await, "FAILED", "it may do nothing");
    for (statements, expected) in [
        (usual(), "COMPLETED"),
        (vec![allow(&["s3:*"], "*")], "COMPLETED"),
        (without("s3:GetReplicationConfiguration"), "FAILED"),
        (without("s3:GetObjectVersionForReplication"), "FAILED"),
        (without("s3:GetObjectVersionAcl"), "FAILED"),
        (without("s3:ReplicateObject"), "FAILED"),
        (without("s3:ReplicateDelete"), "COMPLETED"),
        (without("s3:ReplicateTags"), "COMPLETED"),
        (without("s3:ListBucket"), "COMPLETED"),
    ] {
        let cloud = scene.fork();
        lets(&cloud, &statements);
        assert_eq!(replicates(&cloud, plain.clone()).await, expected, "{statements:?}");
    }
    // "permission for the s3:GetObjectVersion action allows replication of unencrypted … objects"
    let cloud = scene.fork();
    let mut statements = without("s3:GetObjectVersionForReplication");
    statements.push(allow(&["s3:GetObjectVersion"], "arn:aws:s3:::originals/*"));
    lets(&cloud, &statements);
    assert_eq!(replicates(&cloud, plain.clone()).await, "COMPLETED");
    // A bucket's deny outweighs it.
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "s3:ReplicateObject",
        "Resource": "arn:aws:s3:::replicas/*"});
    s3(&cloud, "PutBucketPolicy", json!({"Bucket": "replicas", "Policy": document(deny)}));
    assert_eq!(replicates(&cloud, plain.clone()).await, "FAILED");
}

#[tokio::test(start_paused = true)]
async fn the_role_must_trust_s3() {
    let cloud = cloud(ROOT, "ec2.amazonaws.com");
    lets(&cloud, &usual());
    assert_eq!(replicates(&cloud, json!({})).await, "FAILED");
    let trust = json!({"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}});
    let input = json!({"RoleName": "replication", "PolicyDocument": document(trust)});
    done(&cloud, ROOT, &iam::model::MODEL, "UpdateAssumeRolePolicy", input);
    assert_eq!(replicates(&cloud, json!({})).await, "COMPLETED");
    let own = json!({"RoleName": "replication", "PolicyName": "p"});
    done(&cloud, ROOT, &iam::model::MODEL, "DeleteRolePolicy", own);
    done(&cloud, ROOT, &iam::model::MODEL, "DeleteRole", json!({"RoleName": "replication"}));
    done(&cloud, ROOT, &iam::model::MODEL, "CreateUser", json!({"UserName": "ann"}));
    assert_eq!(replicates(&cloud, json!({})).await, "FAILED", "it is gone");
}

/// "If Amazon S3 doesn't have these permissions, it replicates the objects, but not the object tags"
#[tokio::test(start_paused = true)]
async fn tags_go_along_by_leave() {
    let scene = cloud(ROOT, "s3.amazonaws.com");
    let tagged = json!({"Tagging": "team=web"});
    let tags = |cloud: &Cloud| {
        let text = s3(cloud, "GetObjectTagging", json!({"Bucket": "replicas", "Key": "cat"}));
        text.matches("<Tag>").count()
    };
    let mut denied = usual();
    denied.push(json!({"Effect": "Deny", "Action": "s3:ReplicateTags", "Resource": "*"}));
    for (statements, expected) in [
        (usual(), 1),
        // Leave to replicate an object is leave for its tags.
        (without("s3:ReplicateTags"), 1),
        (without("s3:GetObjectVersionTagging"), 0),
        (denied, 0),
    ] {
        let cloud = scene.fork();
        lets(&cloud, &statements);
        assert_eq!(replicates(&cloud, tagged.clone()).await, "COMPLETED");
        assert_eq!(tags(&cloud), expected, "{statements:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn markers_need_their_own_leave() {
    let scene = cloud(ROOT, "s3.amazonaws.com");
    for (statements, goes) in
        [(usual(), true), (without("s3:ReplicateDelete"), false), (without("s3:ListBucket"), false)]
    {
        let cloud = scene.fork();
        lets(&cloud, &statements);
        assert_eq!(replicates(&cloud, json!({})).await, "COMPLETED");
        s3(&cloud, "DeleteObject", json!({"Bucket": "originals", "Key": "cat"}));
        cloud.advance(Duration::from_secs(60)).await;
        let cat = json!({"Bucket": "replicas", "Key": "cat"});
        let (status, _) = send(&cloud, ROOT, &[], &s3::model::MODEL, "GetObject", &cat);
        assert_eq!(status == 404, goes, "{statements:?}");
    }
}

/// "the owner of the destination bucket must also add a bucket policy"
#[tokio::test(start_paused = true)]
async fn another_accounts_bucket_must_let_it_in() {
    let cloud = cloud(THEIRS, "s3.amazonaws.com");
    lets(&cloud, &usual());
    assert_eq!(replicates(&cloud, json!({})).await, "FAILED");
    for principal in [format!("arn:aws:iam::{ACCOUNT}:root"), ROLE.to_owned()] {
        let lets_in = json!({"Effect": "Allow", "Principal": {"AWS": principal},
            "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"], "Resource": "arn:aws:s3:::replicas/*"});
        let input = json!({"Bucket": "replicas", "Policy": document(lets_in)});
        done(&cloud, THEIRS, &s3::model::MODEL, "PutBucketPolicy", input);
        assert_eq!(replicates(&cloud, json!({})).await, "COMPLETED", "{principal}");
    }
    lets(&cloud, &without("s3:ReplicateObject"));
    assert_eq!(replicates(&cloud, json!({})).await, "FAILED", "both must allow");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html>
#[tokio::test(start_paused = true)]
async fn keys_must_let_it_read_and_write() {
    let scene = cloud(ROOT, "s3.amazonaws.com");
    let made = || {
        let text = done(&scene, ROOT, &kms::model::MODEL, "CreateKey", json!({}));
        let made: Json = serde_json::from_str(&text).unwrap();
        made["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
    };
    let (source, target) = (made(), made());
    let destination = json!({"Bucket": "arn:aws:s3:::replicas",
        "EncryptionConfiguration": {"ReplicaKmsKeyID": target}});
    configure(&scene, destination, json!({"SseKmsEncryptedObjects": {"Status": "Enabled"}}));
    let object = json!({"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": source});
    let of_key = |action: &str, key: &str, bucket: &str| {
        let mut statement = allow(&[action], key);
        statement["Condition"] = json!({"StringLike": {
            "kms:ViaService": "s3.us-east-1.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": format!("arn:aws:s3:::{bucket}/*")}});
        statement
    };
    let read = || of_key("kms:Decrypt", &source, "originals");
    let write = || of_key("kms:Encrypt", &target, "replicas");
    for (more, expected) in [
        (vec![], "FAILED"),
        (vec![read()], "FAILED"),
        (vec![write()], "FAILED"),
        (vec![read(), write()], "COMPLETED"),
    ] {
        let cloud = scene.fork();
        lets(&cloud, &[usual(), more.clone()].concat());
        assert_eq!(replicates(&cloud, object.clone()).await, expected, "{more:?}");
        if expected == "COMPLETED" {
            let client = aws_sdk_s3::Client::new(&cloud.sdk_config());
            let replica = client.get_object().bucket("replicas").key("cat").send().await.unwrap();
            assert_eq!(replica.ssekms_key_id.as_deref(), Some(&*target));
        }
    }
}
