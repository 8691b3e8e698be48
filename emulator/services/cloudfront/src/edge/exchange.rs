//! One viewer's request through the phases: see the table in [`super`].

use super::admission::{self, Refusal};
use super::answer::{Answer, Delivery, Source, part};
use super::cache::{Content, Entry};
use super::failure::SeenByViewers as _;
use super::freshness::State;
use super::origin::{Making, Wish, forwards_conditions};
use super::store::{self, Received};
use super::viewer::{Viewer, ViewerRequest};
use super::visit::{Purpose, Step, Visit};
use super::{Edge, OriginFailure, access, choices, websocket};
use crate::CloudFront;
use http::header::IF_RANGE;
use http::{HeaderValue, Method, StatusCode};
use parhelion_wire::Body;
use parhelion_world::{Context, Effect, Outcome};
use std::sync::Arc;
use std::time::Duration;

const BASE64_URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `X-Amz-Cf-Id`: 56 characters, as of 40 bytes in base64url (CF-4.2).
fn request_id(cx: &mut Context) -> HeaderValue {
    let id = cx.id(BASE64_URL, 54) + "==";
    HeaderValue::from_maybe_shared(bytes::Bytes::from(id))
        .unwrap_or_else(|_| HeaderValue::from_static(""))
}

impl Edge {
    /// A viewer's request arrives at a POP.
    pub fn begin(&mut self, cx: &mut Context, mut request: ViewerRequest) -> Step {
        let pop = self.route(cx, &mut request);
        self.pops[pop].settle(cx.now);
        let request_id = request_id(cx);
        let mut viewer = Viewer::new(request);
        let found = admission::limits(&viewer)
            .and_then(|()| admission::distribution(&self.pops[pop], &viewer).cloned());
        let distribution = match found {
            Ok(distribution) => distribution,
            Err(refusal) => return self.turn_away(cx, pop, &request_id, &viewer, refusal),
        };
        let Some(behavior) = admission::behavior(&distribution, &mut viewer) else {
            let refusal = Refusal::Page(StatusCode::FORBIDDEN, super::error_page::BAD_REQUEST);
            return self.turn_away(cx, pop, &request_id, &viewer, refusal);
        };
        let allowed = admission::allowed(&distribution, &behavior, &viewer);
        let key = behavior.key.key(&viewer).into();
        let visit = Visit { pop, request_id, viewer, distribution, behavior, key, page_of: None };
        match allowed {
            Ok(()) => self.look_up(cx, visit),
            Err(refusal) => {
                let answer = refusal.answer(&visit.request_id);
                self.finish(cx, visit, answer)
            }
        }
    }

    /// Refused before there was a distribution.
    fn turn_away(
        &self,
        cx: &mut Context,
        pop: usize,
        request_id: &HeaderValue,
        viewer: &Viewer,
        refusal: Refusal,
    ) -> Step {
        let pop = &self.pops[pop];
        let delivery = Delivery { pop, request_id, viewer, distribution: None, behavior: None };
        Step::Done(Ok(delivery.response(cx, refusal.answer(request_id))))
    }

    /// Key → entry, and what its state asks for (CF-3.3 to CF-3.5).
    fn look_up(&mut self, cx: &mut Context, visit: Visit) -> Step {
        let caches = visit.behavior.caches() && !websocket::is_asked(&visit);
        if !caches || !visit.behavior.caches_method(&visit.viewer.method) {
            let wish = Wish {
                validators: None,
                conditions: forwards_conditions(&visit.behavior, &visit.viewer),
                range: true,
            };
            return self.forward(cx, visit, Purpose::Pass, wish);
        }
        let cache = &mut self.pops[visit.pop].cache;
        let Some(entry) = cache.get(&visit.distribution.id, &visit.key).cloned() else {
            return self.miss(cx, visit);
        };
        if cx.choose(&choices::EVICTION) != 0 {
            cache.remove(&visit.distribution.id, &visit.key);
            return self.miss(cx, visit);
        }
        match entry.life.state(cx.now) {
            State::Fresh | State::Spared => self.hit(cx, visit, &entry),
            State::WhileRevalidate if !entry.is_error() => self.hit_and_refresh(cx, visit, entry),
            _ if entry.is_error() || matches!(entry.content, Content::Parts(_)) => {
                self.miss(cx, visit)
            }
            _ => {
                let wish = self.revalidation(cx, &visit, &entry);
                self.forward(cx, visit, Purpose::Revalidate(entry), wish)
            }
        }
    }

