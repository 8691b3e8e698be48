//! Buckets, and what is in one: folders and objects, by S3's own listing.

use super::super::kinds::Kind;
use super::super::layout::Sheet;
use super::super::parts::{ROWS, more, nothing, search, shown, size, table, time_in, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use super::resources;
use maud::{Markup, html};
use serde_json::json;

pub(super) fn page(view: &View) -> Sheet {
    let body = html! {
        (search(view, "q", "Buckets that begin with", &[]))
        @if let Some(kind) = Kind::find("buckets") { (resources::list(view, kind)) }
    };
    Sheet::new("buckets", "S3 buckets", body)
}

/// One bucket: its objects, their versions, or its settings.
pub(super) fn one(view: &View) -> Sheet {
    let bucket = view.query.get("name");
    let tab = view.query.get("show");
    let href = |show: &str| view.href("bucket", &[("name", bucket), ("show", show)]);
    let body = html! {
        nav.tabs aria-label="Of this bucket" {
            @for (show, name) in [("", "Objects"), ("versions", "Versions"), ("uploads", "Uploads under way"), ("settings", "Settings")] {
                a href=(href(show)) aria-current=[(tab == show).then_some("page")] { (name) }
            }
        }
        @match tab {
            "settings" => (settings(view, bucket)),
            "versions" => (versions(view, bucket)),
            "uploads" => (uploads(view, bucket)),
            _ => (objects(view, bucket)),
        }
    };
    Sheet::new("buckets", bucket, body).below("S3 buckets", view.href("buckets", &[]))
}

fn objects(view: &View, bucket: &str) -> Markup {
    let (prefix, from) = (view.query.get("prefix"), view.query.get("from"));
    let mut input =
        json!({ "Bucket": bucket, "Prefix": prefix, "Delimiter": "/", "MaxKeys": ROWS });
    if !from.is_empty() {
        tree::set(&mut input, "ContinuationToken", json!(from));
    }
    let listed = match view.ask("s3", "ListObjectsV2", input) {
        Ok(listed) => listed,
        Err(error) => return trouble(&error),
    };
    let folders = tree::entries(&listed, "CommonPrefixes");
    let entries = tree::entries(&listed, "Contents");
    let rows = html! {
        @for folder in folders {
            @let name = tree::text(folder, "Prefix");
            tr {
                td.wide { a.mono href=(view.href("bucket", &[("name", bucket), ("prefix", name)])) { (name) } }
                td {} td {} td.muted { "folder" }
            }
        }
        @for entry in entries { (row(view, bucket, entry)) }
    };
    let next = tree::text(&listed, "NextContinuationToken");
    html! {
        (search(view, "prefix", "Keys that begin with", &["name"]))
        @if !prefix.is_empty() { p { (folders_of(view, bucket, prefix)) } }
        @if folders.is_empty() && entries.is_empty() { (nothing("No object has such a key.")) } @else {
            (table("Objects", &["Key", "Size", "Changed", "Class"], &rows))
        }
        (more(
            (!next.is_empty()).then(|| view.here_with(&[("from", next)])),
            (!from.is_empty()).then(|| view.here_with(&[("from", "")])),
        ))
    }
}

/// The folders above, each with its link.
fn folders_of(view: &View, bucket: &str, prefix: &str) -> Markup {
    let mut so_far = String::new();
    let parts: Vec<(String, String)> = prefix
        .split_inclusive('/')
        .map(|part| {
            so_far.push_str(part);
            (part.to_owned(), so_far.clone())
        })
        .collect();
    html! {
        a.mono href=(view.href("bucket", &[("name", bucket)])) { (bucket) "/" }
        @for (part, whole) in &parts {
            a.mono href=(view.href("bucket", &[("name", bucket), ("prefix", whole)])) { (part) }
        }
    }
}

fn row(view: &View, bucket: &str, entry: &Json) -> Markup {
    let key = tree::text(entry, "Key");
    html! {
        tr {
            td.wide { a.mono href=(view.href("object", &[("bucket", bucket), ("key", key)])) { (key) } }
            td.number { (size(tree::at(entry, "Size").as_u64().unwrap_or(0))) }
            td.tight { (time_in(tree::at(entry, "LastModified"))) }
            td { (tree::text(entry, "StorageClass")) }
        }
    }
}

fn versions(view: &View, bucket: &str) -> Markup {
    let (prefix, key, version) =
        (view.query.get("prefix"), view.query.get("key"), view.query.get("version"));
    let mut input = json!({ "Bucket": bucket, "Prefix": prefix, "MaxKeys": ROWS });
    if !key.is_empty() {
        tree::set(&mut input, "KeyMarker", json!(key));
    }
    if !version.is_empty() {
        tree::set(&mut input, "VersionIdMarker", json!(version));
    }
    let listed = match view.ask("s3", "ListObjectVersions", input) {
        Ok(listed) => listed,
        Err(error) => return trouble(&error),
    };
    let mut all: Vec<(&Json, bool)> =
        tree::entries(&listed, "Versions").iter().map(|entry| (entry, false)).collect();
    all.extend(tree::entries(&listed, "DeleteMarkers").iter().map(|entry| (entry, true)));
    // Of a key the newest first, as S3 lists each of the two.
    all.sort_by(|(a, _), (b, _)| {
        let newest = tree::text(b, "LastModified").cmp(tree::text(a, "LastModified"));
        tree::text(a, "Key").cmp(tree::text(b, "Key")).then(newest)
    });
    let rows = html! {
        @for (entry, is_marker) in &all {
            @let (key, id) = (tree::text(entry, "Key"), tree::text(entry, "VersionId"));
            tr {
                td.wide { a.mono href=(view.href("object", &[("bucket", bucket), ("key", key), ("version", id)])) { (key) } }
                td { code { (id) } }
                td.number { @if *is_marker { span.badge { "deleted" } } @else { (size(tree::at(entry, "Size").as_u64().unwrap_or(0))) } }
                td.tight { (time_in(tree::at(entry, "LastModified"))) }
                td { @if tree::at(entry, "IsLatest") == &Json::Bool(true) { "latest" } }
            }
        }
    };
    let (next, next_id) =
        (tree::text(&listed, "NextKeyMarker"), tree::text(&listed, "NextVersionIdMarker"));
    html! {
        (search(view, "prefix", "Keys that begin with", &["name", "show"]))
        @if all.is_empty() { (nothing("No object has such a key.")) } @else {
            (table("Versions", &["Key", "Version", "Size", "Written", "State"], &rows))
        }
        (more(
            (!next.is_empty()).then(|| view.here_with(&[("key", next), ("version", next_id)])),
            (!key.is_empty()).then(|| view.here_with(&[("key", ""), ("version", "")])),
        ))
    }
}

/// Uploads in parts that are not complete.
fn uploads(view: &View, bucket: &str) -> Markup {
    let input = json!({ "Bucket": bucket, "MaxUploads": ROWS });
    let listed = match view.ask("s3", "ListMultipartUploads", input) {
        Ok(listed) => listed,
        Err(error) => return trouble(&error),
    };
    let all = tree::entries(&listed, "Uploads");
    let rows = html! {
        @for upload in all {
            tr {
                td.wide { code { (tree::text(upload, "Key")) } }
                td { code { (tree::text(upload, "UploadId")) } }
                td.tight { (time_in(tree::at(upload, "Initiated"))) }
            }
        }
    };
    html! {
        @if all.is_empty() { (nothing("There are none.")) } @else { (table("Uploads", &["Key", "Upload", "Begun"], &rows)) }
        @if tree::at(&listed, "IsTruncated") == &Json::Bool(true) { p.muted { "The first " (ROWS) "." } }
    }
}

/// What a bucket is set to; what it is not set to, S3 says by an error, which says nothing here.
fn settings(view: &View, bucket: &str) -> Markup {
    const ALL: [(&str, &str); 13] = [
        ("Region", "GetBucketLocation"),
        ("Versioning", "GetBucketVersioning"),
        ("Public access block", "GetPublicAccessBlock"),
        ("Policy", "GetBucketPolicy"),
        ("Encryption", "GetBucketEncryption"),
        ("Lifecycle", "GetBucketLifecycleConfiguration"),
        ("Notifications", "GetBucketNotificationConfiguration"),
        ("CORS", "GetBucketCors"),
        ("Website", "GetBucketWebsite"),
        ("Replication", "GetBucketReplication"),
        ("Object Lock", "GetObjectLockConfiguration"),
        ("Access logs", "GetBucketLogging"),
        ("Tags", "GetBucketTagging"),
    ];
    let told = ALL.iter().filter_map(|(title, operation)| {
        let told = view.ask("s3", operation, json!({ "Bucket": bucket })).ok()?;
        let is_empty = told.as_object().is_none_or(serde_json::Map::is_empty);
        (!is_empty).then_some((*title, told))
    });
    let told: Vec<(&str, Json)> = told.collect();
    html! {
        @if told.is_empty() { (nothing("Nothing is set.")) }
        div.columns { @for (title, told) in &told { section.panel { h2 { (title) } (shown(told)) } } }
    }
}
