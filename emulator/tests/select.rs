//! S3-3.25: SelectObjectContent through the SDK, and where a journal has it.

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::operation::select_object_content::builders::SelectObjectContentFluentBuilder;
use aws_sdk_s3::types::{
    CompressionType, CsvInput, CsvOutput, ExpressionType, FileHeaderInfo, InputSerialization,
    JsonInput, JsonOutput, JsonType, OutputSerialization, ParquetInput, RequestProgress, ScanRange,
    SelectObjectContentEventStream as Event, Stats, StorageClass,
};
use parhelion::{Cloud, Journal, replay};

async fn scene(cloud: &Cloud, body: impl Into<Vec<u8>>) -> Client {
    let s3 = Client::new(&cloud.sdk_config());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    s3.put_object().bucket("photos").key("k").body(body.into().into()).send().await.unwrap();
    s3
}

fn of_csv(header: FileHeaderInfo) -> InputSerialization {
    let csv = CsvInput::builder().file_header_info(header).build();
    InputSerialization::builder().csv(csv).build()
}

fn of_json() -> InputSerialization {
    let json = JsonInput::builder().r#type(JsonType::Lines).build();
    InputSerialization::builder().json(json).build()
}

fn to_csv() -> OutputSerialization {
    OutputSerialization::builder().csv(CsvOutput::builder().build()).build()
}

fn select(s3: &Client, sql: &str, input: InputSerialization) -> SelectObjectContentFluentBuilder {
    let call = s3.select_object_content().bucket("photos").key("k").expression(sql);
    let call = call.expression_type(ExpressionType::Sql);
    call.input_serialization(input).output_serialization(to_csv())
}

/// What an answer is: its records, what it says of itself at the end, and its events by name.
async fn answer(call: SelectObjectContentFluentBuilder) -> (Vec<u8>, Stats, Vec<&'static str>) {
    let mut events = call.send().await.unwrap().payload;
    let (mut records, mut stats, mut names) = (Vec::new(), None, Vec::new());
    while let Some(event) = events.recv().await.unwrap() {
        names.push(match event {
            Event::Records(one) => {
                let payload = one.payload.unwrap().into_inner();
                assert!(payload.len() <= 1 << 20, "{}", payload.len());
                records.extend(payload);
                "Records"
            }
            Event::Stats(one) => {
                stats = one.details;
                "Stats"
            }
            Event::Progress(one) => {
                assert!(one.details.unwrap().bytes_scanned.unwrap() > 0);
                "Progress"
            }
            Event::Cont(_) => "Cont",
            Event::End(_) => "End",
            other => panic!("{other:?}"),
        });
    }
    (records, stats.unwrap(), names)
}

async fn text(call: SelectObjectContentFluentBuilder) -> String {
    String::from_utf8(answer(call).await.0).unwrap()
}

/// The code and the text of a refusal that comes before any event.
async fn refused(call: SelectObjectContentFluentBuilder) -> (String, String) {
    let error = call.send().await.unwrap_err().into_service_error();
    let text = |it: Option<&str>| it.unwrap_or_default().to_owned();
    (text(error.code()), text(error.message()))
}

#[tokio::test(start_paused = true)]
async fn s3_3_25_records_statistics_and_an_end() {
    let cloud = Cloud::new();
    let s3 = scene(&cloud, "name,age\nann,30\nbob,4\n").await;
    let sql = "SELECT s.name FROM S3Object s WHERE CAST(s.age AS INT) > 18";
    let (records, stats, names) = answer(select(&s3, sql, of_csv(FileHeaderInfo::Use))).await;
    assert_eq!(records, b"ann\n");
    assert_eq!(names, ["Records", "Stats", "End"]);
    assert_eq!(stats.bytes_scanned, Some(22));
    assert_eq!(stats.bytes_processed, Some(22));
    assert_eq!(stats.bytes_returned, Some(4));
    let json = OutputSerialization::builder();
    let json = json.json(JsonOutput::builder().record_delimiter(",").build()).build();
    let call = select(&s3, "SELECT COUNT(*) FROM S3Object", of_csv(FileHeaderInfo::Ignore));
    let call = call.output_serialization(json);
    let progress = RequestProgress::builder().enabled(true).build();
    let (records, _, names) = answer(call.request_progress(progress)).await;
    assert_eq!(records, b"{\"_1\":2},");
    assert_eq!(names, ["Records", "Progress", "Progress", "Stats", "End"]);
}

/// In memory that does not grow, in frames that are not too long, and no further than it is asked.
#[tokio::test(start_paused = true)]
async fn s3_3_25_long_objects() {
    let cloud = Cloud::new();
    let line = "{\"a\":\"é🦀\",\"n\":12345}\n";
    let object = line.repeat(9_000_000 / line.len());
    let s3 = scene(&cloud, object.clone()).await;
    let all = select(&s3, "SELECT s.a FROM S3Object s", of_json());
    let (records, stats, names) = answer(all).await;
    assert_eq!(records, "é🦀\n".repeat(9_000_000 / line.len()).into_bytes());
    assert_eq!(stats.bytes_scanned, Some(object.len() as i64));
    assert!(names.len() > 10);
    let none = select(&s3, "SELECT s.a FROM S3Object s WHERE s.n = 1", of_json());
    let (_, _, names) = answer(none).await;
    assert_eq!(names, ["Cont", "Cont", "Stats", "End"]);
    let first = select(&s3, "SELECT s.n FROM S3Object s LIMIT 1", of_json());
    let (records, stats, _) = answer(first).await;
    assert_eq!(records, b"12345\n");
    assert!(stats.bytes_scanned.unwrap() < 200_000);
    let range = ScanRange::builder().start(1).end(40).build();
    let part = select(&s3, "SELECT s.n FROM S3Object s", of_json()).scan_range(range);
    assert_eq!(text(part).await, "12345\n");
}

