//! Functions of text and time. Their arguments are known: null and missing went before.

use crate::problem::{Problem, Result, overflow, record_too_long};
use crate::syntax::{Function, Side};
use crate::timestamp::{self, Stamp};
use crate::value::Value;

pub(crate) fn apply(function: Function, values: &[Value]) -> Result<Value> {
    match (function, values) {
        (Function::CharLength, [Value::Text(text)]) => {
            i64::try_from(text.chars().count()).map(Value::Int).map_err(|_| overflow())
        }
        (Function::Lower, [Value::Text(text)]) => Ok(Value::Text(text.to_lowercase())),
        (Function::Upper, [Value::Text(text)]) => Ok(Value::Text(text.to_uppercase())),
        (Function::Substring, [Value::Text(text), Value::Int(start)]) => {
            Ok(substring(text, *start, i64::MAX))
        }
        (Function::Substring, [Value::Text(_), Value::Int(_), Value::Int(..0)]) => {
            let message = "An illegal argument was used in the SQL function.";
            Err(Problem::new("IllegalSqlFunctionArgument", message))
        }
        (Function::Substring, [Value::Text(text), Value::Int(start), Value::Int(length)]) => {
            Ok(substring(text, *start, start.saturating_add(*length)))
        }
        (Function::Trim(side), [Value::Text(text)]) => Ok(trim(side, text, " ")),
        (Function::Trim(side), [Value::Text(text), Value::Text(chars)]) => {
            Ok(trim(side, text, chars))
        }
        (Function::DateAdd(part), [Value::Int(quantity), Value::Time(time)]) => {
            time.add(part, *quantity).map(Value::Time).ok_or_else(overflow)
        }
        (Function::DateDiff(part), [Value::Time(one), Value::Time(other)]) => {
            Ok(Value::Int(one.difference(part, other)))
        }
        (Function::Extract(part), [Value::Time(time)]) => Ok(Value::Int(time.extract(part))),
        (Function::ToString, [Value::Time(time), Value::Text(pattern)]) => {
            timestamp::format(time, pattern).map(Value::Text)
        }
        (Function::ToTimestamp, [Value::Text(text)]) => {
            let message = "A timestamp parse failure occurred in the SQL expression.";
            let failed = || Problem::new("ValueParseFailure", message);
            Stamp::parse(text).map(Value::Time).ok_or_else(failed)
        }
        (Function::ToTimestamp, [Value::Text(text), Value::Text(pattern)]) => {
            timestamp::parse_by(text, pattern).map(Value::Time)
        }
        _ => {
            let message = "An incorrect argument type was specified in a function call in the SQL expression.";
            Err(Problem::new("IncorrectSqlFunctionArgumentType", message))
        }
    }
}

/// Texts get no longer than a record may be.
pub(crate) fn concat(one: &str, other: &str) -> Result<Value> {
    if one.len() + other.len() > crate::RECORD_MAX {
        return Err(record_too_long());
    }
    Ok(Value::Text(format!("{one}{other}")))
}

pub(crate) fn utc_now(now: i64) -> Result<Value> {
    Ok(Value::Time(Stamp::of_millis(now)))
}

/// Characters from `start`, which counts from one and may lie before the text, up to before `end`.
fn substring(text: &str, start: i64, end: i64) -> Value {
    let first = start.max(1);
    let skip = usize::try_from(first - 1).unwrap_or(usize::MAX);
    let take = usize::try_from(end.saturating_sub(first)).unwrap_or(0);
    Value::Text(text.chars().skip(skip).take(take).collect())
}

fn trim(side: Side, text: &str, chars: &str) -> Value {
    let chars: Vec<char> = chars.chars().collect();
    let trimmed = match side {
        Side::Both => text.trim_matches(&*chars),
        Side::Leading => text.trim_start_matches(&*chars),
        Side::Trailing => text.trim_end_matches(&*chars),
    };
    trimmed.into()
}
