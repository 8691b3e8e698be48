//! A cloud with something of everything, and ann, who has the policies that she is given.

use crate::signed::element;
use parhelion::iam::Iam;
use parhelion::identity::{ACCESS_KEY, ACCOUNT, Document, SECRET_KEY};
use parhelion::wire::checksum::{Algorithm, Hasher};
use parhelion::wire::signature::{Credentials, Flavour, Payload, Signer, v4a};
use parhelion::wire::{Model, Value, client, json};
use parhelion::{Cloud, iam, kms, logs, s3, sqs};
use parhelion_policy::{Policy, Purpose};
use parhelion_world::service::Hooks;
use serde_json::{Value as Json, json};
use std::sync::Arc;

pub(crate) const KEY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";
pub(crate) const ANN: &str = "arn:aws:iam::123456789012:user/ann";

/// Sends an operation as whoever has these keys: its status and text.
pub(crate) fn send(
    cloud: &Cloud,
    (access_key, secret): (&str, &str),
    headers: &[(&'static str, &'static str)],
    model: &'static Model,
    operation: &str,
    input: &Json,
) -> (u16, String) {
    let operation = model.operation(operation).unwrap_or_else(|| panic!("no {operation}"));
    let shape = operation.input.map(|shape| model.shape(shape));
    let input = shape.map_or(Value::Null, |shape| {
        let read = json::read(model, shape, input.to_string().as_bytes()).ok();
        read.unwrap_or_else(|| panic!("{}: {input}", operation.name))
    });
    let protocol = model.protocols[0];
    let mut request = client::write_request(model, protocol, operation, input).unwrap();
    let host = match model.name {
        "s3control" => format!("{ACCOUNT}.s3-control.us-east-1.amazonaws.com"),
        "cloudfrontkeyvaluestore" => format!("{ACCOUNT}.cloudfront-kvs.global.api.aws"),
        _ => format!("{}.us-east-1.amazonaws.com", model.endpoint_prefix),
    };
    request.headers_mut().insert("host", host.parse().unwrap());
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    // Some of S3's requests must have a digest.
    let body = request.body().to_bytes();
    if model.name == "s3" && !body.is_empty() {
        let mut hasher = Hasher::new(Algorithm::Crc32);
        hasher.update(&body);
        let digest = hasher.finish().base64().parse().unwrap();
        request.headers_mut().insert("x-amz-checksum-crc32", digest);
    }
    let (access_key, secret) = (access_key.to_owned(), secret.to_owned());
    let credentials = &Credentials { access_key, secret, token: None };
    let flavour = match model.name {
        "s3" | "s3control" => Flavour::BareXml,
        _ => Flavour::WrappedXml,
    };
    let (service, now) = (model.signing_name, cloud.now());
    let signer = Signer { credentials, region: "us-east-1", service, flavour, now };
    let payload = Payload::hash(request.body()).unwrap();
    match model.name {
        "cloudfrontkeyvaluestore" => v4a::sign(&signer, &mut request, &payload).unwrap(),
        _ => drop(signer.sign(&mut request, &payload).unwrap()),
    }
    let response = cloud.handle(request).expect("an answer");
    let text = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
    (response.status().as_u16(), text.replace("&quot;", "\"").replace("\\\"", "\""))
}

pub(crate) struct Scene {
    pub cloud: Cloud,
    /// The id of an upload.
    pub upload: String,
    /// Sent along with what ann asks.
    pub headers: Vec<(&'static str, &'static str)>,
}

