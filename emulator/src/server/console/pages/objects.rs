//! One object, and what is in it: as text, or as a picture of a kind that cannot do anything. What an
//! object says is never a page of the console's.

use super::super::guard;
use super::super::layout::Sheet;
use super::super::parts::{nothing, shown, size, trouble};
use super::super::tree::{self, Json};
use super::super::view::View;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};
use parhelion_wire::{Body, Value};
use serde_json::json;

/// How much of an object is shown as text.
const TEXT_MAX: u64 = 64 << 10;

/// The largest picture that is shown.
const PICTURE_MAX: u64 = 16 << 20;

/// Kinds of pictures that have no scripts, and how they begin.
const PICTURES: [(&str, &[u8]); 5] = [
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF8"),
    ("image/webp", b"RIFF"),
    ("image/bmp", b"BM"),
];

pub(super) fn page(view: &View) -> Sheet {
    let (bucket, key) = (view.query.get("bucket"), view.query.get("key"));
    let body = match view.ask("s3", "HeadObject", input(view)) {
        Ok(head) => html! {
            (preview(view, &head))
            h2 { "What S3 tells of it" }
            div.panel { (shown(&head)) }
            @for (title, operation) in [("Tags", "GetObjectTagging"), ("Access", "GetObjectAcl")] {
                @if let Ok(told) = view.ask("s3", operation, input(view)) {
                    h2 { (title) } div.panel { (shown(&told)) }
                }
            }
            p { a href=(view.href("journal", &[("q", &format!("{bucket}/{key}"))])) { "What happened to it" } }
        },
        Err(error) => html! {
            (trouble(&error))
            p { a href=(view.href("journal", &[("q", &format!("{bucket}/{key}"))])) { "What happened to it" } }
        },
    };
    Sheet::new("buckets", key, body)
        .below("S3 buckets", view.href("buckets", &[]))
        .below(bucket, view.href("bucket", &[("name", bucket)]))
}

fn input(view: &View) -> Json {
    let query = &view.query;
    let mut input = json!({ "Bucket": query.get("bucket"), "Key": query.get("key") });
    if let Some(version) = query.given("version") {
        tree::set(&mut input, "VersionId", json!(version));
    }
    input
}

fn preview(view: &View, head: &Json) -> Markup {
    let length = tree::at(head, "ContentLength").as_u64().unwrap_or(0);
    if length == 0 {
        return nothing("It is empty.");
    }
    let Some(body) = content(view, TEXT_MAX.min(length)) else {
        return nothing("It cannot be read: its key is not known here.");
    };
    let Ok(bytes) = body.read() else { return nothing("It cannot be read.") };
    if picture_of(&bytes).is_some() && length <= PICTURE_MAX {
        let (bucket, key, version) =
            (view.query.get("bucket"), view.query.get("key"), view.query.get("version"));
        let src = [("bucket", bucket), ("key", key), ("version", version)];
        return html! { p { img.preview src=(view.href("object/picture", &src)) alt=(format!("What {key} shows")); } };
    }
    let (text, whole) = readable(&bytes, length);
    html! {
        @match text {
            Some(text) => {
                pre tabindex="0" { (text) }
                @if !whole { p.muted { "The first " (size(TEXT_MAX)) " of " (size(length)) "." } }
            }
            None => {
                p.muted { (size(length)) " that are neither text nor a picture; the first bytes:" }
                pre tabindex="0" { (hex(&bytes)) }
            }
        }
    }
}

/// Text, as far as it was read; the last character may be cut.
fn readable(bytes: &[u8], length: u64) -> (Option<&str>, bool) {
    let whole = bytes.len() as u64 == length;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if !whole && bytes.len() - error.valid_up_to() < 4 => {
            bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok())
        }
        Err(_) => None,
    };
    let is_plain = |text: &&str| !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    (text.filter(is_plain), whole)
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for line in bytes.chunks(16).take(16) {
        for byte in line {
            text.push_str(&format!("{byte:02x} "));
        }
        text.push('\n');
    }
    text
}

/// The object's first bytes.
fn content(view: &View, length: u64) -> Option<Body> {
    let mut input = input(view);
    tree::set(&mut input, "Range", json!(format!("bytes=0-{}", length.checked_sub(1)?)));
    let (_, value) = view.ask_value("s3", "GetObject", input).ok()?;
    let Value::Struct(members) = value else { return None };
    members.into_iter().find_map(|member| match member {
        Value::Body(body) => Some(body),
        _ => None,
    })
}

fn picture_of(bytes: &[u8]) -> Option<&'static str> {
    PICTURES.iter().find(|(_, begin)| bytes.starts_with(begin)).map(|(kind, _)| *kind)
}

/// An object that is a picture, as one: by its first bytes, whatever it calls itself, and in no case as
/// a document.
pub(super) fn picture(view: &View) -> Option<Response> {
    let body = content(view, PICTURE_MAX)?;
    let bytes = body.read().ok()?;
    let kind = picture_of(&bytes)?;
    let mut response = guard::answer(StatusCode::OK, kind, bytes);
    let nothing = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, nothing);
    Some(response)
}
