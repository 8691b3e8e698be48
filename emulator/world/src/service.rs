//! What a service is to the world.

use crate::context::Context;
use crate::declaration::Declaration;
use crate::effect::{Computation, Effect, EffectResult, Pause};
use crate::identity::{Document, Identities};
use crate::message::Message;
use crate::state_format::SavedError;
use crate::timer::{Encoded, Timer};
use parhelion_wire::error::Result;
use parhelion_wire::shell::{FromValue, IntoValue, Shape};
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, default_error};
use parhelion_wire::{Body, Error, Model, Value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::Arc;

/// Where one instance of a service reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// One for all accounts: S3's and CloudFront's names are global.
    Global,
    /// One for each account and region.
    Region(Arc<str>, Arc<str>),
}

/// Which of the two [`Scope`]s a service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// [`Scope::Global`]
    Global,
    /// [`Scope::Region`]
    Region,
}

/// An HTTP request as services see it when it is no modelled operation.
pub type Request = http::Request<Body>;
/// Its answer.
pub type Response = http::Response<Body>;

/// What a handler comes to.
pub enum Outcome<T> {
    /// It is finished.
    Done(Result<T>),
    /// It changed nothing yet and wants to be run again, with the same input, after a pause.
    Again {
        /// What to do before.
        pause: Pause,
        /// The input, once the kernel has put it here.
        input: Option<Value>,
    },
    /// It goes on with what comes of an effect.
    Effect(Effect, Resume<T>),
    /// It goes on with what is computed.
    Compute(Computation, Resume<T, io::Result<Body>>),
    /// It is finished, and its answer is a stream: what is said beside the events, and the events.
    Stream(T, Box<dyn Source>),
}

/// How a handler goes on after an effect, or with what was computed.
pub type Resume<T, R = EffectResult> =
    Box<dyn FnOnce(&mut dyn Service, &mut Context, R) -> Outcome<T> + Send>;

impl<T> Outcome<T> {
    /// Run me again, after this.
    pub fn again(pause: Pause) -> Self {
        Self::Again { pause, input: None }
    }

    /// Do this, and go on with `then` on the service's own type.
    pub fn effect<K: Service>(
        effect: Effect,
        then: impl FnOnce(&mut K, &mut Context, EffectResult) -> Outcome<T> + Send + 'static,
    ) -> Self {
        Self::Effect(effect, resume(then))
    }

    /// Compute this, and go on with `then` on the service's own type.
    pub fn compute<K: Service>(
        computation: Computation,
        then: impl FnOnce(&mut K, &mut Context, io::Result<Body>) -> Self + Send + 'static,
    ) -> Self {
        Self::Compute(computation, resume(then))
    }

    /// Changes what it is finished with.
    pub fn map<U>(self, f: impl FnOnce(T) -> U + Send + 'static) -> Outcome<U>
    where
        T: 'static,
    {
        match self {
            Self::Done(result) => Outcome::Done(result.map(f)),
            Self::Again { pause, input } => Outcome::Again { pause, input },
            Self::Stream(output, source) => Outcome::Stream(f(output), source),
            Self::Effect(effect, resume) => Outcome::Effect(
                effect,
                Box::new(move |service, cx, result| resume(service, cx, result).map(f)),
            ),
            Self::Compute(computation, resume) => Outcome::Compute(
                computation,
                Box::new(move |service, cx, result| resume(service, cx, result).map(f)),
            ),
        }
    }
}

fn resume<K: Service, T, R>(
    then: impl FnOnce(&mut K, &mut Context, R) -> Outcome<T> + Send + 'static,
) -> Resume<T, R> {
    Box::new(move |service, cx, result| {
        #[allow(clippy::expect_used)] // what a service asks for comes back to it
        let service = service.as_any_mut().downcast_mut::<K>().expect("the service's own");
        then(service, cx, result)
    })
}

impl<T> fmt::Debug for Outcome<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(result) => write!(f, "Done({:?})", result.as_ref().map(|_| ())),
            Self::Again { pause, .. } => f.debug_tuple("Again").field(pause).finish(),
            Self::Stream(..) => f.write_str("Stream"),
            Self::Effect(effect, _) => f.debug_tuple("Effect").field(effect).finish(),
            Self::Compute(computation, _) => f.debug_tuple("Compute").field(computation).finish(),
        }
    }
}

/// What a handler may return: a result, or an [`Outcome`] that may take its time.
pub trait IntoOutcome<T> {
    /// False of results: their input need not be kept.
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

/// Something that an operation needs the caller to be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `logs:PutLogEvents`
    pub action: Cow<'static, str>,
    /// The ARN that policies name; `*` where AWS has none.
    pub resource: String,
}

