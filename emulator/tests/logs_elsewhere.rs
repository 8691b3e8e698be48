//! CloudWatch Logs beside the services that it turns to: CloudWatch for metric filters, S3 for export
//! tasks, KMS for groups' keys.

use parhelion::Cloud;
use parhelion::cloudwatch::{self, CloudWatch};
use parhelion::kms::{self, Kms};
use parhelion::logs::model::{self as logs, operations as op};
use parhelion::s3::{self, S3};
use parhelion::wire::error::Result;
use parhelion::wire::shell::TypedOperation;
use parhelion_world::service::Handles;
use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

const GROUP: &str = "app";

struct Scene(Cloud);

impl Scene {
    fn new() -> Self {
        let scene = Self(Cloud::new());
        let name = || GROUP.to_owned();
        let group = logs::CreateLogGroupInput { log_group_name: name(), ..Default::default() };
        scene.call::<op::CreateLogGroup>(group).unwrap();
        for stream in ["web/1", "web/2"] {
            let stream = logs::CreateLogStreamInput {
                log_group_name: name(),
                log_stream_name: stream.into(),
            };
            scene.call::<op::CreateLogStream>(stream).unwrap();
        }
        scene
    }

    fn call<O: TypedOperation>(&self, input: O::Input) -> Result<O::Output>
    where
        parhelion::logs::Logs: Handles<O>,
    {
        self.0.call::<parhelion::logs::Logs, O>(input)
    }

    /// Events of now and so many seconds before.
    fn log(&self, events: &[(i64, &str)]) {
        let now = self.0.now().0;
        let events = events.iter().map(|(ago, message)| logs::InputLogEvent {
            timestamp: now - ago * 1_000,
            message: (*message).to_owned(),
        });
        let put = logs::PutLogEventsInput {
            log_group_name: GROUP.into(),
            log_stream_name: "web/1".into(),
            log_events: events.collect(),
            ..Default::default()
        };
        self.call::<op::PutLogEvents>(put).unwrap();
    }

    fn filter(&self, name: &str, pattern: &str, one: logs::MetricTransformation) {
        let put = logs::PutMetricFilterInput {
            log_group_name: GROUP.into(),
            filter_name: name.into(),
            filter_pattern: pattern.into(),
            metric_transformations: vec![one],
            ..Default::default()
        };
        self.call::<op::PutMetricFilter>(put).unwrap();
    }

    /// Count, sum, minimum and maximum of each minute of the last hour.
    fn metric(&self, name: &str, dimensions: &[(&str, &str)]) -> Vec<[f64; 4]> {
        let now = self.0.now();
        let dimension = |(name, value): &(&str, &str)| cloudwatch::model::Dimension {
            name: (*name).into(),
            value: (*value).into(),
        };
        let input = cloudwatch::model::GetMetricStatisticsInput {
            namespace: "app".into(),
            metric_name: name.into(),
            dimensions: Some(dimensions.iter().map(dimension).collect()),
            start_time: now - Duration::from_secs(3_600),
            end_time: now + Duration::from_secs(3_600),
            period: 60,
            statistics: Some(["SampleCount", "Sum", "Minimum", "Maximum"].map(Into::into).to_vec()),
            ..Default::default()
        };
        type Get = cloudwatch::model::operations::GetMetricStatistics;
        let mut points = self.0.call::<CloudWatch, Get>(input).unwrap().datapoints.unwrap();
        points.sort_by_key(|point| point.timestamp);
        let some = |value: Option<f64>| value.unwrap();
        points
            .iter()
            .map(|it| [it.sample_count, it.sum, it.minimum, it.maximum].map(some))
            .collect()
    }
}

fn transformation(name: &str, value: &str) -> logs::MetricTransformation {
    logs::MetricTransformation {
        metric_name: name.into(),
        metric_namespace: "app".into(),
        metric_value: value.into(),
        ..Default::default()
    }
}