    fn hit(&mut self, cx: &mut Context, visit: Visit, entry: &Arc<Entry>) -> Step {
        match from_entry(cx, &visit, entry, Source::Hit) {
            Some(answer) => self.finish(cx, visit, answer),
            None => self.miss(cx, visit), // parts that do not hold what is asked for
        }
    }

    /// Stale while it is revalidated (CF-3.4a). Others that come meanwhile do not start a refresh of
    /// their own: the copy is spared for as long as an origin may take.
    fn hit_and_refresh(&mut self, cx: &mut Context, visit: Visit, entry: Arc<Entry>) -> Step {
        let Some(answer) = from_entry(cx, &visit, &entry, Source::Hit) else {
            return self.miss(cx, visit);
        };
        let wish = self.revalidation(cx, &visit, &entry);
        self.spare(&visit, &entry, cx.now + Duration::from_secs(30));
        let refresh = self.forward(cx, visit.clone(), Purpose::Revalidate(entry), wish);
        if let Outcome::Effect(effect, resume) = refresh.map(drop) {
            cx.in_background(effect, resume);
        }
        self.finish(cx, visit, answer)
    }

    /// Conditional, unless cookies are forwarded (CF-3.8d), the origin says `Vary: *` (CF-3.7) or the
    /// adversary prefers the whole object (N18).
    fn revalidation(&self, cx: &mut Context, visit: &Visit, entry: &Entry) -> Wish {
        let whole = entry.unconditional
            || entry.validators.is_empty()
            || !visit.behavior.forward.cookies.picks_nothing()
            || cx.choose(&choices::REVALIDATION) != 0;
        let validators = (!whole).then(|| entry.validators.clone());
        Wish { validators, conditions: false, range: false }
    }

    fn miss(&mut self, cx: &mut Context, visit: Visit) -> Step {
        let viewer = &visit.viewer;
        let conditions = forwards_conditions(&visit.behavior, viewer);
        // One plain range goes along (CF-3.11b); anything cleverer is cut from the whole object.
        let plain = !viewer.headers.contains_key(IF_RANGE)
            && (conditions || !super::conditions::any(&viewer.headers));
        let one = super::answer::asked(viewer).is_some_and(|asked| asked.len() == 1);
        let range = viewer.method == Method::GET && plain && one;
        let wish = Wish { validators: None, conditions, range };
        self.forward(cx, visit, Purpose::Fill, wish)
    }

    fn forward(&mut self, cx: &mut Context, visit: Visit, purpose: Purpose, wish: Wish) -> Step {
        let fill = self.pops[visit.pop].begin_fill();
        self.send(cx, Sending { visit, purpose, wish, member: 0, attempt: 1, fill })
    }

    fn send(&mut self, cx: &mut Context, sending: Sending) -> Step {
        let Sending { visit, purpose, wish, member, attempt, fill } = sending;
        let pop = &self.pops[visit.pop];
        let made = visit.origin(member).cloned().and_then(|origin| {
            let making = Making {
                behavior: &visit.behavior,
                origin: &origin,
                viewer: &visit.viewer,
                wish: &wish,
                pop_host: &pop.host,
                request_id: &visit.request_id,
            };
            let mut request = making.request()?;
            access::sign(cx, &visit.distribution, &origin, &mut request);
            Some(request)
        });
        match made {
            Some(origin) => {
                let sending = Sending { visit, purpose, wish, member, attempt, fill };
                Step::effect(
                    Effect::Http(Box::new(origin)),
                    |cloudfront: &mut CloudFront, cx, result| {
                        cloudfront.edge.resume(cx, sending, result.into_http())
                    },
                )
            }
            None => {
                let sentence = super::error_page::BAD_REQUEST;
                let answer = Answer::page(StatusCode::BAD_REQUEST, sentence, &visit.request_id);
                self.finish(cx, visit, answer)
            }
        }
    }

