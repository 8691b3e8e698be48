//! WebSocket connections through the edge (CF-6.9). What is said over one never comes here: the doors
//! pass it on.

use super::Edge;
use super::distribution::Origin;
use super::store::Received;
use super::visit::{Step, Visit};
use http::HeaderValue;
use http::header::{CONNECTION, CONTENT_LENGTH, UPGRADE};
use parhelion_wire::Body;
use parhelion_world::Context;
use std::time::Duration;

/// CF-6.9(f).
const IDLE: Duration = Duration::from_secs(10 * 60);

/// Whether a viewer asks for a WebSocket where an origin could give it: such a request is answered by
/// no cache (CF-6.9).
pub(crate) fn is_asked(visit: &Visit) -> bool {
    visit.viewer.asks_for_websocket() && visit.behavior.origins.iter().any(|origin| !origin.is_s3())
}

/// The origin has agreed: the viewer hears so, and the rest is between the two.
pub(crate) fn opened(
    edge: &mut Edge,
    cx: &mut Context,
    visit: &Visit,
    origin: &Origin,
    response: http::Response<Body>,
) -> Step {
    let answer = Received::read(cx, visit, origin, response).answer();
    let mut answer = edge.deliver(cx, visit, answer);
    let headers = answer.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.remove(CONTENT_LENGTH);
    Step::Tunnel { answer, idle: IDLE }
}
