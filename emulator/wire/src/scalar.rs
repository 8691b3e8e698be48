//! Scalars as text: in XML elements, query parameters, headers and URL labels.

use crate::table::{Member, Shape, ShapeKind, TimestampFormat};
use crate::{Timestamp, Value};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::fmt::Write;

/// Standard base64; padding is written and may be missing when read.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The format of a timestamp that stands in `member`, whose place has the default `otherwise`.
pub(crate) fn format_of(
    member: Option<&Member>,
    shape: &Shape,
    otherwise: TimestampFormat,
) -> TimestampFormat {
    let own = match shape.kind {
        ShapeKind::Timestamp(format) => format,
        _ => None,
    };
    member.and_then(|member| member.timestamp_format).or(own).unwrap_or(otherwise)
}

/// `None`: the text is no value of the shape.
pub(crate) fn read(shape: &Shape, format: TimestampFormat, text: &str) -> Option<Value> {
    match &shape.kind {
        ShapeKind::String | ShapeKind::Enum(_) => Some(Value::Text(text.to_owned())),
        ShapeKind::Boolean if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        ShapeKind::Boolean if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long => {
            integer(&shape.kind, text.trim().parse().ok()?)
        }
        ShapeKind::Float => {
            text.trim().parse::<f32>().ok().map(|number| Value::Float(number.into()))
        }
        ShapeKind::Double => text.trim().parse().ok().map(Value::Float),
        ShapeKind::Blob | ShapeKind::StreamingBlob => {
            BASE64.decode(text.trim()).ok().map(|bytes| Value::Blob(bytes.into()))
        }
        ShapeKind::Timestamp(_) => Timestamp::parse(text, format)
            .or_else(|| Timestamp::parse_date_time(text))
            .map(Value::Time),
        _ => None,
    }
}

/// `None`: too large for the kind.
pub(crate) fn integer(kind: &ShapeKind, number: i64) -> Option<Value> {
    let fits = match kind {
        ShapeKind::Byte => i8::try_from(number).is_ok(),
        ShapeKind::Short => i16::try_from(number).is_ok(),
        ShapeKind::Integer => i32::try_from(number).is_ok(),
        _ => true,
    };
    fits.then_some(Value::Int(number))
}

/// Appends a scalar; `millis` as in [`Timestamp::write`]. Trees of other kinds write nothing.
pub(crate) fn write(
    out: &mut String,
    shape: &Shape,
    format: TimestampFormat,
    millis: bool,
    value: &Value,
) {
    // Writing to a string cannot fail.
    let _ = match value {
        Value::Bool(true) => out.write_str("true"),
        Value::Bool(false) => out.write_str("false"),
        Value::Int(number) => write!(out, "{number}"),
        Value::Float(number) => {
            float(out, &shape.kind, *number);
            Ok(())
        }
        Value::Text(text) => out.write_str(text),
        Value::Blob(bytes) => {
            BASE64.encode_string(bytes, out);
            Ok(())
        }
        Value::Time(time) => {
            time.write(out, format, millis);
            Ok(())
        }
        _ => Ok(()),
    };
}

/// The shortest text that reads as the same number; `NaN`, `Infinity`, `-Infinity`.
pub(crate) fn float(out: &mut String, kind: &ShapeKind, number: f64) {
    // Writing to a string cannot fail.
    let _ = if number.is_nan() {
        out.write_str("NaN")
    } else if number.is_infinite() {
        out.write_str(if number > 0.0 { "Infinity" } else { "-Infinity" })
    } else if matches!(kind, ShapeKind::Float) {
        write!(out, "{:?}", number as f32)
    } else {
        write!(out, "{number:?}")
    };
}
