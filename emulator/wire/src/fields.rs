//! A structure's members by their names in the model, for code that is about any operation.

use crate::table::{Member, Model, Operation};
use crate::value::Value;

/// The members of one structure.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    model: &'static Model,
    members: &'static [Member],
    values: &'a [Value],
}

impl<'a> Fields<'a> {
    /// An operation's input.
    pub fn of(model: &'static Model, operation: &'static Operation, input: &'a Value) -> Self {
        let members = operation.input.map_or(&[][..], |shape| model.shape(shape).members());
        Self { model, members, values: values(input) }
    }

    /// A member that is there.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        let at = self.members.iter().position(|member| member.name == name)?;
        self.values.get(at).filter(|value| !value.is_null())
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A list's texts; none if it is not there.
    pub fn texts(&self, name: &str) -> Vec<&'a str> {
        let Some(Value::List(values)) = self.get(name) else { return Vec::new() };
        let text = |value: &'a Value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        };
        values.iter().filter_map(text).collect()
    }

    /// A map's pairs of texts; none if it is not there.
    pub fn pairs(&self, name: &str) -> Vec<(&'a str, &'a str)> {
        let Some(Value::Map(entries)) = self.get(name) else { return Vec::new() };
        let pair = |(name, value): &'a (String, Value)| match value {
            Value::Text(text) => Some((name.as_str(), text.as_str())),
            _ => None,
        };
        entries.iter().filter_map(pair).collect()
    }

    /// A structure within this one; without members if it is not there.
    pub fn inner(&self, name: &str) -> Self {
        let member = self.members.iter().find(|member| member.name == name);
        let members = member.map_or(&[][..], |member| self.model.shape(member.target).members());
        Self { members, values: self.get(name).map_or(&[], values), ..*self }
    }
}

fn values(of: &Value) -> &[Value] {
    match of {
        Value::Struct(values) => values,
        _ => &[],
    }
}
