//! A viewer's request from its arrival to its response: see the table in [`super`].

use super::Edge;
use super::admission::{self, Rejection};
use super::answer::{Answer, Delivery, Source};
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
        let visit =
            Visit { pop, request_id, viewer, distribution, behavior, key, cookie, page_of: None };
        match allowed {
            Ok(()) => self.lookup(cx, visit),
            Err(rejection) => {
                let answer = rejection.answer(&visit.request_id);
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
        let delivery = Delivery { pop, request_id, viewer, distribution: None, behavior: None };
        Step::Done(Ok(delivery.response(cx, rejection.answer(request_id))))
    }

    /// The last phases: a custom error page if the status has one (CF-7.2), then the viewer.
    pub(super) fn finish(&mut self, cx: &mut Context, visit: Visit, mut answer: Answer) -> Step {
        if let Some(of) = &visit.page_of {
            if answer.status.as_u16() < 400 {
                answer.status = of.status; // e: otherwise the status of the page's own fetch
            }
            answer.source = Source::Error;
        } else if answer.source == Source::Error
            && let Some(page) = visit.of_error_page(answer.status)
        {
            return self.lookup(cx, page);
        }
        let response = visit.deliver(cx, &self.pops[visit.pop], answer);
        Step::Done(Ok(response))
    }
}
