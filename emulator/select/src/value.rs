//! Values of expressions, and how they compare.

use crate::number;
use crate::problem::{Result, unevaluable};
use crate::timestamp::Stamp;
use bigdecimal::BigDecimal;
use std::cmp::Ordering;

/// A value. What is read of CSV is text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// There is no such attribute.
    Missing,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// 8 bytes.
    Int(i64),
    /// 8 bytes.
    Float(f64),
    /// Up to 38 digits.
    Decimal(BigDecimal),
    /// UTF-8.
    Text(String),
    /// A moment, known as precisely as it was written.
    Time(Stamp),
    /// An array.
    List(Vec<Value>),
    /// An object: names may come twice.
    Struct(Vec<(String, Value)>),
}

impl Value {
    /// Neither null nor missing.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self, Self::Null | Self::Missing)
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Float(_) | Self::Decimal(_))
    }

    /// Three-valued: none is unknown.
    pub(crate) fn truth(&self) -> Result<Option<bool>> {
        match self {
            Self::Bool(truth) => Ok(Some(*truth)),
            Self::Null | Self::Missing => Ok(None),
            _ => Err(unevaluable()),
        }
    }

    /// Values of two kinds are not equal.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(one), Self::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.equals(b))
            }
            (Self::Struct(one), Self::Struct(other)) => {
                let same =
                    |(a, b): (&(String, Value), &(String, Value))| a.0 == b.0 && a.1.equals(&b.1);
                one.len() == other.len() && one.iter().zip(other).all(same)
            }
            (Self::Null | Self::Missing, Self::Null | Self::Missing) => true,
            _ => self.order(other).is_ok_and(|order| order == Ordering::Equal),
        }
    }

    /// Of two of a kind.
    pub(crate) fn order(&self, other: &Self) -> Result<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Ok(one.cmp(other)),
            (Self::Bool(one), Self::Bool(other)) => Ok(one.cmp(other)),
            (Self::Time(one), Self::Time(other)) => Ok(one.instant().cmp(&other.instant())),
            (one, other) if one.is_number() && other.is_number() => number::order(one, other),
            _ => Err(unevaluable()),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
