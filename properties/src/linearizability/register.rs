//! Clients of registers that write values nobody else writes, and read them back in every way that S3
//! has: by the SDK, against any target.

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
pub use parhelion_linearizability::registers::Registers;
use parhelion_linearizability::registers::{content, e_tag};
use parhelion_linearizability::{Invocation, Response, Value};

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

impl<'a> RegisterClient<'a> {
    /// A client's calls go one after the other; those of several at the same time.
    pub fn new(registers: &'a Registers, s3: &'a Client, number: u32) -> Self {
        Self { registers, s3, number }
    }

    fn new_value(&self) -> Value {
        self.registers.new_value()
    }

    async fn write(&self, key: &str, invocation: Invocation) {
        let put = self.s3.put_object().bucket(self.registers.bucket()).key(key);
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
        let delete = self.s3.delete_object().bucket(self.registers.bucket()).key(key).send().await;
        let response = if delete.is_ok() { Response::Done } else { Response::Unknown };
        self.registers.note(key, self.number, sent, Invocation::Delete, response);
    }

    /// Reads by GET: bytes, metadata and ETag must be of one value.
    pub async fn get(&self, key: &str) -> Option<Value> {
        let sent = self.registers.tick();
        let get = self.s3.get_object().bucket(self.registers.bucket()).key(key).send().await;
        let seen = match get {
            Ok(got) => {
                debug_assert!(got.request_id().is_some());
                let said = got.metadata().and_then(|all| all.get("value")?.parse::<Value>().ok());
                let tag = got.e_tag().unwrap_or_default().to_owned();
                // A5: a body that broke off is no answer.
                let bytes = got.body.collect().await.ok()?.into_bytes();
                Some(self.registers.whole(said, &tag, Some(&bytes)))
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
        let head = self.s3.head_object().bucket(self.registers.bucket()).key(key).send().await;
        let seen = match head {
            Ok(got) => {
                let said = got.metadata().and_then(|all| all.get("value")?.parse::<Value>().ok());
                let of_length = |value: &Value| {
                    got.content_length() == i64::try_from(content(*value).len()).ok()
                };
                let said = said.filter(of_length);
                Some(self.registers.whole(said, got.e_tag().unwrap_or_default(), None))
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
        let list = self.s3.list_objects_v2().bucket(self.registers.bucket()).send().await;
        // A9: a short page says nothing about the keys behind it.
        let Ok(page) = list else { return };
        if page.is_truncated() == Some(true) {
            return;
        }
        for key in keys {
            let listed = page.contents().iter().find(|object| object.key() == Some(key));
            let tag = listed.map(|object| object.e_tag().unwrap_or_default());
            let seen = tag.map(|tag| self.registers.tagged(tag));
            self.registers.note(key, self.number, sent, Invocation::Read, Response::Holds(seen));
        }
    }
}
