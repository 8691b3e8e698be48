//! Keys of a bucket as registers: clients that write values nobody else writes, read them back in
//! every way that S3 has, and record it all.

use super::{Call, History, Invocation, Response, Value};
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use parhelion::Body;
use parhelion::wire::checksum::{Algorithm, digests};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// A bucket, and what its clients have seen of its keys.
#[derive(Debug)]
pub struct Registers {
    bucket: String,
    clock: AtomicU64,
    values: AtomicU64,
    seen: Mutex<BTreeMap<String, History>>,
}

/// The bytes of a value: longer or shorter with it, so that a mix of two shows.
fn content(value: Value) -> Vec<u8> {
    format!("{value:08}").repeat(1 + (value % 97) as usize).into_bytes()
}

/// In quotes, as S3 shows it.
fn e_tag(value: Value) -> String {
    let found = digests(&Body::from(content(value)), &[Algorithm::Md5]);
    found.iter().flat_map(|found| found.iter()).map(|md5| format!("\"{}\"", md5.hex())).collect()
}

/// A value that nobody writes: what a read was that was no value at all.
const TORN: Value = Value::MAX;

impl Registers {
    /// Of a bucket that is there, and whose keys are absent.
    pub fn new(bucket: &str) -> Self {
        Self {
            bucket: bucket.to_owned(),
            clock: AtomicU64::new(1),
            values: AtomicU64::new(1),
            seen: Mutex::default(),
        }
    }

    /// The calls so far, by key.
    pub fn histories(&self) -> BTreeMap<String, History> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Checks every key.
    ///
    /// # Errors
    /// The first key whose history no order explains, in words.
    pub fn check(&self) -> Result<(), String> {
        for (key, history) in self.histories() {
            super::check(&history).map_err(|impossible| format!("{key}: {impossible}"))?;
        }
        Ok(())
    }

    fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }

    fn note(&self, key: &str, client: u32, sent: u64, invocation: Invocation, response: Response) {
        let answered = self.tick();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let call = Call { client, invocation, response, sent, answered };
        seen.entry(key.to_owned()).or_default().push(call);
    }

    /// A client's calls go one after the other; those of several at the same time.
    pub fn client<'a>(&'a self, s3: &'a Client, number: u32) -> RegisterClient<'a> {
        RegisterClient { registers: self, s3, number }
    }
}

/// One client of the registers. Its [`Client`] must not try again by itself: every attempt is a
/// call of its own.
#[derive(Clone, Copy, Debug)]
pub struct RegisterClient<'a> {
    registers: &'a Registers,
    s3: &'a Client,
    number: u32,
}

/// What a failed write says about its effect; `None`: that there was none.
fn outcome<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Option<Response> {
    match error.code() {
        Some("PreconditionFailed" | "NoSuchKey") => Some(Response::Refused),
        // A12: the race is lost, and nothing is said of what there is.
        Some("ConditionalRequestConflict" | "OperationAborted") => None,
        // A6
        Some("RequestTimeout") => None,
        _ => Some(Response::Unknown),
    }
}

impl RegisterClient<'_> {
    fn new_value(&self) -> Value {
        self.registers.values.fetch_add(1, Ordering::SeqCst)
    }

    async fn write(&self, key: &str, invocation: Invocation) {
        let put = self.s3.put_object().bucket(&self.registers.bucket).key(key);
        let (value, put) = match invocation {
            Invocation::Put(value) => (value, put),
            Invocation::PutIfAbsent(value) => (value, put.if_none_match("*")),
            Invocation::PutIfMatch { held, next } => (next, put.if_match(e_tag(held))),
            Invocation::Delete | Invocation::Read => return,
        };
        let put = put.metadata("value", value.to_string()).body(content(value).into());
        let sent = self.registers.tick();
        let response = match put.send().await {
            Ok(_) => Some(Response::Done),
            Err(error) => outcome(&error),
        };
        if let Some(response) = response {
            self.registers.note(key, self.number, sent, invocation, response);
        }
    }

    /// Writes a new value.
    pub async fn put(&self, key: &str) {
        self.write(key, Invocation::Put(self.new_value())).await;
    }

    /// Writes a new value if there is none.
    pub async fn put_if_absent(&self, key: &str) {
        self.write(key, Invocation::PutIfAbsent(self.new_value())).await;
    }

    /// Writes a new value over one that was read.
    pub async fn put_if_match(&self, key: &str, held: Value) {
        self.write(key, Invocation::PutIfMatch { held, next: self.new_value() }).await;
    }

    /// Makes the key absent.
    pub async fn delete(&self, key: &str) {
        let sent = self.registers.tick();
        let delete = self.s3.delete_object().bucket(&self.registers.bucket).key(key).send().await;
        let response = if delete.is_ok() { Response::Done } else { Response::Unknown };
        self.registers.note(key, self.number, sent, Invocation::Delete, response);
    }

    /// Reads by GET: bytes, metadata and ETag must be of one value.
    pub async fn get(&self, key: &str) -> Option<Value> {
        let sent = self.registers.tick();
        let get = self.s3.get_object().bucket(&self.registers.bucket).key(key).send().await;
        let seen = match get {
            Ok(got) => {
                debug_assert!(got.request_id().is_some());
                let said = got.metadata().and_then(|all| all.get("value")?.parse::<Value>().ok());
                let tag = got.e_tag().map(str::to_owned);
                // A5: a body that broke off is no answer.
                let bytes = got.body.collect().await.ok()?.into_bytes();
                let whole = |value: &Value| bytes == content(*value) && tag == Some(e_tag(*value));
                Some(said.filter(whole).unwrap_or(TORN))
            }
            Err(error) if error.code() == Some("NoSuchKey") => None,
            Err(_) => return None,
        };
        self.registers.note(key, self.number, sent, Invocation::Read, Response::Holds(seen));
        seen
    }

    /// Reads by HEAD: metadata and ETag.
    pub async fn head(&self, key: &str) -> Option<Value> {
        let sent = self.registers.tick();
        let head = self.s3.head_object().bucket(&self.registers.bucket).key(key).send().await;
        let seen = match head {
            Ok(got) => {
                let said = got.metadata().and_then(|all| all.get("value")?.parse::<Value>().ok());
                let whole = |value: &Value| {
                    got.e_tag() == Some(&*e_tag(*value))
                        && got.content_length() == Some(content(*value).len() as i64)
                };
                Some(said.filter(whole).unwrap_or(TORN))
            }
            // S3-8.1(c): errors to HEAD have no code on the wire.
            Err(error) if error.raw_response().map(|it| it.status().as_u16()) == Some(404) => None,
            Err(_) => return None,
        };
        self.registers.note(key, self.number, sent, Invocation::Read, Response::Holds(seen));
        seen
    }

    /// Reads by a list: every one of `keys` that is on it, and the absence of the others.
    pub async fn list(&self, keys: &[&str]) {
        let sent = self.registers.tick();
        let list = self.s3.list_objects_v2().bucket(&self.registers.bucket).send().await;
        // A9: a short page says nothing about the keys behind it.
        let Ok(page) = list else { return };
        if page.is_truncated() == Some(true) {
            return;
        }
        let written = self.registers.values.load(Ordering::SeqCst);
        for key in keys {
            let listed = page.contents().iter().find(|object| object.key() == Some(key));
            let seen = listed.map(|object| {
                let tag = object.e_tag().unwrap_or_default();
                (1..written).rev().find(|value| e_tag(*value) == tag).unwrap_or(TORN)
            });
            self.registers.note(key, self.number, sent, Invocation::Read, Response::Holds(seen));
        }
    }
}
