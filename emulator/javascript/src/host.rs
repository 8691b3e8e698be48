//! What code can ask of the outside while it runs, and what it leaves there.

use crate::call::{Call, KeyValues};
use crate::encoding;
use crate::wording::worded;
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use rquickjs::{Ctx, Function, Object, TypedArray};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All that a call writes to the log is cut here (CF-11.5).
const LOG_BYTES_MAX: usize = 10_240;

/// What a realm's functions share.
#[derive(Debug, Default)]
pub(crate) struct Host {
    pub(crate) call: OwnedCall,
    pub(crate) logs: Vec<String>,
    logged: usize,
    /// Something failed that would not have failed in a realm of its own.
    pub(crate) suspect: bool,
    /// Memory ran out, whether the code made something of it or not.
    pub(crate) exhausted: bool,
    /// The last choice of an origin, as JSON.
    pub(crate) origin: Option<String>,
    pub(crate) outcome: Option<Result<String, String>>,
    /// How many [operations](crate::metering) it was.
    pub(crate) operations: f64,
}

/// [`Call`], kept while code runs.
#[derive(Debug, Default)]
pub(crate) struct OwnedCall {
    is_request: bool,
    raw_query: Option<String>,
    now: i64,
    random: u64,
    store: Option<Arc<dyn KeyValues>>,
    origins: Vec<Arc<str>>,
    edge_location: String,
}

impl Host {
    pub(crate) fn of(call: &Call<'_>) -> Self {
        let call = OwnedCall {
            is_request: call.is_request,
            raw_query: call.raw_query.map(str::to_owned),
            now: call.now,
            random: call.seed,
            store: call.store.clone(),
            origins: call.origins.clone(),
            edge_location: call.edge_location.to_owned(),
        };
        Self { call, ..Self::default() }
    }

    fn log(&mut self, mut line: String) {
        let room = LOG_BYTES_MAX.saturating_sub(self.logged);
        if line.len() > room {
            let end = (0..=room).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
            line.truncate(end);
        }
        self.logged += line.len();
        if room > 0 {
            self.logs.push(line);
        }
    }

    fn ended(&mut self, outcome: Result<String, String>, operations: f64) {
        self.outcome = Some(outcome);
        self.operations = operations;
    }

    /// SplitMix64, as a number from 0 to 1.
    fn random(&mut self) -> f64 {
        self.call.random = self.call.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.call.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let fraction = (z >> 11) as f64 / (1_u64 << 53) as f64;
        fraction
    }
}

pub(crate) type SharedHost = Arc<Mutex<Host>>;

pub(crate) fn lock(host: &SharedHost) -> MutexGuard<'_, Host> {
    host.lock().unwrap_or_else(PoisonError::into_inner)
}

fn digest(algorithm: &str, key: Option<&[u8]>, data: &[u8]) -> Vec<u8> {
    fn mac<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> Vec<u8> {
        // A key of any length is a key.
        let made = <M as KeyInit>::new_from_slice(key);
        made.map(|mac| mac.chain_update(data).finalize().into_bytes().to_vec()).unwrap_or_default()
    }
    match (algorithm, key) {
        ("md5", None) => Md5::digest(data).to_vec(),
        ("md5", Some(key)) => mac::<Hmac<Md5>>(key, data),
        ("sha1", None) => Sha1::digest(data).to_vec(),
        ("sha1", Some(key)) => mac::<Hmac<Sha1>>(key, data),
        (_, None) => Sha256::digest(data).to_vec(),
        (_, Some(key)) => mac::<Hmac<Sha256>>(key, data),
    }
}

/// The engine's own view of a buffer's bytes is unsafe to read: the prelude hands over plain arrays.
type Bytes = Vec<u8>;

