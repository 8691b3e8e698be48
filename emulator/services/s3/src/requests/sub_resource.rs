//! Queries that name a sub-resource (`?acl`), on methods that it does not have.

use crate::errors;
use crate::model::MODEL;
use crate::requests::target::decoded;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use std::collections::BTreeSet;

/// S3-1.3(a, h): `DELETE /bucket?versioning` deletes no bucket. `found` is what method and path alone
/// would be.
pub(crate) fn check(found: &Operation, query: &str) -> Result<()> {
    if query.is_empty() || !found.query.is_empty() {
        return Ok(());
    }
    check_half(found, query)?;
    check_listing(found, query)?;
    let mut named = query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair));
    match named.find(|name| is_sub_resource(found, name)) {
        Some(name) => {
            let kind = name.replace('-', "_").to_ascii_uppercase();
            let error = errors::method_not_allowed(found.method, &kind);
            Err(error.header("allow", methods(found, name)))
        }
        None => Ok(()),
    }
}

/// S3-1.3(c): a part is named by its number and its upload; half of that names no object.
fn check_half(found: &Operation, query: &str) -> Result<()> {
    const HALVES: [(&str, &str); 2] = [("partNumber", "uploadId"), ("uploadId", "partNumber")];
    if !matches!(found.name, "PutObject" | "CopyObject" | "DeleteObject") {
        return Ok(());
    }
    for (half, other) in HALVES {
        if let (Some(value), None) = (value(query, half), value(query, other)) {
            let message = format!("This operation does not accept {half} without {other}");
            return Err(errors::invalid_argument(message, half, value));
        }
    }
    Ok(())
}

/// S3-5.2: what only a listing of the second kind knows, a listing of the first does not pass over.
fn check_listing(found: &Operation, query: &str) -> Result<()> {
    const SECOND: [(&str, &str); 3] = [
        ("start-after", "startAfter"),
        ("continuation-token", "continuation-token"),
        ("fetch-owner", "fetch-owner"),
    ];
    if found.name != "ListObjects" {
        return Ok(());
    }
    for (name, told) in SECOND {
        if let Some(value) = value(query, name) {
            let message = format!("{told} only supported in REST.GET.BUCKET with list-type=2");
            return Err(errors::invalid_argument(message, name, value));
        }
    }
    Ok(())
}

/// A parameter's value, decoded; empty where it has none.
fn value(query: &str, wanted: &str) -> Option<String> {
    let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| decoded(value).into_owned())
}

/// The methods that the sub-resource has.
fn methods(found: &Operation, name: &str) -> String {
    let alike = MODEL.operations.iter().filter(|other| other.path.len() == found.path.len());
    let named = alike.filter(|other| other.query.contains(&(name, None)));
    let methods: BTreeSet<&str> = named.map(|other| other.method).collect();
    methods.into_iter().collect::<Vec<_>>().join(", ")
}

/// Whether a bucket's query names anything but one of its listings.
pub(crate) fn is_named(query: &str) -> bool {
    const LISTINGS: [&str; 3] = ["list-type", "versions", "uploads"];
    let mut names = query.split('&').map(|pair| pair.split('=').next().unwrap_or(pair));
    let bucket = |other: &&Operation| other.path.len() == 1;
    names.any(|name| {
        let mut literals = MODEL.operations.iter().filter(bucket).flat_map(|other| other.query);
        !LISTINGS.contains(&name) && literals.any(|(literal, _)| *literal == name)
    })
}

/// Whether some operation on the same kind of resource is told by this name.
fn is_sub_resource(found: &Operation, name: &str) -> bool {
    let alike = MODEL.operations.iter().filter(|other| other.path.len() == found.path.len());
    alike.flat_map(|other| other.query).any(|pair| *pair == (name, None))
}
