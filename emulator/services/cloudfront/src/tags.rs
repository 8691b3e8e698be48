//! Tags on distributions and other things (CF-8.10).

use crate::model::*;
use crate::{CloudFront, errors};
use imbl::OrdMap;
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

/// Tags of one resource (Appendix A).
const TAGS_MAX: usize = 50;
const KEY_MAX: usize = 128;
const VALUE_MAX: usize = 256;

pub(crate) type TagSet = OrdMap<Arc<str>, Arc<str>>;

fn invalid(message: &'static str) -> Error {
    errors::invalid_tagging(message)
}

/// `stored` with `new` added or put in its place; all or nothing.
pub(crate) fn with(stored: &TagSet, new: Tags) -> Result<TagSet> {
    let mut all = stored.clone();
    let mut seen: Vec<String> = Vec::new();
    for Tag { key, value } in new.items.unwrap_or_default() {
        let value = value.unwrap_or_default();
        if key.is_empty() || key.chars().count() > KEY_MAX || value.chars().count() > VALUE_MAX {
            return Err(invalid("The specified tagging for a CloudFront resource is invalid."));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid("Tag keys must not begin with aws:, which is reserved."));
        }
        if seen.contains(&key) {
            return Err(invalid("A tag key was given more than once."));
        }
        all.insert(key.as_str().into(), value.into());
        seen.push(key);
    }
    if all.len() > TAGS_MAX {
        return Err(invalid("A CloudFront resource can have at most 50 tags."));
    }
    Ok(all)
}

fn missing() -> Error {
    errors::no_such_resource("The specified resource does not exist.")
}

/// What an ARN names in the caller's own account: `distribution/E1`.
fn resource<'a>(cx: &Context, arn: &'a str) -> Result<&'a str> {
    let rest = arn.strip_prefix("arn:aws:cloudfront::").ok_or_else(|| {
        errors::invalid_argument("The parameter Resource is not a valid CloudFront ARN.")
    })?;
    let (account, resource) = rest.split_once(':').ok_or_else(missing)?;
    match *account == *cx.account {
        true => Ok(resource),
        false => Err(errors::access_denied("Access denied.")),
    }
}

impl CloudFront {
    /// The tags of what an ARN names, if the caller has it.
    pub(crate) fn tags_of(&self, cx: &Context, arn: &str) -> Option<&TagSet> {
        match resource(cx, arn).ok()?.strip_prefix("distribution/") {
            Some(id) => Some(&self.distribution(&cx.account, id).ok()?.tags),
            None => self.tags.get(arn),
        }
    }

    fn tags_mut(&mut self, cx: &Context, arn: &str) -> Result<&mut TagSet> {
        let Some(id) = resource(cx, arn)?.strip_prefix("distribution/") else {
            return self.tags.get_mut(arn).ok_or_else(missing);
        };
        let stored = self.distribution_mut(id).filter(|stored| stored.account == cx.account);
        stored.map(|stored| &mut stored.tags).ok_or_else(missing)
    }

    pub(crate) fn tag_resource(&mut self, cx: &mut Context, input: TagResourceInput) -> Result<()> {
        let TagResourceInput { resource, tags } = input;
        let stored = self.tags_mut(cx, &resource)?;
        *stored = with(stored, tags)?;
        Ok(())
    }

    pub(crate) fn untag_resource(
        &mut self,
        cx: &mut Context,
        input: UntagResourceInput,
    ) -> Result<()> {
        let UntagResourceInput { resource, tag_keys } = input;
        let stored = self.tags_mut(cx, &resource)?;
        for key in tag_keys.items.unwrap_or_default() {
            stored.remove(&*key);
        }
        Ok(())
    }

    pub(crate) fn list_tags_for_resource(
        &mut self,
        cx: &mut Context,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let ListTagsForResourceInput { resource } = input;
        let stored = self.tags_mut(cx, &resource)?;
        let tag = |(key, value): (&Arc<str>, &Arc<str>)| Tag {
            key: key.to_string(),
            value: Some(value.to_string()),
        };
        Ok(ListTagsForResourceOutput {
            tags: Tags { items: Some(stored.iter().map(tag).collect()) },
        })
    }
}
