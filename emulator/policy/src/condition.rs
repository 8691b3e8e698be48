//! Conditions: operators on condition keys (S3-7.3).

use crate::document::{Json, Malformed};
use crate::moment;
use crate::network::Range;
use crate::pattern::{Pattern, Syntax};
use crate::request::Keys;
use base64::Engine as _;
use std::cmp::Ordering;

/// One key below one operator. A statement's conditions must all hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub operator: Operator,
    /// Lower-case.
    pub key: Box<str>,
    pub values: Vec<Expected>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    pub test: Test,
    /// `…NotEquals`, `NotIpAddress`: none may match.
    pub negated: bool,
    /// `…IfExists`: an absent key passes.
    pub if_exists: bool,
    pub quantifier: Option<Quantifier>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    ForAllValues,
    ForAnyValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    Text { fold: bool, wildcards: bool },
    Number(Comparison),
    Date(Comparison),
    Bool,
    Binary,
    Address,
    Arn,
    Null,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A policy's value, in the form its operator wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    Text(Pattern),
    /// The ARN's parts between its first five colons.
    Arn(Vec<Pattern>),
    Number(f64),
    /// Milliseconds since 1970.
    Date(i64),
    Bool(bool),
    Binary(Vec<u8>),
    Address(Range),
}

impl Operator {
    /// `ForAnyValue:StringLikeIfExists` and the like.
    pub fn parse(name: &str) -> Option<Self> {
        let (quantifier, rest) = match name.split_once(':') {
            Some(("ForAllValues", rest)) => (Some(Quantifier::ForAllValues), rest),
            Some(("ForAnyValue", rest)) => (Some(Quantifier::ForAnyValue), rest),
            Some(_) => return None,
            None => (None, name),
        };
        let (base, if_exists) = match rest.strip_suffix("IfExists") {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let (test, negated) = Test::parse(base)?;
        if test == Test::Null && (if_exists || quantifier.is_some()) {
            return None;
        }
        Some(Self { test, negated, if_exists, quantifier })
    }
}

impl Test {
    fn parse(name: &str) -> Option<(Self, bool)> {
        use Comparison::*;
        let text = |fold, wildcards| Test::Text { fold, wildcards };
        let compare = |of: &str| {
            Some(match of {
                "Equals" => (Equal, false),
                "NotEquals" => (Equal, true),
                "LessThan" => (Less, false),
                "LessThanEquals" => (LessOrEqual, false),
                "GreaterThan" => (Greater, false),
                "GreaterThanEquals" => (GreaterOrEqual, false),
                _ => return None,
            })
        };
        Some(match name {
            "StringEquals" => (text(false, false), false),
            "StringNotEquals" => (text(false, false), true),
            "StringEqualsIgnoreCase" => (text(true, false), false),
            "StringNotEqualsIgnoreCase" => (text(true, false), true),
            "StringLike" => (text(false, true), false),
            "StringNotLike" => (text(false, true), true),
            "Bool" => (Test::Bool, false),
            "BinaryEquals" => (Test::Binary, false),
            "IpAddress" => (Test::Address, false),
            "NotIpAddress" => (Test::Address, true),
            "ArnEquals" | "ArnLike" => (Test::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Test::Arn, true),
            "Null" => (Test::Null, false),
            _ => {
                if let Some(of) = name.strip_prefix("Numeric") {
                    let (comparison, negated) = compare(of)?;
                    (Test::Number(comparison), negated)
                } else {
                    let (comparison, negated) = compare(name.strip_prefix("Date")?)?;
                    (Test::Date(comparison), negated)
                }
            }
        })
    }

    fn expected(self, text: &str, variables: bool) -> Option<Expected> {
        Some(match self {
            Test::Text { wildcards, .. } => {
                Expected::Text(Pattern::parse(text, Syntax { wildcards, variables }))
            }
            Test::Arn => {
                let whole = Pattern::parse(text, Syntax { wildcards: true, variables });
                Expected::Arn(whole.split_at_colons(6))
            }
            Test::Number(_) => Expected::Number(text.trim().parse().ok()?),
            Test::Date(_) => Expected::Date(moment::parse(text)?),
            Test::Bool | Test::Null => Expected::Bool(boolean(text)?),
            Test::Binary => {
                Expected::Binary(base64::engine::general_purpose::STANDARD.decode(text).ok()?)
            }
            Test::Address => Expected::Address(Range::parse(text)?),
        })
    }

