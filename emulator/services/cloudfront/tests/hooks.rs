//! CF-9.1, CF-9.3: what is refused before a handler sees it.

use crate::support::*;
use parhelion_cloudfront::CloudFront;
use parhelion_cloudfront::model::{MODEL, operations};
use parhelion_wire::Value;
use parhelion_wire::shell::TypedOperation;
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_world::identity::ACCOUNT;
use parhelion_world::service::Hooks;

fn code<O: TypedOperation>(path: &str, kind: ProblemKind) -> String {
    let problem = Problem {
        path: path.into(),
        value: Some("?".into()),
        constraint: "Member must satisfy something".into(),
        kind,
    };
    let operation = MODEL.operation(O::NAME).unwrap();
    let error = CloudFront::default().problem(operation, &[problem]);
    assert_eq!(error.status(), 400);
    assert_eq!(
        error.message(),
        format!(
            "1 validation error detected: Value '?' at '{path}' failed to satisfy constraint: Member must satisfy something"
        )
    );
    error.code().to_owned()
}

#[test]
fn what_does_not_fit_the_schema_has_the_code_of_its_place() {
    use ProblemKind::{Enum, Length, Pattern, Required};
    let body = "distributionConfig.enabled";
    assert_eq!(code::<operations::CreateDistribution>(body, Required), "MalformedXML");
    let version = "distributionConfig.httpVersion";
    assert_eq!(code::<operations::UpdateDistribution>(version, Enum), "MalformedXML");
    assert_eq!(code::<operations::ListCachePolicies>("type", Enum), "InvalidArgument");
    assert_eq!(
        code::<operations::TagResource>("tags.items.1.member.key", Length),
        "InvalidTagging"
    );
    assert_eq!(code::<operations::TagResource>("resource", Pattern), "InvalidTagging");
    let tag = "distributionConfigWithTags.tags.items.1.member.key";
    assert_eq!(code::<operations::CreateDistributionWithTags>(tag, Pattern), "InvalidTagging");
}

#[test]
fn a_body_that_is_not_there_is_missing() {
    let mut cloud = Cloud::new();
    let mut admit = |name: &str, input: Value| {
        let operation = MODEL.operation(name).unwrap();
        cloud.with(ACCOUNT, |cloudfront, cx| cloudfront.admit(cx, operation, &input))
    };
    let refused = admit("CreateDistribution", Value::Struct(vec![Value::Null]));
    assert_refused(refused, "MissingBody", 400);
    admit("GetDistribution", Value::Struct(vec![Value::Text("E1".into())])).unwrap();
}

#[test]
fn journals_say_what_a_call_is_about() {
    let operation = MODEL.operation("GetInvalidation").unwrap();
    let input = Value::Struct(vec![Value::Text("E1".into()), Value::Text("I1".into())]);
    assert_eq!(CloudFront::default().resource(operation, &input), "E1/I1");
}
