//! A request of every operation that is implemented, as a client that means well would send it.

use crate::door;
use http::{HeaderValue, Request};
use parhelion::random::Random;
use parhelion::wire::table::{Location, Member, Operation, Shape, ShapeKind};
use parhelion::wire::{Model, Value, client};
use parhelion::{Body, Timestamp};

/// The services, with the operations that they have.
pub fn operations() -> Vec<(&'static Model, &'static Operation)> {
    use parhelion::{acm, cloudfront, cloudwatch, iam, kms, logs, s3, s3control, sqs, sts};
    let all: [&'static Model; 10] = [
        &s3::model::MODEL,
        &s3control::model::MODEL,
        &cloudfront::model::MODEL,
        &cloudwatch::model::MODEL,
        &logs::model::MODEL,
        &iam::model::MODEL,
        &kms::model::MODEL,
        &sts::model::MODEL,
        &sqs::model::MODEL,
        &acm::model::MODEL,
    ];
    let of =
        |model: &'static Model| model.operations.iter().map(move |operation| (model, operation));
    // Where access is logged, a request that fails leaves its line in the log.
    let quiet = |(_, operation): &(_, &Operation)| operation.name != "PutBucketLogging";
    all.into_iter().flat_map(of).filter(quiet).collect()
}

/// A request of an operation, in one of its service's protocols, unsigned.
pub fn request(
    random: &mut Random,
    model: &'static Model,
    operation: &'static Operation,
) -> Option<Request<Body>> {
    let protocol = model.protocols[random.below(model.protocols.len())];
    let input = operation
        .input
        .map_or(Value::Null, |shape| value(random, model, model.shape(shape), "", 0));
    let mut request = client::write_request(model, protocol, operation, input)?;
    let host = match model.name {
        "s3" => "localhost",
        "s3control" => "123456789012.s3-control.us-east-1.amazonaws.com",
        "cloudwatch" => "monitoring.us-east-1.amazonaws.com",
        "cloudfront" => "cloudfront.amazonaws.com",
        "cloudfrontkeyvaluestore" => "123456789012.cloudfront-kvs.global.api.aws",
        "logs" => "logs.us-east-1.amazonaws.com",
        "iam" => "iam.amazonaws.com",
        "kms" => "kms.us-east-1.amazonaws.com",
        "sqs" => "sqs.us-east-1.amazonaws.com",
        "acm" => "acm.us-east-1.amazonaws.com",
        _ => "sts.amazonaws.com",
    };
    let headers = request.headers_mut();
    headers.insert("host", HeaderValue::from_static(host));
    headers.insert("authorization", HeaderValue::from_static("AWS key:signature"));
    Some(request)
}

fn value(
    random: &mut Random,
    model: &'static Model,
    shape: &'static Shape,
    name: &str,
    depth: u32,
) -> Value {
    match &shape.kind {
        ShapeKind::Boolean => Value::Bool(random.below(2) == 0),
        ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long => {
            Value::Int([1, 1, 5, 60, 0, -1][random.below(6)])
        }
        ShapeKind::Float | ShapeKind::Double => Value::Float([1.0, 0.5, -2.0][random.below(3)]),
        ShapeKind::String => Value::Text(text(random, name)),
        ShapeKind::Enum(values) => Value::Text(values[random.below(values.len())].to_owned()),
        ShapeKind::Blob => Value::Blob("blob".into()),
        ShapeKind::StreamingBlob => Value::Body(Body::from("content")),
        ShapeKind::Timestamp(_) => {
            Value::Time(Timestamp::from_secs(door::NOW.secs() + [0, -60, 86_400][random.below(3)]))
        }
        ShapeKind::List(list) => {
            Value::List(vec![value(random, model, model.shape(list.target), name, depth + 1)])
        }
        ShapeKind::Map(map) => Value::Map(vec![(
            "a".to_owned(),
            value(random, model, model.shape(map.value), name, depth + 1),
        )]),
        ShapeKind::Structure(structure) => Value::Struct(
            structure.members.iter().map(|it| member(random, model, it, depth)).collect(),
        ),
        ShapeKind::Union(members) => {
            let index = random.below(members.len());
            let target = model.shape(members[index].target);
            Value::Union(
                index,
                Box::new(value(random, model, target, members[index].name, depth + 1)),
            )
        }
        ShapeKind::EventStream(_) => Value::Null,
    }
}

fn member(
    random: &mut Random,
    model: &'static Model,
    member: &'static Member,
    depth: u32,
) -> Value {
    let is_there = member.required || (depth < 5 && random.below(5) == 0);
    match member.location {
        Location::StatusCode => Value::Null,
        Location::Payload => {
            value(random, model, model.shape(member.target), member.name, depth + 1)
        }
        _ if is_there => value(random, model, model.shape(member.target), member.name, depth + 1),
        _ => Value::Null,
    }
}

/// Names of things that are there, mostly.
fn text(random: &mut Random, name: &str) -> String {
    if random.below(12) == 0 {
        return ["", "null", "-1", "é", "arn:aws:s3:::photos", "*"][random.below(6)].to_owned();
    }
    let known = match name {
        "Bucket" => "photos",
        "Key" => "k",
        "CopySource" => "photos/k",
        "logGroupName" => "/app",
        "Policy" | "PolicyDocument" | "AssumeRolePolicyDocument" => {
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}]}"#
        }
        "ExpectedBucketOwner" => "123456789012",
        "MetadataDirective" | "TaggingDirective" => "COPY",
        "VersionId" => "null",
        _ => ["a", "photos", "name-1"][random.below(3)],
    };
    known.to_owned()
}
