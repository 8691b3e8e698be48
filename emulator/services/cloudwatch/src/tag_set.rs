//! The tags of one alarm or dashboard (CW-C1.4).

use crate::errors;
use crate::model::Tag;
use imbl::OrdMap;
use parhelion_wire::error::Result;
use std::collections::BTreeSet;

pub(crate) type Tags = OrdMap<String, String>;

/// On one resource (CW-C1.4).
const TAGS_MAX: usize = 50;

/// The tags of a request, checked.
pub(crate) fn read(tags: Option<Vec<Tag>>) -> Result<Tags> {
    with(&Tags::new(), tags.unwrap_or_default())
}

/// The tags with others added to them.
pub(crate) fn with(held: &Tags, tags: Vec<Tag>) -> Result<Tags> {
    let mut names = BTreeSet::new();
    // "For each resource, each tag key must be unique"
    // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Tagging.html).
    if let Some(twice) = tags.iter().find(|tag| !names.insert(&tag.key)) {
        return Err(errors::invalid_value(format!("The tag key {} is duplicated.", twice.key)));
    }
    let mut all = held.clone();
    for Tag { key, value } in tags {
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(errors::invalid_value(format!(
                "The tag key {key} is invalid: aws: is a reserved prefix."
            )));
        }
        all.insert(key, value);
    }
    if all.len() > TAGS_MAX {
        return Err(errors::invalid_value(format!(
            "A resource must not have more than {TAGS_MAX} tags."
        )));
    }
    Ok(all)
}
