//! The driver: does what handlers want done outside the world, with no lock held, and comes back.
//!
//! A request that waits or is carried elsewhere belongs to its door, not to the world: a fork taken
//! meanwhile has no such request, and goes on as if nobody had asked.

use crate::cloud::{Cloud, State};
use crate::waiting::Waiter;
use parhelion_wire::checksum::digests;
use parhelion_wire::error::Result;
use parhelion_wire::{Error, Timestamp, Value};
use parhelion_world::world::Progress;
use parhelion_world::{
    Background, Caller, Effect, EffectResult, OnBehalf, Outcome, Pause, RequestInfo, What, World,
    identity,
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
}

impl Errand {
    pub fn new(
        service: &'static str,
        caller: Caller,
        region: Arc<str>,
        info: RequestInfo,
        arrived: Timestamp,
        may_wait: bool,
    ) -> Self {
        Self { service, caller, region, info, arrived, may_wait, waiter: None }
    }

    pub fn who(&self) -> OnBehalf<'_> {
        let region = self.region.clone();
        let who = OnBehalf::of(self.caller.clone(), identity::ACCOUNT, region, &self.info);
        OnBehalf { arrived: Some(self.arrived), may_wait: self.may_wait, ..who }
    }

    /// Registers for the signal that an outcome waits for, while the world is still locked, so that
    /// none is missed.
    pub fn listen<T>(&mut self, state: &mut State, outcome: &Outcome<T>) {
        if let Outcome::Again { pause: Pause::Wait { signal: Some(signal), .. }, .. } = outcome {
            self.waiter = Some(state.waiting.register(signal));
        }
    }
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
) -> Result<T> {
    loop {
        match outcome {
            Outcome::Done(result) => return result,
            Outcome::Again { pause, input } => {
                hold(cloud, errand, pause).await?;
                let Some(input) = input else {
                    return Err(Error::new(500, "InternalError", "Nothing to run again."));
                };
                let mut state = cloud.state();
                // The same sites, so the same choices: the handler has changed nothing yet.
                state.world.resume(progress.clone());
                outcome = again(&mut state.world, &errand.who(), input);
                errand.listen(&mut state, &outcome);
                if matches!(outcome, Outcome::Done(_)) {
                    *progress = state.world.leave();
                }
            }
            Outcome::Effect(effect, resume) => {
                let (kind, target) = describe(&effect);
                let result = Box::pin(perform(cloud, effect)).await;
                let mut state = cloud.state();
                state.world.resume(std::mem::take(progress));
                record(&mut state.world, kind, target, &result);
                outcome = state.world.go_on(errand.service, &errand.who(), resume, result);
                errand.listen(&mut state, &outcome);
                *progress = state.world.leave();
            }
        }
    }
}

/// What nobody waits for, begun by the handler that has just run.
pub(crate) fn begin_background(cloud: &Cloud, works: Vec<Background>) {
    for Background { service, effect, resume } in works {
        let cloud = cloud.clone();
        let attempt = crate::scope::current();
        let scope = attempt.unwrap_or_else(|| "background".into());
        let info = RequestInfo { secure: true, ..RequestInfo::default() };
        let region: Arc<str> = "us-east-1".into();
        let work = async move {
            let arrived = cloud.now();
            let mut errand = Errand::new(service, Caller::Anonymous, region, info, arrived, true);
            let mut progress = Progress::default();
            let outcome = Outcome::Effect(effect, resume);
            let never = |_: &mut World, _: &OnBehalf, _| {
                Outcome::Done(Err(Error::new(500, "InternalError", "")))
            };
            // Nobody is told, as nobody asked.
            let _ = drive(&cloud, &mut errand, &mut progress, outcome, never).await;
        };
        tokio::spawn(crate::scope::within(scope, work));
    }
}

/// Does what a handler wants before it is run again.
///
/// # Errors
/// A body that cannot be read back.
async fn hold(cloud: &Cloud, errand: &mut Errand, pause: Pause) -> Result<()> {
    match pause {
        Pause::Wait { until, .. } => {
            cloud.wait(until, errand.waiter.as_deref()).await;
            if let Some(waiter) = errand.waiter.take() {
                cloud.state().waiting.forget(&waiter);
            }
            Ok(())
        }
        Pause::Digest(body, algorithms) => {
            let digested = cloud.off_the_door(move || digests(&body, &algorithms).map(drop)).await;
            // A panic in it must not run the handler again for ever.
            Ok(digested.unwrap_or_else(|| Err(std::io::Error::other("panicked")))?)
        }
    }
}

/// Carries an effect out.
async fn perform(cloud: &Cloud, effect: Effect) -> EffectResult {
    match effect {
        Effect::Http(exchange) => {
            EffectResult::Http((cloud.settings().doors.exchange)(cloud.clone(), *exchange).await)
        }
        Effect::Function { name, payload, timeout } => {
            EffectResult::Run(cloud.run_function(&name, payload, timeout).await)
        }
        Effect::Process(process) => EffectResult::Run(crate::process::run(*process).await),
    }
}

fn describe(effect: &Effect) -> (&'static str, String) {
    match effect {
        Effect::Http(exchange) => {
            let scheme = if exchange.secure { "https" } else { "http" };
            let path = exchange.request.uri().path();
            ("http", format!("{scheme}://{}:{}{path}", exchange.host, exchange.port))
        }
        Effect::Function { name, .. } => ("function", name.to_string()),
        Effect::Process(process) => ("process", process.program.clone()),
    }
}

/// Notes an effect and what came of it: a run replays by it.
fn record(world: &mut World, kind: &str, target: String, result: &EffectResult) {
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
    let repeatable = kind != "process";
    world.record(What::Effect { kind: kind.to_owned(), target, outcome, bytes, repeatable });
}
