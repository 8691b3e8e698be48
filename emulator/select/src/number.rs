//! Arithmetic: of 8-byte integers, of floats, of decimals with 38 digits.

use crate::problem::{Problem, Result, overflow, unevaluable};
use crate::value::Value;
use bigdecimal::{BigDecimal, RoundingMode, Zero};
use std::cmp::Ordering;
use std::num::NonZeroU64;

/// Significant digits of a decimal
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html>).
const DIGITS: u64 = 38;

/// AWS allows exponents of 2^31. What is computed here is written out, so they end earlier: behind
/// the last float.
const EXPONENT_MAX: i64 = 400;

/// The longest text that is read as a number.
const TEXT_MAX: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// A number as it is written in an expression or in JSON.
pub(crate) fn parse(text: &str) -> Result<Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Ok(Value::Int(whole));
    }
    decimal(text).map(Value::Decimal).ok_or_else(|| {
        let message = "An error occurred while parsing a number. This error can be caused by \
                       underflow or overflow of integers.";
        Problem::new("NumberFormatError", message)
    })
}

pub(crate) fn decimal(text: &str) -> Option<BigDecimal> {
    let digits = text.trim_start_matches(['+', '-']);
    if text.len() > TEXT_MAX || !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    bounded(text.parse().ok()?)
}

/// None: its exponent is beyond what is computed here.
fn bounded(value: BigDecimal) -> Option<BigDecimal> {
    let exponent = value.digits() as i64 - value.fractional_digit_count();
    if value.is_zero() {
        let scale = value.fractional_digit_count().clamp(0, DIGITS as i64);
        return Some(BigDecimal::zero().with_scale(scale));
    }
    if exponent.abs() > EXPONENT_MAX {
        return None;
    }
    let digits = NonZeroU64::new(DIGITS)?;
    let rounded = if value.digits() > DIGITS {
        value.with_precision_round(digits, RoundingMode::HalfEven)
    } else {
        value
    };
    Some(rounded)
}

pub(crate) fn compute(operation: Arithmetic, one: &Value, other: &Value) -> Result<Value> {
    match (one, other) {
        (Value::Missing, _) | (_, Value::Missing) => Ok(Value::Missing),
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Int(one), Value::Int(other)) => whole(operation, *one, *other),
        (one, other) if !one.is_number() || !other.is_number() => Err(unevaluable()),
        (Value::Float(_), _) | (_, Value::Float(_)) => {
            let (one, other) = (as_float(one)?, as_float(other)?);
            Ok(Value::Float(match operation {
                Arithmetic::Add => one + other,
                Arithmetic::Subtract => one - other,
                Arithmetic::Multiply => one * other,
                Arithmetic::Divide => one / other,
                Arithmetic::Modulo => one % other,
            }))
        }
        (one, other) => {
            let (one, other) = (as_decimal(one)?, as_decimal(other)?);
            let divides = matches!(operation, Arithmetic::Divide | Arithmetic::Modulo);
            if divides && other.is_zero() {
                return Err(unevaluable());
            }
            let result = match operation {
                Arithmetic::Add => one + other,
                Arithmetic::Subtract => one - other,
                Arithmetic::Multiply => one * other,
                Arithmetic::Divide => one / other,
                Arithmetic::Modulo => one % other,
            };
            bounded(result).map(Value::Decimal).ok_or_else(overflow)
        }
    }
}

fn whole(operation: Arithmetic, one: i64, other: i64) -> Result<Value> {
    if other == 0 && matches!(operation, Arithmetic::Divide | Arithmetic::Modulo) {
        return Err(unevaluable());
    }
    let result = match operation {
        Arithmetic::Add => one.checked_add(other),
        Arithmetic::Subtract => one.checked_sub(other),
        Arithmetic::Multiply => one.checked_mul(other),
        Arithmetic::Divide => one.checked_div(other),
        Arithmetic::Modulo => one.checked_rem(other),
    };
    result.map(Value::Int).ok_or_else(overflow)
}

pub(crate) fn negate(value: &Value) -> Result<Value> {
    match value {
        Value::Float(value) => Ok(Value::Float(-value)),
        value => compute(Arithmetic::Subtract, &Value::Int(0), value),
    }
}

pub(crate) fn order(one: &Value, other: &Value) -> Result<Ordering> {
    match (one, other) {
        (Value::Int(one), Value::Int(other)) => Ok(one.cmp(other)),
        (Value::Float(_), _) | (_, Value::Float(_)) => {
            as_float(one)?.partial_cmp(&as_float(other)?).ok_or_else(unevaluable)
        }
        (one, other) => Ok(as_decimal(one)?.cmp(&as_decimal(other)?)),
    }
}

pub(crate) fn as_float(value: &Value) -> Result<f64> {
    match value {
        Value::Int(value) => Ok(*value as f64),
        Value::Float(value) => Ok(*value),
        Value::Decimal(value) => value.to_string().parse().map_err(|_| unevaluable()),
        _ => Err(unevaluable()),
    }
}

pub(crate) fn as_decimal(value: &Value) -> Result<BigDecimal> {
    match value {
        Value::Int(value) => Ok((*value).into()),
        Value::Decimal(value) => Ok(value.clone()),
        Value::Float(value) => decimal(&value.to_string()).ok_or_else(overflow),
        _ => Err(unevaluable()),
    }
}

/// As answers show it.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Int(value) => value.to_string(),
        // 1.0 and 1e300, as Java and JSON write them.
        Value::Float(value) => format!("{value:?}"),
        Value::Decimal(value) => value.to_plain_string(),
        _ => String::new(),
    }
}