    /// An origin has answered or failed: again, elsewhere, or on.
    fn resume(
        &mut self,
        cx: &mut Context,
        sending: Sending,
        outcome: Result<http::Response<Body>, OriginFailure>,
    ) -> Step {
        let (member, attempt) = (sending.member, sending.attempt);
        self.pops[sending.visit.pop].settle(cx.now);
        let outcome = sending.stalled(cx, outcome);
        if let Err(failure) = &outcome
            && sending.may_retry(*failure)
        {
            return self.send(cx, Sending { attempt: attempt + 1, ..sending });
        }
        if sending.fails_over(&outcome) {
            return self.send(cx, Sending { member: member + 1, attempt: 1, ..sending });
        }
        match outcome {
            Ok(response) => self.answered(cx, sending, response),
            Err(failure) => {
                let page =
                    Answer::page(failure.status(), failure.sentence(), &sending.visit.request_id);
                let mut response = http::Response::new(page.body);
                *response.status_mut() = page.status;
                *response.headers_mut() = page.headers;
                self.answered(cx, sending, response)
            }
        }
    }

    fn answered(
        &mut self,
        cx: &mut Context,
        sent: Sending,
        response: http::Response<Body>,
    ) -> Step {
        let Sending { visit, purpose, wish, member, fill, .. } = sent;
        let Some(origin) = visit.origin(member).cloned() else {
            let answer = Answer::page(StatusCode::BAD_GATEWAY, "", &visit.request_id);
            return self.finish(cx, visit, answer);
        };
        let status = response.status();
        if status == StatusCode::SWITCHING_PROTOCOLS {
            return websocket::opened(cx, &visit, &self.pops[visit.pop], &origin, response);
        }
        if let Purpose::Revalidate(entry) = &purpose {
            if status == StatusCode::NOT_MODIFIED && wish.validators.is_some() {
                let told = response.headers();
                let (entry, keep) = store::refreshed(&visit, &origin, entry, told, cx.now);
                return self.refreshed(cx, visit, Arc::new(entry), keep, fill);
            }
            if status.is_server_error() && entry.life.state(cx.now) != State::Expired {
                return self.stale(cx, visit, entry, status);
            }
        }
        let old = self.pops[visit.pop].cache.get(&visit.distribution.id, &visit.key).cloned();
        let Received { mut answer, entry } =
            store::receive(cx, &visit, &origin, response, old.as_deref());
        if !matches!(purpose, Purpose::Pass) {
            if let Some(entry) = entry {
                self.store(&visit, entry, fill);
            }
            if !(wish.conditions || wish.range) {
                answer = answer.shaped(&visit.viewer, &visit.request_id);
            }
        }
        self.finish(cx, visit, answer)
    }

    /// CF-3.5: 304.
    fn refreshed(
        &mut self,
        cx: &mut Context,
        visit: Visit,
        entry: Arc<Entry>,
        keep: bool,
        fill: u64,
    ) -> Step {
        let answer = from_entry(cx, &visit, &entry, Source::RefreshHit);
        if keep {
            self.store(&visit, entry, fill);
        } else {
            self.pops[visit.pop].cache.remove(&visit.distribution.id, &visit.key);
        }
        match answer {
            Some(answer) => self.finish(cx, visit, answer),
            None => self.miss(cx, visit),
        }
    }

    /// CF-3.5, CF-3.4b: the stale copy instead of the error, and the origin is left alone for
    /// ErrorCachingMinTTL.
    fn stale(
        &mut self,
        cx: &mut Context,
        visit: Visit,
        entry: &Arc<Entry>,
        status: StatusCode,
    ) -> Step {
        let rule = visit.distribution.error_rule(status);
        self.spare(&visit, entry, cx.now + rule.min);
        match from_entry(cx, &visit, entry, Source::Hit) {
            Some(answer) => self.finish(cx, visit, answer),
            None => self.miss(cx, visit),
        }
    }

