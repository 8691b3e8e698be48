//! Name: which attempt of which call a request is, what it is about, how long it is under way.

use crate::cloud::{Cloud, State};
use crate::door::call::Call;
use crate::door::recording::fingerprint;
use crate::scope::{self, Hint};
use parhelion_world::faults::LATENCY;
use parhelion_world::{Caller, OnBehalf, identity};
use std::time::Duration;

/// Names the call, where anybody asks for names.
pub(crate) fn name(cloud: &Cloud, call: &mut Call, hint: &Hint) {
    let recorded = {
        let mut state = cloud.state();
        let State { world, names, .. } = &mut *state;
        let named = hint.scope.is_some() || !world.adversary().is_idle();
        let recorded = !world.journal().is_off();
        if !named && !recorded {
            return;
        }
        let region = call.region.clone();
        let who = OnBehalf::of(Caller::Anonymous, identity::ACCOUNT, region, &call.info);
        if let (Some(operation), Ok(input)) = (call.operation, &call.input) {
            let service = call.entry.name;
            call.resource = world
                .with_service(service, &who, |lent, _| lent.hooks().resource(operation, input));
        }
        if named {
            let method = call.request.method().as_str();
            let name = call.operation.map_or(method, |operation| operation.name);
            let attempt = names.attempt(hint, name, &call.resource);
            scope::called(&attempt);
            world.begin(Some(attempt.clone()));
            let pick = world.choose(&LATENCY);
            let latency = LATENCY.options.get(usize::from(pick));
            call.latency = Duration::from_millis(latency.map_or(0, |option| option.millis));
            call.attempt = Some(attempt);
        }
        recorded
    };
    if recorded {
        call.fingerprint = fingerprint(call.request.body());
    }
}