impl Scene {
    /// What the tables are about; made by root.
    pub(crate) fn new() -> Self {
        let cloud = Cloud::new();
        cloud.with::<Iam, _>(|iam, _| {
            iam.directory_mut().insert_user(ACCOUNT, "ann", "AKIAANN", "secret");
        });
        let mut scene = Self { cloud, upload: String::new(), headers: Vec::new() };
        let trust = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
            "Principal": {"AWS": ACCOUNT},
            "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}});
        let policy = json!({"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}});
        let (trust, policy) = (trust.to_string(), policy.to_string());
        let iam = &iam::model::MODEL;
        let role = json!({"RoleName": "app", "Path": "/web/", "AssumeRolePolicyDocument": trust});
        scene.made(iam, "CreateUser", json!({"UserName": "bob", "Path": "/team/"}));
        scene.made(iam, "CreateRole", role);
        scene.made(iam, "CreateGroup", json!({"GroupName": "devs", "Path": "/g/"}));
        let made = json!({"PolicyName": "p", "Path": "/team/", "PolicyDocument": policy});
        scene.made(iam, "CreatePolicy", made);
        let made = json!({"InstanceProfileName": "box", "Path": "/p/"});
        scene.made(iam, "CreateInstanceProfile", made);
        let s3 = &s3::model::MODEL;
        for bucket in ["photos", "albums"] {
            scene.made(s3, "CreateBucket", json!({"Bucket": bucket}));
        }
        for (bucket, key, tagging) in
            [("photos", "cat", ""), ("albums", "dog", ""), ("albums", "tagged", "a=b")]
        {
            let input = json!({"Bucket": bucket, "Key": key, "Tagging": tagging, "Body": "eA=="});
            scene.made(s3, "PutObject", input);
        }
        let upload = json!({"Bucket": "photos", "Key": "cat"});
        let text = scene.made(s3, "CreateMultipartUpload", upload);
        scene.upload = element(&text, "UploadId").to_owned();
        let sqs = &sqs::model::MODEL;
        scene.made(sqs, "CreateQueue", json!({"QueueName": "jobs"}));
        let logs = &logs::model::MODEL;
        for group in ["app", "web"] {
            scene.made(logs, "CreateLogGroup", json!({"logGroupName": group}));
        }
        let stream = json!({"logGroupName": "app", "logStreamName": "web"});
        scene.made(logs, "CreateLogStream", stream);
        let alias = json!({"AliasName": "alias/known", "TargetKeyId": KEY});
        scene.cloud.with::<kms::Kms, _>(|kms, cx| {
            let known = json!({"arn": format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/{KEY}")});
            kms.control(cx, "kms-keys", known.to_string().as_bytes()).unwrap().unwrap();
        });
        scene.made(&kms::model::MODEL, "CreateAlias", alias);
        scene
    }

    pub(crate) fn made(&self, model: &'static Model, operation: &str, input: Json) -> String {
        let root = (ACCESS_KEY, SECRET_KEY);
        let (status, text) = send(&self.cloud, root, &[], model, operation, &input);
        assert!(status < 300, "{operation}: {text}");
        text
    }

    pub(crate) fn tag_ann(&self, key: &str, value: &str) {
        self.cloud.with::<Iam, _>(|iam, _| {
            let mut ann = (**iam.directory_mut().principal(ANN).unwrap()).clone();
            ann.tags.insert(key.into(), value.into());
            iam.directory_mut().put_principal(ann);
        });
    }

    /// What comes of ann's request while she has these statements and no others.
    pub(crate) fn ask(
        &self,
        (model, operation, input): (&'static Model, &str, &Json),
        statements: Json,
    ) -> (u16, String) {
        let cloud = self.cloud.fork();
        let text = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        let policy = Policy::parse(&text, Purpose::Identity);
        let policy = Arc::new(policy.unwrap_or_else(|error| panic!("{error:?}: {text}")));
        cloud.with::<Iam, _>(|iam, _| {
            let mut ann = (**iam.directory_mut().principal(ANN).unwrap()).clone();
            ann.inline.insert("p".into(), Document { text: text.into(), policy });
            iam.directory_mut().put_principal(ann);
        });
        send(&cloud, ("AKIAANN", "secret"), &self.headers, model, operation, input)
    }
}
