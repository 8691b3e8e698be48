//! How CloudFront is asked for what is in a store.

use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp};
use parhelion_world::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a store is, in one of its versions.
#[derive(Deserialize)]
pub(crate) struct Described {
    pub items: i32,
    /// Of all keys and values, in bytes.
    pub size: i64,
    pub tag: String,
    created: i64,
    modified: i64,
}

impl Described {
    pub(crate) fn created(&self) -> Timestamp {
        Timestamp(self.created)
    }

    pub(crate) fn modified(&self) -> Timestamp {
        Timestamp(self.modified)
    }
}

#[derive(Deserialize)]
pub(crate) struct Got {
    pub value: String,
    pub of: Described,
}

fn ask<T: DeserializeOwned>(cx: &mut Context, store: &str, question: Value) -> Result<T> {
    let answer = cx.ask_counterpart("cloudfront", store, question)?;
    serde_json::from_value(answer)
        .map_err(|error| Error::new(500, "InternalServerException", error.to_string()))
}

pub(crate) fn describe(cx: &mut Context, store: &str) -> Result<Described> {
    ask(cx, store, json!("describe"))
}

pub(crate) fn get(cx: &mut Context, store: &str, key: &str) -> Result<Got> {
    ask(cx, store, json!({ "get": { "key": key } }))
}

/// Up to so many pairs behind a key.
pub(crate) fn list(
    cx: &mut Context,
    store: &str,
    after: &str,
    max: usize,
) -> Result<Vec<(String, String)>> {
    ask(cx, store, json!({ "list": { "after": after, "max": max } }))
}

/// All of it is done, or nothing: the store must still be in the version that the caller has seen.
pub(crate) fn write(
    cx: &mut Context,
    store: &str,
    seen: &str,
    puts: &[(String, String)],
    deletes: &[String],
) -> Result<Described> {
    ask(cx, store, json!({ "write": { "seen": seen, "puts": puts, "deletes": deletes } }))
}
