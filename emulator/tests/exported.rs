//! Exported from Parhelion's journal: its events 3 to 58.
#![allow(dead_code, unused_imports)]

use aws_sdk_cloudwatch::config::http::HttpResponse;
use aws_sdk_cloudwatch::error::{ProvideErrorMetadata, SdkError};
use parhelion::{Clock, Cloud, Timestamp};
use std::time::Duration;

/// What builders and accessors give, whether it may be absent there or not.
struct Whole<T>(T);

impl<T> Whole<Option<T>> {
    fn it(self) -> T {
        self.0.unwrap()
    }
}

impl<T, E: std::fmt::Debug> Whole<Result<T, E>> {
    fn it(self) -> T {
        self.0.unwrap()
    }
}

trait Plain {
    type It;
    fn it(self) -> Self::It;
}

impl<T> Plain for Whole<T> {
    type It = T;
    fn it(self) -> T {
        self.0
    }
}

/// The call failed so. Where an answer has no body, its status says enough.
fn refused<E: ProvideErrorMetadata + std::fmt::Debug>(status: u16, code: &str, error: &SdkError<E, HttpResponse>) {
    assert_eq!(error.raw_response().unwrap().status().as_u16(), status, "{error:?}");
    assert!(error.code().is_none_or(|it| it == code || it == "NotFound"), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn events_3_to_58() {
    let begun = Clock::tokio(Timestamp(4000000000000));
    let cloud = Cloud::builder().clock(begun).build();
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    // 3
    s3.create_bucket().bucket("photos").send().await.unwrap();
    // 8
    s3
        .put_object()
        .body(aws_sdk_s3::primitives::ByteStream::from_static(b"meow \\ \"\n"))
        .bucket("photos")
        .content_length(9)
        .key("café \"1\"")
        .metadata("by", "ann")
        .send()
        .await
        .unwrap();
    // 13
    refused(404, "NoSuchKey", &s3.get_object().bucket("photos").key("none").send().await.unwrap_err());
    // 18
    let answer_18 = s3.create_multipart_upload().bucket("photos").key("big").send().await.unwrap();
    // 23
    s3
        .upload_part()
        .body(aws_sdk_s3::primitives::ByteStream::from_static(b"a part"))
        .bucket("photos")
        .content_length(6)
        .key("big")
        .part_number(1)
        .upload_id(Whole(answer_18.upload_id()).it())
        .send()
        .await
        .unwrap();
    // 28
    s3
        .complete_multipart_upload()
        .bucket("photos")
        .key("big")
        .multipart_upload(Whole(aws_sdk_s3::types::CompletedMultipartUpload::builder().parts(Whole(aws_sdk_s3::types::CompletedPart::builder().e_tag("\"9db120e8880f33acf4ddeb40892c390c\"").part_number(1).build()).it()).build()).it())
        .upload_id(Whole(answer_18.upload_id()).it())
        .send()
        .await
        .unwrap();
    let logs = aws_sdk_cloudwatchlogs::Client::new(&cloud.sdk_config());
    // 33
    logs.create_log_group().log_group_name("/app").tags("team", "a").send().await.unwrap();
    // 38
    logs.create_log_stream().log_group_name("/app").log_stream_name("web").send().await.unwrap();
    // 43
    logs
        .put_log_events()
        .log_group_name("/app")
        .log_stream_name("web")
        .log_events(Whole(aws_sdk_cloudwatchlogs::types::InputLogEvent::builder().timestamp(4000000000000).message("a").build()).it())
        .send()
        .await
        .unwrap();
    // 48
    logs.filter_log_events().log_group_name("/app").filter_pattern("a").limit(5).send().await.unwrap();
    let cloudwatch = aws_sdk_cloudwatch::Client::new(&cloud.sdk_config());
    // 53
    cloudwatch
        .put_metric_data()
        .namespace("App")
        .metric_data(Whole(aws_sdk_cloudwatch::types::MetricDatum::builder().metric_name("Errors").dimensions(Whole(aws_sdk_cloudwatch::types::Dimension::builder().name("Host").value("web").build()).it()).value(5.0).build()).it())
        .send()
        .await
        .unwrap();
    cloud.advance(Duration::from_millis(90000)).await;
    // 58
    refused(409, "BucketNotEmpty", &s3.delete_bucket().bucket("photos").send().await.unwrap_err());
}
