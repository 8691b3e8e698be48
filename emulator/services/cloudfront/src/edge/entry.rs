//! How viewers' requests come to the edge from outside of this crate.

use super::{Fetch, OriginFailure, Step, ViewerRequest};
use crate::CloudFront;
use parhelion_wire::Body;
use parhelion_world::Context;
use std::sync::Arc;

impl CloudFront {
    /// Decides which POP a request reaches and writes it into the request, so that it can be noted
    /// before [`CloudFront::edge_begin`], which otherwise does the same.
    pub fn edge_route(&mut self, cx: &mut Context, viewer: &mut ViewerRequest) -> Arc<str> {
        let index = self.edge.route(cx, viewer);
        self.edge.pops[index].name().clone()
    }

    /// A viewer's request arrives.
    pub fn edge_begin(&mut self, cx: &mut Context, viewer: ViewerRequest) -> Step {
        self.edge.begin(cx, viewer)
    }

    /// An origin has answered, or failed.
    pub fn edge_resume(
        &mut self,
        cx: &mut Context,
        fetch: Fetch,
        outcome: Result<http::Response<Body>, OriginFailure>,
    ) -> Step {
        self.edge.resume(cx, fetch, outcome)
    }
}
