//! Records of the answer.

use crate::RECORD_MAX;
use crate::cast;
use crate::number;
use crate::problem::{Problem, Result, record_too_long};
use crate::value::Value;

/// How the answer is written.
#[derive(Clone, Debug)]
pub enum Output {
    /// Fields in order.
    Csv(CsvOutput),
    /// Objects, and what stands behind each.
    Json(String),
}

/// How the answer is CSV.
#[derive(Clone, Debug)]
pub struct CsvOutput {
    /// Which fields have quotes.
    pub quoting: Quoting,
    /// Before a quote inside of quotes.
    pub escape: String,
    /// Behind records.
    pub record_delimiter: String,
    /// Between fields.
    pub field_delimiter: String,
    /// Around fields.
    pub quote: String,
}

impl Default for CsvOutput {
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html>
    fn default() -> Self {
        Self {
            quoting: Quoting::AsNeeded,
            escape: "\"".to_owned(),
            record_delimiter: "\n".to_owned(),
            field_delimiter: ",".to_owned(),
            quote: "\"".to_owned(),
        }
    }
}

/// Which fields have quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quoting {
    /// All.
    Always,
    /// Those that would be read otherwise.
    #[default]
    AsNeeded,
}

impl Output {
    /// One record.
    pub(crate) fn write(&self, fields: &[(String, Value)], out: &mut String) -> Result<()> {
        let start = out.len();
        match self {
            Self::Csv(csv) => {
                for (at, (_, value)) in fields.iter().enumerate() {
                    if at > 0 {
                        out.push_str(&csv.field_delimiter);
                    }
                    csv.field(value, out)?;
                }
                out.push_str(&csv.record_delimiter);
            }
            Self::Json(delimiter) => {
                object(fields, out);
                out.push_str(delimiter);
            }
        }
        if out.len() - start > RECORD_MAX { Err(record_too_long()) } else { Ok(()) }
    }
}

impl CsvOutput {
    fn field(&self, value: &Value, out: &mut String) -> Result<()> {
        let text = match value {
            Value::Null | Value::Missing => String::new(),
            Value::List(_) | Value::Struct(_) => {
                // "Amazon S3 Select can only emit nested data using the JSON output format."
                let message = "S3 Select can only emit nested data using the JSON output format.";
                return Err(Problem::new("UnsupportedSqlOperation", message));
            }
            value => cast::shown(value),
        };
        let marks = [&self.field_delimiter, &self.record_delimiter, &self.quote];
        let needed = marks.iter().any(|mark| !mark.is_empty() && text.contains(mark.as_str()))
            || text.contains(['\r', '\n']);
        if self.quote.is_empty() || self.quoting == Quoting::AsNeeded && !needed {
            out.push_str(&text);
            return Ok(());
        }
        let escaped = format!("{}{}", self.escape, self.quote);
        out.push_str(&self.quote);
        out.push_str(&text.replace(self.quote.as_str(), &escaped));
        out.push_str(&self.quote);
        Ok(())
    }
}

fn object(fields: &[(String, Value)], out: &mut String) {
    out.push('{');
    let there = fields.iter().filter(|(_, value)| *value != Value::Missing);
    for (at, (name, value)) in there.enumerate() {
        if at > 0 {
            out.push(',');
        }
        text(name, out);
        out.push(':');
        json(value, out);
    }
    out.push('}');
}

fn json(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Missing => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Float(number) if !number.is_finite() => out.push_str("null"),
        Value::Int(_) | Value::Float(_) | Value::Decimal(_) => out.push_str(&number::shown(value)),
        Value::Text(plain) => text(plain, out),
        Value::Time(time) => text(&time.to_string(), out),
        Value::Struct(fields) => object(fields, out),
        Value::List(all) => {
            out.push('[');
            for (at, value) in all.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                json(value, out);
            }
            out.push(']');
        }
    }
}

fn text(plain: &str, out: &mut String) {
    out.push('"');
    for c in plain.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
