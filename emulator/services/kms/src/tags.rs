//! Tags of keys.

use crate::Kms;
use crate::key_ring::Key;
use crate::model::*;
use crate::names::Naming;
use crate::paging::{self, Pages};
use crate::states::pending_deletion;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;

/// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const TAGS_MAX: usize = 50;
const PAGES: Pages = Pages { usual: 50, most: 50 };

impl Kms {
    pub(crate) fn tag_resource(&mut self, cx: &mut Context, input: TagResourceInput) -> Result<()> {
        let TagResourceInput { key_id, tags } = input;
        self.change(cx, &key_id, |key| {
            pending_deletion(key)?;
            add(key, tags)
        })
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<()> {
        let UntagResourceInput { key_id, tag_keys } = input;
        self.change(cx, &key_id, |key| {
            pending_deletion(key)?;
            tag_keys.iter().for_each(|name| drop(key.tags.remove(name.as_str())));
            Ok(())
        })
    }

    pub(crate) fn list_resource_tags(
        &mut self,
        cx: &mut Context,
        input: ListResourceTagsInput,
    ) -> Result<ListResourceTagsOutput> {
        let ListResourceTagsInput { key_id, limit, marker } = input;
        let key = self.find_named(cx, &key_id, Naming::Key)?;
        let (tags, next_marker) =
            paging::page(shown(&key), |tag| &tag.tag_key, marker.as_deref(), (limit, PAGES))?;
        Ok(ListResourceTagsOutput {
            tags: Some(tags),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    }
}

/// A key's tags, in the order of their keys.
pub(crate) fn shown(key: &Key) -> Vec<Tag> {
    let tags = key.tags.iter();
    tags.map(|(name, value)| Tag { tag_key: name.to_string(), tag_value: value.to_string() })
        .collect()
}

/// <https://docs.aws.amazon.com/general/latest/gr/aws_tagging.html>
fn fits(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c)
}

/// "You cannot have more than one tag on a KMS key with the same tag key" (API_TagResource).
pub(crate) fn add(key: &mut Key, tags: Vec<Tag>) -> Result<()> {
    let mut names = BTreeSet::new();
    if !tags.iter().all(|tag| names.insert(&*tag.tag_key)) {
        return Err(errors::tag_exception("Duplicate tag keys"));
    }
    for Tag { tag_key, tag_value } in tags {
        if tag_key.to_ascii_lowercase().starts_with("aws:") {
            return Err(errors::tag_exception("Tags beginning with aws: are reserved"));
        }
        if !(tag_key.chars().chain(tag_value.chars())).all(fits) {
            return Err(errors::tag_exception("Invalid tag: "));
        }
        key.tags.insert(tag_key.into(), tag_value.into());
    }
    if key.tags.len() > TAGS_MAX {
        return Err(errors::tag_exception("Too many tags"));
    }
    Ok(())
}
