//! What the door asks S3 besides operations.

use crate::support::*;
use parhelion_s3::S3;
use parhelion_s3::model::{MODEL, PutObjectInput};
use parhelion_wire::shell::FromValue;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_wire::{Body, Value};
use parhelion_world::service::Hooks;

fn operation(name: &str) -> &'static Operation {
    MODEL.operation(name).unwrap()
}

/// An input with these text members.
fn input(name: &str, texts: &[(&str, &str)]) -> Value {
    let members = MODEL.shape(operation(name).input.unwrap()).members();
    let value = |member: &str| {
        let text = texts.iter().find(|(name, _)| *name == member);
        text.map_or(Value::Null, |(_, text)| Value::Text((*text).to_owned()))
    };
    Value::Struct(members.iter().map(|member| value(member.name)).collect())
}

#[test]
fn resources_are_named() {
    let s3 = S3::default();
    let value = input("PutObject", &[("Bucket", "photos"), ("Key", "a/b")]);
    assert_eq!(s3.resource(operation("PutObject"), &value), "photos/a/b");
    assert_eq!(PutObjectInput::from_value(value).key, "a/b");
    let value = input("DeleteBucket", &[("Bucket", "photos")]);
    assert_eq!(s3.resource(operation("DeleteBucket"), &value), "photos");
    assert_eq!(s3.resource(operation("ListBuckets"), &input("ListBuckets", &[])), "");
}

#[test]
fn s3_0_6_existence_comes_before_constraints() {
    let mut cloud = Cloud::with_bucket();
    let mut admit = |name: &str, bucket: &str| {
        let value = input(name, &[("Bucket", bucket), ("Key", "k")]);
        cloud.run(name, |s3, cx| s3.admit(cx, operation(name), &value))
    };
    admit("PutObject", BUCKET).unwrap();
    is(admit("PutObject", "nowhere"), 404, "NoSuchBucket");
    is(admit("PutObject", "No"), 400, "InvalidBucketName");
    is(admit("CreateBucket", "No"), 400, "InvalidBucketName");
    admit("ListBuckets", "").unwrap();
}

#[test]
fn constraints_in_s3s_words() {
    let s3 = S3::default();
    for (name, path, value, kind, code) in [
        ("PutObject", "StorageClass", Some("COLD"), ProblemKind::Enum, "InvalidStorageClass"),
        (
            "PutObject",
            "ServerSideEncryption",
            Some("x"),
            ProblemKind::Enum,
            "InvalidEncryptionAlgorithmError",
        ),
        ("PutObject", "ACL", Some("x"), ProblemKind::Enum, "InvalidArgument"),
        ("ListObjectsV2", "EncodingType", Some("x"), ProblemKind::Enum, "InvalidArgument"),
        ("DeleteObjects", "Delete.Objects", None, ProblemKind::Required, "MalformedXML"),
        ("DeleteObjects", "Delete", None, ProblemKind::Required, "MissingRequestBodyError"),
        ("PutBucketPolicy", "Policy", None, ProblemKind::Required, "MalformedPolicy"),
        (
            "PutBucketCors",
            "CORSConfiguration.CORSRules.1.AllowedMethods",
            None,
            ProblemKind::Required,
            "MalformedXML",
        ),
        ("ListBuckets", "MaxBuckets", Some("0"), ProblemKind::Range, "InvalidArgument"),
    ] {
        let problem = Problem {
            path: path.into(),
            value: value.map(Into::into),
            constraint: String::new(),
            kind,
        };
        let error = s3.problem(operation(name), &[problem]);
        assert_eq!((error.status(), error.code()), (400, code), "{name} {path}");
    }
}

fn intercept(cloud: &mut Cloud, path: &str, headers: &[(&str, &str)]) -> Option<(u16, String)> {
    let mut request = http::Request::builder().method("POST").uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from("test")).unwrap();
    let answer = cloud.run("POST", |s3, cx| s3.intercept(cx, &request));
    answer.map(fault)
}

#[test]
fn s3_3_14_f_t52_bodies_without_integrity() {
    let mut cloud = Cloud::with_bucket();
    let mut ask = |path: &str, headers: &[(&str, &str)]| intercept(&mut cloud, path, headers);
    let code = |code: &str| Some((400, code.to_owned()));
    assert_eq!(ask("/photos?delete", &[]), code("InvalidRequest"));
    assert_eq!(ask("/photos?delete", &[("content-md5", "CY9rzUYh03PK3k6DJie09g==")]), None);
    assert_eq!(
        ask("/photos?delete", &[("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")]),
        code("BadDigest")
    );
    assert_eq!(ask("/photos?delete", &[("content-md5", "x")]), code("InvalidDigest"));
    assert_eq!(ask("/photos?delete", &[("x-amz-checksum-crc32", "2H9+DA==")]), None);
    assert_eq!(ask("/photos?delete", &[("x-amz-checksum-crc32", "AAAAAA==")]), code("BadDigest"));
    assert_eq!(ask("/nowhere?delete", &[]), None, "a missing bucket is told first");
    assert_eq!(ask("/photos/k?x-id=PutObject", &[]), None);
}
