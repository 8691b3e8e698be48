//! AWS's own services at resources of customers: they get in where a policy lets them, for the resource
//! that they act for. S3 asks a queue before it is told to send there.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services>

use crate::actions::scene::{Scene, send};
use parhelion::identity::{ACCESS_KEY, ACCOUNT, SECRET_KEY};
use parhelion::{s3, sqs};
use parhelion_world::{Ask, Caller};
use serde_json::{Value as Json, json};

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:jobs";
const URL: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";

/// Whether S3 may send to the queue while that has these statements.
fn may_send(scene: &Scene, statements: &[Json]) -> bool {
    let cloud = scene.cloud.fork();
    let root = (ACCESS_KEY, SECRET_KEY);
    if !statements.is_empty() {
        let about = |statement: &Json| {
            let mut statement = statement.clone();
            statement["Action"] = json!("sqs:SendMessage");
            statement["Resource"] = json!(QUEUE);
            statement
        };
        let statements: Json = statements.iter().map(about).collect();
        let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let input = json!({"QueueUrl": URL, "Attributes": {"Policy": policy}});
        let set = send(&cloud, root, &[], &sqs::model::MODEL, "SetQueueAttributes", &input);
        assert_eq!(set.0, 200, "{}", set.1);
    }
    let wanted = json!({"Bucket": "photos", "NotificationConfiguration": {"QueueConfigurations":
        [{"QueueArn": QUEUE, "Events": ["s3:ObjectCreated:*"]}]}});
    let operation = "PutBucketNotificationConfiguration";
    let (status, text) = send(&cloud, root, &[], &s3::model::MODEL, operation, &wanted);
    assert!(status == 200 || text.contains("InvalidArgument"), "{text}");
    status == 200
}

