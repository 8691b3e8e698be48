//! One service turns to another: it asks for an operation of the other's public API, as any client
//! could, or delivers a message.

use crate::Arn;
use crate::authorize::authorize;
use crate::commons::{Commons, OnBehalf};
use crate::context::{Context, RequestInfo};
use crate::effect::Pause;
use crate::identity::Caller;
use crate::message::Message;
use crate::service::{Outcome, Resume};
use parhelion_wire::checksum::digests;
use parhelion_wire::error::Result;
use parhelion_wire::table::Shape;
use parhelion_wire::validate::validate;
use parhelion_wire::{Body, Error, Model, Value, json};
use std::io;
use std::sync::Arc;

/// A question to another service.
///
/// Inputs and answers are JSON of the model's own member names, whatever protocols the service
/// speaks: services share no types.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The service's name in the emulator.
    pub service: &'a str,
    /// The operation's name.
    pub operation: &'a str,
    /// Its input: an object of the model's members.
    pub input: serde_json::Value,
    /// For whom; `None`: for the caller of the service that asks.
    pub caller: Option<Caller>,
    /// The IAM action by which the receiver decides, where it is not the operation's own.
    pub action: Option<&'static str>,
    /// Where; `None`: in the region of the service that asks.
    pub region: Option<Arc<str>>,
}

impl<'a> Ask<'a> {
    /// For the caller of the service that asks.
    pub fn new(service: &'a str, operation: &'a str, input: serde_json::Value) -> Self {
        Self { service, operation, input, caller: None, action: None, region: None }
    }

    /// For somebody else: a role, or the service itself on behalf of a resource.
    pub fn by(mut self, caller: Caller) -> Self {
        self.caller = Some(caller);
        self
    }

    /// In another region.
    pub fn in_region(mut self, region: &str) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Decided as this action.
    pub fn as_action(mut self, action: &'static str) -> Self {
        self.action = Some(action);
        self
    }
}

impl<'w> Context<'w> {
    /// Asks another service; its policies decide about the caller.
    ///
    /// # Errors
    /// The other service's own; 501 where there is no such service or operation, or where it would
    /// have to wait.
    pub fn ask(&mut self, ask: Ask<'_>) -> Result<serde_json::Value> {
        let who = self.on_behalf(&ask);
        self.commons.ask(&ask, &who)
    }

    /// Asks for what changes nothing: in a copy of the world that nobody keeps.
    ///
    /// # Errors
    /// As [`Context::ask`].
    pub fn ask_to_read(&self, ask: Ask<'_>) -> Result<serde_json::Value> {
        let who = self.on_behalf(&ask);
        self.commons.clone().ask(&ask, &who)
    }

    /// Asks for the body of an answer, which may be long, in a copy of the world that nobody keeps.
    ///
    /// # Errors
    /// As [`Context::ask`].
    pub fn ask_for_body(&self, ask: Ask<'_>) -> Result<Body> {
        let who = self.on_behalf(&ask);
        match self.commons.clone().ask_value(&ask, &who)?.1 {
            Value::Struct(members) => Ok(members
                .into_iter()
                .find_map(|member| match member {
                    Value::Body(body) => Some(body),
                    _ => None,
                })
                .unwrap_or_default()),
            _ => Ok(Body::empty()),
        }
    }

    /// Asks another service of the same product for what is in no public API, where AWS has an endpoint of
    /// its own for what the other keeps ([`Hooks::counterpart`](crate::service::Hooks::counterpart)). The
    /// one that asks has decided who may.
    ///
    /// # Errors
    /// The other service's own; 501 where it is not there.
    pub fn ask_counterpart(
        &mut self,
        service: &str,
        resource: &str,
        question: serde_json::Value,
    ) -> Result<serde_json::Value> {
        self.ask_counterpart_as(Ask::new(service, resource, question))
    }

    /// The same for somebody else, or in another region: the operation is the resource, the input the
    /// question.
    ///
    /// # Errors
    /// As [`Context::ask_counterpart`].
    pub fn ask_counterpart_as(&mut self, ask: Ask<'_>) -> Result<serde_json::Value> {
        let who = self.on_behalf(&ask);
        let Ask { service, operation: resource, input: question, .. } = ask;
        let Some(entry) = self.commons.find_entry(service).copied() else {
            return Err(Error::not_implemented(service, "counterpart"));
        };
        let scope = self.commons.scope_of(entry.name, &who);
        self.commons.lend(entry.name, scope, &who, |lent, cx| {
            lent.hooks_mut().counterpart(cx, resource, question)
        })
    }

    fn on_behalf(&self, ask: &Ask<'_>) -> OnBehalf<'w> {
        let caller = ask.caller.clone().unwrap_or_else(|| self.caller.clone());
        let region = ask.region.clone().unwrap_or_else(|| self.region.clone());
        let via = self.commons.entry(self.service).model.endpoint_prefix;
        OnBehalf {
            action: ask.action,
            via: Some(via),
            ..OnBehalf::of(caller, &self.account, region, self.request)
        }
    }
}

impl Context<'_> {
    /// Delivers a message at once instead of after the handler, to hear whether it is taken.
    ///
    /// # Errors
    /// There is no such resource, or its policy does not let the sender in; 501: there is no such
    /// service.
    pub fn deliver(&mut self, message: &Message) -> Result<()> {
        self.commons.deliver(message)
    }
}

