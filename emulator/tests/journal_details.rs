//! The journal tells what decides: why a call failed, and which part of what was asked did.

use aws_sdk_cloudwatchlogs::types::InputLogEvent;
use aws_sdk_s3::types::{Delete, ObjectIdentifier};
use parhelion::{Cloud, What};
use std::time::Duration;

fn details(cloud: &Cloud) -> Vec<String> {
    let journal = cloud.journal();
    let events = journal.events().iter();
    events
        .filter_map(|event| match &event.what {
            What::Answer { detail, .. } => Some(detail.clone()),
            _ => None,
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn errors_say_why() {
    let cloud = Cloud::new();
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    s3.get_object().bucket("photos").key("none").send().await.unwrap_err();
    assert_eq!(details(&cloud), ["", "The specified key does not exist."]);
    let long = "ü".repeat(2000);
    s3.head_bucket().bucket(long).send().await.unwrap_err();
    assert!(details(&cloud).iter().all(|detail| detail.chars().count() <= 401));
}

#[tokio::test(start_paused = true)]
async fn what_fails_within_a_success_is_told() {
    let cloud = Cloud::new();
    let config = cloud.sdk_config();
    let s3 = aws_sdk_s3::Client::new(&config);
    s3.create_bucket().bucket("kept").object_lock_enabled_for_bucket(true).send().await.unwrap();
    let put = s3.put_object().bucket("kept").key("held").body(b"1".to_vec().into());
    let put = put.object_lock_legal_hold_status(aws_sdk_s3::types::ObjectLockLegalHoldStatus::On);
    let version = put.send().await.unwrap().version_id.unwrap();
    let held = ObjectIdentifier::builder().key("held").version_id(version).build().unwrap();
    let delete = Delete::builder().objects(held).build().unwrap();
    s3.delete_objects().bucket("kept").delete(delete).send().await.unwrap();
    let told = details(&cloud).pop().unwrap();
    assert!(told.starts_with("Errors=[{Key: held, VersionId: "), "{told}");
    assert!(told.contains("Code: AccessDenied"), "{told}");

    let logs = aws_sdk_cloudwatchlogs::Client::new(&config);
    logs.create_log_group().log_group_name("app").send().await.unwrap();
    logs.create_log_stream().log_group_name("app").log_stream_name("a").send().await.unwrap();
    let late = cloud.now() + Duration::from_secs(86_400);
    let event = InputLogEvent::builder().timestamp(late.millis()).message("x").build().unwrap();
    let put = logs.put_log_events().log_group_name("app").log_stream_name("a");
    put.log_events(event).send().await.unwrap();
    let told = details(&cloud).pop().unwrap();
    assert_eq!(told, "rejectedLogEventsInfo={tooNewLogEventStartIndex: 0}");
}
