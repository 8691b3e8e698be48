//! ListObjectVersions (S3-5.4).

use crate::access::authorization::{Access, authorize};
use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::errors;
use crate::listing::objects::{Encoding, max_of, owner_of, shorten, some, wants_restores};
use crate::listing::pages;
use crate::listing::pages::{Entry, Page, Query};
use crate::model::*;
use crate::state::S3;
use crate::versions::named_version::is_version_id;
use crate::versions::ordered;
use crate::versions::version::{Content, Version, Versions};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

impl S3 {
    pub(crate) fn list_object_versions(
        &mut self,
        cx: &mut Context,
        input: ListObjectVersionsInput,
    ) -> Result<ListObjectVersionsOutput> {
        let ListObjectVersionsInput {
            bucket,
            delimiter,
            encoding_type,
            key_marker,
            max_keys,
            prefix,
            version_id_marker,
            expected_bucket_owner,
            request_payer: _,
            optional_object_attributes,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let delimiter = delimiter.filter(|text| !text.is_empty());
        let max_shown = max_keys.map(|max| max.to_string());
        let keys = [
            ("prefix", prefix.as_deref()),
            ("delimiter", delimiter.as_deref()),
            ("max-keys", max_shown.as_deref()),
        ];
        authorize(cx, held, &Access::to("s3:ListBucketVersions").with(&keys))?;
        let encode = Encoding::of(encoding_type.as_deref())?;
        let max = max_of(max_keys, "maxKeys")?;
        let marker = key_marker.as_deref().unwrap_or_default();
        let id_marker = id_marker(version_id_marker.as_deref(), marker)?;
        let query = Query {
            prefix: prefix.as_deref().unwrap_or_default(),
            delimiter: delimiter.as_deref().unwrap_or_default(),
            after: marker,
            max,
        };
        let within = id_marker.map(|id| {
            // Behind the marker; where that is gone, behind those that were written after it.
            let there = held.keys.get(marker).is_some_and(|all| all.find(id).is_some());
            let order = ordered::of(id).filter(|_| id != "null");
            let mut passed = false;
            move |version: &Arc<Version>| {
                let listed = if there {
                    !passed
                } else {
                    order.is_some_and(|order| version.written >= order)
                };
                passed |= version.is(id);
                listed
            }
        });
        let mut page = pages::page_within(&held.keys, query, within, Versions::iter);
        shorten(cx, &mut page, 1);

        let owner = owner::of(&held.owner);
        let restores = wants_restores(optional_object_attributes.as_deref());
        let mut output = ListObjectVersionsOutput {
            is_truncated: Some(page.truncated),
            max_keys: i32::try_from(max).ok(),
            version_id_marker: Some(version_id_marker.unwrap_or_default()),
            ..ListObjectVersionsOutput::default()
        };
        if page.truncated {
            (output.next_key_marker, output.next_version_id_marker) = next_markers(&page, &encode);
        }
        let listed = Listed::of(cx, held, &encode, &page.entries, (&owner, restores));
        output.name = Some(bucket);
        output.prefix = Some(encode.text(prefix.unwrap_or_default()));
        output.delimiter = delimiter.map(|text| encode.text(text));
        output.key_marker = Some(encode.text(key_marker.unwrap_or_default()));
        output.encoding_type = encoding_type;
        output.order = some(listed.order);
        output.versions = some(listed.versions);
        output.delete_markers = some(listed.markers);
        output.common_prefixes = some(listed.prefixes);
        Ok(output)
    }
}

/// `NextKeyMarker` and `NextVersionIdMarker` of a page that is not the last.
fn next_markers(page: &Page<Arc<Version>>, encode: &Encoding) -> (Option<String>, Option<String>) {
    match page.entries.last() {
        Some(Entry::Key(key, version)) => {
            (Some(encode.text(&***key)), Some(version.shown_id().to_owned()))
        }
        Some(Entry::CommonPrefix(prefix)) => (Some(encode.text(*prefix)), None),
        None => (None, None),
    }
}

/// The version behind which a page begins (S3-5.4d).
fn id_marker<'a>(id: Option<&'a str>, key_marker: &str) -> Result<Option<&'a str>> {
    let Some(id) = id else { return Ok(None) };
    let invalid = |message| Err(errors::invalid_argument(message, "version-id-marker", id));
    if key_marker.is_empty() {
        return invalid("A version-id marker cannot be specified without a key marker.");
    }
    if id.is_empty() {
        // S3's own words; its pages have none for this.
        return invalid("A version-id marker cannot be empty.");
    }
    if !is_version_id(id) {
        return invalid("Invalid version id specified");
    }
    Ok(Some(id))
}

/// The entries of a page, as answers list them.
#[derive(Default)]
struct Listed {
    versions: Vec<ObjectVersion>,
    markers: Vec<DeleteMarkerEntry>,
    prefixes: Vec<CommonPrefix>,
    /// Which of the first two lists each entry is in (S3-5.4a).
    order: Vec<i32>,
}

impl Listed {
    fn of(
        cx: &Context,
        held: &Bucket,
        encode: &Encoding,
        entries: &[Entry<Arc<Version>>],
        (owner, restores): (&Owner, bool),
    ) -> Self {
        let mut listed = Self::default();
        for entry in entries {
            let (key, version) = match entry {
                Entry::CommonPrefix(prefix) => {
                    let prefix = Some(encode.text(*prefix));
                    listed.prefixes.push(CommonPrefix { prefix });
                    continue;
                }
                Entry::Key(key, version) => (*key, *version),
            };
            let newest = held.keys.get(key).map(|all| all.newest());
            let latest = newest.is_some_and(|newest| newest.written == version.written);
            let key = encode.text(&**key);
            match &version.content {
                Content::Object(_) => {
                    let owner = owner_of(cx, held, version, owner);
                    listed.order.push(0);
                    listed.versions.extend(shown(key, version, latest, owner, restores));
                }
                Content::DeleteMarker => {
                    listed.order.push(1);
                    listed.markers.push(marker_shown(key, version, latest, owner.clone()));
                }
            }
        }
        listed
    }
}

/// S3-5.4(b)
fn shown(
    key: String,
    version: &Version,
    latest: bool,
    owner: Owner,
    restores: bool,
) -> Option<ObjectVersion> {
    let object = version.object()?;
    Some(ObjectVersion {
        e_tag: Some(object.quoted_e_tag()),
        checksum_algorithm: Some(vec![object.checksum.algorithm().name().to_owned()]),
        checksum_type: Some(object.checksum.kind().name().to_owned()),
        size: i64::try_from(object.size()).ok(),
        storage_class: Some(object.properties.storage_class.name().to_owned()),
        key: Some(key),
        version_id: Some(version.shown_id().to_owned()),
        is_latest: Some(latest),
        last_modified: Some(version.modified),
        owner: Some(owner),
        restore_status: object.restore_status(restores),
    })
}

fn marker_shown(key: String, version: &Version, latest: bool, owner: Owner) -> DeleteMarkerEntry {
    DeleteMarkerEntry {
        owner: Some(owner),
        key: Some(key),
        version_id: Some(version.shown_id().to_owned()),
        is_latest: Some(latest),
        last_modified: Some(version.modified),
    }
}
