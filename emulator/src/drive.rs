//! The driver: does what handlers want done outside the world, with no lock held, and comes back.
//!
//! A request that waits or is carried elsewhere belongs to its door, not to the world: a fork taken
//! meanwhile has no such request, and goes on as if nobody had asked.

use crate::cloud::{Cloud, State};
use crate::connection::{Connection, Exchanged};
use crate::event_stream::Opened;
use crate::tunnel::Tunnel;
use crate::turns::{Begun, InputId, OUTLIVED};
use crate::waiting::Waiter;
use parhelion_wire::checksum::digests;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp, Value};
use parhelion_world::world::Progress;
use parhelion_world::{
    Caller, Effect, EffectResult, OnBehalf, Outcome, Pause, RequestInfo, Step, What, World,
    WrittenResult, identity, service::Resume,
};
use std::sync::Arc;

/// On whose behalf something is done over some time.
#[derive(Clone)]
pub(crate) struct Errand {
    service: &'static str,
    caller: Caller,
    region: Arc<str>,
    info: RequestInfo,
    arrived: Timestamp,
    may_wait: bool,
    waiter: Option<Arc<Waiter>>,
    /// What it began with, in a journal that keeps inputs.
    input: InputId,
}

impl Errand {
    pub(crate) fn new(
        service: &'static str,
        caller: Caller,
        region: Arc<str>,
        info: RequestInfo,
        arrived: Timestamp,
        may_wait: bool,
    ) -> Self {
        Self {
            service,
            caller,
            region,
            info,
            arrived,
            may_wait,
            waiter: None,
            input: InputId::default(),
        }
    }

    /// The same, begun by an input.
    pub(crate) fn of_input(self, input: InputId) -> Self {
        Self { input, ..self }
    }

    /// For what goes on outside any turn: a journal that keeps inputs says once for each history that
    /// this was not begun in it.
    pub(crate) fn note_history(&mut self, cloud: &Cloud) {
        if cloud.turns().is_past(self.input) {
            drop(cloud.unrecorded(OUTLIVED));
            self.input = cloud.turns().id(self.input.seq);
        }
    }

    pub(crate) fn service(&self) -> &'static str {
        self.service
    }

    pub(crate) fn who(&self) -> OnBehalf<'_> {
        let region = self.region.clone();
        let who = OnBehalf::of(self.caller.clone(), identity::ACCOUNT, region, &self.info);
        OnBehalf { arrived: Some(self.arrived), may_wait: self.may_wait, ..who }
    }

    /// Registers for the signal that an outcome waits for, while the world is still locked, so that
    /// none is missed.
    pub(crate) fn listen<T>(&mut self, state: &mut State, outcome: &Outcome<T>) {
        if let Outcome::Again { pause, .. } = outcome {
            self.listen_for(state, pause);
        }
    }

    /// As [`Errand::listen`].
    pub(crate) fn listen_for(&mut self, state: &mut State, pause: &Pause) {
        if let Pause::Wait { signal: Some(signal), .. } = pause {
            self.waiter = Some(state.waiting.register(signal));
        }
    }
}

/// What a handler came to, once nothing is left to do for it.
pub(crate) enum Finished<T> {
    Output(T),
    /// The rest is events.
    Stream(T, Opened),
    /// The rest is whatever two others say to each other.
    Tunnel(T, Tunnel),
}

impl<T> Finished<T> {
    /// Where answers are whole.
    ///
    /// # Errors
    /// 501: this one goes on.
    pub(crate) fn output(self) -> Result<T> {
        match self {
            Self::Output(output) => Ok(output),
            Self::Stream(..) | Self::Tunnel(..) => Err(no_stream()),
        }
    }
}

/// A handler's mistake: no exchange of it was upgraded.
fn nothing_to_join() -> Error {
    Error::new(500, "InternalError", "There is no connection to go on with.")
}

/// Of doors whose answers are whole.
pub(crate) fn no_stream() -> Error {
    Error::new(501, "NotImplemented", "This door cannot send a stream.")
}

