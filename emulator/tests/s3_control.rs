//! S3 Control beside S3: what an account forbids all its buckets, and buckets' tags by ARN.

use parhelion::s3::{S3, model as s3, model::operations as s3_operations};
use parhelion::s3control::{S3Control, model as control, model::operations as control_operations};
use parhelion::{Cloud, identity};
use serde_json::json;

const ARN: &str = "arn:aws:s3:::photos";

fn cloud() -> Cloud {
    let cloud = Cloud::new();
    let bucket = s3::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::CreateBucket>(bucket).unwrap();
    let unblock =
        s3::DeletePublicAccessBlockInput { bucket: "photos".into(), ..Default::default() };
    cloud.call::<S3, s3_operations::DeletePublicAccessBlock>(unblock).unwrap();
    cloud
}

fn publish(cloud: &Cloud) -> Result<(), parhelion::Error> {
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#;
    let input = s3::PutBucketPolicyInput {
        bucket: "photos".into(),
        policy: policy.into(),
        ..Default::default()
    };
    cloud.call::<S3, s3_operations::PutBucketPolicy>(input)
}

#[tokio::test(start_paused = true)]
async fn s3_7_5_an_account_forbids_all_its_buckets() {
    let cloud = cloud();
    publish(&cloud).unwrap();
    let input = control::PutPublicAccessBlockInput {
        account_id: identity::ACCOUNT.into(),
        public_access_block_configuration: control::PublicAccessBlockConfiguration {
            block_public_policy: Some(true),
            ..Default::default()
        },
    };
    let get = |account: &str| {
        let input = control::GetPublicAccessBlockInput { account_id: account.into() };
        cloud.call::<S3Control, control_operations::GetPublicAccessBlock>(input)
    };
    let none = get(identity::ACCOUNT).unwrap_err();
    assert_eq!((none.status(), none.code()), (404, "NoSuchPublicAccessBlockConfiguration"));
    cloud.call::<S3Control, control_operations::PutPublicAccessBlock>(input).unwrap();
    let shown = get(identity::ACCOUNT).unwrap().public_access_block_configuration.unwrap();
    assert_eq!(shown.block_public_policy, Some(true));
    assert_eq!(shown.block_public_acls, Some(false), "what was not said is off");
    assert_eq!(get("111122223333").unwrap_err().status(), 403, "not the caller's account");
    assert_eq!(publish(&cloud).unwrap_err().code(), "AccessDenied");
    let delete = control::DeletePublicAccessBlockInput { account_id: identity::ACCOUNT.into() };
    cloud.call::<S3Control, control_operations::DeletePublicAccessBlock>(delete).unwrap();
    publish(&cloud).unwrap();
    assert_eq!(get(identity::ACCOUNT).unwrap_err().status(), 404);
    let other = control::DeletePublicAccessBlockInput { account_id: "111122223333".into() };
    let refused = cloud.call::<S3Control, control_operations::DeletePublicAccessBlock>(other);
    assert_eq!(refused.unwrap_err().status(), 403, "not the caller's account");
}

fn tag(
    cloud: &Cloud,
    arn: &str,
    key: &str,
) -> Result<control::TagResourceOutput, parhelion::Error> {
    cloud.call::<S3Control, control_operations::TagResource>(control::TagResourceInput {
        account_id: identity::ACCOUNT.into(),
        resource_arn: arn.into(),
        tags: vec![control::Tag { key: key.into(), value: "v".into() }],
    })
}

