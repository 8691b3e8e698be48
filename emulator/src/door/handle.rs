//! Admit, adversary, handle: the call takes effect.

use crate::cloud::Cloud;
use crate::door::call::{Call, Response};
use crate::door::encode::stream_head;
use crate::door::recording::record_call;
use crate::drive::{self, Errand, Finished};
use crate::event_stream::{EventStream, Format};
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::{Error, Value, validate};
use parhelion_world::ask::{Next, finish_now as settle_now};
use parhelion_world::world::Progress;
use parhelion_world::{
    Attempt, Caller, EffectResult, Fault, OnBehalf, Outcome, Random, RequestIds, Supply, World,
    hyphenated, identity, random,
};

/// What a call comes to.
pub(crate) enum Reply {
    /// By the service itself, outside its model.
    Response(Response),
    Output(&'static Operation, Value),
    /// The answer's beginning, and the events that follow.
    Stream(Box<EventStream>),
    Failed(Error),
    /// The connection closes.
    Cut,
}

/// A call whose handler has run at least once.
pub(crate) struct Begun {
    step: Step,
    progress: Progress,
    errand: Option<Errand>,
    pub recorded: u64,
    pub seed: u64,
}

impl Begun {
    /// Whether the handler need not run again, nor anything be waited for.
    pub(crate) fn is_finished(&self) -> bool {
        matches!(self.step, Step::Finished(_) | Step::Handler(_, Outcome::Done(_)))
    }
}

enum Step {
    Finished(Reply),
    Handler(&'static Operation, Outcome<Value>),
}

/// What the later phases must know.
pub(crate) struct Handled {
    pub progress: Progress,
    /// The call's number in the journal.
    pub recorded: u64,
    pub seed: u64,
}

/// Runs the handler, unless something is in the way.
pub(crate) fn begin(cloud: &Cloud, call: &mut Call, may_wait: bool) -> Begun {
    let mut state = cloud.state();
    let world = &mut state.world;
    world.begin(call.attempt.clone());
    let seed = match &call.attempt {
        Some(Attempt { scope, call, number }) => {
            random::hash(cloud.settings().seed, &format!("{scope}/{call}.{number}"))
        }
        None => world.random_mut().next(),
    };
    let recorded = record_call(world, call);
    let (request_id, host_id) = ids(world.random_mut(), call.entry.declaration.request_ids);
    call.info.request_id = request_id.into();
    call.info.host_id = host_id.into();
    let step = take_effect(world, call, may_wait);
    // Most handlers are finished at once: nothing goes on on anybody's behalf.
    let errand = match (&step, &call.caller) {
        (Step::Handler(_, Outcome::Done(_)), _) => None,
        (Step::Handler(_, outcome), Ok(caller)) => {
            let mut errand = errand(call, caller.clone(), may_wait, world.now());
            errand.listen(&mut state, outcome);
            Some(errand)
        }
        _ => None,
    };
    let progress = state.world.leave();
    Begun { step, progress, errand, recorded, seed }
}

/// Performs what the handler wants done, until it is finished.
pub(crate) async fn finish(cloud: &Cloud, call: &Call, begun: Begun) -> (Reply, Handled) {
    let Begun { step, mut progress, errand, recorded, seed } = begun;
    let reply = match (step, errand) {
        (Step::Finished(reply), _) => reply,
        (Step::Handler(operation, Outcome::Done(result)), _) => Reply::of(operation, result),
        (Step::Handler(operation, outcome), Some(mut errand)) => {
            let service = call.entry.name;
            let again = |world: &mut World, who: &OnBehalf, input: Value| {
                world.call(service, who, operation, input)
            };
            match drive::drive(cloud, &mut errand, &mut progress, outcome, again).await {
                Ok(Finished::Output(output)) => Reply::Output(operation, output),
                Ok(Finished::Stream(..)) if !call.streams => Reply::Failed(drive::no_stream()),
                Ok(Finished::Tunnel(..)) => Reply::Failed(drive::no_stream()),
                Ok(Finished::Stream(output, source)) => {
                    if cloud.turns().keeps_inputs() && source.reads_the_world() {
                        // Its reader asks when it likes, outside any turn.
                        drop(cloud.unrecorded(operation.name));
                    }
                    let (entry, protocol) = (call.entry, call.protocol);
                    let format = Format { model: entry.model, protocol, operation };
                    let events = EventStream::new(cloud, errand, progress.clone(), format, source);
                    Reply::Stream(Box::new(events.after(output)))
                }
                Err(error) => Reply::Failed(error),
            }
        }
        (Step::Handler(..), None) => Reply::Failed(Error::new(500, "InternalError", "")),
    };
    (reply, Handled { progress, recorded, seed })
}

/// As [`finish`], where nobody can wait.
pub(crate) fn finish_now(cloud: &Cloud, call: &Call, begun: Begun) -> (Reply, Handled) {
    let Begun { step, progress, errand, recorded, seed } = begun;
    let reply = match (step, errand) {
        (Step::Finished(reply), _) => reply,
        (Step::Handler(operation, outcome), errand) => {
            let result = settle_now(outcome, |next| {
                let Some(errand) = &errand else {
                    return Outcome::Done(Err(Error::new(500, "InternalError", "")));
                };
                let (mut state, service, who) = (cloud.state(), call.entry.name, errand.who());
                match next {
                    Next::Run(input) => state.world.call(service, &who, operation, input),
                    Next::Computed(resume, computed) => {
                        state.world.go_on(service, &who, resume, computed)
                    }
                }
            });
            Reply::of(operation, result)
        }
    };
    (reply, Handled { progress, recorded, seed })
}

/// Takes a step that a journal recorded between the call's beginning and its end.
pub(crate) fn replay(
    cloud: &Cloud,
    call: &Call,
    begun: Begun,
    result: Option<EffectResult>,
) -> Result<Begun, &'static str> {
    let Begun { step, mut progress, errand, recorded, seed } = begun;
    let (Step::Handler(operation, outcome), Some(mut errand)) = (step, errand) else {
        return Err("no handler is under way");
    };
    let service = call.entry.name;
    let again = |world: &mut World, who: &OnBehalf, input: Value| {
        world.call(service, who, operation, input)
    };
    let outcome = drive::replay(cloud, &mut errand, &mut progress, outcome, result, again)?;
    let step = Step::Handler(operation, outcome);
    Ok(Begun { step, progress, errand: Some(errand), recorded, seed })
}

/// What a call comes to that a journal says is finished. A stream has no reader: of one that the
/// world plays no part in, it counts how it began.
pub(crate) fn replay_end(call: &Call, begun: Begun) -> Result<(Reply, Handled), &'static str> {
    let Begun { step, progress, recorded, seed, .. } = begun;
    let reply = match step {
        Step::Finished(reply) => reply,
        Step::Handler(operation, Outcome::Done(result)) => Reply::of(operation, result),
        Step::Handler(_, Outcome::Stream(_, Supply::Apart(mut producer))) => {
            match producer.next() {
                Ok(_) => Reply::Response(stream_head(call)),
                Err(error) => Reply::Failed(error),
            }
        }
        Step::Handler(_, Outcome::Stream(..) | Outcome::Tunnel { .. }) => {
            Reply::Failed(drive::no_stream())
        }
        Step::Handler(..) => return Err("the handler has not finished"),
    };
    Ok((reply, Handled { progress, recorded, seed }))
}

