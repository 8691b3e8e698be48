//! CF-9.4: real-time log configurations, and subscriptions to more metrics.

use crate::support::*;
use parhelion_cloudfront::model::*;
use parhelion_wire::error::Result;

fn input(name: &str) -> CreateRealtimeLogConfigInput {
    CreateRealtimeLogConfigInput {
        name: name.into(),
        sampling_rate: 50,
        fields: vec!["timestamp".into(), "c-ip".into()],
        end_points: vec![EndPoint {
            stream_type: "Kinesis".into(),
            kinesis_stream_config: Some(KinesisStreamConfig {
                role_arn: "arn:aws:iam::123456789012:role/logs".into(),
                stream_arn: "arn:aws:kinesis:us-east-1:123456789012:stream/logs".into(),
            }),
        }],
    }
}

fn create(cloud: &mut Cloud, input: CreateRealtimeLogConfigInput) -> Result<RealtimeLogConfig> {
    let output = cloud.call::<operations::CreateRealtimeLogConfig>(input)?;
    Ok(output.realtime_log_config.unwrap())
}

fn delete(cloud: &mut Cloud, name: &str) -> Result<()> {
    let input = DeleteRealtimeLogConfigInput { name: Some(name.into()), arn: None };
    cloud.call::<operations::DeleteRealtimeLogConfig>(input)
}

#[test]
fn cf_9_4_the_life_of_a_realtime_log_config() {
    let mut cloud = Cloud::new();
    let made = create(&mut cloud, input("all_logs")).unwrap();
    assert_eq!(made.arn, "arn:aws:cloudfront::123456789012:realtime-log-config/all_logs");
    assert_refused(create(&mut cloud, input("all_logs")), "RealtimeLogConfigAlreadyExists", 409);
    let get = |cloud: &mut Cloud, name: Option<&str>, arn: Option<&str>| {
        let (name, arn) = (name.map(str::to_owned), arn.map(str::to_owned));
        let input = GetRealtimeLogConfigInput { name, arn };
        let read = cloud.call::<operations::GetRealtimeLogConfig>(input)?;
        Ok(read.realtime_log_config.unwrap())
    };
    assert_eq!(get(&mut cloud, Some("all_logs"), None), Ok(made.clone()));
    assert_eq!(get(&mut cloud, None, Some(&made.arn)), Ok(made.clone()));
    assert_refused(get(&mut cloud, None, None), "InvalidArgument", 400);
    assert_refused(get(&mut cloud, Some("none"), Some(&made.arn)), "NoSuchRealtimeLogConfig", 404);
    let update = |cloud: &mut Cloud, sampling_rate| {
        let arn = Some(made.arn.clone());
        let input = UpdateRealtimeLogConfigInput { arn, sampling_rate, ..Default::default() };
        cloud.call::<operations::UpdateRealtimeLogConfig>(input)
    };
    assert_refused(update(&mut cloud, Some(101)), "InvalidArgument", 400);
    let updated = update(&mut cloud, Some(1)).unwrap().realtime_log_config.unwrap();
    assert_eq!(updated, RealtimeLogConfig { sampling_rate: 1, ..made });
    create(&mut cloud, input("more_logs")).unwrap();
    let list = |cloud: &mut Cloud, marker: Option<String>| {
        let input = ListRealtimeLogConfigsInput { marker, max_items: Some("1".into()) };
        cloud
            .call::<operations::ListRealtimeLogConfigs>(input)
            .unwrap()
            .realtime_log_configs
            .unwrap()
    };
    let first = list(&mut cloud, None);
    assert_eq!((first.is_truncated, first.items), (true, Some(vec![updated])));
    assert_eq!(list(&mut cloud, first.next_marker).items.unwrap()[0].name, "more_logs");
    delete(&mut cloud, "all_logs").unwrap();
    assert_refused(delete(&mut cloud, "all_logs"), "NoSuchRealtimeLogConfig", 404);
}

