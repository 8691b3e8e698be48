//! A fetch from an origin: retries, failover, and what becomes of the response (CF-3.5, CF-6.4,
//! CF-6.7).

use super::answer::{Answer, Source};
use super::cache::Entry;
use super::distribution::Origin;
use super::failure::SeenByViewers as _;
use super::freshness::State;
use super::lambda::stages::OriginTurn;
use super::lookup::from_entry;
use super::origin::{ForwardOptions, OriginRequestBuilder};
use super::store::{self, Received};
use super::visit::{Purpose, Step, Visit};
use super::{Edge, OriginFailure, access, choices, websocket};
use crate::CloudFront;
use http::StatusCode;
use parhelion_wire::{Body, Timestamp};
use parhelion_world::HttpExchange as OriginRequest;
use parhelion_world::{Context, Effect};
use std::sync::Arc;

/// A request to an origin without its bytes: all that is needed to go on after it.
struct OriginFetch {
    visit: Visit,
    purpose: Purpose,
    options: ForwardOptions,
    /// Which member of an origin group.
    member: usize,
    /// From 1 for each member: GET and HEAD are tried again (CF-6.4).
    attempt: u8,
    /// When it began, in the POP's count.
    fill: u64,
    /// When its first attempt was made.
    sent: Timestamp,
}

impl OriginFetch {
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

/// A response of an origin that has come, on its way to its viewer.
struct Arrival {
    visit: Visit,
    purpose: Purpose,
    options: ForwardOptions,
    /// When the fill began, and when the response came, in the POP's count.
    fill: u64,
    receipt: u64,
}

/// Signs a request and has it carried to its origin.
fn carried(
    cx: &mut Context,
    fetch: OriginFetch,
    origin: &Origin,
    mut request: OriginRequest,
) -> Step {
    access::sign(cx, &fetch.visit.distribution, origin, &mut request);
    Step::effect(Effect::Http(Box::new(request)), |cloudfront: &mut CloudFront, cx, result| {
        cloudfront.edge.resume(cx, fetch, result.into_http())
    })
}

impl Edge {
    pub(super) fn forward(
        &mut self,
        cx: &mut Context,
        visit: Visit,
        purpose: Purpose,
        options: ForwardOptions,
    ) -> Step {
        let fill = self.pops[visit.pop].next_tick();
        self.send(
            cx,
            OriginFetch { visit, purpose, options, member: 0, attempt: 1, fill, sent: cx.now },
        )
    }

    fn send(&mut self, cx: &mut Context, fetch: OriginFetch) -> Step {
        let OriginFetch { visit, purpose, options, member, attempt, fill, sent } = fetch;
        let pop = &self.pops[visit.pop];
        let origin = visit.origin(member).cloned();
        let made = origin.as_ref().and_then(|origin| {
            let builder = OriginRequestBuilder {
                behavior: &visit.behavior,
                origin,
                viewer: &visit.viewer,
                options: &options,
                pop_host: &pop.host,
                request_id: &visit.request_id,
            };
            builder.build()
        });
        let (Some(origin), Some(made)) = (origin, made) else {
            let sentence = super::error_page::BAD_REQUEST;
            let answer = Answer::page(StatusCode::BAD_REQUEST, sentence, &visit.request_id);
            return self.finish(cx, visit, answer);
        };
        let fetch = OriginFetch { visit, purpose, options, member, attempt, fill, sent };
        let Some(lambda) = fetch.visit.behavior.lambdas.origin_request.clone() else {
            return carried(cx, fetch, &origin, made);
        };
        let visit = fetch.visit.clone();
        let path = origin.path.to_string();
        Self::at_origin_request(&visit, lambda, path, made, move |cloudfront, cx, turn| {
            let edge = &mut cloudfront.edge;
            edge.pops[fetch.visit.pop].settle(cx.now);
            match turn {
                Ok(OriginTurn::Send(made)) => carried(cx, fetch, &origin, made),
                // As from the origin, but no function sees it at origin-response.
                Ok(OriginTurn::Answered(response)) => edge.taken(cx, fetch, response),
                Err(failure) => {
                    let answer = failure.answer(&fetch.visit.request_id);
                    edge.finish(cx, fetch.visit, answer)
                }
            }
        })
    }

    /// An origin has answered or failed: again, elsewhere, or on.
    fn resume(
        &mut self,
        cx: &mut Context,
        mut fetch: OriginFetch,
        outcome: Result<http::Response<Body>, OriginFailure>,
    ) -> Step {
        fetch.visit.origin_took = Some(cx.now.since(fetch.sent));
        let (member, attempt) = (fetch.member, fetch.attempt);
        self.pops[fetch.visit.pop].settle(cx.now);
        let outcome = fetch.stalled(cx, outcome);
        if let Err(failure) = &outcome
            && fetch.may_retry(*failure)
        {
            return self.send(cx, OriginFetch { attempt: attempt + 1, ..fetch });
        }
        if fetch.fails_over(&outcome) {
            return self.send(cx, OriginFetch { member: member + 1, attempt: 1, ..fetch });
        }
        match outcome {
            Ok(response) => self.answered(cx, fetch, response),
            Err(failure) => {
                let page =
                    Answer::page(failure.status(), failure.sentence(), &fetch.visit.request_id);
                let mut response = http::Response::new(page.body);
                *response.status_mut() = page.status;
                *response.headers_mut() = page.headers;
                self.answered(cx, fetch, response)
            }
        }
    }

