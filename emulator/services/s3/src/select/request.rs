//! What a request says of its object and of its answer.

use crate::model::*;
use parhelion_select::{
    Compression, CsvInput as ReadCsv, CsvOutput as WriteCsv, Header, Input, Output, Quoting,
    Request, ScanRange as Range,
};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_world::Context;

const AGAIN: &str = "Please check the service documentation and try again.";

fn missing(name: &str) -> Error {
    Error::new(400, "MissingRequiredParameter", format!("{name} is required. {AGAIN}"))
}

fn invalid(code: &'static str, name: &str, value: &str) -> Error {
    Error::new(400, code, format!("The {value} {name} is invalid. {AGAIN}"))
}

/// A violated constraint of the model, in the words of S3 Select.
pub(crate) fn constraint_error(problem: &Problem) -> Error {
    let name = problem.path.rsplit('.').next().unwrap_or_default();
    let value = problem.value.as_deref().unwrap_or_default();
    let code = match (problem.kind, name) {
        (ProblemKind::Required, _) => {
            let mut letters = name.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            return missing(&first.into_iter().chain(letters).collect::<String>());
        }
        (_, "expressionType") => "InvalidExpressionType",
        (_, "fileHeaderInfo") => "InvalidFileHeaderInfo",
        (_, "quoteFields") => "InvalidQuoteFields",
        (_, "compressionType") => "InvalidCompressionFormat",
        (_, "type") => return invalid("InvalidJsonType", "jsonType", value),
        _ => "InvalidRequestParameter",
    };
    invalid(code, name, value)
}

/// "The request body cannot be empty."
pub(crate) fn refuse_empty(cx: &Context) -> Result<()> {
    let length = cx.request.headers.get(http::header::CONTENT_LENGTH);
    match length.and_then(|length| length.to_str().ok()) {
        Some("0") => Err(Error::new(400, "EmptyRequestBody", "The request body cannot be empty.")),
        _ => Ok(()),
    }
}

pub(crate) fn read(
    expression: String,
    (input, output): (InputSerialization, OutputSerialization),
    range: Option<ScanRange>,
    now: i64,
) -> Result<Request> {
    let compression = match input.compression_type.as_deref() {
        Some("GZIP") => Compression::Gzip,
        Some("BZIP2") => Compression::Bzip2,
        _ => Compression::None,
    };
    let range = range.map(|ScanRange { start, end }| scan_range(start, end)).transpose()?;
    let (input, output) = (source(input)?, answer(output)?);
    Ok(Request { expression, input, compression, range, output, now })
}

fn scan_range(start: Option<i64>, end: Option<i64>) -> Result<Range> {
    let byte = |at: Option<i64>| at.map(u64::try_from).transpose();
    match (byte(start), byte(end)) {
        (Ok(start), Ok(end)) => Ok(Range { start, end }),
        _ => {
            let message = format!("The provided scan range is not valid. {AGAIN}");
            Err(Error::new(400, "InvalidScanRange", message))
        }
    }
}

fn conflict(name: &str) -> Error {
    let message = format!("{name} specifies more than one format. {AGAIN}");
    Error::new(400, "ObjectSerializationConflict", message)
}

fn source(input: InputSerialization) -> Result<Input> {
    match input {
        InputSerialization { csv: Some(csv), json: None, parquet: None, .. } => {
            read_csv(csv).map(Input::Csv)
        }
        InputSerialization { csv: None, json: Some(json), parquet: None, .. } => {
            let kind = json.type_.ok_or_else(|| missing("Type"))?;
            Ok(Input::Json { lines: kind == "LINES" })
        }
        #[cfg(feature = "parquet")]
        InputSerialization { csv: None, json: None, parquet: Some(_), .. } => Ok(Input::Parquet),
        #[cfg(not(feature = "parquet"))]
        InputSerialization { csv: None, json: None, parquet: Some(_), .. } => {
            let message = "Parquet is not built in: it is behind the cargo feature `parquet`.";
            Err(Error::new(501, "NotImplemented", message))
        }
        InputSerialization { csv: None, json: None, parquet: None, .. } => {
            let message =
                "The data source type is not valid. Only CSV, JSON, and Parquet are supported.";
            Err(Error::new(400, "InvalidDataSource", message))
        }
        _ => Err(conflict("InputSerialization")),
    }
}

/// A mark of one character, two at the most.
fn mark(text: Option<String>, most: usize, name: &'static str) -> Result<Option<String>> {
    match text {
        Some(text) if text.chars().count() > most => {
            Err(invalid("InvalidRequestParameter", name, &text))
        }
        text => Ok(text),
    }
}

fn read_csv(csv: CSVInput) -> Result<ReadCsv> {
    let CSVInput {
        file_header_info,
        comments,
        quote_escape_character,
        record_delimiter,
        field_delimiter,
        quote_character,
        allow_quoted_record_delimiter,
    } = csv;
    let given = |text: &String| !text.is_empty();
    let plain = ReadCsv::default();
    let quote = mark(quote_character, 1, "QuoteCharacter")?.or(plain.quote);
    let escape = mark(quote_escape_character, 1, "QuoteEscapeCharacter")?.filter(given);
    let comments = mark(comments, 1, "Comments")?.or(plain.comments);
    Ok(ReadCsv {
        header: match file_header_info.as_deref() {
            Some("USE") => Header::Use,
            Some("IGNORE") => Header::Ignore,
            _ => Header::None,
        },
        comments: comments.filter(given),
        escape: escape.unwrap_or(plain.escape),
        record_delimiter: mark(record_delimiter, 2, "RecordDelimiter")?.filter(given),
        field_delimiter: mark(field_delimiter, 2, "FieldDelimiter")?
            .filter(given)
            .unwrap_or(plain.field_delimiter),
        quote: quote.filter(given),
        quoted_record_delimiter: allow_quoted_record_delimiter.unwrap_or(false),
    })
}

fn answer(output: OutputSerialization) -> Result<Output> {
    match output {
        OutputSerialization { csv: Some(csv), json: None } => write_csv(csv).map(Output::Csv),
        OutputSerialization { csv: None, json: Some(json) } => {
            Ok(Output::Json(json.record_delimiter.unwrap_or_else(|| "\n".to_owned())))
        }
        OutputSerialization { csv: None, json: None } => Err(missing("OutputSerialization")),
        _ => Err(conflict("OutputSerialization")),
    }
}

fn write_csv(csv: CSVOutput) -> Result<WriteCsv> {
    let CSVOutput {
        quote_fields,
        quote_escape_character,
        record_delimiter,
        field_delimiter,
        quote_character,
    } = csv;
    let plain = WriteCsv::default();
    let escape = mark(quote_escape_character, 1, "QuoteEscapeCharacter")?;
    Ok(WriteCsv {
        quoting: match quote_fields.as_deref() {
            Some("ALWAYS") => Quoting::Always,
            _ => Quoting::AsNeeded,
        },
        escape: escape.unwrap_or(plain.escape),
        record_delimiter: record_delimiter.unwrap_or(plain.record_delimiter),
        field_delimiter: field_delimiter.unwrap_or(plain.field_delimiter),
        quote: mark(quote_character, 1, "QuoteCharacter")?.unwrap_or(plain.quote),
    })
}
