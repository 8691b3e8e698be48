//! `CAST(value AS type)`.

use crate::number;
use crate::problem::{Problem, Result};
use crate::syntax::Type;
use crate::timestamp::Stamp;
use crate::value::Value;
use bigdecimal::{BigDecimal, ToPrimitive, Zero};

/// Null and missing stay what they are.
pub(crate) fn cast(value: Value, to: Type) -> Result<Value> {
    let result = match (value, to) {
        (value @ (Value::Null | Value::Missing), _) => return Ok(value),
        (Value::List(_) | Value::Struct(_), _) => return Err(invalid()),
        (Value::Time(time), Type::Timestamp) => Some(Value::Time(time)),
        (Value::Text(text), Type::Timestamp) => Stamp::parse(&text).map(Value::Time),
        (_, Type::Timestamp) => return Err(invalid()),
        (value, Type::Text) => Some(Value::Text(shown(&value))),
        (Value::Time(_), _) => return Err(invalid()),
        (Value::Text(text), to) => of_text(&text, to),
        (Value::Bool(truth), Type::Bool) => Some(Value::Bool(truth)),
        (Value::Bool(truth), to) => return cast(Value::Int(truth.into()), to),
        (value, Type::Bool) => Some(Value::Bool(!number::as_decimal(&value)?.is_zero())),
        (value, Type::Float) => number::as_float(&value).ok().map(Value::Float),
        (value, Type::Decimal) => number::as_decimal(&value).ok().map(Value::Decimal),
        (value @ Value::Int(_), Type::Int) => Some(value),
        (value, Type::Int) => number::as_decimal(&value).ok().and_then(|it| whole(&it)),
    };
    result.ok_or_else(failed)
}

fn of_text(text: &str, to: Type) -> Option<Value> {
    match to {
        Type::Bool if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        Type::Bool if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        Type::Int => text.parse().ok().map(Value::Int),
        Type::Float => {
            let number: f64 = number::decimal(text)?.to_string().parse().ok()?;
            number.is_finite().then_some(Value::Float(number))
        }
        Type::Decimal => number::decimal(text).map(Value::Decimal),
        _ => None,
    }
}

/// Without what is behind the point.
fn whole(value: &BigDecimal) -> Option<Value> {
    value.with_scale(0).to_i64().map(Value::Int)
}

/// A scalar as text.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Bool(truth) => truth.to_string(),
        Value::Text(text) => text.clone(),
        Value::Time(time) => time.to_string(),
        value => number::shown(value),
    }
}

const TEXT: &str = "An attempt to convert from one data type to another using CAST failed in the SQL \
                    expression.";

/// The types fit, the value does not.
fn failed() -> Problem {
    Problem::new("CastFailed", TEXT)
}

fn invalid() -> Problem {
    Problem::new("InvalidCast", TEXT)
}

/// `value IS type`
pub(crate) fn is(value: &Value, kind: Type) -> bool {
    match kind {
        Type::Bool => matches!(value, Value::Bool(_)),
        Type::Int => matches!(value, Value::Int(_)),
        Type::Text => matches!(value, Value::Text(_)),
        Type::Float => matches!(value, Value::Float(_)),
        Type::Decimal => matches!(value, Value::Decimal(_)),
        Type::Timestamp => matches!(value, Value::Time(_)),
    }
}
