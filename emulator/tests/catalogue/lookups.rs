//! Services by each of their names.

use parhelion::Body;
use parhelion::catalogue::{self, Named, Service};
use parhelion::wire::Model;
use parhelion::wire::http::Incoming;
use parhelion::wire::table::Protocol;

fn names(services: impl Iterator<Item = &'static Service>) -> Vec<&'static str> {
    services.map(|service| service.name).collect()
}

#[test]
fn by_every_name() {
    assert!(catalogue::services().is_sorted_by_key(|service| service.name));
    assert_eq!(catalogue::by_name("dynamodb").unwrap().api_version, "2012-08-10");
    assert!(catalogue::by_name("dynamo").is_none());
    assert_eq!(names(catalogue::by_signing_name("monitoring")), ["cloudwatch"]);
    assert_eq!(names(catalogue::by_signing_name("elasticloadbalancing")), ["elb", "elbv2"]);
    assert_eq!(names(catalogue::by_endpoint_prefix("states")), ["stepfunctions"]);
    for (target, service) in [
        ("DynamoDB_20120810.ListTables", "dynamodb"),
        ("AmazonSQS.SendMessage", "sqs"),
        ("AWSEvents.PutRule", "events"),
        ("secretsmanager.GetSecretValue", "secretsmanager"),
        ("secretsmanager", "secretsmanager"),
    ] {
        assert_eq!(names(catalogue::by_target_prefix(target)), [service]);
    }
    assert_eq!(names(catalogue::by_target_prefix("")), [""; 0]);
    let cbor = names(catalogue::by_rpc_v2_name("GraniteServiceVersion20100801"));
    assert_eq!(cbor, ["cloudwatch"]);
    assert_eq!(names(catalogue::by_version_and_action("2010-12-01", "SendEmail")), ["ses"]);
    let beanstalk = names(catalogue::by_version_and_action("2010-12-01", "ListPlatformBranches"));
    assert_eq!(beanstalk, ["elasticbeanstalk"]);
}

/// The same facts as in the models that are built in.
#[test]
fn the_models_built_in_agree() {
    for model in crate::wire::models() {
        let Model { name, signing_name, endpoint_prefix, api_version, .. } = *model;
        let service = catalogue::by_name(name).expect(name);
        assert_eq!(service.signing_name, signing_name);
        assert_eq!(service.endpoint_prefix, endpoint_prefix);
        assert_eq!(service.api_version, api_version);
        assert_eq!(service.target_prefix, model.target_prefix);
        if !model.protocols.contains(&Protocol::RestXml) {
            // These have it one by one, at inputs or members.
            assert_eq!(service.xml_namespace, model.xml_namespace);
        }
        assert_eq!(service.protocols, model.protocols);
    }
}

#[test]
fn an_unsigned_form_is_known_by_version_and_action() {
    let body = Body::from(b"Action=Publish&Version=2010-03-31&Message=x".to_vec());
    let mut headers = http::HeaderMap::new();
    let form = http::HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(http::header::CONTENT_TYPE, form);
    let request = Incoming {
        method: &http::Method::POST,
        path: "/",
        query: "",
        headers: &headers,
        body: &body,
    };
    let named = Named::of("localhost", None, &request).unwrap();
    assert_eq!((named.service.name, named.operation.as_deref()), ("sns", Some("Publish")));
    assert_eq!(named.protocol, Protocol::AwsQuery);
}

#[test]
fn a_request_that_names_nothing() {
    let (headers, body) = (http::HeaderMap::new(), Body::empty());
    let request = Incoming {
        method: &http::Method::GET,
        path: "/2015-03-31/no-such-thing",
        query: "",
        headers: &headers,
        body: &body,
    };
    assert!(Named::of("localhost", None, &request).is_none());
    let named = Named::of("localhost", Some("lambda"), &request).unwrap();
    assert_eq!((named.service.name, named.operation), ("lambda", None));
}
