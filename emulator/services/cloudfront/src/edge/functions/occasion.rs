//! One call of a function: what it is shown, and what is made of what it returned.

use super::super::answer::Answer;
use super::super::distribution::{Behavior, Distribution};
use super::super::pop::Pop;
use super::super::traffic::exchange::{FunctionCall, Outcome};
use super::super::viewer::Viewer;
use super::super::{choices, location};
use super::failure::Failure;
use super::published::EdgeFunction;
use super::store::EdgeStore;
use super::{log, origin_choice, request, response};
use http::HeaderValue;
use parhelion_javascript::{Call, KeyValues, Run};
use parhelion_wire::Timestamp;
use parhelion_world::{Context, random};
use serde_json::json;
use std::sync::Arc;

/// Everything around one call.
pub(crate) struct Occasion<'a> {
    pub(crate) pop: &'a Pop,
    pub(crate) distribution: &'a Distribution,
    pub(crate) request_id: &'a HeaderValue,
    pub(crate) now: Timestamp,
}

/// What a viewer-request function makes of a request.
pub(crate) enum Turn {
    /// It goes on, to the behaviour's origins or to others.
    On(Viewer, Option<Arc<Behavior>>),
    /// It is answered.
    Answered(Answer),
}

/// What a call came to and what it wrote.
pub(crate) struct Called<T> {
    pub(crate) outcome: Result<T, Failure>,
    pub(crate) logs: Vec<String>,
    pub(crate) utilization: u8,
}

impl<T> Called<T> {
    fn throttled() -> Self {
        Self { outcome: Err(Failure::Throttled), logs: Vec::new(), utilization: 0 }
    }
}

impl Occasion<'_> {
    /// A behaviour's function for `viewer-request`, unless it is throttled.
    pub(crate) fn viewer_request(
        &self,
        cx: &mut Context,
        function: &EdgeFunction,
        behavior: &Behavior,
        viewer: &Viewer,
    ) -> (Result<Turn, Failure>, FunctionCall) {
        let called = match cx.choose(&choices::THROTTLE) {
            0 => self.at_request(function, behavior, viewer),
            _ => Called::throttled(),
        };
        self.told(cx, function, "viewer-request", called)
    }

    /// A behaviour's function for `viewer-response`, unless it is throttled.
    pub(crate) fn viewer_response(
        &self,
        cx: &mut Context,
        function: &EdgeFunction,
        behavior: &Behavior,
        viewer: &Viewer,
        answer: Answer,
    ) -> (Result<Answer, Failure>, FunctionCall) {
        let called = match cx.choose(&choices::THROTTLE) {
            0 => self.at_response(function, behavior, viewer, answer),
            _ => Called::throttled(),
        };
        self.told(cx, function, "viewer-response", called)
    }

    /// What a call leaves behind besides its outcome.
    fn told<T>(
        &self,
        cx: &mut Context,
        function: &EdgeFunction,
        event: &'static str,
        called: Called<T>,
    ) -> (Result<T, Failure>, FunctionCall) {
        let Called { outcome, logs, utilization } = called;
        let why = outcome.as_ref().err().map_or("", Failure::why);
        let used = utilization.to_string();
        let about = [("event", event), ("utilization", used.as_str()), ("failed", why)];
        cx.note("function", &function.name, &about);
        let id = self.request_id.to_str().unwrap_or_default();
        log::send(cx, &function.account, &function.name, &self.distribution.id, id, &logs);
        let ended = match &outcome {
            Ok(_) => Outcome::Passed,
            Err(Failure::Execution(_)) => Outcome::Failed,
            Err(Failure::Validation(_)) => Outcome::Invalid,
            Err(Failure::Throttled) => Outcome::Throttled,
        };
        let function = function.name.clone();
        (outcome, FunctionCall { function, outcome: ended, utilization })
    }

    /// What a function makes of a request.
    pub(crate) fn at_request(
        &self,
        function: &EdgeFunction,
        behavior: &Behavior,
        viewer: &Viewer,
    ) -> Called<Turn> {
        let seen = request::Seen::of(viewer, behavior);
        let event = self.event("viewer-request", &seen.json(), viewer, None);
        let run = self.run(function, &event, true, viewer);
        let Run { outcome, logs, utilization, origin } = run;
        let outcome = outcome.map_err(Failure::Execution).and_then(|returned| {
            if response::is_response(&returned) {
                return response::generated(&returned).map(Turn::Answered);
            }
            let mut viewer = viewer.clone();
            seen.apply(&returned, &mut viewer)?;
            let chosen = origin.as_deref().map(|chosen| {
                origin_choice::chosen(chosen, behavior, self.distribution).map(Arc::new)
            });
            Ok(Turn::On(viewer, chosen.transpose()?))
        });
        Called { outcome, logs, utilization }
    }

    fn at_response(
        &self,
        function: &EdgeFunction,
        behavior: &Behavior,
        viewer: &Viewer,
        answer: Answer,
    ) -> Called<Answer> {
        let seen = response::Seen::of(&answer);
        let request = request::Seen::of(viewer, behavior).json();
        let event = self.event("viewer-response", &request, viewer, Some(&seen.json()));
        let Run { outcome, logs, utilization, origin: _ } =
            self.run(function, &event, false, viewer);
        let outcome = outcome.map_err(Failure::Execution);
        let outcome = outcome.and_then(|returned| seen.apply(&returned, answer));
        Called { outcome, logs, utilization }
    }

    fn event(&self, kind: &str, request: &str, viewer: &Viewer, response: Option<&str>) -> String {
        let context = json!({
            "distributionDomainName": &*self.distribution.domain_name,
            "distributionId": &*self.distribution.id,
            "eventType": kind,
            "requestId": self.request_id.to_str().unwrap_or_default(),
        });
        let viewer = json!({ "ip": viewer.ip.to_string() });
        let response = response.map(|response| format!(",\"response\":{response}"));
        let response = response.unwrap_or_default();
        format!(
            "{{\"version\":\"1.0\",\"context\":{context},\"viewer\":{viewer},\"request\":{request}{response}}}"
        )
    }

    fn run(&self, function: &EdgeFunction, event: &str, is_request: bool, viewer: &Viewer) -> Run {
        let store = function.store.as_ref().and_then(|arn| self.pop.store(arn));
        let store = store.map(|store: &Arc<EdgeStore>| store.clone() as Arc<dyn KeyValues>);
        let name = self.pop.name();
        let edge_location = if is_request {
            // The airport's letters.
            let place: String = name.chars().take(3).collect();
            let region = location::region(name);
            json!({ "name": place, "serverIp": "203.0.113.250", "region": region }).to_string()
        } else {
            "{}".to_owned()
        };
        let id = self.request_id.to_str().unwrap_or_default();
        let millis = self.now.millis();
        let origins = self.distribution.origins.iter().map(|(id, _)| id.clone()).collect();
        function.program.call(&Call {
            event,
            is_request,
            raw_query: viewer.query(),
            now: millis,
            // "seeded with the timestamp of when the function runs": of two at one time, each has its own.
            seed: random::hash(millis.unsigned_abs(), id),
            store,
            origins,
            edge_location: &edge_location,
        })
    }
}