#[tokio::test(start_paused = true)]
async fn cw_a7_metric_filters_count_and_measure() {
    let scene = Scene::new();
    scene.log(&[(0, "ERROR before the filter was there")]);
    scene.filter("count", "ERROR", transformation("errors", "1"));
    let default = logs::MetricTransformation {
        default_value: Some(0.0),
        ..transformation("errors-or-none", "1")
    };
    scene.filter("default", "ERROR", default);
    scene.filter("time", "{ $.ms > 0 }", transformation("time", "$.ms"));
    scene.filter("size", "[ip, bytes]", transformation("size", "$bytes"));
    let dimensions = BTreeMap::from([("path".to_owned(), "$.path".to_owned())]);
    let by_path = logs::MetricTransformation {
        dimensions: Some(dimensions),
        ..transformation("requests", "1")
    };
    scene.filter("by-path", "{ $.path = * }", by_path);
    scene.0.advance(Duration::from_secs(90)).await;
    scene.log(&[
        (0, "ERROR one"),
        (0, "ERROR two"),
        (0, r#"{"ms":5,"path":"/a"}"#),
        (0, r#"{"ms":7,"path":"/a"}"#),
        (0, r#"{"ms":"slow","path":"/b"}"#),
        (0, "10.0.0.1 700"),
    ]);
    assert_eq!(scene.metric("errors", &[]), [] as [[f64; 4]; 0], "CW-A7.5: once a minute");
    scene.0.advance(Duration::from_secs(60)).await;
    scene.log(&[(0, "fine")]);
    scene.0.advance(Duration::from_secs(60)).await;
    assert_eq!(scene.metric("errors", &[]), [[2.0, 2.0, 1.0, 1.0]], "CW-A7.4: not before");
    let zeros = scene.metric("errors-or-none", &[]);
    assert_eq!(zeros, [[2.0, 2.0, 1.0, 1.0], [1.0, 0.0, 0.0, 0.0]], "CW-A7.6");
    assert_eq!(scene.metric("time", &[]), [[2.0, 12.0, 5.0, 7.0]], "CW-A7.9");
    // `ERROR one` has two fields, too; the second one is no number.
    assert_eq!(scene.metric("size", &[]), [[1.0, 700.0, 700.0, 700.0]]);
    assert_eq!(scene.metric("requests", &[("path", "/a")]), [[2.0, 2.0, 1.0, 1.0]], "CW-A7.8");
    assert_eq!(scene.metric("requests", &[("path", "/b")]), [[1.0, 1.0, 1.0, 1.0]]);
    assert_eq!(scene.metric("requests", &[]), [] as [[f64; 4]; 0]);
}

fn bucket_policy(scene: &Scene, actions: &str) {
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",
        "Principal":{{"Service":"logs.us-east-1.amazonaws.com"}},"Action":{actions},
        "Resource":["arn:aws:s3:::exports","arn:aws:s3:::exports/*"]}}]}}"#
    );
    let put =
        s3::model::PutBucketPolicyInput { bucket: "exports".into(), policy, ..Default::default() };
    scene.0.call::<S3, s3::model::operations::PutBucketPolicy>(put).unwrap();
}

