//! Handlers: an operation as a typed call of the service that has it.

use super::contract::Outcome;
use super::kind::ServiceKind;
use crate::context::Context;
use crate::effect::Pause;
use parhelion_wire::error::Result;
use parhelion_wire::shell::{FromValue, IntoValue, TypedOperation};
use parhelion_wire::{Error, Value};
use std::fmt;

/// An operation that a service has, as a typed call.
pub trait Handles<O: TypedOperation>: ServiceKind {
    /// Runs it.
    fn handle(&mut self, cx: &mut Context, input: O::Input) -> Outcome<O::Output>;

    /// Runs it, and leaves a copy of the input in `retry_input` if it may want to be run again.
    fn handle_retryable(
        &mut self,
        cx: &mut Context,
        input: O::Input,
        retry_input: &mut Option<O::Input>,
    ) -> Outcome<O::Output>;
}

/// What a handler may return: a result, or an [`Outcome`] that may take its time.
pub trait IntoOutcome<T> {
    /// False of results: they need no copy of their input.
    const MAY_PAUSE: bool;
    /// The outcome.
    fn into_outcome(self) -> Outcome<T>;
}

impl<T> IntoOutcome<T> for Result<T> {
    const MAY_PAUSE: bool = false;
    fn into_outcome(self) -> Outcome<T> {
        Outcome::Done(self)
    }
}

/// Why a handler stopped before its end: so that `?` serves handlers that may pause, too.
#[derive(Debug)]
pub enum Interrupt {
    /// It wants to be run again after this, and has changed nothing yet.
    Pause(Pause),
    /// The call is refused.
    Failed(Error),
}

impl Interrupt {
    /// The refusal, where nobody can wait: its digests are computed before.
    pub fn refusal(self) -> Error {
        match self {
            Self::Failed(error) => error,
            Self::Pause(_) => Error::new(500, "InternalError", "This needs a door that can wait."),
        }
    }
}

impl From<Error> for Interrupt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Pause> for Interrupt {
    fn from(pause: Pause) -> Self {
        Self::Pause(pause)
    }
}

impl<T> IntoOutcome<T> for Result<T, Interrupt> {
    const MAY_PAUSE: bool = true;
    fn into_outcome(self) -> Outcome<T> {
        match self {
            Ok(output) => Outcome::Done(Ok(output)),
            Err(Interrupt::Failed(error)) => Outcome::Done(Err(error)),
            Err(Interrupt::Pause(pause)) => Outcome::again(pause),
        }
    }
}

impl<T> IntoOutcome<T> for Outcome<T> {
    const MAY_PAUSE: bool = true;
    fn into_outcome(self) -> Self {
        self
    }
}

/// Runs a handler, and leaves a copy of the input in `retry_input` if it may want to be run again.
pub fn run_retryable<S, I: Clone, O, R: IntoOutcome<O>>(
    service: &mut S,
    cx: &mut Context,
    input: I,
    retry_input: &mut Option<I>,
    handler: impl FnOnce(&mut S, &mut Context, I) -> R,
) -> Outcome<O> {
    *retry_input = R::MAY_PAUSE.then(|| input.clone());
    handler(service, cx, input).into_outcome()
}

/// Runs a handler on a tree; what it comes to holds the tree again if it wants to be run again.
pub fn run<S, I: FromValue, O: IntoValue + 'static, R: IntoOutcome<O>>(
    service: &mut S,
    cx: &mut Context,
    input: Value,
    handler: impl FnOnce(&mut S, &mut Context, I) -> R,
) -> Outcome<Value> {
    let retry_input = R::MAY_PAUSE.then(|| input.clone());
    match handler(service, cx, I::from_value(input)).into_outcome() {
        Outcome::Done(result) => Outcome::Done(result.map(IntoValue::into_value)),
        Outcome::Again { pause, .. } => Outcome::Again { pause, input: retry_input },
        effect => effect.map(IntoValue::into_value),
    }
}

impl<T> fmt::Debug for Outcome<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(result) => write!(f, "Done({:?})", result.as_ref().map(|_| ())),
            Self::Again { pause, .. } => f.debug_tuple("Again").field(pause).finish(),
            Self::Stream(..) => f.write_str("Stream"),
            Self::Tunnel { .. } => f.write_str("Tunnel"),
            Self::Effect(effect, _) => f.debug_tuple("Effect").field(effect).finish(),
            Self::Compute(computation, _) => f.debug_tuple("Compute").field(computation).finish(),
        }
    }
}
