//! Requests to services of AWS's that are not built in: 501 in the service's own protocol.

use crate::catalogue::{self, Named, is_of_aws};
use crate::cloud::Cloud;
use crate::door::call::{Answer, Response};
use crate::door::route::{host_of, scope_of};
use parhelion_wire::http::{Ids, Incoming};
use parhelion_wire::signature::Head;
use parhelion_wire::{Body, Error};

/// A request that no service here is for. Its answer may need its body: forms name their action there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotHere;

impl NotHere {
    /// How much of a body is looked at.
    pub(crate) const BODY_MAX: usize = 1 << 20;

    /// The answer. A request that not even the catalogue of AWS's services knows is told so in plain
    /// text.
    pub(crate) fn answer(self, cloud: &Cloud, head: Head<'_>, body: &Body) -> Answer {
        let id = cloud.state().world.random_mut().text(b"0123456789abcdef", 32);
        let ids = Ids { request: &id, host: "" };
        let (host, scope) = (host_of(head), scope_of(head));
        let incoming = Incoming::of(head, body);
        Answer::plain(match Named::of(host.as_str(), scope.as_deref(), &incoming) {
            Some(named) => catalogue::not_implemented(&named, &incoming, ids),
            None => {
                let name = scope.as_deref().unwrap_or(host.as_str());
                let (status, text) = if is_of_aws(host.as_str()) {
                    let error = Error::not_implemented(name, "");
                    (http::StatusCode::NOT_IMPLEMENTED, error.message().to_owned())
                } else {
                    (http::StatusCode::BAD_REQUEST, format!("{name:?} is no service of AWS's."))
                };
                let mut response = Response::new(Body::from(text));
                *response.status_mut() = status;
                response
            }
        })
    }
}
