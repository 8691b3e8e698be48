//! Tags of groups: one set behind two families of operations (CW-A2.8).

use crate::Logs;
use crate::arns;
use crate::errors;
use crate::model::*;
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TAGS_MAX: usize = 50;
const RESERVED_PREFIX: &str = "aws:";

/// The tags of one group. Keys are case-sensitive; the same key overwrites.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tags(OrdMap<String, String>);

impl Tags {
    pub fn new(tags: BTreeMap<String, String>) -> Result<Self> {
        let mut set = Self::default();
        set.add(tags, || errors::invalid(too_many()))?;
        Ok(set)
    }

    /// All or nothing.
    fn add(&mut self, tags: BTreeMap<String, String>, full: impl Fn() -> Error) -> Result<()> {
        if let Some(key) = tags.keys().find(|key| key.starts_with(RESERVED_PREFIX)) {
            let text = format!("Tag key '{key}' is reserved: keys must not start with aws:");
            return Err(errors::invalid(text));
        }
        let added = tags.keys().filter(|key| !self.0.contains_key(*key)).count();
        if self.0.len() + added > TAGS_MAX {
            return Err(full());
        }
        for (key, value) in tags {
            self.0.insert(key, value);
        }
        Ok(())
    }

    /// Absent keys are no error (CW-H).
    fn remove(&mut self, keys: Vec<String>) {
        for key in keys {
            self.0.remove(&key);
        }
    }

    fn listed(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

fn too_many() -> String {
    format!("A log group can have at most {TAGS_MAX} tags.")
}

/// ListLogGroups' filter: every key must be there, with one of its values if values are given;
/// `!` negates a value and `*` opens its start or end.
pub fn selects(filters: &[TagFilter], tags: &Tags) -> bool {
    let one = |text: &str, value: &str| {
        let (wanted, text) = match text.strip_prefix('!') {
            Some(text) => (false, text),
            None => (true, text),
        };
        let open = (text.starts_with('*'), text.len() > 1 && text.ends_with('*'));
        let text = &text[usize::from(open.0)..text.len() - usize::from(open.1)];
        let fits = match open {
            (false, false) => value == text,
            (false, true) => value.starts_with(text),
            (true, false) => value.ends_with(text),
            (true, true) => value.contains(text),
        };
        fits == wanted
    };
    filters.iter().all(|TagFilter { key, values }| {
        let values = values.as_deref().unwrap_or_default();
        let found = tags.0.get(key);
        found.is_some_and(|found| values.is_empty() || values.iter().any(|text| one(text, found)))
    })
}

impl Logs {
    pub(crate) fn tag_resource(&mut self, cx: &mut Context, input: TagResourceInput) -> Result<()> {
        let TagResourceInput { resource_arn, tags } = input;
        let group = self.group_mut(arns::tagged(cx, &resource_arn)?)?;
        group.tags.add(tags, || {
            crate::model::errors::too_many_tags_exception(too_many())
                .with("resourceName", resource_arn.clone())
        })
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<()> {
        let UntagResourceInput { resource_arn, tag_keys } = input;
        self.group_mut(arns::tagged(cx, &resource_arn)?)?.tags.remove(tag_keys);
        Ok(())
    }

    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let ListTagsForResourceInput { resource_arn } = input;
        let tags = self.group(arns::tagged(cx, &resource_arn)?)?.tags.listed();
        Ok(ListTagsForResourceOutput { tags: Some(tags) })
    }

    pub(crate) fn tag_log_group(&mut self, _: &mut Context, input: TagLogGroupInput) -> Result<()> {
        let TagLogGroupInput { log_group_name, tags } = input;
        self.group_mut(&log_group_name)?.tags.add(tags, || errors::invalid(too_many()))
    }

    pub(crate) fn untag_log_group(
        &mut self,
        _: &mut Context,
        input: UntagLogGroupInput,
    ) -> Result<()> {
        let UntagLogGroupInput { log_group_name, tags } = input;
        self.group_mut(&log_group_name)?.tags.remove(tags);
        Ok(())
    }

    pub(crate) fn list_tags_log_group(
        &mut self,
        _: &mut Context,
        input: ListTagsLogGroupInput,
    ) -> Result<ListTagsLogGroupOutput> {
        let ListTagsLogGroupInput { log_group_name } = input;
        Ok(ListTagsLogGroupOutput { tags: Some(self.group(&log_group_name)?.tags.listed()) })
    }
}
