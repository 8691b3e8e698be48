//! The SDK door: the real SDK against each service, signed, on virtual time.

use aws_sdk_s3::error::ProvideErrorMetadata;
use parhelion::{Adversary, Cloud, Plan, Site};
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn s3_stores_and_lists() {
    let cloud = Cloud::new();
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    for key in ["a/1", "a/2", "b/1", "c d+e%.txt"] {
        let put = s3.put_object().bucket("photos").key(key).metadata("colour", "teal");
        put.body(key.as_bytes().to_vec().into()).send().await.unwrap();
    }
    let list = s3.list_objects_v2().bucket("photos").delimiter("/").send().await.unwrap();
    assert_eq!(list.common_prefixes().len(), 2);
    assert_eq!(list.contents()[0].key(), Some("c d+e%.txt"));
    let got = s3.get_object().bucket("photos").key("c d+e%.txt").send().await.unwrap();
    assert_eq!(got.metadata().unwrap()["colour"], "teal");
    assert_eq!(got.body.collect().await.unwrap().into_bytes().as_ref(), b"c d+e%.txt");
    let absent = s3.get_object().bucket("photos").key("absent").send().await.unwrap_err();
    assert_eq!(absent.code(), Some("NoSuchKey"));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_secret_is_refused_s3_2_8() {
    let cloud = Cloud::new();
    let key = parhelion::identity::ACCESS_KEY;
    let wrong = aws_sdk_s3::Client::new(&cloud.sdk_config_for(key, "wrong", "us-east-1"));
    let error = wrong.list_buckets().send().await.unwrap_err();
    assert_eq!(error.code(), Some("SignatureDoesNotMatch"));
    let unknown = aws_sdk_s3::Client::new(&cloud.sdk_config_for("AKIANOBODY", "x", "us-east-1"));
    let error = unknown.list_buckets().send().await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidAccessKeyId"));
    let logs =
        aws_sdk_cloudwatchlogs::Client::new(&cloud.sdk_config_for("AKIANOBODY", "x", "us-east-1"));
    let error = logs.describe_log_groups().send().await.unwrap_err();
    assert_eq!(error.code(), Some("UnrecognizedClientException"));
}

#[tokio::test(start_paused = true)]
async fn logs_are_put_and_found() {
    let cloud = Cloud::new();
    let logs = aws_sdk_cloudwatchlogs::Client::new(&cloud.sdk_config());
    logs.create_log_group().log_group_name("/app").send().await.unwrap();
    logs.create_log_stream().log_group_name("/app").log_stream_name("web").send().await.unwrap();
    let now = cloud.now().millis();
    let line = |text: &str| {
        let event = aws_sdk_cloudwatchlogs::types::InputLogEvent::builder();
        event.timestamp(now).message(text).build().unwrap()
    };
    let put = logs.put_log_events().log_group_name("/app").log_stream_name("web");
    let put =
        put.log_events(line("{\"level\":\"error\"}")).log_events(line("{\"level\":\"info\"}"));
    put.send().await.unwrap();
    let found =
        logs.filter_log_events().log_group_name("/app").filter_pattern("{ $.level = \"error\" }");
    let found = found.send().await.unwrap();
    assert_eq!(found.events().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_alarm_goes_off_on_virtual_time() {
    use aws_sdk_cloudwatch::types::{ComparisonOperator, MetricDatum, StateValue, Statistic};
    let cloud = Cloud::new();
    let metrics = aws_sdk_cloudwatch::Client::new(&cloud.sdk_config());
    let put =
        metrics.put_metric_alarm().alarm_name("errors").namespace("app").metric_name("Errors");
    let put = put.statistic(Statistic::Sum).period(60).evaluation_periods(1).threshold(3.0);
    let put = put.comparison_operator(ComparisonOperator::GreaterThanThreshold);
    put.treat_missing_data("notBreaching").send().await.unwrap();
    let datum = MetricDatum::builder().metric_name("Errors").value(5.0).build();
    metrics.put_metric_data().namespace("app").metric_data(datum).send().await.unwrap();
    cloud.advance(Duration::from_secs(120)).await;
    let history = metrics.describe_alarm_history().alarm_name("errors").send().await;
    let alarms = metrics.describe_alarms().alarm_names("errors").send().await.unwrap();
    let state = alarms.metric_alarms()[0].state_value().cloned();
    let went_off = history.is_ok_and(|history| {
        history
            .alarm_history_items()
            .iter()
            .any(|item| item.history_summary().is_some_and(|summary| summary.contains("to ALARM")))
    });
    assert!(state == Some(StateValue::Alarm) || went_off, "{state:?}");
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_is_missing_says_so() {
    let cloud = Cloud::new();
    let logs = aws_sdk_cloudwatchlogs::Client::new(&cloud.sdk_config());
    let error = logs.describe_configuration_templates().send().await.unwrap_err();
    assert_eq!(error.code(), Some("NotImplemented"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 501);
}

#[tokio::test(start_paused = true)]
async fn the_sdk_tries_again_and_nothing_is_stored_twice() {
    let cloud = Cloud::new();
    let config = aws_sdk_s3::config::Builder::from(&cloud.sdk_config());
    let s3 = aws_sdk_s3::Client::from_conf(parhelion::tune!(cloud, config).build());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    let put = || s3.put_object().bucket("photos").key("a").body(b"1".to_vec().into());
    // Every call refused once, then applied though its answer is lost, then well.
    let site = |text: &str| Site::from(text);
    let plan: Plan = [
        (site("user/1/PutObject:photos|a#0.1/s3.before.0"), 2),
        (site("user/1/PutObject:photos|a#0.2/s3.after.0"), 3),
    ]
    .into_iter()
    .collect();
    cloud.set_adversary(Adversary::plan(plan.clone()));
    parhelion::within("user/1", put().send()).await.unwrap();
    assert_eq!(cloud.adversary().taken(), &plan);
    let journal = cloud.journal().to_json_lines();
    assert_eq!(journal.matches("\"what\":\"choice\"").count(), 2, "{journal}");
    assert_eq!(journal.matches("\"lost\":true").count(), 1);
}

/// Harness trap T1 and the like: same seed, same bytes; another seed, others.
#[test]
fn the_same_seed_gives_the_same_journal() {
    let run = |seed: u64| {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let cloud = Cloud::builder().seed(seed).build();
            cloud.set_adversary(Adversary::random(seed, 0.3));
            let config = aws_sdk_s3::config::Builder::from(&cloud.sdk_config());
            let s3 = aws_sdk_s3::Client::from_conf(parhelion::tune!(cloud, config).build());
            let tasks = (0..8).map(|user| {
                let s3 = s3.clone();
                async move {
                    let _ = s3.create_bucket().bucket(format!("bucket-{user}")).send().await;
                    for n in 0..5 {
                        let put =
                            s3.put_object().bucket(format!("bucket-{user}")).key(n.to_string());
                        let _ = put.body(vec![n; 10].into()).send().await;
                    }
                }
            });
            let tasks: Vec<_> = tasks
                .enumerate()
                .map(|(user, work)| tokio::spawn(parhelion::within(format!("user/{user}"), work)))
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            cloud.journal().to_json_lines()
        })
    };
    let first = run(7);
    assert_eq!(first, run(7));
    assert_ne!(first, run(8));
}

/// As transfer managers do: parts side by side, then ranges side by side.
#[tokio::test(start_paused = true)]
async fn a_large_object_goes_up_in_parts_and_down_in_ranges() {
    use aws_sdk_s3::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart};
    const PART: usize = 5 << 20;
    let cloud = Cloud::new();
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    let content: Vec<u8> = (0..3 * PART + 17).map(|n| (n / 251) as u8).collect();
    let create = s3.create_multipart_upload().bucket("photos").key("large");
    let created = create.checksum_algorithm(ChecksumAlgorithm::Crc32).send().await.unwrap();
    let id = created.upload_id().unwrap();
    let mut uploads = tokio::task::JoinSet::new();
    for (n, part) in content.chunks(PART).enumerate() {
        let upload = s3.upload_part().bucket("photos").key("large").upload_id(id);
        let upload = upload.part_number(n as i32 + 1).checksum_algorithm(ChecksumAlgorithm::Crc32);
        uploads.spawn(upload.body(part.to_vec().into()).send());
    }
    let mut parts = Vec::new();
    for done in uploads.join_all().await {
        let done = done.unwrap();
        parts.push((done.checksum_crc32.clone(), done.e_tag.clone()));
    }
    let listed = s3.list_parts().bucket("photos").key("large").upload_id(id).send().await.unwrap();
    let listed: Vec<CompletedPart> = listed
        .parts()
        .iter()
        .map(|part| {
            assert!(parts.contains(&(part.checksum_crc32.clone(), part.e_tag.clone())));
            CompletedPart::builder()
                .set_part_number(part.part_number)
                .set_e_tag(part.e_tag.clone())
                .set_checksum_crc32(part.checksum_crc32.clone())
                .build()
        })
        .collect();
    let listed = CompletedMultipartUpload::builder().set_parts(Some(listed)).build();
    let complete = s3.complete_multipart_upload().bucket("photos").key("large").upload_id(id);
    let done = complete.multipart_upload(listed).send().await.unwrap();
    assert!(done.e_tag().unwrap().ends_with("-4\""));

    let mut ranges = tokio::task::JoinSet::new();
    for (n, _) in content.chunks(1 << 20).enumerate() {
        let from = n << 20;
        let range = format!("bytes={from}-{}", (from + (1 << 20)).min(content.len()) - 1);
        let get = s3.get_object().bucket("photos").key("large").range(range).send();
        ranges.spawn(async move { (n, get.await.unwrap().body.collect().await.unwrap().to_vec()) });
    }
    let mut pieces = ranges.join_all().await;
    pieces.sort_by_key(|(n, _)| *n);
    assert!(pieces.into_iter().flat_map(|(_, piece)| piece).eq(content));
}
