//! The file in S3 that a new store begins with.
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-create-s3-kvp.html>

use super::data::{Refusal, STORE_MAX};
use crate::errors;
use crate::model::ImportSource;
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error};
use parhelion_world::{Ask, Context};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) type Pairs = Vec<(Arc<str>, Arc<str>)>;

#[derive(Deserialize)]
struct File {
    data: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    key: Arc<str>,
    value: Arc<str>,
}

fn invalid(why: &str) -> Error {
    errors::invalid_argument(format!("The import source is invalid: {why}"))
}

/// The file, which the caller must be allowed to read (`s3:GetBucketLocation`, `s3:GetObject`).
pub(super) fn file(cx: &Context, source: &ImportSource) -> Result<Body> {
    let ImportSource { source_type, source_arn } = source;
    let named = source_arn.strip_prefix("arn:aws:s3:::").and_then(|name| name.split_once('/'));
    let named = named.filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty());
    let (Some((bucket, key)), "S3") = (named, source_type.as_str()) else {
        return Err(invalid("it must be the ARN of an object in S3."));
    };
    let refused = |why: Error| match why.code() {
        "AccessDenied" => errors::access_denied(
            "You do not have s3:GetObject and s3:GetBucketLocation permissions to the import source.",
        ),
        _ => invalid(why.message()),
    };
    let place = Ask::new("s3", "GetBucketLocation", json!({ "Bucket": bucket }));
    let place = cx.ask_to_read(place.in_region("us-east-1")).map_err(refused)?;
    let region = place["LocationConstraint"].as_str().filter(|region| !region.is_empty());
    let get = Ask::new("s3", "GetObject", json!({ "Bucket": bucket, "Key": key }));
    let body = cx.ask_for_body(get.in_region(region.unwrap_or("us-east-1"))).map_err(refused)?;
    match body.len() > STORE_MAX {
        true => Err(refused_size()),
        false => Ok(body),
    }
}

fn refused_size() -> Error {
    errors::entity_size_limit_exceeded("The import source is larger than 5 MB.")
}

/// What is in the file, no key twice.
pub(super) fn pairs(file: &Body) -> Result<Pairs> {
    let bytes = file.read().map_err(Error::from)?;
    let File { data } = serde_json::from_slice(&bytes)
        .map_err(|_| invalid("it is no JSON of the form {\"data\":[{\"key\":…,\"value\":…}]}."))?;
    let mut seen = BTreeSet::new();
    if data.iter().any(|pair| pair.key.is_empty() || !seen.insert(&pair.key)) {
        return Err(invalid("it has an empty key, or a key twice."));
    }
    Ok(data.into_iter().map(|Pair { key, value }| (key, value)).collect())
}

pub(super) fn refused(why: Refusal) -> Error {
    match why {
        Refusal::Store => refused_size(),
        _ => invalid(why.message()),
    }
}
