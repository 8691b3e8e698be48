//! Shells: what turns a tree into a handler's typed input, and its output into a tree.
//!
//! `parhelion_model::generate` writes one plain struct for each structure of a model and, for each,
//! a [`FromValue`] (inputs) or [`IntoValue`] (outputs) of one line a member.

use crate::{Body, Timestamp, Value};
use bytes::Bytes;
use std::collections::BTreeMap;

/// An operation of a model, as a type: what a typed call names.
pub trait TypedOperation {
    /// The operation's name in the model: `PutObject`.
    const NAME: &'static str;
    /// Its input's struct; `()` where it has none.
    type Input: FromValue + Clone;
    /// Its output's struct; `()` where it has none.
    type Output: IntoValue;
}

/// A type that is read from a tree: an operation's input and what it holds.
pub trait FromValue: Sized {
    /// Values were validated before: a required member is there and of its kind.
    /// Anything else reads as the type's default.
    fn from_value(value: Value) -> Self;
}

/// A type that becomes a tree: an operation's output and what it holds.
pub trait IntoValue {
    /// Members stand in the order of the model's table; absent ones are `Null`.
    fn into_value(self) -> Value;
}

/// Operations without input or output.
impl FromValue for () {
    fn from_value(_: Value) -> Self {}
}

impl IntoValue for () {
    fn into_value(self) -> Value {
        Value::Null
    }
}

macro_rules! scalar {
    ($($type:ty, $pattern:pat => $read:expr, $value:ident => $write:expr;)*) => {$(
        impl FromValue for $type {
            fn from_value(value: Value) -> Self {
                match value { $pattern => $read, _ => Self::default() }
            }
        }
        impl IntoValue for $type {
            fn into_value(self) -> Value { let $value = self; $write }
        }
    )*};
}

scalar! {
    bool, Value::Bool(v) => v, v => Value::Bool(v);
    i32, Value::Int(v) => i32::try_from(v).unwrap_or_default(), v => Value::Int(v.into());
    i64, Value::Int(v) => v, v => Value::Int(v);
    f32, Value::Float(v) => v as f32, v => Value::Float(v.into());
    f64, Value::Float(v) => v, v => Value::Float(v);
    String, Value::Text(v) => v, v => Value::Text(v);
    Bytes, Value::Blob(v) => v, v => Value::Blob(v);
    Timestamp, Value::Time(v) => v, v => Value::Time(v);
    Body, Value::Body(v) => v, v => Value::Body(v);
}

impl<T: FromValue> FromValue for Option<T> {
    #[inline(never)]
    fn from_value(value: Value) -> Self {
        if value.is_null() {
            return None;
        }
        Some(T::from_value(value))
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    #[inline(never)]
    fn into_value(self) -> Value {
        match self {
            Some(value) => value.into_value(),
            None => Value::Null,
        }
    }
}

impl<T: FromValue> FromValue for Box<T> {
    fn from_value(value: Value) -> Self {
        Box::new(T::from_value(value))
    }
}

impl<T: IntoValue> IntoValue for Box<T> {
    fn into_value(self) -> Value {
        (*self).into_value()
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    #[inline(never)]
    fn from_value(value: Value) -> Self {
        let Value::List(values) = value else { return Vec::new() };
        let mut read = Vec::with_capacity(values.len());
        for value in values {
            read.push(T::from_value(value));
        }
        read
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    #[inline(never)]
    fn into_value(self) -> Value {
        let mut values = Vec::with_capacity(self.len());
        for value in self {
            values.push(value.into_value());
        }
        Value::List(values)
    }
}

impl<T: FromValue> FromValue for BTreeMap<String, T> {
    #[inline(never)]
    fn from_value(value: Value) -> Self {
        let mut read = BTreeMap::new();
        let Value::Map(entries) = value else { return read };
        for (key, value) in entries {
            read.insert(key, T::from_value(value));
        }
        read
    }
}

impl<T: IntoValue> IntoValue for BTreeMap<String, T> {
    #[inline(never)]
    fn into_value(self) -> Value {
        let mut entries = Vec::with_capacity(self.len());
        for (key, value) in self {
            entries.push((key, value.into_value()));
        }
        Value::Map(entries)
    }
}
