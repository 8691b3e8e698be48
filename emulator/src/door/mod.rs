//! The front door: from a request's bytes to the service's answer, the same for every client.
//!
//! | phase | what it does | file |
//! |---|---|---|
//! | host | which service the request is for | [`route`] |
//! | | … a service that is not built in | [`elsewhere`] |
//! | claim | what it says of its sender | [`claim`] |
//! | body | the framing comes off, digests are computed as it passes | [`body`] |
//! | parse | operation and input | [`parse`] |
//! | name | which attempt of which call it is, how long it is under way | [`name`] |
//! | admit, adversary, handle | permission, constraints, faults, the handler | [`handle`] |
//! | wait, effect | what the handler wants done outside | [`drive`](crate::drive) |
//! | encode | the answer's bytes | [`encode`] |
//! | settle, record | the service's last touch, lost answers, the journal | [`encode`], [`recording`] |
//!
//! The world's lock is held while a call is named, handled and settled, for microseconds each time,
//! and never over an await or over work that grows with a body.

pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod claim;
pub(crate) mod elsewhere;
pub(crate) mod encode;
pub(crate) mod foresee;
pub(crate) mod handle;
pub(crate) mod name;
pub(crate) mod parse;
pub(crate) mod recording;
pub(crate) mod route;

use crate::cloud::Cloud;
use crate::door::body::Taken;
use crate::door::claim::Claimed;
use crate::turns::TurnTime;
use handle::Reply;
use parhelion_wire::Error;
use parhelion_wire::body::Storage;
use parhelion_wire::signature::Head;
use parhelion_world::Step;

pub(crate) use call::{Answer, Call, Delivery, Request, Response};

/// Takes in a request that is complete: its phases up to its name.
///
/// # Errors
/// The answer, where there is no service to ask.
pub(crate) fn arrive(
    cloud: &Cloud,
    request: Request,
    delivery: Delivery,
) -> Result<Call, Box<Answer>> {
    arrive_at(cloud, request, delivery, false, None)
}

/// As [`arrive`]. `foreseen`: the head alone says the answer, whatever the body is (S3-3.24);
/// `time`: when that was, in a replay.
pub(crate) fn arrive_at(
    cloud: &Cloud,
    request: Request,
    delivery: Delivery,
    foreseen: bool,
    time: Option<TurnTime>,
) -> Result<Call, Box<Answer>> {
    let turn = cloud.turn_at(time, |time| recording::input(&request, &delivery, foreseen, time));
    let cloud = &*turn;
    let head = Head::from(&request);
    let claimed = claim::claim(cloud, head, delivery)
        .map_err(|not_here| Box::new(not_here.answer(cloud, head, request.body())))?;
    let (parts, body) = request.into_parts();
    let refused = if foreseen { foresee::foresee(cloud, &claimed, &parts) } else { None };
    let taken = match refused {
        Some(error) => Taken { outcome: Err(error), ..Taken::nothing() },
        None => {
            let taken = claimed.intake(&parts.headers, Storage::Memory).take(&body);
            // A body that lies in a file and cannot be read back is not what was sent.
            taken.unwrap_or_else(|error| Taken { body, trailers: None, outcome: Err(error.into()) })
        }
    };
    let mut call = enter(cloud, claimed, parts, taken);
    call.recorded_input = turn.input();
    Ok(call)
}

/// A request whose body has come in.
pub(crate) fn enter(
    cloud: &Cloud,
    claimed: Claimed,
    parts: http::request::Parts,
    taken: Taken,
) -> Call {
    let hint = claimed.delivery.hint.clone();
    let mut taken = taken;
    if taken.outcome.is_err()
        && let Some(error) = foresee::foresee(cloud, &claimed, &parts)
    {
        // S3-0.6: what the head alone says matters more than a broken body, however long that is.
        taken.outcome = Err(error);
    }
    let mut call = parse::parse(cloud, claimed, parts, taken);
    name::name(cloud, &mut call, &hint);
    call
}

/// A request from its arrival to its answer: it may take its time in between.
pub(crate) async fn deliver(cloud: &Cloud, request: Request, delivery: Delivery) -> Answer {
    match arrive(cloud, request, delivery) {
        Ok(call) => serve(cloud, call).await,
        Err(answer) => *answer,
    }
}

/// Lets a call take effect, or a fault strike, once it is no longer under way.
pub(crate) async fn serve(cloud: &Cloud, mut call: Call) -> Answer {
    if !call.latency.is_zero() {
        cloud.clock().pass(call.latency).await;
    }
    let mut mark = cloud.admit(call.changes()).await;
    let begun = {
        let turn = cloud.turn(|_| (call.recorded_input, Step::Begin));
        handle::begin(&turn, &mut call, true)
    };
    mark.has_read(begun.is_finished());
    let (reply, progress) = handle::finish(cloud, &call, begun).await;
    let reply = match cloud.safe(mark).await {
        Ok(()) => reply,
        Err(why) => Reply::Failed(Error::new(503, "ServiceUnavailable", why.to_string())),
    };
    let turn = cloud.turn(|_| (call.recorded_input, Step::Conclude));
    encode::conclude(&turn, &call, reply, progress)
}

/// Lets a call take effect for a caller that cannot wait.
pub(crate) fn serve_at_once(cloud: &Cloud, mut call: Call) -> Answer {
    let turn = cloud.turn(|_| (call.recorded_input, Step::AtOnce));
    let begun = handle::begin(&turn, &mut call, false);
    let (reply, progress) = handle::finish_now(&turn, &call, begun);
    encode::conclude(&turn, &call, reply, progress)
}

impl Cloud {
    /// The front door for a request that is complete: any protocol, signed or anonymous. `None` is a
    /// closed connection, and so is the end of a body that is shorter than its Content-Length.
    pub async fn send(&self, request: Request) -> Option<Response> {
        let delivery = Delivery::inside(request.headers());
        deliver(self, request, delivery).await.response
    }

    /// As [`Cloud::send`], for callers that cannot wait: returns at once, whatever latency the
    /// adversary would like; a long poll is answered as if its time were over.
    pub fn handle(&self, request: Request) -> Option<Response> {
        let delivery = Delivery::inside(request.headers());
        match arrive(self, request, delivery) {
            Ok(call) => serve_at_once(self, call).response,
            Err(answer) => answer.response,
        }
    }
}
