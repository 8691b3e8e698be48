//! Files are written by the library that reads them, and by pyarrow.
#![allow(clippy::unwrap_used)]

use crate::{Compression, Input, Output, Problem, Request, ScanRange, Selection, Step, Stored};
use ::parquet::basic::Compression as Codec;
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use std::io::Read;
use std::sync::Arc;

struct Object(Vec<u8>);

impl Stored for Object {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_from(&self, start: u64) -> Box<dyn Read + Send> {
        let rest = self.0.get(usize::try_from(start).unwrap()..).unwrap_or_default();
        Box::new(std::io::Cursor::new(rest.to_vec()))
    }
}

/// Two row groups: ann and ben, and cäsar, who has no pay.
fn people(codec: Codec) -> Vec<u8> {
    let schema = "message people { required binary name (UTF8); required int64 age; optional double pay; \
                  optional int64 born (TIMESTAMP(MILLIS,true)); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = WriterProperties::builder().set_compression(codec).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for names in [&["ann", "ben"][..], &["cäsar"]] {
        let (ages, pay, has_pay) = match names.len() {
            2 => (vec![31, 42], vec![1.5, 2.5], vec![1, 1]),
            _ => (vec![55], vec![], vec![0]),
        };
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let names: Vec<ByteArray> = names.iter().map(|name| ByteArray::from(*name)).collect();
        column.typed::<ByteArrayType>().write_batch(&names, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&ages, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&pay, Some(&has_pay), None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let born: Vec<i64> = ages.iter().map(|_| 1_700_000_000_000).collect();
        let all: Vec<i16> = ages.iter().map(|_| 1).collect();
        column.typed::<Int64Type>().write_batch(&born, Some(&all), None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn ask(
    sql: &str,
    object: Vec<u8>,
    compression: Compression,
    range: Option<ScanRange>,
) -> Result<String, Problem> {
    let output = Output::Json("\n".to_owned());
    let (expression, now) = (sql.to_owned(), 0);
    let request = Request { expression, input: Input::Parquet, compression, range, output, now };
    let size = object.len() as u64;
    let mut selection = Selection::new(request, &Object(object))?;
    let mut all = Vec::new();
    while let Step::Records(bytes) = selection.step()? {
        all.extend(bytes);
    }
    assert_eq!(selection.progress().scanned, size);
    Ok(String::from_utf8(all).unwrap())
}

fn select(sql: &str, object: Vec<u8>) -> Result<String, Problem> {
    ask(sql, object, Compression::None, None)
}

#[test]
fn rows_have_the_types_of_their_columns() {
    for codec in [Codec::UNCOMPRESSED, Codec::SNAPPY, Codec::GZIP(Default::default())] {
        let all = select("SELECT s.name, s.age + 1 AS later, s.pay FROM S3Object s", people(codec));
        let expected = "{\"name\":\"ann\",\"later\":32,\"pay\":1.5}\n\
                        {\"name\":\"ben\",\"later\":43,\"pay\":2.5}\n\
                        {\"name\":\"cäsar\",\"later\":56,\"pay\":null}\n";
        assert_eq!(all.unwrap(), expected, "{codec:?}");
    }
    let plain = || people(Codec::UNCOMPRESSED);
    let one = |sql: &str| select(sql, plain()).unwrap();
    assert_eq!(one("SELECT COUNT(*) AS n FROM S3Object s WHERE s.pay IS NULL"), "{\"n\":1}\n");
    assert_eq!(one("SELECT SUM(s.age) AS n FROM S3Object s"), "{\"n\":128}\n");
    assert_eq!(one("SELECT * FROM S3Object s LIMIT 0"), "");
    let year = "SELECT EXTRACT(YEAR FROM s.born) AS y FROM S3Object s LIMIT 1";
    assert_eq!(one(year), "{\"y\":2023}\n");
    assert!(
        one("SELECT * FROM S3Object s").starts_with("{\"name\":\"ann\",\"age\":31,\"pay\":1.5,")
    );
}

/// A file of pyarrow's, with types of its own and nested ones.
#[test]
fn files_of_others_are_read() {
    let file = || include_bytes!("files/arrow.parquet").to_vec();
    let all = select("SELECT * FROM S3Object s", file()).unwrap();
    let expected = "{\"id\":1,\"f\":0.1,\"price\":12.34,\"day\":\"2020-02-29T00:00:00.000Z\",\
                    \"tags\":[\"a\",\"b\"],\"at\":{\"x\":1,\"y\":\"z\"},\"ok\":true,\"blob\":\"\u{fffd}\"}\n\
                    {\"id\":2,\"f\":null,\"price\":-0.05,\"day\":\"2020-02-29T00:00:00.000Z\",\
                    \"tags\":[],\"at\":null,\"ok\":false,\"blob\":\"b\"}\n";
    assert_eq!(all, expected);
    let one = select("SELECT s.\"at\".y, s.tags[1] AS t FROM S3Object s LIMIT 1", file()).unwrap();
    assert_eq!(one, "{\"y\":\"z\",\"t\":\"b\"}\n");
}

#[test]
fn a_range_takes_the_row_groups_that_begin_in_it() {
    let object = people(Codec::UNCOMPRESSED);
    let within = |start, end| {
        let range = ScanRange { start: Some(start), end: Some(end) };
        let sql = "SELECT s.name FROM S3Object s";
        ask(sql, object.clone(), Compression::None, Some(range)).unwrap()
    };
    assert_eq!(within(0, 4), "{\"name\":\"ann\"}\n{\"name\":\"ben\"}\n");
    assert_eq!(within(5, object.len() as u64 - 1), "{\"name\":\"cäsar\"}\n");
}

#[test]
fn what_is_no_parquet_of_s3s_is_told() {
    let code = |asked: Result<String, Problem>| asked.unwrap_err().code;
    let sql = "SELECT * FROM S3Object s";
    let whole = people(Codec::UNCOMPRESSED);
    for broken in
        [vec![], b"PAR1".to_vec(), b"name,age\n".to_vec(), whole[..whole.len() - 9].to_vec()]
    {
        assert_eq!(code(select(sql, broken)), "ParquetParsingError");
    }
    // Of pyarrow: this reader's own library writes none without a compiler for C.
    let zstd = include_bytes!("files/zstd.parquet").to_vec();
    assert_eq!(code(select(sql, zstd)), "ParquetUnsupportedCompressionCodec");
    let packed = ask(sql, whole, Compression::Gzip, None);
    assert_eq!(code(packed), "InvalidCompressionFormat");
}

/// Bytes changed anywhere: an answer or an error, never a panic.
#[test]
fn damaged_files_never_panic() {
    let whole = people(Codec::SNAPPY);
    for at in 0..whole.len() {
        for flip in [1, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] ^= flip;
            let request = Request {
                expression: "SELECT * FROM S3Object s".to_owned(),
                input: Input::Parquet,
                compression: Compression::None,
                range: None,
                output: Output::Json("\n".to_owned()),
                now: 0,
            };
            if let Ok(mut selection) = Selection::new(request, &Object(damaged)) {
                while let Ok(Step::Records(_)) = selection.step() {}
            }
        }
    }
}