impl Permission {
    /// For an action on any resource.
    pub fn on_all(action: impl Into<Cow<'static, str>>) -> Self {
        Self { action: action.into(), resource: "*".to_owned() }
    }
}

/// A service's state and what it can do. Implemented by [`service!`](crate::service!) around [`Hooks`].
pub trait Service: Any + fmt::Debug + Send + Sync {
    /// A copy of its own.
    fn boxed_clone(&self) -> Box<dyn Service>;
    /// For looking at its own type.
    fn as_any(&self) -> &dyn Any;
    /// For its own type.
    fn as_any_mut(&mut self) -> &mut dyn Any;
    /// Whether an operation works here.
    fn has(&self, operation: &str) -> bool;
    /// Runs one operation on validated input. 501 where it is not implemented.
    fn call(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: Value,
    ) -> Outcome<Value>;
    /// Its state, for a saved world.
    ///
    /// # Errors
    /// A body of it cannot be read back.
    fn save(&self) -> Result<Vec<u8>, SavedError>;
    /// A timer has come due.
    fn wake(&mut self, cx: &mut Context, timer: &Encoded);
    /// What it does besides.
    fn hooks(&self) -> &dyn Hooks;
    /// What it does besides, and what changes by it.
    fn hooks_mut(&mut self) -> &mut dyn Hooks;
}

/// What a service does besides its operations. All have defaults.
pub trait Hooks {
    /// A message sent to one of this service's ARNs; `cx.caller` is its sender.
    ///
    /// # Errors
    /// There is no such resource, or its policy does not let the sender in. The sender hears of it
    /// ([`Hooks::undelivered`]).
    fn deliver(&mut self, cx: &mut Context, message: &Message) -> Result<()> {
        let _ = cx;
        Err(Error::new(404, "ResourceNotFound", format!("{} takes no messages", message.to)))
    }

    /// A message of this service could not be delivered.
    fn undelivered(&mut self, cx: &mut Context, message: &Message, error: &Error) {
        cx.note("undelivered", &message.to, &[("code", error.code()), ("why", error.message())]);
    }

    /// A request that may be no modelled operation (CORS preflight, browser upload, website):
    /// `Some` answers it. Asked before routing, after authentication.
    fn intercept(&mut self, cx: &mut Context, request: &Request) -> Option<Result<Response>> {
        let _ = (cx, request);
        None
    }

    /// Which of the service's places a viewer's request reaches, written into its head, before the
    /// request is noted in the journal.
    fn locate(&mut self, cx: &mut Context, request: &mut Request) {
        let _ = (cx, request);
    }

    /// A viewer's request to the data plane.
    fn view(&mut self, cx: &mut Context, request: Request) -> Outcome<Response> {
        let _ = (cx, request);
        Outcome::Done(Err(Error::new(404, "NotFound", "")))
    }

    /// Whether a host of any name leads to the data plane: a distribution's alias.
    fn serves_host(&self, host: &str) -> bool {
        let _ = host;
        false
    }

    /// Runs after authentication and parsing, before the model's constraints are checked:
    /// where a service's own order of checks puts existence or permission first (S3-0.6).
    ///
    /// # Errors
    /// The call is refused.
    fn admit(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        let _ = (cx, operation, input);
        Ok(())
    }

    /// What is known of a call from its head, before its body comes: true if the handler may be
    /// tried on an empty body, in a world that nobody keeps, to hear whether it refuses (S3-3.24).
    ///
    /// # Errors
    /// The head alone says that the call is refused.
    fn foresee(&self, operation: &'static Operation, headers: &http::HeaderMap) -> Result<bool> {
        let _ = (operation, headers);
        Ok(false)
    }

    /// Last touch on an answer, errors included (CORS headers).
    fn finish(&mut self, cx: &mut Context, request: &Request, response: &mut Response) {
        let _ = (cx, request, response);
    }

    /// Whether a violated constraint counts: handlers have words of their own for some.
    fn enforces(&self, operation: &'static Operation, problem: &Problem) -> bool {
        let _ = (operation, problem);
        true
    }

