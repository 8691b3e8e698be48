//! What the world asks of a service: to run an operation, to be woken, saved and told of what else
//! happens; and what a handler comes to.

use super::permission::{Call, Permission, ResourcePolicy};
use super::served::Secures;
use super::streams::{Next, Producer};
use crate::context::Context;
use crate::effect::{Computation, Effect, EffectResult, Pause, Work};
use crate::identity::{Grant, Identities};
use crate::message::Message;
use crate::state_format::SavedError;
use crate::timer::Encoded;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, default_error};
use parhelion_wire::{Body, Error, Value};
use std::any::Any;
use std::io;
use std::time::Duration;

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
    Stream(T, Supply),
    /// It is finished, and its answer is 101, as that of its last [`Effect::Http`] was: from now on the
    /// client's connection and the one that the driver kept of that exchange are one.
    Tunnel {
        /// The 101.
        answer: T,
        /// Both are closed when nothing has come from the other side for so long, on the cloud's clock.
        idle: Duration,
    },
}

/// How a handler goes on after an effect, or with what was computed.
pub type Resume<T, R = EffectResult> =
    Box<dyn FnOnce(&mut dyn Service, &mut Context, R) -> Outcome<T> + Send>;

impl<T> Outcome<T> {
    /// Run me again, after this.
    pub fn again(pause: Pause) -> Self {
        Self::Again { pause, input: None }
    }

    /// What has begun, if it was not refused before.
    pub fn begun(begun: Result<Self>) -> Self {
        begun.unwrap_or_else(|refusal| Self::Done(Err(refusal)))
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

    /// Work this out, which takes more than a millisecond and no more than what it is given, and go on with
    /// `then` on the service's own type.
    pub fn work<K: Service, R: Send + 'static>(
        work: impl FnOnce() -> R + Send + 'static,
        then: impl FnOnce(&mut K, &mut Context, R) -> Self + Send + 'static,
    ) -> Self
    where
        T: 'static,
    {
        let (give, given) = std::sync::mpsc::sync_channel(1);
        let work = Work(Box::new(move || {
            // Who waited for it may be gone.
            let _ = give.send(work());
        }));
        Self::compute(Computation::Own(work), move |service: &mut K, cx, done| {
            let worked = done.and_then(|_| given.try_recv().map_err(io::Error::other));
            match worked {
                Ok(result) => then(service, cx, result),
                Err(error) => Self::Done(Err(error.into())),
            }
        })
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
            Self::Tunnel { answer, idle } => Outcome::Tunnel { answer: f(answer), idle },
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

/// A service's state and what it can do. Implemented by [`service!`](crate::service!) around [`Hooks`].
pub trait Service: Any + std::fmt::Debug + Send + Sync {
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

    /// What it knows of names and certificates that TLS shows.
    fn secures(&self) -> Option<&dyn Secures> {
        None
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
    fn malformed(
        &self,
        cx: &Context,
        request: &Request,
        operation: &'static Operation,
        error: Error,
    ) -> Error {
        let _ = (cx, request, operation);
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

    /// The policy that hangs on a resource of the service's, and the account that owns it, as far as it
    /// has a say in what the caller wants there.
    fn resource_policy(&self, cx: &Context, wanted: &Permission) -> Option<ResourcePolicy> {
        let _ = (cx, wanted);
        None
    }

    /// What the service has given the caller beside all policies (KMS' grants), as a resource's policy
    /// would. [`Grant::Nothing`]: it is for the caller's account, whose own policies say to whom.
    fn granted(&self, cx: &Context, call: Call<'_>, wanted: &Permission) -> Option<Grant> {
        let _ = (cx, call, wanted);
        None
    }

    /// A condition key of the service's own (`kms:ViaService`, `cloudwatch:namespace`), lower-case, as
    /// it is for one of the things that a call needs.
    fn condition_key(
        &self,
        cx: &Context,
        call: Call<'_>,
        wanted: &Permission,
        name: &str,
    ) -> Option<Vec<String>> {
        let _ = (cx, call, wanted, name);
        None
    }

    /// The tags of one of the service's resources, by the ARN that its permissions name
    /// (`aws:ResourceTag/…`); none if there is no such resource.
    fn resource_tags(&self, cx: &Context, arn: &str) -> Vec<(String, String)> {
        let _ = (cx, arn);
        Vec::new()
    }

    /// A question of another service of the same product, which has an endpoint of its own for one of
    /// this service's resources; `cx.caller` is whom the other one serves. It has decided that they may.
    ///
    /// # Errors
    /// There is no such resource, or it does not take this.
    fn counterpart(
        &mut self,
        cx: &mut Context,
        resource: &str,
        question: serde_json::Value,
    ) -> Result<serde_json::Value> {
        let _ = (resource, question);
        Err(Error::not_implemented(cx.declaration().action_prefix, "counterpart"))
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

/// Where the events of one answer come from.
pub enum Supply {
    /// Out of the world, as time goes by.
    World(Box<dyn Source>),
    /// Out of what it was made with.
    Apart(Box<dyn Producer>),
}

/// Events of a service. It belongs to the door, as a request that waits does: a
/// fork has the service's state, but nobody who reads.
pub trait Source: Send {
    /// What comes next. Asked when the reader is ready for it, with the service lent.
    fn next(&mut self, service: &mut dyn Service, cx: &mut Context) -> Next;

    /// The reader is gone, or has had everything. Called once.
    fn closed(&mut self, service: &mut dyn Service, cx: &mut Context) {
        let _ = (service, cx);
    }
}
