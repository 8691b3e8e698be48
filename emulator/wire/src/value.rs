//! The tree that every protocol reads into and writes from.

use crate::{Body, Timestamp};
use bytes::Bytes;

/// A value of any modelled shape. Which shape it is, the [`Model`](crate::Model) says.
///
/// `Struct` holds one entry for each member of the shape, in the order of the table; an absent
/// member is `Null`. `List` may hold `Null` only where the protocol said so (sparse lists).
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Absent.
    #[default]
    Null,
    /// Boolean.
    Bool(bool),
    /// Byte, short, integer, long and intEnum.
    Int(i64),
    /// Float and double.
    Float(f64),
    /// String and enum.
    Text(String),
    /// Blob, decoded.
    Blob(Bytes),
    /// Timestamp, whatever its format on the wire.
    Time(Timestamp),
    /// In order.
    List(Vec<Value>),
    /// In the order read.
    Map(Vec<(String, Value)>),
    /// Members in table order.
    Struct(Vec<Value>),
    /// The member's index in the union, and its value.
    Union(usize, Box<Value>),
    /// A streaming payload.
    Body(Body),
}

impl Value {
    /// Whether the value is absent.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// A structure's members before any was read.
    pub fn nulls(members: usize) -> Vec<Self> {
        std::iter::repeat_with(Self::default).take(members).collect()
    }

    /// The members of a structure; any other value has none.
    pub fn members(self) -> Members {
        match self {
            Value::Struct(members) => Members(members.into_iter()),
            _ => Members(Vec::new().into_iter()),
        }
    }
}

/// The members of a structure, taken one after the other in table order.
pub struct Members(std::vec::IntoIter<Value>);

impl Members {
    /// The next member, read as `T`.
    pub fn take<T: crate::shell::FromValue>(&mut self) -> T {
        T::from_value(self.0.next().unwrap_or_default())
    }
}

/// Builds a structure from its members, which are put one after the other in table order.
pub struct MembersBuilder(Vec<Value>);

impl MembersBuilder {
    /// Room for so many members.
    pub fn new(members: usize) -> Self {
        Self(Vec::with_capacity(members))
    }

    /// The next member in table order; those that are absent are put too.
    pub fn put<T: crate::shell::IntoValue>(&mut self, member: T) {
        self.0.push(member.into_value());
    }

    /// The structure, once all members were put.
    pub fn done(self) -> Value {
        Value::Struct(self.0)
    }
}
