//! Which operation of a harness a request belongs to, and stable names for the calls within it.

use imbl::{OrdMap, Vector};
use parhelion_world::Attempt;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;
use std::future::Future;
use std::sync::Arc;

tokio::task_local! {
    static SCOPE: Arc<str>;
}

/// Runs `work` as one operation of one actor: `user/4`. Every request that it sends itself (not
/// from tasks that it spawns) is named after it, so that choices stay put when other operations
/// of the case disappear.
pub async fn within<T>(scope: impl Into<Arc<str>>, work: impl Future<Output = T>) -> T {
    SCOPE.scope(scope.into(), work).await
}

/// Who is told of calls; none: nobody.
type Watch = Box<dyn Fn(&Attempt)>;

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// Runs `work`, and tells `watch` of each call that reaches a cloud on this thread meanwhile, while it is
/// being made: from where, the stack says. In `watch` no cloud can be asked anything.
pub fn watching<T>(watch: impl Fn(&Attempt) + 'static, work: impl FnOnce() -> T) -> T {
    /// Also where `work` panics, nobody is told any more.
    struct Ends(Option<Watch>);
    impl Drop for Ends {
        fn drop(&mut self) {
            WATCH.with(|held| *held.borrow_mut() = self.0.take());
        }
    }
    let _ends = Ends(WATCH.with(|held| held.borrow_mut().replace(Box::new(watch))));
    work()
}

/// A call has got its name.
pub(crate) fn called(attempt: &Attempt) {
    WATCH.with(|watch| {
        if let Some(watch) = &*watch.borrow() {
            watch(attempt);
        }
    });
}

/// The scope of the running task, if any.
pub(crate) fn current() -> Option<Arc<str>> {
    SCOPE.try_with(Arc::clone).ok()
}

/// Names of calls so far: ordinals within a scope, and which call an SDK invocation belongs to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct CallNames {
    ordinals: OrdMap<String, u16>,
    /// The SDK's `amz-sdk-invocation-id`, whose value is random (harness trap T1): only a key here.
    invocations: OrdMap<String, Attempt>,
    /// The invocations in the order in which they came: the oldest are forgotten.
    in_order: Vector<String>,
}

/// Invocations that may still be tried again.
const INVOCATIONS_MAX: usize = 10_000;

/// What a request says of itself in the SDK's headers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hint {
    /// The operation of a harness that sent it: `user/4` ([`within`]).
    pub(crate) scope: Option<Arc<str>>,
    /// The SDK's `amz-sdk-invocation-id`: the same for all tries of a call.
    pub(crate) invocation: Option<String>,
    /// Which try it is, from 1.
    pub(crate) attempt: u8,
    /// It came over a socket from a program that a harness drives: what of its resources looks drawn by
    /// lot is left out of the call's name, which no other run would meet.
    pub(crate) foreign: bool,
}

impl Hint {
    /// Reads `amz-sdk-request` and `amz-sdk-invocation-id`; the scope is the running task's.
    pub(crate) fn of(headers: &http::HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let attempt = text("amz-sdk-request")
            .and_then(|text| text.split(';').find_map(|part| part.trim().strip_prefix("attempt=")))
            .and_then(|number| number.parse().ok())
            .unwrap_or(1);
        let invocation = text("amz-sdk-invocation-id").map(str::to_owned);
        Self { scope: current(), invocation, attempt, foreign: false }
    }
}

impl CallNames {
    /// The name of this attempt: `operation:resource#ordinal` within its scope.
    pub(crate) fn attempt(&mut self, hint: &Hint, operation: &str, resource: &str) -> Attempt {
        let scope = hint.scope.clone().unwrap_or_else(|| "-".into());
        if hint.attempt > 1
            && let Some(first) = hint.invocation.as_ref().and_then(|id| self.invocations.get(id))
        {
            return Attempt { number: hint.attempt, ..first.clone() };
        }
        let resource = match hint.foreign {
            true => stable(resource).into(),
            false => Cow::Borrowed(resource),
        };
        let name = format!("{operation}:{}", resource.replace('/', "|"));
        let ordinal = self.ordinals.entry(format!("{scope}/{name}")).or_default();
        let attempt =
            Attempt { scope, call: format!("{name}#{ordinal}").into(), number: hint.attempt };
        *ordinal += 1;
        if let Some(id) = &hint.invocation {
            self.invocations.insert(id.clone(), attempt.clone());
            self.in_order.push_back(id.clone());
            if self.in_order.len() > INVOCATIONS_MAX
                && let Some(oldest) = self.in_order.pop_front()
            {
                self.invocations.remove(&oldest);
            }
        }
        attempt
    }
}

/// A resource's name as other runs would have it: numbers of three digits and more (times, ids of processes)
/// and what follows them up to a letter, UUIDs, AWS's ids and other long words with digits in them become `*`.
fn stable(resource: &str) -> String {
    let mut out = String::new();
    let mut numbers = false;
    let mut rest = resource;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_alphanumeric() {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let is_number = digits == word.len();
        let is_hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        numbers = is_number && (numbers || digits >= 3);
        let is_id = word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        let drawn = (is_id && word.len() >= 10 && digits > 0)
            || (is_hex && word.len() >= 8 && digits > 0)
            || (word.len() >= 16 && digits >= 3);
        out.push_str(if numbers || drawn { "*" } else { word });
    }
    // The four hex digits in a UUID's middle may be letters only.
    while let Some(at) = out.find("*-") {
        let Some(more) = out.get(at + 2..) else { break };
        let end = more.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(more.len());
        let middle = end == 4 && more.bytes().take(4).all(|byte| byte.is_ascii_hexdigit());
        if !middle && !more.starts_with('*') {
            break;
        }
        let end = if middle { end } else { 1 };
        out.replace_range(at + 1..at + 2 + end, "");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_by_lot_is_no_part_of_a_name() {
        for (resource, name) in [
            ("media/uploads/holiday photo.jpg", "media/uploads/holiday photo.jpg"),
            ("media/file-0.txt", "media/file-0.txt"),
            ("/app/web:web-18734", "/app/web:web-*"),
            ("logs:2026/11/30/host-1", "logs:*/*/*/host-1"),
            ("b/incoming/8f14e45f-ceea-467f-a0f2-cafe5e1b2c3d", "b/incoming/*"),
            ("b/incoming/8f14e45f-ceea-467f-a0f2-cafe5e1b2c3d/x-1", "b/incoming/*/x-1"),
            ("b/01JDXK2Q7V9Y3Z8W4T6R5S0ABC.png", "b/*.png"),
            ("b/d41d8cd98f00b204", "b/*"),
            ("E8GOE7SUMYYFTJ", "*"),
            ("b/faced.txt", "b/faced.txt"),
            ("b/r\u{e9}sum\u{e9}", "b/r\u{e9}sum\u{e9}"),
            ("", ""),
        ] {
            assert_eq!(stable(resource), name, "{resource}");
        }
    }

    #[test]
    fn only_foreign_calls_lose_what_is_drawn() {
        let (mut names, own) = (CallNames::default(), Hint::default());
        let foreign = Hint { foreign: true, ..Hint::default() };
        assert_eq!(&*names.attempt(&own, "PutObject", "b/12345").call, "PutObject:b|12345#0");
        assert_eq!(&*names.attempt(&foreign, "PutObject", "b/12345").call, "PutObject:b|*#0");
        assert_eq!(&*names.attempt(&foreign, "PutObject", "b/67890").call, "PutObject:b|*#1");
    }
}