    /// Whether one request value matches one policy value; `None` if a variable has no value.
    fn matches(self, expected: &Expected, actual: &str, keys: &dyn Keys) -> Option<bool> {
        Some(match (self, expected) {
            (Test::Text { fold, .. }, Expected::Text(pattern)) => {
                return pattern.matches(actual, fold, keys);
            }
            (Test::Arn, Expected::Arn(parts)) => {
                let actual: Vec<&str> = actual.splitn(6, ':').collect();
                if actual.len() != parts.len() {
                    return Some(false);
                }
                for (part, text) in parts.iter().zip(actual) {
                    if !part.matches(text, false, keys)? {
                        return Some(false);
                    }
                }
                true
            }
            (Test::Number(how), Expected::Number(expected)) => actual
                .trim()
                .parse::<f64>()
                .is_ok_and(|actual| how.holds(actual.partial_cmp(expected))),
            (Test::Date(how), Expected::Date(expected)) => {
                moment::parse(actual).is_some_and(|actual| how.holds(Some(actual.cmp(expected))))
            }
            (Test::Bool, Expected::Bool(expected)) => boolean(actual) == Some(*expected),
            (Test::Binary, Expected::Binary(expected)) => base64::engine::general_purpose::STANDARD
                .decode(actual)
                .is_ok_and(|a| a == *expected),
            (Test::Address, Expected::Address(range)) => range.contains(actual),
            _ => false,
        })
    }
}

impl Comparison {
    fn holds(self, order: Option<Ordering>) -> bool {
        let Some(order) = order else { return false };
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

impl Condition {
    /// All conditions of a statement's `Condition` member.
    pub fn parse_all(json: &Json, variables: bool) -> Result<Vec<Self>, Malformed> {
        let Json::Object(operators) = json else { return Err(Malformed::syntax()) };
        let mut conditions = Vec::new();
        for (name, keys) in operators {
            let operator = Operator::parse(name).ok_or_else(Malformed::syntax)?;
            let Json::Object(keys) = keys else { return Err(Malformed::syntax()) };
            for (key, values) in keys {
                let values: Option<Vec<Expected>> = values
                    .one_or_many()
                    .iter()
                    .map(|value| match value {
                        Json::Text(text) | Json::Number(text) => {
                            operator.test.expected(text, variables)
                        }
                        Json::Bool(value) => {
                            operator.test.expected(if *value { "true" } else { "false" }, variables)
                        }
                        _ => None,
                    })
                    .collect();
                let values = values.ok_or_else(Malformed::syntax)?;
                conditions.push(Self { operator, key: key.to_ascii_lowercase().into(), values });
            }
        }
        Ok(conditions)
    }

    pub fn holds(&self, keys: &dyn Keys) -> bool {
        let Operator { test, negated, if_exists, quantifier } = self.operator;
        let found = keys.get(&self.key);
        if test == Test::Null {
            return self.values.iter().any(|value| *value == Expected::Bool(found.is_none()));
        }
        let Some(found) = found else {
            return if_exists
                || match quantifier {
                    Some(Quantifier::ForAllValues) => true,
                    Some(Quantifier::ForAnyValue) => false,
                    None => negated,
                };
        };
        // OR of the policy's values; NOR where the operator is negated.
        let passes = |actual: &str| {
            let any = self.values.iter().any(|v| test.matches(v, actual, keys).unwrap_or(false));
            any != negated
        };
        let mut actual = found.as_slice().iter().map(|value| value.as_ref());
        match quantifier {
            Some(Quantifier::ForAllValues) => actual.all(passes),
            Some(Quantifier::ForAnyValue) => actual.any(passes),
            None if negated => actual.all(passes),
            None => actual.any(passes),
        }
    }
}

#[cfg(test)]
mod tests;
