//! Deliveries of vended logs: what joins a distribution and a group or bucket (CF-12.1).

use crate::support::*;
use parhelion_logs::model::*;

const SITE: &str = "arn:aws:cloudfront::123456789012:distribution/E1";
const CONFLICT: &str = "ConflictException";
const VALIDATION: &str = "ValidationException";

type PutSource = operations::PutDeliverySource;
type PutDestination = operations::PutDeliveryDestination;
type Create = operations::CreateDelivery;

fn source(name: &str, arn: &str) -> PutDeliverySourceInput {
    PutDeliverySourceInput {
        name: name.into(),
        resource_arn: arn.into(),
        log_type: "ACCESS_LOGS".into(),
        ..Default::default()
    }
}

fn destination(name: &str, arn: &str, format: Option<&str>) -> PutDeliveryDestinationInput {
    let destination_resource_arn = arn.into();
    PutDeliveryDestinationInput {
        name: name.into(),
        output_format: format.map(Into::into),
        delivery_destination_configuration: Some(DeliveryDestinationConfiguration {
            destination_resource_arn,
        }),
        ..Default::default()
    }
}

fn delivery(to: &str) -> CreateDeliveryInput {
    CreateDeliveryInput {
        delivery_source_name: "site".into(),
        delivery_destination_arn: format!(
            "arn:aws:logs:us-east-1:123456789012:delivery-destination:{to}"
        ),
        ..Default::default()
    }
}

fn group_arn() -> String {
    format!("arn:aws:logs:us-east-1:123456789012:log-group:{GROUP}")
}

fn joined() -> (Cloud, Delivery) {
    let mut cloud = Cloud::with_stream();
    cloud.call::<PutSource>(source("site", SITE)).unwrap();
    cloud.call::<PutDestination>(destination("group", &group_arn(), None)).unwrap();
    let made = cloud.call::<Create>(delivery("group")).unwrap();
    (cloud, made.delivery.unwrap())
}

#[track_caller]
fn code<T: std::fmt::Debug>(answer: parhelion_wire::error::Result<T>) -> String {
    answer.unwrap_err().code().to_owned()
}

#[test]
fn cf_12_1_delivery_sources() {
    let mut cloud = Cloud::new();
    let put = cloud.call::<PutSource>(source("site", SITE)).unwrap().delivery_source.unwrap();
    assert_eq!(
        put.arn.as_deref(),
        Some("arn:aws:logs:us-east-1:123456789012:delivery-source:site")
    );
    assert_eq!(put.service.as_deref(), Some("cloudfront"));
    assert_eq!(put.resource_arns, Some(vec![SITE.to_owned()]));
    assert_eq!(cloud.call::<PutSource>(source("site", SITE)).unwrap().delivery_source, Some(put));
    // Another resource under the same name, another name for the same resource.
    let other = SITE.replace("E1", "E2");
    assert_eq!(code(cloud.call::<PutSource>(source("site", &other))), CONFLICT);
    assert_eq!(code(cloud.call::<PutSource>(source("twice", SITE))), CONFLICT);
    // What cannot be a source.
    let wrong = PutDeliverySourceInput { log_type: "EVENTS".into(), ..source("x", &other) };
    assert_eq!(code(cloud.call::<PutSource>(wrong)), VALIDATION);
    assert_eq!(code(cloud.call::<PutSource>(source("x", "nonsense"))), VALIDATION);
    assert_eq!(code(cloud.call_in::<PutSource>("eu-west-1", source("x", &other))), VALIDATION);
    let foreign = other.replace("123456789012", "999999999999");
    assert_eq!(code(cloud.call::<PutSource>(source("x", &foreign))), NOT_FOUND);
    let elsewhere = "arn:aws:bedrock:us-east-1:123456789012:knowledge-base/k";
    let elsewhere = cloud.call::<PutSource>(source("x", elsewhere)).unwrap_err();
    assert_eq!(elsewhere.status(), 501);
    // They are listed, got and deleted.
    cloud.call::<PutSource>(source("another", &other)).unwrap();
    let list = DescribeDeliverySourcesInput { limit: Some(1), ..Default::default() };
    let first = cloud.call::<operations::DescribeDeliverySources>(list).unwrap();
    assert_eq!(first.delivery_sources.unwrap()[0].name.as_deref(), Some("another"));
    let list = DescribeDeliverySourcesInput { next_token: first.next_token, ..Default::default() };
    let rest = cloud.call::<operations::DescribeDeliverySources>(list).unwrap();
    assert_eq!(rest.delivery_sources.unwrap()[0].name.as_deref(), Some("site"));
    let delete = || DeleteDeliverySourceInput { name: "site".into() };
    cloud.call::<operations::DeleteDeliverySource>(delete()).unwrap();
    assert_eq!(code(cloud.call::<operations::DeleteDeliverySource>(delete())), NOT_FOUND);
    let get = GetDeliverySourceInput { name: "site".into() };
    assert_eq!(code(cloud.call::<operations::GetDeliverySource>(get)), NOT_FOUND);
}

