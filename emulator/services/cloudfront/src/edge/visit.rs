//! A viewer's request that has found its distribution and behaviour, and what it waits for.

use super::Edge;
use super::answer::Answer;
use super::cache::Entry;
use super::delivery::{Delivered, Delivery};
use super::distribution::{Behavior, Distribution, Origin};
use super::key::Key;
use super::pop::Pop;
use super::traffic::exchange::{Exchange, FunctionCall};
use super::viewer::Viewer;
use http::header::{
    CONTENT_LENGTH, HOST, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE,
    IF_UNMODIFIED_SINCE, RANGE, SET_COOKIE, UPGRADE,
};
use http::{HeaderValue, Method, StatusCode};
use parhelion_wire::{Body, Timestamp};
use parhelion_world::{Context, Outcome};
use std::sync::Arc;
use std::time::Duration;

/// A request after the phases that can refuse it.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// Index of the POP.
    pub(crate) pop: usize,
    pub(crate) request_id: HeaderValue,
    pub(crate) viewer: Viewer,
    pub(crate) distribution: Arc<Distribution>,
    pub(crate) behavior: Arc<Behavior>,
    pub(crate) key: Key,
    /// When the request arrived.
    pub(crate) begun: Timestamp,
    /// How long the origin took, where it was asked.
    pub(crate) origin_took: Option<Duration>,
    /// The function that was called for it already.
    pub(crate) called: Option<FunctionCall>,
    /// Said to the viewer, whatever is cached: the session that he has (CF-8.9e).
    pub(crate) cookie: Option<HeaderValue>,
    /// Set while a custom error page is fetched (CF-7.2d).
    pub(crate) page_of: Option<Box<PageOf>>,
}

/// The request whose error a custom page replaces.
#[derive(Clone, Debug)]
pub(crate) struct PageOf {
    pub(crate) viewer: Viewer,
    pub(crate) behavior: Arc<Behavior>,
    /// What the viewer sees instead of the error's status.
    pub(crate) status: StatusCode,
}

impl Visit {
    /// The origin, or a member of the origin group. There is at least one.
    pub(crate) fn origin(&self, member: usize) -> Option<&Arc<Origin>> {
        self.behavior.origins.get(member)
    }

    fn deliver(&self, cx: &mut Context, pop: &Pop, answer: Answer) -> Delivered {
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
            is_page: self.page_of.is_some(),
        };
        let mut delivered = delivery.response(cx, answer);
        if let Some(cookie) = &self.cookie {
            delivered.response.headers_mut().append(SET_COOKIE, cookie.clone());
        }
        delivered
    }

    /// The inner request for a custom error page: through the behaviour of its own path, as GET, without
    /// the viewer's conditions, range and upgrade (CF-7.2d, j).
    pub(crate) fn of_error_page(&self, status: StatusCode) -> Option<Self> {
        let (path, shown) = self.distribution.errors.get(&status.as_u16())?.page.clone()?;
        let uri = http::uri::PathAndQuery::try_from(&*path).ok()?.into();
        let behavior = self.distribution.behavior(&path)?.clone();
        if behavior.missing.is_some() {
            return None;
        }
        let mut headers = self.viewer.headers.clone();
        let own = [
            RANGE,
            IF_MATCH,
            IF_NONE_MATCH,
            IF_MODIFIED_SINCE,
            IF_UNMODIFIED_SINCE,
            IF_RANGE,
            CONTENT_LENGTH,
            UPGRADE,
        ];
        own.iter().for_each(|name| drop(headers.remove(name)));
        if let Ok(host) = HeaderValue::from_str(self.viewer.host()) {
            headers.insert(HOST, host);
        }
        let viewer = Viewer {
            method: Method::GET,
            uri,
            headers,
            body: Body::empty(),
            instead: None,
            ..self.viewer.clone()
        };
        let page_of =
            PageOf { viewer: self.viewer.clone(), behavior: self.behavior.clone(), status: shown };
        Some(Self {
            key: behavior.key.key(&viewer).into(),
            viewer,
            behavior,
            page_of: Some(Box::new(page_of)),
            ..self.clone()
        })
    }
}

impl Edge {
    /// An answer as its viewer gets it, which is counted.
    pub(crate) fn deliver(
        &mut self,
        cx: &mut Context,
        visit: &Visit,
        answer: Answer,
    ) -> http::Response<Body> {
        let pop = &self.pops[visit.pop];
        let name = pop.name().clone();
        let Delivered { response, source, call } = visit.deliver(cx, pop, answer);
        let calls: Vec<FunctionCall> = visit.called.iter().cloned().chain(call).collect();
        let viewer = visit.page_of.as_ref().map_or(&visit.viewer, |of| &of.viewer);
        let exchange = Exchange {
            distribution: &visit.distribution,
            pop: &name,
            viewer,
            request_id: &visit.request_id,
            status: response.status(),
            source,
            headers: response.headers(),
            bytes: response.body().len(),
            begun: visit.begun,
            origin_took: visit.origin_took,
            calls: &calls,
        };
        self.count(cx, &exchange);
        response
    }
}

/// What the edge comes to: the viewer's answer, or a request to carry to an origin first.
pub(crate) type Step = Outcome<http::Response<Body>>;

#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    /// Nothing is cached for such requests: the answer is passed on.
    Pass,
    /// A miss.
    Fill,
    /// An expired entry.
    Revalidate(Arc<Entry>),
}