#[tokio::test(start_paused = true)]
async fn cw_a11_export_tasks_write_into_a_bucket_that_lets_them() {
    let scene = Scene::new();
    scene.log(&[(20, "old"), (5, "first"), (0, "second")]);
    let now = scene.0.now();
    let create = || logs::CreateExportTaskInput {
        task_name: Some("all".into()),
        log_group_name: GROUP.into(),
        from: now.0 - 10_000,
        to: now.0,
        destination: "exports".into(),
        destination_prefix: Some("here".into()),
        ..Default::default()
    };
    let refused = || scene.call::<op::CreateExportTask>(create()).unwrap_err();
    let nowhere = "The given bucket does not exist. Please make sure the bucket is valid.";
    assert_eq!(refused().message(), nowhere);
    let bucket = s3::model::CreateBucketInput { bucket: "exports".into(), ..Default::default() };
    scene.0.call::<S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    assert!(refused().message().starts_with("GetBucketAcl call on the given bucket failed."));
    bucket_policy(&scene, r#""s3:GetBucketAcl""#);
    assert!(refused().message().starts_with("PutObject call on the given bucket failed."));
    bucket_policy(&scene, r#"["s3:GetBucketAcl","s3:PutObject"]"#);
    let id = scene.call::<op::CreateExportTask>(create()).unwrap().task_id.unwrap();
    assert_eq!(refused().code(), "LimitExceededException", "one at a time");
    let shown = || {
        let input =
            logs::DescribeExportTasksInput { task_id: Some(id.clone()), ..Default::default() };
        scene.call::<op::DescribeExportTasks>(input).unwrap().export_tasks.unwrap().remove(0)
    };
    assert_eq!(shown().status.unwrap().code.as_deref(), Some("PENDING"));
    scene.0.advance(Duration::from_secs(1)).await;
    assert_eq!(shown().status.unwrap().code.as_deref(), Some("RUNNING"));
    scene.0.advance(Duration::from_secs(1)).await;
    let done = shown();
    assert_eq!(done.status.unwrap().code.as_deref(), Some("COMPLETED"));
    assert_eq!(done.execution_info.unwrap().completion_time, Some(now.0 + 2_000));
    let get = s3::model::GetObjectInput {
        bucket: "exports".into(),
        key: format!("here/{id}/web-1/000000.gz"),
        ..Default::default()
    };
    let object = scene.0.call::<S3, s3::model::operations::GetObject>(get).unwrap();
    let packed = object.body.unwrap().to_bytes();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    let at = (now - Duration::from_secs(5)).date_time_millis();
    assert_eq!(text, format!("{at} first\n{} second\n", now.date_time_millis()));
    let cancel = |id: &str| {
        scene.call::<op::CancelExportTask>(logs::CancelExportTaskInput { task_id: id.into() })
    };
    assert_eq!(cancel(&id).unwrap_err().code(), "InvalidOperationException");
    assert_eq!(cancel("none").unwrap_err().message(), "The specified export task does not exist.");
    let next = scene.call::<op::CreateExportTask>(create()).unwrap().task_id.unwrap();
    cancel(&next).unwrap();
    scene.0.advance(Duration::from_secs(5)).await;
    let input = logs::DescribeExportTasksInput {
        status_code: Some("CANCELLED".into()),
        ..Default::default()
    };
    let cancelled = scene.call::<op::DescribeExportTasks>(input).unwrap().export_tasks.unwrap();
    assert_eq!(cancelled.iter().map(|it| it.task_id.clone().unwrap()).collect::<Vec<_>>(), [next]);
}

/// CW-A2.4: what cannot be read by GetLogEvents can be exported.
#[tokio::test(start_paused = true)]
async fn cw_a2_4_infrequent_access_is_exported_and_delivery_is_not() {
    let scene = Scene::new();
    let bucket = s3::model::CreateBucketInput { bucket: "exports".into(), ..Default::default() };
    scene.0.call::<S3, s3::model::operations::CreateBucket>(bucket).unwrap();
    bucket_policy(&scene, r#"["s3:GetBucketAcl","s3:PutObject"]"#);
    let export = |class: &str| {
        let group = logs::CreateLogGroupInput {
            log_group_name: class.to_lowercase(),
            log_group_class: Some(class.into()),
            ..Default::default()
        };
        scene.call::<op::CreateLogGroup>(group).unwrap();
        let create = logs::CreateExportTaskInput {
            log_group_name: class.to_lowercase(),
            from: 0,
            to: scene.0.now().0,
            destination: "exports".into(),
            ..Default::default()
        };
        scene.call::<op::CreateExportTask>(create)
    };
    let refused = export("DELIVERY").unwrap_err();
    assert_eq!(refused.message(), "This operation is only supported on the Standard log class.");
    let id = export("INFREQUENT_ACCESS").unwrap().task_id.unwrap();
    scene.0.advance(Duration::from_secs(5)).await;
    let input = logs::DescribeExportTasksInput { task_id: Some(id), ..Default::default() };
    let shown =
        scene.call::<op::DescribeExportTasks>(input).unwrap().export_tasks.unwrap().remove(0);
    assert_eq!(shown.status.unwrap().code.as_deref(), Some("COMPLETED"));
}

#[test]
fn cw_a2_5_a_key_must_let_cloudwatch_logs_in() {
    let scene = Scene::new();
    let key = |policy: Option<String>| {
        let create = kms::model::CreateKeyInput { policy, ..Default::default() };
        let made = scene.0.call::<Kms, kms::model::operations::CreateKey>(create).unwrap();
        made.key_metadata.unwrap().arn.unwrap()
    };
    let statement = |principal: &str| {
        format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"kms:*","Resource":"*"}}"#)
    };
    let root = statement(r#"{"AWS":"arn:aws:iam::123456789012:root"}"#);
    let logs = statement(r#"{"Service":"logs.us-east-1.amazonaws.com"}"#);
    let open = key(Some(format!(r#"{{"Version":"2012-10-17","Statement":[{root},{logs}]}}"#)));
    let closed = key(None);
    let associate = |key: &str| {
        scene.call::<op::AssociateKmsKey>(logs::AssociateKmsKeyInput {
            log_group_name: Some(GROUP.into()),
            kms_key_id: key.into(),
            resource_identifier: None,
        })
    };
    let create = |name: &str, key: &str| {
        scene.call::<op::CreateLogGroup>(logs::CreateLogGroupInput {
            log_group_name: name.into(),
            kms_key_id: Some(key.into()),
            ..Default::default()
        })
    };
    associate(&open).unwrap();
    create("other", &open).unwrap();
    let text = |group: &str| {
        format!(
            "The specified KMS key does not exist or is not allowed to be used with Arn \
             'arn:aws:logs:us-east-1:123456789012:log-group:{group}'"
        )
    };
    let refused = associate(&closed).unwrap_err();
    assert_eq!((refused.code(), refused.message()), ("AccessDeniedException", &*text(GROUP)));
    assert_eq!(create("third", &closed).unwrap_err().message(), text("third"));
    let none = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000";
    assert_eq!(create("third", none).unwrap_err().message(), text("third"));
}

/// What was encrypted with a key is read with it, or not at all; what came before and after is its own.
#[test]
fn cw_a2_5_events_are_read_with_the_key_that_they_were_written_with() {
    let scene = Scene::new();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root","Service":"logs.us-east-1.amazonaws.com"},"Action":"kms:*","Resource":"*"}]}"#;
    let create = kms::model::CreateKeyInput { policy: Some(policy.into()), ..Default::default() };
    let made = scene.0.call::<Kms, kms::model::operations::CreateKey>(create).unwrap();
    let key = made.key_metadata.unwrap().arn.unwrap();
    let associate = || {
        scene.call::<op::AssociateKmsKey>(logs::AssociateKmsKeyInput {
            log_group_name: Some(GROUP.into()),
            kms_key_id: key.clone(),
            resource_identifier: None,
        })
    };
    let disable = || {
        let input = kms::model::DisableKeyInput { key_id: key.clone() };
        scene.0.call::<Kms, kms::model::operations::DisableKey>(input).unwrap();
    };
    let get = |limit: i32| {
        let input = logs::GetLogEventsInput {
            log_group_name: Some(GROUP.into()),
            log_stream_name: "web/1".into(),
            limit: Some(limit),
            ..Default::default()
        };
        let events = scene.call::<op::GetLogEvents>(input)?.events.unwrap();
        Result::Ok(events.into_iter().map(|it| it.message.unwrap()).collect::<Vec<_>>())
    };
    let filter = |pattern: &str| {
        let input = logs::FilterLogEventsInput {
            log_group_name: Some(GROUP.into()),
            filter_pattern: Some(pattern.into()),
            ..Default::default()
        };
        scene.call::<op::FilterLogEvents>(input).map(|found| found.events.unwrap().len())
    };
    scene.log(&[(30, "plain")]);
    associate().unwrap();
    scene.log(&[(20, "secret")]);
    assert_eq!(get(10).unwrap(), ["plain", "secret"]);
    disable();
    for refused in [get(10).unwrap_err(), filter("plain").unwrap_err()] {
        assert_eq!(refused.code(), "AccessDeniedException", "{}", refused.message());
    }
    assert_eq!(associate().unwrap_err().code(), "InvalidParameterException", "of a disabled key");
    let group = logs::DisassociateKmsKeyInput {
        log_group_name: Some(GROUP.into()),
        resource_identifier: None,
    };
    scene.call::<op::DisassociateKmsKey>(group).unwrap();
    scene.log(&[(10, "plain again")]);
    assert_eq!(get(1).unwrap(), ["plain again"]);
    assert!(get(2).is_err(), "the key that it was encrypted with is still needed");
    let input = kms::model::EnableKeyInput { key_id: key.clone() };
    scene.0.call::<Kms, kms::model::operations::EnableKey>(input).unwrap();
    assert_eq!(get(10).unwrap(), ["plain", "secret", "plain again"]);
    assert_eq!(filter("plain").unwrap(), 2);
}
