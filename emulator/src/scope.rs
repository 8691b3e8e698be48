//! Which operation of a harness a request belongs to, and stable names for the calls within it.

use imbl::{OrdMap, Vector};
use parhelion_world::Attempt;
use serde::{Deserialize, Serialize};
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
        Self { scope: current(), invocation, attempt }
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
