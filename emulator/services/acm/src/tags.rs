//! Tags of certificates.

use crate::Acm;
use crate::model::*;
use imbl::OrdMap;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::collections::BTreeSet;
use std::sync::Arc;

type Tags = OrdMap<Arc<str>, Arc<str>>;

const TAGS_MAX: usize = 50;

/// Tags with others added.
pub(crate) fn added(tags: &Tags, new: Vec<Tag>) -> Result<Tags> {
    let (mut all, mut keys) = (tags.clone(), BTreeSet::new());
    for Tag { key, value } in new {
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(errors::invalid_tag_exception(
                "aws: prefixed tag key names are not allowed for external use.",
            ));
        }
        if !keys.insert(key.clone()) {
            return Err(errors::invalid_tag_exception(format!("Duplicate tag key: {key}")));
        }
        all.insert(key.into(), value.unwrap_or_default().into());
    }
    if all.len() > TAGS_MAX {
        return Err(errors::too_many_tags_exception(format!(
            "The request contains too many tags: a certificate has {TAGS_MAX} at most."
        )));
    }
    Ok(all)
}

impl Acm {
    pub(crate) fn add_tags_to_certificate(
        &mut self,
        cx: &mut Context,
        input: AddTagsToCertificateInput,
    ) -> Result<()> {
        let AddTagsToCertificateInput { certificate_arn, tags } = input;
        self.change(cx, &certificate_arn, |stored| {
            stored.tags = added(&stored.tags, tags)?;
            Ok(())
        })
    }

    /// "If you specify a value, the tag is removed only if it is associated with the specified value"
    /// (API_RemoveTagsFromCertificate).
    pub(crate) fn remove_tags_from_certificate(
        &mut self,
        cx: &mut Context,
        input: RemoveTagsFromCertificateInput,
    ) -> Result<()> {
        let RemoveTagsFromCertificateInput { certificate_arn, tags } = input;
        self.change(cx, &certificate_arn, |stored| {
            for Tag { key, value } in tags {
                let held = stored.tags.get(&*key);
                if held.is_some_and(|held| value.is_none_or(|value| **held == *value)) {
                    stored.tags.remove(&*key);
                }
            }
            Ok(())
        })
    }

    pub(crate) fn list_tags_for_certificate(
        &mut self,
        cx: &mut Context,
        input: ListTagsForCertificateInput,
    ) -> Result<ListTagsForCertificateOutput> {
        let ListTagsForCertificateInput { certificate_arn } = input;
        let tags = self.certificate(cx, &certificate_arn)?.tags.iter();
        let tag = |(key, value): (&Arc<str>, &Arc<str>)| Tag {
            key: key.to_string(),
            value: Some(value.to_string()),
        };
        Ok(ListTagsForCertificateOutput { tags: Some(tags.map(tag).collect()) })
    }
}
