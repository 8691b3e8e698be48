//! ListObjectsV2 and ListObjects (S3-5.1 to S3-5.3).

use crate::access::authorization::{Access, authorize};
use crate::access::owner;
use crate::buckets::bucket::Bucket;
use crate::choices::SHORT_PAGE;
use crate::errors;
use crate::listing::pages;
use crate::listing::pages::{Entry, Page, Query};
use crate::listing::token;
use crate::model::*;
use crate::state::S3;
use crate::versions::version::{Version, Versions};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// S3-5.1(a)
const KEYS_MAX: usize = 1000;

/// What a request of either version of the operation asks for.
struct ListRequest<'a> {
    prefix: Option<&'a str>,
    delimiter: Option<&'a str>,
    max_keys: Option<i32>,
    encoding_type: Option<&'a str>,
    after: &'a str,
    /// With RestoreStatus (S3-5.1i).
    restores: bool,
    /// A page without an entry cannot be continued in version 1.
    least: usize,
}

/// One page, as both versions answer it.
struct Listed {
    max_keys: i32,
    truncated: bool,
    contents: Vec<Object>,
    common_prefixes: Vec<CommonPrefix>,
    /// The last entry, where the next page goes on.
    last: Option<String>,
}

impl S3 {
    pub(crate) fn list_objects_v2(
        &mut self,
        cx: &mut Context,
        input: ListObjectsV2Input,
    ) -> Result<ListObjectsV2Output> {
        let ListObjectsV2Input {
            bucket,
            delimiter,
            encoding_type,
            max_keys,
            prefix,
            continuation_token,
            fetch_owner,
            start_after,
            request_payer: _,
            expected_bucket_owner,
            optional_object_attributes,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let delimiter = delimiter.filter(|text| !text.is_empty());
        authorize_list(cx, held, prefix.as_deref(), delimiter.as_deref(), max_keys)?;
        let token = continuation_token.as_ref().filter(|text| !text.is_empty());
        let from_token = match token {
            None => None,
            Some(text) => Some(token::decode(text).ok_or_else(|| {
                let message = "The continuation token provided is incorrect";
                errors::invalid_argument(message, "continuation-token", text)
            })?),
        };
        // S3-5.2: a token decides alone.
        let after = from_token.as_deref().or(start_after.as_deref()).unwrap_or_default();
        let asked = ListRequest {
            prefix: prefix.as_deref(),
            delimiter: delimiter.as_deref(),
            max_keys,
            encoding_type: encoding_type.as_deref(),
            after,
            restores: wants_restores(optional_object_attributes.as_deref()),
            least: 0,
        };
        let owner = (fetch_owner == Some(true)).then(|| owner::of(&held.owner));
        let listed = list(cx, held, &asked, owner)?;
        let next = listed.truncated.then(|| token::encode(listed.last.as_deref().unwrap_or(after)));
        let encode = Encoding::of(encoding_type.as_deref())?;
        let count = listed.contents.len() + listed.common_prefixes.len();
        Ok(ListObjectsV2Output {
            is_truncated: Some(listed.truncated),
            contents: some(listed.contents),
            name: Some(bucket),
            // Always echoed, empty where none was asked.
            prefix: Some(encode.text(prefix.unwrap_or_default())),
            delimiter: delimiter.map(|text| encode.text(text)),
            max_keys: Some(listed.max_keys),
            common_prefixes: some(listed.common_prefixes),
            encoding_type,
            key_count: i32::try_from(count).ok(),
            start_after: start_after.filter(|_| from_token.is_none()).map(|text| encode.text(text)),
            continuation_token,
            next_continuation_token: next,
            ..ListObjectsV2Output::default()
        })
    }

    pub(crate) fn list_objects(
        &mut self,
        cx: &mut Context,
        input: ListObjectsInput,
    ) -> Result<ListObjectsOutput> {
        let ListObjectsInput {
            bucket,
            delimiter,
            encoding_type,
            marker,
            max_keys,
            prefix,
            request_payer: _,
            expected_bucket_owner,
            optional_object_attributes,
        } = input;
        let held = self.find_bucket(cx, &bucket, expected_bucket_owner.as_deref())?;
        let delimiter = delimiter.filter(|text| !text.is_empty());
        authorize_list(cx, held, prefix.as_deref(), delimiter.as_deref(), max_keys)?;
        let asked = ListRequest {
            prefix: prefix.as_deref(),
            delimiter: delimiter.as_deref(),
            max_keys,
            encoding_type: encoding_type.as_deref(),
            after: marker.as_deref().unwrap_or_default(),
            restores: wants_restores(optional_object_attributes.as_deref()),
            least: 1,
        };
        let listed = list(cx, held, &asked, Some(owner::of(&held.owner)))?;
        let encode = Encoding::of(encoding_type.as_deref())?;
        // S3-5.3: without a delimiter clients go on behind the last key.
        let next = listed.last.filter(|_| listed.truncated && delimiter.is_some());
        Ok(ListObjectsOutput {
            is_truncated: Some(listed.truncated),
            marker: Some(encode.text(marker.unwrap_or_default())),
            next_marker: next.map(|text| encode.text(text)),
            contents: some(listed.contents),
            name: Some(bucket),
            prefix: Some(encode.text(prefix.unwrap_or_default())),
            delimiter: delimiter.map(|text| encode.text(text)),
            max_keys: Some(listed.max_keys),
            common_prefixes: some(listed.common_prefixes),
            encoding_type,
            ..ListObjectsOutput::default()
        })
    }
}

pub(crate) fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// `s3:ListBucket` with its keys (S3-7.3).
fn authorize_list(
    cx: &Context,
    bucket: &Bucket,
    prefix: Option<&str>,
    delimiter: Option<&str>,
    max_keys: Option<i32>,
) -> Result<()> {
    let max_keys = max_keys.map(|max| max.to_string());
    let keys = [("prefix", prefix), ("delimiter", delimiter), ("max-keys", max_keys.as_deref())];
    authorize(cx, bucket, &Access::to("s3:ListBucket").with(&keys))
}

fn list(
    cx: &mut Context,
    bucket: &Bucket,
    asked: &ListRequest,
    owner: Option<Owner>,
) -> Result<Listed> {
    let encode = Encoding::of(asked.encoding_type)?;
    let max_keys = max_of(asked.max_keys, "maxKeys")?;
    let query = Query {
        prefix: asked.prefix.unwrap_or_default(),
        delimiter: asked.delimiter.unwrap_or_default(),
        after: asked.after,
        max: max_keys,
    };
    let mut page = pages::page(&bucket.keys, query, Versions::current);
    shorten(cx, &mut page, asked.least);
    let mut listed = Listed {
        max_keys: i32::try_from(max_keys).unwrap_or(i32::MAX),
        truncated: page.truncated,
        contents: Vec::with_capacity(page.entries.len()),
        common_prefixes: Vec::new(),
        last: page.entries.last().map(|entry| entry.name().to_owned()),
    };
    for entry in page.entries {
        match entry {
            Entry::CommonPrefix(prefix) => {
                listed.common_prefixes.push(CommonPrefix { prefix: Some(encode.text(prefix)) });
            }
            Entry::Key(key, version) => {
                let owner = owner.as_ref().map(|owner| owner_of(cx, bucket, version, owner));
                listed.contents.extend(shown(&encode, key, version, owner, asked.restores));
            }
        }
    }
    Ok(listed)
}

/// S3-5.1(a)
pub(crate) fn max_of(asked: Option<i32>, name: &'static str) -> Result<usize> {
    at_least(0, name, asked)?;
    Ok(asked.and_then(|max| usize::try_from(max).ok()).map_or(KEYS_MAX, |max| max.min(KEYS_MAX)))
}

/// A number that must not be too small.
pub(crate) fn at_least(least: i32, name: &'static str, asked: Option<i32>) -> Result<()> {
    match asked.filter(|asked| *asked < least) {
        None => Ok(()),
        Some(asked) => {
            let message =
                format!("Argument {name} must be an integer between {least} and 2147483647");
            Err(errors::invalid_argument(message, name, asked.to_string()))
        }
    }
}

/// S3-9.4(A9): a page may end early, if it says so.
pub(crate) fn shorten<V>(cx: &mut Context, page: &mut Page<V>, least: usize) {
    let found = page.entries.len();
    if found <= least {
        return;
    }
    let keep = match cx.choose(&SHORT_PAGE) {
        0 => return,
        1 => found.div_ceil(2),
        2 => 1,
        _ => least,
    };
    if keep < found {
        page.entries.truncate(keep);
        page.truncated = true;
    }
}

/// Where ACLs count, objects may be others' than the bucket owner's (S3-7.7).
pub(crate) fn owner_of(
    cx: &Context,
    bucket: &Bucket,
    version: &Version,
    bucket_owner: &Owner,
) -> Owner {
    match version.object().map(|object| &object.properties.owner) {
        Some(own) if *own != bucket.owner && !bucket.is_enforced(cx.now) => owner::of(own),
        _ => bucket_owner.clone(),
    }
}

/// `x-amz-optional-object-attributes`
pub(crate) fn wants_restores(asked: Option<&[String]>) -> bool {
    asked.unwrap_or_default().iter().any(|name| name == "RestoreStatus")
}

/// S3-5.1(h)
fn shown(
    encode: &Encoding,
    key: &str,
    version: &Version,
    owner: Option<Owner>,
    restores: bool,
) -> Option<Object> {
    let object = version.object()?;
    Some(Object {
        key: Some(encode.text(key)),
        last_modified: Some(version.modified),
        e_tag: Some(object.quoted_e_tag()),
        checksum_algorithm: Some(vec![object.checksum.algorithm().name().to_owned()]),
        checksum_type: Some(object.checksum.kind().name().to_owned()),
        size: i64::try_from(object.size()).ok(),
        storage_class: Some(object.properties.storage_class.name().to_owned()),
        owner,
        restore_status: object.restore_status(restores),
    })
}

/// `encoding-type` (S3-5.1g).
pub(crate) struct Encoding {
    url: bool,
}

/// Everything but letters, digits and these; a space becomes a plus, as in forms.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'*').remove(b'/').remove(b' ');

impl Encoding {
    pub(crate) fn of(kind: Option<&str>) -> Result<Self> {
        match kind {
            None => Ok(Self { url: false }),
            Some("url") => Ok(Self { url: true }),
            Some(other) => Err(errors::invalid_argument(
                "Invalid Encoding Method specified in Request",
                "encoding-type",
                other,
            )),
        }
    }

    pub(crate) fn text<'a>(&self, text: impl Into<std::borrow::Cow<'a, str>>) -> String {
        let text = text.into();
        if self.url {
            utf8_percent_encode(&text, ENCODED).to_string().replace(' ', "+")
        } else {
            text.into_owned()
        }
    }
}