impl Reply {
    fn of(operation: &'static Operation, result: Result<Value>) -> Self {
        match result {
            Ok(output) => Self::Output(operation, output),
            Err(error) => Self::Failed(error),
        }
    }
}

fn errand(call: &Call, caller: Caller, may_wait: bool, now: parhelion_wire::Timestamp) -> Errand {
    let region = call.region.clone();
    let errand = Errand::new(call.entry.name, caller, region, call.info.clone(), now, may_wait);
    errand.of_input(call.recorded_input)
}

fn take_effect(world: &mut World, call: &mut Call, may_wait: bool) -> Step {
    let service = call.entry.name;
    let before = &call.entry.declaration.faults.before;
    let pick = world.choose(before.point);
    if let Some(fault) = before.fault(pick) {
        return Step::Finished(struck(fault));
    }
    // Said before anything else: some operations that are not here need no signature on AWS.
    if let Some(operation) = call.operation
        && !call.entry.operations.contains(&operation.name)
    {
        return failed(Error::not_implemented(service, operation.name));
    }
    let caller = match &call.caller {
        Ok(caller) => caller.clone(),
        Err(error) => return failed(error.clone()),
    };
    let region = call.region.clone();
    let who = OnBehalf::of(caller, identity::ACCOUNT, region, &call.info);
    let who = OnBehalf { may_wait, ..who };
    // S3-0.6: what is wrong with a body matters less than a bucket that is not there.
    if let Err(error) = &call.body {
        let admitted = match (call.operation, &call.input) {
            (Some(operation), Ok(input)) => world.with_service(service, &who, |lent, cx| {
                lent.hooks_mut().admit(cx, operation, input)
            }),
            _ => Ok(()),
        };
        return failed(admitted.err().unwrap_or_else(|| error.clone()));
    }
    let request = &call.request;
    let intercepted =
        world.with_service(service, &who, |lent, cx| lent.hooks_mut().intercept(cx, request));
    if let Some(answer) = intercepted {
        world.settle();
        return Step::Finished(answer.map_or_else(Reply::Failed, Reply::Response));
    }
    let input = std::mem::replace(&mut call.input, Ok(Value::Null));
    let (operation, input) = match (call.operation, input) {
        (Some(operation), Ok(input)) => (operation, input),
        (Some(operation), Err(error)) => {
            return failed(world.with_service(service, &who, |lent, cx| {
                lent.hooks().malformed(cx, request, operation, error)
            }));
        }
        (None, Err(error)) => return failed(error),
        (None, Ok(_)) => return failed(unrouted(world, call, &who)),
    };
    match admit(world, call, &who, operation, &input) {
        Ok(()) => Step::Handler(operation, world.call(service, &who, operation, input)),
        Err(error) => failed(error),
    }
}