/// From outcome to outcome until there is a result. `again` runs the handler once more.
///
/// # Errors
/// The handler's own.
pub(crate) async fn drive<T: Send + 'static>(
    cloud: &Cloud,
    errand: &mut Errand,
    progress: &mut Progress,
    mut outcome: Outcome<T>,
    again: impl Fn(&mut World, &OnBehalf, Value) -> Outcome<T>,
) -> Result<Finished<T>> {
    // The connection of the last exchange, where it was upgraded.
    let mut kept = None;
    loop {
        match outcome {
            Outcome::Done(result) => return result.map(Finished::Output),
            Outcome::Stream(output, supply) => {
                return Ok(Finished::Stream(output, Opened::open(cloud, supply).await?));
            }
            Outcome::Tunnel { answer, idle } => {
                let connection = kept.ok_or_else(nothing_to_join)?;
                return Ok(Finished::Tunnel(answer, Tunnel::new(cloud, connection, idle)));
            }
            Outcome::Again { pause, input } => {
                // Kept until the handler has run: a part of a body knows its digests so long.
                hold(cloud, errand, &pause).await?;
                let turn = cloud.turn(|_| (errand.input, Step::Again));
                outcome = run_again(&turn, errand, progress, input, &again);
            }
            Outcome::Effect(effect, resume) => {
                let described = describe(cloud, &effect);
                let (result, connection) = Box::pin(perform(cloud, effect)).await;
                kept = connection;
                let step = |_| {
                    let result = WrittenResult::of(&result);
                    (errand.input, Step::Effect { result })
                };
                let turn = cloud.turn(step);
                let note = |world: &mut World, result: &_| record(world, described, result);
                outcome = go_on(&turn, errand, progress, note, resume, result);
            }
            Outcome::Compute(computation, resume) => {
                let computed = cloud.off_the_door(move || computation.run()).await;
                // A panic in it is what a body is that cannot be read back.
                let computed = computed.unwrap_or_else(|| Err(std::io::Error::other("panicked")));
                let turn = cloud.turn(|_| (errand.input, Step::Again));
                outcome = go_on(&turn, errand, progress, |_, _| {}, resume, computed);
            }
        }
    }
}

/// Takes the step that a journal recorded; `Err`: the handler wants something else.
pub(crate) fn replay<T: Send + 'static>(
    cloud: &Cloud,
    errand: &mut Errand,
    progress: &mut Progress,
    outcome: Outcome<T>,
    result: Option<EffectResult>,
    again: impl Fn(&mut World, &OnBehalf, Value) -> Outcome<T>,
) -> Result<Outcome<T>, &'static str> {
    match (outcome, result) {
        (Outcome::Again { pause, input }, None) => {
            if let Pause::Digest(body, algorithms) = &pause {
                // What cannot be read shows when the handler asks again.
                let _ = digests(body, algorithms);
            }
            Ok(run_again(cloud, errand, progress, input, &again))
        }
        (Outcome::Effect(effect, resume), Some(result)) => {
            let described = describe(cloud, &effect);
            let note = |world: &mut World, result: &_| record(world, described, result);
            Ok(go_on(cloud, errand, progress, note, resume, result))
        }
        (Outcome::Compute(computation, resume), None) => {
            Ok(go_on(cloud, errand, progress, |_, _| {}, resume, computation.run()))
        }
        (Outcome::Done(_) | Outcome::Stream(..) | Outcome::Tunnel { .. }, _) => {
            Err("the handler has finished already")
        }
        (_, Some(_)) => Err("the handler waits for no effect"),
        (_, None) => Err("the handler waits for an effect"),
    }
}

/// Runs a handler again after a pause.
fn run_again<T>(
    cloud: &Cloud,
    errand: &mut Errand,
    progress: &mut Progress,
    input: Option<Value>,
    again: &impl Fn(&mut World, &OnBehalf, Value) -> Outcome<T>,
) -> Outcome<T> {
    let Some(input) = input else {
        return Outcome::Done(Err(Error::new(500, "InternalError", "Nothing to run again.")));
    };
    let mut state = cloud.state();
    // The same sites, so the same choices: the handler has changed nothing yet.
    state.world.resume(progress.clone());
    let outcome = again(&mut state.world, &errand.who(), input);
    errand.listen(&mut state, &outcome);
    if !matches!(outcome, Outcome::Again { .. } | Outcome::Effect(..)) {
        *progress = state.world.leave();
    }
    outcome
}

/// Goes on after an effect or with what was computed. `note` says in the journal what it was.
fn go_on<T, R>(
    cloud: &Cloud,
    errand: &mut Errand,
    progress: &mut Progress,
    note: impl FnOnce(&mut World, &R),
    resume: Resume<T, R>,
    result: R,
) -> Outcome<T> {
    let mut state = cloud.state();
    state.world.resume(std::mem::take(progress));
    note(&mut state.world, &result);
    let outcome = state.world.go_on(errand.service, &errand.who(), resume, result);
    errand.listen(&mut state, &outcome);
    *progress = state.world.leave();
    outcome
}

