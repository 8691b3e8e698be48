//! Conditions: operators on condition keys (S3-7.3).

use crate::document::{Json, MalformedPolicy};
use crate::moment;
use crate::network::AddressRange;
use crate::pattern::{Pattern, Syntax};
use crate::request::Keys;
use base64::Engine as _;
use std::cmp::Ordering;

/// One key below one operator. A statement's conditions must all hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// How request and policy are compared.
    pub operator: Operator,
    /// Lower-case.
    pub key: Box<str>,
    /// What the policy wants: one of these has to match, or none where the operator is negated.
    pub values: Vec<ConditionValue>,
}

/// An operator's name taken apart: `ForAnyValue:StringNotLikeIfExists`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What values are compared as.
    pub test: Test,
    /// `…NotEquals`, `NotIpAddress`: none may match.
    pub negated: bool,
    /// `…IfExists`: an absent key passes.
    pub if_exists: bool,
    /// How a key with several values in the request is decided.
    pub quantifier: Option<Quantifier>,
}

/// What goes before an operator on a key that may have several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// Every value of the request must pass; none at all pass.
    ForAllValues,
    /// One value of the request must pass.
    ForAnyValue,
}

/// The families of operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// `StringEquals`, `StringLike`, …
    Text {
        /// `…IgnoreCase`: ASCII letters of either case are the same.
        fold: bool,
        /// `…Like`: the policy's value may have wildcards.
        wildcards: bool,
    },
    /// `NumericEquals`, `NumericLessThan`, …
    Number(Comparison),
    /// `DateEquals`, `DateLessThan`, …: both sides as [`moment`] reads them.
    Date(Comparison),
    /// `Bool`: `true` or `false` in any case of letters.
    Bool,
    /// `BinaryEquals`: both sides in base64.
    Binary,
    /// `IpAddress`, `NotIpAddress`.
    Address,
    /// `ArnEquals`, `ArnLike`: part by part between the colons.
    Arn,
    /// `Null`: whether the request lacks the key.
    Null,
}

/// How the request's value must stand to the policy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `…Equals`
    Equal,
    /// `…LessThan`
    Less,
    /// `…LessThanEquals`
    LessOrEqual,
    /// `…GreaterThan`
    Greater,
    /// `…GreaterThanEquals`
    GreaterOrEqual,
}

/// A policy's value, in the form its operator wants.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionValue {
    /// A text; `*` and `?` are wildcards only below `StringLike`.
    Text(Pattern),
    /// The ARN's parts between its first five colons.
    Arn(Vec<Pattern>),
    /// A decimal number.
    Number(f64),
    /// Milliseconds since 1970.
    Date(i64),
    /// Of `Bool` and of `Null`.
    Bool(bool),
    /// The bytes that the base64 stands for.
    Binary(Vec<u8>),
    /// An address, or a range in CIDR notation.
    Address(AddressRange),
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

    fn expected(self, text: &str, variables: bool) -> Option<ConditionValue> {
        Some(match self {
            Test::Text { wildcards, .. } => {
                ConditionValue::Text(Pattern::parse(text, Syntax { wildcards, variables }))
            }
            Test::Arn => {
                let whole = Pattern::parse(text, Syntax { wildcards: true, variables });
                ConditionValue::Arn(whole.split_at_colons(6))
            }
            Test::Number(_) => ConditionValue::Number(text.trim().parse().ok()?),
            Test::Date(_) => ConditionValue::Date(moment::parse(text)?),
            Test::Bool | Test::Null => ConditionValue::Bool(boolean(text)?),
            Test::Binary => {
                ConditionValue::Binary(base64::engine::general_purpose::STANDARD.decode(text).ok()?)
            }
            Test::Address => ConditionValue::Address(AddressRange::parse(text)?),
        })
    }

    /// Whether one request value matches one policy value; `None` if a variable has no value.
    fn matches(self, expected: &ConditionValue, actual: &str, keys: &dyn Keys) -> Option<bool> {
        Some(match (self, expected) {
            (Test::Text { fold, .. }, ConditionValue::Text(pattern)) => {
                return pattern.matches(actual, fold, keys);
            }
            (Test::Arn, ConditionValue::Arn(parts)) => {
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
            (Test::Number(how), ConditionValue::Number(expected)) => actual
                .trim()
                .parse::<f64>()
                .is_ok_and(|actual| how.holds(actual.partial_cmp(expected))),
            (Test::Date(how), ConditionValue::Date(expected)) => {
                moment::parse(actual).is_some_and(|actual| how.holds(Some(actual.cmp(expected))))
            }
            (Test::Bool, ConditionValue::Bool(expected)) => boolean(actual) == Some(*expected),
            (Test::Binary, ConditionValue::Binary(expected)) => {
                base64::engine::general_purpose::STANDARD
                    .decode(actual)
                    .is_ok_and(|a| a == *expected)
            }
            (Test::Address, ConditionValue::Address(range)) => range.contains(actual),
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
    /// `variables`: whether `${…}` is a policy variable in their values.
    ///
    /// # Errors
    /// It is no object of objects, an operator is unknown, or a value is not what its operator takes.
    pub fn parse_all(json: &Json, variables: bool) -> Result<Vec<Self>, MalformedPolicy> {
        let Json::Object(operators) = json else { return Err(MalformedPolicy::syntax()) };
        let mut conditions = Vec::new();
        for (name, keys) in operators {
            let operator = Operator::parse(name).ok_or_else(MalformedPolicy::syntax)?;
            let Json::Object(keys) = keys else { return Err(MalformedPolicy::syntax()) };
            for (key, values) in keys {
                let values: Option<Vec<ConditionValue>> = values
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
                let values = values.ok_or_else(MalformedPolicy::syntax)?;
                conditions.push(Self { operator, key: key.to_ascii_lowercase().into(), values });
            }
        }
        Ok(conditions)
    }

    /// Whether the condition holds for a request with these keys.
    pub fn holds(&self, keys: &dyn Keys) -> bool {
        let Operator { test, negated, if_exists, quantifier } = self.operator;
        let found = keys.get(&self.key);
        if test == Test::Null {
            return self.values.iter().any(|value| *value == ConditionValue::Bool(found.is_none()));
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
        // To a quantifier an empty text is no value.
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
        let is_value = |value: &&str| !value.is_empty();
        match quantifier {
            Some(Quantifier::ForAllValues) => actual.filter(is_value).all(passes),
            Some(Quantifier::ForAnyValue) => actual.filter(is_value).any(passes),
            None if negated => actual.all(passes),
            None => actual.any(passes),
        }
    }
}

#[cfg(test)]
mod tests;
