//! CW-A2.5, CW-A12.4, saved queries: what is kept for who reads it.

use crate::support::*;
use parhelion_logs::model::*;

fn refused<T: std::fmt::Debug>(answer: parhelion_wire::error::Result<T>) -> (String, String) {
    let error = answer.unwrap_err();
    (error.code().to_owned(), error.message().to_owned())
}

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow",
    "Principal":{"Service":"route53.amazonaws.com"},"Action":"logs:PutLogEvents","Resource":"*"}]}"#;

fn policy(name: &str) -> PutResourcePolicyInput {
    PutResourcePolicyInput {
        policy_name: Some(name.into()),
        policy_document: Some(POLICY.into()),
        ..Default::default()
    }
}

#[test]
fn cw_a12_4_resource_policies() {
    let mut cloud = Cloud::new();
    for n in 0..10 {
        let put = cloud.call::<operations::PutResourcePolicy>(policy(&format!("p{n}"))).unwrap();
        let put = put.resource_policy.unwrap();
        assert_eq!(put.policy_document.as_deref(), Some(POLICY));
        assert_eq!(put.last_updated_time, Some(cloud.now()));
        assert_eq!(put.policy_scope.as_deref(), Some("ACCOUNT"));
    }
    let eleventh = cloud.call::<operations::PutResourcePolicy>(policy("x"));
    let full = ("LimitExceededException".to_owned(), "Resource limit exceeded.".to_owned());
    assert_eq!(refused(eleventh), full);
    cloud.call::<operations::PutResourcePolicy>(policy("p3")).unwrap();
    let delete = |name: &str| DeleteResourcePolicyInput {
        policy_name: Some(name.into()),
        ..Default::default()
    };
    cloud.call::<operations::DeleteResourcePolicy>(delete("p3")).unwrap();
    let gone = refused(cloud.call::<operations::DeleteResourcePolicy>(delete("p3")));
    let text = "Policy with name [p3] does not exist.";
    assert_eq!(gone, ("ResourceNotFoundException".into(), text.into()));
    let all = cloud.call::<operations::DescribeResourcePolicies>(Default::default()).unwrap();
    let names: Vec<_> =
        all.resource_policies.unwrap().into_iter().map(|it| it.policy_name.unwrap()).collect();
    assert_eq!(names, ["p0", "p1", "p2", "p4", "p5", "p6", "p7", "p8", "p9"]);
    let bad = PutResourcePolicyInput { policy_document: Some("{".into()), ..policy("bad") };
    let bad = refused(cloud.call::<operations::PutResourcePolicy>(bad));
    assert_eq!(bad.0, "InvalidParameterException");
}

#[test]
fn saved_queries() {
    let mut cloud = Cloud::new();
    let put = |name: &str, id: Option<String>| PutQueryDefinitionInput {
        name: name.into(),
        query_string: "fields @message".into(),
        query_definition_id: id,
        log_group_names: Some(vec![GROUP.into()]),
        ..Default::default()
    };
    let first = cloud.call::<operations::PutQueryDefinition>(put("web/b", None)).unwrap();
    let second = cloud.call::<operations::PutQueryDefinition>(put("web/a", None)).unwrap();
    cloud.call::<operations::PutQueryDefinition>(put("db", None)).unwrap();
    let described = |cloud: &mut Cloud| {
        let input = DescribeQueryDefinitionsInput {
            query_definition_name_prefix: Some("web".into()),
            ..Default::default()
        };
        let found = cloud.call::<operations::DescribeQueryDefinitions>(input).unwrap();
        found.query_definitions.unwrap()
    };
    let found = described(&mut cloud);
    let names: Vec<_> = found.iter().map(|it| it.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["web/a", "web/b"]);
    assert_eq!(found[1].query_definition_id, first.query_definition_id);
    assert_eq!(found[1].last_modified, Some(cloud.now()));
    let renamed = put("web/z", second.query_definition_id.clone());
    cloud.call::<operations::PutQueryDefinition>(renamed).unwrap();
    assert_eq!(described(&mut cloud)[1].name.as_deref(), Some("web/z"));
    let unknown = put("x", Some("none".into()));
    let missing = refused(cloud.call::<operations::PutQueryDefinition>(unknown)).0;
    assert_eq!(missing, "ResourceNotFoundException");
    let delete =
        DeleteQueryDefinitionInput { query_definition_id: second.query_definition_id.unwrap() };
    let deleted = cloud.call::<operations::DeleteQueryDefinition>(delete.clone()).unwrap();
    assert_eq!(deleted.success, Some(true));
    assert_eq!(described(&mut cloud).len(), 1);
    assert!(cloud.call::<operations::DeleteQueryDefinition>(delete).is_err());
}

#[test]
fn cw_a2_5_one_group_one_key() {
    let mut cloud = Cloud::with_stream();
    let key = "arn:aws:kms:us-east-1:123456789012:key/1";
    let associate = |name: Option<&str>, arn: Option<String>, key: &str| AssociateKmsKeyInput {
        log_group_name: name.map(Into::into),
        resource_identifier: arn,
        kms_key_id: key.into(),
    };
    let arn = cloud.group(GROUP).log_group_arn.unwrap();
    for input in [associate(None, None, key), associate(Some(GROUP), Some(arn.clone()), key)] {
        let both = refused(cloud.call::<operations::AssociateKmsKey>(input));
        assert_eq!(both.0, "InvalidParameterException");
    }
    let missing =
        refused(cloud.call::<operations::AssociateKmsKey>(associate(Some("x"), None, key)));
    assert_eq!(missing.0, "ResourceNotFoundException");
    let id = refused(cloud.call::<operations::AssociateKmsKey>(associate(Some(GROUP), None, "1")));
    assert_eq!(id.1, format!("The specified KMS Key Id could not be found. '{GROUP}'"));
    cloud.call::<operations::AssociateKmsKey>(associate(None, Some(arn.clone()), key)).unwrap();
    assert_eq!(cloud.group(GROUP).kms_key_id.as_deref(), Some(key));
    let input = DisassociateKmsKeyInput { log_group_name: None, resource_identifier: Some(arn) };
    cloud.call::<operations::DisassociateKmsKey>(input).unwrap();
    assert_eq!(cloud.group(GROUP).kms_key_id, None);
}