#[test]
fn cf_12_1_delivery_destinations_and_their_policies() {
    let mut cloud = Cloud::with_stream();
    let put = destination("group", &format!("{}:*", group_arn()), Some("plain"));
    let put = cloud.call::<PutDestination>(put).unwrap().delivery_destination.unwrap();
    assert_eq!(put.delivery_destination_type.as_deref(), Some("CWL"));
    let bucket = destination("bucket", "arn:aws:s3:::logs/prefix", Some("w3c"));
    let bucket = cloud.call::<PutDestination>(bucket).unwrap().delivery_destination.unwrap();
    assert_eq!(bucket.delivery_destination_type.as_deref(), Some("S3"));
    let absent = format!("{}-absent", group_arn());
    assert_eq!(code(cloud.call::<PutDestination>(destination("x", &absent, None))), NOT_FOUND);
    let queue = "arn:aws:sqs:us-east-1:123456789012:queue";
    assert_eq!(code(cloud.call::<PutDestination>(destination("x", queue, None))), VALIDATION);
    let mut odd = destination("x", "arn:aws:s3:::logs", None);
    odd.delivery_destination_type = Some("CWL".into());
    assert_eq!(code(cloud.call::<PutDestination>(odd)), VALIDATION);
    let list = cloud.call::<operations::DescribeDeliveryDestinations>(Default::default()).unwrap();
    assert_eq!(list.delivery_destinations, Some(vec![bucket.clone(), put]));
    let get = GetDeliveryDestinationInput { name: "bucket".into() };
    let got = cloud.call::<operations::GetDeliveryDestination>(get).unwrap();
    assert_eq!(got.delivery_destination, Some(bucket));

    let get = || GetDeliveryDestinationPolicyInput { delivery_destination_name: "bucket".into() };
    let got = cloud.call::<operations::GetDeliveryDestinationPolicy>(get()).unwrap();
    assert_eq!(got.policy, None);
    let policy = |text: &str| PutDeliveryDestinationPolicyInput {
        delivery_destination_name: "bucket".into(),
        delivery_destination_policy: text.into(),
    };
    let bad = cloud.call::<operations::PutDeliveryDestinationPolicy>(policy("{"));
    assert_eq!(code(bad), VALIDATION);
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},
        "Action":"logs:CreateDelivery","Resource":"*"}]}"#;
    cloud.call::<operations::PutDeliveryDestinationPolicy>(policy(text)).unwrap();
    let got = cloud.call::<operations::GetDeliveryDestinationPolicy>(get()).unwrap();
    assert_eq!(got.policy.unwrap().delivery_destination_policy.as_deref(), Some(text));
    let delete =
        || DeleteDeliveryDestinationPolicyInput { delivery_destination_name: "bucket".into() };
    cloud.call::<operations::DeleteDeliveryDestinationPolicy>(delete()).unwrap();
    let again = cloud.call::<operations::DeleteDeliveryDestinationPolicy>(delete());
    assert_eq!(code(again), NOT_FOUND);
}

#[test]
fn cf_12_1_deliveries_are_one_for_each_kind_of_destination() {
    let (mut cloud, made) = joined();
    let fields = made.record_fields.as_ref().unwrap();
    assert_eq!((fields.len(), &*fields[0], &*fields[32]), (33, "date", "sc-range-end"));
    let id = made.id.clone().unwrap();
    assert_eq!(made.arn, Some(format!("arn:aws:logs:us-east-1:123456789012:delivery:{id}")));
    let got = cloud.call::<operations::GetDelivery>(GetDeliveryInput { id: id.clone() }).unwrap();
    assert_eq!(got.delivery.as_ref(), Some(&made));
    let all = cloud.call::<operations::DescribeDeliveries>(Default::default()).unwrap();
    assert_eq!(all.deliveries, Some(vec![made]));
    cloud.call::<PutDestination>(destination("again", &group_arn(), None)).unwrap();
    assert_eq!(code(cloud.call::<Create>(delivery("again"))), CONFLICT);
    assert_eq!(code(cloud.call::<Create>(delivery("absent"))), NOT_FOUND);
    let mut wrong = delivery("again");
    wrong.delivery_destination_arn = group_arn();
    assert_eq!(code(cloud.call::<Create>(wrong)), VALIDATION);

    // What is used stays.
    let delete = || DeleteDeliverySourceInput { name: "site".into() };
    assert_eq!(code(cloud.call::<operations::DeleteDeliverySource>(delete())), CONFLICT);
    let used = || DeleteDeliveryDestinationInput { name: "group".into() };
    assert_eq!(code(cloud.call::<operations::DeleteDeliveryDestination>(used())), CONFLICT);
    let changed = destination("group", &group_arn(), Some("plain"));
    assert_eq!(code(cloud.call::<PutDestination>(changed)), CONFLICT);
    let gone = || DeleteDeliveryInput { id: id.clone() };
    cloud.call::<operations::DeleteDelivery>(gone()).unwrap();
    assert_eq!(code(cloud.call::<operations::DeleteDelivery>(gone())), NOT_FOUND);
    cloud.call::<operations::DeleteDeliverySource>(delete()).unwrap();
    cloud.call::<operations::DeleteDeliveryDestination>(used()).unwrap();
}

