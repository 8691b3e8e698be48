//! The tags that a request gives or takes: `aws:RequestTag/…` and `aws:TagKeys`, alike in every service.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-requests>

use parhelion_wire::table::{Member, Operation};
use parhelion_wire::{Model, Value};

/// What a request says of tags.
#[derive(Debug, Default, PartialEq)]
pub struct RequestTags {
    /// Those that it gives.
    pub tags: Vec<(String, String)>,
    /// The keys of those, or of those that it takes away.
    pub keys: Vec<String>,
}

impl RequestTags {
    /// Of an operation's input: services write tags as a map, as a list of pairs, or wrap either.
    pub fn of(model: &'static Model, operation: &'static Operation, input: &Value) -> Self {
        let mut found = Self::default();
        if let (Some(shape), Value::Struct(values)) = (operation.input, input) {
            found.look(model, model.shape(shape).members(), values);
        }
        if found.keys.is_empty() {
            found.keys = found.tags.iter().map(|(key, _)| key.clone()).collect();
        }
        found
    }

    fn look(&mut self, model: &'static Model, members: &'static [Member], values: &[Value]) {
        for (member, value) in members.iter().zip(values) {
            match (member.name, value) {
                ("Tags" | "tags", Value::Map(entries)) => {
                    let texts = entries.iter().filter_map(|(key, value)| Some((key, text(value)?)));
                    self.tags.extend(texts.map(|(key, value)| (key.clone(), value.to_owned())));
                }
                ("TagKeys" | "tagKeys" | "Tags" | "tags", Value::List(items)) => {
                    items.iter().for_each(|item| self.item(item));
                }
                // CloudFront's tags and keys are lists in a structure.
                ("Tags" | "TagKeys", Value::Struct(lists)) => {
                    let items = lists.iter().filter_map(|list| match list {
                        Value::List(items) => Some(items),
                        _ => None,
                    });
                    items.flatten().for_each(|item| self.item(item));
                }
                // Of a new distribution they stand beside its configuration.
                ("DistributionConfigWithTags", Value::Struct(values)) => {
                    self.look(model, model.shape(member.target).members(), values);
                }
                _ => {}
            }
        }
    }

    /// A key, or a pair of key and value: so they stand in every model.
    fn item(&mut self, item: &Value) {
        match item {
            Value::Text(key) => self.keys.push(key.clone()),
            Value::Struct(pair) => {
                if let Some(key) = pair.first().and_then(text) {
                    let value = pair.get(1).and_then(text).unwrap_or_default();
                    self.tags.push((key.to_owned(), value.to_owned()));
                }
            }
            _ => {}
        }
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The value of a key in tags; in the names of condition keys tags' keys fold case.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag>
pub fn tag_of(tags: Vec<(String, String)>, key: &str) -> Option<String> {
    let mut tags = tags.into_iter();
    tags.find(|(held, _)| held.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}