    /// Marks the entry, if it is still the one under its key.
    fn spare(&mut self, visit: &Visit, entry: &Arc<Entry>, until: parhelion_wire::Timestamp) {
        let cache = &mut self.pops[visit.pop].cache;
        let here = cache.get(&visit.distribution.id, &visit.key);
        if here.is_some_and(|here| here.life.since == entry.life.since) {
            let mut spared = Entry::clone(entry);
            spared.life.spared_until = Some(until);
            cache.insert(&visit.distribution.id, visit.key.clone(), spared.into());
        }
    }

    /// Stores, unless the URL was purged or the distribution deleted since the fill began (CF-8.1m).
    fn store(&mut self, visit: &Visit, entry: Arc<Entry>, fill: u64) {
        let pop = &mut self.pops[visit.pop];
        let url = super::key::url(&visit.key);
        if pop.has(&visit.distribution.id) && !pop.purged_since(fill, &visit.distribution.id, url) {
            pop.cache.insert(&visit.distribution.id, visit.key.clone(), entry);
        }
    }

    /// The last phases: a custom error page if the status has one (CF-7.2), then the viewer.
    fn finish(&mut self, cx: &mut Context, visit: Visit, mut answer: Answer) -> Step {
        if let Some(of) = &visit.page_of {
            if answer.status.as_u16() < 400 {
                answer.status = of.status; // e: otherwise the status of the page's own fetch
            }
            answer.source = Source::Error;
        } else if answer.source == Source::Error
            && let Some(page) = visit.of_error_page(answer.status)
        {
            return self.look_up(cx, page);
        }
        let response = visit.deliver(cx, &self.pops[visit.pop], answer);
        Step::Done(Ok(response))
    }
}

/// A request to an origin without its bytes: all that is needed to go on after it.
struct Sending {
    visit: Visit,
    purpose: Purpose,
    wish: Wish,
    /// Which member of an origin group.
    member: usize,
    /// From 1 for each member: GET and HEAD are tried again (CF-6.4).
    attempt: u8,
    /// When it began, in the POP's count.
    fill: u64,
}

impl Sending {
    /// N10: an answer to GET or HEAD may count as not having come.
    fn stalled(
        &self,
        cx: &mut Context,
        outcome: Result<http::Response<Body>, OriginFailure>,
    ) -> Result<http::Response<Body>, OriginFailure> {
        let again = outcome.is_ok()
            && self.attempt == 1
            && self.may_retry(OriginFailure::ReadTimeout)
            && cx.choose(&choices::RETRY) != 0;
        if again { Err(OriginFailure::ReadTimeout) } else { outcome }
    }

    fn may_retry(&self, failure: OriginFailure) -> bool {
        let attempts =
            self.visit.origin(self.member).map_or(1, |origin| origin.connection_attempts);
        self.attempt < attempts && failure.may_retry(&self.visit.viewer.method)
    }

    /// CF-6.7: to the second member of an origin group.
    fn fails_over(&self, outcome: &Result<http::Response<Body>, OriginFailure>) -> bool {
        let Visit { behavior, viewer, .. } = &self.visit;
        let code = match outcome {
            Ok(response) => response.status().as_u16(),
            Err(failure) => failure.failover_code(),
        };
        behavior.caches_method(&viewer.method)
            && self.member + 1 < behavior.origins.len()
            && behavior.failover.contains(&code)
    }
}

/// What an entry answers to this viewer. `None`: it holds parts, and not the one asked for.
fn from_entry(cx: &Context, visit: &Visit, entry: &Entry, source: Source) -> Option<Answer> {
    let age = (source == Source::Hit).then(|| entry.life.age(cx.now).as_secs());
    let source = if entry.is_error() { Source::Error } else { source };
    let (status, headers) = (entry.status, entry.headers.clone());
    match &entry.content {
        Content::Whole(body) => {
            let answer = Answer { status, headers, body: body.clone(), source, age };
            Some(answer.shaped(&visit.viewer, &visit.request_id))
        }
        Content::Parts(parts) if visit.viewer.method == Method::GET => {
            let (range, body) = part(&visit.viewer, &headers, parts)?;
            let answer = Answer { status, headers, body: Body::empty(), source, age };
            Some(answer.partial(range, parts.total, body))
        }
        Content::Parts(_) => None,
    }
}