#[test]
fn cf_12_1_what_a_delivery_can_say() {
    let (mut cloud, made) = joined();
    let update = |fields: &[&str]| UpdateDeliveryConfigurationInput {
        id: made.id.clone().unwrap(),
        record_fields: Some(fields.iter().map(|it| (*it).to_owned()).collect()),
        ..Default::default()
    };
    type Update = operations::UpdateDeliveryConfiguration;
    assert_eq!(code(cloud.call::<Update>(update(&["date", "colour"]))), VALIDATION);
    assert_eq!(code(cloud.call::<Update>(update(&["date", "date"]))), VALIDATION);
    cloud.call::<Update>(update(&["c-ip", "timestamp(ms)"])).unwrap();
    let get = GetDeliveryInput { id: made.id.clone().unwrap() };
    let got = cloud.call::<operations::GetDelivery>(get).unwrap().delivery.unwrap();
    assert_eq!(got.record_fields.unwrap(), ["c-ip", "timestamp(ms)"]);
    let path = |hive| {
        Some(S3DeliveryConfiguration {
            suffix_path: Some("{yyyy}".into()),
            enable_hive_compatible_path: Some(hive),
        })
    };
    let odd = UpdateDeliveryConfigurationInput {
        s3_delivery_configuration: path(false),
        ..update(&["date"])
    };
    assert_eq!(code(cloud.call::<Update>(odd)), VALIDATION);

    // Formats: those that AWS has not for a group, those that are not here, delimiters of JSON.
    let create = |cloud: &mut Cloud, name: &str, arn: &str, format: &str, hive: bool| {
        cloud.call::<PutDestination>(destination(name, arn, Some(format))).unwrap();
        let mut input = delivery(name);
        input.s3_delivery_configuration = path(hive).filter(|_| arn.contains(":s3:"));
        cloud.call::<Create>(input)
    };
    let bucket = "arn:aws:s3:::logs";
    let w3c = create(&mut cloud, "w", &group_arn(), "w3c", false);
    assert_eq!(code(w3c), VALIDATION);
    for format in ["raw", "parquet"] {
        assert_eq!(create(&mut cloud, format, bucket, format, false).unwrap_err().status(), 501);
    }
    assert_eq!(create(&mut cloud, "hive", bucket, "json", true).unwrap_err().status(), 501);
    let delimited = CreateDeliveryInput { field_delimiter: Some(",".into()), ..delivery("hive") };
    assert_eq!(code(cloud.call::<Create>(delimited)), VALIDATION);
    create(&mut cloud, "bucket", bucket, "w3c", false).unwrap();
}

#[test]
fn cw_a2_8_tags_of_deliveries() {
    let (mut cloud, made) = joined();
    let base = "arn:aws:logs:us-east-1:123456789012:delivery";
    let arns =
        [format!("{base}-source:site"), format!("{base}-destination:group"), made.arn.unwrap()];
    for arn in &arns {
        let tags = [("a", "1"), ("b", "2")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        let add = TagResourceInput { resource_arn: arn.clone(), tags: tags.into() };
        cloud.call::<operations::TagResource>(add).unwrap();
        let remove = UntagResourceInput { resource_arn: arn.clone(), tag_keys: vec!["a".into()] };
        cloud.call::<operations::UntagResource>(remove).unwrap();
        let list = ListTagsForResourceInput { resource_arn: arn.clone() };
        let list = cloud.call::<operations::ListTagsForResource>(list).unwrap().tags.unwrap();
        assert_eq!(list.into_iter().collect::<Vec<_>>(), [("b".to_owned(), "2".to_owned())]);
    }
    let get = GetDeliverySourceInput { name: "site".into() };
    let got = cloud.call::<operations::GetDeliverySource>(get).unwrap().delivery_source.unwrap();
    assert_eq!(got.tags.unwrap().len(), 1, "shown with it");
    let absent = ListTagsForResourceInput { resource_arn: format!("{base}:none") };
    assert_eq!(code(cloud.call::<operations::ListTagsForResource>(absent)), NOT_FOUND);
}