impl Commons {
    /// Hands a message to the service of its ARN, in the ARN's account and region.
    pub(crate) fn deliver(&mut self, message: &Message) -> Result<()> {
        let arn = Arn::parse(&message.to);
        let arn = arn.ok_or_else(|| Error::new(400, "InvalidArn", "This is no ARN."))?;
        let Some(entry) = self.find_entry(arn.service).copied() else {
            return Err(Error::new(501, "NotImplemented", "There is no such service here."));
        };
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = OnBehalf {
            account: arn.account.into(),
            ..OnBehalf::of(message.from.clone(), arn.account, arn.region.into(), &request)
        };
        let scope = self.scope_of(entry.name, &who);
        self.lend(entry.name, scope, &who, |lent, cx| lent.hooks_mut().deliver(cx, message))
    }

    fn ask(&mut self, ask: &Ask<'_>, who: &OnBehalf) -> Result<serde_json::Value> {
        let (read_by, output) = self.ask_value(ask, who)?;
        let Some((model, shape)) = read_by else { return Ok(serde_json::Value::Null) };
        let text = json::write(model, shape, &output);
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// The answer, and what it is to be read by.
    fn ask_value(&mut self, ask: &Ask<'_>, who: &OnBehalf) -> Result<(Option<ReadBy>, Value)> {
        let Ask { service, operation, input, .. } = ask;
        let missing = || Error::not_implemented(service, operation);
        let entry = *self.find_entry(service).ok_or_else(missing)?;
        let operation = entry.model.operation(operation).ok_or_else(missing)?;
        let value = match operation.input.map(|shape| entry.model.shape(shape)) {
            None => Value::Null,
            Some(shape) => json::read(entry.model, shape, input.to_string().as_bytes())
                .map_err(|bad| bad.error(entry.model, entry.model.protocol()))?,
        };
        let scope = self.scope_of(entry.name, who);
        let output = self.lend(entry.name, scope, who, |lent, cx| {
            if !lent.has(operation.name) {
                return Err(missing());
            }
            authorize(cx, lent, entry.model.protocol(), operation, &value)?;
            lent.hooks_mut().admit(cx, operation, &value)?;
            let problems = operation.input.map(|shape| validate(entry.model, shape, &value));
            let mut problems = problems.unwrap_or_default();
            problems.retain(|problem| lent.hooks().enforces(operation, problem));
            if !problems.is_empty() {
                return Err(lent.hooks().problem(operation, &problems));
            }
            finish_now(lent.call(cx, operation, value), |next| match next {
                Next::Run(input) => lent.call(cx, operation, input),
                Next::Computed(resume, computed) => resume(&mut *lent, cx, computed),
            })
        })?;
        let shape = operation.output.map(|shape| (entry.model, entry.model.shape(shape)));
        Ok((shape, output))
    }
}

/// A shape and its model.
type ReadBy = (&'static Model, &'static Shape);

/// How a handler goes on whose computations are done on the spot.
pub enum Next<I, T> {
    /// It is run, with this input.
    Run(I),
    /// With what was computed.
    Computed(Resume<T, io::Result<Body>>, io::Result<Body>),
}

/// The result of a handler where nobody can wait: what is to be computed is, on the spot.
///
/// # Errors
/// The handler's own; 500 where it wants an effect.
pub fn finish_now(
    mut outcome: Outcome<Value>,
    mut next: impl FnMut(Next<Value, Value>) -> Outcome<Value>,
) -> Result<Value> {
    loop {
        outcome = match outcome {
            Outcome::Done(result) => return result,
            Outcome::Again { pause: Pause::Digest(body, algorithms), input: Some(input) } => {
                digests(&body, &algorithms)?;
                next(Next::Run(input))
            }
            Outcome::Compute(computation, resume) => {
                next(Next::Computed(resume, computation.run()))
            }
            Outcome::Again { .. }
            | Outcome::Effect(..)
            | Outcome::Stream(..)
            | Outcome::Tunnel { .. } => {
                return Err(needs_a_door());
            }
        }
    }
}

/// As [`finish_now`], of a typed handler. `run` runs it, and keeps its input if it may want to be run
/// again; whatever `run` locks is free while something is computed.
///
/// # Errors
/// As [`finish_now`].
pub fn handle_now<I, T>(
    input: I,
    mut run: impl FnMut(Next<I, T>, &mut Option<I>) -> Outcome<T>,
) -> Result<T> {
    let mut next = Next::Run(input);
    // Bodies are held until the handler is done: a part of one knows its digests so long.
    let mut held = Vec::new();
    loop {
        let mut kept = None;
        next = match (run(next, &mut kept), kept) {
            (Outcome::Done(result), _) => return result,
            (Outcome::Again { pause: Pause::Digest(body, algorithms), .. }, Some(kept)) => {
                digests(&body, &algorithms)?;
                held.push(body);
                Next::Run(kept)
            }
            (Outcome::Compute(computation, resume), _) => Next::Computed(resume, computation.run()),
            _ => return Err(needs_a_door()),
        }
    }
}

fn needs_a_door() -> Error {
    Error::new(500, "InternalError", "This needs a door that can wait.")
}
