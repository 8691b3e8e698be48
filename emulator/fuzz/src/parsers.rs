//! Parsers that can be called alone.

use bytes::Bytes;
use http::HeaderMap;
use parhelion::Timestamp;
use parhelion::wire::chunked::Decoder;
use parhelion::wire::signature::Framing;
use parhelion_javascript::{Call, Program, Runtime};
use parhelion_policy::{Policy, Purpose, Request, RequestPrincipal};
use parhelion_select::{
    Compression, CsvInput, CsvOutput, Header, Input, Output, ScanRange, Selection, Step,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A policy is refused, or decides, and reads the same when what it says of itself is read again.
pub fn policy(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for purpose in [Purpose::Resource, Purpose::Identity, Purpose::Trust] {
        let Ok(policy) = Policy::parse(text, purpose) else { continue };
        let again = Policy::parse(&policy.document, purpose);
        let again = again.unwrap_or_else(|why| panic!("{}: {why:?}", policy.document));
        assert_eq!(again.document, policy.document);
        let keys: BTreeMap<String, Vec<String>> =
            [("aws:sourceip".to_owned(), vec!["10.0.0.1".to_owned()])].into();
        for principal in [
            RequestPrincipal::Anonymous,
            RequestPrincipal::Aws {
                account: "111122223333",
                arn: "arn:aws:iam::111122223333:root",
            },
        ] {
            for (action, resource) in
                [("s3:GetObject", "arn:aws:s3:::photos/k"), ("sts:AssumeRole", "")]
            {
                let request = Request { principal, action, resource, keys: &keys };
                assert_eq!(policy.decide(&request), again.decide(&request));
            }
        }
    }
}

/// Frames are refused or taken off, and it makes no difference in which pieces they come.
pub fn aws_chunked(data: &[u8]) {
    for framing in [Framing::Signed, Framing::UnsignedTrailer] {
        let whole = decoded(framing, data, data.len().max(1));
        let pieces = decoded(framing, data, 3);
        assert_eq!(whole, pieces);
        if let Some(body) = whole {
            assert!(body.len() <= data.len());
        }
    }
}

fn decoded(framing: Framing, data: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut headers = HeaderMap::new();
    if framing == Framing::UnsignedTrailer {
        let crc = http::HeaderValue::from_static("x-amz-checksum-crc32");
        headers.insert("x-amz-trailer", crc);
    }
    // No Content-Length of the content: the frames alone decide.
    let mut decoder = Decoder::unverified(framing, &headers).ok()?;
    let mut body = Vec::new();
    for piece in data.chunks(size) {
        decoder.feed(Bytes::copy_from_slice(piece), |data| body.extend(data)).ok()?;
    }
    decoder.finish().ok()?;
    Some(body)
}

/// Times are refused, or come out again as they went in.
pub fn times(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(time) = Timestamp::parse_date_time(text) {
        assert_eq!(Timestamp::parse_date_time(&time.date_time_millis()), Some(time), "{text}");
    }
    if let Some(time) = Timestamp::parse_http_date(text) {
        assert_eq!(Timestamp::parse_http_date(&time.http_date()), Some(time), "{text}");
    }
}

/// An expression over an object: both are refused, or the answer has an end. One byte says what the
/// object is, a zero byte ends the expression.
pub fn select(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let (expression, object) = match rest.iter().position(|byte| *byte == 0) {
        Some(at) => (&rest[..at], rest[at + 1..].to_vec()),
        None => (rest, Vec::new()),
    };
    let Ok(expression) = std::str::from_utf8(expression) else { return };
    let input = match kind % 4 {
        0 => Input::Json { lines: true },
        1 => Input::Csv(CsvInput { header: Header::Use, ..CsvInput::default() }),
        2 => Input::Csv(CsvInput { quoted_record_delimiter: true, ..CsvInput::default() }),
        _ => Input::Csv(CsvInput { field_delimiter: "é".to_owned(), ..CsvInput::default() }),
    };
    let output = match kind / 4 % 2 {
        0 => Output::Csv(CsvOutput::default()),
        _ => Output::Json("\n".to_owned()),
    };
    let compression = match kind / 8 % 4 {
        0 => Compression::Gzip,
        1 => Compression::Bzip2,
        _ => Compression::None,
    };
    let range = ScanRange { start: Some(u64::from(*kind) / 32), end: None };
    let range = (compression == Compression::None && kind / 32 > 0).then_some(range);
    let expression = expression.to_owned();
    let request =
        parhelion_select::Request { expression, input, compression, range, output, now: 0 };
    let Ok(mut selection) = Selection::new(request, &Stored(object)) else { return };
    while let Ok(Step::Records(_)) = selection.step() {}
}

struct Stored(Vec<u8>);

impl parhelion_select::Stored for Stored {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_from(&self, start: u64) -> Box<dyn std::io::Read + Send> {
        let rest = usize::try_from(start).ok().and_then(|start| self.0.get(start..));
        Box::new(std::io::Cursor::new(rest.unwrap_or_default().to_vec()))
    }
}

static ECHO: LazyLock<Program> =
    LazyLock::new(|| Program::new(Runtime::V2, "function handler(event) { return event }"));

/// A function, and behind a NUL the event that it is called with: a call ends, the next one comes to the same, and
/// what is handed on is JSON.
pub fn javascript(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (code, event) = text.split_once('\0').unwrap_or((text, "{}"));
    for runtime in [Runtime::V1, Runtime::V2] {
        let program = Program::new(runtime, code);
        let run = program.call(&Call::new(event));
        assert_eq!(program.call(&Call::new(event)), run);
        assert!(run.utilization <= 100);
        assert!(run.logs.iter().map(String::len).sum::<usize>() <= 10_240);
        if let Ok(told) = &run.outcome {
            assert_eq!(ECHO.call(&Call::new(told)).outcome.as_ref(), Ok(told));
        }
    }
}