/// What goes wrong behind the first records is the last event.
#[tokio::test(start_paused = true)]
async fn s3_3_25_errors_behind_records_are_events() {
    let cloud = Cloud::new();
    let s3 = scene(&cloud, "1\n".repeat(200_000) + "x\n").await;
    let sql = "SELECT CAST(_1 AS INT) FROM S3Object";
    let mut events = select(&s3, sql, of_csv(FileHeaderInfo::None)).send().await.unwrap().payload;
    let mut records = 0;
    let error = loop {
        match events.recv().await {
            Ok(Some(Event::Records(_))) => records += 1,
            Ok(other) => panic!("{other:?}"),
            Err(error) => break format!("{error:?}"),
        }
    };
    assert!(records > 0);
    assert!(error.contains("CastFailed"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn s3_3_25_what_is_refused() {
    let cloud = Cloud::new();
    let s3 = scene(&cloud, "a,b\n").await;
    let plain = |sql: &str| select(&s3, sql, of_csv(FileHeaderInfo::None));
    let all = || plain("SELECT * FROM S3Object");
    let empty = || InputSerialization::builder();
    let again = "Please check the service documentation and try again.";
    for (call, code, message) in [
        (all().key("absent"), "NoSuchKey", "The specified key does not exist.".to_owned()),
        (
            all().expression_type("XQUERY".into()),
            "InvalidExpressionType",
            format!("The XQUERY expressionType is invalid. {again}"),
        ),
        (
            select(&s3, "SELECT * FROM S3Object", of_csv("SOMETIMES".into())),
            "InvalidFileHeaderInfo",
            format!("The SOMETIMES fileHeaderInfo is invalid. {again}"),
        ),
        (
            all().input_serialization(
                empty().json(JsonInput::builder().r#type("LINE".into()).build()).build(),
            ),
            "InvalidJsonType",
            format!("The LINE jsonType is invalid. {again}"),
        ),
        (
            all().input_serialization(empty().json(JsonInput::builder().build()).build()),
            "MissingRequiredParameter",
            format!("Type is required. {again}"),
        ),
        (
            all().input_serialization(empty().build()),
            "InvalidDataSource",
            "The data source type is not valid. Only CSV, JSON, and Parquet are supported."
                .to_owned(),
        ),
        (
            all().input_serialization(empty().parquet(ParquetInput::builder().build()).build()),
            "NotImplemented",
            "Parquet is not built in: it is behind the cargo feature `parquet`.".to_owned(),
        ),
        (
            all().scan_range(ScanRange::builder().start(5).end(1).build()),
            "InvalidScanRange",
            format!("The provided scan range is not valid. {again}"),
        ),
        (
            plain("SELECT * FROM S3Object ORDER BY _1"),
            "ParseUnexpectedToken",
            "Unexpected token found KEYWORD:UNKNOWN at line 1, column 24.".to_owned(),
        ),
    ] {
        assert_eq!(refused(call).await, (code.to_owned(), message));
    }
    let gzip = empty().csv(CsvInput::builder().build()).compression_type(CompressionType::Gzip);
    let (code, _) = refused(all().input_serialization(gzip.build())).await;
    assert_eq!(code, "InvalidCompressionFormat");
    let put = s3.put_object().bucket("photos").key("k").storage_class(StorageClass::DeepArchive);
    put.send().await.unwrap();
    let (code, message) = refused(all()).await;
    let expected = format!("We do not support DEEP_ARCHIVE storage class. {again}");
    assert_eq!((&*code, message), ("UnsupportedStorageClass", expected));
}

/// A reading is no event of the world: a journal with it is replayed, refused or not.
#[tokio::test(start_paused = true)]
async fn a_journal_with_selections_is_replayed() {
    let cloud = Cloud::builder().journal(Journal::default().keeping_inputs()).build();
    let s3 = scene(&cloud, "a,b\n").await;
    let plain = |sql: &str| select(&s3, sql, of_csv(FileHeaderInfo::None));
    assert_eq!(text(plain("SELECT UTCNOW() > `2000T`, _2 FROM S3Object")).await, "true,b\n");
    assert_eq!(refused(plain("SELECT odd FROM S3Object")).await.0, "InvalidColumnIndex");
    s3.delete_object().bucket("photos").key("k").send().await.unwrap();
    let again = replay(&cloud.journal().to_json_lines(), Cloud::builder()).unwrap();
    assert_eq!(again.journal().to_json_lines(), cloud.journal().to_json_lines());
}
