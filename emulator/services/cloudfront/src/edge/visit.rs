//! A viewer's request that has found its distribution and behaviour, and what it waits for.

use super::answer::{Answer, Delivery};
use super::cache::Entry;
use super::distribution::{Behavior, Distribution, Origin};
use super::key::Key;
use super::origin::{OriginRequest, Wish};
use super::pop::Pop;
use super::viewer::Viewer;
use http::{HeaderValue, StatusCode};
use parhelion_wire::Body;
use parhelion_world::Context;
use std::sync::Arc;

/// A request after the phases that can refuse it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Index of the POP.
    pub pop: usize,
    pub request_id: HeaderValue,
    pub viewer: Viewer,
    pub distribution: Arc<Distribution>,
    pub behavior: Arc<Behavior>,
    pub key: Key,
    /// Set while a custom error page is fetched (CF-7.2d).
    pub page_of: Option<Box<PageOf>>,
}

/// The request whose error a custom page replaces.
#[derive(Clone, Debug)]
pub struct PageOf {
    pub viewer: Viewer,
    pub behavior: Arc<Behavior>,
    /// What the viewer sees instead of the error's status.
    pub status: StatusCode,
}

impl Visit {
    /// The origin, or a member of the origin group. There is at least one.
    pub fn origin(&self, member: usize) -> Option<&Arc<Origin>> {
        self.behavior.origins.get(member)
    }

    pub fn deliver(&self, cx: &mut Context, pop: &Pop, answer: Answer) -> http::Response<Body> {
        let (viewer, behavior) = match &self.page_of {
            Some(of) => (&of.viewer, &of.behavior),
            None => (&self.viewer, &self.behavior),
        };
        let delivery = Delivery {
            pop,
            request_id: &self.request_id,
            viewer,
            distribution: Some(&self.distribution),
            behavior: Some(behavior),
        };
        delivery.response(cx, answer)
    }
}

/// What the edge wants next.
#[derive(Debug)]
pub enum Step {
    /// The viewer's answer.
    Answer(http::Response<Body>),
    /// Carry this request to the origin, then call `edge_resume` with what came of it.
    Fetch(Box<Fetch>),
    /// The viewer's answer now; and a request to carry in the background. What `edge_resume` says
    /// about it goes to nobody (CF-3.4a).
    AnswerAndRefresh(http::Response<Body>, Box<Fetch>),
}

/// A request to an origin, and all that is needed to go on after it.
#[derive(Debug)]
pub struct Fetch {
    pub origin: OriginRequest,
    pub(super) visit: Visit,
    pub(super) purpose: Purpose,
    pub(super) wish: Wish,
    /// Which member of an origin group.
    pub(super) member: usize,
    /// From 1 for each member.
    pub(super) attempt: u8,
    /// When it began, in the POP's count.
    pub(super) fill: u64,
}

impl Fetch {
    /// From 1: GET and HEAD are tried again (CF-6.4).
    pub fn attempt(&self) -> u8 {
        self.attempt
    }
}

#[derive(Clone, Debug)]
pub enum Purpose {
    /// Nothing is cached for such requests: the answer is passed on.
    Pass,
    /// A miss.
    Fill,
    /// An expired entry.
    Revalidate(Arc<Entry>),
}