#[tokio::test(start_paused = true)]
async fn buckets_are_tagged_by_their_arns() {
    let cloud = cloud();
    tag(&cloud, ARN, "b").unwrap();
    tag(&cloud, ARN, "a").unwrap();
    let get = s3::GetBucketTaggingInput { bucket: "photos".into(), ..Default::default() };
    let tags = cloud.call::<S3, s3_operations::GetBucketTagging>(get).unwrap().tag_set;
    assert_eq!(tags.iter().map(|tag| &*tag.key).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(tag(&cloud, "arn:aws:s3:::absent", "a").unwrap_err().code(), "NoSuchBucket");
    assert_eq!(tag(&cloud, ARN, "aws:x").unwrap_err().code(), "InvalidTag");
    assert_eq!(tag(&cloud, "arn:aws:sqs:::queue", "a").unwrap_err().code(), "InvalidRequest");
    let once = |value: &str| control::Tag { key: "c".into(), value: value.into() };
    let input = control::TagResourceInput {
        account_id: identity::ACCOUNT.into(),
        resource_arn: ARN.into(),
        tags: vec![once("1"), once("2")],
    };
    let twice = cloud.call::<S3Control, control_operations::TagResource>(input).unwrap_err();
    assert_eq!((twice.status(), twice.code()), (400, "InvalidTag"));
}

#[tokio::test(start_paused = true)]
async fn buckets_tags_are_listed_and_removed_by_their_arns() {
    let cloud = cloud();
    let list = |arn: &str| {
        let (account_id, resource_arn) = (identity::ACCOUNT.into(), arn.into());
        let input = control::ListTagsForResourceInput { account_id, resource_arn };
        let answer = cloud.call::<S3Control, control_operations::ListTagsForResource>(input)?;
        let tags = answer.tags.unwrap().into_iter().map(|tag| tag.key);
        Ok::<Vec<String>, parhelion::Error>(tags.collect())
    };
    let untag = |arn: &str, keys: &[&str]| {
        let input = control::UntagResourceInput {
            account_id: identity::ACCOUNT.into(),
            resource_arn: arn.into(),
            tag_keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        };
        cloud.call::<S3Control, control_operations::UntagResource>(input)
    };
    assert!(list(ARN).unwrap().is_empty());
    for key in ["c", "a", "b"] {
        tag(&cloud, ARN, key).unwrap();
    }
    assert_eq!(list(ARN).unwrap(), ["a", "b", "c"]);
    untag(ARN, &["a", "absent", "c"]).unwrap();
    assert_eq!(list(ARN).unwrap(), ["b"]);
    untag(ARN, &["b"]).unwrap();
    assert!(list(ARN).unwrap().is_empty());
    let get = s3::GetBucketTaggingInput { bucket: "photos".into(), ..Default::default() };
    let gone = cloud.call::<S3, s3_operations::GetBucketTagging>(get).unwrap_err();
    assert_eq!(gone.code(), "NoSuchTagSet", "S3 sees the same tags");
    assert_eq!(list("arn:aws:s3:::absent").unwrap_err().code(), "NoSuchBucket");
    assert_eq!(untag("arn:aws:s3:::absent", &["a"]).unwrap_err().code(), "NoSuchBucket");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html>
#[tokio::test(start_paused = true)]
async fn access_points_are_made_listed_and_deleted() {
    let cloud = cloud();
    let create = |name: &str, bucket: &str, vpc: Option<&str>| {
        let input = control::CreateAccessPointInput {
            account_id: identity::ACCOUNT.into(),
            name: name.into(),
            bucket: bucket.into(),
            vpc_configuration: vpc.map(|id| control::VpcConfiguration { vpc_id: id.into() }),
            ..Default::default()
        };
        cloud.call::<S3Control, control_operations::CreateAccessPoint>(input)
    };
    let get = |name: &str| {
        let (account_id, name) = (identity::ACCOUNT.into(), name.into());
        let input = control::GetAccessPointInput { account_id, name };
        cloud.call::<S3Control, control_operations::GetAccessPoint>(input)
    };
    let list = |bucket: Option<&str>, next_token: Option<String>| {
        let input = control::ListAccessPointsInput {
            account_id: identity::ACCOUNT.into(),
            bucket: bucket.map(str::to_owned),
            max_results: Some(1),
            next_token,
            ..Default::default()
        };
        let page = cloud.call::<S3Control, control_operations::ListAccessPoints>(input).unwrap();
        let names = page.access_point_list.unwrap().into_iter().map(|point| point.name);
        (names.collect::<Vec<_>>(), page.next_token)
    };
    assert_eq!(create("reports", "absent", None).unwrap_err().code(), "NoSuchBucket");
    assert_eq!(create("Reports", "photos", None).unwrap_err().code(), "InvalidRequest");
    let made = create("reports", "photos", None).unwrap();
    create("inside", "photos", Some("vpc-1a2b3c")).unwrap();
    let again = create("reports", "photos", None).unwrap_err();
    assert_eq!((again.status(), again.code()), (409, "AccessPointAlreadyOwnedByYou"));

    let shown = get("reports").unwrap();
    let arn = format!("arn:aws:s3:us-east-1:{}:accesspoint/reports", identity::ACCOUNT);
    assert_eq!((&shown.access_point_arn, &shown.alias), (&Some(arn), &made.alias));
    assert_eq!(shown.network_origin.as_deref(), Some("Internet"));
    let endpoints = shown.endpoints.unwrap();
    assert_eq!(endpoints["ipv4"], "s3-accesspoint.us-east-1.amazonaws.com");
    assert_eq!(endpoints["dualstack"], "s3-accesspoint.dualstack.us-east-1.amazonaws.com");
    assert_eq!(endpoints["fips"], "s3-accesspoint-fips.us-east-1.amazonaws.com");
    let block = shown.public_access_block_configuration.unwrap();
    assert_eq!((block.block_public_acls, block.restrict_public_buckets), (Some(true), Some(true)));
    let inside = get("inside").unwrap();
    assert_eq!(inside.network_origin.as_deref(), Some("VPC"));
    assert_eq!(inside.vpc_configuration.unwrap().vpc_id, "vpc-1a2b3c");

    let (first, token) = list(Some("photos"), None);
    assert_eq!(first, ["inside"]);
    assert_eq!(list(Some("photos"), token), (vec!["reports".to_owned()], None));
    assert_eq!(list(Some("other"), None), (Vec::new(), None));
    let delete = || {
        let (account_id, name) = (identity::ACCOUNT.into(), "reports".into());
        let input = control::DeleteAccessPointInput { account_id, name };
        cloud.call::<S3Control, control_operations::DeleteAccessPoint>(input)
    };
    delete().unwrap();
    for gone in [delete().unwrap_err(), get("reports").unwrap_err()] {
        assert_eq!((gone.status(), gone.code()), (404, "NoSuchAccessPoint"));
    }
    assert_eq!(list(None, None), (vec!["inside".to_owned()], None));
}

/// As bytes: S3's ids in head and body, the error inside an envelope, what is done without a body.
#[tokio::test(start_paused = true)]
async fn s3_control_on_the_wire() {
    use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
    let cloud = cloud();
    let send = |method: &str, path: &str, body: &str| {
        let body = parhelion::Body::from(body.to_owned());
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("/v20180820/{path}"))
            .header("host", "localhost")
            .header("x-amz-account-id", identity::ACCOUNT)
            .body(body)
            .unwrap();
        let credentials = Credentials {
            access_key: identity::ACCESS_KEY.into(),
            secret: identity::SECRET_KEY.into(),
            token: None,
        };
        let signer = Signer {
            credentials: &credentials,
            region: "us-east-1",
            service: "s3",
            flavour: Flavour::BareXml,
            now: cloud.now(),
        };
        let payload = Payload::hash(request.body()).unwrap();
        signer.sign(&mut request, &payload).unwrap();
        cloud.handle(request).unwrap()
    };
    let text = |response: &http::Response<parhelion::Body>| {
        String::from_utf8(response.body().to_bytes().to_vec()).unwrap()
    };
    let block = "configuration/publicAccessBlock";
    let missing = send("GET", block, "");
    assert_eq!(missing.status(), 404);
    let (id, host) = (&missing.headers()["x-amz-request-id"], &missing.headers()["x-amz-id-2"]);
    let expected = format!(
        "<ErrorResponse><Error><Code>NoSuchPublicAccessBlockConfiguration</Code><Message>The public \
         access block configuration was not found</Message><AccountId>{}</AccountId></Error>\
         <RequestId>{}</RequestId><HostId>{}</HostId></ErrorResponse>",
        identity::ACCOUNT,
        id.to_str().unwrap(),
        host.to_str().unwrap()
    );
    assert!(text(&missing).ends_with(&expected), "{}", text(&missing));
    let flags = "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>\
                 </PublicAccessBlockConfiguration>";
    // "an HTTP 200 response with an empty HTTP body"
    // (https://docs.aws.amazon.com/goto/WebAPI/s3control-2018-08-20/DeletePublicAccessBlock).
    assert_eq!(send("PUT", block, flags).status(), 200);
    let unblocked = send("DELETE", block, "");
    assert_eq!((unblocked.status().as_u16(), text(&unblocked).len()), (200, 0));
    let point = "<CreateAccessPointRequest><Bucket>photos</Bucket></CreateAccessPointRequest>";
    assert_eq!(send("PUT", "accesspoint/reports", point).status(), 200);
    assert_eq!(send("DELETE", "accesspoint/reports", "").status(), 200);
    let tags = "<TagResourceRequest><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></TagResourceRequest>";
    assert_eq!(send("POST", "tags/arn%3Aaws%3As3%3A%3A%3Aphotos", tags).status(), 204);
    let untagged = send("DELETE", "tags/arn%3Aaws%3As3%3A%3A%3Aphotos?tagKeys=a", "");
    assert_eq!((untagged.status().as_u16(), text(&untagged).len()), (204, 0));
}

/// S3-3.18(m): where ABAC is on, these are the ones that change a bucket's tags.
#[tokio::test(start_paused = true)]
async fn buckets_under_abac_are_tagged_by_their_arns() {
    let cloud = cloud();
    let abac_status = s3::AbacStatus { status: Some("Enabled".into()) };
    let input =
        s3::PutBucketAbacInput { bucket: "photos".into(), abac_status, ..Default::default() };
    cloud.call::<S3, s3_operations::PutBucketAbac>(input).unwrap();
    tag(&cloud, ARN, "a").unwrap();
    let untag = control::UntagResourceInput {
        account_id: identity::ACCOUNT.into(),
        resource_arn: ARN.into(),
        tag_keys: vec!["a".into()],
    };
    cloud.call::<S3Control, control_operations::UntagResource>(untag).unwrap();
}

/// The account that is named owns the bucket; whoever calls needs leave of its policy.
#[tokio::test(start_paused = true)]
async fn another_accounts_bucket_is_tagged_by_its_owners_name() {
    use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer};
    const OTHER: &str = "111122223333";
    let cloud = cloud();
    cloud.with::<parhelion::iam::Iam, _>(|iam, _| {
        iam.directory_mut().insert_root(OTHER, "AKIAOTHER", "secret");
    });
    let send = |account: &str| {
        let tags = "<TagResourceRequest><Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags></TagResourceRequest>";
        let mut request = http::Request::post("/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Aphotos")
            .header("host", "localhost")
            .header("x-amz-account-id", account)
            .body(parhelion::Body::from(tags))
            .unwrap();
        let (access_key, secret) = ("AKIAOTHER".into(), "secret".into());
        let credentials = Credentials { access_key, secret, token: None };
        let (region, service, flavour) = ("us-east-1", "s3", Flavour::BareXml);
        let now = cloud.now();
        let signer = Signer { credentials: &credentials, region, service, flavour, now };
        let payload = Payload::hash(request.body()).unwrap();
        signer.sign(&mut request, &payload).unwrap();
        cloud.handle(request).unwrap().status().as_u16()
    };
    assert_eq!((send(identity::ACCOUNT), send(OTHER)), (403, 403));
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{OTHER}"}},"Action":["s3:TagResource"],"Resource":"{ARN}"}}]}}"#
    );
    let bucket = "photos".into();
    let input = s3::PutBucketPolicyInput { bucket, policy, ..Default::default() };
    cloud.call::<S3, s3_operations::PutBucketPolicy>(input).unwrap();
    assert_eq!((send(identity::ACCOUNT), send(OTHER)), (204, 403));
}

