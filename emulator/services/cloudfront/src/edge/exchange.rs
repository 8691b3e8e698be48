//! A viewer's request from its arrival to its response: see the table in [`super`].

use super::Edge;
use super::admission::{self, Rejection};
use super::answer::{Answer, Source};
use super::delivery::Delivery;
use super::functions::occasion::{Occasion, Turn};
use super::split::{self, Served};
use super::viewer::{Viewer, ViewerRequest};
use super::visit::{Step, Visit};
use http::{HeaderValue, StatusCode};
use parhelion_world::Context;

const BASE64_URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `X-Amz-Cf-Id`: 56 characters, as of 40 bytes in base64url (CF-4.2).
fn request_id(cx: &mut Context) -> HeaderValue {
    let id = cx.id(BASE64_URL, 54) + "==";
    HeaderValue::from_maybe_shared(bytes::Bytes::from(id))
        .unwrap_or_else(|_| HeaderValue::from_static(""))
}

impl Edge {
    /// A viewer's request arrives at a POP.
    pub(crate) fn begin(&mut self, cx: &mut Context, request: ViewerRequest) -> Step {
        let pop = self.choose_pop(cx, request.pop.as_deref());
        self.pops[pop].settle(cx.now);
        let request_id = request_id(cx);
        let mut viewer = Viewer::new(request);
        let found = admission::limits(&viewer)
            .and_then(|()| admission::distribution(&self.pops[pop], &viewer).cloned());
        let distribution = match found {
            Ok(distribution) => distribution,
            Err(rejection) => return self.reject(cx, pop, &request_id, &viewer, rejection),
        };
        let Served { distribution, cookie } =
            split::decide(cx, &self.pops[pop], distribution, &mut viewer);
        let Some(behavior) = admission::behavior(&distribution, &mut viewer) else {
            let rejection = Rejection::Page(StatusCode::FORBIDDEN, super::error_page::BAD_REQUEST);
            return self.reject(cx, pop, &request_id, &viewer, rejection);
        };
        let allowed = admission::allowed(&distribution, &behavior, &mut viewer, cx.now);
        let key = behavior.key.key(&viewer).into();
        let (begun, origin_took, called, page_of) = (cx.now, None, None, None);
        let visit = Visit {
            pop,
            request_id,
            viewer,
            distribution,
            behavior,
            key,
            cookie,
            begun,
            origin_took,
            called,
            page_of,
        };
        match allowed {
            Ok(()) => self.viewer_request(cx, visit),
            Err(rejection) => {
                let answer = rejection.answer(&visit.request_id);
                self.finish(cx, visit, answer)
            }
        }
    }

    /// The behaviour's viewer-request function, if it has one, before any cache is asked. What it changes of
    /// the request counts for the key, and never for the choice of the behaviour (CF-1.6i, CF-2.1).
    fn viewer_request(&mut self, cx: &mut Context, mut visit: Visit) -> Step {
        if let Some(lambda) = visit.behavior.lambdas.viewer_request.clone() {
            return self.at_viewer_request(visit, lambda);
        }
        let pop = &self.pops[visit.pop];
        let name = visit.behavior.triggers.viewer_request.as_ref();
        let function = name.and_then(|name| pop.function(&visit.distribution.account, name));
        let Some(function) = function else { return self.lookup(cx, visit) };
        let occasion = Occasion {
            pop,
            distribution: &visit.distribution,
            request_id: &visit.request_id,
            now: cx.now,
        };
        let (turn, call) = occasion.viewer_request(cx, function, &visit.behavior, &visit.viewer);
        visit.called = Some(call);
        match turn {
            Ok(Turn::On(viewer, chosen)) => {
                visit.key = visit.behavior.key.key(&viewer).into();
                visit.viewer = viewer;
                if let Some(behavior) = chosen {
                    visit.behavior = behavior;
                }
                self.lookup(cx, visit)
            }
            Ok(Turn::Answered(answer)) => self.finish(cx, visit, answer),
            Err(failure) => {
                let answer = failure.answer(&visit.request_id);
                self.finish(cx, visit, answer)
            }
        }
    }

    /// Refused before there was a distribution.
    fn reject(
        &self,
        cx: &mut Context,
        pop: usize,
        request_id: &HeaderValue,
        viewer: &Viewer,
        rejection: Rejection,
    ) -> Step {
        let pop = &self.pops[pop];
        let delivery = Delivery {
            pop,
            request_id,
            viewer,
            distribution: None,
            behavior: None,
            is_page: false,
        };
        Step::Done(Ok(delivery.response(cx, rejection.answer(request_id)).response))
    }

    /// The last phases: a custom error page if the status has one (CF-7.2), then the viewer.
    pub(super) fn finish(&mut self, cx: &mut Context, visit: Visit, mut answer: Answer) -> Step {
        if let Some(of) = &visit.page_of {
            if answer.status.as_u16() < 400 {
                answer.status = of.status; // e: otherwise the status of the page's own fetch
            }
            answer.source = Source::Error;
        } else if answer.source.is_error()
            && let Some(page) = visit.of_error_page(answer.status)
        {
            return self.lookup(cx, page);
        }
        let lambda = visit.behavior.lambdas.viewer_response.clone();
        let seen = answer.source.is_from_the_origin() && answer.status.as_u16() < 400;
        if let Some(lambda) = lambda.filter(|_| seen && visit.page_of.is_none()) {
            return Self::at_viewer_response(visit, lambda, answer);
        }
        let response = self.deliver(cx, &visit, answer);
        Step::Done(Ok(response))
    }
}