/// The object that the prelude calls `host`. Code never gets hold of it.
pub(crate) fn object<'js>(
    cx: &Ctx<'js>,
    host: &SharedHost,
    stop: &Arc<AtomicBool>,
) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(cx.clone())?;
    texts(cx, &object)?;
    facts(cx, &object, host)?;
    let shared = host.clone();
    object.set("log", Function::new(cx.clone(), move |line: String| lock(&shared).log(line))?)?;
    let shared = host.clone();
    object.set(
        "change",
        Function::new(cx.clone(), move |change: String| lock(&shared).origin = Some(change))?,
    )?;
    let shared = host.clone();
    let done = move |value: String, spent: f64| lock(&shared).ended(Ok(value), spent);
    object.set("done", Function::new(cx.clone(), done)?)?;
    let shared = host.clone();
    let failed = move |why: String, spent: f64| lock(&shared).ended(Err(why), spent);
    object.set(
        "worded",
        Function::new(cx.clone(), |name: String, message: String| worded(&name, &message))?,
    )?;
    object.set("failed", Function::new(cx.clone(), failed)?)?;
    let shared = host.clone();
    object.set("suspect", Function::new(cx.clone(), move || lock(&shared).suspect = true)?)?;
    let shared = host.clone();
    object.set("exhausted", Function::new(cx.clone(), move || lock(&shared).exhausted = true)?)?;
    let stop = stop.clone();
    let over = move |cx: Ctx<'js>| -> rquickjs::Result<()> {
        stop.store(true, Ordering::Relaxed);
        Err(rquickjs::Exception::throw_message(&cx, "The function used all of its compute time"))
    };
    object.set("over", Function::new(cx.clone(), over)?)?;
    Ok(object)
}

/// Pure functions.
fn texts<'js>(cx: &Ctx<'js>, object: &Object<'js>) -> rquickjs::Result<()> {
    let encode = |bytes: Bytes, encoding: String| encoding::encode(&bytes, &encoding);
    object.set("encode", Function::new(cx.clone(), encode)?)?;
    let decode = |cx: Ctx<'js>, text: String, encoding: String| {
        TypedArray::new(cx, encoding::decode(&text, &encoding))
    };
    object.set("decode", Function::new(cx.clone(), decode)?)?;
    let is_utf8 = |bytes: Bytes| str::from_utf8(&bytes).is_ok();
    object.set("isUTF8", Function::new(cx.clone(), is_utf8)?)?;
    let hash = |cx: Ctx<'js>, algorithm: String, key: Option<Bytes>, data: Bytes| {
        let key = key.as_deref();
        TypedArray::new(cx, digest(&algorithm, key, &data))
    };
    object.set("digest", Function::new(cx.clone(), hash)?)
}

/// What is true during a call.
fn facts<'js>(cx: &Ctx<'js>, object: &Object<'js>, host: &SharedHost) -> rquickjs::Result<()> {
    macro_rules! fact {
        ($name:literal, |$host:ident $(, $given:ident: $type:ty)?| $told:expr) => {
            let shared = host.clone();
            let told = move |$($given: $type)?| {
                #[allow(unused_mut, reason = "chance goes on")]
                let mut $host = lock(&shared);
                $told
            };
            object.set($name, Function::new(cx.clone(), told)?)?;
        };
    }
    #[expect(clippy::cast_precision_loss, reason = "JavaScript's numbers")]
    {
        fact!("now", |host| host.call.now as f64);
    }
    fact!("random", |host| host.random());
    fact!("isRequest", |host| host.call.is_request);
    fact!("rawQuery", |host| host.call.raw_query.clone());
    fact!("edge", |host| host.call.edge_location.clone());
    fact!("hasOrigin", |host, id: String| host.call.origins.iter().any(|known| **known == *id));
    fact!("hasStore", |host, id: Option<String>| {
        let store = host.call.store.as_ref();
        store.is_some_and(|store| id.is_none_or(|id| store.id() == id))
    });
    fact!("get", |host, key: String| {
        host.call.store.as_ref().and_then(|store| store.get(&key)).map(|value| value.to_string())
    });
    fact!("meta", |host| host.call.store.as_ref().map(|store| store.meta()));
    Ok(())
}