fn failed(error: Error) -> Step {
    Step::Finished(Reply::Failed(error))
}

/// What a fault leaves of a call.
pub(crate) fn struck(fault: Fault) -> Reply {
    fault.error().map_or(Reply::Cut, Reply::Failed)
}

/// A REST request that is no operation, in the service's own words.
fn unrouted(world: &mut World, call: &Call, who: &OnBehalf) -> Error {
    let request = &call.request;
    let mut methods: Vec<&str> =
        parhelion_wire::route::methods(call.entry.model, request.uri().path()).collect();
    methods.sort_unstable();
    methods.dedup();
    world.with_service(call.entry.name, who, |lent, _| lent.hooks().unrouted(request, &methods))
}

fn admit(
    world: &mut World,
    call: &Call,
    who: &OnBehalf<'_>,
    operation: &'static Operation,
    input: &Value,
) -> Result<()> {
    let (entry, protocol) = (call.entry, call.protocol);
    world.with_service(entry.name, who, |lent, cx| {
        parhelion_world::authorize::authorize(cx, lent, protocol, operation, input)?;
        lent.hooks_mut().admit(cx, operation, input)?;
        let Some(shape) = operation.input else { return Ok(()) };
        let mut problems = validate::validate(entry.model, shape, input);
        problems.retain(|problem| lent.hooks().enforces(operation, problem));
        if problems.is_empty() { Ok(()) } else { Err(lent.hooks().problem(operation, &problems)) }
    })
}

/// What an answer is known by.
fn ids(random: &mut Random, style: RequestIds) -> (String, String) {
    const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if style == RequestIds::Extended {
        return (random.text(UPPER, 16), random.text(BASE64, 75) + "=");
    }
    (hyphenated(&random.text(b"0123456789abcdef", 32)), String::new())
}

/// What foretelling needs: the handler's refusal of a call that nobody keeps.
pub(crate) fn refusal(world: &mut World, call: &mut Call) -> Option<Error> {
    match take_effect(world, call, false) {
        Step::Finished(Reply::Failed(error)) | Step::Handler(_, Outcome::Done(Err(error))) => {
            Some(error)
        }
        _ => None,
    }
}
