//! Requests that nobody signed: S3 and SQS ask the resource's policy, STS looks at what proves who
//! asks, the others turn them away.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html>

use crate::actions::scene::{Scene, send as signed};
use http::Request;
use parhelion::identity::{ACCESS_KEY, ACCOUNT, SECRET_KEY};
use parhelion::wire::{Body, Model};
use parhelion::{Cloud, cloudwatch, iam, kms, logs, sqs};
use serde_json::{Value as Json, json};

const QUEUE: &str = "arn:aws:sqs:us-east-1:123456789012:jobs";
const URL: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";

fn answer(cloud: &Cloud, request: Request<Body>) -> (u16, String) {
    let response = cloud.handle(request).expect("an answer");
    let text = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
    (response.status().as_u16(), text)
}

/// A call in JSON.
fn call(cloud: &Cloud, model: &Model, operation: &str, input: &Json) -> (u16, String) {
    let host = format!("{}.us-east-1.amazonaws.com", model.endpoint_prefix);
    let version = if model.name == "sqs" { "1.0" } else { "1.1" };
    let request = Request::post("/")
        .header("host", host)
        .header("content-type", format!("application/x-amz-json-{version}"))
        .header("x-amz-target", format!("{}.{operation}", model.target_prefix))
        .body(Body::from(input.to_string()));
    answer(cloud, request.unwrap())
}

/// A form, as it is posted to a queue's URL.
fn form(cloud: &Cloud, body: &str) -> (u16, String) {
    let request = Request::post("/123456789012/jobs")
        .header("host", "sqs.us-east-1.amazonaws.com")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("{body}&Version=2012-11-05")));
    answer(cloud, request.unwrap())
}

fn set(cloud: &Cloud, statement: &Json) {
    let mut statement = statement.clone();
    statement["Resource"] = json!(QUEUE);
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    let input = json!({"QueueUrl": URL, "Attributes": {"Policy": policy}});
    let root = (ACCESS_KEY, SECRET_KEY);
    let (status, text) = signed(cloud, root, &[], &sqs::model::MODEL, "SetQueueAttributes", &input);
    assert_eq!(status, 200, "{text}");
}

fn calls() -> [(&'static str, Json); 5] {
    let entry = json!([{"Id": "a", "MessageBody": "m"}]);
    [
        ("SendMessage", json!({"QueueUrl": URL, "MessageBody": "m"})),
        ("SendMessageBatch", json!({"QueueUrl": URL, "Entries": entry})),
        ("ReceiveMessage", json!({"QueueUrl": URL})),
        ("GetQueueAttributes", json!({"QueueUrl": URL, "AttributeNames": ["All"]})),
        ("GetQueueUrl", json!({"QueueName": "jobs", "QueueOwnerAWSAccountId": ACCOUNT})),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_queues_policy_may_let_everybody_in() {
    let scene = Scene::new();
    let cloud = &scene.cloud;
    let tries = || -> Vec<bool> {
        let call = |(operation, input): (&str, Json)| {
            let (status, text) = call(cloud, &sqs::model::MODEL, operation, &input);
            assert!(status == 200 || text.contains("AccessDenied"), "{operation}: {text}");
            status == 200
        };
        calls().into_iter().map(call).collect()
    };
    assert_eq!(tries(), [false; 5]);
    let everybody = |action: &str| json!({"Effect": "Allow", "Principal": "*", "Action": action});
    set(cloud, &everybody("sqs:SendMessage"));
    assert_eq!(tries(), [true, true, false, false, false]);
    set(cloud, &everybody("sqs:*"));
    assert_eq!(tries(), [true; 5]);
    set(
        cloud,
        &json!({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*",
        "Condition": {"StringEquals": {"aws:PrincipalType": "Anonymous"}}}),
    );
    assert_eq!(tries(), [true; 5]);
    for principal in [json!({"AWS": ACCOUNT}), json!({"Service": "s3.amazonaws.com"})] {
        set(cloud, &json!({"Effect": "Allow", "Principal": principal, "Action": "sqs:*"}));
        assert_eq!(tries(), [false; 5], "{principal}");
    }
    set(
        cloud,
        &json!({"Effect": "Allow", "Principal": "*", "Action": "sqs:*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}}),
    );
    assert_eq!(tries(), [false; 5]);
}

/// What a policy cannot give to other accounts it cannot give to nobody, either.
#[tokio::test(start_paused = true)]
async fn some_things_are_the_owners_alone() {
    let scene = Scene::new();
    set(&scene.cloud, &json!({"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}));
    for (operation, input) in [
        ("DeleteQueue", json!({"QueueUrl": URL})),
        ("SetQueueAttributes", json!({"QueueUrl": URL, "Attributes": {"DelaySeconds": "1"}})),
        ("TagQueue", json!({"QueueUrl": URL, "Tags": {"a": "b"}})),
        ("RemovePermission", json!({"QueueUrl": URL, "Label": "a"})),
        ("CreateQueue", json!({"QueueName": "jobs"})),
        ("ListQueues", json!({})),
    ] {
        let (status, text) = call(&scene.cloud, &sqs::model::MODEL, operation, &input);
        assert!(status == 403 || status == 400, "{operation}: {text}");
        assert!(text.contains("AccessDenied"), "{operation}: {text}");
    }
}

#[tokio::test(start_paused = true)]
async fn forms_are_posted_to_queues() {
    let scene = Scene::new();
    let send = || form(&scene.cloud, "Action=SendMessage&MessageBody=m");
    let (status, text) = send();
    assert_eq!(status, 403, "{text}");
    assert!(text.contains(&format!("<Message>Access to the resource {URL} is denied.</Message>")));
    set(&scene.cloud, &json!({"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage"}));
    let (status, text) = send();
    assert_eq!(status, 200, "{text}");
}

#[tokio::test(start_paused = true)]
async fn other_services_want_to_know_who_asks() {
    let cloud = Cloud::new();
    for (model, operation) in
        [(&kms::model::MODEL, "ListKeys"), (&logs::model::MODEL, "DescribeLogGroups")]
    {
        let (status, text) = call(&cloud, model, operation, &json!({}));
        assert_eq!(status, 400, "{text}");
        assert!(text.contains("MissingAuthenticationToken"), "{text}");
    }
    for (model, action) in
        [(&iam::model::MODEL, "ListUsers"), (&cloudwatch::model::MODEL, "ListMetrics")]
    {
        let host = format!("{}.us-east-1.amazonaws.com", model.endpoint_prefix);
        let request = Request::post("/")
            .header("host", host)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("Action={action}&Version={}", model.api_version)));
        let (status, text) = answer(&cloud, request.unwrap());
        assert_eq!(status, 403, "{text}");
        assert!(text.contains("MissingAuthenticationToken"), "{text}");
    }
}
