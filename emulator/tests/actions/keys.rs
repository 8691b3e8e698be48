//! The condition keys of single services, as the Service Authorization Reference lists them: those of
//! tags, of what is asked for, and of what is there.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>

use super::scene::{KEY, Scene};
use parhelion::identity::ACCOUNT;
use parhelion::wire::Model;
use parhelion::{cloudfront, cloudwatch, iam, kms, logs, s3, s3control, sqs};
use serde_json::{Value as Json, json};

fn arn(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}:us-east-1:{ACCOUNT}:{resource}")
}

fn global(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}::{ACCOUNT}:{resource}")
}

/// Whether a condition holds for a call of ann's: in a Deny, and in the only Allow.
fn holds(scene: &Scene, call: (&'static Model, &str, &Json), condition: &Json) -> (bool, bool) {
    let all = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let with = |effect: &str| {
        let mut statement = json!({"Effect": effect, "Action": "*", "Resource": "*"});
        statement["Condition"] = condition.clone();
        statement
    };
    let is_refused = |statements: Json| {
        let (status, text) = scene.ask(call, statements);
        assert_ne!(status, 501, "{text}");
        text.contains("is not authorized to perform")
    };
    (is_refused(json!([all, with("Deny")])), !is_refused(json!([with("Allow")])))
}

/// A call, and what it says of a condition key: its values, or that it is not there.
type Row = (&'static Model, &'static str, Json, &'static str, Values);
type Values = &'static [&'static str];

fn check(scene: &Scene, rows: &[Row]) {
    for (model, operation, input, key, values) in rows {
        let call = (*model, *operation, input);
        let name = format!("{key} of {operation} {input}");
        for value in *values {
            let one = json!({"ForAnyValue:StringEquals": {*key: value}});
            assert_eq!(holds(scene, call, &one), (true, true), "{name} is {value}");
        }
        let other = json!({"ForAnyValue:StringEquals": {*key: "another"}});
        assert!(!holds(scene, call, &other).0, "{name} is nothing else");
        if values.is_empty() {
            let absent = json!({"Null": {*key: "true"}});
            assert!(holds(scene, call, &absent).0, "{name} is not there");
        } else {
            let only = json!({"ForAllValues:StringEquals": {*key: values}});
            assert!(holds(scene, call, &only).0, "{name} is that only");
        }
    }
}

const TAGS: &str = r#"[{"Key":"Team","Value":"blue"},{"Key":"Tier","Value":"gold"}]"#;

/// Everything that can have tags has `Team` and `Tier`.
fn tagged() -> Scene {
    let scene = Scene::new();
    let list: Json = serde_json::from_str(TAGS).unwrap();
    let map = json!({"Team": "blue", "Tier": "gold"});
    let (user, role) = ("bob", "app");
    let iam = &iam::model::MODEL;
    scene.made(iam, "TagUser", json!({"UserName": user, "Tags": list}));
    scene.made(iam, "TagRole", json!({"RoleName": role, "Tags": list}));
    let policy = global("iam", "policy/team/p");
    scene.made(iam, "TagPolicy", json!({"PolicyArn": policy, "Tags": list}));
    let profile = json!({"InstanceProfileName": "box", "Tags": list});
    scene.made(iam, "TagInstanceProfile", profile);
    let device = json!({"VirtualMFADeviceName": "phone", "Tags": list});
    scene.made(iam, "CreateVirtualMFADevice", device);
    let provider = json!({"Url": "https://id.example.com", "Tags": list,
        "ThumbprintList": ["0000000000000000000000000000000000000000"]});
    scene.made(iam, "CreateOpenIDConnectProvider", provider);
    let queue = format!("https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/jobs");
    scene.made(&sqs::model::MODEL, "TagQueue", json!({"QueueUrl": queue, "Tags": map}));
    let group = json!({"resourceArn": arn("logs", "log-group:app"), "tags": map});
    scene.made(&logs::model::MODEL, "TagResource", group);
    let alarm = json!({"AlarmName": "late", "EvaluationPeriods": 1, "MetricName": "m",
        "Namespace": "n", "Period": 60, "Statistic": "Sum", "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanThreshold", "Tags": list});
    scene.made(&cloudwatch::model::MODEL, "PutMetricAlarm", alarm);
    let board = json!({"DashboardName": "web", "DashboardBody": "{\"widgets\":[]}"});
    scene.made(&cloudwatch::model::MODEL, "PutDashboard", board);
    let board = json!({"ResourceARN": global("cloudwatch", "dashboard/web"), "Tags": list});
    scene.made(&cloudwatch::model::MODEL, "TagResource", board);
    let pairs: Json = [("Team", "blue"), ("Tier", "gold")]
        .map(|(key, value)| json!({"TagKey": key, "TagValue": value}))
        .into_iter()
        .collect();
    scene.made(&kms::model::MODEL, "TagResource", json!({"KeyId": KEY, "Tags": pairs}));
    let s3 = &s3::model::MODEL;
    scene.made(s3, "PutBucketTagging", json!({"Bucket": "photos", "Tagging": {"TagSet": list}}));
    let abac = json!({"Bucket": "photos", "AbacStatus": {"Status": "Enabled"}});
    scene.made(s3, "PutBucketAbac", abac);
    let object = json!({"Bucket": "photos", "Key": "cat", "Tagging": {"TagSet": list}});
    scene.made(s3, "PutObjectTagging", object);
    scene
}

#[tokio::test(start_paused = true)]
async fn resources_are_known_by_their_tags() {
    let scene = tagged();
    let queue =
        || json!({"QueueUrl": format!("https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/jobs")});
    let group = || json!({"logGroupName": "app"});
    let stream = || json!({"logGroupName": "app", "logStreamName": "web"});
    let cat = || json!({"Bucket": "photos", "Key": "cat"});
    let iam_rows: [(&'static str, Json); 9] = [
        ("GetUser", json!({"UserName": "bob"})),
        ("ListUserTags", json!({"UserName": "bob"})),
        ("GetRole", json!({"RoleName": "app"})),
        ("GetPolicy", json!({"PolicyArn": global("iam", "policy/team/p")})),
        ("GetInstanceProfile", json!({"InstanceProfileName": "box"})),
        ("ListMFADeviceTags", json!({"SerialNumber": global("iam", "mfa/phone")})),
        (
            "GetOpenIDConnectProvider",
            json!({"OpenIDConnectProviderArn": global("iam", "oidc-provider/id.example.com")}),
        ),
        ("DeleteUser", json!({"UserName": "bob"})),
        ("TagUser", json!({"UserName": "bob", "Tags": [{"Key": "a", "Value": "b"}]})),
    ];
    let mut calls: Vec<(&'static Model, &'static str, Json)> =
        iam_rows.into_iter().map(|(it, input)| (&iam::model::MODEL, it, input)).collect();
    calls.extend([
        (&sqs::model::MODEL, "ReceiveMessage", queue()),
        (&sqs::model::MODEL, "GetQueueUrl", json!({"QueueName": "jobs"})),
        (&logs::model::MODEL, "DescribeLogStreams", group()),
        (&logs::model::MODEL, "GetLogEvents", stream()),
        (
            &logs::model::MODEL,
            "ListTagsForResource",
            json!({"resourceArn": arn("logs", "log-group:app")}),
        ),
        (&cloudwatch::model::MODEL, "DescribeAlarms", json!({"AlarmNames": ["late"]})),
        (&cloudwatch::model::MODEL, "GetDashboard", json!({"DashboardName": "web"})),
        (&kms::model::MODEL, "DescribeKey", json!({"KeyId": KEY})),
        (&s3::model::MODEL, "GetObject", cat()),
        (&s3::model::MODEL, "ListObjectsV2", json!({"Bucket": "photos"})),
    ] as [(&'static Model, &'static str, Json); 10]);
    for (model, operation, input) in calls {
        check(
            &scene,
            &[
                (model, operation, input.clone(), "aws:ResourceTag/Team", &["blue"]),
                (model, operation, input.clone(), "aws:resourcetag/TIER", &["gold"]),
                (model, operation, input, "aws:ResourceTag/None", &[]),
            ],
        );
    }
    let iam = &iam::model::MODEL;
    let s3 = &s3::model::MODEL;
    check(
        &scene,
        &[
            (iam, "GetUser", json!({"UserName": "bob"}), "iam:ResourceTag/Team", &["blue"]),
            (iam, "GetRole", json!({"RoleName": "app"}), "iam:ResourceTag/team", &["blue"]),
            (
                iam,
                "GetPolicy",
                json!({"PolicyArn": global("iam", "policy/team/p")}),
                "iam:ResourceTag/Team",
                &[],
            ),
            (s3, "GetObject", cat(), "s3:BucketTag/Team", &["blue"]),
            (s3, "GetObject", cat(), "s3:ExistingObjectTag/Team", &["blue"]),
            (s3, "GetObject", json!({"Bucket": "albums", "Key": "dog"}), "aws:ResourceTag/a", &[]),
        ],
    );
    // A variable stands for one value.
    let own = json!({"StringEquals": {"aws:ResourceTag/Team": "${aws:ResourceTag/team}"}});
    let call = (&sqs::model::MODEL, "ReceiveMessage", &queue());
    assert_eq!(holds(&scene, call, &own), (true, true));
}

/// Each of several resources is asked about by its own tags.
#[tokio::test(start_paused = true)]
async fn several_resources_have_tags_of_their_own() {
    let scene = tagged();
    let plain = json!({"AlarmName": "plain", "EvaluationPeriods": 1, "MetricName": "m",
        "Namespace": "n", "Period": 60, "Statistic": "Sum", "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanThreshold"});
    scene.made(&cloudwatch::model::MODEL, "PutMetricAlarm", plain);
    let blue = json!({"StringEquals": {"aws:ResourceTag/Team": "blue"}});
    let asks = |names: Json| {
        let input = json!({"AlarmNames": names});
        holds(&scene, (&cloudwatch::model::MODEL, "DisableAlarmActions", &input), &blue)
    };
    assert_eq!(asks(json!(["late"])), (true, true));
    assert_eq!(asks(json!(["plain"])), (false, false));
    assert_eq!(asks(json!(["late", "plain"])), (true, false), "one is denied, one not allowed");
}

#[tokio::test(start_paused = true)]
async fn requests_are_known_by_the_tags_that_they_give_and_take() {
    let scene = tagged();
    let list: Json = serde_json::from_str(TAGS).unwrap();
    let map = json!({"Team": "blue", "Tier": "gold"});
    let keys = json!(["Team", "Tier"]);
    let queue = format!("https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/jobs");
    let group = arn("logs", "log-group:app");
    let trust = json!({"Version": "2012-10-17", "Statement": []}).to_string();
    let alarm = arn("cloudwatch", "alarm:late");
    let distribution = global("cloudfront", "distribution/E1");
    let items = json!({"Items": list});
    let iam = &iam::model::MODEL;
    let sqs = &sqs::model::MODEL;
    let logs = &logs::model::MODEL;
    let cloudwatch = &cloudwatch::model::MODEL;
    let cloudfront = &cloudfront::model::MODEL;
    let gives: Vec<(&'static Model, &'static str, Json)> = vec![
        (iam, "TagUser", json!({"UserName": "bob", "Tags": list})),
        (iam, "CreateUser", json!({"UserName": "new", "Tags": list})),
        (
            iam,
            "CreateRole",
            json!({"RoleName": "new", "AssumeRolePolicyDocument": trust, "Tags": list}),
        ),
        (sqs, "TagQueue", json!({"QueueUrl": queue, "Tags": map})),
        (sqs, "CreateQueue", json!({"QueueName": "new", "tags": map})),
        (logs, "TagResource", json!({"resourceArn": group, "tags": map})),
        (logs, "TagLogGroup", json!({"logGroupName": "app", "tags": map})),
        (logs, "CreateLogGroup", json!({"logGroupName": "new", "tags": map})),
        (cloudwatch, "TagResource", json!({"ResourceARN": alarm, "Tags": list})),
        (cloudfront, "TagResource", json!({"Resource": distribution, "Tags": items})),
        (
            &s3::model::MODEL,
            "CreateBucket",
            json!({"Bucket": "new-bucket-here", "CreateBucketConfiguration": {"Tags": list}}),
        ),
    ];
    let takes: Vec<(&'static Model, &'static str, Json)> = vec![
        (iam, "UntagUser", json!({"UserName": "bob", "TagKeys": keys})),
        (sqs, "UntagQueue", json!({"QueueUrl": queue, "TagKeys": keys})),
        (logs, "UntagResource", json!({"resourceArn": group, "tagKeys": keys})),
        (logs, "UntagLogGroup", json!({"logGroupName": "app", "tags": keys})),
        (cloudwatch, "UntagResource", json!({"ResourceARN": alarm, "TagKeys": keys})),
        (
            cloudfront,
            "UntagResource",
            json!({"Resource": distribution, "TagKeys": {"Items": keys}}),
        ),
    ];
    for (model, operation, input) in gives {
        check(
            &scene,
            &[
                (model, operation, input.clone(), "aws:RequestTag/Team", &["blue"]),
                (model, operation, input.clone(), "aws:RequestTag/None", &[]),
                (model, operation, input, "aws:TagKeys", &["Team", "Tier"]),
            ],
        );
    }
    for (model, operation, input) in takes {
        check(
            &scene,
            &[
                (model, operation, input.clone(), "aws:RequestTag/Team", &[]),
                (model, operation, input, "aws:TagKeys", &["Team", "Tier"]),
            ],
        );
    }
}

const POLICY: &str = "arn:aws:iam::123456789012:policy/team/p";
const OTHER: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
#[tokio::test(start_paused = true)]
async fn iam_has_keys_of_its_own() {
    let scene = tagged();
    let iam = &iam::model::MODEL;
    let bounded = json!({"UserName": "bob", "PermissionsBoundary": POLICY});
    scene.made(iam, "PutUserPermissionsBoundary", bounded.clone());
    let of_bob = || json!({"UserName": "bob", "PolicyArn": OTHER});
    let of_app = || json!({"RoleName": "app", "PolicyArn": OTHER});
    let bob = || json!({"UserName": "bob"});
    let trust = json!({"Version": "2012-10-17", "Statement": []}).to_string();
    let role = json!({"RoleName": "new", "AssumeRolePolicyDocument": trust,
        "PermissionsBoundary": POLICY});
    let linked = json!({"AWSServiceName": "ecs.amazonaws.com"});
    let credential = json!({"UserName": "bob", "ServiceName": "bedrock.amazonaws.com",
        "CredentialAgeDays": 7});
    let create = "CreateServiceSpecificCredential";
    let service = "iam:ServiceSpecificCredentialServiceName";
    let boundary = "iam:PermissionsBoundary";
    check(
        &scene,
        &[
            (iam, "AttachUserPolicy", of_bob(), "iam:PolicyARN", &[OTHER]),
            (iam, "DetachUserPolicy", of_bob(), "iam:PolicyARN", &[OTHER]),
            (iam, "AttachRolePolicy", of_app(), "iam:PolicyARN", &[OTHER]),
            (iam, "GetPolicy", json!({"PolicyArn": OTHER}), "iam:PolicyARN", &[]),
            (iam, "PutUserPermissionsBoundary", bounded, boundary, &[POLICY]),
            (iam, "CreateRole", role, boundary, &[POLICY]),
            // Of a user who has one, it goes with what is done to the user's policies.
            (iam, "AttachUserPolicy", of_bob(), boundary, &[POLICY]),
            (iam, "DeleteUserPermissionsBoundary", bob(), boundary, &[POLICY]),
            (iam, "AttachRolePolicy", of_app(), boundary, &[]),
            (iam, "DeleteUser", bob(), boundary, &[]),
            (iam, "CreateServiceLinkedRole", linked, "iam:AWSServiceName", &["ecs.amazonaws.com"]),
            (iam, create, credential.clone(), service, &["bedrock.amazonaws.com"]),
            (iam, create, credential, "iam:ServiceSpecificCredentialAgeDays", &["7"]),
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn cloudwatch_has_keys_of_its_own() {
    let put = json!({"Namespace": "shop", "MetricData": [{"MetricName": "m", "Value": 1.0}]});
    let (ok, bad) =
        ("arn:aws:sns:us-east-1:123456789012:ok", "arn:aws:sns:us-east-1:123456789012:bad");
    let alarm = json!({"AlarmName": "late", "EvaluationPeriods": 1, "MetricName": "m",
        "Namespace": "n", "Period": 60, "Statistic": "Sum", "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanThreshold", "OKActions": [ok], "AlarmActions": [bad]});
    let mut stops = alarm.clone();
    stops["AlarmActions"] = json!(["arn:aws:automate:us-east-1:ec2:stop"]);
    let events = &["events.amazonaws.com"];
    let cloudwatch = &cloudwatch::model::MODEL;
    check(
        &Scene::new(),
        &[
            (cloudwatch, "PutMetricAlarm", stops, "iam:AWSServiceName", events),
            (cloudwatch, "PutMetricData", put, "cloudwatch:namespace", &["shop"]),
            (cloudwatch, "ListMetrics", json!({"Namespace": "n"}), "cloudwatch:namespace", &[]),
            (
                cloudwatch,
                "PutMetricAlarm",
                alarm,
                "cloudwatch:AlarmActions",
                &[
                    "arn:aws:sns:us-east-1:123456789012:ok",
                    "arn:aws:sns:us-east-1:123456789012:bad",
                ],
            ),
        ],
    );
}

/// S3-7.3
#[tokio::test(start_paused = true)]
async fn s3_has_keys_of_its_own() {
    let s3 = &s3::model::MODEL;
    let list = json!({"Bucket": "photos", "Prefix": "a/", "Delimiter": "/", "MaxKeys": 5});
    let versions = json!({"Bucket": "photos", "Prefix": "a/"});
    let bucket = json!({"Bucket": "new-bucket-here", "ObjectOwnership": "ObjectWriter",
        "ACL": "private", "CreateBucketConfiguration": {"LocationConstraint": "us-west-2"}});
    let object = json!({"Bucket": "photos", "Key": "new", "ACL": "private", "Tagging": "a=b",
        "StorageClass": "STANDARD_IA", "ServerSideEncryption": "AES256", "IfNoneMatch": "*",
        "WebsiteRedirectLocation": "/x", "Body": "eA=="});
    let version = json!({"Bucket": "photos", "Key": "cat", "VersionId": "null"});
    let cat = || json!({"Bucket": "photos", "Key": "cat"});
    let put = |key, values: Values| (s3, "PutObject", object.clone(), key, values);
    let get = |key, values: Values| (s3, "GetObject", cat(), key, values);
    let create = |key, values: Values| (s3, "CreateBucket", bucket.clone(), key, values);
    let rows: [Row; 29] = [
        (s3, "ListObjectsV2", list.clone(), "s3:prefix", &["a/"]),
        (s3, "ListObjectsV2", list.clone(), "s3:delimiter", &["/"]),
        (s3, "ListObjectsV2", list, "s3:max-keys", &["5"]),
        (s3, "ListObjectsV2", json!({"Bucket": "photos"}), "s3:prefix", &[]),
        (s3, "ListObjectVersions", versions, "s3:prefix", &["a/"]),
        create("s3:x-amz-acl", &["private"]),
        create("s3:x-amz-object-ownership", &["ObjectWriter"]),
        create("s3:LocationConstraint", &["us-west-2"]),
        create("s3:x-amz-grant-read", &[]),
        put("s3:x-amz-acl", &["private"]),
        put("s3:x-amz-storage-class", &["STANDARD_IA"]),
        put("s3:x-amz-server-side-encryption", &["AES256"]),
        put("s3:RequestObjectTag/a", &["b"]),
        put("s3:RequestObjectTagKeys", &["a"]),
        put("s3:if-none-match", &["*"]),
        put("s3:x-amz-website-redirect-location", &["/x"]),
        put("s3:ObjectCreationOperation", &["true"]),
        put("aws:RequestTag/a", &[]),
        (s3, "PutObject", cat(), "s3:x-amz-acl", &[]),
        (s3, "PutObject", cat(), "s3:x-amz-server-side-encryption", &[]),
        (s3, "GetObject", version, "s3:versionid", &["null"]),
        get("s3:versionid", &[]),
        get("s3:authType", &["REST-HEADER"]),
        get("s3:signatureversion", &["AWS4-HMAC-SHA256"]),
        get("s3:ResourceAccount", &[ACCOUNT]),
        get("aws:ResourceAccount", &[ACCOUNT]),
        get("s3:BucketTag/Team", &[]),
        get("aws:ResourceTag/Team", &[]),
        get("s3:x-amz-acl", &[]),
    ];
    check(&Scene::new(), &rows);
}

/// Keys that belong to one of the things that a call needs.
#[tokio::test(start_paused = true)]
async fn keys_go_with_their_action() {
    let scene = Scene::new();
    let only = |call: (&'static Model, &str, &Json), action: &str, key: &str, value: &str| {
        let all = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
        let mut deny = json!({"Effect": "Deny", "Action": action, "Resource": "*"});
        deny["Condition"] = json!({"StringEquals": {key: value}});
        scene.ask(call, json!([all, deny])).1.contains("is not authorized to perform")
    };
    let pass = json!({"InstanceProfileName": "box", "RoleName": "app"});
    let call = (&iam::model::MODEL as &'static Model, "AddRoleToInstanceProfile", &pass);
    let (key, service) = ("iam:PassedToService", "ec2.amazonaws.com");
    assert!(only(call, "iam:PassRole", key, service));
    assert!(!only(call, "iam:PassRole", key, "s3.amazonaws.com"));
    assert!(!only(call, "iam:AddRoleToInstanceProfile", key, service));
    let copy = json!({"Bucket": "photos", "Key": "new", "CopySource": "albums/dog",
        "MetadataDirective": "REPLACE"});
    let call = (&s3::model::MODEL as &'static Model, "CopyObject", &copy);
    assert!(only(call, "s3:PutObject", "s3:x-amz-copy-source", "albums/dog"));
    assert!(only(call, "s3:PutObject", "s3:x-amz-metadata-directive", "REPLACE"));
    assert!(!only(call, "s3:GetObject", "s3:x-amz-copy-source", "albums/dog"));
    let point = json!({"AccountId": ACCOUNT, "Name": "reports", "Bucket": "photos"});
    let call = (&s3control::model::MODEL as &'static Model, "CreateAccessPoint", &point);
    assert!(only(call, "s3:CreateAccessPoint", "aws:ResourceAccount", ACCOUNT));
}