/// What nobody waits for, begun by the handler that has just run.
pub(crate) fn begin_background(cloud: &Cloud, works: Vec<Begun>) {
    for begun in works {
        let cloud = cloud.clone();
        let attempt = crate::scope::current();
        let scope = attempt.unwrap_or_else(|| "background".into());
        let work = async move {
            let (mut errand, outcome) = of_background(begun);
            let mut progress = Progress::default();
            // Nobody is told, as nobody asked.
            let _ = drive(&cloud, &mut errand, &mut progress, outcome, never).await;
        };
        tokio::spawn(crate::scope::within(scope, work));
    }
}

/// On whose behalf something is done that nobody waits for, and what it is.
pub(crate) fn of_background(begun: Begun) -> (Errand, Outcome<()>) {
    let Begun { input, at, work } = begun;
    let info = RequestInfo { secure: true, ..RequestInfo::default() };
    let region: Arc<str> = "us-east-1".into();
    let errand = Errand::new(work.service, Caller::Anonymous, region, info, at, true);
    (errand.of_input(input), Outcome::Effect(work.effect, work.resume))
}

/// For what cannot be run again, because it kept no input.
pub(crate) fn never<T>(_: &mut World, _: &OnBehalf, _: Value) -> Outcome<T> {
    Outcome::Done(Err(Error::new(500, "InternalError", "")))
}

/// Registered until it is dropped: clients also go away in the middle of a wait.
struct Listening<'a> {
    cloud: &'a Cloud,
    waiter: Option<Arc<Waiter>>,
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        if let Some(waiter) = &self.waiter {
            self.cloud.state().waiting.forget(waiter);
        }
    }
}

/// Does what a handler wants before it is run again.
///
/// # Errors
/// A body that cannot be read back.
pub(crate) async fn hold(cloud: &Cloud, errand: &mut Errand, pause: &Pause) -> Result<()> {
    match pause {
        Pause::Wait { until, .. } => {
            let listening = Listening { cloud, waiter: errand.waiter.take() };
            let went_back = cloud.wait(*until, listening.waiter.as_deref()).await;
            // How long it has waited is what it was, in the world that it finds.
            errand.arrived = Timestamp(errand.arrived.0 - went_back);
            Ok(())
        }
        Pause::Digest(body, algorithms) => {
            let (body, algorithms) = (body.clone(), algorithms.clone());
            let digested = cloud.off_the_door(move || digests(&body, &algorithms).map(drop)).await;
            // A panic in it must not run the handler again for ever.
            Ok(digested.unwrap_or_else(|| Err(std::io::Error::other("panicked")))?)
        }
    }
}

/// Carries an effect out. An exchange that was upgraded leaves its connection.
async fn perform(cloud: &Cloud, effect: Effect) -> (EffectResult, Option<Connection>) {
    let result = match effect {
        Effect::Http(exchange) => {
            let exchanged = (cloud.settings().doors.exchange)(cloud.clone(), *exchange).await;
            return match exchanged {
                Ok(Exchanged { response, connection }) => {
                    (EffectResult::Http(Ok(response)), connection)
                }
                Err(failure) => (EffectResult::Http(Err(failure)), None),
            };
        }
        Effect::Function { name, payload, timeout } => {
            cloud.run_function(&name, payload, timeout).await
        }
        Effect::Process(process) => crate::process::run(*process).await,
    };
    (EffectResult::Run(result), None)
}

/// An effect as the journal names it.
struct Described {
    kind: &'static str,
    target: String,
    /// Whether the same run brings the same again.
    repeatable: bool,
}

fn describe(cloud: &Cloud, effect: &Effect) -> Described {
    match effect {
        Effect::Http(exchange) => {
            let scheme = if exchange.secure { "https" } else { "http" };
            let path = exchange.request.uri().path();
            let target = format!("{scheme}://{}:{}{path}", exchange.host, exchange.port);
            let repeatable = !(cloud.settings().doors.leaves)(cloud, exchange);
            Described { kind: "http", target, repeatable }
        }
        Effect::Function { name, .. } => {
            Described { kind: "function", target: name.to_string(), repeatable: true }
        }
        Effect::Process(process) => {
            Described { kind: "process", target: process.program.clone(), repeatable: false }
        }
    }
}

/// Notes an effect and what came of it.
fn record(world: &mut World, described: Described, result: &EffectResult) {
    if world.journal().is_off() {
        return;
    }
    let (outcome, bytes) = match result {
        EffectResult::Http(Ok(response)) => {
            (response.status().as_u16().to_string(), response.body().len())
        }
        EffectResult::Http(Err(failure)) => (failure.name().to_owned(), 0),
        EffectResult::Run(Ok(bytes)) => ("ok".to_owned(), bytes.len() as u64),
        EffectResult::Run(Err(failure)) => (format!("{failure:?}"), 0),
    };
    let Described { kind, target, repeatable } = described;
    world.record(What::Effect { kind: kind.to_owned(), target, outcome, bytes, repeatable });
}