/// In its own account a bucket's policy is enough, as everywhere, and its denies count.
#[tokio::test(start_paused = true)]
async fn a_buckets_policy_says_who_tags_it() {
    use crate::actions::scene::{ANN, Scene};
    let scene = Scene::new();
    let calls = [
        ("TagResource", json!({"Tags": [{"Key": "team", "Value": "web"}]})),
        ("UntagResource", json!({"TagKeys": ["team"]})),
        ("ListTagsForResource", json!({})),
    ];
    let tries = |statements: &serde_json::Value| -> Vec<bool> {
        let ask = |(operation, more): &(&str, serde_json::Value)| {
            let mut input = json!({"AccountId": identity::ACCOUNT, "ResourceArn": ARN});
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let asked = (&control::MODEL, *operation, &input);
            scene.ask(asked, statements.clone()).0 < 300
        };
        calls.iter().map(ask).collect()
    };
    let actions = json!(["s3:TagResource", "s3:UntagResource", "s3:ListTagsForResource"]);
    let about = |effect: &str, condition: serde_json::Value| json!({"Effect": effect, "Action": actions, "Resource": ARN, "Condition": condition});
    let set = |effect: &str, condition: serde_json::Value| {
        let mut statement = about(effect, condition);
        statement["Principal"] = json!({"AWS": ANN});
        let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
        let input = json!({"Bucket": "photos", "Policy": policy});
        scene.made(&s3::MODEL, "PutBucketPolicy", input);
    };
    let nothing = json!([{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]);
    let own = json!([about("Allow", json!({}))]);
    assert_eq!(tries(&nothing), [false; 3]);
    assert_eq!(tries(&own), [true; 3]);
    set("Allow", json!({}));
    assert_eq!(tries(&nothing), [true; 3], "by the bucket's policy alone");
    set("Deny", json!({}));
    assert_eq!(tries(&own), [false; 3]);
    // What is sent along decides, wherever it is asked for.
    let tags = json!({"StringEquals": {"aws:RequestTag/team": "web"}});
    set("Allow", tags.clone());
    assert_eq!(tries(&nothing), [true, false, false]);
    set("Deny", json!({"StringEquals": {"aws:RequestTag/team": "db"}}));
    assert_eq!(tries(&json!([about("Allow", tags)])), [true, false, false]);
    let keys = json!({"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}});
    scene.made(
        &s3::MODEL,
        "PutBucketTagging",
        json!({"Bucket": "photos",
        "Tagging": {"TagSet": [{"Key": "held", "Value": "already"}]}}),
    );
    assert_eq!(tries(&json!([about("Allow", keys)])), [true; 3], "only what is sent");
}