#[tokio::test(start_paused = true)]
async fn services_need_a_policy_that_lets_them_in() {
    let scene = Scene::new();
    let allow = |principal: Json| json!({"Effect": "Allow", "Principal": principal});
    let deny = |principal: Json| json!({"Effect": "Deny", "Principal": principal});
    let s3 = || json!({"Service": "s3.amazonaws.com"});
    assert!(!may_send(&scene, &[]), "no policy, no way in");
    assert!(may_send(&scene, &[allow(s3())]));
    assert!(may_send(&scene, &[allow(json!("*"))]));
    assert!(may_send(
        &scene,
        &[allow(json!({"Service": ["sns.amazonaws.com", "s3.amazonaws.com"]}))]
    ));
    for nobody in [
        json!({"Service": "sns.amazonaws.com"}),
        json!({"AWS": ACCOUNT}),
        json!({"AWS": format!("arn:aws:iam::{ACCOUNT}:root")}),
    ] {
        assert!(!may_send(&scene, &[allow(nobody.clone())]), "{nobody} is not S3");
        assert!(may_send(&scene, &[allow(s3()), deny(nobody)]));
    }
    assert!(!may_send(&scene, &[allow(s3()), deny(s3())]));
    assert!(!may_send(&scene, &[allow(s3()), deny(json!("*"))]));
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
#[tokio::test(start_paused = true)]
async fn services_act_for_a_resource() {
    let scene = Scene::new();
    let bucket = "arn:aws:s3:::photos";
    let holds = |condition: Json| {
        let s3 = json!({"Service": "s3.amazonaws.com"});
        let allow = json!({"Effect": "Allow", "Principal": s3, "Condition": condition});
        may_send(&scene, &[allow])
    };
    for (condition, expected) in [
        (json!({"ArnEquals": {"aws:SourceArn": bucket}}), true),
        (json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::pho*"}}), true),
        (json!({"StringEquals": {"AWS:SourceArn": bucket}}), true),
        (json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::albums"}}), false),
        (json!({"StringEquals": {"aws:SourceAccount": ACCOUNT}}), true),
        (json!({"StringEquals": {"aws:SourceAccount": "111122223333"}}), false),
        (json!({"Bool": {"aws:PrincipalIsAWSService": "true"}}), true),
        (json!({"StringEquals": {"aws:PrincipalServiceName": "s3.amazonaws.com"}}), true),
        (
            json!({"ForAnyValue:StringEquals": {"aws:PrincipalServiceNamesList": "s3.amazonaws.com"}}),
            true,
        ),
        (json!({"StringEquals": {"aws:ResourceAccount": ACCOUNT}}), true),
        (json!({"Bool": {"aws:ViaAWSService": "true"}}), false),
        (json!({"Bool": {"aws:SecureTransport": "true"}}), true),
        // Of its own a service has no account, no user, no network.
        (json!({"Null": {"aws:PrincipalArn": "true"}}), true),
        (json!({"Null": {"aws:PrincipalAccount": "true"}}), true),
        (json!({"Null": {"aws:username": "true"}}), true),
        (json!({"Null": {"aws:SourceIp": "true"}}), true),
        (json!({"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}), false),
    ] {
        assert_eq!(holds(condition.clone()), expected, "{condition}");
    }
}

/// Where no policy of a resource's lets a service in, it may do what AWS says it may, and nothing else.
#[tokio::test(start_paused = true)]
async fn services_are_no_administrators() {
    let scene = Scene::new();
    let asks = |principal: &str, service: &str, operation: &str, input: Json| {
        let by = Caller::Service {
            principal: principal.into(),
            source_account: ACCOUNT.into(),
            source_arn: "arn:aws:s3:::photos".into(),
        };
        let ask = Ask::new(service, operation, input).by(by);
        let answer = scene.cloud.with::<s3::S3, _>(|_, cx| cx.ask(ask));
        answer.map_or_else(|error| error.code().to_owned(), |_| "done".to_owned())
    };
    let s3 = "s3.amazonaws.com";
    for (principal, service, operation, input) in [
        (s3, "logs", "DescribeLogGroups", json!({})),
        (s3, "logs", "DeleteLogGroup", json!({"logGroupName": "app"})),
        ("delivery.logs.amazonaws.com", "cloudwatch", "ListMetrics", json!({})),
        (s3, "cloudwatch", "DeleteAlarms", json!({"AlarmNames": ["late"]})),
        (s3, "kms", "ListKeys", json!({})),
        (s3, "kms", "CreateKey", json!({})),
        (s3, "sqs", "ListQueues", json!({})),
        (s3, "sqs", "CreateQueue", json!({"QueueName": "own"})),
        (s3, "cloudfront", "ListDistributions", json!({})),
        ("sns.amazonaws.com", "s3control", "GetPublicAccessBlock", json!({"AccountId": ACCOUNT})),
        (s3, "s3control", "DeletePublicAccessBlock", json!({"AccountId": ACCOUNT})),
    ] {
        let code = asks(principal, service, operation, input);
        assert!(code.starts_with("AccessDenied"), "{principal} {service} {operation}: {code}");
    }
    let code = asks(s3, "s3control", "GetPublicAccessBlock", json!({"AccountId": ACCOUNT}));
    assert_eq!(code, "NoSuchPublicAccessBlockConfiguration", "S3 keeps to it");
}

/// AWS knows its services: a principal that is none is refused wherever a policy names one, in each
/// service's own words.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services>
#[test]
fn services_that_aws_does_not_have_are_no_principals() {
    use parhelion::{iam, kms, logs};
    let scene = Scene::new();
    let set = |service: &str, place: usize| {
        let policy = |action: &str, resource: &str| {
            let root = json!({"Sid": "root", "Effect": "Allow", "Principal": {"AWS": ACCOUNT},
                "Action": action, "Resource": resource});
            let statement = json!({"Sid": "service", "Effect": "Allow",
                "Principal": {"Service": service}, "Action": action, "Resource": resource});
            json!({"Version": "2012-10-17", "Statement": [root, statement]}).to_string()
        };
        let trust = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]});
        let (model, operation, input) = match place {
            0 => (
                &iam::model::MODEL,
                "UpdateAssumeRolePolicy",
                json!({"RoleName": "app", "PolicyDocument": trust.to_string()}),
            ),
            1 => (
                &s3::model::MODEL,
                "PutBucketPolicy",
                json!({"Bucket": "photos",
                    "Policy": policy("s3:GetObject", "arn:aws:s3:::photos/*")}),
            ),
            2 => (&kms::model::MODEL, "CreateKey", json!({"Policy": policy("kms:*", "*")})),
            3 => (
                &sqs::model::MODEL,
                "SetQueueAttributes",
                json!({"QueueUrl": URL, "Attributes": {"Policy": policy("sqs:SendMessage", QUEUE)}}),
            ),
            _ => (
                &logs::model::MODEL,
                "PutResourcePolicy",
                json!({"policyName": "p", "policyDocument": policy("logs:PutLogEvents", "*")}),
            ),
        };
        send(&scene.cloud, (ACCESS_KEY, SECRET_KEY), &[], model, operation, &input)
    };
    let refusals = [
        "Invalid principal in policy: \"SERVICE\":\"lamda.amazonaws.com\"",
        "Invalid principal in policy",
        "Policy contains a statement with one or more invalid principals.",
        "Invalid value for the parameter Policy.",
        "Policy document is invalid",
    ];
    for (place, said) in refusals.into_iter().enumerate() {
        let (status, text) = set("lamda.amazonaws.com", place);
        assert!(status == 400 && text.contains(said), "{status} {text}");
        for known in [
            "lambda.amazonaws.com",
            "ecs-tasks.amazonaws.com",
            "logs.eu-central-1.amazonaws.com",
            "delivery.logs.amazonaws.com",
            "ec2.amazonaws.com.cn",
        ] {
            let (status, text) = set(known, place);
            assert!(matches!(status, 200 | 204), "{known}: {status} {text}");
        }
    }
}
