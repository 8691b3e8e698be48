//! What a test steers a cloud with, and what it learns from it.

use super::{Cloud, root};
use bytes::Bytes;
use parhelion_wire::Body;
use parhelion_world::{Adversary, Attempt, Input, Journal, RequestInfo, RunFailure, What};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

impl Cloud {
    /// What happened so far. O(1).
    pub fn journal(&self) -> Journal {
        self.state().world.journal().clone()
    }

    /// Notes what an application or a test saw or did, between AWS's own events.
    pub fn fact(&self, name: &str, fields: &[(&str, &str)]) {
        let fields: BTreeMap<String, String> =
            fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let attempt = crate::scope::current().map(|scope| Attempt { scope, ..Default::default() });
        let mut state = self.state();
        state.world.begin(attempt);
        state.world.record(What::Fact { name: name.into(), fields });
        state.world.leave();
    }

    /// Who decides AWS's choices from here on.
    pub fn set_adversary(&self, adversary: Adversary) {
        let cloud = self.turn(|_| Input::Adversary { adversary: adversary.written() });
        *cloud.state().world.adversary_mut() = adversary;
    }

    /// The adversary as it stands: what it decided and what it was offered.
    pub fn adversary(&self) -> Adversary {
        self.state().world.adversary().clone()
    }

    /// An operation begins, `user/4`: requests that come from no operation, because tasks that it or
    /// an earlier one has spawned send them, are named after it from here on
    /// (`user/4/tasks/PutLogEvents:…#0`). Counted from the operation's begin, and not from the run's,
    /// their choices stay put when other operations of the case disappear.
    pub fn stage(&self, operation: &str) {
        self.inner.harness.stage(operation);
    }

    /// The scope of a request that comes from no operation.
    pub(crate) fn scope_of_others(&self) -> Option<Arc<str>> {
        self.inner.harness.scope_of_others()
    }

    /// After so many more calls of SDKs in this process none is answered any more: a program that tries
    /// again for ever, without a pause, stands still then, and its time-out passes.
    pub fn answer_calls(&self, calls: u64) {
        self.inner.harness.answer_calls(calls);
    }

    /// Counts a call; `false`: it is not to be answered.
    pub(crate) fn answers_another_call(&self) -> bool {
        self.inner.harness.answers_another_call()
    }

    /// From here on AWS has a good day.
    pub fn heal(&self) {
        self.turn(|_| Input::Heal).state().world.adversary_mut().heal();
    }

    /// Runs a command of the control API that one of the services has, as
    /// `POST /_parhelion/<name>` does; `None`: none has it.
    ///
    /// # Errors
    /// In words, why the service does not take this body.
    pub fn control(&self, name: &str, body: &[u8]) -> Option<Result<serde_json::Value, String>> {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let body_kept = || Body::from(body.to_vec());
        let cloud = self.turn(|_| Input::Control { name: name.to_owned(), body: body_kept() });
        let mut state = cloud.state();
        state.world.begin(None);
        self.entries().iter().find_map(|entry| {
            state.world.with_service(entry.name, &root(&request), |lent, cx| {
                lent.hooks_mut().control(cx, name, body)
            })
        })
    }

    /// Registers a function under a name (an ARN, say), or replaces it: what services call where AWS
    /// calls the user's code. It runs on the cloud's clock, in this process; an error or a panic in it
    /// is what a failed run is to the service that called it.
    pub fn function<F, R>(&self, name: &str, function: F)
    where
        F: Fn(Bytes) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Bytes, String>> + Send + 'static,
    {
        self.state().functions.insert(name, function);
    }

    /// Calls a registered function.
    pub(crate) async fn run_function(
        &self,
        name: &str,
        payload: Bytes,
        timeout: Duration,
    ) -> Result<Bytes, RunFailure> {
        let function = self.state().functions.get(name);
        let function = function.ok_or_else(|| RunFailure::NotFound(name.to_owned()))?;
        crate::functions::run(&function, payload, timeout).await
    }
}