    fn answered(
        &mut self,
        cx: &mut Context,
        sent: OriginFetch,
        response: http::Response<Body>,
    ) -> Step {
        let status = response.status();
        let lambda = sent.visit.behavior.lambdas.origin_response.clone();
        let Some(lambda) = lambda.filter(|_| status != StatusCode::SWITCHING_PROTOCOLS) else {
            return self.taken(cx, sent, response);
        };
        let visit = sent.visit.clone();
        Self::at_origin_response(&visit, lambda, response, move |cloudfront, cx, outcome| {
            let edge = &mut cloudfront.edge;
            edge.pops[sent.visit.pop].settle(cx.now);
            match outcome {
                Ok(response) => edge.taken(cx, sent, response),
                Err(failure) => {
                    let answer = failure.answer(&sent.visit.request_id);
                    edge.finish(cx, sent.visit, answer)
                }
            }
        })
    }

    /// An answer that no function will see any more.
    fn taken(
        &mut self,
        cx: &mut Context,
        sent: OriginFetch,
        response: http::Response<Body>,
    ) -> Step {
        let OriginFetch { visit, purpose, options, member, fill, .. } = sent;
        let Some(origin) = visit.origin(member).cloned() else {
            let answer = Answer::page(StatusCode::BAD_GATEWAY, "", &visit.request_id);
            return self.finish(cx, visit, answer);
        };
        let status = response.status();
        if status == StatusCode::SWITCHING_PROTOCOLS {
            return websocket::opened(self, cx, &visit, &origin, response);
        }
        let receipt = self.pops[visit.pop].next_tick();
        if let Purpose::Revalidate(entry) = &purpose {
            if status == StatusCode::NOT_MODIFIED && options.validators.is_some() {
                let told = response.headers();
                let (mut entry, keep) = store::refreshed(&visit, &origin, entry, told, cx.now);
                entry.receipt = receipt;
                return self.refreshed(cx, visit, Arc::new(entry), keep, fill);
            }
            if status.is_server_error() && entry.life.state(cx.now) != State::Expired {
                return self.stale_if_error(cx, visit, entry, status);
            }
        }
        let received = Received::read(cx, &visit, &origin, response);
        let arrival = Arrival { visit, purpose, options, fill, receipt };
        match received.compression() {
            None => self.received(cx, arrival, received),
            Some(computation) => {
                Step::compute(computation, |cloudfront: &mut CloudFront, cx, body| {
                    let edge = &mut cloudfront.edge;
                    edge.pops[arrival.visit.pop].settle(cx.now);
                    edge.received(cx, arrival, received.compressed(body))
                })
            }
        }
    }

    /// A response is complete: stored, then on to the viewer.
    fn received(&mut self, cx: &mut Context, arrival: Arrival, received: Received) -> Step {
        let Arrival { visit, purpose, options, fill, receipt } = arrival;
        let passed = matches!(purpose, Purpose::Pass);
        if !passed {
            let cache = &self.pops[visit.pop].cache;
            let old = cache.get(&visit.distribution.id, &visit.key);
            if let Some(entry) = received.entry(old.map(|old| &**old), receipt) {
                self.store(cx.now, &visit, entry.into(), fill);
            }
        }
        let mut answer = received.answer();
        if !(passed || options.conditions || options.range) {
            answer = answer.shaped(&visit.viewer, &visit.request_id);
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
            self.store(cx.now, &visit, entry, fill);
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
    fn stale_if_error(
        &mut self,
        cx: &mut Context,
        visit: Visit,
        entry: &Arc<Entry>,
        status: StatusCode,
    ) -> Step {
        let rule = visit.distribution.error_rule(status);
        self.spare(&visit, entry, cx.now, rule.min);
        match from_entry(cx, &visit, entry, Source::Hit) {
            Some(answer) => self.finish(cx, visit, answer),
            None => self.miss(cx, visit),
        }
    }

    /// Stores, unless the URL was purged or the distribution deleted since the fill began (CF-8.1m),
    /// or what is there came later: of two responses, the longer one takes longer to compress.
    fn store(&mut self, now: Timestamp, visit: &Visit, entry: Arc<Entry>, fill: u64) {
        let pop = &mut self.pops[visit.pop];
        let url = super::key::url(&visit.key);
        let there = pop.cache.get(&visit.distribution.id, &visit.key);
        if there.is_some_and(|there| there.receipt > entry.receipt) {
            return;
        }
        if pop.has(&visit.distribution.id) && !pop.purged_since(fill, &visit.distribution.id, url) {
            pop.cache.insert(&visit.distribution.id, visit.key.clone(), entry.clone(), now);
            self.keep_in_shield(now, visit, &entry);
        }
    }
}
