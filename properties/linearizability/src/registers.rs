//! Keys of a bucket as registers: values that nobody else writes, how they look in S3, and what clients
//! have seen of them.

use crate::{Call, History, Invocation, Response, Value};
use parhelion_wire::Body;
use parhelion_wire::checksum::{Algorithm, digests, multipart_etag};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// A bucket, and what its clients have seen of its keys.
#[derive(Debug)]
pub struct Registers {
    bucket: String,
    clock: AtomicU64,
    values: AtomicU64,
    /// Of the values written so far, by what S3 shows of them: the ETag.
    tags: Mutex<BTreeMap<String, Value>>,
    seen: Mutex<BTreeMap<String, History>>,
}

/// The bytes of a value: longer or shorter with it, so that a mix of two shows.
pub fn content(value: Value) -> Vec<u8> {
    format!("{value:08}").repeat(1 + (value % 97) as usize).into_bytes()
}

/// In quotes, as S3 shows it.
pub fn e_tag(value: Value) -> String {
    let found = digests(&Body::from(content(value)), &[Algorithm::Md5]);
    found.iter().flat_map(|found| found.iter()).map(|md5| format!("\"{}\"", md5.hex())).collect()
}

/// As [`e_tag`], of an object that was uploaded in one part.
fn e_tag_in_parts(value: Value) -> String {
    let found = digests(&Body::from(content(value)), &[Algorithm::Md5]);
    found.map_or_else(|_| String::new(), |found| format!("\"{}\"", multipart_etag(found.iter())))
}

/// A value that nobody writes: what a read was that was no value at all.
pub const TORN: Value = Value::MAX;

impl Registers {
    /// Of a bucket that is there, and whose keys are absent.
    pub fn new(bucket: &str) -> Self {
        Self {
            bucket: bucket.to_owned(),
            clock: AtomicU64::new(1),
            values: AtomicU64::new(1),
            tags: Mutex::default(),
            seen: Mutex::default(),
        }
    }

    /// The bucket's name.
    pub fn bucket(&self) -> &str {
        &self.bucket
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
            crate::check(&history).map_err(|impossible| format!("{key}: {impossible}"))?;
        }
        Ok(())
    }

    /// A value that nobody has written, and nobody else will.
    pub fn new_value(&self) -> Value {
        let value = self.values.fetch_add(1, Ordering::SeqCst);
        let mut tags = self.tags.lock().unwrap_or_else(PoisonError::into_inner);
        tags.insert(e_tag(value), value);
        tags.insert(e_tag_in_parts(value), value);
        value
    }

    /// Which value has this ETag, uploaded at once or in one part; [`TORN`] if none has.
    pub fn tagged(&self, e_tag: &str) -> Value {
        let tags = self.tags.lock().unwrap_or_else(PoisonError::into_inner);
        tags.get(e_tag).copied().unwrap_or(TORN)
    }

    /// The value that an object is which says of itself that it is `said` and has this ETag and, where
    /// they were read, these bytes; [`TORN`] if it is none.
    pub fn whole(&self, said: Option<Value>, e_tag: &str, bytes: Option<&[u8]>) -> Value {
        let is_whole = |value: &Value| {
            self.tagged(e_tag) == *value && bytes.is_none_or(|bytes| bytes == content(*value))
        };
        said.filter(is_whole).unwrap_or(TORN)
    }

    /// A moment, later than all before.
    pub fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }

    /// Notes a call that was sent at a moment and is answered now.
    pub fn note(
        &self,
        key: &str,
        client: u32,
        sent: u64,
        invocation: Invocation,
        response: Response,
    ) {
        let answered = self.tick();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let call = Call { client, invocation, response, sent, answered };
        seen.entry(key.to_owned()).or_default().push(call);
    }
}