    /// Words violated model constraints as the service does.
    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        let _ = operation;
        default_error(problems)
    }

    /// Words a request that could not be read as the operation's input.
    fn malformed(&self, operation: &'static Operation, error: Error) -> Error {
        let _ = operation;
        error
    }

    /// Words a REST request that is no operation; `methods` are those that its path has.
    fn unrouted(&self, request: &Request, methods: &[&str]) -> Error {
        let _ = (request, methods);
        Error::new(404, "UnknownOperationException", "")
    }

    /// `bucket/key`, `group:stream`, …: what a call is about, for journals and sites.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        let _ = (operation, input);
        String::new()
    }

    /// The IAM actions that an operation needs, and the ARNs that they are about.
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        let _ = input;
        let action = format!("{}:{}", cx.declaration().action_prefix, operation.name);
        vec![Permission::on_all(action)]
    }

    /// The policy that hangs on one of the service's resources, and the account that owns it.
    fn resource_policy(&self, cx: &Context, arn: &str) -> Option<ResourcePolicy> {
        let _ = (cx, arn);
        None
    }

    /// A condition key of the service's own (`kms:ViaService`, `cloudwatch:namespace`), lower-case.
    fn condition_key(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
        name: &str,
    ) -> Option<Vec<String>> {
        let _ = (cx, operation, input, name);
        None
    }

    /// The access keys and principals that this service keeps.
    fn identities(&self) -> Option<&dyn Identities> {
        None
    }

    /// A command of the control API (`POST /_parhelion/<name>`); `None`: not one of this service's.
    ///
    /// # Errors
    /// What is wrong with it.
    fn control(
        &mut self,
        cx: &mut Context,
        name: &str,
        body: &[u8],
    ) -> Option<Result<serde_json::Value, String>> {
        let _ = (cx, name, body);
        None
    }
}

/// What a resource says of who may use it.
#[derive(Clone, Debug)]
pub struct ResourcePolicy {
    /// The account that owns the resource.
    pub owner: Arc<str>,
    /// None: only the owner's own policies count.
    pub document: Option<Document>,
}

/// A service's type: how the world makes one.
pub trait Kind: Service + Hooks + Clone + Default + Serialize + DeserializeOwned {
    /// The name in the emulator: the folder's.
    const NAME: &'static str;
    /// How far one instance reaches.
    const REACH: Reach;
    /// Its reasons to be woken.
    type Timer: Timer;
    /// What it says of itself.
    fn declaration() -> &'static Declaration;
    /// Its API.
    fn model() -> &'static Model;
    /// Names of the operations that work, in the order of the list.
    fn operations() -> &'static [&'static str];
}

/// A service that is woken by its timers.
pub trait Wakes: Kind {
    /// One has come due.
    fn wake(&mut self, cx: &mut Context, timer: Self::Timer);
}

/// An operation that a service has, as a typed call.
pub trait Handles<O: Shape>: Kind {
    /// Runs it.
    fn handle(&mut self, cx: &mut Context, input: O::Input) -> Outcome<O::Output>;

    /// Runs it, and keeps a copy of the input if it may want to be run again.
    fn handle_keeping(
        &mut self,
        cx: &mut Context,
        input: O::Input,
        kept: &mut Option<O::Input>,
    ) -> Outcome<O::Output>;
}

/// Runs a handler, and keeps the input of those that may want to be run again.
pub fn run_keeping<S, I: Clone, O, R: IntoOutcome<O>>(
    service: &mut S,
    cx: &mut Context,
    input: I,
    kept: &mut Option<I>,
    handler: impl FnOnce(&mut S, &mut Context, I) -> R,
) -> Outcome<O> {
    *kept = R::MAY_PAUSE.then(|| input.clone());
    handler(service, cx, input).into_outcome()
}

/// Runs a handler on a tree, and keeps the input of those that may want to be run again.
pub fn run<S, I: FromValue, O: IntoValue + 'static, R: IntoOutcome<O>>(
    service: &mut S,
    cx: &mut Context,
    input: Value,
    handler: impl FnOnce(&mut S, &mut Context, I) -> R,
) -> Outcome<Value> {
    let kept = R::MAY_PAUSE.then(|| input.clone());
    match handler(service, cx, I::from_value(input)).into_outcome() {
        Outcome::Done(result) => Outcome::Done(result.map(IntoValue::into_value)),
        Outcome::Again { pause, .. } => Outcome::Again { pause, input: kept },
        effect => effect.map(IntoValue::into_value),
    }
}

/// Where the events of one answer come from. It belongs to the door, as a request that waits does: a
/// fork has the service's state, but nobody who reads.
pub trait Source: Send {
    /// What comes next. Asked when the reader is ready for it, with the service lent.
    fn next(&mut self, service: &mut dyn Service, cx: &mut Context) -> Next;

    /// The reader is gone, or has had everything. Called once.
    fn closed(&mut self, service: &mut dyn Service, cx: &mut Context) {
        let _ = (service, cx);
    }
}

/// What a source comes to.
#[derive(Debug)]
pub enum Next {
    /// Events: each the place of its member in the stream's union, and its value.
    Events(Vec<(usize, Value)>),
    /// Nothing yet; ask again after this.
    Pause(Pause),
    /// The stream ends well.
    End,
    /// It ends with an error, which clients get as an event.
    Fail(Error),
}