#[test]
fn cf_9_4_what_a_realtime_log_config_may_say() {
    let mut cloud = Cloud::new();
    let fields = |fields: &[&str]| CreateRealtimeLogConfigInput {
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        ..input("logs")
    };
    let mut elsewhere = input("logs");
    elsewhere.end_points[0].stream_type = "Firehose".into();
    let mut unwritable = input("logs");
    let stream = unwritable.end_points[0].kinesis_stream_config.as_mut().unwrap();
    stream.role_arn = "arn:aws:iam::123456789012:user/logs".into();
    for wrong in [
        input("my logs"),
        input(""),
        CreateRealtimeLogConfigInput { sampling_rate: 0, ..input("logs") },
        fields(&[]),
        fields(&["timestamp", "timestamp"]),
        fields(&["shoe-size"]),
        CreateRealtimeLogConfigInput { end_points: vec![], ..input("logs") },
        elsewhere,
        unwritable,
    ] {
        assert_refused(create(&mut cloud, wrong), "InvalidArgument", 400);
    }
}

#[test]
fn cf_9_3_a_realtime_log_config_that_a_behaviour_names_stays() {
    let mut cloud = Cloud::new();
    let arn = create(&mut cloud, input("logs")).unwrap().arn;
    let logged = |reference: &str, arn: &str| {
        let mut logged = config(reference);
        logged.default_cache_behavior.realtime_log_config_arn = Some(arn.into());
        logged
    };
    let unknown = cloud.create_with(logged("unknown", &format!("{arn}-2")));
    assert_refused(unknown, "NoSuchRealtimeLogConfig", 404);
    let others = arn.replace("123456789012", OTHER_ACCOUNT);
    let others = cloud.create_with(logged("others", &others));
    assert_refused(others, "RealtimeLogConfigOwnerMismatch", 401);
    let made = cloud.create_with(logged("logged", &arn)).unwrap();
    cloud.create("unlogged");
    assert_refused(delete(&mut cloud, "logs"), "RealtimeLogConfigInUse", 400);
    let input = ListDistributionsByRealtimeLogConfigInput {
        realtime_log_config_name: Some("logs".into()),
        ..Default::default()
    };
    let list = cloud.call::<operations::ListDistributionsByRealtimeLogConfig>(input).unwrap();
    let list = list.distribution_list.unwrap().items.unwrap();
    assert_eq!(list.iter().map(|one| &one.id).collect::<Vec<_>>(), [&made.id]);
    let none = ListDistributionsByRealtimeLogConfigInput::default();
    let none = cloud.call::<operations::ListDistributionsByRealtimeLogConfig>(none);
    assert_refused(none, "InvalidArgument", 400);
}

#[test]
fn cf_12_2_the_life_of_a_monitoring_subscription() {
    let mut cloud = Cloud::new();
    let id = cloud.create("d").id;
    let subscription = MonitoringSubscription {
        realtime_metrics_subscription_config: Some(RealtimeMetricsSubscriptionConfig {
            realtime_metrics_subscription_status: "Enabled".into(),
        }),
    };
    let create = |cloud: &mut Cloud, id: &str| {
        let monitoring_subscription = subscription.clone();
        let input = CreateMonitoringSubscriptionInput {
            distribution_id: id.into(),
            monitoring_subscription,
        };
        cloud.call::<operations::CreateMonitoringSubscription>(input)
    };
    let get = |cloud: &mut Cloud, id: &str| {
        let input = GetMonitoringSubscriptionInput { distribution_id: id.into() };
        cloud.call::<operations::GetMonitoringSubscription>(input)
    };
    let delete = |cloud: &mut Cloud, id: &str| {
        let input = DeleteMonitoringSubscriptionInput { distribution_id: id.into() };
        cloud.call::<operations::DeleteMonitoringSubscription>(input)
    };
    assert_refused(create(&mut cloud, "E1"), "NoSuchDistribution", 404);
    assert_refused(get(&mut cloud, &id), "NoSuchMonitoringSubscription", 404);
    create(&mut cloud, &id).unwrap();
    assert_refused(create(&mut cloud, &id), "MonitoringSubscriptionAlreadyExists", 409);
    assert_eq!(get(&mut cloud, &id).unwrap().monitoring_subscription, Some(subscription.clone()));
    delete(&mut cloud, &id).unwrap();
    assert_refused(delete(&mut cloud, &id), "NoSuchMonitoringSubscription", 404);
}
